"""Reading files that anybody may have made: in a process of its own, with narrow limits.

Whatever a file does to the library that reads it, it does to the child alone. What the child
answers is read as plain values: nobody believes it more than the file.
"""

import json
import resource
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import Any

from eventapp.media import documents, pictures
from eventapp.media.errors import Fault, FileRefused
from eventapp.media.looks import Crop
from eventapp.media.names import cleaned
from eventapp.media.purposes import LOOKS, MEGABYTE, MOST_BYTES, FilePurpose
from eventapp.paths import PACKAGE

SECONDS = 10
MEMORY_BYTES = 640_000_000
AT_ONCE = 2
"""Files read at one time by a process; the next one waits for its turn."""

IMAGE_ENDINGS = {"image/jpeg": "jpg", "image/png": "png"}
TURNS = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read and judged, ready to be stored."""

    purpose: FilePurpose
    name: str
    content_type: str
    content: bytes
    small: bytes = b""
    """The small edition of a portrait."""
    size: tuple[int, int] | None = None
    """Pixels of a picture."""


def read(data: bytes, name: str, purpose: FilePurpose, crop: Crop | None = None) -> ReadFile:
    """Return a file as it may be stored: pictures written anew, documents as they are.

    Takes up to a second: call it while nobody waits. Raises FileRefused.
    """
    if not data:
        raise FileRefused(Fault.EMPTY)
    most = MOST_BYTES[purpose]
    if len(data) > most:
        raise FileRefused(Fault.TOO_LARGE, most=most // MEGABYTE)
    answer, parts = _asked(data, purpose, crop)
    if purpose in LOOKS:
        kind, size = str(answer["kind"]), (int(answer["size"][0]), int(answer["size"][1]))
        ending = IMAGE_ENDINGS[kind]
        content, small = parts
    else:
        kind, size, content, small = str(answer["kind"]), None, data, b""
        ending = documents.ENDINGS[kind]
    shown = cleaned(name, ending=ending, otherwise=purpose.value)
    return ReadFile(purpose, shown, kind, content, small, size)


def question(data: bytes, purpose: FilePurpose, crop: Crop | None = None) -> bytes:
    """Return what the child is sent: a line that says what is wanted, then the file."""
    box = [crop.x, crop.y, crop.width, crop.height] if crop else None
    return json.dumps({"purpose": purpose, "crop": box}).encode() + b"\n" + data


def _asked(
    data: bytes, purpose: FilePurpose, crop: Crop | None
) -> tuple[dict[str, Any], tuple[bytes, bytes]]:
    """Return what the child says of a file, and the two portions it made of it."""
    with TURNS:
        try:
            child = subprocess.run(
                [sys.executable, "-m", "eventapp.media.child"],
                input=question(data, purpose, crop),
                capture_output=True,
                timeout=SECONDS,
                check=False,
                cwd=PACKAGE.parent,
            )
        except subprocess.TimeoutExpired as error:
            raise FileRefused(Fault.DAMAGED) from error
    if child.returncode:  # it died of its limits
        raise FileRefused(Fault.DAMAGED)
    try:
        first, _line, rest = child.stdout.partition(b"\n")
        answer: dict[str, Any] = json.loads(first)
        lengths = [int(length) for length in answer.get("lengths", (0, 0))]
    except ValueError as error:
        raise FileRefused(Fault.DAMAGED) from error
    if "fault" in answer:
        raise FileRefused(Fault(answer["fault"]), **answer["values"])
    return answer, (rest[: lengths[0]], rest[lengths[0] : sum(lengths)])


def serve_file() -> None:
    """Be the child: read one file from standard input, answer with what it is or became."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    head, data = json.loads(sys.stdin.buffer.readline()), sys.stdin.buffer.read()
    parts = b"", b""
    try:
        purpose = FilePurpose(head["purpose"])
        if look := LOOKS.get(purpose):
            crop = Crop(*head["crop"]) if head["crop"] else None
            made = pictures.write_anew(data, look, crop)
            parts = made.pop("content"), made.pop("small")
            outcome: dict[str, object] = made
        else:
            outcome = {"kind": documents.kind_of(data)}
    except FileRefused as refusal:
        outcome = {"fault": refusal.fault, "values": refusal.sentence.values}
    except MemoryError:
        outcome = {"fault": Fault.DAMAGED, "values": {}}
    outcome["lengths"] = [len(part) for part in parts]
    answer = sys.stdout.buffer
    answer.write(json.dumps(outcome).encode() + b"\n")
    answer.writelines(parts)
    answer.flush()
