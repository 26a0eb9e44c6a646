from django.urls import path

from donghanh.web.desk import calendar, reminding, unit, views

app_name = "desk"
urlpatterns = [
    path("viec/", views.today, name="today"),
    path("viec/che-ten/", views.hide_names, name="hide_names"),
    path("viec/don-vi/", unit.unit, name="unit"),
    path("viec/nhac/", reminding.reminders, name="reminders"),
    path("viec/<uuid:case_id>/<slug:kind>/vi-sao/", views.why, name="why"),
    path("lich/", calendar.calendar, name="calendar"),
    path("lich/tao/", calendar.calendar_open, name="calendar_open"),
    path("lich/khoa/", calendar.calendar_close, name="calendar_close"),
    path("lich/<slug:token>.ics", calendar.feed, name="feed"),
]
