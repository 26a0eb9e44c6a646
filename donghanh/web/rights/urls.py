from django.urls import path

from donghanh.web.rights import views

app_name = "rights"
urlpatterns = [
    path("yeu-cau/", views.waiting, name="open"),
    path("nguoi/<uuid:person_id>/quyen/", views.person, name="person"),
    path("nguoi/<uuid:person_id>/quyen/cho-xem/", views.show, name="show"),
    path("nguoi/<uuid:person_id>/quyen/ban-trich/<slug:form>/", views.extract, name="extract"),
    path("nguoi/<uuid:person_id>/quyen/nguoi-dai-dien/", views.delegate, name="delegate"),
    path("nguoi/<uuid:person_id>/quyen/nguoi-dai-dien/<uuid:delegate_id>/ket-thuc/", views.end_delegate, name="end_delegate"),
    path("nguoi/<uuid:person_id>/quyen/bao-sai/", views.wrong, name="wrong"),
    path("bao-sai/<uuid:correction_id>/", views.correction, name="correction"),
    path("bao-sai/<uuid:correction_id>/da-bao/", views.acknowledge, name="acknowledge"),
    path("quyet-dinh/<uuid:decision_id>/thong-bao/<slug:form>/", views.notice, name="notice"),
    path("quyet-dinh/<uuid:decision_id>/khieu-nai/", views.complain, name="complain"),
    path("ho-so/<uuid:case_id>/quyet-dinh-toa-an/thong-bao/<slug:form>/", views.ruling_notice, name="ruling_notice"),
    path("ho-so/<uuid:case_id>/quyet-dinh-toa-an/khieu-nai/", views.contest_ruling, name="contest_ruling"),
    path("khieu-nai/<uuid:contest_id>/", views.complaint, name="complaint"),
]
