"""Words of plans: how a target compares, where its value comes from, how often a report is owed."""

from __future__ import annotations

from django.db.models import TextChoices


class Comparison(TextChoices):
    """How the value reached must stand to the value wanted."""

    AT_LEAST = ">=", "ít nhất"
    MORE_THAN = ">", "trên"
    EXACTLY = "=", "đúng bằng"
    AT_MOST = "<=", "không quá"


class Source(TextChoices):
    COMPUTED = "COMPUTED", "Tính từ sự việc trong hồ sơ"


class Frequency(TextChoices):
    HALF_YEAR = "HALF_YEAR", "06 tháng"
    YEAR = "YEAR", "hằng năm"
