from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "donghanh.base.documents"
    label = "documents"
