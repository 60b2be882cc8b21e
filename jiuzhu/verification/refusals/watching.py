"""What is refused about signals."""

from jiuzhu.values.refusals import Refusal


class NoSuchSignal(Refusal):
    code = "verification.no-such-signal"
    zh = "没有找到这条提示，或者它不在您的管辖范围内。"
    en = "This signal was not found, or it is outside your area."


class SignalClosed(Refusal):
    code = "verification.signal-closed"
    zh = "这条提示已有结论。"
    en = "This signal has its finding already."


class FindingNeeded(Refusal):
    code = "verification.finding-needed"
    zh = "请选择结论并写明核查情况。"
    en = "Choose an outcome and say what was found."


class OwnSignal(Refusal):
    code = "verification.own-signal"
    zh = "关于本人的提示由其他人核查。"
    en = "A signal about oneself is looked into by another."
