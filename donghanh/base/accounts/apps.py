from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "donghanh.base.accounts"
    label = "accounts"
