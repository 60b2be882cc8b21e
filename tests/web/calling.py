"""A program that calls the API as the documentation says: HTTP Basic, a new key for every act, JSON."""

from __future__ import annotations

import base64
import json
import uuid
from typing import Any

from django.test import Client

from tests import people


class Caller:
    """One officer's program. `get` and `post` answer the JSON and hold the status in `status`."""

    def __init__(self, username: str, password: str = people.PASSWORD, language: str = "") -> None:
        told = base64.b64encode(f"{username}:{password}".encode()).decode()
        self.client = Client(raise_request_exception=True)
        self.headers = {"Authorization": f"Basic {told}"} | (
            {"Accept-Language": language} if language else {}
        )
        self.status = 0

    def get(self, path: str, **query: Any) -> Any:
        return self._read(self.client.get(f"/api{path}", query, headers=self.headers))

    def post(self, path: str, body: Any = None, *, key: str = "", **files: Any) -> Any:
        headers = self.headers | {"Idempotency-Key": key or uuid.uuid4().hex}
        if files:
            return self._read(self.client.post(f"/api{path}", {**(body or {}), **files}, headers=headers))
        text = "" if body is None else json.dumps(body)
        return self._read(
            self.client.post(f"/api{path}", text, content_type="application/json", headers=headers)
        )

    def _read(self, answer: Any) -> Any:
        self.status = answer.status_code
        return (
            answer.json() if answer.headers["Content-Type"].startswith("application/json") else answer.content
        )

    def codes(self, answer: Any) -> list[str]:
        return [one["code"] for one in answer["refusals"]]
