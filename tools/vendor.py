"""Other people's scripts and fonts that our pages serve: `python -m tools.vendor fetch|check`.

They are committed, so that a machine without npm can set up, and recorded in ``VENDORED.json`` with the package they
come from, its integrity and a hash of each file. ``fetch`` (needs npm) downloads, compares and writes them anew;
``check`` compares what is committed with the record. Why: docs/decisions, "What is vendored".
"""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

import click
from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
RECORD = ROOT / "VENDORED.json"
SERVED = "jiuzhu/web/static"
STATIC = ROOT / SERVED
FONTS = STATIC / "jiuzhu" / "fonts"


@dataclass(frozen=True)
class Package:
    """A package of the npm registry: its integrity as the registry states it, and the files we keep."""

    name: str
    version: str
    licence: str
    integrity: str
    files: dict[str, str]


PACKAGES = (
    Package(
        "htmx.org", "4.0.1", "0BSD",
        "sha512-oF7JgXhDW9UXCy/k1ZYFUQgzu/rm19ORWPSPNL91vPluB2PB9+MV55tyQdH/w7o2EAbTYUG5SDW1R60mdkdqGg==",
        {"dist/htmx.min.js": f"{SERVED}/vendor/htmx.min.js", "LICENSE": f"{SERVED}/vendor/htmx.LICENSE"},
    ),
    Package(
        "axe-core", "4.14.1", "MPL-2.0",
        "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
        {"axe.min.js": "tests/browser/axe.min.js", "LICENSE": "tests/browser/axe.LICENSE"},
    ),
    Package(
        "@expo-google-fonts/noto-sans-sc", "0.4.3", "OFL-1.1",
        "sha512-9rAwdFTFHbO/u6Cs0gj2jZbW74TGIiaFNQnXYH2s5wA1bzVkwbaviL4t8YUV642eGYjg86eH6DkAEQmfNHDncQ==",
        {"LICENSE_FONT": f"{SERVED}/jiuzhu/fonts/LICENSE"},
    ),
)  # fmt: skip
REGULAR = "400Regular/NotoSansSC_400Regular.ttf"
BOLD = "700Bold/NotoSansSC_700Bold.ttf"


def gb2312(rows: range) -> set[int]:
    """The characters of some rows of GB 2312: 1–9 signs, 16–55 common characters, 56–87 less common ones."""
    found: set[int] = set()
    for row in rows:
        for cell in range(1, 95):
            try:
                found.add(ord(bytes([0xA0 + row, 0xA0 + cell]).decode("gb2312")))
            except UnicodeDecodeError:
                continue  # an empty cell of the table
    return found


def unpack(package: Package, folder: Path) -> Path:
    """The package's own folder, after its archive was compared with the recorded integrity."""
    subprocess.run(
        ["npm", "pack", "--silent", "--ignore-scripts", f"{package.name}@{package.version}"],
        cwd=folder,
        check=True,
    )
    archive = next(folder.glob("*.tgz"))
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != package.integrity:
        raise click.ClickException(f"{package.name} {package.version}: integrity is {found}")
    with tarfile.open(archive) as opened:
        opened.extractall(folder, filter="data")
    archive.unlink()
    return folder / "package"


def cut(source: Path, target: Path, characters: set[int]) -> None:
    """A font with only these characters, compressed for the web."""
    options = subset.Options()
    options.flavor, options.hinting, options.notdef_outline = "woff2", False, True
    options.layout_features = ["ccmp", "locl"]
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    subset.save_font(font, str(target), options)


def make_fonts(package: Path) -> None:
    """Two weights of the common characters, then the less common and the rare ones in one weight, loaded on need."""
    every = set(TTFont(package / REGULAR).getBestCmap())
    latin = set(range(0x20, 0x180)) | set(range(0x2000, 0x2070)) | set(range(0xFF00, 0xFFF0))
    signs = {0x2190, 0x2191, 0x2192, 0x2193, 0x2195, 0x2212, 0x2713, 0x2717}
    common = gb2312(range(1, 10)) | gb2312(range(16, 56)) | latin | signs
    second = gb2312(range(56, 88))
    cut(package / REGULAR, FONTS / "sans-400-common.woff2", common)
    cut(package / BOLD, FONTS / "sans-700-common.woff2", common)
    cut(package / REGULAR, FONTS / "sans-400-second.woff2", second)
    cut(package / REGULAR, FONTS / "sans-400-rest.woff2", every - common - second)
    (FONTS / "coverage.txt").write_text("".join(f"{a:04X}-{b:04X}\n" for a, b in ranges(every)))


def ranges(characters: set[int]) -> list[tuple[int, int]]:
    """Code points as closed ranges, ascending."""
    found: list[tuple[int, int]] = []
    for one in sorted(characters):
        if found and one == found[-1][1] + 1:
            found[-1] = (found[-1][0], one)
        else:
            found.append((one, one))
    return found


def kept(package: Package) -> list[Path]:
    """The committed files that come from a package."""
    files = [ROOT / target for target in package.files.values()]
    if "fonts" in package.name:
        files += sorted([*FONTS.glob("*.woff2"), FONTS / "coverage.txt"])
    return files


def record() -> list[dict[str, object]]:
    """What VENDORED.json says of the files as they are now."""
    return [
        {
            "package": one.name, "version": one.version, "licence": one.licence, "integrity": one.integrity,
            "files": {
                path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
                for path in kept(one)
            },
        }
        for one in PACKAGES
    ]  # fmt: skip


@click.group()
def main() -> None:
    """Scripts and fonts of others that our pages serve."""


@main.command()
def fetch() -> None:
    """Download everything anew and write the record."""
    for one in PACKAGES:
        with tempfile.TemporaryDirectory() as folder:
            package = unpack(one, Path(folder))
            for source, target in one.files.items():
                (ROOT / target).parent.mkdir(parents=True, exist_ok=True)
                (ROOT / target).write_bytes((package / source).read_bytes())
            if "fonts" in one.name:
                make_fonts(package)
    RECORD.write_text(json.dumps(record(), indent=1) + "\n")


@main.command()
def check() -> None:
    """Compare what is committed with the record."""
    if record() != json.loads(RECORD.read_text()):
        raise click.ClickException(
            "a vendored file is not what VENDORED.json says; run python -m tools.vendor fetch"
        )


if __name__ == "__main__":
    main()
