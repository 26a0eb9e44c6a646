"""All addresses of the staff site, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("donghanh.web.urls")),
]
