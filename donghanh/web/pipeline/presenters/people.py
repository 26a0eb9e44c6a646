"""Where people are, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from donghanh.cases.pipeline.queries import Absent, DayPage, Meanwhile, PendingRow, Postponed, Went, Whereabouts
from donghanh.cases.pipeline.staying import ABSENT, Stay, Where
from donghanh.cases.terms import FactKind
from donghanh.kernel.workdays import end_of
from donghanh.web.cases import words
from donghanh.web.ui.helpers import ngay, so

PLACES: dict[Where, tuple[Any, str]] = {
    Where.HOME: (lazy("Tại nơi cư trú"), "ok"),
    Where.FACILITY: (lazy("Ở cơ sở"), "info"),
    Where.OUTSIDE: (lazy("Tạm ra khỏi cơ sở"), "info"),
    Where.CUSTODY: (lazy("Bị tạm giữ, tạm giam, trích xuất"), "info"),
    Where.PRISON: (lazy("Thi hành án phạt tù"), "info"),
    Where.AWAY: (lazy("Vắng mặt, không rõ nơi ở"), "warn"),
    Where.ESCAPED: (lazy("Bỏ trốn"), "warn"),
    Where.GONE: (lazy("Đã rời nơi cư trú, chưa ghi đến nơi mới"), "warn"),
    Where.DEAD: (lazy("Đã chết hoặc bị tuyên bố mất tích"), "neut"),
}
GROUPS = {"vang-mat": tuple(ABSENT)}
MEANWHILE = {
    "home": lazy("Gia đình quản lý"),
    "facility": lazy("Ở cơ sở"),
    "absent": lazy("Bỏ trốn"),
    "": lazy("Chưa ghi quyết định giao quản lý"),
}


def asked(data: Mapping[str, str]) -> bool:
    """A day was typed or stands in the address."""
    return any(data.get(name) for name in ("ngay", "ngay-d", "ngay-m", "ngay-y"))


def among(code: str) -> tuple[Where, ...]:
    """What an address asks for: one word, all who are absent, or everybody."""
    return GROUPS.get(code) or tuple(one for one in Where if one.value == code)


def day_page(request: HttpRequest, found: DayPage, went: Sequence[Went], on: date) -> dict[str, Any]:
    """Counts that open their lists, the people of this page, and files that other communes signed for."""
    address, code = f"{reverse('pipeline:whereabouts')}?{urlencode({'ngay': on.isoformat()})}", request.GET.get("o", "")
    absent = sum(found.counts.get(one, 0) for one in ABSENT)
    named = [(str(PLACES[one][0]), one.value, found.counts[one]) for one in Where if found.counts.get(one)]
    tabs = [{"name": name, "href": f"{address}&o={key}" if key else address, "n": n} for name, key, n in _tabs(found, absent, named)]
    current = next((name for name, key, _n in _tabs(found, absent, named) if key == code), "")
    rows = [_whereabouts(request, row) for row in found.rows]
    next_page = f"{address}&o={code}&sau={found.rows[-1].person_id}" if found.there_is_more else ""
    return {"tabs": tabs, "current": current, "rows": rows, "on": on, "next": next_page, "went": [_went(one, on) for one in went]}


def _tabs(found: DayPage, absent: int, named: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    return [(_("Mọi người"), "", sum(found.counts.values())), (_("Danh sách vắng mặt"), "vang-mat", absent), *named]


def _whereabouts(request: HttpRequest, row: Whereabouts) -> dict[str, Any]:
    word, mark = PLACES[row.stay.where]
    return {
        "who": _who(request, row),
        "href": reverse("people:person", args=[row.person_id]),
        "word": str(word),
        "mark": mark,
        "stay": _stay(row.stay),
        "registered": row.registered or _("chưa ghi"),
        "current": row.current or _("chưa ghi"),
        "lay_at": row.lay_at,
    }


def _stay(stay: Stay) -> str:
    since = _("từ %(day)s") % {"day": ngay(stay.since)} if stay.since else _("theo nơi đã khai; chưa ghi việc rời đi")
    return f"{stay.place}, {since}" if stay.place else since


def _went(one: Went, on: date) -> dict[str, Any]:
    still = one.received_at >= end_of(on)
    return {"summary": one.summary, "to": one.to_name, "sent": one.sent_at, "received": one.received_at, "still_here": still}


def pending(look: words.Look, request: HttpRequest, rows: Sequence[PendingRow], size: int) -> dict[str, Any]:
    """People for whom a compulsory file is being made, and the next page's key."""
    return {"rows": [_pending(look, request, row) for row in rows[:size]], "after": rows[size - 1].number if len(rows) > size else ""}


def _pending(look: words.Look, request: HttpRequest, row: PendingRow) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "href": reverse("cases:case", args=[row.case_id]),
        "number": row.number,
        "who": _who(request, row),
        "stage": row.stage.label,
        "days": _("%(n)s ngày") % {"n": so(row.days)},
        "where": _where(row.meanwhile),
        "guardian": row.meanwhile.guardian,
        "supervisor": row.meanwhile.supervisor,
        "checked": row.last_check,
        "task": "",
    }
    if row.duty:
        on = words.day_of(row.duty.counted_from or row.since or look.at)
        shown |= {
            "task": words.task(row.duty.kind, on),
            "owner": words.who_next(look, row.duty.function, row.duty.rule_id),
            "due": words.clock(look, row.duty.function, row.duty.due_at, row.duty.rule_id, words.why_href(row.case_id, row.duty.kind)),
        }
    return shown


def _where(now: Meanwhile) -> str:
    said = str(MEANWHILE.get(now.place, MEANWHILE[""]))
    named = f"{said}: {now.name}" if now.name else said
    return _("%(where)s, từ %(day)s") % {"where": named, "day": ngay(now.since)} if now.since else named


def absent(request: HttpRequest, away: Sequence[Absent], waiting: Sequence[Postponed]) -> dict[str, Any]:
    """Who is absent with days and state; whose execution waits with the day of review."""
    return {"away": [_absent(request, one) for one in away], "waiting": [_postponed(request, one) for one in waiting]}


def _absent(request: HttpRequest, one: Absent) -> dict[str, Any]:
    searched = _("đã quyết định truy tìm %(day)s") % {"day": ngay(one.search_since)} if one.search_since else _("chưa ghi quyết định truy tìm")
    back = FactKind.ABSENCE_ENDED if one.kind == FactKind.ABSENCE_BEGAN else FactKind.BROUGHT_BACK
    return {
        "who": _who(request, one),
        "href": reverse("cases:case", args=[one.case_id]),
        "number": one.number,
        "kind": one.kind.label,
        "since": one.since,
        "days": _("%(n)s ngày") % {"n": so(one.days)},
        "state": searched if one.kind == FactKind.ESCAPED else "",
        "place": one.place,
        "closes": str(back.label),
        "record": reverse("cases:record", args=[one.case_id, words.slug(back)]) if "case.record" in request.actor.may else "",
    }


def _postponed(request: HttpRequest, one: Postponed) -> dict[str, Any]:
    about = {"who": _who(request, one), "href": reverse("cases:case", args=[one.case_id]), "number": one.number}
    return about | {"since": one.since, "ground": one.ground or _("chưa ghi căn cứ"), "review_on": one.review_on, "is_reached": one.is_reached}


def _who(request: HttpRequest, row: Any) -> str:
    hidden = words.names_hidden(request)
    return words.person_line(request.actor, row.person_name, row.birth_year, is_sealed=row.is_sealed, hidden=hidden)
