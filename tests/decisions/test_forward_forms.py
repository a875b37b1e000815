"""intake/forward_inline.py and intake/header_block.py: every client's form of a forward, in every language."""

from __future__ import annotations

import pytest

from tests.decisions.forwards import ANN, BODY, LABELS, MARKS, PREFIXES, forward, is_ann, known, outlook


@pytest.mark.parametrize("language", LABELS)
def test_outlook_without_separator(language: str) -> None:
    """Only the prefix of the subject and the block tell that Outlook forwarded."""
    subject = f"{PREFIXES.get(language, 'FW')}: Frees stopt"
    found = known(forward(subject, f"Kijk eens.\n\n{outlook(language)}\n\n{BODY}\n"))
    is_ann(found)
    assert found.comment == "Kijk eens."
    assert found.certainty > 0.9


@pytest.mark.parametrize("language", LABELS)
def test_outlook_on_the_web_with_bold_labels(language: str) -> None:
    """A drawn line, stars for bold, and a text that follows at once."""
    found = known(
        forward("Fwd: Frees stopt", f"________________________________\n{outlook(language, bold=True)}\n{BODY}\n")
    )
    is_ann(found)
    assert found.comment == ""


@pytest.mark.parametrize("language", MARKS)
def test_marks_between_dashes(language: str) -> None:
    """Yahoo, Thunderbird, HubSpot and Zimbra write a title between dashes, each in its own number of them."""
    for dashes in ("-----", "--------", "----------"):
        text = f"Ter info\n\n{dashes} {MARKS[language][0]} {dashes}\n{outlook(language)}\n\n{BODY}\n"
        found = known(forward("Frees stopt", text))
        is_ann(found)
        assert found.comment == "Ter info"


@pytest.mark.parametrize("language", MARKS)
def test_apple_mail_quotes_what_it_forwards(language: str) -> None:
    """Apple Mail puts the mark and the original behind quotation marks; what is bare is the forwarder's."""
    original = f"{MARKS[language][1]}\n\n{outlook(language)}\n\n{BODY}"
    quoted = "\n".join(f"> {line}" for line in original.split("\n"))
    found = known(forward("Fwd: Frees stopt", f"Ter info\n\n{quoted}\n\nBel me even terug.\n"))
    is_ann(found)
    assert found.comment == "Ter info\n\nBel me even terug."


@pytest.mark.parametrize("language", LABELS)
def test_gmail_translates_half(language: str) -> None:
    """Gmail translates "From" only, and the mark not at all."""
    text = (
        f"---------- Forwarded message ---------\n{LABELS[language][0]}: Ann Claes <ann@claes.example>\n"
        f"Date: {LABELS[language][5]}\nSubject: Frees stopt\nTo: <piet@mulder.example>, Jan <jan@mulder.example>\n"
        f"Cc: Els <els@mulder.example>\n\n\n{BODY}\n"
    )
    is_ann(known(forward("Fwd: Frees stopt", text)))


FORMS = {
    "thunderbird, subject first": (
        "-------- Forwarded Message --------\nSubject: \tFrees stopt\nDate: \tThu, 12 Nov 2026 10:15:00 +0100\n"
        "From: \tAnn Claes <ann@claes.example>\nTo: \tpiet@mulder.example, jan@mulder.example\n"
        "CC: \tels@mulder.example\n\n\n\n"
    ),
    "thunderbird, german copy": (
        "-------- Weitergeleitete Nachricht --------\nBetreff: \tFrees stopt\n"
        "Datum: \tThu, 12 Nov 2026 10:15:00 +0100\n"
        "Von: \tAnn Claes <ann@claes.example>\nAn: \tpiet@mulder.example, jan@mulder.example\n"
        "Kopie (CC): \tels@mulder.example\n\n"
    ),
    "gmx, sent first": (
        'Gesendet: Donnerstag, 12. November 2026 um 10:15 Uhr\nVon: "Ann Claes" <ann@claes.example>\n'
        "An: piet@mulder.example, jan@mulder.example\nCc: els@mulder.example\nBetreff: Frees stopt\n\n"
    ),
    "ionos": (
        "---------- Original Message ----------\nFrom: Ann Claes <ann@claes.example>\n"
        "To: piet@mulder.example, jan@mulder.example\nCC: els@mulder.example\nDate: 12/11/2026 10:15 CET\n"
        "Subject: Frees stopt\n\n"
    ),
    "roundcube": (
        "-------- Originalnachricht --------\nBetreff: Frees stopt\nDatum: 12.11.2026 10:15\n"
        "Von: Ann Claes <ann@claes.example>\nAn: piet@mulder.example, jan@mulder.example\nKopie: els@mulder.example\n\n"
    ),
    "samsung": (
        "-------- Oorspronkelijk bericht --------\nVan: Ann Claes <ann@claes.example>\n"
        "Datum: 12-11-2026 10:15 (GMT+01:00)\n"
        "Aan: piet@mulder.example, jan@mulder.example\nCc: els@mulder.example\nOnderwerp: Frees stopt\n\n"
    ),
    "notes": (
        "----- Forwarded by Piet Mulder/NL/MULDER on 12-11-2026 10:59 -----\n\n"
        'From:   "Ann Claes" <ann@claes.example>\n'
        "To:     piet@mulder.example, jan@mulder.example\nCc:     els@mulder.example\nDate:   12-11-2026 10:15\n"
        "Subject:        Frees stopt\n\n\n\n"
    ),
    "old notes without label": (
        "---------------------- Weitergeleitet von Piet Mulder/MULDER am 12.11.2026 10:59 ----------------------\n\n"
        "Ann Claes <ann@claes.example> am 12.11.2026 10:15:00\n\nAn: piet@mulder.example, jan@mulder.example\n"
        "Kopie: els@mulder.example\nThema: \nBetreff: Frees stopt\n\n"
    ),
    "zimbra": (
        '----- Mail transféré -----\nDe: "Ann Claes" <ann@claes.example>\nÀ: piet@mulder.example, jan@mulder.example\n'
        "Cc: els@mulder.example\nEnvoyé: Jeudi 12 Novembre 2026 10:15:00\nObjet: Frees stopt\n\n"
    ),
    "protonmail": (
        "------- Forwarded Message -------\nFrom: Ann Claes <ann@claes.example>\n"
        "Date: On Thursday, November 12th, 2026 at 10:15 AM\nSubject: Frees stopt\n"
        "To: piet@mulder.example <piet@mulder.example>, jan@mulder.example\nCC: els@mulder.example\n\n"
    ),
    "mailmate": (
        "Forwarded message:\n\nFrom: Ann Claes <ann@claes.example>\nTo: piet@mulder.example, jan@mulder.example\n"
        "Cc: els@mulder.example\nSubject: Frees stopt\nDate: Thu, 12 Nov 2026 10:15:00 +0100\n\n"
    ),
    "missive": (
        "---------- Forwarded message ----------\nFrom: Ann Claes <ann@claes.example>\n"
        "Date: on November 12, 2026 at 10:15 am\nSubject: Frees stopt\nTo: piet@mulder.example, jan@mulder.example\n"
        "Cc: els@mulder.example\n\n"
    ),
    "kmail": (
        "----------  Forwarded Message  ----------\n\nSubject: Frees stopt\n"
        "Date: Thursday, 12 November 2026, 10:15:00 CET\n"
        "From: Ann Claes <ann@claes.example>\nTo: piet@mulder.example, jan@mulder.example\nCC: els@mulder.example\n\n"
    ),
    "mutt": (
        "----- Forwarded message from Ann Claes <ann@claes.example> -----\n\nDate: Thu, 12 Nov 2026 10:15:00 +0100\n"
        "From: Ann Claes <ann@claes.example>\nTo: piet@mulder.example, jan@mulder.example\nCc: els@mulder.example\n"
        "Subject: Frees stopt\nUser-Agent: Mutt/2.2\n\n"
    ),
    "outlook with attachments named": (
        "-----Original Message-----\nFrom: Ann Claes [mailto:ann@claes.example]\n"
        "Sent: donderdag 12 november 2026 10:15\n"
        "To: piet@mulder.example; jan@mulder.example\nCc: els@mulder.example\nSubject: Frees stopt\n"
        "Attachments: foto.jpg\nImportance: High\n\n"
    ),
    "blank lines between the fields": (
        "From: Ann Claes <ann@claes.example>\n\nSent: donderdag 12 november 2026 10:15\n\n"
        "To: piet@mulder.example; jan@mulder.example\n\nCc: els@mulder.example\n\nSubject: Frees stopt\n\n"
    ),
    "values below the labels": (
        "---- Doorgestuurd bericht ----\nVan:\nAnn Claes <ann@claes.example>\nVerzonden:\n12-11-2026 10:15\nAan:\n"
        "piet@mulder.example; jan@mulder.example\nCC:\nels@mulder.example\nOnderwerp:\nFrees stopt\n\n"
    ),
    "quoted": (
        "> From: Ann Claes <ann@claes.example>\n> Date: 12 November 2026 at 10:15:00 CET\n"
        "> To: piet@mulder.example, jan@mulder.example\n> Cc: els@mulder.example\n> Subject: Frees stopt\n> \n"
    ),
    "orange, dated title": (
        '> Message du 12/11/26 10:15\n> De : "Ann Claes" <ann@claes.example>\n> A : piet@mulder.example, '
        "jan@mulder.example\n> Copie à : els@mulder.example\n> Objet : Frees stopt\n>\n"
    ),
    "zoho, mark on both sides": (
        "============ Forwarded message ============\nFrom: Ann Claes <ann@claes.example>\n"
        'To: "piet" <piet@mulder.example>, jan@mulder.example\nCc: els@mulder.example\n'
        "Date: Thu, 12 Nov 2026 10:15:00 +0100\nSubject: Frees stopt\n============ Forwarded message ============\n\n"
    ),
    "non-breaking spaces": (
        "De\u202f:\xa0Ann Claes <ann@claes.example>\nEnvoyé\xa0:\xa0jeudi 12 novembre 2026 10:15\n"
        "À\xa0:\xa0piet@mulder.example; jan@mulder.example\nCc\xa0:\xa0els@mulder.example\n"
        "Objet\xa0:\xa0Frees stopt\n\n"
    ),
    "many recipients over many lines": (
        "From: Ann Claes\n    <ann@claes.example>\nSent: donderdag 12 november 2026 10:15\nTo: piet@mulder.example;\n"
        "    jan@mulder.example\nCc: els@mulder.example\nSubject: Frees stopt\n\n"
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_forms_of_further_clients(form: str) -> None:
    """Every client's block is read whole, whatever its order, spacing and marks."""
    body = "\n".join(f"> {line}" for line in BODY.split("\n")) if form in ("quoted", "orange, dated title") else BODY
    found = known(forward("FW: Frees stopt", f"Ter info\n\n{FORMS[form]}{body}\n"))
    is_ann(found)
    assert found.comment == "Ter info"


def test_html_table() -> None:
    """A block laid out as a table is read like lines."""
    rows = "".join(
        f"<tr><td><b>{label}:</b></td><td>{value}</td></tr>"
        for label, value in (
            ("Von", "Ann Claes &lt;ann@claes.example&gt;"),
            ("Gesendet", "12.11.2026 10:15"),
            ("An", "piet@mulder.example; jan@mulder.example"),
            ("Cc", "els@mulder.example"),
            ("Betreff", "Frees stopt"),
        )
    )
    body = BODY.replace("\n\n", "</p><p>").replace("\n", "<br>")
    found = known(forward("WG: Frees stopt", f"<p>Ter info</p><table>{rows}</table><p>{body}</p>", html=True))
    is_ann(found)


def test_yandex_names_the_sender_in_an_attribution() -> None:
    """Below a mark a line "date, name <address>:" takes the block's place; an end mark divides the comment below."""
    text = (
        '-------- Пересылаемое сообщение --------\n12.11.2026, 10:15, "Ann Claes" <ann@claes.example>:\n\n'
        f"{BODY}\n\n-------- Конец пересылаемого сообщения --------\n\nGraag vandaag.\n"
    )
    found = known(forward("Fwd: Frees stopt", text))
    assert (found.original.sender, found.original.text) == (ANN, BODY)
    assert found.comment == "Graag vandaag."


def test_wrapped_subject() -> None:
    """Where the block's subject goes on in the next line, the mail's own subject says so."""
    block = "From: ann@claes.example\nSent: 12-11-2026 10:15\nTo: piet@mulder.example\nSubject: Frees stopt na\n"
    text = f"{block}drie minuten\n\n{BODY}"
    found = known(forward("FW: Frees stopt na drie minuten", text))
    assert (found.original.subject, found.original.text) == ("Frees stopt na drie minuten", BODY)
