"""The import's door to the network: hosts that are allowed, addresses that are public, nothing else."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from articles.ingest import outbound
from articles.ingest.outbound import NotFetched, Outbound, allowed, is_global

PUBLIC = "93.184.216.34"


class Listener:
    """A small server on the loopback that counts its callers and gives each the next answer."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.socket.getsockname()[1]
        self.callers = 0
        self.requests: list[bytes] = []
        self.answers: list[bytes] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                caller, _address = self.socket.accept()
            except OSError:
                return
            with caller:
                self.callers += 1
                self.requests.append(caller.recv(4096))
                caller.sendall(self.answers.pop(0) if self.answers else b"")


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener()
    yield server
    server.socket.close()


@pytest.fixture
def door(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> Outbound:
    """The door for pictures.example; what it takes for a public address is the listener."""
    connect = socket.create_connection

    def to_listener(address: tuple[str, int], **options: Any) -> socket.socket:
        assert address[0] == PUBLIC, "the connection goes to the address that was checked"
        return connect(("127.0.0.1", listener.port), **options)

    monkeypatch.setattr(outbound.socket, "create_connection", to_listener)
    made = allowed(["pictures.example"])
    made.resolve = lambda host, port: [PUBLIC]
    return made


def answer(body: bytes = b"picture", *, status: str = "200 OK", **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join(lines).encode() + b"\r\nConnection: close\r\n\r\n" + body


def test_a_picture_of_an_allowed_host_is_fetched(door: Outbound, listener: Listener) -> None:
    listener.answers = [answer(b"the bytes")]
    assert door("http://pictures.example/a/b.jpg?w=1") == b"the bytes"
    assert listener.requests[0].startswith(b"GET /a/b.jpg?w=1 HTTP/1.1\r\n")
    assert listener.requests[0].count(b"Host: pictures.example\r\n") == 1


PRIVATE = (
    "127.0.0.1 127.8.8.8 0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 "
    "169.254.169.254 169.254.0.1 172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1 192.168.0.1 "
    "192.168.255.255 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 "
    "255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 "
    "::ffff:7f00:1 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::1 100::1 2001:db8::1 "
    "2002:7f00:1:: 2002:a00:1:: fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1 "
    "2001:0:4136:e378:8000:63bf:80ff:fffe 2001:10::1 nonsense"
).split()


@pytest.mark.parametrize("ip", PRIVATE)
def test_a_name_that_leads_into_a_private_network_is_never_called(
    door: Outbound, listener: Listener, ip: str
) -> None:
    assert not is_global(ip)
    for found in ([ip], [PUBLIC, ip]):
        door.resolve = lambda host, port, found=found: found
        said = door("http://pictures.example/a.jpg")
        assert isinstance(said, str)
        assert "private network" in said
    assert (door.opened, listener.callers) == (0, 0)


@pytest.mark.parametrize("ip", [PUBLIC, "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8"])
def test_public_addresses_are_public(ip: str) -> None:
    assert is_global(ip)


HOSTS = (
    "127.0.0.1 127.1 0 0.0.0.0 2130706433 0x7f000001 0x7f.0.0.1 0177.0.0.1 017700000001 "
    "127.0.0.1.nip.example localhost LOCALHOST localhost. localhost.localdomain [::1] [::] "
    "[::ffff:127.0.0.1] [0:0:0:0:0:ffff:7f00:1] [fe80::1%25eth0] 169.254.169.254 "
    "metadata.internal 10.0.0.1 192.168.1.1 ①②⑦.⓪.⓪.① 127。0。0。1 pictures.example.evil.example "
    "evilpictures.example pictures.example@127.0.0.1 127.0.0.1@pictures.example "
    "pictures.example%00.evil.example pictures.example%2f@127.0.0.1 pictures.example:22 "
    "pictures.example:8080 pictures.example:0 pictures.example:99999 pictures.example:x "
    "user:word@pictures.example pictures_example .pictures.example pictures..example -a.example "
    "pictures.example#@127.0.0.1 pictures.example\\@127.0.0.1 127.0.0.1\\pictures.example "
    "127.0.0.1?.pictures.example 127.0.0.1#.pictures.example xn--pictures-.example"
).split()
FORMS = [
    *(f"http://{host}/a.jpg" for host in HOSTS if not host.startswith("pictures.example#")),
    *(f"https://{host}/a.jpg" for host in HOSTS if not host.startswith("pictures.example#")),
    *(
        "file:///etc/passwd file://pictures.example/etc/passwd ftp://pictures.example/a.jpg "
        "gopher://pictures.example/_x data:image/png;base64,AAAA javascript:alert(1) "
        "dict://127.0.0.1:11211/stat ldap://127.0.0.1 jar:http://pictures.example!/a "
        "//127.0.0.1/a.jpg ///a.jpg /etc/passwd a.jpg http:127.0.0.1 http:/127.0.0.1 http:///a "
        "http://:80/a http:// https:// HTTP://127.0.0.1/ hTTp://localhost/ http://[/ http://]/ "
        "http://[::1/ unix:///run/x.sock http+unix://x http:\\\\127.0.0.1\\a"
    ).split(),
    "http://pictures.example/a\r\nHost: evil",
    "http://pictures.example /a",
    "http://pictures.example\t/a",
    "http://pictures.example/\x00",
    "http://pictures.example/" + "a" * 3000,
    "",
    " ",
]


def test_there_are_as_many_forms_as_the_public_sets_have() -> None:
    assert len(FORMS) + len(PRIVATE) >= 142


@pytest.mark.thorough
@pytest.mark.parametrize("address", FORMS)
def test_no_form_of_an_address_reaches_what_is_not_allowed(
    door: Outbound, listener: Listener, address: str
) -> None:
    assert isinstance(door(address), str)
    assert (door.opened, listener.callers) == (0, 0)


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://evil.example/",
        "file:///etc/passwd",
        "//[::1]/",
        "http://localhost:80/",
    ],
)
def test_a_redirect_passes_the_same_checks(door: Outbound, listener: Listener, target: str) -> None:
    listener.answers = [answer(status="302 Found", Location=target)]
    assert isinstance(door("http://pictures.example/a.jpg"), str)
    assert listener.callers == 1


def test_redirects_inside_the_host_end_after_three(door: Outbound, listener: Listener) -> None:
    onward = answer(status="301 Moved", Location="/b.jpg")
    listener.answers = [onward, onward, onward, answer(b"here")]
    assert door("http://pictures.example/a.jpg") == b"here"
    listener.answers = [onward] * 5
    assert "more than 3 times" in str(door("http://pictures.example/a.jpg"))


def test_the_name_is_asked_once_for_each_address(door: Outbound, listener: Listener) -> None:
    asked = []

    def changing(host: str, port: int) -> list[str]:
        asked.append(host)
        return [PUBLIC] if len(asked) == 1 else ["127.0.0.1"]

    door.resolve = changing
    listener.answers = [answer(b"here")]
    assert door("http://pictures.example/a.jpg") == b"here"
    assert len(asked) == 1


@pytest.mark.parametrize(
    "reply",
    [
        answer(b"x" * 2000),
        answer(b"", **{"Content-Length": "99999999"}),
        answer(status="404 No"),
        b"",
        b"nonsense\r\n\r\n",
    ],
)
def test_what_is_too_large_or_broken_is_a_sentence(
    door: Outbound, listener: Listener, reply: bytes
) -> None:
    door.most_bytes = 1000
    listener.answers = [reply]
    said = door("http://pictures.example/a.jpg")
    assert isinstance(said, str)
    assert said.endswith(".")


@pytest.mark.parametrize(
    "name", ["127.0.0.1", "*", "*.example", "http://a.example", "", "a b", "[::1]"]
)
def test_only_plain_host_names_are_allowed(name: str) -> None:
    with pytest.raises(ValueError, match="is no host name"):
        allowed([name])


def test_the_fetch_raises_its_sentence(door: Outbound) -> None:
    with pytest.raises(NotFetched, match="not allowed"):
        door.fetch("http://other.example/a.jpg")


def test_a_message_goes_to_the_address_that_was_checked_and_follows_nobody(
    door: Outbound, listener: Listener
) -> None:
    listener.answers = [answer(b"", status="202 Accepted")]
    door.post("http://pictures.example/hub", b"a=b", "text/plain")
    assert listener.requests[0].startswith(b"POST /hub HTTP/1.1\r\n")
    assert b"Content-Length: 3\r\n" in listener.requests[0]
    listener.answers = [answer(b"", status="302 Found", Location="http://pictures.example/other")]
    with pytest.raises(NotFetched, match="302"):
        door.post("http://pictures.example/hub", b"a=b", "text/plain")
    with pytest.raises(NotFetched, match="not allowed"):
        door.post("http://other.example/hub", b"a=b", "text/plain")
    assert listener.callers == 2
