"""The small print of newsletters, in English and beside it: lines that speak of the mail and not of the story."""

from __future__ import annotations

from typing import Final

MAIL: Final = (
    r"(?:view|read|see|open)(?: (?:this|the|it))?(?: e-?mail| newsletter| message| issue| post| web version)?"
    r"(?: as a web ?page| online| on the web| in (?:your|a|the)? ?(?:web )?browser)|view (?:the )?web version|"
    r"(?:(?:are you )?having )?(?:trouble|problems|difficulty) (?:viewing|reading|seeing|displaying) this "
    r"(?:e-?mail|message|newsletter).{0,80}|"
    r"(?:click here to )?unsubscribe(?: (?:here|now|at any time|from (?:this|these|our|all) .{2,60}))?|"
    r"(?:update|manage|change|edit) (?:your )?(?:e-?mail |newsletter |subscription )(?:preferences|settings)"
    r"(?:,? (?:or|and|\|) unsubscribe.{0,40})?|"
    r"(?:update|manage|change|edit) (?:your )?preferences,? (?:or|and|\|) unsubscribe.{0,40}|"
    r"you(?: are|[’']re)? (?:receiving this|(?:receiving|received|getting|got) this (?:e-?mail|message|newsletter))"
    r" (?:because|as|since|from .{2,80} because) .{3,160}|"
    r"(?:if you )?(?:no longer|do not|don[’']t) (?:wish|want) to (?:receive|get) (?:these|this|our|any) .{2,60}\?? "
    r"?(?:please |you can |click .{2,20} to )*unsubscribe.{0,60}|"
    r"you (?:can|may) (?:easily )?unsubscribe (?:at any ?time|whenever).{0,60}|"
    r"was this(?: e-?mail| newsletter| message)? forwarded to you\?.{0,80}|forward (?:this e-?mail )?to a friend|"
    r"this (?:e-?mail|newsletter|message) was sent to (?:\S+@\S+|you\b|your\b|[\[{(*]).{0,120}|"
    r"our mailing address(?: is)?: ?.{5,120}|"
    r"powered by (?:beehiiv|substack|mailchimp|ghost|buttondown|convertkit|kit)|publish on ghost|start writing|"
    r"(?:diese[rn]? )?(?:e-?mail|newsletter|nachricht) (?:im|in ihrem) browser (?:ansehen|anzeigen|öffnen|lesen)|"
    r"(?:im|in ihrem) browser (?:ansehen|anzeigen|öffnen|lesen)|(?:vom |diesen )?newsletter abbestellen|"
    r"(?:voir|lire|afficher|ouvrir) (?:(?:cet|cette|ce|l[’'])? ?(?:e-?mail|message|lettre) )?"
    r"(?:dans (?:le|votre|mon) navigateur|en ligne)|se (?:désabonner|désinscrire)(?: de .{3,60})?|"
    r"(?:ver|abrir) (?:este (?:correo|e-?mail|boletín|mensaje) )?en (?:el|tu|su) navegador|"
    r"(?:darse|date) de baja(?: de .{3,40})?|(?:visualizza|apri) (?:questa e-?mail )?nel browser|"
    r"(?:bekijk|lees|open) (?:deze )?(?:e-?mail|nieuwsbrief)? ?in (?:je|uw) browser|"
    r"(?:läs|öppna|visa) .{0,20}i (?:din )?webbläsare"
)
"""Whole lines; each begins with one of the words below."""
SHARING: Final = (
    r"(?:teilen|partager|condividi|dit delen|dela det här|del dette)(?: mit| sur| su)?\s?:|(?:comparte|compartilhe)"
    r" (?:esto|isso|este artículo|este artigo)\s?:?|gefällt mir ?:?(?:.{0,3} wird geladen.{0,5})?|"
    r"wird geladen\s?[.…]{0,3}"
)
"""What WordPress sets above its buttons in other languages."""
FIRST_WORDS: Final = (
    "view read see open are having trouble problems difficulty click unsubscribe update manage change edit you "
    "if no do don was forward this our powered publish start diese dieser diesen e email mail newsletter nachricht "
    "im in vom voir "
    "lire afficher ouvrir se ver abrir darse date visualizza apri bekijk lees läs öppna visa teilen partager "
    "condividi dit dela del comparte compartilhe gefällt wird"
)
