"""Markup in the shapes that pages, text editors and word processors write, and its blocks.

A block is (type, words, attributes that say something, what stands inside), empty parts left out;
*strong*, _emphasis_ and ~links~ are marked in the words.
"""

from __future__ import annotations

from typing import Any

READ: dict[str, tuple[str, list[Any]]] = {
    "marks": (
        "<p>Plain <b>bold <i>both</i></b> <em>slanted</em> <u>lined</u></p>",
        [("paragraph", "Plain *bold *_*both*_ _slanted_ lined")],
    ),
    "loose text": (
        "one<div>two<p>three</p>four</div>five",
        [("paragraph", word) for word in ("one", "two", "three", "four", "five")],
    ),
    "white space": (
        "<p>\n  a\n  <b> b</b> c&nbsp;</p><p>&nbsp;</p><p>\u200b</p>",
        [("paragraph", "a *b* c")],
    ),
    "breaks": (
        "<p>a<br>b<br/><br/>c<br></p>",
        [("paragraph", "a\nb"), ("paragraph", "c")],
    ),
    "headings": (
        "<h1>A</h1><h2><b>B</b></h2><h3>C <b>d</b></h3><h4>E</h4><h6>F</h6>",
        [
            ("heading", "A", {"level": 2}),
            ("heading", "B", {"level": 2}),
            ("heading", "C *d*", {"level": 3}),
            ("heading", "E", {"level": 4}),
            ("heading", "F", {"level": 4}),
        ],
    ),
    "a heading too long to be one": (
        f"<h2>{'long ' * 100}</h2>",
        [("paragraph", ("long " * 100).strip())],
    ),
    "lists": (
        "<ul><li>a<ol start=3><li>b</ol><li><p>c</p><p>d</p></ul>",
        [
            (
                "bullet_list",
                [
                    (
                        "list_item",
                        [
                            ("paragraph", "a"),
                            ("ordered_list", {"start": 3}, [("list_item", [("paragraph", "b")])]),
                        ],
                    ),
                    ("list_item", [("paragraph", "c"), ("paragraph", "d")]),
                ],
            )
        ],
    ),
    "a figure in a list follows it": (
        "<ul><li>a<img src='/a.jpg'></li></ul>b",
        [
            ("bullet_list", [("list_item", [("paragraph", "a")])]),
            ("figure", {"source_url": "/a.jpg"}),
            ("paragraph", "b"),
        ],
    ),
    "a quotation": (
        "<blockquote><p>a</p><h2>b</h2><ul><li>c</ul><footer>— <cite>Ada</cite></footer></blockquote>",
        [
            (
                "quotation",
                {"attribution": "Ada"},
                [("paragraph", "a"), ("paragraph", "b"), ("paragraph", "c")],
            )
        ],
    ),
    "a quotation in a figure": (
        "<figure><blockquote>a</blockquote><figcaption>Ada</figcaption></figure>",
        [("quotation", {"attribution": "Ada"}, [("paragraph", "a")])],
    ),
    "a pull quote": (
        "<figure class='wp-block-pullquote'><blockquote><p>a</p><cite>Ada</cite></blockquote></figure>",
        [("pull_quote", "a", {"attribution": "Ada"})],
    ),
    "a box in a quotation that says whose it is": (
        '<blockquote><p>a</p><div class="c-quote__author">Ada</div></blockquote>'
        '<div class="attribution">b</div>',
        [("quotation", {"attribution": "Ada"}, [("paragraph", "a")]), ("paragraph", "b")],
    ),
    "a box called a pull quote": (
        '<div class="pull-quote left"><blockquote><p>a</p><p class="cite">Ada</p></blockquote></div>',
        [("pull_quote", "a", {"attribution": "Ada"})],
    ),
    "a figure": (
        "<figure><a href='/big'><img src='/a.jpg' alt='Alt'></a><figcaption>Said <b>so</b>. "
        "<span class='photo-credit'>Jo/Wire</span></figcaption></figure>",
        [
            (
                "figure",
                {"caption": "Said so.", "alt": "Alt", "credit": "Jo/Wire", "source_url": "/a.jpg"},
            )
        ],
    ),
    "a picture that names its owner": (
        '<p>One.</p><img src="a.jpg" data-portal-copyright="Una Holt"><img src="b.jpg" data-credit="Bo Ash">',
        [
            ("paragraph", "One."),
            ("figure", {"credit": "Una Holt", "source_url": "a.jpg"}),
            ("figure", {"credit": "Bo Ash", "source_url": "b.jpg"}),
        ],
    ),
    "a caption of an older editor": (
        "<div class='wp-caption alignleft'><img src='data:image/gif;base64,R0' "
        "data-src='https://example.org/a.jpg'><p class='wp-caption-text'>Said</p></div>",
        [("figure", {"caption": "Said", "source_url": "https://example.org/a.jpg"})],
    ),
    "a gallery": (
        "<figure><figure><img src='1.jpg'><figcaption>one</figcaption></figure>"
        "<figure><img src='2.jpg'></figure><figcaption>both</figcaption></figure>",
        [
            ("figure", {"caption": "one", "source_url": "1.jpg"}),
            ("figure", {"caption": "both", "source_url": "2.jpg"}),
        ],
    ),
    "the widest picture of a set": (
        "<img srcset='/a.jpg 480w, /b.jpg 1200w, /c.jpg 800w' alt='x'>",
        [("figure", {"alt": "x", "source_url": "/b.jpg"})],
    ),
    "the widest of a set that holds the plain address": (
        "<img src='/a.jpg' srcset='/a.jpg 300w, /b.jpg 900w'>"
        "<img src='https://x.example/c.jpg' srcset='https://x.example/c.jpg 1x,https://x.example/d.jpg 2x'>"
        "<img src='/e.jpg' srcset='/f.jpg 1600w'><img src='/g.jpg' srcset='/h.jpg 424w'>"
        "<img data-src='/i.jpg' src='/w.gif' srcset='/w.gif 1w'>",
        [
            ("figure", {"source_url": "/b.jpg"}),
            ("figure", {"source_url": "https://x.example/d.jpg"}),
            ("figure", {"source_url": "/f.jpg"}),
            ("figure", {"source_url": "/g.jpg"}),
            ("figure", {"source_url": "/i.jpg"}),
        ],
    ),
    "a picture in the middle of a text": (
        "<p>a <img src='/i.jpg'> b</p>",
        [("paragraph", "a b"), ("figure", {"source_url": "/i.jpg"})],
    ),
    "a picture that a script would load": (
        "<img src='data:image/gif;base64,R0' alt='x'><noscript><img src='/a.jpg'></noscript>"
        "<img data-src='/b.jpg' src='/w.gif'><noscript><img src='/b.jpg'></noscript>",
        [("figure", {"alt": "x", "source_url": "/a.jpg"}), ("figure", {"source_url": "/b.jpg"})],
    ),
    "an emoji": ("<p>Hi <img class='emoji' src='/e.png' alt='🙂'></p>", [("paragraph", "Hi 🙂")]),
    "a player": (
        "<p>a</p><iframe src='https://www.youtube-nocookie.com/embed/abcdefghijk?rel=0' "
        "title='Film'>no frames</iframe>",
        [
            ("paragraph", "a"),
            ("embed", {"provider": "youtube", "key": "abcdefghijk", "title": "Film"}),
        ],
    ),
    "an address on its own line": (
        "<figure class='wp-block-embed'><div>https://vimeo.com/123456</div>"
        "<figcaption>Film</figcaption></figure>",
        [("embed", {"provider": "vimeo", "key": "123456", "title": "Film"})],
    ),
    "a post": (
        "<blockquote class='twitter-tweet'><p>Tea</p>— Ada "
        "<a href='https://twitter.com/ada/status/1234?ref=x'>May 1</a></blockquote>",
        [("embed", {"provider": "x", "key": "1234", "title": "Tea — Ada May 1"})],
    ),
    "a fact box": (
        "<aside><h3>Tea</h3><ul><li>a</ul></aside><aside>b</aside>",
        [
            (
                "fact_box",
                {"heading": "Tea"},
                [("bullet_list", [("list_item", [("paragraph", "a")])])],
            ),
            ("paragraph", "b"),
        ],
    ),
    "a table": (
        "<table><tr><th>A<th>B<tr><td>1<td><p>2</p><tr><td><p>c</p><p>d</p></table>",
        [
            (
                "table",
                {"head_row": True},
                [
                    ("table_row", [("table_cell", "A"), ("table_cell", "B")]),
                    ("table_row", [("table_cell", "1"), ("table_cell", "2")]),
                    ("table_row", [("table_cell", "c\nd"), ("table_cell",)]),
                ],
            ),
        ],
    ),
    "preformatted text": ("<pre>a\n b\n\nc</pre>", [("paragraph", "a\nb"), ("paragraph", "c")]),
    "small figures": (
        "<p>H<sub>2</sub>O, m<sup>2</sup>, 4<sup>th</sup></p>",
        [("paragraph", "H₂O, m², 4th")],
    ),
    "a rule": ("a<hr>b", [("paragraph", "a"), ("rule",), ("paragraph", "b")]),
    "links": (
        "<p><a href='/a'>a</a> <a href='x.html'>b</a> <a href='#c'>c</a> <a href='javascript:d'>d</a></p>",
        [("paragraph", "~a~ b c d")],
    ),
    "a page": (
        "<!doctype html><html><head><title>T</title><style>p{}</style></head><body><!-- c -->"
        "<p>a</p><script>b</script></body></html>",
        [("paragraph", "a")],
    ),
    "a paste from Google Docs": (
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-0">'
        '<p dir="ltr"><span style="font-weight:400;">a </span><span style="font-weight:700;'
        'font-style:italic">b</span> <a href="https://www.google.com/url?q=https://example.org/'
        '&amp;sa=D">c</a></p><ul><li dir="ltr"><p role="presentation"><span>d</span></p></li>'
        "<ul><li><p>e</p></li></ul></ul></b>",
        [
            ("paragraph", "a _*b*_ ~c~"),
            (
                "bullet_list",
                [
                    (
                        "list_item",
                        [
                            ("paragraph", "d"),
                            ("bullet_list", [("list_item", [("paragraph", "e")])]),
                        ],
                    )
                ],
            ),
        ],
    ),
    "bold and slanted words from Word": (
        "<p class=MsoNormal>a <b style='mso-bidi-font-weight:normal'>b</b> <i style='mso-bidi-"
        "font-style:normal'>c</i> <span style='mso-bidi-font-weight:bold'>d</span></p>",
        [("paragraph", "a *b* _c_ d")],
    ),
    "a paste from Word": (
        "<p class=MsoNormal>a<o:p></o:p></p>"
        "<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
        "<span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>b</p>"
        "<p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'>"
        "<span style='mso-list:Ignore'>·</span>c</p><p class=MsoNormal>d</p>",
        [
            ("paragraph", "a"),
            (
                "ordered_list",
                {"start": 1},
                [
                    (
                        "list_item",
                        [
                            ("paragraph", "b"),
                            ("bullet_list", [("list_item", [("paragraph", "c")])]),
                        ],
                    )
                ],
            ),
            ("paragraph", "d"),
        ],
    ),
    "a footnote and a comment in Word": (
        "<p class=MsoNormal>We <a style='mso-comment-reference:A_1'>go</a><span class=MsoCommentReference>"
        "<![if !supportAnnotations]><a class=msocomanchor href='#_msocom_1' name='_msoanchor_1'>[A1]</a>"
        "<![endif]><span style='mso-special-character:comment'>&nbsp;</span></span> north<a href='#_ftn1'"
        " name='_ftnref1' style='mso-footnote-id:ftn1'><span class=MsoFootnoteReference><![if !supportFootnotes]>"
        "[1]<![endif]></span></a>.</p><div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all>"
        "<hr align=left size=1 width='33%'><![endif]><div style='mso-element:footnote' id=ftn1>"
        "<p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1'><span class=MsoFootnoteReference>[1]"
        "</span></a> Since 1990.</p></div></div><div style='mso-element:comment-list'><hr class=msocomoff>"
        "<div style='mso-element:comment'><p class=MsoCommentText>Who says so?</p></div></div>",
        [("paragraph", "We go north."), ("paragraph", "Since 1990.")],
    ),
    "footnotes of Google Docs and a wiki": (
        "<p>We go.<sup><a href='#ftnt1' id='ftnt_ref1'>[1]</a></sup> Then<sup id=cite_ref-x>"
        "<a href='#cite_note-x'>[2]</a></sup> home<sup><a href='#f1'>1</a></sup>.</p>",
        [("paragraph", "We go. Then home¹.")],
    ),
    "a picture on the disk of who copied it": (
        "<img src='file:///C:/Users/ana/Temp/clip%20001.png'>",
        [("figure", {"source_url": "clip 001.png"})],
    ),
    "a caption in Word": (
        "<p class=MsoNormal><img src='file:///C:/clip1.png'></p><p class=MsoCaption>The <i>quay</i>.</p>"
        "<p class=MsoCaption>Nobody’s.</p><p class=MsoNormal>a</p>",
        [
            ("figure", {"caption": "The quay.", "source_url": "clip1.png"}),
            ("paragraph", "Nobody’s."),
            ("paragraph", "a"),
        ],
    ),
    "nothing": (" \n ", []),
    "lists of Word that change their kind": (
        "".join(
            f"<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'>"
            f"<span style='mso-list:Ignore'>{marker}</span>{words}</p>"
            for level, marker, words in [
                (1, "·", "a"),
                (2, "·", "b"),
                (1, "·", "c"),
                (1, "1.", "d"),
                (3, "2.", "e"),
            ]
        ),
        [
            (
                "bullet_list",
                [
                    (
                        "list_item",
                        [
                            ("paragraph", "a"),
                            ("bullet_list", [("list_item", [("paragraph", "b")])]),
                        ],
                    ),
                    ("list_item", [("paragraph", "c")]),
                ],
            ),
            (
                "ordered_list",
                {"start": 1},
                [
                    (
                        "list_item",
                        [
                            ("paragraph", "d"),
                            ("ordered_list", {"start": 1}, [("list_item", [("paragraph", "e")])]),
                        ],
                    )
                ],
            ),
        ],
    ),
    "a list of Word in a quotation": (
        "<blockquote><p class=MsoListParagraph>a</p></blockquote>",
        [("quotation", [("paragraph", "a")])],
    ),
    "a quotation with its author after a break": (
        "<blockquote><p>a<br><cite>Ada</cite></p></blockquote>",
        [("quotation", {"attribution": "Ada"}, [("paragraph", "a")])],
    ),
    "a quotation with a title in its text": (
        "<blockquote><p>In <cite>Tea</cite> she says</p></blockquote>",
        [("quotation", [("paragraph", "In _Tea_ she says")])],
    ),
    "a quotation in a quotation": (
        "<blockquote>a<blockquote>b</blockquote></blockquote>",
        [("quotation", [("paragraph", "a"), ("paragraph", "b")])],
    ),
    "an attribution too long to be one": (
        f"<blockquote>a<footer>{'b' * 301}</footer></blockquote>",
        [("quotation", [("paragraph", "a"), ("paragraph", "b" * 301)])],
    ),
    "a post of Bluesky": (
        "<blockquote class='bluesky-embed' data-bluesky-uri='at://did:plc:abcdefghijklmnopqrstuvwx"
        "/app.bsky.feed.post/3kabcdefgh2'><p>Tea</p></blockquote>",
        [
            (
                "embed",
                {
                    "provider": "bluesky",
                    "key": "did:plc:abcdefghijklmnopqrstuvwx/3kabcdefgh2",
                    "title": "Tea",
                },
            )
        ],
    ),
    "a post that no link names": (
        "<blockquote class='twitter-tweet'><p>Tea</p></blockquote>",
        [("quotation", [("paragraph", "Tea")])],
    ),
    "an old player": (
        "<object data='x.swf'><param name=movie value=x><embed "
        "src='http://www.youtube.com/v/abcdefghijk&hl=en'></object>",
        [("embed", {"provider": "youtube", "key": "abcdefghijk"})],
    ),
    "a player of a text editor": (
        "<figure class=media><oembed url='https://vimeo.com/123456'></oembed></figure>",
        [("embed", {"provider": "vimeo", "key": "123456"})],
    ),
    "an embed as it is drawn here": (
        "<div data-provider=youtube data-key=abcdefghijk data-title=Film><p><a href='/x'>y</a></p>"
        "</div><div data-provider=none data-key=x>z</div>",
        [
            ("embed", {"provider": "youtube", "key": "abcdefghijk", "title": "Film"}),
            ("paragraph", "z"),
        ],
    ),
    "quotation marks and rubies": (
        "<p><q>a</q> <ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>",
        [("paragraph", "“a” 漢(kan)")],
    ),
}
