"""A commune in which everything has happened once, so that each page of the site has something to show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from pathlib import Path

from django.urls import reverse

from donghanh.base.accounts.models import Post
from donghanh.base.accounts.queries import actor_of
from donghanh.base.audit import sealing
from donghanh.base.places import actions as place_actions
from donghanh.base.privacy.scope import scope
from donghanh.cases import actions as case_actions
from donghanh.cases.dossiers import actions as dossier_actions
from donghanh.cases.terms import FactKind as K
from donghanh.decisions import actions as decision_actions
from donghanh.intake import actions as intake_actions
from donghanh.people import actions as people_actions
from donghanh.programme.tasks import actions as task_actions
from donghanh.reports import actions as report_actions
from donghanh.web import permissions
from tests.factories import (
    accounts,
    cases,
    decisions,
    dossiers,
    filing,
    inspections,
    intake,
    money,
    people,
    places,
    programme,
    registers,
    staffing,
    tasks,
)
from tests.journeys.lived_in_asks import asked
from tests.journeys.lived_in_plans import planned
from tests.journeys.province import NAMES, Province

NOW = cases.NOW
LONG = "Nguyễn Phúc Hoàng Tôn Nữ Diễm Trúc Quỳnh Hương Thuỵ Khuê Ẩn"
PROVINCE_ROLES = (
    "facility_doctor",
    "facility_intake",
    "facility_head",
    "provincial_lead",
    "finance_officer",
    "department_officer",
    "auditor",
    "system_admin",
)


@dataclass
class LivedIn:
    """posts: one of each role. ids: what may stand in an address, by the name of the argument; the first that a role may open is opened."""

    posts: dict[str, Post]
    ids: dict[str, list[object]] = field(default_factory=dict)

    def addresses(self, name: str) -> Iterator[str]:
        """Addresses of this view, one for each thing it could show."""
        wanted = re.findall(r"<(?:\w+:)?(\w+)>", permissions.named_routes()[name])
        for values in product(*(self.ids[f"{name}.{one}" if f"{name}.{one}" in self.ids else one] for one in wanted)):
            yield reverse(name, kwargs=dict(zip(wanted, values, strict=True)))


INSPECTED = ("commune_chair", "commune_police", "health_station", "facility_doctor", "facility_intake")
"""Roles that see an inspection because it is of their body."""


def furnish(province: Province, folder: Path) -> LivedIn:
    """Everything once: people, cases at every step, drafts at every step, moves, requests, a list, a report, accounts."""
    here, there = province.unit("Thống Nhất"), province.unit("Bình Minh")
    hands = decisions.hands(here)
    posts = dict(hands.posts) | {"health_station": accounts.post(role="health_station", unit_id=here.pk, holder=_named("health_station"))}
    posts |= {role: accounts.post(role=role, unit_id=places.DONG_NAI, holder=_named(role)) for role in PROVINCE_ROLES}
    world = LivedIn(posts)
    _people(world, hands)
    _cases(world, hands, there)
    _dossiers(world, hands, here)
    _decisions(world, hands)
    _lists_and_accounts(world, hands, folder)
    _tasks(world, hands)
    hands_of_money = (_actor(world, role) for role in ("commune_chair", "provincial_lead", "finance_officer"))
    world.ids |= money.everything(hands.officer, *hands_of_money)
    of_registers = (_actor(world, role) for role in ("commune_chair", "provincial_lead", "department_officer", "finance_officer"))
    world.ids |= registers.everything(*of_registers, of=(programme.PLAN, "V.1"))
    lead = _actor(world, "provincial_lead")
    world.ids |= filing.everything(hands.officer, lead)
    bodies = [world.posts[role].body_id for role in INSPECTED]
    world.ids |= inspections.everything(lead, _actor(world, "department_officer"), *dict.fromkeys(bodies))
    told = {world.posts[role].body_id for role in ("commune_chair", "commune_police_chief", "health_station", "facility_intake")}
    world.ids |= staffing.everything(lead, world.posts["department_officer"].body_id, *told, world.posts["department_officer"].body_id)
    world.ids |= asked(hands, world.posts["health_station"].body_id, lead, LONG)
    world.ids |= planned(lead, here)
    with scope(lead):
        place_actions.set_day(actor=lead, at=NOW, day=date(2026, 11, 30), name="Nghỉ bù", is_working_day=False, source="Thông báo 1/TB-UBND")
    sealing.seal_now(at=NOW)
    world.ids |= {"unit_id": [here.pk, places.DONG_NAI], "iso": ["2026-11-30"], "token": ["khong-co"], "slug": ["bat-dau"], "form": ["pdf"]}
    return world


def _named(role: str):
    return accounts.user(full_name=NAMES[role])


def _people(world: LivedIn, hands: decisions.Hands) -> None:
    home, unit = people.home(hands.officer.unit_id), hands.officer
    first = people.register(
        unit, "Đặng Quỳnh Ngọc Phượng", birth_year=1997, identifiers=[people.citizen(801, year=1997, female=True)], addresses=[home]
    )
    second = people.register(unit, LONG, birth_year=1997)
    third = people.register(unit, "Nguyễn Bé Ẫm", birth_year=2013, guardian_name="Nguyễn Văn Ẩn")
    people.unseal(unit, third)
    with scope(unit):
        people_actions.link_household(actor=unit, at=NOW, person_id=first.pk, with_person_id=third.pk, relation="SIBLING", on=date(2026, 1, 1))
        people_actions.propose_merge(actor=unit, at=NOW, kept_id=first.pk, gone_id=second.pk, reason="Cùng cha mẹ, cùng ngày sinh")
    world.ids["person_id"] = [first.pk]
    world.ids["number_id"] = [first.identifiers.get().pk]


def _cases(world: LivedIn, hands: decisions.Hands, there) -> None:
    began = NOW - timedelta(days=60)
    managed = cases.managed(hands.police, LONG, at=began)
    cases.recorded(hands.police, managed.pk, K.SERVICE_OFFERED, began + timedelta(days=5), services=["COUNSELLING", "JOB"])
    cases.recorded(hands.police, managed.pk, K.DEPARTED, began + timedelta(days=20))
    fresh = cases.opened(hands.police, "Hồ Thị Ểnh")
    neighbour = cases.actor_of(accounts.post(role="commune_police", unit_id=there.pk, holder=_named("commune_police")))
    moving = cases.managed(neighbour, "Trịnh Bá Ổn", at=began)
    cases.recorded(neighbour, moving.pk, K.DEPARTED, began + timedelta(days=9))
    with scope(neighbour):
        sent = case_actions.send_file(actor=neighbour, at=NOW - timedelta(days=1), case_id=moving.pk, to_unit_id=hands.officer.unit_id)
    asked = [
        _asked(hands, name, world.posts[role].body_id, began) for name, role in (("Vũ Đình Ẵng", "health_station"), ("Bùi Thị Ẽo", "facility_doctor"))
    ]
    world.ids |= {
        "case_id": [managed.pk, fresh.pk], "fact_id": [managed.facts.order_by("recorded_at").first().pk], "handover_id": [sent.pk],
        "referral_id": asked, "cases:record.kind": ["service-offered"], "desk:why.kind": ["verify-residence", "check-residence"],
    }  # fmt: skip


def _dossiers(world: LivedIn, hands: decisions.Hands, here) -> None:
    court = dossiers.court(here)
    seats = {"court_clerk": court, "procuracy_viewer": dossiers.procuracy(here)}
    world.posts |= {role: accounts.post(role=role, unit_id=body.unit_id, body=body, holder=_named(role)) for role, body in seats.items()}
    waiting, taken = (_on_its_way(hands, name) for name in (LONG, "Hồ Văn Ệp"))
    clerk = _actor(world, "court_clerk")
    with scope(clerk):
        for passage in (waiting, taken):
            dossier_actions.receive_dossier(actor=clerk, at=NOW, passage_id=passage.pk)
        dossier_actions.accept_dossier(actor=clerk, at=NOW, passage_id=taken.pk)
    world.ids |= {
        "passage_id": [waiting.pk, taken.pk], "leg_id": ["to_court"],
        "dossiers:dossier.case_id": [waiting.case_id], "dossiers:send.case_id": [waiting.case_id],
    }  # fmt: skip


def _on_its_way(hands: decisions.Hands, name: str):
    at = NOW - timedelta(days=4)
    case = dossiers.at_reading_end(hands.police, at=at, full_name=name)
    dossiers.placed(hands.police, case, *dossiers.PAPERS[2026], at=at)
    with scope(hands.police):
        return dossier_actions.send_dossier(actor=hands.police, at=at, case_id=case.pk, leg_id="to_court")


def _asked(hands: decisions.Hands, name: str, body_id: int, at) -> object:
    case = cases.managed(hands.police, name, at=at)
    cases.recorded(hands.police, case.pk, K.USED_AGAIN, NOW - timedelta(days=2), sample="urine", substances=["heroin"])
    with scope(hands.police):
        return case_actions.request_determination(actor=hands.police, at=NOW - timedelta(days=1), case_id=case.pk, to_body_id=body_id).pk


def _decisions(world: LivedIn, hands: decisions.Hands) -> None:
    checked = decisions.checked(hands, decisions.waiting(hands, name=f"{LONG} Ẵm", birth_year=2010, guardian_name="Nguyễn Phúc Ẫm"))
    drafted = decisions.drafted(hands, decisions.waiting(hands, name="Đặng Ngọc Phượng"))
    back = decisions.drafted(hands, decisions.waiting(hands, name="Phan Văn Ửng"))
    with scope(hands.police):
        decision_actions.return_draft(actor=hands.police, at=NOW, decision_id=back.pk, reason="Câu chữ: ghi rõ ngày xét nghiệm.")
    signed = decisions.signed(hands, decisions.waiting(hands, name="Phạm Hoàng Ẫm", at=NOW - timedelta(days=3)), at=NOW - timedelta(days=3))
    free = decisions.waiting(hands, name="Vũ Quang Ẵng")
    world.ids |= {
        "decision_id": [checked.pk, drafted.pk, signed.pk, back.pk],
        "decisions:draft.case_id": [free.pk], "decisions:draft.kind": ["MANAGE_USER"], "decisions:file.form": ["pdf"],
    }  # fmt: skip


def _lists_and_accounts(world: LivedIn, hands: decisions.Hands, folder: Path) -> None:
    file = intake.xlsx(folder / "ds.xlsx", [list(intake.HEADER), *map(list, intake.GOOD), list(intake.BAD)])
    with scope(hands.officer):
        batch = intake_actions.receive(actor=hands.officer, at=NOW, unit_id=hands.officer.unit_id, filename="danh sách xã.xlsx", path=file)
    newcomer = accounts.user(full_name="Phạm Thị Lan")
    proposer = _named("system_admin")
    waiting = accounts.post(role="commune_officer", unit_id=hands.officer.unit_id, holder=newcomer, granted_by=proposer)
    standing = accounts.post(role="commune_officer", unit_id=hands.officer.unit_id, holder=newcomer)
    programme.load_plan()
    made = [_report(actor) for actor in (hands.officer, _actor(world, "provincial_lead"))]
    world.ids |= {
        "batch_id": [batch.pk], "user_id": [newcomer.pk], "accounts:decide.post_id": [waiting.pk], "accounts:end.post_id": [standing.pk],
        "report_id": made, "reports:file.form": ["docx"], "plan_id": [programme.PLAN],
    }  # fmt: skip


def _tasks(world: LivedIn, hands: decisions.Hands) -> None:
    """A directive, a joint task of commune, police and department that is late for none, a paper owed by all, a difficulty."""
    province, chair = _actor(world, "provincial_lead"), _actor(world, "commune_chair")
    units = tuple(_actor(world, role).body_id for role in ("commune_chair", "commune_police", "department_officer"))
    kept = tasks.directive(province, *units)
    joint = tasks.given(province, tasks.lead(units[0]), tasks.helps(units[1]), tasks.helps(units[2], must=False), clause_id=kept.clauses.first().pk)
    tasks.act(hands.officer, "acknowledge", joint, responsible=LONG)
    tasks.given(chair, tasks.lead(units[1]))
    about = {"kind": "PLAN", "year": 2026, "title": "Kế hoạch năm 2026 của đơn vị", "due_on": NOW.date(), "body_ids": units}
    with scope(province):
        asked = task_actions.demand(actor=province, at=NOW, plan_id=programme.PLAN, **about)
    where = {
        "handler_id": province.body_id,
        "severity": "STOPS",
        "matter": "Chưa có kinh phí tập huấn",
        "proposal": "Cấp bổ sung",
        "task_id": joint.pk,
    }
    raised = []
    for who in (hands.officer, hands.police, _actor(world, "department_officer")):
        with scope(who):
            own = where | ({} if who is hands.officer else {"task_id": None})
            raised.append(task_actions.raise_ticket(actor=who, at=NOW, **own).pk)
    world.ids |= {
        "task_id": [joint.pk], "directive_id": [kept.pk], "demand_id": [asked.pk], "tasks:paper.body_id": list(units), "ticket_id": raised,
    }  # fmt: skip


def _actor(world: LivedIn, role: str):
    post = world.posts[role]
    return actor_of(post, user_name=post.user.full_name, on=NOW.date())


def _report(actor) -> object:
    with scope(actor):
        return report_actions.freeze(actor=actor, at=NOW, plan_id=programme.PLAN, period=programme.PERIOD, place_id=actor.unit_id).pk
