from django.urls import path

from donghanh.web.reports import views

app_name = "reports"
urlpatterns = [
    path("bao-cao/", views.desk, name="desk"),
    path("bao-cao/phai-gui/<str:code>/<slug:period>/", views.filing, name="filing"),
    path("bao-cao/phai-gui/<str:code>/<slug:period>/noi-nhan/", views.recipients, name="recipients"),
    path("bao-cao/phai-gui/<str:code>/<slug:period>/tong-hop/", views.gathering, name="gathering"),
    path("bao-cao/nhan/<str:code>/<slug:period>/", views.roll, name="roll"),
    path("bao-cao/nhan/<str:code>/<slug:period>/<int:body_id>/", views.received, name="received"),
    path("bao-cao/ban/<uuid:version_id>/", views.version, name="version"),
    path("bao-cao/ban/<uuid:version_id>/tep/<slug:form>/", views.version_file, name="version_file"),
    path("bao-cao/han/", views.arrangements, name="arrangements"),
    path("bao-cao/han/<str:code>/", views.arrangement, name="arrangement"),
    path("bao-cao/dot-xuat/", views.call, name="call"),
    path("bao-cao/hoi-nghi/", views.conferences, name="conferences"),
    path("bao-cao/hoi-nghi/moi/", views.confer, name="confer"),
    path("bao-cao/hoi-nghi/<uuid:conference_id>/", views.conference, name="conference"),
    path("bao-cao/chot/", views.listing, name="list"),
    path("bao-cao/<uuid:report_id>/", views.report, name="report"),
    path("bao-cao/<uuid:report_id>/tep/<slug:form>/", views.file, name="file"),
]
