from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "donghanh.programme.exchange"
    label = "exchange"
