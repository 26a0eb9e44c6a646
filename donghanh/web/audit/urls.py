from django.urls import path

from donghanh.web.audit import views

app_name = "audit"
urlpatterns = [
    path("nhat-ky/", views.log, name="log"),
    path("nhat-ky/niem-phong/", views.seals, name="seals"),
    path("nhat-ky/mau/", views.sample, name="sample"),
]
