"""What a record of a visit refuses."""

from jiuzhu.values.refusals import Refusal


class TooFewVisitors(Refusal):
    code = "surveys.too-few-visitors"
    zh = "入户调查至少由 {wanted} 名调查员共同进行并签字，现有 {found} 名。"
    en = "A home visit is made and signed by at least {wanted} visitors; there are {found}."
    next_zh = "请由另一名调查员用自己的账号核对内容后签名。"
    next_en = "Another visitor must read it and sign with her own login."
    law = "民发〔2021〕57号 第十六条；民发〔2012〕220号 第十八条"


class SameVisitor(Refusal):
    code = "surveys.same-visitor"
    zh = "{officer}已经签过名，另一名调查员须由他人担任。"
    en = "{officer} has signed already; the other visitor must be somebody else."
    law = "民发〔2021〕57号 第十六条"


class NotTheSecond(Refusal):
    code = "surveys.not-the-second"
    zh = "本次调查由{second}共同签名，不是您。"
    en = "This visit is to be signed by {second}, not by you."
    next_zh = "请由{second}登录签名；人选有误的，请{first}收回签名后改选。"
    next_en = "{second} must sign; if that is wrong, {first} can take the signature back and choose again."


class ChangedSinceSeen(Refusal):
    code = "surveys.changed-since-seen"
    zh = "您看到的内容之后又有修改，签名没有生效。"
    en = "What you saw has changed since; nothing was signed."
    next_zh = "请重新阅读后再签。"
    next_en = "Please read it again before signing."


class NotSignedYet(Refusal):
    code = "surveys.not-signed-yet"
    zh = "第一名调查员还没有签名，不能提交。"
    en = "The first visitor has not signed yet; it cannot be filed."


class OtherDigest(Refusal):
    code = "surveys.other-digest"
    zh = "签名对应的内容不是这份调查记录。"
    en = "The signature is over other content than this record."
    law = "谁调查、谁签字、谁负责"


class AnotherIsWriting(Refusal):
    code = "surveys.another-is-writing"
    zh = "{officer}在{at}保存过这份记录，您的修改没有覆盖它。"
    en = "{officer} saved this record at {at}; your changes did not overwrite it."
    next_zh = "您填写的内容还在本页；请在新窗口打开最新的记录对照后再填。"
    next_en = "What you typed is still on this page; open the record in a new window and compare."


class Missing(Refusal):
    code = "surveys.missing"
    zh = "没有填写“{what_zh}”。"
    en = "“{what_en}” is not filled in."


class VisitedAhead(Refusal):
    code = "surveys.visited-ahead"
    zh = "调查日期{visited_on}晚于{on}。"
    en = "The visit of {visited_on} would be later than {on}."


class ReasonNeeded(Refusal):
    code = "surveys.reason-needed"
    zh = "{name}的实际情况与申报不同，须写明依据（看到了什么、问了谁）。"
    en = "What was found about {name} differs from what was declared: state the grounds."
    law = "民发〔2021〕57号 第十六条"


class DifferenceUntold(Refusal):
    code = "surveys.difference-untold"
    zh = "选择了“与申报不一致”，须写明哪里不一致。"
    en = "“Differs from what was declared” was chosen: say how."


class RefusalUntold(Refusal):
    code = "surveys.refusal-untold"
    zh = "认定家庭拒不配合会终止程序，须写明经过和告知的内容。"
    en = "Holding that the household refuses ends the procedure: say what happened and what it was told."
    law = "民发〔2021〕57号 第二十九条"


class SignatureMissing(Refusal):
    code = "surveys.signature-missing"
    zh = "选择了“家庭成员签名”，但没有签名。"
    en = "“Signed by the household” was chosen, but there is no signature."
    next_zh = "请在签名框内签名，或上传纸质签名的照片；不愿或不能签名的，选择相应的一项。"
    next_en = "Sign in the box or add a photograph of the paper; if somebody will not or cannot sign, choose that instead."


class NobodyCannotSign(Refusal):
    code = "surveys.nobody-cannot-sign"
    zh = "家中无人时，没有受访人可以签名或按指印。"
    en = "Where nobody was at home, nobody can have signed."


class NotAMember(Refusal):
    code = "surveys.not-a-member"
    zh = "记录中的成员不属于本申请家庭。"
    en = "A person in the record is no member of this household."


class NoSuchVisit(Refusal):
    code = "surveys.no-such-visit"
    zh = "没有找到这份调查记录。"
    en = "This record of a visit was not found."


class CorrectsAnother(Refusal):
    code = "surveys.corrects-another"
    zh = "更正的调查记录不属于本申请。"
    en = "The visit that is corrected belongs to another case."
