"""What the offices refuse."""

from jiuzhu.values.refusals import Refusal


class NotYourPower(Refusal):
    code = "offices.not-your-power"
    zh = "您的岗位没有“{power_zh}”的权限。"
    en = "None of your posts has the power “{power_en}”."
    next_zh = "请由有此权限的人员办理，或请系统管理员核对您的岗位。"
    next_en = "Ask a colleague who has it, or ask the administrator to check your posts."
    law = "县级民政部门岗位职责；社会救助法 第五条"


class NotYourArea(Refusal):
    code = "offices.not-your-area"
    zh = "该事项属于{area}，不在您的管辖范围内。"
    en = "This belongs to {area}, which is outside your area."
    next_zh = "请转告{area}的窗口办理。"
    next_en = "Please refer it to the counter of {area}."
    law = "社会救助法 第五条、第三十七条"


class NotAnOfficer(Refusal):
    code = "offices.not-an-officer"
    zh = "此账号没有对应的工作人员。"
    en = "No officer belongs to this account."
    next_zh = "请联系系统管理员登记岗位。"
    next_en = "Please ask the administrator to register your post."


class UnknownRole(Refusal):
    code = "offices.unknown-role"
    zh = "没有名为“{role}”的岗位。"
    en = "There is no role “{role}”."


class RoleOfAnotherLevel(Refusal):
    code = "offices.role-of-another-level"
    zh = "“{role}”是{level}级岗位，不能设在“{area}”。"
    en = "“{role}” is a role of the {level}; it cannot be held in “{area}”."


class StaffNumberTaken(Refusal):
    code = "offices.staff-number-taken"
    zh = "工号“{staff_number}”已有人使用。"
    en = "Staff number “{staff_number}” is already taken."


class KeyOfAnother(Refusal):
    code = "offices.once-key-of-another"
    zh = "这次提交的编号已被另一次操作使用，未办理任何内容。"
    en = "The key of this submission belongs to another act; nothing was done."
    next_zh = "请返回页面重新提交，已填内容会保留。"
    next_en = "Please go back and submit again; what you typed is kept."
