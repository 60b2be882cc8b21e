"""What a sheet of existing recipients is refused for, each at the row it stands in."""

from jiuzhu.values.refusals import Refusal


class SheetUnreadable(Refusal):
    code = "import.sheet-unreadable"
    zh = "打不开这个文件：它不是 Excel（.xlsx、.xls）或 CSV 表格。"
    en = "This file cannot be opened: it is neither an Excel workbook (.xlsx, .xls) nor a CSV table."
    next_zh = "请下载模板，把内容填在模板里再上传。"
    next_en = "Please download the template, fill it in and upload it."


class HeadingsMissing(Refusal):
    code = "import.headings-missing"
    zh = "表头缺少：{missing}。"
    en = "These headings are missing: {missing}."
    next_zh = "第一行应当是表头；请对照模板补上，列的顺序不限。"
    next_en = (
        "The first row holds the headings; compare with the template. The order of columns does not matter."
    )


class HeadingTwice(Refusal):
    code = "import.heading-twice"
    zh = "表头“{heading}”出现了两次，无法判断该读哪一列。"
    en = "The heading “{heading}” stands there twice; it is not certain which column counts."
    next_zh = "请删去或改名其中一列。"
    next_en = "Remove or rename one of them."


class CellMerged(Refusal):
    code = "import.cell-merged"
    zh = "这一行有合并单元格，无法判断内容属于哪一行。"
    en = "This row has merged cells; it is not certain which row their content belongs to."
    next_zh = "请取消合并，每行都填上内容。"
    next_en = "Unmerge them and fill in every row."


class CellEmpty(Refusal):
    code = "import.cell-empty"
    zh = "“{column}”没有填写。"
    en = "“{column}” is empty."


class WordUnknown(Refusal):
    code = "import.word-unknown"
    zh = "“{column}”填的“{typed}”不认识。"
    en = "“{typed}” is not known for “{column}”."
    next_zh = "可以填：{known}"
    next_en = "Known: {known}"


class DateUnreadable(Refusal):
    code = "import.date-unreadable"
    zh = "“{column}”填的“{typed}”不是日期。"
    en = "“{typed}” in “{column}” is no date."
    next_zh = "请写成 1960-01-31 的样子。"
    next_en = "Write it like 1960-01-31."


class PersonTwice(Refusal):
    code = "import.person-twice"
    zh = "同一公民身份号码在本表第{rows}行也出现了。"
    en = "The same citizen ID also stands in row {rows} of this sheet."
    next_zh = "一个人只能属于一户、只填一行。"
    next_en = "A person belongs to one household and stands in one row."


class SaysOtherwise(Refusal):
    code = "import.differs-from-id"
    zh = "“{column}”填的是“{typed}”，与公民身份号码不一致。"
    en = "“{column}” says “{typed}”, which is not what the citizen ID says."
    next_zh = "请照证件核对，或者把这一格留空。"
    next_en = "Check it against the card, or leave the cell empty."


class NothingPaid(Refusal):
    code = "import.nothing-paid"
    zh = "每月金额是零；只导入正在领取的家庭。"
    en = "The monthly amount is zero; only households that are paid are taken over."


class SinceTooLate(Refusal):
    code = "import.since-too-late"
    zh = "享受起始月{since}还没有到。"
    en = "The month {since} has not come yet."
    next_zh = "只导入已经在领取的家庭；新的申请请在受理窗口登记。"
    next_en = "Only households that are paid already are taken over; new ones apply at the counter."


class AccountHalf(Refusal):
    code = "import.account-half"
    zh = "“开户银行”和“银行账号”要么都填，要么都不填。"
    en = "“Bank” and “Bank account” are filled in together or not at all."


class AlreadyOnFile(Refusal):
    code = "import.already-on-file"
    zh = "“{name}”在本县已有办理中或在保的申请{number}，不能再导入。"
    en = "“{name}” already has the case {number} in this county and is not taken over again."
    next_zh = "请核对是否换了户编号重复填报；确需变更的，在原申请中办理。"
    next_en = "Check whether the household is told twice under two numbers; changes are made on that case."
    law = "民发〔2021〕57号 第二十八条"


class SinceTooEarly(Refusal):
    code = "import.since-too-early"
    zh = "享受起始月{since}早于{first}，那时全国还没有最低生活保障。"
    en = "The month {since} is earlier than {first}: no place in the country had the allowance then."
