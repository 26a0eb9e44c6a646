from django.apps import AppConfig


class CommunesConfig(AppConfig):
    name = "donghanh.programme.communes"
    label = "communes"
