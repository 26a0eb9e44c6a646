from django.urls import path

from donghanh.web.diagnosis import views

app_name = "diagnosis"
urlpatterns = [
    path("duoc-gui-den/", views.listing, name="list"),
    path("duoc-gui-den/tu-den/", views.volunteer, name="volunteer"),
    path("duoc-gui-den/<uuid:referral_id>/", views.sheet, name="sheet"),
    path("duoc-gui-den/<uuid:referral_id>/tieu-chuan/", views.record, name="record"),
    path("duoc-gui-den/<uuid:referral_id>/ket-luan/", views.conclude, name="conclude"),
    path("duoc-gui-den/<uuid:referral_id>/buoc/<slug:kind>/", views.step, name="step"),
    path("duoc-gui-den/<uuid:referral_id>/phieu-theo-doi/", views.form, name="form"),
]
