"""`donghanh import people`: the answer's shape, exit codes, one sentence, and what is kept."""

from __future__ import annotations

import json

import pytest

from donghanh.base.audit.models import Event
from donghanh.intake.models import Batch, Row
from donghanh.jobs import cli
from donghanh.jobs.commands import import_people
from donghanh.people.models import Person
from tests.factories import accounts
from tests.factories.intake import BAD, GOOD, HEADER, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(db):
    unit = accounts.unit(900_001, name="Trảng Bom")
    unit.code, unit.folded = "26248", "xa trang bom"
    unit.save()
    return unit


@pytest.fixture
def file(tmp_path):
    return xlsx(tmp_path / "ds.xlsx", [("DANH SÁCH",), HEADER, *GOOD, BAD, GOOD[0]])


def ran(capsys, *words) -> tuple[int, str, str]:
    try:
        code = cli.main(["import", "people", *map(str, words)])
    except SystemExit as end:
        code = end.code
    out = capsys.readouterr()
    return code, out.out, out.err


def test_a_preview_answers_in_the_agreed_shape_and_keeps_nothing(capsys, commune, file):
    code, out, err = ran(capsys, file, "--commune", "26248", "--preview", "--json")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert list(answer) == ["rows", "ready", "faulty", "duplicate", "faults"]
    assert [answer[key] for key in ("rows", "ready", "faulty", "duplicate")] == [5, 3, 1, 1]
    assert all(list(fault) == ["row", "column", "reason", "mend"] for fault in answer["faults"])
    assert {(fault["row"], fault["column"]) for fault in answer["faults"]} == {
        *((6, "Họ và tên"), (6, "Ngày sinh"), (6, "Giới tính"), (6, "Số CCCD"), (7, "Dòng")),
    }
    assert not Batch.objects.exists()
    assert not Person.objects.exists()


def test_without_preview_the_rows_wait_as_drafts_and_nobody_is_made(capsys, commune, file):
    code, out, _ = ran(capsys, file, "--commune", "26248", "--json")
    assert code == 0
    assert json.loads(out)["ready"] == 3
    batch = Batch.objects.get()
    assert (batch.unit_id, batch.state, batch.uploaded_by, batch.uploaded_by_name) == (commune.pk, "CHECKED", None, "Lệnh donghanh import people")
    assert Row.objects.count() == 5
    assert not Person.objects.exists()
    assert Event.objects.get(verb="intake.receive").role == "system"


def test_both_ways_answer_the_same(capsys, commune, file):
    assert ran(capsys, file, "--commune", "26248", "--preview", "--json") == ran(capsys, file, "--commune", "26248", "--json")


def test_a_long_list_is_read_in_pieces_and_answers_the_same(capsys, commune, file, monkeypatch):
    monkeypatch.setattr("donghanh.intake.rules.SMALL", 2)
    code, out, _ = ran(capsys, file, "--commune", "26248", "--json")
    assert (code, json.loads(out)["rows"], Row.objects.count()) == (0, 5, 5)


def test_the_sheet_is_named_where_people_stand_on_several(capsys, commune, tmp_path):
    path = xlsx(tmp_path / "ds.xlsx", ("Ấp 1", [HEADER, GOOD[0]]), ("Ấp 2", [HEADER, BAD]))
    answer = json.loads(ran(capsys, path, "--commune", "26248", "--preview", "--json")[1])
    assert {(fault["sheet"], fault["row"]) for fault in answer["faults"]} == {("Ấp 2", 2)}


UNREADABLE = {
    "Tệp trống.": ("a.xlsx", b""),
    "không đúng với đuôi": ("a.xlsx", b"%PDF-1.7"),
    "Loại tệp không dùng được": ("a.docx", b"x"),
    "tiêu đề": ("a.csv", "Màu,Số\r\nđỏ,1\r\n".encode()),
}


@pytest.mark.parametrize("sentence", UNREADABLE)
@pytest.mark.parametrize("preview", [["--preview"], []])
def test_an_unreadable_file_ends_with_2_and_one_sentence(capsys, commune, tmp_path, sentence, preview):
    name, content = UNREADABLE[sentence]
    path = tmp_path / name
    path.write_bytes(content)
    code, out, err = ran(capsys, path, "--commune", "26248", *preview)
    assert (code, out) == (2, "")
    assert sentence in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("words", [["missing.xlsx", "--commune", "26248"], ["missing.xlsx"], []])
def test_missing_things_are_said(capsys, commune, words):
    code, _, err = ran(capsys, *words)
    assert code == 2
    assert err.count("\n") == 1


def test_an_unknown_commune_is_said(capsys, commune, file):
    code, _, err = ran(capsys, file, "--commune", "Không Có Xã Này", "--preview")
    assert code == 2
    assert "Không Có Xã Này" in err


def test_in_words_for_a_person_at_a_terminal(capsys, commune, file):
    _, out, _ = ran(capsys, file, "--commune", "26248", "--preview")
    assert "5 dòng: 3 dùng được, 1 cần sửa, 1 trùng." in out
    assert "Chưa giữ gì." in out


def test_the_command_can_bring_in_but_never_confirm_or_register():
    assert import_people.actor_for(1).may == {"import.people", "person.read"}
