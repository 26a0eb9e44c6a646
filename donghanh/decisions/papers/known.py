"""What the house knows for a form, by source path: person, addresses, case, earlier decisions, bodies, who signs. Nothing of it is typed again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from donghanh.base.places import queries as places
from donghanh.base.places.terms import OFFICES
from donghanh.cases.procedures.monitoring import ground_of
from donghanh.cases.procedures.shape import CaseView
from donghanh.cases.queries import CaseSheet
from donghanh.cases.rules import FactView, age_on
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.decisions import signed
from donghanh.decisions.papers import determined, rules
from donghanh.decisions.terms import DecisionKind
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import local_day
from donghanh.legal import forms, monitoring
from donghanh.people import queries as people
from donghanh.people.queries import PersonFile

PROVIDED = frozenset(
    [
        "doc.number",
        "doc.effective_on",
        "doc.proposing_unit",
        "doc.issued_on",
        "actor.signer.full_name",
        "unit.name",
        "unit.parent.name",
        "unit.place_name",
        "person.full_name",
        "person.other_names",
        "person.sex",
        "person.born_on",
        "person.age",
        "person.identity.number",
        "person.residence",
        "person.residence_or_current",
        "person.current_address",
        "person.registered_address",
        "person.permanent_address",
        "person.temporary_address",
        "person.residence_unit.name",
        "guardian.full_name",
        "actor.maker.full_name",
        "actor.maker.position",
        "actor.maker.unit.name",
        "case.starts_on",
        "case.ends_on",
        "case.term",
        "case.managing_unit.name",
        "commune.committee.name",
        "court.name",
        "test.result_on",
        "test.conclusion",
        "decision.user_management.number",
        "decision.user_management.issued_on",
        "decision.user_management.issuer.name",
        "decision.voluntary.number",
        "decision.voluntary.issued_on",
        "decision.voluntary.issuer.name",
        "decision.aftercare.number",
        "decision.aftercare.issued_on",
        "decision.aftercare.issuer.name",
        "decision.monitoring.number",
        "decision.monitoring.issued_on",
        "decision.monitoring.issuer.name",
        *determined.PATHS,
    ]
)
"""Every source path that `gather` may fill."""
_EARLIER = {
    "user_management": (DecisionKind.MANAGE_USER, K.MANAGEMENT_DECIDED),
    "voluntary": (DecisionKind.VOLUNTARY, K.REGISTRATION_DECIDED),
    "aftercare": (DecisionKind.AFTERCARE, K.AFTERCARE_DECIDED),
    "monitoring": (DecisionKind.MONITORING, K.MONITORING_DECIDED),
}
"""Decisions that later papers name, by the word of their paths."""
_PARENT = {"commune_police": "provincial_police", "commune_committee": "provincial_committee"}
POSITIVE = "Dương tính với chất ma túy trong cơ thể"


@dataclass(frozen=True, slots=True)
class About:
    """The case that a form is about: its facts that stand, and what follows from them."""

    case_id: UUID
    person_id: UUID
    unit_id: int
    procedure: str
    facts: tuple[FactView, ...]
    view: CaseView


@dataclass(frozen=True, slots=True)
class Known:
    """values by source path; issuer: whose paper it is today; place: name for the date line."""

    values: dict[str, str]
    issuer: rules.Issuer
    place: str


def about(sheet: CaseSheet) -> About:
    """The case of this sheet."""
    facts = (FactView(f.id, f.kind, f.happened_at, f.is_date_only, f.data, f.decision_id) for f in sheet.facts if f.voided_at is None)
    return About(sheet.row.id, sheet.row.person_id, sheet.unit_id, sheet.row.procedure.value, tuple(facts), sheet.view)


def day(on: date | None) -> str:
    """ "05/03/2026", empty for no day."""
    return f"{on:%d/%m/%Y}" if on else ""


def issuer_of(form: forms.Form, unit_id: int, *, on: date) -> rules.Issuer:
    """Whose paper this is at this place on this day, from the dated tables. Raises CannotMake where the form prints another office."""
    signer = form.signer
    if signer is None or not signer.body:
        return rules.Issuer()
    if signer.function:
        held = places.holder(signer.function, unit_id, on)
        rules.check_office_fits(signer, office=held.office, office_title=held.title, citation=held.citation)
        body, citation, confidence = places.body_at(signer.body, unit_id, on), held.citation, held.confidence
    else:
        body, citation, confidence = places.body_at(signer.body, unit_id, on), form.citation, form.confidence
    title = f"{OFFICES.get(signer.office, '')} {body.name}".strip()
    parent = _body_name(_PARENT.get(signer.body, ""), unit_id, on)
    return rules.Issuer(body.id, body.name, parent, signer.office, title, citation, confidence)


def gather(actor: Actor, about: About, form: forms.Form, *, at: datetime, reveal: bool = False, writes: bool = True) -> Known:
    """Everything known for this form of this case.

    reveal: with the identity number in full (on a fresh proof of identity, noted by the caller). writes: the actor draws the paper up and is
    named in it.

    Raises NotInReach outside the scope, MayNot without the right, CannotMake where the form does not fit the day.
    """
    on = local_day(at)
    issuer = issuer_of(form, about.unit_id, on=on)
    place = places.unit_on(about.unit_id, on).name
    values = {
        "doc.issued_on": day(on),
        "unit.name": issuer.body_name,
        "unit.parent.name": issuer.parent_name,
        "unit.place_name": place,
        **dict(_person(actor, about, on, form.code, reveal=reveal)),
        **(writer(actor) if writes else {}),
        **measure(form, about.procedure, about.view),
        **dict(_tested(about)),
        **dict(_bodies(about.unit_id, on)),
        **dict(_earlier(about)),
    }
    values |= determined.known(about.facts, about.procedure, unit_id=about.unit_id, asker=values["case.managing_unit.name"], on=on)
    if form.signer and form.signer.body == "commune_committee":
        values["doc.proposing_unit"] = values["case.managing_unit.name"]
    return Known({path: text for path, text in values.items() if text}, issuer, place)


def _person(actor: Actor, about: About, on: date, code: str, *, reveal: bool) -> Iterator[tuple[str, str]]:
    file = people.person_page(actor, about.person_id)
    living = [one for one in file.numbers if one.ended_at is None]
    masked = next((one.masked for kind in ("CITIZEN", "OLD_ID", "PASSPORT") for one in living if one.kind == kind), "")
    number = people.letter_person(actor, file.id, on=on, letter=f"paper {code}").id_number if reveal and masked else masked
    current, permanent, temporary = (_address(file, kind, on) for kind in ("CURRENT", "PERMANENT", "TEMPORARY"))
    registered = permanent or temporary
    yield "person.full_name", file.name
    yield "person.other_names", file.other_name
    yield "person.sex", file.sex if file.sex in ("Nam", "Nữ") else ""
    yield "person.born_on", day(file.born_on) or f"năm {file.birth_year}"
    yield "person.age", str(age_on(on, born_on=file.born_on, birth_year=file.birth_year)) if file.born_on else ""
    yield "person.identity.number", number
    yield "person.residence", registered or current
    yield "person.residence_or_current", registered or current
    yield "person.current_address", current or registered
    yield "person.registered_address", registered
    yield "person.permanent_address", permanent
    yield "person.temporary_address", temporary
    yield "guardian.full_name", file.guardian_name


def _address(file: PersonFile, kind: str, on: date) -> str:
    rows = (a for a in file.addresses if a.kind == kind and a.starts_on <= on and (a.ends_before is None or on < a.ends_before))
    found = next(rows, None)
    return ", ".join(part for part in (found.detail, found.place) if part) if found else ""


def writer(actor: Actor) -> dict[str, str]:
    """How a paper names the official who draws it up."""
    return {"actor.maker.full_name": actor.name, "actor.maker.position": actor.role_title, "actor.maker.unit.name": actor.body_name}


def _tested(about: About) -> Iterator[tuple[str, str]]:
    tests = [f for f in about.facts if f.kind in (K.TESTED_POSITIVE, K.USED_AGAIN)]
    if tests:
        yield "test.result_on", day(local_day(max(f.happened_at for f in tests)))
        yield "test.conclusion", POSITIVE


def measure(form: forms.Form, procedure: str, view: CaseView) -> dict[str, str]:
    """Days of the measure, where the form speaks of this very procedure."""
    if ("AFTERCARE" in form.procedures and procedure != "AFTERCARE") or view.active_from is None:
        return {}
    found = {"case.starts_on": day(local_day(view.active_from))}
    if view.term is None:
        return found | ({"case.term": text} if (text := as_long_as(procedure, view)) else {})
    return found | {"case.ends_on": day(view.term.last_day), "case.term": view.term.amount_vi}


def as_long_as(procedure: str, view: CaseView) -> str:
    """The length of monitoring that the law gives no number: as long as the measure it goes with (D163 Art 15); empty for all else."""
    if procedure != Procedure.MONITORING or view.opened is None or view.term is not None:
        return ""
    name = monitoring.GROUNDS.get(ground_of(view.opened))
    return f"suốt thời gian {name}" if name else ""


_BODIES = {
    "person.residence_unit.name": "commune_police",
    "case.managing_unit.name": "commune_police",
    "commune.committee.name": "commune_committee",
    "court.name": "regional_court",
}


def _bodies(unit_id: int, on: date) -> Iterator[tuple[str, str]]:
    """All of them in one statement, the nearest body of a kind; a place that did not stand that day is asked for one by one."""
    serving = {one.kind: one.name for one in reversed(places.bodies_at(unit_id, on))}
    for path, kind in _BODIES.items():
        yield path, serving.get(kind) or _body_name(kind, unit_id, on)


def _body_name(kind: str, unit_id: int, on: date) -> str:
    """Name of the body that serves the place; empty where the directory holds none, so that the blank stays to be typed."""
    try:
        return places.body_at(kind, unit_id, on).name if kind else ""
    except Cannot:
        return ""


def _earlier(about: About) -> Iterator[tuple[str, str]]:
    """Number, day and issuer of the decisions that stand: signed here, or recorded from paper with their number."""
    made = signed.standing(about.case_id, *(kind for kind, _effect in _EARLIER.values()))
    for word, (kind, effect) in _EARLIER.items():
        if kind in made:
            one = made[kind]
            yield from _named(word, f"{one.number:02d}/{one.series}", one.signed_at, one.body.name)
            continue
        told = next((f for f in reversed(about.facts) if f.kind == effect and f.decision_id is None and f.data.get("number")), None)
        if told is not None:
            body = str(told.data.get("issuer", "")).partition(".")[0]
            yield from _named(word, str(told.data["number"]), told.happened_at, _body_name(body, about.unit_id, told.on))


def _named(word: str, number: str, at: datetime | None, issuer: str) -> Iterator[tuple[str, str]]:
    yield f"decision.{word}.number", number
    yield f"decision.{word}.issued_on", day(local_day(at)) if at else ""
    yield f"decision.{word}.issuer.name", issuer
