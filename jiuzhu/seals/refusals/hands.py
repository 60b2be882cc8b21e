"""Why a seal does not change hands."""

from .spoken import LAW, SealRefusal


class NotInHands(SealRefusal):
    code = "seals.not-in-hands"
    zh = "印章{seal}现为“{state_zh}”，不能交接保管。"
    en = "Seal {seal} is “{state_en}”; it cannot change hands."
    law = LAW


class HandoverOpen(SealRefusal):
    code = "seals.handover-open"
    zh = "印章{seal}已有一次交接等待{receiver}确认。"
    en = "A hand-over of seal {seal} is waiting for {receiver}."
    next_zh = "请对方确认，或者先撤回那次交接。"
    next_en = "Let the receiver confirm it, or take it back first."


class HandoverClosed(SealRefusal):
    code = "seals.handover-closed"
    zh = "这次交接已经确认、谢绝或者撤回。"
    en = "This hand-over was already accepted, declined or taken back."


class HandoverStale(SealRefusal):
    code = "seals.handover-stale"
    zh = "移交人签字以后情况有变化（又用过印，或者内容、期限不符），不能确认。"
    en = "Things changed since the giver signed (a further use, other content, or the period is over); it cannot be accepted."
    next_zh = "请撤回后重新交接。"
    next_en = "Take it back and hand over anew."
    law = "审批专用章使用办法（交接双方签字）"


class NotTheReceiver(SealRefusal):
    code = "seals.not-the-receiver"
    zh = "这次交接的接收人是{receiver}，不能由{officer}确认。"
    en = "The receiver of this hand-over is {receiver}; {officer} cannot accept it."
    law = "审批专用章使用办法（交接双方签字）"


class NotAKeeper(SealRefusal):
    code = "seals.not-a-keeper"
    zh = "{officer}在{on}没有可以保管{area}“{kind_zh}”的岗位。"
    en = "On {on} {officer} held no post that may keep the “{kind_en}” of {area}."
    next_zh = "委托事项专用章由首席代表保管；首席代表不在时，由本乡镇有用印权限的人员临时保管。"
    next_en = "The chief representative keeps the special seal; while away, an officer of the same township with the power to use it."
    law = "审批专用章使用办法（专章由首席代表保管）"


class NotTheCustodian(SealRefusal):
    code = "seals.not-the-custodian"
    zh = "印章{seal}此时由{custodian}保管，{officer}不能使用或者移交。"
    en = "Seal {seal} is kept by {custodian} at this moment; {officer} may neither use it nor hand it over."
    next_zh = "请由保管人办理；保管人不在的，先办理临时保管交接。"
    next_en = "The custodian must do it; while away, hand the seal over to a temporary custodian first."
    law = LAW


class NoCustodian(SealRefusal):
    code = "seals.no-custodian"
    zh = "印章{seal}此时没有保管人（尚未交接或者临时保管期满），不能使用。"
    en = "Nobody keeps seal {seal} at this moment (not handed over yet, or the temporary period is over); it cannot be used."
    next_zh = "请先办理保管交接。"
    next_en = "Hand it over to a custodian first."
    law = LAW
