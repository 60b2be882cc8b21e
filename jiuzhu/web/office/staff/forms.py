"""Forms of the administrator: an officer, a post, the end of a post, a first password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from jiuzhu.offices import queries as offices
from jiuzhu.offices.roles import ROLES
from jiuzhu.web import clock
from jiuzhu.web.forms import CitizenIdField, DayField, NameField, PhoneField
from jiuzhu.web.office import pages
from jiuzhu.web.surroundings import county_name


def role_choices() -> list[tuple[str, str]]:
    """Roles by their names in the language of the page."""
    return [(key, role.name(pages.language())) for key, role in ROLES.items()]


class FindForm(forms.Form):
    """Which officers."""

    q = forms.CharField(label=_("姓名、工号或登录名"), required=False, max_length=60)
    area = forms.ChoiceField(label=_("单位所在地"), required=False)
    role = forms.ChoiceField(label=_("岗位"), required=False)

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        everywhere = [("", _("全部"))]
        places = [(one.code, one.name) for one in offices.townships((settings.COUNTY,))]
        self.fields["area"].choices = [*everywhere, *places]  # type: ignore[attr-defined]
        self.fields["role"].choices = [*everywhere, *role_choices()]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, str]:
        """What was asked and makes sense."""
        given = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return {
            key: given.get(name, "").strip()
            for key, name in (("words", "q"), ("area", "area"), ("role", "role"))
        }


class FirstPassword(forms.Form):
    """A password that she must change at her first login."""

    password = forms.CharField(
        label=_("初始密码"), max_length=128, strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("当面交给本人；首次登录必须改成自己的密码，在此之前不能办理任何业务。"),
    )  # fmt: skip

    def clean_password(self) -> str:
        """By the same rules as her own."""
        typed: str = self.cleaned_data["password"]
        password_validation.validate_password(typed)
        return typed


class EnrollForm(FirstPassword):
    """A new officer; her posts come after."""

    name = NameField(label=_("姓名"), max_length=60)
    staff_number = forms.RegexField(
        r"^[A-Za-z0-9-]{2,20}$",
        label=_("工号"),
        error_messages={"invalid": _("工号为 2 到 20 位字母、数字或连字符。")},
    )
    office = forms.ChoiceField(label=_("所在单位"))
    citizen_id = CitizenIdField(
        label=_("身份证号"), required=False, help_text=_("用来挡住本人办理自己家庭的申请；不对外显示。")
    )
    phone = PhoneField(label=_("电话"), required=False)
    username = forms.RegexField(
        r"^[\w.@+-]{2,60}$",
        label=_("登录名"),
        error_messages={"invalid": _("登录名为 2 到 60 位字母、数字或 . @ + - _。")},
    )
    field_order = ("name", "staff_number", "office", "citizen_id", "phone", "username", "password")

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        desks = [(str(one.pk), one.name) for one in offices.desks((settings.COUNTY,))]
        self.fields["office"].choices = desks  # type: ignore[attr-defined]


class PostForm(forms.Form):
    """A role in an area from a day."""

    role = forms.ChoiceField(label=_("岗位"))
    area = forms.ChoiceField(label=_("辖区"), help_text=_("县级岗位选县；乡镇（街道）岗位选乡镇（街道）。"))
    starts_on = DayField(label=_("任职日期"))
    stops_on = DayField(
        label=_("到期日期"), required=False, help_text=_("没有期限的不填；到期当天不再任职。")
    )

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **{"initial": {"starts_on": clock.today()}, **keywords})
        self.fields["role"].choices = role_choices()  # type: ignore[attr-defined]
        county = settings.COUNTY
        places = [(one.code, one.name) for one in offices.townships((county,))]
        self.fields["area"].choices = [(county, county_name()), *places]  # type: ignore[attr-defined]


class RelieveForm(forms.Form):
    """The first day out of the post."""

    stops_on = DayField(label=_("免去日期"), help_text=_("当天起不再任职；此前办理的继续有效。"))
