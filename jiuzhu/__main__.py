"""The `jiuzhu` program: one command per file in ``jiuzhu/commands``, loaded when it is asked for."""

from __future__ import annotations

import importlib
import keyword
import os
import pkgutil
import sys

import click

from jiuzhu import commands
from jiuzhu.values.refusals import Refusal, Refusals

REFUSED = 2  # exit code of a refusal; 1 is a fault of the machine, 0 is done


class Commands(click.Group):
    """Finds ``jiuzhu/commands/<name>.py`` and its ``command``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the files."""
        found = pkgutil.iter_modules(commands.__path__)
        return sorted(module.name.rstrip("_").replace("_", "-") for module in found)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of one file; None when there is no such file."""
        if cmd_name not in self.list_commands(ctx):
            return None
        # `import` is a word of Python's own: its file is called `import_`.
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name.replace("-", "_")
        module = importlib.import_module(f"jiuzhu.commands.{name}")
        found: click.Command = module.command
        return found


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--language",
    type=click.Choice(["zh", "en"]),
    default=lambda: os.environ.get("JIUZHU_LANGUAGE", "zh"),
    help="答复所用的语言。 The language of answers.",
)
@click.pass_context
def jiuzhu(context: click.Context, language: str) -> None:
    """救助：县级社会救助办理系统。 Social assistance for a county, from the counter to the bank file."""
    context.obj = {"language": language}
    os.environ["JIUZHU_LANGUAGE"] = language  # main() answers in it after the context is gone


def main() -> None:
    """Run a command. A refusal is an answer, not a crash: one line on stderr, exit code 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        jiuzhu(prog_name="jiuzhu")
    except (Refusal, Refusals) as refusal:
        sys.exit(_refused(refusal))
    except Exception as fault:
        known = _known(fault)
        if known is None:
            raise
        if isinstance(known, Refusal):
            sys.exit(_refused(known))
        click.echo(f"jiuzhu: {known}", err=True)
        sys.exit(1)


def _refused(refusal: Refusal | Refusals) -> int:
    english = os.environ.get("JIUZHU_LANGUAGE", "zh") == "en"
    click.echo(refusal.text("en" if english else "zh-hans"), err=True)
    _count(refusal)
    return REFUSED


def _count(refusal: Refusal | Refusals) -> None:
    """Keep count of what the command line was refused; a command without a database has nothing to count in."""
    if "django.db" not in sys.modules:
        return
    from django.apps import apps
    from django.utils import timezone

    if apps.ready:
        from jiuzhu.offices import counting

        many = refusal.many if isinstance(refusal, Refusals) else (refusal,)
        counting.count(many, door="command", actor=None, at=timezone.now())


def _known(fault: BaseException) -> Refusal | str | None:
    """A refusal by the database, or a fault of the machine that a sentence explains; None for a bug."""
    from config.embedded.places import CannotStart
    from config.environment import Misconfigured

    if isinstance(fault, CannotStart | Misconfigured):
        return str(fault)
    if "django.db" in sys.modules:
        import psycopg
        from django.db.utils import DatabaseError, OperationalError

        from jiuzhu.offices.database import refusal_from

        if isinstance(fault, DatabaseError) and (refusal := refusal_from(fault)) is not None:
            return refusal
        if isinstance(fault, OperationalError | psycopg.OperationalError):
            return f"数据库没有应答 / the database does not answer: {fault}".strip()
    # Libraries wrap what they meet.
    return _known(fault.__cause__) if fault.__cause__ is not None else None


if __name__ == "__main__":
    main()
