"""A commune's list of people as a workbook of so many rows, with the faults and doubles that lists have."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import xlsxwriter

from donghanh.jobs.seed.names import invent

HEAD = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Địa chỉ")
SEX = {"MALE": "Nam", "FEMALE": "Nữ"}


def write(path: Path, rows: int, *, on: date = date(2026, 11, 21)) -> Path:
    """Title rows, a header, people; one row in fifty has a fault. The same list each time."""
    rng = Random(139)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write(0, 0, "CÔNG AN XÃ TRẢNG BOM")
        sheet.write(1, 0, "DANH SÁCH NGƯỜI ĐƯỢC QUẢN LÝ")
        sheet.write_row(3, 0, HEAD)
        for number in range(rows):
            one = invent(rng, serial=number, on=on)
            born = one.born_on.strftime("%d/%m/%Y") if one.born_on else str(one.birth_year)
            if number % 50 == 17:
                born = "không rõ"
            sheet.write_row(4 + number, 0, (number + 1, one.full_name, born, SEX[one.sex], one.number, one.detail))
    return path
