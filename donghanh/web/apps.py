from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "donghanh.web"
    label = "web"
