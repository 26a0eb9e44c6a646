from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "donghanh.jobs"
    label = "jobs"
