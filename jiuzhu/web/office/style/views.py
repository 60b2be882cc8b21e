"""Every part of the design with invented content. What is not shown here is not a part."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from jiuzhu.offices.refusals import NotYourArea
from jiuzhu.web import clock
from jiuzhu.web.forms import DayField, MoneyField
from jiuzhu.web.office import pages
from jiuzhu.web.parts import Entry, Station


class SampleForm(forms.Form):
    """One field of each kind, two of them filled in wrongly."""

    name = forms.CharField(
        label=gettext_lazy("姓名"), help_text=gettext_lazy("按身份证上的写法，生僻字照写。"), max_length=60
    )
    income = MoneyField(label=gettext_lazy("工资性收入（每月）"), help_text=gettext_lazy("没有的填 0。"))
    moved_in = DayField(label=gettext_lazy("迁入日期"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("户口性质"), widget=forms.RadioSelect,
        choices=[("urban", gettext_lazy("城镇")), ("rural", gettext_lazy("农村"))],
    )  # fmt: skip
    reason = forms.CharField(label=gettext_lazy("困难原因"), widget=forms.Textarea, required=False)
    promise = forms.BooleanField(label=gettext_lazy("以上情况属实，本人对真实性负责"))


@require_safe
@pages.power()
def style(request: HttpRequest) -> HttpResponse:
    """The guide."""
    today = clock.today()
    wrong = SampleForm({"name": "赵㛃", "income": "一千一", "kind": "rural"})
    rows = [
        (f"赵{name}", 45_000 + 12_345 * n, today + timedelta(days=n * 3 - 4))
        for n, name in enumerate("一二三四五六七八")
    ]
    return pages.show(
        request, "office/style/style.html",
        {
            "form": wrong, "stations": _stations(today), "clocks": [today + timedelta(days=n) for n in (9, 1, 0, -6)],
            "page": Paginator(rows * 30, 8).page(3), "tree": _tree(), "entries": _entries(clock.now()),
            "nothing": Paginator([], 8).page(1), "refusal": NotYourArea(area="青云街道"), "amount_fen": 110_250,
            "citizen_id": "370982199001010011",
        },
    )  # fmt: skip


def _stations(today: Any) -> list[Station]:
    return [
        Station(_("受理"), "done", "王芳", today - timedelta(days=12)),
        Station(_("核对"), "done", "李强", today - timedelta(days=9)),
        Station(_("入户调查"), "now", "张伟、刘洋", due_on=today + timedelta(days=4)),
        Station(_("初审"), "to-come"),
        Station(_("公示"), "to-come"),
        Station(_("决定"), "to-come", due_on=today + timedelta(days=20)),
        Station(_("发放"), "to-come"),
    ]


def _entries(now: datetime) -> list[Entry]:
    return [
        Entry(now - timedelta(hours=2), _("登记了入户调查结果，两人签字"), "张伟、刘洋"),
        Entry(now - timedelta(days=3), _("核对结果返回：无预警"), "李强"),
        Entry(now - timedelta(days=12), _("受理了申请，出具受理通知书"), "王芳"),
    ]


def _tree() -> dict[str, Any]:
    figure = {
        "label": _("城市低保标准"), "value": 63_000, "unit": "fen/person-month", "demo": True, "starts_on": "2020-07-01", "confidence": "B",
        "source": "泰安市 2020 年标准通知",
    }  # fmt: skip
    return {
        "label": _("每月补助金额"), "shown": "1,102.50 元", "value": 110_250,
        "text": _("标准与人均收入之差，乘以人数。"), "law": "社会救助法 第十八条",
        "because": [
            {"label": _("保障标准"), "value": 63_000, "shown": "630.00 元/人·月", "figures": [figure]},
            {
                "label": _("家庭人均月收入"), "value": 26_250, "shown": "262.50 元", "text": _("家庭月收入除以共同生活的家庭成员人数。"),
                "because": [
                    {"label": _("家庭月收入"), "value": 78_750, "shown": "787.50 元"},
                    {"label": _("共同生活的家庭成员"), "value": 3, "shown": "3 人"},
                ],
            },
            {"label": _("家庭财产"), "value": None, "shown": _("未知"), "text": _("不动产登记的核对结果还没有返回。")},
        ],
    }  # fmt: skip
