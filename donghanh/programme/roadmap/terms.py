"""Words of roadmaps: what is opened at a place, what happens to it, which rule of a plan names its places."""

from __future__ import annotations

from django.db.models import TextChoices


class SiteKind(TextChoices):
    """What stands at a place. The plans of Thanh Hóa (I.2.2.a, V.2.1.7) name all kinds of club, group and army medicine."""

    TREATMENT = "TREATMENT", "Cơ sở điều trị thay thế"
    DISPENSING = "DISPENSING", "Điểm cấp phát thuốc"
    POINT = "POINT", "Điểm tư vấn, hỗ trợ điều trị"
    VOLUNTARY = "VOLUNTARY", "Cơ sở điều trị, cai nghiện tự nguyện"
    CENTRE = "CENTRE", "Trung tâm, cơ sở cai nghiện công lập"
    AFTERCARE_CLUB = "AFTERCARE_CLUB", "Câu lạc bộ người sau cai"
    SUPPORT_CLUB = "SUPPORT_CLUB", "Câu lạc bộ hỗ trợ xã hội"
    PEER_GROUP = "PEER_GROUP", "Nhóm tự lực, nhóm đồng đẳng"
    ARMY_AND_CIVIL = "ARMY_AND_CIVIL", "Quân dân y kết hợp"
    PREVENTION = "PREVENTION", "Mô hình phòng ngừa nghiện"
    VOLUNTEER_TEAM = "VOLUNTEER_TEAM", "Đội công tác xã hội tình nguyện"
    OTHER_MODEL = "OTHER_MODEL", "Mô hình khác"


NETWORK = frozenset({SiteKind.TREATMENT, SiteKind.DISPENSING, SiteKind.CENTRE, SiteKind.VOLUNTEER_TEAM})
"""Public facilities, and the teams of communes: everything else counts as a model."""


class Happening(TextChoices):
    """What happens to a site after its founding decision. Nothing is ever changed: a wrong line is taken back by another."""

    OPENED = "OPENED", "Mở cửa hoạt động"
    MOVED = "MOVED", "Chuyển địa điểm"
    UPGRADED = "UPGRADED", "Nâng lên cơ sở điều trị"
    EVALUATED = "EVALUATED", "Đánh giá"
    CLOSED = "CLOSED", "Thôi hoạt động"
    PILOTED = "PILOTED", "Đưa vào thí điểm"
    GUIDED = "GUIDED", "Hướng dẫn, đôn đốc"
    CHECKED = "CHECKED", "Kiểm tra, giám sát"
    REVIEWED = "REVIEWED", "Sơ kết, tổng kết"
    REPORTED = "REPORTED", "Báo cáo hoạt động"
    TAKEN_BACK = "TAKEN_BACK", "Rút lại điều đã ghi nhầm"


ROUND = (Happening.GUIDED, Happening.CHECKED, Happening.REVIEWED, Happening.REPORTED)
"""What is owed to a club in step, quarter by quarter (Đồng Nai 257, clause 15)."""
CLUBS = (SiteKind.AFTERCARE_CLUB, SiteKind.SUPPORT_CLUB)


class Advice(TextChoices):
    """What an evaluation advises."""

    CONTINUE = "CONTINUE", "Tiếp tục"
    ADJUST = "ADJUST", "Điều chỉnh"
    REPLICATE = "REPLICATE", "Nhân rộng"
    END = "END", "Kết thúc"


class Next(TextChoices):
    """What a pilot waits for."""

    OPEN = "OPEN", "Mở cửa"
    GUIDE = "GUIDE", "Đi hướng dẫn lần đầu"
    JUDGE = "JUDGE", "Đánh giá mô hình"
    KEEP = "KEEP", "Duy trì, đánh giá định kỳ"
    ADJUST = "ADJUST", "Điều chỉnh, đánh giá lại"
    REPLICATE = "REPLICATE", "Lập nơi mới theo đề nghị"
    END = "END", "Ghi thôi hoạt động"
    NOTHING = "NOTHING", "Đã kết thúc"


class State(TextChoices):
    """Where a site stands on a day; FOUNDED: decided, not yet open."""

    NOT_YET = "NOT_YET", "Chưa thành lập"
    FOUNDED = "FOUNDED", "Đã có quyết định, chưa mở"
    RUNNING = "RUNNING", "Đang hoạt động"
    CLOSED = "CLOSED", "Đã thôi hoạt động"
    TAKEN_BACK = "TAKEN_BACK", "Ghi nhầm, đã rút"


class RuleKind(TextChoices):
    """Rules by which plans name places without listing them."""

    EACH_DISTRICT = "EACH_DISTRICT", "mỗi huyện, thành phố"
    EACH_COMMUNE = "EACH_COMMUNE", "mỗi xã"
    WITH_AFTERCARE = "WITH_AFTERCARE", "mỗi xã có người sau cai"
    ALL_FOUNDED = "ALL_FOUNDED", "mọi nơi đã lập"
    OVER = "OVER", "mỗi xã có trên một số người nghiện"
    MOST_AFTERCARE = "MOST_AFTERCARE", "những xã có nhiều người sau cai nhất"


class Sum(TextChoices):
    """How the numbers of the places stand to the total that the plan states."""

    EQUAL = "EQUAL", "Cộng các nơi khớp tổng"
    DIFFERS = "DIFFERS", "Cộng các nơi không khớp tổng"
    NOT_SPLIT = "NOT_SPLIT", "Không in số từng nơi"
    NO_TOTAL = "NO_TOTAL", "Không in tổng"
