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
