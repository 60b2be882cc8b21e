"""Why a township may not decide, and what the letters themselves refuse."""

from jiuzhu import rulebook
from jiuzhu.values.refusals import Refusal


def with_item_names(figures: dict[str, object]) -> dict[str, object]:
    """The database speaks of items by code; people read their names."""
    if "item" in figures:
        try:
            item = rulebook.item(str(figures["item"]))
            figures["item_zh"], figures["item_en"] = item.zh, item.en
        except rulebook.UnknownItem:
            figures["item_zh"] = figures["item_en"] = figures["item"]
    return figures


class NoLetterInForce(Refusal):
    code = "delegation.no-letter-in-force"
    zh = "{township}在{on}没有“{item_zh}”的有效放权委托书，不能由乡镇作出决定。"
    en = "On {on} {township} had no delegation letter in force for “{item_en}”; the township cannot decide."
    next_zh = "本件由县级民政部门决定；如应下放，请县级监管员先签发委托书。"
    next_en = (
        "The county decides this case; if it should be handed down, the county must issue a letter first."
    )
    law = "社会救助法 第四十四条；民发〔2021〕57号 第二条"

    def __init__(self, field: str | None = None, **figures: object) -> None:
        super().__init__(field, **with_item_names(figures))


class BeyondTheAmount(Refusal):
    code = "delegation.beyond-the-amount"
    zh = "每月{amount_fen}超过委托书{letter}授权{township}决定的限额（每月{limit_fen}）。"
    en = "{amount_fen} a month is beyond the {limit_fen} a month that letter {letter} lets {township} decide."
    next_zh = "本件由县级民政部门决定。"
    next_en = "The county decides this case."
    law = "放权委托书的金额限额"


class LetterSuspended(Refusal):
    code = "delegation.letter-suspended"
    zh = "委托书{letter}自{since}起中止，{township}暂时不能作出决定。"
    en = "Letter {letter} is suspended since {since}; {township} cannot decide for the time being."
    next_zh = "请等待恢复，或由县级民政部门决定。"
    next_en = "Wait until it is resumed, or let the county decide."
    law = "委托事项监管办法"


class LetterOverlaps(Refusal):
    code = "delegation.letter-overlaps"
    zh = "{township}在此期间已有“{item_zh}”的委托书{letter}。"
    en = "In that period {township} already has letter {letter} for “{item_en}”."
    next_zh = "请先收回原委托书，或改在其期满之后生效。"
    next_en = "Withdraw that letter first, or let the new one begin after it ends."

    def __init__(self, field: str | None = None, **figures: object) -> None:
        super().__init__(field, **with_item_names(figures))


class LetterIncomplete(Refusal):
    code = "delegation.letter-incomplete"
    zh = "委托书缺少{what_zh}。"
    en = "The letter lacks {what_en}."


class NotATownship(Refusal):
    code = "delegation.not-a-township"
    zh = "{area}不是乡镇或街道，不能承接下放事项；受托方也不得再委托。"
    en = "{area} is not a township; what was handed down cannot be handed on."
    law = "行政许可法 第二十四条（参照）"


class EndMovesAway(Refusal):
    code = "delegation.end-moves-away"
    zh = "委托书的终止日期只能提前，其他内容不能修改。"
    en = "The end of a letter can only move nearer; nothing else of it can change."
    next_zh = "需要延长或变更时，请签发新的委托书。"
    next_en = "To extend or amend, issue a new letter."


class AlreadyEnded(Refusal):
    code = "delegation.already-ended"
    zh = "委托书{letter}已经{state_zh}。"
    en = "Letter {letter} is already {state_en}."


class NoSuchLetter(Refusal):
    code = "delegation.no-such-letter"
    zh = "没有编号为“{number}”的委托书。"
    en = "There is no letter “{number}”."
