"""Officials at their browsers on a known day."""

from tests.web.cases.conftest import at_nine, desk, police

__all__ = ["at_nine", "desk", "police"]
