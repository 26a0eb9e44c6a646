"""The official forms by date: which form stands on a day, what the present step asks for, what fills it, and where law and form do not fit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from donghanh.kernel.errors import Cannot
from donghanh.legal.form_loading import read_catalogue as catalogue
from donghanh.legal.form_model import Catalogue, Field, Form, Known, Mismatch, Part, Signer, root

__all__ = [
    "END_OF_TERM",
    "UNASKED",
    "Catalogue",
    "Field",
    "Filled",
    "Form",
    "Known",
    "Mismatch",
    "Part",
    "Share",
    "Signer",
    "asked",
    "catalogue",
    "form",
    "form_on",
    "forms_on",
    "mismatches_of",
    "missing",
    "papers_without_form",
    "prefill",
    "root",
    "share",
    "to_type",
]


UNASKED = frozenset({"signature", "photo"})
"""Kinds of blanks that are filled by hand on paper, never typed."""
END_OF_TERM = "@END"
BY_ISSUE = frozenset({"doc.number", "actor.signer.full_name"})
"""Sources that making the paper final fills: nobody types them before."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A field with its value. origin: where the value came from, in words; empty where it was typed or is missing."""

    field: Field
    value: str = ""
    origin: str = ""

    @property
    def is_known(self) -> bool:
        """The data gave it, so nobody is asked again."""
        return bool(self.origin)


def form(form_id: str) -> Form:
    """The form of this id. Raises Cannot for an id that the catalogue does not hold."""
    found = catalogue().forms.get(form_id)
    if found is None:
        raise Cannot("Không có mẫu giấy tờ này trong danh mục.", mend="Mở lại danh sách giấy tờ của hồ sơ và chọn mẫu.")
    return found


def form_on(form_id: str, on: date) -> Form:
    """The form, where it stands on this day. Raises Cannot with its days of force where it does not."""
    found = form(form_id)
    if not found.stands(on):
        until = f" đến hết {found.valid_to:%d/%m/%Y}" if found.valid_to else ""
        raise Cannot(
            f"{found.name} chỉ dùng từ {found.valid_from:%d/%m/%Y}{until}.",
            mend="Chọn mẫu đang có hiệu lực trong danh sách.",
            citation=found.citation,
        )
    return found


def forms_on(on: date, *, procedure: str = "") -> tuple[Form, ...]:
    """Forms in force on this day, all or those of one procedure, in the order of the catalogue."""
    return tuple(one for one in catalogue().forms.values() if one.stands(on) and (not procedure or procedure in one.procedures))


def asked(procedure: str, happened: Sequence[str], *, on: date, is_over: bool = False) -> tuple[Form, ...]:
    """Forms that the present step asks for. happened: kinds of the facts that stand, oldest first; is_over: the term has ended.

    A form is asked for from the last fact that asks for it until a later fact answers it.
    """
    kinds = [*happened, *([END_OF_TERM] if is_over else [])]
    return tuple(one for one in forms_on(on, procedure=procedure) if _last(kinds, one.asked_after) > _last(kinds, one.asked_until))


def _last(kinds: Sequence[str], wanted: Collection[str]) -> int:
    return max((position for position, kind in enumerate(kinds) if kind in wanted), default=-1)


def mismatches_of(form_id: str) -> tuple[Mismatch, ...]:
    """Where this form and the law do not fit."""
    return tuple(one for one in catalogue().mismatches if form_id in one.forms)


def papers_without_form(procedure: str) -> tuple[Mismatch, ...]:
    """Papers that articles of this procedure ask for and that have no form."""
    return tuple(one for one in catalogue().mismatches if procedure in one.procedures)


def prefill(found: Form, known: Mapping[str, str], typed: Mapping[str, str] | None = None) -> tuple[Filled, ...]:
    """Every blank with what the data knows (by source path), else what was typed, else the form's own default.

    What is known goes before what was typed: nothing known is asked for again, and a correction is made in the file it comes from.
    """
    typed = typed or {}
    return tuple(_filled(field, known.get(field.source, ""), typed.get(field.key, "")) for field in found.fields)


def _filled(field: Field, known: str, typed: str) -> Filled:
    if known:
        return Filled(field, known, catalogue().sources[root(field.source)])
    return Filled(field, typed or field.default)


def to_type(filled: Sequence[Filled]) -> tuple[Filled, ...]:
    """The blanks that the writer is asked for: not known, and not left to the hand."""
    return tuple(one for one in filled if not one.is_known and one.field.kind not in UNASKED and one.field.source not in BY_ISSUE)


def missing(filled: Sequence[Filled]) -> tuple[Filled, ...]:
    """Blanks that must not stay empty and still are."""
    return tuple(one for one in to_type(filled) if not one.value and not one.field.is_optional)


@dataclass(frozen=True, slots=True)
class Share:
    """How many blanks of a form nobody has to type. by_hand: signatures and photographs, which are no typing and not counted."""

    known: int
    total: int
    by_hand: int

    @property
    def percent(self) -> int:
        return round(100 * self.known / self.total) if self.total else 0


def share(found: Form, provided: Collection[str]) -> Share:
    """The share of typed blanks that data of these source paths fills."""
    written = [field for field in found.fields if field.kind not in UNASKED]
    return Share(sum(field.source in provided for field in written), len(written), len(found.fields) - len(written))
