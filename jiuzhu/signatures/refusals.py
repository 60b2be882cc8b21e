"""Why something may not be signed, or was not."""

from jiuzhu.values.refusals import Refusal


class WrongPassword(Refusal):
    code = "signatures.wrong-password"
    zh = "登录密码不对，没有签名。"
    en = "The password is not right; nothing was signed."
    next_zh = "请重新输入您自己的登录密码；填写的内容都还在。"
    next_en = "Type your own login password again; everything else is still there."
    law = "电子签名法 第十三条"


class NotReauthenticated(Refusal):
    code = "signatures.not-reauthenticated"
    zh = "签名之前要由{officer}本人重新输入登录密码，五分钟内有效。"
    en = "{officer} must type her own password before signing; it holds for five minutes."
    next_zh = "请在签署页面输入登录密码后再提交。"
    next_en = "Type the password on the page, then submit."
    law = "电子签名法 第十三条"


class Unsigned(Refusal):
    code = "signatures.unsigned"
    zh = "这一项没有经办人本人对所载内容的签名，不能成立（{table}）。"
    en = "Its author has not signed exactly this content; it cannot stand ({table})."
    next_zh = "请由经办人本人在签署页面签名。"
    next_en = "Its author signs it on the page."
    law = "电子签名法 第十三条、第十四条；谁调查、谁签字、谁负责"


class NotWhatWasSigned(Refusal):
    code = "signatures.not-what-was-signed"
    zh = "内容指纹与所签内容不符。"
    en = "The fingerprint is not that of the content signed."
    law = "电子签名法 第十三条"


class NotHerKey(Refusal):
    code = "signatures.not-her-key"
    zh = "签名所用的密钥不是签名人正在使用的密钥。"
    en = "The key is not the one its signer uses now."
    next_zh = "请签名人重新登录后签名。"
    next_en = "The signer should log in again and sign."
    law = "电子签名法 第十三条"


class KeyFrozen(Refusal):
    code = "signatures.key-frozen"
    zh = "签名密钥只能停用一次，不能修改。"
    en = "A signing key is retired once and never changed."
    law = "电子签名法 第十三条"


class NoSuchSignature(Refusal):
    code = "signatures.no-such-signature"
    zh = "没有这份签名。"
    en = "There is no such signature."
