"""Words of partners."""

from __future__ import annotations

from django.db.models import TextChoices


class PartnerKind(TextChoices):
    ENTERPRISE = "ENTERPRISE", "Doanh nghiệp, cơ sở sản xuất"
    INDIVIDUAL = "INDIVIDUAL", "Cá nhân, hộ kinh doanh"
    ORGANISATION = "ORGANISATION", "Tổ chức, đoàn thể trong nước"
    RELIGIOUS = "RELIGIOUS", "Tổ chức tôn giáo"
    INTERNATIONAL = "INTERNATIONAL", "Tổ chức quốc tế, nước ngoài"


class PromiseKind(TextChoices):
    JOBS = "JOBS", "Chỗ làm việc"
    TRAINING = "TRAINING", "Suất học nghề"
    FUNDS = "FUNDS", "Kinh phí"
    SUPPORT = "SUPPORT", "Hỗ trợ khác"

    @property
    def is_places(self) -> bool:
        return self in (PromiseKind.JOBS, PromiseKind.TRAINING)


class ChangeKind(TextChoices):
    EXTENDED = "EXTENDED", "Gia hạn"
    ENDED = "ENDED", "Chấm dứt trước hạn"


class ActivityKind(TextChoices):
    ACTIVITY = "ACTIVITY", "Hoạt động"
    RESULT = "RESULT", "Kết quả"
    REPORT = "REPORT", "Báo cáo"


class Standing(TextChoices):
    """Computed from the days of an agreement."""

    UPCOMING = "UPCOMING", "Chưa bắt đầu"
    RUNNING = "RUNNING", "Đang thực hiện"
    ENDING = "ENDING", "Sắp hết hạn"
    EXPIRED = "EXPIRED", "Đã hết hạn"
    ENDED = "ENDED", "Đã chấm dứt"

    @property
    def is_running(self) -> bool:
        return self in (Standing.RUNNING, Standing.ENDING)


class FacilityKind(TextChoices):
    """What an investor wants to open (TH38, IV.3.2.a: counselling and voluntary treatment)."""

    COUNSELLING = "COUNSELLING", "Cơ sở tư vấn, hỗ trợ"
    VOLUNTARY = "VOLUNTARY", "Cơ sở cai nghiện, điều trị tự nguyện"


class InvestorStep(TextChoices):
    """What happens to an application after it came in."""

    CHECKED = "CHECKED", "Đã kiểm tra điều kiện"
    LICENSED = "LICENSED", "Đã cấp phép"
    PUBLISHED = "PUBLISHED", "Đã công bố"
    REFUSED = "REFUSED", "Không chấp thuận"
    WITHDRAWN = "WITHDRAWN", "Rút hồ sơ"
    REVOKED = "REVOKED", "Thu hồi, thôi công bố"
