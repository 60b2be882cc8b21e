from django.apps import AppConfig


class PortalDoorConfig(AppConfig):
    name = "jiuzhu.web.portal"
    label = "portal_door"
