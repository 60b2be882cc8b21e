"""Words and figures on a page. A builtin of the template engine: no ``{% load %}`` needed."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jiuzhu.values import figures, masking
from jiuzhu.values import money as money_value
from jiuzhu.values.refusals import Refusal
from jiuzhu.web import articles, deadlines, glyphs, reasons, typed, ways
from jiuzhu.web import clock as web_clock

register = template.Library()

_CLOSE_PAGES = 2


def _language() -> str:
    return get_language() or "zh-hans"


@register.filter
def money(fen: int | None) -> SafeString | str:
    """``110250`` → 1,102.50 元, figures aligned; an unknown amount says so instead of showing zero."""
    if fen is None:
        return _("未知")
    unit = "yuan" if figures.is_english(_language()) else "元"
    return format_html(
        '<span class="money">{}<span class="yuan"> {}</span></span>', figures.plain_yuan(fen), unit
    )


@register.filter
def yuan(fen: int) -> str:
    """The bare figure, for a table column whose heading names the unit."""
    return figures.plain_yuan(fen)


@register.filter
def capitals(fen: int) -> str:
    """大写, as documents of payment want it."""
    return money_value.capitals(fen)


@register.filter
def day(on: date | None) -> str:
    """2026年11月22日."""
    return "—" if on is None else figures.day(_local(on), _language())


@register.filter
def day_short(on: date | None) -> str:
    """11月22日; the year only when it is not this one."""
    if on is None:
        return "—"
    local = _local(on)
    if local.year != web_clock.today().year:
        return figures.day(local, _language())
    if figures.is_english(_language()):
        return f"{local.day} {figures.ENGLISH_MONTHS[local.month - 1][:3]}"
    return f"{local.month}月{local.day}日"


@register.filter
def moment(at: datetime | None) -> str:
    """2026年11月22日 14:03, in the county's time."""
    if at is None:
        return "—"
    local = timezone.localtime(at) if timezone.is_aware(at) else at
    return f"{figures.day(local.date(), _language())} {local:%H:%M}"


def _local(on: date) -> date:
    if isinstance(on, datetime):
        return timezone.localtime(on).date() if timezone.is_aware(on) else on.date()
    return on


@register.inclusion_tag("web/clock.html")
def clock(due_on: date | None, provisional: bool = False) -> dict[str, Any]:
    """How long is left in working days, and until when."""
    return deadlines.left(due_on, today=web_clock.today(), provisional=provisional, language=_language())


@register.filter
def masked(citizen_id: str) -> str:
    """An identity number as lists show it: 370982****9004."""
    return masking.citizen_id(citizen_id or "")


@register.filter
def masked_name(name: str) -> str:
    """A name as the internet may show it: 张**."""
    return masking.name(name)


@register.filter
def masked_phone(phone: str) -> str:
    """138****1234."""
    return masking.phone(phone)


@register.filter
def masked_account(account: str) -> str:
    """****1234."""
    return masking.account(account)


@register.filter
def rare(text: str) -> SafeString | str:
    """A name; characters that our own fonts cannot draw carry their code, so that nobody reads an empty box."""
    if glyphs.covers(text):
        return text
    return format_html_join(
        "",
        '{}<span class="rare">{}<span class="code">{}</span></span>',
        glyphs.pieces(text),
    )


@register.simple_tag(takes_context=True)
def once(context: template.Context) -> SafeString:
    """The key by which a form that is sent twice acts once, and whose form it is (see ``web/typed.py``)."""
    request = context.get("request")
    key = (request.POST.get("once", "") if request is not None else "") or str(uuid.uuid4())
    who = typed.whose(request) if request is not None else ""
    return format_html(
        '<input type="hidden" name="once" value="{}"><input type="hidden" name="whose" value="{}">', key, who
    )


@register.inclusion_tag("web/refusal.html", takes_context=True)
def refusal_panel(context: template.Context, refusal: Refusal) -> dict[str, Any]:
    """What, why, what next, and where."""
    language, request = _language(), context.get("request")
    officer = getattr(request, "officer", None) is not None
    return {
        "wrong": refusal.wrong(language), "law": refusal.law, "next": refusal.next(language), "code": refusal.code,
        "way": ways.on_from(refusal, request),
        "articles": articles.links(refusal.code, on=web_clock.today(), language=language, officer=officer),
    }  # fmt: skip


@register.filter
def mistakes(form: BaseForm) -> int:
    """How many things a form has to be corrected in."""
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def is_tick(field: BoundField) -> bool:
    """Whether a field is one box to tick."""
    return bool(getattr(field.field.widget, "input_type", "") == "checkbox") and not field.use_fieldset


@register.filter
def page_numbers(page: Page[Any]) -> list[int]:
    """The page numbers to offer; 0 stands for a gap."""
    last = page.paginator.num_pages
    wanted = {1, last, *range(page.number - _CLOSE_PAGES, page.number + _CLOSE_PAGES + 1)}
    numbers: list[int] = []
    for number in sorted(n for n in wanted if 1 <= n <= last):
        if numbers and number - numbers[-1] > 1:
            numbers.append(0)
        numbers.append(number)
    return numbers


def _query(context: template.Context) -> QueryDict:
    request = context.get("request")
    return request.GET if request is not None else QueryDict()


@register.simple_tag(takes_context=True)
def sorted_as(context: template.Context, key: str) -> str:
    """The value of aria-sort for a column."""
    now = _query(context).get("sort", "")
    return {key: "ascending", f"-{key}": "descending"}.get(now, "none")


@register.simple_tag(takes_context=True)
def sort_link(context: template.Context, key: str) -> str:
    """The same list sorted by a column; a second click turns it round."""
    query = _query(context).copy()
    query["sort"] = f"-{key}" if query.get("sort") == key else key
    query.pop("page", None)
    return f"?{query.urlencode()}"


@register.filter
def figure_line(figure: Any) -> str:
    """One figure that a reason leans on: name, value, since when, by which document."""
    return reasons.figure(figure, _language())


@register.filter
def source_line(source: Any) -> str:
    """Where a fact comes from."""
    return reasons.source(source)
