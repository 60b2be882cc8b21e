"""What the papers' room refuses."""

from jiuzhu.values.refusals import Refusal


class Empty(Refusal):
    code = "documents.empty"
    zh = "文件“{name}”是空的。"
    en = "The file “{name}” is empty."
    next_zh = "请重新拍照或扫描后再上传。"
    next_en = "Please photograph or scan it again."


class TooLarge(Refusal):
    code = "documents.too-large"
    zh = "文件“{name}”有 {megabytes} MB，超过每份 {most} MB 的上限。"
    en = "The file “{name}” has {megabytes} MB, more than the {most} MB allowed for one file."
    next_zh = "请降低照片尺寸，或把文件拆成几份上传。已保存的内容没有丢失。"
    next_en = "Make the picture smaller or split the file. What was saved is still there."


class WrongKind(Refusal):
    code = "documents.wrong-kind"
    zh = "文件“{name}”不是可以接收的类型。"
    en = "The file “{name}” is not of a kind that can be taken."
    next_zh = "可以接收：{accepted}。文件的实际内容必须与类型相符，改扩展名没有用。"
    next_en = "Accepted: {accepted}. The content itself must be of that kind; renaming a file does not help."


class Damaged(Refusal):
    code = "documents.damaged"
    zh = "文件“{name}”不完整或已损坏，打不开。"
    en = "The file “{name}” is incomplete or damaged and cannot be opened."
    next_zh = "请检查原文件能否打开，再重新上传。"
    next_en = "Check that the original opens, then upload it again."


class UnknownTemplate(Refusal):
    code = "documents.unknown-template"
    zh = "规则库里没有名为“{template}”的文书样式。"
    en = "The rulebook has no paper called “{template}”."


class NotPrintable(Refusal):
    code = "documents.not-printable"
    zh = "文书“{template}”无法生成：{trouble}。"
    en = "The paper “{template}” could not be made: {trouble}."
    next_zh = "填写的内容没有丢失。请把这段话告诉系统管理员。"
    next_en = "Nothing that was entered is lost. Please show this message to the administrator."


class BytesMissing(Refusal):
    code = "documents.bytes-missing"
    zh = "“{name}”的登记还在，但文件本身不在存储中。"
    en = "“{name}” is on record, but its file is not in the store."
    next_zh = "请管理员从备份恢复文件 {sha256}。"
    next_en = "The administrator must restore file {sha256} from the backup."


class Altered(Refusal):
    code = "documents.altered"
    zh = "“{name}”与登记时的内容不一致，已停止提供。"
    en = "“{name}” is no longer what was stored; it is not handed out."
    next_zh = "请管理员查明原因，并从备份恢复文件 {sha256}。"
    next_en = "The administrator must find out why and restore file {sha256} from the backup."


class BlankFields(Refusal):
    code = "documents.blank-fields"
    zh = "文书“{title}”还有空白：{fields}。有空白的文书不能用印、不能发出。"
    en = "The paper “{title}” still has blanks: {fields}. Nothing with blanks is sealed or issued."
    next_zh = "请先在申请或机构资料中补齐，再重新打开预览。"
    next_en = "Fill them in on the case or the office's record, then open the preview again."
    law = "国发〔1999〕25号 第二十五条"


class NumberGap(Refusal):
    code = "documents.number-gap"
    zh = "文号“{series}〔{year}〕{serial}号”不连续，应为 {expected} 号。"
    en = "The number {serial} of “{series}” in {year} leaves a gap; {expected} comes next."
    law = "GB/T 9704-2012 7.2.5"


class ReplacesAnother(Refusal):
    code = "documents.replaces-another"
    zh = "新文书与被替换的文书（{number}）不是同一事项。"
    en = "The new paper and the one it would replace ({number}) are not about the same act."


class DeliveredTooEarly(Refusal):
    code = "documents.delivered-too-early"
    zh = "送达日期早于文书的成文日期（{dated}）。"
    en = "The day of delivery lies before the paper's own day ({dated})."


class DeliveredInFuture(Refusal):
    code = "documents.delivered-in-future"
    zh = "送达日期还没有到。"
    en = "The day of delivery has not come yet."


class AlreadyDelivered(Refusal):
    code = "documents.already-delivered"
    zh = "这份文书已于{delivered_on}登记送达。登记有误的，请更正原登记。"
    en = "Delivery of this paper on {delivered_on} is already on record; correct that entry if it is wrong."


class AlreadyIssued(Refusal):
    code = "documents.already-issued"
    zh = "这件事项的文书已经发出（{number}），不能再发一份。"
    en = "The paper of this act was already issued ({number}); it is not issued twice."
    next_zh = "内容有误的，请更正并以新文书替换，写明理由。"
    next_en = "If it is wrong, replace it by a corrected paper and say why."


class NotSealed(Refusal):
    code = "documents.not-sealed"
    zh = "“{title}”必须用印后才能发出。"
    en = "“{title}” is issued only with its seal."
    law = "国发〔1999〕25号 第二十五条；GB/T 9704-2012 7.3.5"


class NoSuchIssued(Refusal):
    code = "documents.no-such-issued"
    zh = "没有查到这个查验码对应的文书。"
    en = "No paper with this check code was found."
    next_zh = "请对照文书左下角逐字核对；仍查不到的，请不要相信这份文书，并打电话向出具机关核实。"
    next_en = "Compare with the code at the lower left of the paper; if it is still not found, do not trust it and telephone the office."


class AlreadyRevoked(Refusal):
    code = "documents.already-revoked"
    zh = "这份文书已于{on}作废。"
    en = "This paper was revoked on {on}."


class ReasonNeeded(Refusal):
    code = "documents.reason-needed"
    zh = "作废或者替换文书必须写明理由。"
    en = "Revoking or replacing a paper needs its reason."
