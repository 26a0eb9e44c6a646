"""Pages of reorganisation: list, proposals, one change with what it takes along, files of a divided unit that wait for a place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from donghanh import legal
from donghanh.base.places import actions as places_actions
from donghanh.base.places import queries as places
from donghanh.base.places.terms import OFFICES
from donghanh.kernel import access
from donghanh.kernel.errors import BadInput, Cannot, NotInReach
from donghanh.succession import actions, queries
from donghanh.web.places import changing_forms as forms
from donghanh.web.shell import clock
from donghanh.web.shell.forms import Form
from donghanh.web.shell.sign_in import require_step_up

GET_POST = ["GET", "POST"]
STATES = {
    "proposed": (_("Chờ duyệt"), "info"),
    "confirmed": (_("Đã duyệt, chờ đến ngày"), "warn"),
    "standing": (_("Có hiệu lực"), "ok"),
    "cancelled": (_("Đã rút"), "neut"),
}


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """All reorganisations, the latest day first."""
    rows = places.changes(request.actor, on=clock.local_date(request.at))
    may = {verb: access.holds(access.require_verb, request.actor, verb) for verb in ("places.edit", "case.record")}
    return render(request, "places/changes.jinja", {"rows": rows, "states": STATES, "may": may})


@require_http_methods(GET_POST)
def change(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """One change and what it takes along; the second person confirms it here, either takes it back until the day."""
    sheet = queries.sheet(request.actor, change_id, on=clock.local_date(request.at))
    form = forms.ReasonForm(request.POST if request.POST.get("viec") == "rut" else None)
    if request.method == "POST" and (answer := _decide(request, form, change_id)):
        return answer
    shown = {"sheet": sheet, "row": sheet.row, "state": STATES[sheet.row.state], "form": form, "loads": _loads(sheet)}
    return render(request, "places/change.jinja", shown, status=422 if form.errors else 200)


def _decide(request: HttpRequest, form: Form, change_id: UUID) -> HttpResponse | None:
    about = {"actor": request.actor, "at": request.at, "change_id": change_id}
    if request.POST.get("viec") == "duyet":
        require_step_up(request)
        actions.confirm(**about)
        messages.success(request, _("Đã duyệt. Mọi thứ đổi vào ngày có hiệu lực; trước ngày đó vẫn rút lại được."))
        return redirect("places:change", change_id)
    if form.is_valid() and _try(form, lambda: actions.cancel(**about, **form.cleaned_data)):
        messages.success(request, _("Đã rút lại. Đơn vị, cơ quan và thẩm quyền như cũ."))
        return redirect("places:change", change_id)
    return None


def _loads(sheet: queries.ChangeSheet) -> list[str]:
    """What moves, or from the day on still waits, in words; nothing is said of what there is none of. Posts end by the day itself."""
    load = sheet.load or queries.Load()
    if sheet.row.state == "standing":
        load = replace(load, posts=0)
    words = {
        "people": _("%(n)s người"),
        "cases": _("%(n)s vụ việc đang mở"),
        "duties": _("%(n)s việc phải làm"),
        "drafts": _("%(n)s quyết định chờ ký (trả về để soạn lại theo tên mới)"),
        "handovers": _("%(n)s hồ sơ đang chuyển"),
        "referrals": _("%(n)s yêu cầu chưa trả lời"),
        "posts": _("%(n)s vị trí của cán bộ (kết thúc; được đề xuất ở cơ quan kế tục)"),
    }
    told = {name: getattr(load, name) for name in words}
    return [words[name] % {"n": _("mỗi nơi < 8") if n is None else n} for name, n in told.items() if n != 0]


@require_http_methods(GET_POST)
def propose_units(request: HttpRequest) -> HttpResponse:
    """Propose a merger or a division of communes of the own province."""
    access.require_verb(request.actor, "places.edit")
    form, today = forms.UnitsForm(request.POST or None), clock.local_date(request.at)

    def make() -> Any:
        where = {"on": today, "under": request.actor.unit_id}
        units = {"former": form.units("former", **where), "successors": form.units("successors", **where), "new_units": form.new_units()}
        return places_actions.propose_units(actor=request.actor, at=request.at, document=form.document(), **units)

    return _proposal(request, form, make, _("Sáp nhập, chia tách xã, phường"))


@require_http_methods(GET_POST)
def propose_body(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Propose the successor of one body of this place."""
    access.require_verb(request.actor, "places.edit")
    unit = _own(request, unit_id)
    bodies = [body for body in places.bodies_at(unit.id, clock.local_date(request.at)) if body.unit_id == unit.id]
    form = forms.BodyForm(request.POST or None, bodies=bodies)

    def make() -> Any:
        typed = {name: form.cleaned_data[name] for name in ("former", "successor", "new_name")}
        return places_actions.propose_body(actor=request.actor, at=request.at, document=form.document(), **typed)

    return _proposal(request, form, make, _("Cơ quan kế tục ở %(unit)s") % {"unit": unit.title})


@require_http_methods(GET_POST)
def propose_holder(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Propose another holder of a function at this place."""
    access.require_verb(request.actor, "places.edit")
    unit = _own(request, unit_id)
    held = legal.holders()
    functions = list({one.function: one.function_vi for one in held}.items())
    offices = {f"{one.body_kind} {one.office}": one.office_vi for one in held if one.office in OFFICES}
    form = forms.HolderForm(request.POST or None, functions=functions, holders=list(offices.items()))

    def make() -> Any:
        body_kind, office = form.cleaned_data["holder"].split()
        about = {"function": form.cleaned_data["function"], "unit_id": unit.id, "body_kind": body_kind, "office": office}
        return places_actions.propose_holder(actor=request.actor, at=request.at, document=form.document(), **about)

    return _proposal(request, form, make, _("Đổi người có thẩm quyền ở %(unit)s") % {"unit": unit.title})


def _own(request: HttpRequest, unit_id: int) -> places.UnitRow:
    """A unit of the lead's own province; the row wall refuses others as well."""
    if unit_id not in request.actor.stat_unit_ids:
        raise NotInReach(_("Địa bàn này không thuộc tỉnh của bạn."), mend=_("Chọn một xã, phường trong tỉnh."))
    return places.unit_row(unit_id)


def _proposal(request: HttpRequest, form: forms.DocumentForm, make: Callable[[], Any], name: str) -> HttpResponse:
    if form.is_valid() and (made := _try(form, make)):
        messages.success(request, _("Đã đề xuất. Việc này có giá trị khi người thứ hai duyệt trước ngày có hiệu lực."))
        return redirect("places:change", made.pk)
    return render(request, "places/propose.jinja", {"form": form, "name": name}, status=422 if form.errors else 200)


@require_http_methods(GET_POST)
def unassigned(request: HttpRequest) -> HttpResponse:
    """Files of a divided commune that nobody has assigned: each goes to one of the units that followed."""
    rows = queries.unassigned(request.actor, on=clock.local_date(request.at))
    if request.method == "POST":
        person, unit = request.POST.get("nguoi", ""), request.POST.get("noi", "")
        row = next((one for one in rows if str(one.person_id) == person), None)
        if row is None or unit not in {str(one.id) for one in row.choices}:
            raise NotInReach(_("Hồ sơ này không chờ phân."), mend=_("Tải lại danh sách."))
        actions.assign(actor=request.actor, at=request.at, person_id=row.person_id, unit_id=int(unit))
        messages.success(request, _("Đã phân hồ sơ."))
        return redirect("places:unassigned")
    return render(request, "places/unassigned.jinja", {"rows": rows})


def _try(form: Form, act: Callable[[], Any]) -> Any:
    """What the act answers; None where it was refused, with the reason in the form."""
    try:
        return act()
    except (BadInput, Cannot) as refusal:
        form.refuse(refusal)
        return None
