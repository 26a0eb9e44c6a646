from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "donghanh.cases.reminders"
    label = "reminders"
