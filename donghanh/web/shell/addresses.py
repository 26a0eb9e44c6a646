"""Addresses of pages, many to a page: each pattern is worked out once, ids are put into it."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.urls import NoReverseMatch, reverse

_ID = "01010101-0101-7101-8101-%012d"
"""Stands for the n-th id while a pattern is worked out; no record has such an id."""


def of(view: str, *args: object) -> str:
    """The address of a page by its view name. Raises NoReverseMatch where no page has that name or takes these parts."""
    kept = tuple(None if type(arg) is UUID else arg for arg in args)
    address, places = _pattern(view, kept, settings.ROOT_URLCONF)
    for place, arg in zip(places, (arg for arg in args if type(arg) is UUID), strict=True):
        address = address.replace(place, str(arg))
    return address


def or_nothing(view: str, *args: object) -> str:
    """The same; empty while that page is not built."""
    try:
        return of(view, *args)
    except NoReverseMatch:
        return ""


@lru_cache(maxsize=4096)
def _pattern(view: str, args: tuple[object, ...], _urlconf: str) -> tuple[str, tuple[str, ...]]:
    """Address with a mark for each id (None in args), and those marks."""
    marks = tuple(_ID % place for place, arg in enumerate(args) if arg is None)
    left = iter(marks)
    return reverse(view, args=[UUID(next(left)) if arg is None else arg for arg in args]), marks
