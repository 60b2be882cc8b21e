"""What is wrong with a declaration."""

from jiuzhu.values.refusals import Refusal


class UnknownRelation(Refusal):
    code = "relatives.unknown-relation"
    zh = "没有“{relation}”这种亲属关系。"
    en = "There is no relation “{relation}”."
    law = "民法典 第一千零四十五条；公务员法 第七十四条"


class TwiceDeclared(Refusal):
    code = "relatives.twice-declared"
    zh = "{name}申报了两次。"
    en = "{name} is declared twice."


class Oneself(Refusal):
    code = "relatives.oneself"
    zh = "本人不用填在亲属里。"
    en = "One does not declare oneself."


class NoSuchOfficial(Refusal):
    code = "relatives.no-such-official"
    zh = "没有这名村（居）委会成员。"
    en = "There is no such village official."


class NotAVillage(Refusal):
    code = "relatives.not-a-village"
    zh = "{area}不是村（社区）。"
    en = "{area} is not a village."
