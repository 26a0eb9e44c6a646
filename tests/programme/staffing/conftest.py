import pytest

from tests.factories.registers import Province


@pytest.fixture
def province(db) -> Province:
    return Province()
