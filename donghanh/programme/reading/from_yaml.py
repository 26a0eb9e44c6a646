"""A plan's YAML with the line of everything in it: one file, or a file and the folder of its name with more of its lists.

A stranger's file may come here: nothing in it can be run, refer to itself or be nested so deeply that the reader falls over.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from yaml import CSafeLoader
from yaml.constructor import SafeConstructor

from donghanh.kernel.errors import BadInput
from donghanh.programme.reading.places import Fault, Place, Row, Written

LARGEST, DEEPEST = 3_000_000, 20
_WRITE = "Viết theo mẫu: donghanh plan form, hoặc plans/DN137.yaml."


def read(path: Path, lists: Iterable[str], *, name: str = "") -> Written:
    """The main file and those of its folder. name: what to call the main file in places, where it is not its own name.

    Raises BadInput where a file is missing or is no YAML at all; everything else that is wrong is among the faults.
    """
    known = tuple(lists)
    main = _Reader(_bytes(path), name or path.name)
    parts = [_Reader(_bytes(part), f"{path.stem}/{part.name}") for part in sorted(path.with_suffix("").glob("*.yaml"))]
    head = main.mapping(main.root)
    found = {one: main.rows(one) for one in known}
    for part in parts:
        for key in part.keys(part.root):
            if key not in known:
                part.refuse(part.key_place(key), f"không biết danh sách “{key}”", f"Chỉ ghi: {', '.join(known)}.")
        for one in known:
            found[one] += part.rows(one)
    values = {key: value for key, value in head.values.items() if key not in known}
    faults = (fault for one in (main, *parts) for fault in one.faults)
    return Written(Row(head.at, values, head.places), found, tuple(faults))


def _bytes(path: Path) -> bytes:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"Không có tệp kế hoạch “{path.name}”.", mend="Kiểm tra lại đường dẫn tới tệp.") from None
    except OSError as fault:
        raise BadInput(f"Không đọc được tệp “{path.name}”: {fault.strerror}.", mend="Kiểm tra quyền đọc tệp.") from None
    if len(raw) > LARGEST:
        raise BadInput(f"Tệp “{path.name}” lớn quá mức cho phép.", mend="Một kế hoạch dưới 3 MB; bỏ phần không phải kế hoạch.")
    return raw


class _Reader:
    """One file as nodes. root: its outermost mapping; faults: what was found wrong while reading."""

    def __init__(self, raw: bytes, name: str) -> None:
        self.name = name
        self.faults: list[Fault] = []
        self.root = self._composed(raw)
        self._made = SafeConstructor()
        self._seen: set[int] = set()

    def refuse(self, place: Place, message: str, mend: str) -> None:
        self.faults.append(Fault(place, message, mend))

    def rows(self, key: str) -> list[Row]:
        """The rows of this list; a fault where it is no list of rows."""
        node = self.keys(self.root).get(key)
        if node is None or (node.tag == "tag:yaml.org,2002:null"):
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.refuse(self._at(node), f"“{key}” phải là danh sách", "Mỗi dòng của danh sách bắt đầu bằng dấu gạch ngang.")
            return []
        return [self.mapping(one) for one in node.value if self._is_row(one, key)]

    def mapping(self, node: yaml.Node) -> Row:
        """One row with its values; what cannot be read is None and among the faults."""
        found = self.keys(node)
        return Row(self._at(node), {key: self._value(one) for key, one in found.items()}, {key: self._at(one) for key, one in found.items()})

    def keys(self, node: yaml.Node) -> dict[str, yaml.Node]:
        """Name → value of a mapping; a name that stands twice is a fault, told once."""
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            word = str(key.value)[:60] if isinstance(key, yaml.ScalarNode) else "?"
            if word in found and id(node) not in self._seen:
                self.refuse(self._at(key), f"mục “{word}” ghi hai lần", "Giữ một mục, bỏ mục kia.")
            found.setdefault(word, value)
        self._seen.add(id(node))
        return found

    def key_place(self, key: str) -> Place:
        """Where this name of the outermost mapping stands."""
        return next((self._at(one) for one, _value in self.root.value if getattr(one, "value", "") == key), Place(self.name, 1))

    def _is_row(self, node: yaml.Node, key: str) -> bool:
        if isinstance(node, yaml.MappingNode):
            return True
        self.refuse(self._at(node), f"dòng của “{key}” phải gồm các mục có tên", _WRITE)
        return False

    def _value(self, node: yaml.Node) -> Any:
        """Plain data. Lists stay whole inside `lists` of the head, which are read as rows."""
        if isinstance(node, yaml.SequenceNode):
            return [self._value(one) for one in node.value]
        if isinstance(node, yaml.MappingNode):
            return {key: self._value(one) for key, one in self.keys(node).items()}
        try:
            return self._made.construct_object(node)
        except (yaml.YAMLError, ValueError, ArithmeticError, TypeError, AttributeError, KeyError):
            self.refuse(self._at(node), f"không đọc được “{str(node.value)[:60]}”", "Ngày ghi 2026-05-31; chữ có dấu lạ đặt trong dấu ngoặc kép.")
            return None

    def _at(self, node: yaml.Node) -> Place:
        return Place(self.name, node.start_mark.line + 1)

    def _composed(self, raw: bytes) -> yaml.MappingNode:
        try:
            _check_shape(raw)
            node = yaml.compose(raw, Loader=CSafeLoader)
        except (yaml.YAMLError, UnicodeError, ValueError) as fault:
            raise self._unreadable(fault) from None
        if not isinstance(node, yaml.MappingNode):
            raise BadInput(f"Tệp “{self.name}” không phải kế hoạch: tệp phải gồm các mục có tên.", mend=_WRITE)
        return node

    def _unreadable(self, fault: Exception) -> BadInput:
        mark = getattr(fault, "problem_mark", None)
        place = Place(self.name, mark.line + 1 if mark else 0)
        why = getattr(fault, "problem", None) or str(fault)
        return BadInput(
            f"{place}: không đọc được YAML ({' '.join(str(why).split())[:120]}).", mend=f"Sửa dấu cách, dấu hai chấm, dấu ngoặc ở đó. {_WRITE}"
        )


def _check_shape(raw: bytes) -> None:
    """Raises ValueError for what refers to itself, which a few lines could blow up to anything, and for what is nested without end.

    The parser of events does not fall over on depth; the builder of nodes below it does, so this goes first.
    """
    depth = 0
    for event in yaml.parse(raw, Loader=CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise ValueError(f"dòng {event.start_mark.line + 1} dùng dấu * để chép lại chỗ khác")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise ValueError(f"dòng {event.start_mark.line + 1} lồng nhau quá sâu")
