"""What is owed in the management of a person using drugs, read off the facts: one row below is one duty of the law."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from donghanh import legal
from donghanh.cases.procedures.shape import UNDER_WAY, CaseView, DutyView
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.kernel.workdays import Calendar
from donghanh.legal import user_management as law
from donghanh.legal.letters import duty_basis


@dataclass(frozen=True, slots=True)
class Owed:
    """After `after`, until one of `until` follows it, `function` owes `kind`; the limit is the rule of `topic` (None: none in the law)."""

    kind: str
    after: frozenset[K]
    until: frozenset[K]
    function: str
    topic: Callable[[FactView], str | None]
    stages: frozenset[S]


def _always(topic: str | None) -> Callable[[FactView], str | None]:
    return lambda fact: topic


def _set(*kinds: K) -> frozenset[K]:
    return frozenset(kinds)


_ANY = frozenset(S)
_MANAGED = UNDER_WAY

OWED: tuple[Owed, ...] = (
    Owed(
        "VERIFY_RESIDENCE",
        _set(K.TESTED_POSITIVE),
        _set(K.RESIDENCE_VERIFIED),
        "detecting_police",
        lambda f: law.verify_topic(is_remote=bool(f.data.get("remote"))),
        frozenset({S.DETECTED}),
    ),
    Owed(
        "SEND_NOTICE",
        _set(K.RESIDENCE_VERIFIED),
        _set(K.NOTICE_SENT, K.NOTICE_RECEIVED),
        "detecting_police",
        _always("user.notice"),
        frozenset({S.VERIFIED}),
    ),
    Owed(
        "DECIDE",
        _set(K.NOTICE_SENT, K.NOTICE_RECEIVED),
        _set(K.MANAGEMENT_DECIDED),
        "decider_user_management",
        _always("user.decide"),
        frozenset({S.NOTIFIED}),
    ),
    Owed("SEND_DECISION", _set(K.MANAGEMENT_DECIDED), _set(K.DECISION_SERVED), "keeper_user_list", _always(None), _MANAGED),
    Owed("OFFER_SERVICE", _set(K.MANAGEMENT_DECIDED), _set(K.SERVICE_OFFERED), "keeper_user_list", _always(None), _MANAGED),
    Owed("REPORT_DEPARTURE", _set(K.DEPARTED), _set(K.MOVE_NOTICE_SENT, K.FILE_RECEIVED), "keeper_user_list", _always("user.move_notice"), _MANAGED),
    Owed("SEND_FILE", _set(K.ARRIVED), _set(K.FILE_SENT, K.FILE_RECEIVED), "sender_user_file", _always("user.move_file"), _MANAGED),
    Owed("DECIDE_AFTER_MOVE", _set(K.FILE_RECEIVED), _set(K.MANAGEMENT_DECIDED), "decider_user_management", _always(None), _MANAGED),
    Owed(
        "REQUEST_DETERMINATION",
        _set(K.USED_AGAIN),
        _set(K.DETERMINATION_REQUESTED, K.FOUND_DEPENDENT, K.FOUND_NOT_DEPENDENT),
        "keeper_user_list",
        _always(None),
        _MANAGED,
    ),
    Owed("DECIDE_NEW_TERM", _set(K.FOUND_NOT_DEPENDENT), _set(K.MANAGEMENT_DECIDED), "decider_user_management", _always(None), _MANAGED),
    Owed(
        "DECIDE_SUSPENSION",
        _set(K.CUSTODY_BEGAN),
        _set(K.MANAGEMENT_SUSPENDED, K.CUSTODY_ENDED),
        "decider_user_management",
        _always(None),
        frozenset({S.MANAGED}),
    ),
    Owed("DECIDE_STOP", _set(K.FOUND_DEPENDENT, K.STOP_GROUND), _set(K.MANAGEMENT_STOPPED), "decider_user_management", _always(None), _MANAGED),
    Owed(
        "SEND_END",
        _set(K.MANAGEMENT_STOPPED, K.MANAGEMENT_ENDED, K.MANAGEMENT_SUSPENDED),
        _set(K.END_SENT, K.CUSTODY_ENDED),
        "decider_user_management",
        _always("user.end_send"),
        _ANY,
    ),
)

UNDATED = frozenset({"SEND_DECISION", "OFFER_SERVICE"})
"""Duties that fall away with the term: nothing of them is owed to or by a person whose management is over."""


def duties(told: Sequence[FactView], now: CaseView, *, calendar: Calendar | None) -> tuple[DutyView, ...]:
    """All open duties; each is the same whatever the day on which it is asked."""
    found = [duty for owed in OWED if now.stage in owed.stages for duty in _open(owed, told, now, calendar)]
    found.extend(_monthly_check(told, now, calendar))
    if not any(duty.kind == "DECIDE_STOP" for duty in found):
        found.extend(_end(now))
    return tuple(sorted(found, key=lambda d: (d.due is None, d.due.value if d.due else d.stands_from)))


def _open(owed: Owed, told: Sequence[FactView], now: CaseView, calendar: Calendar | None) -> list[DutyView]:
    start = next((f for f in reversed(told) if f.kind in owed.after), None)
    if start is None or any(f.kind in owed.until for f in told[told.index(start) + 1 :]):
        return []
    if owed.kind == "DECIDE_NEW_TERM" and any(f.kind == K.STOP_GROUND for f in told):
        return []
    if not duty_basis(owed.kind, start.on).exists:
        return []
    topic = owed.topic(start)
    until = now.active_until if owed.kind in UNDATED or owed.kind == "SEND_FILE" else None
    if topic is None:
        return [DutyView(owed.kind, "", owed.function, stands_from=start.counts_from, counted_from=start.counts_from, stands_until=until)]
    rule = legal.pick(topic, start.on)
    counted_from = _counted_from(start, rule)
    due = legal.due(rule, counted_from, calendar=calendar)
    return [DutyView(owed.kind, rule.id, owed.function, stands_from=start.happened_at, counted_from=counted_from, due=due, stands_until=until)]


def _counted_from(start: FactView, rule: legal.Rule) -> datetime:
    """The moment the rule names: some limits run from the detection of the use, which the test result carries as data["detected_at"]."""
    if rule.counts_from_event == "USE_DETECTED" and start.data.get("detected_at"):
        return min(datetime.fromisoformat(start.data["detected_at"]), start.counts_from)
    return start.counts_from if legal.counts_hours(rule) else start.happened_at


def _monthly_check(told: Sequence[FactView], now: CaseView, calendar: Calendar | None) -> list[DutyView]:
    """Residence is checked at least once a month while the measure stands; an absent person is looked for, not counted late."""
    if now.stage != S.MANAGED or now.decided is None:
        return []
    last = next(f for f in reversed(told) if f.kind in (K.RESIDENCE_CHECKED, K.MANAGEMENT_DECIDED, K.FILE_RECEIVED))
    rule = legal.pick("user.residence_check", last.on)
    due = legal.due(rule, last.happened_at, calendar=calendar)
    if now.active_until is not None and due.value > now.active_until:
        return []
    return [
        DutyView(
            "CHECK_RESIDENCE",
            rule.id,
            "keeper_user_list",
            stands_from=last.happened_at,
            counted_from=last.happened_at,
            due=due,
            stands_until=now.active_until,
        )
    ]


def _end(now: CaseView) -> list[DutyView]:
    """When the term is over the list is left at once; the paper that says so is still owed."""
    if now.stage not in _MANAGED or now.active_until is None or now.term is None:
        return []
    starts: datetime = now.active_until
    return [DutyView("DECIDE_END", "", "decider_user_management", stands_from=starts, counted_from=starts)]
