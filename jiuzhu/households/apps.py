from django.apps import AppConfig


class HouseholdsConfig(AppConfig):
    name = "jiuzhu.households"
    label = "households"
