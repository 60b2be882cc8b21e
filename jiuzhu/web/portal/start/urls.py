"""The three doors of the public side, and the help of a person."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("help", views.help_of_a_person, name="help"),
]
