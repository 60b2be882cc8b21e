"""Changes to what a household receives: propose, hear, decide."""

from django.urls import path

from . import views

urlpatterns = [
    path("cases/<str:number>/change", views.propose, name="case-change"),
    path("cases/<str:number>/hearing", views.hear, name="case-hearing"),
    path("cases/<str:number>/change/decision", views.decide, name="case-change-decision"),
]
