from django.urls import path

from donghanh.web.shell import views

app_name = "shell"
urlpatterns = [
    path("suc-khoe/", views.health, name="health"),
]
