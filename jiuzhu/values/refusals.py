"""Refusals: every "no" of the system, with a stable code, both languages, the next step and the law.

A room defines its refusals where it raises them::

    class NoLetterInForce(Refusal):
        code = "approvals.no-letter-in-force"
        zh = "{township}没有在{on}有效的放权委托书。"
        en = "{township} had no delegation letter in force on {on}."
        next_zh = "请将本件转报县级民政部门审批。"
        next_en = "Hand the case up to the county."
        law = "57号第二十三条"

    raise NoLetterInForce("township", township="新汶街道", on=on)

Placeholders are figures given as keywords; names that end in ``_fen`` print as money and dates are spelled
out (see ``figures``). A subclass without a code of its own is a family: it can be caught, not raised.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from string import Formatter
from typing import ClassVar

from jiuzhu.values import figures as _figures

_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+")
_registered: dict[str, type[Refusal]] = {}


class Refusal(Exception):
    """One thing that is refused. ``field`` names what the person typed; figures fill the sentences."""

    code: ClassVar[str] = ""
    zh: ClassVar[str] = ""
    en: ClassVar[str] = ""
    next_zh: ClassVar[str] = ""
    next_en: ClassVar[str] = ""
    law: ClassVar[str] = ""

    def __init_subclass__(cls, **keywords: object) -> None:
        super().__init_subclass__(**keywords)
        if cls.__dict__.get("code"):
            _register(cls)

    def __init__(self, field: str | None = None, **figures: object) -> None:
        if not type(self).__dict__.get("code"):
            raise TypeError(
                f"{type(self).__name__} is a family of refusals: raise one with a code of its own"
            )
        # Checked here and not when shown: a sentence with a hole must fail in the test that raises it.
        if missing := needed(type(self)) - figures.keys():
            raise TypeError(f"{self.code} needs the figures {sorted(missing)}")
        super().__init__(field)
        self.field = field
        self.figures = figures

    def __str__(self) -> str:
        return f"{self.code}: {self.text()}"

    def __reduce__(self) -> tuple[Callable[..., Refusal], tuple[object, ...]]:
        return _again, (type(self), self.field, self.figures)

    def wrong(self, language: str = "zh-hans") -> str:
        """What is wrong, with its figures."""
        return self._filled(self.en if _figures.is_english(language) else self.zh, language)

    def next(self, language: str = "zh-hans") -> str:
        """What to do about it; empty when nothing can be done."""
        return self._filled(self.next_en if _figures.is_english(language) else self.next_zh, language)

    def text(self, language: str = "zh-hans") -> str:
        """What is wrong and what to do, as one text for a page or a letter."""
        between = " " if _figures.is_english(language) else ""
        return between.join(part for part in (self.wrong(language), self.next(language)) if part)

    def as_dict(self, language: str = "zh-hans") -> dict[str, object]:
        """The same for machines: ``{code, message, next, law, field, figures}``; figures fit into JSON."""
        return {
            "code": self.code,
            "message": self.wrong(language),
            "next": self.next(language),
            "law": self.law,
            "field": self.field,
            "figures": _figures.plain(self.figures),
        }

    def _filled(self, template: str, language: str) -> str:
        return template.format(
            **{name: _figures.shown(name, one, language) for name, one in self.figures.items()}
        )


class Refusals(Exception):
    """Several refusals at once: a form with three wrong fields, a one-time notice of what is missing."""

    def __init__(self, many: Iterable[Refusal]) -> None:
        self.many: tuple[Refusal, ...] = tuple(many)
        if not self.many:
            raise TypeError("Refusals needs at least one refusal")
        super().__init__(self.many)

    def __str__(self) -> str:
        return "; ".join(str(one) for one in self.many)

    def text(self, language: str = "zh-hans") -> str:
        """One line per refusal."""
        return "\n".join(one.text(language) for one in self.many)

    def as_list(self, language: str = "zh-hans") -> list[dict[str, object]]:
        """Each refusal as ``Refusal.as_dict`` gives it."""
        return [one.as_dict(language) for one in self.many]


def refuse_if_any(many: Iterable[Refusal | None]) -> None:
    """Raise what was found: nothing, the one refusal itself, or ``Refusals`` when there are several."""
    found = tuple(one for one in many if one is not None)
    if len(found) == 1:
        raise found[0]
    if found:
        raise Refusals(found)


def by_code(code: str) -> type[Refusal]:
    """The class of a code; ``KeyError`` for a code that no imported module defines."""
    return _registered[code]


def every() -> tuple[type[Refusal], ...]:
    """All refusals of the modules imported so far, by code."""
    return tuple(_registered[code] for code in sorted(_registered))


def needed(refusal: type[Refusal]) -> frozenset[str]:
    """The figures that the sentences of a refusal speak of."""
    sentences = (refusal.zh, refusal.en, refusal.next_zh, refusal.next_en)
    names = (name for sentence in sentences for _, name, _, _ in Formatter().parse(sentence) if name)
    return frozenset(re.split(r"[.\[]", name)[0] for name in names)


def _register(cls: type[Refusal]) -> None:
    if not _CODE.fullmatch(cls.code):
        raise TypeError(f"{cls.__name__}: the code {cls.code!r} is not of the form room.what-is-wrong")
    if not (cls.zh and cls.en) or bool(cls.next_zh) != bool(cls.next_en):
        raise TypeError(
            f"{cls.code} must say in both languages what is wrong, and in both or none what to do"
        )
    known = _registered.get(cls.code)
    # The same class again is a module loaded twice (reload); another class is two refusals under one code.
    if known is not None and (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
        raise TypeError(f"{cls.code} is already {known.__module__}.{known.__qualname__}")
    _registered[cls.code] = cls


def _again(cls: type[Refusal], field: str | None, figures: dict[str, object]) -> Refusal:
    return cls(field, **figures)
