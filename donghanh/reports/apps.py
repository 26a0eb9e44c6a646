from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "donghanh.reports"
    label = "reports"
