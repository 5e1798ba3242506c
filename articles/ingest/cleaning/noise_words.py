"""The first words of lines of noise; every pattern of `noise` begins with one of them."""

from __future__ import annotations

from typing import Final

FIRST_WORDS: Final = frozenset(
    "ie accuracy want price our products "
    "materials cite mla apa arrow verified social multiple plus jump while paid popular key "
    "attachment attachments did made rate review submit tried audio "
    "is yes transcripts send order plant guest guestbook visits to featured find our listen originally "
    "if you please this editor lee suscríbete icon continued peer explore video feedback embed looking no see "
    "the jump get aa end follow text sold splurge snap sponsor loading saved alerts turn never when go tags "
    "visit access before something today yesterday don removed democracy bookmark close i buy invalid "
    "slideshow loaded previous play pause skip mute some enter compartilhe deel veja ascolta hör hier så svt "
    "desc bildbeschreibung nos suggest from thank reply a about accept appeared call shop zoom arrows arrow "
    "down license licence why install register book apply haben conversations ver copier lien conforme saber "
    "passer account ad add ads advert advertentie advertisement advertisements advertising adverts all allow "
    "already an annons anzeige article articles autoplay back be bluesky breaking business by c click comment "
    "comments connect contact continue continues cookie copy copyright created culture daily decline discover "
    "download e email enlarge estimated expand facebook file filed flipboard free full galleries gallery "
    "google got have help hide home hover image images img instagram join just keep last latest lazyload "
    "learn leave lifestyle like likes line link linked linkedin live load log main manage mastodon media "
    "member menu messenger min modified more most news newsletter newsletters next now one open opinion over "
    "mailto was report opens actions items check current page paid photo photos picture pictures pin "
    "pinterest placeholder post posted prev print privacy promoted publicidad publicidade publicité "
    "published pubblicità "
    "read reading receive reddit reject reklama reklame related replay save scroll search share shares show "
    "sign signing slide slides sms snapchat sorry sponsored sport sports stock story subscribe subscriber tag "
    "tap telegram terms thanks threads three tiktok toggle top topic topics trending try tumblr tweet twitter "
    "two updated videos view views watch we weather weekly werbung whatsapp x your youtube ajouter partager "
    "teilen merken temps lesezeit contribuer after purchase réutiliser compartir condividi delen dela "
    "supported give gift reuse except fullscreen want do list let tell what heard new newyou réservé réservée "
    "la nur exklusiv contenido unlock artikel lesedauer tiempo tempo lecture ap subscribers transcript stay "
    "kindly si se rellena il cet jetzt weiterlesen opinions heute gestern vandaag gisteren igår idag maandag "
    "dinsdag woensdag donderdag vrijdag zaterdag zondag vimeo vergrößern s’inscrire s aest footer fullstory "
    "ends enviar añadir copiar ir auf per diesen drucken zur envoyer kommentar kommentare commentaire "
    "commentaires comentarios for following riproduzione tous todos alle head headshot on "
    "catch content current del hören login my other remove track".split()
)
"""The first words that a line of noise can have: every other line is let through at once."""
LONG_NOISE: Final = (
    (
        "We use your sign-up to provide content in ways",
        "When you subscribe we will use the information you provide",
        "The Times is committed to publishing a diversity of letters",
    ),
    "newsletter",
)
"""How boxes begin whose words are longer than those of any other line of noise, and their rule."""
