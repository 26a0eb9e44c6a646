from django.urls import path

from donghanh.web.papers import views

app_name = "papers"
urlpatterns = [
    path("ho-so/<uuid:case_id>/mau-giay-to/", views.listing, name="list"),
    path("ho-so/<uuid:case_id>/mau-giay-to/<slug:form_id>/", views.begin, name="begin"),
    path("giay-to/<uuid:paper_id>/", views.paper, name="paper"),
    path("giay-to/<uuid:paper_id>/lap/", views.make, name="make"),
    path("giay-to/<uuid:paper_id>/thu-hoi/", views.withdraw, name="withdraw"),
    path("giay-to/<uuid:paper_id>/bo/", views.drop, name="drop"),
    path("giay-to/<uuid:paper_id>/tep/<slug:kind>/", views.file, name="file"),
    path("kiem-tra/<slug:code>/", views.check, name="check"),
]
