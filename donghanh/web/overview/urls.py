from django.urls import path

from donghanh.web.overview import views

app_name = "overview"
urlpatterns = [
    path("tong-quan/", views.province, name="province"),
    path("tong-quan/<int:unit_id>/", views.place, name="place"),
    path("so-lieu/", views.commune, name="commune"),
    path("so-lieu/danh-sach/", views.behind, name="behind"),
]
