"""The offices of a made-up province."""

from __future__ import annotations

import pytest

from tests.factories import tasks


@pytest.fixture
def offices(db) -> tasks.Offices:
    return tasks.offices()
