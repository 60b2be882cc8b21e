"""One page per case: the chain of responsibility; and one page per signature, for whoever wants to check it herself."""

from django.urls import path

from . import views

urlpatterns = [
    path("cases/<str:number>/responsibility", views.chain, name="case-responsibility"),
    path("cases/<str:number>/responsibility/<int:pk>", views.signature, name="case-signature"),
]
