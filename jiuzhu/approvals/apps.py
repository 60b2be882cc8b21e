from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "jiuzhu.approvals"
    label = "approvals"
