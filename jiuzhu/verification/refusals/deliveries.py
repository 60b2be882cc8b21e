"""What is refused about a department's file."""

from jiuzhu.values.refusals import Refusal


class AlreadyTaken(Refusal):
    code = "verification.already-taken"
    zh = "同一文件已于{at}作为“{source_zh}”（截至{as_of}）收过，没有重复录入。"
    en = "The same file was taken on {at} as “{source_en}” (as of {as_of}); nothing was entered twice."


class AsOfAhead(Refusal):
    code = "verification.as-of-ahead"
    zh = "数据截止日{as_of}晚于{on}。"
    en = "The data would be as of {as_of}, later than {on}."


class NameTellsNothing(Refusal):
    code = "verification.name-tells-nothing"
    zh = "文件名“{name}”没有写明来源和数据截止日。"
    en = "The file name “{name}” tells neither source nor day."
    next_zh = "请按“来源.日期.csv”命名，例如“vehicles.2026-08-31.csv”或“机动车登记.2026-08-31.xlsx”。"
    next_en = "Name it “source.day.csv”, as “vehicles.2026-08-31.csv”."


class NoSuchExtract(Refusal):
    code = "verification.no-such-extract"
    zh = "没有找到这份部门数据。"
    en = "This extract was not found."
