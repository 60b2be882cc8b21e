"""Why a township may not decide, and what the letters themselves refuse."""

from jiuzhu import rulebook
from jiuzhu.values.refusals import Refusal

from .rules import CRITERIA


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


class NotInTheLetter(Refusal):
    code = "delegation.not-in-the-letter"
    zh = "委托书{letter}没有“{item_zh}”这一事项。"
    en = "Letter {letter} does not have the item “{item_en}”."

    def __init__(self, field: str | None = None, **figures: object) -> None:
        super().__init__(field, **with_item_names(figures))


class NotHandedDown(Refusal):
    code = "delegation.not-handed-down"
    zh = "“{item_zh}”在{on}还没有下放{township}，委托书不能包括这一事项。"
    en = "On {on} “{item_en}” was not handed down to {township}; a letter cannot include it."
    next_zh = "请先按方案检查承接条件，具备后下放。"
    next_en = "Check readiness under the plan first, then hand it down."
    law = "实施方案（下放一项、承接一项、办好一项）"

    def __init__(self, field: str | None = None, **figures: object) -> None:
        super().__init__(field, **with_item_names(figures))


class NotInThePlan(Refusal):
    code = "delegation.not-in-the-plan"
    zh = "已通过的方案没有规定在{on}将“{item_zh}”下放{township}。"
    en = "No adopted plan provides that “{item_en}” is handed down to {township} on {on}."
    next_zh = "请核对方案的事项、试点乡镇和起始日期；方案须经民政、编办、司法、法制四方同意后通过。"
    next_en = "Look at the plan's items, pilots and days; it is adopted when the four bodies agree."
    law = "山东省乡镇人民政府工作条例 第八条"

    def __init__(self, field: str | None = None, **figures: object) -> None:
        super().__init__(field, **with_item_names(figures))


class NotReady(Refusal):
    code = "delegation.not-ready"
    zh = "{township}承接“{item_zh}”的条件还不具备：{missing_zh}。"
    en = "{township} is not ready for “{item_en}”: {missing_en}."
    next_zh = "请逐项检查并登记依据，具备后再下放。"
    next_en = "Check each criterion and record the evidence, then hand it down."
    law = "实施方案（下放一项、承接一项、办好一项）"

    def __init__(self, field: str | None = None, **figures: object) -> None:
        told = dict(figures)
        if "missing" in told:
            keys = [key for key in str(told.pop("missing")).split(",") if key in CRITERIA]
            told["missing_zh"] = "、".join(CRITERIA[key][0] for key in keys)
            told["missing_en"] = ", ".join(CRITERIA[key][1] for key in keys)
        super().__init__(field, **with_item_names(told))


class PlanIncomplete(Refusal):
    code = "delegation.plan-incomplete"
    zh = "这一项没有填写完整，或者不符合目录和“先试点、后全面”的顺序。"
    en = "This is not complete, or does not fit the catalogue or the order “pilots first, then all”."


class NumberTaken(Refusal):
    code = "delegation.number-taken"
    zh = "编号“{number}”已经使用。"
    en = "The number “{number}” is taken."


class NumberNotNext(Refusal):
    code = "delegation.number-not-next"
    zh = "委托书编号“{number}”不是下一个号：第{missing}号还空着。"
    en = "“{number}” is not the next number of a letter: number {missing} is still free."
    next_zh = "请由系统编号，不要跳号。"
    next_en = "Let the system number it; no number is skipped."


class NotSignedOff(Refusal):
    code = "delegation.not-signed-off"
    zh = "方案还没有经民政、编办、司法、法制四方全部同意：{missing}。"
    en = "The four bodies have not all agreed to the plan: {missing}."
    next_zh = "请先登记每一方的意见。"
    next_en = "Record what each of them says first."
    law = "大众日报 2019-12-20（民政、编办、司法、法制四方会签）"


class PlanFrozen(Refusal):
    code = "delegation.plan-frozen"
    zh = "方案{number}已经通过，不能再改动。"
    en = "The plan {number} is adopted and cannot change."
    next_zh = "需要调整的，请另行起草方案。"
    next_en = "Draw up another plan for changes."


class CriterionNotChecked(Refusal):
    code = "delegation.criterion-not-checked"
    zh = "条件“{criterion}”不在这里登记：首席代表看任职，印章看印章登记，备用金的管理还没有建立。"
    en = "“{criterion}” is not recorded here: posts tell the chief representative, the register the seal; there is no reserve fund yet."


class ReasonNeeded(Refusal):
    code = "delegation.reason-needed"
    zh = "请写明依据或理由。"
    en = "Please give the evidence or the reason."


class NotThisState(Refusal):
    code = "delegation.not-this-state"
    zh = "委托书草案现在是“{state_zh}”，不能这样办理。"
    en = "The draft is now “{state_en}”; this cannot be done."
    next_zh = "请刷新页面查看最新情况。"
    next_en = "Reload the page to see where it stands."


class DraftChanged(Refusal):
    code = "delegation.draft-changed"
    zh = "草案在您打开之后有改动，没有签署。"
    en = "The draft has changed since you opened it; nothing was signed."
    next_zh = "请重新阅读后再签。"
    next_en = "Read it again, then sign."
    law = "电子签名法 第十三条"


class DraftFrozen(Refusal):
    code = "delegation.draft-frozen"
    zh = "审查通过以后，委托书草案的内容不能再改动。"
    en = "After the review's agreement the draft cannot change."
    next_zh = "需要改动的，请作废后重新起草。"
    next_en = "Drop it and draft anew."


class NotWhatWasSigned(Refusal):
    code = "delegation.not-what-was-signed"
    zh = "委托书{letter}没有双方签署的文本，或与双方签署的文本不一致。"
    en = "Letter {letter} was not signed by both sides, or says something else than they signed."
    next_zh = "请通过草案起草、审查、双方签署后公布。"
    next_en = "Draft it, have it reviewed and signed by both sides, then publish it."
    law = "电子签名法 第十三条"


class NotYourSide(Refusal):
    code = "delegation.not-your-side"
    zh = "双方应由不同的人签署。"
    en = "The two sides are signed by different people."
    law = "放权委托书由委托机关和受托机关分别签署"


class NoSuchPlan(Refusal):
    code = "delegation.no-such-plan"
    zh = "没有这个放权方案。"
    en = "There is no such plan."


class NoSuchDraft(Refusal):
    code = "delegation.no-such-draft"
    zh = "没有这份委托书草案。"
    en = "There is no such draft."
