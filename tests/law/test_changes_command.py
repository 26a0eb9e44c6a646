"""donghanh law changes: read by a program and by a person, without a database."""

from __future__ import annotations

import json

import pytest

from donghanh.jobs import cli


def run(capsys, *args: str) -> tuple[int, str, str]:
    try:
        code = cli.main(["law", *args])
    except SystemExit as end:
        code = end.code
    out, err = capsys.readouterr()
    return int(code or 0), out, err


def test_as_json(capsys):
    code, out, err = run(capsys, "changes", "--from", "2026-06-30", "--to", "2026-07-01", "--procedure", "user", "--json")
    found = json.loads(out)
    assert (code, err, found["from"], found["procedure"], found["holders"]) == (0, "", "2026-06-30", "user", [])
    decide = next(change for change in found["changes"] if change["topic"] == "user.decide")
    assert (decide["before"]["amount"], decide["after"]["amount"]) == ("03 ngày làm việc", "24 giờ")
    assert decide["after"]["status"] == "conflict" and len(decide["citations"]) == 2


def test_all_procedures_name_who_acts_instead_of_whom(capsys):
    _, out, _ = run(capsys, "changes", "--from", "2025-06-30", "--to", "2025-07-01", "--json")
    court = next(held for held in json.loads(out)["holders"] if held["function"] == "court_first_instance")
    assert (court["before"], court["after"]) == ("Toà án nhân dân cấp huyện", "Toà án nhân dân khu vực")


def test_for_a_person(capsys):
    code, out, _ = run(capsys, "changes", "--from", "2026-06-30", "--to", "2026-07-01")
    assert code == 0 and "Chủ tịch UBND cấp xã → Trưởng Công an cấp xã" in out and "30/06/2026: 03 ngày làm việc." in out
    _, out, _ = run(capsys, "changes", "--from", "2026-07-02", "--to", "2026-07-03", "--procedure", "user")
    assert "Không có thay đổi nào" in out


@pytest.mark.parametrize("args", [("--from", "x", "--to", "2026-07-01"), ("--from", "2026-06-30", "--to", "2026-07-01", "--procedure", "users")])
def test_bad_input_is_a_sentence(capsys, args):
    code, out, err = run(capsys, "changes", *args)
    assert code == 2 and out == "" and "Traceback" not in err and err


def test_a_decided_number_inside_a_range(capsys):
    code, out, _ = run(capsys, "due", "VR-08", "--from", "2024-08-31", "--amount", "6", "--json")
    assert code == 0 and json.loads(out)["last_day"] == "2025-02-28"
    code, _, err = run(capsys, "due", "VR-08", "--from", "2024-08-31")
    assert code != 0 and "từ 06 đến 12 tháng" in err
