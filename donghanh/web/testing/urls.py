from django.urls import path

from donghanh.web.testing import views

app_name = "testing"
urlpatterns = [
    path("xet-nghiem/", views.asked, name="list"),
    path("nguoi/<uuid:person_id>/xet-nghiem/", views.ask, name="ask"),
    path("xet-nghiem/can-lam/", views.performed, name="desk"),
    path("xet-nghiem/can-lam/tren-giay/", views.paper, name="paper"),
    path("xet-nghiem/can-lam/<uuid:test_id>/", views.perform, name="perform"),
    path("xet-nghiem/<uuid:test_id>/", views.test, name="test"),
    path("xet-nghiem/<uuid:test_id>/da-nhan/", views.receive, name="receive"),
    path("xet-nghiem/<uuid:test_id>/ghi-vao-ho-so/", views.follow, name="follow"),
    path("xet-nghiem/<uuid:test_id>/la-ai/", views.link, name="link"),
    path("xet-nghiem/<uuid:test_id>/rut/", views.withdraw, name="withdraw"),
]
