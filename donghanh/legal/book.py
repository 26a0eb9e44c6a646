"""Looking the law up: rules by id, by day, by topic; who holds a function; how days are counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from functools import cache

from donghanh.legal.errors import LawDataFault, NoHolder, NoRuleInForce, UnknownRule
from donghanh.legal.loading import law_data
from donghanh.legal.model import Convention, Holder, Instrument, Regime, Rule, Term, Topic, TopicEntry, Unexecutable, age_group, cited


def day_vi(day: date) -> str:
    """dd/mm/yyyy."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def edition() -> str:
    """Twelve hex digits that name the state of law/; stored with every finding that a decision rests on."""
    return law_data().edition


def instruments() -> list[Instrument]:
    """All instruments, by the day on which they came into force."""
    return sorted(law_data().instruments.values(), key=lambda i: (i.valid_from, i.id))


def rules() -> list[Rule]:
    """All rules of all days, in the order of the files."""
    return list(law_data().rules.values())


def rules_in_force(on: date) -> list[Rule]:
    """The rules that stand on this day, restated ones too; empty before first_day: what came earlier is history, never applied."""
    return [rule for rule in law_data().rules.values() if rule.stands(on)] if on >= first_day() else []


def regimes() -> list[Regime]:
    """The states of the law over time, the oldest first; the first is history only."""
    return list(law_data().regimes)


def regime(on: date) -> Regime:
    """The state of the law on this day; every day has one."""
    return next(found for found in law_data().regimes if found.stands(on))


def procedures() -> dict[str, str]:
    """Code → name of each procedure that topics belong to; a topic's code stands before its point."""
    return dict(law_data().procedures)


def unexecutable() -> list[Unexecutable]:
    """Rows of the rulebooks that are no rule here, each with the reason."""
    return list(law_data().unexecutable.values())


def first_day() -> date:
    """The first day for which the data holds rules."""
    return law_data().first_day


def rule(rule_id: str) -> Rule:
    """The rule with this id. Raises UnknownRule, which names near ids."""
    found = law_data().rules.get(rule_id)
    if found is None:
        raise UnknownRule(f"Không có quy tắc “{rule_id}”.", mend=_near(rule_id, law_data().rules), field="rule_id")
    return found


def rule_for(rule_id: str, procedure: str) -> Rule:
    """The rule with this id as it is cited in this procedure: of two age groups only the articles of its own. Raises UnknownRule."""
    return rule(rule_id).as_for(age_group(procedure))


def rule_standing(rule_id: str, on: date) -> Rule:
    """The rule with this id, which must stand on this day. Raises UnknownRule; NoRuleInForce naming the rule that stands instead."""
    found = rule(rule_id)
    if found.stands(on):
        return found
    until = f" đến {day_vi(found.valid_to)}" if found.valid_to else ""
    instead = [
        e.rule_id for t in law_data().topics.values() if any(e.rule_id == rule_id for e in t.entries) for e in t.entries if e.stands(on) and e.rule_id
    ]
    raise NoRuleInForce(
        f"Quy tắc {rule_id} có hiệu lực từ {day_vi(found.valid_from)}{until}, không áp dụng cho ngày {day_vi(on)}.",
        mend=f"Ngày đó áp dụng: {', '.join(dict.fromkeys(instead))}." if instead else "Ngày đó không có quy tắc nào thay thế.",
        citation=found.citation_vi,
    )


def topics() -> list[Topic]:
    """All topics."""
    return list(law_data().topics.values())


def topic(topic_id: str) -> Topic:
    """The topic with this id. Raises UnknownRule, which names near ids."""
    found = law_data().topics.get(topic_id)
    if found is None:
        raise UnknownRule(f"Không có chủ đề “{topic_id}”.", mend=_near(topic_id, law_data().topics), field="topic")
    return found


def pick(topic_id: str, on: date) -> Rule:
    """The one rule that answers this topic on this day; its confidence is lowered where the match itself is unsure.

    Raises NoRuleInForce with the stated reason, and since when there is a rule; UnknownRule for an unknown topic.
    """
    found = topic(topic_id)
    entry = next((entry for entry in found.entries if entry.stands(on)), None)
    if entry is None or entry.rule is None:
        raise _no_rule(found, entry, on)
    return entry.rule


def gap(topic_id: str, on: date) -> TopicEntry | None:
    """The stated reason why no rule with a limit answers this topic on this day; None where one does."""
    return next((entry for entry in topic(topic_id).entries if entry.gap_vi and entry.stands(on)), None)


def holders(*, everywhere: bool = False) -> list[Holder]:
    """Who holds each function, all days, in bodies that the directory of places knows; everywhere: also in bodies that only a case names."""
    return [row for row in law_data().holders if everywhere or row.body_kind in law_data().seated]


def holder(function: str, on: date) -> Holder:
    """Who holds the function on this day. Raises NoHolder, which says from when on somebody does."""
    rows = [row for row in law_data().holders if row.function == function]
    found = next((row for row in rows if row.stands(on)), None)
    if found is not None:
        return found
    if not rows:
        raise NoHolder(f"Không có chức năng “{function}”.", mend=_functions_near(function))
    days = "; ".join(f"{row.office_vi} từ {day_vi(row.since)}" + (f" đến {day_vi(row.until)}" if row.until else "") for row in rows)
    raise NoHolder(f"Ngày {day_vi(on)} chưa xác định ai có thẩm quyền “{rows[0].function_vi}”.", mend=f"Đã biết: {days}.")


def parties() -> dict[str, str]:
    """Code → words of those whom rules name but who hold no office: the person, a clinic, the budget."""
    return dict(law_data().parties)


def function_title(function: str) -> str:
    """What a function is called, whether or not anybody is known to hold it; the words of a party; empty for neither."""
    named = next((row.function_vi for row in law_data().holders if row.function == function), "")
    return named or law_data().parties.get(function, "")


def persons() -> frozenset[str]:
    """Codes of the parties that are the person himself or stand for him: time the law gives them is theirs, and running out makes nobody late."""
    return law_data().persons


def actor_title(found: Rule, on: date | None = None) -> str:
    """Who acts under this rule on a day, else on its first: the office that holds the function then, or the party itself."""
    days = (on or found.valid_from, found.valid_from)
    rows = (row for day in days for row in law_data().holders if row.function == found.actor and row.stands(day))
    row = next(rows, None)
    return row.office_vi if row else found.actor_vi


def terms() -> list[Term]:
    """The law's own words, by code name."""
    return [law_data().terms[code] for code in sorted(law_data().terms)]


def conventions() -> list[Convention]:
    """How things are counted, all days."""
    return list(law_data().conventions)


def convention(convention_id: str, on: date) -> Convention:
    """How something is counted on this day; before the first known day the first is taken, since counting is older than the rules."""
    rows = law_data().conventions
    first = next((row for row in rows if row.id == convention_id), None)
    if first is None:
        raise LawDataFault(f"conventions: {convention_id} is missing")
    return next((row for row in rows if row.id == convention_id and row.stands(on)), first)


@cache
def _functions_near(function: str) -> str:
    """Kept: a working list asks for each of its rows, and looking for near names is slow."""
    return _near(function, {row.function for row in law_data().holders})


def _near(wanted: str, known: Iterable[str]) -> str:
    near = get_close_matches(wanted.upper(), {name.upper() for name in known}, cutoff=0.5)
    names = sorted(name for name in known if name.upper() in near)
    return f"Gần giống: {', '.join(names)}." if names else "Xem danh sách: donghanh law rules --on 2026-07-01 --json."


def _no_rule(found: Topic, entry: TopicEntry | None, on: date) -> NoRuleInForce:
    standing = [e for e in found.entries if not e.gap_vi]
    days = "; ".join(f"{e.rule_id} từ {day_vi(e.valid_from)}" + (f" đến {day_vi(e.valid_to)}" if e.valid_to else "") for e in standing)
    reason = entry.gap_vi if entry else f"Không có quy tắc về “{found.title_vi}” vào ngày {day_vi(on)}."
    return NoRuleInForce(reason, mend=f"Quy tắc có hạn: {days}." if days else "", citation=cited(entry.citations) if entry else "")
