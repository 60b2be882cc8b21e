"""What the payment of assistance refuses. The database raises the same codes (migrations/0002)."""

from jiuzhu.values.refusals import Refusal


class NoFundAccount(Refusal):
    code = "funds.no-fund-account"
    zh = "没有登记在{on}有效的救助资金专户。"
    en = "No fund account is registered that is in force on {on}."
    next_zh = "请由资金复核员在“资金专户”中登记账户和银行文件格式。"
    next_en = "Ask the treasurer to register the account and its bank's file format."
    law = "社会救助法 第六条"


class MonthTooFar(Refusal):
    code = "funds.month-too-far"
    zh = "{month}尚早，最多可提前编制下一个月（{latest}）的发放批次。"
    en = "{month} is too far ahead; the latest month that can be prepared is {latest}."


class RunOpen(Refusal):
    code = "funds.run-open"
    zh = "{month}的批次{number}尚未发送银行，补充发放请在其后办理。"
    en = "Run {number} of {month} has not gone to the bank yet; a supplementary run comes after it."


class NoSuchRun(Refusal):
    code = "funds.no-such-run"
    zh = "没有编号为“{number}”的发放批次，或不在您的查看范围内。"
    en = "There is no payment run “{number}”, or it is not yours to see."


class NotInState(Refusal):
    code = "funds.run-not-in-state"
    zh = "批次{number}当前为“{status_zh}”，不能{act_zh}。"
    en = "Run {number} is {status_en}; it cannot be {act_en}."


class RunClosedForLines(Refusal):
    code = "funds.run-closed-for-lines"
    zh = "批次{number}已编制完成，不能再增加发放明细。"
    en = "Run {number} is complete; no payment can be added."
    next_zh = "请在补充批次中发放。"
    next_en = "Pay in a supplementary run."


class FrozenPayment(Refusal):
    code = "funds.frozen-payment"
    zh = "发放明细{reference}的金额、账户和收款人不能修改。"
    en = "Amount, account and payee of the payment {reference} cannot be changed."
    next_zh = "请将该笔移出批次并说明理由，更正后重新编制。"
    next_en = "Take it out of the run with a reason, correct the source and prepare it again."
    law = "县级民政部门岗位职责：发放不得改变金额"


class FrozenRun(Refusal):
    code = "funds.frozen-run"
    zh = "批次{number}的编号、月份、账户、编制人和合计在此阶段不能修改。"
    en = "Number, month, account, preparer and totals of run {number} cannot be changed at this stage."


class NoSuchChange(Refusal):
    code = "funds.no-such-change"
    zh = "{what}不能由“{from_state}”变为“{to_state}”。"
    en = "{what} cannot go from “{from_state}” to “{to_state}”."


class AlreadyPaid(Refusal):
    code = "funds.already-paid"
    zh = "{month}的待遇已有发放明细{reference}，不能重复发放。"
    en = "The entitlement for {month} already has the payment {reference}; it is never paid twice."
    law = "社会救助法 第六条"


class NotPrepared(Refusal):
    code = "funds.not-prepared"
    zh = "批次{number}由系统自动生成，尚无资金发放员核对签字。"
    en = "Run {number} was drafted by the clock; no cashier has checked and signed it yet."
    next_zh = "请资金发放员核对后点击“确认编制”。"
    next_en = "Ask a cashier to check it and sign the preparation."


class ReleaseByPreparer(Refusal):
    code = "funds.release-by-preparer"
    zh = "{officer}编制了批次{number}，不能由本人复核发放。"
    en = "{officer} prepared run {number} and may not release it."
    next_zh = "请由另一位资金复核员复核。"
    next_en = "Another treasurer must release it."
    law = "会计法 不相容职务分离"


class ReleaseWithoutPower(Refusal):
    code = "funds.release-without-power"
    zh = "{officer}在{on}没有复核发放的权限。"
    en = "{officer} had no power to release payments on {on}."
    next_zh = "请由资金复核员复核。"
    next_en = "A treasurer must release it."


class TotalsDiffer(Refusal):
    code = "funds.totals-differ"
    zh = (
        "批次{number}登记为{stated_lines}笔、{stated_fen}，明细合计为{found_lines}笔、{found_fen}，不能复核。"
    )
    en = "Run {number} states {stated_lines} lines and {stated_fen}, its lines give {found_lines} and {found_fen}."
    next_zh = "请刷新页面重新核对。"
    next_en = "Reload the page and compare again."


class EmptyRun(Refusal):
    code = "funds.empty-run"
    zh = "批次{number}没有可发放的明细。"
    en = "Run {number} has nothing to pay."


class NoAppropriation(Refusal):
    code = "funds.no-appropriation"
    zh = "{year}年没有登记救助资金拨款，不能发放。"
    en = "No appropriation is recorded for {year}; nothing can be paid."
    next_zh = "请由资金复核员登记财政拨款文件和金额。"
    next_en = "Ask the treasurer to record the appropriation and its document."
    law = "社会救助法 第六条"


class AppropriationExceeded(Refusal):
    code = "funds.appropriation-exceeded"
    zh = "{year}年可用资金为{available_fen}，本批次需要{needed_fen}，不足{short_fen}。"
    en = "{available_fen} of the appropriation of {year} is left; this run needs {needed_fen}, {short_fen} more."
    next_zh = "请先落实追加拨款并登记，不得减少家庭的待遇。"
    next_en = "Record a further appropriation first; what households are owed is not cut."
    law = "社会救助法 第六条"


class BudgetIsCounted(Refusal):
    code = "funds.budget-is-counted"
    zh = "预算台账由拨款和发放自动累计，不能直接修改。"
    en = "The budget is counted from appropriations and releases; it cannot be set."


class AppropriationTwice(Refusal):
    code = "funds.appropriation-twice"
    zh = "拨款文件“{document}”已登记为{recorded_fen}，与本次的{typed_fen}不同。"
    en = "The appropriation “{document}” is already recorded with {recorded_fen}, not {typed_fen}."


class LinesNoLongerPayable(Refusal):
    code = "funds.lines-no-longer-payable"
    zh = "批次{number}中有{count}笔待遇已停发、暂停或金额已变，例如{example}。"
    en = "{count} payments of run {number} have been stopped, suspended or changed since, for example {example}."
    next_zh = "请由资金发放员将这些明细移出批次后再复核。"
    next_en = "The cashier takes them out of the run, then it can be released."


class NotPayable(Refusal):
    code = "funds.not-payable"
    zh = "{case}的待遇在{month}已停发、暂停或金额不是{amount_fen}，不能发放。"
    en = "The entitlement of {case} is stopped, suspended or not {amount_fen} in {month}; it cannot be paid."
    law = "57号 第三十一条"


class ReasonNeeded(Refusal):
    code = "funds.reason-needed"
    zh = "请填写理由。"
    en = "Please give the reason."


class NotReturned(Refusal):
    code = "funds.not-returned"
    zh = "发放明细{reference}当前为“{state_zh}”，只有银行退回的才能重新发放。"
    en = "The payment {reference} is {state_en}; only what the bank returned can be issued again."
    next_zh = "结果未明的款项请先向银行查询。"
    next_en = "Ask the bank first about payments whose fate is unknown."


class NotUnknown(Refusal):
    code = "funds.not-unknown"
    zh = "发放明细{reference}当前为“{state_zh}”，不需要银行的书面答复。"
    en = "The payment {reference} is {state_en}; no written answer of the bank is needed."


class AlreadyReissued(Refusal):
    code = "funds.already-reissued"
    zh = "发放明细{reference}已由{again}重新发放。"
    en = "The payment {reference} was already issued again as {again}."


class ReissueDiffers(Refusal):
    code = "funds.reissue-differs"
    zh = "重新发放的待遇、月份和金额必须与原明细{reference}一致。"
    en = "Entitlement, month and amount of a re-issue must be those of {reference}."


class NothingChosen(Refusal):
    code = "funds.nothing-chosen"
    zh = "没有选择要重新发放的款项。"
    en = "No payment was chosen."
    next_zh = "请勾选已退回的款项后再提交。"
    next_en = "Tick the returned payments to issue again."


class NothingToReissue(Refusal):
    code = "funds.nothing-to-reissue"
    zh = "所选明细都不能重新发放：{why_zh}。"
    en = "None of the chosen payments can be issued again: {why_en}."
    next_zh = "请先登记家庭的新账户，再重新发放。"
    next_en = "Register the household's new account first, then issue again."


class ReturnOfUnknownRun(Refusal):
    code = "funds.return-of-unknown-run"
    zh = "回盘文件所属批次“{number}”不存在。"
    en = "The bank's file answers the run “{number}”, which does not exist."
    next_zh = "请核对文件是否属于本县。"
    next_en = "Check whether the file is meant for this county."


class ReturnBeforeSending(Refusal):
    code = "funds.return-before-sending"
    zh = "批次{number}尚未发送银行，却收到了回盘文件。文件未入账。"
    en = "Run {number} has not been sent, yet the bank answers it. Nothing was booked."
    next_zh = "请立即向银行核实该文件的来源。"
    next_en = "Ask the bank at once where the file comes from."


class Unanswered(Refusal):
    code = "funds.unanswered"
    zh = "批次{number}还有{count}笔（{open_fen}）没有银行的最终结果，不能结清。"
    en = "{count} payments ({open_fen}) of run {number} have no final answer by the bank; it cannot be settled."
    next_zh = "请向银行查询并登记回盘。"
    next_en = "Ask the bank and record its answer."


class LedgerUnbalanced(Refusal):
    code = "funds.ledger-unbalanced"
    zh = "分录不平：借贷相差{difference_fen}，或分录笔数不符。"
    en = "The transaction does not balance: off by {difference_fen}, or entries are missing."
    law = "会计法"


class BankFileChanged(Refusal):
    code = "funds.bank-file-changed"
    zh = "批次{number}的银行文件与登记的校验码不符，不予下载。"
    en = "The bank file of run {number} does not match its recorded check sum; it is not handed out."
    next_zh = "请停止使用该文件并报告监管员、审计员。"
    next_en = "Do not use it; tell the supervisor and the auditor."


class NoBankFile(Refusal):
    code = "funds.no-bank-file"
    zh = "批次{number}还没有生成银行文件。"
    en = "Run {number} has no bank file yet."


class NothingLeft(Refusal):
    code = "funds.nothing-left"
    zh = "{month}的待遇都已编入发放批次，没有需要补充发放的。"
    en = "Every entitlement of {month} is in a payment run; nothing is left to pay."


class NoSuchPayment(Refusal):
    code = "funds.no-such-payment"
    zh = "没有编号为“{reference}”的发放明细，或不在您的查看范围内。"
    en = "There is no payment “{reference}”, or it is not yours to see."


class StayFrozen(Refusal):
    code = "funds.stay-frozen"
    zh = "暂缓发放的记录不能改动，只能恢复一次。"
    en = "A stay of payment is never changed; it is lifted once."
