from django.urls import path

from donghanh.web.roadmap import views

app_name = "roadmap"
urlpatterns = [
    path("lo-trinh/", views.plans, name="plans"),
    path("lo-trinh/danh-ba/", views.register, name="register"),
    path("lo-trinh/danh-ba/moi/", views.found, name="found"),
    path("lo-trinh/danh-ba/<uuid:site_id>/", views.site, name="site"),
    path("lo-trinh/mo-hinh/", views.models, name="models"),
    path("lo-trinh/thi-diem/", views.pilots, name="pilots"),
    path("lo-trinh/cau-lac-bo/", views.clubs, name="clubs"),
    path("lo-trinh/quan-dan-y/", views.army, name="army"),
    path("lo-trinh/tai-lieu/", views.guides, name="guides"),
    path("lo-trinh/tai-lieu/<uuid:guide_id>/", views.guide_file, name="guide_file"),
    path("lo-trinh/dia-ban/<int:unit_id>/", views.options, name="options"),
    path("lo-trinh/ranh-gioi/", views.boundaries, name="boundaries"),
    path("lo-trinh/<slug:plan_id>/", views.plan, name="plan"),
    path("lo-trinh/<slug:plan_id>/<str:clause>/", views.choose, name="choose"),
]
