from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "jiuzhu.surveys"
    label = "surveys"
