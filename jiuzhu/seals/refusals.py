"""What the register of seals refuses. Law: 国发〔1999〕25号 Art. 22–25; the special-seal measure (审批专用章使用办法)."""

from datetime import date

from jiuzhu.cases.rules import NAMES as DUTIES
from jiuzhu.offices.roles import POWERS
from jiuzhu.values.refusals import Refusal

from .rules import CHECKLIST, FIELDS, KINDS, PAPERS, STATES, STEPS

LAW = "国发〔1999〕25号 第二十五条；审批专用章使用办法"
FORMS = {
    "entrusted": ("受委托以县级名义作出", "entrusted, in the county's name"),
    "statutory_township": ("乡镇以自己名义作出", "in the township's own name"),
    "county": ("县级作出", "decided by the county"),
    "": ("无", "none"),
}


_STEPS = {key: (step.zh, step.en) for key, step in STEPS.items()}
_NAMES = {
    "state": STATES, "step": _STEPS, "other": _STEPS, "kind": {key: (kind.zh, kind.en) for key, kind in KINDS.items()},
    "paper": PAPERS, "form": FORMS, "power": POWERS, "duty": DUTIES,
}  # fmt: skip
_DAYS = ("on", "since", "last", "decided")


class SealRefusal(Refusal):
    """The database speaks in codes and ISO dates; people read names and days."""

    def __init__(self, field: str | None = None, **figures: object) -> None:
        for key, names in _NAMES.items():
            if key in figures:
                code = str(figures[key])
                figures[f"{key}_zh"], figures[f"{key}_en"] = names.get(code, (code, code))
        for key in _DAYS:
            if isinstance(day := figures.get(key), str):
                figures[key] = date.fromisoformat(day)
        super().__init__(field, **figures)


class NoSuchSeal(SealRefusal):
    code = "seals.no-such-seal"
    zh = "没有找到这枚印章，或者它不在您的管辖范围内。"
    en = "No such seal was found, or it is outside your area."


class NoSuchUse(SealRefusal):
    code = "seals.no-such-use"
    zh = "没有找到这次用印，或者它不在您的管辖范围内。"
    en = "No such use was found, or it is outside your area."


class NoSuchHandover(SealRefusal):
    code = "seals.no-such-handover"
    zh = "没有找到这次交接，或者它不在您的管辖范围内。"
    en = "No such hand-over was found, or it is outside your area."


class NoSuchSignal(SealRefusal):
    code = "seals.no-such-signal"
    zh = "没有找到这条提示，或者它不在您的管辖范围内。"
    en = "No such signal was found, or it is outside your area."


class NoSuchStep(SealRefusal):
    code = "seals.no-such-step"
    zh = "印章没有“{step}”这一步。"
    en = "A seal has no step “{step}”."


class NotThisStep(SealRefusal):
    code = "seals.not-this-step"
    zh = "印章{seal}现为“{state_zh}”，不能登记“{step_zh}”。"
    en = "Seal {seal} is “{state_en}”; “{step_en}” cannot be recorded now."
    next_zh = "请按印章页面上列出的步骤办理。"
    next_en = "Take one of the steps that the seal's page offers."
    law = "国发〔1999〕25号 第二十二条至第二十五条"


class StepIncomplete(SealRefusal):
    code = "seals.step-incomplete"
    zh = "登记“{step_zh}”还缺少：{what_zh}。"
    en = "“{step_en}” still lacks: {what_en}."
    law = "国发〔1999〕25号 第二十四条"

    def __init__(self, field: str | None = None, **figures: object) -> None:
        names = str(figures["what"]).split(",")
        figures["what_zh"] = "、".join(FIELDS.get(name, (name, name))[0] for name in names)
        figures["what_en"] = ", ".join(FIELDS.get(name, (name, name))[1] for name in names)
        super().__init__(field or names[0], **figures)


class NotEmpowered(SealRefusal):
    code = "seals.not-empowered"
    zh = "{officer}在{on}没有可以在{area}“{power_zh}”的岗位。"
    en = "On {on} {officer} held no post in {area} with the power “{power_en}”."
    next_zh = "请由有此岗位的人员办理。"
    next_en = "An officer with such a post must do it."
    law = LAW


class SamePerson(SealRefusal):
    code = "seals.same-person"
    zh = "{officer}已登记“{other_zh}”，不能再由同一人办理“{step_zh}”。"
    en = "{officer} recorded “{other_en}”; “{step_en}” needs another person."
    law = "国发〔1999〕25号 第二十二条（经领导批准）"


class TwoWitnesses(SealRefusal):
    code = "seals.two-witnesses"
    zh = "销毁或者封存印章要有两名监督人在场，且不能是经办人{officer}。"
    en = "Destroying or sealing up a seal takes two witnesses, neither of them {officer} who records it."
    law = "国发〔1999〕25号 第二十四条"


class OutOfOrder(SealRefusal):
    code = "seals.out-of-order"
    zh = "印章{seal}的上一步在{last}，这一步不能早于它，编号也必须相连。"
    en = "The last step of seal {seal} was on {last}; the next cannot be earlier, and the numbers must follow each other."


class AnotherInUse(SealRefusal):
    code = "seals.another-in-use"
    zh = "{area}已有一枚在用的委托事项专用章（{seal}）。"
    en = "{area} already has a special seal in use ({seal})."
    next_zh = "请先收回原章，再启用新章。"
    next_en = "Withdraw that one before the new one is issued."
    law = "国发〔1999〕25号 第二十四条；审批专用章使用办法"


class WrongLevel(SealRefusal):
    code = "seals.wrong-level"
    zh = "“{kind_zh}”不能登记在{area}名下。"
    en = "A “{kind_en}” cannot belong to {area}."


class Frozen(SealRefusal):
    code = "seals.frozen"
    zh = "印章登记只能续写，不能改写。"
    en = "The register of seals is only added to, never rewritten."
    law = "国发〔1999〕25号 第二十五条"


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


class NotInUse(SealRefusal):
    code = "seals.not-in-use"
    zh = "印章{seal}为“{state_zh}”（自{since}起），不能使用。"
    en = "Seal {seal} is “{state_en}” since {since}; it cannot be used."
    next_zh = "请由县级印章管理人员核实后恢复或者另行启用。"
    next_en = "The county's registrar must resume it or issue another."
    law = LAW


class DoesNotFit(SealRefusal):
    code = "seals.does-not-fit"
    zh = "“{kind_zh}”不能用于这种文书（{paper_zh}，{form_zh}）。"
    en = "A “{kind_en}” does not belong on this paper ({paper_en}, {form_en})."
    next_zh = (
        "委托事项以县级名义决定的用委托事项专用章；乡镇以自己名义决定的用乡镇公章；县级决定的用县级公章。"
    )
    next_en = "Entrusted decisions take the special seal, a township's own decisions its official seal, the county's decisions the county's."
    law = "国发〔1999〕25号 第二十二条；放权委托书（名义和印章）"


class Unsigned(SealRefusal):
    code = "seals.unsigned"
    zh = "所附的{paper_zh}没有签署，先签字后盖章。"
    en = "The {paper_en} behind this paper is not signed; signature comes before the seal."
    next_zh = "请由有权的人签署后再盖章。"
    next_en = "Whoever may decide must sign it first."
    law = LAW


class BeforeDecision(SealRefusal):
    code = "seals.before-the-decision"
    zh = "决定在{decided}作出，用印不能早于决定。"
    en = "The decision was made on {decided}; the seal cannot come before it."
    law = LAW


class AnotherArea(SealRefusal):
    code = "seals.another-area"
    zh = "文书属于{area}，不能加盖{seal_area}的印章。"
    en = "The paper belongs to {area}; the seal of {seal_area} does not go on it."
    law = LAW


class TookPart(SealRefusal):
    code = "seals.took-part"
    zh = "{officer}在本件中承担过“{duty_zh}”，不能在本件上盖章。"
    en = "{officer} did “{duty_en}” on this case and may not seal it."
    next_zh = "请办理临时保管交接，由没有参与本件的人员盖章。"
    next_en = "Hand the seal over temporarily to somebody who took no part in the case."
    law = "谁调查、谁签字、谁负责；审批专用章使用办法（首席代表不调查、不审核）"


class AlreadySealed(SealRefusal):
    code = "seals.already-sealed"
    zh = "这份文件已用本章盖过（用印编号{number}），不能重复盖章。"
    en = "This paper already bears this seal (use no. {number}); it is not sealed twice."
    next_zh = "确需重盖的，先将原用印登记作废并写明原因。"
    next_en = "To seal it anew, first declare that use void with its reason."
    law = LAW


class ChecklistIncomplete(SealRefusal):
    code = "seals.checklist-incomplete"
    zh = "盖章前的核对还没有完成：{what_zh}。"
    en = "The check before sealing is not complete: {what_en}."
    law = LAW

    def __init__(self, field: str | None = None, **figures: object) -> None:
        names = str(figures["what"]).split(",")
        figures["what_zh"] = "；".join(CHECKLIST.get(name, (name, name))[0] for name in names)
        figures["what_en"] = "; ".join(CHECKLIST.get(name, (name, name))[1] for name in names)
        super().__init__(field, **figures)


class BlankFields(SealRefusal):
    code = "seals.blank-fields"
    zh = "文件有空白栏目，不能盖章：{what}。"
    en = "The document has blank fields and cannot be sealed: {what}."
    next_zh = "请补齐内容、重新生成文件后再盖章。"
    next_en = "Fill them in, print the document anew, then seal it."
    law = "审批专用章使用办法（不得在空白文书上盖章）"


class NotSealable(SealRefusal):
    code = "seals.not-sealable"
    zh = "“{name}”不是由本系统按模板生成的 PDF 文书，不能核对空白栏目，不能盖章。"
    en = "“{name}” is not a PDF that this system printed from a template: its blanks cannot be checked, so it cannot be sealed."
    law = "审批专用章使用办法（不得在空白文书上盖章）"


class NumberGap(SealRefusal):
    code = "seals.number-gap"
    zh = "印章{seal}的下一个用印编号是{expected}，不是{number}。"
    en = "The next use of seal {seal} is no. {expected}, not {number}."
    law = LAW


class RegisterDiffers(SealRefusal):
    code = "seals.register-differs"
    zh = "用印登记与文书不一致：{what}。"
    en = "The register does not agree with the papers: {what}."
    law = LAW


class NotKept(SealRefusal):
    code = "seals.not-kept"
    zh = "印章{seal}还没有留存印模和证书，不能盖章。"
    en = "Seal {seal} has no imprint and certificate on record; it cannot be used."
    law = "国发〔1999〕25号 第二十四条"


class AlreadyVoid(SealRefusal):
    code = "seals.already-void"
    zh = "用印编号{number}已经作废。"
    en = "Use no. {number} is already void."


class ReasonNeeded(SealRefusal):
    code = "seals.reason-needed"
    zh = "请写明理由。"
    en = "Please state the reason."


class AlreadyClosed(SealRefusal):
    code = "seals.signal-closed"
    zh = "这条提示已有处理结论。"
    en = "This signal already has its finding."


class OwnSignal(SealRefusal):
    code = "seals.own-signal"
    zh = "这条提示涉及{officer}本人，不能由本人作出结论。"
    en = "This signal is about {officer}, who cannot close it."
    law = "审批与监督分离"
