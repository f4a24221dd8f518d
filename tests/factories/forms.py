"""Every form a page offers, read from the page itself, and filled in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

TYPED = {"text", "search", "tel", "url", "textarea", "email"}


@dataclass(slots=True)
class Control:
    """One control of a form."""

    name: str
    kind: str
    value: str = ""
    most: int | None = None
    checked: bool = False
    wrong: bool = False
    chosen: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)


@dataclass(slots=True)
class FoundForm:
    """One form of a page: where it goes and what it asks."""

    action: str
    method: str
    ident: str = ""
    controls: list[Control] = field(default_factory=list)

    def typed(self) -> list[Control]:
        """Return the controls into which anything can be typed."""
        return [control for control in self.controls if control.kind in TYPED]

    def as_it_stands(self) -> dict[str, list[str]]:
        """Return what a browser sends of the form when nobody touches it."""
        sent: dict[str, list[str]] = {}
        for control in self.controls:
            if control.kind in {"checkbox", "radio"} and not control.checked:
                continue
            values = [control.value]
            if control.kind == "select":
                values = control.chosen or control.options[:1]
            sent[control.name] = [*sent.get(control.name, []), *values]
        return sent

    def filled(self, text: str) -> dict[str, Any]:
        """Return what is sent when `text` is typed wherever text goes, cut as a browser cuts it."""
        plain = {"email": "somebody@example.org", "number": "3", "password": "correct horse staple"}
        sent: dict[str, Any] = {}
        for control in self.controls:
            if control.kind in TYPED - {"email"}:
                sent[control.name] = text[: control.most]
            elif control.kind == "select":
                sent[control.name] = control.value or next(filter(None, control.options), "")
            elif control.kind in {"radio", "checkbox"}:
                sent.setdefault(control.name, control.value)
            else:
                sent[control.name] = control.value or plain.get(control.kind, "")
        return sent


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FoundForm] = []
        self.open: Control | None = None
        self.ids: set[str] = set()
        self.anchors: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        self.ids.add(known.get("id", ""))
        if tag == "a" and known.get("href", "").startswith("#"):
            self.anchors.append(known["href"][1:])
        if tag == "form":
            method = known.get("method", "get").upper()
            self.forms.append(FoundForm(known.get("action", ""), method, known.get("id", "")))
        elif self.forms and known.get("name") and tag in {"input", "textarea", "select"}:
            kind = known.get("type", "text") if tag == "input" else tag
            most = int(known["maxlength"]) if "maxlength" in known else None
            made = Control(known["name"], kind, known.get("value", ""), most, "checked" in known)
            made.wrong = known.get("aria-invalid") == "true"
            self.forms[-1].controls.append(made)
            self.open = made if tag != "input" else None
        elif tag == "option" and self.open is not None:
            self.open.options.append(known.get("value", ""))
            if "selected" in known:
                self.open.chosen.append(known.get("value", ""))
                self.open.value = known.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.open is not None and self.open.kind == "textarea":
            self.open.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag in {"textarea", "select"}:
            if self.open is not None and tag == "textarea":  # HTML drops the first line feed
                self.open.value = self.open.value.removeprefix("\r").removeprefix("\n")
            self.open = None


def forms_of(page: str) -> Iterator[FoundForm]:
    """Yield the page's forms that act."""
    yield from forms_and_dead_anchors(page)[0]


def forms_and_dead_anchors(page: str) -> tuple[list[FoundForm], list[str]]:
    """Return the page's forms that act, and where its links within the page lead to nothing.

    A summary of faults must reach its fields.
    """
    reader = _Reader()
    reader.feed(page)
    dead = [link for link in reader.anchors if link and link not in reader.ids]
    return [form for form in reader.forms if form.method == "POST"], dead
