"""What bylines and times above a story look like, in the languages of the trade."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.dates import MONTHS
from articles.ingest.letters import CAPITALS

MONTH: Final = "(?:" + "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True)) + r")\.?"
_WEEKDAY = (
    r"(?:(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|lunes|martes|miércoles|jueves|viernes|"
    r"sábado|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|diens|donners|frei|sams|sonn)tag|"
    r"mittwoch|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|(?:segunda|terça|quarta|quinta|sexta)"
    r"(?:-feira)?|(?:maan|dins|woens|donder|vrij|zater|zon)dag)\.?,?\s+)?"
)
_CLOCK = r"(?:\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.? ?m\.?|Uhr)?|\d{1,2}\s*(?:[ap]\.?m\.?|Uhr))"
_ZONE = r"(?:\s*\(?(?:[A-Z]{1,4}T|UTC|Z|local time|,? ?UK)\)?(?:\s*[+-]\d{1,2}(?::?\d{2})?)?)?"
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s+(?:(?:of|de)\s+)?{MONTH},?(?:\s+de)?\s+\d{{4}}"
    rf"|\d{{1,2}}-{MONTH}-\d{{4}}|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|"
    r"\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})"
)
_MOMENT = (
    rf"(?:{_CLOCK}{_ZONE}\s*[,•·|–-]?\s*(?:on\s+)?{_WEEKDAY}{_DAY}|"
    rf"{_WEEKDAY}{_DAY}(?:\s*,?\s*(?:(?:at|à|um|alle|a las|om|kl\.?)\s+|[-–|•·/]\s*)?{_CLOCK}{_ZONE}|"
    r" (?-i:GMT|UTC)\b)?)"
)
WHEN: Final = re.compile(
    rf"\W{{0,3}}(?P<when>{_MOMENT})\s*\.?(?-i:, The [A-ZÀ-Þ][\w ]{{2,30}})?", re.IGNORECASE
)
MOMENT_IN: Final = re.compile(_MOMENT, re.IGNORECASE)
_STAMP_LABEL = (
    r"(?P<label>(?:news|press|media) release|last update(?: on)?|(?:first |originally |last )?(?:published|"
    r"posted|created|updated|"
    r"modified)"
    r"(?: (?:at|on))?|publiée? le|mise? à jour le|modifiée? le|(?:veröffentlicht|aktualisiert)(?: am)?|stand"
    r"|(?:publicado|actualizado|atualizado)(?: el| em| a)?|(?:publicerad|uppdaterad|publisert|oppdatert|publiceret|"
    r"opdateret)(?: kl\.?)?|(?:pubblicato|aggiornato)(?: il)?"
    r"|(?:gepubliceerd|bijgewerkt|aangepast)(?: op)?)"
)
UPDATED: Final = re.compile(
    r"updat|modif|mise? à jour|aktualis|actualiz|aggiorn|bijgewerkt|aangepast|stand|atualiz|uppdater|oppdater|"
    r"opdater",
    re.IGNORECASE,
)
UPDATED_AGO: Final = re.compile(
    r"(?<=\w)[\s·•|,.-]+\d{1,3}[ -]min(?:ute)?s?\.? read$|(?<=\w)[\s·|,./-]+updated:? (?:\d{1,3}|"
    r"an?) (?:min(?:ute)?s?|hours?|days?|months?|years?) ago$|"
    r"(?<=\w)\s+(?:atualizado|actualizado) (?:há|hace) .{2,20}$|(?<=20\d\d) \d{1,3}$|"
    r"(?<=\w) [|·•] \d{1,3} min(?:ute)?s?$",
    re.IGNORECASE,
)
"""What was true only when the page was saved, or the time it takes to read, behind a time that says all."""
STAMP: Final = re.compile(
    rf"\W{{0,3}}{_STAMP_LABEL}\s*[:–-]?\s*\.?\s*(?P<when>{_MOMENT})?\s*\.?"
    r"(?: [-–|] (?-i:[A-ZÀ-Þ])[\w ,/’'-]{1,30})?",
    re.IGNORECASE,
)
STAMPS: Final = re.compile(
    rf"{_STAMP_LABEL}\s*[:–-]?\s*\.?\s*(?P<when>{_MOMENT})\s*[.|,;/\s]*", re.IGNORECASE
)
FLAT_STAMP: Final = re.compile(
    rf"(?:\| \. )?(?:{_STAMP_LABEL}:? \. |(?P<last>Last updated) at )(?P<when>{_MOMENT})"
    rf"(?: \. |\s?\.?$)(?:\| \. )?",
    re.IGNORECASE,
)

BY_ALONE: Final = re.compile(
    r"(?:written |words |story )?by\s*[.:]?|(?-i:Por|Par|Von|Di|Door|Av)\s*:?", re.IGNORECASE
)
BY: Final = re.compile(
    r"(?:(?:written|(?:words|text|story)(?: and (?:photo(?:graph(?:s|y)|s)|pictures|images))?|"
    r"report|analysis|recipe|interview|compiled|review|hosted|presented) by|by)"
    r"(?:\s*[.:]?\s+|"
    r"(?-i:(?<=By)(?=[A-ZÀ-Þ][a-zà-ÿ])))"
    r"(?P<names>\S.*)",
    re.IGNORECASE,
)
BY_SMALL: Final = re.compile(
    r"(?:di|de|por|par|von|av|af|door) "
    r"(?P<names>[A-ZÀ-Þ][\w.'’-]+(?: (?:(?:de|della|van|von|la|du) )?[A-ZÀ-Þ][\w.'’-]+){1,3})"
    r"(?:, (?:inviat[oa]|corrispondente|correspondant|correspondante|corresponsal|enviad[oa] especial)\b.{0,40})?"
)
""""di Eleonora Caputi" on a line of its own."""
FILED: Final = re.compile(
    rf"(?P<place>(?-i:[A-ZÀ-Þ])[\w'’.-]+(?: [\w'’.-]+){{0,5}})\s*[-–|,]\s*(?P<when>{_MOMENT})\s*\.?",
    re.IGNORECASE,
)
"""Place and time on one line: "Las Palmas - 17 ago 2023 - 10:42 CEST"."""
NO_YEAR: Final = re.compile(rf"\d{{1,2}} {MONTH},? {_CLOCK}{_ZONE}", re.IGNORECASE)
LABELLED: Final = re.compile(
    r"(?P<label>Source|From|Editor|Edited by|Author|Reporter|Writer|Text|Autor|Auteur|Fuente|"
    r"Quelle)s?\s*:\s*(?P<names>\S.{1,80})"
)
"""Fields that a page prints with their names: "Source: Xinhua"."""
BY_ELSEWHERE: Final = re.compile(
    r"(?:(?:Von|Par|Por|Di|Door|Av|Af|Text):?|De notre|[Dd]al nostro (?:inviato|"
    r"corrispondente))\s+(?P<names>[A-ZÀ-Þ].{2,110})"
)
FLAT_BY: Final = re.compile(r"By \. (?P<names>[^.:]{2,80}?) \. (?=\S)")
_NAME = rf"(?:[{CAPITALS}][\w.'’-]+ ){{1,3}}[{CAPITALS}][\w.'’-]+"
NAME_IN_PLACE: Final = re.compile(
    rf"(?=.{{5,120}}$)(?P<names>{_NAME}(?:(?:, | and ){_NAME}){{0,4}})"
    r"(?: (?:in|at) (?:the )?[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,2})?"
    r"(?:,?(?: [A-Za-z]+){1,3} (?:correspondent|editor|reporter)|, (?:The )?[A-Z]\w+(?: [A-Z]\w+){0,3})?"
)
""""Sofia Lindgren in Kiruna", right above the time."""
LONE_NAME: Final = re.compile(_NAME)
"""A name and nothing else, where the line below says what that person does."""
LONE_NAMES: Final = re.compile(rf"{_NAME}(?:(?:, | and |, and ){_NAME}){{0,4}}")
NAME_AND_TIME: Final = re.compile(
    rf"(?P<names>(?-i:{_NAME}))(?:(?:,? @\w{{2,30}} ?[/|•·]| ?[/•·]) ?| (?=\d{{1,2}} [^\W\d]))"
    rf"(?P<when>{_MOMENT})(?: (?:laatste update|last updated?|bijgewerkt|uppdaterad|oppdatert):? {_CLOCK})?\W*",
    re.IGNORECASE,
)
""""Jonah Whitfield @jwhit / 9:00 AM GMT+1•March 22, 2022"."""
BY_WHO_IS: Final = re.compile(rf"By (?P<names>{_NAME}), (?P<about>an? [^.]{{5,140}}\..{{0,140}})")
"""A byline that goes on to say who the writer is."""
HOUSE_BELOW: Final = re.compile(r"/ (?P<house>[A-ZÀ-Þ][\w.’' -]{1,30})")
"""The house below a name: "/ CBS News"."""
PAPER: Final = re.compile(
    r"The(?: [A-ZÀ-Þ][\w.’'-]+){1,4}|(?:[A-ZÀ-Þ][\w.’'-]+ ){1,4}(?:Times|Post|Herald|Gazette|Tribune|Chronicle|News|"
    r"Press|Ledger|Journal|Courier|Sentinel|Observer|Star|Standard|Register|Dispatch|Examiner|Inquirer|Record|Network)"
)
"""The name of a paper on a line of its own, below who wrote for it."""
HANDLE: Final = re.compile(r"\s+\(?@\w{2,30}\)?")
"""An account set behind a name."""
HANDLE_ALONE: Final = re.compile(r"\(?@\w{2,30}\)?")
MAIL_ALONE: Final = re.compile(
    r"(?:e-?mail:? ?)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", re.IGNORECASE
)
"""A writer's address below the byline."""
JOB_BEHIND: Final = re.compile(
    r"(?<=[\w.'’-])\s+(?P<job>(?:(?:Live|Breaking|Trainee|Digital|Local|Senior|Chief) )?"
    r"[A-Z][a-z]+ (?:[Rr]eporter|[Cc]orrespondent|[Ee]ditor|[Ww]riter))$"
)
"""A job that no comma parts from the name."""
HOUSE_BEHIND: Final = re.compile(
    r"(?<=[\w.'’-])\s+(?P<house>(?:Fox|BBC|Sky|NBC|CBS|ABC|ITV) (?:News(?: Digital)?|Business|Sports?)|"
    r"Associated Press|USA TODAY|Reuters|AFP|CNN|[A-Z]\w+ News(?: Digital| Service)?|"
    r"(?:The )?[A-Z][a-z]+ (?:Times|Post|Herald|Tribune|Gazette|"
    r"Chronicle))$"
)
"""The house behind a name, with no comma between them."""
GLUED_JOB: Final = re.compile(
    r"(?<=[a-zà-ÿ])(?=(?:STAFF|Staff|SENIOR|Senior) (?:WRITER|Writer|REPORTER|Reporter))"
)
"""Where a job is glued to a name: "Corinne PellSTAFF WRITER"."""
NAME_AND_HOUSE: Final = re.compile(
    rf"(?P<names>{_NAME}) [·•|] (?P<house>(?:[A-ZÀ-Þ][\w.’'-]* ){{0,3}}"
    r"(?:News|Press|Times|Post|Service|Herald|Gazette|Ledger))\b.*"
)
"""Who wrote it and for whom, before the time: "Gale Comeau · CBC News · Posted: ..."."""
HOUSE_ONLY: Final = re.compile(
    r"(?:BBC|ITV|Sky|CBS|NBC|ABC|CBC|Fox|CNN|RTÉ|AAP|AP)(?: [A-Z][\w’'-]+){0,4}|USA TODAY|"
    r"(?!(?:Local|Breaking|Latest|World|National|Top|Sports?|Business|More|Good|Bad|Fake|UK|US) )"
    r"[A-Z]\w+(?: [A-Z]\w+)? (?:News|Press)(?:, [A-Z][\w’' -]{2,30})?"
)
DESK_ALONE: Final = re.compile(
    r"(?:(?:[A-ZÀ-Þ][\w'’.-]*|of|and|the) ){0,4}(?:Bureau|(?:Web |News |Online |Digital |"
    r"Sports? )?Desk|News Service|"
    r"Newsroom|(?:Staff|Special|Our|Senior|Political|Local|Web|Court|Crime) "
    r"(?:[Rr]eporter|Correspondent|Writer)s?|Web Team|Staff(?: [Rr]eports?)?)"
)
""""Express News Service", "Staff Reporter": a byline without a name."""
CRUMBS_BY_SLASH: Final = re.compile(r"[^/.!?:\d]{2,30}(?: / [^/.!?:\d]{2,40}){1,4}")
"""Where the page stands on its site: "Asia / Economy"."""
WHEN_AND_SECTION: Final = re.compile(
    rf"(?P<when>{_MOMENT}) [-–—|•·] (?P<section>(?-i:[A-ZÀ-Þ])[\w&’' -]{{2,30}})", re.IGNORECASE
)
""""Jun 2, 2022 - Economy & Business"."""
CRUMB_OPEN: Final = re.compile(r"[A-ZÀ-Þ][\w& ’'-]{1,30} ?/")
""""Tech/", a step of the page's path on a line of its own."""
CRUMBS_BY_BAR: Final = re.compile(
    r"(?:News|Opinion|Features?|Sports?|Economy|Business|Gallery)(?:\|[A-Z][\w’' -]{2,30}){1,3}"
)
""""News|Agriculture"."""
ADDRESS: Final = re.compile(r"https?://\S+|(?:www\.)?(?:[a-z0-9-]+\.){1,3}[a-z]{2,6}/[\w/.-]{5,}")
PLACE_ALONE: Final = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ'’-]+(?: [A-ZÀ-Þ][a-zà-ÿ'’-]+)?")
PLACE_AND_DASH: Final = re.compile(r"(?P<place>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,2}) ?[-–—]")
"""The place of filing between name and time: "Teruel -"."""
JOB_WORDS: Final = frozenset(
    "reporter correspondent editor writer producer columnist contributor staff news desk redacción rédaction".split()
)
JOB_ELSEWHERE: Final = re.compile(
    r"\(?(?:редактор|корреспондент|журналист|автор|redakteur(?:in)?|redactora?|redattor[ei]|giornalista|journaliste|"
    r"muhabir|dziennikar(?:z|ka)|journalist|verslaggever|reporterka?)\)?",
    re.IGNORECASE,
)
HOUSE_WORDS: Final = frozenset("press news media agency reuters times post herald tribune".split())
JOB_AFTER_COMMA: Final = re.compile(
    r",\s+(?:[\w'’&-]+ ){0,4}(?:reporter|correspondent|editor|writer|producer|columnist|presenter)s?$"
)
_HOUSES_BEHIND = r"(?:agencies|dpa|AFP|AP|Reuters|epd|KNA|EFE|ANSA|Lusa)"
WITH_HOUSES: Final = re.compile(
    rf"(?P<names>{_NAME}) (?:with|and|mit|avec|con|com) "
    rf"(?P<houses>(?:{_HOUSES_BEHIND}|wires|wire services)(?:(?:, | and ){_HOUSES_BEHIND})*)"
)
"""A name with the agencies whose copy it draws on."""
CLOCK_ALONE: Final = re.compile(rf"{_CLOCK}{_ZONE}", re.IGNORECASE)
"""A time below the day of publication."""
GLUED_LABEL: Final = re.compile(
    r"(?<=\d),\s+(?=updated \d)|"
    r"(?<=[\dm])\s*(?=(?:Updated|Modified|Published|Atualizado|Actualizado|Aktualisiert|Bijgewerkt|Uppdaterad)"
    rf"(?: on)? ?(?:\d|(?i:{MONTH}) \d))"
)
DAY_ALONE: Final = re.compile(
    rf"{_WEEKDAY}\d{{1,2}} {MONTH}|{_WEEKDAY}{MONTH} \d{{1,2}}", re.IGNORECASE
)
"""A day without its year, below the label "Published"."""
DAY_OF_WEEK: Final = re.compile(
    rf"(?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})(?:,? \d{{4}})?",
    re.IGNORECASE,
)
IN_PLACE: Final = re.compile(r"in (?P<place>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,2})")
"""The place of filing below a name: "in Beijing"."""
PROVIDED_BY: Final = re.compile(r"(?:news|content|story) provided by:?", re.IGNORECASE)
SECTION_AND_TIME: Final = re.compile(r"(?:[A-Z]\w+ ){1,2}(?P<when>\d{1,2}[:.]\d{2}\b.{6,40})")
""""All News 17:42 March 23, 2023"."""
RELEASE_NUMBER: Final = re.compile(
    r"(?:press |news )?release (?:no\.? ?)?[\d-]{2,12}", re.IGNORECASE
)
""""RELEASE 22-031"."""
REPORTED_FROM: Final = re.compile(
    r"(?:Report(?:ing|ed) from|Vi rapporter(?:er fra|ar från)) (?P<place>[A-ZÀ-Þ][\w.,'’ -]{2,60})"
)
"""The place of filing under a byline."""
BREADCRUMBS: Final = re.compile(r"[^>»›]{2,40}(?:\s[>»›]\s[^>»›]{2,60}){2,6}")
"""Where the page stands on its site: "Gazette > News > Crime"."""
JOB: Final = re.compile(
    r"(?:[\w.'’-]+,? ){0,6}(?:for (?:the )?(?:daily ?mail(?:\.com)?|mail ?online|mail on "
    r"sunday)\b.*|"
    r"(?:staff )?(?:reporter|writer|correspondent|editor|columnist)s?(?:(?: in|,) [\w ]+)?)"
    r"|(?:BBC|ITV|Sky|CBS|NBC|ABC|Fox|CNN|RTÉ|Channel 4)(?: (?-i:[A-Z])[\w’'-]+){0,4}"
    r"(?:(?:,| in) [\w '’-]{2,40})?",
    re.IGNORECASE,
)
AUTHORS: Final = re.compile(r"Authors?:?", re.IGNORECASE)
ACADEMIC: Final = re.compile(
    r"(?:(?:Senior|Associate|Assistant|Emeritus|Visiting|Adjunct|Distinguished|Honorary|Principal|Postdoctoral|"
    r"Research|Doctoral|Clinical) ){0,3}(?:Lecturer|Professor|Fellow|Researcher|Associate|Reader|Scientist|"
    r"PhD [Cc]andidate|Candidate|Director|Chair|Dean|Teaching|Curator|Economist|Historian)\b"
)
"""A post at a university: "Senior Lecturer in Animal Behaviour, University of Dunmore"."""
ALSO_GIVEN: Final = frozenset({"april", "june", "august"})
"""Months that are given names, too, where another name follows."""
NO_NAME: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december today yesterday then now contrast law far default accident definition".split()
)
