"""Noise in real copy, rule by rule: what is noise, and true sentences that only resemble it."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.ingest.clean import RULES
from articles.ingest.cleaning.rules import RULE, noise
from tests.ingest.cleaning import cleaned, outline, paragraphs, rules

PROSE = [
    "The harbor office opened its doors on Monday after a winter of repairs to the roof.",
    "Visitors came from all over the county, and some of them had slept in their cars.",
    "The oldest ledger in the house is from 1704 and smells of tar and of cinnamon.",
    "Nobody knows who wrote the last line in it, which is a recipe for plum cake.",
    "The office will close again in October, when the damp comes up from the quay.",
    "Until then the cake is served on Sundays between two and five in the afternoon.",
]

NOISE = {
    "print-note": [
        "A version of this article appears in print on Nov. 4, 2026, Section A, Page 12 of the Norford edition.",
        "This article appears in the November 2026 issue with the headline “Goose Steps.”",
        "Appeared in the November 5, 2026, print edition as 'A Town and Its Water'.",
        "This story appears in the March issue of Coast magazine",
    ],
    "paywall": [
        "Jetzt 4 Wochen für 1 Euro testen",
        "Einen Monat gratis testen",
        "Tu suscripción se está usando en otro dispositivo",
        "有料記事",
        "Article réservé aux abonnés",
        "La suite est réservée aux abonnés.",
        "This article is for subscribers only",
        "Content is reserved for our subscribers",
    ],
    "contact-prompt": [
        "Masz dla nas temat? Napisz do redakcji.",
        "Do you have a story for us? Email us at desk@norford.example",
        "Got a tip? Call the desk.",
        "Haben Sie Fehler entdeckt? Dann schreiben Sie uns gerne!",
        "We pay for your stories! Do you have one for the nature desk? Email us at nature@norford.example",
        "Email: desk@norford.example",
    ],
    "advertisement": [
        "When you purchase through links on our site, we may earn an affiliate commission. Here’s how it works.",
        "$239.99 View at Wordmill",
        "Price comparison from over 24,000 stores worldwide",
        "Shop now",
        "View all deals",
        "If you buy something from a Norford link, Norford Media may earn a commission.",
        "Reklama",
        "ΔΙΑΦΗΜΙΣΗ",
        "Quảng cáo",
        "विज्ञापन",
        "Advertisement",
        "ADVERTISEMENT",
        "- Advertisement -",
        "Advertising",
        "Ad",
        "Sponsored content",
        "Passer la publicité",
        "Sponsored Content by Wordmill",
        "Shop Editors Picks",
        "Anzeige",
        "Publicité",
        "Advertisement (scroll to continue)",
    ],
    "story-continues": [
        "HABERİN DEVAMI",
        "SCROLL TO CONTINUE WITH CONTENT",
        "Continua após a publicidade",
        "Dalszy ciąg artykułu pod wideo",
        "Story continues",
        "Story continues below advertisement",
        "Story continues below",
        "Article continues below",
        "Skip this ad",
        "Continue reading below the ad",
    ],
    "broken-comment": ["<!—->", "<!-- -->", "<!--", "<!-- ad slot 3 -->", "-->"],
    "video-prompt": [
        "Simak video 'Kambing Joko' di sini:",
        "The Ledger Flash is here. Check out what's clicking on ledger.example.",
        "Veja os vídeos mais assistidos do n1 MG:",
        "Ascolta l'articolo",
        "Click for more trending news",
        "Scroll down for video",
        "SCROLL DOWN FOR VIDEO",
        "Scroll down for videos",
        "Watch the video above",
        "Media playback is unsupported on your device",
        "Click to play video",
        "VIDEO 02:31",
        "Slide Show|9 Photos",
        "Videos by NORFORD",
        "Loaded: 0%Progress: 0%0:00PreviousPlaySkipMute",
        "👉 Listen to the Norford Daily on your podcast app 👈",
        "To view this video please enable JavaScript, and consider upgrading your browser",
    ],
    "read-more": [
        "View original content to download multimedia:https://wire.example/goat-301.html",
        "Read more",
        "READ MORE",
        "Read more here",
        "Continue reading",
        "Click here",
        "Full story",
        "Read the full story",
    ],
    "newsletter": [
        "Want the latest Norford news first? Join our WhatsApp community here. You can leave at any time.",
        "By submitting your information you agree to the Terms & Conditions and are aged 16 or over.",
        "Apúntate aquí a nuestra newsletter diaria de Ciencia.",
        "Följ ämnen i artikeln",
        "You can unsubscribe at any time.",
        "Puedes seguir EL FARO Cultura en Facebook y X, o apuntarte aquí para recibir nuestra newsletter semanal.",
        "Das Wichtigste aus Norrhaven: Abonnieren Sie unseren WhatsApp-Kanal",
        "Track all breaking news updates and headlines here",
        "Other newsletters",
        "Sign up with your email address to receive news and updates.",
        "Keep up with all the latest news from the county by following Norford News",
        "We use your sign-up to provide content in ways you've consented to and to improve our understanding of you."
        " This may include adverts from us and third parties based on our understanding of what you read."
        " You can unsubscribe at any time. Read our policy.",
        "Abone Ol",
        "Clique aqui para seguir o canal do Ledger no WhatsApp",
        "Was this helpful?",
        "Підписуйтесь на наш канал у Telegram",
        "Please verify you're not a robot by clicking the box.",
        "Invalid email address. Please re-enter.",
        "You agree to receive occasional updates and special offers for The Norford Daily's products.",
        "View all Norford Daily newsletters.",
        "We may earn a commission from links on this page.",
        "Never miss a story — sign up for Norford's free daily newsletter to stay up-to-date.",
        "* I understand and agree that registration on or use of this site constitutes agreement.",
        "For the latest news, weather and sports, head to norford.example.",
        "[SIGN UP: Norford Daily Headlines Newsletter]",
        "Be the first to get Breaking News",
        "Low Water is a reader-supported publication. To receive new posts, subscribe.",
        "Install the Norford News app for free",
        "Save up to $200 when you register today.",
        "The latest on tech, science and more: Get our newsletters!",
        "Sign up for our newsletter",
        "Sign up to our daily newsletter for more stories like this",
        "Subscribe to our newsletter",
        "Get the best of the Herald straight to your inbox",
        "Enter your email address",
        "Follow us on Facebook and Instagram",
        "Already a subscriber? Log in",
        "Download our free app",
    ],
    "share-bar": [
        "Del artikkel",
        "Remove from saved",
        "Is this page useful?",
        "Comments (31 New)",
        "Show Conversation (45)",
        "To plant trees or send flowers in memory of Ada Ost, please visit our store.",
        "फॉलो करें",
        "字号：A+ A A-",
        "Udostępnij",
        "Bagikan artikel ini",
        "Chia sẻ",
        "A- A+",
        "★★★★★ 41 ratings",
        "close panel",
        "SAVED STORIES",
        "All sharing options",
        "Buy Now",
        "Don't show me this message again",
        "Compartilhe esta notícia no WhatsApp",
        "Deel artikel:",
        "View comments (12)",
        "Suggest a Correction",
        "Reply",
        "Share Article via Facebook",
        "0 Comments / 0 New",
        "Ver 14 comentarios",
        "Lien copié",
        "Share",
        "Share this article",
        "Facebook Twitter WhatsApp Email",
        "Tweet",
        "3 comments",
        "1,204 shares",
        "Share on Facebook",
        "Share or comment on this article",
        "Leave a comment",
        "Copy link",
        "Sorry we are not currently accepting comments on this article.",
    ],
    "cookies": [
        "Accept all",
        "We use cookies to improve your visit",
        "Accept all cookies",
        "Cookie policy",
        "Privacy policy",
    ],
    "rights-line": [
        "Accuracy and availability of NPX transcripts may vary. The authoritative record is the audio record.",
        "Norford transcripts are created on a rush deadline and may not be final.",
        "Our Standards: The Wordmill Trust Principles.",
        "Hier können Sie die Rechte an diesem Artikel erwerben.",
        "From Wikinews, the free news source you can write!",
        "License this content",
        "Why you can trust the Gazette",
        "The views expressed in this article are the author's own and not those of the Gazette.",
        "Conforme a los criterios de The Trust Project",
        "© 2020 Coast Media",
        "All rights reserved.",
        "Copyright 2021 Coast Media. All rights reserved.",
    ],
    "gallery-count": ["50 vídeos", "1 of 4", "Slide 3 of 12", "See the full gallery", "12 photos"],
    "picture-placeholder": [
        "[Gambas:Video 20detik]",
        "Items.[0].imageAlt",
        "goat on roof.jpg",
        "Bildbeschreibung einblenden",
        "Zoom In Icon",
        "Arrows pointing outwards",
        "Image not available",
        "Enlarge this image",
        "IMG_2044.jpg",
        "Open image in gallery",
    ],
    "reading-time": ["1 min czytania", "3 menit baca", "4 min read", "Reading time: 5 minutes"],
}
AT_THE_EDGE = {
    "share-word": ["メール", "印刷", "حفظ", "مشاركة", "공유", "Facebook", "Print", "Comments"],
    "site-menu": [
        "My account | Newsletters",
        "Login | Register",
        "होम",
        "Home",
        "Menu",
        "Search",
        "Sport",
        "Back to top",
        "Filed under brooklyn roosters 6/8/24",
    ],
    "relative-time": ["1 hour ago", "Updated 3 hours ago", "2 days ago"],
    "bare-number": ["3", "(12)", "•"],
}
TRUE_SENTENCES = [
    "When you buy a house, links between agent and seller can add to the commission.",
    "$15 buy at the door",
    "The article appeared in the Sunday edition and drew four hundred letters.",
    "The piece appeared in the first issue of the magazine in 1952.",
    "A version of this story was published in 1911 by the Gazette, and the village believed it.",
    "Published weekly, the Gazette sells 3,000 copies of its print edition in six towns.",
    "Recibe cada mañana el boletín meteorológico y lo cuelga en la puerta.",
    "– Tips oss hvis du har sett mannen, sier politiet.",
    "Follow the Facebook page of the rescue team for news of the missing.",
    "تم التحديث في المصنع بعد عام من التوقف",
    "When you buy a boat, the chain comes with it.",
    "Want of wind kept the mill from turning.",
    "Accuracy matters more than speed.",
    "Recibe la villa cada noviembre a mil pescadores.",
    "Tips om ostron gav stigfinnaren en ny hamn.",
    "Hei der, ropte fiskeren, men ingen svarte.",
    "Tu casa es mi casa, dice la alcaldesa.",
    "The article appeared in the papers of three towns.",
    "Is this the page that she tore out?",
    "To send flowers by boat costs nothing, the florist says.",
    "Maybe so",
    "Maybe.",
    "Reklama zmieniła wszystko, mówi burmistrz.",
    "Catch the latest ferry and you will miss the news.",
    "Continua a chover na serra, disse o padre.",
    "Was this the face that launched a thousand boats?",
    "Items of silver were found under the floor.",
    "Advertising revenue fell by a third.",
    "Advertisement is an old word for a warning.",
    "Story continues to be the word that he uses for news.",
    "Read more books, the librarian told the children.",
    "More than ever",
    "Share prices fell on Monday after the news from the port.",
    "Share and share alike was the rule of the house, she said.",
    "Sign up was slow, he said.",
    "Subscribe to the paper and you will be happy, she told him.",
    "Get the bread out of the oven and into the box, he said.",
    "Follow the river to the sea and turn left.",
    "Copyright law is changing fast in Europe",
    "We use cookies instead of bread when the baker is ill, she said.",
    "Watch out for ice on the bridge.",
    "Click beetles were found in the loft.",
    "One of four houses burned down.",
    "A video of the talk was shown to the court.",
    "Print is not dead, the editor wrote.",
    "4/5",
    "Line dancing is back",
    "Home is where the boat is",
    "Comments by the minister caused a stir.",
    "Image is everything in this trade, says the tailor.",
    "<b> is the mark for bold type.",
]

_CASES = [(rule, text) for rule, texts in NOISE.items() for text in texts]
_EDGES = [(rule, text) for rule, texts in AT_THE_EDGE.items() for text in texts]


@pytest.mark.parametrize(("rule", "text"), _CASES)
def test_noise_is_dropped_from_the_middle_of_a_story_with_its_rule(rule: str, text: str) -> None:
    lines = [*PROSE[:3], text, *PROSE[3:]]
    result = cleaned("\n\n".join(lines))
    assert paragraphs(result) == PROSE
    assert [
        (note.rule, note.line, note.text)
        for note in result.notes
        if note.rule != "proposed-headline"
    ] == [(rule, 7, text)]


@pytest.mark.parametrize(("rule", "text"), _EDGES)
def test_some_lines_are_noise_only_at_the_edges_of_a_page(rule: str, text: str) -> None:
    assert noise(text) is None
    found = noise(text, edge=True)
    assert found is not None
    assert found.name == rule
    middle = cleaned("\n\n".join([*PROSE, text, *PROSE[::-1]]))
    assert rule not in rules(middle)


@pytest.mark.parametrize("text", TRUE_SENTENCES)
def test_a_true_line_that_resembles_noise_stays(text: str) -> None:
    assert noise(text) is None
    assert noise(text, edge=True) is None
    result = cleaned("\n\n".join([*PROSE[:3], text, *PROSE[3:]]))
    assert text in [words for _, words in outline(result)]


def test_every_rule_has_a_name_of_its_own_and_a_reason_that_is_a_sentence() -> None:
    assert len(RULE) == len(RULES)
    assert all(rule.reason[0].isupper() and rule.reason.endswith(".") for rule in RULES)
    assert all(rule.name == rule.name.lower().replace(" ", "-") for rule in RULES)


def test_every_noise_rule_has_examples_here() -> None:
    with_pattern = {rule.name for rule in RULES if rule.pattern and rule.where != "beside"}
    assert with_pattern == set(NOISE) | set(AT_THE_EDGE)


def test_a_long_line_is_never_noise() -> None:
    assert noise("Advertisement " * 40) is None


def test_the_readme_lists_every_rule_with_what_it_does_and_why() -> None:
    readme = (Path(__file__).parents[2] / "articles" / "ingest" / "README.md").read_text(
        encoding="utf-8"
    )
    for rule in RULES:
        row = next(
            (line for line in readme.splitlines() if line.startswith(f"| `{rule.name}` |")), ""
        )
        assert row.split(" | ")[1] == rule.action, (
            f"add a row for {rule.name} to the table of rules"
        )
        assert row.endswith(f"| {rule.reason} |")


def test_players_with_their_marks_are_no_topics() -> None:
    marks = "LEE PADMORE 7, SAM TIGHE 7, CHRIS BOLD 8, OMAR DIN 8"
    result = cleaned("\n\n".join([*PROSE, marks]))
    assert result.topics == []
    assert "topics-line" not in rules(result)


def test_a_listing_of_programs_is_no_live_report() -> None:
    listing = ["7.30pm", "The One Pot", "8pm", "Harbor Lives", "9pm", "The Drowned Town"]
    assert "live-time" not in rules(cleaned("\n\n".join([*PROSE[:2], *listing])))
    minutes = ["9.04am", PROSE[3], "9.20am", PROSE[4], "11.15am", PROSE[5]]
    assert rules(cleaned("\n\n".join([*PROSE[:3], *minutes]))).count("live-time") == 3


def test_words_that_a_speaker_repeats_are_no_caption() -> None:
    said = (
        "'Never again will I go there. Never again will I go there,' she said. La la la, la la la."
    )
    assert outline(cleaned("\n\n".join([*PROSE, said])))[-1] == ["paragraph", said]


@pytest.mark.parametrize(
    ("below", "topics"),
    [
        (["March 3, 2019", "Harbors", "Plum cake"], ["Harbors", "Plum cake"]),
        (["Harbors", "3 March 2019", "Plum cake"], ["Harbors", "Plum cake"]),
        (["Harbors", "Winter 1704"], ["Harbors", "Winter 1704"]),
        (["Harbors, Plum cake, Ledgers"], ["Harbors", "Plum cake", "Ledgers"]),
    ],
)
def test_the_day_in_a_list_of_topics_is_none_and_does_not_end_it(
    below: list[str], topics: list[str]
) -> None:
    result = cleaned("\n\n".join([*PROSE, "Categories:", *below]))
    assert result.topics == topics
    assert len(paragraphs(result)) == len(PROSE)
