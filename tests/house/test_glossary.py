"""One legal term, one English name, one word in the code: docs/glossary.md, and everything that has a name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pypinyin import lazy_pinyin

from jiuzhu import rulebook
from jiuzhu.journey import shape
from jiuzhu.offices.roles import ROLES

ROOT = Path(__file__).resolve().parents[2]
# Words that are also a verb on a button, or the name of whoever did it: their English follows the sentence.
ALSO_VERBS = {"复核", "更正", "给予", "不予", "公布"}
LINE = re.compile(r"^\| ([^|]+) \| ([^|]+) \| `([^`|]+)` \| ([^|]+) \|$")


def terms() -> list[tuple[str, str, str]]:
    """(Chinese, English, word in the code) of every line of the table."""
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    return [(found[1], found[2], found[3]) for line in lines if (found := LINE.match(line))]


def named() -> Iterator[tuple[str, str, str, str]]:
    """What the product calls its roles, items and stages: (where, Chinese, English, word in the code)."""
    for role in ROLES.values():
        yield f"role {role.key}", role.zh, role.en, role.key
    for item in rulebook.items():
        yield f"item {item.code}", item.zh, item.en, item.slug
        yield f"category of {item.code}", item.category_zh, item.category_en, item.process
    for version in rulebook.book().versions:
        for stage in shape.from_body(version.body).stages.values():
            yield f"stage of {version.label}", stage.zh, stage.en, stage.key


def test_the_table_is_read_whole_and_sorted_by_pinyin() -> None:
    found = [chinese for chinese, _, _ in terms()]
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert len(found) == sum(line.startswith("| ") for line in text.splitlines()) - 1  # its head
    assert found == sorted(found, key=lambda one: (lazy_pinyin(one), one))
    assert len(found) == len(set(found))


def test_roles_items_and_stages_are_called_as_the_glossary_says() -> None:
    glossary = {chinese: (english, word) for chinese, english, word in terms()}
    wrong = [
        f"{where}: {chinese} is {english} ({key}), glossary: {glossary.get(chinese)}"
        for where, chinese, english, key in named()
        if glossary.get(chinese) != (english, key)
    ]
    assert not wrong, "\n".join(sorted(set(wrong)))


def test_a_term_has_one_english_name_wherever_it_is_a_label() -> None:
    """The English of the catalogues for a string that is a term and nothing else."""
    from tools import catalogue

    glossary = {chinese: english for chinese, english, _ in terms() if chinese not in ALSO_VERBS}
    said: dict[str, set[str]] = defaultdict(set)
    for package in catalogue.catalogues():
        for message in catalogue.stored(package):
            if isinstance(message.id, str) and message.id in glossary and message.string:
                said[message.id].add(str(message.string))
    wrong = {
        term: sorted(english)
        for term, english in said.items()
        if any(_root(one) != _root(glossary[term]) for one in english)
    }
    assert not wrong, "\n".join(f"{term}: {glossary[term]}, not {english}" for term, english in wrong.items())


def test_the_words_of_the_code_are_in_the_code() -> None:
    folders = [ROOT / "jiuzhu", ROOT / "rulebook"]
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in {".py", ".yaml"} and "migrations" not in path.parts
    )
    missing = [f"{chinese}: {word}" for chinese, _, word in terms() if word not in text]
    assert not missing, "\n".join(missing)


def _root(english: str) -> str:
    """Singular and plural, capital and small, are one name."""
    return re.sub(r"(ies|y|[es]+)$", "", english.lower().strip())
