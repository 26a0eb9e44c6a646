from django.urls import path

from donghanh.web.pipeline import views

app_name = "pipeline"
urlpatterns = [
    path("duong-ho-so/", views.steps, name="steps"),
    path("duong-ho-so/ho-so/", views.files, name="files"),
    path("thoi-gian-xu-ly/", views.times, name="times"),
]
