from django.urls import path

from donghanh.web.plans import views

app_name = "plans"
urlpatterns = [
    path("ke-hoach/", views.plans, name="list"),
    path("ke-hoach/<slug:plan_id>/", views.plan, name="plan"),
]
