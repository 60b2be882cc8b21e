"""What the API tells about itself: the OpenAPI document in one language, every operation, an example of every body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jiuzhu.offices.roles import POWERS
from jiuzhu.web import topics

PREFIX = "api/"
TOPICS: dict[str, tuple[str, str]] = {
    "me": ("本人和岗位", "The caller and the roles"),
    "cases": ("申请", "Cases"),
    "intake": ("受理：草稿和提交", "Intake: drafts and submission"),
    "settling": ("受理：补正和受理决定", "Intake: supplying and acceptance"),
    "households": ("家庭", "Households"),
    "documents": ("材料", "Papers"),
    "verification": ("核对", "Verification"),
    "confidentiality": ("保密协议", "Confidentiality agreements"),
    "watching": ("查询提示", "Signals on odd queries"),
    "connections": ("部门连接", "Connections to departments"),
    "reports": (
        "核对报告：告知、异议、校核、重新核对",
        "Reports: telling, objections, corrections, verifying again",
    ),
    "facts": ("部门信息和家庭的说法", "Facts of departments, and what the household says"),
    "rechecks": ("全员复核", "Re-checks of everybody"),
    "surveys": ("入户调查", "Home visits"),
    "along": ("无网络入户：带下去和传送", "Visits without a network: taken along and sent"),
    "inquiries": ("信函索证和邻里访问", "Letters of inquiry and neighbours"),
    "approvals": ("认定、意见、决定", "Determination, opinion, decision"),
    "publicity": ("公示、异议、评议", "Notices, objections, appraisals"),
    "responsibility": ("责任链", "The chain of responsibility"),
    "changes": ("待遇和变动", "The right and its changes"),
    "sealing": ("用印、发出、送达", "Sealing, issuing, delivering"),
    "checking": ("查真伪", "Checking a paper"),
    "relatives": ("近亲属申报和备案", "Relatives"),
    "substitution": ("回避和代替", "Standing back and standing in"),
    "planning": ("放权方案、承接条件、下放", "Plans, readiness, what is handed down"),
    "drafting": ("起草和签署委托书", "Drafting and signing letters"),
    "delegation": ("放权委托书", "Delegation letters"),
    "seals": ("印章和用印", "Seals and their use"),
    "filings": ("备案和投诉", "Filings and complaints"),
    "samples": ("抽查和中止建议", "Samples and proposals to suspend"),
    "months": ("月度汇总", "Summaries of a month"),
    "funds": ("发放批次", "Payment runs"),
    "books": ("退回款项、拨款、台账", "Returned payments, budget, ledger"),
    "standards": ("政策数字", "Numbers"),
    "rulebook": ("规则库", "The rulebook"),
    "measures": ("两个办法和拒绝次数", "The two measures, and how often rules refused"),
    "importing": ("导入在享家庭", "Import of existing recipients"),
    "own": ("本人申请（凭查询码）", "One's own case"),
    "staff": ("人员和岗位", "Officers and posts"),
    "log": ("操作记录", "The log"),
}


@dataclass(frozen=True)
class Field:
    """A field of a body, a parameter or an answer."""

    name: str
    kind: str
    needed: bool
    said: str


@dataclass(frozen=True)
class Operation:
    """One operation in one language. `powers`: None for anybody, empty for any officer."""

    topic: str
    method: str
    path: str
    name: str
    summary: str
    description: str
    powers: tuple[str, ...] | None
    parameters: tuple[Field, ...]
    media_type: str
    fields: tuple[Field, ...]
    example: Any
    answer: tuple[Field, ...]


def half(text: str, language: str) -> str:
    """The half of ``中文 | English`` that a reader understands; a text without a bar is for both."""
    zh, bar, en = text.partition(" | ")
    return text if not bar else (en if language.startswith("en") else zh).strip()


@cache
def document(language: str) -> dict[str, Any]:
    """The OpenAPI document with summaries and descriptions in one language."""
    from .api import api

    found = _halved(dict(api.get_openapi_schema(path_prefix=PREFIX)), language)
    for _path, method, operation in _each(found):
        powers = _views()[operation["operationId"]].powers
        operation["x-powers"] = None if powers is None else list(powers)
        if method == "post":
            operation.setdefault("parameters", []).append(_KEY)
    return dict(found)


_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "maxLength": 64, "pattern": "^[!-~]{1,64}$"},
}


def _halved(found: Any, language: str) -> Any:
    if isinstance(found, dict):
        return {
            key: half(inner, language)
            if key in ("summary", "description") and isinstance(inner, str)
            else _halved(inner, language)
            for key, inner in found.items()
        }
    return [_halved(one, language) for one in found] if isinstance(found, list) else found


def _each(found: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


@cache
def _views() -> dict[str, Any]:
    """Operation id → the guarded view."""
    from jiuzhu.web import exchange

    from .api import api

    return {
        operation.operation_id or api.get_openapi_operation_id(operation): operation.view_func
        for module in topics.modules(exchange, "operations")
        for view in module.router.path_operations.values()
        for operation in view.operations
    }


@cache
def operations(language: str = "zh-hans") -> tuple[Operation, ...]:
    """Every operation, topic by topic in the order of TOPICS."""
    found = document(language)
    told = [_operation(found, path, method, one) for path, method, one in _each(found)]
    order = list(TOPICS)
    return tuple(sorted(told, key=lambda one: order.index(one.topic)))


def _operation(found: Mapping[str, Any], path: str, method: str, one: Mapping[str, Any]) -> Operation:
    media_type, shape = _body(one)
    answered = (
        one["responses"].get("200", {}).get("content", {}).get("application/json", {}).get("schema", {})
    )
    parameters = [
        Field(
            p["name"],
            _kind(found, p["schema"]),
            p.get("required", False),
            p.get("description", "") or p["schema"].get("description", ""),
        )
        for p in one.get("parameters", ())
        if p["name"] != "Idempotency-Key"
    ]
    powers = one["x-powers"]
    return Operation(
        one["tags"][0], method.upper(), path, one["operationId"], one["summary"], one.get("description", ""),
        None if powers is None else tuple(powers), tuple(parameters), media_type, tuple(_fields(found, shape)),
        example(found, shape) if shape else None, tuple(_fields(found, answered)),
    )  # fmt: skip


def _body(one: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    content = one.get("requestBody", {}).get("content", {})
    return next(((kind, inner["schema"]) for kind, inner in content.items()), ("", {}))


def resolved(found: Mapping[str, Any], shape: Mapping[str, Any]) -> Mapping[str, Any]:
    """A shape with its reference followed and its null alternative left out."""
    while True:
        if "$ref" in shape:
            more = {key: inner for key, inner in shape.items() if key != "$ref"}
            shape = {**found["components"]["schemas"][shape["$ref"].rsplit("/", 1)[1]], **more}
        elif "allOf" in shape and len(shape["allOf"]) == 1:
            shape = {**shape["allOf"][0], **{key: inner for key, inner in shape.items() if key != "allOf"}}
        elif "anyOf" in shape:
            chosen: Mapping[str, Any] = next((one for one in shape["anyOf"] if one.get("type") != "null"), {})
            shape = {**chosen, **{key: inner for key, inner in shape.items() if key != "anyOf"}}
        else:
            return shape


def _fields(found: Mapping[str, Any], shape: Mapping[str, Any]) -> Iterator[Field]:
    whole = resolved(found, shape) if shape else {}
    if whole.get("type") == "array":
        whole = resolved(found, whole["items"])
    for name, inner in whole.get("properties", {}).items():
        said = inner.get("description", "") or resolved(found, inner).get("description", "")
        yield Field(name, _kind(found, inner), name in whole.get("required", ()), said)


def _kind(found: Mapping[str, Any], shape: Mapping[str, Any]) -> str:
    one = resolved(found, shape)
    if "enum" in one:
        return " · ".join(str(word) for word in one["enum"])
    kind = str(one.get("format") or one.get("type") or "any")
    if kind == "array":
        return f"[{_kind(found, one.get('items', {}))}]"
    return kind


def example(found: Mapping[str, Any], shape: Mapping[str, Any]) -> Any:
    """A value that fits a shape, made of the examples beside its fields."""
    one = resolved(found, shape)
    for key in ("example", "const", "default"):
        if one.get(key) is not None:
            return one[key]
    if one.get("examples"):
        return one["examples"][0]
    if one.get("enum"):
        return next((word for word in one["enum"] if word), one["enum"][0])
    kind = one.get("type")
    if kind == "object" or "properties" in one:
        return {
            name: example(found, inner)
            for name, inner in one.get("properties", {}).items()
            if name in one.get("required", ())
        }
    if kind == "array":
        return [example(found, one.get("items", {}))]
    return _simple(kind, one)


def _simple(kind: str | None, one: Mapping[str, Any]) -> Any:
    if one.get("format") == "date":
        return "2026-07-01"
    if one.get("format") == "uuid":
        return "00000000-0000-4000-8000-000000000000"
    if kind == "integer":
        return max(1, int(one.get("minimum", 0)))
    return {"boolean": True, "number": 1.5, "null": None}.get(
        kind or "", "示例" if kind == "string" else None
    )


def power_names(powers: tuple[str, ...] | None, language: str) -> str:
    """Who may call, in words."""
    english = language.startswith("en")
    if powers is None:
        return "anybody with number and code of a receipt" if english else "持受理通知书编号和查询码的任何人"
    if not powers:
        return "any officer" if english else "任何工作人员"
    return (" or " if english else "或").join(f"{POWERS[one][english]} `{one}`" for one in powers)
