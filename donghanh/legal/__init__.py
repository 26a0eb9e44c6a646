"""The law, dated: rules with their articles, who holds a function, when something is due and why. Pure; knows no database."""

from donghanh.legal.book import (
    convention,
    edition,
    first_day,
    gap,
    holder,
    holders,
    instruments,
    pick,
    rule,
    rules,
    rules_in_force,
    topic,
    topics,
)
from donghanh.legal.errors import LawDataFault, NoHolder, NoRuleInForce, NotComputable, UnknownRule
from donghanh.legal.findings import Answer, Finding, Step
from donghanh.legal.model import Citation, Convention, Holder, Instrument, Rule, Topic, TopicEntry
from donghanh.legal.reckoning import counts_hours, due, term_end

__all__ = [
    "Answer",
    "Citation",
    "Convention",
    "Finding",
    "Holder",
    "Instrument",
    "LawDataFault",
    "NoHolder",
    "NoRuleInForce",
    "NotComputable",
    "Rule",
    "Step",
    "Topic",
    "TopicEntry",
    "UnknownRule",
    "convention",
    "counts_hours",
    "due",
    "edition",
    "first_day",
    "gap",
    "holder",
    "holders",
    "instruments",
    "pick",
    "rule",
    "rules",
    "rules_in_force",
    "term_end",
    "topic",
    "topics",
]
