"""Pure: where a site stands on a day, what may follow, how a plan's words name kinds and places, whether places add up to a total."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from donghanh.kernel.errors import BadInput, Cannot
from donghanh.kernel.text import fold, tidy
from donghanh.programme.roadmap.terms import NETWORK, Happening, RuleKind, SiteKind, State, Sum

_A_NUMBER_OF_SOMEBODY = re.compile(r"(?<![\d.,/])(\d{12}|\d{9})(?![\d.,/]*\d)")


class CannotRecord(Cannot):
    """This cannot follow what has happened to the site."""


class CannotChoose(Cannot):
    """More places than the plan states, or nothing would change."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a site's story, as rules need it. unit: where it moved to; advice: of an evaluation; starts_by, review_by: of a pilot."""

    id: Hashable
    kind: Happening
    on: date
    unit: int | None = None
    place: str = ""
    is_effective: bool | None = None
    undoes: Hashable = None
    advice: str = ""
    score: int | None = None
    starts_by: date | None = None
    review_by: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A site on a day. is_effective None: nobody has judged it by a criterion. evaluated: the line that says so."""

    state: State
    kind: SiteKind
    unit: int
    place: str
    opened_on: date | None = None
    closed_on: date | None = None
    is_effective: bool | None = None
    evaluated: Hashable = None

    @property
    def runs(self) -> bool:
        return bool(self.state == State.RUNNING)


def kept(facts: Iterable[Fact]) -> list[Fact] | None:
    """The lines that stand, in the order of their days; None where the site itself was taken back."""
    rows = list(facts)
    gone = {one.undoes for one in rows if one.kind == Happening.TAKEN_BACK}
    if None in gone:
        return None
    standing = [one for one in rows if one.kind != Happening.TAKEN_BACK and one.id not in gone]
    return sorted(standing, key=lambda one: one.on)


def standing(*, kind: SiteKind, decided_on: date, unit: int, place: str, facts: Iterable[Fact], on: date) -> Standing:
    """Where a site stands at the end of this day. Lines of one day count in the order they are given."""
    now = Standing(State.FOUNDED if decided_on <= on else State.NOT_YET, kind, unit, place)
    rows = kept(facts)
    if rows is None:
        return replace(now, state=State.TAKEN_BACK)
    for one in rows:
        if one.on <= on:
            now = _after(now, one)
    return now


def _after(now: Standing, one: Fact) -> Standing:
    if one.kind == Happening.OPENED:
        return replace(now, state=State.RUNNING, opened_on=one.on)
    if one.kind == Happening.MOVED and one.unit is not None:
        return replace(now, unit=one.unit, place=one.place)
    if one.kind == Happening.UPGRADED:
        return replace(now, kind=SiteKind.TREATMENT)
    if one.kind == Happening.EVALUATED:
        return replace(now, is_effective=one.is_effective, evaluated=one.id)
    return replace(now, state=State.CLOSED, closed_on=one.on) if one.kind == Happening.CLOSED else now


_NEEDS = {
    Happening.OPENED: ({State.FOUNDED}, "Chỉ nơi đã có quyết định và chưa mở mới ghi mở cửa."),
    Happening.MOVED: ({State.RUNNING}, "Chỉ nơi đang hoạt động mới chuyển địa điểm."),
    Happening.UPGRADED: ({State.RUNNING}, "Chỉ nơi đang hoạt động mới nâng lên được."),
    Happening.EVALUATED: ({State.RUNNING}, "Chỉ nơi đang hoạt động mới đánh giá."),
    Happening.CHECKED: ({State.RUNNING}, "Chỉ nơi đang hoạt động mới kiểm tra."),
    Happening.PILOTED: ({State.FOUNDED, State.RUNNING}, "Chỉ nơi đã có quyết định mới đưa vào thí điểm."),
    Happening.GUIDED: ({State.FOUNDED, State.RUNNING}, "Chỉ nơi đã có quyết định và chưa thôi mới ghi hướng dẫn."),
    Happening.REVIEWED: ({State.RUNNING, State.CLOSED}, "Chỉ nơi đã mở cửa mới sơ kết, tổng kết."),
    Happening.REPORTED: ({State.RUNNING, State.CLOSED}, "Chỉ nơi đã mở cửa mới báo cáo."),
}


def check_can_follow(*, kind: SiteKind, decided_on: date, unit: int, facts: Sequence[Fact], new: Fact, today: date) -> None:
    """A new line must fit into the story on its own day and leave every later line possible.

    Raises BadInput for a day after today or before the decision, CannotRecord where the state of that day does not allow it.
    """
    if new.on > today:
        raise BadInput("Ngày này sau hôm nay.", mend="Ghi ngày việc đã xảy ra.", field="on")
    if new.on < decided_on:
        raise BadInput("Ngày này trước quyết định thành lập.", mend="Kiểm tra lại ngày.", field="on")
    rows = kept(facts)
    if rows is None:
        raise CannotRecord("Nơi này ghi nhầm và đã rút.", mend="Ghi một nơi mới nếu có.")
    done: list[Fact] = []
    for one in sorted([*rows, new], key=lambda each: each.on):
        _check_next(standing(kind=kind, decided_on=decided_on, unit=unit, place="", facts=done, on=one.on), one)
        done.append(one)


def _check_next(before: Standing, one: Fact) -> None:
    needed, why = _NEEDS.get(one.kind, (frozenset(State), ""))
    if before.state not in needed:
        raise CannotRecord(f"{why} Ngày {one.on:%d/%m/%Y}: {before.state.label.lower()}.", mend="Kiểm tra lại ngày, hoặc rút dòng ghi nhầm trước.")
    if one.kind == Happening.CLOSED and before.state == State.CLOSED:
        raise CannotRecord("Nơi này đã thôi hoạt động.", mend="Rút dòng ghi nhầm trước nếu ngày sai.")
    if one.kind == Happening.UPGRADED and before.kind != SiteKind.DISPENSING:
        raise CannotRecord("Chỉ điểm cấp phát thuốc mới nâng lên cơ sở điều trị.", mend="Ghi một cơ sở mới nếu có quyết định mới.")


def check_can_take_back(*, kind: SiteKind, decided_on: date, unit: int, facts: Sequence[Fact], undoes: Hashable) -> None:
    """A line may go when the rest still makes a story. Raises CannotRecord, BadInput for a line that does not stand."""
    rows = kept(facts)
    if rows is None or undoes not in {one.id for one in rows}:
        raise BadInput("Dòng này không có hoặc đã rút.", mend="Tải lại trang.")
    done: list[Fact] = []
    for one in (one for one in rows if one.id != undoes):
        _check_next(standing(kind=kind, decided_on=decided_on, unit=unit, place="", facts=done, on=one.on), one)
        done.append(one)


_WORDS = (
    ("diem cap phat", frozenset({SiteKind.DISPENSING})),
    ("co so cap phat", frozenset({SiteKind.DISPENSING})),
    ("dieu tri thay the", frozenset({SiteKind.TREATMENT})),
    ("methadone", frozenset({SiteKind.TREATMENT})),
    ("tu nguyen", frozenset({SiteKind.VOLUNTARY})),
    ("diem tu van", frozenset({SiteKind.POINT})),
    ("cau lac bo ho tro xa hoi", frozenset({SiteKind.SUPPORT_CLUB})),
    ("cau lac bo", frozenset({SiteKind.AFTERCARE_CLUB})),
    ("nhom tu luc", frozenset({SiteKind.PEER_GROUP})),
    ("dong dang", frozenset({SiteKind.PEER_GROUP})),
    ("trung tam", frozenset({SiteKind.CENTRE})),
    ("quan dan y", frozenset({SiteKind.ARMY_AND_CIVIL})),
    ("mo hinh phong ngua", frozenset({SiteKind.PREVENTION})),
    ("mo hinh", frozenset(SiteKind) - NETWORK),
)


def kinds_of(what: str) -> frozenset[SiteKind]:
    """The kinds that these words of a plan count; empty where they are no thing at a place ("% cán bộ được đào tạo")."""
    words = fold(what)
    if words.startswith("%") or "bat buoc" in words:
        return frozenset()
    found: frozenset[SiteKind] = frozenset()
    for phrase, kinds in _WORDS:
        if phrase in words:
            found |= kinds
            words = words.replace(phrase, " ")
    return found


def part_kinds(name: str, *, among: frozenset[SiteKind]) -> frozenset[SiteKind]:
    """The kinds of one part of a total ("Cơ sở điều trị" of a step about treatment and dispensing), among those of the step."""
    if named := kinds_of(name) & among:
        return named
    return among & {SiteKind.TREATMENT, SiteKind.VOLUNTARY} if "co so dieu tri" in fold(name) else among


def wants_effective(what: str) -> bool:
    """True where only what somebody judged effective counts."""
    return "hieu qua" in fold(what)


def wants_new(name: str) -> bool:
    """True where the plan counts only what opens in its years: "thêm 06", "thành lập mới 10"."""
    return bool(re.search(r"\b(thêm|mới)\b", tidy(name).casefold()))


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a plan read. number: of people (OVER) or of places (MOST_AFTERCARE)."""

    kind: RuleKind
    number: int = 0

    @property
    def asks_people(self) -> bool:
        """True where it names communes by how many people they have."""
        return self.kind in (RuleKind.OVER, RuleKind.WITH_AFTERCARE, RuleKind.MOST_AFTERCARE)


@dataclass(frozen=True, slots=True)
class Told:
    """People of a commune as the reader is told them. number None: "fewer than 8"; least, most: between which the exact number lies."""

    number: int | None
    least: int
    most: int


class Fit(Enum):
    """Whether a commune fits a rule, as far as the number that is told says it."""

    YES = "YES"
    OPEN = "OPEN"
    NO = "NO"


def fit(rule: Rule, people: Told) -> Fit:
    """More people than the rule says; anybody at all for a rule about people after rehabilitation."""
    limit = rule.number if rule.kind == RuleKind.OVER else 0
    return Fit.YES if people.least > limit else Fit.OPEN if people.most > limit else Fit.NO


def rule_of(words: str) -> Rule | None:
    """The rule these words say; None where we do not understand them, and then only the words are shown."""
    text = fold(words)
    if over := re.search(r"\btren (\d+) nguoi nghien", text):
        return Rule(RuleKind.OVER, int(over[1]))
    if most := re.search(r"(\d+) xa .*nhieu nguoi sau cai", text):
        return Rule(RuleKind.MOST_AFTERCARE, int(most[1]))
    if "moi xa co nguoi sau cai" in text:
        return Rule(RuleKind.WITH_AFTERCARE)
    if text.startswith("moi ") and text.endswith(" da lap"):
        return Rule(RuleKind.ALL_FOUNDED)
    if text.startswith("moi huyen"):
        return Rule(RuleKind.EACH_DISTRICT)
    return Rule(RuleKind.EACH_COMMUNE) if re.match(r"moi xa (it nhat )?(mot|1|01)", text) else None


def lateness(*, due: date, missing: int, later: Iterable[date], on: date) -> tuple[date | None, int] | None:
    """(the day on which enough stood, days after the last day); the day is None while too few stand, and the days then run until `on`.

    missing: how many did not stand on the last day; later: when others came to count. None where nothing is late.
    """
    if missing <= 0 or on <= due:
        return None
    came = sorted(day for day in later if due < day <= on)
    done = came[missing - 1] if len(came) >= missing else None
    return done, ((done or on) - due).days


def check_sum(places: Sequence[int | None], total: int | None) -> Sum:
    """How the numbers of the places stand to the stated total; a place without a number is never filled in."""
    if total is None:
        return Sum.NO_TOTAL
    if not places or None in places:
        return Sum.NOT_SPLIT
    return Sum.EQUAL if sum(one for one in places if one is not None) == total else Sum.DIFFERS


def check_can_choose(*, chosen: set[str], place: str, is_chosen: bool, limit: int | None, beyond: str) -> None:
    """Raises CannotChoose where nothing would change, or where more than the plan states are chosen without saying why.

    chosen: folded names that stand; limit None: the plan states no number.
    """
    if (place in chosen) == is_chosen:
        raise CannotChoose("Nơi này đang như vậy rồi.", mend="Tải lại trang.")
    more = len(chosen | {place}) if is_chosen else 0
    if limit is not None and more > limit and not beyond:
        raise CannotChoose(
            f"Kế hoạch nêu {limit} nơi; chọn nơi thứ {more} phải ghi rõ vì sao vượt.",
            mend="Bỏ chọn một nơi, hoặc ghi căn cứ ở ô “Vì sao vượt số kế hoạch nêu”.",
        )
