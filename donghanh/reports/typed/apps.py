from django.apps import AppConfig


class TypedConfig(AppConfig):
    name = "donghanh.reports.typed"
    label = "typed"
