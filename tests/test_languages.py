"""A new language is one folder of catalogues and one entry in one table."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from eventapp.paths import CHECKOUT, PACKAGE

ENTRY = """    "nl": Language(
        name="Nederlands", locale="nl_NL", day="EEEE d MMMM y", first_of_month="1ste"
    ),
}
\"\"\"Every language"""
TEXTS = {
    "Register now": "Nu aanmelden",
    "Your place on %(day)s is confirmed": "Uw plaats op %(day)s is bevestigd",
    "My day": "Mijn dag",
}


def lay_out(root: Path) -> None:
    """Lay out the checkout with that entry and that folder; all else is the program's own."""
    for name in ("templates", "config", "migrations", "tests", "pyproject.toml"):
        (root / name).symlink_to(CHECKOUT / name)
    shutil.copytree(PACKAGE, root / "eventapp", ignore=shutil.ignore_patterns("static"))
    (root / "eventapp" / "static").symlink_to(PACKAGE / "static")
    table = root / "eventapp" / "languages.py"
    text = table.read_text(encoding="utf-8").replace('}\n"""Every language', ENTRY)
    table.write_text(text, encoding="utf-8")
    catalogues = root / "eventapp" / "translations" / "nl" / "LC_MESSAGES"
    catalogues.mkdir(parents=True)
    texts = [f'msgid "{english}"\nmsgstr "{dutch}"\n' for english, dutch in TEXTS.items()]
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    (catalogues / "website.po").write_text("\n".join([head, *texts]), encoding="utf-8")


def test_language_of_one_entry_and_one_folder_is_spoken_everywhere(
    tmp_path: Path, migrated_sqlite: Path
) -> None:
    root, data = tmp_path / "checkout", tmp_path / "data"
    root.mkdir()
    data.mkdir()
    lay_out(root)
    shutil.copy(migrated_sqlite, data / "eventapp.db")

    answer = subprocess.run(
        [sys.executable, "-m", "tests.factories.dutch", str(data)],
        cwd=root, stdout=subprocess.PIPE, check=True, timeout=120,
    )  # fmt: skip

    shown = json.loads(answer.stdout.splitlines()[-1])  # behind the log
    assert re.search('<html[^>]* lang="nl"', shown["page"])
    assert "Voorjaarscongres" in shown["page"]
    assert "Nu aanmelden" in shown["page"]
    assert "donderdag" in shown["page"].casefold()
    assert "Nederlands" in shown["page"]
    assert shown["days"] == ["donderdag 1ste april 2027", "vrijdag 2 april 2027"]
    assert shown["countries"][:3] == ["Duitsland", "Frankrijk", "Oostenrijk"]
    assert shown["subject"] == "Uw plaats op 15 april 2027 is bevestigd – Voorjaarscongres"
    assert "Mijn dag" in shown["badge"]
    assert shown["print"] == "%PDF-"
    assert shown["fields"] == ["Deutsch", "Français", "English", "Nederlands"]
    assert shown["program"] == {"nl": "Zaal"}
