"""How this room's acts read in the log."""

from jiuzhu.audit import actions as audit

ACCOUNT_OPENED = audit.act(
    "funds.account-opened",
    zh="登记资金专户 {bank} 尾号{tail}（{format}）",
    en="registered the fund account at {bank} ending {tail} ({format})",
)
APPROPRIATED = audit.act(
    "funds.appropriated",
    zh="登记{year}年拨款“{document}”，{amount}元",
    en="recorded the appropriation “{document}” for {year}: {amount} yuan",
)
OPENED = audit.act("funds.run-opened", zh="开始编制批次{run}", en="began to prepare run {run}")
DRAFTED = audit.act(
    "funds.run-drafted",
    zh="编制批次{run}：{lines}笔，{total}元，暂缓{held}笔",
    en="prepared run {run}: {lines} lines, {total} yuan, {held} held back",
)
SIGNED = audit.act(
    "funds.preparation-signed",
    zh="核对并确认编制批次{run}",
    en="checked and signed the preparation of run {run}",
)
WITHDRAWN = audit.act(
    "funds.line-taken-out",
    zh="将{reference}移出批次：{reason}",
    en="took {reference} out of its run: {reason}",
)
RELEASED = audit.act(
    "funds.run-released",
    zh="复核发放批次{run}：{lines}笔，{total}元",
    en="released run {run}: {lines} lines, {total} yuan",
)
SENT = audit.act(
    "funds.run-sent",
    zh="生成批次{run}的银行文件（校验码{sha256}）",
    en="wrote the bank file of run {run} (check sum {sha256})",
)
DOWNLOADED = audit.act(
    "funds.bank-file-downloaded", zh="下载批次{run}的银行文件", en="downloaded the bank file of run {run}"
)
ANSWERED = audit.act(
    "funds.return-recorded",
    zh="登记批次{run}的银行回盘“{name}”：到账{paid}笔，退回{returned}笔，未明{unknown}笔",
    en="recorded the bank's answer “{name}” to run {run}: {paid} paid, {returned} returned, {unknown} unknown",
)
CAME_BACK = audit.act(
    "funds.payment-returned",
    zh="{month}的{reference}被银行退回：{reason}",
    en="the bank returned {reference} of {month}: {reason}",
)
REISSUED = audit.act(
    "funds.payment-reissued", zh="{old}退回后由{new}重新发放", en="{old}, returned, is issued again as {new}"
)
CANCELLED = audit.act(
    "funds.payment-cancelled",
    zh="{reference}退回后不再发放：{reason}",
    en="{reference}, returned, will not be paid: {reason}",
)
SETTLED = audit.act("funds.run-settled", zh="结清批次{run}", en="settled run {run}")
LOOKED = audit.act(
    "funds.looked-at-run",
    zh="查看批次{run}的发放明细（{part}）",
    en="looked at the payments of run {run} ({part})",
)
