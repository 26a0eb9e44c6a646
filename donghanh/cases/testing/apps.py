from django.apps import AppConfig


class TestingConfig(AppConfig):
    name = "donghanh.cases.testing"
    label = "testing"
