"""The first words of lines of noise; every pattern of clean_noise begins with one of them."""

from __future__ import annotations

from typing import Final

FIRST_WORDS: Final = frozenset(
    "if you please this editor lee suscríbete icon continued peer explore video feedback embed looking no see the "
    "jump get aa end follow text sold get splurge snap sponsor loading saved alerts "
    "turn never when go tags visit access before something "
    "today yesterday don "
    "removed democracy bookmark close i buy please invalid "
    "slideshow loaded previous play "
    "pause skip mute some enter compartilhe deel veja ascolta hör hier så svt desc bildbeschreibung nos suggest "
    "from thank reply a about "
    "accept appeared call text shop zoom arrows arrow down license licence "
    "to why install register book apply haben conversations ver copier lien conforme saber passer account ad add "
    "ads advert advertentie advertisement advertisements advertising "
    "adverts all allow already an annons anzeige article articles autoplay back be bluesky bookmark "
    "breaking business by c click close comment comments connect contact continue continues cookie "
    "copy copyright created culture daily decline discover download e email enlarge enter estimated "
    "expand facebook file filed find flipboard follow free full galleries gallery get google got have "
    "help hide home hover i image images img instagram join just keep last latest lazyload learn "
    "leave lifestyle like likes line link linked linkedin live load loading log main manage mastodon "
    "media member menu messenger min modified more most news newsletter newsletters next no now one "
    "open opinion our over page paid photo photos picture pictures pin pinterest placeholder play "
    "please post posted prev previous print privacy promoted publicidad publicité published "
    "pubblicità read reading receive reddit register reject reklama reklame related replay report "
    "save scroll search see share shares show sign signing skip slide slides sms snapchat sorry "
    "sponsored sport sports stock story subscribe subscriber tag tags tap telegram terms thank thanks "
    "the this threads three tiktok toggle top topic topics trending try tumblr tweet twitter two "
    "updated video videos view views watch we weather weekly werbung whatsapp x you your youtube "
    "ajouter partager teilen merken temps lesezeit contribuer listen after when purchase réutiliser "
    "compartir condividi delen dela supported give gift reuse order except fullscreen want looking do "
    "list end let tell what heard new newyou réservé réservée la nur exklusiv contenido unlock "
    "artikel lesedauer tiempo tempo lecture ap subscribers transcript "
    "you stay kindly si se rellena "
    "il cet jetzt weiterlesen opinions heute gestern vandaag gisteren igår idag maandag dinsdag woensdag donderdag "
    "vrijdag zaterdag zondag vimeo icon vergrößern s’inscrire s aest footer fullstory ends "
    "enviar añadir copiar ir auf per diesen drucken zur envoyer kommentar kommentare commentaire commentaires "
    "comentarios for following riproduzione tous todos alle head headshot on ".split()
)
"""The first words that a line of noise can have: every other line is let through at once."""
