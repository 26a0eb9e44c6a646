from django.apps import AppConfig


class SuccessionConfig(AppConfig):
    name = "donghanh.succession"
    label = "succession"
