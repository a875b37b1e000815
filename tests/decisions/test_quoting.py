"""intake/quoting.py and intake/forwarding.py: what is new in a text, and what was forwarded."""

from __future__ import annotations

import time

import pytest

from intake.quoting import split
from tests.decisions.corpus import reading

QUOTE = "> Heeft u nog vragen?\n> Groet\n"


@pytest.mark.parametrize(
    "attribution",
    [
        "On Mon, Nov 2, 2026 at 10:22 AM Support <s@d.example> wrote:",
        "Op ma 2 nov 2026 om 10:22 schreef Support <s@d.example>:",
        "Am 02.11.2026 um 10:22 schrieb Support <s@d.example>:",
        "Den man. 2. nov. 2026 kl. 10:22 skrev Support <s@d.example>:",
        "Support <s@d.example>, 2 Kas 2026 Pzt, 10:22 tarihinde şunu yazdı:",
        "Le lun. 2 nov. 2026 à 10:22, Support <s@d.example> a écrit :",
        "On Mon, Nov 2, 2026 at 10:22 AM Support Desk of Produsoft\n<s@d.example> wrote:",
    ],
)
@pytest.mark.parametrize("history", [QUOTE, "Heeft u nog vragen?\nGroet\n"])
def test_attributions_in_every_language(attribution: str, history: str) -> None:
    """What a client writes above a quote ends the new text, marked or not."""
    found = split(f"Nieuwe tekst.\n\n{attribution}\n\n{history}")
    assert found.visible == "Nieuwe tekst."
    assert "nog vragen" in found.quoted
    assert found.reasons


@pytest.mark.parametrize(
    ("sender", "date", "to", "subject"),
    [
        ("From", "Sent", "To", "Subject"),
        ("Van", "Verzonden", "Aan", "Onderwerp"),
        ("Von", "Gesendet", "An", "Betreff"),
        ("Fra", "Sendt", "Til", "Emne"),
        ("Kimden", "Gönderildi", "Kime", "Konu"),
        ("De", "Envoyé", "À", "Objet"),
    ],
)
@pytest.mark.parametrize("above", ["", "________________________________\n", "-----Original Message-----\n"])
def test_outlook_header_blocks(sender: str, date: str, to: str, subject: str, above: str) -> None:
    """Outlook's header block, in its languages, begins the history."""
    block = f"{sender}: Desk <s@d.example>\n{date}: 2 november 2026 10:22\n{to}: Ann\n{subject}: vraag\n\nOude tekst"
    found = split(f"Nieuwe tekst.\n\n{above}{block}")
    assert found.visible == "Nieuwe tekst."
    assert found.quoted.endswith("Oude tekst")


def test_answers_between_quotes_are_new_text() -> None:
    """Interleaved answers stay, the questions go."""
    found = reading("fr-answers-between-quotes")
    assert "02 500 12 34" in found.visible_text
    assert "Windows 10 22H2" in found.visible_text
    assert "numéro" not in found.visible_text


def test_bottom_posting_keeps_the_part_below() -> None:
    """Text below a marked quote is the new text."""
    assert (
        split(f"On 2 Nov 2026, at 10:22, Desk <s@d.example> wrote:\n\n{QUOTE}\nMijn antwoord.").visible
        == "Mijn antwoord."
    )


def test_html_quotations_are_taken_off() -> None:
    """A blockquote is history, what stands after it is not."""
    found = reading("html-only-with-blockquote")
    assert "Oude tekst" not in found.visible_text
    assert found.visible_text.startswith("Nieuwe tekst hier.")
    assert found.visible_text.endswith("Nog een antwoord.")


@pytest.mark.parametrize(
    ("tail", "signature"),
    [
        ("-- \nAnn Claes\nClaes BV", "Claes BV"),
        ("Met vriendelijke groeten,\nAnn Claes\nClaes BV\nTel. 056 00 12 34", "Claes BV"),
        ("Mit freundlichen Grüßen\nAnn Claes\nClaes GmbH", "Claes GmbH"),
        ("Vennlig hilsen\nAnn Claes\nClaes AS", "Claes AS"),
        ("Saygılarımla,\nAnn Claes\nClaes A.Ş.", "Claes A.Ş."),
        ("Cordialement\nAnn Claes\nClaes SA", "Claes SA"),
        ("Kind regards,\nAnn Claes\nClaes Ltd", "Claes Ltd"),
        ("Verstuurd vanaf mijn iPhone", "iPhone"),
        ("Von meinem iPhone gesendet", "iPhone"),
        ("Sendt fra min iPhone", "iPhone"),
        ("iPhone'umdan gönderildi", "iPhone"),
        ("Envoyé de mon iPhone", "iPhone"),
        ("Sent from my Galaxy phone", "Galaxy"),
        ("Dit e-mailbericht is vertrouwelijk en alleen bestemd voor de geadresseerde.", "vertrouwelijk"),
        ("Diese E-Mail kann vertrauliche Informationen enthalten.", "vertraulich"),
    ],
)
def test_signatures_device_lines_and_disclaimers(tail: str, signature: str) -> None:
    """What follows the last sentence is the signature."""
    found = split(f"De laatste zin.\n\n{tail}\n")
    assert found.visible.startswith("De laatste zin.")
    assert signature in found.signature
    assert signature not in found.visible


@pytest.mark.parametrize(
    "text",
    [
        "Gisteren schreef u: even wachten.\nDat deed ik.",
        "Let op:\n- punt een\n- punt twee",
        "In de handleiding staat: From: dit, To: dat",
        "Hierbij de stappen:\n1. open\n2. sluit",
    ],
)
def test_prose_is_not_taken_for_a_quote(text: str) -> None:
    """A colon or the word "schreef" alone ends nothing."""
    assert split(text).visible == text


@pytest.mark.parametrize(
    "noise",
    [
        ">" * 1_000_000,
        " " * 1_000_000,
        "\n" * 1_000_000,
        "a" * 1_000_000,
        ">\n" * 500_000,
        "a:\n" * 333_000,
        "From: a\n" * 120_000,
        "On x wrote:\n" * 80_000,
        "-- \n" * 250_000,
    ],
)
def test_a_megabyte_of_noise_is_split_in_time(noise: str) -> None:
    """No hostile text costs more than linear time."""
    begun = time.perf_counter()
    split(noise)
    assert time.perf_counter() - begun < 5


def test_gmail_forward() -> None:
    """A customer's forward: the comment is visible, the original has its sender and text."""
    found = reading("forward-gmail-inline")
    assert found.forwarded is not None
    assert found.forwarded.sender is not None
    assert found.forwarded.sender.address == "karel@roel.example"
    assert found.forwarded.text.startswith("Mia, hoe krijg ik")
    assert found.visible_text == "Hallo, kunnen jullie Karel hiermee helpen?\n\nMia"
    assert not found.follow_up


def test_outlook_forward_in_norwegian() -> None:
    """VS: with a header block below is a forward."""
    found = reading("forward-outlook-norwegian")
    assert found.forwarded is not None
    assert found.forwarded.subject == "Tegning"
    assert found.language == "nb"


def test_attached_forward() -> None:
    """An attached message below a short comment is a forward."""
    found = reading("forward-attached-message")
    assert found.forwarded is not None
    assert found.forwarded.sender is not None
    assert found.forwarded.sender.name == "Koen Blom"
    assert found.forwarded.date is not None


def test_a_reply_with_a_header_block_is_no_forward() -> None:
    """The header block below an answer is history."""
    found = reading("de-outlook-header-block-below")
    assert found.forwarded is None
    assert "Maschinen still" not in found.visible_text
