from django.urls import path

from donghanh.web.plans import exchange_views, paper_views, share_views, views

app_name = "plans"
urlpatterns = [
    path("ke-hoach/", views.plans, name="list"),
    path("ke-hoach/nhap/", exchange_views.bring, name="bring"),
    path("ke-hoach/nhap/mau/", exchange_views.form, name="form"),
    path("ke-hoach/nhap/<uuid:draft_id>/", exchange_views.draft, name="draft"),
    path("ke-hoach/nhap/<uuid:draft_id>/<slug:kind>/", exchange_views.draft_file, name="draft_file"),
    path("ke-hoach/doc/", paper_views.papers, name="papers"),
    path("ke-hoach/doc/<uuid:paper_id>/", paper_views.paper, name="paper"),
    path("ke-hoach/doc/<uuid:paper_id>/soan/", paper_views.write, name="write"),
    path("ke-hoach/so-sanh/", exchange_views.compare, name="compare"),
    path("ke-hoach/<slug:plan_id>/", views.plan, name="plan"),
    path("ke-hoach/<slug:plan_id>/cac-ban/", exchange_views.versions, name="versions"),
    path("ke-hoach/<slug:plan_id>/cac-ban/<int:number>/", exchange_views.version, name="version"),
    path("ke-hoach/<slug:plan_id>/chia/<str:target_id>/", share_views.split, name="split"),
    path("ke-hoach/<slug:plan_id>/ai-lam/", views.who, name="who"),
    path("ke-hoach/<slug:plan_id>/cho-chua-khop/<slug:code>/", views.reading, name="reading"),
]
