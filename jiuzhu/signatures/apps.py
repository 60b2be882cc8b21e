from django.apps import AppConfig


class SignaturesConfig(AppConfig):
    name = "jiuzhu.signatures"
    label = "signatures"
