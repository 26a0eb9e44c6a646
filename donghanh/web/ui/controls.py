"""One view of a form's field for the macros: what a Django BoundField and plain arguments have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from donghanh.web.shell.forms import DateBoxes

NO_HTML_RULES = frozenset({"required", "min", "max", "step", "minlength", "maxlength", "cols", "rows", "aria-describedby", "aria-invalid"})
"""Browser rules are off: bubbles speak the browser's language, and maxlength cuts a pasted text in silence. The server says what to mend."""


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    text: str
    chosen: bool
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """kind: input | hidden | textarea | select | choices | check | date | file. errors: whole sentences, first one shown."""

    kind: str
    id: str
    name: str
    label: str
    hint: str = ""
    errors: tuple[str, ...] = ()
    value: Any = ""
    type: str = "text"
    attrs: Mapping[str, Any] = field(default_factory=dict)
    options: tuple[Option, ...] = ()

    @property
    def describedby(self) -> str:
        """Ids of hint and error, for aria-describedby."""
        return " ".join(f"{self.id}-{part}" for part, there in (("hint", self.hint), ("err", self.errors)) if there)

    @property
    def focus_id(self) -> str:
        """The element that a line of the error summary leads to."""
        return {"date": f"{self.id}-d", "choices": f"{self.id}-1"}.get(self.kind, self.id)


def is_of_form(value: object) -> bool:
    """True for a field of a Django form."""
    return isinstance(value, BoundField)


def control(
    field: BoundField | str,
    *,
    label: str | None = None,
    hint: str | None = None,
    error: str | None = None,
    value: Any = "",
    type: str = "text",
    attrs: Mapping[str, Any] | None = None,
) -> Control:
    """From a form's field (label, hint and attrs may be overridden) or from an id and plain values."""
    if not isinstance(field, BoundField):
        return Control("input", field, field, label or "", hint or "", (error,) if error else (), value, type, attrs or {})
    widget = field.field.widget
    kind = _kind(field)
    kept = {k: v for k, v in widget.attrs.items() if k not in NO_HTML_RULES and k != "id"}
    return Control(
        kind,
        field.auto_id or field.html_name,
        field.html_name,
        label or _label(field),
        str(field.help_text) if hint is None else hint,
        tuple(str(e) for e in field.errors),
        _value(field, kind),
        getattr(widget, "input_type", "text") or "text",
        kept | dict(attrs or {}),
        _options(field, kind),
    )


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    for kind, types in (
        ("date", DateBoxes),
        ("choices", (forms.RadioSelect, forms.CheckboxSelectMultiple)),
        ("select", forms.Select),
        ("textarea", forms.Textarea),
        ("check", forms.CheckboxInput),
        ("file", forms.FileInput),
        ("hidden", forms.HiddenInput),
    ):
        if isinstance(widget, types):
            return kind
    return "input"


def _label(bound: BoundField) -> str:
    optional = getattr(bound.form, "mark_optional", True) and not bound.field.required and _kind(bound) != "check"
    return f"{bound.label} {_('(không bắt buộc)')}" if optional else str(bound.label)


def _value(bound: BoundField, kind: str) -> Any:
    value = bound.value()
    if kind == "date":
        return bound.field.widget.boxes(value)
    if kind == "check":
        return bool(value)
    if kind == "file" or getattr(bound.field.widget, "input_type", "") == "password":
        return ""
    # An Input formats an empty text as None.
    return "" if value is None else (bound.field.widget.format_value(value) or "") if kind == "input" else value


def _options(bound: BoundField, kind: str) -> tuple[Option, ...]:
    if kind not in ("select", "choices"):
        return ()
    value = bound.value()
    chosen = {str(v) for v in (value if isinstance(value, (list, tuple, set)) else [value]) if v is not None}
    hints = getattr(bound.field, "choice_hints", {})
    return tuple(Option(str(v), str(text), str(v) in chosen, str(hints.get(v, ""))) for v, text in bound.field.choices)


def problems(source: forms.BaseForm | Iterable[Any]) -> list[dict[str, str]]:
    """Lines of the error summary: {id, text}, same words as at the field, in the order of the page. Takes a form, forms, or ready lines."""
    if not isinstance(source, forms.BaseForm):
        return [line for item in source for line in (problems(item) if isinstance(item, forms.BaseForm) else [item])]
    lines = [{"id": "", "text": str(e)} for e in source.non_field_errors()]
    return lines + [{"id": control(bound).focus_id, "text": error} for bound in source for error in control(bound).errors]
