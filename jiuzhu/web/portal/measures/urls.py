"""看公开: the two measures, as anybody may read them."""

from django.urls import path

from . import views

urlpatterns = [
    path("open/measures/", views.listing, name="measures"),
    path("open/measures/<slug:key>/", views.measure, name="measure"),
]
