"""What the case file refuses."""

from jiuzhu import rulebook
from jiuzhu.values.refusals import Refusal

from .rules import NAMES


def _named(figures: dict[str, object], *keys: str) -> dict[str, object]:
    """The trigger reports duties by their code; people read their names."""
    for key in keys:
        if key in figures and f"{key}_zh" not in figures:
            code = str(figures[key])
            figures[f"{key}_zh"], figures[f"{key}_en"] = NAMES.get(code, (code, code))
    return figures


class Stale(Refusal):
    code = "cases.stale"
    zh = "{number}刚刚被{by}办理过，现在处于“{stage_zh}”环节。您这次提交没有生效，没有任何内容丢失。"
    en = "{by} has just handled {number}; it now stands at “{stage_en}”. Your submission had no effect and nothing was lost."
    next_zh = "请刷新页面查看最新情况；您填写的内容仍保留在本页。"
    next_en = "Please refresh to see where it stands; what you typed is still on this page."


class NotThisStage(Refusal):
    code = "cases.not-this-stage"
    zh = "{number}处于“{stage_zh}”环节，现在不能办理这一步。"
    en = "{number} stands at “{stage_en}”; this step cannot be taken now."
    next_zh = "请按页面上的“下一步”办理。"
    next_en = "Please follow the next step shown on the case page."
    law = "民发〔2021〕57号 第二十八条"


class NoSuchStep(Refusal):
    code = "cases.no-such-step"
    zh = "办理流程中没有从“{from_stage}”经“{outcome}”到“{to_stage}”这一步。"
    en = "The process has no step from “{from_stage}” by “{outcome}” to “{to_stage}”."
    law = "民发〔2021〕57号 第二十八条"


class Incompatible(Refusal):
    code = "cases.incompatible-duties"
    zh = "{officer}已在本申请中承担“{held_zh}”，不能再承担“{duty_zh}”。"
    en = "{officer} has already done “{held_en}” on this case and may not also do “{duty_en}”."
    next_zh = "请由另一名有权限的人员办理。"
    next_en = "Another officer with this power must do it."
    law = "谁调查、谁签字、谁负责；审批与监督分离"

    def __init__(self, field: str | None = None, **figures: object) -> None:
        super().__init__(field, **_named(figures, "held", "duty"))


class OwnCase(Refusal):
    code = "cases.own-case"
    zh = "{officer}是本申请的家庭成员，不能参与办理。"
    en = "{officer} is a member of this household and may take no part in the case."
    next_zh = "请由另一名人员办理。"
    next_en = "Another officer must do it."
    law = "公务员法 第七十六条"


class NotEmpowered(Refusal):
    code = "cases.not-empowered"
    zh = "{officer}在{on}没有可以在{area}承担“{duty_zh}”的岗位。"
    en = "On {on} {officer} held no post that allows “{duty_en}” in {area}."
    next_zh = "请由有此岗位的人员办理，或请系统管理员核对岗位。"
    next_en = "An officer with such a post must do it, or ask the administrator to check the posts."
    law = "社会救助法 第五条；岗位职责"

    def __init__(self, field: str | None = None, **figures: object) -> None:
        super().__init__(field, **_named(figures, "duty"))


class UnknownDuty(Refusal):
    code = "cases.unknown-duty"
    zh = "没有名为“{duty}”的职责。"
    en = "There is no duty “{duty}”."


class NoSuchCase(Refusal):
    code = "cases.no-such-case"
    zh = "没有找到编号为“{number}”的申请，或者它不在您的管辖范围内。"
    en = "No case “{number}” was found, or it is outside your area."
    next_zh = "请核对编号；其他乡镇的申请请向该乡镇查询。"
    next_en = "Please check the number; ask the other township about its own cases."


class AlreadyExtended(Refusal):
    code = "cases.already-extended"
    zh = "{number}已经延长过一次办理期限，不能再次延长。"
    en = "The time limit of {number} has been extended once already."
    law = "民发〔2021〕57号 第二十四条"


class NoExtension(Refusal):
    code = "cases.no-extension"
    zh = "本申请适用的办理流程没有规定可以延长期限。"
    en = "The process of this case allows no extension."


class ReasonNeeded(Refusal):
    code = "cases.reason-needed"
    zh = "延长办理期限必须选择法定情形并写明理由。"
    en = "An extension needs one of the lawful grounds and its explanation."
    law = "民发〔2021〕57号 第二十四条"


class NoDuty(Refusal):
    code = "cases.no-duty"
    zh = "“{table}”中的这一记录没有对应的经办职责，不能保存。"
    en = "This record in “{table}” stands on no officer's duty and cannot be kept."
    law = "谁调查、谁签字、谁负责"


class NotAMember(Refusal):
    code = "cases.no-such-member"
    zh = "{number}的家庭中没有这个人。"
    en = "The household of {number} has no such member."


class Pinned(Refusal):
    """Township, item, household, process and origin of a case are what it was opened as. `what` is the column."""

    code = "cases.pinned"
    zh = "申请 {number} 的“{what}”在立案时已经固定，不能改写。"
    en = "What the case {number} was opened as (“{what}”) is not rewritten."
    next_zh = "登记有误的，请由申请人撤回后重新申请。"
    next_en = "If it was opened wrongly, the applicant takes it back and applies again."


class AnotherVersion(Refusal):
    code = "cases.another-version"
    zh = "{number}应当按开始时的流程版本办完，不能换成别的版本。"
    en = "{number} finishes under the version it began with and cannot be given another."
    law = "法不溯及既往"


class RelativeOfTheHousehold(Refusal):
    code = "cases.relative-of-the-household"
    zh = "{officer}申报的亲属（{relation_zh}）在这个家庭中，应当回避。"
    en = "{officer} declared a relative ({relation_en}) who belongs to this household, and must stand back."
    next_zh = "请由其他人员办理；没有其他人员的，请乡镇长或县级监管员指定代替人员。"
    next_en = (
        "A colleague must do it; where there is none, the township head or the county names a substitute."
    )
    law = "公务员法 第七十四条、第七十六条；民发〔2021〕57号 第四条"

    def __init__(self, field: str | None = None, **figures: object) -> None:
        told = dict(figures)
        relation = str(told.pop("relation", told.get("relation_zh", "")))
        entry = rulebook.codes("kinship").entries.get(relation)
        if entry is not None:
            told |= {"relation_zh": entry["zh"], "relation_en": entry["en"]}
        super().__init__(field, **told)


class OwnVillage(Refusal):
    code = "cases.own-village"
    zh = "{officer}家在{village}，不能调查、评议、审核或决定本村（社区）的申请。"
    en = "{officer} is from {village} and neither surveys, appraises, reviews nor decides there."
    next_zh = "请由其他人员办理，或指定代替人员。"
    next_en = "A colleague must do it, or a substitute is named."
    law = "产品规则：参照公务员法 第七十四条至第七十七条（回避），县可在岗位安排中细化"


class MayNotNameASubstitute(Refusal):
    code = "cases.may-not-name-a-substitute"
    zh = "代替人员由县级监管员或本乡镇的乡镇长（街道主任）指定，不能指定自己。"
    en = "Substitutes are named by the county's supervisor or the township's head, never oneself."
    law = "放权委托书（人员不足时的代替）"


class NotASubstitute(Refusal):
    code = "cases.not-a-substitute"
    zh = "{officer}在本县没有可以承担“{duty_zh}”的岗位，不能代替。"
    en = "{officer} holds no post in this county that allows “{duty_en}” and cannot stand in."

    def __init__(self, field: str | None = None, **figures: object) -> None:
        super().__init__(field, **_named(figures, "duty"))


class NoSuchSubstitution(Refusal):
    code = "cases.no-such-substitution"
    zh = "没有这项代替，或者已经撤回。"
    en = "There is no such substitution, or it was taken back."


class ExplanationNeeded(Refusal):
    code = "cases.explanation-needed"
    zh = "请写明理由。"
    en = "Please give the reason."
