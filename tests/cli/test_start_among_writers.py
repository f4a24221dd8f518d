"""A start waits for nobody who writes: also after `kill -9`, beside processes that go on."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

from eventapp.paths import CHECKOUT
from tests.conftest import free_port
from tests.factories.served import served

WRITER = """
import sys, time
from eventapp.orm import sqlite
connection = sqlite.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("writes", flush=True)
time.sleep(300)
"""
"""Another process of the installation, in the middle of its work."""


def test_server_comes_up_while_another_process_writes(
    tmp_path: Path, migrated_sqlite: Path
) -> None:
    database = tmp_path / "eventapp.db"
    shutil.copy(migrated_sqlite, database)
    with served(tmp_path, free_port()) as killed:
        killed.process.send_signal(signal.SIGKILL)
        killed.process.wait()
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(database)], cwd=CHECKOUT, stdout=subprocess.PIPE
    ) as writer:
        try:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"writes\n"

            with served(tmp_path, free_port()) as server:
                assert server.ask("/healthz").status == 200
                assert writer.poll() is None
        finally:
            writer.kill()
