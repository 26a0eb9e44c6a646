"""What a duty is called on a page: the task, who acts next, the article, the deadline, and where it is done. Asks no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from donghanh import legal
from donghanh.cases.terms import FactKind
from donghanh.decisions.queries import DecisionRow
from donghanh.decisions.terms import DecisionKind
from donghanh.kernel import names
from donghanh.kernel.actor import Actor
from donghanh.kernel.privacy import DataClass
from donghanh.kernel.workdays import Calendar, local_day
from donghanh.legal.decision_kinds import answering, decision_kinds
from donghanh.legal.letters import duty_basis, duty_form, duty_label
from donghanh.web.cases.ladders import DONE_BY
from donghanh.web.shell import addresses
from donghanh.web.ui.due import Due, due_of, own_time

HIDE_NAMES = "hide_names"
RECORDED_AS: dict[str, FactKind] = {
    "VERIFY_RESIDENCE": FactKind.RESIDENCE_VERIFIED,
    "SEND_NOTICE": FactKind.NOTICE_SENT,
    "OFFER_SERVICE": FactKind.SERVICE_OFFERED,
    "CHECK_RESIDENCE": FactKind.RESIDENCE_CHECKED,
    "REPORT_DEPARTURE": FactKind.MOVE_NOTICE_SENT,
}
"""Duties that are done by recording a fact."""

DECIDED_AS: dict[str, DecisionKind] = {duty: DecisionKind(row.code) for row in decision_kinds().values() for duty in row.duties}
"""Duties that are done by a decision, where its form is known on the day (law/decisions.yaml)."""

SERVED = frozenset({"SEND_DECISION", "SEND_END"})
"""Duties that are done by serving a signed decision."""

OWN_PAGE = {"SEND_FILE": "cases:send", "REQUEST_DETERMINATION": "cases:determine"}
"""Duties that have a page of their own."""

TWO_SIDED = {
    FactKind.FILE_SENT: "cases:send",
    FactKind.DETERMINATION_REQUESTED: "cases:determine",
    FactKind.FOUND_DEPENDENT: "",
    FactKind.FOUND_NOT_DEPENDENT: "",
    **dict.fromkeys((FactKind.STAFF_SENT, FactKind.PERSON_RECEIVED, FactKind.OBSERVATION_BEGAN, FactKind.RESULT_SENT), ""),
}
"""Facts that another office answers or tells, and their pages here."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something the official can do now: the words of the button and the page. is_by_right: the person does it, the official writes it down."""

    label: str
    href: str
    is_by_right: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks, when, and with which calendar: what every line of a page needs. drafts: those not signed yet, by case and kind."""

    actor: Actor
    at: datetime
    calendar: Calendar
    drafts: Mapping[tuple[UUID, DecisionKind], DecisionRow] = field(default_factory=dict)

    @property
    def on(self) -> date:
        """The day in Viet Nam."""
        return local_day(self.at)


def slug(kind: str) -> str:
    """The kind of a fact or duty as it stands in an address: RESIDENCE_VERIFIED gives residence-verified."""
    return kind.lower().replace("_", "-")


def unslug(text: str) -> str:
    """The kind that an address names."""
    return text.upper().replace("-", "_")


def address(view: str, *args: object) -> str:
    """Address of a page; empty while that page is not built."""
    return addresses.or_nothing(view, *args)


def names_hidden(request: HttpRequest) -> bool:
    """The official has chosen to hide names in lists, because others see the screen."""
    return bool(request.session.get(HIDE_NAMES))


def person_line(actor: Actor, name: str, birth_year: int, *, is_sealed: bool, hidden: bool = False) -> str:
    """A person in a list of several: full or masked by right; one under the seal of minors is never named."""
    if is_sealed:
        return _("Người dưới 18 tuổi, %(year)s") % {"year": birth_year}
    shown = name if actor.reads(DataClass.IDENTITY) and not hidden else names.masked(name)
    return f"{shown}, {birth_year}"


@lru_cache(maxsize=4096)
def task(kind: str, on: date) -> str:
    """ "Gửi thông báo về hành vi (mẫu 02)", as the law of this day calls it."""
    form = duty_form(kind, on)
    return f"{duty_label(kind)} ({form})" if form else duty_label(kind)


@lru_cache(maxsize=4096)
def citation(kind: str, rule_id: str, on: date, procedure: str, *, short: bool = True) -> str:
    """The article a duty stands on in this procedure; says so where it was not confirmed."""
    if rule_id:
        rule = legal.rule_for(rule_id, procedure)
        text, confidence = (rule.citation_short if short else rule.citation_vi), rule.confidence
    else:
        basis = duty_basis(kind, on, procedure=procedure)
        text, confidence = basis.citation, basis.confidence
    return text if confidence == "V" else _("%(text)s (chưa xác nhận)") % {"text": text}


def who_next(look: Look, function: str, rule_id: str) -> str:
    """Who owes it on this day, from the dated table of functions; "Bạn" where it is the official's own office."""
    try:
        holder = legal.holder(function, look.on)
    except legal.NoHolder:
        return legal.parties().get(function) or (
            legal.actor_title(legal.rule(rule_id)) if rule_id else legal.function_title(function) or _("Công an xã")
        )
    is_own = bool(look.actor.office) and look.actor.office == holder.office
    return _("Bạn, %(office)s") % {"office": holder.office_vi} if is_own else holder.office_vi


def is_ours(look: Look, function: str) -> bool:
    """An office of the commune holds this function on this day; what others owe is only recorded here."""
    try:
        return legal.holder(function, look.on).body_kind.startswith("commune")
    except legal.NoHolder:
        return function in ("commune_police", "commune", "detecting_police")


def chip(look: Look, due_at: datetime | None, rule_id: str, href: str | None) -> Due:
    """The deadline in words; working days only where the law counts them."""
    counted = legal.rule(rule_id).unit == "working_day" if rule_id else False
    return due_of(due_at, look.at, look.calendar.is_working_day if counted else None, href)


def clock(look: Look, function: str, due_at: datetime | None, rule_id: str, href: str | None) -> Due:
    """The deadline of whoever owes it: the person's own time is late for nobody, and what another body is late with says whose it is."""
    if function in legal.persons():
        return own_time(due_at, look.at, href)
    found = chip(look, due_at, rule_id, href)
    if found.state != "late" or is_ours(look, function):
        return found
    return replace(found, state="none", label=_("%(late)s: %(who)s") % {"late": found.label, "who": who_next(look, function, rule_id)})


def why_href(case_id: UUID, kind: str) -> str:
    """The page that says why this date."""
    return addresses.of("desk:why", case_id, slug(kind))


def act_for(look: Look, kind: str, case_id: UUID, decision_id: UUID | None = None) -> Act | None:
    """Where this duty is done, for one whose role does it; None for others, or while that page is not built.

    decision_id: the signed decision that a duty of serving is about. A decision already drafted is opened, not drafted again.
    """
    actor = look.actor
    if kind in RECORDED_AS:
        fact = RECORDED_AS[kind]
        return _if(actor, "case.record", _("Ghi: %(what)s") % {"what": fact.label}, address("cases:record", case_id, slug(fact)))
    if kind in DECIDED_AS and (waiting := look.drafts.get((case_id, DECIDED_AS[kind]))):
        return _if(actor, "case.read", _("Mở dự thảo: %(state)s") % {"state": waiting.state.label}, address("decisions:decision", waiting.id))
    if kind in DECIDED_AS and (row := answering(kind, "", look.on)):
        href = address("decisions:choose", case_id) if row.forms else address("decisions:draft", case_id, row.code)
        return _if(actor, "decision.draft", _("Soạn quyết định"), href)
    if kind in SERVED and decision_id:
        return _if(actor, "case.record", _("Ghi việc giao quyết định"), address("decisions:serve", decision_id))
    if kind in OWN_PAGE:
        label = _("Chuyển hồ sơ") if kind == "SEND_FILE" else _("Gửi xác định tình trạng")
        return _if(actor, "case.record", label, address(OWN_PAGE[kind], case_id))
    return recorded(look, DONE_BY[kind][0], case_id) if kind in DONE_BY else None


def recorded(look: Look, fact: FactKind, case_id: UUID) -> Act | None:
    """The page on which this fact is recorded; the two-sided ones have their own, a conclusion has none here."""
    if fact in TWO_SIDED:
        return _if(look.actor, "case.record", str(fact.label), address(TWO_SIDED[fact], case_id)) if TWO_SIDED[fact] else None
    return _if(look.actor, "case.record", _("Ghi: %(what)s") % {"what": fact.label}, address("cases:record", case_id, slug(fact)))


def _if(actor: Actor, verb: str, label: str, href: str) -> Act | None:
    return Act(label, href) if href and verb in actor.may else None


def day_of(moment: datetime) -> date:
    """The day in Viet Nam."""
    return local_day(moment)
