"""What is refused of visits taken along and sent later. Nothing that was typed is thrown away by any of these."""

from jiuzhu.values.refusals import Refusal


class NoSuchTaken(Refusal):
    code = "surveys.no-such-taken"
    zh = "没有这件带下去的申请。"
    en = "No case was taken along under this key."


class NotYoursToSend(Refusal):
    code = "surveys.not-yours-to-send"
    zh = "这件申请是{officer}带下去的，只能由本人传送。"
    en = "{officer} took this case along; only the same officer can send for it."
    law = "谁调查、谁签字、谁负责"


class NotAtVisit(Refusal):
    code = "surveys.not-at-visit"
    zh = "{number}现在不在入户调查环节，不能带下去。"
    en = "{number} does not stand at the visit and cannot be taken along."
    law = "个人信息保护法 第六条"


class SentOtherwise(Refusal):
    code = "surveys.sent-otherwise"
    zh = "编号{uuid}已经收到过一份不同的记录，这次的内容没有收下。"
    en = "Another record came under the number {uuid} before; this one was not taken."
    next_zh = "先收到的一份没有变。请在手机上另存为新的一份再传送。"
    next_en = "The first one stands. Save this as a new record on the telephone and send that."


class NumberOfAnother(Refusal):
    code = "surveys.number-of-another"
    zh = "编号{uuid}已被别的记录使用。"
    en = "The number {uuid} belongs to another record."


class PhotographsMissing(Refusal):
    code = "surveys.photographs-missing"
    zh = "还有{missing}张照片没有传到，记录暂未收下。"
    en = "{missing} photographs have not arrived; the record is not taken yet."
    next_zh = "请保持网络，再传一次；已到的照片不用重传。"
    next_en = "Keep the network on and send again; photographs that arrived are not sent twice."


class PhotographOfAnother(Refusal):
    code = "surveys.photograph-of-another"
    zh = "这张照片不属于这次入户调查。"
    en = "This photograph does not belong to this visit."


class PhotographTooLate(Refusal):
    code = "surveys.photograph-too-late"
    zh = "这份记录已经传送，不能再添照片。"
    en = "This record was sent already; no photograph can be added to it."


class NotAPhotograph(Refusal):
    code = "surveys.not-a-photograph"
    zh = "“{name}”不是照片，或图像已损坏。"
    en = "“{name}” is no photograph, or it is damaged."
    next_zh = "请重新拍一张。"
    next_en = "Take another one."


class NothingSent(Refusal):
    code = "surveys.no-such-sent"
    zh = "没有这份传送的记录。"
    en = "Nothing was sent under this number."


class NothingToSettle(Refusal):
    code = "surveys.nothing-to-settle"
    zh = "这份记录没有待选择的冲突。"
    en = "There is no clash to settle in this record."


class ChooseEach(Refusal):
    code = "surveys.choose-each"
    zh = "还有{missing}处不同没有选择。"
    en = "{missing} differences are not chosen yet."
    next_zh = "每一处都请选“我的”或“对方的”。"
    next_en = "Choose “mine” or “theirs” for each."


class SignedMeanwhile(Refusal):
    code = "surveys.signed-meanwhile"
    zh = "{first}已在系统里的记录上签名，不能改动。"
    en = "{first} has signed the record as it stands; it cannot be changed."
    next_zh = "请选“对方的”，或请{first}收回签名后再选。"
    next_en = "Choose “theirs”, or ask {first} to take the signature back first."


class MovedOn(Refusal):
    code = "surveys.moved-on"
    zh = "申请已经离开入户调查环节，您填写的内容留存在案，不能再并入调查记录。"
    en = "The case has left the visit: what you wrote is kept with it, but no longer enters the record."
    next_zh = "请选“对方的”结束；有重要出入的，告知审核人员。"
    next_en = "Choose “theirs” to end it; tell the reviewer what matters."
