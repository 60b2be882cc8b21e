from django.apps import AppConfig


class OfficeDoorConfig(AppConfig):
    name = "jiuzhu.web.office"
    label = "office_door"
