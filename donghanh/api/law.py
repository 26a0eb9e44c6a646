"""What the law makes of a person's events, for other programs. Nothing is stored, nothing stored is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, NinjaAPI, Schema
from ninja.decorators import decorate_view
from ninja.errors import HttpError, ValidationError
from ninja.throttling import AnonRateThrottle

from donghanh.cases.procedures import event_data, explaining, told
from donghanh.kernel.errors import BadInput, Refusal
from donghanh.kernel.workdays import ZONE

LARGEST = 64 * 1024
MOST_EVENTS = 60
FAULTS = {
    400: ("Không đọc được yêu cầu.", "Gửi JSON mã UTF-8 đúng mô tả ở openapi.json."),
    413: ("Yêu cầu lớn quá 64 kB.", "Gửi sự việc của một người mỗi lần."),
    429: ("Nhiều yêu cầu quá trong một phút.", "Đợi một phút rồi gửi lại."),
}

WRONG = {
    "missing": "thiếu phần này",
    "extra_forbidden": "không có phần nào tên như vậy",
    "string": "phải là chữ, không dài quá mô tả",
    "int": "phải là số nguyên",
    "bool": "phải là true hoặc false",
    "literal": "không phải một trong các giá trị của mô tả",
    "greater_than": "nhỏ quá",
    "less_than": "lớn quá",
    "too_long": "nhiều quá",
    "list": "phải là một danh sách",
    "dict": "phải là các cặp tên và giá trị trong ngoặc nhọn",
    "model": "phải là các cặp tên và giá trị trong ngoặc nhọn",
    "json": "không phải JSON",
}
"""What the reader of requests calls a fault (its beginning), in words."""

api = NinjaAPI(
    title="Đồng Hành: luật theo ngày",
    version="1",
    description="Hỏi luật bằng sự việc: trạng thái thủ tục, việc phải làm, việc được và chưa được làm, kèm điều luật. Không lưu gì.",
    urls_namespace="api",
    docs_url=None,
    throttle=[AnonRateThrottle()],
)


class PersonIn(Schema):
    """What the rules ask about the person; nothing that names anybody."""

    model_config = {"extra": "forbid", "strict": True}
    born_on: str | None = Field(None, examples=["1990-05-01"])
    birth_year: int | None = Field(None, ge=1900, le=2100)
    sex: Literal["MALE", "FEMALE"] | None = None
    residence: Literal["stable", "none"] = "stable"
    remote_area: bool = False
    guardian: bool = False
    rehabilitations: int = Field(0, ge=0, le=50)


_EVENT_DATA = {kind.value: [one.as_json() for one in keys] for kind, keys in event_data.DATA.items()}
"""Type of event → its keys, for the description; types that are not here say no more than their moment."""


class FactsIn(Schema):
    """The person, the events, and the moment at which the law is asked (absent: now)."""

    model_config = {"extra": "forbid"}
    person: PersonIn = PersonIn()
    events: list[dict[str, Any]] = Field(
        max_length=MOST_EVENTS,
        description="type: a code of luat/su-viec; at: a moment, or a day where only that is known; other keys are data: see x-event-data.",
        json_schema_extra={"x-event-data": _EVENT_DATA},
        examples=[[{"type": "TESTED_POSITIVE", "at": "2026-09-01T09:00", "remote": False}]],
    )
    on: str | None = Field(None, max_length=40, examples=["2026-10-01T08:00"])


class DutyOut(Schema):
    duty: str
    label: str
    who: str
    who_title: str
    who_citation: str
    who_confidence: str
    stands_from: str
    due: str | None
    last_day: str | None
    rule_id: str | None
    why: list[str]
    citation: str
    confidence: str
    status: str


class ActOut(Schema):
    act: str
    label: str


class RefusedOut(ActOut):
    reason: str
    needs: str
    citation: str


class ProcedureOut(Schema):
    procedure: str
    title: str
    state: str
    state_label: str
    is_closed: bool
    opened_at: str
    measure: dict[str, Any] | None
    findings: list[dict[str, Any]]
    duties: list[DutyOut]
    permitted: list[ActOut]
    refused: list[RefusedOut]


class ExplainedOut(Schema):
    on: str
    edition: str
    later_events: int
    procedures: list[ProcedureOut]


class ChoiceOut(Schema):
    code: str
    vi: str


class KeyOut(Schema):
    """One key of an event's data. needed: when it has to be there, in words; empty where never."""

    key: str
    holds: Literal["text", "whole", "day", "moment", "flag", "choice"]
    vi: str
    needed: str
    choices: list[ChoiceOut]


class EventOut(Schema):
    type: str
    vi: str
    en: str
    data: list[KeyOut]
    opens: list[str]
    procedures: list[str]


class FaultOut(Schema):
    """What is wrong, how to mend it, and which part of the request is meant ("" where it is the whole)."""

    message: str
    mend: str
    field: str = ""


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal of the rules is 422 with its sentence."""
    return api.create_response(
        request, {"message": str(refusal.message), "mend": refusal.mend, "field": getattr(refusal, "field", "") or ""}, status=422
    )


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A request that does not fit its description is 422 and names the first place that does not."""
    first = error.errors[0]
    where = ".".join(str(part) for part in first.get("loc", ())[2:])
    why = next((words for kind, words in WRONG.items() if str(first.get("type", "")).startswith(kind)), "không hợp mô tả")
    message = f"Không đọc được “{where or 'yêu cầu'}”: {why}."
    return api.create_response(request, {"message": message, "mend": "Xem mô tả ở openapi.json.", "field": where}, status=422)


@api.exception_handler(HttpError)
def broken(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A request that is no JSON at all, too large, or one too many."""
    message, mend = FAULTS.get(error.status_code, FAULTS[400])
    return api.create_response(request, {"message": message, "mend": mend, "field": ""}, status=error.status_code)


def small(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """No more than a person's events need; asked before anything is understood of them."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if len(request.body) > LARGEST:
            return broken(request, HttpError(413, "too large"))
        return view(request, *args, **kwargs)

    return asked


@api.post(
    "luat/giai-thich",
    response={200: ExplainedOut, 400: FaultOut, 413: FaultOut, 422: FaultOut, 429: FaultOut},
    url_name="explain",
    operation_id="explain",
)
@decorate_view(small)
def explain(request: HttpRequest, facts: FactsIn) -> dict[str, Any]:
    """State, findings, duties, permitted and refused acts of every procedure these events make."""
    person = {key: value for key, value in facts.person.model_dump().items() if value is not None}
    happened = told.events(facts.events)
    return explaining.explain(happened, told.life(person), at=_at(facts.on, request.at))


@api.get("luat/su-viec", response={200: list[EventOut], 429: FaultOut}, url_name="events", operation_id="events")
def events(request: HttpRequest) -> list[dict[str, Any]]:
    """Every kind of event with its Vietnamese and English name, the keys of its data, what it opens and which procedures know it."""
    return told.catalogue()


def _at(text: str | None, now: datetime) -> datetime:
    if text is None:
        return now
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadInput(f"Không đọc được thời điểm “{text}”.", mend="Ghi ví dụ 2026-07-03T22:30.", field="on") from None
    return found if found.tzinfo else found.replace(tzinfo=ZONE)
