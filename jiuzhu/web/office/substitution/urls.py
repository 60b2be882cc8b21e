"""A substitute for one duty on one case."""

from django.urls import path

from . import views

urlpatterns = [
    path("cases/<str:number>/substitution", views.substitution, name="case-substitution"),
    path(
        "cases/<str:number>/substitution/<int:substitution>/take-back",
        views.take_back,
        name="case-substitution-take-back",
    ),
]
