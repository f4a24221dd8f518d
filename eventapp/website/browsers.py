"""The browser behind a user-agent line, as people call it: enough to know one's own again."""

_NAMES = (  # the first that fits: later ones name themselves in the lines of earlier ones
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def named(line: str) -> str:
    """Return “Firefox, Windows” for a user-agent line; its first word when nothing is known."""
    names = [
        next((name for sign, name in known if sign in line), "") for known in (_NAMES, _SYSTEMS)
    ]
    return ", ".join(part for part in names if part) or line.split("/", 1)[0][:40] or "–"
