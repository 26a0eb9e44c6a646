from django.urls import path

from donghanh.web.communes import views

app_name = "communes"
urlpatterns = [
    path("xa-phuong/", views.communes, name="list"),
    path("xa-phuong/<int:unit_id>/", views.commune, name="commune"),
]
