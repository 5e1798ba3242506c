"""Lines that are never copy, as patterns for whole lines in any case: (name, where, reason, pattern)."""

from __future__ import annotations

from typing import Final

from articles.ingest.cleaning.noise_of_pictures import NOISE_OF_PICTURES, Where

_NETWORK = (
    r"(?:facebook|twitter|x|whatsapp|linked ?in|pinterest|reddit|e-?mail|messenger|telegram|tumblr|"
    r"flipboard|instagram|you ?tube|google(?: news| ?\+)?|line|bluesky|threads|mastodon|sms|print|tiktok|"
    r"snapchat|mailto)"
)
_NETWORK = rf"(?:x \(formerly twitter\)|{_NETWORK})"
_SEP = r"[\s|,/•·&+-]*(?:(?:and|or|via)\s+)?"


NOISE: Final[tuple[tuple[str, Where, str, str], ...]] = (
    (
        "advertisement",
        "anywhere",
        "The label of an advertisement.",
        r"\W*(?:(?:if|when) you (?:buy|purchase|shop|click)\b.{0,90}\blinks?\b.{0,60}"
        r"\b(?:earns?|gets?|receives?|(?:be|is|are) paid)\b.{0,40}\b"
        r"(?:commissions?|compensation|percentage)\b.{0,120}|"
        r"price comparison from over .{3,40} stores worldwide|"
        r"[$£€] ?\d[\d,.]* (?-i:View|Buy|Shop|Check [Pp]rice|See)(?: it)? (?:at|on) (?-i:[A-Z]).{1,30}|"
        r"featured (?:weekly|local) ads?|"
        r"(?:this|our) (?:article|story|post|page|guide|site)s? "
        r"(?:contains?|includes?|may (?:contain|include)) affiliate links.{0,200}|"
        r"visit site|click to (?:visit|buy|shop)|shop now|(?:view|show|see) (?:more |all )?deals?|"
        r"shop (?:similar|the look)|sponsor message|advertisements?|advertising|adverts?|ad|ads by \w+|"
        r"sponsored(?: content| links?)?(?: by \w+)?|promoted|shop editors?[’']? picks|"
        r"paid (?:content|post)|supported by|anzeige|werbung|publicité|publicidade?|pubblicità|advertentie|annons|"
        r"passer la publicité|reklame|reklama|(?:video )?ad feedback)\W*(?:\(?(?:scroll|skip|continues?|"
        r"ends?)\b.{0,40})?",
    ),
    (
        "story-continues",
        "anywhere",
        "A label that leads past an advertisement.",
        r"\W*(?:\(?continued (?:on|from) page \w{1,4}\)?|"
        r"story continues|(?:the |this )?(?:story|article|report) continues?(?: \w+){0,2} (?:below|after|"
        r"under)\b.{0,40}|"
        r"continue(?:s)? (?:reading )?(?:below|after) (?:the |this )?(?:ad|advert|advertisement|"
        r"video|gallery)|"
        r"(?:article|post) continues? below|continue reading the main story|(?:skip|scroll past) (?:this )?(?:ad|"
        r"advertisement)\b.{0,30})\W*",
    ),
    (
        "broken-comment",
        "anywhere",
        "What is left of a comment in the page's markup.",
        r"<!\s*[-–—]{1,4}(?:.{0,160}?[-–—]{0,4}\s*>)?|<!|[-–—]{1,3}>",
    ),
    (
        "video-prompt",
        "anywhere",
        "It sends the reader to a video of the page.",
        r"\W*(?:your browser does(?: not|n[’']t) support (?:the |this |html5 ?)?(?:audio|video|iframes?|frames).{0,60}|"
        r"read full bio|listen to the (?:best|latest) (?:of|news|episodes?) [^.!?]{2,60}|"
        r"play (?:video|audio)|close thumbnail bar|"
        r".{0,90}\bcheck out what[’']s clicking on .{3,30}|please use .{3,20} browser for .{5,80}|"
        r"please (?:turn|switch) on javascript.{0,80}|(?:please |you need to )enable javascript.{0,100}|"
        r"video player is loading\.?|current time \d{1,2}:\d\d(?:\s*/ ?duration.{0,20})?|"
        r"the (?:code|url) has been copied to (?:your|the) clipboard\.?|"
        r"no media source (?:is )?currently available|0:00(?: \d{1,2}:\d\d(?::\d\d)?){1,3}(?: 0:00)?|embed|"
        r"loading(?:\.{3}|…)|videos by .{2,30}|"
        r"(?:slide|picture) ?show(?: ?\| ?\d{1,3} photos)?|loaded: [\d.]+%.{0,300}|(?:previous|play|pause|"
        r"skip|mute|current time)(?:[ /:\d-]*(?:previous|play|pause|skip|mute|unmute|current time|duration|time|"
        r"loaded|progress|fullscreen|need text|video quality|settings|captions|share|embed|exit|enter)){2,}.{0,200}|"
        r"veja (?:os |mais )?v[íi]deos.{0,60}|ascolta l[’']articolo|hör(?:en sie)? den artikel.{0,20}|"
        r"artikel (?:anhören|vorlesen)(?: ?\(.{1,20}\))?|"
        r"(?:click|tap) for more (?:trending|latest|breaking) news|listen to the latest songs.{0,60}|"
        r"scroll (?:down|up|below)\b(?: (?:for|to|and)\b.{0,60})?|(?:watch|see|view)(?: "
        r"the| this)? "
        r"(?:full )?videos?(?: (?:above|below|here|now))?|(?:play|watch) now|"
        r"(?:click|tap)(?: \w+){0,4} to (?:play|watch|see|view)\b.{0,40}|(?:video|replay|now) "
        r"playing|"
        r"(?:this|the) video (?:can ?not|cannot|is no longer) .{0,30}|media playback is .{0,50}|"
        r"listen to .{2,60} (?:on|wherever) .{0,40}\bpodcasts?\b.{0,30}|to view this video,? please .{5,160}|"
        r"video \d{1,2}:\d\d(?::\d\d)?|see more videos|(?:\d{1,2}[- ]min(?:ute)? )?listen|download|"
        r"transcript|heard on [A-ZÀ-Þ][\w &]{2,50}|(?:new)?you can now listen to .{3,40} articles!?|"
        r"\d{1,2}:\d\d\s*[-–—]\s*source: .{2,30}|"
        r"listen to this (?:article|story)\b(?:\W*\d{1,2}:\d\d)?(?: min)?(?: learn more)?|"
        r"\d{1,2}:\d\d\s*/\s*\d{1,2}:\d\d|loading the player\W*|autoplay|replay video)\W*",
    ),
    (
        "read-more",
        "anywhere",
        "It sends the reader to another page.",
        r"\W*(?:(?:see|read) (?:also|related|more):|related:|"
        r"popular on (?-i:[A-Z][\w.]+(?: [A-Z][\w.]+){0,2})|"
        r"go deeper|(?:read|see|find out|learn|view|show|load|discover)(?: \w+){0,1} more(?: here| "
        r"below)?|more|"
        r"continue reading|keep reading|read (?:the )?(?:full|whole|original|next|latest)(?: "
        r"(?:story|article|"
        r"report|post|version))?(?: here)?|(?:click|tap) here(?: (?:to|for) .{0,80})?|read next|"
        r"next up|(?:follow|find|see|read|more|visit)\b[^.!?:]{0,110}:? ?(?:at |on |here |via )*:? ?https?://\S+|"
        r"ap [\w ’'&-]{2,40}: ?https?://\S+(?:(?: and|,) https?://\S+)*|"
        r"view original content(?: (?:to download multimedia|with multimedia))?:.{5,140}|"
        r"read it here|full story|view (?:all|comments|gallery|(?:full|original) (?:story|"
        r"article))|"
        r"see (?:also|all)|see more on:? .{2,60}|expand|(?:show|see) less|(?:related )?read more on)\W*",
    ),
    (
        "newsletter",
        "anywhere",
        "It invites to a newsletter, a subscription or an app.",
        r"\W*(?:for (?:all )?(?:the )?latest news,? follow .{3,80}|"
        r"by providing an e-?mail address\b.{3,140}|sign up with your e-?mail(?: address)? to (?:receive|get) .{3,60}|"
        r"add .{2,30} on google|add (?:us |[\w ]{2,30} )?as (?:a |your )?preferred source.{0,30}|"
        r"find out what[’']s happening in .{3,80}\bupdates\b.{0,40}|"
        r"(?:(?:want|get|sign up for|see) [^?!]{5,110}[?!] )?(?:join (?:our|the)|follow our) "
        r".{0,40}\b(?:whatsapp|telegram|facebook|discord|viber) "
        r"(?:channel|group|community|page)\b.{0,60}|while you[’']re here: every .{5,230}|"
        r"stay up[ -]to[ -]date with (?:all )?the latest (?:news|headlines).{0,60}|"
        r"thanks for reading .{2,60}! .{0,30}\b(?:subscribe\b|free to share it).{0,140}|"
        r"click to get .{5,80} to your inbox|"
        r"to join our .{3,40} (?:community|group|channel),? (?:click|tap|visit) .{3,120}|"
        r"(?:stay|keep) (?:up[ -]to[ -]date|up) with .{3,80} by (?:joining|following|liking) "
        r"(?:us\b|our\b|@|(?-i:[A-Z])|the .{2,40}\b(?:page|group|channel|community)\b).{0,60}|"
        r"get your need-to-know .{5,120}|now signed up to receive .{3,60}|"
        r"keep up with all the latest .{5,120}\bby following .{2,40}|we have more newsletters|"
        r"invalid e-?mail ?something went wrong.{0,60}|something went wrong,? please try again.{0,20}|"
        r"was this (?:article |story |page )?helpful\?|thank you for your feedback\.?|report a typo|"
        r"(?:get|catch|check|track|follow)(?: all)?(?: the)? (?:current|latest|live|breaking) (?:updates|news)\b"
        r".{0,100}\b(?:news|headlines|updates)\b.{0,120}|"
        r"newsletter\s*\|.{3,160}|find .{3,40} on whatsapp\b.{0,80}|(?:our|"
        r"listen to our) .{3,40} podcast (?:is|comes) .{3,140}|"
        r"editor[’']s note: (?:sign up|subscribe|get|join)\b.{3,200}|"
        r"stay informed,? subscribe .{3,60}|by clicking (?:on )?the .{3,20} button,? you agree .{5,120}|"
        r"i would like to be e-?mailed about .{5,160}|lee sin límites|suscríbete (?:para|a|ahora)\b.{0,80}|"
        r"(?:more|our|other|free) newsletters?|s[’']inscrire|now you can read .{3,60}\be-?paper\b.{0,200}|"
        r"save (?:stories|articles) to read later.{0,60}|looking for something good\?.{5,230}|"
        r"[\w’' -]{2,40} is a nonprofit newsroom.{5,200}|"
        r"invalid e-?mail|we use your sign-?up to provide content in .{5,220}|"
        r"never miss (?:a|an) .{2,20}\bsign up .{3,180}|we may earn (?:a )?commissions? .{3,80}|"
        r"when you buy through (?:our )?links.{0,100}|"
        r"visit .{2,40}[’']s (?:homepage|website) for more (?:stories|news)\.?|"
        r"access your favorite topics in .{5,80}|before it[’']s here, it[’']s on .{3,40}|"
        r"\* ?i understand and agree that .{10,220}|be the first to know|get (?:the )?(?:latest|local|"
        r"breaking|more) .{0,60}(?:news|headlines).{0,40} (?:delivered|sent).{0,40}|"
        r"newsletter sign[ -]?ups?|"
        r"please verify you[’']re not a robot.{0,60}|(?:please )?(?:enter a valid|invalid) e-?mail address.{0,60}|"
        r"you must select a newsletter.{0,60}|you will receive (?:e-?mails|newsletters?) .{5,200}|"
        r"you agree to receive .{5,260}|(?:an|some) error (?:has )?occurred\. please try again.{0,30}|(?:view|"
        r"see) all .{2,60} newsletters\.?|you[’']re already subscribed.{0,80}|"
        r"by (?:signing up|subscribing|registering|submitting (?:your|this) .{3,30}),? "
        r"you (?:agree|acknowledge|consent) .{5,200}|"
        r"for the latest news\b.{3,80}(?:head to|visit|go to) \S+|\[(?:download|sign up|subscribe): .{5,140}\]|"
        r"(?:please )?(?:sign|signing) up\b(?: now| today| here| below)?(?: (?:for|to|"
        r"and)\b.{0,140})?|"
        r"(?:subscribe|register)(?: now| today| here)?(?: (?:to|for|via|now|and)\b.{0,140})?|"
        r"[\w’' -]{3,40} newsletter: (?:get|sign|a|the|your|all|receive)\b.{5,160}|"
        r"(?:get|receive|have) .{0,70}(?:newsletters?|(?:to|in|into|straight to|direct to) your "
        r"inbox"
        r"|delivered (?:to you|daily|weekly)).{0,60}|"
        r"(?:join|get|read|try) (?:our|the|this) .{0,40}newsletters?\b.{0,60}|"
        r"(?:our |the |free |daily |weekly )*newsletters?(?: sign-?up)?|your e-?mail(?: "
        r"address)?|enter your e-?mail.{0,60}|"
        r"[^.!?]{3,80}: (?:get|sign up for) our newsletters?|(?:skip past|after) newsletter promotion|"
        r"[\w ’'&-]{2,60} is (?:a )?(?:reader|listener|audience)[ -]supported(?: publication)?\b.{0,200}|"
        r"be the first to get .{3,60}|"
        r"(?:install|download|get) the [\w ]{2,30} app\b.{0,40}|(?:register|book|apply) now|"
        r"save (?:up to )?[$£€]\d[\d,.]*\b.{0,60}|"
        r"free (?:daily|weekly|monthly) (?:newsletter|e-?mail)|"
        r"(?:the |our )?[^.!?]{3,60} newsletter (?:provides|delivers|brings|rounds up|offers|has) [^.!?]{5,160}"
        r"\.(?: sign up here\.?)?|(?:want|looking for|get|read) [^?!]{5,140}[.?!] (?:sign|signing) up"
        r"(?: here| now| for .{3,80}| to .{3,80})?\.?|"
        r"thank(?:s| you) for (?:subscribing|signing up).{0,60}|download (?:our|the) "
        r".{0,40}app\b.{0,60}|"
        r"(?:already )?(?:a |have an? )?(?:subscriber|account|member)\? (?:log|sign) in.{0,30}|"
        r"(?:follow|like|find|join|connect with) (?:us|@\w+|(?:[\w&]+ ){0,4}[\w&]+) on (?:our |bbc sounds ?,? )?"
        + _NETWORK
        + r"(?:"
        + _SEP
        + _NETWORK
        + r")*.{0,120})\W*",
    ),
    (
        "print-note",
        "anywhere",
        "It says where the story stood in print.",
        r"\W*(?:appeared in the .{5,40}\bprint edition\b.{0,160}|"
        r"(?:a|this) version of this (?:article|story) (?:appears?|appeared|was published) in "
        r"(?=print\b|(?:the )?(?-i:[A-Z‘“])|the .{3,40}\b(?:issue|edition)\b).{5,300}|"
        r"(?:this (?:story|article|piece|review) (?:is|appears|appeared|was published)|the (?:story|article) appears)"
        r" in the .{0,60}\b(?:issue|edition)\b(?:,? (?:of|with|under|as|on|page)\b(?:(?! and )[^;]){0,110})?|"
        r"(?:first )?(?:published|(?:a version of )?this (?:article|story|piece) (?:appears|"
        r"appeared)(?: in print)?)\b(?:[^,]|, (?=\d{4}\b|print\b)){0,60}\b(?:print edition|print issue)\b.{0,160})\W*",
    ),
    (
        "paywall",
        "anywhere",
        "It asks the reader to pay or to sign in before reading on.",
        r"\W*(?:sign in to (?:unlock|access|save|read|continue|join)\b.{0,80}|you have been granted access.{0,60}|"
        r"access \d{1,3} free (?:stories|"
        r"articles)\b.{0,40}|"
        r"(?:cet )?article réservé (?:aux|à nos) abonnés|(?:la suite est )?réservée? (?:aux|à nos) abonnés|"
        r"il vous reste \d{1,3}(?:[.,]\d+)? ?% de cet article.{0,120}|nur für abonnenten|exklusiv für abonnenten|"
        r"(?:weiterlesen|jetzt weiterlesen) mit .{3,30}|contenido exclusivo para su[sb]scriptores|"
        r"(?:this )?(?:article|content|story) is (?:for|available to|exclusive to|reserved for) (?:our )?"
        r"subscribers(?: only)?|subscribers? only|for subscribers|subscribe to (?:read|continue|keep|unlock)\b.{0,60}|"
        r"unlock (?:this|the) (?:article|story)\b.{0,60}|"
        r"you[’']ve (?:reached|read) your .{0,40}(?:limit|articles?).{0,60})\W*",
    ),
    (
        "contact-prompt",
        "anywhere",
        "It asks readers to send in stories or tips.",
        r"\W*(?:get in touch by e-?mailing .{3,80}|get involved with the news|get in touch|"
        r"tell us (?:which|what) stor(?:y|ies) we should cover.{0,80}|"
        r"(?:send|submit) (?:us )?(?:your |a )?(?:news|stories|story|photos|letters?)(?: (?:&|and|or) (?:your )?"
        r"(?:news|stories|photos|pictures|videos|tips))?(?: to \S+@\S+)?|"
        r"we accept letters by .{5,160}|"
        r"do you have an opinion on the issues raised in this article\?.{0,400}|"
        r"(?:contact: ?)?\[?e-?mail.protected\]?|comments and questions to \S+@\S+|(?:do|"
        r"have) you [^?]{5,120}\? (?:send|share|e-?mail|contact|tell|"
        r"let) .{5,160}|help us investigate|"
        r"get in touch with our .{2,30}team\b.{0,120}|for more stories like this, .{5,80}|"
        r"(?:do you have|have you got|got) (?:a |an |any )?(?:\w+ )?(?:story|stories|news|tips?|news tip|"
        r"photos?|videos?|"
        r"comments?|views?|question)\b.{0,90}\?.{0,160}|we pay for (?:your )?(?:stories|videos|photos|pictures|tips)\b"
        r".{0,200}|(?:e-?mail|whatsapp|text|call)(?: us)?(?: (?:at|on))?:? [\w.+-]+@[\w-]+\.[\w.-]+|"
        r"haben sie (?:einen )?fehler (?:entdeckt|gefunden)\?.{0,160}|do you know (?:more|"
        r"anything) .{3,90}\? (?:e-?mail|contact|"
        r"get in touch|call|please) .{3,120})\W*",
    ),
    (
        "share-bar",
        "anywhere",
        "It belongs to the buttons that share a page.",
        r"\W*(?:facebook twitter e-?mail(?: link)?|(?:e-?mail|copy) this link|show key events only|"
        r"copy the link to this .{3,10}|(?:copy )?link (?:is )?copied|"
        r"(?:show|view|read|see) (?:all )?\d{1,5} comments?|"
        r"verified .{2,30} badge|" + _NETWORK + r" \(opens in (?:a )?new (?:window|tab)\)|"
        r"social links for .{3,50}|view author archive|get author rss feed|"
        r"thanks for contacting us\. we[’']ve received .{3,40}|originally published by:|share ?\d{1,4}|"
        r"multiple authors|open extended reactions|plus icon|jump to comments|"
        r"(?:[\u2600-\u27bf\U0001f300-\U0001faff\ufe0f\u200d]{1,4} ?[\d.,]{1,7}[km]? ?){2,8}|"
        r"(?:jump to|print|save|pin|rate|share|review)(?: this| the)? (?:recipe|video)|"
        r"(?:tried|made|did you make) this recipe\?.{0,120}|"
        r"add your comment(?: to this (?:story|article))?|"
        r"bookmark: .{5,120}|"
        r"if you (?:enjoyed|liked) (?:this|reading)\b.{0,120}\b(?:clap|follow|subscribe|share)\b.{0,120}|"
        r"video player close|explore xinhuanet|zur merkliste hinzufügen|x\.com|x \(formerly twitter\)|"
        r"share article|share options|\(?\d{1,6} (?:ratings?|reviews?|votes?)\)?|"
        r"click to copy|read later|a[-+]|story saved|"
        r"you can find this story in (?:my|your) .{5,120}|print (?:content|text only|with images .{3,30}|this page)|"
        r"print this page e-?mail a friend!?|e-?mail a friend!?|log ?in to (?:comment|save).{0,40}|"
        r"(?:kindly )?share this story:?|se adhiere a los criterios de|"
        r"si está interesado en licenciar este contenido.{0,30}|rellena tu nombre y apellido .{5,40}|"
        r"we have migrated to a new commenting platform.{0,200}|"
        r"feedback: use this form .{5,200}|see all key ideas|"
        r"share this article via \w+|follow us(?: on social media)?|end of article|\d{1,5} responses|aa|"
        r"saved stories|post a comment\.?|(?:turn on )?alerts|"
        r"something is loading|article bookmarked|find your bookmarks in .{5,100}|don[’']?t show me this message again|"
        r"gift (?:this )?article|removed? from (?:bookmarks|saved)|"
        r"close panel|share page|about sharing|all sharing options(?: for: .{3,200})?|buy (?:now|this photo)|"
        r"share this on \w+|"
        r"compartilhe esta not[íi]cia (?:no|na|por|via) .{2,20}|deel (?:dit )?artikel|del artikkel|"
        r"dela artikel(?:n)?|"
        r"thank|reply|"
        r"view comments \(\d+\)|scroll back up to restore default view|suggest a correction|show full article|"
        r"share(?: this(?: (?:story|article|post|page|video|with))?)?(?: (?:on|via|with|"
        r"to))?|tweet(?: this)?|"
        r"save articles to read later.{0,60}|"
        r"list (?:of \d+ items|\d+ of \d+)|end of list|pin it|copy(?: the)? link|"
        r"link copied\W*|(?:give|gift) this article|reuse this content|"
        r"\d{1,5} comments? / \d{1,5} new|conversations \(\d+\)|(?:ver )?\d{1,5} (?:comentarios|commentaires|"
        r"kommentare|commenti|reacties)|copier le lien|lien copié|view bio|"
        r"share article via "
        + _NETWORK
        + r"|compartir en "
        + _NETWORK
        + r"|enviar por (?:correo|e-?mail)|añadir comentario|copiar enlace|ir a (?:los )?"
        r"comentarios|auf "
        + _NETWORK
        + r" teilen|per e-?mail (?:teilen|versenden)|link kopieren|(?:diesen )?artikel "
        r"(?:merken|drucken|teilen)|drucken|zur startseite|partager sur "
        + _NETWORK
        + r"|envoyer par e-?mail|"
        r"ajouter un commentaire|condividi su "
        + _NETWORK
        + r"|kommentare?|commentaires?|comentarios|"
        r"(?-i:Follow(?: [A-Z][\w&]*){0,3}|Following)|join (?:our|the) commenting forum|"
        r"join thought-provoking conversations.{0,120}|"
        r"ajouter à vos sélections|partager|contribuer|réutiliser ce contenu|teilen|merken|compartir|"
        r"condividi|delen|dela|share full article|"
        r"(?:e-?mail|contact) the (?:editor|author|writer)|e-?mail to a friend|(?:e-?mail|print|save|bookmark|"
        r"like|comment on)(?: this)? (?:story|"
        r"article|post|page)(?:\s*[|•·]\s*(?:e-?mail|print|save|bookmark|share)(?: this)? (?:story|article|post|"
        r"page)){0,4}|"
        r"share or comment on this article.{0,120}|share (?:on|via|to|with) " + _NETWORK + r"|"
        r"(?:share|tweet|e-?mail|print|"
        + _NETWORK
        + r")(?:"
        + _SEP
        + r"(?:share|tweet|pin(?: it)?|comment|save|copy link|more|e-?mail|print|"
        + _NETWORK
        + r")){1,9}|"
        r"[\d,.]+k? ?(?:shares?|comments?|views?|likes?|retweets?)(?: "
        + _SEP
        + r"[\d,.]+k? ?(?:shares?|comments?|views?|likes?))*|"
        r"view comments|add (?:a )?comment|leave a (?:comment|reply)|be the first "
        r"to comment.{0,20}|"
        r"(?:sorry )?we are not currently accepting comments.{0,30}|comments (?:are|is) "
        r"closed.{0,20}|comments (?:have|must|should|need)\b.{0,20}\b(?:in english|moderat|respectful|civil).{0,200}|"
        r"(?:the )?[\w ’']{3,30} (?:values|welcomes) your comments.{0,200}|"
        r"comments? \(\d+ new\)|show conversation(?: \(\d+\))?|is (?:this|the) page useful\?|"
        r"(?:yes|no) this page is (?:not )?useful|report a problem with this page|"
        r"we want our comments to be .{5,200}|comments:? our rules|"
        r"(?:share|print) obituary:?|to (?:order|plant|"
        r"send) (?:an? )?(?:beautiful )?(?:memorial )?(?:trees?|flowers)\b.{3,200}|(?:send|"
        r"share) (?:flowers|(?:a )?memory)|"
        r"visits: [\d,]+|this site is protected by recaptcha\b.{0,160}|"
        r"please (?:abide by|review|read|follow) (?:our|the) comment(?:s|ing)? (?:policy|guidelines|rules).{0,80}|"
        r"wh(?:at|o|ere|en|y|ich)[^?]{3,90}\? (?:tell us|let us know|share .{3,30}|"
        r"have your say) .{0,20}in the comments.{0,20}|"
        r"what do you think\?.{0,80}\b(?:comments?|below)\b.{0,20}|"
        r"(?:let us know|tell us|share|have your say|join the conversation)\b.{0,40} in (?:the|our) comments\b.{0,30}|"
        r"(?:the )?comments? below (?:have|has) (?:not )?been moderated.{0,30}|no comments(?: "
        r"yet)?)\W*",
    ),
    (
        "share-word",
        "edge",
        "It belongs to the buttons that share a page.",
        r"\W*(?:"
        + _NETWORK
        + r"|snap|bookmark|arrow|text|guest ?book|comments?|print|save|shares?|likes?|views?)\W*",
    ),
    (
        "cookies",
        "anywhere",
        "It asks about cookies or privacy.",
        r"\W*(?:(?:we|this (?:site|website|page)|our (?:site|website)) uses? cookies\b.{0,160}|"
        r"(?:accept|allow) all|(?:accept|reject|manage|allow|decline)(?: all)?(?: cookies| preferences| settings)|"
        r"(?:cookie|privacy) (?:policy|settings|notice|preferences|statement|banner)|"
        r"privacy notice: newsletters may contain .{10,300}|"
        r"by (?:continuing|using|browsing|clicking)\b.{0,80}\bcookies?\b.{0,60}|terms (?:of "
        r"(?:use|service)|and conditions|& conditions)|"
        r"i (?:accept|agree)|got it)\W*",
    ),
    (
        "site-menu",
        "edge",
        "It belongs to the page's menus.",
        r"\W*(?:icon: .{2,40}|actions|paid|new|read in app|follow authors and never miss .{3,20}|"
        r"ie 11 is not supported\..{0,100}|mla|apa|key events|attachments?|"
        r"(?:jump|skip) (?:directly )?to (?:the )?(?:main )?content|"
        r"(?-i:TAGS [A-Z][A-Z ]{4,200})|"
        r"democracy dies in darkness|"
        r"skip to (?:main )?(?:content|navigation)|(?:main )?menu|home|search|close|back "
        r"to top|(?:log|sign) (?:in|out|up)|"
        r"subscribe|contact(?: us)?|about(?: us)?|help|loading|previous|next|prev|back|news|"
        r"sport|sports|"
        r"business|opinion|culture|lifestyle|weather|video|videos|photos?|gallery|galleries|live|"
        r"latest|"
        r"breaking news|top stories|trending|most (?:read|popular|viewed)(?: \w{2,20})?|tags?|topics?|filed "
        r"under|"
        r"(?:subscribe|log ?in|sign (?:in|up)|register|my account)(?:\s*[|•·/]\s*(?:subscribe|log ?in|"
        r"sign (?:in|up|out)|register|my account|newsletters?|e-?paper)){1,4}|"
        r"filed under [^.!?]{3,160}|"
        r"footer|feedback|terms (?:&|and) conditions\s*[|•·/].{2,80}|home\s?[>»›/]\s?.{2,200}|open in app|hide|show|"
        r"toggle .{0,20})\W*",
    ),
    (
        "rights-line",
        "anywhere",
        "It claims rights in the page or the copy.",
        r"\W*(?:story source:|materials provided by"
        r"(?: (?:(?-i:[A-Z]\S*)|of|the|for|and|at|in|on|de|&)){1,14}(?:\.? note: .{5,120})?|"
        r"cite this (?:page|article):?|"
        r"originally published (?:as|in|on|by|(?-i:[A-Z][a-z.]{2,8})(?= \d)) .{3,160}|"
        r"(?:\w+ )?transcripts are created on a rush deadline\b.{5,400}|"
        r"accuracy and availability of (?:\w+ )?transcripts may vary\b.{0,400}|"
        r"peer-reviewed publication|all contents? (?:©|\(c\)|copyright).{0,200}|"
        r"this service may include material from .{5,220}|aest = .{5,120}|"
        r"we (?:acknowledge|pay our respects to) .{5,140}\b(?:custodians|first (?:australians|nations|"
        r"peoples))\b.{0,120}|"
        r"hier können sie die rechte an diesem artikel erwerben|så arbetar vi|svt:s nyheter ska stå för.{5,120}|"
        r"(?:the )?(?:views|opinions) expressed (?:in this (?:article|column|piece|commentary|essay)|here|"
        r"by (?:the )?\w+) .{5,200}|"
        r"from wikinews, the free news source.{0,40}|"
        r"purchase licensing rights|why you can trust .{2,40}|conforme a los criterios de .{3,60}|saber más|"
        r"licen[cs]e this content|"
        r"when we learn of a mistake, we acknowledge it with a correction.{0,200}|"
        r"(?:the )?\w+(?: \w+){0,2} is not responsible for the content of external (?:web)?sites.{0,80}|"
        r"©? ?riproduzione riservata|©? ?tous droits réservés.{0,60}|©? ?todos los derechos reservados.{0,60}|"
        r"alle rechte vorbehalten.{0,60}|our standards:? the [\w ]{3,40}principles|"
        r"(?:except for the headline, )?this story has not been edited by .{5,160}|"
        r"(?:©|\(c\)|copyright(?:\W*(?:©|\(c\)|\d{4}|notice|by)|:)).{0,200}|copyright|all "
        r"rights reserved.{0,60}|"
        r"(?:this|the) material may not be (?:published|reproduced|broadcast|rewritten|"
        r"redistributed).{0,120})\W*",
    ),
    *NOISE_OF_PICTURES,
)
