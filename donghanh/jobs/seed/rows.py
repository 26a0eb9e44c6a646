"""Lives as lines of COPY: one line a row, in the columns of each table. The one place outside of the rooms that knows their columns."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from donghanh.base.documents import frozen
from donghanh.base.documents.letter import Foot, Head, articles, decision
from donghanh.base.privacy import vault
from donghanh.cases.procedures.user_management import MANIFEST
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.decisions.terms import SIGNER_TITLES
from donghanh.jobs.seed.lives import RECORDED_AFTER, Life
from donghanh.kernel import names
from donghanh.kernel.workdays import local_day
from donghanh.people import rules
from donghanh.people.terms import AddressKind, IdentifierKind

TABLES = {
    "people_person": "id unit_id full_name sort_key other_name sex born_on birth_year guardian_name is_sealed data_key registered_at version",
    "people_identifier": "id person_id unit_id kind sealed blind_index last_digits recorded_at",
    "people_address": "id person_id unit_id place_id kind sealed_detail starts_on",
    "cases_case": "id number procedure person_id unit_id opened_at stage detected_at managed_at offered_at active_from active_until "
    "computed_with version",
    "cases_fact": "id case_id unit_id kind happened_at is_date_only recorded_at recorded_by body_id place_id data decision_id void_reason",
    "cases_duty": "case_id unit_id kind rule_id function counted_from due_at stands_from stands_until",
    "decisions_decision": "id case_id unit_id person_id issuing_unit_id case_number person_name birth_year is_sealed "
    "kind state function office body_id reasons officer team letter findings case_version "
    "drafted_by drafted_at rights_told_how checked_by checked_at return_reason signed_by signer_name signed_at number year series code",
}
SERIES = {"commune_chair": "QĐ-UBND", "commune_police_chief": "QĐ-CAX"}
FUNCTION = "decider_user_management"
DECISIONS = {K.MANAGEMENT_DECIDED: "MANAGE_USER", K.MANAGEMENT_STOPPED: "STOP_USER", K.MANAGEMENT_ENDED: "END_USER"}
STUB = "Dữ liệu giả định để đo tốc độ: quyết định này không có văn bản."


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of today with its made-up officials. former: the units that became it, with their police, before 1 July 2025."""

    unit_id: int
    police: int
    committee: int
    officials: dict[str, int]
    former: tuple[tuple[int, int], ...]

    def there(self, on: date, turn: int) -> tuple[int, int]:
        """Unit and police body of that day."""
        return self.former[turn % len(self.former)] if self.former and on < MERGED_ON else (self.unit_id, self.police)


MERGED_ON = date(2025, 7, 1)


class Ids:
    """Ids of version 7 that ascend, from the generator; as 32 hexadecimal digits."""

    def __init__(self, rng: Random, *, at: datetime) -> None:
        self.rng, self.place = rng, int(at.timestamp() * 1000) << 20

    def next(self) -> str:
        self.place += 1
        high, low = self.place >> 20, self.place & 0xFFFFF
        return f"{high:012x}7{low >> 8:03x}{0x8000 | (low & 0xFF) << 6 | self.rng.getrandbits(6):04x}{self.rng.getrandbits(48):012x}"


@dataclass(frozen=True, slots=True)
class Signing:
    """A decision of one life: who signs, and under which number."""

    office: str
    body_id: int
    series: str
    year: int
    number: int


Numbers = dict[tuple[int, int], Signing]


def numbered(lives: Iterable[tuple[int, Life, Commune]], *, change: date) -> Numbers:
    """A register number for each decision (life's place, fact's place), without hole, in the order of signing. change: the law's day."""
    found = []
    for place, life, commune in lives:
        for turn, fact in enumerate(life.facts):
            if fact.decision_id is not None:
                office = "commune_chair" if fact.on < change else "commune_police_chief"
                body = commune.committee if office == "commune_chair" else commune.police
                found.append((body, SERIES[office], fact.on.year, fact.happened_at, place, turn, office))
    last: dict[tuple[int, str, int], int] = defaultdict(int)
    made: Numbers = {}
    for body, series, year, _at, place, turn, office in sorted(found):
        last[body, series, year] += 1
        made[place, turn] = Signing(office, body, series, year, last[body, series, year])
    return made


class Lines:
    """Collects the lines of each table; `take` empties them."""

    def __init__(self, ids: Ids, *, edition: str) -> None:
        self.ids, self.edition, self.cases = ids, edition, 0
        self.tables: dict[str, list[str]] = {name: [] for name in TABLES}

    def take(self) -> dict[str, list[str]]:
        """All lines so far."""
        taken, self.tables = self.tables, {name: [] for name in TABLES}
        return taken

    def add(self, life: Life, full_name: str, number: str, commune: Commune, signings: dict[int, Signing]) -> None:
        """One life in one commune, under this name and citizen number."""
        person = self._person(life, full_name, number, commune)
        if life.view is None:
            return
        self.cases += 1
        case = self.ids.next()
        title = self._case(case, person, life, commune)
        named = (title, full_name, life.person.birth_year, _is_sealed(life))
        decided = [self._fact(case, turn, fact, commune, signings) for turn, fact in enumerate(life.facts)]
        for turn, key in enumerate(decided):
            if key:
                head = (key, case, commune.unit_id, person, commune.unit_id, *named)
                self._decision(head, life.facts[turn], turn, signings[turn], commune.officials)

    def _put(self, table: str, *values: Any) -> None:
        self.tables[table].append("\t".join([_text(value) for value in values]))

    def _person(self, life: Life, full_name: str, number: str, commune: Commune) -> str:
        one, at, unit, key = life.person, life.registered_at, commune.unit_id, self.ids.next()
        data_key, dashed = vault.new_person_key(), _dashed(key)
        sealed = _is_sealed(life)
        sort_key = names.sort_key(full_name)
        self._put(
            "people_person", key, unit, full_name, sort_key, "", one.sex, one.born_on, one.birth_year, one.guardian_name, sealed, data_key, at, 1
        )
        if number:
            kind = IdentifierKind.CITIZEN.value
            closed, index = vault.seal(data_key, number, context=f"people:{dashed}:{kind}"), vault.blind_index(kind, number)
            self._put("people_identifier", self.ids.next(), key, unit, kind, closed, index, number[-3:], at)
        detail = vault.seal(data_key, one.detail, context=f"people:{dashed}:address")
        self._put("people_address", self.ids.next(), key, unit, unit, AddressKind.CURRENT.value, detail, local_day(at) - timedelta(days=700))
        return key

    def _case(self, case: str, person: str, life: Life, commune: Commune) -> str:
        """The case's line and those of its duties; answers its number."""
        view, opened = life.view, life.facts[0].happened_at + RECORDED_AFTER
        assert view is not None
        kept = (view.stage.value, view.detected_at, view.managed_at, view.offered_at, view.active_from, view.active_until)
        title = f"{MANIFEST.prefix}-{opened.year}-{self.cases:06d}"
        row = (title, Procedure.USER_MANAGEMENT.value, person, commune.unit_id, opened, *kept, self.edition, len(life.facts) + 1)
        self._put("cases_case", case, *row)
        for duty in view.duties:
            due = duty.due.value if duty.due else None
            row = (duty.kind, duty.rule_id, duty.function, duty.counted_from, due, duty.stands_from, duty.stands_until)
            self._put("cases_duty", case, commune.unit_id, *row)
        return title

    def _fact(self, case: str, turn: int, fact: FactView, commune: Commune, signings: dict[int, Signing]) -> str:
        """The fact's line; answers the id of the decision that makes it, or nothing."""
        place, body = commune.there(fact.on, self.cases)
        data, key, by = fact.data, "", commune.officials["police"]
        if fact.decision_id is not None:
            signing, key = signings[turn], self.ids.next()
            body, by = signing.body_id, commune.officials[signing.office]
            data = {"number": signing.number, "series": signing.series, "basis": data.get("basis", "")}
        settled = place if fact.kind == K.RESIDENCE_VERIFIED else None
        told = fact.happened_at if key else fact.happened_at + RECORDED_AFTER
        row = (fact.kind.value, fact.happened_at, fact.is_date_only, told, by, body, settled, data, key or None, "")
        self._put("cases_fact", self.ids.next(), case, commune.unit_id, *row)
        return key

    def _decision(self, head: tuple[Any, ...], fact: FactView, turn: int, signing: Signing, people: dict[str, int]) -> None:
        at, office = fact.happened_at, signing.office
        stub = _stub(office, signing.series).replace('"@"', str(signing.number))
        row = (DECISIONS[fact.kind], "SIGNED", FUNCTION, office, signing.body_id, STUB, "", [], stub, {"law": self.edition}, turn + 1)
        drafted = (people["drafter"], at - timedelta(hours=3), "", people["checker"], at - timedelta(hours=1), "")
        signed = (people[office], "Người ký giả định", at, signing.number, signing.year, signing.series, self.ids.next()[-16:])
        self._put("decisions_decision", *head, *row, *drafted, *signed)


def _is_sealed(life: Life) -> bool:
    one = life.person
    return rules.is_minor(born_on=one.born_on, birth_year=one.birth_year, on=local_day(life.registered_at))


_stubs: dict[tuple[str, str], str] = {}


def _stub(office: str, series: str) -> str:
    """The letter of a decision that has none: it says so itself. Its number is written as "@"."""
    if (office, series) not in _stubs:
        letter = decision(
            head=Head(issuer="CƠ QUAN GIẢ ĐỊNH", symbol=series, place="", number=None),
            subject=STUB,
            authority=SIGNER_TITLES[office],
            bases=[],
            articles=articles([STUB]),
            foot=Foot(recipients=(), signer_titles=(SIGNER_TITLES[office],)),
        )
        made = frozen.to_json(letter)
        made["content"]["head"]["number"] = "@"  # type: ignore[index]
        _stubs[office, series] = json.dumps(made, ensure_ascii=False)
    return _stubs[office, series]


def _dashed(key: str) -> str:
    return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"


def _text(value: Any) -> str:
    """One value as COPY reads it. Our texts hold neither tabs nor backslashes."""
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, bytes):
        return f"\\\\x{value.hex()}"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
