"""The style guide: every part as it looks now, for whoever builds the next screen."""

from django.urls import path

from . import views

urlpatterns = [path("style", views.style, name="style")]
