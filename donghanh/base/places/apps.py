from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "donghanh.base.places"
    label = "places"
