"""What the departments of the demo county deliver: everybody asked about is in the register, some own a car, nobody is anywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from jiuzhu.values import citizen_id
from jiuzhu.verification import actions as verification
from jiuzhu.verification import queries
from jiuzhu.verification.refusals import AlreadyTaken

# A person of no household stands in every file, so that none is empty.
STRANGER = (citizen_id.invent("370982", date(1955, 1, 1), "male", 49).number, "远方人")
# Source → further headings, and what its record says.
RECORDS = {
    "household_register": ("性别,户籍状态", "{sex},正常"),
    "death": ("死亡日期", "2019-08-01"),
    "vehicles": ("号牌号码,机动车状态", "鲁J0{plate:04d},正常"),
    "real_estate": ("不动产权证号,建筑面积", "鲁2020新泰市不动产权第0000001号,62.5"),
    "housing_fund": ("月缴存额,缴存状态", "800.00,正常"),
    "social_insurance": ("险种,参保状态", "城乡居民基本养老保险,参保缴费"),
    "tax": ("所属期起,所属期止,所得项目,收入额", "2020-03-01,2020-03-31,工资薪金,3200.00"),
    "business": ("企业名称,登记状态,出资额", "新泰市示例小吃店,存续,20000"),
    "deposits": ("个人存款是否超限", "是"),
    "disability": ("残疾类别,残疾等级", "肢体,二级"),
}
WITH_A_CAR = 9  # every ninth person asked about


def deliver(on: date, at: datetime) -> Iterator[tuple[str, int]]:
    """A delivery of every source as of the day; (its name, how many inquiries were open). The same again enters nothing."""
    for source, (headings, says) in RECORDS.items():
        asked = {one.person.citizen_id: one.person for one in queries.open_for_source(source, on)}
        about = [(STRANGER[0], STRANGER[1], "男", 1)]
        for place, person in enumerate(asked.values(), start=2):
            if source == "household_register" or (source == "vehicles" and place % WITH_A_CAR == 0):
                about.append(
                    (person.citizen_id or "", person.name, "女" if person.sex == "female" else "男", place)
                )
        lines = [f"身份证号,姓名,{headings}"]
        lines += [
            f"{number},{name},{says.format(sex=sex, plate=place)}"
            for number, name, sex, place in about
            if number
        ]
        body = ("\r\n".join(lines) + "\r\n").encode("gb18030")
        try:
            verification.take(body, name=f"{source}.csv", source=source, as_of=on, actor=None, on=on, at=at)
        except AlreadyTaken:
            continue
        yield source, len(asked)
