"""Asking for a test, performing it, and what its result leads to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from json import dumps
from typing import Any
from uuid import UUID

from django.db import connection

from donghanh.base.audit import actions as audit
from donghanh.cases import actions as cases
from donghanh.cases import queries as case_queries
from donghanh.cases.models import Case
from donghanh.cases.rules import age_on, check_time
from donghanh.cases.terms import FactKind, Sample
from donghanh.cases.testing import access, queries, rules
from donghanh.cases.testing.models import DrugTest
from donghanh.cases.testing.terms import Ground, Step
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot
from donghanh.kernel.ids import new_id
from donghanh.kernel.workdays import local_day
from donghanh.legal import convention


def ask(*, actor: Actor, at: datetime, person_id: UUID, to_body_id: int, ground: Ground, sample: Sample) -> DrugTest:
    """Ask a health unit for a test of a person of the actor's place. The unit is given name and year of birth, no more.

    One open request a person. Raises NotInReach, MayNot, Cannot.
    """
    with audit.recording(actor=actor, verb="test.ask", at=at, person_id=person_id) as entry:
        person = queries.person_to_test(actor, person_id)
        if DrugTest.objects.filter(person_id=person.id, answered_at__isnull=True, withdrawn_at__isnull=True).exists():
            raise Cannot("Đã gửi yêu cầu xét nghiệm và chưa có kết quả.", mend="Đợi kết quả, hoặc rút yêu cầu cũ trước.")
        if not any(body.id == to_body_id for body in case_queries.health_bodies(person.unit_id, on=local_day(at))):
            raise Cannot("Nơi nhận không phải cơ sở y tế.", mend="Chọn một trạm y tế hoặc cơ sở trong danh sách.")
        test = DrugTest.objects.create(
            unit_id=person.unit_id,
            person_id=person.id,
            to_body_id=to_body_id,
            person_name=person.full_name,
            birth_year=person.birth_year,
            is_minor=_is_minor(age_on(local_day(at), born_on=person.born_on, birth_year=person.birth_year), at),
            ground=ground,
            wanted_sample=sample,
            asked_at=at,
            asked_by=actor.user_id or 0,
        )
        entry.subject, entry.unit_id, entry.changes = str(test.pk), test.unit_id, {"to_body": to_body_id, "ground": str(ground)}
        return test


def write_paper(
    *,
    actor: Actor,
    at: datetime,
    unit_id: int,
    person_name: str,
    birth_year: int,
    ground: Ground,
    sample: Sample,
    paper: str,
    asked_at: datetime,
) -> UUID:
    """The health unit writes down a request that reached it on paper, for the commune that asked. Answers the id. Raises MayNot, Cannot."""
    with audit.recording(actor=actor, verb="test.write_paper", at=at, unit_id=unit_id) as entry:
        access.require_performer(actor)
        check_time(asked_at, at=at)
        if not person_name.strip() or not paper.strip():
            raise Cannot("Thiếu họ tên hoặc số văn bản yêu cầu.", mend="Ghi theo đúng văn bản của nơi gửi.")
        minor = _is_minor(age_on(local_day(asked_at), born_on=None, birth_year=birth_year), asked_at)
        told = [new_id(), unit_id, person_name[: rules.LONGEST_NAME], birth_year, minor, str(ground), str(sample), paper[:60], asked_at, at]
        made = _answered("select write_paper_test(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)", told)
        entry.subject = str(made)
        return made


def take_sample(*, actor: Actor, at: datetime, test_id: UUID, taken_at: datetime, sample: Sample, consented_by: str = "") -> None:
    """The health unit took the sample. Under 18 another sample than urine needs the name of who agreed. Raises NotInReach, MayNot, CannotRecord."""
    with audit.recording(actor=actor, verb="test.take_sample", at=at, subject=str(test_id)) as entry:
        test = access.test_to_perform(actor, test_id)
        rules.check_can_take(_step(test), asked_at=test.asked_at, taken_at=taken_at, at=at)
        rules.check_consent(age=_age_for_consent(test, taken_at), sample=str(sample), consented_by=consented_by, on=local_day(taken_at))
        _answered("select take_sample(%s, %s, %s, %s, %s)", [test_id, taken_at, str(sample), consented_by[: rules.LONGEST_NAME], at])
        entry.person_id, entry.unit_id = test.person_id, test.unit_id


def answer(*, actor: Actor, at: datetime, test_id: UUID, resulted_at: datetime, found: Mapping[str, bool], tester: str) -> None:
    """The result per substance (True: positive). It stands in the asker's list at once. Raises NotInReach, MayNot, CannotRecord."""
    with audit.recording(actor=actor, verb="test.answer", at=at, subject=str(test_id)) as entry:
        test = access.test_to_perform(actor, test_id)
        rules.check_can_answer(_step(test), taken_at=test.taken_at, resulted_at=resulted_at, at=at)
        panel = rules.panel(found)
        if not tester.strip():
            raise Cannot("Chưa ghi ai đọc kết quả.", mend="Ghi họ tên người xét nghiệm.")
        _answered("select answer_test(%s, %s, %s::jsonb, %s, %s)", [test_id, resulted_at, dumps(panel), tester[: rules.LONGEST_NAME], at])
        entry.person_id, entry.unit_id = test.person_id, test.unit_id


def receive(*, actor: Actor, at: datetime, test_id: UUID) -> DrugTest:
    """The asker has the result in hand. Raises NotInReach, MayNot, CannotRecord."""
    with audit.recording(actor=actor, verb="test.receive", at=at, subject=str(test_id)) as entry:
        test = access.test_to_change(actor, test_id)
        rules.check_can_receive(_step(test))
        entry.person_id, entry.unit_id = test.person_id, test.unit_id
        return _kept(test, received_at=at, received_by=actor.user_id or 0)


def withdraw(*, actor: Actor, at: datetime, test_id: UUID, reason: str) -> DrugTest:
    """The asker no longer asks; the health unit sees the request no more. Raises NotInReach, MayNot, CannotRecord."""
    with audit.recording(actor=actor, verb="test.withdraw", at=at, subject=str(test_id)) as entry:
        test = access.test_to_change(actor, test_id)
        rules.check_can_withdraw(_step(test), reason=reason)
        entry.person_id, entry.unit_id, entry.reason = test.person_id, test.unit_id, reason.strip()[:500]
        return _kept(test, withdrawn_at=at, withdraw_reason=reason.strip()[:500])


def link(*, actor: Actor, at: datetime, test_id: UUID, person_id: UUID) -> DrugTest:
    """The commune says who the person on the paper is. Raises NotInReach, MayNot, Cannot."""
    with audit.recording(actor=actor, verb="test.link", at=at, subject=str(test_id), person_id=person_id) as entry:
        test = access.test_to_change(actor, test_id)
        if test.person_id is not None:
            raise Cannot("Xét nghiệm này đã rõ là của ai.", mend="Mở lại trang để xem bản mới nhất.")
        person = queries.person_to_test(actor, person_id)
        if person.unit_id != test.unit_id:
            raise Cannot("Người này thuộc xã khác với nơi yêu cầu.", mend="Chọn người trong sổ của xã đã yêu cầu.")
        entry.unit_id = test.unit_id
        return _kept(test, person_id=person.id, person_name="—" if test.answered_at else test.person_name)


def follow(*, actor: Actor, at: datetime, test_id: UUID, is_remote: bool = False, case_id: UUID | None = None, key: UUID | None = None) -> Case:
    """A positive result goes into a file: a new management file, or the open one that is named; nothing is typed twice.

    Receiving is noted with it. is_remote: the longer time for verifying residence. Raises NotInReach, MayNot, Cannot.
    """
    with audit.recording(actor=actor, verb="test.follow", at=at, subject=str(test_id)) as entry:
        test = access.test_to_change(actor, test_id)
        rules.check_can_follow(_step(test), is_positive=test.is_positive, is_followed=test.case_id is not None, has_person=test.person_id is not None)
        if test.received_at is None:
            _kept(test, received_at=at, received_by=actor.user_id or 0)
        row = queries.test(actor, test_id)
        way = next((one for one in queries.follows(actor, row, at=at) if one.case_id == case_id), None)
        if way is None:
            raise Cannot("Hồ sơ của người này đã thay đổi.", mend="Mở lại trang để xem kết quả ghi được vào đâu.")
        if way.refusal is not None:
            raise way.refusal
        case = _told(actor, at, row, way, is_remote=is_remote, key=key)
        _kept(test, case_id=case.pk)
        entry.case_id, entry.person_id, entry.unit_id = case.pk, case.person_id, case.unit_id
        return case


def _told(actor: Actor, at: datetime, row: queries.TestRow, way: queries.Follow, *, is_remote: bool, key: UUID | None) -> Case:
    assert row.person_id is not None and row.resulted_at is not None
    data: dict[str, Any] = queries.positives(row)
    if way.case_id is not None:
        return cases.record_fact(actor=actor, at=at, case_id=way.case_id, kind=way.kind, happened_at=row.resulted_at, data=data, key=key)
    data |= {"remote": True} if is_remote else {}
    return cases.open_case(
        actor=actor, at=at, person_id=row.person_id, happened_at=row.resulted_at, data=data, kind=FactKind.TESTED_POSITIVE, key=key
    )


def _step(test: DrugTest) -> Step:
    return rules.step(taken_at=test.taken_at, answered_at=test.answered_at, received_at=test.received_at, withdrawn_at=test.withdrawn_at)


def _is_minor(age: int, at: datetime) -> bool:
    return age < int(convention("adult_age", local_day(at)).value)


def _age_for_consent(test: DrugTest, taken_at: datetime) -> int:
    """The health unit knows the year only; who was under age on the day of asking stays so until the sample is taken."""
    adult = int(convention("adult_age", local_day(taken_at)).value)
    return min(age_on(local_day(taken_at), born_on=None, birth_year=test.birth_year), adult - 1) if test.is_minor else adult


def _kept(test: DrugTest, **changes: Any) -> DrugTest:
    for name, value in changes.items():
        setattr(test, name, value)
    test.save(update_fields=list(changes))
    return test


def _answered(sql: str, told: list[Any]) -> UUID:
    """Ask the database to write the health unit's part; it checks both sides again. Raises Cannot."""
    with connection.cursor() as cursor:
        cursor.execute(sql, told)
        made = cursor.fetchone()[0]
    if made is None:
        raise Cannot("Không ghi được vào xét nghiệm này.", mend="Tải lại trang; nếu vẫn lỗi, liên hệ quản trị.")
    return UUID(str(made))
