from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "donghanh.programme.inspections"
    label = "inspections"
