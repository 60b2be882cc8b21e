"""What the register of persons and households refuses. Names of people elsewhere are masked: a clerk learns where, not who."""

from jiuzhu.values.refusals import Refusal


class MemberTwice(Refusal):
    code = "households.member-twice"
    zh = "“{name}”在本申请的家庭成员中填了两次（同一身份证号）。"
    en = "“{name}” is entered twice among the members of this application (same ID number)."
    next_zh = "请删去其中一行，或更正身份证号。"
    next_en = "Remove one of the two lines, or correct the ID number."
    law = "民发〔2021〕57号 第七条"


class MemberDied(Refusal):
    code = "households.member-died"
    zh = "该身份证号对应的人员（{name}）已于{died_on}登记死亡，不能列为家庭成员。"
    en = "The person of this ID number ({name}) is recorded as having died on {died_on} and cannot be a member."
    next_zh = "请核对身份证号；死亡登记有误的，凭公安机关证明更正后再填。"
    next_en = "Check the number; if the death was recorded in error, have it corrected with a police certificate first."
    law = "民发〔2022〕83号 一（三）"


class OtherName(Refusal):
    code = "households.other-name"
    zh = "该身份证号已登记的姓名是“{known}”，与所填“{typed}”不同。"
    en = "This ID number is on record under the name “{known}”, not “{typed}”."
    next_zh = "请照身份证核对号码和姓名；本人确已改名的，勾选“已改名，以证件为准”。"
    next_en = "Check number and name against the card; if the name was changed by law, tick “renamed, as on the card”."


class InAnotherHousehold(Refusal):
    code = "households.in-another-household"
    zh = "“{name}”自{since}起登记在{area}的另一户（户主 {head}）中，不能同时属于两个家庭。"
    en = "“{name}” has belonged to another household in {area} (head {head}) since {since} and cannot belong to two."
    next_zh = "请核对身份证号；已分户、婚嫁或迁出的，填写“离开原家庭的日期”后再提交，原家庭会随之减员。"
    next_en = "Check the number; if the person has moved out or married away, enter the day of leaving the former household."
    law = "民发〔2021〕57号 第七条、第八条"


class NoApplicant(Refusal):
    code = "households.no-applicant"
    zh = "家庭成员中没有填写申请人本人。"
    en = "None of the members is the applicant."
    next_zh = "请添加申请人，“与申请人关系”选“本人”。"
    next_en = "Add the applicant, with the relation “self”."


class TwoApplicants(Refusal):
    code = "households.two-applicants"
    zh = "“{name}”也填成了申请人本人；一户只能由一名成员提出申请。"
    en = "“{name}” is entered as the applicant too; one member applies for the household."
    next_zh = "请改选与申请人的关系。"
    next_en = "Choose the relation to the applicant instead."
    law = "民发〔2021〕57号 第九条"


class TwoSpouses(Refusal):
    code = "households.two-spouses"
    zh = "“{name}”也填成了申请人的配偶。"
    en = "“{name}” is entered as the applicant's spouse too."
    next_zh = "请核对与申请人的关系。"
    next_en = "Check the relation to the applicant."
    law = "民法典 第一千零四十一条"


class IdNeeded(Refusal):
    code = "households.id-needed"
    zh = "“{name}”是成年人，必须填写身份证号。"
    en = "“{name}” is an adult: the ID number is needed."
    next_zh = "未办身份证的，填户口簿上的公民身份号码。"
    next_en = "Without a card, use the number in the household register."
    law = "居民身份证法 第二条"


class BornLater(Refusal):
    code = "households.born-later"
    zh = "“{name}”的出生日期{born_on}晚于{on}。"
    en = "“{name}” would be born on {born_on}, later than {on}."
    next_zh = "请照户口簿核对。"
    next_en = "Check it against the household register."


class LeftTooLate(Refusal):
    code = "households.left-too-late"
    zh = "离开原家庭的日期{left_on}晚于{on}。"
    en = "The day of leaving the former household, {left_on}, is later than {on}."
    next_zh = "请填写已经离开的日期。"
    next_en = "Enter a day that has passed."


class DiedBeforeBirth(Refusal):
    code = "households.died-before-birth"
    zh = "死亡日期{died_on}早于出生日期{born_on}。"
    en = "The death on {died_on} would be before the birth on {born_on}."
    next_zh = "请照死亡证明核对。"
    next_en = "Check it against the certificate."


class DiedInFuture(Refusal):
    code = "households.died-in-future"
    zh = "死亡日期{died_on}晚于{on}。"
    en = "The death on {died_on} is later than {on}."
    next_zh = "请照死亡证明核对。"
    next_en = "Check it against the certificate."


class DiedOtherwise(Refusal):
    code = "households.died-otherwise"
    zh = "{name}已登记于{known}死亡，与现在填写的{died_on}不同。"
    en = "{name} is recorded as having died on {known}, not {died_on}."
    next_zh = "请核对来源；以公安机关或殡葬部门的证明为准。"
    next_en = "Check the sources; the police's or the funeral service's certificate prevails."


class NotAMember(Refusal):
    code = "households.not-a-member"
    zh = "收款人{holder}不是该家庭成员。"
    en = "The account holder {holder} is no member of the household."
    next_zh = "请选择家庭成员的账户；由他人代管的须有书面协议并报县级备案。"
    next_en = "Choose a member's account; custody by others needs a written agreement filed with the county."
    law = "民发〔2021〕57号 第二十六条"


class NoSuchSheet(Refusal):
    code = "households.no-such-sheet"
    zh = "没有编号为{number}的导入，或者不在您的辖区内。"
    en = "There is no import {number}, or it is outside your area."
