"""``jiuzhu document``: is a paper ours, whole, and does it still stand."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import Any

import click

from jiuzhu.commands import needs_tables, with_django
from jiuzhu.values import figures

EXITS = {
    "standing": 0, "whole": 0, "changed": 1, "unknown": 2, "unregistered": 2, "superseded": 3, "revoked": 3,
}  # fmt: skip
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """核对发出的文书。 Check papers that were issued."""


@command.command()
@click.argument("file", type=_FILE)
@click.option("--code", default="", help="文书上的查验码。 The check code printed on it.")
@click.option(
    "--root", "roots", type=_FILE, multiple=True,
    help="本县根证书（PEM）；有它就不用数据库，只看文件本身。 The county's root: then the file alone is asked, no database.",
)  # fmt: skip
@click.option(
    "--stamp-root", "stamp_roots", type=_FILE, multiple=True,
    help="外部时间戳服务的根证书，与 --root 同用。 Root of an outside time-stamp service, beside --root.",
)  # fmt: skip
@click.option(
    "--list", "lists", type=_FILE, multiple=True,
    help="最新的吊销列表（CRL），与 --root 同用。 Today's list of the revoked, beside --root.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。 Print JSON.")
@click.pass_context
def check(
    context: click.Context, file: Path, code: str, roots: tuple[Path, ...], stamp_roots: tuple[Path, ...],
    lists: tuple[Path, ...], as_json: bool,
) -> None:  # fmt: skip
    """核对一个 PDF：完整、被改动、查无此件还是已作废，谁盖的章、依据哪份委托书。退出码：完整 0，被改动 1，不是本县的或没有登记
    2，已作废或被替换 3。 Whole (exit 0), changed (1), unknown or unregistered (2), revoked or replaced (3); who sealed it under
    which letter."""
    if not roots and (stamp_roots or lists):
        raise click.UsageError("--stamp-root、--list 要与 --root 同用。 They go with --root.")
    if roots and code:
        raise click.UsageError(
            "--code 要查登记，不能与 --root 同用。 --code asks the register; not with --root."
        )
    language = "en" if (context.find_root().obj or {}).get("language") == "en" else "zh-hans"
    word, text, told, names = (
        _by_itself(file, roots, stamp_roots, lists, language) if roots else _registered(file, code, language)
    )
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1, default=str))
    else:
        click.echo(text)
        for name, value in told.items():
            if value and name not in ("verdict", "text"):
                click.echo(f"  {names[name][language == 'en']}  {figures.shown(name, value, language)}")
    sys.exit(EXITS[word])


@with_django
def _registered(
    file: Path, code: str, language: str
) -> tuple[str, str, dict[str, Any], dict[str, tuple[str, str]]]:
    from jiuzhu.journey import checking

    needs_tables()
    verdict = checking.by_file(file.read_bytes(), code=code)
    return verdict.word, verdict.text(language), checking.told(verdict, language), checking.NAMES


def _by_itself(
    file: Path, roots: tuple[Path, ...], stamp_roots: tuple[Path, ...], lists: tuple[Path, ...], language: str
) -> tuple[str, str, dict[str, Any], dict[str, tuple[str, str]]]:  # fmt: skip
    """From the file and the certificates alone: for whoever has no part in the county's system."""
    from jiuzhu.seals import proof

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # its trouble is told in our words
    certificates, stamping, newer = (
        [one.read_bytes() for one in some] for some in (roots, stamp_roots, lists)
    )
    try:
        found = proof.check(
            file.read_bytes(), proof.opened(certificates), stamp_roots=proof.opened(stamping),
            lists=proof.opened(newer, lists=True),
        )  # fmt: skip
    except ValueError as error:
        raise click.UsageError(
            f"证书或列表读不出来。 A certificate or list cannot be read: {error}"
        ) from error
    told: dict[str, Any] = {"verdict": found.verdict, "text": found.words(language), "sha256": found.sha256}
    for number, mark in enumerate(found.marks, start=1):
        at = mark.stamped_at.isoformat(timespec="seconds") if mark.stamped_at else ""
        told[f"seal_{number}"] = " · ".join(one for one in (mark.office, mark.name, mark.reason, at) if one)
    names = dict.fromkeys(told, ("印章", "seal")) | {"sha256": ("SHA-256", "SHA-256")}
    return found.verdict, found.words(language), told, names
