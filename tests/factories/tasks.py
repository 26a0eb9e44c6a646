"""Offices of a province with two communes, and tasks between them, made by the real actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from donghanh.base.privacy.scope import scope
from donghanh.kernel.actor import Actor
from donghanh.programme.tasks import actions
from donghanh.programme.tasks.drafting import DirectiveDraft, PartDraft, TaskDraft
from donghanh.programme.tasks.models import Directive, Task
from donghanh.programme.tasks.terms import DirectiveKind, PartRole
from tests.factories import accounts, cases

NOW = cases.NOW
ON = NOW.date()
PROVINCE, HERE, THERE = 900_100, 900_101, 900_102


@dataclass(frozen=True)
class Offices:
    """One official of each office that has a task desk."""

    lead: Actor
    health: Actor
    chair: Actor
    officer: Actor
    police: Actor
    there_chair: Actor
    there_police: Actor

    @property
    def here(self) -> int:
        """Body of the first commune's committee."""
        return self.chair.body_id or 0

    @property
    def there(self) -> int:
        return self.there_chair.body_id or 0


def offices() -> Offices:
    """The officials, with posts in the database."""
    accounts.unit(PROVINCE, level="PROVINCE")
    for commune in (HERE, THERE):
        accounts.unit(commune, parent_id=PROVINCE)
    seats = (("provincial_lead", PROVINCE), ("department_officer", PROVINCE), ("commune_chair", HERE), ("commune_officer", HERE))
    more = (("commune_police", HERE), ("commune_chair", THERE), ("commune_police", THERE))
    return Offices(*(accounts.actor_in_db(role, unit_id, stepped_up=True) for role, unit_id in (*seats, *more)))


def lead(body_id: int) -> PartDraft:
    return PartDraft(body_id, PartRole.LEAD)


def helps(body_id: int, *, must: bool = True, what: str = "Cử người phối hợp") -> PartDraft:
    return PartDraft(body_id, PartRole.COORDINATES, must, what)


def given(by: Actor, *parts: PartDraft, due_on: date = ON + timedelta(days=10), title: str = "Rà soát danh sách mô hình", at=NOW, **about) -> Task:
    """A task given."""
    with scope(by):
        return actions.give(actor=by, at=at, draft=TaskDraft(title=title, due_on=due_on, parts=parts, **about))


def act(who: Actor, name: str, task: Task, *, at=NOW, **about) -> None:
    """One act on a task by its name in actions."""
    with scope(who):
        getattr(actions, name)(actor=who, at=at, task_id=task.pk, **about)


def done(who: Actor, task: Task, *, at=NOW) -> None:
    """Acknowledged and reported done by this official's unit."""
    act(who, "acknowledge", task, at=at, responsible="Trần Thị Ẩn, phó chủ tịch")
    act(who, "report_done", task, at=at, result="Đã làm xong, có biên bản.")


def directive(by: Actor, *to: int, number: str = "12/CĐ", acknowledge_by: date = ON + timedelta(days=3), at=NOW, **about) -> Directive:
    """A directive with two clauses."""
    clauses = about.pop("clauses", (("1", "Rà soát mô hình"), ("2", "Tập huấn tình nguyện viên")))
    kind = about.pop("kind", DirectiveKind.DIRECTIVE)
    draft = DirectiveDraft(
        kind=kind, number=number, issued_on=ON, issuer="UBND tỉnh", title="Đẩy mạnh công tác cai nghiện", acknowledge_by=acknowledge_by,
        addressees=to, clauses=clauses, **about,
    )  # fmt: skip
    with scope(by):
        return actions.send_directive(actor=by, at=at, draft=draft)
