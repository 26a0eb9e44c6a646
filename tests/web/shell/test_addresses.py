"""Kept addresses are those that Django works out, whatever ids and words stand in them."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.urls import NoReverseMatch, reverse

from donghanh.web.shell import addresses

ONE, TWO = uuid4(), uuid4()


@pytest.mark.parametrize(
    ("view", "args"),
    [
        ("desk:today", ()),
        ("people:person", (ONE,)),
        ("people:person", (TWO,)),
        ("desk:why", (ONE, "send-decision")),
        ("desk:why", (TWO, "decide")),
        ("cases:void", (ONE, TWO)),
        ("cases:void", (TWO, ONE)),
        ("people:reveal", (ONE, ONE)),
        ("ui:help", ("bat-dau",)),
    ],
)
def test_they_are_djangos_own(view, args):
    assert addresses.of(view, *args) == addresses.or_nothing(view, *args) == reverse(view, args=args)


def test_one_persons_address_is_never_anothers():
    assert {str(one) in addresses.of("people:person", one) for one in (ONE, TWO, UUID(int=0))} == {True}
    assert len({addresses.of("people:person", one) for one in (ONE, TWO, UUID(int=0))}) == 3


@pytest.mark.parametrize("args", [(), (ONE, TWO), ("no id",)])
def test_what_leads_nowhere_is_an_error_or_nothing(args):
    with pytest.raises(NoReverseMatch):
        addresses.of("people:person", *args)
    assert addresses.or_nothing("people:person", *args) == ""
