"""What a role may do, as boxes to tick: by screen, in the order of the desk, in an editor's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib.auth.models import Permission
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.desk_order import GROUPS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

VERBS: Final[dict[str, _StrPromise]] = {
    "view": pgettext_lazy("may", "see"),
    "add": pgettext_lazy("may", "add"),
    "change": pgettext_lazy("may", "change"),
    "delete": pgettext_lazy("may", "delete"),
}
BEYOND: Final[dict[str, _StrPromise]] = {
    "edit_any_article": _("write in the stories of others"),
    "publish_article": _("publish, schedule and correct"),
    "withdraw_article": _("withdraw"),
    "import_article": _("import, and decide on what an import held"),
}
"""What the newsroom's own permissions let one do with stories."""
WITHOUT_EFFECT: Final = {
    "merge": frozenset(VERBS),
    "namecandidate": frozenset(VERBS),
    "importrun": frozenset(VERBS),
    "importitem": frozenset(VERBS),
    "auditentry": frozenset(VERBS) - {"view"},
}
"""Screens that other permissions open (changing people, importing), or that nobody may write in."""


@dataclass(frozen=True, slots=True)
class Box:
    value: Any
    label: str
    is_ticked: bool


@dataclass(slots=True)
class Row:
    """The boxes of one screen."""

    name: str
    boxes: list[Box] = field(default_factory=list)


@dataclass(slots=True)
class Area:
    """The rows of one part of the desk."""

    name: str
    rows: list[Row] = field(default_factory=list)

    @property
    def ticked(self) -> int:
        return sum(box.is_ticked for row in self.rows for box in row.boxes)


def areas(permissions: Iterable[Permission], ticked: Iterable[str]) -> tuple[list[Area], Area]:
    """The parts of the desk, and an area for what no screen asks for; each permission stands once."""
    chosen = {str(value) for value in ticked}
    screens: dict[str, list[Permission]] = {}
    others: list[Permission] = []
    known = {name.lower() for _key, _heading, names in GROUPS for name in names}
    for permission in permissions:
        kind = permission.content_type.model
        verb = permission.codename.partition("_")[0]
        if kind in known and verb not in WITHOUT_EFFECT.get(kind, ()):
            screens.setdefault(kind, []).append(permission)
        else:
            others.append(permission)
    shown = [
        Area(
            str(heading),
            [_row(screens[name.lower()], chosen) for name in names if name.lower() in screens],
        )
        for _key, heading, names in GROUPS
    ]
    others.sort(key=lambda each: (each.content_type.app_label, each.content_type.model))
    rest = Area(gettext("What no screen asks for"))
    for _kind, same in groupby(others, key=lambda each: each.content_type_id):
        rest.rows.append(_row(list(same), chosen))
    return [area for area in shown if area.rows], rest


def _row(permissions: list[Permission], chosen: set[str]) -> Row:
    kind = permissions[0].content_type
    model = kind.model_class()
    row = Row(str(capfirst(model._meta.verbose_name_plural if model else kind.model)))
    order = [f"{verb}_{kind.model}" for verb in VERBS] + list(BEYOND)
    permissions.sort(
        key=lambda each: order.index(each.codename) if each.codename in order else len(order)
    )
    for each in permissions:
        verb = each.codename.removesuffix(f"_{kind.model}")
        label = BEYOND.get(each.codename) or VERBS.get(verb) or each.name
        row.boxes.append(Box(each.pk, str(label), str(each.pk) in chosen))
    return row


class PermissionBoxes(forms.CheckboxSelectMultiple):
    """Boxes in areas; whole without JavaScript."""

    template_name = "admin/auth/group/permissions.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = forms.Widget.get_context(self, name, value, attrs)
        rows = [choice[0].instance for choice in self.choices]  # type: ignore[union-attr]
        shown, rest = areas(rows, self.format_value(value))
        return {**context, "areas": shown, "rest": rest}


class Permissions(forms.ModelMultipleChoiceField):
    """Every permission that there is."""

    widget = PermissionBoxes

    def __init__(self, **options: Any) -> None:
        rows = Permission.objects.select_related("content_type")
        super().__init__(rows, required=False, **options)
