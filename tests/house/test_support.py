"""The helper that compares a page's statements goes red on a page that asks once per row."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from tests.support import same_queries

rows: list[int] = []


def _ask(times: int) -> HttpResponse:
    with connection.cursor() as cursor:
        for _ in range(times):
            cursor.execute("select 1")
    return HttpResponse("ok")


def once(request: HttpRequest) -> HttpResponse:
    """A page that asks once."""
    return _ask(1)


def per_row(request: HttpRequest) -> HttpResponse:
    """A page that asks once per row."""
    return _ask(len(rows))


urlpatterns = [path("once/", once), path("per-row/", per_row)]


@pytest.fixture(autouse=True)
def these_pages(settings):
    settings.ROOT_URLCONF, settings.MIDDLEWARE = __name__, []
    rows.clear()


def few() -> None:
    rows.extend(range(2))


def many() -> None:
    rows.extend(range(48))


@pytest.mark.django_db
def test_a_page_that_asks_once_passes(client):
    assert same_queries(client, "/once/", few, many) == 1


@pytest.mark.django_db
def test_a_page_that_asks_per_row_is_caught(client):
    with pytest.raises(AssertionError, match="2 statements with few rows, 50 with many"):
        same_queries(client, "/per-row/", few, many)
