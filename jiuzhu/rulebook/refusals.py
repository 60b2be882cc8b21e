"""What the rulebook refuses. It never answers with the nearest thing: a missing number stops the work and
says who can enter it."""

from __future__ import annotations

from jiuzhu.values.refusals import Refusal


class NotInForce(Refusal):
    """No value of a number is in force in an area on a day. Figures: name, label_zh, label_en, area,
    area_zh, area_en, on."""

    code = "rulebook.number-not-in-force"
    zh = "“{label_zh}”（{name}）在{area_zh}（{area}）{on}没有有效的数值，不能据此办理。"
    en = (
        "“{label_en}” ({name}) has no value in force for {area_en} ({area}) on {on}; "
        "nothing can be decided with it."
    )
    next_zh = "请县级政策人员在“政策数字”（/office/standards/）录入该数值并附上发文，经另一人复核后继续办理。"
    next_en = (
        "The county's policy officer must enter it in 政策数字 (/office/standards/) with its notice; "
        "a second person checks it."
    )


class NotCheckedSince(NotInForce):
    """A value is known, but nobody has vouched for it after ``checked_until``. Further figure:
    checked_until."""

    code = "rulebook.number-not-checked-since"
    zh = "“{label_zh}”（{name}）只核实到{checked_until}，不能确认{on}在{area_zh}（{area}）仍然有效。"
    en = (
        "“{label_en}” ({name}) was last checked up to {checked_until}; "
        "whether it still holds for {area_en} ({area}) on {on} is not known."
    )


class UnknownNumber(Refusal):
    """The rulebook has no number of this name at all: a typing error, never a gap in the law."""

    code = "rulebook.unknown-number"
    zh = "规则库里没有名为“{name}”的数字。"
    en = "The rulebook has no number called “{name}”."
    next_zh = "请核对名称。名称最接近的有：{nearest}。"
    next_en = "Check the name. The nearest are: {nearest}."


class ProcessNotInForce(Refusal):
    """No version of a process is in force in an area on a day."""

    code = "rulebook.process-not-in-force"
    zh = "办理流程“{key}”在 {on} 没有对 {area} 有效的版本。"
    en = "No version of the process “{key}” is in force for {area} on {on}."
    next_zh = "已收录的版本：{versions}。"
    next_en = "Versions on record: {versions}."


class UnknownProcess(Refusal):
    code = "rulebook.unknown-process"
    zh = "规则库里没有名为“{key}”的办理流程。"
    en = "The rulebook has no process called “{key}”."


class UnknownItem(Refusal):
    code = "rulebook.unknown-item"
    zh = "规则库里没有代码或名称为“{name}”的救助事项。"
    en = "The rulebook has no assistance item with the code or name “{name}”."


class UnknownCodes(Refusal):
    code = "rulebook.unknown-codes"
    zh = "规则库里没有名为“{name}”的代码表。"
    en = "The rulebook has no list of codes called “{name}”."


class UnknownCode(Refusal):
    """A word outside a closed list of codes; ``field`` may name where it stood."""

    code = "rulebook.unknown-code"
    zh = "“{word}”不在代码表“{name}”中。"
    en = "“{word}” is not in the list of codes “{name}”."


class UnknownMeasure(Refusal):
    code = "rulebook.no-such-measure"
    zh = "规则库里没有名为“{key}”的办法。"
    en = "The rulebook has no measure called “{key}”."


class UnknownArticle(Refusal):
    code = "rulebook.no-such-article"
    zh = "《{measure}》没有第{number}条。"
    en = "“{measure_en}” has no Article {number}."


class Invalid(Exception):
    """The rulebook itself is broken: every problem with its file and its path. Not a refusal: nobody at a
    counter can mend it."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class NoCatalogue(Refusal):
    code = "rulebook.no-catalogue"
    zh = "{area}在{on}没有下放事项目录。"
    en = "On {on} {area} had no catalogue of items to hand down."
    next_zh = "请在 rulebook/catalogue 中补充本县的目录。"
    next_en = "Add the county's catalogue to rulebook/catalogue."
