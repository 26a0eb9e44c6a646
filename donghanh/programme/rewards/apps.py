from django.apps import AppConfig


class RewardsConfig(AppConfig):
    name = "donghanh.programme.rewards"
    label = "rewards"
