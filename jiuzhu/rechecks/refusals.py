"""What is refused about a re-check of everybody, and about a source's file for it."""

from jiuzhu.values.refusals import Refusal


class NoSuchRun(Refusal):
    code = "rechecks.no-such-run"
    zh = "没有找到这次全员复核。"
    en = "This re-check was not found."


class MonthAhead(Refusal):
    code = "rechecks.month-ahead"
    zh = "{month}还没有到，不能复核。"
    en = "{month} has not come yet and cannot be re-checked."
    next_zh, next_en = "请选择本月或以前的月份。", "Choose this month or an earlier one."


class NoFiles(Refusal):
    code = "rechecks.no-files"
    zh = "{month}还没有任何来源的复核文件。"
    en = "No source has delivered a file for {month} yet."
    next_zh = "请让部门把文件放进 {folder}，旁边附同名的 .sha256 校验文件。"
    next_en = "Have the departments put files into {folder}, each with its .sha256 beside it."


class BeingWorkedOn(Refusal):
    code = "rechecks.being-worked-on"
    zh = "{month}的全员复核正在另一个进程里办理。"
    en = "The re-check of {month} is being worked on by another process."
    next_zh, next_en = "请查看进度，不必再启动。", "Watch its progress; there is no need to start it again."


class NotAuthorised(Refusal):
    code = "rechecks.not-authorised"
    zh = "没有覆盖{on}的核对授权，不得复核{person}（{source}）。"
    en = "No authorisation covers re-checking {person} on {on} ({source})."
    next_zh, next_en = "请先登记当事人的授权。", "Record the person's authorisation first."
    law = "社会救助法 第四十条、第四十一条；个人信息保护法 第十三条"


class Settled(Refusal):
    code = "rechecks.settled"
    zh = "已经办结的复核不能再改。"
    en = "A re-check that is settled is not changed any more."
    next_zh, next_en = "请对同一月份再复核一次。", "Run the month once more."


class TooManyToExport(Refusal):
    code = "rechecks.too-many-to-export"
    zh = "一次最多导出 {most} 条，现在选中 {found} 条。"
    en = "At most {most} lines are exported at once; {found} are chosen."
    next_zh, next_en = "请按乡镇、来源或者变化种类缩小范围。", "Narrow it by township, source or kind."


class FileRefused(Refusal):
    """Family of what turns a source's file back as a whole."""


class TwoFiles(FileRefused):
    code = "rechecks.two-files"
    zh = "同一来源有两份文件：{names}。"
    en = "Two files of one source: {names}."
    next_zh, next_en = "请只留一份，再复核一次。", "Keep one of them and run again."


class NoChecksum(FileRefused):
    code = "rechecks.no-checksum"
    zh = "文件 {name} 旁边没有校验文件 {name}.sha256。"
    en = "There is no checksum {name}.sha256 beside the file {name}."
    next_zh, next_en = "请部门补送校验文件。", "Ask the department for it."


class ChecksumWrong(FileRefused):
    code = "rechecks.checksum-wrong"
    zh = "文件 {name} 与校验文件不符：可能只传了一半，或者被改过。"
    en = "The file {name} does not agree with its checksum: half of it may be missing, or it was changed."
    next_zh, next_en = "请部门重新发送。", "Ask the department to send it again."


class HalfAFile(FileRefused):
    code = "rechecks.half-a-file"
    zh = "文件 {name} 在最后一行中间断开。"
    en = "The file {name} breaks off in the middle of its last line."
    next_zh, next_en = "请部门重新发送完整的文件。", "Ask the department to send the whole file."


class NothingReadable(FileRefused):
    code = "rechecks.nothing-readable"
    zh = "文件 {name} 读不出来：{why}"
    en = "The file {name} cannot be read: {why}"
    next_zh, next_en = "请部门检查后重新发送。", "Ask the department to check it and send it again."


class NoNumbers(FileRefused):
    code = "rechecks.no-numbers"
    zh = "文件 {name} 没有一行有 18 位身份证号。"
    en = "No row of the file {name} has an ID number of 18 digits."
    next_zh, next_en = "请部门把该列设为文本后重新导出。", "Ask the department to export that column as text."
