"""XMP packets: one hardened way in, one way out; no DTD, no entities, no network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

MOST_BYTES = 1_000_000
"""A packet with its padding has a few thousand bytes; JPEG allows 65,502 in one piece."""

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "exif": "http://ns.adobe.com/exif/1.0/",
}
_PREFIXES = {address: prefix for prefix, address in NAMESPACES.items()}
_META = "adobe:ns:meta/"
_RDF = f"{{{NAMESPACES['rdf']}}}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

Properties = dict[str, list[str]]


class UnreadableXmpError(ValueError):
    """The packet is too large, declares a document type, or is not XML."""


def read_packet(packet: bytes) -> Properties:
    """Property name ("dc:creator") to its texts; of language alternatives, x-default comes first.

    Fields of a structure go by both names: "plus:Licensor/plus:LicensorURL".
    """
    root = _parse(packet)
    found: Properties = {}
    for description in root.iter(f"{_RDF}Description"):
        if _is_nested(description):
            continue
        for name, value in description.attrib.items():
            _add(found, _short(str(name)), str(value))
        for child in description:
            _read_property(found, child)
    return found


def write_packet(
    plain: Mapping[str, str],
    alternatives: Mapping[str, str],
    lists: Mapping[str, Sequence[str]],
    licensor_url: str = "",
) -> bytes:
    """A packet of plain properties, language alternatives (x-default) and ordered lists.

    The licensor's page is the one structure. Empty values are left out; no value at all
    gives no bytes.
    """
    root = etree.Element(f"{{{_META}}}xmpmeta", nsmap={"x": _META})
    rdf = etree.SubElement(root, f"{_RDF}RDF", nsmap={"rdf": NAMESPACES["rdf"]})
    description = etree.SubElement(rdf, f"{_RDF}Description", nsmap=NAMESPACES)
    description.set(f"{_RDF}about", "")
    for name, value in plain.items():
        if value:
            etree.SubElement(description, _full(name)).text = value
    for name, value in alternatives.items():
        if value:
            holder = etree.SubElement(etree.SubElement(description, _full(name)), f"{_RDF}Alt")
            entry = etree.SubElement(holder, f"{_RDF}li")
            entry.set(_LANGUAGE, "x-default")
            entry.text = value
    for name, values in lists.items():
        if values:
            holder = etree.SubElement(etree.SubElement(description, _full(name)), f"{_RDF}Seq")
            for value in values:
                etree.SubElement(holder, f"{_RDF}li").text = value
    if licensor_url:
        licensor = etree.SubElement(description, _full("plus:Licensor"))
        entry = etree.SubElement(etree.SubElement(licensor, f"{_RDF}Bag"), f"{_RDF}li")
        entry.set(f"{_RDF}parseType", "Resource")
        etree.SubElement(entry, _full("plus:LicensorURL")).text = licensor_url
    if not len(description):
        return b""
    body = etree.tostring(root, encoding="utf-8")
    opening = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'.encode()
    return opening + body + b'<?xpacket end="r"?>'


def _parse(packet: bytes) -> etree._Element:
    trimmed = packet.strip(b"\x00 \t\r\n")
    if not trimmed or len(trimmed) > MOST_BYTES:
        msg = f"An XMP packet has 1 to {MOST_BYTES} bytes, this one {len(trimmed)}."
        raise UnreadableXmpError(msg)
    if b"<!DOCTYPE" in trimmed or b"<!ENTITY" in trimmed:
        msg = "The XMP packet declares a document type."
        raise UnreadableXmpError(msg)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(trimmed, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        msg = f"The XMP packet is not XML: {error}"
        raise UnreadableXmpError(msg) from error
    if root.getroottree().docinfo.internalDTD is not None:
        msg = "The XMP packet declares a document type."
        raise UnreadableXmpError(msg)
    return root


def _is_nested(description: etree._Element) -> bool:
    """Whether it is the value of a property and not a set of properties of the picture."""
    parent = description.getparent()
    return parent is not None and parent.tag != f"{_RDF}RDF"


def _read_property(found: Properties, element: etree._Element) -> None:
    name = _short(str(element.tag))
    containers = [child for child in element if child.tag in _CONTAINERS]
    if containers:
        for entry in _default_first(containers[0]):
            _read_value(found, name, entry)
    else:
        _read_value(found, name, element)


def _read_value(found: Properties, name: str, element: etree._Element) -> None:
    """A text, or a structure written as attributes, as children or in its own description."""
    _add(found, name, element.text or "")
    for attribute, value in element.attrib.items():
        _add(found, f"{name}/{_short(str(attribute))}", str(value))
    for child in element:
        if child.tag == f"{_RDF}Description":
            _read_value(found, name, child)
        else:
            _add(found, f"{name}/{_short(str(child.tag))}", "".join(map(str, child.itertext())))


def _default_first(container: etree._Element) -> list[etree._Element]:
    entries = [entry for entry in container if entry.tag == f"{_RDF}li"]
    return sorted(entries, key=lambda entry: entry.get(_LANGUAGE, "x-default") != "x-default")


def _add(found: Properties, name: str, value: str) -> None:
    value = value.strip()
    if value:
        found.setdefault(name, []).append(value)


def _short(name: str) -> str:
    """The name with the prefix we know the namespace by: {…/dc/…}creator -> dc:creator."""
    address, _brace, local = name.removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(address, address)}:{local}" if address else local


def _full(name: str) -> str:
    prefix, _colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


_CONTAINERS = frozenset(f"{_RDF}{name}" for name in ("Alt", "Bag", "Seq"))
