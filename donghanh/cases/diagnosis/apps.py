from django.apps import AppConfig


class DiagnosisConfig(AppConfig):
    name = "donghanh.cases.diagnosis"
    label = "diagnosis"
