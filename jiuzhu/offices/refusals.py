"""What the offices refuse."""

from jiuzhu.values.refusals import Refusal

from .roles import ROLES


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


class UsernameTaken(Refusal):
    code = "offices.username-taken"
    zh = "登录名“{username}”已有人使用。"
    en = "The login name “{username}” is already taken."


class NotOneself(Refusal):
    code = "offices.not-oneself"
    zh = "不能给自己任命、免去岗位或重设密码。"
    en = "Nobody posts, relieves or resets herself."
    next_zh = "请另一位系统管理员办理。"
    next_en = "Ask another administrator."
    law = "县级民政部门岗位职责（授权与使用分离）"


class AlreadyPosted(Refusal):
    code = "offices.already-posted"
    zh = "{name}在{area}的“{role_zh}”岗位与已有的任期重叠。"
    en = "{name} already holds the role “{role_en}” in {area} during that time."


class EndsBeforeStart(Refusal):
    code = "offices.ends-before-start"
    zh = "免去日期（{stops_on}）必须晚于任职日期（{starts_on}）。"
    en = "The post cannot end on {stops_on}: it starts on {starts_on}."


class NoSuchPosting(Refusal):
    code = "offices.no-such-posting"
    zh = "没有这条任职记录。"
    en = "There is no such post."


class NoSuchOfficer(Refusal):
    code = "offices.no-such-officer"
    zh = "没有工号为“{staff_number}”的工作人员。"
    en = "There is no officer with the staff number “{staff_number}”."


class KeyOfAnother(Refusal):
    code = "offices.once-key-of-another"
    zh = "这次提交的编号已被另一次操作使用，未办理任何内容。"
    en = "The key of this submission belongs to another act; nothing was done."
    next_zh = "请返回页面重新提交，已填内容会保留。"
    next_en = "Please go back and submit again; what you typed is kept."


class RolesExclude(Refusal):
    code = "offices.roles-exclude"
    zh = "{name}已经任“{held_zh}”，不能同时任“{role_zh}”：审批、监管、发放和审计由不同的人承担。"
    en = "{name} holds “{held_en}” and cannot be “{role_en}” at the same time: deciding, supervising, paying and auditing are separate."
    next_zh = "请另派人员，或先免去原岗位。"
    next_en = "Appoint somebody else, or end the other post first."
    law = "审批与监管分离（大众日报 2019-12-20）；内部控制不相容岗位分离"

    def __init__(self, field: str | None = None, **figures: object) -> None:
        told = dict(figures)
        for key in ("held", "role"):
            role = ROLES.get(str(told.pop(key, "")))
            if role is not None:
                told |= {f"{key}_zh": role.zh, f"{key}_en": role.en}
        super().__init__(field, **told)
