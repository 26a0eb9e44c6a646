from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "donghanh.programme.reviews"
    label = "reviews"
