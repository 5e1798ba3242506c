"""Names of months and days in languages whose dates pages print, and dates written with signs for year and day.

Kept apart from the names in articles.ingest.dates, which also find dates in running text.
"Listopad" is October in Croatian and November in Polish, "srpen" August or July: neither is here.
"""

from __future__ import annotations

import re
from typing import Final

_MONTHS: Final = (
    "января янв январь січня студзеня stycznia styczeń ledna leden januára ocak oca ιανουαρίου ιαν يناير ינואר בינואר"
    " ianuarie január tammikuuta januari",
    "февраля фев февраль лютого lutego luty února únor februára şubat şub φεβρουαρίου φεβ فبراير شباط פברואר בפברואר"
    " februarie február helmikuuta",
    "марта мар март березня marca marzec března březen mart μαρτίου μαρ مارس آذار מרץ במרץ מרס martie március"
    " maaliskuuta maret",
    "апреля апр апрель квітня kwietnia kwiecień dubna duben apríla nisan απριλίου απρ أبريل ابريل نيسان אפריל באפריל"
    " aprilie április huhtikuuta",
    "мая май травня maja května květen mája mayıs μαΐου μαϊ مايو أيار מאי במאי május toukokuuta",
    "июня июн июнь червня czerwca czerwiec června červen júna haziran ιουνίου ιουν يونيو حزيران יוני ביוני iunie június"
    " kesäkuuta",
    "июля июл июль липня lipca lipiec července červenec júla temmuz tem ιουλίου ιουλ يوليو تموز יולי ביולי iulie július"
    " heinäkuuta",
    "августа авг август серпня sierpnia sierpień augusta ağustos ağu αυγούστου αυγ أغسطس اغسطس آب אוגוסט באוגוסט"
    " augusztus elokuuta agustus",
    "сентября сен сент сентябрь вересня września wrzesień září eylül eyl σεπτεμβρίου σεπ سبتمبر أيلول ספטמבר בספטמבר"
    " septembrie szeptember syyskuuta",
    "октября окт октябрь жовтня października październik října říjen októbra ekim οκτωβρίου οκτ أكتوبر اكتوبر אוקטובר"
    " באוקטובר octombrie október lokakuuta",
    "ноября ноя ноябрь листопада kasım kas νοεμβρίου νοε نوفمبر נובמבר בנובמבר noiembrie marraskuuta nopember",
    "декабря дек декабрь грудня grudnia grudzień prosince prosinec decembra aralık ara δεκεμβρίου δεκ ديسمبر דצמבר"
    " בדצמבר decembrie joulukuuta desember",
)
MONTHS_ELSEWHERE: Final = {
    word.casefold(): number for number, words in enumerate(_MONTHS, 1) for word in words.split()
}
_DAYS: Final = (
    "понедельник вторник среда четверг пятница суббота воскресенье понеділок вівторок середа четвер пʼятниця субота "
    "неділя poniedziałek wtorek środa czwartek piątek sobota niedziela pondělí úterý středa čtvrtek pátek neděle "
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت "
    "δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή senin selasa rabu kamis jumat sabtu minggu"
)
_FILLERS: Final = "в во г года год о об godz godzina r saat ώρα klo dne hod في الساعة בשעה"
IGNORED_ELSEWHERE: Final = frozenset(f"{_DAYS} {_FILLERS}".split())

_IN_ENGLISH: Final = {
    "जनवरी": "January", "फरवरी": "February", "फ़रवरी": "February", "मार्च": "March", "अप्रैल": "April", "मई": "May",
    "जून": "June", "जुलाई": "July", "अगस्त": "August", "सितंबर": "September", "सितम्बर": "September", "अक्टूबर": "October",
    "अक्तूबर": "October", "नवंबर": "November", "नवम्बर": "November", "दिसंबर": "December", "दिसम्बर": "December",
}  # fmt: skip
"""Words whose vowel signs are no letters to a pattern."""
_HINDI: Final = re.compile("|".join(_IN_ENGLISH))
_SIGNS: Final = re.compile(
    r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]"
    r"(?:\s?[(（][^()（）]{1,4}[)）])?"
    r"(?:\s*(?P<half>午前|午後|上午|下午|오전|오후)?\s*(?P<hour>\d{1,2})\s?(?:[:：]|時|时|點|点|시)\s?(?P<minute>\d{1,2})?分?분?)?"
)
_AFTERNOON: Final = frozenset({"午後", "下午", "오후"})
_NOON: Final = 12


_WITH_HALF: Final = re.compile(
    r"(?P<year>\d{4})[./-](?P<month>\d{1,2})[./-](?P<day>\d{1,2})\.?\s*(?P<half>午前|午後|上午|下午|오전|오후)\s*"
    r"(?P<hour>\d{1,2})\s?[:：]\s?(?P<minute>\d{1,2})"
)


def in_figures(words: str) -> str:
    """The words with a date of Chinese, Japanese or Korean signs as "2026-04-10 18:30"."""
    if words.isascii():
        return words
    words = _HINDI.sub(lambda month: _IN_ENGLISH[month[0]], words)
    return _SIGNS.sub(_figures, _WITH_HALF.sub(_figures, words))


def _figures(found: re.Match[str]) -> str:
    day = f"{found['year']}-{int(found['month']):02}-{int(found['day']):02}"
    if not found["hour"]:
        return day
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % _NOON + _NOON * (found["half"] in _AFTERNOON)
    return f"{day} {hour:02}:{int(found['minute'] or 0):02}"
