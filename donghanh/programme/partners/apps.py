from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "donghanh.programme.partners"
    label = "partners"
