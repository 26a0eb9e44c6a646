"""How each indicator of plans/indicators is counted. Only those with facts to count stand here; the words and versions are data.

Most are a `Formula`: a subject that can be counted and what is asked of it. The two over people detected and newly found dependent have SQL
of their own in migrations/0003_reporting_schema.py. Those over places come from the register of sites (migrations/0006_places.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from donghanh.programme.queries import TargetRow
from donghanh.reports.parts import Formula, Mark
from donghanh.reports.rules import CannotCount


@dataclass(frozen=True, slots=True)
class Counter:
    """formula, or totals and as_of_totals: SQL that counts per commune (unit_id, denominator, numerator, without_decision, without_service
    [, digest]).

    people: the set-returning function behind the list of a counter of its own. shares: further shares of the same population, by name.
    typed: what of this indicator lies outside the system and is typed in (reports/typed). assigned: that is the number to reach, given to the
    province in another paper; until it is typed there is no rate. of_places: communes or sites of a public register are counted, not people,
    so that every reader of numbers is shown the true number. of_staff: of_places, but officials at their posts are counted (programme/staffing).
    """

    formula: Formula | None = None
    totals: str = ""
    as_of_totals: str = ""
    people: str = ""
    typed: str = ""
    assigned: bool = False
    of_places: bool = False
    of_staff: bool = False
    shares: dict[str, Formula] = field(default_factory=dict)

    @property
    def at_end(self) -> bool:
        """Whether it looks at the end of the period alone."""
        return self.formula is not None and self.formula.at_end


def _forms(subject: str, *marks: Mark) -> dict[str, Formula]:
    return {mark.label: Formula(subject, mark) for mark in marks}


_ASKED = "%(units)s, %(since)s, %(until)s"
_OWN = {
    "user_management": Counter(
        totals=f"select unit_id, denominator, numerator, without_decision, without_service from reporting.user_management_totals({_ASKED})",
        as_of_totals="select unit_id, denominator, numerator, without_decision, without_service, digest"
        f" from reporting.user_management_as_of_totals({_ASKED}, %(moment)s)",
        people="reporting.user_management_people",
    ),
    "newly_dependent": Counter(
        totals=f"select unit_id, before, counted, null::bigint, null::bigint from reporting.newly_dependent_beside({_ASKED}, 'infinity')",
        as_of_totals="select unit_id, before, counted, null::bigint, null::bigint, digest"
        f" from reporting.newly_dependent_beside({_ASKED}, %(moment)s)",
    ),
}


def _places(what: str) -> Counter:
    told = "select unit_id, denominator, numerator, null::bigint, null::bigint"
    asked = f"reporting.places_totals('{what}', %(units)s, %(until)s"
    return Counter(totals=f"{told} from {asked}, 'infinity')", as_of_totals=f"{told}, digest from {asked}, %(moment)s)", of_places=True)


def _staff(what: str) -> Counter:
    told = "select unit_id, denominator, numerator, null::bigint, null::bigint"
    asked = f"reporting.staff_totals('{what}', %(units)s, %(until)s"
    as_of = f"{told}, digest from {asked}, %(moment)s)"
    return Counter(totals=f"{told} from {asked}, 'infinity')", as_of_totals=as_of, of_places=True, of_staff=True)


_GIVEN = "Chỉ tiêu được giao (số người)"
_FORMS = (Mark.HOME, Mark.PRIVATE, Mark.PUBLIC, Mark.COMPULSORY, Mark.SUBSTITUTION)
COUNTERS = {
    **_OWN,
    "newly_dependent_and_hiv": replace(_OWN["newly_dependent"], typed="Người nhiễm HIV mới trong người nghiện"),
    "registered_in_rehab": Counter(Formula("registered", Mark.REHABILITATION), shares=_forms("registered", *_FORMS[:4])),
    "registered_treated": Counter(Formula("registered_end", Mark.TREATED), shares=_forms("registered_end", *_FORMS)),
    "compulsory_share": Counter(Formula("registered_end", Mark.COMPULSORY)),
    "treatment_mix": Counter(Formula("in_treatment", Mark.COMMUNITY), shares=_forms("in_treatment", *_FORMS)),
    "methadone_patients": Counter(Formula("in_treatment", Mark.SUBSTITUTION, among=Mark.SUBSTITUTION), typed=_GIVEN, assigned=True),
    "intake_by_form": Counter(
        Formula("placed", Mark.REHABILITATION, among=Mark.REHABILITATION),
        typed=_GIVEN,
        assigned=True,
        shares={mark.label: Formula("placed", mark, among=Mark.REHABILITATION) for mark in (Mark.VOLUNTARY, Mark.COMPULSORY)},
    ),
    "aftercare_followed": Counter(Formula("aftercare", Mark.MET), shares=_forms("aftercare", Mark.HELPER, Mark.OFFERED, Mark.SUPPORTED)),
    "aftercare_supported": Counter(Formula("after_rehab", Mark.SUPPORTED), shares=_forms("after_rehab", Mark.MANAGED, Mark.OFFERED)),
    "completers_followed": Counter(
        Formula("completed", Mark.MANAGED),
        shares={mark.label: Formula("completed", Mark.MANAGED, among=mark) for mark in (Mark.VOLUNTARY, Mark.COMPULSORY, Mark.SUBSTITUTION)},
    ),
    "compulsory_returned_followed": Counter(Formula("returned", Mark.MANAGED)),
    "relapse": Counter(Formula("after_in_period", Mark.RELAPSED)),
    "list_removal_reviewed": Counter(Formula("due_for_review", Mark.REVIEWED)),
    "models_in_communes": _places("models"),
    "clubs_stable": _places("clubs"),
    "staff_trained": _staff("trained"),
    "local_staff_trained": _staff("local"),
    "centre_commune_staff_trained": _staff("centre_commune"),
    "counsellors_certified": _staff("counsellors"),
    "medical_staff_qualified": _staff("medical"),
}


def counts_places(indicator: str) -> bool:
    """Whether communes, sites or staff are counted here, and not people of files."""
    return indicator in COUNTERS and COUNTERS[indicator].of_places


def counts_staff(indicator: str) -> bool:
    """Whether officials at their posts are counted here."""
    return indicator in COUNTERS and COUNTERS[indicator].of_staff


def counted_word(indicator: str) -> str:
    """What the numbers are of: "nơi" or "người"."""
    return "nơi" if counts_places(indicator) and not counts_staff(indicator) else "người"


def counts_people(target: TargetRow) -> bool:
    """Whether this target is counted now, over people."""
    return target.source.is_counted and not counts_places(target.indicator)


def is_met(target: TargetRow, value: Decimal | None, *, before: Decimal | None = None) -> bool | None:
    """As TargetRow.is_met_by; but a model in each commune is striven for and binds nobody (DN137-VI.15.dd.4): reached, or nothing is said."""
    met = target.is_met_by(value, before=before)
    return met or None if target.is_striving and counts_places(target.indicator) else met


def counter(target: TargetRow) -> Counter:
    """How this target is counted. Raises CannotCount where nobody records yet what it counts, saying what and who."""
    found = COUNTERS.get(target.indicator)
    if found is None or not target.source.is_counted:
        why = f"còn thiếu: {target.missing_fact} Người ghi: {target.recorded_by}." if target.missing_fact else "đây không phải là số đo."
        raise CannotCount(f"Chưa tính được chỉ tiêu “{target.name}”: {why}", mend="Chọn một chỉ tiêu đã có sự việc để tính.")
    return found
