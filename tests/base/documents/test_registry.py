"""Numbers without hole or double under many hands at once; files that stay as they were made; both behind the row wall."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.documents import queries, registry
from donghanh.base.documents.models import Document, NumberRegister
from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.kernel.errors import Cannot, MayNot, NotInReach
from tests.factories.accounts import actor

AT = datetime(2026, 12, 5, 2, 0, tzinfo=UTC)
HERE, THERE = 900_011, 900_012
CHIEF = actor("commune_police_chief", HERE)
OTHER = actor("commune_police_chief", THERE)
BODY = CHIEF.body_id
LAST = "select last from documents_numberregister where body_id = %s and series = %s and year = %s"


def take(*, series: str = "QĐ", year: int = 2026, who=CHIEF, body_id: int | None = BODY) -> int:
    return registry.take_number(actor=who, body_id=body_id, series=series, year=year)


def keep(who=CHIEF, *, unit_id: int = HERE, content: bytes = b"%PDF-1.7") -> Document:
    return registry.store(actor=who, at=AT, unit_id=unit_id, kind="III-04", title="Quyết định", media_type="application/pdf", content=content)


@pytest.fixture(autouse=True)
def unborne(request):
    """Numbers taken for themselves: the papers that bear them belong to rooms above (tests/decisions/test_no_holes.py)."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        bearing("disable")


def bearing(how: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"alter table documents_numberregister {how} trigger register_without_hole")


# numbers


@pytest.mark.django_db
def test_each_series_of_each_year_counts_from_one():
    with scope(CHIEF):
        assert [take(), take(), take()] == [1, 2, 3]
        assert [take(year=2027), take(series="TB"), take()] == [1, 1, 4]


@pytest.mark.django_db
def test_an_act_that_fails_gives_its_number_back():
    with scope(CHIEF):
        assert take() == 1
        with pytest.raises(Cannot), transaction.atomic():
            assert take() == 2
            raise Cannot("Không ký được.")
        assert take() == 2


@pytest.mark.django_db
def test_a_number_of_another_body_is_refused():
    with scope(CHIEF), pytest.raises(MayNot, match="cơ quan mình"):
        take(body_id=OTHER.body_id)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "update documents_numberregister set last = 5",
        "update documents_numberregister set last = 0",
        "update documents_numberregister set year = 2020, last = last + 1",
        "delete from documents_numberregister",
        "insert into documents_numberregister (body_id, series, year, last) values (1, 'QĐ', 2026, 40)",
    ],
)
def test_not_even_the_owner_can_skip_or_turn_back_a_register(sql):
    with scope(CHIEF):
        take()
    with pytest.raises(DatabaseError, match="a register"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def real_hands(django_db_setup, django_db_blocker) -> Iterator[Callable]:
    """Runs work(i) for many i in threads with connections of their own, committed for real; rows are removed afterwards."""

    def run(work: Callable[[int], object], times: int, threads: int = 20) -> list:
        def alone(i: int) -> object:
            with django_db_blocker.unblock():
                return work(i)

        def end(_: int) -> None:
            ready.wait(10)
            with django_db_blocker.unblock():
                connection.close()

        ready = threading.Barrier(threads)
        with ThreadPoolExecutor(threads) as pool:
            done = list(pool.map(alone, range(times)))
            list(pool.map(end, range(threads)))
        return done

    with django_db_blocker.unblock():
        bearing("disable")
    yield run
    with django_db_blocker.unblock():
        bearing("enable")
        with connection.cursor() as cursor:
            cursor.execute("truncate documents_numberregister")
        connection.close()


def one_act(i: int) -> int | None:
    """Every fifth act fails after it took its number."""
    try:
        with scope(CHIEF):
            number = take()
            if i % 5 == 0:
                raise Cannot("Không ký được.")
            return number
    except Cannot:
        return None


def test_outside_a_transaction_no_number_is_given_and_no_file_kept(real_hands):
    for step in (take, keep):
        with pytest.raises(RuntimeError, match="transaction"):
            real_hands(lambda _, step=step: step(), 1, threads=1)


def test_twenty_hands_take_a_hundred_numbers_without_hole_or_double(real_hands):
    taken = [n for n in real_hands(one_act, 125) if n is not None]
    assert sorted(taken) == list(range(1, 101))


def test_twin_without_the_lock_two_hands_take_the_same_number(real_hands, monkeypatch):
    both_have_read = threading.Barrier(2)

    def unlocked(*, actor, body_id, series, year) -> int:
        with connection.cursor() as cursor:
            cursor.execute(LAST, [body_id, series, year])
            last = (cursor.fetchone() or [0])[0]
            both_have_read.wait(10)
            # read and written apart, and the counting trigger off: as a register kept in application code would do it
            cursor.execute(
                "insert into documents_numberregister (body_id, series, year, last) values (%s, %s, %s, 1)"
                " on conflict (body_id, series, year) do nothing",
                [body_id, series, year],
            )
        return last + 1

    monkeypatch.setattr(registry, "take_number", unlocked)
    assert real_hands(lambda _: one_act(1), 2, threads=2) == [1, 1]


def test_a_second_taker_waits_for_the_first(real_hands):
    first_has_taken, may_commit, order = threading.Event(), threading.Event(), []

    def first() -> None:
        with scope(CHIEF):
            order.append(("first", take()))
            first_has_taken.set()
            may_commit.wait(10)
            order.append(("first done", 0))

    def second() -> None:
        first_has_taken.wait(10)
        with scope(CHIEF):
            threading.Timer(0.2, may_commit.set).start()
            order.append(("second", take()))

    real_hands(lambda i: (first, second)[i](), 2, threads=2)
    assert order == [("first", 1), ("first done", 0), ("second", 2)]


# files


@pytest.mark.django_db
def test_a_kept_file_comes_back_byte_for_byte():
    with scope(CHIEF):
        made = keep(content=bytes(range(256)))
        kept = queries.content(actor=CHIEF, document_id=made.pk)
    assert kept.content == bytes(range(256))
    assert (kept.title, kept.media_type, kept.unit_id, kept.made_at) == ("Quyết định", "application/pdf", HERE, AT)


@pytest.mark.django_db
def test_a_file_is_read_only_inside_the_scope_and_the_class():
    with scope(CHIEF):
        made = keep()
    doctor = actor("facility_doctor", HERE, unit_ids=frozenset({HERE}), grants={})
    with pytest.raises(NotInReach):
        queries.content(actor=OTHER, document_id=made.pk)
    with pytest.raises(NotInReach):
        queries.content(actor=CHIEF, document_id=AT_NO_FILE)
    with pytest.raises(MayNot):
        queries.content(actor=doctor, document_id=made.pk)


AT_NO_FILE = "00000000-0000-7000-8000-000000000000"


@pytest.mark.django_db
def test_a_file_is_kept_only_where_one_may_write():
    with pytest.raises(NotInReach):
        keep(unit_id=THERE)
    with pytest.raises(MayNot):
        keep(actor("commune_police", HERE, grants={}))


@pytest.mark.django_db
def test_a_damaged_file_is_not_handed_out():
    with scope(CHIEF):
        made = keep()
    with connection.cursor() as cursor:
        cursor.execute("alter table documents_document drop constraint document_hash_true")
        cursor.execute("alter table documents_document disable trigger document_kept_as_made")
        cursor.execute("update documents_document set content = 'x'")
    with pytest.raises(Cannot, match="không còn nguyên vẹn"):
        queries.content(actor=CHIEF, document_id=made.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["content = 'x'", "title = 'Khác'", "sha256 = 'x'", "made_at = now()", "kind = 'x'"])
def test_not_even_the_owner_can_change_a_kept_file(change):
    with scope(CHIEF):
        keep()
    with pytest.raises(DatabaseError, match="a kept file never changes"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"update documents_document set {change}")


@pytest.mark.django_db
def test_a_kept_file_moves_with_its_case():
    with scope(CHIEF):
        made = keep()
    Document.objects.update(unit_id=THERE)
    assert queries.content(actor=OTHER, document_id=made.pk).unit_id == THERE


@pytest.mark.django_db
def test_a_false_hash_is_not_kept():
    with pytest.raises(DatabaseError, match="document_hash_true"), transaction.atomic():
        Document.objects.create(id=AT_NO_FILE, unit_id=HERE, kind="x", title="x", media_type="x", sha256="0" * 64, content=b"x", made_at=AT)


# the wall under both, asked past the application


def rows(model, who) -> int:
    with scope(who):
        return model.objects.count()


@pytest.mark.django_db
def test_the_database_itself_shows_each_body_its_own():
    with scope(CHIEF):
        keep()
        take()
    stranger = actor("commune_police_chief", HERE, grants={}, body_id=1)
    assert [rows(Document, who) for who in (CHIEF, OTHER, stranger, None)] == [1, 0, 0, 0]
    assert [rows(NumberRegister, who) for who in (CHIEF, OTHER, stranger, None)] == [1, 0, 0, 0]
    with as_jobs():
        assert (Document.objects.count(), NumberRegister.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_twin_without_row_security_everything_is_seen():
    with scope(CHIEF):
        keep()
        take()
    with connection.cursor() as cursor:
        cursor.execute("alter table documents_document disable row level security")
        cursor.execute("alter table documents_numberregister disable row level security")
    assert rows(Document, OTHER) == rows(NumberRegister, OTHER) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "update documents_document set title = 'x'",
        "delete from documents_document",
        "delete from documents_numberregister",
        f"insert into documents_numberregister (body_id, series, year, last) values ({OTHER.body_id}, 'QĐ', 2026, 1)",
        f"update documents_numberregister set body_id = {OTHER.body_id}, last = last + 1",
    ],
)
def test_the_web_role_cannot_go_round_the_room(sql):
    with scope(CHIEF):
        keep()
        take()
    with pytest.raises(DatabaseError), scope(CHIEF), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.django_db
def test_without_the_application_check_the_database_still_refuses_another_bodys_number():
    with pytest.raises(DatabaseError, match="row-level security"), scope(CHIEF), connection.cursor() as cursor:
        cursor.execute(registry._TAKE, [OTHER.body_id, "QĐ", 2026])
