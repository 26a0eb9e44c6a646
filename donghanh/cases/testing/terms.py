"""Words of tests."""

from __future__ import annotations

from django.db.models import TextChoices


class Ground(TextChoices):
    """Who may be tested (Law 73/2021 article 22 clause 1)."""

    CAUGHT = "CAUGHT", "Bị phát hiện đang sử dụng trái phép chất ma tuý"
    SUSPECTED = "SUSPECTED", "Có căn cứ cho rằng đã sử dụng"
    MANAGED = "MANAGED", "Đang trong thời hạn quản lý người sử dụng"
    UNDER_MEASURE = "UNDER_MEASURE", "Đang cai nghiện, điều trị thay thế, quản lý sau cai hoặc giáo dục tại xã"


class Step(TextChoices):
    """Where a test stands."""

    ASKED = "ASKED", "Chờ lấy mẫu"
    TAKEN = "TAKEN", "Chờ kết quả"
    ANSWERED = "ANSWERED", "Có kết quả, chờ nhận"
    RECEIVED = "RECEIVED", "Đã nhận kết quả"
    WITHDRAWN = "WITHDRAWN", "Đã rút yêu cầu"
