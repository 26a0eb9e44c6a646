"""Tables of studies and dossiers. Every one only grows; the states are written by the triggers of their steps alone (migrations/0003)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from donghanh.base.places.models import Body, Unit
from donghanh.programme.keeping.models import File, Made, key
from donghanh.programme.money.models import SupportLevel
from donghanh.programme.registers.models import Header, Papered
from donghanh.programme.research.terms import (
    DOSSIER_STEPS,
    STUDY_STEPS,
    ApprovalKind,
    DossierKind,
    DossierState,
    Drug,
    Position,
    StudyKind,
    StudyState,
    Topic,
    Verdict,
)
from donghanh.programme.tasks.models import Directive, Task


class Attachment(File):
    """The text of a version."""

    class Privacy:
        internal = "__all__"


class Study(Header):
    """sites stand in `bodies` beside the keeper. responsible: who leads it. ends_on: planned last day."""

    kind = models.CharField(max_length=8, choices=StudyKind.choices)
    title = models.CharField(max_length=300)
    drug = models.CharField(max_length=9, choices=Drug.choices)
    responsible = models.CharField(max_length=160)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=StudyState.choices, default=StudyState.REGISTERED)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="study_days_in_order")]

    class Privacy:
        internal = "__all__"


class StudyVersion(Made):
    """One version of the protocol or remedy."""

    study = key(Study, related_name="versions")
    number = models.SmallIntegerField()
    summary = models.CharField(max_length=2000)
    attachment = key(Attachment, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "number"], name="study_version_once")]

    class Privacy:
        internal = "__all__"


class Approval(Made, Papered):
    version = key(StudyVersion, related_name="approvals")
    kind = models.CharField(max_length=12, choices=ApprovalKind.choices)
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(paper_date__isnull=False), name="approval_has_paper")]

    class Privacy:
        internal = "__all__"


class StudyStep(Made):
    study = key(Study, related_name="steps")
    kind = models.CharField(max_length=10, choices=[(one.value, one.label) for one in STUDY_STEPS])
    on = models.DateField()
    note = models.CharField(max_length=2000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "kind"], name="study_step_once")]

    class Privacy:
        internal = "__all__"


class Outcome(Made):
    """Figures of a version at a site between two days; None: the source does not say. corrects: the row it stands in place of."""

    version = key(StudyVersion, related_name="outcomes")
    site = key(Body)
    from_on = models.DateField()
    to_on = models.DateField()
    enrolled = models.IntegerField()
    retained = models.IntegerField(null=True)
    completed = models.IntegerField(null=True)
    relapsed = models.IntegerField(null=True)
    adverse = models.IntegerField(null=True)
    summary = models.CharField(max_length=1000)
    source = models.CharField(max_length=200)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(enrolled__gte=0)
                & (Q(retained__isnull=True) | Q(retained__range=(0, F("enrolled"))))
                & (Q(completed__isnull=True) | Q(completed__range=(0, F("enrolled"))))
                & (Q(relapsed__isnull=True) | Q(relapsed__range=(0, F("enrolled"))))
                & (Q(adverse__isnull=True) | Q(adverse__gte=0)),
                name="outcome_within_enrolled",
            ),
            models.CheckConstraint(condition=Q(from_on__lte=F("to_on")), name="outcome_days_in_order"),
        ]

    class Privacy:
        internal = "__all__"


class Dossier(Header):
    """problem: why. addressee: who may decide. instrument, provision, verdict: of a legal document that was reviewed."""

    kind = models.CharField(max_length=6, choices=DossierKind.choices)
    topic = models.CharField(max_length=14, choices=Topic.choices)
    title = models.CharField(max_length=300)
    problem = models.CharField(max_length=2000)
    addressee = models.CharField(max_length=200)
    instrument = models.CharField(max_length=200, blank=True)
    provision = models.CharField(max_length=200, blank=True)
    verdict = models.CharField(max_length=5, choices=Verdict.choices, blank=True)
    state = models.CharField(max_length=9, choices=DossierState.choices, default=DossierState.DRAFT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="POLICY", instrument="", provision="", verdict="")
                | (Q(kind="LAW") & ~Q(instrument="") & ~Q(provision="") & ~Q(verdict="")),
                name="dossier_review_whole",
            )
        ]

    class Privacy:
        internal = "__all__"


class DossierVersion(Made):
    dossier = key(Dossier, related_name="versions")
    number = models.SmallIntegerField()
    proposal = models.CharField(max_length=4000)
    impact = models.CharField(max_length=2000, blank=True)
    attachment = key(Attachment, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="dossier_version_once")]

    class Privacy:
        internal = "__all__"


class Consultation(Made):
    """A body is asked for its opinion on a version until a day. keeper at unit: who asks; they stand here for the row wall."""

    dossier = key(Dossier, related_name="consultations")
    version = key(DossierVersion)
    body = key(Body)
    keeper = key(Body)
    unit = key(Unit)
    due_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "body"], name="consulted_once")]

    class Privacy:
        internal = "__all__"


class Opinion(Made):
    consultation = models.OneToOneField(Consultation, on_delete=models.PROTECT, related_name="opinion")
    position = models.CharField(max_length=8, choices=Position.choices)
    text = models.CharField(max_length=2000, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(position="AGREE") | ~Q(text=""), name="opinion_says_why")]

    class Privacy:
        internal = "__all__"


class DossierStep(Made, Papered):
    """note: the reply, the reason, or what was issued. version: which one was sent."""

    dossier = key(Dossier, related_name="steps")
    kind = models.CharField(max_length=9, choices=[(one.value, one.label) for one in DOSSIER_STEPS])
    version = key(DossierVersion, null=True)
    note = models.CharField(max_length=2000)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(kind__in=["SUBMITTED", "ISSUED"]) | Q(paper_date__isnull=False), name="dossier_step_has_paper"),
            models.CheckConstraint(condition=Q(kind="SUBMITTED") ^ Q(version__isnull=True), name="dossier_sends_a_version"),
        ]

    class Privacy:
        internal = "__all__"


class Level(Made):
    """A support level that an issued policy set."""

    dossier = key(Dossier, related_name="levels")
    level = models.OneToOneField(SupportLevel, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        internal = "__all__"


class Guidance(Made):
    """A directive that carries a policy out."""

    dossier = key(Dossier, related_name="guidance")
    directive = key(Directive)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "directive"], name="guidance_once")]

    class Privacy:
        internal = "__all__"


class Resulting(Made):
    """A task that was given because the dossier was decided, as it was given: text, lead (body) and last day stand here for who keeps the dossier."""

    dossier = key(Dossier, related_name="resulting")
    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="+")
    body = key(Body)
    text = models.CharField(max_length=300)
    due_on = models.DateField()

    class Privacy:
        internal = "__all__"
