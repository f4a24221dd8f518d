"""Print runs: every badge of an event to one PDF, by a renderer of its own."""

import io
import resource
import time

from eventapp.agenda import queries as agenda
from eventapp.badges import services as badges
from eventapp.badges.queries import Face
from eventapp.badges.render import document_of
from eventapp.badges.sheets import LAYOUTS
from eventapp.bench.measure import Figure, measure, spread
from eventapp.bench.timetables import publish
from eventapp.bench.world import World, world
from eventapp.documents import pdf
from eventapp.documents.badge_modules import modules_of
from eventapp.documents.qr import runs

MM = 72 / 25.4
BADGES, CHANGED = 250, 5
TURNS = 3


def badges_250() -> list[Figure]:
    """Measure 250 different badges with codes of their own, a page each, and five of them."""
    with world() as here:
        faces = _faces(here)
        baseline = _boxes(faces, 1)
        whole = _drawn(here, "badges 250, cold", faces, "a6")
        few = _drawn(here, "badges 5, cold", faces[:CHANGED], "a6")
    return [baseline, whole.beside(baseline), few.beside(baseline)]


def badges_sheet() -> list[Figure]:
    """Measure 250 badges four to an A4 sheet, also with backs that tell a programme of 100."""
    with world() as here:
        publish(here, 100)
        faces = _faces(here)
        baseline = _boxes(faces, 4)
        sheets = _drawn(here, "badges 250 on sheets", faces, "a6x4")
        duplex = _drawn(here, "badges 250 on sheets, backs", faces, "a6x4-duplex")
    return [baseline, sheets.beside(baseline), duplex.beside(baseline)]


def _faces(here: World) -> list[Face]:
    here.grow(2 * BADGES)
    with here.session() as (session, event):
        faces = list(badges.faces(session, event, chosen="all"))[:BADGES]
    assert len({face.token for face in faces}) == BADGES
    return faces


def _drawn(here: World, name: str, faces: list[Face], layout: str) -> Figure:
    """Measure runs, each by a renderer of its own; memory is the renderer's."""
    cpus, walls, memory, size = list[float](), list[float](), 0.0, 0
    for _ in range(TURNS):
        before, cpu, wall = _children(), time.process_time(), time.perf_counter()
        with here.app.app_context(), here.session() as (session, event):
            document = document_of(event, agenda.released(session, event), faces, LAYOUTS[layout])
        size = len(pdf.render(document))
        walls.append((time.perf_counter() - wall) * 1000)
        own = (time.process_time() - cpu) * 1000
        cpus.append(own + _children() - before)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Figure(name, spread(cpus), spread(walls), None, memory, size / 1e6)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1000


def _boxes(faces: list[Face], on_a_page: int) -> Figure:
    """Measure the same names and codes drawn as plainly as ReportLab can."""
    return measure(
        f"{len(faces)} boxes by ReportLab, {on_a_page} a page",
        lambda _turn: _reportlab(faces, on_a_page),
        number=TURNS,
        warm=1,
    )


def _reportlab(faces: list[Face], on_a_page: int) -> None:
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415  (a development package)

    width, height = 105 * MM, 148 * MM
    canvas = Canvas(io.BytesIO(), pagesize=(width, height) if on_a_page == 1 else (595, 842))
    for number, face in enumerate(faces):
        place = number % on_a_page
        canvas.saveState()
        canvas.translate(place % 2 * width, place // 2 * height)
        canvas.setFont("Helvetica", 30)
        canvas.drawString(20, 300, face.given_name)
        canvas.drawString(20, 260, face.family_name)
        canvas.setFont("Helvetica", 14)
        canvas.drawString(20, 230, face.organisation)
        path = canvas.beginPath()
        for x, y, length in runs(modules_of(face.token)):
            path.rect(200 + x * 2, 100 - y * 2, length * 2, 2)
        canvas.drawPath(path, fill=1, stroke=0)
        canvas.rect(0, 0, width, 12 * MM, fill=1)
        canvas.restoreState()
        if place == on_a_page - 1 or number == len(faces) - 1:
            canvas.showPage()
    canvas.save()
