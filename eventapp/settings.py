"""Frozen, typed settings: config/defaults.toml, then EVENTAPP_CONFIG's file, then the environment.

Every key is documented in config/defaults.toml. Bad input stops the start with one sentence that
names the key.
"""

import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from eventapp.paths import resource

SECRET_LENGTH = 32
LOG_LEVELS = ("debug", "info", "warning", "error")
WORKERS = ("inside", "apart")


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
    def secure(self) -> bool:
        """Say whether people reach the app over HTTPS: then cookies are `__Host-` and Secure."""
        return self.base_url.startswith("https://")


def load(environ: Mapping[str, str]) -> Settings:
    """Read the settings; raise BadSettings with one sentence when they cannot be right."""
    values = tomllib.loads(resource("config/defaults.toml").read_text(encoding="utf-8"))
    known = set(values)
    if path := environ.get("EVENTAPP_CONFIG"):
        values |= _from_file(Path(path), known)
    values |= _from_environment(environ, known)
    return _checked(values)


def _from_file(path: Path, known: set[str]) -> dict[str, Any]:
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadSettings(f"EVENTAPP_CONFIG: {path} cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(f"EVENTAPP_CONFIG: {path} is not TOML: {error}.") from error
    for key in given:
        if key not in known:
            raise BadSettings(f"{path}: unknown key {key!r}. config/defaults.toml lists the keys.")
    return given


def _from_environment(environ: Mapping[str, str], known: set[str]) -> dict[str, Any]:
    values: dict[str, Any] = {
        key.lower(): environ[key] for key in ("HOST", "PORT") if key in environ
    }
    for name, value in environ.items():
        if not name.startswith("EVENTAPP_") or name in {"EVENTAPP_CONFIG", "EVENTAPP_TEST_STRICT"}:
            continue
        key = name.removeprefix("EVENTAPP_").lower()
        if key not in known:
            raise BadSettings(f"{name}: unknown setting. config/defaults.toml lists the keys.")
        values[key] = value
    return values


def _checked(values: dict[str, Any]) -> Settings:
    development = not values["secret_key"]
    data_dir = Path(_text(values, "data_dir")).expanduser().resolve()
    host, port = _text(values, "host"), _number(values, "port", 1, 65535)
    if development:
        if not _is_loopback(host):
            raise BadSettings(
                f"HOST: {host} can be reached from outside; that needs EVENTAPP_SECRET_KEY "
                f"(at least {SECRET_LENGTH} characters)."
            )
    elif len(str(values["secret_key"])) < SECRET_LENGTH:
        raise BadSettings(f"EVENTAPP_SECRET_KEY: at least {SECRET_LENGTH} characters are needed.")
    return Settings(
        secret_key=_text(values, "secret_key") or _development_key(data_dir),
        base_url=_base_url(values, development=development, host=host, port=port),
        data_dir=data_dir,
        database_url=_database_url(values, data_dir),
        mail_url=_address(values, "mail_url", ("smtp", "smtps", "file"))
        or f"file://{data_dir / 'outbox'}",
        host=host,
        port=port,
        redis_url=_address(values, "redis_url", ("redis", "rediss", "unix")),
        mail_from=_text(values, "mail_from"),
        mail_from_name=_text(values, "mail_from_name"),
        trusted_proxies=_number(values, "trusted_proxies", 0, 5),
        rate_limits=_choice(values, "rate_limits", ("", "on", "off")) == "on"
        or (not values["rate_limits"] and not development),
        metrics_token=_text(values, "metrics_token"),
        web_threads=_number(values, "web_threads", 1, 128),
        worker=_choice(values, "worker", WORKERS),
        tick_seconds=_number(values, "tick_seconds", 1, 60),
        log_level=_choice(values, "log_level", LOG_LEVELS),
        development=development,
    )


def _text(values: dict[str, Any], key: str) -> str:
    if not isinstance(values[key], str):
        raise BadSettings(f"EVENTAPP_{key.upper()}: a text is wanted, not {values[key]!r}.")
    return str(values[key])


def _number(values: dict[str, Any], key: str, low: int, high: int) -> int:
    try:
        number = int(values[key])
    except (TypeError, ValueError):
        number = low - 1
    if not low <= number <= high:
        raise BadSettings(
            f"EVENTAPP_{key.upper()}: a whole number from {low} to {high} is wanted, "
            f"not {values[key]!r}."
        )
    return number


def _choice(values: dict[str, Any], key: str, choices: tuple[str, ...]) -> str:
    if values[key] not in choices:
        named = ", ".join(choice or "(empty)" for choice in choices)
        raise BadSettings(f"EVENTAPP_{key.upper()}: one of {named} is wanted, not {values[key]!r}.")
    return str(values[key])


def _address(values: dict[str, Any], key: str, schemes: tuple[str, ...]) -> str:
    address = _text(values, key)
    if address and urlsplit(address).scheme not in schemes:
        raise BadSettings(
            f"EVENTAPP_{key.upper()}: an address that begins with "
            f"{' or '.join(scheme + '://' for scheme in schemes)} is wanted."
        )
    return address


def _base_url(values: dict[str, Any], *, development: bool, host: str, port: int) -> str:
    base_url = _address(values, "base_url", ("http", "https")).rstrip("/")
    if base_url:
        return base_url
    if not development:
        raise BadSettings("EVENTAPP_BASE_URL: production needs the address people type.")
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _database_url(values: dict[str, Any], data_dir: Path) -> str:
    address = _text(values, "database_url")
    if not address:
        return f"sqlite:///{data_dir / 'eventapp.db'}"
    if not address.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise BadSettings(
            "EVENTAPP_DATABASE_URL: sqlite:///FILE or postgresql+psycopg://... is wanted."
        )
    return address


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _development_key(data_dir: Path) -> str:
    """Return the key kept in the data directory, made at the first start, readable by us alone."""
    path = data_dir / "development.key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(SECRET_LENGTH), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


KEYS = tuple(field.name for field in fields(Settings) if field.name != "development")
"""The names of all settings, each documented in config/defaults.toml."""
