from django.urls import path

from donghanh.web.people import views

app_name = "people"
urlpatterns = [
    path("nguoi/", views.search, name="search"),
    path("nguoi/danh-sach/", views.people_list, name="list"),
    path("nguoi/ly-do/", views.reason, name="reason"),
    path("nguoi/moi/", views.new, name="new"),
    path("nguoi/<uuid:person_id>/", views.person, name="person"),
    path("nguoi/<uuid:person_id>/sua/", views.correct, name="correct"),
    path("nguoi/<uuid:person_id>/giay-to/", views.papers, name="papers"),
    path("nguoi/<uuid:person_id>/giay-to/<uuid:number_id>/hien/", views.reveal, name="reveal"),
    path("nguoi/<uuid:person_id>/giay-to/<uuid:number_id>/ngung/", views.end_number, name="end_number"),
    path("nguoi/<uuid:person_id>/dia-chi/", views.address, name="address"),
    path("nguoi/<uuid:person_id>/ho/", views.household, name="household"),
    path("nguoi/<uuid:person_id>/truy-cap/", views.access_log, name="access"),
    path("nguoi/<uuid:person_id>/gop/", views.merge, name="merge"),
    path("nguoi/<uuid:person_id>/niem-phong/", views.unseal, name="unseal"),
    path("niem-phong/", views.unsealings, name="unsealings"),
    path("gop-ho-so/", views.merges, name="merges"),
]
