"""Passwords, remote-session ids and licence keys, taken out of words that others will read (GEN-14).

A case keeps what the customer wrote: the engineer needs it. What goes further, to a log, to those who make the program,
to a vendor or a digest, goes through `masked`. By labels ("password:", "TeamViewer ID"), in nl, de, nb, tr, en and fr,
and by the shape of a licence key. A secret in prose without a label is not found. Pure, linear, never fails.
"""

from __future__ import annotations

import re

MASK = "•••"
_LABELS = (
    r"(?:pass ?(?:word|wort|phrase|code)|pwd|wachtwoord|toegangscode|kennwort|zugangscode|passord|tilgangskode|"
    r"[şs]ifre(?:si|niz|m)?|parola(?:s[ıi])?|mot de passe|mdp|code d'acc[eè]s|pin(?:[ -]?code)?)"
)
_PASSWORD = re.compile(
    rf"(\b{_LABELS}(?:[ \t]{{0,3}}(?:is|ist|er|est|dir|:|=|-)){{1,2}}[ \t]{{0,3}}[\"'“]?)([^\s\"'”,;]{{3,64}})",
    re.IGNORECASE,
)
_SESSION = re.compile(
    r"(\b(?:team ?viewer|any ?desk|rust ?desk|quick ?support|zoho assist|splashtop|session|sessie|sitzung|"
    r"[øo]kt|oturum)"
    r"[ \t-]{0,3}(?:id|nr|no|number|nummer|kodu|code)?[ \t]{0,3}(?:is|ist|er|est|:|=)?[ \t]{0,3})"
    r"(\d{3}(?:[ .-]?\d{3}){1,3}|\d{9,10})\b",
    re.IGNORECASE,
)
_KEY_LABEL = re.compile(
    r"(\b(?:licen[cs]e|licentie|lizenz|lisens|lisans|activation|activatie|aktivierungs?|aktiverings?|aktivasyon|product|serial|serie)"
    r"[ -]?(?:key|sleutel|schl[üu]ssel|n[øo]kkel|anahtar[ıi]|code|kode|kodu|cl[ée])"
    r"(?:[ \t]{0,3}(?:is|ist|er|est|:|=|-)){1,2}[ \t]{0,3})([A-Za-z0-9][A-Za-z0-9-]{5,79})",
    re.IGNORECASE,
)
# XXXX-XXXX-XXXX-XXXX: three groups or more, of letters and digits; not a phone number or a date.
_KEY_SHAPE = re.compile(
    r"(?<![\w-])(?=[A-Z0-9-]{0,60}[A-Z])(?=[A-Z0-9-]{0,60}\d)[A-Z0-9]{4,8}(?:-[A-Z0-9]{4,8}){2,7}(?![\w-])"
)


def masked(words: str) -> str:
    """The words with every secret that can be told as one replaced by dots; labels stay, so that one sees what it was.

    It takes about a microsecond a character: whoever has a long text shortens it first.
    """
    for pattern in (_PASSWORD, _SESSION, _KEY_LABEL):
        words = pattern.sub(rf"\g<1>{MASK}", words)
    return _KEY_SHAPE.sub(MASK, words)
