"""Files that appear whole or not at all."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def write(target: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a document, or its portions, whole or not at all; an error names the target.

    What is there and is no plain file, such as a pipe or a device, is written into, never replaced.
    """
    half, portions = None, (content,) if isinstance(content, bytes) else content
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as there:
                there.writelines(portions)
            return
        target = Path(os.path.realpath(target))  # a link stays, and leads to the new document
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
            half = Path(file.name)
            file.writelines(portions)
        half.replace(target)
    except OSError as error:
        if half is not None:
            half.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(target)) from error
