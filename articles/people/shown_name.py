"""What a person is called: which of the forms seen is shown."""

from collections import Counter
from collections.abc import Sequence

from articles.people.chains import is_suffix
from articles.people.names import Name, parse_name, plain_words


def display_name(names: Sequence[Name | str]) -> str:
    """The form to show: not all capitals, most whole words, then most frequent, then longest."""
    parsed = [parse_name(name) if isinstance(name, str) else name for name in names]
    count = Counter(name.text for name in parsed)
    best = max(
        parsed,
        key=lambda name: (
            not name.text.isupper(),
            name.is_full,
            sum(len(word) > 1 for word in plain_words(name.words)),
            count[name.text],
            len(name.text),
        ),
    )
    return _in_lower_case(best) if best.text.isupper() else best.text


def _in_lower_case(name: Name) -> str:
    """A name known from capitals only, as it is printed elsewhere: "ELON MUSK" -> "Elon Musk"."""
    return " ".join(
        word if word.endswith(".") or is_suffix(word) or len(word) < 2 else word.title()
        for word in name.text.split()
    )
