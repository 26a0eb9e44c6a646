"""What a travelling file allows. Pure."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from donghanh.cases.rules import CannotRecord, FactView, Overtaken
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import Cannot
from donghanh.legal.dossiers import Line, Paper, Returned, Situation, Standing

SENDABLE = ("to_check", "to_court", "to_facility")
"""Hand-overs that begin at the commune."""
LONGEST_NOTE = 300
MOST_PAGES = 2000


def situation(facts: list[FactView], *, age: int | None, residence: bool | None, placed: dict[str, int], on: date) -> Situation:
    """What the list of papers asks of the file, from its facts."""
    ground = next((str(f.data.get("ground", "")) for f in facts if f.kind == K.GROUND_FOUND), "")
    return Situation(on, age, residence, ground, frozenset(str(f.kind) for f in facts), placed)


def check_can_place(paper_id: str, known: set[str], *, pages: int, is_open: bool) -> None:
    """A paper of the lists, with a number of pages, while the file lies here. Raises CannotRecord."""
    if paper_id not in known:
        raise CannotRecord("Giấy tờ này không có trong danh mục của hồ sơ.", mend="Chọn một giấy tờ trong danh mục.")
    if not 1 <= pages <= MOST_PAGES:
        raise CannotRecord("Số trang chưa đúng.", mend=f"Ghi số trang (bút lục) từ 1 đến {MOST_PAGES}.")
    if is_open:
        raise CannotRecord("Hồ sơ đang ở cơ quan khác, chưa thể thêm giấy tờ.", mend="Đợi cơ quan đó trả lời hoặc trả hồ sơ.")


def check_can_send(lines: tuple[Line, ...], *, although_missing: bool) -> None:
    """Missing papers are not sent off unseen. Raises CannotRecord."""
    missing = [line.paper.title for line in lines if line.standing == Standing.MISSING]
    if missing and not although_missing:
        raise CannotRecord(
            f"Hồ sơ còn thiếu: {', '.join(f'“{title}”' for title in missing)}.",
            mend="Bổ sung, hoặc đánh dấu “Vẫn gửi dù còn thiếu”; nơi nhận sẽ thấy rõ giấy nào thiếu.",
        )


def check_nothing_waits(*, is_open: bool, is_received: bool, same_leg: bool) -> None:
    """Only a file that lies here, or that the one it lies with has signed for, goes on. Raises Overtaken."""
    if is_open and (same_leg or not is_received):
        raise Overtaken("Hồ sơ đã được gửi và đang ở nơi nhận.", mend="Đợi nơi đó ký nhận hoặc trả lại.")


def steps_to_send(stage: S, kind: K | None) -> list[K]:
    """The facts that this sending is: a returned file is completed first."""
    if kind is None:
        return []
    return [K.DOSSIER_COMPLETED, kind] if stage == S.RETURNED else [kind]


def check_entry(stage: S) -> None:
    """The file goes to a facility once the decision stands. Raises CannotRecord."""
    if stage not in (S.TO_ENTER, S.IN_FACILITY):
        raise CannotRecord("Quyết định của Toà án chưa có hiệu lực.", mend="Ghi “Quyết định của Toà án có hiệu lực” trước.")


def faults_of(named: dict[str, str], lines: list[Line]) -> list[dict[str, str]]:
    """Each fault with its rule, as it is kept. Raises Cannot where a paper is named without a word on what is wrong."""
    by_id = {line.paper.id: line for line in lines}
    for paper_id, note in named.items():
        if not note.strip():
            raise Cannot(f"Chưa ghi sai gì ở “{by_id[paper_id].paper.title}”.", mend="Ghi một câu để nơi gửi biết phải sửa gì.")
    return [
        {"id": paper_id, "title": by_id[paper_id].paper.title, "note": note.strip()[:LONGEST_NOTE], "citation": by_id[paper_id].paper.citation}
        for paper_id, note in named.items()
    ]


def kept(line: Line, *, reference: str, pages: int) -> dict[str, Any]:
    """A line as the receipt keeps it."""
    paper = line.paper
    return {
        **{"id": paper.id, "title": paper.title, "form": paper.form, "class": paper.data_class, "citation": paper.citation},
        **{"standing": line.standing.value, "version": line.version, "because": line.because, "reference": reference, "pages": pages},
    }


def read_back(row: dict[str, Any]) -> Line:
    """The line that the receipt kept."""
    paper = Paper(row["id"], row["title"], row["form"], row["class"], "always", frozenset(), row["citation"])
    return Line(paper, Standing(row["standing"]), row["version"], row["because"])


def returned(lines: list[dict[str, Any]], faults: list[dict[str, Any]]) -> Returned:
    """An earlier return as the law's rule asks for it."""
    return Returned({row["id"]: read_back(row).state for row in lines}, frozenset(fault["id"] for fault in faults))


def is_stuck(*, received_at: datetime | None, sent_at: datetime, due_at: datetime | None, at: datetime, unread_after: datetime) -> bool:
    """Past its limit, or not signed for since before `unread_after`."""
    return (due_at is not None and due_at <= at) or (received_at is None and sent_at < unread_after)
