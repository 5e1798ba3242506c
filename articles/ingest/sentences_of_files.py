"""What the readers of an import say of files, archives and addresses, as sentences to translate.

As in `sentences`: a value stands as %(name)s, and a kind of thing as %(what)s, which is translated too.
"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop as _

ARCHIVES: Final = (
    _("The name is empty, too long or holds control characters."),
    _("The name is an absolute path."),
    _('The name leads out of the archive ("..").'),
    _("The name stands twice in the archive; the first one was read."),
    _("It is larger than %(most)s bytes once unpacked."),
    _("It unpacks to more than %(most)s times its packed size."),
    _("The archive is cut off: its list of members is missing. Copy it again."),
    _("The archive holds %(count)s files; at most %(most)s are read."),
    _("The archive's list of members is too large."),
    _("The member %(name)s is no file."),
    _("The archive holds more than %(most)s files."),
    _("The archive unpacks to more than %(most)s bytes."),
    _("The archive unpacks to more than %(most)s times its size."),
    _("The archive is broken: %(why)s."),
    _("The member %(name)s cannot be read: %(why)s."),
    _("The member %(name)s is an archive inside the archive."),
    _("The member %(name)s is larger than the archive says."),
    _("It is a link or a device, not a file."),
    _("It is encrypted."),
    _("It is packed in a way that is not read. Pack it as a plain ZIP (deflate)."),
    _("This is not an archive that we read (zip, tar, tar.gz, tar.bz2, tar.xz)."),
    _("Its part %(name)s is over %(most)s MB."),
    _("It does not begin like RTF."),
    _("Its groups lie more than %(most)s deep in each other."),
    _("It holds a picture as bare bytes. Save it as .docx and import that."),
    _("This is %(what)s. Save it as %(format)s and import that."),
    _("a Word document"),
    _("an Excel workbook"),
    _("a PowerPoint presentation"),
    _("an e-book (EPUB)"),
    _("an OpenDocument file"),
)
FETCHING: Final = (
    _("It was sent on more than %(most)s times."),
    _("“%(host)s” answered %(status)s."),
    _("The address holds signs that no web address has."),
    _("Only http and https addresses without a login are fetched."),
    _("Only the usual ports are asked."),
    _("The host “%(host)s” is not allowed; --allow-host names hosts."),
    _("The host “%(host)s” has no address."),
    _("It is over %(most)s MB."),
    _("The connection broke: %(why)s."),
    _("The server answered %(status)s."),
    _("The address cannot be read."),
    _("The host “%(host)s” leads into a private network."),
    _("The host “%(host)s” does not answer."),
    _("It took more than %(most)s seconds."),
)
FILES: Final = (
    _("Another import is running on this database. Wait until it ends, then run this again."),
    _(
        "Another import is running on this database (%(which)s). Wait until it ends, then run this again."
    ),
    _("There is no format “%(name)s”. The formats are: %(known)s."),
    _("The process that reads ahead ended with %(status)s before its file did."),
    _("A process that reads ahead ended before its file did (the first with %(status)s)."),
    _("There is no such file or folder. Check the path; a pattern may hold * and ?."),
    _("There is no such file or folder. Did you mean %(name)s?"),
    _("The folder holds no files. Check the path."),
    _("The folder cannot be read: %(why)s. Check its rights."),
    _("This is a link, and links in a folder are not followed. Name its file itself."),
    _("The file is named like an archive and holds none. Copy or export it again."),
    _("%(count)s files that a browser saved beside its pages are no stories."),
    _("This is a video or picture container, not a story; add it to a story as media."),
    _(
        "The file is binary: no format of ours begins like this. Export the stories as text, "
        "HTML, JSON, CSV or XML."
    ),
    _(
        "This is a database's dump in SQL. Export the table of its stories as CSV, JSON or "
        "XML (mysqldump --xml, psql's \\copy) and import that."
    ),
    _("This is a script, style sheet or program, such as a saved page brings along; no story."),
    _(
        "It is called a picture and holds text, such as the page that a site sends for a "
        "picture that is gone. Fetch the picture anew; a story needs another name."
    ),
    _(
        "This is a text with the marks of a layout program (InDesign, QuarkXPress). "
        "Export the story as RTF, Word or plain text and import that."
    ),
    _(
        "This is a list of references (RIS), which holds no texts of stories. Export the "
        "documents themselves, as text or HTML."
    ),
    _(
        "Its lines are single words with a label each, as programs that read language write "
        "them; this is no story. Import the text that they were made of."
    ),
    _(
        "This is %(what)s, which is not read: its marks would stand in the text. Convert it "
        "to Markdown or HTML (pandoc does) and import that."
    ),
    _("This ZIP archive is empty."),
    _("This is a gzip archive. Unpack it and import what is inside."),
    _("This is a 7z archive. Unpack it and import what is inside."),
    _("This is a RAR archive. Unpack it and import what is inside."),
    _("A PNG picture says nothing about itself; add it to a story as media."),
    _("A GIF picture says nothing about itself; add it to a story as media."),
    _("This is a Photoshop file. Export it as JPEG."),
    _("This is a sound, video or WebP file, not a story; add it to a story as media."),
    _("This is a sound file, not a story; bring in the text that belongs to it."),
    _("This is a web archive (WARC). Unpack its pages as HTML files and import their folder."),
    _("The file is over %(most)s MB. Split it."),
    _("The file is over %(most)s MB, more than one story may have."),
    _(
        "The file is over %(most)s MB, the most that one story of plain text may have. If it "
        "holds many stories, split it or bring it in as JSON Lines or CSV."
    ),
    _("The file is binary, not text. Export the story as text, HTML, JSON, CSV or XML."),
    _("The file is binary, not Markdown. Export the story as text."),
    _("The file is binary, not a web page."),
    _(
        "One line is over %(most)s MB, longer than any paragraph. Check whether the line "
        "ends were lost on the way."
    ),
    _("The file has more than %(most)s bytes of wire text."),
    _("The message has more than %(most)s characters."),
    _("The picture has more than %(most)s bytes."),
    _("The picture has more than %(most)s pixels."),
    _("The picture is broken: its beginning is that of no JPEG or TIFF."),
    _("The picture is broken: %(why)s."),
    _("The page is over %(most)s MB, the most a page may have."),
    _("The page has more than %(most)s elements."),
    _("The page only sets others side by side. Import the one that holds the story: %(names)s."),
    _("The mail has more than %(most)s parts. Save what matters as a mail of its own."),
    _("The mail is over %(most)s MB. Save its text and pictures as files."),
    _("The head of the mail is over %(most)s kB."),
    _("The text is over %(most)s MB."),
    _("The feed is over %(most)s MB, the most a feed may have."),
    _("The entry is over %(most)s MB, more than one story may have."),
    _("The entry has more than %(most)s elements."),
    _("The entry is no object."),
    _("The post is not a JSON object."),
    _("The document has more than %(most)s bytes or no end."),
    _("The markup has more than %(most)s tags."),
    _("One tag of the markup has more than %(most)s attributes."),
    _("The item %(name)s is %(what)s, not a story."),
    _("The item %(name)s is %(what)s."),
    _("The item %(name)s is of the class %(kind)s."),
    _("The item %(name)s holds %(what)s."),
    _("The item holds only changes to an earlier revision; ask for it whole."),
    _("a concept"),
    _("a vocabulary"),
    _("a catalog"),
    _("a plan of coverage"),
    _("a plan of coverage, not a text"),
    _("a video"),
    _("a sound recording"),
    _("an event, not a text"),
    _("a component, not a story"),
    _("only sound, video or other media"),
    _("no text and no picture"),
    _("It is of the type %(kind)s, which is no post."),
    _("A reader failed."),
)
MARKUP: Final = (
    _(
        "The XML declares entities of its own, which is refused: they can read files and "
        "fill memory."
    ),
    _("This is an SVG drawing. It can carry scripts, so it is not read; save it as PNG or JPEG."),
    _("This is XML that no reader knows: its root element is %(name)s."),
    _("This is XML that no reader knows: there is no element in it."),
    _("The document type declares things of its own, which is refused."),
    _("The XML is nested over the depth of 256 levels."),
    _("One text or attribute of the XML is over the limit of 10 MB."),
    _("There is no element in this XML."),
    _("The encoding %(name)s is not read."),
    _("The encoding %(name)s is not known."),
    _("One part of this XML has more than %(most)s bytes."),
    _("One part of this XML has more than %(most)s tags and attributes."),
    _("No element starts in the first %(most)s bytes."),
    _("This is not XML: something stands before the first element."),
    _("There is no NewsItem in this file."),
    _("There is no item of NewsML-G2 in this file."),
    _("There is no nitf element in this file."),
    _("The file is one JSON value of over %(most)s MB."),
    _("%(name)s is not a JSON number; write null or leave the field out."),
    _("The JSON is nested deeper than %(most)s levels."),
    _("A number has %(count)s digits; at most %(most)s are read."),
    _("The number %(number)s is too big to be kept."),
    _("The file is one big JSON value without a list of stories in it."),
    _("The file ends in the middle of its list: it was cut off."),
    _("One story is over %(most)s MB."),
    _("The line is over %(most)s MB, more than one story may have."),
    _("The line is over %(most)s MB."),
    _("There is a single value in this JSON and no story."),
    _("There is a list of %(count)s values in this JSON and no story among them."),
    _("There are %(count)s names in this file (authors or tags) and no story."),
    _("There are %(count)s %(kind)s in this file and no story."),
    _(
        "There is no headline and no body here, only: %(names)s. If one of them is the "
        "story, say which with --map headline=NAME or --map body=NAME."
    ),
    _("The front matter opens with +++ and never ends."),
    _("This line of the front matter cannot be read."),
    _("The front matter is nested too deep."),
    _("The front matter is not TOML: %(why)s."),
    _("A quotation mark of the front matter is never closed."),
    _("A bracket of the front matter is never closed."),
    _("The file has front matter and neither a title nor a text."),
    _("The table has no header row; its columns were told by what stands in them."),
    _("The header stands in row %(row)s, below the table's title."),
    _("The table has no header row; its first row must name the columns."),
    _("The table has %(count)s columns; at most %(most)s are read."),
    _('There is no column "%(name)s" for %(field)s. The columns are: %(columns)s.'),
    _("A quotation mark is never closed; it took in the %(count)s lines behind it."),
    _("The row cannot be read: %(why)s."),
    _('There is no field "%(name)s" to map a column to. The fields are: %(known)s.'),
    _("The text is no Lexical document: it has no root."),
    _("The text is no Mobiledoc: it has no sections."),
    _('The value of "%(name)s" is no rich text; another one was taken.'),
)
MORE_NOTES: Final = (
    _("%(count)s places could not be read as %(name)s and stand as the sign �."),
    _("One place could not be read as %(name)s and stand as the sign �."),
    _("%(count)s bytes were not UTF-8 and read as windows-1252."),
    _("One byte was not UTF-8 and read as windows-1252."),
    _("The picture %(name)s has the status %(status)s."),
    _("The item has passed %(name)s."),
    _("The urgency %(words)s is not a number from 1 to 9."),
    _("The language %(name)s is not a language tag."),
    _("The text has more than %(most)s lines; the rest was left out."),
    _("Only the first %(most)s pictures were taken."),
    _("Only the first %(most)s were taken."),
    _('The number "%(number)s" was read as a day of a spreadsheet.'),
    _("%(count)s more remarks stand in the document."),
    _("%(count)s comments, templates and settings of the blog were left out."),
    _("%(count)s authors, terms and pictures were read for the stories that point at them."),
    _("The source instructs %(words)s for earlier revisions."),
    _("The source will change the status to %(status)s at %(time)s."),
    _("Of its pictures %(count)s are not in this file."),
    _("HTML's named characters (&rsquo;) were read as the signs they stand for."),
    _("Its text has more than 8 MB and was cut."),
    _("The author is known by an address only (%(name)s)."),
    _("The date has more than %(most)s characters."),
    _("The time %(time)s is skipped or repeated by a change of clocks; give it with a zone."),
    _("The number %(number)s is no time."),
    _("The number %(number)s lies outside the calendar."),
    _("The year of %(words)s lies outside the calendar."),
    _("There is no such time zone as the one of %(words)s."),
)

SENTENCES: Final = (*ARCHIVES, *FETCHING, *FILES, *MARKUP, *MORE_NOTES)
