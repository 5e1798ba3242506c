"""The signs a word may carry: one bit for each word list, so that one lookup tells all of them."""

GIVEN = 1 << 0  # a given name, listed at all
GIVEN_COMMON = 1 << 1  # census share above .002 per cent, or on our own list
GIVEN_TOP = 1 << 2  # census share above .02 per cent
SURNAME = 1 << 3
SURNAME_COMMON = 1 << 4  # census share above .002 per cent, or on our own list
COMMON = 1 << 5  # an English word that stands in lower case in a dictionary
TOWN = 1 << 6
PLACE = 1 << 7  # country, state, sea, quarter of the world
NATIONALITY = 1 << 8
CALENDAR = 1 << 9
ORGANISATION = 1 << 10
TITLE = 1 << 11  # honorific or office
ROLE = 1 << 12  # what somebody does
RELATION = 1 << 13  # kin and companions
SAYING = 1 << 14
BREAK = 1 << 15  # never part of a name
MALE = 1 << 16
FEMALE = 1 << 17
FIRM = 1 << 18  # a firm, paper, prize or brand named after a person, or a figure of fiction
NOTABLE = 1 << 19  # a family name that is printed alone

ANY_GIVEN = GIVEN | GIVEN_COMMON | GIVEN_TOP
FREQUENT_GIVEN = GIVEN_COMMON | GIVEN_TOP
ANY_SURNAME = SURNAME | SURNAME_COMMON
ANY_NAME = ANY_GIVEN | ANY_SURNAME
ANY_PLACE = TOWN | PLACE
ENGLISH_ONLY = COMMON | RELATION | ROLE | BREAK | CALENDAR
