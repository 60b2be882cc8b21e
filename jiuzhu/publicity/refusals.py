"""What a notice, an objection or an appraisal is refused for."""

from jiuzhu.values.refusals import Refusal


class FieldNotAllowed(Refusal):
    code = "publicity.field-not-allowed"
    zh = "公示内容不得包含“{name}”。"
    en = "A notice may not show “{name}”."
    next_zh = "只公示申请人姓名、家庭人口数和金额等法定内容。"
    next_en = "Show only the lawful fields: the applicant's name, the number of members and the amount."
    law = "民发〔2021〕57号 第二十四条；社会救助法 第十一条"


class PersonalNumber(Refusal):
    code = "publicity.personal-number"
    zh = "公示内容中有证件号码、电话或银行账号，不能张贴。"
    en = "The notice contains an ID, telephone or account number; it cannot be put up."
    next_zh = "请删去号码后再张贴。"
    next_en = "Please remove the number first."
    law = "社会救助法 第十一条；个人信息保护法 第二十五条"


class PostingFrozen(Refusal):
    code = "publicity.posting-frozen"
    zh = "已张贴的公示不能修改，也只能结束一次。"
    en = "A notice once put up cannot be changed, and ends only once."


class NoticeStillRuns(Refusal):
    code = "publicity.notice-still-runs"
    zh = "公示期到{closes_on}才满，现在不能按“无异议”结束。"
    en = "The notice runs until {closes_on}; it cannot yet end without objection."
    law = "民发〔2021〕57号 第十九条"


class NoOpenPosting(Refusal):
    code = "publicity.no-open-posting"
    zh = "本申请目前没有正在公示的内容。"
    en = "No notice of this case is up at present."


class AlreadyPosted(Refusal):
    code = "publicity.already-posted"
    zh = "本环节的公示已于{posted_on}张贴，不能重复张贴。"
    en = "The notice of this stage was put up on {posted_on} already."


class ObjectionEmpty(Refusal):
    code = "publicity.objection-empty"
    zh = "请写明有什么意见。姓名可以不写。"
    en = "Please say what you object to. Your name is not required."


class TooFewVillagers(Refusal):
    code = "publicity.too-few-villagers"
    zh = "参加评议的{present}人中，村（居）民代表只有{villagers}人，不足三分之二。"
    en = "Only {villagers} of the {present} present are residents' representatives: fewer than two thirds."
    next_zh = "请增加村（居）民代表后再评议。"
    next_en = "More residents' representatives must take part."
    law = "民发〔2012〕220号 第二十条"


class VotesDoNotAddUp(Refusal):
    code = "publicity.votes-do-not-add-up"
    zh = "赞成、反对、弃权合计{votes}票，与有表决权的到会{present}人不符。"
    en = "{votes} votes in all do not match the {present} members present who may vote."


class PanelEmpty(Refusal):
    code = "publicity.panel-empty"
    zh = "请登记到会的评议人员。"
    en = "Please enter who took part in the appraisal."


class NoObjection(Refusal):
    code = "publicity.no-objection"
    zh = "没有人对本次公示提出异议，不能按有异议处理。"
    en = "Nobody objected to this notice; it cannot be handled as disputed."
