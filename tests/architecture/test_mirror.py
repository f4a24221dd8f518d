"""Tests mirror modules: whoever changes a module finds what proves it by its name."""

from pathlib import Path

from eventapp.paths import CHECKOUT, PACKAGE
from tests.architecture.sources import functions, modules

LEAST = 90
"""How many of a hundred modules have a test of their name: raise it, never lower it."""


def acting_modules() -> list[Path]:
    """Return the modules, within the package, that do something: tables and constants do not."""
    paths = []
    for path in modules():
        inside = path.relative_to(PACKAGE)
        if path.stem in {"__init__", "__main__", "models"} or "models" in inside.parts:
            continue
        if any(functions(path)):
            paths.append(inside)
    return paths


def has_test(module: Path) -> bool:
    """Tell whether a test of the module's name lies among those of its package."""
    package = module.parts[0] if module.parent.parts else ""
    return any((CHECKOUT / "tests" / package).rglob(f"test_{module.name}"))


def test_modules_have_tests_of_their_names() -> None:
    every = acting_modules()
    without = [str(path) for path in every if not has_test(path)]

    share = 100 * (len(every) - len(without)) / len(every)

    assert share >= LEAST, f"{share:.1f} of 100; these have none: {', '.join(without)}"
