"""What is typed on the pages of roadmaps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from donghanh.programme.roadmap.terms import ROUND, Advice, Happening, SiteKind
from donghanh.web.shell.forms import DateField, Form

NO_PERSON = _("Không ghi tên, số giấy tờ hay hoàn cảnh của người dân.")
LINES = {"rows": 3}
CONDITION_NAMES = {
    "has_staff": _("Cán bộ"),
    "has_premises": _("Địa điểm"),
    "has_caseload": _("Người cần hỗ trợ"),
    "has_partners": _("Đơn vị phối hợp"),
    "has_funding": _("Kinh phí"),
}
"""Words of queries.CONDITIONS."""


def _long(label: Any, hint: Any = NO_PERSON, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=500, required=required, widget=forms.Textarea(attrs=LINES))


def _document() -> forms.CharField:
    return forms.CharField(label=_("Văn bản"), required=False, max_length=120, help_text=_("Số, ngày, cơ quan ban hành"))


class RegisterForm(Form):
    """What of the register is shown, on which day."""

    mark_optional = False
    loai = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Mọi loại")), *SiteKind.choices])
    ngay = DateField(label=_("Vào ngày"), required=False)


class FoundForm(Form):
    """What the founding decision says."""

    kind = forms.ChoiceField(label=_("Loại"), choices=SiteKind.choices)
    name = forms.CharField(label=_("Tên"), max_length=200, help_text=_("Như ghi trong quyết định."))
    number = forms.CharField(label=_("Số quyết định thành lập"), max_length=60)
    decided_on = DateField(label=_("Ngày quyết định"), past=True)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    unit = forms.CharField(
        label=_("Đặt tại"), max_length=200, help_text=_("Tên địa bàn của ngày quyết định, ví dụ huyện Trảng Bom hoặc xã Trảng Bom.")
    )
    place = forms.CharField(
        label=_("Tên nơi trong kế hoạch"),
        max_length=60,
        required=False,
        help_text=_("Chỉ ghi khi nơi đó nay không còn trong danh mục địa bàn (Tĩnh Gia, Đông Sơn), hoặc xã nay gồm nhiều huyện cũ."),
    )
    opened_on = DateField(label=_("Ngày mở cửa"), required=False, past=True, help_text=_("Chưa mở thì để trống, ghi sau."))
    origin = forms.ChoiceField(label=_("Nhân rộng từ"), required=False)

    def __init__(self, *args: Any, origins: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["origin"].choices = [("", _("Không phải nhân rộng")), *origins]


class RecordForm(Form):
    """What happened to a site."""

    kind = forms.ChoiceField(
        label=_("Việc"),
        choices=[(one.value, one.label) for one in (Happening.OPENED, *ROUND, Happening.MOVED, Happening.UPGRADED, Happening.CLOSED)],
    )
    on = DateField(label=_("Ngày"), past=True)
    unit = forms.CharField(label=_("Chuyển đến"), max_length=200, required=False, help_text=_("Chỉ ghi khi chuyển địa điểm."))
    document = _document()
    reason = _long(
        _("Nội dung, lý do"), _("Bắt buộc khi hướng dẫn, kiểm tra, sơ kết, báo cáo hoặc thôi hoạt động. Không ghi về một người."), required=False
    )


class EvaluateForm(Form):
    """An evaluation; the plan sets no criterion, so whoever judges says his."""

    verdict = forms.ChoiceField(
        label=_("Kết luận"), widget=forms.RadioSelect, choices=[("tot", _("Hiệu quả, ổn định")), ("chua", _("Chưa hiệu quả hoặc chưa ổn định"))]
    )
    criterion = _long(_("Theo tiêu chí nào"), _("Kế hoạch không đặt tiêu chí; ghi tiêu chí đã dùng và văn bản của nó."))
    judge = forms.CharField(label=_("Ai đánh giá"), max_length=200, help_text=_("Cơ quan hoặc đoàn đánh giá."))
    score = forms.IntegerField(
        label=_("Điểm"), required=False, min_value=0, max_value=100, help_text=_("Theo thang 100 của bộ tiêu chí; không chấm thì để trống.")
    )
    outcome = _long(_("Kết quả chung của thành viên"), _("Chỉ số chung, không ghi về một người."), required=False)
    cost = forms.IntegerField(label=_("Kinh phí đã chi (đồng)"), required=False, min_value=0)
    on = DateField(label=_("Ngày đánh giá"), past=True)
    document = _document()
    advice = forms.ChoiceField(label=_("Kiến nghị"), required=False, choices=[("", _("Chưa kiến nghị")), *Advice.choices])
    places = forms.CharField(
        label=_("Nhân rộng đến"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs=LINES),
        help_text=_("Chỉ ghi khi kiến nghị nhân rộng: mỗi dòng một xã, phường hiện nay của tỉnh."),
    )
    by = DateField(label=_("Hạn lập nơi mới"), required=False)
    adaptation = _long(_("Cần làm khác gì ở nơi mới"), required=False)


class PilotForm(Form):
    """A site becomes a pilot: the days set for it, and why where its place was not found ready."""

    on = DateField(label=_("Ngày đưa vào thí điểm"), past=True)
    starts_by = DateField(label=_("Hạn mở cửa"), required=False)
    review_by = DateField(label=_("Hạn đánh giá"), required=False)
    override = _long(_("Lý do vẫn thí điểm"), _("Bắt buộc khi nơi này chưa được đánh giá điều kiện, hoặc kết luận chưa đủ."), required=False)
    document = _document()


class ReadinessForm(Form):
    """What a commune has for a model, and the decision."""

    unit = forms.ChoiceField(label=_("Xã, phường"))
    kind = forms.ChoiceField(label=_("Mô hình"), choices=SiteKind.choices, initial=SiteKind.PREVENTION.value)
    has = forms.MultipleChoiceField(
        label=_("Đã có"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(CONDITION_NAMES.items()),
    )
    decision = forms.ChoiceField(
        label=_("Kết luận"), widget=forms.RadioSelect, choices=[("du", _("Đủ điều kiện thí điểm")), ("chua", _("Chưa đủ điều kiện"))]
    )
    reason = _long(_("Lý do"), _("Bắt buộc khi còn thiếu điều kiện hoặc kết luận chưa đủ."), required=False)
    on = DateField(label=_("Ngày đánh giá"), past=True)
    document = _document()

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("Chọn một nơi")), *units]


class TakeBackForm(Form):
    """Why something is taken back; which line, or the whole site."""

    line = forms.ChoiceField(label=_("Rút lại"))
    reason = _long(_("Lý do rút lại"))

    def __init__(self, *args: Any, lines: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [*lines, ("", _("Cả nơi này (ghi nhầm)"))]
        self.fields["line"].required = False


class ChooseForm(Form):
    """One place, chosen or no longer."""

    place = forms.ChoiceField(label=_("Nơi"))
    way = forms.ChoiceField(
        label=_("Quyết định"), widget=forms.RadioSelect, choices=[("chon", _("Chọn nơi này")), ("bo", _("Thôi chọn nơi này"))], initial="chon"
    )
    reason = _long(_("Lý do"))
    beyond = _long(_("Vì sao vượt số kế hoạch nêu"), _("Chỉ ghi khi chọn nhiều nơi hơn số trong kế hoạch."), required=False)
    document = _document()
    decided_on = DateField(label=_("Ngày quyết định"), past=True)

    def __init__(self, *args: Any, places: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("Chọn một nơi")), *((one, one) for one in places)]


class BoundariesForm(Form):
    """A file of boundaries and where it is from."""

    file = forms.FileField(
        label=_("Tệp ranh giới"),
        help_text=_("GeoJSON, hệ toạ độ WGS 84, tối đa 6 MB. Mỗi địa bàn có thuộc tính ma_xa hoặc code: mã xã hiện nay, hay mã huyện cũ."),
    )
    source = forms.CharField(label=_("Nguồn của tệp"), max_length=200, help_text=_("Cơ quan lập, ngày, số văn bản hoặc phiên bản."))


class StaffForm(Form):
    """Who works at a model of army and civil medicine, and what it offers."""

    on = DateField(label=_("Từ ngày"), past=True)
    military = forms.IntegerField(label=_("Số quân y"), min_value=0, max_value=500)
    civil = forms.IntegerField(label=_("Số dân y"), min_value=0, max_value=500)
    services = _long(_("Dịch vụ đang có"), _("Ví dụ: tư vấn, xét nghiệm, hỗ trợ cai tại nhà. Không ghi tên người dân."))
    is_border = forms.ChoiceField(label=_("Xã biên giới"), choices=[("1", _("Đúng, xã biên giới")), ("0", _("Không phải"))], widget=forms.RadioSelect)
    document = _document()


class GuideForm(Form):
    """A guide, or the next version of one."""

    replaces = forms.ChoiceField(label=_("Thay cho"), required=False)
    kind = forms.ChoiceField(label=_("Cho mô hình"), required=False, choices=[("", _("Mọi mô hình")), *SiteKind.choices])
    title = forms.CharField(label=_("Tên tài liệu"), max_length=200)
    audience = forms.CharField(label=_("Dùng cho ai"), max_length=200, help_text=_("Ví dụ: chủ nhiệm câu lạc bộ, cán bộ xã."))
    language = forms.CharField(label=_("Tiếng"), max_length=60, initial=_("Tiếng Việt"))
    document = forms.CharField(label=_("Văn bản phê duyệt (số, ngày)"), max_length=200)
    starts_on = DateField(label=_("Dùng từ ngày"), past=True)
    file = forms.FileField(label=_("Tệp"), help_text=_("PDF, Word, Excel hoặc ảnh, tối đa 10 MB."), allow_empty_file=True)

    def __init__(self, *args: Any, guides: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaces"].choices = [("", _("Tài liệu mới")), *guides]
