"""What the import says of an item, as sentences to translate; a value stands as %(name)s.

The modules that say them know no Django and write them in English; `said` knows them again by
their words. The reasons of the cleaner stand in clean_rules.
"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop as _

from articles.ingest import sentences_of_files

DECISIONS: Final = (
    _("The source withdrew it."),
    _("It is withdrawn here already."),
    _("It was withdrawn here and stays so: %(why)s"),
    _("Version %(version)s is older than %(known)s, which is here."),
    _("It was put before an editor already."),
    _("A mail alone changes nothing that readers see."),
    _("The update has no text, and the story here has one."),
    _("The update has neither text nor picture, and the story here has one."),
    _("The source changed what an editor changed here: %(fields)s."),
    _("somebody changed it since"),
    _("run %(run)s changed it since; take that back first"),
)
PUBLISHING: Final = (
    _("It stood here as the source's draft; this run publishes it."),
    _("It stays a draft: somebody has worked on it here."),
    _("It stays a draft: somebody has changes to it that are not saved."),
    _("It stays a draft: a comment on it is not resolved."),
    _("It stays a draft: %(why)s"),
    _("It is not published: the desk has it in progress."),
    _("It is not published: the desk has it in review."),
    _("It is not published: it is held here."),
    _("It is not published: it is archived here."),
    _("The source gives it the status “%(status)s”."),
    _("The source schedules it and gives no time that can be read."),
    _("The source shows it until %(moment)s UTC only."),
    _("There is no headline."),
    _("The headline is only a proposal of the import; confirm or replace it."),
    _("There is no text."),
    _("The story stands in no section."),
    _("The usage terms forbid the web."),
)
HOLDS: Final = (
    _("The source withholds it."),
    _("The source holds it back."),
    _("At the source it is for paying readers only."),
    _("At the source it is for %(whom)s readers only."),
    _("The source gives only the beginning of the text."),
    _("The source gives only the first paragraph of the text."),
    _('The page calls it advertising: "%(words)s".'),
    _("The embargo cannot be read: %(why)s"),
    _("The embargo %(words)s is not a time."),
    _("The source speaks of an embargo without a time that can be read."),
    _("The source calls the story embargoed and gives no time for it."),
    _("The story is under an embargo without an end."),
    _('The source gives the status "%(status)s", which is not known here.'),
    _("The source gives the status %(status)s, which is not known."),
    _("The status “%(status)s” is unknown; an editor must decide."),
    _("The time %(time)s has no zone, and none is set for the source."),
    _("The subject sets a condition: “%(subject)s”."),
    _("It is protected by a password at the source."),
    _("The field %(words)s of a mailer stands in the copy."),
    _("The message reads like a kill; look which story it stops."),
    _("The note to editors reads like a kill: %(words)s"),
    _("The note to editors speaks of an embargo: %(words)s"),
    _("The line above the text reads like a kill: %(words)s"),
    _("The line above the text speaks of an embargo: %(words)s"),
    _("The signal of the source reads like a kill: %(words)s"),
    _("The signal of the source speaks of an embargo: %(words)s"),
    _("It reads like a message to editors and no story: %(words)s"),
    _("It is a part of a longer story (%(part)s); join the parts."),
    _("The source calls it %(kind)s, which may not be for readers."),
    _("The item asks that %(other)s be handled as %(status)s; look at both."),
    _("The item stands in for %(other)s; look at both."),
    _("The archive calls it an advisory to editors, not a story."),
    _("It was sent as a newsletter and never stood on the site."),
    _("It is a page of the site, not a story."),
    _("The export gives no status for it."),
    _("%(why)s An editor must choose."),
    _("%(why)s It was left for an editor to shorten."),
)
DATES: Final = (
    _("The date is empty."),
    _("The date %(words)s has no time zone, and none is set for the source."),
    _("The date %(words)s may be read in two ways; write the month's name."),
    _("The date %(words)s names no time of day."),
    _("The date %(words)s lies outside the calendar."),
    _("The date %(words)s holds the word %(word)s, which is not known."),
    _("The words %(words)s are not a date that can be read."),
    _("There is no such date as %(words)s."),
    _("There is no such time as the one of %(words)s."),
    _("The time zone %(name)s is not known."),
)
REFUSALS: Final = (
    _("There is neither a headline nor a text. Check what the source exported."),
    _("%(name)s has neither a headline nor a text."),
    _("The text cannot be stored. %(why)s"),
    _("The file cannot be read: %(why)s. Check its rights."),
    _("The file is empty. Check how it was exported or copied."),
    _("The file is empty. Check how it was exported."),
    _("The file holds no words. Check how it was exported."),
    _("The file holds no words, only signs. Check how it was exported."),
    _("The document holds no words. Check how it was saved."),
    _("The document cannot be read: %(why)s"),
    _("The mail cannot be read: %(why)s."),
    _("The mail is encrypted. Open it in a mail program and save its text."),
    _("The saved page has too many parts. Save it as HTML."),
    _("The saved page cannot be read: %(why)s."),
    _("The saved page holds no HTML. Check how it was saved."),
    _("The page holds no text. Check how it was saved."),
    _("The page is a list of stories. Import the stories one by one."),
    _("The page is a list of links to other pages, not a story."),
    _("The page is the result of a search. Import the stories one by one."),
    _("The page is a form to sign in, not a story."),
    _(
        "The page asks for scripts, consent or a human and holds no story. Save it as a browser shows it."
    ),
    _("No story was found on this page: it has no running text. It may need scripts or a login."),
    _('The page is an error page ("%(words)s"), not a story.'),
    _("No reader knows this file. The formats read are: %(known)s."),
    _("This is a PDF. Save its text as .txt or .html and import that."),
    _("This is a ZIP archive or an office document. Unpack it, or save it as text."),
    _("This is an old office document. Save it as plain text or HTML."),
    _("This is a database file. Export its stories as JSON Lines or CSV."),
    _("This is a program, not a story; name a text, a page or an export."),
    _("This is not valid JSON: %(why)s at column %(column)s."),
    _("The XML is broken: %(why)s."),
    _("There is no story in this XML."),
    _("There is no story in this JSON; it holds: %(names)s."),
    _("The feed has no entries."),
    _("The entry has neither title nor text."),
    _("The entry has neither a title nor a text."),
    _("The document has neither a headline nor a text."),
    _("The post %(name)s lies in the trash."),
    _("The service has removed this story and sends only a mark in its place."),
    _(
        "The row has %(cells)s cells and the header %(width)s: a quotation mark or a comma is in the wrong place."
    ),
    _("The row has no headline and no body: %(columns)s is empty."),
    _("The row has no headline and no body: %(columns)s are empty."),
    _(
        "No column is a headline or a body. The columns are: %(columns)s. "
        "Say which one is with --map headline=COLUMN or --map body=COLUMN."
    ),
    _("The %(name)s has %(length)s characters, over the limit of %(most)s."),
    _("There are %(count)s %(name)s, over the limit of %(most)s."),
    _("The picture %(name)s was refused: %(why)s"),
    _("The program failed on this (%(what)s). Please report it with the file."),
)
SELECTORS: Final = (
    _("The rule for %(name)s was not used: %(why)s"),
    _("There is no field “%(name)s”. The fields are: %(known)s."),
    _("“%(name)s” is no selector but something else."),
    _('The rules are names and selectors, as in {"headline": "h1.title", "remove": [".promo"]}.'),
    _("“%(name)s” is no host name; write one like pictures.example.com."),
    _("The selector is empty or longer than 1,000 characters."),
    _('A bracket of the selector "%(words)s" is never closed.'),
    _('The selector "%(words)s" ends too early.'),
    _('The part "%(words)s" of the selector is not understood.'),
    _('The attribute "%(words)s" of the selector is not understood.'),
)
"""What a rule for the pages of a source is told for."""
NOTES: Final = (
    _("The update is older than the publication; it was left out."),
    _("It was changed before it was first published."),
    _("The urgency %(number)s is not between 1 and 9."),
    _("“%(words)s” is no language tag; the site's language is used."),
    _("The letters are not those of “%(words)s”."),
    _("“%(words)s” is no web address that can be followed."),
    _("“%(words)s” is no address of a page."),
    _("“%(words)s” is the section of stories that have none; it was left out."),
    _("“%(words)s” says nothing of what the story is about; it is no topic."),
    _("“%(words)s” is an account or a role and no name of a writer; it was left out."),
    _("“%(words)s” is a log-in; it is the byline, for the source names nobody else."),
    _("A name in %(fields)s has %(length)s characters, over the limit of %(most)s; it was left out."),
    _("The value of %(name)s is no date."),
    _("The time \"%(words)s\" has no zone and was read as %(zone)s."),
    _("Its times have no zone and none is set for the source; they were read as UTC."),
    _("%(rows)s rows of one story were joined: they have one id and one text."),
    _("The row is %(count)s cells short; they are taken as empty."),
    _("The file is not UTF-8 and was read as windows-1252."),
    _("The file does not say its encoding and was read as %(name)s."),
    _("The text had been read in an old encoding and saved as UTF-8 anew; it was put right."),
    _("%(count)s of the type %(kind)s are no stories and were left out."),
    _("%(count)s comments were left out."),
    _("The text stands at %(address)s and was not fetched."),
    _("Its featured picture is not in the export."),
    _("Pictures of its gallery are not in the export."),
    _("The attachment “%(name)s” (%(what)s) was not read."),
    _("%(why)s What stands behind it was not read."),
    _("%(why)s What stands behind this place was not read."),
)  # fmt: skip
MISSING: Final = (
    _("headline"),
    _("headline (proposed)"),
    _("byline"),
    _("date"),
    _("section"),
    _("text"),
    _("pictures wanted: %(count)s"),
    _("captions to confirm: %(count)s"),
    _("alt: %(count)s"),
    _("credit: %(count)s"),
)
"""What a story lacks (ingest.before_publication)."""
ACTIONS: Final = (
    _("refused"),
    _("held"),
    _("noted"),
    _("dropped"),
    _("merged"),
    _("moved"),
    _("changed"),
    _("flagged"),
)

OPTIONS: Final = (_("publish"), _("format"), _("source"), _("columns"))

SENTENCES: Final = (
    *DECISIONS, *PUBLISHING, *HOLDS, *DATES, *REFUSALS, *SELECTORS, *NOTES, *MISSING, *ACTIONS, *OPTIONS,
    *sentences_of_files.SENTENCES,
)  # fmt: skip
