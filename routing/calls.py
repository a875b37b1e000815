"""Whether a call reached the customer, by what the engineer wrote behind `#phone` (MAIL.md 6: only then it answers).

`#phone` alone is a talk; "no answer" and "left a message on his voicemail" are none. By a phrase table, in the first
words of the text: what stands later tells of the talk ("reached him, his colleague did not answer"). Pure, bounded,
never raises.
"""

from __future__ import annotations

from routing.letters import any_plain, plain

_FIRST = 60  # characters

_IN_VAIN = any_plain(r"""
    (?:\w+ )?(?:no|without) (?:answer|reply|response|luck)\b
    (?:did not|didn't|could not|couldn't|cannot|can't|not|never) (?:\w+ )?(?:answer\w*|reach\w*|available)\b
    (?:was not|wasn't|is not|isn't) (?:there|in|home)\b(?! any)
    (?:did not|didn't|could not|couldn't|cannot|can't|never) (?:\w+ )?(?:pick(?:ed)? up|get through|got through)\b
    nobody (?:answered|there|picked up|home)\b
    (?:left|leaving) (?:\w+ ){0,3}(?:message|voicemail|voice mail)\b
    (?:voicemail|voice mail|answering machine|engaged|unreachable|unanswered|in vain|line busy|busy)\b
    (?:niet|niemand|geen) (?:\w+ )?(?:bereikt|bereikbaar|opgenomen|aanwezig|antwoord|gehoor|te pakken)\b
    (?:neemt|nam) (?:\w+ )?niet op\b
    (?:onbereikbaar|tevergeefs|in gesprek(?!\w| met)|antwoordapparaat)
    (?:nicht|niemand\w*|keine?n?) (?:\w+ )?(?:erreicht|erreichbar|abgehoben|rangegangen|da|antwort|anschluss)\b
    (?:besetzt|anrufbeantworter|vergeblich|unerreichbar|auf band gesprochen)\b
    (?:ikke|ingen|fikk ikke|ikkje) (?:\w+ )?(?:svar\w*|tak i|kontakt|tilgjengelig|til stede)\b
    (?:tok|tar) (?:\w+ )?(?:ikke|ikkje) telefonen\b
    (?:opptatt|telefonsvarer|forgjeves|la igjen (?:en )?(?:beskjed|melding))\b
    (?:ulaşılamadı|ulaşamad\w+|açmad\w+|açan olmadı|meşgul|telesekreter\w*)
    (?:cevap|yanıt) (?:vermed\w+|yok|alamad\w+)
    (?:pas|sans|personne|aucune) (?:\w+ ){0,2}(?:réponse|répondu|joint|joignable|décroché|disponible)\b
    (?:personne n|injoignable|répondeur|messagerie|occupé|en vain|laissé (?:un )?message)\b
""")  # fmt: skip


def reached(text: str) -> bool:
    """Whether what is written of a call says, or at least does not deny, that somebody was spoken with."""
    return _IN_VAIN.search(plain(text[:_FIRST])) is None
