"""Households that are paid, and a county that can pay them. Everyone here is invented."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from jiuzhu.cases import actions as cases
from jiuzhu.cases.models import Case, Step
from jiuzhu.entitlements import actions as entitlements
from jiuzhu.entitlements.models import Amount, Beneficiary, Entitlement
from jiuzhu.funds import actions as funds
from jiuzhu.households import actions as households
from jiuzhu.households.models import Account, Household, Membership, Person
from jiuzhu.households.rules import APPLICANT, Member
from jiuzhu.values.citizen_id import check_digit
from jiuzhu.values.month import Month
from tests.people import COUNTY, TOWNSHIP, County, at

NOVEMBER = Month(2026, 11)
TODAY = date(2026, 11, 5)
BODY = {"stages": {"receiving": {"zh": "在保", "en": "receiving"}}, "facts": {}, "aside": []}
BANK = "新泰农村商业银行"


def process() -> Any:
    return cases.keep_process(
        key="minimum-living", area_code=COUNTY, in_force_from=date(2026, 7, 1), digest="d" * 64, body=BODY
    )


def citizen_id(number: int) -> str:
    """A valid number for the nth invented person, whoever many there are."""
    day, order = divmod(number, 500)
    first = f"370982{date(1960, 1, 1) + timedelta(days=day):%Y%m%d}{order * 2 % 1000:03d}"
    return first + check_digit(first)


def payee(
    where: County, number: int = 1, *, amount_fen: int = 45_000, name: str = "张若水", account: bool = True,
    since: date = date(2026, 9, 1), township: str = TOWNSHIP,
) -> Entitlement:  # fmt: skip
    """A recipient of one person with her account and an amount in force since a first of a month."""
    clerk = where.policy
    member = Member(f"m{number}", name, APPLICANT, "female", date(1960, 1, 1), citizen_id(number))
    found = households.register(
        area=where.areas[f"{township}201"], address="3号", hukou_kind="rural", members=[member], on=since,
        actor=clerk, at=at(since), legacy=True,
    )  # fmt: skip
    person = found.persons[f"m{number}"]
    if account:
        give_account(where, found.household, f"6223{number:012d}", since)
    case = cases.open_case(
        item_code="MZ01-02", village=where.areas[f"{township}201"], township=where.areas[township],
        household=found.household, applicant=person, household_size=1, process=process(), rulebook_digest="r" * 64,
        first_stage="receiving", stage_due_on=None, delegated=True, follow_code_hash="", legacy=True, actor=clerk,
        on=since, at=at(since),
    )  # fmt: skip
    return entitlements.import_legacy(
        case, members=[person], amount_fen=amount_fen, starts_on=since, actor=clerk, at=at(since)
    )


def give_account(where: County, household: Household, number: str, on: date, bank: str = BANK) -> Account:
    holder = Membership.objects.filter(household=household).earliest("id").person
    return households.set_account(
        household, holder=holder, bank=bank, number=number, starts_on=on, actor=where.policy, at=at(on)
    )


def able_to_pay(where: County, *, granted_fen: int = 100_000_000, file_format: str = "delimited") -> None:
    """A fund account and an appropriation of a million yuan for 2026."""
    funds.open_fund_account(
        holder="新泰市财政局社会保障资金专户", bank=BANK, number="9080110020000001", file_format=file_format, area=COUNTY,
        actor=where.treasurer, on=date(2026, 1, 1), at=at(date(2026, 1, 1)),
    )  # fmt: skip
    if granted_fen:
        funds.appropriate(
            year=2026, source="province", document="演示〔2026〕1号", amount_fen=granted_fen, area=COUNTY,
            actor=where.treasurer, on=date(2026, 1, 20), at=at(date(2026, 1, 20)),
        )  # fmt: skip


def drafted(where: County, month: Month = NOVEMBER, on: date = TODAY, **more: Any) -> Any:
    return funds.draft_run(month, area=COUNTY, actor=where.cashier, on=on, at=at(on), **more)


def released(where: County, run: Any = None, on: date = TODAY) -> Any:
    run = run or drafted(where, on=on)
    return funds.release_run(
        run.number, seen_lines=run.lines, seen_fen=run.total_fen, actor=where.treasurer, on=on, at=at(on, 11)
    )


def sent(where: County, run: Any = None, on: date = TODAY) -> tuple[Any, bytes]:
    """The run with its bank file as handed out."""
    run = released(where, run, on)
    funds.write_bank_file(run.number, actor=where.treasurer, on=on, at=at(on, 12))
    return funds.hand_out(run.number, actor=where.treasurer, on=on, at=at(on, 12))


def answered(where: County, content: bytes, on: date = TODAY, name: str = "回盘.txt") -> Any:
    return funds.record_return(content, name=name, area=COUNTY, actor=where.cashier, on=on, at=at(on, 15))


@transaction.atomic
def many(where: County, count: int, *, amount_fen: int = 45_000, since: date = date(2026, 9, 1)) -> None:
    """`count` recipients, written in bulk."""
    version, village, township = process(), where.areas[f"{TOWNSHIP}201"], where.areas[TOWNSHIP]
    people = Person.objects.bulk_create(
        Person(citizen_id=citizen_id(n), name=f"受助{n}", sex="female", born_on=date(1960, 1, 1))
        for n in range(count)
    )
    homes = Household.objects.bulk_create(
        Household(area=village, hukou_kind="rural", opened_on=since) for _ in range(count)
    )
    pairs = list(zip(homes, people, strict=True))
    Membership.objects.bulk_create(
        Membership(household=h, person=p, relation=APPLICANT, starts_on=since) for h, p in pairs
    )
    Account.objects.bulk_create(
        Account(household=h, holder=p, bank=BANK, number=f"6223{n:012d}", starts_on=since)
        for n, (h, p) in enumerate(pairs)
    )
    found = Case.objects.bulk_create(
        Case(
            number=f"{TOWNSHIP}-2026-{n + 500_000:06d}", item_code="MZ01-02", area=township, village=village,
            household=h, applicant=p, applicant_name=p.name, applicant_citizen_id=p.citizen_id, process=version,
            rulebook_digest="r" * 64, opened_on=since, stage="receiving", stage_entered_at=at(since), legacy=True,
        )
        for n, (h, p) in enumerate(pairs)
    )  # fmt: skip
    Step.objects.bulk_create(
        Step(case=c, number=1, to_stage="receiving", on=since, at=at(since)) for c in found
    )
    rights = Entitlement.objects.bulk_create(
        Entitlement(
            case=c, household=c.household, area=township, item_code="MZ01-02", legacy=True, starts_on=since
        )
        for c in found
    )
    Beneficiary.objects.bulk_create(
        Beneficiary(entitlement=e, person=c.applicant, starts_on=since)
        for e, c in zip(rights, found, strict=True)
    )
    Amount.objects.bulk_create(
        Amount(entitlement=e, amount_fen=amount_fen, starts_on=since, because="imported") for e in rights
    )
