from django.urls import path

from donghanh.web.reports import views

app_name = "reports"
urlpatterns = [
    path("bao-cao/", views.listing, name="list"),
    path("bao-cao/<uuid:report_id>/", views.report, name="report"),
    path("bao-cao/<uuid:report_id>/tep/<slug:form>/", views.file, name="file"),
]
