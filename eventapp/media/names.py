"""What an uploaded file is called when somebody saves it: cleaned for every system. Pure."""

import re
import unicodedata

LONGEST = 80
"""Characters of a name, its ending aside."""

_UNFIT = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]')
"""Controls, marks that turn the direction of writing, and what a file system gives a meaning."""

RESERVED = frozenset(
    ["con", "prn", "aux", "nul"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in range(10)]
)
"""Names of devices on Windows, whatever ending follows."""


def cleaned(given: str, *, ending: str, otherwise: str) -> str:
    """Return a name that is safe to offer: no path, no control, no device, and this ending.

    `otherwise` is what a file is called of whose name nothing is left.
    """
    name = unicodedata.normalize("NFC", given).encode("utf-8", "ignore").decode()
    name = re.split(r"[/\\]", name)[-1]
    name = " ".join(_UNFIT.sub(" ", name).split())
    stem = name.rpartition(".")[0] if "." in name else name
    stem = stem[:LONGEST].strip(" .")
    if not stem or stem.partition(".")[0].strip().lower() in RESERVED:
        stem = otherwise
    return f"{stem}.{ending}"
