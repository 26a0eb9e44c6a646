"""All writing of surveys: planning one, and what its sheets counted up to."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.rules import FileDraft, check_words
from donghanh.programme.surveys import access, queries, reading, rules
from donghanh.programme.surveys.drafting import SurveyDraft
from donghanh.programme.surveys.models import Answer, Question, Result, Survey
from donghanh.programme.surveys.queries import SurveyRow
from donghanh.programme.surveys.rules import Tally
from donghanh.programme.surveys.terms import How


def plan_survey(*, actor: Actor, at: datetime, draft: SurveyDraft) -> Survey:
    """A survey with its questions. A plan's target gives the level to reach where it prints one. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="survey.plan", at=at) as entry:
        access.check_may_plan(actor)
        access.check_receives(draft.place_id, actor.stat_unit_ids)
        questions = tuple(check_words(one, field="questions", most=300, name="câu hỏi") for one in draft.questions)
        about = {"needed": draft.needed, "population_size": draft.population_size}
        rules.check_survey(starts_on=draft.starts_on, ends_on=draft.ends_on, questions=questions, **about)
        texts = {
            "name": check_words(draft.name, field="name", most=200, name="tên khảo sát"),
            "sampling": check_words(draft.sampling, field="sampling", most=1000, name="cách chọn người"),
        }
        days = {"starts_on": draft.starts_on, "ends_on": draft.ends_on, "place_id": draft.place_id, "population": draft.population}
        who = {"body_id": actor.body_id, "unit_id": actor.unit_id, "made_at": at, "made_by": actor.user_id or 0}
        kept = Survey.objects.create(**texts, **about, **days, **_level(draft), **who)
        for position, text in enumerate(questions, start=1):
            Question.objects.create(survey=kept, position=position, text=text)
        entry.subject, entry.changes = str(kept.pk), {"questions": len(questions)}
        return kept


def _level(draft: SurveyDraft) -> dict[str, object]:
    """The level to reach: the plan's where it prints one, never another than it; else what was typed. Raises BadInput."""
    if draft.threshold is not None and not 0 < draft.threshold <= 100:
        raise BadInput("Mức phải đạt không dùng được.", mend="Ghi phần trăm, lớn hơn 0 và không quá 100.", field="threshold")
    if not draft.target:
        return {"target": "", "threshold": draft.threshold, "is_strict": draft.is_strict}
    one = next((target for target in queries.targets() if target.id == draft.target), None)
    if one is None:
        raise BadInput("Không có chỉ tiêu này.", mend="Chọn trong danh sách.", field="target")
    if one.threshold is None:
        return {"target": one.id, "threshold": draft.threshold, "is_strict": draft.is_strict}
    if draft.threshold not in (None, one.threshold):
        raise BadInput(f"Kế hoạch in mức {one.printed}.", mend="Để trống ô này: mức lấy theo kế hoạch.", field="threshold")
    return {"target": one.id, "threshold": one.threshold, "is_strict": one.is_strict}


def type_result(*, actor: Actor, at: datetime, survey_id: UUID, tally: Tally, source: str, reason: str = "") -> Result:
    """Counts typed from a paper. A further one replaces the last, with the reason. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="survey.type_result", at=at, subject=str(survey_id)) as entry:
        row = _own(actor, survey_id, at)
        words = check_words(source, field="source", most=300, name="văn bản, phiếu tổng hợp")
        kept = _keep(actor, at, row, tally, reason=reason, how=How.TYPED, source=words)
        entry.changes = {"asked": tally.asked, "reached": tally.reached}
        return kept


def import_result(*, actor: Actor, at: datetime, survey_id: UUID, file: FileDraft, reason: str = "") -> Result:
    """Sheets of a file, counted; neither file nor lines are kept, only its hash. Raises MayNot, NotInReach, BadInput."""
    with audit.recording(actor=actor, verb="survey.import_result", at=at, subject=str(survey_id)) as entry:
        row = _own(actor, survey_id, at)
        tally = reading.read_sheets(file.content, file.name, questions=len(row.questions), needed=row.needed)
        name = check_words(file.name, field="file", most=300, name="tên tệp")
        digest = hashlib.sha256(file.content).hexdigest()
        kept = _keep(actor, at, row, tally, reason=reason, how=How.FILE, source=name, sha256=digest)
        entry.changes = {"asked": tally.asked, "reached": tally.reached}
        return kept


def _own(actor: Actor, survey_id: UUID, at: datetime) -> SurveyRow:
    """Raises MayNot, NotInReach, BadInput before the survey began."""
    access.check_may_plan(actor)
    row = queries.survey(actor, survey_id)
    access.check_is_of(actor, row.body_id, what=row.body)
    if local_day(at) < row.starts_on:
        raise BadInput(f"Khảo sát bắt đầu ngày {row.starts_on:%d/%m/%Y}.", mend="Ghi kết quả sau khi đã khảo sát.", field="source")
    return row


def _keep(actor: Actor, at: datetime, row: SurveyRow, tally: Tally, *, reason: str, **about: object) -> Result:
    rules.check_tally(tally, questions=len(row.questions), needed=row.needed, population_size=row.population_size)
    words = check_words(reason, field="reason", most=500, name="lý do thay kết quả trước", needed=bool(row.results))
    who = {"made_at": at, "made_by": actor.user_id or 0}
    kept = Result.objects.create(survey_id=row.id, asked=tally.asked, reached=tally.reached, reason=words, **about, **who)
    questions = {question.position: question.pk for question in Question.objects.filter(survey_id=row.id)}
    for position, one in enumerate(tally.answers, start=1):
        Answer.objects.create(result=kept, question_id=questions[position], right=one.right, wrong=one.wrong, blank=one.blank)
    return kept
