"""intake/screening.py on mails without any telling header: people who use the words of machines, and machines."""

# ruff: noqa: E501 - a mail stands on one line, however long
from __future__ import annotations

import time

import pytest

from intake.hints import DeskHints
from intake.limits import Limits
from intake.mail import parse
from intake.screening import Screened, screen
from routing.submission import Kind


def _screened(subject: str, body: str, sender: str = "Bo <bo@kunde.example>", more: str = "") -> Screened:
    raw = (
        f"From: {sender}\nTo: us@desk.example\nSubject: {subject}\nMessage-ID: <1@k.example>\nMIME-Version: 1.0\n{more}"
        f"Content-Type: text/plain; charset=utf-8\n\n{body}\n"
    )
    return screen(parse(raw.encode(), Limits()), DeskHints())


PEOPLE = [
    ("Out of office reply not working", "Since the update the out of office reply of the portal does not work."),
    ("Re: Automatic reply: Your licence", "Thanks, I am back now. Please send the licence."),
    (
        "Undeliverable mail from your system",
        "Hi,\n\nwe get undeliverable messages from your mail server since Monday. Your message could not be delivered, it says. Can you check?",
    ),
    (
        "Vacation",
        "Hello, I'm on vacation from 3 to 21 August. Please do not call before, I will test the patch when I return on 24 August.",
    ),
    ("Re: your answer", "Thanks for the fix. I am out of the office tomorrow, back on Monday, and will test it then."),
    ("Re: [NTI #5590] licence", "We have received your message and will come back to you next week.\n\nJohn"),
    (
        "Offerte 5 licenties",
        "Beste,\n\ngraag ontvangen wij een offerte voor 5 licenties. Heeft u ook een kennismakingskorting? Wij zijn een leverancier van matrijzen. Schrijf in op onze nieuwsbrief.",
    ),
    (
        "Angebot",
        "Sehr geehrte Damen und Herren,\nwir sind ein führender Hersteller von Formen. Bitte erstellen Sie uns ein Angebot für zwei Lizenzen zu einem attraktiven Preis. Bei Interesse können wir einen Termin machen.\nBesuchen Sie uns auf der Messe, Newsletter abmelden",
    ),
    (
        "Abwesenheit",
        "Guten Tag,\nich bin ab Montag zwei Wochen im Urlaub. Wer kann meinen Kollegen die Lizenz zurückgeben?",
    ),
    ("Accepted: Teams meeting", "I accepted, but could we do 15:00 instead?"),
    ("Read: your answer", "I read your answer but the tool still crashes."),
    ("Digest for our project?", "Can you send a digest?"),
    (
        "Quick question",
        "Hello, my name is Jan from Jansen BV, and we use VISI. Quick question: where on the website do I find the licence form? Our newsletter: click here",
    ),
    ("SV: Tilbud", "Takk for e-posten. Jeg har ferie fra fredag, men vi tar det gjerne når jeg er tilbake på mandag."),
    ("Backup completed but VISI does not start", "The backup completed, but VISI does not start."),
    ("Ynt: Talebiniz", "Mesajınız için teşekkürler. Yarın izinliyim, pazartesi döneceğim ve yamayı deneyeceğim."),
    (
        "RE: [Produsoft #10423] vraag",
        "Dank voor uw bericht. Ik ben morgen afwezig, vrijdag ben ik terug en dan probeer ik de update.",
    ),
    (
        "Antw: vraag",
        "Ik ben volgende week afwezig. Neem voor dringende zaken contact op met mijn collega Piet, hij kent de machine.",
    ),
    ("Backup", "> Your request has been received.\n> Do not reply.\n\nThanks, it works."),
]
MACHINES = [
    ("Automatische Antwort: [X #1] Ihre Anfrage", "Ich bin vom 3.8. bis 21.8. nicht im Büro."),
    (
        "Re: Ihre Anfrage",
        "Vielen Dank für Ihre Nachricht. Ich bin vom 3.8. bis 21.8.2026 nicht im Büro. In dringenden Fällen wenden Sie sich an Frau Müller.",
    ),
    (
        "[##4711##] Ihre Anfrage",
        "Sehr geehrte Damen und Herren,\nIhre Anfrage ist bei uns eingegangen und wurde unter der Nummer 4711 erfasst.\nDies ist eine automatisch generierte Nachricht, bitte nicht antworten.",
    ),
    (
        "[Acme Support] Re: VISI",
        "##- Please type your reply above this line -##\n\nYour request (12345) has been received and is being reviewed by our support staff.",
    ),
    ("INC0012345 has been opened", "Your incident INC0012345 has been logged. You will be contacted within 2 days."),
    (
        "Please confirm your message",
        "I am protected by SpamArrest. Please click the link below so that your message can be delivered. This is an automated message.",
    ),
    ("Lest: Svar", "Meldingen\n\nTil: Kari\nEmne: Svar\nSendt: 3. mai\n\nble lest 4. mai 2026 10:00."),
    ("Frånvaro", "Jag är borta. This is an automatic reply."),
    (
        "Ynt: Talebiniz",
        "E-postanız için teşekkür ederim. 3-10 Ağustos tarihleri arasında yıllık izindeyim. Acil durumlarda Ali Kaya ile iletişime geçiniz.",
    ),
    ("Fraværsmelding", "Takk for din e-post. Jeg har ferie t.o.m. 14.08. Haster det? Ring 22864400."),
    (
        "Absence du bureau",
        "Merci pour votre message. Je suis absent jusqu'au 14 août. En cas d'urgence, contactez Luc.",
    ),
    (
        "Boost your sales",
        "Dear Sir,\nWe are a leading lead generation agency. We help companies get more customers, 20% discount this month. Would you be interested in a quick call? Reply STOP to opt out.",
    ),
    (
        "Nieuwe klanten",
        "Beste,\nWij helpen bedrijven als het uwe aan meer klanten. Heeft u interesse in een vrijblijvend gesprek? Nu 20% korting. Wilt u geen mails meer, antwoord dan met STOP.",
    ),
    (
        "Yeni müşteriler",
        "Merhaba,\nFirmamız olarak web tasarım hizmeti sunuyoruz. Size özel %20 indirim. İlgilenir misiniz, kısa bir görüşme yapalım. Listeden çıkmak için yanıtlayın.",
    ),
    (
        "Mehr Kunden",
        "Guten Tag,\nwir sind eine führende Agentur und helfen Ihnen, den Umsatz zu steigern. Haben Sie Interesse an einem unverbindlichen Gespräch? 15 Minuten genügen. Abmelden: Antwort mit STOP.",
    ),
    (
        "Flere kunder",
        "Hei,\nVi hjelper bedrifter med flere kunder og bedre synlighet. Gratis demo. Interessert i en kort prat? Meld deg av her.",
    ),
]


@pytest.mark.parametrize(("subject", "body"), PEOPLE)
def test_people_with_the_words_of_machines_stay_people(subject: str, body: str) -> None:
    """Who asks, tells of trouble or writes of the matter is a person, whatever else he says."""
    assert _screened(subject, body).kind is Kind.PERSON


@pytest.mark.parametrize(("subject", "body"), MACHINES)
def test_machines_that_say_so_only_in_words(subject: str, body: str) -> None:
    """Absence notes, acknowledgements, challenges, receipts and offers are told by several of their phrases."""
    found = _screened(subject, body)
    assert found.kind in (Kind.AUTO_REPLY, Kind.BULK)
    assert not found.acknowledge
    assert found.reasons


@pytest.mark.parametrize(
    ("sender", "subject", "body", "more", "kind"),
    [
        ("root@host.example", "Cron <root@host> run-parts", "done", "", Kind.AUTO_REPLY),
        ("monitoring@k.example", "** PROBLEM Service Alert: db/disk is CRITICAL **", "full", "", Kind.AUTO_REPLY),
        ("Piet <postmaster@k.example>", "Vraag", "Visi start niet, wat nu?", "", Kind.PERSON),
        ("postmaster@k.example", "Mail", "text", "", Kind.AUTO_REPLY),
        ("bo@k.example", "FW: Undeliverable: offer", "Your message could not be delivered", "", Kind.PERSON),
        ("bo@k.example", "x", "Some text", "X-Loop: yes\n", Kind.AUTO_REPLY),
        ("bo@k.example", "x", "Some text", "X-Loop: bo@k.example\n", Kind.PERSON),
        ("bo@k.example", "Re: x", "I think so.", "Precedence: bulk\n", Kind.PERSON),
        ("bo@k.example", "x", "How do I?", "X-RT-Loop-Prevention: k.example\n", Kind.PERSON),
        ("fml-admin@l.example", "You a@b.example are not member (x ML)", "You are not a member", "", Kind.BOUNCE),
        ("staff@hotmail.com", "hello", "hello", "", Kind.PERSON),
    ],
)
def test_senders_and_headers(sender: str, subject: str, body: str, more: str, kind: Kind) -> None:
    """Accounts of programs, postmasters who are people, flags that count by their value."""
    assert _screened(subject, body, sender, more).kind is kind


def test_a_list_footer_makes_no_newsletter() -> None:
    """A person's mail through a list that tells how to unsubscribe stays a person's and is not acknowledged."""
    footer = "You received this message because you are subscribed to the group.\nTo unsubscribe, click here."
    found = _screened(
        "Gauge", f"The gauge is lost. Newsletter.\n\n-- \n{footer}", more="Mailing-List: list x@y.example\n"
    )
    assert found.kind is Kind.PERSON
    assert not found.acknowledge


@pytest.mark.parametrize("text", ["your message " * 80_000, "i am " * 200_000, "? " * 500_000, "wir sind " * 100_000])
def test_long_texts_cost_little(text: str) -> None:
    """Only head and tail of a text are looked at."""
    mail = parse(f"From: mailer-daemon@b.example\nSubject: x\n\n{text}".encode(), Limits())
    begin = time.perf_counter()
    screen(mail, DeskHints())
    assert time.perf_counter() - begin < 0.5
