"""The officials of the registers, at the same moment."""

from __future__ import annotations

from tests.web.learning.conftest import province, sit

__all__ = ["province", "sit"]
