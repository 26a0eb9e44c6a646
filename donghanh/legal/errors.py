"""What the engine refuses to answer, and how to ask instead."""

from __future__ import annotations

from donghanh.kernel.errors import BadInput, Cannot


class UnknownRule(BadInput):
    """No rule or topic has this id; the sentence names near ones."""


class NoRuleInForce(Cannot):
    """No rule with a limit answers the question on that day; the sentence says why and since when there is one."""


class NotComputable(Cannot):
    """The rule is no limit that a day could be computed from (threshold, rate, effect, transition)."""


class NoHolder(Cannot):
    """Nobody is known to hold the function on that day."""


class LawDataFault(Exception):
    """The files under law/ are wrong: a mistake of ours, never of a user's input."""
