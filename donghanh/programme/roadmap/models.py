"""What stands by place and day, and which places were chosen for a step of a plan. Rows only grow; none says anything about a person in a file."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from donghanh.base.places.models import Unit
from donghanh.kernel.ids import new_id
from donghanh.programme.keeping.models import File, Made, key
from donghanh.programme.roadmap.terms import Advice, Happening, SiteKind


class Site(Made):
    """Something founded at a place by a decision: a site, a point, a club, a model.

    seat: the place of today (province or commune) whose row it is. unit: the place as it was called on the day of the decision; place: its name
    in the plan where the list of units has no such unit any more, or where the unit lay in two of the plan's places. origin: what it was
    copied from.
    """

    seat = key(Unit)
    unit = key(Unit)
    place = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=16, choices=SiteKind.choices)
    name = models.CharField(max_length=200)
    number = models.CharField(max_length=60)
    decided_on = models.DateField()
    issuer = models.CharField(max_length=200)
    origin = key("self", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "name", "number"], name="site_once"),
            models.CheckConstraint(condition=~Q(number="") & ~Q(issuer="") & ~Q(name=""), name="site_has_decision"),
        ]
        indexes = [models.Index(fields=["seat", "kind"], name="site_seat_kind")]

    class Privacy:
        internal = "__all__"


class SiteFact(Made):
    """What happened to a site, and on which day. document: number, day and issuer as written on the paper.

    unit, place: where it moved to. is_effective, criterion, judge: of an evaluation, for no plan says what "effective" is.
    points (of 100), advice, outcome (of the members together), cost (đồng): of an evaluation, too. starts_by, review_by: what a pilot is to keep.
    undoes: the fact that is taken back; a TAKEN_BACK without one takes back the site itself.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="facts")
    kind = models.CharField(max_length=12, choices=Happening.choices)
    on = models.DateField()
    unit = key(Unit, null=True)
    place = models.CharField(max_length=60, blank=True)
    document = models.CharField(max_length=200, blank=True)
    is_effective = models.BooleanField(null=True)
    criterion = models.CharField(max_length=500, blank=True)
    judge = models.CharField(max_length=200, blank=True)
    points = models.PositiveSmallIntegerField(null=True)
    advice = models.CharField(max_length=10, choices=Advice.choices, blank=True)
    outcome = models.CharField(max_length=500, blank=True)
    cost = models.BigIntegerField(null=True)
    starts_by = models.DateField(null=True)
    review_by = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    undoes = key("self", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="EVALUATED", is_effective__isnull=False) & ~Q(criterion="") & ~Q(judge="")
                | ~Q(kind="EVALUATED") & Q(is_effective__isnull=True, criterion="", judge=""),
                name="site_fact_judged_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(kind="EVALUATED") & (Q(points__isnull=True) | Q(points__lte=100)) & (Q(cost__isnull=True) | Q(cost__gte=0))
                | ~Q(kind="EVALUATED") & Q(points__isnull=True, advice="", outcome="", cost__isnull=True),
                name="site_fact_scored",
            ),
            models.CheckConstraint(
                condition=Q(kind="PILOTED") | Q(starts_by__isnull=True, review_by__isnull=True),
                name="site_fact_days_of_a_pilot",
            ),
            models.CheckConstraint(condition=Q(kind="MOVED") ^ Q(unit__isnull=True), name="site_fact_moved_somewhere"),
            models.CheckConstraint(
                condition=~Q(kind__in=["CLOSED", "TAKEN_BACK", "GUIDED", "CHECKED", "REVIEWED", "REPORTED"]) | ~Q(reason=""),
                name="site_fact_says_why",
            ),
            models.CheckConstraint(condition=Q(undoes__isnull=True) | Q(kind="TAKEN_BACK"), name="site_fact_undoes"),
        ]

    class Privacy:
        internal = "__all__"


class Proposal(Made):
    """A place of today at which an evaluation proposes to do the same, and by when. Which site came of it is read from Site.origin."""

    evaluation = models.ForeignKey(SiteFact, on_delete=models.PROTECT, related_name="proposals")
    unit = key(Unit)
    by = models.DateField()
    adaptation = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "unit"], name="proposal_once")]

    class Privacy:
        internal = "__all__"


class Readiness(Made):
    """Whether a place of today has what a model of this kind needs, and the decision for or against trying it there; the latest holds."""

    seat = key(Unit)
    kind = models.CharField(max_length=16, choices=SiteKind.choices)
    on = models.DateField()
    has_staff = models.BooleanField()
    has_premises = models.BooleanField()
    has_caseload = models.BooleanField()
    has_partners = models.BooleanField()
    has_funding = models.BooleanField()
    is_go = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    document = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_go=True, has_staff=True, has_premises=True, has_caseload=True, has_partners=True, has_funding=True) | ~Q(reason=""),
                name="readiness_says_why",
            )
        ]
        indexes = [models.Index(fields=["seat", "kind"], name="readiness_seat_kind")]

    class Privacy:
        internal = "__all__"


class Choice(Made):
    """A place was chosen for a step of a plan's roadmap, or is so no longer; the latest holds, all stay.

    province: that of today. plan_id, clause: codes, which outlive a reloading of the plan. place: the name; unit: that unit, where one is meant.
    beyond: why more places are chosen than the plan states; empty while they are not.
    """

    province = key(Unit)
    plan_id = models.CharField(max_length=20)
    clause = models.CharField(max_length=20)
    place = models.CharField(max_length=120)
    unit = key(Unit, null=True)
    is_chosen = models.BooleanField()
    reason = models.CharField(max_length=500)
    document = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField()
    beyond = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="choice_says_why")]
        indexes = [models.Index(fields=["plan_id", "clause"], name="choice_step")]

    class Privacy:
        internal = "__all__"


class SiteStaff(Made):
    """Who works at a model of army and civil medicine from a day on, and what it offers; the latest holds. is_border: whether the commune is one."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="staffings")
    on = models.DateField()
    military = models.PositiveSmallIntegerField()
    civil = models.PositiveSmallIntegerField()
    services = models.CharField(max_length=500)
    is_border = models.BooleanField()
    document = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(services=""), name="site_staff_offers_something")]

    class Privacy:
        internal = "__all__"


class GuideFile(File):
    """The file of a version of a guide."""

    class Privacy:
        internal = "__all__"


class Guide(Made):
    """One version of a guide for running models. unit: the province; code: what its versions share; kind: of which model, empty for all.

    starts_on: from when it replaces the version before.
    """

    unit = key(Unit)
    code = models.CharField(max_length=40)
    version = models.SmallIntegerField()
    kind = models.CharField(max_length=16, choices=SiteKind.choices, blank=True)
    title = models.CharField(max_length=200)
    audience = models.CharField(max_length=200)
    language = models.CharField(max_length=60)
    document = models.CharField(max_length=200)
    starts_on = models.DateField()
    file = key(GuideFile)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "code", "version"], name="guide_version_once"),
            models.CheckConstraint(condition=~Q(document="") & ~Q(title=""), name="guide_was_approved"),
        ]

    class Privacy:
        internal = "__all__"


class BoundarySet(Made):
    """A file of boundaries that a province uploaded; the latest of a level holds. source: where it is from; sha256: of the file."""

    province = key(Unit)
    source = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="boundary_set_says_source")]

    class Privacy:
        internal = "__all__"


class Boundary(models.Model):
    """The outer lines of one unit: rings of [longitude, latitude], to 100 m."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    set = models.ForeignKey(BoundarySet, on_delete=models.PROTECT, related_name="shapes")
    unit = key(Unit)
    rings = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["set", "unit"], name="boundary_once")]

    class Privacy:
        public = "__all__"
