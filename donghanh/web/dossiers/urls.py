from django.urls import path

from donghanh.web.dossiers import views

app_name = "dossiers"
urlpatterns = [
    path("ho-so/<uuid:case_id>/giay-to/", views.dossier, name="dossier"),
    path("ho-so/<uuid:case_id>/gui-di/<slug:leg_id>/", views.send, name="send"),
    path("ho-so/<uuid:case_id>/rut-giay-to/<slug:paper_id>/", views.take_out, name="take_out"),
    path("ho-so-gui-den/", views.sent_to_us, name="list"),
    path("ho-so-gui-den/<uuid:passage_id>/", views.passage, name="passage"),
    path("ho-so-gui-den/<uuid:passage_id>/tra-lai/", views.give_back, name="return"),
    path("ho-so-gui-den/<uuid:passage_id>/ghi/<slug:kind>/", views.tell, name="tell"),
    path("ho-so-gui-den/<uuid:passage_id>/gui-tiep/", views.onward, name="onward"),
    path("dia-ban/<int:unit_id>/toa-an/", views.receivers, name="receivers"),
    path("ho-so-ket/", views.stuck, name="stuck"),
]
