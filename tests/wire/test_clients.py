"""Engineers answer with real mail clients, and customers find in their mailboxes what was written to them.

The whole way is real: swaks hands the customer's mail in, the desk fetches it by IMAP and notifies the engineer, his
client opens the notification by IMAP, quotes it as it does, and hands the answer in by SMTP; the undo window passes by
the test's clock; what then lies in the customer's mailbox is fetched by IMAP and compared. Where a client is not
installed its tests are skipped and say which line mends that.
"""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import count
from pathlib import Path

import pytest
from sqlmodel import col, select

from intake.html_text import to_text
from intake.world import Posted
from routing.model import OutboundMail, Ticket, TicketState
from tests.conftest import build
from tests.servers import Received
from tests.steps.conftest import Clock
from tests.steps.test_leaks import PRIVATE, SECRET, tokens
from tests.wire.clients import Seat, in_box, neomutt, s_nail, submit, swaks, threads
from tests.wire.graphical import claws_mail
from tests.wire.office import Client, Office, mails
from tests.wire.pencil import Reply

FIRST = "Dear all,\n\nVISI stops with error 0x800 when I export.\n\nAnn\n"
SECOND = "It happens with every drawing.\n\nDoes it help to reinstall?\n\nSince when is the fault known?\n\nAnn\n"
TYPED = ("Hello Ann,", "", 'please install build 24.0 ("May"), then it works:', "https://help.example/export?id=7&a=b",
         "", "Kind regards", "Joris")  # fmt: skip
ACCENTS = ("Beste Ann,", "", "de export faalt door één café-dongle; größer hilft: Sorun çözüldü.", "", "Joris")
CLIENTS = (neomutt, s_nail, swaks, claws_mail)
_NUMBER = count(1)


@pytest.fixture
def ann(office: Office) -> Seat:
    """A customer whose case is at an engineer's; she has written twice, the second time in answer to our receipt."""
    domain = f"customer{next(_NUMBER)}.example"
    ann = office.seat("Ann Peeters", f"ann@{domain}")
    office.world.customer(f"{SECRET}secret", ann.address, plan="first-year", language="en")
    office.write(ann, "Export stops", FIRST, Message_Id=f"<1@{domain}>")
    (receipt,) = mails(ann)
    told = {"In_Reply_To": receipt["Message-ID"], "References": f"<1@{domain}> {receipt['Message-ID']}"}
    office.write(ann, f"Re: {receipt['Subject']}", SECOND, Message_Id=f"<2@{domain}>", **told)
    return ann


def answer(office: Office, ann: Seat, client: Client, reply: Reply) -> Received:
    """The engineer of her case answers his newest mail, which is about it, and the desk reads that.

    What his client handed in; skips the test where it is not installed.
    """
    handed_in = build(lambda: office.answer(client, office.owner(ann), reply))
    office.work()
    return handed_in


def passes(office: Office, clock: Clock) -> None:
    """The undo window."""
    clock.go(minutes=2)
    office.work()


def text_of(mail: EmailMessage) -> str:
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n").rstrip("\n")


def with_history(typed: tuple[str, ...]) -> re.Pattern[str]:
    """What the customer is to read: his words as typed, and below them what she wrote last, with a line of ours."""
    quoted = "\n".join(f"> {line}".rstrip() for line in SECOND.rstrip("\n").split("\n"))
    words = re.escape("\n".join(typed))
    return re.compile(rf"{words}\n\nOn [^\n]{{5,60}}, Ann Peeters wrote:\n\n{re.escape(quoted)}")


def nothing_private(mail: EmailMessage, notice: bytes) -> None:
    """Neither its texts nor its headers hold what only the engineer was sent."""
    html = mail.get_body(("html",)).get_content()
    everything = "\n".join((text_of(mail), html, to_text(html, 1_000_000)[0], *map(str, mail.values())))
    secrets = [word for word in (SECRET, *PRIVATE, *tokens(Posted("", (), notice))) if word in everything]
    assert secrets == []


@pytest.mark.parametrize("layout", ["top", "bottom"])
@pytest.mark.parametrize("client", CLIENTS)
def test_an_answer_arrives_as_it_was_typed(
    office: Office, clock: Clock, ann: Seat, client: Client, layout: str
) -> None:
    """After the undo window: his words in his name on her thread, her own mail below, nothing of his notification."""
    notice = in_box(office.owner(ann))[-1]
    before = len(mails(ann))
    handed_in = answer(office, ann, client, Reply(TYPED, layout))
    assert b"case:a" in handed_in.raw  # he quoted the notification to its end
    assert len(mails(ann)) == before
    passes(office, clock)
    (got,) = mails(ann)[before:]
    assert with_history(TYPED).fullmatch(text_of(got))
    assert got["From"] == f'"{office.owner(ann).name} (Produsoft)" <visi.support@produsoft.example>'
    assert got["To"] == f"Ann Peeters <{ann.address}>"
    domain = ann.address.partition("@")[2]
    assert got["In-Reply-To"] == f"<2@{domain}>"
    assert got["References"].split()[0::2] == [f"<1@{domain}>", f"<2@{domain}>"]
    assert "Auto-Submitted" not in got
    nothing_private(got, notice)


@pytest.mark.parametrize("client", [neomutt, s_nail, swaks])
def test_letters_of_all_our_languages_arrive(office: Office, clock: Clock, ann: Seat, client: Client) -> None:
    """Whatever charset and encoding the client picks for them."""
    answer(office, ann, client, Reply(ACCENTS))
    passes(office, clock)
    assert with_history(ACCENTS).fullmatch(text_of(mails(ann)[-1]))


@pytest.mark.parametrize("client", [neomutt, s_nail, swaks])
def test_answers_between_her_questions_arrive_with_them(
    office: Office, clock: Clock, ann: Seat, client: Client
) -> None:
    """In their order, with her questions below them; of the notification around them nothing comes along."""
    notice = in_box(office.owner(ann))[-1]
    inside = (("Does it help to reinstall?", "Yes, it does."), ("Since when is the fault known?", "Since May."))
    answer(office, ann, client, Reply(("Hello Ann, see below.",), "interleaved", inside=inside))
    passes(office, clock)
    got = mails(ann)[-1]
    said = ("Hello Ann, see below.", "", "Yes, it does.", "", "Since May.")
    assert with_history(said).fullmatch(text_of(got))
    nothing_private(got, notice)


@pytest.mark.parametrize("client", CLIENTS)
def test_orders_are_obeyed_and_not_sent(office: Office, clock: Clock, ann: Seat, client: Client) -> None:
    """`#time` above and `#close` below his words: the case is closed, the time is booked, and he is told so."""
    notice = in_box(office.owner(ann))[-1]
    answer(office, ann, client, Reply(("#time 20m", *TYPED, "", "#close dongle replaced")))
    passes(office, clock)
    got = mails(ann)[-1]
    text, case = text_of(got), office.case(ann)
    assert text.startswith("\n".join(TYPED) + f"\n\nWe are now closing your case {case.number}.")
    assert case.state == TicketState.CLOSED
    assert not any(word in text for word in ("#", "20m", "dongle"))
    nothing_private(got, notice)
    echo = text_of(mails(office.owner(ann))[-1])
    assert re.match(rf"{case.number}: \w+ \w+ Ann Peeters, 20 min, \w+ “dongle replaced” ·", echo)


@pytest.mark.parametrize("client", [neomutt, s_nail, swaks])
def test_his_file_arrives(office: Office, clock: Clock, ann: Seat, client: Client, tmp_path: Path) -> None:
    """Byte for byte, under its name."""
    file = tmp_path / "settings.bin"
    file.write_bytes(bytes(range(256)) * 40)
    answer(office, ann, client, Reply(TYPED, files=(str(file),)))
    passes(office, clock)
    got = mails(ann)[-1]
    assert with_history(TYPED).fullmatch(text_of(got))
    (sent,) = got.iter_attachments()
    assert (sent.get_filename(), sent.get_payload(decode=True)) == (file.name, file.read_bytes())


@pytest.mark.parametrize("client", [neomutt, s_nail])
def test_an_undone_answer_never_leaves(office: Office, clock: Clock, ann: Seat, client: Client) -> None:
    """`#undo` in answer to the note of what was done, within the window."""
    before = len(mails(ann))
    answer(office, ann, client, Reply(("#time 20m", "", *TYPED)))
    answer(office, ann, client, Reply(("#undo",)))
    passes(office, clock)
    assert len(mails(ann)) == before


def tree(office: Office, reader: Seat, case: Ticket) -> list[tuple[int, str]]:
    """How all mails of a case that somebody got or wrote stand in his neomutt: depth, and occasion or author."""
    handed_in = (one.raw for one in office.border.taken if one.sender == reader.address)
    of_case = (case.subject, f"[Produsoft #{case.number}]")
    raws = {
        read["Message-ID"].strip("<>"): raw
        for raw in (*in_box(reader), *handed_in)
        if (read := message_from_bytes(raw, policy=policy.default))
        and of_case[bool(read["In-Reply-To"])] in read["Subject"]
    }
    with office.world.app.database.reading() as session:
        rows = session.exec(select(OutboundMail).where(col(OutboundMail.message_id).in_(raws))).all()
    occasions = {row.message_id: row.occasion for row in rows}
    return [(depth, occasions.get(name, reader.name)) for depth, name in threads(reader, list(raws.values()))]


def test_a_case_is_one_thread_in_neomutt(office: Office, clock: Clock, ann: Seat) -> None:
    """For her, and for her engineer, who knows another one: every mail hangs on the one that it goes back to."""
    engineer, case = office.owner(ann), office.case(ann)
    answer(office, ann, swaks, Reply(("#time 5m", *TYPED)))
    passes(office, clock)
    got, domain = mails(ann)[-1], ann.address.partition("@")[2]
    told = {"In_Reply_To": got["Message-ID"], "References": f"{got['References']} {got['Message-ID']}"}
    office.write(ann, f"Re: {got['Subject']}", "It stops again.\n\nAnn\n", Message_Id=f"<3@{domain}>", **told)
    hers = [ann.name, "acknowledgement", ann.name, "answer", ann.name]
    assert tree(office, ann, case) == list(enumerate(hers))
    # The root of his is a name that no mail bears: neomutt puts the first mail in its place.
    assert tree(office, engineer, case) == [
        (0, "assignment"),
        (1, "follow_up"),
        (2, engineer.name),
        (3, "echo"),
        (1, "follow_up"),
    ]


def test_whoever_writes_in_his_name_without_his_password_sends_nothing(office: Office, clock: Clock, ann: Seat) -> None:
    """Not even with the token from his notification: his own mailbox gets the text, and the question who it was."""
    engineer = office.owner(ann)
    before, notice = len(mails(ann)), mails(engineer)[-1]
    headers = {"Subject": f"Re: {notice['Subject']}", "In-Reply-To": notice["Message-ID"]}
    build(lambda: submit(engineer, notice["Reply-To"].strip("<>"), headers, "\n".join(TYPED)))
    office.work()
    passes(office, clock)
    assert len(mails(ann)) == before
    assert all(line in text_of(mails(engineer)[-1]) for line in TYPED)
