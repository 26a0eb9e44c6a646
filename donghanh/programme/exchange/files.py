"""Any file of a plan, YAML or the Excel form, checked the same way."""

from __future__ import annotations

from pathlib import Path

from donghanh.intake.reading import guard
from donghanh.kernel.errors import BadInput
from donghanh.programme.exchange import from_excel
from donghanh.programme.reading import LISTS, Checked, Words, check, from_yaml

KINDS = (".yaml", ".yml", ".xlsx", ".xls")


def check_file(path: Path, words: Words, *, name: str = "") -> Checked:
    """What the file says, with every fault and its place. name: how it is called, where the path is not its own name.

    Raises BadInput only where it cannot be read at all: another kind of file, damaged, or no form of a plan.
    """
    name = name or path.name
    suffix = Path(name).suffix.lower()
    if suffix not in KINDS:
        raise BadInput(f"Tệp “{name}” không phải kế hoạch đọc được.", mend="Chọn tệp .yaml, .xlsx hoặc .xls theo mẫu kế hoạch.", field="file")
    if suffix in (".yaml", ".yml"):
        return check(from_yaml.read(path, LISTS, name=name), words)
    if not path.is_file():
        raise BadInput(f"Không có tệp kế hoạch “{name}”.", mend="Kiểm tra lại đường dẫn tới tệp.", field="file")
    kind = guard.check_file(path, name)
    return check(from_excel.read(path, kind, words, name=name), words)
