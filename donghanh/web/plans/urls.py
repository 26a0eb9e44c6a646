from django.urls import path

from donghanh.web.plans import views

app_name = "plans"
urlpatterns = [
    path("ke-hoach/", views.plans, name="list"),
    path("ke-hoach/<slug:plan_id>/", views.plan, name="plan"),
    path("ke-hoach/<slug:plan_id>/ai-lam/", views.who, name="who"),
    path("ke-hoach/<slug:plan_id>/cho-chua-khop/<slug:code>/", views.reading, name="reading"),
]
