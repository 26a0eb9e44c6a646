"""`donghanh accounts` and `donghanh audit` as they are typed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from donghanh.base.accounts import queries
from donghanh.base.accounts.models import Post, User
from donghanh.base.accounts.roles import ROLES
from donghanh.base.audit import actions, sealing
from donghanh.base.audit.models import Event
from donghanh.jobs.cli import main
from donghanh.jobs.commands.accounts import CAST, trial_password
from donghanh.kernel.workdays import local_day
from tests.factories import accounts
from tests.factories.places import load_units

pytestmark = pytest.mark.django_db


@pytest.fixture
def units():
    load_units()


def run(capsys, *argv) -> tuple[int, str, str]:
    code = main(list(argv))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_cast_of_a_trial_run(units, capsys):
    code, out, err = run(capsys, "accounts", "personas", "--json")
    assert (code, err) == (0, "")
    made = json.loads(out)
    assert {a["role"] for a in made["accounts"]} == set(ROLES)
    court = next(a for a in made["accounts"] if a["role"] == "court_clerk")
    assert "bản chạy thử" in court["body"], "which court holds Trảng Bom no source says: the trial's setting is called so"
    police = [a for a in made["accounts"] if a["role"] == "commune_police" and "Trảng Bom" in a["body"]]
    assert len(police) == 2, "a drafter and a checker"
    assert sum(a["role"] == "system_admin" for a in made["accounts"]) == 2, "grants need two people"
    chief = User.objects.get(username="dung.phamquoc")
    assert chief.check_password(made["password"])
    today = local_day(datetime.now(UTC))
    (post,) = queries.posts_of(chief.pk, on=today)
    actor = queries.actor_of(post, user_name=chief.full_name, on=today)
    assert (actor.office, actor.body_name, len(actor.unit_ids)) == ("commune_police_chief", "Công an xã Trảng Bom", 1)
    lead = Post.objects.get(user__username="quan.maianh")
    reach = queries.actor_of(lead, user_name="", on=today)
    assert (len(reach.stat_unit_ids), len(reach.unit_ids)) == (96, 0)


def test_the_cast_twice_is_the_cast_once(units, capsys):
    first = run(capsys, "accounts", "personas", "--json")[1]
    assert run(capsys, "accounts", "personas", "--json")[1] == first
    assert User.objects.count() == len(CAST)
    assert Post.objects.count() == len(CAST) + sum(ROLES[a["role"]].territory == "COMMUNE" for a in json.loads(first)["accounts"]), "the term before"
    assert "Mật khẩu chung" in run(capsys, "accounts", "personas")[1]


def test_no_cast_outside_of_a_trial_run(capsys, settings):
    settings.DEMO = False
    code, out, err = run(capsys, "accounts", "personas")
    assert (code, out) == (2, "")
    assert "first-admin" in err
    assert not User.objects.exists()


def test_without_places_the_cast_says_what_to_do(capsys):
    code, _out, err = run(capsys, "accounts", "personas")
    assert code == 2
    assert len(err.strip().splitlines()) == 1


def test_the_password_of_a_trial_differs_from_installation_to_installation():
    assert trial_password("a") == trial_password("a") != trial_password("b")
    assert len(trial_password("a")) >= 15


def test_three_first_administrators_and_no_fourth(units, capsys):
    for name in ("quan.tri.mot", "quan.tri.hai", "quan.tri.ba"):
        code, out, _err = run(capsys, "accounts", "first-admin", name, "Nguyễn Văn Quản", "--province", "Đồng Nai")
        assert code == 0
        assert User.objects.get(username=name).check_password(out.split()[-1])
        assert User.objects.get(username=name).must_choose_password
    code, _out, err = run(capsys, "accounts", "first-admin", "quan.tri.bon", "Nguyễn Văn Bốn", "--province", "Đồng Nai")
    assert code == 2
    assert "đủ ba quản trị viên" in err
    assert Event.objects.filter(verb="account.first_admin", result="refused").count() == 1


def test_tidying(capsys):
    code, out, _err = run(capsys, "accounts", "tidy", "--json")
    assert (code, json.loads(out)) == (0, {"submissions": 0, "kept": 0, "sessions": 0, "failures": 0})
    assert "Đã dọn" in run(capsys, "accounts", "tidy")[1]


@pytest.mark.django_db(transaction=True)
def test_seal_and_verify_and_one_changed_byte(capsys, monkeypatch):
    def all_finished() -> int:
        with connection.cursor() as cursor:
            cursor.execute("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
            return cursor.fetchone()[0]

    monkeypatch.setattr(sealing, "finished_before", all_finished)
    for n in range(3):
        with actions.recording(actor=accounts.actor(), verb="case.record", at=datetime(2026, 11, 1, tzinfo=UTC) + timedelta(days=n)):
            pass
    code, out, _err = run(capsys, "audit", "seal", "--json")
    (seal,) = json.loads(out)["seals"]
    assert (code, seal["rows"]) == (0, 3)
    assert run(capsys, "audit", "seal")[1].strip() == "Không có dòng mới."
    code, out, _err = run(capsys, "audit", "verify", "--json", "--witness", seal["link"])
    assert (code, json.loads(out)["whole"], json.loads(out)["rows"]) == (0, True, 3)
    assert run(capsys, "audit", "verify")[1].startswith("Nguyên vẹn: 3 dòng")
    assert run(capsys, "audit", "verify", "--witness", "ab" * 32)[0] == 1
    with connection.cursor() as cursor:
        cursor.execute("alter table audit_event disable trigger audit_event_kept")
        cursor.execute("update audit_event set verb = 'case.recorD' where id = %s", [Event.objects.first().pk])
        cursor.execute("alter table audit_event enable trigger audit_event_kept")
    code, out, _err = run(capsys, "audit", "verify", "--json")
    assert code == 1
    assert json.loads(out)["faults"] == [{"log": "event", "seal": seal["seal"], "what": "a row was changed"}]
    assert f"niêm phong số {seal['seal']}: một dòng đã bị sửa." in run(capsys, "audit", "verify")[1]


@pytest.mark.django_db(transaction=True)
def test_a_check_that_cannot_run_says_so(capsys):
    with connection.cursor() as cursor:
        cursor.execute("alter table audit_seal rename to audit_seal_away")
    try:
        code, _out, err = run(capsys, "audit", "verify")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("alter table audit_seal_away rename to audit_seal")
    assert code == 2
    assert "Không kiểm tra được" in err
