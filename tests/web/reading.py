"""A page as a person meets it: a form that is sent once, and the words that stand on it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

from django.test import Client

Desk = Callable[[str], Client]


def post(client: Client, address: str, **fields: Any) -> Any:
    """A form, with a new key."""
    return client.post(address, {"once": uuid.uuid4().hex, **fields})


def words(response: Any) -> str:
    """The page's text without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
