from allauth.account.signals import password_changed
from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "jiuzhu.web"
    label = "web"

    def ready(self) -> None:
        from jiuzhu.web import own_password, second_factor  # noqa: F401  their refusals are known by code

        password_changed.connect(own_password.chosen, dispatch_uid="web.own-password")
