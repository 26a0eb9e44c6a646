"""Made-up people never come among real ones."""

from __future__ import annotations

from django.conf import settings
from django.db import connection

from donghanh.kernel.errors import Cannot

MARK = "seed."
"""How the log's verbs of seeding begin."""


def check(*, size: str) -> None:
    """Raises Cannot outside of a trial installation, on a database with people nobody made up, and for a second time the same size."""
    if not settings.DEMO:
        raise Cannot("Đây không phải bản chạy thử nên không thêm người giả định.", mend="Chạy trên một cơ sở dữ liệu thử riêng.")
    with connection.cursor() as cursor:
        cursor.execute("select exists (select from people_person), (select array_agg(verb) from audit_event where verb like %s)", [f"{MARK}%"])
        has_people, done = cursor.fetchone()
    if f"{MARK}{size}" in (done or ()):
        raise Cannot(f"Cơ sở dữ liệu này đã có dữ liệu giả định cỡ “{size}”.", mend="Dùng luôn, hoặc xoá thư mục var/pg rồi chạy lại để làm mới.")
    if has_people and not done:
        raise Cannot("Cơ sở dữ liệu đã có người không do lệnh này tạo.", mend="Chạy trên một cơ sở dữ liệu thử còn trống.")
