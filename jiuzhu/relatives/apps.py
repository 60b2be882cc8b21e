from django.apps import AppConfig


class RelativesConfig(AppConfig):
    name = "jiuzhu.relatives"
    label = "relatives"
