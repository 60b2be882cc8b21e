"""What a letter must say, what a township must have before it takes an item over, and what follows from each legal form.

Source: china.md §7.1, §7.3, §7.4; 行政许可法 Art. 24, 行政处罚法 Art. 20 (by analogy); 山东省乡镇人民政府工作条例 Art. 8, 29.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: Fields of a letter beside parties, items, limits and period (china.md §7.4): zh, en.
TERMS: dict[str, tuple[str, str]] = {
    "county_representative": ("委托机关负责人", "head of the entrusting office"),
    "township_representative": ("受托机关负责人", "head of the entrusted office"),
    "powers": ("权限", "powers"),
    "exclusions": ("不在权限内的", "exclusions"),
    "seal": ("使用的名义和印章", "name and seal to be used"),
    "responsibility": ("责任划分", "division of responsibility"),
    "confidentiality": ("保密与数据安全", "confidentiality and data security"),
    "supervision": ("监督方式", "supervision"),
    "no_redelegation": ("不得再委托", "no re-delegation"),
    "changes": ("变更、解除和收回", "change, termination and withdrawal"),
    "resources": ("经费与人员", "funding and staff"),
    "publication": ("公布方式", "publication"),
    "attachments": ("附件", "attachments"),
}

#: What a township must have before an item is handed down (下放一项、承接一项、办好一项): zh, en, how it is known.
CRITERIA: dict[str, tuple[str, str, str]] = {
    "trained_staff": ("经办人员已培训", "staff trained", "checked"),
    "chief_representative": ("已任命首席代表", "chief representative named", "posts"),
    "confidentiality": ("保密协议已签订", "confidentiality agreements signed", "agreed"),
    "seal": ("委托事项专用章已启用", "special seal issued", "register"),
    "reserve_fund": ("临时救助备用金已设立", "reserve fund set up", "not_yet"),
}


def criteria_of(item_code: str) -> tuple[str, ...]:
    """Every item needs staff, representative, agreements and seal; temporary assistance a reserve fund too, which this
    version has no room for yet: such an item cannot be handed down here."""
    usual = ("trained_staff", "chief_representative", "confidentiality", "seal")
    return (*usual, "reserve_fund") if item_code.startswith("MZ03") else usual


def missing_terms(terms: Mapping[str, str]) -> list[str]:
    return [key for key in TERMS if not str(terms.get(key, "")).strip()]


@dataclass(frozen=True)
class LegalForm:
    """What stands on a decision by the form in force on its day: whose name, which seal, who answers for it, which remedy."""

    key: str  # county, entrusted, statutory_township
    in_the_name_of: str
    seal_text: str
    respondent: str
    remedy_zh: str
    remedy_en: str
    law: str


def legal_form(key: str, *, county: str, bureau: str, township: str) -> LegalForm:
    """`county` the county's name, `bureau` the bureau's, `township` the township office's.

    Entrusted: the entrusting organ's name, and it is the respondent (行政复议法 Art. 19, 行政诉讼法 Art. 26). By provincial rule:
    the township's own name and seal (社会救助法 Art. 44). Reconsideration is asked of the people's government above.
    """
    own = key == "statutory_township"
    name = township if own else bureau
    above = f"{county}人民政府"
    return LegalForm(
        key, name, f"{bureau}委托事项专用章" if key == "entrusted" else name, name,
        f"如不服本决定，可以自收到之日起六十日内向{above}申请行政复议，也可以自收到之日起六个月内依法向人民法院提起行政诉讼。"
        f"被申请人（被告）为{name}。",
        f"You may apply for administrative reconsideration to {above} within sixty days of receiving this decision, or sue in the"
        f" people's court within six months. The respondent is {name}.",
        "社会救助法 第七十六条；行政复议法 第十九条、第二十条；行政诉讼法 第二十六条、第四十六条",
    )  # fmt: skip
