"""The written matrix: what each screen of the admin asks of whoever opens it, by GET and by POST.

A need is a permission that a role lists in publishing.roles, a "story:" action of the policy,
"staff" for everybody with an account of the newsroom, "anyone", or "nobody" (the administrator
alone). A method that a screen does not have is None.
"""

from __future__ import annotations

Need = str | None

MODELS = {
    "media_picture": "media.{}_picture",
    "articles_banner": "articles.{}_banner",
    "articles_contributor": "articles.{}_contributor",
    "articles_front": "articles.{}_front",
    "articles_person": "articles.{}_person",
    "articles_section": "articles.{}_section",
    "articles_source": "articles.{}_source",
    "articles_topic": "articles.{}_topic",
    "auth_group": "auth.{}_group",
    "auth_user": "auth.{}_user",
}
"""Screens that Django's admin makes of a model: prefix of their names -> permission."""

READ_ONLY = {
    "articles_importrun": "articles.import_article",
    "articles_importitem": "articles.import_article",
    "articles_merge": "articles.change_person",
    "articles_auditentry": "articles.view_auditentry",
}
"""Screens of what is history: looked at by whoever may, changed by nobody through Django's forms."""

PAGES: dict[str, tuple[Need, Need]] = {
    "index": ("staff", "staff"),
    "login": ("anyone", "anyone"),
    "logout": (None, "staff"),
    "password_change": ("staff", "staff"),
    "password_change_done": ("staff", None),
    "sessions": ("staff", "staff"),
    "password_again": ("staff", "staff"),
    "autocomplete": ("media.view_picture", None),
    "jsi18n": ("staff", None),
    "view_on_site": ("story:view", "story:view"),
    "app_list": ("articles.view_article", "articles.view_article"),
    "second_step": (
        "no one",
        "no one",
    ),  # but for who gave the password: tests/attack/test_second_factor.py
    "second_factor": ("staff", "staff"),
    "invitation": ("anyone", "anyone"),
    "auth_user_invite": (None, "nobody"),
    "auth_user_no_phone": (None, "nobody"),
    "auth_user_sign_out": (None, "nobody"),
    "media_picture_upload": (None, "media.add_picture"),
    "media_picture_problems": ("media.view_picture", "media.view_picture"),
    "media_picture_correct": ("media.change_picture", "media.change_picture"),
    "media_picture_replace": ("media.change_picture", "media.change_picture"),
    "media_picture_library": ("media.view_picture", "media.view_picture"),
    "articles_person_merge": ("articles.change_person", "articles.change_person"),
    "articles_person_split": ("articles.change_person", "articles.change_person"),
    "articles_person_report": ("articles.change_person", "articles.change_person"),
    "articles_person_lookup": ("articles.view_article", None),
    "articles_person_suggest": (None, "articles.add_article"),
    "articles_person_verdict": (None, "articles.add_article"),
    "articles_person_new": (None, "articles.add_article"),
    "articles_topic_merge": ("articles.change_topic", "articles.change_topic"),
    "articles_contributor_merge": ("articles.change_contributor", "articles.change_contributor"),
    "articles_merge_undo": (None, "articles.change_person"),
    "articles_namecandidate_changelist": ("articles.change_person", "articles.change_person"),
    "articles_namecandidate_change": (None, None),
    "articles_namecandidate_history": (None, None),
    "articles_namecandidate_add": (None, None),
    "articles_namecandidate_delete": (None, None),
    "articles_namecandidate_decide": (None, "articles.change_person"),
    "articles_importrun_undo": ("articles.import_article", "articles.import_article"),
    "articles_importitem_decide": (None, "articles.import_article"),
    "articles_front_preview": (None, "articles.change_front"),
    "articles_front_call_off": (None, "articles.change_front"),
    "articles_banner_confirm": (
        "articles.view_banner",
        "articles.change_banner+articles.publish_article",
    ),
    "articles_article_waiting": ("story:view", "story:publish"),
    "articles_article_withdraw": ("story:withdraw", "story:withdraw"),
    "articles_article_comments": (None, "story:comment"),
    "articles_article_draft": ("story:edit", "story:edit"),
    "articles_article_new_draft": ("articles.add_article", "articles.add_article"),
    "articles_article_related": (None, "articles.add_article"),
    "articles_article_related_ban": (None, "articles.add_article"),
    "articles_article_preview": (None, "story:edit"),
    "articles_article_new_preview": (None, "articles.add_article"),
    "articles_article_share": (None, "story:edit"),
    "articles_article_presence": (None, "story:edit"),
    "articles_article_compare": ("story:view", "story:view"),
    "articles_article_restore": (None, "story:edit"),
    "articles_article_name_version": (None, "story:edit"),
    "articles_article_history": ("story:view", "story:view"),
    "articles_article_delete": ("story:delete", "story:delete"),
    "articles_article_change": ("story:view", "story:edit"),
    "articles_article_changelist": ("articles.view_article", "articles.view_article"),
    "articles_article_add": ("articles.add_article", "articles.add_article"),
    "articles_article_paste": (None, "articles.add_article"),
    "articles_article_stories": ("articles.add_article", "articles.add_article"),
    "articles_article_embed": ("articles.add_article", "articles.add_article"),
    "articles_article_pictures": ("articles.add_article", "articles.add_article"),
    "articles_article_words": (None, "media.change_picture+articles.add_article"),
    "articles_article_make": (None, "articles.add_person+articles.add_article"),
}

SENT = {
    "articles_article_comments": {"comment_text": "Words"},
    "articles_article_restore": {"number": "1", "base_version": "1"},
    "articles_article_name_version": {"number": "1", "name": "A name"},
    "articles_front_call_off": {"edition": "{edition}"},
    "articles_article_make": {"kind": "person", "name": "Newly Made"},
    "articles_article_words": {"picture": "{picture}", "caption": "Words"},
}
"""What a POST needs to come to the question of who may."""

ASKED = {
    "articles_article_compare": "?old=1&new=1",
    "articles_article_embed": "?url=https://youtu.be/dQw4w9WgXcQ",
    "autocomplete": "?app_label=articles&model_name=person&field_name=portrait",
}


def needs(name: str) -> tuple[Need, Need] | None:
    """What GET and POST of the screen of that name ask; None if nobody wrote it down."""
    if name in PAGES:
        return PAGES[name]
    for prefix, permission in MODELS.items():
        screen = name.removeprefix(f"{prefix}_")
        if name != screen and screen in SCREENS:
            return tuple(need and permission.format(need) for need in SCREENS[screen])  # type: ignore[return-value]
    for prefix, permission in READ_ONLY.items():
        screen = name.removeprefix(f"{prefix}_")
        if name != screen and screen in SCREENS:
            read = permission if screen in {"changelist", "change", "history"} else None
            is_fixed = prefix in {"articles_merge", "articles_auditentry"} and screen == "change"
            return read, None if is_fixed else read
    return None


SCREENS: dict[str, tuple[Need, Need]] = {
    "changelist": ("view", "view"),
    "add": ("add", "add"),
    "change": ("view", "change"),
    "history": ("view", "view"),
    "delete": ("delete", "delete"),
}
