"""`donghanh plan load`, `donghanh numbers`, `donghanh report build`: what a script gets, and one sentence for what cannot be answered."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from donghanh.base.audit.models import Event, Reading
from donghanh.jobs import cli
from tests.factories.programme import NOW, detected, load_uncounted, many

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plan")]
EARLY = NOW - timedelta(days=30)


def run(capsys, *words) -> tuple[int, str, str]:
    code = cli.main(list(words))
    said = capsys.readouterr()
    return code, said.out, said.err.strip()


def numbers(capsys, place, *more, period="2026H2"):
    code, out, err = run(capsys, "numbers", "DN137", "--period", period, "--place", place, "--json", *more)
    assert code == 0, err
    return json.loads(out)


def of(told, target="DN137-III.2.b.1"):
    return next(one for one in told["targets"] if one["id"] == target)


@pytest.mark.requirement("DN137-III.2.b.1")
def test_numbers_of_a_commune_and_its_province(towns, capsys):
    done = EARLY + timedelta(days=1)
    detected(towns[0], at=EARLY, managed=done, offered=done)
    detected(towns[0], at=EARLY, managed=done)
    detected(towns[1], at=EARLY)
    here = numbers(capsys, "26248")
    assert (here["plan"], here["period"], here["place"], len(here["targets"])) == ("DN137", "2026H2", "26248", 15)
    counted = {"id": "DN137-III.2.b.1", "numerator": 1, "denominator": 2, "value": 50.0, "unit": "%", "met": False, "missing": 1}
    assert counted.items() <= of(here).items() and of(here)["state"] == "computed"
    waiting = of(here, "DN137-III.2.a.5")
    assert waiting["numerator"] is waiting["value"] is waiting["met"] is None and waiting["state"] == "missing" and waiting["wanted"] == 100.0
    assert "công bố" in waiting["missing_fact"] and waiting["recorded_by"]
    whole = of(numbers(capsys, "75"))
    assert (whole["numerator"], whole["denominator"], whole["value"], whole["missing"]) == (1, 3, 33.3, 2)
    assert Reading.objects.filter(page="overview:place").count() == 2


def test_in_words_what_is_not_known_is_no_number(towns, capsys):
    code, out, _err = run(capsys, "numbers", "DN137", "--period", "2026H2", "--place", "26248")
    lines = {line.split()[0]: line for line in out.splitlines() if line.startswith("  ")}
    assert code == 0 and "None" not in out
    assert lines["VI.3.đ.1"].endswith("0 người, số phải đạt chưa đặt; không tính") and "chỉ tính cho toàn tỉnh" in lines["III.2.a.3"]
    assert "cùng kỳ năm trước không có số" in lines["III.1"]


def test_an_empty_period_is_null_not_zero(capsys):
    target = of(numbers(capsys, "75", period="2025H1"))
    nobody = {"id": "DN137-III.2.b.1", "numerator": 0, "denominator": 0, "value": None, "unit": "%", "met": None, "missing": 0}
    assert nobody.items() <= target.items()


def test_former_places_and_names_answer_too(towns, capsys):
    many(towns[0], total=3, reached=3)
    assert of(numbers(capsys, "75", "--place-on", "2025-06-30"))["denominator"] == 3
    assert of(numbers(capsys, "70"))["denominator"] == 0
    assert numbers(capsys, "xã Trảng Bom")["place"] == "26248"
    code, out, _ = run(capsys, "numbers", "DN137", "--period", "2026", "--place", "75", "--place-on", "2025-06-30")
    assert code == 0 and "Địa bàn cũ" in out and "3/3 người, 100,0 %, đạt" in out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("DN999", "--period", "2025H1", "--place", "75"), "Không có kế hoạch “DN999”. Các kế hoạch đã nạp: DN137."),
        (("DN137", "--period", "2025H3", "--place", "75"), "Không đọc được kỳ “2025H3”."),
        (("DN137", "--period", "2025H1", "--place", "99999"), "Không có địa bàn nào mã hoặc tên là “99999”."),
        (("DN137", "--period", "2025H1", "--place", "xã Xuân Tâm"), "nay thuộc 2 đơn vị"),
        (("DN137", "--period", "2025H1", "--place", "75", "--place-on", "hôm nay"), "Ngày “hôm nay” không đọc được."),
        (("DN137", "--place", "75"), "Thiếu tham số: --period."),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(capsys, words, sentence):
    try:
        code = cli.main(["numbers", *words])
    except SystemExit as ended:
        code = ended.code
    said = capsys.readouterr()
    assert code == 2 and sentence in said.err and said.out == "" and said.err.count("\n") == 1


@pytest.mark.requirement("DN137-VII.4")
@pytest.mark.parametrize(("form", "begins"), [("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF"), ("json", b"{")])
def test_a_report_is_built_and_written_whole(towns, capsys, tmp_path, form, begins):
    detected(towns[0], at=EARLY)
    target = tmp_path / f"bao-cao.{form}"
    asked = ("report", "build", "DN137", "--period", "2026H2", "--format", form, "-o", str(target))
    for place in ("75", "26248"):
        code, out, err = run(capsys, *asked, "--place", place)
        assert code == 0, err
        assert "bản số 1" in out and target.read_bytes().startswith(begins)
    code, out, _ = run(capsys, *asked, "--place", "75", "--reason", "Bổ sung")
    assert code == 0 and "bản số 2" in out
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    assert Event.objects.filter(verb="report.freeze", role="system").count() == 3


def test_the_json_report_carries_what_it_rests_on(towns, capsys, tmp_path):
    detected(towns[0], at=EARLY)
    run(capsys, "report", "build", "DN137", "--period", "2026H2", "--place", "26248", "--format", "json", "-o", str(tmp_path / "r.json"))
    told = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    definitions = (
        "newly_dependent/1, aftercare_supported/2, staff_trained/2, models_in_districts/2, aftercare_followed/2, user_management/1,"
        " communes_preventing/2, communes_using_it/2, methadone_patients/2, models_in_communes/3"
    )
    found = of(told)
    assert told["definition"] == definitions and len(told["law_edition"]) == 12 and len(found["digest"]) == 64


def test_a_report_that_cannot_be_written_keeps_nothing(capsys, tmp_path):
    asked = ("report", "build", "DN137", "--period", "2026H2", "--place", "75", "--format", "xlsx", "-o")
    for target in (tmp_path / "khong-co" / "r.xlsx", tmp_path):
        code, _, err = run(capsys, *asked, str(target))
        assert code == 2 and err
    assert not Event.objects.filter(verb="report.freeze").exists() and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("plan_id", "period", "place", "sentence"),
    [
        ("DN999", "2026H1", "75", "Không có kế hoạch “DN999”"),
        ("DN137", "2026H3", "75", "Không đọc được kỳ “2026H3”"),
        ("DN137", "2026H1", "99999", "Không có địa bàn nào mã hoặc tên là “99999”"),
        ("DN257", "2026H1", "75", "chưa có chỉ tiêu nào tính được từ hồ sơ, nên không có số để chốt"),
    ],
)
def test_a_report_that_cannot_be_built_is_one_sentence_and_no_file(capsys, tmp_path, plan_id, period, place, sentence):
    if plan_id == "DN257":
        load_uncounted(plan_id)
    asked = ("report", "build", plan_id, "--period", period, "--place", place, "--format", "docx", "-o", str(tmp_path / "r.docx"))
    code, out, err = run(capsys, *asked)
    assert code == 2 and sentence in err and "\n" not in err and out == "" and list(tmp_path.iterdir()) == []


def test_no_report_of_a_former_place(capsys, tmp_path):
    asked = ("report", "build", "DN137", "--period", "2025H1", "--place", "70", "--format", "xlsx", "-o", str(tmp_path / "r.xlsx"))
    code, _, err = run(capsys, *asked)
    assert code == 2 and "địa bàn của hiện nay" in err and list(tmp_path.iterdir()) == []


def test_plans_are_loaded_again_without_harm(capsys, tmp_path):
    code, out, _ = run(capsys, "plan", "load", "--json")
    assert code == 0 and json.loads(out) == {"written": ["DN257", "QN22", "TH38"], "same": ["DN137"]}
    code, _, err = run(capsys, "plan", "load", "--from", str(tmp_path))
    assert code == 2 and "Không có tệp kế hoạch" in err
