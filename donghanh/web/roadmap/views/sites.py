"""The register of what stands at places: the list, a founding, one site with its story."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from donghanh.kernel import access
from donghanh.kernel.errors import BadInput
from donghanh.programme.money import queries as money
from donghanh.programme.roadmap import actions, queries
from donghanh.programme.roadmap.actions import Founding, Verdict
from donghanh.programme.roadmap.queries import SiteRow
from donghanh.programme.roadmap.terms import NETWORK, Happening, SiteKind, State
from donghanh.web.money.presenters import dong
from donghanh.web.roadmap import presenters
from donghanh.web.roadmap.forms import EvaluateForm, FoundForm, PilotForm, RecordForm, RegisterForm, StaffForm, TakeBackForm
from donghanh.web.roadmap.views._common import province_of
from donghanh.web.shell.acts import both, bound, sent, today, tried
from donghanh.web.shell.forms import Form

RECORD = "roadmap.record"


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """What stands in the reader's province on a day, and the communes in which nothing of it does."""
    form = RegisterForm(request.GET or None, initial={"ngay": today(request)})
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    on, kind, province = asked.get("ngay") or today(request), asked.get("loai", ""), province_of(request)
    rows = queries.register(request.actor, on=on, province=province, kind=kind)
    shown = [row for row in rows if row.now.state != "NOT_YET"]
    words = {"form": form, "rows": shown, "on": on, "kind": kind, "p": presenters, "may_found": RECORD in request.actor.may}
    words["without"] = queries.lacking(request.actor, shown, province=province, on=on) if province and on == today(request) else []
    return render(request, "roadmap/register.jinja", words, status=422 if form.errors else 200)


@both
def found(request: HttpRequest) -> HttpResponse:
    """Register a site from its founding decision."""
    access.require_verb(request.actor, RECORD)
    rows = queries.register(request.actor, on=today(request), province=province_of(request))
    origins = [(str(row.id), f"{row.name} ({row.seat})") for row in rows if row.now.state != "TAKEN_BACK"]
    form = FoundForm(request.POST or None, origins=origins)
    made: list[UUID] = []
    if request.method == "POST" and tried(form, lambda: made.append(_found(request, form))):
        messages.success(request, _("Đã ghi vào danh bạ."))
        return redirect("roadmap:site", made[0])
    return render(request, "roadmap/found.jinja", {"form": form}, status=422 if form.errors else 200)


def _found(request: HttpRequest, form: FoundForm) -> UUID:
    typed = dict(form.cleaned_data)
    unit = queries.place_named(typed.pop("unit"), on=typed["decided_on"], under=province_of(request) or None)
    origin = UUID(typed.pop("origin")) if typed["origin"] else typed.pop("origin") or None
    told = Founding(**typed | {"kind": SiteKind(typed["kind"]), "unit_id": unit.id, "origin_id": origin})
    return actions.found_site(actor=request.actor, at=request.at, founding=told).pk


@both
def site(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """One site: its decision, its story, how it was judged; whoever may writes here."""
    row = queries.site(request.actor, site_id, on=today(request))
    forms = _forms(request, row)
    acts = {
        "ghi": lambda: _record(request, row, forms["ghi"]),
        "nhan-luc": lambda: _staff(request, row.id, forms["nhan-luc"]),
        "thi-diem": lambda: actions.make_pilot(actor=request.actor, at=request.at, site_id=row.id, **forms["thi-diem"].cleaned_data),
        "danh-gia": lambda: _evaluate(request, row.id, forms["danh-gia"]),
        "rut": lambda: _take_back(request, row.id, forms["rut"]),
    }
    for name, form in forms.items():
        if sent(request, name) and tried(form, acts[name]):
            messages.success(request, _("Đã ghi."))
            return redirect("roadmap:site", site_id)
    problems = [form for form in forms.values() if form.is_bound]
    guides = queries.guides(request.actor, province=province_of(request), kind=row.now.kind) if row.now.kind not in NETWORK else []
    words = {"row": row, "forms": forms, "problems_of": problems, "p": presenters, "guides": guides}
    shows_fund = "money.read" in request.actor.may and row.kind not in NETWORK
    words |= {"fund": money.site_fund(request.actor, site_id=site_id) if shows_fund else None, "dong": dong}
    return render(request, "roadmap/site.jinja", words, status=422 if any(form.errors for form in problems) else 200)


def _forms(request: HttpRequest, row: SiteRow) -> dict[str, Form]:
    start = {"on": today(request)}
    made: dict[str, Form] = {}
    if row.may_record:
        made["ghi"] = bound(request, "ghi", RecordForm, initial=start)
    if row.may_record and row.kind == SiteKind.ARMY_AND_CIVIL and row.now.runs:
        made["nhan-luc"] = bound(request, "nhan-luc", StaffForm, initial=start)
    if row.may_judge and row.now.state in (State.FOUNDED, State.RUNNING):
        made["thi-diem"] = bound(request, "thi-diem", PilotForm, initial=start)
    if row.may_judge and row.now.runs:
        made["danh-gia"] = bound(request, "danh-gia", EvaluateForm, initial=start)
    if row.may_record:
        made["rut"] = bound(request, "rut", TakeBackForm, lines=presenters.lines_to_take_back(row.facts))
    return made


def _record(request: HttpRequest, row: SiteRow, form: Form) -> None:
    typed = dict(form.cleaned_data)
    name, on = typed.pop("unit"), typed["on"]
    unit_id = _unit(request, name, on) if name else None
    kind = Happening(typed.pop("kind"))
    actions.record(actor=request.actor, at=request.at, site_id=row.id, kind=kind, unit_id=unit_id, **typed)


def _staff(request: HttpRequest, site_id: UUID, form: Form) -> None:
    typed = dict(form.cleaned_data)
    actions.staff(actor=request.actor, at=request.at, site_id=site_id, is_border=typed.pop("is_border") == "1", **typed)


def _unit(request: HttpRequest, name: str, on: date) -> int:
    return queries.place_named(name, on=on, under=province_of(request) or None).id


def _evaluate(request: HttpRequest, site_id: UUID, form: Form) -> None:
    typed = dict(form.cleaned_data)
    on, names = typed.pop("on"), [line.strip() for line in typed.pop("places").splitlines() if line.strip()]
    wanted = [_target(request, name) for name in names]
    verdict = Verdict(is_effective=typed.pop("verdict") == "tot", places=wanted, **typed)
    actions.evaluate(actor=request.actor, at=request.at, site_id=site_id, on=on, verdict=verdict)


def _target(request: HttpRequest, name: str) -> int:
    """A place of today. Raises BadInput at the field of places."""
    try:
        return _unit(request, name, today(request))
    except BadInput as refusal:
        raise BadInput(refusal.message, mend=refusal.mend, field="places") from None


def _take_back(request: HttpRequest, site_id: UUID, form: Form) -> None:
    line = form.cleaned_data["line"]
    told = {"reason": form.cleaned_data["reason"], "fact_id": UUID(line) if line else None}
    actions.take_back(actor=request.actor, at=request.at, site_id=site_id, **told)
