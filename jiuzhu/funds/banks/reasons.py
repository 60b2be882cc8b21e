"""Why banks return payments, in the codes of ISO 20022 (External Status Reason), which both formats carry."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    code: str
    zh: str
    en: str
    next_zh: str
    next_en: str


_ASK_ACCOUNT = (
    "请与家庭核对账号，登记新账户后重新发放。",
    "Check the account with the household, then issue it again.",
)

REASONS: dict[str, Reason] = {
    one.code: one
    for one in (
        Reason("AC01", "账号有误", "Wrong account number", *_ASK_ACCOUNT),
        Reason("AC04", "账户已销户", "Account closed", *_ASK_ACCOUNT),
        Reason("AC06", "账户已冻结", "Account blocked", *_ASK_ACCOUNT),
        Reason("BE01", "户名与账号不符", "Name and account do not belong together", *_ASK_ACCOUNT),
        Reason(
            "MD07", "账户所有人已死亡", "The account holder has died",
            "请先核实家庭成员情况，办理停发或调整。",
            "First check the household and stop or adjust what it receives.",
        ),
        Reason(
            "RC01", "开户银行不存在", "No such bank",
            "请与家庭核对开户银行。", "Check the bank with the household.",
        ),
        Reason(
            "NARR", "银行另有说明", "The bank gives its own words",
            "请阅读银行的说明。", "Read what the bank wrote.",
        ),
        Reason(
            "NOT-IN-RETURN", "回盘文件未提及", "Not mentioned in the bank's answer",
            "请向银行查询这笔款项；查清以前不得重发。",
            "Ask the bank; it is not issued again before the answer.",
        ),
        Reason(
            "PENDING", "银行尚未处理完毕", "Still being processed by the bank",
            "请等待下一个回盘文件；查清以前不得重发。",
            "Wait for the next answer; it is not issued again before.",
        ),
    )
}  # fmt: skip


def words(code: str, language: str = "zh-hans") -> str:
    """The reason in words; a code that is not in the list stands for itself."""
    known = REASONS.get(code)
    if known is None:
        return code
    return known.en if language.startswith("en") else known.zh
