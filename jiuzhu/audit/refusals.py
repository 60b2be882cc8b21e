"""What the log refuses."""

from jiuzhu.values.refusals import Refusal


class AppendOnly(Refusal):
    code = "audit.append-only"
    zh = "“{table}”中的记录只能新增，不能修改或删除。"
    en = "Records in “{table}” can only be added, never changed or deleted."
    next_zh = "如有错误，请新增一条更正记录。"
    next_en = "If something is wrong, add a record that corrects it."


class OutsideTransaction(Refusal):
    code = "audit.outside-transaction"
    zh = "“{act}”没有与业务变更在同一事务中记录。"
    en = "“{act}” was not recorded in the transaction of its change."


class UnknownAct(Refusal):
    code = "audit.unknown-act"
    zh = "未登记的操作名称“{act}”。"
    en = "The act “{act}” is not declared."
