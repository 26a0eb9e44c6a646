"""Papers that travel with a file (law/dossiers): which a hand-over needs, what is missing, and what a return may still name.

Pure. A return names every fault at once; a later return may not name what the earlier one could have seen (D116 Article 43.1, Ordinance
03/2022 Article 9.1 give one return with its reasons; that nothing may be kept back for a second one is our reading, told to the user).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache

from donghanh.kernel import yaml_file
from donghanh.kernel.errors import Cannot
from donghanh.legal import book, rows
from donghanh.legal.errors import LawDataFault, NoRuleInForce
from donghanh.legal.loading import LAW, law_data
from donghanh.legal.model import cited

_PAPER = "id title form form_id class when shown_by must citation"
_LEG = "id procedures title fact by to limit lists valid_from valid_to citation confidence caution"


class Standing(StrEnum):
    """How a paper of the list stands. UNCLEAR: the file does not say yet whether it is needed."""

    HAVE = "have"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Situation:
    """What the list asks of the file on a day: age, residence (None: not verified yet), ground, held
    administratively (None: not told), kinds of facts, papers put in (id → version)."""

    on: date
    age: int | None = None
    has_stable_residence: bool | None = None
    ground: str = ""
    is_held: bool | None = None
    facts: frozenset[str] = frozenset()
    placed: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a list. data_class: a code of kernel.privacy.DataClass; form_id: its official form in law/forms, "" where it has none.

    is_must: no reason lets the file go without it, where the law of the day asks for it on this ground.
    """

    id: str
    title: str
    form: str
    form_id: str
    data_class: str
    when: str
    shown_by: frozenset[str]
    citation: str
    is_must: bool = False


@dataclass(frozen=True, slots=True)
class Leg:
    """One hand-over under one regime. fact: the kind of fact that the sending is; by, to: functions of law/functions (by "": the commune
    that keeps the file); limit: topic that the receipt begins, or ""; caution: what was not read."""

    id: str
    procedures: frozenset[str]
    title: str
    fact: str
    by: str
    to: str
    limit: str
    papers: tuple[Paper, ...]
    valid_from: date
    valid_to: date | None
    citation: str
    confidence: str
    caution: str


@dataclass(frozen=True, slots=True)
class Line:
    """One paper as it stands in one file. version: which of the papers put in, 0 where none. because: why it is not needed, or what is unclear."""

    paper: Paper
    standing: Standing
    version: int
    because: str

    @property
    def state(self) -> tuple[str, int]:
        """What a reader of the file can see of this paper."""
        return self.standing.value, self.version


@dataclass(frozen=True, slots=True)
class Returned:
    """An earlier return on the same leg: what the file looked like then (paper id → state), and which papers the return named."""

    seen: Mapping[str, tuple[str, int]]
    named: frozenset[str]


class KeptBack(Cannot):
    """The fault was visible in the first return already."""


class NotAllNamed(Cannot):
    """A return leaves out what it could have named."""


def _under_18(now: Situation) -> tuple[bool | None, str]:
    if now.age is None:
        return None, "Chưa biết ngày sinh hoặc năm sinh."
    return now.age < int(book.convention("adult_age", now.on).value), f"người này đã {now.age} tuổi"


def _no_stable_residence(now: Situation) -> tuple[bool | None, str]:
    if now.has_stable_residence is None:
        return None, "Hồ sơ chưa ghi kết quả xác minh nơi cư trú."
    return not now.has_stable_residence, "người này có nơi cư trú ổn định"


CONDITIONS: dict[str, Callable[[Situation], tuple[bool | None, str]]] = {
    "always": lambda now: (True, ""),
    "under_18": _under_18,
    "no_stable_residence": _no_stable_residence,
    "from_substitution": lambda now: (now.ground == "SUBSTITUTION_BROKEN_OFF", "căn cứ không phải là bỏ điều trị thay thế"),
    "not_from_substitution": lambda now: (now.ground != "SUBSTITUTION_BROKEN_OFF", "đã có văn bản của cơ sở điều trị thay thế"),
    "held_administratively": lambda now: (
        now.is_held,
        "người này không bị tạm giữ hành chính" if now.is_held is False else "Đề nghị chưa ghi nơi xác định.",
    ),
    "was_served": lambda now: (
        not now.facts & {"EXEMPTED", "DIED"},
        "người này không chấp hành hết thời hạn: được miễn phần còn lại, hoặc đã mất",
    ),
    "was_determined": lambda now: ("FOUND_NOT_DEPENDENT" in now.facts, "người này chưa phải xác định tình trạng nghiện"),
}
"""Word of `when` → (needed or not, None where unclear; why not, or what is unclear)."""


@cache
def legs() -> tuple[Leg, ...]:
    """Every hand-over of law/dossiers. Raises LawDataFault for a list, condition, topic, function or instrument that does not exist."""
    found: list[Leg] = []
    for path in sorted((LAW / "dossiers").glob("*.yaml")):
        file = rows.known_only(yaml_file.read(path), path.name, "lists legs")
        lists = {name: tuple(_paper(row, f"{path.name} {name}") for row in papers) for name, papers in file["lists"].items()}
        found += [_leg(row, lists, path.name) for row in file["legs"]]
    return tuple(found)


def _paper(row: rows.Row, where: str) -> Paper:
    rows.known_only(row, where, _PAPER)
    when = row.get("when", "always")
    if when not in CONDITIONS:
        raise LawDataFault(f"{where}: {row['id']} asks for “{when}”, which is no condition")
    citations = rows.citations(row["citation"], law_data().instruments, where)
    plain = (row["id"], row["title"], row["form"], row.get("form_id", ""), row["class"], when)
    return Paper(*plain, frozenset(row.get("shown_by", ())), cited(citations), is_must=row.get("must", False))


def _leg(row: rows.Row, lists: Mapping[str, tuple[Paper, ...]], where: str) -> Leg:
    rows.known_only(row, where, _LEG)
    data = law_data()
    known = set(data.parties) | {held.function for held in data.holders}
    by = row.get("by", "")
    if {row["to"], by} - known - {""} or (row["limit"] and row["limit"] not in data.topics) or set(row["lists"]) - lists.keys():
        raise LawDataFault(f"{where}: {row['id']} names a function, topic or list that does not exist")
    papers = tuple(paper for name in row["lists"] for paper in lists[name])
    if len({paper.id for paper in papers}) != len(papers):
        raise LawDataFault(f"{where}: {row['id']} lists a paper twice")
    citation = cited(rows.citations(row["citation"], data.instruments, where))
    days = row["valid_from"], row["valid_to"]
    plain = (row["id"], frozenset(row["procedures"]), row["title"], row["fact"], by, row["to"], row["limit"])
    return Leg(*plain, papers, *days, citation, row["confidence"], row.get("caution", ""))


def legs_of(procedure: str, on: date) -> tuple[Leg, ...]:
    """The hand-overs that the law of this day knows for this procedure, in the order in which they happen."""
    return tuple(leg for leg in legs() if procedure in leg.procedures and leg.valid_from <= on and (leg.valid_to is None or on <= leg.valid_to))


def leg(procedure: str, leg_id: str, on: date) -> Leg:
    """This hand-over as the law of this day has it. Raises NoRuleInForce where it knows none."""
    found = next((one for one in legs_of(procedure, on) if one.id == leg_id), None)
    if found is None:
        raise NoRuleInForce(
            f"Luật của ngày {on:%d/%m/%Y} không có bước chuyển hồ sơ này.",
            mend="Chọn bước chuyển mà luật của ngày đó có.",
        )
    return found


def check(one: Leg, now: Situation) -> tuple[Line, ...]:
    """Each paper of the hand-over: have, missing, not needed because, or unclear."""
    return tuple(_line(paper, now) for paper in one.papers)


def _line(paper: Paper, now: Situation) -> Line:
    version = now.placed.get(paper.id, 0)
    if version or paper.shown_by & now.facts:
        return Line(paper, Standing.HAVE, version, "")
    needed, why = CONDITIONS[paper.when](now)
    if needed is None:
        return Line(paper, Standing.UNCLEAR, 0, why)
    if needed:
        return Line(paper, Standing.MISSING, 0, "")
    return Line(paper, Standing.NOT_NEEDED, 0, f"Không cần vì {why}.")


class WithoutBasis(Cannot):
    """The paper on which the whole measure rests is not in the file."""


def check_basis(lines: Iterable[Line]) -> None:
    """Nothing goes on without the determination of dependence, or the paper that the law puts in its place. Raises WithoutBasis."""
    for line in lines:
        if line.paper.is_must and line.standing == Standing.MISSING:
            raise WithoutBasis(
                f"Hồ sơ chưa có “{line.paper.title}”; thiếu giấy này thì không gửi hồ sơ và không giao quản lý trong lúc lập hồ sơ.",
                mend="Thêm giấy đó vào hồ sơ. Chưa có kết quả thì đề nghị xác định tình trạng nghiện trước.",
                citation=line.paper.citation,
            )


def check_return(lines: Sequence[Line], named: Iterable[str], earlier: Sequence[Returned] = ()) -> None:
    """A return that names these papers is complete and keeps to what is new. Raises NotAllNamed, KeptBack, or Cannot for a foreign paper.

    New is: named before and not mended, put in or put in anew since, or needed only since. All else was visible the first time.
    """
    chosen = frozenset(named)
    by_id = {line.paper.id: line for line in lines}
    if not chosen or chosen - by_id.keys():
        raise Cannot("Trả hồ sơ phải nêu thiếu sót ở giấy tờ nào trong danh mục.", mend="Chọn từng giấy tờ còn thiếu hoặc sai và ghi rõ.")
    for paper_id in sorted(chosen):
        if any(_was_visible(by_id[paper_id], one) for one in earlier):
            raise KeptBack(
                f"Không thể trả lần nữa vì “{by_id[paper_id].paper.title}”: thiếu sót này đã thấy được ở lần trả trước nhưng không được nêu.",
                mend="Chỉ nêu điều đã yêu cầu mà chưa sửa, hoặc điều mới có sau lần trả trước. Cần làm rõ thì gửi văn bản hỏi.",
                citation=by_id[paper_id].paper.citation,
            )
    left_out = [line for line in lines if line.standing == Standing.MISSING and line.paper.id not in chosen]
    left_out = [line for line in left_out if not any(_was_visible(line, one) for one in earlier)]
    if left_out:
        raise NotAllNamed(
            f"Lần trả này chưa nêu hết: còn thiếu {', '.join(f'“{line.paper.title}”' for line in left_out)}.",
            mend="Nêu mọi thiếu sót trong một lần trả; thiếu sót đã thấy được mà không nêu thì lần sau không được trả vì nó nữa.",
            citation=left_out[0].paper.citation,
        )


def _was_visible(line: Line, earlier: Returned) -> bool:
    return line.paper.id not in earlier.named and earlier.seen.get(line.paper.id) == line.state
