from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "donghanh.programme"
    label = "programme"
