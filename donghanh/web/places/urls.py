from django.urls import path

from donghanh.web.places import changing, views

app_name = "places"
urlpatterns = [
    path("dia-ban/", views.search, name="search"),
    path("dia-ban/<int:unit_id>/", views.unit, name="unit"),
    path("dia-ban/sap-xep/", changing.changes, name="changes"),
    path("dia-ban/sap-xep/don-vi/", changing.propose_units, name="propose_units"),
    path("dia-ban/sap-xep/<uuid:change_id>/", changing.change, name="change"),
    path("dia-ban/<int:unit_id>/co-quan-ke-tuc/", changing.propose_body, name="propose_body"),
    path("dia-ban/<int:unit_id>/doi-tham-quyen/", changing.propose_holder, name="propose_holder"),
    path("ho-so-chua-phan/", changing.unassigned, name="unassigned"),
    path("ngay-nghi/", views.calendar, name="calendar"),
    path("ngay-nghi/ghi/", views.day, name="day"),
    path("ngay-nghi/<str:iso>/bo/", views.day_remove, name="day_remove"),
]
