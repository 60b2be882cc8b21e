"""What intake refuses; figures name the field's label in both languages."""

from jiuzhu.values.refusals import Refusal


class NoSuchDraft(Refusal):
    code = "intake.no-such-draft"
    zh = "没有找到这份草稿，或者它不在您的管辖范围内。"
    en = "This draft was not found, or it is outside your area."
    next_zh = "请从“受理登记”的草稿列表打开。"
    next_en = "Open it from the list of drafts."


class DraftClosed(Refusal):
    code = "intake.draft-closed"
    zh = "这份草稿已经提交或作废，不能再修改；您刚才填写的内容没有生效。"
    en = "This draft was submitted or discarded and cannot be changed; what you just typed had no effect."
    next_zh = "已提交的请打开案件{case}；作废的请新建草稿。"
    next_en = "If it was submitted, open case {case}; if discarded, begin a new draft."


class UnknownField(Refusal):
    code = "intake.unknown-field"
    zh = "表单中没有“{path}”这一项。"
    en = "The form has no field “{path}”."


class TwoValues(Refusal):
    code = "intake.two-values"
    zh = "{by}已把“{label_zh}”填为“{theirs}”，您填的是“{mine}”。两个值都保留着，尚未采用您的值。"
    en = "{by} has set “{label_en}” to “{theirs}”, you entered “{mine}”. Both are kept; yours has not taken effect."
    next_zh = "请与申请人核实后，在页面上选定一个。"
    next_en = "Check with the applicant and choose one of them on the page."


class Unanswered(Refusal):
    code = "intake.unanswered"
    zh = "“{label_zh}”没有填写。"
    en = "“{label_en}” was not filled in."
    next_zh = "没有这项内容就不能登记申请。"
    next_en = "Without it the application cannot be registered."


class TooLong(Refusal):
    code = "intake.too-long"
    zh = "“{label_zh}”有 {length} 个字，最多 {longest} 个。"
    en = "“{label_en}” has {length} characters; {longest} at most."
    next_zh = "请缩短；更多情况可以在入户调查时说明。"
    next_en = "Please shorten it; more can be told at the home visit."


class NotText(Refusal):
    code = "intake.not-text"
    zh = "“{label_zh}”第 {position} 个字是控制字符，不能保存。"
    en = "Character {position} of “{label_en}” is a control character."
    next_zh = "请删去后重新输入。"
    next_en = "Remove it and type again."


class NotADate(Refusal):
    code = "intake.not-a-date"
    zh = "“{typed}”不是日期。"
    en = "“{typed}” is not a date."
    next_zh = "请按 2026-09-01 的样式填写。"
    next_en = "Write it like 2026-09-01."


class NotACount(Refusal):
    code = "intake.not-a-count"
    zh = "“{typed}”不是 0 到 {most} 之间的整数。"
    en = "“{typed}” is not a whole number from 0 to {most}."
    next_zh = "没有的请填 0。"
    next_en = "Enter 0 when there is none."


class NotAChoice(Refusal):
    code = "intake.not-a-choice"
    zh = "“{typed}”不是“{label_zh}”的选项。"
    en = "“{typed}” is no choice of “{label_en}”."
    next_zh = "请从列表中选择。"
    next_en = "Choose from the list."


class NotThisTownship(Refusal):
    code = "intake.not-this-township"
    zh = "户籍所在村（社区）不属于{township}。"
    en = "The village where the household is registered does not belong to {township}."
    next_zh = "请由户籍所在地的乡镇（街道）受理；持居住证的按当地规定。"
    next_en = "The township of registration accepts it; for residence permits local rules apply."
    law = "社会救助法 第三十七条"


class ApplyingAlone(Refusal):
    code = "intake.applying-alone"
    zh = "选择了以单人户申请，但填写了 {count} 名家庭成员。"
    en = "The application is for a single person but lists {count} members."
    next_zh = "请只保留申请人本人，或改为以家庭申请。"
    next_en = "Keep the applicant only, or apply as a household."
    law = "民发〔2021〕57号 第八条"


class LiveCase(Refusal):
    code = "intake.live-case"
    zh = "“{name}”已有正在办理或正在享受的{item_zh}（{area}，{number}，{stage_zh}），不能重复申请。"
    en = "“{name}” already has a running case or entitlement of {item_en} ({area}, {number}, {stage_en})."
    next_zh = "请到{area}查询或变更原申请；原申请办结后可以再次申请。"
    next_en = "Ask {area} about that case; a new application is possible when it is closed."
    law = "民发〔2021〕57号 第五条"


class NoMembers(Refusal):
    code = "intake.no-members"
    zh = "还没有填写家庭成员。"
    en = "No member of the household was entered."
    next_zh = "请用身份证号添加申请人。"
    next_en = "Add the applicant by ID number."


class TooManyMembers(Refusal):
    code = "intake.too-many-members"
    zh = "一份申请最多填写 {most} 名家庭成员。"
    en = "One application lists at most {most} members."
    next_zh = "请核对是否应分户申请。"
    next_en = "Check whether they are more than one household."


class UnresolvedValues(Refusal):
    code = "intake.unresolved-values"
    zh = "“{label_zh}”有两名经办人员填写的不同内容，还没有选定。"
    en = "“{label_en}” has two different values by two clerks, and none was chosen."
    next_zh = "请在该页面选定一个。"
    next_en = "Choose one of them on its page."


class AlreadyTold(Refusal):
    code = "intake.already-told"
    zh = "这份申请已于{told_on}一次性告知，不能再次要求补充材料。"
    en = "What is missing was told on {told_on}; it may not be asked for a second time."
    next_zh = "请按已告知的内容办理；可以由部门核对的内容由我们自行核对。"
    next_en = "Go on with what was told; what departments can give is fetched by the office."
    law = "民发〔2021〕57号 第十条；行政许可法 第三十二条（类推）"


class NothingMissing(Refusal):
    code = "intake.nothing-missing"
    zh = "没有缺少的材料，不能出具一次性告知书。"
    en = "Nothing is missing: no notice can be given."
    next_zh = "请直接受理。"
    next_en = "Accept the application."


class StillMissing(Refusal):
    code = "intake.still-missing"
    zh = "还缺少：{items}。"
    en = "Still missing: {items}."
    next_zh = "请出具一次性告知书，或补齐后再受理。"
    next_en = "Give the notice of what is missing, or complete it first."
    law = "民发〔2021〕57号 第十条"


class NotTold(Refusal):
    code = "intake.not-told"
    zh = "“{key}”不在一次性告知的内容里，不能作为补充材料登记。"
    en = "“{key}” was not on the notice and cannot be recorded as supplied."
    next_zh = "请只登记告知过的内容；家庭情况有变化的，作为变化报告登记。"
    next_en = "Record only what was told; a change in the family is a report of change."


class ReasonNeeded(Refusal):
    code = "intake.reason-needed"
    zh = "必须写明理由。"
    en = "A reason must be given."
    law = "社会救助法 第四十五条"


class DeadlinePassed(Refusal):
    code = "intake.deadline-not-passed"
    zh = "补正期限到{deadline_on}为止，还没有过。"
    en = "The time for supplying ends on {deadline_on} and has not passed."
    next_zh = "请等待申请人补充；申请人要求撤回的，办理撤回。"
    next_en = "Wait for the applicant; if the applicant wishes to withdraw, record that."


class NoSuchApplication(Refusal):
    code = "intake.no-such-application"
    zh = "{number}没有申请表（可能是导入的历史数据）。"
    en = "{number} has no application (it may be an imported record)."
    next_zh = "请补录申请。"
    next_en = "Complete the application."
    law = "民发〔2021〕57号 第二十八条"


class RemarkNotNow(Refusal):
    code = "intake.remark-not-now"
    zh = "{number}处于“{stage_zh}”环节，现在不能逐项登记家庭对部门信息的说法。"
    en = "{number} stands at “{stage_en}”: what the household says of single facts is recorded while they are being verified."
    next_zh = "还没受理的，先受理；核对报告已经出具的，请对报告提出说明或异议。"
    next_en = "Accept the application first; once the report is filed, explain or object to the report."
    law = "社会救助法 第四十一条、第六十二条"


class NoSuchFact(Refusal):
    code = "intake.no-such-fact"
    zh = "部门信息里没有“{fact}”这一项。"
    en = "Departments give no fact “{fact}”."
    next_zh = "请从页面列出的事项中选择。"
    next_en = "Choose one of those on the page."


class NothingToAgreeTo(Refusal):
    code = "intake.nothing-to-agree-to"
    zh = "“{label_zh}”还没有部门数据，无从认可或不认可。"
    en = "No department has answered on “{label_en}” yet: there is nothing to agree or disagree with."
    next_zh = "请直接填写，作为家庭的说明。"
    next_en = "Fill it in as the household states it."
    law = "社会救助法 第六十二条"


class WhyDifferent(Refusal):
    code = "intake.why-different"
    zh = "对“{label_zh}”有不同说法的，请写明理由。"
    en = "Say why “{label_en}” is not as the department says."
    next_zh = "例如：车已在三月卖掉，还没有过户。"
    next_en = "For example: the car was sold in March, the transfer is pending."


class ValueNeeded(Refusal):
    code = "intake.value-needed"
    zh = "请填写“{label_zh}”。"
    en = "Fill in “{label_en}”."
    next_zh = "没有的填 0。"
    next_en = "Enter 0 for none."


class NoValueHere(Refusal):
    code = "intake.no-value-here"
    zh = "“{label_zh}”只能写说明，不能填数值：表单没有这个问题。"
    en = "“{label_en}” takes words, no value: the form has no such question."
    next_zh = "请清空数值，只写理由。"
    next_en = "Leave the value empty and give the reason."


class RemarkNotYours(Refusal):
    code = "intake.remark-not-yours"
    zh = "{officer}在{on}没有登记这件申请的权限。"
    en = "{officer} had no power over this application on {on}."
    next_zh = "请由本乡镇（街道）的窗口受理员或核对员登记。"
    next_en = "The counter clerk or the verifier of the township records it."
    law = "社会救助法 第五条"
