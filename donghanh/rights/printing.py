"""Gather what the person's own papers need: the notice of a decision, the extract of his file. The caller notes the reading."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from donghanh.base.accounts.roles import ROLES
from donghanh.base.audit import queries as audit
from donghanh.base.documents.leaflet import Leaflet
from donghanh.base.places import queries as places
from donghanh.cases import holds
from donghanh.cases import queries as cases
from donghanh.decisions import queries as decisions
from donghanh.decisions.held.queries import HeldSheet
from donghanh.decisions.queries import DecisionSheet
from donghanh.decisions.terms import DraftState
from donghanh.kernel import access as rights
from donghanh.kernel.actor import Actor
from donghanh.kernel.workdays import local_day
from donghanh.legal.complaints import ComplaintLimit, complaint_limit, data_limits
from donghanh.people import queries as people
from donghanh.people.rules import Shut
from donghanh.rights import access
from donghanh.rights.extract import Known, extract, looked_of
from donghanh.rights.notice import Told, notice
from donghanh.rights.rules import CannotAsk

MOST_LOOKS = 500


def received_on(sheet: DecisionSheet | HeldSheet) -> date | None:
    """The day on which the decision first reached the person; None where that is not recorded."""
    return min((local_day(one.served_at) for one in sheet.services if one.is_person), default=None)


def limit_of(sheet: DecisionSheet | HeldSheet) -> ComplaintLimit:
    """Until which day a complaint against this signed decision is in time, as far as it is known when the person got it."""
    assert sheet.row.signed_at is not None
    return complaint_limit(local_day(sheet.row.signed_at), received_on(sheet), calendar=places.calendar())


def notice_of(sheet: DecisionSheet) -> Leaflet:
    """The notice in plain words of a signed decision that the actor has opened. Raises CannotAsk for a draft."""
    if sheet.row.state != DraftState.SIGNED or sheet.row.signed_at is None:
        raise CannotAsk("Chỉ in thông báo cho quyết định đã ký.", mend="Ký quyết định trước.")
    signed_on, term = local_day(sheet.row.signed_at), sheet.findings.get("term") or {}
    answer, done = data_limits(sheet.row.signed_at, calendar=places.calendar())
    dated = "last_day" in term
    return notice(
        Told(
            kind=sheet.row.kind,
            number_text=f"số {sheet.row.number_text}",
            signed_on=signed_on,
            issuer=sheet.holder.body_name,
            office_title=sheet.holder.office_title,
            person_name=sheet.row.person_name,
            reasons=sheet.reasons,
            citation=sheet.findings.get("form_citation", ""),
            last_day=date.fromisoformat(term["last_day"]) if dated else None,
            withdraws=sheet.withdraws,
            received_on=received_on(sheet),
            limit=limit_of(sheet),
            answer_limit=answer,
            done_limit=done,
        )
    )


def extract_of(actor: Actor, person_id: UUID, *, at: datetime) -> Leaflet:
    """The extract of all files of this person at the actor's places.

    Raises NotInReach outside the scope, MayNot without the right, Shut where it is sealed and not open.
    """
    person = access.person_to_write(actor, person_id)
    rights.require_verb(actor, "case.read")
    file = people.person_page(actor, person.id)
    if file.is_shut:
        raise Shut
    sheets = cases.sheets_of_person(actor, people.same_person(actor, person.id), at=at)
    case_ids = [one.row.id for one in sheets]
    looks = [(row.role, row.at) for row in audit.readings_of_person(actor, person.id, limit=MOST_LOOKS)]
    return extract(
        Known(
            file=file,
            unsealed=tuple(people.unsealings_of(actor, people.same_person(actor, person.id), at=at)),
            sheets=sheets,
            decisions=decisions.of_cases(actor, case_ids),
            held=holds.held_facts(case_ids),
            looked=looked_of({code: role.title for code, role in ROLES.items()}, looks),
            issuer=actor.body_name or "Nơi giữ hồ sơ",
            made_at=at,
        )
    )
