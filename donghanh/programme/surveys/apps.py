from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "donghanh.programme.surveys"
    label = "surveys"
