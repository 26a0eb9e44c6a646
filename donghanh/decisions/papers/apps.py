from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "donghanh.decisions.papers"
    label = "papers"
