"""A portrait from a telephone: what its uploader waits for, and what reading it takes."""

import io
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

from PIL import Image
from sqlalchemy import select

from eventapp.bench.installations import Installation
from eventapp.bench.measure import Figure, spread
from eventapp.bench.world import EVENT, World, world
from eventapp.media.purposes import FilePurpose
from eventapp.media.reading import question, read
from eventapp.paths import PACKAGE
from eventapp.people.models import Person

SEE_OTHER = 303
SIZE, GRAIN, TURNS = (4000, 3000), 60, 10
"""Twelve megapixels; how much neighbouring ones differ, so that it is as large as a camera's."""


def portrait() -> list[Figure]:
    """Measure uploading a picture of 12 megapixels by the page, and reading it alone."""
    photo = _photo()
    with world() as here, here.served() as running:
        figures = list(_by_the_page(here, running, photo))
    figures.append(_read_alone(photo))
    return figures


def _photo() -> bytes:
    """Return a picture as large and as grainy as a telephone's, lying on its side."""
    held, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    grain = Image.effect_noise(SIZE, GRAIN).convert("RGB").resize(SIZE)
    grain.save(held, "JPEG", quality=80, exif=exif)
    return held.getvalue()


def _by_the_page(here: World, running: Installation, photo: bytes) -> Iterator[Figure]:
    with here.session() as (session, _event):
        number = session.scalars(select(Person.id)).first()
    client = here.organiser(running)
    cpu = running.cpu()
    path, waits = f"{EVENT}/manage/contributors/{number}/portrait", list[float]()
    for _ in range(TURNS):
        begun = time.perf_counter()
        answer = client.upload(path, "ada.jpg", photo, {"crop": "0.2 0.2 0.6 0.6"})
        waits.append((time.perf_counter() - begun) * 1000)
        assert answer.status == SEE_OTHER, answer.text
    spent = spread([(running.cpu() - cpu) / TURNS])
    yield Figure("portrait of 12 megapixels", spent, spread(waits), size=len(photo) / 1_000_000)


def _read_alone(photo: bytes) -> Figure:
    """Measure the child that reads it: its processor time and most memory at once."""
    cpus, waits = list[float](), list[float]()
    for _ in range(TURNS):
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        picture = read(photo, "ada.jpg", FilePurpose.PORTRAIT)
        waits.append((time.perf_counter() - begun) * 1000)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        cpus.append(spent * 1000)
    size, name = len(picture.content) / 1_000_000, "portrait, the child that reads it"
    return Figure(name, spread(cpus), spread(waits), memory=_most_memory(photo), size=size)


PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""
"""Runs a command from a small process: a child begins with what its parent takes."""


def _most_memory(photo: bytes) -> float:
    """Return how many megabytes the child takes at most."""
    asked = question(photo, FilePurpose.PORTRAIT)
    done = subprocess.run(  # noqa: S603  (this program's own words)
        [sys.executable, "-c", PEAK, sys.executable, "-m", "eventapp.media.child"],
        input=asked,
        capture_output=True,
        check=True,
        cwd=PACKAGE.parent,
    )
    return float(done.stdout)
