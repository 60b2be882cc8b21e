"""What the right to an allowance is refused for."""

from jiuzhu.values.refusals import Refusal


class NoDecision(Refusal):
    code = "entitlements.no-decision"
    zh = "没有有效的给予决定，不能享受待遇；任何人都不能未经申请、调查、确认进入低保。"
    en = "There is no decision to grant; nobody is entered without application, investigation and confirmation."
    law = "民发〔2021〕57号 第二十八条"


class AmountNotDecided(Refusal):
    code = "entitlements.amount-not-decided"
    zh = "每月{amount_fen}与决定的金额不符。"
    en = "{amount_fen} a month is not the amount that was decided."
    law = "社会救助法 第四十四条、第四十八条"


class Frozen(Refusal):
    code = "entitlements.frozen"
    zh = "已生效的待遇内容不能改写，只能提前终止或另行决定变更。"
    en = "What was granted is never rewritten; it can only end earlier or be changed by a new decision."


class NotHeard(Refusal):
    code = "entitlements.not-heard"
    zh = "减发、停发前必须听取该家庭的意见，目前没有听取意见的记录。"
    en = "Before a cut the household must be heard; there is no record that it was."
    next_zh = "请先听取意见并记录告知内容、家庭的陈述和采纳情况。"
    next_en = "Hear the household first and record what it was told, what it said and what was made of it."
    law = "社会救助法 第四十八条"


class NotWhatWasProposed(Refusal):
    code = "entitlements.not-what-was-proposed"
    zh = "决定的种类与拟议的变更不一致。"
    en = "The decision is not of the kind that was proposed."


class TwiceEntitled(Refusal):
    code = "entitlements.twice-entitled"
    zh = "{name}（{citizen_id}）在此期间已经享受低保（{where}），不能重复享受。"
    en = "{name} ({citizen_id}) already receives the allowance in that period ({where})."
    next_zh = "请先核实原待遇，变更或终止后再办理。"
    next_en = "Clear up the existing entitlement first."
    law = "民发〔2021〕57号 第七条、第二十八条"


class NoGraceExit(Refusal):
    code = "entitlements.no-grace-exit"
    zh = "本申请适用的规定没有渐退期。"
    en = "The rules of this case know no grace period."
    law = "2022年10月20日兜底保障工作通知"


class GraceTooLong(Refusal):
    code = "entitlements.grace-too-long"
    zh = "渐退期{months}个月超过规定的最长{most}个月。"
    en = "A grace period of {months} months is longer than the {most} months allowed."
    law = "2022年10月20日兜底保障工作通知"


class ChangePending(Refusal):
    code = "entitlements.change-pending"
    zh = "{number}已有一项拟议的变更正在办理。"
    en = "A change of {number} is already under way."


class NotReceiving(Refusal):
    code = "entitlements.not-receiving"
    zh = "{number}目前没有在享受的待遇。"
    en = "{number} receives no allowance at present."


class NotACut(Refusal):
    code = "entitlements.not-a-cut"
    zh = "新金额{new_fen}与现金额{old_fen}相比，不是所选的变更种类。"
    en = "{new_fen} instead of {old_fen} is not the kind of change chosen."


class UnknownGround(Refusal):
    code = "entitlements.unknown-ground"
    zh = "请选择法定的变更情形并写明理由。"
    en = "Choose one of the lawful grounds and explain it."
    law = "社会救助法 第四十七条、第四十八条"


class AlreadyEntitledAgain(Refusal):
    code = "entitlements.entitled-again"
    zh = "{name}在停发以后已经另外享受低保，原待遇不能恢复。"
    en = "{name} has come to receive the allowance elsewhere since; the former right cannot go on."
    next_zh = "请先核实新的待遇，终止或变更后再撤销。"
    next_en = "Clear up the new entitlement first."
    law = "民发〔2021〕57号 第七条"


class NotRevoked(Refusal):
    code = "entitlements.not-revoked"
    zh = "没有县级撤销变更决定的记录，或者恢复的日期、金额与变更之前不符，待遇不能恢复。"
    en = "No revocation by the county is on record, or day or amount are not those of before the change; nothing is restored."
    next_zh = "请从备案页面听取意见后撤销。"
    next_en = "Revoke it from the page of the filing, after the hearing."
    law = "监管办法 第二十五条"
