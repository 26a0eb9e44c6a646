from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "donghanh.programme.money"
    label = "money"
