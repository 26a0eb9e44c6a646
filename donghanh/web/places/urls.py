from django.urls import path

from donghanh.web.places import views

app_name = "places"
urlpatterns = [
    path("dia-ban/", views.search, name="search"),
    path("dia-ban/<int:unit_id>/", views.unit, name="unit"),
    path("ngay-nghi/", views.calendar, name="calendar"),
    path("ngay-nghi/ghi/", views.day, name="day"),
    path("ngay-nghi/<str:iso>/bo/", views.day_remove, name="day_remove"),
]
