"""A thank-you and nothing else: what a closed case may keep without being opened again."""

from __future__ import annotations

import pytest

from intake.thanks import is_only_thanks

THANKS = (
    "Bedankt!",
    "Dag Jan,\n\nhartelijk dank voor de snelle hulp. Het werkt nu perfect.\n\nGroeten\nAn",
    "Super, dank je wel! Fijn weekend.",
    "Prima, dossier mag gesloten worden. Bedankt.",
    "Vielen Dank, es funktioniert wieder.",
    "Hallo Frau Weber,\nbesten Dank für Ihre Unterstützung!\nMit freundlichen Grüßen\nK. Brandt",
    "Merci vielmal, jetzt klappt's!",
    "Tusen takk for hjelpen!",
    "Hei Kari\n\nTakk, det virker nå. Ha en fin helg!\n\nMvh\nOla",
    "Mange takk for rask hjelp, det fungerar no igjen",
    "Çok teşekkürler, sorun çözüldü.",
    "Merhaba Ayşe Hanım,\ntesekkur ederim, calisiyor.\nIyi calismalar",
    "Elinize sağlık, kolay gelsin.",
    "Thanks a lot, works like a charm.",
    "Hi Jan,\n\nGreat, that did it. Thank you very much for your help!\n\nKind regards,\nAnn",
    "Cheers!",
    "Merci beaucoup, tout fonctionne.",
    "Bonjour,\nun grand merci pour votre aide. Bonne journée !\nCordialement,\nJ. Morel",
)
MORE = (
    "",
    "Goedendag,",
    "Bedankt, maar de licentie van Piet werkt nog niet.",
    "Dank u. Kunt u ook naar de tweede machine kijken?",
    "Bedankt voor de uitleg. We krijgen sinds vanmorgen bij het starten een melding over de licentieserver.",
    "Danke, leider tritt der Fehler wieder auf.",
    "Vielen Dank. Bitte schicken Sie uns noch die Rechnung.",
    "Takk! Men feilen kom tilbake i dag.",
    "Takk for svar, vi prøver i morgen og gir beskjed på hvordan det gikk med de andre filene våre",
    "Teşekkürler ama hala aynı hata var.",
    "Teşekkürler, yarın deneyip size döneceğiz, ayrıca ikinci bilgisayar için de lisans lazım olacak.",
    "Thanks. It crashed again this morning.",
    "Thank you, the error is now 'access denied'",
    "Thanks for closing, I never got an answer",
    "Merci, mais le problème persiste.",
    "Merci d'avance pour votre réponse, la machine est à l'arrêt.",
    "#close\nthanks",
    "Thanks " * 200,
    "Thank you so much for all of the time that you and your colleague spent on this",
)


@pytest.mark.parametrize("text", THANKS)
def test_thanks_are_thanks(text: str) -> None:
    """In six languages, with greeting, good wishes and good news around them."""
    assert is_only_thanks(text)


@pytest.mark.parametrize("text", MORE)
def test_whoever_says_more_is_heard(text: str) -> None:
    """A question, a "but", a new fact, a wish: an ordinary mail."""
    assert not is_only_thanks(text)
