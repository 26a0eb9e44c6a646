from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "donghanh.base.audit"
    label = "audit"
