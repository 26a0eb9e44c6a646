"""Telling the stories through the real actions, all lives together in the order in which things happened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from donghanh.base.places import queries as places
from donghanh.base.privacy.scope import scope
from donghanh.cases import actions as cases
from donghanh.cases import memo, queries
from donghanh.cases.dossiers import actions as dossiers
from donghanh.cases.terms import FactKind, Procedure
from donghanh.decisions import actions as decisions
from donghanh.decisions import queries as letters
from donghanh.decisions.drawing import DraftInput
from donghanh.decisions.held import actions as held
from donghanh.decisions.terms import DecisionKind, ServiceWay
from donghanh.jobs.seed import examined, names, stories
from donghanh.jobs.seed.cast import Cast, Side
from donghanh.jobs.seed.names import Invented
from donghanh.jobs.seed.stories import Story
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import ZONE, add_months, local_day
from donghanh.legal import forms
from donghanh.people import actions as people
from donghanh.people.rules import Home, Number
from donghanh.people.terms import AddressKind, IdentifierKind, WhyNotSame

SEED = 137
SUBSTANCES = (["methamphetamine"], ["heroin"], ["methamphetamine", "mdma"], ["ketamine"], ["cannabis"])
HELPERS = ("Trần Thị Bích Ngọc, Hội Liên hiệp Phụ nữ xã", "Nguyễn Hữu Ẫm, Mặt trận Tổ quốc xã", "Lê Thị Kim Ẩn, nhân viên công tác xã hội")
REASONS = {
    DecisionKind.MANAGE_USER: "Kết quả xét nghiệm chất ma tuý trong cơ thể dương tính, đã xác minh nơi cư trú và nhận đủ thông báo.",
    DecisionKind.SUSPEND_USER: "Người được quản lý bị tạm giữ, tạm giam theo văn bản của cơ quan điều tra.",
    DecisionKind.STOP_USER: "Có kết luận của cơ sở y tế xác định người được quản lý có tình trạng nghiện ma tuý.",
    DecisionKind.END_USER: "Đã hết thời hạn quản lý ghi trong quyết định, trong thời hạn không phát hiện sử dụng lại.",
    DecisionKind.AFTERCARE: "Đã hoàn thành cai nghiện tự nguyện và về cư trú tại xã; Trưởng Công an xã đề nghị quản lý sau cai nghiện.",
    DecisionKind.LET_OUT: "Gia đình có tang; người thân làm đơn, cam kết đón, quản lý và đưa trở lại đúng hạn.",
    DecisionKind.WITHDRAW: "Quyết định ghi nhầm số nhà nơi cư trú, thu hồi để ban hành lại cho đúng.",
}
TERMS = {DecisionKind.AFTERCARE: 12}
"""Months of the decisions that are drawn up on an official form here."""
ACTS = frozenset(
    {"register", "draft", "check", "sign", "send_back", "serve", "send_file", "receive_file", "return_file"}
    | {"ask", "ask_facility", "examine", "dependent", "not_dependent", "result_sent", "void_last", "begin", "paper"}
    | {"to_court", "court_signs", "court_returns", "court_accepts", "court_tells", "court_sends_on", "police_sign"}
    | {"to_facility", "facility_signs", "facility_tells", "facility_drafts", "facility_checks"}
)
"""Words of a story that are not kinds of facts: methods of Teller."""
DRAFTED, CHECKED = timedelta(minutes=70), timedelta(minutes=35)


@dataclass(slots=True)
class Life:
    """One telling of a story, and what came of it so far."""

    story: Story
    person: Invented
    side: Side
    other: Side
    rng: Random
    person_id: UUID | None = None
    case_id: UUID | None = None
    draft_id: UUID | None = None
    signed_id: UUID | None = None
    handover_id: UUID | None = None
    referral_id: UUID | None = None
    passage_id: UUID | None = None

    def official(self, what: str) -> Actor:
        """Who does this in the commune that holds the file now."""
        return self.side.people[what]


def tell(cast: Cast, *, now: datetime) -> dict[str, int]:
    """Make the small province: every story as often as it says. One transaction of the caller's; counts by what was made."""
    lives = _lives(cast, now)
    teller = Teller(cast)
    steps = [(moment, place, what, data) for place, life in enumerate(lives) for moment, what, data in _steps(life.story, now, place)]
    for moment, place, what, data in sorted(steps, key=lambda one: one[:2]):
        teller.do(lives[place], what, moment, data)
    _acquaint([life for life in lives if life.story in stories.ONLY_KNOWN], lives[0], now)
    for side in (cast.here, cast.near):
        with scope(side.people["police"]):
            memo.freshen([side.unit_id])
    return {"people": len(lives), "cases": sum(life.case_id is not None for life in lives), "steps": len(steps)}


def _lives(cast: Cast, now: datetime) -> list[Life]:
    rng, made = Random(SEED), []
    told = [story for story in stories.ALL for _ in range(story.times)]
    for serial, story in enumerate(told):
        side, other = (cast.here, cast.near) if story.side == "here" else (cast.near, cast.here)
        made.append(Life(story, names.invent(rng, serial=serial, on=local_day(now), age=story.age), side, other, rng))
    return made


def _steps(story: Story, now: datetime, place: int) -> list[tuple[datetime, str, dict[str, Any]]]:
    """The steps at their moments, registering first; a decision in one word is three steps. Lives lie some minutes apart."""
    apart = timedelta(minutes=place * 7 % 40)
    steps: list[tuple[datetime, str, dict[str, Any]]] = []
    for when, what, data in story.steps:
        moment = moment_of(when, now=now) - apart
        if what == "decide":
            steps += [(moment - DRAFTED, "draft", data), (moment - CHECKED, "check", {}), (moment, "sign", {})]
        else:
            steps.append((moment, what, data))
    begins = steps[0][0] - timedelta(minutes=25) if steps else now - timedelta(days=40 - place % 30)
    return [(begins, "register", {}), *steps]


def moment_of(when: str, *, now: datetime) -> datetime:
    """ "5h": so many hours before now; "23d 14:00": that hour so many days ago in Viet Nam."""
    if when.endswith("h"):
        return now - timedelta(hours=int(when[:-1]))
    days, clock = when.split("d ")
    hour, minute = map(int, clock.split(":"))
    return (now - timedelta(days=int(days))).astimezone(ZONE).replace(hour=hour, minute=minute, second=0, microsecond=0)


class Teller:
    """One method per act; every other word is a kind of fact, recorded by the commune police."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def do(self, life: Life, what: str, at: datetime, data: dict[str, Any]) -> None:
        """One step of one life."""
        if what in ACTS:
            getattr(self, what)(life, at, **data)
            return
        kind = FactKind(what)
        police, data = life.official("police"), _filled(kind, data, life)
        with scope(police):
            if kind == FactKind.TESTED_POSITIVE:
                assert life.person_id is not None
                life.case_id = cases.open_case(actor=police, at=at, person_id=life.person_id, happened_at=at, data=data).pk
            else:
                place = life.other.unit_id if kind in (FactKind.DEPARTED, FactKind.ARRIVED) else None
                place = life.side.unit_id if kind == FactKind.RESIDENCE_VERIFIED else place
                cases.record_fact(actor=police, at=at, case_id=life.case_id, kind=kind, happened_at=at, data=data, place_id=place)

    def register(self, life: Life, at: datetime) -> None:
        person, police = life.person, life.official("police")
        with scope(police):
            life.person_id = people.register(
                actor=police,
                at=at,
                unit_id=life.side.unit_id,
                full_name=person.full_name,
                sex=person.sex,
                born_on=person.born_on,
                birth_year=person.birth_year,
                guardian_name=person.guardian_name,
                identifiers=[Number(IdentifierKind.CITIZEN, person.number)] if person.number else [],
                addresses=[Home(AddressKind.CURRENT, life.side.unit_id, person.detail, local_day(at) - timedelta(days=800))],
                why_not_same=WhyNotSame.MET,
            ).pk

    def begin(self, life: Life, at: datetime, procedure: Procedure, kind: FactKind, **data: Any) -> None:
        police = life.official("police")
        assert life.person_id is not None
        if kind == FactKind.GROUND_FOUND:  # what the ground rests on happened before the story begins
            data |= {"paper": f"{at.day:02d}/BB-CAX", "paper_on": local_day(at).isoformat()}
        with scope(police):
            opened = cases.open_case(actor=police, at=at, person_id=life.person_id, procedure=procedure, kind=kind, happened_at=at, data=data)
        life.case_id = opened.pk

    def paper(self, life: Life, at: datetime, kind: FactKind, issuer: str, **data: Any) -> None:
        police = life.official("police")
        with scope(police):
            cases.record_decision(actor=police, at=at, case_id=life.case_id, kind=kind, happened_at=at, issuer=issuer, data=data)

    def draft(self, life: Life, at: datetime, kind: DecisionKind) -> None:
        given = DraftInput(REASONS[kind], officer=life.official("police").name, team=HELPERS[:2], withdraws=life.signed_id)
        drafter = life.official("drafter")
        with scope(drafter):
            if kind in TERMS:
                given = replace(given, values=_blanks(drafter, life, kind, given, at))
            life.draft_id = decisions.draft(actor=drafter, at=at, case_id=life.case_id, kind=kind, given=given).pk

    def check(self, life: Life, at: datetime) -> None:
        checker = life.official("checker")
        with scope(checker):
            decisions.check(actor=checker, at=at, decision_id=life.draft_id)

    def sign(self, life: Life, at: datetime) -> None:
        signer = life.official(places.holder("decider_user_management", life.side.unit_id, local_day(at)).office)
        with scope(signer):
            life.signed_id = decisions.sign(actor=signer, at=at, decision_id=life.draft_id, has_read=True).pk

    def send_back(self, life: Life, at: datetime) -> None:
        reason = "Phần tóm tắt chưa nêu nơi xét nghiệm. Bổ sung rồi trình lại."
        checker = life.official("checker")
        with scope(checker):
            decisions.return_draft(actor=checker, at=at, decision_id=life.draft_id, reason=reason)

    def serve(self, life: Life, at: datetime, *, to: str = "") -> None:
        police, recipient, way = life.official("police"), to or life.person.full_name, ServiceWay.IN_PERSON
        with scope(police):
            decisions.serve(actor=police, at=at, decision_id=life.signed_id, recipient=recipient, is_person=not to, way=way, served_at=at)

    def send_file(self, life: Life, at: datetime) -> None:
        police = life.official("police")
        with scope(police):
            life.handover_id = cases.send_file(actor=police, at=at, case_id=life.case_id, to_unit_id=life.other.unit_id).pk

    def receive_file(self, life: Life, at: datetime) -> None:
        receiver = life.other.people["police"]
        with scope(receiver):
            cases.receive_file(actor=receiver, at=at, handover_id=life.handover_id)
        life.side, life.other = life.other, life.side

    def return_file(self, life: Life, at: datetime) -> None:
        receiver = life.other.people["police"]
        with scope(receiver):
            cases.return_file(actor=receiver, at=at, handover_id=life.handover_id, reason="Đã xác minh: người này không đến cư trú tại xã.")

    def ask(self, life: Life, at: datetime) -> None:
        self._ask(life, at, life.official("station").body_id)

    def ask_facility(self, life: Life, at: datetime) -> None:
        self._ask(life, at, self.cast.facility)

    def _ask(self, life: Life, at: datetime, body_id: int | None) -> None:
        police = life.official("police")
        with scope(police):
            life.referral_id = cases.request_determination(actor=police, at=at, case_id=life.case_id, to_body_id=body_id).pk

    def dependent(self, life: Life, at: datetime, *, is_dependent: bool = True) -> None:
        station, concluded = life.official("station"), at - timedelta(minutes=40)
        with scope(station):
            examined.concluded(station, life.referral_id, at=at, concluded_at=concluded, is_dependent=is_dependent)

    def examine(self, life: Life, at: datetime) -> None:
        station = life.official("station")
        with scope(station):
            examined.found(station, life.referral_id, at=at, on=at - timedelta(minutes=20), present=examined.NOT_ENOUGH)

    def result_sent(self, life: Life, at: datetime) -> None:
        station = life.official("station")
        with scope(station):
            examined.sent(station, life.referral_id, at=at)

    def not_dependent(self, life: Life, at: datetime) -> None:
        self.dependent(life, at, is_dependent=False)

    def to_court(self, life: Life, at: datetime, *, papers: tuple[str, ...], why_missing: str = "") -> None:
        self._send(life, at, "to_court", papers, why_missing)

    def to_facility(self, life: Life, at: datetime, *, papers: tuple[str, ...]) -> None:
        self._send(life, at, "to_facility", papers)

    def _send(self, life: Life, at: datetime, leg: str, papers: tuple[str, ...], why_missing: str = "") -> None:
        police = life.official("police")
        with scope(police):
            for number, paper in enumerate(papers, 1):
                reference = f"{number:02d}/HS-CAX"
                dossiers.place_paper(actor=police, at=at, case_id=life.case_id, paper_id=paper, reference=reference, pages=number)
            sent = dossiers.send_dossier(actor=police, at=at, case_id=life.case_id, leg_id=leg, why_missing=why_missing)
            life.passage_id = sent.pk

    def court_signs(self, life: Life, at: datetime) -> None:
        self._receive(self.cast.court, life, at)

    def facility_signs(self, life: Life, at: datetime) -> None:
        self._receive(self.cast.intake, life, at)

    def police_sign(self, life: Life, at: datetime) -> None:
        self._receive(life.official("police"), life, at)

    def _receive(self, receiver: Actor, life: Life, at: datetime) -> None:
        with scope(receiver):
            dossiers.receive_dossier(actor=receiver, at=at, passage_id=life.passage_id)

    def court_returns(self, life: Life, at: datetime, *, faults: dict[str, str]) -> None:
        with scope(self.cast.court):
            dossiers.return_dossier(actor=self.cast.court, at=at, passage_id=life.passage_id, faults=faults)

    def court_accepts(self, life: Life, at: datetime) -> None:
        with scope(self.cast.court):
            dossiers.accept_dossier(actor=self.cast.court, at=at, passage_id=life.passage_id)

    def court_tells(self, life: Life, at: datetime, *, kind: FactKind, **data: Any) -> None:
        self._tell(self.cast.court, life, at, kind, data)

    def facility_tells(self, life: Life, at: datetime, *, kind: FactKind, **data: Any) -> None:
        self._tell(self.cast.intake, life, at, kind, data)

    def facility_drafts(self, life: Life, at: datetime, *, kind: DecisionKind) -> None:
        given = DraftInput(REASONS[kind], values=_leave(local_day(at)))
        with scope(self.cast.intake):
            life.draft_id = held.draft(actor=self.cast.intake, at=at, passage_id=life.passage_id, kind=kind, given=given).pk

    def facility_checks(self, life: Life, at: datetime) -> None:
        with scope(self.cast.second):
            decisions.check(actor=self.cast.second, at=at, decision_id=life.draft_id)

    def _tell(self, hand: Actor, life: Life, at: datetime, kind: FactKind, data: dict[str, Any]) -> None:
        with scope(hand):
            dossiers.tell_dossier(actor=hand, at=at, passage_id=life.passage_id, kind=kind, happened_at=at, data=data)

    def court_sends_on(self, life: Life, at: datetime, *, references: dict[str, str]) -> None:
        with scope(self.cast.court):
            life.passage_id = dossiers.send_on(actor=self.cast.court, at=at, passage_id=life.passage_id, references=references).pk

    def void_last(self, life: Life, at: datetime) -> None:
        police = life.official("police")
        with scope(police):
            last = queries.case_sheet(police, life.case_id, at=at).facts[0]
            cases.void_fact(actor=police, at=at, fact_id=last.id, reason="Ghi nhầm sang hồ sơ này.")


def _leave(on: date) -> dict[str, str]:
    """What a relative asked for in writing, in the blanks of form 49."""
    days = {"application_date": on, "leave_from": on + timedelta(days=1), "leave_to": on + timedelta(days=4)}
    asks = {"application_by": "Phạm Thị Ẩn", "responsible_relative": "Phạm Thị Ẩn", "proposing_unit": "Phòng Quản lý học viên"}
    return {key: f"{day:%d/%m/%Y}" for key, day in days.items()} | asks | {"contact_address": "Xã Trảng Bom", "contact_phone": "0900 000 000"}


def _blanks(drafter: Actor, life: Life, kind: DecisionKind, given: DraftInput, at: datetime) -> dict[str, str]:
    """Something plausible in every blank of an official form that nobody knows yet."""
    begins = local_day(at) + timedelta(days=3)
    known = {"case.starts_on": begins, "case.ends_on": add_months(begins, TERMS[kind]), "doc.effective_on": begins}
    words = {"actor.assigned_helper.full_name": HELPERS[0].partition(",")[0], "guardian.full_name": "Phạm Thị Ẩn"}
    found = {}
    for one in forms.to_type(letters.preview(drafter, life.case_id, kind, given, at=at).filled):
        on = known.get(one.field.source) or (at - timedelta(days=900) if one.field.kind == "date" else None)
        told = f"{on:%d/%m/%Y}" if on else words.get(one.field.source) or next(iter(one.field.options), "")
        found[one.field.key] = told or ("45" if one.field.kind == "number" else "……………")
    return found


def _filled(kind: FactKind, data: dict[str, Any], life: Life) -> dict[str, Any]:
    """What a form of this kind would have asked for, invented where the story does not say it."""
    if kind in (FactKind.TESTED_POSITIVE, FactKind.USED_AGAIN):
        return {"sample": "urine", "substances": life.rng.choice(SUBSTANCES), "tested_by": life.side.body_name, **data}
    if kind in (FactKind.NOTICE_SENT, FactKind.MOVE_NOTICE_SENT):
        to = life.side.body_name if kind == FactKind.NOTICE_SENT else life.other.body_name
        return {"number": f"{life.rng.randrange(20, 900)}/TB-CAX", "recipient": to, **data}
    return {"helper": life.rng.choice(HELPERS), **data} if kind == FactKind.HELPER_ASSIGNED else data


def _acquaint(known: list[Life], first: Life, now: datetime) -> None:
    """The household and the proposed merge of the people who have no procedure."""
    *_, third, relative, double = known
    officer, at = first.side.people["drafter"], now - timedelta(days=6)
    with scope(officer):
        people.link_household(
            actor=officer,
            at=at,
            person_id=relative.person_id,
            with_person_id=third.person_id,
            relation="PARENT",
            on=local_day(at) - timedelta(days=90),
        )
        reason = "Cùng họ tên người thân và nơi ở, năm sinh lệch một năm."
        people.propose_merge(actor=officer, at=at + timedelta(days=4), kept_id=known[0].person_id, gone_id=double.person_id, reason=reason)
