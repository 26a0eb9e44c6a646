"""What may be brought in as a plan's file. Pure."""

from __future__ import annotations

from donghanh.kernel.errors import BadInput, Cannot

LARGEST_FILE = 5 * 1024 * 1024
MOST_FOUND = 3_000


class CannotConfirm(Cannot):
    """The draft has faults, or became a version already."""


def check_size(size: int) -> None:
    """Raises BadInput for an empty file and for one that is larger than any plan."""
    if size == 0:
        raise BadInput("Tệp trống.", mend="Chọn tệp kế hoạch đã điền.", field="file")
    if size > LARGEST_FILE:
        raise BadInput("Tệp lớn quá 5 MB.", mend="Bỏ hình ảnh và các trang không phải của kế hoạch.", field="file")


def check_can_confirm(*, faults: int, is_confirmed: bool) -> None:
    """Raises CannotConfirm where there is still a fault, or it was done already."""
    if is_confirmed:
        raise CannotConfirm("Tệp này đã được nhập.", mend="Sửa đổi tiếp thì tải tệp mới lên.")
    if faults:
        raise CannotConfirm(f"Tệp còn {faults} chỗ phải sửa.", mend="Sửa trong tệp rồi tải lên lại.")


def check_found(number: int) -> None:
    """Raises BadInput where no sentence of a paper says anything that a plan would."""
    if not number:
        raise BadInput("Không đọc được chỉ tiêu hay việc nào.", mend="Kiểm tra tệp có đúng là văn bản kế hoạch không.", field="file")


def check_not_too_many(number: int) -> None:
    """Raises BadInput for a paper that seems to set more than any plan does."""
    if number > MOST_FOUND:
        raise BadInput(f"Văn bản có quá {MOST_FOUND} câu giống chỉ tiêu, việc.", mend="Chỉ tải phần kế hoạch, bỏ phụ lục.", field="file")


def check_any(accepted: int) -> None:
    """Raises CannotConfirm where nothing was accepted."""
    if not accepted:
        raise CannotConfirm("Chưa nhận đề xuất nào.", mend="Nhận những câu đúng rồi soạn kế hoạch.")
