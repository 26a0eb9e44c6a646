from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "donghanh.intake"
    label = "intake"
