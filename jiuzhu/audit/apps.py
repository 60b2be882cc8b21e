from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "jiuzhu.audit"
    label = "audit"
