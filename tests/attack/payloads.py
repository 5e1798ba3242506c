"""Strings that run, fetch, climb or lead away where a page is careless; written for this project."""

from __future__ import annotations

import json
import os
from pathlib import Path

IS_FULL = os.environ.get("ATTACK") == "full"
"""Whether `python -m tests.attack` runs the whole sets; the suite takes the small ones."""

SCRIPT = (
    "<script>alert({n})</script>",
    "</title><script>alert({n})</script>",
    "</textarea><script>alert({n})</script>",
    "</script><script>alert({n})</script>",
    "</style><script>alert({n})</script>",
    "--><script>alert({n})</script><!--",
    "]]><script>alert({n})</script>",
    "<scr<script>ipt>alert({n})</script>",
    "<img src=x onerror=alert({n})>",
    '"><img src=x onerror=alert({n})>',
    "'><img src=x onerror=alert({n})>",
    "<img src=x onerror=&#97;lert({n})>",
    "<img/src/onerror=alert({n})>",
    "<svg onload=alert({n})>",
    "<svg><script>alert({n})</script></svg>",
    "<svg><animate onbegin=alert({n}) attributeName=x dur=1s>",
    "<body onload=alert({n})>",
    "<details open ontoggle=alert({n})>",
    "<input autofocus onfocus=alert({n})>",
    '" autofocus onfocus=alert({n}) x="',
    "' autofocus onfocus=alert({n}) x='",
    "` autofocus onfocus=alert({n}) ",
    "<video><source onerror=alert({n})></video>",
    "<audio src=x onerror=alert({n})>",
    "<iframe src=javascript:alert({n})></iframe>",
    "<iframe srcdoc='<script>alert({n})</script>'></iframe>",
    "<object data=javascript:alert({n})></object>",
    "<embed src=javascript:alert({n})>",
    "<math><mtext><img src=x onerror=alert({n})></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert({n})>'>",
    "<template><script>alert({n})</script></template>",
    "<xmp><p title='</xmp><img src=x onerror=alert({n})>'>",
    "<style>@keyframes a{{}}</style><p style=animation-name:a onanimationstart=alert({n})>",
    "<style>@import '//away.example/{n}.css';</style>",
    "<link rel=stylesheet href=//away.example/{n}.css>",
    "<img src=//away.example/{n}.png>",
    "<meta http-equiv=refresh content='0;url=//away.example/{n}'>",
    "<base href=//away.example/{n}/>",
    "&lt;script&gt;alert({n})&lt;/script&gt;",
    "\\u003cscript\\u003ealert({n})\\u003c/script\\u003e",
    "{{{{constructor.constructor('alert({n})')()}}}}",
    "javascript:alert({n})",
    "java\tscript:alert({n})",
    "\u2028javascript:alert({n})",
    "data:text/html,<script>alert({n})</script>",
    '";alert({n});//',
    "';alert({n});//",
    "${{alert({n})}}",
)
"""Templates with the number of the string in {n}: an execution names its string."""

AWAY = (
    "//away.example", "https://away.example", "http:away.example", "https:/away.example",
    "///away.example", "////away.example", "/\\away.example", "\\\\away.example", "/\t/away.example",
    "\n//away.example", "https://127.0.0.1@away.example", "https://away.example#127.0.0.1:8000",
    "http://127.0.0.1:8000.away.example", "//away.example/%2f..", "/%09/away.example",
    "/%2f%2faway.example", "/%5caway.example", "javascript:alert(1)", "data:text/html,away.example",
    "https://away。example", "//%61way.example", "/.//away.example", "/..//away.example",
)  # fmt: skip
"""Targets outside the site, as they are written to look inside."""

CLIMBING = (
    "../../../../etc/passwd", "..%2f..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "..%252f..%252f..%252fetc/passwd", "....//....//....//etc/passwd", "..\\..\\..\\etc\\passwd",
    "..%5c..%5c..%5cetc%5cpasswd", "/etc/passwd", "//etc/passwd", "file:///etc/passwd",
    "..%c0%af..%c0%afetc/passwd", "..;/..;/etc/passwd", "a/../../../etc/passwd", "%00/etc/passwd",
    "../newsroom.sqlite3", "..%2fsecret_key", "../../newsroom/settings.py",
)  # fmt: skip
"""Ways out of a folder."""

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "security"


def numbered(templates: tuple[str, ...] = SCRIPT, start: int = 1) -> list[str]:
    return [each.format(n=n) for n, each in enumerate(templates, start)]


def scripts() -> list[str]:
    """Our own strings; in a full run those of the public sets beside this checkout too."""
    found = numbered()
    if IS_FULL:
        found += _strings("xss/payloadsallthethings-even.json")
        found += _strings("xss/dompurify-even.json")
        found += _strings("strings/blns.json")
    return found


def lines(name: str, own: tuple[str, ...]) -> list[str]:
    """Our own list; in a full run with the lines of a public one."""
    path = SHARED / name
    if not IS_FULL or not path.exists():
        return list(own)
    return [*own, *filter(None, path.read_text(errors="replace").splitlines())]


def _strings(name: str) -> list[str]:
    path = SHARED / name
    if not path.exists():
        return []
    rows = json.loads(path.read_text())
    texts = [row if isinstance(row, str) else row["payload"] for row in rows]
    return [clean for text in texts if (clean := storable(text)).strip()]


def storable(text: str) -> str:
    """The text without what no database keeps: NUL and halves of pairs."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()
