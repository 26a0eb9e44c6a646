"""Tables of surveys. Every one only grows; answers are counts, nobody who answered is kept."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from donghanh.base.places.models import Body, Unit
from donghanh.kernel.ids import new_id
from donghanh.programme.keeping.models import Made
from donghanh.programme.surveys.terms import How, Population


class Survey(Made):
    """A survey of knowledge. place: where people are asked. population_size None: not known. sampling: how people were chosen, in words.

    needed: so many right answers count as knowing. threshold: per cent to reach, None where nobody set it; target: the plan's (Target.id).
    is_strict: more than the threshold, not "at least".
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    population = models.CharField(max_length=10, choices=Population.choices)
    population_size = models.IntegerField(null=True)
    sampling = models.CharField(max_length=1000)
    starts_on = models.DateField()
    ends_on = models.DateField()
    needed = models.SmallIntegerField()
    target = models.CharField(max_length=40, blank=True)
    threshold = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    is_strict = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on"), needed__gte=1), name="survey_days_and_needed"),
            models.CheckConstraint(condition=Q(threshold=None) | Q(threshold__gt=0, threshold__lte=100), name="survey_threshold_per_cent"),
        ]

    class Privacy:
        internal = "__all__"


class Question(models.Model):
    """A question of the sheet, in its order."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="questions")
    position = models.SmallIntegerField()
    text = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "position"], name="survey_question_once")]

    class Privacy:
        internal = "__all__"


class Result(Made):
    """What the sheets counted up to: asked sheets, reached of them with enough right answers. The newest holds; reason: why it replaces another.

    source: the paper that was typed from, or the name of the file; sha256: of the file, which is not kept.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="results")
    how = models.CharField(max_length=5, choices=How.choices)
    asked = models.IntegerField()
    reached = models.IntegerField()
    source = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(asked__gte=1, reached__gte=0, reached__lte=F("asked")), name="survey_result_counts"),
            models.CheckConstraint(condition=Q(how="TYPED") ^ ~Q(sha256=""), name="survey_file_has_hash"),
        ]

    class Privacy:
        internal = "__all__"


class Answer(models.Model):
    """How one question was answered on all sheets together."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    right = models.IntegerField()
    wrong = models.IntegerField()
    blank = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["result", "question"], name="survey_answer_once"),
            models.CheckConstraint(condition=Q(right__gte=0, wrong__gte=0, blank__gte=0), name="survey_answer_counts"),
        ]

    class Privacy:
        internal = "__all__"
