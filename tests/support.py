"""Small helpers that many test files share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

ROOT = Path(__file__).resolve().parent.parent
EVERYBODY_MAY = (
    "create or replace function accounts_may(verb text, moment timestamptz, body int default null, office text default null) returns boolean"
    " language sql stable as 'select true'"
)
"""The guard of posts and roles taken off, for twins."""
ANYBODY_ANSWERS = (
    "create or replace function dossier_may_answer(p dossiers_passage, on_paper text, at timestamptz) returns boolean"
    " language sql stable as 'select true'"
)
"""The guard of who answers a hand-over taken off, for twins."""
ANY_ORDER = (
    "create or replace function case_fits(file uuid, told text, happened timestamptz, at timestamptz) returns boolean language sql as 'select true'"
)
"""The guard of the order of steps taken off, for twins and where another guard is tried alone."""


def queries_of(client: Client, url: str) -> int:
    """How many SQL statements this page costs; the page must answer 200."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url)
    assert answer.status_code == 200, f"{url} answered {answer.status_code}"
    return len(captured)


def same_queries(client: Client, url: str, few: Callable[[], object], many: Callable[[], object]) -> int:
    """Assert that a page costs the same number of statements with few rows and with many; answers that number.

    `few` makes the first rows, `many` adds more (2 and then 48, say). The page is opened once before, so that caches are warm both times.
    """
    few()
    client.get(url)
    with_few = queries_of(client, url)
    many()
    with_many = queries_of(client, url)
    assert with_many == with_few, f"{url}: {with_few} statements with few rows, {with_many} with many"
    return with_few
