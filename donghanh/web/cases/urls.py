from django.urls import path

from donghanh.web.cases import views

app_name = "cases"
urlpatterns = [
    path("nguoi/<uuid:person_id>/lap-ho-so/", views.open_case, name="open"),
    path("nguoi/<uuid:person_id>/mo-thu-tuc/", views.start, name="start"),
    path("nguoi/<uuid:person_id>/mo-thu-tuc/<slug:procedure>/<slug:kind>/", views.begin, name="begin"),
    path("ho-so/<uuid:case_id>/", views.case, name="case"),
    path("ho-so/<uuid:case_id>/ghi/<slug:kind>/", views.record, name="record"),
    path("ho-so/<uuid:case_id>/vi-sao/<slug:kind>/", views.why, name="why"),
    path("ho-so/<uuid:case_id>/lap-nham/", views.in_error, name="in_error"),
    path("ho-so/<uuid:case_id>/huy/<uuid:fact_id>/", views.void, name="void"),
    path("ho-so/<uuid:case_id>/chuyen/", views.send, name="send"),
    path("ho-so/<uuid:case_id>/xac-dinh/", views.determine, name="determine"),
    path("chuyen-den/", views.moves, name="moves"),
    path("chuyen-den/<uuid:handover_id>/nhan/", views.receive, name="receive"),
    path("chuyen-den/<uuid:handover_id>/tra-lai/", views.send_back, name="return"),
    path("luat/thay-doi/", views.law_changes, name="changes"),
    path("thu-tuc/", views.procedures, name="procedures"),
    path("danh-sach/", views.active, name="list"),
    path("danh-sach/ban-in/", views.active_print, name="list_print"),
    path("sap-het-han/", views.expiring, name="expiring"),
]
