"""Every address × method, what it declares, and what it answers to every officer. Used by test_matrix.py."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from jiuzhu.offices.roles import ROLES
from jiuzhu.web.exchange import describing
from tests import people
from tests.web.world import World

UNDECLARED = ("?",)
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|{(\w+)}")
#: Doors without officers: their proof is of another kind, tested beside (test_matrix, test_portal).
NOT_OF_OFFICERS = (
    "accounts/",
    "language/",
    "print/",
    "healthz",
    "apply/",
    "mine/",
    "open/",
    "help",
    "follow/",
    "check/",
)
#: Named things that belong to the whole county and are read by whoever holds the power, wherever she is posted.
OF_THE_COUNTY = ("letters/", "letter-drafts/", "plans/", "delegation/", "appropriations",
                  "standards/", "numbers/", "extracts/", "processes/", "items/", "calendars/",
                 "codes/", "roles/", "measures/", "months",
                 "staff/", "runs/", "import/", "payments/", "check/", "budget/", "typed/", "verification/sources",
                 "refusals", "deadline", "connections/", "rechecks")  # fmt: skip


@dataclass(frozen=True)
class Endpoint:
    """One method of one address. `powers`: () any officer, None anybody, UNDECLARED nothing said."""

    name: str
    method: str
    route: str
    powers: tuple[str, ...] | None
    media_type: str = ""
    body: Any = None

    @property
    def machine(self) -> bool:
        return self.route.startswith("api")

    @property
    def of_an_area(self) -> bool:
        """Whether the address names something of a township."""
        inside = self.route.split("/", 1)[1]
        return bool(PARAMETER.search(inside)) and not inside.startswith(OF_THE_COUNTY)

    def admits(self, role: str) -> bool:
        return self.powers is None or not self.powers or bool(set(self.powers) & ROLES[role].powers)


def pages() -> Iterator[Endpoint]:
    """Every page of the office, once per method that it takes."""
    for route, pattern in _walk(get_resolver()):
        if route == "" or route.startswith(("api/", *NOT_OF_OFFICERS)):
            continue
        declared = getattr(pattern.callback, "powers", UNDECLARED)
        for method in ("GET", "POST"):
            yield Endpoint(f"{pattern.name}", method, route, tuple(declared))


def _walk(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, before + str(pattern.pattern))
        else:
            yield before + str(pattern.pattern), pattern


def operations() -> Iterator[Endpoint]:
    """Every operation of the API with a body made of its own examples."""
    for one in describing.operations():
        yield Endpoint(one.name, one.method, one.path.lstrip("/"), one.powers, one.media_type, one.example)


def undeclared(routers: Iterable[Any]) -> Iterator[str]:
    """Operations that were added without saying who may call."""
    for router in routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                if not hasattr(operation.view_func, "powers"):
                    yield f"{operation.view_func.__name__} {'/'.join(operation.methods)} {path}: no declared power"


def address(endpoint: Endpoint, world: World) -> str:
    """The route with things of the township in the place of its parameters. KeyError names a parameter without one."""
    inside = endpoint.route.split("/", 1)[1] if "/" in endpoint.route else endpoint.route
    return "/" + PARAMETER.sub(lambda m: str(_thing(inside, m.group(1) or m.group(2), world)), endpoint.route)


def _thing(inside: str, name: str, world: World) -> Any:
    things = world.things
    if inside.startswith("cases/") and name == "number":
        for word, key in (
            ("post", "posted"),
            ("objection", "posted"),
            ("appraisal", "posted"),
            ("visit", "visited"),
            ("responsibility", "visited"),
        ):
            if f"/{word}" in inside and "verification" not in inside:
                return things[key].number
        return things["case"].number
    by_place: dict[tuple[str, str], Any] = {
        ("seals/uses/", "use"): lambda: things["use"].pk, ("seals/", "pk"): lambda: things["seal"].pk,
        ("seals/", "stored"): lambda: things["printed"].pk, ("seals/", "step"): lambda: "suspended",
        ("seals/", "sha256"): lambda: things["use"].sealed_sha256,
        ("counter/cases/", "number"): lambda: things["case"].number, ("runs/", "number"): lambda: things["run"].number,
        ("counter/paper/", "paper"): lambda: things["receipt"].pk, ("papers/", "paper"): lambda: things["receipt"].pk,
        ("relatives/officials/", "official"): lambda: things["official"].pk, ("village-officials/", "official"): lambda: things["official"].pk,
        ("cases/", "substitution"): lambda: things["substitution"].pk,
        ("plans/", "pk"): lambda: things["plan"].pk, ("plans/", "plan"): lambda: things["plan"].pk,
        ("letters/drafts/", "pk"): lambda: things["letter_draft"].pk, ("letters/drafts/", "act"): lambda: "review",
        ("letter-drafts/", "draft"): lambda: things["letter_draft"].pk, ("delegation/", "act"): lambda: "readiness",
        ("delegation/", "township"): lambda: people.TOWNSHIP,
        ("counter/", "pk"): lambda: things["draft"].pk, ("letters/", "pk"): lambda: things["letter"].pk,
        ("letters/", "number"): lambda: things["letter"].number, ("letters/", "kind"): lambda: "suspend",
        ("standards/entries/", "pk"): lambda: things["entry"].pk, ("numbers/entries/", "entry"): lambda: things["entry"].pk,
        ("staff/posts/", "pk"): lambda: world.where.clerk.postings.get().pk, ("visits/", "pk"): lambda: things["visit"].pk,
        ("visits/along/", "number"): lambda: things["taken"].case.number,
        ("letters-of-inquiry/", "letter"): lambda: things["letter_of_inquiry"].pk,
        ("extracts/", "pk"): lambda: things["extract"].pk, ("items/", "slug"): lambda: "urban-minimum-living",
        ("sealing/", "about"): lambda: things["unsealed"], ("sealing/", "page"): lambda: 1,
        ("postings/", "pk"): lambda: things["posting"].pk, ("import/", "pk"): lambda: 1, ("drafts/", "paper"): lambda: "identity-card",
        ("cases/", "pk"): lambda: things["report"].signature_id,
        ("months/", "month"): lambda: "2026-08", ("measures/", "key"): lambda: "supervision", ("measures/", "measure"): lambda: "special-seal",
        ("processes/", "starts_on"): lambda: "2026-07-01", ("processes/", "area"): lambda: "000000",
    }  # fmt: skip
    for (place, parameter), thing in by_place.items():
        if inside.startswith(place) and parameter == name:
            return thing()
    return _by_name(name, things, world)


def _by_name(name: str, things: Mapping[str, Any], world: World) -> Any:
    named: dict[str, Any] = {
        "handover": lambda: things["handover"].pk, "signal": lambda: things["signal"].pk,
        "key": lambda: things["draft"].pk, "page": lambda: "m1", "person": lambda: things["person"],
        "household": lambda: things["household"], "reference": lambda: things["payment"].reference,
        "inquiry": lambda: things["inquiry"].pk, "authorisation": lambda: things["authorisation"].pk,
        "report_number": lambda: things["report"].number, "extract": lambda: things["extract"].pk, "source": lambda: "deposits",
        "stored": lambda: things["visit_paper"].pk, "staff_number": lambda: world.where.clerk.staff_number,
        "posting": lambda: world.where.clerk.postings.get().pk, "role": lambda: "counter_clerk", "line": lambda: "m2",
        "paper": lambda: "identity-card", "item": lambda: "MZ01-01", "year": lambda: 2026, "slug": lambda: "urban-minimum-living",
        "filing": lambda: things["filing"].pk, "filing_paper": lambda: things["filing_paper"].pk, "filing_act": lambda: "ask",
        "complaint": lambda: things["complaint"].pk, "draw": lambda: things["draw"].number, "draw_act": lambda: "number",
        "sample_entry": lambda: things["sample_visit"].entry_id, "sample_visit": lambda: things["sample_visit"].pk,
        "objection": lambda: things["report_objection"].pk, "correction": lambda: things["correction"].pk,
        "print_number": lambda: things["print"].number,
        "member": lambda: "m1", "fact": lambda: "wage_fen",
        "proposal": lambda: things["proposal"].pk, "recheck": lambda: things["recheck"].pk, "recheck_as": lambda: "xlsx",
        "agreement": lambda: things["agreement"].pk, "acceptance": lambda: things["acceptance"].pk,
        "under": lambda: things["in_force"].pk, "query_signal": lambda: things["query_signal"].pk,
        "connection": lambda: things["connection"].key,
        "taken": lambda: things["taken"].key, "sent": lambda: things["sent"].pk,
        "code": lambda: things["issued"].code, "name": lambda: "urban-minimum-living-standard",
    }  # fmt: skip
    if name not in named:
        raise LookupError(
            f"{name}: tests/web/world.py has nothing of this kind yet; put one there and name it here"
        )
    return named[name]()


def ask(client: Client, endpoint: Endpoint, where_to: str) -> Any:
    """One real request; whatever it changed is undone."""
    with transaction.atomic():
        if endpoint.method == "GET":
            asks = ("deadline", "covering", "letters/form", "candidates")
            query = {"start": "2026-02-12", "working_days": 15, "item": "MZ01-01", "township": people.TOWNSHIP, "on": "2026-09-01",
                     "amount_fen": 1, "duty": "review"} if endpoint.route.endswith(asks) else {}  # fmt: skip
            answer = client.get(where_to, query)
            if answer.streaming:
                b"".join(answer)  # type: ignore[arg-type]
        elif not endpoint.machine:
            answer = client.post(where_to, {"once": uuid.uuid4().hex})
        else:
            answer = _called(client, endpoint, where_to)
        transaction.set_rollback(True)
    return answer


def _called(client: Client, endpoint: Endpoint, where_to: str) -> Any:
    key = {"Idempotency-Key": uuid.uuid4().hex}
    if endpoint.media_type == "multipart/form-data":
        fields = {
            name: value for name, value in (endpoint.body or {}).items() if name not in ("file", "paper")
        }
        files = {
            name: SimpleUploadedFile("a.csv", b"a,b\r\n1,2\r\n", "text/csv")
            for name in (endpoint.body or {})
            if name in ("file", "paper")
        }
        return client.post(where_to, {**fields, **files}, headers=key)
    body = json.dumps(endpoint.body) if endpoint.body is not None else ""
    return client.post(where_to, body, content_type="application/json", headers=key)


def verdict(endpoint: Endpoint, status: int, *, role: str | None, reaches: bool) -> str:
    """What is wrong with an answer; empty when it is as declared."""
    if status >= 500:
        return f"server error {status}"
    if status == 405:
        return "hidden by another address" if endpoint.machine else ""  # a page without this method
    if endpoint.powers == UNDECLARED:
        return "no declared power"
    if role is None:
        if endpoint.powers is None:
            return ""
        return "" if status == (401 if endpoint.machine else 302) else f"anonymous got {status}"
    if not endpoint.admits(role):
        return "" if status == 403 else f"got {status} without the power"
    if endpoint.of_an_area and not reaches:
        return "" if status in (403, 404) else f"got {status} for a thing of another township"
    return ""
