"""A small checkout with the real bootstrap, one package to install and an index on a socket."""

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from eventapp.paths import PACKAGE

PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["config"]
[project]
name = "eventapp"
version = "4.2"
"""
BACKEND = '''
"""Makes the wheel of an editable installation."""
import base64, hashlib, pathlib, zipfile
def build_editable(folder, settings=None, metadata=None):
    name, root = "eventapp-4.2-py3-none-any.whl", pathlib.Path(__file__).parent.parent
    info = "eventapp-4.2.dist-info/"
    files = {"eventapp.pth": f"{root}\\n", info + "METADATA": "Metadata-Version: 2.1\\nName: eventapp\\nVersion: 4.2\\n",
             info + "WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"}
    files[info + "RECORD"] = "".join(f"{one},,\\n" for one in [*files, info + "RECORD"])
    with zipfile.ZipFile(pathlib.Path(folder) / name, "w") as wheel:
        for one, text in files.items(): wheel.writestr(one, text)
    return name
'''
PROGRAM = '''
"""Says that it ran."""
import sys
import leaf
def main(prog_name):
    print("ran", *sys.argv[1:])
'''
FRONT_END = '''
"""Has nothing to fetch."""
def is_current(root, linter=None): return True
'''


@dataclass(frozen=True)
class Checkout:
    """A source tree whose program needs one package called leaf."""

    root: Path
    index: str

    def environment(self, **more: str) -> dict[str, str]:
        """Return variables under which only this index counts and no apt is found."""
        kept = {name: os.environ[name] for name in ("LANG", "HOME") if name in os.environ}
        own = {"PATH": "/nowhere", "PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": self.index}
        return {**kept, **own, **more}

    def start(
        self, *arguments: str, python: str = sys.executable, **environment: str
    ) -> subprocess.Popen[str]:
        """Begin `python3 -m eventapp`."""
        return subprocess.Popen(
            [python, "-m", "eventapp", *arguments],
            cwd=self.root,
            env=self.environment(**environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=hear_interrupts,  # noqa: PLW1509  (one call, no lock is taken)
        )

    def run(self, *arguments: str, **environment: str) -> tuple[int, str, str]:
        """Run it; return code, output and what was said."""
        process = self.start(*arguments, **environment)
        output, said = process.communicate(timeout=120)
        return process.returncode, output, said

    @property
    def packages(self) -> Path:
        """Return the folder that packages are installed into."""
        return next(self.root.glob(".venv/lib/python*/site-packages"))


def hear_interrupts() -> None:
    """Undo what a shell does to whoever runs the tests in the background: it shuts Ctrl-C off."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def make_checkout(root: Path, index: str, digest: str) -> Checkout:
    """Lay out a checkout that locks leaf to that digest."""
    package, config = root / "eventapp", root / "config"
    shutil.copytree(PACKAGE / "bootstrap", package / "bootstrap")
    shutil.copy(PACKAGE / "__main__.py", package)
    config.mkdir()
    for name in ("requirements.lock", "requirements-dev.lock"):
        (config / name).write_text(f"leaf==1.0 \\\n    --hash=sha256:{digest}\n")
    for name in ("requirements-build.lock", "requirements-front-end.lock"):
        (config / name).write_text(f"leaf==1.0 \\\n    --hash=sha256:{digest}\n")
    (config / "backend.py").write_text(BACKEND)
    (config / "front_end.py").write_text(FRONT_END)
    (root / "pyproject.toml").write_text(PROJECT)
    (package / "__init__.py").write_text('"""The program."""\n')
    (package / "cli").mkdir()
    (package / "cli" / "__init__.py").write_text('"""The command."""\n')
    (package / "cli" / "command.py").write_text(PROGRAM)
    (package / "cli" / "at_need.py").write_text(
        '"""Nothing."""\n\n\ndef use_everything() -> None:\n    """Use nothing."""\n'
    )
    return Checkout(root, index)


def make_wheel(folder: Path) -> Path:
    """Write the wheel of leaf."""
    info = "leaf-1.0.dist-info"
    files = {
        "leaf/__init__.py": '"""A leaf."""\n',
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: leaf\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},,\n" for name in [*files, f"{info}/RECORD"])
    path = folder / "leaf-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in {**files, f"{info}/RECORD": record}.items():
            wheel.writestr(name, text)
    return path


class Index:
    """A package index that serves leaf, at once or when it may."""

    def __init__(self, wheel: Path) -> None:
        self.wheel = wheel.read_bytes()
        self.name = wheel.name
        self.digest = hashlib.sha256(self.wheel).hexdigest()
        self.asked, self.may = threading.Event(), threading.Event()
        self.may.set()
        index = self

        class Handler(BaseHTTPRequestHandler):
            """Answers pip."""

            def do_GET(self) -> None:
                """Serve the page of leaf, or the wheel."""
                page = f'<a href="/{index.name}#sha256={index.digest}">{index.name}</a>'.encode()
                is_wheel = self.path.endswith(".whl")
                if is_wheel:
                    index.asked.set()
                    index.may.wait(60)
                content = index.wheel if is_wheel else page
                self.send_response(200)
                self.send_header("Content-Type", "text/html" if not is_wheel else "application/zip")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                with contextlib.suppress(ConnectionError):  # who asked was interrupted
                    self.wfile.write(content)

            def log_message(self, *_arguments: object) -> None:
                """Stay silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/simple"


@contextlib.contextmanager
def index_of(folder: Path) -> Iterator[Index]:
    """Serve an index while the test runs."""
    index = Index(make_wheel(folder))
    thread = threading.Thread(target=index.server.serve_forever, daemon=True)
    thread.start()
    yield index
    index.may.set()
    index.server.shutdown()
    index.server.server_close()
