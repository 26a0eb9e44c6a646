"""The auditor's pages: sentences for codes, opaque ids, seals checked, a sample by lot; each opening leaves its own row."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from donghanh.base.audit import actions, sealing
from donghanh.base.audit.models import Event, Reading
from donghanh.web.audit.words import PAGES, VERBS
from tests.factories import accounts

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
PERSON = uuid.UUID("01980000-0000-7000-8000-0000000000aa")
PROVINCE, COMMUNE = 800_001, 900_001
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def auditor(client):
    held = accounts.post(role="auditor", unit_id=PROVINCE)
    accounts.unit(COMMUNE, parent_id=PROVINCE)
    return accounts.sign_in(client, held)


def act(n: int = 1, *, at: datetime = AT, **more):
    who = more.pop("who", None) or accounts.actor("commune_police", COMMUNE, user_id=accounts.user(full_name="Trần Văn Ước").pk)
    for _ in range(n):
        with actions.recording(actor=who, verb=more.get("verb", "person.register"), at=at, person_id=PERSON, reason="vì Nguyễn Thị Mật nói"):
            pass
        actions.note_reading(actor=who, at=at, page="people:person", person_id=PERSON, unit_id=COMMUNE, classes="D1 D3")


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_log_tells_in_sentences_and_names_no_person(auditor):
    act()
    page = text(auditor.get("/nhat-ky/"))
    for part in ("Lập hồ sơ người", "Trần Văn Ước", "Công an xã", "…0000000000aa", "20/11/2026", "08:00"):
        assert part in page
    assert "Mật" not in page.replace("Mật khẩu", "")
    looks = text(auditor.get("/nhat-ky/?loai=readings"))
    assert "Mở hồ sơ người" in looks
    assert "nhân thân, hồ sơ pháp lý" in looks


@pytest.mark.parametrize(
    ("asked", "rows"),
    [("", 3), ("?viec=person.register", 2), ("?vai_tro=commune_police", 2), (f"?nguoi={PERSON}", 2), ("?tu=20/11/2026&den=20/11/2026", 1),
     ("?tu=21/11/2026&den=22/11/2026", 1), (f"?nguoi={uuid.uuid4()}", 0), ("?tu_choi=on", 0), (f"?vu_viec={PERSON}", 0)],
)  # fmt: skip
def test_the_filter(auditor, asked, rows):
    act()
    act(at=AT + timedelta(days=1))
    with actions.recording(actor=accounts.actor("system_admin", PROVINCE), verb="account.create", at=AT - timedelta(days=9)):
        pass
    assert auditor.get("/nhat-ky/" + asked).content.decode().count("<tr><td") == rows


def test_a_mistyped_filter_is_given_back(auditor):
    answer = auditor.get("/nhat-ky/?nguoi=123&tu=31/2/2026")
    assert answer.status_code == 422
    assert "Chép nguyên mã" in text(answer)


def test_turning_pages_by_key(auditor):
    act(70)
    first = auditor.get("/nhat-ky/?viec=person.register").content.decode()
    href = re.search(r'href="(\?[^"]*sau=[^"]*)" rel="next"', first).group(1).replace("&amp;", "&")
    second = auditor.get("/nhat-ky/" + href).content.decode()
    assert (first.count("<tr><td"), second.count("<tr><td")) == (50, 20)
    assert auditor.get("/nhat-ky/?sau=abc").status_code == 200


def test_the_same_number_of_questions_for_two_rows_and_for_fifty(auditor):
    act(2)
    auditor.get("/nhat-ky/")
    with CaptureQueriesContext(connection) as few:
        auditor.get("/nhat-ky/")
    act(60)
    with CaptureQueriesContext(connection) as many:
        auditor.get("/nhat-ky/")
    assert len(few) == len(many) <= 15


def test_reading_the_log_is_itself_in_the_log(auditor):
    auditor.get(f"/nhat-ky/?nguoi={PERSON}")
    auditor.get("/nhat-ky/niem-phong/")
    auditor.get("/nhat-ky/mau/")
    rows = list(Reading.objects.order_by("id").values_list("page", "person_id", "role"))
    assert rows == [("audit:log", PERSON, "auditor"), ("audit:seals", None, "auditor"), ("audit:sample", None, "auditor")]


@pytest.mark.parametrize("role", ["commune_officer", "commune_police_chief", "commune_chair", "provincial_lead", "system_admin", "facility_doctor"])
def test_the_log_is_closed_to_others(client, role):
    accounts.sign_in(client, accounts.post(role=role, unit_id=900_009))
    for address in ("/nhat-ky/", "/nhat-ky/niem-phong/", "/nhat-ky/mau/"):
        assert client.get(address).status_code == 403


def test_the_sample_shows_looks_drawn_by_lot(auditor, monkeypatch):
    from donghanh.web.shell import clock

    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=1))
    act(60)
    assert auditor.get("/nhat-ky/mau/").content.decode().count("<tr><td") == 50


@pytest.mark.django_db(transaction=True)
def test_seals_are_shown_and_checked(client, monkeypatch):
    def all_finished() -> int:
        with connection.cursor() as cursor:
            cursor.execute("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
            return cursor.fetchone()[0]

    monkeypatch.setattr(sealing, "finished_before", all_finished)
    accounts.sign_in(client, accounts.post(role="auditor", unit_id=PROVINCE))
    assert "Chưa có niêm phong" in text(client.get("/nhat-ky/niem-phong/"))
    act(3)
    sealing.seal_now(at=AT)
    assert "Nguyên vẹn." in text(client.get("/nhat-ky/niem-phong/?kiem=1"))
    with connection.cursor() as cursor:
        cursor.execute("alter table audit_event disable trigger user")
        cursor.execute("update audit_event set verb = 'x' where id = %s", [Event.objects.first().pk])
        cursor.execute("alter table audit_event enable trigger user")
        cursor.execute("alter table audit_event disable trigger audit_event_not_emptied")  # for the cleaning after this test
    page = text(client.get("/nhat-ky/niem-phong/?kiem=1"))
    assert "không còn nguyên vẹn" in page
    assert "Một dòng đã bị sửa." in page


def test_every_code_written_anywhere_has_its_sentence():
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "donghanh").rglob("*.py"))
    assert set(re.findall(r'verb="([a-z_.]+)"', source)) - set(VERBS) == set()
    assert set(re.findall(r'\bpage="([a-z_]+:[a-z_]+)"', source)) - set(PAGES) == set()
