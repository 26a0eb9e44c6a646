"""The working of every way of counting, day by day, and of everything that stands on it: said in full for one rule of each kind and unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from donghanh import legal
from donghanh.kernel.workdays import ZONE
from donghanh.legal import (
    ages,
    book,
    complaints,
    courses,
    decision_kinds,
    dossiers,
    findings,
    forms,
    history,
    letters,
    model,
    phases,
    reckoning,
    spans,
    ways,
)
from donghanh.legal.dossiers import Returned, Situation
from donghanh.legal.findings import Parameter
from donghanh.legal.spans import Span
from tests.legal.test_said import SAID
from tests.said import check, grid, named, outcome, page, told

Row = tuple[str, str, str]
OLD, NEW, ON = date(2026, 6, 30), date(2026, 7, 1), date(2026, 11, 22)
FRIDAY_NIGHT, BEFORE_TET = datetime(2026, 8, 28, 23, 30, tzinfo=ZONE), datetime(2027, 2, 3, 8, tzinfo=ZONE)


def shapes() -> list[legal.Rule]:
    """One rule of each kind, unit and range, the newest first."""
    found: dict[object, legal.Rule] = {}
    for rule in sorted(legal.rules(), key=lambda rule: (rule.valid_from, rule.id), reverse=True):
        found.setdefault((rule.kind, rule.unit, rule.amount is None, rule.amount_max is None, bool(rule.silent_vi), bool(rule.conflict_vi)), rule)
    return list(found.values())


def short(finding: object) -> object:
    """A finding without what is said of its rule elsewhere."""
    return finding if not isinstance(finding, findings.Finding) else "\n".join(
        [told({key: getattr(finding, key) for key in ("rule_id", "start", "value", "last_day", "opens_on", "confidence", "status")}),
         *(f"- {step.day_state} {step.at:%Y-%m-%d %H:%M} [{step.label}] {step.text_vi}" for step in finding.steps), *finding.caution_vi]
    )  # fmt: skip


def counted() -> Iterator[Row]:
    for rule in shapes():
        start = BEFORE_TET if rule.valid_to is None else datetime(2026, 4, 29, 8, tzinfo=ZONE)
        name = f"{rule.id} {rule.kind} {rule.unit}"
        yield "due", name, outcome(lambda r=rule, s=start: short(reckoning.due(r, s)))
        yield "due by id", name, outcome(lambda r=rule, s=start: short(reckoning.due(r.id, FRIDAY_NIGHT if r.valid_to is None else s)))
        yield "reached", name, outcome(lambda r=rule, s=start: short(reckoning.reached(r, s)))
        yield "term_end", name, outcome(lambda r=rule, s=start: short(reckoning.term_end(r, s.date(), paused_days=3)))
        yield "remains", name, outcome(lambda r=rule: courses.remains_at_least(r, last_day=date(2027, 1, 31), on=date(2026, 10, 31)))
        yield "hours, whole", name, f"{reckoning.counts_hours(rule)} {ways.whole(rule)} {rule.amount_vi} {rule.status.value} {rule.counts_back}"


def test_every_way_of_counting():
    check(SAID / "counting.txt", page(counted()))


def ranges() -> Iterator[Row]:
    rule = next(one for one in legal.rules() if one.amount_max is not None and one.kind == "duration" and one.unit == "month")
    for amount in (None, rule.amount - 1, rule.amount, rule.amount_max, rule.amount_max + 1):
        yield "term_end", f"{rule.id} amount={amount}", outcome(lambda a=amount: short(reckoning.term_end(rule, NEW, amount=a)))
        yield "course", f"{rule.id} amount={amount}", outcome(lambda a=amount: courses.course(rule, NEW, amount=a))
    yield "term_end", "paused_days=-1", outcome(lambda: reckoning.term_end("USER_TERM", NEW, paused_days=-1))
    for unit in ("day", "month", "year", "hour"):
        other = replace(legal.rule("USER_TERM"), unit=unit, amount=2)
        for reduced in (0, 1, -1):
            how = {"reduced_months": reduced}
            yield "course", f"{unit} {named(how)}", outcome(lambda o=other, how=how: courses.course(o, date(2026, 8, 31), **how))
    held = (Span(date(2026, 6, 1), date(2026, 6, 20)), Span(date(2026, 6, 15), date(2026, 7, 9)), Span(date(2026, 5, 1)))
    days_away = {
        "none": (), "before": (Span(date(2026, 6, 1), date(2026, 6, 30)),), "first day": (Span(NEW, NEW),),
        "ten days": (Span(date(2026, 9, 1), date(2026, 9, 10)),),
        "at the end": (Span(OLD.replace(year=2027)),), "after the end": (Span(date(2027, 7, 1)),),
        "open": (Span(date(2026, 9, 1), date(2026, 9, 2)), Span(date(2027, 1, 1))),
        "pushed in": (Span(date(2026, 9, 1), date(2026, 9, 10)), Span(date(2027, 7, 5), date(2027, 7, 6))),
    }  # fmt: skip
    for name, uncounted in days_away.items():
        for before in (held[:1], held[:2], held[2:], ()):
            yield (
                "course",
                f"{name} held={len(before)}",
                outcome(lambda u=uncounted, b=before: courses.course(legal.rule("USER_TERM"), NEW, held_before=b, uncounted=u)),
            )
    for on in (ON - timedelta(days=1), ON, ON + timedelta(days=1)):
        yield "days_left", str(on), outcome(lambda on=on: courses.days_left(ON, on))


def test_terms_and_courses():
    check(SAID / "courses.txt", page(ranges()))


def obstacles() -> Iterator[Row]:
    begun = datetime(2026, 8, 3, 9, tzinfo=ZONE)
    again = next(one.id for one in legal.rules() if one.restarts and one.unit in ("day", "working_day") and one.stands(begun.date()))
    never = next(one.id for one in legal.rules() if not one.restarts and one.unit == "working_day" and one.stands(begun.date()))
    hour, day = timedelta(hours=1), timedelta(days=1)
    stops = {
        "none": [], "inside": [(begun + hour, begun + day)], "before": [(begun - 2 * day, begun - day)], "up to the start": [(begun - day, begun)],
        "long after": [(begun + 900 * day, begun + 901 * day)], "turned round": [(begun + 2 * day, begun + day)],
        "same day": [(begun + 2 * hour, begun + hour)],
        "two": [(begun + day, begun + 2 * day), (begun + hour, begun + 2 * hour)], "over the start": [(begun - day, begun + hour)],
    }  # fmt: skip
    for name, rows in stops.items():
        for rule in (again, never, legal.rule(again)):
            yield "due_after", f"{name} {told(rule)}", outcome(lambda r=rule, rows=rows: short(courses.due_after(r, begun, rows)))


def silent() -> Iterator[Row]:
    rule = next(one for one in legal.rules() if one.silent_vi and one.kind == "deadline")
    start = datetime.combine(max(rule.valid_from, NEW), datetime.min.time(), ZONE) + timedelta(hours=9)
    for unit, value, since in (
        ("day", 5, start.date()),
        ("day", 5, start.date() + timedelta(days=1)),
        ("choice", "năm", start.date()),
        ("month", 1, start.date()),
    ):
        made = Parameter("t", value, unit, "Lê Thị Ỗi", " Chờ văn bản ", since)
        yield "due with a parameter", f"{unit} {value} {since}", outcome(lambda m=made: short(reckoning.due(rule, start, parameter=m)))
        yield "parameter", f"{unit} {value}", made.sentence()
    spoiled = ({"reason": " "}, {"set_by": " "}, {"unit": "days"}, {"value": "5"}, {"unit": "choice", "value": "x"})
    for change in spoiled:
        fine = {"topic": "t", "value": 5, "unit": "day", "set_by": "A", "reason": "B", "since": NEW}
        yield "parameter", named(change), outcome(lambda c=change, fine=fine: Parameter(**{**fine, **c}))


def test_obstacles_and_silence():
    check(SAID / "obstacles.txt", page([*obstacles(), *silent()]))


def said_of(rule: legal.Rule) -> tuple[str, ...]:
    return rule.id, rule.topic, rule.confidence, rule.note


def refusals() -> Iterator[Row]:
    for name in ("USER_TERM", "UM-05", "user_tern", "????"):
        for on in (date(2021, 12, 31), OLD, NEW):
            yield "rule_standing", f"{name} {on}", outcome(lambda n=name, on=on: legal.rule_standing(n, on).id)
    for topic in ("user.term", "aftercare.decide", "monitoring.term_adult", "user.trem", "????"):
        for on in (date(2021, 12, 31), OLD, NEW):
            yield (
                "pick",
                f"{topic} {on}",
                outcome(lambda t=topic, on=on: said_of(legal.pick(t, on))),
            )
            yield "gap", f"{topic} {on}", outcome(lambda t=topic, on=on: legal.gap(t, on))
    for function in ("decider_user_management", "court_first_instance", "decider", "????"):
        for on in (date(2021, 12, 31), OLD, NEW):
            yield "holder", f"{function} {on}", outcome(lambda f=function, on=on: legal.holder(f, on))
    for rule in shapes()[:12]:
        yield "actor_title", rule.id, book.actor_title(rule)
    for day in (date(2021, 12, 31), date(2025, 3, 1), NEW):
        yield "regime", str(day), outcome(lambda day=day: book.regime(day))
    for number, unit in ((3, "day"), (-3, "day"), (12, "working_day"), (30, "percent"), (0, "month"), (2, "open")):
        yield "in_words", f"{number} {unit}", model.in_words(number, unit)
    yield "first_day", "", told(book.first_day())


def test_what_the_book_refuses():
    check(SAID / "book.txt", page(refusals()))


def people() -> Iterator[Row]:
    for born, on in (
        (date(2008, 2, 29), date(2026, 2, 27)),
        (date(2008, 2, 29), date(2026, 2, 28)),
        (ON, ON),
        (ON, ON - timedelta(days=1)),
        (date(2010, 5, 6), ON),
    ):
        yield "age_on", f"{born} {on}", outcome(lambda b=born, on=on: ages.age_on(b, on))
    for age in (11, 12, 17, 18):
        yield "band", str(age), outcome(lambda a=age: ages.band(a, on=NEW))
    for start, last in ((date(2026, 5, 5), date(2026, 5, 6)), (date(2026, 5, 6), date(2027, 5, 6)), (date(2026, 5, 1), date(2026, 5, 5))):
        yield "turns_adult_during", f"{start} {last}", outcome(lambda s=start, e=last: ages.turns_adult_during(date(2008, 5, 6), start=s, last_day=e))
    yield "Span", "turned round", outcome(lambda: Span(NEW, OLD))
    for last in (None, NEW, date(2026, 7, 9)):
        yield "Span.days", str(last), str(Span(NEW, last).days)
        yield "away", str(last), outcome(lambda e=last: spans.away(NEW, e))
    several = [
        Span(date(2026, 7, 9), date(2026, 7, 12)),
        Span(NEW, date(2026, 7, 3)),
        Span(date(2026, 7, 4), date(2026, 7, 5)),
        Span(date(2026, 7, 11), date(2026, 7, 11)),
    ]
    for more in ([], [Span(date(2026, 7, 14))], [Span(date(2026, 7, 10))]):
        yield "joined", str(len(more)), outcome(lambda m=more: spans.joined([*several, *m]))
        for until in (OLD, date(2026, 7, 4), date(2026, 7, 20)):
            yield "days_in", f"{len(more)} {until}", outcome(lambda m=more, u=until: spans.days_in([*several, *m], until=u))
    for start, last in ((NEW, date(2027, 6, 30)), (NEW, date(2026, 7, 20)), (NEW, NEW), (NEW, date(2026, 9, 1))):
        yield "phases.plan", f"{start} {last}", outcome(lambda s=start, e=last: phases.plan(s, e, on=NEW))
        yield (
            "covered_days",
            f"{start} {last}",
            outcome(lambda s=start, e=last: phases.covered_days(phases.plan(s, e, on=NEW), until=e - timedelta(days=5))),
        )
    yield "phases.plan", "before", outcome(lambda: phases.plan(OLD, NEW, on=OLD))


def test_ages_spans_and_phases():
    check(SAID / "stretches.txt", page(people()))


def complaining() -> Iterator[Row]:
    for known in (None, date(2026, 8, 4), date(2026, 12, 3)):
        for decided in (OLD, NEW):
            limit = complaints.complaint_limit(decided, known)
            yield "complaint_limit", f"{decided} {known}", f"{told(limit)}\n{complaints.said_limit(limit)}"
    for asked in (datetime(2021, 5, 5, 9, tzinfo=ZONE), FRIDAY_NIGHT):
        yield "data_limits", str(asked), outcome(lambda a=asked: [short(one) for one in complaints.data_limits(a)])


def papers() -> Iterator[Row]:
    for procedure, on in ((p, day) for p in ("COMPULSORY", "COMPULSORY_MINOR", "AFTERCARE") for day in (date(2021, 12, 31), date(2024, 3, 1), NEW)):
        yield "legs_of", f"{procedure} {on}", outcome(lambda p=procedure, on=on: [one.id for one in dossiers.legs_of(p, on)])
        yield "leg", f"{procedure} {on}", outcome(lambda p=procedure, on=on: dossiers.leg(p, "to_check", on).citation)
    leg = dossiers.leg("COMPULSORY_MINOR", "to_court", NEW)
    lines = ()
    for now in grid(age=(None, 17, 18), has_stable_residence=(None, True, False), ground=("", "SUBSTITUTION_BROKEN_OFF")):
        lines = dossiers.check(leg, Situation(NEW, **now))
        yield "check", named(now), "\n".join(f"{one.paper.id}: {one.standing.value} {one.version} {one.because}" for one in lines)
    for word in dossiers.CONDITIONS:
        for held, facts in ((None, frozenset()), (True, frozenset({"FOUND_NOT_DEPENDENT"})), (False, frozenset({"NOTICE_GIVEN"}))):
            yield (
                "condition",
                f"{word} {held} {sorted(facts)}",
                outcome(lambda w=word, h=held, f=facts: dossiers.CONDITIONS[w](Situation(NEW, is_held=h, facts=f))),
            )
    missing = [one.paper.id for one in lines if one.standing == dossiers.Standing.MISSING]
    earlier = Returned({one.paper.id: one.state for one in lines}, frozenset(missing[:1]))
    for names in ([], ["zz"], missing[:1], missing[:-1], missing, [missing[-1]]):
        for before in ((), (earlier,)):
            yield "check_return", f"{names} {len(before)}", outcome(lambda n=names, b=before: dossiers.check_return(lines, n, b))


def sheets() -> Iterator[Row]:
    for form in ("ND163-III-04", "ND105-07", "ND163-IX-01"):
        for on in (OLD, NEW):
            yield "form_on", f"{form} {on}", outcome(lambda f=form, on=on: forms.form_on(f, on).name)
    for code, row in decision_kinds.decision_kinds().items():
        for on in (date(2021, 12, 31), OLD, NEW):
            yield "DecisionRow.form_on", f"{code} {on}", outcome(lambda row=row, on=on: row.form_on(on).id)
            yield "form_of", f"{code} {on}", outcome(lambda row=row, on=on: getattr(row.form_of(on, "AFTERCARE"), "id", None))
        for duty in row.duties:
            yield (
                "answering",
                f"{duty} {row.procedures[0]}",
                outcome(lambda d=duty, r=row: getattr(decision_kinds.answering(d, r.procedures[0], NEW), "code", None)),
            )
    yield "answering", "anywhere", outcome(lambda: getattr(decision_kinds.answering("DECIDE", "", NEW), "code", None))
    yield "kinds_of", "AFTERCARE", outcome(lambda: [one.code for one in decision_kinds.kinds_of("AFTERCARE")])
    for kind, on in (("MANAGE_USER", date(2021, 12, 31)), ("NO_SUCH", NEW)):
        yield "letters.form_on", f"{kind} {on}", outcome(lambda k=kind, on=on: letters.form_on(k, on))
    one = forms.form("ND163-III-03")
    known = {field.source: "biết" for field in one.fields[:3]}
    filled = forms.prefill(one, known, {field.key: "gõ" for field in one.fields[2:6]})
    yield "prefill", one.id, "\n".join(f"{row.field.key}={row.value} [{row.origin}] {row.field.words}" for row in filled)
    yield (
        "to_type, missing",
        one.id,
        told({"type": [row.field.key for row in forms.to_type(filled)], "missing": [row.field.key for row in forms.missing(filled)]}),
    )
    yield "share", one.id, told(forms.share(one, set(known))) + f" {forms.share(one, set(known)).percent} {forms.Share(0, 0, 1).percent}"
    for word in ("zz", " CAI NGHIỆN ", history.past_words()[0].word.upper()):
        yield "word_then", word, outcome(lambda w=word: history.word_then(w))


def test_complaints_dossiers_and_forms():
    check(SAID / "papers.txt", page([*complaining(), *papers(), *sheets()]))
