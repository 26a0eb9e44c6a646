from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "donghanh.decisions"
    label = "decisions"
