"""A small county with its staff, and a browser without a screen that is logged in as one of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from jiuzhu.offices import scope
from tests import people


@pytest.fixture
def county(db: None) -> people.County:
    """Two townships and one officer per role."""
    with scope.whole_county():
        return people.county()


@pytest.fixture
def desk(county: people.County) -> Callable[[str], Client]:
    """``desk("clerk")`` is a client logged in as that officer, as ``people.STAFF`` names them."""

    def sit_down(name: str) -> Client:
        client = Client()
        client.force_login(
            county.officers[name].user, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return sit_down
