"""Lines that are never copy, in languages beside those of `noise`: (rule, pattern for the whole line).

Labels of lists of other stories and of the source stand here, too: `LISTS` and `SOURCES`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from articles.ingest.cleaning.noise_of_mail import FIRST_WORDS, MAIL, SHARING

_ON = (
    r"(?:facebook|twitter|whatsapp|instagram|telegram|viber|x|youtube|"
    r"tiktok|google ?(?:news|haberler|not[íi]cias|actualités))"
)

NOISE_ELSEWHERE: Final[tuple[tuple[str, str], ...]] = (
    ("newsletter", MAIL),
    (
        "newsletter",
        r"open (?:in (?:the )?)?app|continue (?:in|with) (?:your |the )?browser|get the best experience in .{3,40}|"
        r"need a (?:news )?break\?(?=.{0,140}\b(?:puzzles?|games|crosswords?|quizzes)\b).{3,140}",
    ),
    (
        "cookies",
        r"we value your privacy|we (?:and|&) our (?:\d[\d,.]* )?(?:\w+ )?(?:partners|vendors|suppliers)\b"
        r"(?=.{3,200}\b(?:cookies|personal data|(?:process|use) data to|(?:on|from) (?:a|your) device)\b).{3,560}",
    ),
    ("share-bar", SHARING),
    (
        "advertisement",
        r"реклама|διαφ[ήη]μιση|quảng cáo|iklan|reklam|reklāma|oglas|hirdetés|mainos|publicitate|inzerce|"
        r"sponsorlu içerik|artykuł sponsorowany|materiał (?:promocyjny|partnera|sponsorowany)|"
        r"[-–—*] ?an[uú]ncios? ?[-–—*]|विज्ञापन|إعلان|광고|広告|pariwara|conteúdo patrocinado|contenido patrocinado",
    ),
    (
        "story-continues",
        r"scroll to continue with content|haberin devam[ıi](?: için tıklayın(?:ız)?)?|"
        r"(?:dalszy ciąg|ciąg dalszy|dalsza część) (?:materiału|artykułu|tekstu)?.{0,30}|"
        r"continua (?:após|depois d[ae]) (?:a |o )?(?:publicidade|anúncio)|"
        r"(?:continúa|sigue) (?:leyendo )?(?:después de|tras) la publicidad|"
        r"(?:la )?suite (?:de l[’']article )?après (?:cette|la) publicité|"
        r"(?:продовження|продолжение) (?:після|после) реклами?ы?|"
        r"(?:a cikk )?a hirdetés után folytatódik|pokračování článku pod .{3,20}|lanjutkan membaca.{0,20}|"
        r"(?:artikel geht |weiterlesen |lesen sie )(?:nach|unter) der (?:anzeige|werbung)(?: weiter)?|"
        r"art[iy]kk?el(?:e?n)? fort(?:sätter|setter|sætter) (?:under|efter|etter) .{3,20}|"
        r"(?:lees (?:verder|door)|tekst (?:loopt|gaat) (?:door|verder)) (?:onder|na) (?:de |het )?\w{3,20}|"
        r"juttu jatkuu .{3,20} jälkeen|(?:l[’'])?articolo (?:continua|prosegue) dopo (?:la pubblicità|il video)",
    ),
    (
        "newsletter",
        r"abone ol(?:un)?|(?:bizi )?.{0,30}takip (?:edin|et)|"
        r"clique aqui (?:para|e) (?:seguir|entrar|participar|receber).{3,90}|"
        r"(?:siga|acompanhe|curta) (?:o|a|as|os|nos?s?|nossa)\b.{0,60}\b" + _ON + r".{0,20}|"
        r"receba (?:as|os|notícias|no)\b.{3,90}|participe do (?:grupo|canal)\b.{3,90}|"
        r"(?:síg[au]e?nos|sigue (?:a|tod[ao])|puedes seguirnos) .{0,80}\b" + _ON + r".{0,80}|"
        r"vielen dank! wir haben ihnen .{5,80}|s[’']inscrire à la newsletter.{0,40}|toutes les newsletters|"
        r"iscriviti all[ae] newsletter.{0,60}|suscríbete al? .{0,30}newsletter.{0,60}|"
        r"suivez[- ]nous .{3,60}|folgen sie uns .{3,60}|segui(?:ci|teci)? .{0,40}\b"
        + _ON
        + r".{0,20}|"
        r"(?:підписуй(?:ся|тесь)|підписатися|читайте нас|подписывайтесь|подписаться) .{3,90}|"
        r"theo dõi .{3,40} (?:trên|tại) " + _ON + r".{0,20}|ακολουθ(?:ήστε|είστε) .{3,90}|"
        r"(?:ikuti|gabung|dapatkan|cek) .{3,90}\b" + _ON + r".{0,60}|"
        r"dapatkan update (?:berita )?.{3,90}|follow(?: us)? on google news|takip et|"
        r"(?:(?:apúntate|inscríbete|suscríbete)|recibe (?=.{0,100}\b(?:nuestr[oa]s?|tus?|gratis)\b)) ?"
        r".{0,60}\b(?:newsletter|boletín|boletines)\b.{0,80}|"
        r"(?:inscrivez-vous|abonnez-vous|recevez) .{0,60}\b(?:newsletter|lettre d[’']information|infolettre)\b.{0,80}|"
        r"puedes seguir .{3,80}\b" + _ON + r"\b.{0,80}\b(?:newsletter|bolet[íi]n(?:es)?)\b.{0,40}|"
        r"das wichtigste (?:aus|zu|für) .{3,60}: (?:abonnieren|folgen) sie .{3,80}|"
        r"följ (?:ämnen|ämnet) i artikeln|"
        r"(?:(?:meld|schrijf|abonneer) (?:je|u) .{0,60}|ontvang(?: \w+){0,8} )\bnieuwsbrief\b.{0,60}|"
        r"únete (?:a|al) (?:nuestro )?(?:canal|grupo|comunidad)\b.{3,200}|"
        r"simak (?=.{0,200}\b(?:(?:saluran|kanal|channel|grup) (?:whatsapp|telegram)|"
        r"(?:whatsapp|telegram) channel|google news)\b).{3,200}|"
        r"votre e-?mail est collecté .{3,300}",
    ),
    (
        "contact-prompt",
        r"do you have an opinion on (?:the issues raised in )?this article\?.{0,240}|"
        r"masz (?:ciekawy |dla nas )?temat\?.{0,120}|widziałeś coś .{3,120}|"
        r"(?:помітили|знайшли|нашли|заметили) (?:помилку|ошибку|опечатку).{0,160}|"
        r"якщо ви (?:помітили|знайшли) .{3,160}|viděli jste něco .{3,120}|"
        r"(?:tipsa oss|tips oss|tip os)\b[!:. ].{0,140}|"
        r"(?:hei! )?har du (?:innspill|tips) til (?:denne )?saken\?.{0,120}|"
        r"vous avez (?:repéré|remarqué|constaté) une (?:erreur|faute).{0,60}|"
        r"mitä ajatuksia (?:juttu|artikkeli) herätti\?.{0,120}",
    ),
    (
        "share-bar",
        r"udostępnij|podziel się|"
        r"zaloguj się,? (?:aby|żeby) (?:dodać|skomentować|komentować).{0,40}|"
        r"(?:reacties|kommentare|commentaires|comentarios|commenti|kommentarer) ?\(\d{1,5}\)|"
        r"ý kiến ?\(?\d{1,5}\)?|"
        r"skomentuj|komentarze ?\(?\d{0,5}\)?|komentuj|dziękujemy,? że przeczyta.{3,80}|"
        r"paylaş(?:ın)?|yorum(?:lar| yap| yaz)? ?\(?\d{0,5}\)?|bagikan(?: (?:artikel|berita) ini)?|"
        r"salin (?:link|tautan)|"
        r"chia sẻ|bình luận ?\(?\d{0,5}\)?|поділитися|поделиться|коментарі ?\(?\d{0,5}\)?|комментарии ?\(?\d{0,5}\)?|"
        r"फॉलो करें|شارك(?:نا)?|字号[:：].{1,20}|扫一扫.{2,20}|分享到.{0,20}|"
        r"κοινοποίηση|σχόλια ?\(?\d{0,5}\)?|compartilh(?:e|ar)|comentar|copiar link|skopiuj link|sdílet|megosztás|"
        r"réagir|enregistrer|commenter|(?:voir|lire|afficher) les commentaires.{0,20}|leggi e commenta|"
        r"écouter|lire plus tard|partager cet article|mostrar comentarios|zapisz na później|"
        r"dziękujemy za przeczytanie.{0,40}|"
        r"(?:diminuir|aumentar) fonte|ouvir o texto|edição impressa|"
        r"zusammenfassen|artikel (?:zusammenfassen|verschenken)|"
        r"offrir l[’']article|(?:ajouter|retirer) (?:l[’']article )?(?:à|de|aux?) (?:vos |mes )?favoris|"
        r"distribuie|jaa|podijeli|शेयर करें|شارِكْ|(?:シェア|ツイート|ポスト)する|リンクをコピー(?:する)?|"
        r"공유하기|【纠错】.{0,40}|a- ?a\+|a\+ ?a-",
    ),
    ("share-word", r"مشاركة|حفظ|シェア|ツイート|ポスト|ブックマーク|メール|印刷|공유|分享"),
    (
        "reading-time",
        r"\d{1,2} min\.? (?:czytania|чтения)|\d{1,2} (?:dk|dakika)\.? okuma(?: süresi)?|"
        r"okuma süresi:? .{1,12}|\d{1,2} хв(?:илин)? читання|(?:час читання|время чтения):? .{1,20}|"
        r"\d{1,2} menit (?:baca|membaca)|\d{1,2} phút đọc|\d{1,2} λεπτά ανάγνωση",
    ),
    (
        "video-prompt",
        r"écouter (?:cet |l[’'])article.{0,20}|escuch(?:a|ar) (?:este|el) artículo.{0,20}|"
        r"audio generado con .{3,40}|resume e infórmame rápido|"
        r"reproduzir(?: vídeo)?|(?:silenciar|ativar) som|minimizar vídeo|tela cheia|"
        r"simak (?:juga )?video\b.{0,120}|(?:tonton|lihat) (?:juga )?video\b.{0,120}|zobacz (?:także )?wideo.{0,80}|"
        r"(?:\d{1,3} )?v[íi]deos?: .{3,60}|assista aos vídeos\b.{0,40}|(?:смотрите|дивіться) видео.{0,80}",
    ),
    (
        "relative-time",
        r"(?:aggiornato|actualizado|aktualisiert|mis à jour) (?:alle|a las|um|à) \d{1,2}[:.h]\d\d(?: uhr)?|"
        r"آخر تحديث ?[:：].{3,50}|تم التحديث(?=.{0,40}[\d٠-٩]{1,2}[:/.-][\d٠-٩]).{3,50}|"
        r"(?:last|ultimo) aggiornamento ?:.{3,40}|"
        r"(?:denne )?artikkelen er (?:mer enn |over )?.{2,12} (?:år|måneder) gammel\.?",
    ),
    (
        "read-more",
        r"veja mais notícias d.{2,40}|conoce más|(?:ver|leer) más|vai a tutte le notizie .{2,40}",
    ),
    (
        "paywall",
        r"(?:jetzt )?(?:\d{1,2}|einen?) (?:wochen?|monate?) (?:lang )?(?:für \d.{0,20}|gratis |kostenlos )"
        r"(?:testen|lesen|sichern|abonnieren)\W*|"
        r".{0,4}\(abopflichtiger inhalt\);?|この記事は(?:有料|会員).{2,40}|"
        r"(?:有料|無料)?会員(?:登録|に(?:登録|なる))?.{0,4}と.{4,30}|"
        r"残り\d+文字.{0,30}|有料(?:会員)?(?:記事|限定)|会員限定(?:記事)?|"
        r"tu suscripción se está usando en otro dispositivo|¿quieres añadir otro usuario a tu suscripción\?|"
        r"si continúas leyendo en este dispositivo.{0,60}|"
        r"añadir usuario ?(?:continuar leyendo aquí)?|continuar leyendo aquí|"
        r"lecture d.{2,40} en cours sur un autre appareil\.?|"
        r"vous pouvez lire .{2,40} sur un seul appareil à la fois|ce message s[’']affichera sur l[’']autre appareil\.?",
    ),
    ("picture-placeholder", r"写真・図版|\[gambas:.{2,30}\]|haber görseli|zdjęcie ilustracyjne"),
    (
        "site-menu",
        r"होम|देश|الرئيسية|首页|トップ|홈|"
        r"anasayfa|ana sayfa|strona główna|trang chủ|beranda|αρχική|головна|главная|domů|početna|kezdőlap|acasă|"
        r"etusivu|archivado en",
    ),
)

_LISTS: Final = (
    "baca juga", "berita terkait", "artikel terkait", "lihat juga", "berita populer", "terpopuler", "berita lainnya",
    "ilgili haber", "ilgili haberler", "son dakika haberleri", "çok okunanlar", "en çok okunanlar", "önerilen haberler",
    "i̇lginizi çekebilir", "ilginizi çekebilir", "bunlar da ilginizi çekebilir", "diğer haberler",
    "czytaj także", "czytaj też", "czytaj również", "czytaj więcej", "zobacz także", "zobacz też", "zobacz również",
    "polecane", "polecamy", "przeczytaj także", "przeczytaj też", "najczęściej czytane", "powiązane artykuły",
    "warto przeczytać", "читайте также", "читайте ещё", "по теме", "материалы по теме", "смотрите также",
    "читайте також", "дивіться також", "вас може зацікавити", "більше новин", "новини за темою", "чытайце таксама",
    "διαβάστε επίσης", "διαβάστε ακόμη", "διαβάστε ακόμα", "διαβάστε περισσότερα", "δείτε επίσης", "δείτε ακόμη",
    "σχετικά άρθρα", "δημοφιλή", "xem thêm", "tin liên quan", "bài liên quan", "đọc thêm", "tin cùng chuyên mục",
    "có thể bạn quan tâm", "đọc nhiều", "اقرأ أيضا", "اقرأ أيضاً", "ये भी पढ़ें", "यह भी पढ़ें", "関連記事",
    "あわせて読みたい", "相关阅读", "相关新闻", "相關新聞", "관련기사", "přečtěte si také", "čtěte také", "čtěte více",
    "související články", "kapcsolódó cikkek", "olvasta már", "ez is érdekelheti", "citește și", "citeşte şi",
    "vezi și", "lue myös", "pročitajte još", "pročitajte i", "čitajte i", "прочетете още", "veja mais", "leia mais",
    "notícias relacionadas", "le puede interesar", "lea también", "lea además", "vea también", "notas relacionadas",
    "dans la rubrique", "lee también", "lee además", "raccomandati per te", "延伸閱讀", "延伸阅读", "dans la même "
    "rubrique", "последние новости", "все новости", "läs även", "läs också",
    "läs mer om ämnet", "les også", "læs også", "meer nieuws", "meer over dit onderwerp",
    "bekijk ook", "te puede interesar", "mira también", "ver también", "vedi anche",
    "articoli correlati", "sullo stesso argomento", "อ่านเพิ่มเติม", "อ่านข่าวเพิ่มเติม", "อ่านต่อ", "ข่าวที่เกี่ยวข้อง",
    "ข่าวแนะนำ", "související", "súvisiace", "بیشتر بخوانید", "اخبار مرتبط", "مطالب مرتبط", "مزید پڑھیں", "আরও পড়ুন",
    "மேலும் படிக்க", "आणखी वाचा", "baca selengkapnya", "simak juga", "čítajte aj", "súvisiace články",
    "povezane novice", "preberite tudi",
    "skaityk daugiau", "lasi arī", "loe ka", "soma zaidi",
)  # fmt: skip
SOURCES: Final = (
    "المصدر|منبع|來源|来源|出典|"
    "Kaynak|Źródło|Джерело|Источник|Sumber|Πηγή|Nguồn|Zdroj|Forrás|Sursa|Lähde|Izvor|Bron|Källa|Kilde"
)

_EDGE: Final = " \t:|»>›–—-.…·•*►▶▪👉➡➤→?!()[]"
_SPLIT: Final = re.compile(r"\s*[:|»>›–—]\s+|\s*-\s+")
LONGEST_LABEL: Final = 40
_SHOWN: Final = re.compile(r"VID[ÉE]O\. (?=\S.{8})")
""""VIDÉO. Un sanglier se baigne à Marseille", between two paragraphs of another story."""


def folded(text: str) -> str:
    """The text without case; a Turkish dotted capital is a plain "i"."""
    return text.casefold().replace("i\u0307", "i")


_BARE_LISTS: Final = frozenset(folded(each) for each in _LISTS)


def is_list_label(text: str) -> bool:
    """Whether a line is the label of a list of other stories in one of these languages."""
    return len(text) <= LONGEST_LABEL and folded(text.strip(_EDGE)) in _BARE_LISTS


def linked_title(text: str) -> str:
    """The title behind such a label on one line ("Czytaj także: Dzik w parku"); "" without one."""
    if shown := _SHOWN.match(text):
        return text[shown.end() :].strip()
    found = _SPLIT.search(text[:LONGEST_LABEL])
    if found is None or not is_list_label(text[: found.start()]):
        return ""
    return text[found.end() :].strip()


def _first_words() -> frozenset[str]:
    """The first words of the patterns, as far as they are plain; the gate of `rules` needs them."""
    heads = (
        "partager mostrar zapisz dziękujemy aggiornato actualizado aktualisiert mis diminuir aumentar ouvir "
        "edição s réagir enregistrer commenter voir lire afficher leggi "
        "zusammenfassen artikel écouter escucha "
        "escuchar audio resume "
        "we open continue get need denne artikkelen zaloguj ý únete meld schrijf abonneer ontvang votre "
        "anuncio anuncios anúncio anúncios do articolo "
        "reacties kommentare commentaires comentarios commenti kommentarer "
        "das puedes jetzt einen eine ein "
        "f abopflichtiger conoce ver leer vai z vielen toutes iscriviti suscríbete la google reproduzir silenciar "
        "ativar minimizar tela offrir ajouter retirer "
        "この記事は有料記事です この記事は会員限定記事です 有料会員になると続きをお読みいただけます "
        "有料会員 会員 残り 写真 "
        "ह द फ الرئيسية شارك شاركنا 首页 トップ 홈 字号 扫一扫 分享到 реклама διαφήμιση διαφημιση quảng iklan "
        "reklam reklāma oglas hirdetés mainos publicitate inzerce sponsorlu artykuł materiał विज्ञापन "
        "إعلان 광고 広告 pariwara conteúdo contenido scroll haberin dalszy ciąg dalsza continua continúa "
        "sigue suite продовження продолжение pokračování lanjutkan weiterlesen lesen artikkel "
        "artikkelen artikeln artiklen lees tekst juttu abone bizi takip clique siga acompanhe curta "
        "receba participe síguenos síganos suivez folgen segui seguici seguiteci підписуйся "
        "підписуйтесь підписатися читайте подписывайтесь подписаться theo ακολουθήστε ακολουθείστε "
        "ikuti gabung dapatkan cek masz widziałeś помітили знайшли нашли заметили якщо viděli "
        "udostępnij podziel skomentuj komentarze komentuj dziękujemy paylaş paylaşın yorum yorumlar "
        "bagikan salin chia bình поділитися поделиться коментарі комментарии κοινοποίηση σχόλια "
        "apúntate inscríbete recibe inscrivez abonnez recevez följ tipsa tips tip hei har mitä شارِكْ حفظ شار "
        "シェアする ツイート ツイートする ブックマーク メール 印刷 リンクをコピー リンクをコピーする "
        "ポスト ポストする 纠错 有料記事 有料 有料会員限定 会員限定 会員限定記事 "
        "آخر تم last ultimo tu quieres si añadir continuar lecture vous ce "
        "archivado compartilhe compartilhar comentar skopiuj sdílet megosztás distribuie jaa podijeli शेयर श "
        "مشاركة シェア 공유 공유하기 分享 a व okuma час время simak tonton lihat zobacz vídeo vídeos смотрите "
        "дивіться gambas haber zdjęcie anasayfa ana strona trang beranda αρχική головна главная domů "
        "početna kezdőlap acasă etusivu copiar l"
    )
    words = f"{heads} {FIRST_WORDS}".split()
    return frozenset(unicodedata.normalize("NFC", word) for word in words)


WORDS_ELSEWHERE: Final = _first_words()
