"""A refusal says what is wrong, what to do and which law, in both languages, under one code."""

import copy
import json
import pickle
from datetime import date

import pytest

from jiuzhu.values import refusals
from jiuzhu.values.refusals import Refusal, Refusals


class _Family(Refusal):
    law = "57号第一条"


class BeyondLimit(_Family):
    code = "test.beyond-limit"
    zh = "{amount_fen}超过{on}的限额{limit_fen}。"
    en = "{amount_fen} is beyond the limit of {limit_fen} on {on}."
    next_zh = "请转报县级。"
    next_en = "Hand it up to the county."


FIGURES = {"amount_fen": 160_050, "limit_fen": 150_000, "on": date(2026, 11, 22)}


def test_both_languages_carry_the_figures_and_the_next_step():
    refusal = BeyondLimit("amount", **FIGURES)
    assert refusal.text() == "1,600.50 元超过2026年11月22日的限额1,500.00 元。请转报县级。"
    assert refusal.text("en") == (
        "1,600.50 yuan is beyond the limit of 1,500.00 yuan on 22 November 2026. Hand it up to the county."
    )


def test_as_dict_is_json_with_raw_figures():
    answer = json.loads(json.dumps(BeyondLimit("amount", **FIGURES).as_dict("en")))
    assert (
        answer["code"] == "test.beyond-limit"
        and answer["field"] == "amount"
        and answer["law"] == "57号第一条"
    )
    assert answer["figures"] == {"amount_fen": 160_050, "limit_fen": 150_000, "on": "2026-11-22"}


def test_a_sentence_with_a_hole_fails_where_it_is_raised():
    with pytest.raises(TypeError, match="limit_fen"):
        BeyondLimit("amount", amount_fen=1, on=date(2026, 1, 1))


def test_a_family_cannot_be_raised_but_catches_its_members():
    with pytest.raises(TypeError, match="family"):
        _Family()
    with pytest.raises(_Family):
        raise BeyondLimit(**FIGURES)


def test_a_code_belongs_to_one_class():
    with pytest.raises(TypeError, match="already"):

        class Another(Refusal):
            code = "test.beyond-limit"
            zh, en = "又一个", "another"


@pytest.mark.parametrize(
    ("code", "zh", "en", "next_zh"),
    [
        ("Wrong Code", "错", "wrong", ""),
        ("test.no-english", "错", "", ""),
        ("test.half", "错", "wrong", "做"),
    ],
)
def test_a_half_written_refusal_fails_at_import(code, zh, en, next_zh):
    with pytest.raises(TypeError):
        type("Half", (Refusal,), {"code": code, "zh": zh, "en": en, "next_zh": next_zh})
    with pytest.raises(KeyError):
        refusals.by_code(code)


def test_registry():
    assert refusals.by_code("test.beyond-limit") is BeyondLimit
    assert BeyondLimit in refusals.every() and _Family not in refusals.every()


def test_a_refusal_survives_copying_between_processes():
    first = BeyondLimit("amount", **FIGURES)
    for again in (copy.copy(first), pickle.loads(pickle.dumps(first))):
        assert (type(again), again.field, again.figures) == (BeyondLimit, "amount", FIGURES)


def test_several_at_once():
    one = BeyondLimit("amount", **FIGURES)
    refusals.refuse_if_any([None, None])
    with pytest.raises(BeyondLimit):
        refusals.refuse_if_any([None, one])
    with pytest.raises(Refusals) as caught:
        refusals.refuse_if_any([one, None, one])
    assert len(caught.value.many) == 2 and len(caught.value.as_list("en")) == 2
    with pytest.raises(TypeError):
        Refusals([])
