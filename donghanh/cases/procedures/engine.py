"""Folds the facts of one case by its manifest: stage, measure, duties, and what may be recorded next. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from donghanh import legal
from donghanh.cases.procedures.shape import NOBODY, CaseView, DutyView, Life, Manifest, Owed
from donghanh.cases.rules import CannotRecord, FactView, check_time
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import ZONE, Calendar, local_day, start_of
from donghanh.legal import NoRuleInForce
from donghanh.legal.letters import duty_basis


def in_order(facts: Sequence[FactView]) -> list[FactView]:
    """Facts in the order in which they happened, without those of decisions that were withdrawn."""
    withdrawn = {UUID(f.data["withdraws"]) for f in facts if f.kind == K.DECISION_WITHDRAWN}
    return sorted((f for f in facts if f.decision_id is None or f.decision_id not in withdrawn), key=lambda f: (f.counts_from, f.id))


def stage_of(manifest: Manifest, told: Sequence[FactView]) -> S | None:
    """Where these facts, in order, bring the file; None before the fact that opens it."""
    stage: S | None = None
    for fact in told:
        stage = manifest.moves.get((stage, fact.kind), stage)
    return stage


def view(manifest: Manifest, facts: Sequence[FactView], *, life: Life = NOBODY, calendar: Calendar | None = None) -> CaseView:
    """Fold the facts of one case (any order) into its stage, the time its measure stands, findings and open duties.

    Raises CannotRecord where the fact that opens a file is missing.
    """
    told = in_order(facts)
    made = _standing(manifest, told, life)
    owed = duties(manifest, told, made, life=life, calendar=calendar)
    said = () if made.stage == S.IN_ERROR else manifest.findings(told, life)
    return replace(made, findings=said, duties=owed)


def duties_of(manifest: Manifest, facts: Sequence[FactView], *, life: Life = NOBODY, calendar: Calendar | None = None) -> tuple[DutyView, ...]:
    """The duties of `view` alone: for whole places reckoned anew, where nobody reads the other findings. Raises as `view`."""
    told = in_order(facts)
    return duties(manifest, told, _standing(manifest, told, life), life=life, calendar=calendar)


def _standing(manifest: Manifest, told: Sequence[FactView], life: Life) -> CaseView:
    """Stage, measure and milestones: what duties and findings follow from."""
    stage, opens = stage_of(manifest, told), manifest.opens
    if stage is None:
        raise CannotRecord(manifest.missing_opening, mend="Ghi sự việc mở đầu trước.")
    opened = next(f for f in told if f.kind in opens)
    if stage == S.IN_ERROR:  # on no list, in no figure, and nothing is owed
        return CaseView(stage=stage, last=told[-1], seen=frozenset(f.kind for f in told), opened=opened)
    measure = manifest.standing(told, life)
    return CaseView(
        stage=stage,
        detected_at=first(told, opens),
        managed_at=first(told, manifest.decides),
        offered_at=first(told, manifest.offers),
        active_from=measure.begins,
        active_until=measure.until,
        term=measure.term,
        decided=last(told, manifest.decides),
        last=told[-1],
        seen=frozenset(f.kind for f in told),
        since_decided=_since(told, manifest.decides),
        opened=opened,
    )


def first(told: Sequence[FactView], wanted: frozenset[K]) -> datetime | None:
    """When the first of these kinds happened."""
    return next((f.happened_at for f in told if f.kind in wanted), None)


def last(told: Sequence[FactView], wanted: frozenset[K]) -> FactView | None:
    """The last fact of these kinds."""
    return next((f for f in reversed(told) if f.kind in wanted), None)


def _last_place(told: Sequence[FactView], wanted: frozenset[K]) -> int | None:
    """The place of the last fact of these kinds."""
    return next((place for place in range(len(told) - 1, -1, -1) if told[place].kind in wanted), None)


def _since(told: Sequence[FactView], wanted: frozenset[K]) -> frozenset[K]:
    """Kinds of facts from the last one of these on; empty where there is none."""
    place = _last_place(told, wanted)
    return frozenset() if place is None else frozenset(f.kind for f in told[place:])


def duties(
    manifest: Manifest, told: Sequence[FactView], now: CaseView, *, life: Life = NOBODY, calendar: Calendar | None = None
) -> tuple[DutyView, ...]:
    """All open duties, the nearest limit first; each is the same whatever the day on which it is asked."""
    found = [
        duty for owed in manifest.owed if now.stage in owed.stages for duty in _open(_Asked(manifest.procedure, owed, life, calendar), told, now)
    ]
    return tuple(sorted(found, key=lambda d: (d.due is None, d.due.value if d.due else d.stands_from)))


@dataclass(frozen=True, slots=True)
class _Asked:
    """One duty of the law as it is asked of one file: in which procedure, for whom, with which calendar."""

    procedure: str
    owed: Owed
    life: Life
    calendar: Calendar | None

    def exists(self, on: date) -> bool:
        """The law of this day knows the duty in this procedure."""
        return duty_basis(self.owed.kind, on, procedure=self.procedure).exists

    def rule(self, start: FactView) -> legal.Rule | None:
        """The rule that sets the limit on the day the duty began, with its own articles; None where the law of that day names no limit."""
        topic = self.owed.limit(start, self.life) if callable(self.owed.limit) else self.owed.limit
        if topic is None:
            return None
        try:
            return legal.pick(topic, start.on).as_for(legal.age_group(self.procedure))
        except NoRuleInForce:
            return None


def _open(asked: _Asked, told: Sequence[FactView], now: CaseView) -> list[DutyView]:
    owed = asked.owed
    place = _last_place(told, owed.after)
    if place is None or any(f.kind in owed.until for f in told[place + 1 :]):
        return []
    start = told[place]
    if any(f.kind in owed.unless for f in told) or (owed.only is not None and not owed.only(start, asked.life)):
        return []
    if owed.as_set and asked.rule(start) is None:
        found = _as_set(asked, start, told)
        if found or owed.limit is None:
            return found
    if owed.at_end:
        return _at_end(asked, start, now)
    return _since_fact(asked, start, now) if asked.exists(start.on) else []


def _as_set(asked: _Asked, start: FactView, told: Sequence[FactView]) -> list[DutyView]:
    """A duty whose time the unit or the decision set, since no text read gives one."""
    owed = asked.owed
    said = next((fact for fact in reversed(told) if fact.data.get(owed.as_set)), None)
    if said is None or not asked.exists(start.on):
        return []
    due = legal.as_set(said.data[owed.as_set], from_=start.happened_at, set_on=said.on, calendar=asked.calendar)
    return [DutyView(owed.kind, "", owed.function, stands_from=start.happened_at, counted_from=start.happened_at, due=due)]


def _since_fact(asked: _Asked, start: FactView, now: CaseView) -> list[DutyView]:
    owed, rule = asked.owed, asked.rule(start)
    until = now.active_until if owed.lasts else None
    if rule is None:
        return [DutyView(owed.kind, "", owed.function, stands_from=start.counts_from, counted_from=start.counts_from, stands_until=until)]
    counted_from = _after_first_limit(owed.follows, start, asked.calendar) if owed.follows else _counted_from(start, rule)
    due = legal.due(rule, counted_from, calendar=asked.calendar)
    is_recurring = not owed.until
    if is_recurring and until is not None and due.value > until:
        return []
    return [DutyView(owed.kind, rule.id, owed.function, stands_from=start.happened_at, counted_from=counted_from, due=due, stands_until=until)]


def _at_end(asked: _Asked, start: FactView, now: CaseView) -> list[DutyView]:
    """A duty that counts from the end of the term: up to it where the rule gives a time before it, else from that moment on."""
    owed = asked.owed
    if now.active_until is None or now.term is None or not asked.exists(now.term.last_day):
        return []
    ends, eve = now.active_until, start_of(now.term.last_day)
    rule = asked.rule(replace(start, happened_at=eve, is_date_only=False))
    if rule is None:
        return [DutyView(owed.kind, "", owed.function, stands_from=ends, counted_from=ends)]
    is_before = rule.counts_back
    due = legal.due(rule, eve if is_before else ends, calendar=asked.calendar)
    opens = start_of(due.opens_on) if due.opens_on else (now.active_from or ends)
    return [DutyView(owed.kind, rule.id, owed.function, stands_from=opens if is_before else ends, counted_from=ends, due=due)]


_EARLIER = {"USE_DETECTED": "detected_at", "LAST_ACT": "act_on"}
"""What a rule counts from, where the fact carries it as data: the detection of the use, the last act of the person."""


def _counted_from(start: FactView, rule: legal.Rule) -> datetime:
    """The moment the rule names, never later than the fact itself."""
    told = start.data.get(_EARLIER.get(rule.counts_from_event, ""))
    if told:
        moment = datetime.fromisoformat(str(told))
        return min(moment if moment.tzinfo else moment.replace(tzinfo=ZONE), start.counts_from)
    return start.counts_from if legal.counts_hours(rule) else start.happened_at


def _after_first_limit(topic: str, start: FactView, calendar: Calendar | None) -> datetime:
    """The last day of the limit that runs first; the fact itself where the law of that day names no such limit."""
    try:
        return start_of(legal.due(legal.pick(topic, start.on), start.happened_at, calendar=calendar).last_day)
    except NoRuleInForce:
        return start.happened_at


def check_can_record(manifest: Manifest, now: CaseView, kind: K, *, happened_at: datetime, at: datetime) -> None:
    """A fact by hand: fits the stage, lies in the past and not before what it follows from. Raises CannotRecord."""
    check_time(happened_at, at=at)
    if kind in manifest.by_decision:
        raise CannotRecord(f"“{kind.label}” chỉ phát sinh từ quyết định đã ký.", mend="Soạn quyết định rồi trình ký.")
    if kind in manifest.by_handover:
        raise CannotRecord(f"“{kind.label}” có bước riêng.", mend="Dùng nút chuyển hồ sơ hoặc gửi xác định tình trạng ở trang hồ sơ.")
    check_fits(manifest, now, kind, happened_at=happened_at, at=at)


def check_fits(manifest: Manifest, now: CaseView, kind: K, *, happened_at: datetime, at: datetime) -> None:
    """The stage at this moment allows this kind of fact, and time does not run backwards. Raises CannotRecord."""
    stage = now.stage if kind in manifest.after_end else now.stage_at(at)
    moves = (stage, kind) in manifest.moves
    if not moves and stage not in manifest.stays.get(kind, frozenset()):
        raise CannotRecord(f"Hồ sơ đang ở bước “{stage.label}”, chưa thể ghi “{kind.label}”.", mend=_mend(manifest, kind))
    needed, sentence = manifest.needs.get(kind, (frozenset(), ""))
    if needed and not (needed & now.seen):
        raise CannotRecord(sentence, mend="Ghi sự việc đó trước.")
    if moves and now.detected_at is not None and local_day(happened_at) < local_day(now.detected_at):
        raise CannotRecord("Thời điểm này sớm hơn ngày mở hồ sơ.", mend="Kiểm tra lại ngày và giờ của sự việc.")
    manifest.check_fact(now, kind, happened_at)


def _mend(manifest: Manifest, kind: K) -> str:
    """In which steps the file would have to stand."""
    standing = {stage for stage, moved in manifest.moves if moved == kind and stage} | manifest.stays.get(kind, frozenset())
    words = sorted(f"“{stage.label}”" for stage in standing)[:4]
    return f"Ghi được khi hồ sơ ở bước {', '.join(words)}. Làm bước trước đó, hoặc kiểm tra lại đúng hồ sơ." if words else "Kiểm tra lại đúng hồ sơ."


def check_is_ours(manifest: Manifest, kind: K) -> None:
    """What both sides of an act signed is not taken back by one side. Raises CannotRecord."""
    if kind in manifest.by_handover:
        raise CannotRecord(
            f"“{kind.label}” có hai bên cùng ghi nhận nên một bên không tự huỷ.", mend="Liên hệ bên kia; bên đó ghi lại bằng bước của mình."
        )


def permitted(manifest: Manifest, now: CaseView, *, at: datetime) -> dict[K, Cannot | None]:
    """Every kind of fact of this procedure: None where it may happen at this moment, else the refusal with its reason."""
    found: dict[K, Cannot | None] = {}
    for kind in sorted({kind for stage, kind in manifest.moves if stage} | set(manifest.stays)):
        try:
            check_fits(manifest, now, kind, happened_at=at, at=at)
            if kind in manifest.by_decision:
                manifest.check_decide(now, kind, at)
            found[kind] = None
        except Cannot as refusal:
            found[kind] = refusal
    return found
