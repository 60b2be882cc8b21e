"""我的核对结果: what the departments said of one's own household, once the office has told it."""

from django.urls import path

from . import views

urlpatterns = [path("mine/report", views.report, name="own-report")]
