from django.apps import AppConfig


class RechecksConfig(AppConfig):
    name = "jiuzhu.rechecks"
    label = "rechecks"
