"""What the machine door itself refuses, before or beyond any room."""

from __future__ import annotations

from jiuzhu.values.refusals import Refusal


class KeyWanted(Refusal):
    code = "api.idempotency-key-wanted"
    zh = "请求缺少 Idempotency-Key，没有办理任何内容。"
    en = "The call has no Idempotency-Key header; nothing was done."
    next_zh = "请为每一次办理生成一个新的编号（如 UUID，64 个 ASCII 字符以内），重试时用同一个。"
    next_en = "Make a new key (such as a UUID, up to 64 ASCII characters) for every act and use the same one when you retry."


class SecondFactorNotHere(Refusal):
    code = "api.second-factor-not-here"
    zh = "您的岗位要求登录二次验证，不能只用密码调用接口。"
    en = "Your role asks for a second factor; a password alone does not open the API."
    next_zh = "请在网页登录后使用会话调用。"
    next_en = "Log in on the pages and call with that session."


class LockedOut(Refusal):
    code = "api.locked-out"
    zh = "密码连续输错，账号已暂时锁定。"
    en = "Too many wrong passwords: the account is locked for now."
    next_zh = "请稍后再试，或者请系统管理员解除锁定。"
    next_en = "Try again later, or ask the administrator to unlock it."


class StaleToken(Refusal):
    code = "api.csrf-token-wanted"
    zh = "用网页会话调用时，每个 POST 都要带上 X-CSRFToken，没有办理任何内容。"
    en = "A call with the session of the pages needs the X-CSRFToken header on every POST; nothing was done."
    next_zh = "请读取 csrftoken 这个 Cookie 并放进请求头。"
    next_en = "Read the cookie csrftoken and send it as that header."


class Unstorable(Refusal):
    code = "api.unstorable-text"
    zh = "内容里有不能保存的字符（空字符或不完整的字符）。"
    en = "The text holds a character that cannot be kept (NUL or half a character)."
    next_zh = "请删去后重新提交。"
    next_en = "Take it out and send again."


class NoSuchArea(Refusal):
    code = "api.no-such-area"
    zh = "没有代码为“{code}”的地区。"
    en = "There is no area with the code “{code}”."


class NoSuchPerson(Refusal):
    code = "api.no-such-person"
    zh = "没有这个人，或者不在您的辖区内。"
    en = "There is no such person, or she is out of your reach."


class NoSuchHousehold(Refusal):
    code = "api.no-such-household"
    zh = "没有这户家庭，或者不在您的辖区内。"
    en = "There is no such household, or it is out of your reach."


class NoSuchOffice(Refusal):
    code = "api.no-such-office"
    zh = "没有编号为 {number} 的单位。"
    en = "There is no office with the number {number}."


class WeakPassword(Refusal):
    code = "api.weak-password"
    zh = "密码不符合要求：{said}"
    en = "The password does not meet the rules: {said}"


class UnknownPaperKind(Refusal):
    code = "api.unknown-paper-kind"
    zh = "这个事项没有“{kind}”这种材料。"
    en = "The item has no paper of the kind “{kind}”."


class NoSuchYear(Refusal):
    code = "api.no-such-year"
    zh = "没有 {year} 年的工作日历。"
    en = "There is no calendar of working days for {year}."


class UnknownFormat(Refusal):
    code = "api.unknown-bank-format"
    zh = "没有名为“{typed}”的银行文件格式。"
    en = "There is no bank file format called “{typed}”."
    next_zh = "可用的有：{known}。"
    next_en = "There are: {known}."
