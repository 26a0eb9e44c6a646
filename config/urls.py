"""All addresses of the staff site, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("donghanh.web.urls")),
    path("", include("donghanh.api.urls")),
]

handler400 = "donghanh.web.shell.errors.bad_request"
handler403 = "donghanh.web.shell.errors.permission_denied"
handler404 = "donghanh.web.shell.errors.page_not_found"
handler500 = "donghanh.web.shell.errors.server_error"
