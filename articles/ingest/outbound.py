"""The one door to the network: pictures of allowed hosts, fetched to memory; messages to those hosts.

Off unless the operator names hosts. The name is resolved once, every address of it must be
global, and the connection goes to that very address; redirects pass the same checks.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urljoin, urlsplit

SECONDS: Final = 10.0
"""For one picture, redirects included (reliability.md rule 16)."""
MOST_BYTES: Final = 25 * 1024 * 1024
REDIRECTS: Final = 3
PORTS: Final = {"http": 80, "https": 443}
_HOST: Final = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_PIECE: Final = 64 * 1024
_MOVED: Final = frozenset({301, 302, 303, 307, 308})

_NOT_GLOBAL: Final = tuple(map(ipaddress.ip_network, ("64:ff9b:1::/48", "fec0::/10")))
"""RFC 8215 and RFC 3879: networks that the standard library still takes for global."""

PLAIN: Final[Mapping[str, str]] = {}
Resolve = Callable[[str, int], list[str]]


class NotFetched(Exception):
    """Why an address gives no picture; a sentence."""


@dataclass(slots=True)
class Outbound:
    """Fetches from the hosts that the operator allowed, and from nowhere else."""

    hosts: frozenset[str]
    seconds: float = SECONDS
    most_bytes: int = MOST_BYTES
    resolve: Resolve = field(default_factory=lambda: resolve)
    opened: int = 0
    """Connections that were begun."""

    def __call__(self, address: str) -> bytes | str:
        """The bytes behind the address, or a sentence that says why there are none."""
        try:
            return self.fetch(address)
        except NotFetched as fault:
            return str(fault)

    def fetch(self, address: str) -> bytes:
        """The bytes behind the address; raises NotFetched."""
        end = time.monotonic() + self.seconds
        for _ in range(REDIRECTS + 1):
            answer = self._ask(address, end)
            if isinstance(answer, bytes):
                return answer
            address = urljoin(address, answer)
        raise NotFetched(f"It was sent on more than {REDIRECTS} times.")

    def post(
        self, address: str, body: bytes, content_type: str, headers: Mapping[str, str] = PLAIN
    ) -> None:
        """Sends the body; any 2xx is a yes, nothing is followed. Raises NotFetched."""
        end = time.monotonic() + self.seconds
        connection, host, path = self._opened(address, end)
        own = {"Host": host, "Content-Type": content_type, "Content-Length": str(len(body))}
        try:
            connection.request("POST", path, body=body, headers={**headers, **own})
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NotFetched(f"The connection broke: {type(error).__name__}.") from error
        finally:
            connection.close()
        if not http.client.OK <= status < http.client.MULTIPLE_CHOICES:
            raise NotFetched(f"“{host}” answered {status}.")

    def _opened(self, address: str, end: float) -> tuple[http.client.HTTPConnection, str, str]:
        """A connection to the address that was checked; host and path."""
        scheme, host, path = self._checked(address)
        ip = self._pinned(host, PORTS[scheme])
        return self._connect(scheme, host, ip, end), host, path

    def _ask(self, address: str, end: float) -> bytes | str:
        """The bytes, or where the server sends us on to."""
        connection, host, path = self._opened(address, end)
        try:
            connection.request("GET", path, headers={"Host": host, "Accept": "image/*"})
            answer = connection.getresponse()
            if answer.status in _MOVED:
                return answer.getheader("Location") or ""
            if answer.status != http.client.OK:
                raise NotFetched(f"The server answered {answer.status}.")
            return self._body(answer, end)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NotFetched(f"The connection broke: {type(error).__name__}.") from error
        finally:
            connection.close()

    def _checked(self, address: str) -> tuple[str, str, str]:
        """Scheme, host and path of an address that may be asked at all."""
        if len(address) > 2000 or re.search(r"[\x00-\x20\\\x7f]", address):
            raise NotFetched("The address holds signs that no web address has.")
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError as error:
            raise NotFetched("The address cannot be read.") from error
        host = (parts.hostname or "").rstrip(".").lower()
        if parts.scheme not in PORTS or "@" in parts.netloc:
            raise NotFetched("Only http and https addresses without a login are fetched.")
        if port not in (None, PORTS[parts.scheme]):
            raise NotFetched("Only the usual ports are asked.")
        if not _HOST.fullmatch(host) or host not in self.hosts:
            raise NotFetched(f"The host “{host[:80]}” is not allowed; --allow-host names hosts.")
        path = parts.path or "/"
        return parts.scheme, host, f"{path}?{parts.query}" if parts.query else path

    def _pinned(self, host: str, port: int) -> str:
        """The one address that will be asked; every address of the host must be global."""
        try:
            found = self.resolve(host, port)
        except OSError as error:
            raise NotFetched(f"The host “{host}” has no address.") from error
        if not found:
            raise NotFetched(f"The host “{host}” has no address.")
        for ip in found:
            if not is_global(ip):
                raise NotFetched(f"The host “{host}” leads into a private network.")
        return found[0]

    def _connect(self, scheme: str, host: str, ip: str, end: float) -> http.client.HTTPConnection:
        self.opened += 1
        left = max(0.1, end - time.monotonic())
        try:
            opened = socket.create_connection((ip, PORTS[scheme]), timeout=left)
            if scheme == "https":
                opened = ssl.create_default_context().wrap_socket(opened, server_hostname=host)
        except OSError as error:
            raise NotFetched(f"The host “{host}” does not answer.") from error
        connection = http.client.HTTPConnection(host, timeout=left)
        connection.sock = opened
        return connection

    def _body(self, answer: http.client.HTTPResponse, end: float) -> bytes:
        said = answer.getheader("Content-Length", "")
        if said.isdecimal() and int(said) > self.most_bytes:
            raise NotFetched(f"It is over {self.most_bytes // 1024 // 1024} MB.")
        body = bytearray()
        while piece := answer.read1(_PIECE):
            body += piece
            if len(body) > self.most_bytes:
                raise NotFetched(f"It is over {self.most_bytes // 1024 // 1024} MB.")
            if time.monotonic() > end:
                raise NotFetched(f"It took more than {self.seconds:.0f} seconds.")
        return bytes(body)


def allowed(hosts: Iterable[str]) -> Outbound:
    """The door for these hosts; raises ValueError for what is no plain host name."""
    names = frozenset(host.strip().rstrip(".").lower() for host in hosts)
    for name in sorted(names):
        if not _HOST.fullmatch(name):
            raise ValueError(f"“{name}” is no host name; write one like pictures.example.com.")
    return Outbound(names)


def resolve(host: str, port: int) -> list[str]:
    """Every address of the host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_global(ip: str) -> bool:
    """Whether an address lies in the public network, by the IANA registries, however it is wrapped."""
    try:
        address = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address.teredo is not None:
            inner = address.teredo[1]
        if inner is None and address in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_global(str(inner))
        if any(address in network for network in _NOT_GLOBAL):
            return False
    return address.is_global and not address.is_multicast
