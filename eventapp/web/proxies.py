"""Who sent a request and by which name: the one place that reads what proxies say.

It stands before the application, so that `serve`, gunicorn and tests see the same. Behind N
proxies the N-th entry of X-Forwarded-For from the right is believed, for each of them appends the
address that spoke to it; what stands further left, and every other such header, is the visitor's.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PROBES = frozenset({"/healthz", "/readyz", "/metrics"})
"""Pages that are asked for by address, by whatever name a balancer or an orchestrator uses."""

PASSED_ON = frozenset(
    f"HTTP_{name}"
    for name in (
        "FORWARDED",
        "VIA",
        "X_REAL_IP",
        "X_CLIENT_IP",
        "TRUE_CLIENT_IP",
        "CF_CONNECTING_IP",
    )
)
"""Headers that only a proxy adds, beside all that begin with `X-Forwarded`."""

LOCAL = "eventapp.from_this_machine"


class Origin:
    """WSGI: set the visitor's address, the installation's scheme, and for probes its name."""

    def __init__(self, app: "WSGIApplication", *, hops: int, base_url: str) -> None:
        self.app, self.hops, self.own = app, hops, urlsplit(base_url)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Any:
        """Answer the request as coming from whom it comes from."""
        peer = _address(environ.get("REMOTE_ADDR", ""))
        environ[LOCAL] = peer is not None and peer.is_loopback and not _passed_on(environ)
        if self.hops:
            said = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
            peer = _address(said[-self.hops :][0]) or peer
        environ["REMOTE_ADDR"] = str(peer or "")
        environ["wsgi.url_scheme"] = self.own.scheme  # what people typed, whoever passed it on
        if environ.get("PATH_INFO", "").rstrip("/") in PROBES:
            environ["HTTP_HOST"] = self.own.netloc
        return self.app(environ, start_response)


def from_this_machine() -> bool:
    """Say whether the request was made on this machine and came straight, past every proxy."""
    return bool(request.environ.get(LOCAL))


def client() -> str:
    """Return whom limits count: an IPv4 address, or the /64 that one IPv6 subscriber has."""
    address = _address(request.remote_addr or "")
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address.packed, 64), strict=False))
    return str(address or "")


def _passed_on(environ: "WSGIEnvironment") -> bool:
    return any(name in PASSED_ON or name.startswith("HTTP_X_FORWARDED") for name in environ)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """Read an address as proxies write it, with brackets and port or without; None: it is none."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
