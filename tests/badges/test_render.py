"""Badges on paper: every code decoded back to its holder, every name in its right letters."""

import io
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.programme import EMPTY
from eventapp.badges import name_fitting, services
from eventapp.badges.measuring import width_mm
from eventapp.badges.models import Badge
from eventapp.badges.queries import Face
from eventapp.badges.render import document_of
from eventapp.badges.sheets import LAYOUTS
from eventapp.documents import pdf, typefaces
from eventapp.events.models import BadgeBand, Event
from eventapp.registration.models import Registration
from eventapp.text_search import fold
from tests.badges.test_codes import TOKEN
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.on_sqlite

DPI = 300
NAMES = (
    ("Bo", "Ek"),
    ("Zoë", "Müller-Lüdenscheidt"),
    ("Jean-François-Xavier", "Saint-Clair-Deville"),
    ("Łukasz", "Wiśniewski-Żółć"),
    ("Αθανάσιος", "Παπαδόπουλος"),
    ("Дмитрий", "Рождественский"),
    ("Karl-Heinz", "Brüggemann-Leutheusser-Oßwald"),
    ("", "Madonna"),
)


def pages_of(content: bytes) -> list[Image.Image]:
    """Return the pages as pictures at 300 dots an inch."""
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    return [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]


def printed(app: Flask, session: Session, layout: str) -> tuple[list[Image.Image], dict[str, str]]:
    """Return the rendered pages of all names, and name by token."""
    event, category = make_event_with_category(session)
    for number, (given, family) in enumerate(NAMES):
        make_registration(
            session, event, category, family, given_name=given, email=f"p{number}@example.org"
        )
    folder = app.config["EVENTAPP"].data_dir / "keys"
    services.issue_missing(session, event, folder, now=NOON)
    session.commit()
    faces = services.faces(session, event, chosen="all")
    content = pdf.render(document_of(event, EMPTY, faces, LAYOUTS[layout]))
    by_token = {face.token: f"{face.given_name} {face.family_name}".strip() for face in faces}
    return pages_of(content), by_token


def codes_in(picture: Image.Image) -> list[str]:
    """Return the texts of the QR codes; a reader of all kinds may take the flow for stripes."""
    read = zxingcpp.read_barcodes(
        picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    return [code.text for code in read]


@pytest.mark.parametrize(("layout", "pages"), [("a6", len(NAMES)), ("a6x4", 2)])
def test_every_code_on_every_page_leads_back_to_its_holder(
    app: Flask, session: Session, layout: str, pages: int
) -> None:
    pictures, by_token = printed(app, session, layout)

    codes = [text for picture in pictures for text in codes_in(picture)]

    assert len(pictures) == pages
    assert sorted(codes) == sorted(by_token)
    registrations = {
        badge.token: registration.full_name
        for badge, registration in session.execute(
            select(Badge, Registration).join(Registration, Registration.id == Badge.registration_id)
        )
    }
    assert {token: registrations[token] for token in codes} == by_token


def test_codes_are_read_from_dim_bent_and_blurred_badges(app: Flask, session: Session) -> None:
    pictures, by_token = printed(app, session, "a6")
    mm = DPI / 25.4

    for picture in pictures:
        code = picture.crop(tuple(int(edge * mm) for edge in (66, 85, 102, 121)))  # type: ignore[arg-type]
        width, height = code.size
        bent = code.transform(
            code.size,
            Image.Transform.QUAD,
            (0, 0, 8, height, width, height - 8, width - 8, 8),
            Image.Resampling.BICUBIC,
            fillcolor=255,
        )
        dim = bent.point(lambda light: 60 + light * 0.3)
        blurred = dim.rotate(3, Image.Resampling.BICUBIC, fillcolor=136).filter(
            ImageFilter.GaussianBlur(1)
        )
        scratch = ImageDraw.Draw(blurred)
        scratch.line((0, height * 0.6, width, height * 0.5), fill=136, width=2)

        assert [text in by_token for text in codes_in(blurred)] == [True]


def drawn(lines: Iterable[str], size: int) -> Image.Image:
    """Return the lines drawn straight from the font file, as the page should show them."""
    drawn_lines = list(lines)
    face = typefaces.drawing(drawn_lines[0][0])
    assert face is not None
    font = ImageFont.truetype(str(face.path), round(size * DPI / 72))
    pitch = size * name_fitting.LINE * DPI / 72
    width = max(font.getlength(line) for line in drawn_lines)
    picture = Image.new("L", (int(width) + 40, int(pitch * (len(drawn_lines) + 1))), 255)
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(drawn_lines, 1):
        pen.text((10, number * pitch), line, font=font, fill=0, anchor="ls")
    return picture


def ink_of(picture: Image.Image) -> Image.Image:
    """Return the picture cut down to its ink."""
    dark = np.asarray(picture) < 160
    rows, columns = np.where(dark.any(axis=1))[0], np.where(dark.any(axis=0))[0]
    return picture.crop((columns[0], rows[0], columns[-1] + 1, rows[-1] + 1))


def likeness(image: Image.Image, other: Image.Image) -> float:
    """Return how much two pictures of a line agree, 1 being the same shape."""
    size = (360, 120)
    a = 255 - np.asarray(ink_of(image).resize(size), dtype=float)
    b = 255 - np.asarray(ink_of(other).resize(size), dtype=float)
    return float((a * b).sum() / np.sqrt((a * a).sum() * (b * b).sum()))


def test_no_wrong_letter_stands_in_a_name(app: Flask, session: Session) -> None:
    pictures, _ = printed(app, session, "a6")
    mm = DPI / 25.4
    in_order = sorted(NAMES, key=fold_key)

    for picture, (given, family) in zip(pictures, in_order, strict=True):
        fitted = name_fitting.fit(given, family)
        name = picture.crop((int(5 * mm), int(31.5 * mm), int(100 * mm), int(72.5 * mm)))
        right = likeness(name, drawn(fitted.lines, fitted.size))
        wrong = likeness(name, drawn([line[::-1] for line in fitted.lines], fitted.size))
        assert right > 0.75, (family, right, wrong)
        assert right > wrong + 0.1, (family, right, wrong)


def fold_key(name: tuple[str, str]) -> str:
    """Return what the desk's order goes by."""
    return fold(f"{name[1]} {name[0]}")


def test_names_never_leave_their_box() -> None:
    for given, family in (*NAMES, ("A" * 80, "B" * 80), ("Ab " * 20, "Cd-" * 25)):
        fitted = name_fitting.fit(given.strip(), family)

        assert all(width_mm(line, fitted.size) <= name_fitting.WIDTH_MM for line in fitted.lines)
        assert name_fitting.height_mm(fitted) <= name_fitting.HEIGHT_MM


def test_renderer_reads_no_file_and_opens_no_address(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("TOP-SECRET-MARKER")
    html = (
        f"<html lang=en><head><title>x</title><link rel=attachment href='file://{secret}'>"
        f"<link rel=stylesheet href='http://127.0.0.1:9/x.css'></head>"
        f"<body><p>x</p><img src='file://{secret}' alt=x><object data='file://{secret}'></object></body></html>"
    )

    content = pdf.draw(pdf.Document(html, "@page{size:10mm 10mm}p{font-size:4pt}"))

    assert b"TOP-SECRET" not in content
    assert b"EmbeddedFile" not in content


def test_renderer_starts_from_our_own_plain_style_sheet() -> None:
    html = "<html lang=en><head><title>x</title></head><body><p>one</p><h1>two</h1></body></html>"

    content = pdf.draw(pdf.Document(html, "@page{size:60mm 60mm}"))

    page = pypdfium2.PdfDocument(io.BytesIO(content))[0]
    sizes = {round(text.get_font_size()) for text in page.get_objects(filter=[1])}
    assert len(sizes) == 1  # the renderer's own sheet would double the heading


def a_face(name: str) -> Face:
    """Return a face with a name."""
    return Face(1, TOKEN, "", "", name, name, "", "DE", "de", "", BadgeBand.GUEST)


def test_markup_in_a_name_is_printed_as_it_is_written(session: Session) -> None:
    event: Event = make_event_with_category(session)[0]
    event_id = event.id
    session.commit()
    from eventapp.badges.render import document_of  # noqa: PLC0415  (slow to load, for this one)

    face = a_face("<script>x</script>")
    document = document_of(
        session.get_one(Event, event_id),
        EMPTY,
        [Face(**{**{slot: getattr(face, slot) for slot in face.__slots__}, "token": TOKEN})],
        LAYOUTS["a6"],
    )

    assert "<script>" not in document.html
    assert "&lt;script&gt;" in document.html
