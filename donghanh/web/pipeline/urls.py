from django.urls import path

from donghanh.web.pipeline import views

app_name = "pipeline"
urlpatterns = [
    path("duong-ho-so/", views.steps, name="steps"),
    path("duong-ho-so/ho-so/", views.files, name="files"),
    path("thoi-gian-xu-ly/", views.times, name="times"),
    path("noi-o/", views.whereabouts, name="whereabouts"),
    path("dang-lap-ho-so/", views.pending, name="pending"),
    path("vang-mat/", views.absent, name="absent"),
]
