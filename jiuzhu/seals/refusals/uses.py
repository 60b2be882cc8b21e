"""Why a seal is not put on a paper, and what the register of uses and signals refuses."""

from jiuzhu.seals.rules import CHECKLIST

from .spoken import LAW, SealRefusal


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
