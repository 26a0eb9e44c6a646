"""Addresses of the staff pages; each group of pages adds one line."""

from django.urls import include, path

urlpatterns = [
    path("", include("donghanh.web.shell.urls")),
    path("", include("donghanh.web.ui.urls")),
    path("", include("donghanh.web.audit.urls")),
    path("", include("donghanh.web.places.urls")),
    path("", include("donghanh.web.people.urls")),
]
