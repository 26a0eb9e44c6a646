"""Plans of the province: rows, functions that are named, targets, roadmap, reports owed. Public papers, loaded from plans/, never typed on a page.

What a page types is one table alone: how the province decided to read a print that contradicts itself. A plan of another province comes in as
a file, and each of its versions stays as it was.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from donghanh.kernel.ids import new_id
from donghanh.programme.terms import Comparison, Counting, DiscrepancyKind, Frequency, Origin, PeriodLogic, Rhythm, Source, StandsAs, Work


class Plan(models.Model):
    """One plan as printed. number is empty where none is printed; province: the code printed on it, which need not be a province of today.

    bases: the papers it rests on; phases: name, first and last year; recipients: to whom it goes; each as printed, empty where none is.
    digest: of the files it was read from and of the indicators and functions it names.
    """

    id = models.CharField(primary_key=True, max_length=20)
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField()
    issuer = models.CharField(max_length=200)
    province = models.CharField(max_length=8)
    title = models.CharField(max_length=600)
    from_year = models.SmallIntegerField()
    to_year = models.SmallIntegerField()
    bases = models.JSONField(default=list)
    phases = models.JSONField(default=list)
    recipients = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(to_year__gte=F("from_year")), name="plan_years_forward")]

    class Privacy:
        public = "__all__"


class Version(models.Model):
    """One version of a plan, whole, as it was in force from a day until the next one; the tables beside hold the latest.

    instrument, signed_on: the paper that made it so, empty and None for files of plans/. content: as reading.content says it.
    made_by None: the command line.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.SmallIntegerField()
    origin = models.CharField(max_length=6, choices=Origin.choices)
    instrument = models.CharField(max_length=120, blank=True)
    signed_on = models.DateField(null=True)
    in_force_from = models.DateField()
    reason = models.CharField(max_length=500, blank=True)
    filename = models.CharField(max_length=200, blank=True)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    made_by = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once"),
            models.CheckConstraint(condition=Q(origin="FILES") | (~Q(instrument="") & ~Q(signed_on=None)), name="plan_version_names_its_paper"),
            models.CheckConstraint(condition=Q(signed_on=None) | Q(in_force_from__gte=F("signed_on")), name="plan_version_after_signature"),
        ]

    class Privacy:
        public = "__all__"


class Function(models.Model):
    """A function that plans give work to ("lead agency for rehabilitation"), never a body. law: the function of law/functions.yaml that
    answers from its first day on; empty where only `holdings` say who it is."""

    code = models.CharField(primary_key=True, max_length=40)
    title = models.CharField(max_length=200)
    law = models.CharField(max_length=60, blank=True)

    class Privacy:
        public = "__all__"


class Holding(models.Model):
    """Who holds a function between two days (inclusive; None: always before, still), with the source. gap: no source says who; then no name."""

    function = models.ForeignKey(Function, on_delete=models.CASCADE, related_name="holdings")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    name = models.CharField(max_length=200, blank=True)
    gap = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=200)
    confidence = models.CharField(max_length=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(name="") ^ Q(gap=""), name="holding_name_or_gap"),
            models.CheckConstraint(condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")), name="holding_time_forward"),
        ]

    class Privacy:
        public = "__all__"


class Model(models.Model):
    """A kind of model (club, counselling point) that a plan asks to build or keep."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="models")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="model_once")]

    class Privacy:
        public = "__all__"


class Clause(models.Model):
    """One row of a plan, in its order: name and meaning are the printed sentence in our words, meaning only where the name says too little.

    stands_as: what the row is here. why: for a provision, why it gives nobody work. rhythm_note: what the clause adds to the rhythm.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="clauses")
    code = models.CharField(max_length=20)
    position = models.SmallIntegerField()
    name = models.CharField(max_length=200)
    meaning = models.CharField(max_length=600, blank=True)
    stands_as = models.CharField(max_length=10, choices=StandsAs.choices)
    work = models.CharField(max_length=16, choices=Work.choices)
    rhythm = models.CharField(max_length=12, choices=Rhythm.choices)
    rhythm_note = models.CharField(max_length=120, blank=True)
    model = models.ForeignKey(Model, null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="clause_once"),
            models.CheckConstraint(condition=~Q(stands_as="provision") | ~Q(why=""), name="clause_provision_says_why"),
        ]

    class Privacy:
        public = "__all__"


class Responsibility(models.Model):
    """A function that a clause names; position: in the order named, which rarely says who leads."""

    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="responsibilities")
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="+")
    position = models.SmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clause", "function"], name="responsibility_once")]

    class Privacy:
        public = "__all__"


class RoadmapStep(models.Model):
    """One step of a roadmap: what, where, how many. planned None: no number is set for this place.

    place: the name as it is written, place_printed where the print differs; unit_code: that unit in the list of units of the plan's time, if it
    has it. rule: which places, where the plan gives a rule and no names.
    """

    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="steps")
    position = models.SmallIntegerField()
    what = models.CharField(max_length=120)
    place = models.CharField(max_length=60, blank=True)
    place_printed = models.CharField(max_length=60, blank=True)
    unit_code = models.CharField(max_length=8, blank=True)
    rule = models.CharField(max_length=120, blank=True)
    planned = models.IntegerField(null=True)
    from_year = models.SmallIntegerField(null=True)
    to_year = models.SmallIntegerField(null=True)
    note = models.CharField(max_length=200, blank=True)

    class Privacy:
        public = "__all__"


class Discrepancy(models.Model):
    """Where a print contradicts itself, is misprinted or leaves something open: it stays shown whatever is decided.

    clauses: codes. readings: code, text and source (a row's id) each. in_use: the reading we go by until somebody decides; empty: nothing is set.
    effect: what the product does meanwhile. set_by: the function that has to set what is open.
    """

    id = models.CharField(primary_key=True, max_length=40)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="discrepancies")
    position = models.SmallIntegerField()
    code = models.CharField(max_length=10)
    kind = models.CharField(max_length=14, choices=DiscrepancyKind.choices)
    question = models.CharField(max_length=300)
    clauses = models.JSONField()
    readings = models.JSONField(default=list)
    in_use = models.CharField(max_length=20, blank=True)
    effect = models.CharField(max_length=200)
    set_by = models.ForeignKey(Function, null=True, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        public = "__all__"


class ReadingDecision(models.Model):
    """What the province decided about a discrepancy; the latest holds, none is ever changed or taken away.

    reading: a code of its readings, OTHER with `words`, or empty: the question is open again. decided_on: the day of the decision itself,
    document: its number where there is one. unit: the province that decided.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    discrepancy = models.ForeignKey(Discrepancy, on_delete=models.PROTECT, related_name="decisions")
    unit = models.ForeignKey("places.Unit", on_delete=models.PROTECT, related_name="+")
    reading = models.CharField(max_length=20, blank=True)
    words = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=500)
    document = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField()
    decided_by = models.BigIntegerField()
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reading="other") ^ Q(words=""), name="reading_decision_own_words"),
            models.CheckConstraint(condition=~Q(reason=""), name="reading_decision_says_why"),
        ]
        indexes = [models.Index(fields=["discrepancy", "decided_at"], name="reading_decision_latest")]

    class Privacy:
        internal = "__all__"


class Target(models.Model):
    """What a clause wants reached, and how it is counted, as its indicator's definition said when the plan was loaded.

    printed: the words of the plan; value, unit, comparison: our reading of them, value None where no number is set or `parts` has several.
    due_on None: no day; is_due_assumed: not printed, the end of the plan. note: how else the print can be read.
    missing_fact, recorded_by: what has to be recorded, and by whom, before it can be counted in full.
    """

    id = models.CharField(primary_key=True, max_length=40)
    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="targets")
    position = models.SmallIntegerField()
    name = models.CharField(max_length=200)
    printed = models.CharField(max_length=200)
    comparison = models.CharField(max_length=12, choices=Comparison.choices)
    value = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    unit = models.CharField(max_length=20)
    parts = models.JSONField(default=list)
    due_on = models.DateField(null=True)
    is_due_assumed = models.BooleanField(default=False)
    is_striving = models.BooleanField(default=False)
    note = models.CharField(max_length=400, blank=True)
    indicator = models.CharField(max_length=40)
    version = models.SmallIntegerField()
    population = models.CharField(max_length=600)
    numerator = models.CharField(max_length=600)
    denominator = models.CharField(max_length=600)
    counting = models.CharField(max_length=8, choices=Counting.choices)
    period_logic = models.CharField(max_length=16, choices=PeriodLogic.choices)
    source = models.CharField(max_length=12, choices=Source.choices)
    missing_fact = models.CharField(max_length=400, blank=True)
    recorded_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=["computed", "plan"], missing_fact="")
                | (Q(source__in=["partial", "missing"]) & ~Q(missing_fact="") & ~Q(recorded_by="")),
                name="target_says_what_is_missing",
            ),
        ]

    class Privacy:
        public = "__all__"


class Obligation(models.Model):
    """A report that the plan asks for.

    due_days after the end of the period as printed; due_before: month and day before which it must be in, the day itself is late;
    assumed_due_days where the plan gives no day.
    """

    id = models.CharField(primary_key=True, max_length=40)
    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="obligations")
    position = models.SmallIntegerField()
    name = models.CharField(max_length=200)
    frequency = models.CharField(max_length=12, choices=Frequency.choices)
    recipient = models.CharField(max_length=200)
    due_days = models.SmallIntegerField(null=True)
    due_before = models.CharField(max_length=5, blank=True)
    assumed_due_days = models.SmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(due_days__isnull=True) | Q(assumed_due_days__isnull=True), name="obligation_printed_or_assumed")
        ]

    class Privacy:
        public = "__all__"
