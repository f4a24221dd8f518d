"""Steps of the set-up: a sign of life while one lasts, a sentence when it fails."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache"
LOG = CACHE / "set-up.log"
SIGN_OF_LIFE = 15
"""Seconds a step may be silent."""
ENDING = 10
"""Seconds an interrupted step has to end by itself."""

KEPT = "What is done so far is kept: the next start goes on from here."
FULL = "the disk is full."
SHUT = f"a file in {ROOT} cannot be written. Start as its owner."
DISTRUSTED = """the package index shows a certificate that this machine does not trust. \
Behind a proxy that opens HTTPS, name its certificate in PIP_CERT and NODE_EXTRA_CA_CERTS."""
ANOTHER = "the package index served another file than the lock file names; it was not installed."
OFFLINE = """the package index cannot be reached. Setting up needs the network once: Debian's \
mirror for the packages named, PyPI for Python's, npm's registry for the front-end files. Behind a \
proxy set HTTPS_PROXY; an index of your own stands in pip's configuration or in PIP_INDEX_URL."""
NONE = f"""the package index has no such package ready for Python {sys.version.split()[0]} \
on {os.uname().machine}, or cannot be reached."""
CAUSES = {
    r"No space left on device|ENOSPC|Disk quota exceeded": FULL,
    r"Permission denied|EACCES|Read-only file system|EROFS": SHUT,
    r"CERTIFICATE_VERIFY_FAILED|SELF_SIGNED_CERT|UNABLE_TO_\w*ISSUER": DISTRUSTED,
    r"DO NOT MATCH THE HASHES|EINTEGRITY": ANOTHER,
    r"connection broken|Max retries|NewConnectionError|[Tt]imed? ?out|ProxyError": OFFLINE,
    r"[Nn]ame resolution|Name or service|[Nn]etwork is unreachable|Could not resolve": OFFLINE,
    r"ENOTFOUND|EAI_AGAIN|ECONNRE|ENETUNREACH|Could not fetch URL|Failed to fetch": OFFLINE,
    r"No matching distribution found": NONE,
}
"""What a tool says -> what it means, the surest sign first."""
TELLING = re.compile(r"^(ERROR|E:|npm error|Error|error)\b")


class SetUpFailed(Exception):
    """The set-up cannot go on; says why and what helps."""


def say(text: str) -> None:
    """Tell the person at the terminal, on standard error: standard output is for results."""
    print(f"eventapp: {text}", file=sys.stderr, flush=True)


def end(process: subprocess.Popen[str]) -> None:
    """End a step that was interrupted and see it gone: who holds the turn must not outlive us."""
    process.terminate()
    try:
        process.wait(ENDING)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def run(what: str, *command: str, environment: Mapping[str, str] | None = None) -> None:
    """Run a step to its end; its own words go to the log and are shown when it fails.

    Raises SetUpFailed with what the words mean. The child inherits what is marked inheritable: the
    turn to set up, which so lasts as long as a child of a killed start does.
    """
    begun = time.monotonic()
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env={**os.environ, **(environment or {})},
        close_fds=False,
    ) as process:
        try:
            output = ""
            while process.returncode is None:
                try:
                    output, _none = process.communicate(timeout=SIGN_OF_LIFE)
                except subprocess.TimeoutExpired:
                    say(f"      {what}: {time.monotonic() - begun:.0f} s so far")
        finally:
            if process.returncode is None:
                end(process)
    keep(f"$ {' '.join(command)}\n{output}\n")
    if process.returncode != 0:
        raise SetUpFailed(f"{what} failed: {meaning(output)}")


def keep(text: str) -> None:
    """Write to the log what nobody needs to read while all goes well."""
    with LOG.open("a", encoding="utf-8") as log:
        log.write(text)


def meaning(output: str) -> str:
    """Return what a tool's words mean, with the last of them that tell something."""
    lines = [line for line in output.splitlines() if line.strip()]
    shown = [line for line in lines if TELLING.match(line)] or lines
    cause = next((meant for sign, meant in CAUSES.items() if re.search(sign, output)), "")
    last = "".join(f"\n          {line}" for line in shown[-3:])
    return f"{cause or 'it says why below.'} {KEPT}{last}\n          All of it: {LOG}"
