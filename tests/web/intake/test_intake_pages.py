"""The lists' pages: upload, look, mend, enter, take back; access and cost."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from donghanh.base.accounts.models import Post
from donghanh.base.audit.models import Event
from donghanh.intake.models import Batch, Row
from donghanh.people.models import Person
from donghanh.web.intake import workbooks
from donghanh.web.shell import clock, sign_in
from tests.factories import accounts
from tests.factories.intake import AT, BAD, GOOD, HEADER, read, xlsx
from tests.support import queries_of, same_queries

pytestmark = pytest.mark.django_db
UNIT = 900_001


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def officer(client):
    return step_up(accounts.sign_in(client, accounts.post(role="commune_officer", unit_id=UNIT)))


@pytest.fixture
def file(tmp_path):
    return xlsx(tmp_path / "ds.xlsx", [HEADER, *GOOD, BAD])


def step_up(client, at=AT):
    """The proof of identity, given at this moment."""
    session = client.session
    session[sign_in.STEPPED] = at.timestamp()
    session.save()
    return client


def send(client, address, **values):
    return client.post(address, values | {"_once": str(uuid4())})


def uploaded(client, path, name="ds.xlsx"):
    return send(client, "/nhap/", file=SimpleUploadedFile(name, path.read_bytes()))


@pytest.fixture
def page(officer, file):
    """Address of a checked list with three good rows and a faulty one."""
    return uploaded(officer, file).url


def text_of(client, address, status=200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_an_upload_leads_to_its_page_with_the_verdict_and_half_hidden_values(officer, page):
    shown = text_of(officer, page)
    assert "3 dòng dùng được, 1 dòng cần sửa" in shown.replace("\u00a0", " ")
    assert "Tháng 2 không có ngày 31" in shown.replace("\u00a0", " ")
    assert "31/02/19··" in shown
    assert "75188012347" not in shown
    assert "075088012345" not in text_of(officer, page + "?xem=dung-duoc")


def test_the_list_shows_every_batch(officer, page):
    assert "ds.xlsx" in text_of(officer, "/nhap/")


@pytest.mark.parametrize(
    ("name", "content", "sentence"), [("a.xlsx", b"", "Tệp trống"), ("a.docx", b"x", "Loại tệp"), ("a.xlsx", b"%PDF-", "đuôi .xlsx")]
)
def test_a_refused_file_gives_the_form_back_with_the_sentence(officer, name, content, sentence):
    answer = send(officer, "/nhap/", file=SimpleUploadedFile(name, content))
    assert answer.status_code == 422
    assert sentence in answer.content.decode().replace("\u00a0", " ")
    assert not Batch.objects.exists()


def test_no_file_at_all_is_said(officer):
    answer = send(officer, "/nhap/")
    assert answer.status_code == 422
    assert "Chọn tệp" in answer.content.decode()


def test_entering_makes_people_and_the_page_offers_to_take_back(officer, page):
    assert send(officer, page + "nhap/").url == page
    assert Person.objects.count() == 3
    shown = text_of(officer, page)
    assert "Đã nhập 3 người" in shown.replace("\u00a0", " ")
    assert "Gỡ cả đợt" in shown
    assert "Gỡ 3 người" in text_of(officer, page + "go/").replace("\u00a0", " ")
    assert send(officer, page + "go/").url == page
    assert Person.objects.count() == 0


def test_after_entering_each_row_leads_to_its_person_with_the_name_half_hidden(officer, page):
    send(officer, page + "nhap/")
    shown = text_of(officer, page)
    links = re.findall(r'href="/nguoi/([0-9a-f-]{36})/"', shown)
    assert links == [str(row.person_id) for row in Row.objects.filter(state="ENTERED").order_by("place")] and len(links) == 3
    assert Person.objects.get(pk=links[0]).full_name not in shown
    assert "Tháng 2 không có ngày 31" in text_of(officer, page + "?xem=can-sua").replace("\u00a0", " ")
    assert officer.get(f"/nguoi/{links[0]}/").status_code == 200


def test_a_form_sent_twice_enters_once(officer, page):
    key = {"_once": str(uuid4())}
    first, second = officer.post(page + "nhap/", key), officer.post(page + "nhap/", key)
    assert first["Location"] == second["Location"] == page
    assert Person.objects.count() == 3


def test_after_seven_days_nothing_is_taken_back(officer, page, monkeypatch):
    send(officer, page + "nhap/")
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=7))
    officer.logout()
    accounts.sign_in(officer, Post.objects.get())
    assert "Gỡ cả đợt" not in text_of(officer, page)
    assert send(officer, page + "go/").status_code == 422
    assert Person.objects.count() == 3


def test_the_faults_file_gives_each_faulty_row_back_complete(officer, page):
    answer = officer.get(page + "loi.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    head, row = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert head == [*HEADER, "Lý do", "Cách sửa"]
    assert row[:6] == ["4", "N. T. A.", "31/02/1991", "x", "75188012347", "Ấp 4"]
    assert "Họ và tên: Tên viết tắt." in row[6]
    assert "Ngày sinh: Tháng 2 không có ngày 31." in row[6]
    assert "đủ 12 chữ số" in row[7]
    assert Event.objects.filter(verb="intake.give_back").count() == 1


def test_names_leave_the_house_only_after_a_fresh_proof(officer, page, monkeypatch):
    step_up(officer, AT - timedelta(minutes=6))
    assert officer.get(page + "loi.xlsx")["Location"].startswith("/xac-nhan-lai/")
    assert not Event.objects.filter(verb="intake.give_back").exists()
    monkeypatch.setattr(sign_in, "require_step_up", lambda request: None)
    assert officer.get(page + "loi.xlsx").status_code == 200, "the twin: without the guard the names leave"


DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x")', "http://x", "{=1}"]


def test_no_cell_of_a_file_given_back_can_run(officer, tmp_path):
    rows = [("Họ tên", "Năm sinh", "Ghi chú"), *((f"{text}", "abc", text) for text in DANGEROUS)]
    lines = ["\t".join(row) if "\t" not in row[0] else f'"{row[0]}"\t{row[1]}\t"{row[2]}"' for row in rows]
    (tmp_path / "f.csv").write_text("\r\n".join(lines), encoding="utf-8")
    page = uploaded(officer, tmp_path / "f.csv", "f.csv").url
    sheet = openpyxl.load_workbook(BytesIO(officer.get(page + "loi.xlsx").content)).active
    cells = [cell for line in sheet.iter_rows(min_row=2) for cell in line if cell.value is not None]
    assert len(cells) > 20
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)


def test_written_without_the_guard_a_cell_would_be_a_formula(tmp_path):
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "x.xlsx") as book:
        book.add_worksheet().write(0, 0, "=1+1")
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").active["A1"].data_type == "f"


def test_a_mended_faults_file_is_read_like_the_first_one(officer, tmp_path):
    """Two header rows come back as two header rows."""
    rows = [
        ("STT", "Họ và tên", None, "Năm sinh", None),
        (None, "Họ", "Tên", "Nam", "Nữ"),
        (1, "Lê", "Tám", "31/2/1990", None),
        (2, "Võ", "Bé", None, "x"),
    ]
    page = uploaded(officer, xlsx(tmp_path / "hai.xlsx", rows, merged=("B1:C1", "D1:E1"))).url
    book = openpyxl.load_workbook(BytesIO(officer.get(page + "loi.xlsx").content))
    book.active["D3"], book.active["E4"] = "28/2/1990", "1991"
    book.save(tmp_path / "da-sua.xlsx")
    _, found = read(tmp_path / "da-sua.xlsx")
    assert [(row.state, row.draft and row.draft.full_name, row.draft and row.draft.sex) for row in found] == [
        ("READY", "Lê Tám", "MALE"),
        ("READY", "Võ Bé", "FEMALE"),
    ]


def test_the_template_is_read_by_our_own_reader(officer, tmp_path):
    answer = officer.get("/nhap/mau.xlsx")
    assert answer["Content-Disposition"].startswith("attachment")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    for place, value in enumerate(("1", "Nguyễn Văn An", "28/02/1991", "Nam", "075091012345", "Ấp 1"), start=1):
        book.active.cell(2, place).value = value
    book.save(tmp_path / "mau.xlsx")
    (row,) = read(tmp_path / "mau.xlsx")[1]
    assert (row.state, row.draft.born_on) == ("READY", date(1991, 2, 28))
    assert len(workbooks.TEMPLATE_COLUMNS) == 9


def test_columns_can_be_named_by_hand(officer, tmp_path):
    page = uploaded(officer, xlsx(tmp_path / "la.xlsx", [("A", "B", "C"), ("Nguyễn Văn An", 1988, "Nam")])).url
    assert "Tự chọn cột" in text_of(officer, page)
    assert "Cột A" in text_of(officer, page + "cot/").replace("\u00a0", " ")
    wrong = send(officer, page + "cot/", **{"s0-dong": "1", "s0-c1": "BORN"})
    assert wrong.status_code == 422
    assert "Chưa chọn cột họ và tên" in wrong.content.decode()
    right = send(officer, page + "cot/", **{"s0-dong": "1", "s0-c0": "FULL_NAME", "s0-c1": "BORN", "s0-c2": "SEX"})
    assert right.url == page
    assert "1 dòng dùng được" in text_of(officer, page).replace("\u00a0", " ")


def test_a_sheet_can_be_left_out_by_hand(officer, tmp_path):
    page = uploaded(officer, xlsx(tmp_path / "hai.xlsx", [HEADER, GOOD[0]], [HEADER, GOOD[1]])).url
    kinds = {f"s0-c{place}": kind for place, kind in enumerate(("ORDINAL", "FULL_NAME", "BORN", "SEX", "IDENTITY", "PERMANENT"))}
    send(officer, page + "cot/", **kinds, **{"s0-dong": "1", "s1-bo": "1"})
    shown = text_of(officer, page)
    assert "bỏ qua" in shown
    assert Row.objects.count() == 1


def test_cancelling_asks_once_and_throws_the_drafts_away(officer, page):
    assert "Huỷ danh sách này?" in text_of(officer, page + "huy/").replace("\u00a0", " ")
    assert send(officer, page + "huy/").url == "/nhap/"
    assert not Row.objects.exists()
    assert send(officer, page + "nhap/").status_code == 422


def test_a_long_list_goes_to_the_worker_and_shows_its_progress(officer, file, monkeypatch):
    given = []
    monkeypatch.setattr("donghanh.intake.rules.SMALL", 2)
    monkeypatch.setattr("donghanh.web.intake.views._defer", lambda task, batch_id, only_if=True: given.append(task) if only_if else None)
    page = uploaded(officer, file).url
    assert given == ["read_batch"]
    assert "Đang đọc tệp: 0" in text_of(officer, page).replace("\u00a0", " ")
    fragment = officer.get(page, headers={"HX-Request": "true"}).content.decode()
    assert 'hx-get="' in fragment and "<html" not in fragment
    Batch.objects.update(state="CHECKED")
    assert officer.get(page, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_a_job_is_given_to_the_worker_in_the_page_s_transaction(officer, file, monkeypatch):
    from procrastinate.contrib.django.models import ProcrastinateJob

    monkeypatch.setattr("donghanh.intake.rules.SMALL", 2)
    page = uploaded(officer, file).url
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == ("intake.read_batch", {"batch_id": page.split("/")[2]})


@pytest.mark.parametrize("path", ["", "cot/", "loi.xlsx", "nhap/", "huy/", "go/"])
def test_other_places_get_404_and_roles_without_the_right_403(officer, page, path, client):
    accounts.sign_in(client, accounts.post(role="commune_officer", unit_id=900_002))
    assert client.get(page + path).status_code == 404
    accounts.sign_in(client, accounts.post(role="commune_chair", unit_id=UNIT))
    assert client.get(page + path).status_code == 403


def test_the_pages_cost_the_same_with_few_rows_and_many(officer, tmp_path):
    few = uploaded(officer, xlsx(tmp_path / "it.xlsx", [HEADER, GOOD[0], BAD, BAD])).url
    many = uploaded(officer, xlsx(tmp_path / "nhieu.xlsx", [HEADER, GOOD[0], *[BAD] * 50])).url
    assert queries_of(officer, few) == queries_of(officer, many)
    assert queries_of(officer, few) <= 15


def test_the_list_of_lists_costs_the_same(officer, file):
    assert same_queries(officer, "/nhap/", lambda: uploaded(officer, file), lambda: [uploaded(officer, file) for _ in range(4)]) <= 15
