from django.apps import AppConfig


class PublicityConfig(AppConfig):
    name = "jiuzhu.publicity"
    label = "publicity"
