"""Why a delivery, or one of its records, is not taken. Personal content is shown cut: the sender knows the row."""

from jiuzhu.values.refusals import Refusal


class NotATable(Refusal):
    code = "verification.not-a-table"
    zh = "“{name}”不是 CSV 或 Excel（.xlsx）文件，或者已损坏。"
    en = "“{name}” is no CSV or Excel (.xlsx) file, or it is damaged."
    next_zh = "请另存为 .xlsx 或 CSV 后再送。"
    next_en = "Save it as .xlsx or CSV and send it again."


class UnknownEncoding(Refusal):
    code = "verification.unknown-encoding"
    zh = "“{name}”的文字编码既不是 UTF-8 也不是 GB 18030，读不出来。"
    en = "The text of “{name}” is neither UTF-8 nor GB 18030."
    next_zh = "请另存为 CSV UTF-8 后再送。"
    next_en = "Save it as CSV UTF-8 and send it again."


class NoHeadings(Refusal):
    code = "verification.no-headings"
    zh = "没有找到“{source_zh}”的表头；缺少的列：{missing}。"
    en = "The headings of “{source_en}” were not found; missing: {missing}."
    next_zh = "请下载模板对照表头，列的先后不限。"
    next_en = "Compare with the template; the order of columns does not matter."


class HeadingTwice(Refusal):
    code = "verification.heading-twice"
    zh = "表头中有两列都是“{column}”，无法判断以哪一列为准。"
    en = "Two columns are both “{column}”; which one counts cannot be told."
    next_zh = "请删去其中一列。"
    next_en = "Remove one of them."


class ForbiddenColumn(Refusal):
    code = "verification.forbidden-column"
    zh = "“{source_zh}”只收是否超限，不收“{column}”；文件没有保存。"
    en = "“{source_en}” takes only whether the limit is exceeded, not “{column}”; the file was not kept."
    next_zh = "请删去存款余额、账号等列后再送。"
    next_en = "Remove balances and account numbers and send it again."
    law = "个人信息保护法 第六条；社会救助法 第十一条"


class OtherUnit(Refusal):
    code = "verification.other-unit"
    zh = "“{column}”的单位不是元。"
    en = "“{column}” is not in yuan."
    next_zh = "请换算成元后再送。"
    next_en = "Convert it to yuan and send it again."


class TwoTables(Refusal):
    code = "verification.two-tables"
    zh = "工作簿里有多个带表头的工作表：{sheets}。"
    en = "Several sheets of the workbook have such headings: {sheets}."
    next_zh = "请每个文件只留一个工作表。"
    next_en = "Leave one sheet per file."


class TooBig(Refusal):
    code = "verification.too-big"
    zh = "文件展开后过大，或超过 {most} 行。"
    en = "The file unfolds to too much, or has more than {most} rows."
    next_zh = "请拆成几个文件。"
    next_en = "Split it into several files."


class NothingInIt(Refusal):
    code = "verification.nothing-in-it"
    zh = "表头下面没有任何记录。"
    en = "There is no record below the headings."


class BrokenRow(Refusal):
    """The cells of this row cannot be told apart: shifting them would give one person another's facts."""

    code = "verification.broken-row"
    zh = "这一行有 {found} 格，表头有 {wanted} 格，各格对不上。"
    en = "This row has {found} cells and the headings {wanted}; they do not match."


class StrayQuote(Refusal):
    code = "verification.stray-quote"
    zh = "这一行有不成对或多余的引号，各格的边界无法确定；其后的内容也可能因此没有读到。"
    en = "This row has a stray quotation mark: where its cells end cannot be told, nor whether what follows was read."
    next_zh = "请去掉引号后再送。"
    next_en = "Remove the quotation marks and send it again."


class MergedCells(Refusal):
    code = "verification.merged-cells"
    zh = "这一行有合并单元格（{cells}），合并后的内容属于哪一行无法确定。"
    en = "This row has merged cells ({cells}); to which row the content belongs cannot be told."
    next_zh = "请取消合并，每行填写完整。"
    next_en = "Unmerge them and fill in every row."


class CellMissing(Refusal):
    code = "verification.cell-missing"
    zh = "“{column}”没有填写。"
    en = "“{column}” is empty."


class UnknownWord(Refusal):
    code = "verification.unknown-word"
    zh = "“{column}”的值“{typed}”不在约定的写法里：{known}。"
    en = "“{typed}” in “{column}” is none of the agreed words: {known}."


class NotADay(Refusal):
    code = "verification.not-a-day"
    zh = "“{column}”的值“{typed}”不是日期，或者像是表格里的序号。"
    en = "“{typed}” in “{column}” is no date, or looks like a spreadsheet's serial number."
    next_zh = "请写成 2026-08-31。"
    next_en = "Write 2026-08-31."


class DayAhead(Refusal):
    code = "verification.day-ahead"
    zh = "“{column}”的日期{day}晚于{on}。"
    en = "The day {day} in “{column}” is later than {on}."


class NotWhole(Refusal):
    code = "verification.not-whole"
    zh = "“{column}”的值“{typed}”不是整数或不在范围内。"
    en = "“{typed}” in “{column}” is no whole number, or out of range."


class NotAMeasure(Refusal):
    code = "verification.not-a-measure"
    zh = "“{column}”的值“{typed}”不是数字。"
    en = "“{typed}” in “{column}” is no number."


class TextTooLong(Refusal):
    code = "verification.text-too-long"
    zh = "“{column}”有 {length} 个字，最多 {most} 个。"
    en = "“{column}” has {length} characters; {most} at most."


class RowTwice(Refusal):
    code = "verification.row-twice"
    zh = "与第 {first} 行完全相同，只计一次。"
    en = "The same as row {first}; it counts once."
