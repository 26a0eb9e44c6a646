from django.apps import AppConfig


class ResearchConfig(AppConfig):
    name = "donghanh.programme.research"
    label = "research"
