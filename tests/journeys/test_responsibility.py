"""Who did what, saw what, signed what: and what happens when somebody writes past the application."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection
from django.urls import reverse

from jiuzhu.__main__ import jiuzhu
from jiuzhu.approvals import actions as approvals
from jiuzhu.approvals.models import Decision
from jiuzhu.cases import actions as case_actions
from jiuzhu.cases import queries as cases
from jiuzhu.journey import content, deciding, posting, responsibility, reviewing
from jiuzhu.offices import scope
from tests import people, road

TODAY = date(2026, 9, 1)
TOLD: dict[str, Any] = {"on": TODAY, "at": people.at(TODAY)}


@pytest.fixture
def where(db: None) -> people.County:
    found = people.county()
    road.standard(found)
    people.letter(found)
    road.numbers(found, starts_on=date(2026, 1, 1))
    return found


@pytest.fixture
def decided(where: people.County) -> Any:
    case = road.case_at(where, "reviewing", on=TODAY)
    case_actions.look(case, actor=where.reviewer, at=people.at(TODAY, 9), purpose="opinion")
    found = road.determined(where, case, on=TODAY)
    seen = approvals.digest_of(content.opinion_content(case, found))
    reviewing.give_opinion(case, seen=seen, actor=where.reviewer, **TOLD)
    posting.put_up(cases.get(case.number), place="公开栏", actor=where.clerk, **TOLD)
    case = cases.get(case.number)
    case = road.cases.move(
        case, outcome="undisputed", to_stage="deciding", stage_due_on=None, actor=None, **TOLD
    )
    seen = approvals.digest_of(content.decision_content(case, found, TODAY))
    deciding.decide(case, seen=seen, officer=where.chief, **TOLD)
    return cases.get(case.number)


def written_past_the_application(statement: str, *values: Any) -> None:
    """What the owner of the tables could do: switch the triggers off, change, switch them on again."""
    table = statement.split()[1]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, values)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def troubles(case: Any) -> list[str | None]:
    return [one.trouble for one in responsibility.verify(case)[0]]


def test_the_chain_names_officer_post_look_and_signature(decided: Any, where: people.County) -> None:
    links = responsibility.chain(decided)
    assert [(link.duty.officer, link.duty.duty) for link in links] == [
        (where.reviewer, "review"), (where.clerk, "post"), (where.chief, "decide"),
    ]  # fmt: skip
    review, _post, decide = links
    assert review.held() == ["审核员"] and [look.facts["purpose"] for look in review.looks] == ["opinion"]
    assert [one.kind() for one in decide.signed] == ["决定"] and "放权委托书" in decide.signed[
        0
    ].act.authority
    assert troubles(decided) == [None, None]


@pytest.mark.parametrize(
    ("statement", "values", "trouble"),
    [
        ("UPDATE approvals_decision SET amount_fen = amount_fen + 100", (), "figures"),
        ("UPDATE approvals_decision SET content = content || '{\"amount_fen\": 1}'::jsonb", (), "content"),
        ("UPDATE approvals_decision SET in_the_name_of = %s", ("别的机关",), "figures"),
        ("UPDATE approvals_decision SET signature_id = NULL", (), "unsigned"),
        ("UPDATE signatures_signature SET body = replace(body, 'MZ', 'XX') || ' '", (), "digest"),
    ],
)  # fmt: skip
def test_whoever_writes_past_the_application_is_found(
    decided: Any, statement: str, values: tuple[Any, ...], trouble: str
) -> None:
    written_past_the_application(statement, *values)
    assert trouble in troubles(decided)
    told = CliRunner().invoke(jiuzhu, ["case", "verify", decided.number])
    assert told.exit_code == 3 and "!!" in told.output


def test_whole_forgery_needs_the_officers_key(decided: Any, where: people.County) -> None:
    """Content, digest and figures all fit together, and the clerk signed it: it is not the chief's."""
    row = Decision.objects.get(case=decided)
    forged = row.content | {"amount_fen": 1}
    signed = approvals.signatures.sign(
        forged, kind="decision", about=decided.number, case=decided.number, area_code=decided.area_id,
        actor=where.clerk, **TOLD,
    )  # fmt: skip
    written_past_the_application(
        "UPDATE approvals_decision SET content = %s, digest = %s, signature_id = %s, amount_fen = 1",
        json.dumps(forged), signed.digest, signed.pk,
    )  # fmt: skip
    assert troubles(decided) == [None, "author"]


def test_altered_determinations_are_found(decided: Any) -> None:
    written_past_the_application("UPDATE eligibility_determination SET amount_fen = amount_fen + 1")
    assert len(responsibility.verify(decided)[1]) == 1


def test_the_command_proves_a_sound_case_and_hands_out_what_outsiders_need(decided: Any) -> None:
    told = CliRunner().invoke(jiuzhu, ["case", "verify", decided.number])
    assert told.exit_code == 0 and "有问题 0 处" in told.output
    told = CliRunner().invoke(jiuzhu, ["case", "verify", decided.number, "--json"])
    acts = json.loads(told.output)["acts"]
    assert [one["kind"] for one in acts] == ["preliminary", "decision"]
    assert all(
        one["public_key"].startswith("-----BEGIN PUBLIC KEY") and one["trouble"] is None for one in acts
    )


def test_the_page_shows_it_and_the_signed_text_is_not_for_everybody(
    decided: Any, where: people.County, client: Any
) -> None:
    def page(officer: Any, *args: Any, name: str = "case-responsibility") -> Any:
        client.force_login(officer.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        with scope.within((people.TOWNSHIP,)):
            return client.get(reverse(f"office:{name}", args=args))

    shown = page(where.chief, decided.number).content.decode()
    assert "份签名全部核验无误" in shown and "首席代表" in shown
    signature = Decision.objects.get(case=decided).signature_id
    assert (
        "openssl dgst" in page(where.chief, decided.number, signature, name="case-signature").content.decode()
    )
    assert page(where.clerk, decided.number, signature, name="case-signature").status_code == 403
    assert page(where.chief, decided.number, 999_999, name="case-signature").status_code == 404
    assert page(where.neighbour_chief, decided.number).status_code == 404
