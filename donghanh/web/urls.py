"""Addresses of the staff pages; each group of pages adds one line."""

from django.urls import include, path

urlpatterns = [
    path("", include("donghanh.web.shell.urls")),
    path("", include("donghanh.web.ui.urls")),
    path("", include("donghanh.web.audit.urls")),
    path("", include("donghanh.web.accounts.urls")),
    path("", include("donghanh.web.places.urls")),
    path("", include("donghanh.web.people.urls")),
    path("", include("donghanh.web.intake.urls")),
    path("", include("donghanh.web.desk.urls")),
    path("", include("donghanh.web.cases.urls")),
    path("", include("donghanh.web.dossiers.urls")),
    path("", include("donghanh.web.pipeline.urls")),
    path("", include("donghanh.web.overview.urls")),
    path("", include("donghanh.web.plans.urls")),
    path("", include("donghanh.web.roadmap.urls")),
    path("", include("donghanh.web.communes.urls")),
    path("", include("donghanh.web.indicators.urls")),
    path("", include("donghanh.web.money.urls")),
    path("", include("donghanh.web.tasks.urls")),
    path("", include("donghanh.web.inspections.urls")),
    path("", include("donghanh.web.learning.urls")),
    path("", include("donghanh.web.staffing.urls")),
    path("", include("donghanh.web.reports.urls")),
    path("", include("donghanh.web.decisions.urls")),
    path("", include("donghanh.web.held.urls")),
    path("", include("donghanh.web.rights.urls")),
    path("", include("donghanh.web.papers.urls")),
    path("", include("donghanh.web.testing.urls")),
    path("", include("donghanh.web.diagnosis.urls")),
]
