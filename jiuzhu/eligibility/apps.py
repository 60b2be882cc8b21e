from django.apps import AppConfig


class EligibilityConfig(AppConfig):
    name = "jiuzhu.eligibility"
    label = "eligibility"
