"""What a decision's paper says: everything from the case and the signed act; archival PDF whatever the length and the characters."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from jiuzhu.approvals import actions as approval_actions
from jiuzhu.approvals import queries as approvals
from jiuzhu.delegation import queries as delegation
from jiuzhu.documents import actions as documents
from jiuzhu.documents import typesetting
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.entitlements import queries as entitlements
from jiuzhu.journey import content, deciding, papers_of_decision, receiving, reviewing, wording
from jiuzhu.offices.models import Area
from tests import people, road
from tests.rooms.test_entitlements import granted, told

TODAY = date(2026, 9, 1)
NOW = people.at(TODAY)
NUMBER = {"number": "新泰民救新汶决〔2026〕1号"}


@pytest.fixture
def where(db: None) -> people.County:
    found = people.county()
    road.standard(found)
    road.numbers(found, starts_on=date(2020, 1, 1))
    road.standard(found, 80_000, starts_on=date(2020, 1, 1))
    people.letter(found)
    return found


def tool(*words: str) -> str:
    if shutil.which(words[0]) is None:
        pytest.skip(f"{words[0]} (poppler) is not on this machine: what a reader extracts is not asked")
    done = subprocess.run(words, check=True, capture_output=True)
    return done.stdout.decode()


def in_words(body: bytes, tmp_path: Path) -> str:
    """The text of a paper as an ordinary reader extracts it, without blanks, line ends and feet."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(body)
    return re.sub(
        r"\s|查验码[0-9A-Z-]{31}(新泰民救新汶决〔2026〕1号)?|—\d+—", "", tool("pdftotext", str(path), "-")
    )


def draft_of(case: Any, decision: Any) -> documents.Draft:
    paper = papers_of_decision.paper_of(case, decision)
    return documents.draft(paper.template, paper.content | NUMBER, at=NOW)


def test_a_grant_says_facts_reasons_amount_and_remedy(where: people.County, tmp_path: Path) -> None:
    case = granted(where, size=2)
    decision = approvals.latest_decision(case)
    paper = papers_of_decision.paper_of(case, decision)
    assert (paper.template, paper.about) == ("decision-to-grant", f"approvals.decision:{decision.pk}")
    assert (paper.issuer, paper.keeper, paper.letter) == (
        "新泰市民政局",
        "新汶街道办事处",
        "新民委〔2019〕002号",
    )
    assert (paper.series, paper.numbered_by) == ("新泰民救新汶决", people.TOWNSHIP)
    draft = draft_of(case, decision)
    assert draft.blanks == ()
    assert [spot.page for spot in draft.spots] == [draft.pages]
    text = in_words(draft.body, tmp_path)
    for said in (
        "关于给予罗安甲户城市低保的决定", "1,578.00元", "壹仟伍佰柒拾捌元整", "自2026年10月起",
        "《中华人民共和国社会救助法》第十八条", "人均月收入240.00元",
        "每人每月980.00元", "演示〔2026〕1号", "60日内向新泰市人民政府申请行政复议", "6个月内", "被告为新泰市民政局",
        "由新泰市民政局委托新汶街道办事处作出", "新民委〔2019〕002号", "信息核对、入户调查、公示",
    ):  # fmt: skip
        assert said in text, said


def refused(where: people.County) -> Any:
    case = road.case_at(where, "reviewing", on=TODAY, size=2)
    found = road.determined(where, case, on=TODAY, wage_fen=480_000)
    seen = approval_actions.digest_of(content.opinion_content(case, found))
    case = reviewing.give_opinion(case, seen=seen, **told(where.reviewer))
    if case.stage != "deciding":
        case = road.cases.move(
            case, outcome="undisputed", to_stage="deciding", stage_due_on=None, **told(None, TODAY)
        )
    seen = approval_actions.digest_of(content.decision_content(case, eligibility.latest(case), TODAY))
    deciding.decide(case, seen=seen, grounds="家庭人均收入高于标准。", officer=where.chief, on=TODAY, at=NOW)
    return case


def test_a_refusal_names_only_what_failed_with_its_figures(where: people.County, tmp_path: Path) -> None:
    case = refused(where)
    draft = draft_of(case, approvals.latest_decision(case))
    assert draft.blanks == ()
    text = in_words(draft.body, tmp_path)
    for said in (
        "关于不予罗安甲户城市低保的决定",
        "不具备“人均收入低于标准”的条件",
        "57,600.00元",
        "社会救助法第十八条",
        "家庭人均收入高于标准",
        "重新提出申请",
    ):
        assert said in text, said
    assert "货币财产" not in text


@pytest.mark.parametrize("kind", ["reduce", "stop"])
def test_a_cut_tells_what_the_household_said_and_what_was_made_of_it(
    where: people.County, tmp_path: Path, kind: str
) -> None:
    case, later = granted(where), TODAY + timedelta(60)
    receiving.propose_change(
        case, kind=kind, ground="income_changed", explanation="长女就业", new_fen=20_000 if kind == "reduce" else None,
        effective_on=date(2026, 12, 1), **told(where.reviewer, later),
    )  # fmt: skip
    receiving.hear(
        case, how="visit", who_spoke="罗安甲", told="拟自12月起变更", said="孩子的工作还不稳定", considered="已扣除就业成本",
        **told(where.reviewer, later),
    )  # fmt: skip
    seen = approval_actions.digest_of(receiving.change_content(case))
    decision = receiving.decide_change(
        case,
        agrees=True,
        reasons="收入超过标准",
        seen=seen,
        officer=where.chief,
        on=later,
        at=people.at(later),
    )
    decision = entitlements.change_decision(
        decision.change.decision.pk
        if hasattr(decision, "change")
        else entitlements.changes(case)[0].decision.pk
    )
    paper = papers_of_decision.paper_of(case, decision)
    assert paper.about == f"entitlements.changedecision:{decision.pk}"
    draft = draft_of(case, decision)
    assert draft.blanks == ()
    text = in_words(draft.body, tmp_path)
    for said in (
        "听取了罗安甲的意见",
        "孩子的工作还不稳定",
        "已扣除就业成本",
        "收入超过标准",
        "第四十八条",
        "2026年12月",
    ):
        assert said in text, said
    assert ("200.00元" in text) == (kind == "reduce")
    assert ("2026年11月为最后一个发放月" in text) == (kind == "stop")


def test_the_filing_sheet_names_who_signed_and_every_paper(where: people.County, tmp_path: Path) -> None:
    case = granted(where)
    papers = [{"name": "给予决定书.pdf", "sha256": "ab" * 32}]
    told_of = papers_of_decision.filing_content(
        case, approvals.latest_decision(case), decision_number=NUMBER["number"], risks=["近亲属登记"], papers=papers, on=TODAY
    )  # fmt: skip
    draft = documents.draft("filing-sheet", told_of, at=NOW)
    assert draft.blanks == ()
    text = in_words(draft.body, tmp_path)
    for said in ("新汶街道办事处", "近亲属登记", "陆听澜", "郑守约", "ab" * 16, "500.00元"):
        assert said in text, said


def test_every_county_is_named_by_its_own_words(where: people.County) -> None:
    assert [wording.shortened(name) for name in ("新泰市", "宝清县", "和县", "鄂伦春自治旗", "新汶街道", "市中区", "龙头镇")] == [
        "新泰", "宝清", "和县", "鄂伦春", "新汶", "市中", "龙头",
    ]  # fmt: skip
    case = granted(where)
    Area.objects.filter(code=people.COUNTY).update(name="宝清县")
    decision = approvals.latest_decision(case)
    # What the paper prints of the decision's own snapshot is what the letter's form says on that day.
    agreed = delegation.form_on(case.item_code, case.area_id, TODAY)
    assert agreed.respondent == wording.form_of(decision, case).respondent == decision.in_the_name_of
    form = wording.form_of(decision, case)
    assert form.series == "宝清民救新汶决"
    assert "宝清县人民政府" in form.remedy
    decision.legal_form, decision.in_the_name_of = "statutory_township", "新汶街道办事处"
    own = wording.form_of(decision, case)
    assert (own.series, own.entrusted_by) == ("新汶救决", "")
    assert "被告为新汶街道办事处" in own.remedy
    assert "或者上一级主管部门" in wording.remedy("宝清县民政局", "宝清县", people.COUNTY, date(2020, 8, 3))


LONG = {
    "issuer": "双鸭山市宝清县龙头镇人民政府", "day": "2026年9月1日", "applicant_name": "买买提·吐尔逊·阿卜杜热合曼江", "citizen_id": "370982****9004",
    "item": "城市低保", "received_on": "2026年8月1日", "case_number": "370982002-2026-000001", "accepted_by": "龙头镇人民政府",
    "accepted_on": "2026年8月1日", "examined": "入户调查", "persons": "9", "law": "《社会救助法》第十八条", "contact": "咨询电话：某处。",
    "again": "可以再申请。",
    "members": "、".join(f"张𬭎䶮𠮷{n}（子女）" for n in range(9)), "grounds": "理由。", "remedy": "救济途径。" * 40, **NUMBER,
}  # fmt: skip


@pytest.mark.parametrize("lines", range(0, 24, 3))
def test_the_seal_never_stands_alone_on_a_page(lines: int, tmp_path: Path) -> None:
    """However the text ends, the page with organ and day has at least the last paragraph above them."""
    draft = documents.draft("decision-to-refuse", LONG | {"reasons": ["一条理由。"] * lines}, at=NOW)
    path = tmp_path / "long.pdf"
    path.write_bytes(draft.body)
    spot = draft.spots[0]
    page = re.sub(r"\s", "", tool("pdftotext", "-f", str(spot.page), "-l", str(spot.page), str(path), "-"))
    assert page.index("咨询电话") < page.index("2026年9月1日", page.index("咨询电话"))
    assert spot.page == draft.pages
    assert 60 < spot.y_mm < 297 - 35 - 12  # room for half a seal of 42 mm above the foot


PRINTED = (
    "decision-to-grant",
    "decision-to-refuse",
    "receipt",
    "notice-of-missing",
    "application",
    "filing-sheet",
)


@pytest.mark.parametrize("template", PRINTED)
def test_papers_are_archival_with_all_faces_embedded_in_part(template: str) -> None:
    """PDF/A-2b as the file itself says, its colours named, every face embedded as a subset."""
    content = LONG | {
        "amount": "1.00 元", "capitals": "壹元整", "from_month": "2026年10月", "duty": "报告。", "office": "某街道", "township": "某街道",
        "decision_number": "1", "decision": "给予", "village": "某村", "decided_on": "x",
        "members": [] if template == "application" else LONG["members"],
        "groups": [], "statements": [], "items": [], "papers": [],
    }  # fmt: skip
    body = typesetting.pdf(template, content | {"check": "https://x.invalid/check/1", "check_code": "1"}, NOW)
    assert b"pdfaid:part>2</pdfaid:part" in body.replace(b" ", b"")
    assert b"pdfaid:conformance>B</pdfaid:conformance" in body.replace(b" ", b"")
    reader = PdfFileReader(io.BytesIO(body))
    intent = reader.root["/OutputIntents"][0]
    assert intent["/S"] == "/GTS_PDFA1"
    assert intent["/DestOutputProfile"].data
    faces = list(fonts_of(reader))
    assert faces
    for name, descriptor in faces:
        assert re.match(r"/[A-Z]{6}\+", name), name  # a subset
        assert any(key in descriptor for key in ("/FontFile2", "/FontFile3")), name  # embedded


def fonts_of(reader: PdfFileReader) -> Iterator[tuple[str, Any]]:
    for number in range(reader.root["/Pages"]["/Count"]):
        page = reader.find_page_for_modification(number)[0].get_object()
        for font in page["/Resources"].get("/Font", {}).values():
            for inner in font.get_object()["/DescendantFonts"]:
                face = inner.get_object()
                yield str(face["/BaseFont"]), face["/FontDescriptor"]


def test_nothing_with_a_glyph_missing_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """What no face of ours has is spelled as its code; were it not, the paper would be refused and not printed with a box."""
    from jiuzhu.documents import typefaces
    from jiuzhu.documents.refusals import NotPrintable

    assert typesetting.pdf("receipt", {"office": "王\U0002ebf0"}, NOW).startswith(b"%PDF-1.7")
    monkeypatch.setattr(typefaces, "spelled", lambda text: text)
    with pytest.raises(NotPrintable):
        typesetting.pdf("receipt", {"office": "王\U0002ebf0"}, NOW)
