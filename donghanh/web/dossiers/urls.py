from django.urls import path

from donghanh.web.dossiers import views

app_name = "dossiers"
urlpatterns = [
    path("ho-so/<uuid:case_id>/giay-to/", views.dossier, name="dossier"),
    path("ho-so/<uuid:case_id>/gui-di/<slug:leg_id>/", views.send, name="send"),
    path("ho-so/<uuid:case_id>/rut-giay-to/<slug:paper_id>/", views.take_out, name="take_out"),
    path("ho-so-gui-den/", views.sent_to_us, name="list"),
    path("ho-so-gui-den/da-kiem-sat/", views.watched, name="watched"),
    path("ho-so-gui-den/<uuid:passage_id>/", views.passage, name="passage"),
    path("ho-so-gui-den/<uuid:passage_id>/tra-lai/", views.give_back, name="return"),
    path("ho-so-gui-den/<uuid:passage_id>/ghi/<slug:kind>/", views.tell, name="tell"),
    path("ho-so-gui-den/<uuid:passage_id>/gui-tiep/", views.onward, name="onward"),
    path("ho-so-gui-den/<uuid:passage_id>/chuyen-co-so/", views.transfer, name="transfer"),
    path("ho-so-gui-den/<uuid:passage_id>/kien-nghi/", views.protest, name="protest"),
    path("ho-so-gui-den/<uuid:passage_id>/huy/<uuid:fact_id>/", views.propose_voiding, name="propose_voiding"),
    path("ho-so-gui-den/<uuid:passage_id>/tra-loi-huy/<uuid:proposal_id>/", views.decide_voiding, name="decide_voiding"),
    path("dia-ban/<int:unit_id>/toa-an/", views.receivers, name="receivers"),
    path("ho-so-ket/", views.stuck, name="stuck"),
]
