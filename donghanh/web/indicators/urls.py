from django.urls import path

from donghanh.web.indicators.views import building, pages

app_name = "indicators"
urlpatterns = [
    path("chi-tieu/", pages.listing, name="list"),
    path("chi-tieu/tu-dung/", building.build, name="build"),
    path("chi-tieu/tu-dung/<uuid:key>/", building.built, name="built"),
    path("chi-tieu/ba-giam/", pages.reductions, name="reductions"),
    path("chi-tieu/tai-ve/", pages.export, name="export"),
    path("chi-tieu/<slug:code>/", pages.indicator, name="indicator"),
    path("chi-tieu/<slug:code>/danh-sach/", pages.behind, name="behind"),
    path("chi-tieu/<slug:code>/nhap/", pages.type_in, name="type_in"),
]
