from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "donghanh.people"
    label = "people"
