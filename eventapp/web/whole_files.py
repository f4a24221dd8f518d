"""Files that appear whole or not at all."""

import os
import tempfile
from pathlib import Path


def write(target: Path, content: bytes) -> None:
    """Write a document whole or not at all; an error names the target.

    What is there and is no plain file, such as a pipe or a device, is written into, never replaced.
    """
    half = None
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
            return
        target = Path(os.path.realpath(target))  # a link stays, and leads to the new document
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
            half = Path(file.name)
            file.write(content)
        half.replace(target)
    except OSError as error:
        if half is not None:
            half.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(target)) from error
