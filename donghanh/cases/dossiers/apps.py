from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "donghanh.cases.dossiers"
    label = "dossiers"
