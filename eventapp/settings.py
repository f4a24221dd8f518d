"""Frozen, typed settings: config/defaults.toml, then EVENTAPP_CONFIG's file, then the environment.

Every key is documented in config/defaults.toml. Bad input stops the start with one sentence that
names the key.
"""

import contextlib
import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from eventapp.paths import resource

SECRET_LENGTH = 32
LOG_LEVELS = ("debug", "info", "warning", "error")
WORKERS = ("inside", "apart")
PATH_SCHEMES = ("file", "unix")
"""Schemes whose address is a place in the file system."""


class BadSettings(Exception):
    """A setting is missing, unknown or wrong; the text names it and says what would be right."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an installation may choose. Build with `load`, or directly in tests."""

    secret_key: str
    base_url: str
    data_dir: Path
    database_url: str
    mail_url: str
    host: str = "127.0.0.1"
    port: int = 8000
    redis_url: str = ""
    mail_from: str = "events@localhost"
    mail_from_name: str = "eventapp"
    trusted_proxies: int = 0
    rate_limits: bool = False
    metrics_token: str = ""
    web_threads: int = 16
    page_processes: int = 1
    worker: str = "inside"
    tick_seconds: int = 60
    log_level: str = "info"
    development: bool = True

    @property
    def trusted_hosts(self) -> list[str]:
        """Host names that requests may carry; in development also the loopback names."""
        hosts = [urlsplit(self.base_url).hostname or "localhost"]
        if self.development:
            hosts += ["localhost", "127.0.0.1", "[::1]"]
        return hosts

    @property
    def keys_dir(self) -> Path:
        """The folder of the private keys, by which badges are signed."""
        return self.data_dir / "keys"

    @property
    def secure(self) -> bool:
        """Say whether people reach the app over HTTPS: then cookies are `__Host-` and Secure."""
        return self.base_url.startswith("https://")

    @property
    def documents_dir(self) -> Path:
        """The folder of finished documents, for their owner alone."""
        return self.data_dir / "documents"

    @property
    def media_dir(self) -> Path:
        """The folder of uploaded files, for their owner alone."""
        return self.data_dir / "media"


class _Given:
    """The settings as they were given, each with the name under which it was: that is said."""

    def __init__(self) -> None:
        defaults = resource("config/defaults.toml").read_text(encoding="utf-8")
        self.values = tomllib.loads(defaults)
        self.names = {key: f"EVENTAPP_{key.upper()}" for key in self.values}

    def take(self, key: str, value: Any, name: str) -> None:
        """Let this value stand in place of the one before."""
        self.values[key], self.names[key] = value, name

    def wrong(self, key: str, message: str) -> BadSettings:
        """Return the error for one setting."""
        return BadSettings(f"{self.names[key]}: {message}")

    def text(self, key: str) -> str:
        """Return a text; it may be empty."""
        if not isinstance(self.values[key], str):
            raise self.wrong(key, f"a text is wanted, not {self.values[key]!r}.")
        return str(self.values[key])

    def number(self, key: str, low: int, high: int) -> int:
        """Return a whole number within these bounds."""
        value = self.values[key]
        plain = str(value).strip() if type(value) in {int, str} else ""
        number = int(plain) if plain.isascii() and plain.isdigit() else low - 1
        if not low <= number <= high:
            message = f"a whole number from {low} to {high} is wanted, not {value!r}."
            raise self.wrong(key, message)
        return number

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        """Return one of the choices."""
        if self.values[key] not in choices:
            named = ", ".join(choice or "(empty)" for choice in choices)
            raise self.wrong(key, f"one of {named} is wanted, not {self.values[key]!r}.")
        return str(self.values[key])

    def address(self, key: str, schemes: tuple[str, ...]) -> str:
        """Return an address of one of these schemes that names a host or a path; or nothing."""
        address = self.text(key)
        if not address:
            return ""
        schemes_named = " or ".join(scheme + "://" for scheme in schemes)
        try:
            parts = urlsplit(address)
            named = parts.hostname or (parts.scheme in PATH_SCHEMES and parts.path)
            right = parts.scheme in schemes and named and parts.port != 0
        except ValueError:  # a port that is no number, half an IPv6 address
            right = False
        if not right or not address.isprintable() or " " in address:
            raise self.wrong(key, f"an address that begins with {schemes_named} is wanted.")
        return address


def load(environ: Mapping[str, str]) -> Settings:
    """Read the settings; raise BadSettings with one sentence when they cannot be right.

    In development a secret key is made at the first start and kept in the data directory.
    """
    settings = read(environ)
    if not settings.development:
        return settings
    return replace(settings, secret_key=_development_key(settings.data_dir))


def read(environ: Mapping[str, str]) -> Settings:
    """Read the settings and write nothing: in development the secret key stays empty."""
    given = _Given()
    known = set(given.values)
    if path := environ.get("EVENTAPP_CONFIG"):
        _take_file(given, Path(path), known)
    _take_environment(given, environ, known)
    return _checked(given)


def _take_file(given: _Given, path: Path, known: set[str]) -> None:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadSettings(f"EVENTAPP_CONFIG: {path} cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(f"EVENTAPP_CONFIG: {path} is not TOML: {error}.") from error
    for key, value in content.items():
        if key not in known:
            raise BadSettings(f"{path}: unknown key {key!r}. config/defaults.toml lists the keys.")
        given.take(key, value, f"{path}: {key}")


def _take_environment(given: _Given, environ: Mapping[str, str], known: set[str]) -> None:
    for name in ("HOST", "PORT"):
        if name in environ:
            given.take(name.lower(), environ[name], name)
    for name, value in environ.items():
        if not name.startswith("EVENTAPP_") or name in {"EVENTAPP_CONFIG", "EVENTAPP_TEST_STRICT"}:
            continue
        key = name.removeprefix("EVENTAPP_").lower()
        if key not in known:
            raise BadSettings(f"{name}: unknown setting. config/defaults.toml lists the keys.")
        given.take(key, value, name)


def _checked(given: _Given) -> Settings:
    secret_key, data_dir = given.text("secret_key"), _folder(given, "data_dir")
    development = not secret_key
    host, port = given.text("host"), given.number("port", 1, 65535)
    if development and not _is_loopback(host):
        message = (
            f"{host} can be reached from outside; that needs EVENTAPP_SECRET_KEY "
            f"(at least {SECRET_LENGTH} characters)."
        )
        raise given.wrong("host", message)
    if not development and len(secret_key) < SECRET_LENGTH:
        raise given.wrong("secret_key", f"at least {SECRET_LENGTH} characters are needed.")
    rate_limits = given.choice("rate_limits", ("", "on", "off"))
    return Settings(
        secret_key=secret_key,
        base_url=_base_url(given, development=development, host=host, port=port),
        data_dir=data_dir,
        database_url=_database_url(given, data_dir),
        mail_url=given.address("mail_url", ("smtp", "smtps", "file"))
        or f"file://{data_dir / 'outbox'}",
        host=host,
        port=port,
        redis_url=given.address("redis_url", ("redis", "rediss", "unix")),
        mail_from=_sender(given),
        mail_from_name=given.text("mail_from_name"),
        trusted_proxies=given.number("trusted_proxies", 0, 5),
        rate_limits=rate_limits == "on" or (not rate_limits and not development),
        metrics_token=given.text("metrics_token"),
        web_threads=given.number("web_threads", 1, 128),
        page_processes=given.number("page_processes", 0, 32),
        worker=given.choice("worker", WORKERS),
        tick_seconds=given.number("tick_seconds", 1, 60),
        log_level=given.choice("log_level", LOG_LEVELS),
        development=development,
    )


def _folder(given: _Given, key: str) -> Path:
    if not given.text(key).strip():
        raise given.wrong(key, "a folder is wanted, not nothing.")
    return Path(given.text(key)).expanduser().resolve()


def _sender(given: _Given) -> str:
    address = given.text("mail_from")
    local, _, domain = address.partition("@")
    if not local or not domain or "@" in domain or not address.isprintable() or " " in address:
        raise given.wrong("mail_from", f"an e-mail address is wanted, not {address!r}.")
    return address


def _base_url(given: _Given, *, development: bool, host: str, port: int) -> str:
    base_url = given.address("base_url", ("http", "https")).rstrip("/")
    if base_url:
        return base_url
    if not development:
        raise given.wrong("base_url", "production needs the address people type.")
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _database_url(given: _Given, data_dir: Path) -> str:
    address = given.text("database_url")
    if not address:
        return f"sqlite:///{data_dir / 'eventapp.db'}"
    try:
        database = make_url(address).database
    except (ArgumentError, ValueError):
        database = None
    if not address.startswith(("sqlite:///", "postgresql+psycopg://")) or not database:
        message = "sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/DATABASE is wanted."
        raise given.wrong("database_url", message)
    return address


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _development_key(data_dir: Path) -> str:
    """Return the key kept in the data directory, made at the first start, readable by us alone.

    It appears whole or not at all: of two first starts at once both get the same one.
    """
    path = data_dir / "development.key"
    if not path.exists():
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        whole = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(SECRET_LENGTH))
        with contextlib.suppress(FileExistsError):  # the first one counts
            os.link(whole, path)
        whole.unlink()
    key = path.read_bytes().decode("ascii", "replace").strip()
    if len(key) < SECRET_LENGTH or not key.isprintable():
        raise BadSettings(f"{path} holds no key. Remove it; the next start makes a new one.")
    return key
