from django.urls import path

from donghanh.web.desk import views

app_name = "desk"
urlpatterns = [
    path("viec/", views.today, name="today"),
    path("viec/che-ten/", views.hide_names, name="hide_names"),
    path("viec/<uuid:case_id>/<slug:kind>/vi-sao/", views.why, name="why"),
]
