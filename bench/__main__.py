"""``python -m bench [name [arguments …]]``: measurements, each a file of this folder with ``main(arguments)``."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

NAMES = sorted(
    path.stem
    for path in Path(__file__).parent.glob("*.py")
    if "\ndef main(" in path.read_text(encoding="utf-8")
)


def main() -> None:
    chosen = sys.argv[1:2] or NAMES
    if unknown := [name for name in chosen if name not in NAMES]:
        sys.exit(f"no measurement {unknown[0]}; there are: {', '.join(NAMES)}")
    for name in chosen:
        importlib.import_module(f"bench.{name}").main(sys.argv[2:])


if __name__ == "__main__":
    main()
