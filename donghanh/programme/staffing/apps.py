from django.apps import AppConfig


class StaffingConfig(AppConfig):
    name = "donghanh.programme.staffing"
    label = "staffing"
