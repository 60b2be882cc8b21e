"""Why something about a filing, a complaint, a sample or a proposal is refused."""

from __future__ import annotations

from jiuzhu.filings.rules import ACTS, STATES
from jiuzhu.offices.roles import POWERS
from jiuzhu.values.refusals import Refusal

_SIDES = {"household": ("家庭", "the household"), "township": ("乡镇", "the township")}


class NoSuchFiling(Refusal):
    code = "filings.no-such-filing"
    zh = "没有找到这件备案，或者不在您的管辖范围内。"
    en = "There is no such filing within your reach."


class ComplaintWithoutWords(Refusal):
    code = "filings.complaint-without-words"
    zh = "没有写投诉的内容。"
    en = "What the complaint is about is not written down."
    next_zh = "请按投诉人所说写明内容；姓名和电话可以不留。"
    next_en = "Write down what was said; a name and a telephone are not needed."
    law = "民发〔2021〕57号 第三十七条"


class FindingWithoutWords(Refusal):
    code = "filings.finding-without-words"
    zh = "没有写查明的情况。"
    en = "What was found is not written down."
    next_zh = "请写明查了什么、结果如何，再答复。"
    next_en = "Write what was looked into and what came of it."
    law = "民发〔2021〕57号 第三十七条"


class NoSuchRecord(Refusal):
    code = "filings.no-such-record"
    zh = "没有找到这条记录，或者不在您的管辖范围内。"
    en = "There is no such record within your reach."


class NotATownshipDecision(Refusal):
    code = "filings.not-a-township-decision"
    zh = "{number}没有乡镇在委托书内作出的决定，不需要备案，也不能由县级撤销。"
    en = "{number} has no decision of a township under a letter: nothing is filed and nothing can be revoked."
    next_zh = "请等乡镇作出决定。"
    next_en = "Wait until the township has decided."
    law = "审批与监管分离"


class NotWhatWasDecided(Refusal):
    code = "filings.not-what-was-decided"
    zh = "备案{number}的内容与乡镇作出的决定不一致，没有写入。"
    en = "Filing {number} is not what the township decided; nothing was written."


class Frozen(Refusal):
    code = "filings.frozen"
    zh = "备案{number}的内容不能改动，状态只随接收、询问、更正等行为变化。"
    en = "Filing {number} cannot be changed; its state follows from acts alone."
    law = "监管办法 备案只增不改"


class NotItsPaper(Refusal):
    code = "filings.not-its-paper"
    zh = "“{name}”不是本申请案卷里的文书，或者校验值不符。"
    en = "“{name}” is no paper of this case, or its fingerprint differs."


class WithoutPower(Refusal):
    code = "filings.without-power"
    zh = "{officer}在{on}没有“{power_zh}”的岗位。"
    en = "On {on} {officer} held no post with “{power_en}”."
    next_zh = "请由有此岗位的人员办理。"
    next_en = "An officer with such a post must do it."
    law = "审批与监管分离；岗位职责"

    def __init__(self, field: str | None = None, **figures: object) -> None:
        code = str(figures.get("power", ""))
        names = POWERS.get(code, (code, code))
        super().__init__(field, **({"power_zh": names[0], "power_en": names[1]} | figures))


class HandledHerself(Refusal):
    code = "filings.handled-herself"
    zh = "{officer}办理过申请{case}，不能再监督这件申请。"
    en = "{officer} has handled case {case} and may not supervise it."
    next_zh = "请由没有办理过本申请的县级人员办理。"
    next_en = "An officer of the county who did not handle the case must do it."
    law = "监管办法 抽查人员不得检查自己办理的申请"


class NotThisState(Refusal):
    code = "filings.not-this-state"
    zh = "备案{number}现在是“{state_zh}”，不能“{kind_zh}”。"
    en = "Filing {number} is “{state_en}”; “{kind_en}” is not possible now."
    next_zh = "请刷新页面，看别人是否已经办理。"
    next_en = "Refresh the page; somebody may have acted."

    def __init__(self, field: str | None = None, **figures: object) -> None:
        state, kind = str(figures.get("state", "")), str(figures.get("kind", ""))
        if "state_zh" not in figures:
            names, act = STATES.get(state, (state, state)), ACTS.get(kind)
            figures |= {
                "state_zh": names[0], "state_en": names[1], "kind_zh": act.zh if act else kind,
                "kind_en": act.en if act else kind,
            }  # fmt: skip
        super().__init__(field, **figures)


class ActIncomplete(Refusal):
    code = "filings.act-incomplete"
    zh = "“{kind_zh}”缺少内容、依据、期限或者所指的更正。"
    en = "“{kind_en}” lacks its text, article, deadline, or the correction it names."
    next_zh = "请补齐后再提交。"
    next_en = "Fill it in and send it again."
    law = "监管办法 询问和责令更正应当书面、载明理由和期限"

    def __init__(self, field: str | None = None, **figures: object) -> None:
        act = ACTS.get(str(figures.get("kind", "")))
        names = {"kind_zh": act.zh, "kind_en": act.en} if act else {"kind_zh": "", "kind_en": ""}
        super().__init__(field, **(names | figures))


class NotHeard(Refusal):
    code = "filings.not-heard"
    zh = "撤销备案{number}的决定前，还没有听取{missing_zh}的意见。"
    en = "Before the decision of filing {number} is revoked, {missing_en} must be heard."
    next_zh = "请先告知并记录双方的陈述和申辩。"
    next_en = "Tell both sides and record what they say first."
    law = "社会救助法 第四十八条；行政许可法 第七条（参照）"

    def __init__(self, field: str | None = None, **figures: object) -> None:
        sides = [one for one in str(figures.get("missing", "")).split(",") if one in _SIDES]
        names = {
            "missing_zh": "和".join(_SIDES[one][0] for one in sides),
            "missing_en": " and ".join(_SIDES[one][1] for one in sides),
        }
        super().__init__(field, **(names | figures))


class ChangeIsCorrected(Refusal):
    code = "filings.change-is-corrected"
    zh = "备案{number}是维持不变的决定，待遇没有变化，没有什么可以撤销。"
    en = "Filing {number} kept everything as it was: there is nothing to revoke."
    next_zh = "请责令更正，由乡镇提出并决定新的变更。"
    next_en = "Order a correction; the township proposes and decides a new change."
    law = "社会救助法 第四十七条、第四十八条"


class DecidedAnew(Refusal):
    code = "filings.decided-anew"
    zh = "备案{number}的决定之后又有新的决定，旧决定已经被取代，不能撤销。"
    en = "The decision of filing {number} was replaced by a later one and cannot be revoked."
    next_zh = "请打开新的备案。"
    next_en = "Open the later filing."


class NotAtThisStage(Refusal):
    code = "filings.not-at-this-stage"
    zh = "{number}现在处于“{stage}”环节，决定还没有生效或者正在重新办理，不能撤销。"
    en = "{number} stands at “{stage}”: the decision has no effect yet or is being made anew; it cannot be revoked."


class NotOpened(Refusal):
    code = "filings.not-opened"
    zh = "有{count}件备案您还没有打开过（如{example}），不能一并接收。"
    en = "You have not opened {count} of these filings yet (such as {example}); they cannot be accepted together."
    next_zh = "请逐件打开看过以后再接收。"
    next_en = "Open each of them first."


class NotLowRisk(Refusal):
    code = "filings.not-low-risk"
    zh = "备案{number}不是低风险的，不能与其他备案一并接收。"
    en = "Filing {number} is not of low risk and cannot be accepted with others."
    next_zh = "请单独打开办理。"
    next_en = "Act on it by itself."


class ComplainantNotTold(Refusal):
    code = "filings.complainant-not-told"
    zh = "投诉人留了姓名，必须写明怎样答复投诉人。"
    en = "The complainant gave a name: what she was answered must be written down."
    law = "民发〔2021〕57号 第三十七条"


class QuarterUnreadable(Refusal):
    code = "filings.quarter-unreadable"
    zh = "“{quarter}”不是季度，应当写成2026Q3。"
    en = "“{quarter}” is no quarter; write 2026Q3."


class QuarterNotOver(Refusal):
    code = "filings.quarter-not-over"
    zh = "{quarter}还没有结束，不能固定名单。"
    en = "{quarter} is not over; its list cannot be frozen yet."


class AlreadyListed(Refusal):
    code = "filings.already-listed"
    zh = "{township}{quarter}的名单已经固定并公布。"
    en = "The list of {township} for {quarter} has been frozen and published."
    next_zh = "确需重来的，先写明理由放弃原名单；原名单仍然保留。"
    next_en = "If it must be done again, give the first list up with a reason; it stays on record."


class NothingToList(Refusal):
    code = "filings.nothing-to-list"
    zh = "{township}在{quarter}没有可以抽查的决定。"
    en = "{township} decided nothing in {quarter} that could be sampled."


class NotTheList(Refusal):
    code = "filings.not-the-list"
    zh = "名单{number}与备案不一致：有人被漏掉、多列或者改动。"
    en = "List {number} is not what is on file: somebody was left out, added or changed."


class NotAllOnFile(Refusal):
    code = "filings.not-all-on-file"
    zh = "还有{count}件决定没有备案，名单不完整。"
    en = "{count} decisions are not on file yet; the list would not be whole."
    next_zh = "备案每几分钟自动办理一次，请稍后再试。"
    next_en = "Decisions file themselves every few minutes; try again shortly."


class EntropyUnnamed(Refusal):
    code = "filings.entropy-unnamed"
    zh = "必须事先写明用哪一个公开数字、在名单公布之后的哪一天。"
    en = "The public number, and the later day on which it becomes known, must be named in advance."


class NumberNotKnownYet(Refusal):
    code = "filings.number-not-known-yet"
    zh = "{number}约定的公开数字要到{on}才产生，现在不能登记。"
    en = "The public number of {number} becomes known on {on}; it cannot be entered now."


class NumberReadDifferently(Refusal):
    code = "filings.number-read-differently"
    zh = "{number}的公开数字要由两名人员分别登记并且一致，才能抽取。"
    en = "Two officers must have entered the same number for {number} before it is drawn."


class NumberWasRead(Refusal):
    code = "filings.number-was-read"
    zh = "{number}的公开数字已经登记，不能再放弃名单。"
    en = "The number of {number} was entered; the list can no longer be given up."
    law = "国办发〔2015〕58号（随机抽查）"


class TooEarlyToDraw(Refusal):
    code = "filings.too-early-to-draw"
    zh = "{number}的名单公布不足{hours}小时，或者约定的日子还没有到，不能抽取。"
    en = "The list {number} was published less than {hours} hours ago, or its day has not come."


class DrawClosed(Refusal):
    code = "filings.draw-closed"
    zh = "{number}已经抽取或者已经放弃，不能再改动。"
    en = "{number} has been drawn or given up; nothing can be changed."


class NotTheSample(Refusal):
    code = "filings.not-the-sample"
    zh = "{number}的样本与算法重新计算的结果不一致，没有写入。"
    en = "The sample of {number} is not what the algorithm yields; nothing was written."
    law = "民发〔2012〕220号 第二十六条；国办发〔2015〕58号"


class NotInTheSample(Refusal):
    code = "filings.not-in-the-sample"
    zh = "申请{case}没有被抽中，或者尚未抽取。"
    en = "Case {case} is not in a sample that was drawn."


class TwoVisitors(Refusal):
    code = "filings.two-visitors"
    zh = "申请{case}的核查要由另一名人员对同一内容签字。"
    en = "A second officer must sign the same content for case {case}."
    law = "国办发〔2015〕58号；民发〔2021〕57号 第十六条"


class NotThisLetter(Refusal):
    code = "filings.not-this-letter"
    zh = "同意中止必须中止建议所指的委托书。"
    en = "Agreeing must suspend the letter that the proposal names."
