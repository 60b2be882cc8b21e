"""Why a paper is not sealed, beside what the register of seals refuses itself."""

from jiuzhu.values.refusals import Refusal


class NoSeal(Refusal):
    code = "sealing.no-seal"
    zh = "{place}没有可以盖在这份文书上的在用印章。"
    en = "{place} has no seal in use that belongs on this paper."
    next_zh = "请在“印章”里核对印章的启用、保管人和委托书的法律形式。"
    next_en = "See under “Seals” whether the seal is in use and which legal form the letter has."
    law = "国发〔1999〕25号 第二十二条"


class NotChecked(Refusal):
    code = "sealing.not-checked"
    zh = "《{title}》（{case}）还没有由您打开阅读并逐项核对，或者核对后内容又有变化。"
    en = "You have not opened and checked {title} ({case}), or it has changed since."
    next_zh = "请打开这一份，读完、核对后再用印。"
    next_en = "Open it, read and check it, then seal."
    law = "国发〔1999〕25号 第二十五条"


class NoSuchAct(Refusal):
    code = "sealing.no-such-act"
    zh = "没有这一件待用印的决定，或者不在您的辖区内。"
    en = "There is no such decision to be sealed, or it is out of your reach."


class NothingChosen(Refusal):
    code = "sealing.nothing-chosen"
    zh, en = "没有选中任何文书。", "No paper was chosen."
    next_zh, next_en = "请选中已经核对过的文书再用印。", "Choose papers that you have checked."


class MixedStack(Refusal):
    code = "sealing.mixed-stack"
    zh = "选中的文书不是同一种：{kinds}。"
    en = "The chosen papers are of different kinds: {kinds}."
    next_zh, next_en = "请一种一种地用印。", "Seal one kind at a time."


class LetterOnPaper(Refusal):
    code = "delegating.letter-on-paper"
    zh = "委托书{number}是双方在纸面签署、盖章后录入的，不在这里用印。"
    en = "Letter {number} was signed and sealed on paper and entered here; it is not sealed again."
    next_zh = "需要电子委托书的，请起草变更的委托书，审查、双方签署后用印。"
    next_en = "For an electronic letter draft an amended one, have it reviewed and signed by both sides, then seal it."


class CountySealsFirst(Refusal):
    code = "delegating.county-seals-first"
    zh = "委托书{number}还没有加盖委托机关的公章，受托机关的公章盖在其后。"
    en = "Letter {number} does not bear the county's seal yet; the township's comes after it."
    next_zh, next_en = "请县级公章保管人先用印。", "Ask the custodian of the county's seal to seal it first."
    law = "国发〔1999〕25号 第二十五条"
