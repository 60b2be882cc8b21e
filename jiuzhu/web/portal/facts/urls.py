"""What departments say of one's own household, and the way to say that it is not so."""

from django.urls import path

from . import views

urlpatterns = [
    path("mine/facts", views.facts, name="own-facts"),
    path("mine/facts/<str:member>/<str:fact>", views.say, name="own-fact"),
]
