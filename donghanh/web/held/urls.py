from django.urls import path

from donghanh.web.held import views

app_name = "held"
_FILE = "ho-so-gui-den/<uuid:passage_id>/quyet-dinh/"
_ONE = f"{_FILE}<uuid:decision_id>/"
urlpatterns = [
    path("quyet-dinh-co-so/", views.desk, name="desk"),
    path(_FILE, views.file, name="file"),
    path(f"{_FILE}soan/<str:kind>/", views.draft, name="draft"),
    path(_ONE, views.decision, name="decision"),
    path(f"{_ONE}kiem-tra/", views.check, name="check"),
    path(f"{_ONE}tra-lai/", views.send_back, name="return"),
    path(f"{_ONE}ky/", views.sign, name="sign"),
    path(f"{_ONE}rut/", views.take_back, name="take_back"),
    path(f"{_ONE}bo/", views.drop, name="drop"),
    path(f"{_ONE}giao/", views.serve, name="serve"),
    path(f"{_ONE}thu-hoi/", views.withdraw, name="withdraw"),
    path(f"{_ONE}khieu-nai/", views.complain, name="complain"),
    path(f"{_ONE}khieu-nai/<uuid:contest_id>/", views.complaint, name="complaint"),
    path(f"{_ONE}tep/<slug:form>/", views.kept, name="kept"),
]
