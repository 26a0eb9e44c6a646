from django.urls import path

from donghanh.web.inspections import views

app_name = "inspections"
urlpatterns = [
    path("kiem-tra/", views.desk, name="desk"),
    path("kiem-tra/ke-hoach/", views.year_plan, name="year_plan"),
    path("kiem-tra/moi/", views.plan, name="plan"),
    path("kiem-tra/don-vi/", views.units, name="units"),
    path("kiem-tra/kien-nghi/", views.findings, name="findings"),
    path("kiem-tra/kien-nghi/<uuid:finding_id>/", views.finding, name="finding"),
    path("kiem-tra/tieu-chi/", views.criteria, name="criteria"),
    path("kiem-tra/tieu-chi/moi/", views.publish, name="publish"),
    path("kiem-tra/tieu-chi/<uuid:criteria_id>/", views.criteria_version, name="criteria_version"),
    path("kiem-tra/tap-huan/", views.trainings, name="trainings"),
    path("kiem-tra/hieu-qua/", views.effect, name="effect"),
    path("kiem-tra/trong-diem/", views.sentinels, name="sentinels"),
    path("kiem-tra/khao-sat/", views.surveys, name="surveys"),
    path("kiem-tra/khao-sat/moi/", views.plan_survey, name="plan_survey"),
    path("kiem-tra/khao-sat/<uuid:survey_id>/", views.survey, name="survey"),
    path("kiem-tra/tep/<uuid:attachment_id>/", views.file, name="file"),
    path("kiem-tra/<uuid:inspection_id>/", views.inspection, name="inspection"),
    path("kiem-tra/<uuid:inspection_id>/cham/", views.marks, name="marks"),
    path("kiem-tra/<uuid:inspection_id>/bien-ban/", views.minutes, name="minutes"),
]
