"""What templates may call: icons, static addresses, hidden form keys, and Vietnamese dates, times and numbers."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.templatetags.static import static as static_address
from lucide.jinja import lucide
from markupsafe import Markup

from donghanh.kernel.workdays import ZONE, limit_vi
from donghanh.web.ui import build

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

# Strict CSP: no eval, no style element. Pages are no-store, so none is kept in the browser's storage.
# 422 (a form with errors), 403, 404 and 409 carry a page or a fragment that must be shown.
HTMX_CONFIG = json.dumps(
    {
        "allowEval": False,
        "selfRequestsOnly": True,
        "historyCacheSize": 0,
        "refreshOnHistoryMiss": True,
        "includeIndicatorStyles": False,
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "[23]..", "swap": True},
            {"code": "(403|404|409|422)", "swap": True},
            {"code": "...", "swap": False, "error": True},
        ],
    }
)

_CSRF, _ONCE = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="'), Markup('<input type="hidden" name="_once" value="')
_CLOSED = Markup('">')
# Begins with the blank itself, which is found at once: every value of every page is looked through.
_TOGETHER = re.compile(r" (?:(?:(?<=Điều )|(?<=[Kk]hoản )|(?<=điểm )|(?<=mẫu ))(?=\d)|(?<=\d )(?=%))")


def keep_together(value: object) -> object:
    """Puts a fixed space into "Điều 42", "khoản 1", "mẫu 28", "78,4 %". Values of inputs go through |e and stay as typed."""
    return _TOGETHER.sub("\u00a0", value) if type(value) is str and " " in value else value


@lru_cache(maxsize=512)
def icon(name: str, cls: str = "", size: int = 20) -> str:
    """A drawing beside a word; hidden from screen readers, since the word says it."""
    return lucide(name, size=size, **{"class": f"ico {cls}".strip(), "aria-hidden": "true", "focusable": "false", "stroke-width": "1.75"})


def static(name: str) -> str:
    """Address of a built file; carries the build's mark, so that a new build is fetched at once. Fonts are named by the CSS without it."""
    return _static(name, "" if name.endswith(".woff2") else f"?v={build.mark()}")


@lru_cache(maxsize=64)
def _static(name: str, mark: str) -> str:
    return static_address(f"build/{name}") + mark


def hidden_keys(request: HttpRequest) -> Markup:
    """The two hidden inputs of each POST form: the CSRF token, and the key that lets the server know a form sent twice."""
    token = getattr(request, "page_token", None)
    if token is None:  # one masked token does for all forms of a page
        token = request.page_token = get_token(request)
    once = getattr(request, "once_key", None)
    parts = (_CSRF, token, _CLOSED, *((_ONCE, str(once), _CLOSED) if once else ()))
    return Markup("").join(parts)


def _local(value: date | datetime) -> date | datetime:
    return value.astimezone(ZONE) if isinstance(value, datetime) and value.tzinfo is not None else value


def ngay(value: date | datetime | None) -> str:
    """05/03/2026 in Viet Nam; nothing for None."""
    if value is None:
        return ""
    day = _local(value)
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def ngay_dai(value: date | datetime | None) -> str:
    """thứ Hai, 5/3/2026."""
    if value is None:
        return ""
    day = _local(value)
    return f"{WEEKDAYS[day.weekday()]}, {day.day}/{day.month}/{day.year}"


def gio(value: datetime | None) -> str:
    """14:05 in Viet Nam, 24 hours."""
    if value is None:
        return ""
    moment = _local(value)
    return f"{moment.hour:02d}:{moment.minute:02d}"


def han(value: datetime | None) -> str:
    """A limit in plain words: hết ngày 14/11/2026, or 09:30 ngày 14/11/2026; nothing for None."""
    return limit_vi(value) if value else ""


def so(value: int | float | Decimal | None, decimals: int | None = None) -> str:
    """1.234,5: dots for thousands, a comma for decimals. decimals: how many digits to show; None shows those that are there."""
    if value is None:
        return ""
    text = f"{value:,.{decimals}f}" if decimals is not None else f"{value:,}"
    return text.translate(str.maketrans(",.", ".,"))
