"""How the answers of a fact read on the timeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from donghanh import legal
from donghanh.cases.procedures import issuing
from donghanh.cases.terms import CourtOutcome, HelperRole, Sample, Service, StopGround, Substance
from donghanh.web.cases import choices
from donghanh.web.ui.helpers import ngay


def _words(source: type) -> Callable[[Any], str]:
    return lambda value: ", ".join(source(one).label for one in (value if isinstance(value, list) else [value]) if one in source.values)


def _of(*tables: Mapping[str, Any]) -> Callable[[Any], str]:
    return lambda value: next((str(table[value]) for table in tables if value in table), "")


def _day(said: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        try:
            return said % {"day": ngay(date.fromisoformat(str(value)[:10]))}
        except ValueError:
            return ""

    return read


def _flag(said: str) -> Callable[[Any], str]:
    return lambda value: said if value is True else ""


def _ground(value: Any) -> str:
    return _words(StopGround)(value) or _of(choices.COMPULSORY_GROUND, choices.MONITORED)(value)


def _issuer(value: Any) -> str:
    title = next((row.office_vi for row in legal.holders(everywhere=True) if issuing.code(row) == value), "")
    return _("%(office)s ký") % {"office": title} if title else ""


SAYINGS: tuple[tuple[str, Callable[[Any], str]], ...] = (
    ("sample", _words(Sample)),
    ("substances", _words(Substance)),
    ("tested_by", str),
    ("stable", lambda value: _("nơi cư trú ổn định") if value else _("không có nơi cư trú ổn định")),
    ("form", _of(choices.FORM)),
    ("number", lambda value: _("số %(number)s") % {"number": value}),
    ("issuer", _issuer),
    ("signer", lambda value: _("người ký %(name)s") % {"name": value}),
    ("months", lambda value: _("%(n)s tháng") % {"n": value}),
    ("content", lambda value: _("nội dung: %(said)s") % {"said": value}),
    ("by", lambda value: _("do %(name)s nộp thay") % {"name": value}),
    ("despite", lambda value: _("vẫn ghi đăng ký vì: %(why)s") % {"why": value}),
    ("outcome", _words(CourtOutcome)),
    ("question", lambda value: _("Toà án hỏi: %(question)s") % {"question": value}),
    ("contest_days", lambda value: _("được khiếu nại, kháng nghị trong %(n)s ngày") % {"n": value}),
    ("contest_reason", lambda value: _("căn cứ của số ngày đó: %(why)s") % {"why": value}),
    ("recipient", lambda value: _("gửi %(recipient)s") % {"recipient": value}),
    ("facility", str),
    ("why", lambda value: _("lý do: %(why)s") % {"why": value}),
    ("helper", str),
    ("helper_role", _words(HelperRole)),
    ("guardian", lambda value: _("người nhà nhận quản lý: %(name)s") % {"name": value}),
    ("check_days", lambda value: _("đơn vị đặt: mỗi %(n)s ngày kiểm tra một lần") % {"n": value}),
    ("postponed_for", str),
    ("review_on", _day("xem lại ngày %(day)s")),
    ("services", _words(Service)),
    ("custodian", str),
    ("ground", _ground),
    ("paper", lambda value: _("theo văn bản %(number)s") % {"number": value}),
    ("paper_on", _day("văn bản ngày %(day)s")),
    ("act_on", _day("hành vi cuối ngày %(day)s")),
    ("exclusion", _of(choices.EXCLUSION)),
    ("child_born_on", _day("đang nuôi con sinh ngày %(day)s")),
    ("in_substitution", _flag("đang điều trị thay thế")),
    ("phase", _of(choices.PHASE)),
    ("result_on", _day("phiếu kết quả ngày %(day)s")),
    ("notified_at", _day("được báo kết quả ngày %(day)s")),
    ("started_on", _day("vào cơ sở ngày %(day)s")),
    ("left_on", _day("rời cơ sở ngày %(day)s")),
    ("left_at", _day("bỏ từ ngày %(day)s")),
    ("level", _of(choices.LEVEL)),
    ("breach", _of(choices.BREACH)),
    ("reason", _of(choices.TREATMENT_END, choices.OFF)),
    ("place", _of(choices.WHERE_HELD, choices.EXAMINED)),
    ("complex", _flag("vụ việc phức tạp")),
    ("absent", _flag("vắng mặt người bị đề nghị")),
    ("to", _of(choices.SENT_TO)),
    ("merit", _flag("lập công")),
    ("completed", _of(choices.COMPLETED)),
    ("completed_on", _day("hoàn thành ngày %(day)s")),
    ("reported", _flag("có báo trước")),
    ("at_home", _flag("quản lý tại gia đình")),
    ("until", _day("đến hết ngày %(day)s")),
    ("letter", _of(choices.LETTER)),
    ("days", lambda value: _("%(n)s ngày") % {"n": value}),
    ("courses", lambda value: _("%(n)s đợt liên tiếp") % {"n": value}),
    ("remote", _flag("địa bàn xa xôi, đi lại khó khăn")),
    ("summary", str),
)
"""How each answer reads, in the order in which they are said."""


def say(data: Mapping[str, Any], place: str = "") -> str:
    """What is known of a fact beyond its kind and time, as one line; empty where nothing is."""
    said = [saying(data[key]) for key, saying in SAYINGS if data.get(key) not in (None, "", [])]
    parts = [place, *(one for one in said if one)] if place else [one for one in said if one]
    line = "; ".join(parts)
    return f"{line[:1].upper()}{line[1:]}"
