"""Published lists and draws."""

from django.urls import path

from . import views

urlpatterns = [
    path("open/draws", views.listing, name="open-draws"),
    path("open/draws/<str:number>.json", views.one, name="open-draw"),
]
