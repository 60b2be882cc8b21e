"""What letters of inquiry and inquiries at neighbours refuse."""

from jiuzhu.values.refusals import Refusal


class NoSuchLetter(Refusal):
    code = "surveys.no-such-letter"
    zh = "没有这封索证函。"
    en = "There is no such letter of inquiry."


class LetterUntold(Refusal):
    code = "surveys.letter-untold"
    zh = "索证函缺少“{what_zh}”。"
    en = "The letter lacks “{what_en}”."


class LetterNoTime(Refusal):
    code = "surveys.letter-no-time"
    zh = "请对方答复的日期{answer_by}须晚于发函日期{sent_on}。"
    en = "The day to answer by, {answer_by}, must be later than the day of the letter, {sent_on}."


class LetterAnswered(Refusal):
    code = "surveys.letter-answered"
    zh = "第{number}号索证函已登记答复。"
    en = "Letter {number} has its answer already."


class AnsweredBefore(Refusal):
    code = "surveys.answered-before"
    zh = "答复日期{answered_on}不在发函日期{sent_on}和今天之间。"
    en = (
        "The day of the answer, {answered_on}, does not lie between that of the letter, {sent_on}, and today."
    )


class AskedAhead(Refusal):
    code = "surveys.asked-ahead"
    zh = "访问日期{asked_on}晚于{on}。"
    en = "The inquiry of {asked_on} would be later than {on}."


class NeighbourUntold(Refusal):
    code = "surveys.neighbour-untold"
    zh = "邻里访问缺少“{what_zh}”。"
    en = "The inquiry lacks “{what_en}”."


class NotNeutral(Refusal):
    code = "surveys.not-neutral"
    zh = "被访问人与该户有亲属或利害关系的，须写明为什么仍然访问。"
    en = "Where the person asked is kin of the household or at odds with it, say why she was asked all the same."
    next_zh = "请另访没有利害关系的邻居，或写明原因。"
    next_en = "Ask a neighbour without such ties, or give the reason."


class MemberIsNoNeighbour(Refusal):
    code = "surveys.member-is-no-neighbour"
    zh = "{name}是本家庭成员，不能作为邻居被访问。"
    en = "{name} is a member of this household and cannot be asked as its neighbour."
