"""The standing rules hold in the house as it is."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField

from jiuzhu.__main__ import jiuzhu
from tools import house

OURS = {config.label for config in apps.get_app_configs() if config.name.startswith("jiuzhu.")}


@pytest.mark.parametrize("rule", house.RULES, ids=lambda rule: rule.__name__)
def test_rule_holds(rule: Callable[[Path], Iterator[house.Finding]]) -> None:
    assert [str(finding) for finding in rule(house.ROOT)] == []


def test_foreign_keys_of_the_running_models_point_down() -> None:
    height = house.floors(house.ROOT)
    wrong = []
    for model in apps.get_models():
        room = model._meta.app_label
        if room not in OURS:
            continue
        for field in model._meta.get_fields():
            if not isinstance(field, ForeignKey | ManyToManyField):
                continue
            target = field.related_model._meta.app_label
            if target in height and target != room and height[target] >= height[room]:
                wrong.append(f"{room}.{model.__name__}.{field.name} → {target}")
    assert wrong == []


def test_tables_of_a_room_carry_its_name() -> None:
    wrong = [
        f"{model._meta.label}: {model._meta.db_table}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in OURS and not model._meta.db_table.startswith(f"{model._meta.app_label}_")
    ]
    assert wrong == []


def test_every_room_is_installed_and_placed() -> None:
    ours = house.ROOT / "jiuzhu"
    models = [*ours.glob("*/models.py"), *ours.glob("*/models/__init__.py")]
    rooms = {path.relative_to(ours).parts[0] for path in models}
    assert "verification" in rooms
    assert rooms <= OURS
    assert rooms <= house.floors(house.ROOT).keys()


def test_a_day_that_stands_in_a_form_is_read_by_browsers_in_every_language() -> None:
    """A field of days in the language's own format comes out empty in Chinese; `web.forms.DayField` writes what browsers read."""
    ours = house.ROOT / "jiuzhu" / "web"
    wrong = [
        path.relative_to(ours).as_posix()
        for path in ours.rglob("*.py")
        if path != ours / "forms.py"
        and re.search(r"forms\.(DateField|DateInput)\b", path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_every_command_says_what_it_does() -> None:
    silent = []

    def look(command: click.Command, name: str) -> None:
        if not command.get_short_help_str():
            silent.append(name)
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not parameter.help:
                silent.append(f"{name} {parameter.opts[0]}")
        if isinstance(command, click.Group):
            context = click.Context(command)
            for below in command.list_commands(context):
                found = command.get_command(context, below)
                assert found is not None, f"{name} {below}"
                look(found, f"{name} {below}")

    look(jiuzhu, "jiuzhu")
    assert silent == []


def test_no_two_shapes_of_the_api_share_a_name() -> None:
    """The description of the API has one place for each name: of two, one would be told with the other's fields."""
    found = Counter(
        node.name
        for path in (house.ROOT / "jiuzhu" / "web" / "exchange").rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, times in found.items() if times > 1] == []
