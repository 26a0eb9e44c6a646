"""What may follow what in a study and a dossier. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from donghanh.kernel.errors import BadInput, Cannot
from donghanh.programme.research.terms import DOSSIER_STEPS, STUDY_STEPS, ApprovalKind, DossierState, StudyKind, StudyState, Verdict


class CannotMove(Cannot):
    """The study or dossier does not stand where this step begins."""


@dataclass(frozen=True, slots=True)
class Approved:
    """An approval of a version, from a day, perhaps until one (inclusive)."""

    kind: ApprovalKind
    since: date
    until: date | None

    def stands(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


def check_study_step(state: StudyState, to: StudyState, *, kind: StudyKind, approvals: Iterable[Approved], has_outcome: bool, on: date) -> None:
    """Raises CannotMove: out of order, started without approval, evaluated without an outcome."""
    if state not in STUDY_STEPS[to]:
        raise CannotMove(
            f"Mục này đang ở bước “{state.label}”.",
            mend="Ghi lần lượt: bắt đầu, kết thúc hoặc dừng, rồi đánh giá.",
        )
    if to == StudyState.STARTED:
        standing = {one.kind for one in approvals if one.stands(on)}
        if not standing or (kind == StudyKind.STUDY and ApprovalKind.ETHICS not in standing):
            need = "phê duyệt của hội đồng đạo đức" if kind == StudyKind.STUDY else "phê duyệt"
            raise CannotMove(f"Bản mới nhất chưa có {need} còn hiệu lực vào ngày bắt đầu.", mend="Ghi phê duyệt của bản này trước.")
    if to == StudyState.EVALUATED and not has_outcome:
        raise CannotMove("Chưa có kết quả nào để đánh giá.", mend="Ghi kết quả kèm nguồn số liệu trước.")


def check_study_open(state: StudyState, *, is_correction: bool = False) -> None:
    """Raises CannotMove once it is evaluated: what was judged stays; a correction stands beside what it corrects."""
    if state == StudyState.EVALUATED and not is_correction:
        raise CannotMove("Mục này đã đánh giá xong.", mend="Sửa một dòng kết quả sai thì chọn dòng đó; việc mới thì đăng ký mục mới.")


def check_outcome(*, enrolled: int, parts: Iterable[tuple[str, int | None]]) -> None:
    """No part is greater than who was enrolled. Raises BadInput."""
    for field, value in parts:
        if value is not None and not 0 <= value <= enrolled:
            raise BadInput("Số này lớn hơn số người tham gia.", mend=f"Ghi từ 0 đến {enrolled}.", field=field)


def check_dossier_open(state: DossierState, verdict: str) -> None:
    """Raises CannotMove once it is over, or where the review found nothing to change."""
    if verdict == Verdict.KEEP:
        raise CannotMove("Kết luận rà soát là giữ nguyên, không có gì để trình.", mend="Nếu thấy cần sửa, ghi lượt rà soát mới.")
    if not state.is_open:
        raise CannotMove(f"Hồ sơ đã kết thúc: {state.label.lower()}.", mend="Việc mới thì lập hồ sơ mới.")


def check_dossier_step(state: DossierState, to: DossierState, *, verdict: str, versions: int) -> None:
    """Raises CannotMove: out of order, over, or sent without a version."""
    check_dossier_open(state, verdict)
    if state not in DOSSIER_STEPS[to]:
        raise CannotMove(f"Hồ sơ đang ở bước “{state.label}”.", mend="Trình trước, rồi mới ghi trả lời hay quyết định.")
    if to == DossierState.SUBMITTED and not versions:
        raise CannotMove("Chưa có dự thảo nào.", mend="Thêm bản dự thảo trước khi trình.")
