from django.apps import AppConfig


class DelegationConfig(AppConfig):
    name = "jiuzhu.delegation"
    label = "delegation"
