"""intake/gravity.py: standing work and problems gone, in the words of six languages, dialects and hurried typing."""

from __future__ import annotations

import time

import pytest

from intake.gravity import is_critical, is_resolved


@pytest.mark.parametrize(
    "text",
    [
        "De hele productie ligt plat sinds vanochtend.",
        "Al onze freesmachines staan sinds zes uur stil.",
        "Bij ons kan niemand nog werken, Visi start niet.",
        "Vijf man staan hier te draaien zonder werk.",
        "Ik kan niks meer doen, dongle stuk, ik werk alleen.",
        "We kunnen helemaal niet meer werken.",
        "Edgecam start op geen enkele pc.",
        "Heel de ploeg zit zonder werk.",
        "Onze draaibank ligt al een dag stil.",
        "Bij uns steht seit heute frueh die komplette Fertigung.",
        "Die Produktion steht!",
        "Seit 6 Uhr stehen alle vier Fräsmaschinen.",
        "Es kann niemand mehr arbeiten.",
        "Keiner von uns kommt rein, keiner kann weiterarbeiten.",
        "Wir koennen gar nicht mehr arbeiten.",
        "D Maschine stehe still, mir chönd nüt mache. Die Maschinen stehen still.",
        "Unsere Abteilung ist komplett lahmgelegt.",
        "Totalausfall in der Konstruktion.",
        "12 Leute sitzen herum.",
        "Produksjonen har stoppet helt.",
        "Alle maskinene står stille nå.",
        "Ingen på kontoret får jobbet.",
        "Vi får ikke gjort noe.",
        "Produksjonen ligg nede og me får ikkje arbeida.",
        "Heile avdelinga sit fast.",
        "Eg får ikkje gjort noko som helst i dag.",
        "Vi har full stans i verkstedet.",
        "Üretimimiz sabahtan beri durdu.",
        "Uretim durdu, kimse calisamiyor.",
        "Tezgahlar bos duruyor.",
        "Hiç kimse programa giremiyor.",
        "6 kişi boş bekliyoruz.",
        "Tum ekip is yapamiyor.",
        "Isler tamamen durdu.",
        "Hiçbir bilgisayarda açılmıyor.",
        "Our lathes have been stood since midnight.",
        "The whole shop is down.",
        "Production has come to a standstill.",
        "Nobody in the office can work.",
        "We can't work at all.",
        "Whole shift is stood about.",
        "Both lathes are idle.",
        "My only mill is standing since this morning and I cannot produce.",
        "None of my guys can log in.",
        "Our operators are sitting around.",
        "Toutes nos machines sont arrêtées.",
        "La production est à l'arret depuis ce matin.",
        "Plus personne ne peut travailler.",
        "On peut plus bosser du tout.",
        "Tout est bloqué ici, 5 ouvriers attendent.",
        "L'atelier est complètement paralysé.",
        "Nous sommes en chômage technique.",
        "Aucun poste ne démarre.",
        "Both mills are down and I will have to stop the night shift if nobody calls.",
    ],
)
def test_work_that_stands_still_now_is_critical(text: str) -> None:
    """Production, machines or a whole group that stands, said now, alarms; with the words as the reason."""
    found, why = is_critical(text)
    assert found
    assert why


@pytest.mark.parametrize(
    "text",
    [
        "Als dit niet opgelost is staan volgende week onze machines stil.",
        "Het is dringend, deadline morgen.",
        "De muis staat stil in Visi.",
        "Gisteren lagen onze machines stil, nu niet meer.",
        "Ik kan niet verder met dit onderdeel.",
        "We kunnen werken met een workaround.",
        "Onze machines staan niet stil.",
        "Wenn das nicht bis Freitag geht, steht die Produktion.",
        "Die Maschine steht im Werkzeugmenü auf Fanuc.",
        "Details stehen in der Anlage.",
        "Ich kann so nicht mit Makros arbeiten.",
        "Die Produktion steht noch nicht, aber bald.",
        "Keiner weiß weiter bei diesem Bauteil.",
        "Um einen Stillstand zu vermeiden, bitten wir um schnelle Hilfe.",
        "Maskinen står på kontoret.",
        "Hvis det ikke løses står maskinene neste uke.",
        "Ingen av tegningene åpner med farger.",
        "Vi får ikke arbeidet med denne filen.",
        "Acil, yarın teslim var.",
        "Program durdu, yeniden açınca düzeldi.",
        "Üretim durmasın diye yazıyorum.",
        "Eğer olmazsa üretim durur.",
        "The line is shown twice.",
        "If this happens again production is down.",
        "We can work with the old version.",
        "I can't work with this toolpath.",
        "Next Monday we stop production for the audit.",
        "Nobody is blocked, it is only slow.",
        "I cannot work out how to set this.",
        "The cursor is standing still.",
        "Everything is fine, only a wish.",
        "Production was down last week.",
        "Si ca continue la production sera à l'arrêt.",
        "On peut pas faire une coupe sur cette pièce.",
        "La fenêtre est bloquée.",
        "Personne ne sait comment faire ce perçage.",
    ],
)
def test_fears_the_past_and_single_parts_are_not_critical(text: str) -> None:
    """A condition, a deadline, yesterday, one part or a thing that merely stands somewhere alarms nobody."""
    assert is_critical(text) == (False, ())


@pytest.mark.parametrize(
    "text",
    [
        "Jetzt geht wieder alles.",
        "Sorted, ta. It was the antivirus.",
        "Het werkt weer, bedankt!",
        "Is intussen in orde, mag dicht.",
        "Hat sich erledigt, danke.",
        "Ging mit Update, läuft jetzt wieder.",
        "Løst! Takk.",
        "Det ordna seg sjølv.",
        "Det verkar igjen no.",
        "Hallettik, teşekkürler.",
        "Sorun cozuldu.",
        "Tekrar çalışıyor.",
        "All good now, thanks.",
        "We've fixed it ourselves.",
        "C'est réglé, merci.",
        "Tout refonctionne.",
        "Opgelost, het was de driver.",
        "You can close the case.",
        "Erledigt!",
        "Me har løyst det.",
    ],
)
def test_a_problem_reported_gone_is_resolved(text: str) -> None:
    """Works again, solved, sorted, may be closed: with the words as the reason."""
    solved, why = is_resolved(text)
    assert solved
    assert why


@pytest.mark.parametrize(
    "text",
    [
        "De post werkt nu. Alleen de lijst komt er nog steeds leeg uit.",
        "Es läuft wieder, aber die zweite Station noch nicht.",
        "It works now, but printing still fails.",
        "Det fungerer nå, men rapporten er fortsatt tom.",
        "Sorun çözüldü ama ikinci makinede hala açılmıyor.",
        "C'est réglé sur un poste, mais pas sur l'autre.",
        "Wann ist das behoben?",
        "This must be fixed soon.",
        "Nog niet opgelost.",
        "Teilweise gelöst.",
        "Het probleem moet opgelost worden voor vrijdag.",
        "Kan dit opgelost worden?",
        "Please have it fixed.",
        "Det er ikkje løyst enno.",
    ],
)
def test_partly_gone_wished_gone_or_asked_is_not_resolved(text: str) -> None:
    """What is left, a wish, a question or a "not yet" keeps the case open."""
    assert not is_resolved(text)[0]


def test_a_condition_in_the_next_clause_does_not_unsay_what_stands_now() -> None:
    """Only what comes before, or in the same clause, makes a standstill a fear."""
    assert is_critical("Our machines are idle since six, and I will send people home if nobody calls.")[0]
    assert not is_critical("If nobody calls, our machines are idle.")[0]


@pytest.mark.parametrize(
    "piece", ["machines ", "niemand kan ", "alle ", "la production est ", "üretim ", "x", "we can't "]
)
def test_a_megabyte_of_half_a_phrase_is_read_in_time(piece: str) -> None:
    """Patterns are bounded: a hostile text costs a fraction of a second."""
    text = piece * (1_000_000 // len(piece))
    begun = time.process_time()
    is_critical(text)
    is_resolved(text)
    assert time.process_time() - begun < 1.5
