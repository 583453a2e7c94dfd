"""Cuts the fonts of printed documents from npm packages into the project; needs npm. Run by `script/fonts`.

Versions are pinned in package.json and package-lock.json. Names of people leave GB 2312, so the face of the text has all
characters of GBK; that of titles has those of GB 2312, and a rare character in a title comes from the other.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "junheng" / "reports" / "documents" / "fonts"
PACKAGES = ROOT / "node_modules" / "@expo-google-fonts"
#: What is cut from where, and the encoding whose characters stay.
WANTED = {
    "NotoSansSC-Regular.ttf": ("noto-sans-sc", "400Regular/NotoSansSC_400Regular.ttf", "gbk"),
    "NotoSerifSC-SemiBold.ttf": ("noto-serif-sc", "600SemiBold/NotoSerifSC_600SemiBold.ttf", "gb2312"),
}
#: Latin, punctuation and arrows, which stay whatever the encoding says.
ALWAYS = {*range(0x20, 0x180), *range(0x2010, 0x2070), *range(0x2190, 0x219A), 0x2212, 0x2264, 0x2265}
FEATURES = ("ccmp", "kern", "liga", "locl", "mark", "mkmk", "vert")


def main() -> int:
    """Install by the lock file, cut, and list the hashes."""
    npm = shutil.which("npm")
    if npm is None:
        print("npm is missing. On Debian: apt install npm", file=sys.stderr)
        return 1
    subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=ROOT, check=True)  # noqa: S603 (npm, by its path)
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    for name, (package, file, encoding) in WANTED.items():
        cut(PACKAGES / package / file, TARGET / name, characters(encoding) | ALWAYS)
        print(f"{name}: {(TARGET / name).stat().st_size:,} bytes")
        shutil.copyfile(PACKAGES / package / "LICENSE_FONT", TARGET / f"LICENSE-{name.split('-')[0]}.txt")
    names = sorted(path.name for path in TARGET.iterdir())
    lines = [f"{hashlib.sha256((TARGET / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (TARGET / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")
    return 0


def characters(encoding: str) -> set[int]:
    """The code points of every pair of bytes of an encoding."""
    found = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                found.add(ord(bytes((lead, trail)).decode(encoding)))
            except (UnicodeDecodeError, TypeError):  # no character, or two
                continue
    return found


def cut(source: Path, target: Path, kept: set[int]) -> None:
    """Write a font with these characters only; the same bytes every time."""
    options = Options()
    options.hinting = False
    options.layout_features = list(FEATURES)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.notdef_outline = True
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=kept)
    subsetter.subset(font)
    font.save(target)


if __name__ == "__main__":
    sys.exit(main())
