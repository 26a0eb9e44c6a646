from django.apps import AppConfig


class FilingConfig(AppConfig):
    name = "donghanh.reports.filing"
    label = "filing"
