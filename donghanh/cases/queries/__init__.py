"""All reading of cases; returns frozen rows."""

from donghanh.cases.queries.grounds import grounds_claimed, grounds_to_open
from donghanh.cases.queries.lists import (
    CaseRow,
    ListedFacts,
    active_counts,
    active_list,
    expiring,
    listed_facts,
    listing,
    open_counts,
    person_to_open,
)
from donghanh.cases.queries.moving import (
    HEALTH_KINDS,
    HandoverRow,
    ReferralRow,
    handover_waiting,
    health_bodies,
    incoming,
    outgoing,
    receipt_of,
    referral_to_answer,
    referrals,
)
from donghanh.cases.queries.opening import OpeningRow, openings
from donghanh.cases.queries.sheet import CaseSheet, FactRow, case_sheet, sheets_of_person, void_refusal
from donghanh.cases.queries.working import Desk, DutyRow, Part, Side, TodayCounts, desk, today_counts, week_ends, working_list

__all__ = [
    "HEALTH_KINDS",
    "CaseRow",
    "CaseSheet",
    "Desk",
    "DutyRow",
    "FactRow",
    "HandoverRow",
    "ListedFacts",
    "OpeningRow",
    "Part",
    "ReferralRow",
    "Side",
    "TodayCounts",
    "active_counts",
    "active_list",
    "case_sheet",
    "desk",
    "expiring",
    "grounds_claimed",
    "grounds_to_open",
    "handover_waiting",
    "health_bodies",
    "incoming",
    "listed_facts",
    "listing",
    "open_counts",
    "openings",
    "outgoing",
    "person_to_open",
    "receipt_of",
    "referral_to_answer",
    "referrals",
    "sheets_of_person",
    "today_counts",
    "void_refusal",
    "week_ends",
    "working_list",
]
