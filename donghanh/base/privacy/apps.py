from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "donghanh.base.privacy"
    label = "privacy"
