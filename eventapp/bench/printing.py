"""Measuring print runs: every badge of an event to one PDF, in the renderer's own process."""

import io
import resource
import time

from eventapp.agenda.programme import EMPTY
from eventapp.badges import services as badges
from eventapp.badges.queries import Face
from eventapp.badges.render import document_of
from eventapp.badges.sheets import LAYOUTS
from eventapp.bench.measure import Figure, measure
from eventapp.bench.world import World
from eventapp.web import pdf
from eventapp.web.qr import badge_matrix, runs

MM = 72 / 25.4
BADGES, CHANGED = 250, 5


def badges_250(world: World) -> list[Figure]:
    """Measure 250 badges, a page each, and the five that changed since."""
    baseline = measure("250 boxes by ReportLab", lambda _n: _reportlab(), runs=3, each=1)
    faces = _faces(world)
    whole = _drawn(world, "badges 250 cold", faces, "a6")
    few = _drawn(world, "badges 5 cold", faces[:CHANGED], "a6")
    return [baseline, whole.beside(baseline), few.beside(baseline)]


def badges_sheet(world: World) -> list[Figure]:
    """Measure 250 badges, four to an A4 sheet, front and back."""
    baseline = measure("250 boxes by ReportLab", lambda _n: _reportlab(), runs=3, each=1)
    sheets = _drawn(world, "badges 250 on sheets", _faces(world), "a6x4-duplex")
    return [baseline, sheets.beside(baseline)]


def _faces(world: World) -> list[Face]:
    with world.session() as (session, event):
        faces = list(badges.faces(session, event, chosen="all"))
    return (faces * 2)[:BADGES]


def _drawn(world: World, name: str, faces: list[Face], layout: str) -> Figure:
    """Measure one run by a renderer that has to start for it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu, wall = time.process_time(), time.perf_counter()
    with world.app.app_context(), world.session() as (_, event):
        document = document_of(event, EMPTY, faces, LAYOUTS[layout])
    pdf.render(document)
    waited = (time.perf_counter() - wall) * 1000
    own = (time.process_time() - cpu) * 1000
    pdf.RENDERER.close()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    child = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000
    memory = after.ru_maxrss / 1024
    return Figure(name, (own + child,) * 3, (waited,) * 3, None, memory)


def _reportlab() -> None:
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415  (a development package)

    canvas = Canvas(io.BytesIO(), pagesize=(105 * MM, 148 * MM))
    matrix = badge_matrix("2801" * 33)
    for number in range(BADGES):
        canvas.setFont("Helvetica", 40)
        canvas.drawString(20, 300, f"Person {number}")
        path = canvas.beginPath()
        for x, y, length in runs(matrix):
            path.rect(200 + x * 2, 100 - y * 2, length * 2, 2)
        canvas.drawPath(path, fill=1, stroke=0)
        canvas.rect(0, 0, 105 * MM, 12 * MM, fill=1)
        canvas.showPage()
    canvas.save()
