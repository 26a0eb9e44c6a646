from django.urls import path

from donghanh.web.reviews import views

app_name = "reviews"
urlpatterns = [
    path("danh-gia/doi-chieu/", views.reported, name="reported"),
    path("danh-gia/dieu-chinh/", views.adjustments, name="adjustments"),
    path("danh-gia/dieu-chinh/<uuid:adjustment_id>/", views.adjustment, name="adjustment"),
    path("danh-gia/phan-tich/", views.analysis, name="analysis"),
    path("danh-gia/nhu-cau/", views.demand, name="demand"),
]
