"""What the labels, links and source lines around a story look like, in the languages of the trade."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.cleaning.head_patterns import MONTH
from articles.ingest.cleaning.noise_elsewhere import SOURCES
from articles.ingest.letters import CAPITALS

MARKER: Final = re.compile(
    r"\W*(?:(?:top news today|visual stories|we (?:have )?also published the following articles\b.{0,20}|"
    r"you (?:may|might|could|will|'ll|’ll) (?:also )?(?:like|enjoy|love|be interested in)|"
    r"more top stories|more (?:local|national|world|business|sports?|breaking|entertainment|"
    r"[a-z]+ area) news|(?:also|more) from this source|"
    r"suggested reading|if you (?:enjoyed|liked|found) this (?:article|story)\b[^.!?]{0,60}|"
    r"(?:people|readers) (?:also (?:read|like)|are also reading)|(?:stories|articles) you (?:may|might) like|"
    r"most (?:read|popular|viewed|shared|watched|commented|recent)"
    r"(?: (?:in|on) [\w &]{2,30}| (?:news|stories|articles|videos|opinion))?|"
    r"read more (?:on|about|from) [^.,:;!?]{2,40}|"
    r"(?:today[’']?s )?(?:top|trending|popular|latest|recent|related|recommended|similar|more|featured|"
    r"other|further|our latest|editor[’']?s|must[- ]reads?)"
    r" (?:stories|story|articles?|posts?|content|news|reading|coverage|topics?|videos?|links?|"
    r"items?|headlines|picks?|reads?|searches)|"
    r"related|recommended(?: for you)?|trending(?: now)?|suggested(?: for you)?|popular(?: now)?|"
    r"more (?:from|on|about|in|like) (?:this|the|our|\w+)\b.{0,40}|more to explore|more like this|"
    r"(?:read|up|what to read|watch|coming up) next|(?:also|see also|read also|also read|don[’']?t miss|in "
    r"case you missed it)|"
    r"(?:from )?around the web|from our (?:partners|sponsors|network)|promoted (?:stories|"
    r"content|links)|"
    r"sponsored (?:stories|content|links)|(?:by )?(?:taboola|outbrain)|in other news|in this "
    r"section|elsewhere on .{2,40}|"
    r"you may have missed|weitere themen|weitere artikel|mehr aus dem ressort|explore more|"
    r"la rédaction vous conseille|dans la rubrique .{2,30}|para saber más|"
    r"up next in .{2,30}|more great [\w ’']{2,30} stories|"
    r"what others are reading|keep (?:on )?reading|before you go|more for "
    r"you|top picks|"
    r"share (?:or comment on )?this article|follow us|leave a (?:comment|reply)|comments? "
    r"?\(?\d*\)?|join the (?:conversation|discussion)|"
    r"comments:? our rules|about the authors?|filed under|tags|topics|(?:explore )?more on (?:this story|"
    r"these topics)|"
    r"related (?:internet )?links)|"
    r"(?:lesen sie (?:auch|mehr)(?: zum thema)?|mehr zum thema|auch interessant|"
    r"das könnte (?:sie|dich) auch interessieren|"
    r"meistgelesen|empfehlungen der redaktion|zum thema|sur le même sujet|à lire également|voir aussi|les plus lus|"
    r"más información|noticias relacionadas|te recomendamos|lo más (?:leído|visto)|sobre (?:la firma|el autor)|"
    r"i più letti|potrebbe interessarti(?: anche)?|approfondisci|leia (?:também|mais)|saiba mais|veja também|"
    r"mais lidas|lees meer|meest gelezen|läs (?:mer|också)|les også|über den autor|"
    r"à propos de l[’']auteur|à lire aussi|lire aussi|leer también|te "
    r"puede interesar|leggi anche|lees ook))\W*",
    re.IGNORECASE,
)
STRONG: Final = re.compile(
    r"\W*(?:you (?:may|might) (?:also )?(?:like|enjoy)|people are also reading|"
    r"most (?:read|popular|viewed)(?: (?:in|on) [\w &]{2,30})?|"
    r"read more (?:on|about|from) [^.,:;!?]{2,40}|"
    r"(?:related|recommended|more|top|popular|trending|other|latest|similar|featured) (?:stories|"
    r"articles?|posts?|content|news|headlines|reads?|coverage|topics|links)|"
    r"recommended for you|around the web|more from .{2,40}|read next|what to read next|related)\W*",
    re.IGNORECASE,
)
SPOKEN: Final = re.compile(
    r"[\"“”'‘’].*\b(?:said|says|added|told|wrote|asked)\b|\b(?:he|she|they) (?:said|added|says)\b"
)
"""Somebody's words are copy, however few they are."""
INLINE_LINK: Final = re.compile(
    r"(?:\W*(?:à (?:lire|voir) aussi|lire aussi|läs (?:mer|också)|lees ook|les også|leia (?:também|mais)|"
    r"le[ea]r? también)(?:\s*[:|»>–—-]+)?\s+(?=[A-ZÀ-Þ«])|"
    r"\W*(?:read(?: (?:more|also|next))?|see also|also read|related(?: (?:story|stories|article|"
    r"coverage|news))?|more|watch(?: also)?|"
    r"don[’']?t miss|lesen sie auch|mehr dazu|lire aussi|leggi anche)\s*[:|"
    r"»>–—]+\s*)(?P<headline>\S.{8,200})|"
    r"\W*related (?:article|story|video|gallery) (?=(?-i:[A-ZÀ-Þ‘“'\"]))(?P<behind>\S.{8,200})",
    re.IGNORECASE,
)
WHEN_IN_LIST: Final = re.compile(
    r"\W*(?:(?:by [\w .'’-]{3,40}\W*)?(?:\d{1,3}|an?) ?(?:s|m|h|d|w|min|mins|minutes?|hours?|"
    r"hrs?|days?|weeks?|months?|years?)(?: ago)?|"
    r"[^|/.!?]{2,30}(?:\||//) ?\d{1,3} ?(?:[mhdw]|min|minutes?|hours?|days?|weeks?)(?: ago)?|"
    rf"\d{{1,2}} {MONTH}(?:,? \d{{4}})?|{MONTH} \d{{1,2}}(?:,? \d{{4}})?|yesterday|just now)\W*",
    re.IGNORECASE,
)

FIRST_APPEARED: Final = re.compile(
    r"\W*(?:(?:this|the)(?: \w+){0,1} (?:article|story|post|piece|column|essay|report|interview|"
    r"content|feature|review|commentary|op-ed|excerpt|blog|analysis)\s+(?:(?:was|is|has been) )?)?"
    r"(?:(?:first|originally|previously)\s+(?:appeared|published|posted|ran|printed|released)|"
    r"(?:re-?published|reprinted|syndicated))\s+(?:as .{3,60} )?"
    r"(?:in|on|at|by|with|via|from|with permission (?:of|from))\s+(?P<name>(?:the )?\S.{0,80}?)"
    r"(?:: .{5,200}|\s*[,.;]?\s*(?:and (?:is|has been|was)|under|with|here|on \w+ \d|in \w+ \d{4})"
    r".{0,120})?\W*",
    re.IGNORECASE,
)
FOOT_OF_FEED: Final = re.compile(
    r"\W*(?:The post .{1,300}? (?:appeared first|first appeared) on|Der Beitrag .{1,300}? erschien zuerst auf|"
    r"L[’']article .{1,300}? est apparu en premier sur|La entrada .{1,300}? se publicó primero en|"
    r"L[’']articolo .{1,300}? proviene da|.{3,200}? was originally published in) "
    r"(?P<name>\S.{0,80}?)(?:,? where people are continuing the conversation.{0,80})?\W*"
)
"""What WordPress sets under each entry of its feeds, in its languages, and Medium in English."""
HINTS_OF_SOURCE: Final = (
    "ppeared ", "ublished ", "osted ", "ran ", "rinted ", "eleased ", "dicated ", "pparu ", "schien ", "ublicó ",
    "roviene ",
)  # fmt: skip
"""One of them stands in every such line; a search for them by a pattern took ten times as long."""
FULL_HOST: Final = re.compile(
    r"(?:https?://)?(?:www\.)?(?P<host>(?:[a-z0-9-]+\.)+[a-z]{2,12})(?:/\S*)?", re.IGNORECASE
)
READ_MORE: Final = re.compile(
    r"\W*(?:read more|more to read|more on this(?: story)?|(?-i:More [A-ZÀ-Þ]\w+(?: [A-ZÀ-Þ]\w+)?))\W*",
    re.IGNORECASE,
)
"""Also a prompt in the midst of a text: a list only if nothing but titles follows."""
NO_LIST: Final = re.compile(
    r"\W*(?:comments?|leave|sobre (?:la firma|el autor)|über den autor|zur person|"
    r"share|follow|about|join|tags|topics|filed)\b",
    re.IGNORECASE,
)
"""Labels that stand above something else than other stories."""
SOURCE_LINE: Final = re.compile(
    rf"(?:SOURCE (?=[A-Z])|(?:Sources?|Quelle|Fuente|Fonte|{SOURCES})\s*[:：]\s*)"
    rf"(?P<name>[{CAPITALS}][^.:;]{{1,60}}(?:(?<=Inc)\.|(?<=Ltd)\.|(?<=Co)\.)?|(?:[A-Z]\.){{2,5}}|"
    r"[\u0600-\u06ff][^\s.:;؟]{0,20}(?: [^\s.:;؟]{1,20}){0,3}|[\u3040-\u30ff\u4e00-\u9fff][^\s.:;。：？]{1,20})"
)
SAYS: Final = re.compile(r"\b(?:said|says|added|adds|told|sagte|dit|dijo|disse|ha detto)\b")
PROMO_LABEL: Final = re.compile(
    r"\W*(?:exclusive|breaking(?: news)?|revealed|latest|live(?: blog)?|warning|gallery|comment|updated|explained)\W*",
    re.IGNORECASE,
)
"""What tabloids print above the kicker of another story."""
YOURS: Final = re.compile(
    r"\W*(?:you (?:may|might)|most |recommended|popular|trending)", re.IGNORECASE
)
