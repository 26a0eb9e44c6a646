from django.urls import path

from donghanh.web.dossiers import views

app_name = "dossiers"
urlpatterns = [
    path("ho-so/<uuid:case_id>/giay-to/", views.dossier, name="dossier"),
    path("ho-so/<uuid:case_id>/gui-di/<slug:leg_id>/", views.send, name="send"),
    path("ho-so-gui-den/", views.sent_to_us, name="list"),
    path("ho-so-gui-den/<uuid:passage_id>/", views.passage, name="passage"),
    path("ho-so-gui-den/<uuid:passage_id>/tra-lai/", views.give_back, name="return"),
    path("ho-so-ket/", views.stuck, name="stuck"),
]
