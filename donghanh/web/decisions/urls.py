from django.urls import path

from donghanh.web.decisions import views

app_name = "decisions"
urlpatterns = [
    path("cho-ky/", views.signing, name="signing"),
    path("cho-kiem-tra/", views.checking, name="checking"),
    path("bi-tra-lai/", views.returned, name="returned"),
    path("da-ky/", views.signed, name="signed"),
    path("ho-so/<uuid:case_id>/quyet-dinh/", views.choose, name="choose"),
    path("ho-so/<uuid:case_id>/quyet-dinh/<str:kind>/", views.draft, name="draft"),
    path("quyet-dinh/<uuid:decision_id>/", views.decision, name="decision"),
    path("quyet-dinh/<uuid:decision_id>/kiem-tra/", views.check, name="check"),
    path("quyet-dinh/<uuid:decision_id>/tra-lai/", views.send_back, name="return"),
    path("quyet-dinh/<uuid:decision_id>/ky/", views.sign, name="sign"),
    path("quyet-dinh/<uuid:decision_id>/bo/", views.drop, name="drop"),
    path("quyet-dinh/<uuid:decision_id>/rut/", views.take_back, name="take_back"),
    path("quyet-dinh/<uuid:decision_id>/giao/", views.serve, name="serve"),
    path("quyet-dinh/<uuid:decision_id>/thu-hoi/", views.withdraw, name="withdraw"),
    path("quyet-dinh/<uuid:decision_id>/tep/<slug:form>/", views.file, name="file"),
]
