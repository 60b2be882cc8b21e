"""``jiuzhu case``: prove what was signed on a case."""

from __future__ import annotations

import json
import sys

import click

from jiuzhu.commands import needs_tables, with_django


@click.group()
def command() -> None:
    """证明一件申请上签过的内容。 Prove what was signed on a case."""


@command.command()
@click.argument("number")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。 Print JSON.")
@click.pass_context
@with_django
def verify(context: click.Context, number: str, as_json: bool) -> None:
    """核验每一份签名：内容、指纹、密钥、金额是否与所签一致；有问题时退出码为 3。 Check every signature; exit code 3 if one fails."""
    from jiuzhu.cases import queries as cases
    from jiuzhu.journey import responsibility

    needs_tables()
    language = "en" if (context.find_root().obj or {}).get("language") == "en" else "zh-hans"
    english = language == "en"
    checked, altered = responsibility.verify(cases.get(number))
    bad = sum(1 for one in checked if one.trouble) + len(altered)
    if as_json:
        told = [
            {
                "kind": one.act.kind, "officer": one.act.officer.staff_number, "at": one.act.at.isoformat(),
                "digest": one.act.digest, "trouble": one.trouble,
                "key": one.act.signature.key.fingerprint if one.act.signature else None,
                "public_key": one.act.signature.key.public_key if one.act.signature else None,
                "signature": one.act.signature.signature if one.act.signature else None,
                "body": one.act.signature.body if one.act.signature else None,
            }
            for one in checked
        ]  # fmt: skip
        gone = [one.digest for one in altered]
        click.echo(
            json.dumps(
                {"case": number, "acts": told, "altered_determinations": gone}, ensure_ascii=False, indent=1
            )
        )
    else:
        for one in checked:
            mark = ("OK" if english else "无误") if one.trouble is None else ("!! " + one.words(language))
            click.echo(
                f"{one.act.at:%Y-%m-%d %H:%M}  {one.kind(language)}  {one.act.officer.name}  {one.act.digest[:16]}  {mark}"
            )
        for row in altered:
            click.echo(
                f"{row.at:%Y-%m-%d %H:%M}  !! " + ("determination altered" if english else "认定结果被改动")
            )
        total = (
            f"{len(checked)} signed acts, {bad} in trouble"
            if english
            else f"签名 {len(checked)} 份，有问题 {bad} 处"
        )
        click.echo(f"{number}: {total}")
    if bad:
        sys.exit(3)
