from django.urls import path

from donghanh.web.tasks import views

app_name = "tasks"
urlpatterns = [
    path("nhiem-vu/", views.desk, name="desk"),
    path("nhiem-vu/toan-canh/", views.board, name="board"),
    path("nhiem-vu/toan-canh/xlsx/", views.board_file, name="board_file"),
    path("nhiem-vu/long-ghep/", views.integrated, name="integrated"),
    path("nhiem-vu/giao/", views.give, name="give"),
    path("nhiem-vu/van-ban/", views.directives, name="directives"),
    path("nhiem-vu/van-ban/moi/", views.send, name="send"),
    path("nhiem-vu/van-ban/<uuid:directive_id>/", views.directive, name="directive"),
    path("nhiem-vu/ke-hoach-don-vi/", views.matrix, name="matrix"),
    path("nhiem-vu/ke-hoach-don-vi/dia-ban/", views.by_place, name="by_place"),
    path("nhiem-vu/ke-hoach-don-vi/yeu-cau/", views.demand, name="demand"),
    path("nhiem-vu/ke-hoach-don-vi/<uuid:demand_id>/nhac/", views.remind_units, name="remind_units"),
    path("nhiem-vu/ke-hoach-don-vi/<uuid:demand_id>/<int:body_id>/", views.paper, name="paper"),
    path("nhiem-vu/vuong-mac/", views.tickets, name="tickets"),
    path("nhiem-vu/vuong-mac/moi/", views.raise_ticket, name="raise"),
    path("nhiem-vu/vuong-mac/<uuid:ticket_id>/", views.ticket, name="ticket"),
    path("nhiem-vu/tep/<uuid:attachment_id>/", views.file, name="file"),
    path("nhiem-vu/<uuid:task_id>/", views.task, name="task"),
]
