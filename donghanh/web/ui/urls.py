from django.urls import path

from donghanh.web.ui import views

app_name = "ui"
urlpatterns = [
    path("thanh-phan/", views.gallery, name="gallery"),
    path("giao-dien/", views.theme, name="theme"),
    path("tro-giup/", views.help_page, name="help_start"),
    path("tro-giup/<slug:slug>/", views.help_page, name="help"),
]
