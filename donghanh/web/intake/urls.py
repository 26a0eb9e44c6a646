from django.urls import path

from donghanh.web.intake import views

app_name = "intake"
urlpatterns = [
    path("nhap/", views.batches, name="list"),
    path("nhap/mau.xlsx", views.template, name="template"),
    path("nhap/<uuid:batch_id>/", views.batch, name="batch"),
    path("nhap/<uuid:batch_id>/cot/", views.columns, name="columns"),
    path("nhap/<uuid:batch_id>/loi.xlsx", views.faults_file, name="faults_file"),
    path("nhap/<uuid:batch_id>/nhap/", views.confirm, name="confirm"),
    path("nhap/<uuid:batch_id>/huy/", views.cancel, name="cancel"),
    path("nhap/<uuid:batch_id>/go/", views.undo, name="undo"),
]
