"""Name a substitute on a case, and take her back."""

from django.urls import path

from . import views

urlpatterns = [
    path("cases/<str:number>/substitution", views.substitution, name="case-substitution"),
    path("cases/<str:number>/substitution/<int:substitution>/end", views.end, name="case-substitution-end"),
]
