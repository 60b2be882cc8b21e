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


class RefusedUntold(Refusal):
    code = "surveys.refused-untold"
    zh = "家庭拒绝签字的，须写明理由和在场见证人。"
    en = "Where the household refuses to sign, its reason and a witness who was present are to be written down."
    next_zh = "请填写拒签理由和见证人姓名（如村干部、邻居），另一名调查员不算见证人。"
    next_en = (
        "Give the reason and the name of a witness, such as a village official; the other visitor is none."
    )
    law = "民发〔2021〕57号 第十六条"


class CareHalf(Refusal):
    code = "surveys.care-half"
    zh = "{name}的生活自理能力六项只填了{told}项。"
    en = "Of the six self-care items of {name} only {told} are filled in."
    next_zh = "请六项都填，或都不填。"
    next_en = "Fill in all six, or none."
    law = "民发〔2021〕43号（生活自理能力评估）"


class CareContradicts(Refusal):
    code = "surveys.care-contradicts"
    zh = "{name}的六项中有{failed}项不能自主完成，应为“{should_zh}”，与所选的“生活自理”不符。"
    en = "{name} cannot do {failed} of the six items alone: that is “{should_en}”, not what was chosen."
    law = "民发〔2021〕43号（生活自理能力评估）"


class PaperOfAnother(Refusal):
    code = "surveys.paper-of-another"
    zh = "记录引用的签名或照片不属于本申请。"
    en = "A signature or photograph that the record names does not belong to this case."


class RemoteUnexplained(Refusal):
    code = "surveys.remote-unexplained"
    zh = "电话或视频调查须写明不能入户的紧急情况。"
    en = "A visit by telephone or video needs the emergency that keeps the visitors away."
    law = "民发〔2021〕57号 第十六条"


class RemoteNotAllowed(Refusal):
    code = "surveys.remote-not-allowed"
    zh = "本地没有规定电话、视频调查后多少天内补做入户调查，不能以电话或视频代替入户。"
    en = "This county has not set within how many days a real visit follows; a telephone cannot stand in for it."
    next_zh = "请入户调查；确需使用的，由县级在“政策数字”中录入“电话、视频调查后补做入户的天数”。"
    next_en = "Visit the home, or let the county enter “days until a real visit follows” among its numbers."
    law = "民发〔2021〕57号 第十六条"


class RemoteNotSigned(Refusal):
    code = "surveys.remote-not-signed"
    zh = "电话、视频调查时受访人不在场，不能签名、按指印或拒签。"
    en = "At a visit by telephone or video nobody is present who could sign or refuse to."
    next_zh = "“家庭签字”请选“无人在场”，补做入户时再签。"
    next_en = "Choose “nobody present”; the household signs at the real visit."


class RemoteAgain(Refusal):
    code = "surveys.remote-again"
    zh = "上一次调查已是电话或视频调查，须先在{follow_up_by}前补做入户。"
    en = "The last visit was by telephone or video already; a real one is due by {follow_up_by} first."
    law = "民发〔2021〕57号 第十六条"
