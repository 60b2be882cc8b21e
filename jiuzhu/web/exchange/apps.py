from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "jiuzhu.web.exchange"
    label = "exchange"
