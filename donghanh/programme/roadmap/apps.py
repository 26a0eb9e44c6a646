from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    name = "donghanh.programme.roadmap"
    label = "roadmap"
