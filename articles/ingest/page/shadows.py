"""Components of a page that were saved with their insides: what a browser shows of them, in its order."""

from __future__ import annotations

from typing import Final

from articles.ingest.page.tree import Element, drop, elements_at, is_element

_ROOTS: Final = "//template[@shadowrootmode or @shadowroot]"
_BOX: Final = "div"


def open_shadows(root: Element) -> None:
    """Sets the saved inside of each component into the page, its own children where a slot takes them.

    HTML, 4.12.3 and 4.12.4: the inside is shown in place of the children; those that no slot takes are not.
    """
    for inside in reversed(elements_at(root, _ROOTS)):  # the innermost first: its slots are its own
        component = inside.getparent()
        if component is None:
            continue
        inside.tag = _BOX
        for name in ("shadowrootmode", "shadowroot"):
            inside.attrib.pop(name, "")
        _fill_slots(component, inside)


def _fill_slots(component: Element, inside: Element) -> None:
    """Moves a component's children into the slots of its inside; text and whole elements keep their order."""
    slots = {slot.get("name") or "": slot for slot in reversed(list(inside.iter("slot")))}
    loose = slots.get("")
    if loose is not None and (component.text or "").strip():
        loose.text, component.text = component.text, None
    for child in [each for each in component if each is not inside and is_element(each)]:
        slot = slots.get(child.get("slot") or "")
        if slot is None:
            drop(child)
        else:
            slot.append(child)
    for slot in slots.values():
        slot.tag = _BOX
