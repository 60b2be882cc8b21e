"""What the printed papers say, as texts: content for the templates in rulebook/documents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from jiuzhu import rulebook
from jiuzhu.households import rules as households
from jiuzhu.intake import form as forms
from jiuzhu.intake import statements
from jiuzhu.values import figures, masking

SEXES = {"male": "男", "female": "女"}


def shown(question: forms.Field, value: Any, *, language: str = "zh-hans") -> str:
    """An answer as people read it."""
    english = language.startswith("en")
    if value is None or value == "":
        return "—"
    if question.kind in ("yes_no", "signature"):
        return ("Yes" if english else "是") if value else ("No" if english else "否")
    if question.kind in ("money_per_year", "money_per_month"):
        return f"{figures.plain_yuan(value)} {'yuan/year' if english else '元/年'}"
    if question.kind == "money":
        return f"{figures.plain_yuan(value)} {'yuan' if english else '元'}"
    if question.kind == "date":
        return figures.day(date.fromisoformat(value), language)
    if question.kind == "sex":
        return value if english else SEXES[value]
    if question.kind == "code":
        return rulebook.codes(question.codes).label(value, language)
    if question.kind == "codes":
        labels = [rulebook.codes(question.codes).label(code, language) for code in value]
        return (", " if english else "、").join(labels)
    return str(value)


def application(draft: Any, content: Mapping[str, Any], on: date) -> dict[str, Any]:
    """The unified forms: application, statement of truth, authorisation (application.typ)."""
    form = forms.of_item(draft.item_code)
    home, people = content["household"], content["members"]
    first = people[0] if people else {}
    account = home.get("bank_account", "")
    holder = next((one.get("name", "") for one in people if one["key"] == content.get("payee")), "")
    return {
        "case_number": draft.case_number, "item": rulebook.item(draft.item_code).zh, "received_on": figures.day(on),
        "channel": rulebook.codes("channels").label(draft.channel), "applicant_name": first.get("name", ""),
        "citizen_id": first.get("citizen_id", ""), "phone": home.get("telephone", ""),
        "address": home.get("residence", ""), "proxy": "",
        "account": f"{home.get('bank', '')} {account}（{holder}）" if account else "",
        "members": [_member(one) for one in people],
        "groups": [_group(group, content) for group in form.groups if group.key not in ("consent", "member")],
        "relatives": home.get("staff_relative_of", "") or ("无" if home.get("staff_relative") is False else ""),
        "statements": _statements(content, on),
    }  # fmt: skip


def _member(one: Mapping[str, Any]) -> dict[str, str]:
    born = one.get("birth_on")
    return {
        "name": one.get("name", ""), "citizen_id": one.get("citizen_id") or "—", "sex": SEXES.get(one.get("sex", ""), ""),
        "relation": rulebook.codes("relations").label(one["relation"]) if "relation" in one else "",
        "born_on": figures.day(date.fromisoformat(born)) if born else "",
    }  # fmt: skip


def _group(group: forms.Group, content: Mapping[str, Any]) -> dict[str, Any]:
    """The declared answers of one group; zeros of what nobody has are left out, the statement covers them."""
    whose = {
        "household": [("", content["household"])],
        "supporter": [(s.get("name", ""), s) for s in content["supporters"]],
    }
    rows = [
        {"who": who, "label": field.zh, "value": shown(field, have[field.key])}
        for who, have in whose.get(group.of, [(m.get("name", ""), m) for m in content["members"]])
        for field in group.fields
        if field.key in have
        and not (have[field.key] == 0 and have[field.key] is not False and not field.needed)
    ]
    return {"title": group.zh, "rows": rows}


def _statements(content: Mapping[str, Any], on: date) -> list[dict[str, Any]]:
    adults = [one.get("name", "") for one in content["members"] if _adult(one, on)]
    texts = [statements.text(kind, on) for kind in ("integrity", "authorisation")]
    found = [
        {
            "title": text.title(), "paragraphs": list(text.text()), "signers": adults or [""],
            "note": f"文本自{figures.day(text.starts_on)}起使用。依据：{text.law}。未成年人由监护人签字。",
        }
        for text in texts
    ]  # fmt: skip
    supporters = [one.get("name", "") for one in content["supporters"] if one.get("consent")]
    if supporters:
        text = statements.text("supporter_consent", on)
        found.append(
            {
                "title": text.title(),
                "paragraphs": list(text.text()),
                "signers": supporters,
                "note": f"依据：{text.law}。",
            }
        )
    return found


def _adult(one: Mapping[str, Any], on: date) -> bool:
    born = one.get("birth_on")
    return born is not None and households.age(date.fromisoformat(born), on) >= households.ADULT


def masked(content: Mapping[str, Any]) -> dict[str, str]:
    """Applicant and number as a receipt shows them: it is carried about and lost."""
    first = content["members"][0]
    return {"applicant_name": first["name"], "citizen_id": masking.citizen_id(first.get("citizen_id") or "")}
