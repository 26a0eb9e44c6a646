"""A commune, its court and health body, as in the tests of travelling files."""

from tests.cases.dossiers.conftest import all_units, clerk, court, police, stranger, town

__all__ = ["all_units", "clerk", "court", "police", "stranger", "town"]
