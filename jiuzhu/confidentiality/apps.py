from django.apps import AppConfig


class ConfidentialityConfig(AppConfig):
    name = "jiuzhu.confidentiality"
    label = "confidentiality"
