"""Fetching what strangers may have named: from public addresses alone, and never much or for long.

- `http` and `https` at their own ports, without a name and password in the address. Nothing of the environment is used:
  no proxy, no cookie, no password file.
- A host is resolved once. Every address that it has is looked at, and the connection goes to one of these: a name that
  leads elsewhere a moment later (DNS rebinding) gains nothing by it. Certificates are those of the host's name.
- A redirect is a new address, looked at like the first one.
- Hosts that the operator has named may lie anywhere: `feeds.intranet.example`, or `127.0.0.1:8080` with its port.
"""

from collections.abc import Collection, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from socket import SOCK_STREAM, gaierror, getaddrinfo
from ssl import SSLContext
from time import monotonic
from typing import Any, Final

import httpcore
import httpx

from app import __version__
from app.errors import DocumentError, TooLargeError

SECONDS: Final = 30.0
"""One address may take so long, with all redirects."""
AGENT: Final = f"Propos/{__version__} (reads news feeds for its users)"
REDIRECTS: Final = 5
_REDIRECTED: Final = frozenset({301, 302, 303, 307, 308})
_FOUND: Final = 200
_PORTS: Final = {"http": 80, "https": 443}
_UNICAST: Final = ip_network("2000::/3")  # the rest of IPv6 is local, reserved, or IPv4 in disguise
_ASSIGNED: Final = ip_network(
    "192.0.0.0/24"
)  # for protocols, and metadata of some clouds; called global before Python 3.13


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was found: its address after all redirects, its media type (lower case, without parameters), and its bytes.

    The bytes may be packed by gzip.
    """

    url: str
    kind: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Web:
    """What may be fetched: `hosts` may lie at any address, and one with a port at that port; `max_bytes` bounds an answer."""

    max_bytes: int
    hosts: frozenset[str] = frozenset()
    seconds: float = SECONDS

    def fetch(self, url: str, kinds: Collection[str]) -> Fetched:
        """Return what is at `url`, of one of the media types `kinds`.

        Raises:
            DocumentError: the address may not be fetched, or there is nothing of the kind; names what was refused.
            TooLargeError: it is over `max_bytes` as it is sent.
        """
        ends = monotonic() + self.seconds
        place = self.checked(url)
        for _ in range(REDIRECTS + 1):
            with self._answered(place, ends) as answer:
                if answer.status not in _REDIRECTED:
                    return self._taken(place, answer, kinds)
                target = _header(answer, b"location")
            try:
                place = self.checked(str(place.join(target)))
            except (DocumentError, httpx.InvalidURL) as error:
                raise DocumentError(f"it redirects to {target[:200]!r}: {error}") from error
        raise DocumentError(f"more than {REDIRECTS} redirects: give the address that they lead to")

    def checked(self, url: str) -> httpx.URL:
        """Return `url` when it is an address that may be asked for; where its host lies is looked at on connecting.

        Raises:
            DocumentError: it is not.
        """
        try:
            place = httpx.URL(url)
        except httpx.InvalidURL as error:
            raise DocumentError(f"not an address ({error})") from error
        usual = _PORTS.get(place.scheme)
        if usual is None or not place.host:
            raise DocumentError(f"{url[:200]!r} is no http:// or https:// address")
        if place.userinfo:
            raise DocumentError("an address with a name or password in it: fetch it yourself and read the file")
        if place.port not in {None, usual} and not self.allows(place.host, place.port):
            raise DocumentError(f"port {place.port}: add {place.host}:{place.port} to PROPOS_FETCH_HOSTS to allow it")
        return place

    def allows(self, host: str, port: int | None) -> bool:
        """Whether the operator has named this host, for its usual ports or for `port`."""
        return f"{host}:{port}" in self.hosts or (port in {None, *_PORTS.values()} and host in self.hosts)

    @contextmanager
    def _answered(self, place: httpx.URL, ends: float) -> Generator[httpcore.Response]:
        """Ask for `place`; one connection, closed afterwards."""
        headers = [("Host", place.netloc), ("User-Agent", AGENT), ("Accept-Encoding", "gzip"), ("Connection", "close")]
        asked = httpcore.URL(scheme=place.raw_scheme, host=place.raw_host, port=place.port, target=place.raw_path)
        try:
            with (
                httpcore.ConnectionPool(_trusted(), network_backend=_Guarded(self, ends)) as pool,
                pool.stream("GET", asked, headers=headers) as answer,
            ):
                yield answer
        except httpcore.TimeoutException as error:
            raise DocumentError(f"{place.host} did not answer within {self.seconds:g} s: try again later") from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise DocumentError(f"{place.host} did not answer as it should ({error}): try again later") from error

    def _taken(self, place: httpx.URL, answer: httpcore.Response, kinds: Collection[str]) -> Fetched:
        if answer.status != _FOUND:
            raise DocumentError(f"the server answered {answer.status}: look at the address in a browser")
        kind = _header(answer, b"content-type").partition(";")[0].strip().lower()
        if kind not in kinds:
            raise DocumentError(f"it is {kind or 'of no stated type'}, not {' or '.join(sorted(kinds))}")
        packing = _header(answer, b"content-encoding").lower()
        if packing not in {"", "gzip", "x-gzip", "identity"}:
            raise DocumentError(f"packed by {packing[:40]!r} although gzip was asked for: save it to a file")
        body = bytearray()
        for piece in answer.iter_stream():
            body += piece
            if len(body) > self.max_bytes:
                raise TooLargeError(f"over {self.max_bytes:,} bytes: raise PROPOS_MAX_DOCUMENT_BYTES to read it")
        return Fetched(str(place), kind, bytes(body))


class _Guarded(httpcore.NetworkBackend):
    """Connects to addresses that were looked at, and nowhere else; nothing takes longer than until `ends`."""

    def __init__(self, web: Web, ends: float) -> None:
        self._web = web
        self._ends = ends
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 (one time for all)
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the addresses of `host` that answers.

        Raises:
            DocumentError: it has none, or one that may not be asked.
            httpcore.ConnectError: none answers.
        """
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in self._addresses(host, port):
            try:
                stream = self._plain.connect_tcp(address, port, _left(self._ends), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Bounded(stream, self._ends)
        raise failure or httpcore.ConnectError("it has no address")

    def _addresses(self, host: str, port: int) -> list[str]:
        """Return the addresses of `host`; where one of several may not be asked, none is."""
        try:
            found = getaddrinfo(host, port, type=SOCK_STREAM)
        except (gaierror, UnicodeError) as error:
            raise DocumentError(f"no host is called {host}: check the address") from error
        addresses = [str(place[0]) for *_, place in found]
        refused = next((address for address in addresses if not is_public(ip_address(address))), None)
        if refused is not None and not self._web.allows(host, port):
            raise DocumentError(
                f"{host} is at {refused}, which is no public address: add {host} to PROPOS_FETCH_HOSTS to allow it"
            )
        return addresses


class _Bounded(httpcore.NetworkStream):
    """A connection on which everything together ends in time, however slowly the bytes drip."""

    def __init__(self, stream: httpcore.NetworkStream, ends: float) -> None:
        self._stream = stream
        self._ends = ends

    def close(self) -> None:
        """End the connection."""
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 (as in the library)
        """Tell what the connection says of itself."""
        return self._stream.get_extra_info(info)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 (one time for all)
        """Return up to `max_bytes` bytes."""
        return self._stream.read(max_bytes, _left(self._ends))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 (the same)
        """Send `buffer`."""
        self._stream.write(buffer, _left(self._ends))

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 (the same)
    ) -> httpcore.NetworkStream:
        """Return the same connection, encrypted."""
        return _Bounded(self._stream.start_tls(ssl_context, server_hostname, _left(self._ends)), self._ends)


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether `address` is one of the public network: not private, local, shared, reserved, multicast or IPv4 wrapped in IPv6."""
    if isinstance(address, IPv6Address) and (address not in _UNICAST or address.sixtofour or address.teredo):
        return False
    return address.is_global and not address.is_multicast and address not in _ASSIGNED


def _left(ends: float) -> float:
    left = ends - monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left


@cache
def _trusted() -> SSLContext:
    return httpx.create_ssl_context()


def _header(answer: httpcore.Response, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in answer.headers if key.lower() == name), "")
