"""What is refused in a seal's life."""

from jiuzhu.seals.rules import FIELDS

from .spoken import LAW, SealRefusal


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
