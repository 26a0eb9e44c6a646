"""Words of money: what it is for, where it comes from, where an estimate or a project stands."""

from __future__ import annotations

from django.db.models import TextChoices


class Purpose(TextChoices):
    """The four purposes of Plan 137/KH-UBND, VI.15.g."""

    PREVENTION = "PREVENTION", "Phòng ngừa nghiện"
    USER_MANAGEMENT = "USER_MANAGEMENT", "Quản lý người sử dụng"
    REHABILITATION = "REHABILITATION", "Cai nghiện"
    AFTERCARE = "AFTERCARE", "Sau cai nghiện"


class FundKind(TextChoices):
    """Sources by level (Plan 137/KH-UBND, V.1; plan of Thanh Hóa, V.2.5). Districts ended on 30 June 2025."""

    CENTRAL = "CENTRAL", "Trung ương hỗ trợ có mục tiêu"
    NATIONAL = "NATIONAL", "Chương trình mục tiêu quốc gia"
    PROVINCE = "PROVINCE", "Ngân sách cấp tỉnh"
    DISTRICT = "DISTRICT", "Ngân sách cấp huyện (đến 30/6/2025)"
    COMMUNE = "COMMUNE", "Ngân sách cấp xã"
    PROJECT = "PROJECT", "Chương trình, dự án khác"
    OTHER = "OTHER", "Nguồn hợp pháp khác"


class Programme(TextChoices):
    """Socio-economic programmes with which an activity shares its money (plan of Quảng Ngãi, II.3.e)."""

    POVERTY = "POVERTY", "Giảm nghèo"
    NEW_RURAL = "NEW_RURAL", "Nông thôn mới"
    TRAINING = "TRAINING", "Đào tạo nghề"
    JOBS = "JOBS", "Việc làm"
    CRIME = "CRIME", "Phòng, chống tội phạm"
    HIV = "HIV", "Phòng, chống HIV/AIDS"


class EstimateState(TextChoices):
    """Where one version of an estimate stands. A returned version stays as it was; the unit goes on with the next."""

    DRAFT = "DRAFT", "Đang lập"
    SUBMITTED = "SUBMITTED", "Đã gửi"
    REVIEWED = "REVIEWED", "Đã tổng hợp"
    APPRAISED = "APPRAISED", "Đã thẩm định"
    DECIDED = "DECIDED", "Đã quyết định"
    RETURNED = "RETURNED", "Bị trả lại"


ACCEPTED = (EstimateState.REVIEWED, EstimateState.APPRAISED, EstimateState.DECIDED)
"""Versions that passed the first receiving step: those of which the consolidated total is made."""


class Step(TextChoices):
    """Steps of a route, in the order of the route (routes.py)."""

    REVIEW = "REVIEW", "Cơ quan đầu mối rà soát, tổng hợp"
    APPRAISE = "APPRAISE", "Sở Tài chính thẩm định"
    DECIDE = "DECIDE", "Cấp có thẩm quyền quyết định"


class AskState(TextChoices):
    """Where a request for more money stands."""

    ASKED = "ASKED", "Chờ trả lời"
    APPROVED = "APPROVED", "Đã bổ sung"
    REFUSED = "REFUSED", "Không bổ sung"


class NormPart(TextChoices):
    """Parts of an economic and technical norm (Plan 137/KH-UBND, IV.1.g.2.b)."""

    LABOUR = "LABOUR", "Nhân công"
    MATERIAL = "MATERIAL", "Vật tư"
    DRUG = "DRUG", "Thuốc"
    OTHER = "OTHER", "Khác"


class Confidence(TextChoices):
    """How sure an entered figure is; the letters of the law table."""

    V = "V", "đã đọc văn bản"
    S = "S", "theo nguồn thứ cấp"
    M = "M", "chưa được xác nhận"


class PriorityGroup(TextChoices):
    """Groups that the plan of Thanh Hóa names for support (IV.3.1.b); shown to who pays support alone."""

    MERIT = "MERIT", "Người có công với cách mạng"
    POOR = "POOR", "Hộ nghèo"
    NEAR_POOR = "NEAR_POOR", "Hộ cận nghèo"
    MINORITY = "MINORITY", "Dân tộc thiểu số ở vùng sâu, vùng xa"


class Per(TextChoices):
    """What a level of support is paid for."""

    DAY = "DAY", "mỗi ngày"
    ONCE = "ONCE", "một lần"


class GiverKind(TextChoices):
    """Who gives (Plan 137/KH-UBND, V.2)."""

    ENTERPRISE = "ENTERPRISE", "Doanh nghiệp"
    ORGANISATION = "ORGANISATION", "Tổ chức trong nước"
    PERSON = "PERSON", "Cá nhân, gia đình"
    ABROAD = "ABROAD", "Tổ chức, cá nhân nước ngoài"


class GiftForm(TextChoices):
    CASH = "CASH", "Tiền"
    KIND = "KIND", "Hiện vật, công sức"


class ProjectState(TextChoices):
    """Approval steps of a public investment project (Plan 137/KH-UBND, VI.6)."""

    PROPOSED = "PROPOSED", "Đã đề xuất"
    POLICY_APPROVED = "POLICY_APPROVED", "Đã duyệt chủ trương"
    FUNDED = "FUNDED", "Đã bố trí vốn"
    COMPLETED = "COMPLETED", "Đã hoàn thành"


PROJECT_STEPS = tuple(ProjectState)
"""In this order, none left out."""
