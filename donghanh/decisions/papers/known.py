"""What the house knows for a form, by source path: person, addresses, case, earlier decisions, bodies, who signs. Nothing of it is typed again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from donghanh.base.places import queries as places
from donghanh.base.places.terms import OFFICES
from donghanh.cases.models import Case
from donghanh.cases.queries import CaseSheet
from donghanh.cases.rules import age_on
from donghanh.cases.terms import FactKind
from donghanh.decisions import drawing
from donghanh.decisions.papers import rules
from donghanh.decisions.papers.models import Paper
from donghanh.decisions.papers.terms import PaperState
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import local_day
from donghanh.legal import forms
from donghanh.people import queries as people
from donghanh.people.queries import PersonFile

PROVIDED = frozenset(
    [
        "doc.number",
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
    ]
)
"""Every source path that `gather` may fill."""
_EARLIER = {"voluntary": ("ND163-V-22",), "aftercare": ("ND163-V-53",), "monitoring": ("ND163-I-02",)}
_PARENT = {"commune_police": "provincial_police", "commune_committee": "provincial_committee"}
POSITIVE = "Dương tính với chất ma túy trong cơ thể"


@dataclass(frozen=True, slots=True)
class Known:
    """values by source path; issuer: whose paper it is today; place: name for the date line."""

    values: dict[str, str]
    issuer: rules.Issuer
    place: str
    sheet: CaseSheet


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


def gather(actor: Actor, sheet: CaseSheet, form: forms.Form, *, at: datetime, reveal: bool = False, writes: bool = True) -> Known:
    """Everything known for this form of this case.

    reveal: with the identity number in full (on a fresh proof of identity, noted by the caller). writes: the actor draws the paper up and is
    named in it.

    Raises NotInReach outside the scope, MayNot without the right, CannotMake where the form does not fit the day.
    """
    on = local_day(at)
    issuer = issuer_of(form, sheet.unit_id, on=on)
    place = places.unit_on(sheet.unit_id, on).name
    values = {
        "doc.issued_on": day(on),
        "unit.name": issuer.body_name,
        "unit.parent.name": issuer.parent_name,
        "unit.place_name": place,
        **dict(_person(actor, sheet, on, reveal=reveal)),
        **(writer(actor) if writes else {}),
        **dict(_case(form, sheet)),
        **dict(_bodies(sheet.unit_id, on)),
        **dict(_earlier(sheet)),
    }
    return Known({path: text for path, text in values.items() if text}, issuer, place, sheet)


def _person(actor: Actor, sheet: CaseSheet, on: date, *, reveal: bool) -> Iterator[tuple[str, str]]:
    file = people.person_page(actor, sheet.row.person_id)
    living = [one for one in file.numbers if one.ended_at is None]
    masked = next((one.masked for kind in ("CITIZEN", "OLD_ID", "PASSPORT") for one in living if one.kind == kind), "")
    number = people.letter_person(actor, file.id, on=on).id_number if reveal and masked else masked
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
    yield "person.residence_unit.name", _body_name("commune_police", sheet.unit_id, on)
    yield "guardian.full_name", file.guardian_name


def _address(file: PersonFile, kind: str, on: date) -> str:
    rows = (a for a in file.addresses if a.kind == kind and a.starts_on <= on and (a.ends_before is None or on < a.ends_before))
    found = next(rows, None)
    return ", ".join(part for part in (found.detail, found.place) if part) if found else ""


def writer(actor: Actor) -> dict[str, str]:
    """How a paper names the official who draws it up."""
    return {"actor.maker.full_name": actor.name, "actor.maker.position": actor.role_title, "actor.maker.unit.name": actor.body_name}


def _case(form: forms.Form, sheet: CaseSheet) -> Iterator[tuple[str, str]]:
    """Days of the measure, where the form speaks of this very procedure, and of the latest positive test."""
    tests = [f for f in sheet.facts if f.voided_at is None and f.kind in (FactKind.TESTED_POSITIVE, FactKind.USED_AGAIN)]
    if tests:
        yield "test.result_on", day(local_day(max(f.happened_at for f in tests)))
        yield "test.conclusion", POSITIVE
    speaks_of_another = "AFTERCARE" in form.procedures and sheet.row.procedure != "AFTERCARE"
    view = sheet.view
    if speaks_of_another or view.active_from is None:
        return
    yield "case.starts_on", day(local_day(view.active_from))
    if view.term is not None:
        yield "case.ends_on", day(view.term.last_day)
        yield "case.term", view.term.amount_vi


_BODIES = {"case.managing_unit.name": "commune_police", "commune.committee.name": "commune_committee", "court.name": "regional_court"}


def _bodies(unit_id: int, on: date) -> Iterator[tuple[str, str]]:
    for path, kind in _BODIES.items():
        yield path, _body_name(kind, unit_id, on)


def _body_name(kind: str, unit_id: int, on: date) -> str:
    """Name of the body that serves the place; empty where the directory holds none, so that the blank stays to be typed."""
    try:
        return places.body_at(kind, unit_id, on).name if kind else ""
    except Cannot:
        return ""


def _earlier(sheet: CaseSheet) -> Iterator[tuple[str, str]]:
    """Number, day and issuer of the decisions that stand: signed ones, and papers made final here."""
    standing = drawing.standing_decision(Case(pk=sheet.row.id))
    if standing is not None:
        yield from _named("user_management", f"{standing.number:02d}/{standing.series}", standing.signed_at, standing.body.name)
    wanted = {form: kind for kind, ids in _EARLIER.items() for form in ids}
    made = Paper.objects.filter(case_id=sheet.row.id, state=PaperState.FINAL, form__in=wanted, number__isnull=False)
    for paper in made.select_related("body").order_by("made_at"):
        assert paper.body is not None
        yield from _named(wanted[paper.form], f"{paper.number:02d}/{paper.series}", paper.made_at, paper.body.name)


def _named(kind: str, number: str, at: datetime | None, issuer: str) -> Iterator[tuple[str, str]]:
    yield f"decision.{kind}.number", number
    yield f"decision.{kind}.issued_on", day(local_day(at)) if at else ""
    yield f"decision.{kind}.issuer.name", issuer
