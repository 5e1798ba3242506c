"""Lines around pictures, of shops, and times and numbers alone, that are no copy: a part of noise.NOISE."""

from __future__ import annotations

from typing import Final, Literal

Where = Literal["anywhere", "edge", "beside"]
"""Whether a line goes anywhere, only at an edge or beside other noise, or only beside such noise."""

NOISE_OF_PICTURES: Final[tuple[tuple[str, Where, str, str], ...]] = (
    (
        "gallery-count",
        "anywhere",
        "It counts the pictures of a gallery.",
        r"\W*(?:\d{1,3} (?:v[íi]deos|fotos|bilder|immagini)|"
        r"\d{1,3}of\d{1,3}|(?:slide|image|photo|picture|gallery|page)?s? ?\d{1,3} (?:of|/) \d{1,3}(?: "
        r"(?:slides|photos|images|pictures))?|"
        r"\d{1,3}/\d{1,3} (?:slides|photos|images|pictures)|(?:view|see|show|open)(?: the)?(?: "
        r"full| photo| picture)? gallery(?: \(?\d+ \w+\)?)?|"
        r"(?:image|photo) \d{1,3}|(?:view|show|hide|toggle)(?: (?:image|photo))?(?: in)?(?: full ?screen| captions?)|"
        r"\d{1,3} (?:photos|images|pictures))\W*",
    ),
    (
        "picture-placeholder",
        "anywhere",
        "A placeholder where a picture stood.",
        r"\[(?:video|embed)\s*:[^\[\]]{0,300}\]|"
        r"\[(?:image|photo|picture)\s*:\s*(?:(?:[^\[\]\s]+(?:\s+|(?=\]))){0,3}|"
        r"[^\[\]]{0,300}\.(?:jpe?g|png|gif|webp|avif))\]|"
        r"\W*(?:items\.\[?\d\]?\.\w{3,20}|[\w .()-]{2,70}\.(?:jpe?g|png|webp|gif)|"
        r"(?:youtube|instagram|tiktok|twitter|facebook|vimeo) (?:video|post|embed)|"
        r"(?:bild|icon:|foto) vergrößern|vergrößern|desc img|bildbeschreibung (?:einblenden|ausblenden)|"
        r"(?:image|photo|picture|file|stock)(?: photo| image| picture)? (?:not "
        r")?(?:available|unavailable|placeholder)|"
        r"(?:(?:zoom in|zoom out|stock chart|play|close|expand|search|menu|share|arrow|down) ){1,2}icon|"
        r"arrows pointing (?:outwards|inwards)|"
        r"head ?shot of .{3,60}|lazyload\w*|placeholder(?: while .{0,60})?|(?:click|tap|hover)(?: on)?(?: the)? "
        r"(?:image|photo|picture) to (?:enlarge|zoom)|"
        r"enlarge (?:this )?(?:image|photo|picture)|(?:hide|toggle|show) caption|open image(?: "
        r"in)?.{0,30}|"
        r"(?:img|image|picture|photo)[_-]?\d*\.(?:jpe?g|png|gif|webp))\W*",
    ),
    (
        "shop-label",
        "beside",
        "A label of what a shop sells, beside its buttons.",
        r"\W*(?:(?:now )?sold out|get the look\b.{0,80}|splurge|today[’']s best (?:.{3,60} )?deals)\W*",
    ),
    (
        "relative-time",
        "edge",
        "A time that was true only when the page was saved.",
        r"\W*(?:ends? \d{1,2}[:.]\d\d|updated (?:at )?\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\.?(?: [a-z]{2,4})?|"
        r"(?:today|yesterday) at \d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?(?: [a-z]{2,4})?|"
        r"(?:[\w ]{2,24} [•·] )?(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|vandaag|gisteren|igår|idag|"
        r"heute|gestern),? "
        r"\d{1,2}[:.]\d\d(?: [•·] (?:aangepast|bijgewerkt|uppdaterad) .{3,30})?|"
        r"(?:updated|published|posted|modified|last updated|created)?:? ?(?:about |over "
        r")?(?:\d{1,3}|an?|one|two|three) ?"
        r"(?:s|sec|seconds?|m|min|mins|minutes?|h|hr|hrs|hours?|d|days?|w|wks?|weeks?|mo|months?|"
        r"y|yrs?|years?) ago|just now)\W*",
    ),
    (
        "reading-time",
        "anywhere",
        "The page's guess at the time it takes to read.",
        r"\W*(?:(?:reading|read) time ?:? ?|temps de lecture ?:? ?|les(?:ezeit|edauer) ?:? ?|"
        r"tiempo de lectura ?:? ?|tempo (?:di lettura|de leitura) ?:? ?|artikel zum hören\W{1,3})?"
        r"(?:ca\. ?)?\d{1,3}[ -]min(?:ut(?:e|en|i|os)?)?s?\.?"
        r"(?: read| to read| reading time| de lecture| di lettura| de leitura| lesezeit| de lectura)?\W*|"
        r"\W*estimated read(?:ing)? time.{0,30}|"
        r"\(\d{1,2} min(?:ut(?:e[ns]?|os))?\)(?: \d{1,2} min\.?)?",
    ),
    (
        "bare-number",
        "edge",
        "A number alone, as counters and pagers print them.",
        r"[#(\[+]?\d{1,3}(?:,?\d{3}|\d)?[)\].:]?|[|•·▪■►▼▲»«‹›<>/\\^+]{1,3}|[_-]{1,2}",
    ),
)
