"""Who may do what. The only place where powers are named; the database holds the same table (offices_rolepower)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["village", "township", "county"]

POWERS: dict[str, tuple[str, str]] = {
    "cases.see": ("查看本辖区的办理情况", "See the cases of one's own area"),
    "intake.draft": ("代家庭填写申请草稿", "Fill in a draft application for a household"),
    "intake.accept": ("受理申请、一次性告知", "Accept applications and tell once what is missing"),
    "verification.inquire": ("凭授权发起核对、登记结果", "Ask departments under an authorisation"),
    "verification.read": ("查看核对结果", "Read verification results"),
    "verification.watch": ("核查查询提示", "Look into signals on odd queries"),
    "confidentiality.county": ("代表县签订、收回保密协议", "Sign and revoke confidentiality agreements"),
    "confidentiality.township": ("代表乡镇（街道）签订保密协议", "Sign them for the township"),
    "verification.connect": ("查看部门连接、处理故障和无主回复", "Look after the connections to departments"),
    "rechecks.run": ("启动全员复核", "Start the re-check of everybody"),
    "surveys.visit": ("入户调查并签字", "Visit the home and sign"),
    "approvals.review": ("提出初审意见", "Give the preliminary opinion"),
    "publicity.appraise": ("组织民主评议", "Hold a democratic appraisal"),
    "publicity.post": ("张贴公示、公布决定", "Put up notices and publish decisions"),
    "publicity.object": ("登记异议", "Record objections"),
    "approvals.decide": ("在委托书权限内作出决定", "Decide within the delegation letter"),
    "approvals.decide_county": ("以县级民政部门名义审核、决定", "Review and decide for the county"),
    "entitlements.propose": ("提出调整、停发并听取意见", "Propose changes and hear the household"),
    "delegation.plan": ("编制放权方案、检查承接条件、下放事项", "Plan, check readiness, hand items down"),
    "delegation.review": ("对方案和委托书作合法性审查", "Review plans and letters for lawfulness"),
    "delegation.sign_county": ("代表县级民政部门签署委托书", "Sign delegation letters for the county"),
    "delegation.sign_township": ("代表乡镇（街道）签署委托书", "Sign delegation letters for the township"),
    "delegation.issue": ("签发、中止、收回放权委托书", "Issue, suspend and withdraw delegation letters"),
    "seals.register": ("登记印章的刻制、备案、启用、收回和销毁", "Keep the register of seals"),
    "seals.approve": ("批准刻制印章", "Approve the engraving of seals"),
    "seals.use": ("保管并加盖印章", "Keep and use a seal"),
    "filings.receive": ("接收备案、询问、责令更正", "Receive filings, question them, order corrections"),
    "filings.answer": ("答复县级询问和更正要求", "Answer the county's questions and orders"),
    "filings.supervise": ("抽查、撤销决定、提出中止", "Sample, revoke decisions, propose suspensions"),
    "relatives.record": ("登记村（居）委会成员的近亲属", "Record the relatives of village committee members"),
    "relatives.see": ("查看近亲属申报和备案", "See declared and recorded relatives"),
    "cases.substitute": ("指定回避或缺员时的代替人员", "Name a substitute where an officer must stand back"),
    "standards.enter": ("录入政策数字", "Enter a county's own numbers"),
    "standards.check": ("复核政策数字", "Check numbers that another person entered"),
    "households.import": ("导入已在享受待遇的家庭", "Import existing recipients"),
    "funds.prepare": ("编制发放批次、登记银行回盘", "Prepare payment runs and record bank returns"),
    "funds.release": ("复核并发送发放批次", "Release payment runs to the bank"),
    "supervision.see": ("查看监管指标", "See supervision figures"),
    "audit.read": ("查看操作记录", "Read the log"),
    "accounts.keep": ("维护人员、岗位和登录要求", "Keep officers, posts and login requirements"),
}


@dataclass(frozen=True)
class Role:
    key: str
    level: Level
    zh: str
    en: str
    sentence_zh: str
    sentence_en: str
    powers: frozenset[str]

    def name(self, language: str = "zh-hans") -> str:
        return self.en if language.startswith("en") else self.zh

    def sentence(self, language: str = "zh-hans") -> str:
        return self.sentence_en if language.startswith("en") else self.sentence_zh


def _role(key: str, level: Level, zh: str, en: str, does_zh: str, does_en: str, *powers: str) -> Role:
    unknown = set(powers) - set(POWERS)
    if unknown:
        raise ValueError(f"role {key}: unknown powers {sorted(unknown)}")
    return Role(key, level, zh, en, does_zh, does_en, frozenset({"cases.see", *powers}))


# china.md §7.5: the roles of the delegation package and of 民发〔2021〕57号.
ROLES: dict[str, Role] = {
    role.key: role
    for role in (
        _role(
            "village_assistant",
            "village",
            "村（居）协理员",
            "Village assistant",
            "帮助家庭提出申请、张贴公示；不看核对结果，不作决定。",
            "Helps households apply and puts notices up; sees no verification results and decides nothing.",
            "intake.draft",
        ),
        _role(
            "proxy_agent",
            "village",
            "代办员",
            "Proxy agent",
            "受老弱病残孕家庭委托免费代办；不经手钱款，不调查，不决定。",
            "Applies free of charge for those who cannot come; handles no money, surveys and decides nothing.",
            "intake.draft",
        ),
        _role(
            "counter_clerk",
            "township",
            "窗口受理员",
            "Counter clerk",
            "受理申请，一次性告知缺少的材料，张贴公示和公布决定；不参与决定。",
            "Accepts applications, tells once what is missing, puts up notices; takes no part in deciding.",
            "intake.draft",
            "intake.accept",
            "publicity.post",
            "publicity.object",
            "relatives.record",
        ),
        _role(
            "investigator",
            "township",
            "调查员",
            "Investigator",
            "两人一组入户调查并签字，对调查结果负责；不审核、不决定所调查的申请。",
            "Visits homes in pairs, signs and answers for the findings; reviews and decides none of those cases.",
            "surveys.visit",
        ),
        _role(
            "verifier",
            "township",
            "核对员",
            "Verifier",
            "签订保密协议后，凭家庭授权发起核对、查看结果；没有办理事项不得查询。",
            "Asks departments under the household's authorisation; never looks anyone up without a case.",
            "verification.inquire",
            "verification.read",
        ),
        _role(
            "reviewer",
            "township",
            "审核员",
            "Reviewer",
            "依据核对和调查提出初审意见，组织民主评议；不参加同一申请的调查。",
            "Gives the preliminary opinion and holds appraisals; did not survey the same case.",
            "verification.read",
            "approvals.review",
            "publicity.appraise",
            "publicity.object",
            "entitlements.propose",
            "filings.answer",
        ),
        _role(
            "chief_representative",
            "township",
            "首席代表",
            "Chief representative",
            "在放权委托书的事项、期限和金额内作出决定，保管并加盖委托事项专用章；不调查、不初审同一申请。",
            "Decides within the letter's items, period and amounts, keeps and uses the special seal; neither surveyed nor reviewed the case.",
            "verification.read",
            "approvals.decide",
            "seals.use",
            "filings.answer",
        ),
        _role(
            "township_head",
            "township",
            "乡镇长（街道主任）",
            "Township head",
            "代表乡镇（街道）签署委托书，首席代表不在时临时保管印章，回避或缺员时请人代替；不办理、不决定申请。",
            "Signs the letter for the township, keeps the seal while the chief representative is away, asks for substitutes; handles no case.",
            "delegation.sign_township",
            "confidentiality.township",
            "seals.use",
            "cases.substitute",
        ),
        _role(
            "filing_officer",
            "county",
            "备案员",
            "Filing officer",
            "接收乡镇决定的备案，可以询问和要求更正；不替乡镇审批。",
            "Receives the townships' decisions on file, may question them; never approves for a township.",
            "supervision.see",
            "filings.receive",
            "relatives.see",
        ),
        _role(
            "legal_reviewer",
            "county",
            "合法性审查员",
            "Legal reviewer",
            "对放权方案和委托书作合法性审查；不签发，不审批。",
            "Reviews plans and letters for lawfulness; issues and approves nothing.",
            "delegation.review",
        ),
        _role(
            "bureau_head",
            "county",
            "县民政局局长",
            "Bureau head",
            "代表县级民政部门签署委托书，批准刻制印章，保管县级公章；不审批已下放的事项。",
            "Signs delegation letters for the county, approves seals and keeps the county's own; approves nothing handed down.",
            "delegation.sign_county",
            "seals.approve",
            "seals.use",
            "supervision.see",
        ),
        _role(
            "supervisor",
            "county",
            "监管员",
            "Supervisor",
            "监督放权事项，检查承接条件，签发、中止、收回委托书，登记印章，抽查备案；不审批。",
            "Supervises what was handed down: readiness, letters, the register of seals, samples of filings; approves nothing.",
            "delegation.plan",
            "delegation.issue",
            "seals.register",
            "filings.supervise",
            "relatives.see",
            "cases.substitute",
            "supervision.see",
            "verification.read",
            "verification.watch",
            "confidentiality.county",
            "rechecks.run",
        ),
        _role(
            "exchange_lead",
            "county",
            "核对负责人",
            "Verification lead",
            "照看与各部门的连接：发出、答复、逾期和故障；不看核对结果，不审批。",
            "Looks after the connections to departments: what was sent, answered, late or failed; reads no results, decides nothing.",
            "verification.connect",
        ),
        _role(
            "county_decider",
            "county",
            "县级审核确认员",
            "County decider",
            "对未下放的事项以县级民政部门名义审核、决定。",
            "Reviews and decides, for the county, what was not handed down.",
            "approvals.decide_county",
            "verification.read",
        ),
        _role(
            "cashier",
            "county",
            "资金发放员",
            "Cashier",
            "按月编制发放批次、登记银行回盘；不能改变金额，不能复核自己编制的批次。",
            "Prepares the monthly run and records bank returns; cannot change amounts or release her own run.",
            "funds.prepare",
        ),
        _role(
            "treasurer",
            "county",
            "资金复核员",
            "Treasurer",
            "复核发放批次并发送银行；不编制批次。",
            "Checks payment runs and releases them to the bank; prepares none.",
            "funds.release",
        ),
        _role(
            "policy_officer",
            "county",
            "政策专员",
            "Policy officer",
            "录入本县标准和政策数字，复核他人录入的数字；不复核自己录入的数字。",
            "Enters the county's numbers and checks those of others; never her own.",
            "standards.enter",
            "standards.check",
            "households.import",
        ),
        _role(
            "auditor",
            "county",
            "审计员",
            "Auditor",
            "查看全部办理和操作记录；不能修改任何内容。",
            "Reads every case and the log; changes nothing.",
            "audit.read",
            "supervision.see",
            "relatives.see",
            "verification.read",
        ),
        _role(
            "administrator",
            "county",
            "系统管理员",
            "Administrator",
            "维护人员、岗位和登录要求；不办理业务，不看办理内容。",
            "Keeps officers, posts and login requirements; handles and sees no cases.",
            "accounts.keep",
        ),
    )
}
# The administrator keeps accounts and sees nobody's file.
ROLES["administrator"] = Role(**{**ROLES["administrator"].__dict__, "powers": frozenset({"accounts.keep"})})


def powers_of(role_key: str) -> frozenset[str]:
    return ROLES[role_key].powers
