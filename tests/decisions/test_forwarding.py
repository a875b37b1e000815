"""intake/forwarding.py: whether a mail forwards another one, and which. Clients' forms: test_forward_forms.py."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake import forwarding, header_block
from intake.hints import DeskHints
from intake.limits import Limits
from intake.mail import parse
from routing.submission import Party
from tests.decisions.forwards import ANN, BODY, forward, known, message, outlook, reading


def test_signature_of_the_forwarder_is_no_comment() -> None:
    """The comment ends where the forwarder's signature begins."""
    text = f"Kun je dit bekijken?\n\nMet vriendelijke groet,\nPiet Mulder\nMulder BV\n\n{outlook('nl')}\n\n{BODY}\n"
    found = reading(message("FW: Frees stopt", text))
    assert found.forwarded is not None
    assert found.visible_text.startswith("Kun je dit bekijken?")
    assert "Mulder BV" not in found.visible_text
    assert "Mulder BV" in found.signature
    assert found.forward_certainty > 0.9


def test_a_name_alone_is_less_certain() -> None:
    """A sender without address is found, and the engineer will have to be asked."""
    text = f"Van: Ann Claes\nVerzonden: 12-11-2026 10:15\nAan: Piet Mulder\nOnderwerp: Frees stopt\n\n{BODY}"
    found = known(forward("FW: Frees stopt", text))
    assert found.original.sender == Party("Ann Claes", "")
    assert found.original.to == (Party("Piet Mulder", ""),)
    assert found.certainty <= 0.7


# Replies and other mails that bear the same marks.


@pytest.mark.parametrize(
    ("subject", "language"),
    [
        ("RE", "en"),
        ("AW", "de"),
        ("SV", "nb"),
        ("YNT", "tr"),
        ("RE", "fr"),
        ("Antw", "nl"),
        ("VS", "fi"),
        ("[EXTERN] AW", "de"),
    ],
)
def test_reply_with_an_outlook_block_is_no_forward(subject: str, language: str) -> None:
    """The block is history: the subject answers."""
    text = f"Dank, dat werkt.\n\n{outlook(language)}\n\n{BODY}\n"
    assert forward(f"{subject}: Frees stopt", text, In_Reply_To="<0@claes.example>") is None


def test_reply_under_a_new_subject_goes_to_the_sender_of_the_block() -> None:
    """Without a prefix it decides who received the mail."""
    text = f"Dank, dat werkt.\n\n{outlook('nl')}\n\n{BODY}\n"
    assert forward("Opgelost", text, to="ann@claes.example") is None
    found = known(forward("Freesmachine", text))
    assert found.original.sender == ANN
    assert found.certainty < 0.8


def test_forward_within_the_history_of_a_reply_is_none() -> None:
    """What was forwarded once and is answered now is history."""
    history = "\n".join(
        f"> {line}" for line in f"---------- Forwarded message ---------\n{outlook('en')}\n\n{BODY}".split("\n")
    )
    intro = "Op do 12 nov 2026 om 10:30 schreef Desk <support@desk.example>:"
    for subject in ("Re: Fwd: Frees stopt", "Freesmachine"):
        assert forward(subject, f"Dat klopt.\n\n{intro}\n\n{history}\n") is None


def test_own_subject_with_the_block_alone_is_a_forward() -> None:
    """Nothing above the block, and no answer to anything: somebody passes a mail on."""
    assert known(forward("Frees", f"{outlook('de')}\n\n{BODY}\n")).original.sender == ANN


@pytest.mark.parametrize(
    "text",
    [
        "Van: 10:00\nTot: 12:00\nis de machine vrij.",
        "De instellingen:\nFrom: 12\nTo: 14\nverder niets.",
        "Gisteren schreef ik: het werkt.\n- een\n- twee",
        "Begin doorgestuurd bericht:\n\nMaar er staat niets.",
        "-- \nPiet Mulder\nForwarding GmbH",
        "",
    ],
)
def test_prose_is_no_forward(text: str) -> None:
    """Labels and words alone forward nothing."""
    assert forward("Frees", text) is None
    assert forward("Fwd: Frees", text) is None


def test_thunderbird_says_in_a_header_that_it_forwards() -> None:
    """X-Forwarded-Message-Id decides where subject and text do not."""
    text = f"Ter info\n\n{outlook('en')}\n\n{BODY}\n"
    assert forward("Ter info", text, to="ann@claes.example") is None
    found = known(forward("Ter info", text, to="ann@claes.example", X_Forwarded_Message_Id="<0@claes.example>"))
    assert "X-Forwarded-Message-Id" in found.reason


# Nested and attached forwards.


def nested() -> str:
    """A customer's forward of a supplier's mail, forwarded once more."""
    inner = (
        "---------- Forwarded message ---------\nFrom: Leverancier <info@leverancier.example>\nDate: 11-11-2026 09:00\n"
    )
    inner += "Subject: Nieuwe kop\nTo: ann@claes.example\n\nDe kop is op."
    return f"{outlook('nl')}\n\nWat nu?\n\n{inner}\n"


def test_a_customers_forward_stays_the_customers() -> None:
    """Of nested forwards the outermost is the original."""
    found = known(forward("FW: Frees stopt", nested()))
    assert found.original.sender == ANN
    assert "De kop is op." in found.original.text


def test_a_colleagues_forward_leads_to_the_customer() -> None:
    """If the outer original was one of ours passing on a mail, that mail counts."""
    found = known(forward("FW: Frees stopt", nested(), DeskHints(own_domains=("claes.example",))))
    assert found.original.sender == Party("Leverancier", "info@leverancier.example")
    assert "is ours" in found.reason


def attached(sender: str, subject: str, text: str, **fields: str) -> EmailMessage:
    """A mail to attach."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = "piet@mulder.example"
    mail["Subject"] = subject
    mail["Date"] = "Thu, 12 Nov 2026 10:15:00 +0100"
    for name, value in fields.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def test_the_first_attached_mail_of_a_person_counts() -> None:
    """Of several attached mails an automatic one is passed over."""
    mail = message("FW: twee mails", "Zie bijlagen.")
    mail.add_attachment(attached("noreply@shop.example", "Bestelling", "Dank u.", Auto_Submitted="auto-generated"))
    mail.add_attachment(attached("Ann Claes <ann@claes.example>", "Frees stopt", BODY))
    found = known(forwarding.find(parse(mail.as_bytes(), Limits())))
    assert found.original.sender == ANN
    assert found.original.date == datetime(2026, 11, 12, 9, 15, tzinfo=UTC)
    assert found.original.text == BODY
    assert found.reason.startswith("attached message 2 of 2")


def test_a_mail_attached_as_a_plain_file() -> None:
    """Web mailers attach a mail as a file named .eml of no special type."""
    mail = message("Fwd: Frees stopt", "Ter info")
    inner = attached("Ann Claes <ann@claes.example>", "Frees stopt", BODY).as_bytes()
    mail.add_attachment(inner, maintype="application", subtype="octet-stream", filename="Frees stopt.eml")
    assert known(forwarding.find(parse(mail.as_bytes(), Limits()))).original.sender == ANN


def test_a_mail_enclosed_in_a_reply_is_no_forward() -> None:
    """An attached mail below an answer is an enclosure."""
    mail = message("RE: Frees stopt", "Zie de bijlage.")
    mail.add_attachment(attached("Ann Claes <ann@claes.example>", "Frees stopt", BODY))
    assert forwarding.find(parse(mail.as_bytes(), Limits())) is None


def test_what_was_forwarded_inline_comes_before_what_was_attached_to_it() -> None:
    """A mark in the text is clearer than an attached mail, which came with the original."""
    mail = message("Fwd: Frees stopt", f"---- Doorgestuurd bericht ----\n{outlook('nl')}\n\n{BODY}\n")
    mail.add_attachment(attached("Klaas <klaas@ander.example>", "Oude mail", "Zie onder."))
    assert known(forwarding.find(parse(mail.as_bytes(), Limits()))).original.sender == ANN


# Hostile mails.

PIECES = [
    *(f"{mark}{line}" for mark in ("", "> ", "*") for line in outlook("de").split("\n")),
    "---- Forwarded message ----",
    "Begin forwarded message:",
    "---- End of forwarded message ----",
    "From:",
    "Ann <ann@claes.example> on 1-1-2026",
    "On 1-1-2026 Ann <ann@claes.example> wrote:",
    "_" * 32,
    "Text.",
    "> Text.",
    "-- ",
    "",
]


@pytest.mark.parametrize(
    "line",
    ["From: a@b", "To: x\nfoo", "Cc: a,", "Bcc: a\nx", "-" * 500, "--a" + "-" * 500, "> " * 200, "> From:",
     "---- Forwarded message ----", "On 1 Jan 2026 x wrote:", "From: \nTo:", "_" * 40 + "From: x", "De : ",
     "a" * 999 + ":", "---- Forwarded message ----\nx@y on 1.1.2026\nTo: x"],
)  # fmt: skip
def test_a_megabyte_of_marks_is_read_in_time(line: str) -> None:
    """No text makes the reader slow: its work is bounded, whatever the lines pretend to be."""
    text = "\n".join([line] * (1_000_000 // len(line)))
    mail = parse(b"From: a@b.example\nSubject: Fwd: x\n\nx", Limits())
    mail = replace(mail, text=text)
    began = time.perf_counter()
    forwarding.find(mail)
    assert time.perf_counter() - began < 1.0


def test_a_mail_without_marks_is_left_alone() -> None:
    """The cheap look finds no place to begin in ordinary prose."""
    assert not header_block.may_begin(f"{BODY}\n-- \nPiet Mulder\nTel: 012 34 56\n")


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("\n".join), st.sampled_from(["", "Fwd: x", "Re: x"]))
@settings(max_examples=150, deadline=None)
def test_no_text_makes_it_fail(text: str, subject: str) -> None:
    """Pieces of blocks in any order give a forward or none, and its certainty is a chance."""
    mail = replace(parse(b"From: a@b.example\n\nx", Limits()), text=text, subject=subject)
    found = forwarding.find(mail)
    assert found is None or (0 < found.certainty <= 1 and found.original.sender is not None)
