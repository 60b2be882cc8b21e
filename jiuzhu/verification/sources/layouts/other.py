"""Illness and care, posts and trades, and what the assistance offices know themselves."""

from __future__ import annotations

from .shape import PAID, PERSON, SINCE_2026, STANDS, Source, column, text, word

_AID = {"最低生活保障": "minimum_living", "城市低保": "minimum_living", "农村低保": "minimum_living", "低保": "minimum_living",
        "特困供养": "extreme_hardship", "特困人员": "extreme_hardship", "低保边缘": "edge", "低保边缘家庭": "edge",
        "刚性支出困难": "rigid", "刚性支出困难家庭": "rigid", "临时救助": "temporary"}  # fmt: skip

OTHER = (
    Source("medical", "医疗费用", "Medical costs", "医疗保障部门", "Medical security", (
        *PERSON, column("period_from", "day", "结算期起", "Period from", "费用期起", required=True),
        column("period_to", "day", "结算期止", "Period to", "费用期止", required=True),
        column("own_fen", "money", "个人负担金额", "Borne by the person", "个人自付金额", "个人自付", "个人支付", required=True),
    ), forbidden=("诊断", "病种", "病名"), covers="province",
           law="民发〔2021〕57号 第十三条；个人信息保护法 第六条、第二十八条", since=SINCE_2026),
    Source("long_term_care", "长期护理保险", "Long-term care insurance", "医疗保障部门", "Medical security", (
        *PERSON, word("status", "待遇状态", "Status", PAID, "享受状态", "发放状态", required=True),
        column("month_fen", "money", "月待遇额", "Benefit a month", "月护理待遇", "月发放额"),
    ), covers="city", law="民发〔2021〕57号 第十二条、第十三条", since=SINCE_2026),
    Source("organisations", "社会组织任职", "Social organisations", "民政部门（社会组织登记机关）", "Civil affairs, organisations", (
        *PERSON, text("organisation", "社会组织名称", "Organisation", "组织名称", "单位名称", required=True),
        word("status", "登记状态", "Status", STANDS, "组织状态", "状态"),
    ), covers="province", since=SINCE_2026),
    Source("qualifications", "从业资格", "Professional qualifications", "交通运输等主管部门", "Transport and other authorities", (
        *PERSON, text("qualification", "资格类别", "Qualification", "从业资格类别", required=True),
        column("valid_until", "day", "有效期至", "Valid until", "有效期止"),
        word("status", "证件状态", "Status", STANDS, "资格状态", "状态"),
    ), covers="province", holds="own_end", since=SINCE_2026),
    Source("distressed_employees", "特困职工", "Employees in distress", "总工会", "Trade union federation", (
        *PERSON, word("status", "建档状态", "Status", STANDS, "在档状态", "档案状态", required=True),
    ), once=True, since=SINCE_2026),
    Source("assistance", "在享社会救助", "Assistance in payment", "民政部门（低收入人口动态监测）", "Civil affairs, low-income population", (
        *PERSON, word("kind", "救助类别", "Kind", _AID, "救助类型", "人员类别", required=True),
        text("area", "救助地", "Granted in", "享受地区", "行政区划"), word("status", "享受状态", "Status", PAID, "发放状态", "状态"),
    ), covers="nation", law="社会救助法 第四十二条；民发〔2021〕57号 第五条、第十条", since=SINCE_2026),
    Source("credit", "社会救助诚信记录", "Record of honesty", "民政部门", "Civil affairs", (
        *PERSON, column("dishonest", "yes_no", "是否有失信记录", "Whether recorded for fraud", "诚信记录", "失信记录", required=True),
    ), covers="province", law="社会救助法 第七十三条", since=SINCE_2026),
)  # fmt: skip
