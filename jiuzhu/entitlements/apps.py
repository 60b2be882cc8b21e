from django.apps import AppConfig


class EntitlementsConfig(AppConfig):
    name = "jiuzhu.entitlements"
    label = "entitlements"
