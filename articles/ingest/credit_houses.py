"""The agencies and archives that pictures are credited to."""

from __future__ import annotations

from typing import Final

HOUSES: Final = (
    r"(?:Getty(?: Images)?|AFP|Reuters|REUTERS|EPA(?:-EFE)?|AP(?: Photo| Images)?|Associated "
    r"Press|PA(?: Wire| Images| Media)?|"
    r"Shutterstock|Alamy|Rex(?: Features)?|REX|Flickr|Wikimedia(?: Commons)?|i?Stock(?:photo)?|"
    r"Xinhua|Bloomberg|USA TODAY(?: Sports)?|"
    r"Zuma(?: Press)?|ZUMA|TNS|dpa|DPA|NASA|ESA|Corbis|Splash(?: News)?|WENN|SIPA|Sipa|ANSA|EFE|"
    r"Unsplash|Pexels|Pixabay|"
    r"Anadolu(?: Agency)?|ANP|TT|NTB|Ritzau|Scanpix|Lusa|Belga|Keystone|Barcroft(?: Media)?|SWNS|Instagram|"
    r"IMAGO(?: Images)?|Fotogramma|LaPresse|Imagoeconomica|Europa Press|MAXPPP|Hans Lucas|Folhapress|"
    r"Estadão Conteúdo|Agência Brasil|Abaca|Newscom|"
    r"Facebook|Twitter|YouTube|Google(?: "
    r"Maps| Earth)?|Creative Commons)"
)
STOCK: Final = (
    r"(?:Getty(?: Images)?|AFP|Reuters|REUTERS|EPA(?:-EFE)?|AP|Shutterstock|Alamy(?: Stock Photo)?|iStock(?:photo)?|"
    r"Adobe Stock|SWNS|DR|MAXPPP|Courtesy photo|File photo|Handout|Supplied)"
)
"""Houses that stand behind a caption's last stop and never behind a story's."""
