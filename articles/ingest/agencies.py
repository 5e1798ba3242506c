"""Agencies and archives by name: those that file copy, those of bylines, those that pictures are credited to."""

from __future__ import annotations

import re
from typing import Final

WIRES: Final = (
    r"(?:AP|Associated Press|AFP|(?:Thomson )?Reuters?|REUTERS?|dpa|DPA|PA|UPI|EFE|ANSA|Xinhua|TASS|Interfax|Kyodo|"
    r"Jiji|Yonhap|Bloomberg|BBC|CNN(?: Business| Student News|Money)?|EW\.com|CNET|Mashable|The Frisky|Financial Times|"
    r"AAP|AGI|ANI|ANP|APA|ATS|Adnkronos|Agerpres|AGERPRES|Antara|BNS|BTA|Belga|BELGA|Bernama|CP|[CČ]TK|dapd|EPA|EPD|epd|"
    r"Europa Press|GNA|HINA|IANS|IPS|IRNA|KNA|KUNA|LETA|LUSA|Lusa|MENA|MTI|NAN|NTB|PAP|PTI|Petra|QNA|RNS|Ritzau|SDA|"
    r"SID|STA|STT|TASR|TNS|TT|Tanjug|UNI|Ukrinform|WAM)"
)
"""Who files copy: named in brackets behind a place, and alone below the last line."""
AGENCIES: Final = frozenset(
    "ap afp dpa reuters pa upi xinhua ansa efe tass interfax bloomberg cnn kyodo pti ani aap ntb "
    "tt apa sda ats bbc".split()
) | {
    "associated press", "the associated press", "press association", "agence france-presse", "thomson reuters",
    "pa media", "the canadian press", "australian associated press", "press trust of india",
    "united press international",
}  # fmt: skip
"""Agencies among the names of a byline, in small letters."""
HOUSES: Final = (
    r"(?:Getty(?: Images)?|AFP|Reuters|REUTERS|EPA(?:-EFE)?|AP(?: Photo| Images)?|Associated Press|"
    r"PA(?: Wire| Images| Media)?|Shutterstock|Alamy|Rex(?: Features)?|REX|Flickr|Wikimedia(?: Commons)?|"
    r"i?Stock(?:photo)?|Xinhua|Bloomberg|USA TODAY(?: Sports)?|Zuma(?: Press)?|ZUMA|TNS|dpa|DPA|NASA|ESA|Corbis|"
    r"Splash(?: News)?|WENN|SIPA|Sipa|ANSA|EFE|Unsplash|Pexels|Pixabay|Anadolu(?: Agency)?|ANP|TT|NTB|Ritzau|Scanpix|"
    r"Lusa|Belga|Keystone|Barcroft(?: Media)?|SWNS|Instagram|IMAGO(?: Images)?|Fotogramma|LaPresse|Imagoeconomica|"
    r"Europa Press|MAXPPP|Hans Lucas|Folhapress|Estadão Conteúdo|Agência Brasil|Abaca|Newscom|Facebook|Twitter|YouTube|"
    r"Google(?: Maps| Earth)?|Creative Commons)"
)
"""Whom pictures are credited to."""
STOCK: Final = (
    r"(?:Getty(?: Images)?|AFP|Reuters|REUTERS|EPA(?:-EFE)?|AP|Shutterstock|Alamy(?: Stock Photo)?|iStock(?:photo)?|"
    r"Adobe Stock|SWNS|DR|MAXPPP|Courtesy photo|File photo|Handout|Supplied)"
)
"""Houses that stand behind a caption's last stop and never behind a story's."""

_JOINTS: Final = re.compile(r"[-/+–]")


def agencies_in(name: str) -> list[str]:
    """The agencies that share one credit ("dpa/AFP", "NTB-TT"); nothing if one part is none."""
    parts = [part.strip() for part in _JOINTS.split(name)]
    shared = len(parts) > 1 and all(part.casefold() in AGENCIES for part in parts)
    return list(dict.fromkeys(parts)) if shared else []
