"""What an official reads before a step that he cannot take back alone: what goes where, what follows, what can still be undone."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from donghanh.base.places.queries import UnitRow
from donghanh.cases.queries import CaseSheet, HandoverRow
from donghanh.web.ui.helpers import gio, ngay


@dataclass(frozen=True, slots=True)
class Review:
    """happens: what follows at once, line by line. undo: what can be taken back, by whom. act: the words of the button."""

    title: str
    rows: tuple[tuple[str, str], ...]
    happens: tuple[str, ...]
    undo: str
    act: str


def of_sending(sheet: CaseSheet, unit: UnitRow) -> Review:
    """A file goes to another commune."""
    return Review(
        _("Bạn sắp gửi hồ sơ sang nơi khác"),
        ((_("Hồ sơ"), sheet.row.number), (_("Từ"), sheet.unit_name), (_("Gửi đến"), unit.path)),
        (
            _("Nơi nhận thấy ngay chữ viết tắt của tên, năm sinh và số hồ sơ."),
            _("Hồ sơ vẫn ở đây cho đến khi nơi đó ký nhận; sau đó đơn vị bạn không mở được nữa và chỉ còn giữ biên nhận."),
            _("Thời hạn quản lý tính tiếp, không bắt đầu lại."),
        ),
        _("Gửi rồi thì không tự rút lại được. Nếu nhầm nơi, nhờ nơi nhận trả lại hồ sơ."),
        _("Gửi hồ sơ"),
    )


def of_receiving(handover: HandoverRow) -> Review:
    """This commune signs for a file."""
    return Review(
        _("Bạn sắp ký nhận hồ sơ"),
        ((_("Hồ sơ"), handover.summary), (_("Từ"), handover.from_name), (_("Gửi lúc"), f"{gio(handover.sent_at)} {ngay(handover.sent_at)}")),
        (
            _("Từ lúc ký nhận, đơn vị bạn quản lý người này và thấy toàn bộ hồ sơ."),
            _("Nơi gửi không mở hồ sơ được nữa và nhận được biên nhận."),
            _("Việc ra quyết định cho thời gian còn lại vào Việc hôm nay của đơn vị bạn."),
        ),
        _("Ký nhận rồi thì không rút lại được. Nếu hồ sơ không thuộc địa bàn, chọn “Giữ nguyên, quay lại” rồi trả lại nơi gửi."),
        _("Ký nhận hồ sơ"),
    )


def of_asking(sheet: CaseSheet, body: str, place: str) -> Review:
    """A person is sent for determination to this body, to be examined at this place."""
    return Review(
        _("Bạn sắp gửi xác định tình trạng nghiện"),
        (
            (_("Người được gửi"), f"{sheet.row.person_name}, {sheet.row.birth_year}"),
            (_("Hồ sơ"), sheet.row.number),
            (_("Gửi đến"), body),
            (_("Xác định"), place),
        ),
        (
            _("Cơ sở y tế thấy họ tên, năm sinh và nơi xác định, không thấy hồ sơ."),
            _("Việc gửi được ghi vào dòng thời gian; kết luận tự vào hồ sơ khi cơ sở trả lời."),
        ),
        _("Gửi rồi thì không rút lại được. Nếu nhầm nơi, liên hệ cơ sở đã nhận."),
        _("Gửi yêu cầu"),
    )
