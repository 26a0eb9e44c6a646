"""A letter as JSON and back, so that the database keeps exactly what was, or will be, printed."""

from __future__ import annotations

import types
import typing
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum

from donghanh.base.documents.filled import FilledForm
from donghanh.base.documents.letter import Letter
from donghanh.base.documents.report import Report
from donghanh.kernel.errors import BadInput
from donghanh.kernel.text import nfc

FORMAT = 1
_MODELS: dict[str, type] = {"letter": Letter, "report": Report, "form": FilledForm}


def to_json(letter: Letter | Report | FilledForm) -> dict[str, object]:
    """Plain JSON values, all text composed (NFC, TCVN 6909:2001); `from_json(to_json(x))` says the same as x."""
    model = next(name for name, kind in _MODELS.items() if isinstance(letter, kind))
    return {"format": FORMAT, "model": model, "content": _plain(letter)}


def from_json(data: dict[str, object]) -> Letter | Report | FilledForm:
    """The letter that `to_json` wrote. Raises BadInput where the data is not such a letter."""
    try:
        if data["format"] != FORMAT:
            raise ValueError(f"format {data['format']!r}")
        return typing.cast("Letter | Report | FilledForm", _built(_MODELS[str(data["model"])], data["content"]))
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise BadInput("Bản ghi của văn bản không đọc được.", mend="Báo quản trị hệ thống: bản ghi hỏng hoặc do phiên bản khác tạo ra.") from fault


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        return nfc(str(value))
    return value.isoformat() if isinstance(value, date) else value


def _built(kind: object, value: object) -> object:
    """A value of this annotated type. No other key may be there, and none missing but those that the model gives a value by itself:
    what was added later reads older letters, and a model that changed otherwise is noticed."""
    if isinstance(kind, types.UnionType):
        wanted = next(option for option in typing.get_args(kind) if option is not type(None))
        return None if value is None else _built(wanted, value)
    if typing.get_origin(kind) is tuple:
        return tuple(_built(typing.get_args(kind)[0], item) for item in typing.cast("list[object]", value))
    if isinstance(kind, type) and is_dataclass(kind):
        hints, given = typing.get_type_hints(kind), typing.cast("dict[str, object]", value)
        needed = {field.name for field in fields(kind) if field.default is MISSING}
        if not needed <= given.keys() <= hints.keys():
            raise ValueError(f"{kind.__name__}: {sorted(given.keys() ^ hints.keys())}")
        return kind(**{name: _built(hint, given[name]) for name, hint in hints.items() if name in given})
    if kind is date:
        return date.fromisoformat(typing.cast("str", value))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(str(value))
    if not isinstance(kind, type) or type(value) is not kind:
        raise ValueError(f"{value!r} is not {kind}")
    return value
