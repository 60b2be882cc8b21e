"""Why an opinion or a decision may not be signed."""

from jiuzhu.delegation.queries import with_item_names
from jiuzhu.values.refusals import Refusal


class CountyHandedDown(Refusal):
    code = "approvals.county-handed-down"
    zh = "“{item_zh}”已由委托书{letter}下放{township}决定，县级不再审批，只备案、监管和发放。"
    en = "“{item_en}” was handed down to {township} by letter {letter}; the county files, supervises and pays, and approves nothing."
    next_zh = "请由{township}首席代表决定；如不应下放，请先中止或收回委托书。"
    next_en = "The chief representative of {township} decides; suspend or withdraw the letter first if that should change."
    law = "放权委托书；审批与监管分离"

    def __init__(self, field: str | None = None, **figures: object) -> None:
        super().__init__(field, **with_item_names(figures))


class AnotherLetter(Refusal):
    code = "approvals.another-letter"
    zh = "决定所引用的委托书{letter}不是{township}在{on}对本事项有效的委托书。"
    en = "Letter {letter} named by the decision is not the one in force for this item in {township} on {on}."
    law = "放权委托书"


class NoOpinion(Refusal):
    code = "approvals.no-opinion"
    zh = "本申请还没有可以据以决定的审核意见，或者意见已被新的意见取代。"
    en = "There is no opinion to decide on, or a newer one has replaced it."
    next_zh = "请先由审核员提出初审意见。"
    next_en = "The reviewer must first give the preliminary opinion."
    law = "民发〔2021〕57号 第十九条、第二十二条"


class AmountDiffers(Refusal):
    code = "approvals.amount-differs"
    zh = "金额{amount_fen}与认定结果{determined_fen}不一致，不能签署。"
    en = "The amount {amount_fen} differs from the determined {determined_fen}; it cannot be signed."
    next_zh = "金额由认定规则得出，不能手工改动；如事实有误，请退回重新调查。"
    next_en = "Amounts follow from the rules and are never typed; if a fact is wrong, send the case back."
    law = "社会救助法 第十八条"


class NotDetermined(Refusal):
    code = "approvals.not-determined"
    zh = "认定尚无结论：{missing}。"
    en = "There is no determination yet: {missing}."
    next_zh = "请先补齐缺少的事实或政策数字，再提出意见。"
    next_en = "Supply the missing facts or policy numbers first."


class GroundsNeeded(Refusal):
    code = "approvals.grounds-needed"
    zh = "不予救助的决定必须写明理由。"
    en = "A refusal must state its reasons in writing."
    law = "社会救助法 第四十五条"


class AlreadyDecided(Refusal):
    code = "approvals.already-decided"
    zh = "本申请已于{on}作出决定，不能重复决定。"
    en = "This case was decided on {on}; it cannot be decided again."


class ChangedSinceSeen(Refusal):
    code = "approvals.changed-since-seen"
    zh = "您看到的内容之后又有变化，签名没有生效。"
    en = "What you saw has changed since; nothing was signed."
    next_zh = "请重新阅读后再签。"
    next_en = "Please read it again before signing."


class AnotherName(Refusal):
    code = "approvals.another-name"
    zh = "本决定应以“{due}”名义作出，写的却是“{name}”，或者签署的法律形式、委托书与决定不一致。"
    en = "This decision is taken in the name of “{due}”, not of “{name}”, and names the form and letter that were signed."
    next_zh = "请重新打开决定页，按当日有效的委托书签署。"
    next_en = "Open the decision again and sign it under the letter in force today."
    law = "社会救助法 第四十四条；行政许可法 第二十四条（参照）"


class AnotherDay(Refusal):
    """Dated to another day than the one of the signature: a decision is neither dated back into a letter nor ahead."""

    code = "approvals.another-day"
    zh = "决定日期{on}不是签署的当天（{signed}），不能倒签或预签。"
    en = "The decision is dated {on} but signed on {signed}; it is neither dated back nor ahead."
    next_zh = "请按签署当天的日期作出决定。"
    next_en = "Decide under the date of the day on which it is signed."
    law = "放权委托书；电子签名法 第十三条"


class ContentDiffers(Refusal):
    """What is shown to the decider and what she would decide are not the same: the household was determined anew after
    the opinion, or an amount was written into it by hand."""

    code = "approvals.content-differs"
    zh = "所示内容依据的认定或金额与初审意见不同，不能据此作出决定。"
    en = "What is shown rests on another determination or amount than the opinion; it cannot be decided on."
    next_zh = "提出意见后又重新认定的，请退回初审，按新的认定重新提出意见。"
    next_en = (
        "Where the household was determined anew after the opinion, send the case back for a new opinion."
    )
    law = "民发〔2021〕57号第二十一条"
