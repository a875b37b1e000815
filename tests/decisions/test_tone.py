"""intake/tone.py and intake/file_links.py: nudges, complaints, thanks, promises, files that wait elsewhere."""

from __future__ import annotations

import time
from datetime import date

import pytest

from intake import file_links, tone
from intake.file_links import FileLink

SENT = date(2026, 11, 5)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Any news on this?", "nudge"),
        ("Is er al nieuws?", "nudge"),
        ("Hoe staat het hiermee?", "nudge"),
        ("Gibt es schon etwas Neues?", "nudge"),
        ("Git's scho öppis Neus?", "nudge"),
        ("Er det noe nytt?", "nudge"),
        ("Kva er status?", "nudge"),
        ("Bir gelişme var mı?", "nudge"),
        ("hala cevap alamadik", "nudge"),
        ("Des nouvelles ?", "nudge"),
        ("Toujours pas reçu de réponse.", "nudge"),
        ("This is not acceptable, I want to complain.", "complaint"),
        ("Wij zijn helemaal niet tevreden.", "complaint"),
        ("Wofür zahlen wir eigentlich Wartung?", "complaint"),
        ("Dette er ikkje godt nok.", "complaint"),
        ("Bu kabul edilemez.", "complaint"),
        ("C'est inadmissible.", "complaint"),
        ("Thanks for the quick help!", "thanks"),
        ("Bedankt voor de snelle hulp", "thanks"),
        ("Vielen Dank für die schnelle Antwort", "thanks"),
        ("Tusen takk for hjelpa", "thanks"),
        ("Yardımınız için teşekkürler", "thanks"),
        ("Merci pour votre aide", "thanks"),
        ("It now happens more often.", "more_often"),
        ("Het gebeurt steeds vaker.", "more_often"),
        ("Es passiert immer häufiger.", "more_often"),
        ("Det skjer stadig oftere.", "more_often"),
        ("Artık her gün oluyor.", "more_often"),
        ("Ça plante de plus en plus souvent.", "more_often"),
    ],
)
def test_a_follow_up_bears_its_flag(text: str, flag: str) -> None:
    """Each is told in six languages and their spoken forms, with the words that show it."""
    found, why = tone.flags(text, follow_up=True)
    assert flag in found
    assert any(reason.startswith(f"{flag}: ") for reason in why)


@pytest.mark.parametrize(
    "text",
    [
        "The new version is out.",
        "Die Datei ist im Anhang.",
        "Dosya ektedir.",
        "Voici le fichier.",
        "Her er fila.",
        "Zie bijlage.",
    ],
)
def test_plain_answers_bear_no_flag(text: str) -> None:
    """What only answers is neither nudge nor complaint nor thanks."""
    assert tone.flags(text, follow_up=True) == ((), ())


def test_a_long_mail_is_no_nudge_and_a_first_mail_reports_nothing_more_often() -> None:
    """A nudge has nothing else to say; "more often" needs a case before."""
    assert tone.flags("Any news? " + "The contour is wrong on this part. " * 20, follow_up=True)[0] == ()
    assert tone.flags("It happens more often now.", follow_up=False)[0] == ()


@pytest.mark.parametrize(
    "text",
    [
        "I'll send you the file tomorrow.",
        "Ik stuur het bestand morgen door.",
        "Ich schicke Ihnen die Datei am Montag.",
        "Eg sender fila i morgon.",
        "Dosyayı yarın göndereceğim.",
        "Je vous envoie le fichier demain.",
    ],
)
def test_who_says_what_he_will_do_and_when_promises(text: str) -> None:
    """The sentence is kept as written; a question or a wish is no promise."""
    assert tone.promises(f"Hello. {text} Regards") == (text,)
    assert tone.promises("Can you send me the file tomorrow?") == ()


@pytest.mark.parametrize(
    ("text", "service", "expires"),
    [
        ("https://we.tl/t-AbC123 (gültig bis 12.11.2026)", "WeTransfer", date(2026, 11, 12)),
        ("https://www.dropbox.com/s/x/a.zip?dl=0 verloopt over 7 dagen", "Dropbox", date(2026, 11, 12)),
        (
            "The link expires on 20 November: https://acme-my.sharepoint.com/:f:/p/ann/x",
            "SharePoint",
            date(2026, 11, 20),
        ),
        ("https://drive.google.com/file/d/1/view valable jusqu'au 3 décembre", "Google Drive", date(2026, 12, 3)),
        ("https://www.swisstransfer.com/d/1 7 gün geçerli", "SwissTransfer", date(2026, 11, 12)),
        ("https://1drv.ms/u/s!abc utløper 24. desember", "OneDrive", date(2026, 12, 24)),
        ("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwe.tl%2Ft-x&data=1", "WeTransfer", None),
        ("https://cloud.filesender.acme.example/?s=download&token=1f", "Filesender", None),
        ("https://nextcloud.acme.example/s/1", "Nextcloud", None),
        ("https://dropbox.com.evil.example/x", None, None),
        ("Sent with https://wetransfer.com/", None, None),
        ("https://[::1", None, None),
    ],
)
def test_links_to_file_services(text: str, service: str | None, expires: date | None) -> None:
    """Known by the end of the host, unwrapped, with the day on which they expire if the mail says it."""
    found = file_links.find(text, None, SENT)
    assert [(link.service, link.expires) for link in found] == ([(service, expires)] if service else [])


def test_a_link_behind_words_is_found_in_the_html() -> None:
    """HTML hides the address; each link is listed once."""
    html = '<p>The <a href="https://we.tl/t-1">file</a>, <a href="https://we.tl/t-1">again</a></p>'
    assert file_links.find("The file, again", html, None) == (FileLink("https://we.tl/t-1", "WeTransfer"),)


@pytest.mark.parametrize("piece", ["https://we.tl/t-1 expires ", "any ", "ik stuur ", "https://", "é "])
def test_a_megabyte_of_links_and_half_phrases_is_read_in_time(piece: str) -> None:
    """Bounded in links, in characters and in what stands around each."""
    text = piece * (1_000_000 // len(piece))
    begun = time.process_time()
    file_links.find(text, f'<a href="{text}">', SENT)
    tone.flags(text, follow_up=True)
    tone.promises(text)
    assert time.process_time() - begun < 1.5
