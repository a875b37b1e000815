"""What speaks for or against a cut: pure questions about the lines that are held to be new.

`intake/html_cut.py` asks them and turns the answers into its certainty. Works on lines of text with white space run
together; linear in them; never raises.
"""

from __future__ import annotations

import re
from collections import Counter

from intake import quoting
from intake.header_block import field_of

_ANSWERED_INSIDE = re.compile(
    r"\b(?:antwoord\w*|opmerking\w*|antwort\w*|anmerkung\w*|svar\w*|kommentar\w*|cevap\w*|yanıt\w*|cevab\w*|answers?|"
    r"repl(?:y|ies)|comments?|réponses?|commentaires?|see|zie|siehe|sjå|bakınız|voir|mine|meine|mijn|mes)\b.{0,40}"
    r"\b(?:below|inline|in-line|in red|in blue|hieronder|in het rood|in het blauw|tussen de regels|unten|unterhalb|"
    r"in rot|in blau|nedenfor|under|i rødt|i blått|aşağıda\w*|kırmızı\w*|mavi\w*|metin içinde|ci-dessous|"
    r"en rouge|en bleu|dans le texte|dans votre texte|im text|in de tekst|i teksten)\b",
    re.IGNORECASE,
)
_TAG = re.compile(r"\[[^\W\d_][\w .&-]{0,40} #\d{1,12}\]")  # a case's tag: only our own mails carry it
_HASH_WORD = re.compile(r"(?<!\w)#\w")
_CARD_WORDS = 3
_TOKEN = re.compile(r"\+\d{1,12}\.\w{4,64}@")  # an address that carries a case and its signature (MAIL.md 3)
_IN_PLAIN_ONLY = re.compile(
    r"<(?:https?|mailto|tel|cid):[^<>\s]{0,2000}>|\[(?:cid|image|bild|afbeelding):[^\[\]]{0,200}\]"
)
_WORD = re.compile(r"\w+")
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
_LABEL = re.compile(r"[^\W\d_][^:：]{0,25}[:：]\s")
_LEAST_LABELS, _BLOCK_LINES = 3, 5
_TAIL_WORDS = 40  # closing words and a signature, which a plain reader takes off and no client marked
_SHINGLE = 5  # words in a row that no two people write by chance
_SHORTEST = 12  # characters of a line that tells whose it is
_FEW_WORDS = 60  # who answers inside the quote says little above it
_LONGEST = 400  # characters of a line that the patterns look at


def says_answers_are_inside(new: list[str]) -> bool:
    """Whether a short text announces answers in the quote below it."""
    few = sum(len(line.split()) for line in new) <= _FEW_WORDS
    return few and any(_ANSWERED_INSIDE.search(line[:_LONGEST]) for line in new)


def has_header_fields(new: list[str]) -> bool:
    """Whether a sender and another header field are named, if not as a block."""
    fields = {found[0] for line in new if ":" in line and (found := field_of(line))}
    return len(fields) >= 2 and "from" in fields


def opens_in_an_unknown_language(new: list[str]) -> bool:
    """Whether a line has the shape of an attribution, or three have that of a header block, in whatever language."""
    labelled: list[str] = []
    for line in new:
        if len(line) <= _LONGEST and line.endswith((":", "：", ":>")) and "@" in line and _TIME.search(line):
            return True
        labelled = [*labelled[-_BLOCK_LINES:], line[:_LONGEST]] if _LABEL.match(line) else []
        if len(labelled) >= _LEAST_LABELS and any("@" in one for one in labelled) and any(map(_TIME.search, labelled)):
            return True
    return False


def of_a_notification(line: str) -> bool:
    """Whether a line has what only our own mails to engineers have; he writes one command a line."""
    if "#" in line and (_TAG.search(line) or len(_HASH_WORD.findall(line)) >= _CARD_WORDS):
        return True
    return "+" in line and _TOKEN.search(line) is not None


def _words(text: str) -> list[str]:
    return _WORD.findall(_IN_PLAIN_ONLY.sub(" ", text).casefold())


def agreement(new: list[str], plain: str | None) -> bool | None:
    """True: the plain part says the same, a signature aside. None: it does not. False: nearly, or there is none."""
    if plain is None:
        return False
    text = "\n".join(new)
    here, there = _words(text), _words(plain)
    if here == there or _words(quoting.split(text).visible) == there:
        return True
    extra, missing = Counter(here) - Counter(there), Counter(there) - Counter(here)
    allowed = max(3, len(there) // 10)
    tail = _TAIL_WORDS if there and here[: len(there)] == there else 0
    return False if missing.total() <= allowed and extra.total() <= allowed + tail else None


def key_of(line: str) -> str:
    """A line as its words, for comparing: marks, links and capitals do not count."""
    return " ".join(_words(line))


def line_keys(text: str) -> set[str]:
    """The keys of a text's lines."""
    return {key for line in text.splitlines() if (key := key_of(line))}


def leak(new: list[str], customer: str, private: str) -> str:
    """The first line of the new text that stands in the notification and is not the customer's; "" if none."""
    if not private:
        return ""
    known, runs = line_keys(private), _runs(_words(private)) - _runs(_words(customer))
    his = line_keys(customer)
    for line in new:
        words = _words(line)
        key = " ".join(words)
        if (len(key) >= _SHORTEST and key in known and key not in his) or not runs.isdisjoint(_runs(words)):
            return line
    return ""


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return set(zip(*(words[n:] for n in range(_SHINGLE)), strict=False))
