from django.apps import AppConfig


class FilingsConfig(AppConfig):
    name = "jiuzhu.filings"
    label = "filings"
