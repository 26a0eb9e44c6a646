from django.apps import AppConfig


class BuildingConfig(AppConfig):
    name = "donghanh.reports.building"
    label = "building"
