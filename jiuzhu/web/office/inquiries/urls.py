"""Letters of inquiry with their answers, and what neighbours say, on the case."""

from django.urls import path

from . import views

urlpatterns = [
    path("cases/<str:number>/inquiries", views.listing, name="case-inquiries"),
    path("cases/<str:number>/inquiries/letter", views.write, name="case-letter-of-inquiry"),
    path("cases/<str:number>/inquiries/neighbour", views.neighbour, name="case-neighbour"),
    path("letters-of-inquiry/<int:letter>/answer", views.answer, name="letter-of-inquiry-answer"),
    path("letters-of-inquiry/<int:letter>/paper", views.paper, name="letter-of-inquiry-paper"),
    path("letters-of-inquiry/<int:letter>/scan", views.scan, name="letter-of-inquiry-scan"),
]
