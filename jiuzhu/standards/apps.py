from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "jiuzhu.standards"
    label = "standards"
