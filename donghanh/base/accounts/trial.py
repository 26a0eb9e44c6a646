"""A trial run (settings.DEMO) signs its cast in without a code from a phone; so it may run on its own database only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error


def check_trial_stays_here(*, app_configs: Sequence[AppConfig] | None = None, **options: Any) -> list[CheckMessage]:
    """Django's system check: DEMO is refused where a database server was named (DATABASE_URL), unless a developer also sets DEBUG."""
    if not settings.DEMO or settings.DEBUG or not settings.DATABASE_URL:
        return []
    return [
        Error(
            "DEMO đang bật trên một máy chủ cơ sở dữ liệu riêng: bản chạy thử không đòi ứng dụng mã khi đăng nhập.",
            hint="Chạy máy chủ thật với config.settings.prod; chạy thử thì bỏ DATABASE_URL để dùng cơ sở dữ liệu kèm theo.",
            id="accounts.E001",
        )
    ]
