"""Words that say a ship, a storm, a street or a prize is called after the name behind them."""

from articles.people.lexicon import signs as sign
from articles.people.tokens import Token

CARRIERS = frozenset(
    "brp fv ins kri nns uss hms hmcs hmas hmnzs hnlms hdms hnoms hswms usns uscgc rms rfa rrs mv ss css hurricane"
    " cyclone typhoon storm".split()
)
"""What stands before it is a ship or a storm: USS John F. Kennedy, Hurricane Andrew."""
FRONTS = frozenset(
    "barangay brgy aeroport aeroporto aeropuerto avenida biblioteca calle colegio copa coppa coupe ecole escola "
    "escuela estadi estadio fondation fondazione fundacao fundacion gare hopital instituto istituto "
    "lycee maison mont musee museo paseo piazza piazzale place plaza pont ponte praca premio prix puente rua "
    "rue schloss stade stadio stazione teatro torneo trofeo ulica universidad universidade universita "
    "universite via viale".split()
)
"""What stands before the name in other languages: Calle Miguel de Cervantes, Place Charles de Gaulle."""


def is_carrier(word: Token, size: int) -> bool:
    """Whether a name of `size` words that begins so is that of a thing; Rue McClanahan is somebody."""
    if word.key in CARRIERS:
        return True
    return word.key in FRONTS and (size > 2 or not word.signs & sign.ANY_NAME)


def is_carried(tokens: list[Token], place: int) -> bool:
    """Whether the token before `place` is such a word."""
    while place > 1 and tokens[place - 1].signs & sign.TITLE:
        place -= 1  # RRS Sir David Attenborough
    before = tokens[place - 1] if place else None
    if before is None:
        return False
    if before.capital:
        return is_carrier(before, 3)
    key = before.key.removeprefix("l'").removeprefix("d'").removeprefix("dell'")
    if key not in FRONTS:
        return False
    return not before.signs & sign.COMMON or (place > 1 and tokens[place - 2].key == "la")
