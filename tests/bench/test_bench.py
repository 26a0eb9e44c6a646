"""The bench: what it prints and writes, that ways are asked turn about, and that the floor still speaks of today's tables."""

from __future__ import annotations

import json
import socket
from datetime import date
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from python_calamine import CalamineWorkbook

from bench import account, floor, measure, site, workbook
from tests.support import ROOT

PAGE = {
    "name": "search",
    "persons": 1000,
    "budget": 3,
    "p50_ms": 12.345,
    "p95_ms": 20.0,
    "floor_p50_ms": 2.0,
    "ratio": 6.1725,
    "walled_p50_ms": 4.0,
    "walled_ratio": 3.08,
    "cpu_p50_ms": 9.0,
    "floor_cpu_p50_ms": 0.7,
    "walled_cpu_p50_ms": 0.9,
}
LARGER = PAGE | {"persons": 10_000, "p50_ms": 24.69, "ratio": 2.9}
ABOUT = {"cores": 2, "memory_gb": 4.0, "cpu": "X", "system": "Linux", "python": "3.11", "postgresql": "18", "load_average": [1.0, 1.0, 1.0]}
ON = date(2026, 11, 21)


def test_json_holds_exactly_the_promised_keys():
    assert account.brief([PAGE]) == [{"name": "search", "persons": 1000, "p50_ms": 12.35, "p95_ms": 20.0, "floor_p50_ms": 2.0, "ratio": 6.17}]


def test_a_missed_budget_is_said_and_growth_is_counted(tmp_path):
    page = account.told([PAGE, LARGER], ABOUT, on=ON, by_hand="")
    assert "| search | 1.000 | 12.3 | 20.0 | 2.0 | 6.2 | 3 (missed) |" in page
    assert "| 2.9 | 3 |" in page
    ends = {"p50_ms_from": 12.345, "p50_ms_to": 24.69}
    grown = {"p50_ms": 2.0, "cpu_p50_ms": 1.0, "floor_p50_ms": 1.0}
    assert account.growth([PAGE, LARGER]) == [{"name": "search", "from": 1000, "to": 10_000, **ends, "growth": grown}]
    assert "| search | 1.000 | 10.000 | 12.3 | 24.7 | 2.00 | 1.00 | 1.00 | 1.3 (missed) |" in page
    assert account.growth([PAGE]) == []


DUTIES = {
    "name": "duties of 200000 open files", "persons": 200_000, "budget": 2.0, "facts": 1_651_409, "counted": 337_792, "differing": 0, "workers": 2,
    "p50_ms": 40_000.0, "p95_ms": 44_000.0, "floor_p50_ms": 25_000.0, "ratio": 1.6, "alone_ratio": 2.4, "floor_cpu_ms": 20_000.0,
    "alone_cpu_ms": 42_000.0,
}  # fmt: skip


def test_duties_reckoned_anew_have_their_line():
    page = account.told([DUTIES], ABOUT, on=ON, by_hand="")
    assert "2 processes 40.0 s; the statement that fetches the facts 25.0 s, ratio 1.60 (budget 2); in one process 2.40, by CPU 2.10." in page
    assert "(budget 2, missed)" in account.told([DUTIES | {"ratio": 2.01}], ABOUT, on=ON, by_hand="")


REPORT = {"name": "half-year report", "persons": 1000, "budget_ms": 5_000, "p50_ms": 4_999.6, "p95_ms": 6_000.0, "targets": 12, "communes": 95}
TARGETS = {"name": "all targets", "persons": 1000, "budget": 2.0, "p50_ms": 30.0, "p95_ms": 31.0, "floor_p50_ms": 10.0, "ratio": 3.0, "counted": 5}


def test_a_report_has_a_time_for_its_budget_and_targets_a_ratio():
    page = account.told([TARGETS, REPORT], ABOUT, on=ON, by_hand="")
    assert (
        "**all targets**, 1.000 people: p50 30 ms, p95 31 ms; the statement by hand 10.0 ms, ratio 3.00 (budget 2, missed); 5 people counted." in page
    )
    assert "**half-year report**, 1.000 people: p50 5000 ms, p95 6000 ms (budget 5000); 12 targets, 95 communes." in page
    assert "(budget 5000, missed)" in account.told([REPORT | {"p50_ms": 5_001.0}], ABOUT, on=ON, by_hand="")
    assert account.brief([REPORT])[0]["ratio"] is None


def test_words_written_by_hand_outlive_the_next_run(tmp_path):
    account.write([PAGE], ABOUT, on=ON, folder=tmp_path)
    page = tmp_path / "bench.md"
    page.write_text(page.read_text().replace(account.START, f"{account.START}\nBecause of the template."))
    account.write([LARGER], ABOUT, on=ON, folder=tmp_path)
    assert "Because of the template." in page.read_text() and "10.000" in page.read_text()
    kept = json.loads((tmp_path / "bench.json").read_text())
    assert kept["results"] == [LARGER] and kept["measured_on"] == "2026-11-21"


def test_the_machine_is_told_without_its_name_or_a_path():
    told = json.dumps(account.machine("18.6"))
    assert socket.gethostname() not in told and "/" not in told
    for name in ("bench.md", "bench.json"):
        written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
        assert socket.gethostname() not in written and str(Path.home()) not in written and str(ROOT) not in written


def test_ways_are_asked_turn_about_and_the_first_rounds_are_not_counted():
    asked: list[str] = []
    found = measure.timed((lambda: asked.append("ours"), lambda: asked.append("floor")), rounds=3, before=lambda: asked.append("before"))
    assert asked == ["before", "ours", "floor"] * (3 + measure.WARM)
    assert [len(way) for way in found] == [3, 3]


@pytest.mark.parametrize(
    ("values", "share", "answer"), [([3.0, 1.0, 2.0], 0.5, 2.0), ([1.0], 0.95, 1.0), ([float(n) for n in range(100)], 0.95, 95.0)]
)
def test_quantiles(values, share, answer):
    assert measure.quantile(values, share) == answer


def test_the_browser_reads_an_answer_to_its_end_and_closes_it():
    class Parts(list):
        closed = False

        def close(self):
            Parts.closed = True

    def application(environ, start_response):
        assert environ["HTTP_COOKIE"] == "sessionid=a; csrftoken=" + site.TOKEN
        start_response("200 OK", [("X", "y")])
        return Parts([b"one ", environ["wsgi.input"].read() or b"two"])

    browser = site.Browser(application, "a")
    answer = browser.open("/")
    assert (answer.status, answer.headers, answer.body, Parts.closed) == (200, {"X": "y"}, b"one two", True)
    with pytest.raises(AssertionError):
        browser.send("/")


@pytest.mark.django_db(transaction=True)
def test_the_floor_speaks_of_todays_tables():
    """Every statement is understood; a column that was renamed would end the bench only when somebody runs it."""
    given = connection.settings_dict
    address = psycopg.conninfo.make_conninfo(dbname=given["NAME"], user=given["USER"], host=given["HOST"])
    official = {"unit": 1, "user": 1, "body": 1}
    bare = floor.Floor(address, official, walled=False)
    walled = floor.Floor(address, official, walled=True)
    try:
        for path, query in (("/search", "q=nguyen"), ("/today", "")):
            assert json.loads(site.ask(bare, "GET", path, query=query).body) in ([], [[], [{"late": 0, "today": 0, "week": 0}], [], []])
        with pytest.raises(AssertionError):
            site.ask(walled, "GET", "/today", cookie="sessionid=nobody")
        with bare.connection.cursor() as cursor:
            for statement in (*floor._PERSON[1:], floor._NEW, floor._ONCE, floor._EVENT, floor._READING):
                names = statement.count("%s")
                cursor.execute(f"prepare floor as {statement}".replace("%s", "$%s") % tuple(range(1, names + 1)))
                cursor.execute("deallocate floor")
    finally:
        bare.connection.close()
        walled.connection.close()


def test_the_list_has_its_rows_and_its_faults(tmp_path):
    file = workbook.write(tmp_path / "list.xlsx", 120)
    rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    assert len(rows) == 4 + 120 and rows[3][:2] == ["STT", "Họ và tên"]
    assert sum(row[2] == "không rõ" for row in rows) == 3
