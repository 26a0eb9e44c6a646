"""Refusals a person can read: every one says what is wrong and how to mend it, in Vietnamese."""

from __future__ import annotations


class Refusal(Exception):
    """Base of every refusal that reaches a user.

    message: one Vietnamese sentence. mend: what to do instead. citation: the article, where law decides.
    """

    def __init__(self, message: str, *, mend: str = "", citation: str = "", field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend
        self.citation = citation
        self.field = field

    def __str__(self) -> str:
        return f"{self.message} {self.mend}".strip()


class Cannot(Refusal):
    """The state of the file or the law does not allow it (page: 422)."""


class Overtaken(Cannot):
    """Somebody else was quicker, or what was read is no longer so (page: 409)."""


class MayNot(Refusal):
    """The actor lacks the right inside his own scope (page: 403)."""


class NotInReach(Refusal):
    """Outside the actor's scope; the answer never tells whether the thing exists (page: 404)."""


class BadInput(Refusal):
    """What was typed or uploaded cannot be read (page: 422; command line: exit 2)."""
