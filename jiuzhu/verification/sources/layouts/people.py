"""Who somebody is: registers of persons and families."""

from __future__ import annotations

from .shape import PERSON, SINCE_2026, STANDS, Source, column, text, word

_SEX = {"男": "male", "女": "female", "男性": "male", "女性": "female", "1": "male", "2": "female"}
_HUKOU = {"城镇": "urban", "非农业": "urban", "非农业家庭户": "urban", "居民": "urban", "农村": "rural", "农业": "rural",
          "农业家庭户": "rural"}  # fmt: skip
_MARRIAGE = {"已婚": "married", "结婚": "married", "结婚登记": "married", "补领结婚证": "married", "有配偶": "married", "复婚": "married",
             "离婚": "divorced", "离婚登记": "divorced", "补领离婚证": "divorced", "丧偶": "widowed", "未婚": "single",
             "无登记记录": "single", "撤销": "single"}  # fmt: skip
_DISABLED = {"视力": "visual", "听力": "hearing", "言语": "speech", "肢体": "physical", "智力": "intellectual", "精神": "mental",
             "多重": "multiple"}  # fmt: skip
_DISABLED |= {f"{zh}残疾": word for zh, word in _DISABLED.items()}
_DISABLED |= {str(number): word for number, word in enumerate(
    ("visual", "hearing", "speech", "physical", "intellectual", "mental", "multiple"), start=1)}  # fmt: skip
#: To codes of rulebook/codes/schooling.yaml.
_LEVELS = {"学前": "preschool", "学前教育": "preschool", "幼儿园": "preschool", "小学": "compulsory", "初中": "compulsory",
           "义务教育": "compulsory", "普通高中": "upper_secondary", "高中": "upper_secondary", "中等职业": "upper_secondary",
           "中职": "upper_secondary", "技工学校": "upper_secondary", "专科": "undergraduate", "高职": "undergraduate",
           "大专": "undergraduate", "本科": "undergraduate", "普通本科": "undergraduate", "研究生": "postgraduate",
           "硕士": "postgraduate", "博士": "postgraduate", "非全日制": "part_time", "成人教育": "part_time",
           "函授": "part_time"}  # fmt: skip
_ATTENDING = {"在读": "attending", "在校": "attending", "注册": "attending", "正常": "attending", "录取": "admitted", "已录取": "admitted",
              "待报到": "admitted", "毕业": "left", "结业": "left", "肄业": "left", "退学": "left", "休学": "suspended",
              "保留学籍": "suspended"}  # fmt: skip
# What does not count for who belongs to the household is not kept apart: supervision in the community is at home.
_AWAY = {"服刑": "prison", "在监服刑": "prison", "收监": "prison", "强制隔离戒毒": "drug_rehabilitation", "宣告失踪": "declared_missing",
         "否": "none", "无": "none", "社区矫正": "none", "社区戒毒": "none", "刑满释放": "none", "解除": "none", "已解除": "none"}  # fmt: skip

PEOPLE = (
    Source("household_register", "户籍登记", "Household register", "公安机关", "Public security", (
        *PERSON, word("sex", "性别", "Sex", _SEX), column("born_on", "day", "出生日期", "Date of birth", "出生年月日"),
        text("register_number", "户号", "Register number", "户口簿号"), text("relation", "与户主关系", "Relation to householder"),
        text("address", "户籍地址", "Registered address", "户籍地", "住址"),
        word("kind", "户口性质", "Kind of register", _HUKOU, "户别", "户口类型"),
        word("status", "户籍状态", "Status", STANDS, "人员状态", "注销标识"),
    ), once=True, group="people", covers="nation"),
    Source("marriage", "婚姻登记", "Marriages", "民政部门（婚姻登记机关）", "Civil affairs, marriage registry", (
        *PERSON, word("status", "婚姻登记类型", "Registered as", _MARRIAGE, "婚姻状况", "登记类型", "婚姻状态", required=True),
        column("registered_on", "day", "登记日期", "Registered on", "登记时间", "结婚登记日期", "离婚登记日期"),
        text("spouse_name", "配偶姓名", "Spouse", "对方姓名"),
        column("spouse_id", "citizen_id", "配偶身份证号", "Spouse's citizen ID", "配偶证件号码", "配偶证号", "对方证件号码"),
    ), group="people", covers="nation", law="民发〔2022〕83号 三（二）；民发〔2021〕57号 第七条"),
    Source("death", "死亡和殡葬", "Deaths and funerals", "公安、殡葬管理机构", "Public security, funeral service", (
        *PERSON, column("died_on", "day", "死亡日期", "Date of death", "死亡时间", required=True),
        column("cremated_on", "day", "火化日期", "Date of cremation"),
    ), once=True, law="社会救助法 第四十一条；民发〔2022〕83号 一（三）", group="people", covers="province", holds="for_good"),
    Source("disability", "残疾人证", "Disability certificates", "残疾人联合会", "Disabled persons' federation", (
        *PERSON, text("certificate", "残疾证号", "Certificate", "残疾人证号", "残疾证编号"),
        word("type", "残疾类别", "Type", _DISABLED, "残疾类型", required=True),
        column("grade", "whole", "残疾等级", "Grade", "等级", required=True),
        column("valid_until", "day", "有效期至", "Valid until", "复审日期"),
    ), once=True, group="people", covers="nation", holds="own_end"),
    Source("education", "学籍、录取和学生资助", "Schooling, admission, student aid", "教育部门", "Education", (
        *PERSON, word("level", "学段", "Level", _LEVELS, "办学层次", "培养层次", "录取层次", "教育阶段", required=True),
        word("status", "学籍状态", "Status", _ATTENDING, "在校状态", "录取状态", required=True),
        column("aid_fen", "money", "本年资助金额", "Aid of the year", "资助金额", "助学金金额", "奖助学金"),
    ), group="people", covers="province", law="民发〔2021〕57号 第七条、第十四条", since=SINCE_2026),
    Source("justice", "服刑、戒毒和宣告失踪", "Prison, drug rehabilitation, missing", "司法行政、公安机关、人民法院",
           "Justice, public security, courts", (
        *PERSON, word("away", "是否重点人员及类型", "Whether away, and why", _AWAY, "人员类型", "是否重点人员", "重点人员类型", required=True),
        column("since", "day", "自何日起", "Since", "起始日期", "入所日期", "入监日期"),
    ), once=True, forbidden=("罪名", "案由", "案号", "刑期", "判决", "前科"), group="people", covers="province",
           law="民发〔2021〕57号 第七条；个人信息保护法 第六条、第二十八条", since=SINCE_2026),
)  # fmt: skip
