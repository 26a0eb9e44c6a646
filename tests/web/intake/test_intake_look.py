"""The lists' pages in a real browser: accessible, nothing wider than the screen, nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from donghanh.intake.models import Batch
from tests.factories import accounts, intake
from tests.web.ui import looking

pytestmark = [pytest.mark.slow, pytest.mark.journey]
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Đặng", "Võ", "Bùi")
GIVEN = ("An", "Ẩn", "Bình", "Dũng", "Đạt", "Hưởng", "Phượng", "Khuyên", "Lượm", "Nghĩa", "Quyết", "Tuyển", "Uyên", "Vỹ")
FAULTY = (
    ("Nguyễn Văn Hưởng", "31/02/1991", "Nam", "075091000001", "Ấp 1"),
    ("Trần Thị Ẩn", "1990", "Nữ", 75190000002, "Ấp 2"),
    ("N. T. Ẩ.", "5/3/88", "Nữ", "075188000003", "Ấp 3"),
    ("Lê Văn Quyết", "3/1/2027", "Nam", "075090000004", "Ấp 1"),
    ("Võ Thị Tuyển", "1/1/20", "x", "07519000000", "Ấp 4"),
)


def name_of(n: int) -> str:
    return f"{FAMILIES[n % 8]} {GIVEN[n // 8 % 14]} {GIVEN[n % 14]}"


def commune_list(folder: Path) -> Path:
    """112 people, some to mend, under title rows, beside a sheet that is no list."""
    people = [
        (
            f"{FAMILIES[n % 8]} {GIVEN[n // 8 % 14]} {GIVEN[n % 14]}",
            f"{n % 28 + 1}/{n % 12 + 1}/{1970 + n % 30}",
            "Nam",
            f"0750{70 + n % 30}{n:06d}",
            f"Ấp {n % 5}",
        )
        for n in range(106)
    ]
    rows = [("DANH SÁCH NGƯỜI SAU CAI, XÃ TRẢNG BOM",), (), intake.HEADER, *((n, *row) for n, row in enumerate([*people, *FAULTY, people[0]], 1))]
    return intake.xlsx(folder / "ds.xlsx", ("Tháng 12", [*rows, (None, "Tổng cộng", 112)]), ("Tổng hợp", [("Xã", "Số"), ("Trảng Bom", 112)]))


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker, tmp_path_factory) -> dict[str, str]:
    """Each page as the commune officer sees it; the rows behind are gone again before the browser opens."""
    content = commune_list(tmp_path_factory.mktemp("list")).read_bytes()
    with django_db_blocker.unblock(), transaction.atomic():
        client = accounts.sign_in(Client(), accounts.post(role="commune_officer", unit_id=900_001))

        def send(address, **values):
            return client.post(address, values | {"_once": str(uuid4())})

        def upload(name="DS_sau_cai_xa_Trang_Bom_T12.xlsx", data=content):
            return send("/nhap/", file=SimpleUploadedFile(name, data)).url

        found = {"list-empty": text(client, "/nhap/"), "refused": send("/nhap/", file=SimpleUploadedFile("a.xlsx", b"%PDF")).content.decode()}
        page = upload()
        found |= {"batch": text(client, page), "ready": text(client, f"{page}?xem=dung-duoc&trang=2"), "columns": text(client, page + "cot/")}
        found |= {"cancel": text(client, page + "huy/")}
        long = upload("danh_sach_dai.xlsx")
        Batch.objects.filter(pk=long.split("/")[2]).update(state="READING", progress=42)
        found |= {"progress": text(client, long)}
        send(page + "nhap/")
        found |= {"entered": text(client, page), "undo": text(client, page + "go/"), "list": text(client, "/nhap/")}
        transaction.set_rollback(True)
    return found


def text(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_no_fault_wide_narrow_light_and_dark(pages):
    assert looking.faults(pages) == []
