from django.apps import AppConfig


class SharesConfig(AppConfig):
    name = "donghanh.programme.shares"
    label = "shares"
