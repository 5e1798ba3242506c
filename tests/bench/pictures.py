"""What a large picture and a large library cost the web worker; run by hand, not a test.

    python -m tests.bench.pictures [--port 8452]

Serves an empty site from a folder of its own by gunicorn (one worker, 4 threads). Uploads a JPEG of
24 megapixels, which makes four renditions, and asks for four more as a reader's page does; then fills
the library with 500 pictures and reads two pages of the picker. Prints wall and CPU time, the most
memory that the worker and its largest child ever held, and the picker's queries; exits with 1 over
a limit.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

TICK = os.sysconf("SC_CLK_TCK")
MOST_SECONDS, MOST_MEGABYTES, MOST_QUERIES = 3.0, 200, 6
PICTURES, A_PAGE = 500, 40
WIDTHS = (480, 620, 940, 1240)
EDGE = "------------------------edge"


class Watch(threading.Thread):
    """Looks at a process and its children 200 times a second: the most memory of each, in MB."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.own, self.child, self.is_over = pid, 0.0, 0.0, False
        self.cpu_before = cpu_of(pid)

    def run(self) -> None:
        while not self.is_over:
            self.own = max(self.own, peak_of(self.pid))
            with suppress(OSError):
                self.child = max([self.child, *map(peak_of, children(self.pid))])
            time.sleep(0.005)


def children(pid: int) -> list[int]:
    """The processes that any thread of this one began."""
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for each in lists for child in each.read_text().split()]


def cpu_of(pid: int) -> float:
    """Seconds of CPU of the process and of its children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:15])) / TICK


def peak_of(pid: int) -> float:
    """Megabytes of the largest resident set that the process ever had; 0 once it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    peak = next((line for line in lines if line.startswith("VmHWM")), "VmHWM: 0 kB")
    return int(peak.split()[1]) / 1024


def ask(port: int, method: str, path: str, cookie: str, **sent: Any) -> tuple[int, bytes]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=120)) as connection:
        headers = {"Cookie": cookie, **sent.pop("headers", {})}
        connection.request(method, path, headers=headers, **sent)
        answer = connection.getresponse()
        return answer.status, answer.read()


def noise() -> bytes:
    """A JPEG of 6000 x 4000 pixels that is as hard to compress as a photograph: about 8 MB."""
    from PIL import Image

    from tests.media.drawing import encode

    grain = Image.effect_noise((600, 400), 60).resize((6000, 4000))
    return encode(Image.merge("RGB", (grain, grain.transpose(0), grain.transpose(1))), quality=90)


def upload(port: int, cookie: str, token: str, content: bytes) -> tuple[int, bytes]:
    head = (
        f'--{EDGE}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        f'--{EDGE}\r\nContent-Disposition: form-data; name="pictures"; filename="a.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    body = head.encode() + content + f"\r\n--{EDGE}--\r\n".encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={EDGE}"}
    return ask(port, "POST", "/admin/media/picture/upload/", cookie, body=body, headers=kind)


def prepare() -> tuple[str, str]:
    """An empty site with one account: its cookies and the token of its forms."""
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    client = Client()
    client.force_login(User.objects.create_superuser("bench", password="not needed"))
    token = "b" * 32
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    names = settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME
    return f"{names[0]}={session}; {names[1]}={token}", token


def fill() -> None:
    """A library of 500 pictures; rows alone, for the picker reads no file."""
    from media.models import Picture

    Picture.objects.bulk_create(
        Picture(
            file=f"pictures/00/{number}.jpg", sha256=f"{number:064}", format="jpeg", width=1600,
            height=1200, bytes=1000, caption=f"Picture {number}", credit="Ledger",
            search_words=f"picture {number} ledger",
        )
        for number in range(PICTURES)
    )  # fmt: skip


def picker() -> tuple[int, int, float]:
    """Queries and pictures of the picker's second page, and its milliseconds in the process."""
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"Host": "127.0.0.1"})
    client.force_login(User.objects.get())
    address = "/admin/media/picture/library/?q=picture&page=2"
    client.get(address)
    started = time.perf_counter()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(address).json()
    return len(asked), len(answer["pictures"]), (time.perf_counter() - started) * 1000


def measure(port: int, cookie: str, token: str, worker: int) -> list[bool]:
    from media.models import Picture
    from media.renditions import Spec, address

    content = noise()
    watch = Watch(worker)
    watch.start()
    started = time.perf_counter()
    status, answer = upload(port, cookie, token, content)
    if status != 200 or not Picture.objects.exists():
        raise SystemExit(f"The upload failed: {status} {answer[:300]!r}")
    saved = time.perf_counter() - started
    picture = Picture.objects.get()
    for width in WIDTHS:
        status, _body = ask(port, "GET", address(picture.token, Spec(width, "", "webp")), cookie)
        if status != 200:
            raise SystemExit(f"A rendition failed: {status}")
    took = time.perf_counter() - started
    watch.is_over = True
    watch.join()
    cpu = cpu_of(worker) - watch.cpu_before
    print(
        f"24 megapixels, {len(content) / 1e6:.1f} MB: saved with 4 renditions in "
        f"{saved:.2f} s, four more one by one in {took - saved:.2f} s; CPU in all "
        f"{cpu:.2f} s; most memory: worker {watch.own:.0f} MB, child {watch.child:.0f} MB"
    )
    return [saved <= MOST_SECONDS, watch.own <= MOST_MEGABYTES]


def serve(port: int) -> subprocess.Popen[bytes]:
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "newsroom.wsgi", "-b", f"127.0.0.1:{port}", "-w", "1",
         "-k", "gthread", "--threads", "4", "--timeout", "120", "--log-level", "warning"]
    )  # fmt: skip
    for _turn in range(200):
        try:
            ask(port, "GET", "/admin/login/", "")
        except OSError:
            time.sleep(0.1)
        else:
            break
    else:
        server.terminate()
        raise SystemExit(f"No server answered on port {port}.")
    return server


def worker_of(server: subprocess.Popen[bytes]) -> int:
    """The process that answers: gunicorn's only child, unless another server has the port."""
    begun = children(server.pid)
    if not begun:
        server.terminate()
        raise SystemExit("The server began no worker: is the port taken?")
    return begun[0]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8452)
    port = parser.parse_args().port
    with tempfile.TemporaryDirectory(prefix="newsroom-pictures-") as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
        os.environ.update(DATA_DIR=folder, DEBUG="1")
        cookie, token = prepare()
        server = serve(port)
        try:
            kept = measure(port, cookie, token, worker_of(server))
        finally:
            server.terminate()
            server.wait()
        fill()
        queries, shown, took = picker()
        print(
            f"{PICTURES} pictures in the picker: {shown} a page, {queries} queries, {took:.0f} ms"
        )
        kept += [queries <= MOST_QUERIES, shown == A_PAGE]
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main())
