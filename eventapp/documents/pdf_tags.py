"""What a PDF's tags tell a screen reader beyond what the renderer writes: each part's language."""

from typing import Any


def say_languages() -> None:
    """Let each tag whose element has a `lang` say it, where the tags around it do not.

    The renderer tells the whole document's language alone (ISO 14289-1, 7.2).
    """
    import pydyf  # noqa: PLC0415  (in the child process alone)
    from weasyprint.pdf import tags  # noqa: PLC0415  (in the child process alone)

    build = tags._build_box_tree  # noqa: SLF001  (WeasyPrint has no public way to its tags)
    if getattr(build, "says_languages", False):
        return
    spoken = [""]

    def with_language(box: Any, *rest: Any) -> list[Any]:
        element, before = box.element, spoken[-1]
        here = "" if element is None or element.tag == "html" else element.get("lang", "")
        spoken.append(here or before)
        tags = list(build(box, *rest))
        spoken.pop()
        if here not in {"", before}:
            for tag in tags:
                tag["Lang"] = pydyf.String(here)
        return tags

    with_language.says_languages = True  # type: ignore[attr-defined]
    tags._build_box_tree = with_language  # noqa: SLF001  (likewise)


def remember_pages() -> None:
    """Let a PDF list its pages once: each tag and each link asks for the list, to use one of it.

    Written anew for each, it grows with the square of a book's length.
    """
    import pydyf  # noqa: PLC0415  (in the child process alone)

    def references(self: Any) -> tuple[bytes, ...]:
        kids = self.pages["Kids"][::3]
        known: tuple[bytes, ...] = vars(self).get("known_pages", ())
        if len(known) != len(kids):
            known = self.known_pages = tuple(f"{number} 0 R".encode() for number in kids)
        return known

    pydyf.PDF.page_references = property(references)
