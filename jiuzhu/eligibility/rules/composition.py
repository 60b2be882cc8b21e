"""Who belongs to the household that is looked at (57号 第七条、第八条; 2022 notice), and who may apply alone."""

from __future__ import annotations

from jiuzhu.eligibility.rules.given import RULES
from jiuzhu.rules.nodes import law
from jiuzhu.rules.terms import Term, every, one_of, same, some, where, years
from jiuzhu.rules.units import PERSONS, YEARS

MEMBERS_LAW = law(from_2012_12_12="民发〔2012〕220号", from_2021_07_01="民发〔2021〕57号 第七条")
ALONE_2021 = law(
    from_2021_07_01="民发〔2021〕57号 第八条",
    from_2022_10_20="民发〔2021〕57号 第八条；2022年兜底保障通知",
    from_2026_07_01="社会救助法 第二十一条；民发〔2021〕57号 第八条",
)

RULES.figure("adult-age", zh="成年年龄", en="Age of majority", low=1, high=30)
RULES.figure("clergy-absence-years", zh="宗教教职人员离家年限", en="Years away as clergy", low=0, high=50)
RULES.figure(
    "severe-disability-grade", zh="重度残疾的最低等级", en="Lowest grade that is severe", low=1, high=4
)


@RULES.rule(
    "person", zh="在世", en="Alive", text_zh="死亡日期：{died_on}", text_en="Date of death: {died_on}"
)
def alive(died_on: Term, on: Term) -> Term:
    return died_on > on


@RULES.rule(
    "person",
    zh="年龄",
    en="Age",
    unit=YEARS,
    text_zh="{birth_on}出生，{value}",
    text_en="Born {birth_on}: {value}",
)
def age(birth_on: Term, on: Term) -> Term:
    return years(birth_on, on)


@RULES.rule("person", zh="成年", en="Of age", law=law("民法典 第十七条"), text_zh="{age}，成年为{p_adult_age}周岁",
            text_en="{age}; of age at {p_adult_age}")  # fmt: skip
def adult(age: Term, p_adult_age: Term) -> Term:
    return age >= p_adult_age


@RULES.rule(
    "person", zh="不能独立生活的成年子女", en="Adult child who cannot live independently", law=MEMBERS_LAW
)
def dependent_adult_child(lives_independently: Term, full_time_student: Term) -> Term:
    return full_time_student | ~lives_independently


@RULES.rule("person", zh="属于应计入的关系", en="A relation that counts", law=MEMBERS_LAW)
def related(
    relation: Term, adult: Term, dependent_adult_child: Term, support_duty: Term, lives_with_household: Term
) -> Term:
    """Spouse, minor children, dependent adult children; others with a duty of support who live together for good."""
    child = where(adult, dependent_adult_child, True)
    return where(
        one_of(relation, "applicant", "spouse"),
        True,
        where(same(relation, "child"), child, support_duty & lives_with_household),
    )


@RULES.rule("person", zh="因离家不计入", en="Not counted because away", law=MEMBERS_LAW,
            text_zh="{away}，自{away_since}", text_en="{away} since {away_since}")  # fmt: skip
def left_out(away: Term, away_since: Term, on: Term, p_clergy_absence_years: Term) -> Term:
    long_away = years(away_since, on) >= p_clergy_absence_years
    return where(same(away, "none"), False, where(same(away, "clergy"), long_away, True))


@RULES.rule("person", zh="申请人本人", en="The applicant in person")
def applicant(standing: Term, relation: Term) -> Term:
    return same(standing, "member") & same(relation, "applicant")


@RULES.rule("person", zh="计入共同生活的家庭成员", en="Counted as a member of the household", law=MEMBERS_LAW,
            text_zh="在世{alive}，关系{related}，离家不计{left_out}：{value}",
            text_en="alive {alive}, related {related}, left out as away {left_out}: {value}")  # fmt: skip
def counted(
    standing: Term, applied_as: Term, relation: Term, alive: Term, related: Term, left_out: Term
) -> Term:
    """Someone who applies alone is a household of one."""
    alone = same(applied_as, "single_person")
    return every(
        same(standing, "member"), alive, where(alone, same(relation, "applicant"), related & ~left_out)
    )


RULES.total("members", of="counted", zh="共同生活的家庭成员人数", en="Members of the household", unit=PERSONS, law=MEMBERS_LAW,
            text_zh="共{value}", text_en="{value} in all")  # fmt: skip


@RULES.rule("person", zh="重度残疾", en="Severely disabled", law=law("GB/T 26341-2010"),
            text_zh="残疾{disability_grade}，重度为{p_severe_disability_grade}级及以上（数字越小越重）",
            text_en="grade {disability_grade}; severe is {p_severe_disability_grade} and lower numbers")  # fmt: skip
def severely_disabled(disability_grade: Term, p_severe_disability_grade: Term) -> Term:
    return (disability_grade >= 1) & (disability_grade <= p_severe_disability_grade)


@RULES.rule("person", zh="入住宗教场所满年限的生活困难教职人员", en="Clergy in religious premises for the years required",
            law=law(from_2012_12_12="民发〔2012〕220号", from_2021_07_01="民发〔2021〕57号 第八条"))  # fmt: skip
def long_in_premises(religious_premises_since: Term, on: Term, p_clergy_absence_years: Term) -> Term:
    return years(religious_premises_since, on) >= p_clergy_absence_years


@RULES.rule("person", zh="成年无业重度残疾人", en="Adult, unemployed and severely disabled", law=law("2022年兜底保障通知"),
            since="2022-10-20")  # fmt: skip
def adult_unemployed_severe(applicant: Term, adult: Term, employed: Term, severely_disabled: Term) -> Term:
    return every(applicant, adult, ~employed, severely_disabled)


@RULES.rule("person", name="alone_by_law", zh="可以单独提出申请", en="May apply alone", until="2021-07-01",
            law=law(from_2012_12_12="民发〔2012〕220号"))  # fmt: skip
def alone_2012(
    applicant: Term, adult: Term, severely_disabled: Term, labour_ability: Term, separate_register: Term,
    edge_family: Term, long_in_premises: Term,
) -> Term:  # fmt: skip
    """An adult of a family in difficulty, severely disabled, unable to work, registered alone; or clergy."""
    disabled = every(adult, severely_disabled, same(labour_ability, "none"), separate_register, edge_family)
    return applicant & (disabled | long_in_premises)


@RULES.rule("person", zh="残疾达到单人保等级", en="Disability of a grade that allows applying alone", law=ALONE_2021,
            since="2021-07-01")  # fmt: skip
def disabled_enough(disability_type: Term, disability_grade: Term) -> Term:
    """Grade 1 or 2 of any type, grade 3 of an intellectual or mental disability: the grades stand in the article."""
    third = one_of(disability_type, "intellectual", "mental") & same(disability_grade, 3)
    return every(disability_grade >= 1, disability_grade <= 2) | third


@RULES.rule("person", name="alone_by_law", zh="可以单独提出申请", en="May apply alone", since="2021-07-01", until="2022-10-20",
            law=ALONE_2021)  # fmt: skip
def alone_2021(
    applicant: Term, edge_family: Term, disabled_enough: Term, serious_illness: Term, long_in_premises: Term
) -> Term:
    return applicant & ((edge_family & (disabled_enough | serious_illness)) | long_in_premises)


@RULES.rule(
    "person",
    name="alone_by_law",
    zh="可以单独提出申请",
    en="May apply alone",
    since="2022-10-20",
    law=ALONE_2021,
)
def alone_2022(
    applicant: Term, edge_family: Term, disabled_enough: Term, serious_illness: Term, long_in_premises: Term,
    adult_unemployed_severe: Term,
) -> Term:  # fmt: skip
    in_edge_family = edge_family & (disabled_enough | serious_illness)
    return applicant & some(in_edge_family, long_in_premises, adult_unemployed_severe)


RULES.any(
    "somebody_alone_by_law",
    of="alone_by_law",
    zh="申请人可以单独提出申请",
    en="The applicant may apply alone",
)


@RULES.rule("household", zh="申请方式合规", en="The way of applying is open to the applicant", law=MEMBERS_LAW,
            text_zh="申请方式{applied_as}，可单独申请：{somebody_alone_by_law}",
            text_en="applied as {applied_as}; may apply alone: {somebody_alone_by_law}")  # fmt: skip
def route_ground(applied_as: Term, somebody_alone_by_law: Term) -> Term:
    return where(same(applied_as, "single_person"), somebody_alone_by_law, True)


@RULES.rule("household", zh="有计入的家庭成员", en="Somebody counts as a member", law=MEMBERS_LAW,
            text_zh="共{members}", text_en="{members} in all")  # fmt: skip
def members_ground(members: Term) -> Term:
    return members >= 1
