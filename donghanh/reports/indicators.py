"""How each indicator of plans/indicators is counted. Only those with facts to count stand here; the words and versions are data.

Most are a `Formula`: a subject that can be counted and what is asked of it. The two over people detected and newly found dependent have SQL
of their own in migrations/0003_reporting_schema.py. Those over places come from the register of sites (migrations/0006_places.py), or are
counted of a register as the words of the target ask (listed.py, migrations/0008_registers.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from donghanh.programme.queries import TargetRow
from donghanh.programme.roadmap.terms import SiteKind
from donghanh.programme.terms import Comparison
from donghanh.reports import listed
from donghanh.reports.listed import Parts
from donghanh.reports.parts import Formula, Mark
from donghanh.reports.rules import CannotCount


@dataclass(frozen=True, slots=True)
class Counter:
    """formula, or totals and as_of_totals: SQL that counts per commune (unit_id, denominator, numerator, without_decision, without_service
    [, digest]).

    people: the set-returning function behind the list of a counter of its own; found: that of one that counts whoever was found in the period
    (place, person_id, case_id, at). shares: further shares of the same population, by name; directions: those of which the plan wants a way
    to go. typed: what of this indicator lies outside the system and is typed in (reports/typed); guards_typed: 1 to 7 of it is shown as
    “< 8”. assigned: that is the number to reach, given to the province in another paper; until it is typed there is no rate. of_places:
    communes, sites of a public register or sheets without names are counted, not people in files, so that every reader of numbers is shown
    the true number; noun: what they are called. listed: counted of a register as the target asks. is_sample: of those asked in a survey,
    judged by the interval. of_staff: of_places, but officials at their posts are counted (programme/staffing). by_land: counted over the
    communes from the plan's own land alone (reporting.beyond).
    """

    formula: Formula | None = None
    totals: str = ""
    as_of_totals: str = ""
    people: str = ""
    found: str = ""
    typed: str = ""
    guards_typed: bool = False
    assigned: bool = False
    of_places: bool = False
    of_staff: bool = False
    by_land: bool = False
    noun: str = "người"
    is_sample: bool = False
    listed: Parts | None = None
    shares: dict[str, Formula] = field(default_factory=dict)
    directions: dict[str, Comparison] = field(default_factory=dict)

    @property
    def at_end(self) -> bool:
        """Whether it looks at the end of the period alone."""
        return self.formula is not None and self.formula.at_end

    @property
    def is_told_at_end(self) -> bool:
        """Whether it looks at the end of the period alone and communes are told of it."""
        return self.at_end and not self.assigned


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
        found="reporting.newly_dependent_people",
    ),
}


def _places(what: str) -> Counter:
    told = "select unit_id, denominator, numerator, null::bigint, null::bigint"
    asked = f"reporting.places_totals('{what}', %(units)s, %(until)s"
    as_of = f"{told}, digest from {asked}, %(moment)s)"
    return Counter(totals=f"{told} from {asked}, 'infinity')", as_of_totals=as_of, of_places=True, by_land=True, noun="nơi")


def _communes(what: str) -> Counter:
    told = "select unit_id, denominator, numerator, null::bigint, null::bigint"
    asked = f"reporting.communes_totals('{what}', {_ASKED}"
    as_of = f"{told}, digest from {asked}, %(moment)s)"
    return Counter(totals=f"{told} from {asked}, 'infinity')", as_of_totals=as_of, of_places=True, by_land=True, noun="xã")


def _listed(parts: Parts, noun: str, *, is_sample: bool = False) -> Counter:
    return Counter(of_places=True, noun=noun, listed=parts, is_sample=is_sample)


def _staff(what: str) -> Counter:
    told = "select unit_id, denominator, numerator, null::bigint, null::bigint"
    asked = f"reporting.staff_totals('{what}', %(units)s, %(until)s"
    as_of = f"{told}, digest from {asked}, %(moment)s)"
    return Counter(totals=f"{told} from {asked}, 'infinity')", as_of_totals=as_of, of_places=True, of_staff=True)


_GIVEN = "Chỉ tiêu được giao (số người)"
_FORMS = (Mark.HOME, Mark.PRIVATE, Mark.PUBLIC, Mark.COMPULSORY, Mark.SUBSTITUTION)
COUNTERS = {
    **_OWN,
    "newly_dependent_and_hiv": replace(_OWN["newly_dependent"], typed="Người nhiễm HIV mới trong người nghiện", guards_typed=True),
    "registered_in_rehab": Counter(Formula("registered", Mark.REHABILITATION), shares=_forms("registered", *_FORMS[:4])),
    "registered_treated": Counter(Formula("registered_end", Mark.TREATED), shares=_forms("registered_end", *_FORMS)),
    "compulsory_share": Counter(Formula("registered_end", Mark.COMPULSORY)),
    "treatment_mix": Counter(
        Formula("in_treatment", Mark.COMMUNITY),
        shares=_forms("in_treatment", Mark.COMMUNITY, *_FORMS),
        directions={Mark.COMMUNITY.label: Comparison.RISING, Mark.COMPULSORY.label: Comparison.FALLING},
    ),
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
    "volunteer_teams": _places("teams"),
    "staff_trained": _staff("trained"),
    "local_staff_trained": _staff("local"),
    "centre_commune_staff_trained": _staff("centre_commune"),
    "counsellors_certified": _staff("counsellors"),
    "medical_staff_qualified": _staff("medical"),
    "team_members_trained": _staff("team"),
    "communes_using_it": _communes("using"),
    "communes_preventing": _communes("active"),
    "clubs_pilot": _listed(listed.sites(SiteKind.AFTERCARE_CLUB), "câu lạc bộ"),
    "clubs_in_districts": _listed(listed.districts(SiteKind.AFTERCARE_CLUB, effective=False), "huyện"),
    "models_in_districts": _listed(listed.districts(effective=True), "huyện"),
    "substitution_sites": _listed(listed.sites(SiteKind.TREATMENT, SiteKind.DISPENSING), "cơ sở"),
    "counselling_points": _listed(listed.sites(SiteKind.POINT), "điểm"),
    "pilot_voluntary_facilities": _listed(listed.sites(SiteKind.VOLUNTARY), "cơ sở"),
    "basic_knowledge": _listed(listed.answers, "người được hỏi", is_sample=True),
}


def counts_places(indicator: str) -> bool:
    """Whether communes, sites or staff are counted here, and not people of files."""
    return indicator in COUNTERS and COUNTERS[indicator].of_places


def counts_land(indicator: str) -> bool:
    """Whether only the communes from the plan's own land are counted."""
    return indicator in COUNTERS and COUNTERS[indicator].by_land


def counts_staff(indicator: str) -> bool:
    """Whether officials at their posts are counted here."""
    return indicator in COUNTERS and COUNTERS[indicator].of_staff


def is_sample(indicator: str) -> bool:
    """Whether a survey answers this: what may be chance is then not judged."""
    return indicator in COUNTERS and COUNTERS[indicator].is_sample


def noun(indicator: str) -> str:
    """What is counted, in a word."""
    return COUNTERS[indicator].noun if indicator in COUNTERS else "người"


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
