"""Answers that somebody wrote into a quote in another colour ("my answers in red"), found by that colour in the HTML.

Used by `intake/quoting.py` where the sender says so; a text that names no colour costs one search. Linear in the HTML,
never raises. It does not lay out HTML, and it reads colours of `style` and `font` only, not of style sheets.
"""

from __future__ import annotations

import re
from html import unescape

from routing.letters import small

_FAMILY = {
    "red": "red|rood|rode|rot|roter|rød|rødt|røde|kırmızı|rouge|röd|rött|rojo|rosso|vermelho|czerwon",
    "blue": "blue|blauw|blauwe|blau|blauer|blå|blått|blåt|mavi|bleu|azul|blu|niebiesk",
    "green": "green|groen|groene|grün|grüner|grønn|grønt|grøn|yeşil|vert|grön|grönt|verde|zielon",
}
_OF_WORD = {word: family for family, words in _FAMILY.items() for word in words.split("|")}
_SMALL_WORDS = tuple(map(small, _OF_WORD))
_WORDS = "|".join(sorted(_OF_WORD, key=len, reverse=True))
_ANSWERS = (
    r"answer(?:s|ed)?|comments?|repl(?:y|ies|ied)|responses?|antwoord(?:en)?|beantwoord|opmerking(?:en)?|reacties?|"
    r"antwort(?:en)?|geantwortet|beantwortet|kommentare?|anmerkung(?:en)?|svar(?:ene|et)?|svart|besvart|kommentar(?:er)?|"
    r"réponses?|répondu|commentaires?|remarques?|inline"
)
_TURKISH = r"yanıt\w*|cevap\w*|cevab\w*"
_SEE = r"see|siehe|sieh|zie|se|voir|bkz|bakınız"
_IN = rf"\b(?:in|i|en|im)(?: het| the| le)? (?P<%s>{_WORDS})(?:e[nmrs]?|t|s)?\b"
_END = r"(?=[ \t]*(?:[.!,;:)\n]|\Z))"
_SAID = re.compile(
    rf"\b(?:{_ANSWERS})\b[^.\n]{{0,40}}{_IN % 'a'}|{_IN % 'b'}[^.\n]{{0,25}}\b(?:{_ANSWERS})\b|"
    rf"\b(?:{_SEE})\b[^.\n]{{0,30}}{_IN % 'c'}{_END}|\b(?:{_SEE}) (?P<d>{_WORDS})\b{_END}|"
    rf"\b(?:{_TURKISH})\b[^.\n]{{0,40}}\b(?P<e>{_WORDS})|\b(?P<f>{_WORDS})\w{{0,3}}\b[^.\n]{{0,25}}\b(?:{_TURKISH})",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(/?)(span|font|p|div|td|li|b|i|u|em|strong)\b([^<>]{0,600})>|<[^<>]{0,2000}>", re.IGNORECASE)
_COLOUR = re.compile(
    r"""(?:(?<![\w-])color\s*:\s*|(?<![\w-])color\s*=\s*["']?)(#[0-9a-f]{3,6}|rgba?\([\d ,.%]{5,40}\)|[a-z]{3,20})""",
    re.IGNORECASE,
)
_NAMED = {
    "red": "red",
    "darkred": "red",
    "crimson": "red",
    "firebrick": "red",
    "blue": "blue",
    "navy": "blue",
    "darkblue": "blue",
    "royalblue": "blue",
    "mediumblue": "blue",
    "dodgerblue": "blue",
    "green": "green",
    "darkgreen": "green",
    "limegreen": "green",
    "lime": "green",
    "seagreen": "green",
    "forestgreen": "green",
}
_NOT_WORDS = re.compile(r"[\W_]+")
_DEEPEST = 500
_WORDY = 8  # letters; shorter lines must be a run of their own
_PALE = 90  # difference of the strongest and the weakest primary colour; less is grey, or the tint of a letterhead


def said(text: str) -> str | None:
    """The colour (red, blue, green) in which the sender says to have answered, or None."""
    looked_at = small(text[:4000])
    if not any(word in looked_at for word in _SMALL_WORDS):  # most texts name no colour, and the pattern is a slow one
        return None
    match = _SAID.search(text[:4000])
    word = next((told for told in match.groupdict().values() if told), "") if match else ""
    return _OF_WORD.get(word.casefold())


def recover(lines: list[str], gone: list[bool], html: str, colour: str) -> bool:
    """Take the lines that the HTML shows in that colour out of the history; whether there were any."""
    runs = _runs(html, colour)
    if not runs.strip():
        return False
    found = False
    for at, line in enumerate(lines):
        bare = _NOT_WORDS.sub("", line.casefold()) if gone[at] and len(line) < 4000 else ""
        if bare and (bare in runs if len(bare) > _WORDY else f"\n{bare}\n" in runs):
            gone[at], found = False, True
    return found


def _runs(html: str, colour: str) -> str:
    """All text of that colour, each run without its spaces and marks, in lines."""
    out: list[str] = []
    open_tags: list[tuple[str, str | None]] = []
    at, current = 0, ""
    for match in _TAG.finditer(html):
        if current == colour:
            out.append(_NOT_WORDS.sub("", unescape(html[at : match.start()]).casefold()))
        at = match.end()
        tag = (match[2] or "").lower()
        if not tag:
            out.append("\n" if out and out[-1] != "\n" and match[0][:3].lower() in ("<br", "<tr", "<hr") else "")
        elif not match[1]:
            family = _family(match[3])
            open_tags.append((tag, family))
            current = family or current
        elif open_tags:
            _close(open_tags, tag)
            current = next((family for _, family in reversed(open_tags[-_DEEPEST:]) if family), "")
        if tag in ("p", "div", "td", "li"):
            out.append("\n")
    return "\n" + "".join(out) + "\n"


def _close(open_tags: list[tuple[str, str | None]], tag: str) -> None:
    """Close the nearest tag of that name and what was left open in it."""
    for n in range(len(open_tags) - 1, max(-1, len(open_tags) - 20), -1):
        if open_tags[n][0] == tag:
            del open_tags[n:]
            return


def _family(attributes: str) -> str | None:
    """The colour family that a tag's attributes set, "other" for black and the like, None for none."""
    match = _COLOUR.search(attributes)
    if match is None:
        return None
    value = match[1].lower()
    if value in _NAMED:
        return _NAMED[value]
    if value.startswith("#"):
        figures = value[1:] if len(value) == 7 else "".join(2 * c for c in value[1:4])
        rgb = [int(figures[n : n + 2], 16) for n in (0, 2, 4)] if len(figures) == 6 else []
    else:
        rgb = [int(n) for n in re.findall(r"\d{1,3}", value)[:3]]
    if len(rgb) < 3 or max(rgb) - min(rgb) < _PALE:
        return "other"
    red, green, blue = rgb
    return "red" if red > max(green, blue) + 40 else "blue" if blue >= max(red, green) else "green"
