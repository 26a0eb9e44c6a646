"""Reads law/forms: every key is known, every field defined, every cited instrument there, or the data is refused with file and id."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from donghanh.kernel import yaml_file
from donghanh.legal.errors import LawDataFault
from donghanh.legal.form_model import Catalogue, Field, Form, Known, Mismatch, Part, Signer, root
from donghanh.legal.loading import LAW, law_data
from donghanh.legal.model import Instrument
from donghanh.legal.rows import Instruments, Row, citations, known_only

SHARED = ("blocks.yaml", "fields.yaml", "sources.yaml", "mismatches.yaml")
KINDS = frozenset(["text", "date", "datetime", "choice", "number", "place", "organisation", "person", "id_number", "list", "photo", "signature"])
ROLES = frozenset(["", "top", "bases", "signatures"])
MISMATCHES = frozenset(["differs", "slip", "old_word", "no_form", "no_limit"])
_FORM = (
    "id code annex title kind procedures asked valid_from valid_to articles symbol bases addressee signer cosigners recipients decided_as about "
    "known confidence parts own"
)


@cache
def read_catalogue() -> Catalogue:
    """The catalogue of this house, read once a process."""
    return read(LAW / "forms", law_data().instruments)


def read(folder: Path, instruments: Instruments) -> Catalogue:
    """The forms under this folder. Raises LawDataFault."""
    blocks, shared, sources, misfits = (yaml_file.read(folder / name) for name in SHARED)
    sensitive = {name for name, row in sources.items() if known_only(row, name, "label sensitive").get("sensitive")}
    forms: dict[str, Form] = {}
    for path in sorted(folder.glob("*.yaml")):
        for row in yaml_file.read(path) if path.name not in SHARED else ():
            if row["id"] in forms:
                raise LawDataFault(f"{path.name}: {row['id']} stands twice")
            forms[row["id"]] = _form(row, _Shared(shared, frozenset(blocks), frozenset(sources), frozenset(sensitive)), instruments)
    found = tuple(_mismatch(row, forms, instruments) for row in misfits)
    return Catalogue(forms, blocks, {name: row["label"] for name, row in sources.items()}, found)


class _Shared:
    """What the rows of forms refer to."""

    def __init__(self, fields: Row, blocks: frozenset[str], roots: frozenset[str], sensitive: frozenset[str]) -> None:
        self.fields, self.blocks, self.roots, self.sensitive = fields, blocks, roots, sensitive


def _form(row: Row, shared: _Shared, instruments: dict[str, Instrument] | Instruments) -> Form:
    where = known_only(row, row["id"], _FORM)["id"]
    own = row.get("own", {})
    asks = known_only(row.get("asked", {}), where, "after until")
    unused = set(own) - {key for part in row.get("parts", []) for key in part.get("fields", [])}
    if unused:
        raise LawDataFault(f"{where}: defines {', '.join(sorted(unused))}, which stand in no part")
    known = Known(row.get("known", Known.WHOLE))
    if (known is Known.TITLE) != (not row.get("parts")):
        raise LawDataFault(f"{where}: a form known by its title only has no parts, every other has")
    return Form(
        id=where,
        code=row["code"],
        annex=row["annex"],
        title=row["title"],
        kind=row["kind"],
        procedures=tuple(row["procedures"]),
        valid_from=_day(row["valid_from"], where),
        valid_to=None if row["valid_to"] is None else _day(row["valid_to"], where),
        articles=citations(row["articles"], instruments, where),
        known=known,
        confidence=row["confidence"],
        parts=tuple(_part(part, own, shared, where) for part in row.get("parts", [])),
        symbol=row.get("symbol", ""),
        bases=tuple(row.get("bases", [])),
        addressee=row.get("addressee", ""),
        signer=_signer(row["signer"], where) if "signer" in row else None,
        cosigners=tuple(row.get("cosigners", [])),
        recipients=tuple(row.get("recipients", [])),
        decided_as=row.get("decided_as", ""),
        about=row.get("about", "person"),
        asked_after=tuple(asks.get("after", [])),
        asked_until=tuple(asks.get("until", [])),
    )


def _day(value: Any, where: str) -> date:
    if not isinstance(value, date):
        raise LawDataFault(f"{where}: {value!r} is no day")
    return value


def _part(row: Row, own: Row, shared: _Shared, where: str) -> Part:
    known_only(row, where, "role heading says article fields")
    role = row.get("role", "")
    if role not in ROLES:
        raise LawDataFault(f"{where}: unknown role {role}")
    fields = tuple(_field(key, own.get(key, shared.fields.get(key)), shared, where) for key in row.get("fields", []))
    return Part(role, row.get("heading", ""), row.get("says", ""), row.get("article", False), fields)


def _field(key: str, row: Row | None, shared: _Shared, where: str) -> Field:
    if row is None:
        raise LawDataFault(f"{where}: field {key} is defined nowhere")
    known_only(row, f"{where} {key}", "label words type source block optional options columns multiple default")
    start = root(row["source"])
    if row["type"] not in KINDS or start not in shared.roots or row.get("block", "") not in shared.blocks | {""}:
        raise LawDataFault(f"{where} {key}: unknown type, source or block")
    return Field(
        key=key,
        label=row["label"],
        kind=row["type"],
        source=row["source"],
        block=row.get("block", ""),
        is_optional=row.get("optional", False),
        is_sensitive=start in shared.sensitive,
        options=tuple(row.get("options", [])),
        columns=tuple(row.get("columns", [])),
        is_multiple=row.get("multiple", False),
        default=row.get("default", ""),
        said=row.get("words", ""),
    )


def _signer(row: Row, where: str) -> Signer:
    known_only(row, where, "title on_behalf office body function seal")
    if row.get("function") and row["function"] not in {one.function for one in law_data().holders}:
        raise LawDataFault(f"{where}: signer's function {row['function']} is not in functions.yaml")
    return Signer(
        title=row["title"],
        on_behalf=row.get("on_behalf", ""),
        office=row.get("office", ""),
        body=row.get("body", ""),
        function=row.get("function", ""),
        has_seal=row.get("seal", False),
    )


def _mismatch(row: Row, forms: dict[str, Form], instruments: Instruments) -> Mismatch:
    where = known_only(row, row["id"], "id forms procedures kind law form text")["id"]
    strange = [one for one in row["forms"] if one not in forms]
    if strange or row["kind"] not in MISMATCHES:
        raise LawDataFault(f"mismatches: {where} names {', '.join(strange) or row['kind']}, which is not known")
    law = citations(row["law"], instruments, where)
    return Mismatch(where, row["kind"], tuple(row["forms"]), tuple(row.get("procedures", [])), law, row["form"], row["text"])
