"""`donghanh law`: answers as JSON and as text, refusals in one line, no database."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from donghanh.jobs import cli


@pytest.fixture
def run(capsys):
    """Runs one command line: exit code, standard output, standard error."""

    def go(*arguments: str) -> tuple[int, str, str]:
        try:
            code = cli.main(list(arguments))
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return go


@pytest.mark.parametrize(("on", "count", "one"), [("2026-06-30", 174, "UM-04"), ("2026-07-01", 142, "USER_DECISION")])
def test_rules_of_a_day(run, on, count, one):
    code, out, err = run("law", "rules", "--on", on, "--json")
    answer = json.loads(out)
    assert (code, err, answer["on"], answer["note"]) == (0, "", on, "")
    assert len(answer["rules"]) == count
    found = next(rule for rule in answer["rules"] if rule["id"] == one)
    keys = "id topic kind amount unit counts_from actor result citation valid_from valid_to confidence status"
    assert set(keys.split(" ")) <= set(found)


def test_before_any_rule_says_since_when(run):
    code, out, _ = run("law", "rules", "--on", "2021-12-31", "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["rules"] == []
    assert "01/01/2022" in answer["note"]


@pytest.mark.parametrize(
    ("rule_id", "start", "due", "last_day"),
    [
        ("UM-01", "2025-01-24", "2025-02-05T23:59:59+07:00", "2025-02-05"),
        ("UM-01", "2025-01-24T09:00", "2025-02-05T23:59:59+07:00", "2025-02-05"),
        ("UM-01", "2025-01-24T02:00:00Z", "2025-02-05T23:59:59+07:00", "2025-02-05"),
        ("USER_DECISION", "2026-07-03T22:30:00+07:00", "2026-07-04T22:30:00+07:00", "2026-07-04"),
        ("USER_RESIDENCE_VERIFY", "2026-07-01T00:00", "2026-07-02T00:00:00+07:00", "2026-07-02"),
        ("UM-05", "2023-03-10", "2024-03-10T23:59:59+07:00", "2024-03-10"),
        ("UM-12", "2024-05-05T10:15", "2024-05-05T10:15:00+07:00", "2024-05-05"),
    ],
)
def test_due(run, rule_id, start, due, last_day):
    code, out, err = run("law", "due", rule_id, "--from", start, "--json")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert (answer["due"], answer["last_day"]) == (due, last_day)
    assert answer["steps"] and answer["citation"] and answer["confidence"] == "V"


def test_what_was_understood_is_said(run):
    assert "múi giờ" in json.loads(run("law", "due", "UM-01", "--from", "2025-01-24T09:00", "--json")[1])["note"]
    assert "chỉ có ngày" in json.loads(run("law", "due", "UM-01", "--from", "2025-01-24", "--json")[1])["note"]
    assert "Đổi sang giờ Việt Nam" in json.loads(run("law", "due", "UM-01", "--from", "2025-01-24T02:00Z", "--json")[1])["note"]


def test_as_text_every_step_is_a_line(run):
    code, out, _ = run("law", "due", "UM-01", "--from", "2025-01-24")
    assert code == 0
    assert "Giao thừa" in out and "Căn cứ: Nghị định 105/2021/NĐ-CP, Điều 41 khoản 1." in out
    assert "UM-01" in run("law", "rules", "--on", "2025-01-24")[1]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("law", "due", "UM-13", "--from", "2025-01-24"), "UM-12"),
        (("law", "due", "UM-01", "--from", "2026-07-01"), "USER_RESIDENCE_VERIFY"),
        (("law", "due", "UM-01", "--from", "2021-12-31"), "01/01/2022"),
        (("law", "due", "USER_DECISION", "--from", "2026-07-03"), "giờ"),
        (("law", "due", "UM-11", "--from", "2025-01-24"), "ngưỡng"),
        (("law", "due", "UM-01", "--from", "yesterday at noon"), "yesterday"),
        (("law", "due", "UM-01", "--from", "9999-12-31T23:00"), "9999"),
        (("law", "due", "UM-01"), "--from"),
        (("law", "rules", "--on", "2026-02-30"), "2026-02-30"),
        (("law", "rules"), "--on"),
        (("law", "nothing"), "nothing"),
        ((), "NHÓM"),
    ],
)
def test_refusals_are_one_line_and_exit_two(run, arguments, word):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert word in err
    assert len(err.strip().splitlines()) == 1


def test_a_refusal_with_json_is_json_too(run):
    code, out, err = run("law", "due", "UM-13", "--from", "2025-01-24", "--json")
    assert code == 2
    assert set(json.loads(out)) == {"error", "mend", "field", "citation"}
    assert err


def test_a_fault_of_ours_is_a_sentence_not_a_traceback(run, monkeypatch):
    from donghanh import legal

    def broken(on):
        raise ZeroDivisionError

    monkeypatch.setattr(legal, "rules_in_force", broken)
    code, _, err = run("law", "rules", "--on", "2026-07-01")
    assert code == 1
    assert "ZeroDivisionError" in err and "Traceback" not in err


def test_it_runs_as_a_program_without_a_database_in_any_locale():
    done = subprocess.run(
        [sys.executable, "-m", "donghanh.jobs.cli", "law", "due", "UM-01", "--from", "2025-01-24"],
        env={"PATH": os.environ["PATH"], "LC_ALL": "C", "DATABASE_URL": "postgresql://nowhere.invalid/none"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert "Tết" in done.stdout.decode("utf-8")
