"""Why a department was not reached (`Fault`), and why one of its messages is not taken. Both are told to whoever looks after it."""

from jiuzhu.values.refusals import Refusal


class Fault(Refusal):
    """Family: nothing was exchanged. Questions wait and are sent again."""


class SourceUnreachable(Fault):
    code = "verification.source-unreachable"
    zh = "连接不上对方：{trouble}。"
    en = "The department cannot be reached: {trouble}."
    next_zh = "系统会自动重试；长时间不恢复的，请电话联系对方。"
    next_en = "It is tried again by itself; telephone if it lasts."


class SourceBusy(Fault):
    code = "verification.source-busy"
    zh = "对方要求放慢（{trouble}）。"
    en = "The department asks to slow down ({trouble})."
    next_zh = "系统会自动放慢重试；经常出现的，请调低每分钟次数。"
    next_en = "It is tried more slowly; if it happens often, lower the calls per minute."


class SourceRefuses(Fault):
    code = "verification.source-refuses"
    zh = "对方不接受我们的请求：{trouble}。"
    en = "The department does not accept what we sent: {trouble}."
    next_zh = "请与对方核对密钥、时钟和编号；问题仍排队等待。"
    next_en = "Compare keys, clocks and numbers with the department; the questions go on waiting."


class KeyMissing(Fault):
    code = "verification.key-missing"
    zh = "密钥文件夹里没有“{key}”。"
    en = "There is no “{key}” in the folder of keys."
    next_zh = "请由系统维护人员把密钥放入密钥文件夹（JIUZHU_EXCHANGE_KEYS）。"
    next_en = "Whoever keeps the machine puts it into the folder of keys (JIUZHU_EXCHANGE_KEYS)."


class ForgedSignature(Refusal):
    code = "verification.forged-signature"
    zh = "回复“{number}”的签名不是对方的，没有录入。"
    en = "The signature of “{number}” is not the department's; nothing of it was entered."
    next_zh = "请向对方核实这份回复；密钥更换过的，请更新。"
    next_en = "Ask the department about it; if its key changed, put the new one in place."


class WrongChecksum(Refusal):
    code = "verification.wrong-checksum"
    zh = "文件“{name}”的内容与清单不符，没有录入。"
    en = "The content of “{name}” is not what the manifest says; nothing was entered."
    next_zh = "请对方重新送来整份回复。"
    next_en = "Ask the department to send the whole reply again."


class ClockSkew(Refusal):
    code = "verification.clock-skew"
    zh = "回复“{number}”的时间与本机相差 {seconds} 秒，超过约定的 {most} 秒。"
    en = "The time of “{number}” differs from ours by {seconds} seconds; {most} are agreed."
    next_zh = "请与对方核对时钟。"
    next_en = "Compare the clocks."


class ReplayedMessage(Refusal):
    code = "verification.replayed-message"
    zh = "回复“{number}”用了已经用过的编号或随机数，内容却不同，没有录入。"
    en = "“{number}” carries a number or nonce that was used before, with other content; nothing was entered."
    next_zh = "请对方换新的编号重送；不是对方所发的，按安全事件报告。"
    next_en = "Ask the department to send it under a new number; if it did not send it, report an incident."


class NotAMessage(Refusal):
    code = "verification.not-a-message"
    zh = "回复“{number}”读不懂：{trouble}。"
    en = "“{number}” cannot be understood: {trouble}."
    next_zh = "请对方按约定的格式重送。"
    next_en = "Ask the department to send it again as agreed."


class UnknownBatch(Refusal):
    code = "verification.unknown-batch"
    zh = "回复“{number}”所答的批次“{batch}”不是向对方发出的。"
    en = "“{number}” answers a batch “{batch}” that this department was never sent."


class ContradictsItself(Refusal):
    code = "verification.contradicts-itself"
    zh = "结果写的是“{outcome}”，却{trouble}。"
    en = "The result says “{outcome}”, but {trouble_en}."


class CannotBeSent(Refusal):
    code = "verification.cannot-be-sent"
    zh = "这项问题现在不能发出：被核对的人没有公民身份号码、已经出了报告，或对方不承担这个来源。"
    en = "This question cannot be sent: no ID number, reported already, or not a source of this department."
