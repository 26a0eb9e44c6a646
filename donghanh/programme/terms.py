"""Words of plans: how a target compares, how an indicator counts, where its value comes from, how often a report is owed."""

from __future__ import annotations

from django.db.models import TextChoices


class Comparison(TextChoices):
    """How the value reached must stand to the value wanted, or to that of the same period of the year before."""

    AT_LEAST = ">=", "ít nhất"
    MORE_THAN = ">", "trên"
    EXACTLY = "=", "đúng bằng"
    AT_MOST = "<=", "không quá"
    LESS_THAN = "<", "dưới"
    NOT_RISING = "NOT_RISING", "không tăng so với cùng kỳ"
    FALLING = "FALLING", "giảm so với cùng kỳ"
    RISING = "RISING", "tăng so với cùng kỳ"

    @property
    def is_direction(self) -> bool:
        """True where no value is wanted, only a way to go."""
        return self in (Comparison.NOT_RISING, Comparison.FALLING, Comparison.RISING)


class Counting(TextChoices):
    """What an indicator gives: a share of a population, a number of things, a number beside that of a year before; plan: not a measure."""

    SHARE = "share", "tỷ lệ"
    COUNT = "count", "số lượng"
    CHANGE = "change", "so với cùng kỳ năm trước"
    PLAN = "plan", "không phải số đo"

    @property
    def is_rate(self) -> bool:
        """True where a part stands beside a whole: of a population, or of the number that the plan sets."""
        return self in (Counting.SHARE, Counting.COUNT)


class PeriodLogic(TextChoices):
    """When something must have happened to count."""

    IN_PERIOD = "in_period", "xảy ra trong kỳ"
    AT_END = "at_end", "có đến cuối kỳ"
    WITH_LAST_YEAR = "with_last_year", "trong kỳ, so với cùng kỳ năm trước"


class Source(TextChoices):
    """Where the value comes from, said honestly."""

    COMPUTED = "computed", "Tính từ sự việc trong hồ sơ"
    PARTIAL = "partial", "Tính được một phần từ sự việc trong hồ sơ"
    MISSING = "missing", "Chưa có sự việc để tính"
    PLAN = "plan", "Ghi trong kế hoạch, không phải số đo"

    @property
    def is_counted(self) -> bool:
        """True where there are facts to count."""
        return self in (Source.COMPUTED, Source.PARTIAL)


class Reduction(TextChoices):
    """The three ways in which drugs are worked against; which indicator tells of which is our reading."""

    SUPPLY = "supply", "Giảm cung"
    DEMAND = "demand", "Giảm cầu"
    HARM = "harm", "Giảm tác hại"


class Frequency(TextChoices):
    MONTH = "MONTH", "hằng tháng"
    QUARTER = "QUARTER", "hằng quý"
    HALF_YEAR = "HALF_YEAR", "06 tháng"
    YEAR = "YEAR", "hằng năm"


class StandsAs(TextChoices):
    """What a row of a plan is here. A row with a target has that target whatever it stands as."""

    PLAN = "plan", "chính kế hoạch"
    TARGET = "target", "chỉ tiêu"
    ROADMAP = "roadmap", "mốc lộ trình"
    MODEL = "model", "mô hình"
    REPORT = "report", "báo cáo định kỳ"
    DUTY = "duty", "việc phải làm"
    PROVISION = "provision", "quy định, không giao việc"


class Work(TextChoices):
    """The kind of work of a row."""

    COORDINATION = "coordination", "điều phối"
    TARGET = "target", "chỉ tiêu"
    PROCEDURE = "procedure", "thủ tục"
    TRAINING = "training", "đào tạo, tập huấn"
    CAMPAIGN = "campaign", "truyền thông"
    INSPECTION = "inspection", "kiểm tra, đánh giá"
    MODEL = "model", "mô hình"
    REGISTRY = "registry", "rà soát, lập danh sách"
    BUDGET = "budget", "kinh phí"
    SERVICE = "service", "dịch vụ"
    FACILITY = "facility", "cơ sở"
    ROADMAP = "roadmap", "lộ trình"
    LIVELIHOOD = "livelihood", "nghề, việc làm"
    RESEARCH = "research", "nghiên cứu, chính sách"
    HOTLINE_IT = "hotline_it", "công nghệ, đường dây nóng"
    REPORT = "report", "báo cáo"
    PREVENTION = "prevention", "phòng ngừa"
    INTERNATIONAL = "international", "hợp tác quốc tế"
    REWARD = "reward", "khen thưởng"


class Rhythm(TextChoices):
    """How often a row is to be done: our reading, but where the clause prints it."""

    CONTINUOUS = "continuous", "thường xuyên"
    MONTH = "month", "hằng tháng"
    QUARTER = "quarter", "hằng quý"
    HALF_YEAR = "half_year", "06 tháng"
    YEAR = "year", "hằng năm"
    TWO_YEARS = "two_years", "hai năm một lần"
    SCHOOL_YEAR = "school_year", "theo năm học"
    PERIODIC = "periodic", "định kỳ"
    EVENT = "event", "khi có việc"
    SURVEY = "survey", "theo đợt khảo sát"
    ONCE = "once", "một lần"


class DiscrepancyKind(TextChoices):
    """What is not right about the print."""

    CONTRADICTION = "contradiction", "mâu thuẫn"
    MISPRINT = "misprint", "in sai"
    GAP = "gap", "chưa đặt"


class Origin(TextChoices):
    """How a version of a plan came in."""

    FILES = "FILES", "tệp của bản cài đặt"
    IMPORT = "IMPORT", "tệp của tỉnh"


def printed_code(code: str) -> str:
    """A clause's code as the plan prints it: "VI.3.dd.1" is "VI.3.đ.1"."""
    return ".".join("đ" if part == "dd" else part for part in code.split("."))


OTHER = "other"
"""The reading that stands in none of the print: the province's own words."""
