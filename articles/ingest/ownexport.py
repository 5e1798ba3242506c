"""Our own JSON Lines export -> the same record again; the field names are those README documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, get_args

from articles.body.document import InvalidBody, validate
from articles.ingest.bodies import set_lines
from articles.ingest.notebook import Notebook, person_role
from articles.ingest.pictures import Role
from articles.ingest.record import (
    ContributorRecord,
    CorrectionKind,
    CorrectionRecord,
    Origin,
    PersonRecord,
    PictureRecord,
    Problem,
    RelatedRecord,
    Status,
    StoryRecord,
)

_SIGNATURE: Final = (
    "headline", "headline_proposed", "body", "body_text", "state", "people", "missing",
)  # fmt: skip
"""Names that stand together in our export and in no other system's."""

_TEXTS: Final = (
    "source", "source_name", "source_id", "source_url", "canonical_url", "headline", "kicker", "standfirst",
    "slug", "slugline", "byline", "dateline", "language", "kind", "editor_note", "usage_terms",
)  # fmt: skip
_STATUS_BY_STATE: Final[dict[str, Status]] = {
    "draft": "draft", "in_progress": "draft", "in_review": "draft", "held": "draft",
    "scheduled": "scheduled", "published": "usable", "archived": "usable", "withdrawn": "canceled",
}  # fmt: skip

_KINDS: Final[dict[str, CorrectionKind]] = {kind: kind for kind in get_args(CorrectionKind)}


def read_own(row: Mapping[str, Any], origin: Origin) -> tuple[StoryRecord, list[Problem]] | None:
    """The story of an exported object; None if the object is not from our export."""
    if not all(name in row for name in _SIGNATURE):
        return None
    notebook = Notebook(origin)
    story = StoryRecord(origin=origin, format="jsonlines", is_own=True)
    for name in _TEXTS:
        setattr(story, name, _text(row.get(name)))
    story.section = _name(row.get("section"))
    story.version = _text(row.get("version"))
    story.headline_proposed = row["headline_proposed"] is True
    story.status = _STATUS_BY_STATE.get(_text(row["state"]), "draft")
    if row.get("takedown"):
        story.status = "canceled"
    story.published_at = notebook.moment(row.get("published_at"), "published_at")
    story.updated_at = notebook.moment(row.get("updated_at"), "updated_at")
    story.embargo_until = notebook.embargo(row.get("embargo_until"), story.hold)
    urgency = row.get("urgency")
    story.urgency = urgency if isinstance(urgency, int) and 1 <= urgency <= 9 else None
    story.topics = [_name(topic) for topic in _objects(row.get("topics"))]
    story.people = [_person(entry) for entry in _objects(row.get("people")) if _name(entry)]
    story.contributors = [
        _contributor(entry) for entry in _objects(row.get("contributors")) if _name(entry)
    ]
    story.related = [
        _related(entry) for entry in _objects(row.get("related")) if isinstance(entry, Mapping)
    ]
    story.corrections = [
        CorrectionRecord(
            _text(entry.get("text")),
            notebook.moment(entry.get("published_at"), "corrections"),
            _KINDS.get(_text(entry.get("kind")), "correction"),
        )
        for entry in _objects(row.get("corrections"))
        if isinstance(entry, Mapping)
    ]
    for name in ("places", "organisations", "former_addresses"):
        setattr(story, name, [_name(entry) for entry in _objects(row.get(name))])
    _set_body(story, row, notebook)
    return story, notebook.problems


def _text(value: object) -> str:
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def _objects(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _name(value: object) -> str:
    return _text(value.get("name")) if isinstance(value, Mapping) else _text(value)


def _person(entry: Any) -> PersonRecord:
    return PersonRecord(_name(entry), person_role(entry))


def _contributor(entry: Any) -> ContributorRecord:
    facts = entry if isinstance(entry, Mapping) else {}
    role, url, bio = (_text(facts.get(key)) for key in ("role", "url", "bio"))
    return ContributorRecord(_name(entry), role, url, bio)


def _related(entry: Mapping[str, Any]) -> RelatedRecord:
    return RelatedRecord(*(_text(entry.get(key)) for key in ("headline", "teaser", "url")))


def _set_body(story: StoryRecord, row: Mapping[str, Any], notebook: Notebook) -> None:
    pictures = [
        _picture(entry, story.origin)
        for entry in _objects(row.get("pictures"))
        if isinstance(entry, Mapping)
    ]
    in_body = [picture for picture in pictures if picture.role == "body"]
    story.pictures = [picture for picture in pictures if picture.role != "body"]
    try:
        document = validate(row["body"])
    except InvalidBody as fault:
        notebook.note(f"The body was read as plain text: {fault}", "body")
        set_lines(story, _text(row.get("body_text")))
        story.pictures = pictures
        return
    story.body = dict(document)
    _point_figures(story.body, in_body)


def _picture(entry: Mapping[str, Any], origin: Origin) -> PictureRecord:
    given = _text(entry.get("role"))
    role: Role = "lead" if given == "lead" else "body" if given == "body" else ""
    reference = _text(entry.get("file")) or _text(entry.get("source_url"))
    picture = PictureRecord(origin=origin, role=role, reference=reference)
    for name in ("caption", "alt", "credit", "creator", "copyright", "usage_terms"):
        setattr(picture, name, _text(entry.get(name)))
    for name in ("width", "height"):
        size = entry.get(name)
        setattr(picture, name, size if isinstance(size, int) and size > 0 else None)
    return picture


def _point_figures(block: dict[str, Any], pictures: list[PictureRecord]) -> None:
    """A figure's number means a row of the exporting database: its file's name takes its place."""
    if block.get("type") == "figure":
        attributes = block["attrs"]
        picture = pictures.pop(0) if pictures else None
        if attributes.get("picture") is not None:
            attributes["picture"] = None
            attributes["source_url"] = (
                picture.reference if picture else attributes.get("source_url", "")
            )
            attributes["credit"] = picture.credit if picture else attributes.get("credit", "")
            attributes["caption"] = attributes.get("caption") or (
                picture.caption if picture else ""
            )
        return
    for child in block.get("content", []):
        if isinstance(child, dict):
            _point_figures(child, pictures)
