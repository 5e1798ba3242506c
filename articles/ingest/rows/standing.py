"""Whether the public may see a row's story, out of its states, marks and words; in doubt it may not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from articles.ingest.dates import UnreadableDate, read_date
from articles.ingest.notebook import status_of
from articles.ingest.plain import name_of, text_of
from articles.ingest.record import Origin, Status, StoryRecord
from articles.ingest.rows.aliases import squash
from articles.ingest.rows.named import Named

_ORDER: Final = ("", "usable", "scheduled", "draft", "private", "withheld", "canceled")
"""Of two words for the state the later one in this list holds."""
_DRAFTS: Final = frozenset({"draft", "isdraft"})
_SHELVED: Final = frozenset({"archived", "isarchived"})
YES: Final = frozenset({"true", "1", "yes", "y", "t", "ja", "oui", "si", "sí"})
_NO: Final = frozenset({"false", "0", "no", "n", "f", "nein", "non"})

_IF_TRUE: Final[dict[str, Status]] = {
    **dict.fromkeys(
        ("deleted", "isdeleted", "trashed", "istrashed", "softdeleted", "retracted", "isretracted", "withdrawn",
         "iswithdrawn", "killed", "iskilled", "removed", "isremoved"),
        "canceled",
    ),
    **dict.fromkeys(
        ("unpublished", "isunpublished", "hidden", "ishidden", "disabled", "isdisabled", "suppressed", "inactive",
         "expired", "isexpired", "hide", "ishide", "unlisted", "isunlisted", "spam", "isspam", *_SHELVED),
        "draft",
    ),
    **dict.fromkeys(("private", "isprivate", "internal", "isinternal", "internalonly"), "private"),
}  # fmt: skip
_IF_FALSE: Final = frozenset(
    {"live", "islive", "publish", "ispublish", "publishedflag", "display", "isdisplayed", "show", "isshown",
     "active", "isactive", "enabled", "isenabled", "public", "ispublic", "visible", "isvisible", "approved",
     "isapproved", "online", "isonline", "publicado", "publicada", "activo", "activa", "actif", "aktiv",
     "sichtbar", "freigegeben", "visibile", "attivo", "released", "isreleased",
     "embargolifted", "embargoexpired", "embargoended", "noembargo"}
)  # fmt: skip
_WHEN_SET: Final[dict[str, Status]] = {
    **dict.fromkeys(("deletedat", "deletedon", "trashedat", "retractedat", "withdrawnat"), "canceled"),
    **dict.fromkeys(("archivedat", "archivedon", "unpublishedat", "unpublishedon"), "draft"),
}  # fmt: skip
"""Moments that say by being there that the story is gone, or off the site."""
_NEVER: Final = frozenset({"1970-01-01", "0001-01-01", "0000-00-00"})
"""How systems write the day of what has not happened."""
_WENT_OUT: Final = frozenset({"publishedat", "firstpublishedat", "publishedon", "firstpublishedon"})
_WAS_MADE: Final = frozenset({"createdat", "createdon", "datecreated", "createdate"})
_HELD: Final = frozenset({"hold", "onhold", "isonhold", "locked", "legalhold", "legallysensitive"})
_PAID: Final = frozenset(
    {"premium", "ispremium", "paid", "ispaid", "paywall", "paywalled", "ispaywalled", "membersonly",
     "subscribersonly", "subscriberonly", "memberonly"}
)  # fmt: skip
_ACTIONS: Final = frozenset({"action", "operation", "command", "instruction", "changetype"})
_TAKES_BACK: Final = frozenset(
    {
        "delete",
        "deleted",
        "remove",
        "withdraw",
        "kill",
        "retract",
        "recall",
        "unpublish",
        "takedown",
    }
)
"""What a delivery asks to be done with the story."""
_UNSET: Final = frozenset({"", "null", "\\n", "none", "nan", "nat", "nil", "n/a", "[]", "{}"})
"""How programs print a value that is not there."""
_NOUNS: Final = ("news", "story", "article", "post", "item", "entry", "record", "content")
_MARKS: Final = frozenset({*_IF_TRUE, *_IF_FALSE, *_WHEN_SET, *_HELD, *_PAID, *_ACTIONS})
_FOR_WHOM: Final = frozenset(
    {"audience", "access", "accesslevel", "accesstype", "accessibility", "visibility"}
)
_WORKFLOW: Final = frozenset(
    {"moderationstate", "moderationstatus", "approvalstate", "approvalstatus", "approval", "stage",
     "workflowstage", "workflowstate", "workflowstatus", "workflowstep", "editorialstatus", "editorialstate",
     "contentstatus", "reviewstatus", "reviewstate"}
)  # fmt: skip
"""Where a story stands with its desk; a state that is not known there says nothing …"""
_UNDER_WAY: Final = frozenset(
    {"draft", "review", "hold", "pending", "edit", "editing", "legal", "rejected", "waiting", "awaiting",
     "subbing", "proof", "proofing", "todo", "idea", "unapproved", "unpublished", "archived"}
)  # fmt: skip
"""… but for one with a word of work that is not done: "needs_review", "Legal hold"."""
_ENDS: Final = frozenset(
    {"expires", "expiresat", "expireson", "expireat", "expirydate", "expiry", "expirationdate", "expiredate",
     "publishdown", "publishend", "unpublishon", "unpublishdate", "publishuntil", "dateexpires"}
)  # fmt: skip
"""Until when a site shows a story (Joomla's publish_down, Drupal's unpublish_on)."""
_NOT_FOR_ALL: Final = frozenset(
    {"only_paid", "only_free", "founding", "paid", "members", "subscribers", "subscriber", "premium", "restricted",
     "registered", "paying", "members_only", "subscribers_only", "metered", "plus"}
)  # fmt: skip
"""For whom newsletters and magazines keep a story."""

_SORTS: Final = frozenset({"type", "posttype", "contenttype", "nodetype", "bundle", "schematype"})
_PAGES: Final = frozenset(
    {"page", "pages", "node--page", "static page", "static_page", "static-page", "landing page", "landing_page"}
)  # fmt: skip
"""What systems call an imprint or "About us", beside posts and articles."""
_STORIES: Final = frozenset({"newsarticle", "reportagenewsarticle", "opinionnewsarticle"})
"""What a story says of itself to programs that read pages; "article" is said of an imprint, too."""


def set_status(story: StoryRecord, named: Named, row: Mapping[str, Any]) -> None:
    """The strictest of what the row says; an unknown word in its first state holds the story."""
    for number, (name, value) in enumerate(named.get("status", [])):
        if squash(name) in _SHELVED:
            continue
        doubts = story.hold if number == 0 else []
        told = status_of(_said(name, value), doubts)
        if number == 0 or not doubts:
            _be_strict(story, told)
    for name, value in named.get("published_at", []):
        if is_yes_or_no(value) and squash(name) == "published" and not story.status:
            _be_strict(story, "draft" if _word(value) in _NO else "usable")
    for name, value in row.items():
        _mark(story, _without_noun(squash(name)), value)
    if not story.status and _never_went_out(named, row):
        story.status = "draft"
    sorts = {_word(value) for name, value in row.items() if squash(name) in _SORTS}
    if sorts & _PAGES and not sorts & _STORIES:
        story.hold.append("It is a page of the site, not a story.")


_OF_THE_SYSTEM: Final = frozenset(
    {"revision", "attachment", "nav_menu_item", "custom_css", "customize_changeset", "oembed_cache", "wp_navigation",
     "wp_global_styles", "wp_template", "wp_template_part", "acf-field", "acf-field-group"}
)  # fmt: skip


def sort_without_story(row: Mapping[str, Any]) -> str:
    """What WordPress calls a row of its table of posts that holds no story: a version, a file, a menu."""
    sorts = (_word(value) for name, value in row.items() if squash(name) == "posttype")
    return next((sort for sort in sorts if sort in _OF_THE_SYSTEM), "")


def _never_went_out(named: Named, row: Mapping[str, Any]) -> bool:
    """Whether a row that says when it was made leaves open when it was published (Strapi, Webflow)."""
    if any("creat" not in squash(name) for name, _value in named.get("published_at", [])):
        return False  # another column tells it: "pub_date"
    told = {squash(name): value for name, value in row.items()}
    open_ones = [_word(told[name]) in _UNSET for name in _WENT_OUT & told.keys()]
    was_made = any(_word(told[name]) not in _UNSET for name in _WAS_MADE & told.keys())
    return bool(open_ones) and all(open_ones) and was_made


def is_yes_or_no(value: Any) -> bool:
    """Whether a value says yes or no, as databases print it ("t", 0), and no moment."""
    return _word(value) in YES | _NO


def says_over(name: str, value: Any) -> bool:
    """Whether a column says yes or no to an embargo's being over, and no moment: "embargo_lifted"."""
    return is_yes_or_no(value) and squash(name) in _IF_FALSE


def is_mark(name: str) -> bool:
    """Whether a value of this name says something about the story's being public."""
    return _without_noun(squash(name)) in _MARKS


def _without_noun(name: str) -> str:
    """A mark's name without what it marks: "news_visible" says what "visible" says."""
    for noun in _NOUNS:
        bare = name.removeprefix(noun)
        if bare != name and bare in _MARKS:
            return bare
    return name


def withdraws(named: Named, row: Mapping[str, Any]) -> bool:
    """Whether a row takes a story back by its number: it needs no words."""
    if "source_id" not in named:
        return False
    probe = StoryRecord(Origin(""))
    set_status(probe, named, row)
    return probe.status == "canceled"


def _said(name: str, value: Any) -> Any:
    """The state as a word or a yes; a system may keep it in a list or as an object with a name."""
    if squash(name) in _DRAFTS:
        return _word(value) in _NO or _word(value) == ""
    if isinstance(value, list):
        value = value[0] if value else ""
    return name_of(value) if isinstance(value, Mapping) else value


def _word(value: Any) -> str:
    return str(value).strip().casefold()


def _be_strict(story: StoryRecord, status: Status) -> None:
    if _ORDER.index(status) > _ORDER.index(story.status):
        story.status = status


def _mark(story: StoryRecord, name: str, value: Any) -> None:
    """What one value says against the story's being public."""
    word = _word(value)
    if name in _IF_TRUE and word in YES:
        _be_strict(story, _IF_TRUE[name])
    elif name in _IF_FALSE and word in _NO:
        _be_strict(story, "draft")
    elif name in _WHEN_SET and word not in _NO | _UNSET and word[:10] not in _NEVER:
        _be_strict(story, _WHEN_SET[name])
    elif name in _HELD and word in YES:
        story.hold.append("The source holds it back.")
    elif name in _PAID and word in YES:
        story.hold.append("At the source it is for paying readers only.")
    elif name in _ACTIONS and word in _TAKES_BACK:
        _be_strict(story, "canceled")
    elif name == "emailtype" and word == "private":  # Buttondown: sent, and not in its archive
        _be_strict(story, "private")
    elif name in _FOR_WHOM and (whom := text_of(value).casefold()) in _NOT_FOR_ALL:
        story.hold.append(f"At the source it is for {whom!r} readers only.")
    elif (
        name in {"postpassword", "password"} and word not in _UNSET | _NO and isinstance(value, str)
    ):
        _be_strict(story, "private")
        story.hold.append("It is protected by a password at the source.")
    elif name in _WORKFLOW and not (name == "stage" and word.isdigit()):  # that of a race
        doubts: list[str] = []
        told = status_of(name_of(value) if isinstance(value, Mapping) else value, doubts)
        if not doubts:
            _be_strict(story, told)
        elif _UNDER_WAY & set(re.split(r"[\W_]+", doubts[0].split('"')[1].casefold())):
            _be_strict(story, "draft")
    elif name in _ENDS:
        _set_end(story, value)
    elif name == "isaccessibleforfree" and word.rpartition("/")[2] in _NO:
        story.hold.append("At the source it is for paying readers only.")


def _set_end(story: StoryRecord, value: Any) -> None:
    """Takes the moment until which the source shows the story among its facts."""
    if _word(value) in _UNSET | _NO or _word(value)[:10] in _NEVER:
        return
    if isinstance(value, (int, float)):
        with suppress(UnreadableDate):
            value = read_date(value).isoformat()
    story.extra["expires"] = text_of(value)[:80]
