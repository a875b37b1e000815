"""The door, spoken to as mail servers do and as mischief does."""

from __future__ import annotations

import smtplib
import socket
import threading
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from intake.limits import Limits
from intake.listener import TAKEN, Answer, Door, Incoming, Listener
from routing.submission import Channel

HOST = "127.0.0.1"
MAIL = b"From: ann@customer.example\r\nSubject: The valve sticks\r\n\r\n.leading dot\r\nfine\r\n"
ANN = "ann@customer.example"
VISI, CAD = "visi.support@desk.example", "cad.support@desk.example"
REFUSED = Answer(550, "5.7.1 Not here")


@dataclass
class Taker:
    """Stands where the inbox stands: keeps what it is given and answers as told."""

    answers: dict[str, Answer] = field(default_factory=dict)
    error: Exception | None = None
    hold: threading.Event | None = None
    taken: list[Incoming] = field(default_factory=list)
    started: threading.Event = field(default_factory=threading.Event)

    def __call__(self, incoming: Incoming) -> Sequence[Answer]:
        self.started.set()
        if self.hold is not None:
            assert self.hold.wait(30)
        if self.error is not None:
            raise self.error
        self.taken.append(incoming)
        return [self.answers.get(recipient, TAKEN) for recipient in incoming.recipients]


def knows(address: str) -> bool:
    return address.partition("+")[0].partition("@")[0] in {"visi.support", "cad.support"}


@contextmanager
def listening(taker: Taker, limits: Limits | None = None, **door: float) -> Iterator[Listener]:
    settings = Door(smtp_port=0, lmtp_port=0, **door)  # type: ignore[arg-type]
    listener = Listener(settings, limits or Limits(), knows, taker)
    listener.start()
    try:
        yield listener
    finally:
        listener.stop()


@pytest.fixture
def taker() -> Taker:
    return Taker()


@pytest.fixture
def listener(taker: Taker) -> Iterator[Listener]:
    with listening(taker) as door:
        yield door


def smtp(listener: Listener) -> smtplib.SMTP:
    return smtplib.SMTP(HOST, listener.ports[Channel.SMTP], local_hostname="client.example", timeout=30)


def lmtp(listener: Listener) -> smtplib.LMTP:
    return smtplib.LMTP(HOST, listener.ports[Channel.LMTP], local_hostname="client.example", timeout=30)


def envelope(client: smtplib.SMTP, *recipients: str, sender: str = ANN) -> None:
    client.ehlo_or_helo_if_needed()
    assert client.mail(sender)[0] == 250
    for recipient in recipients:
        assert client.rcpt(recipient)[0] == 250


def replies(client: smtplib.LMTP, count: int) -> list[tuple[int, bytes]]:
    return [client.getreply() for _ in range(count)]


def send_lmtp(client: smtplib.LMTP, recipients: Sequence[str], raw: bytes = MAIL) -> list[int]:
    """The codes LMTP gives at the end of DATA, one a recipient."""
    envelope(client, *recipients)
    client.putcmd("data")
    assert client.getreply()[0] == 354
    client.send(smtplib._quote_periods(raw) + b".\r\n")
    return [code for code, _ in replies(client, len(recipients))]


def test_a_mail_arrives_with_its_bytes_and_our_trace_lines(listener: Listener, taker: Taker) -> None:
    """What was sent is what is taken, dots unstuffed, below Return-Path and Delivered-To."""
    with smtp(listener) as client:
        client.sendmail(ANN, [VISI], MAIL)
    (mail,) = taker.taken
    trace = b"Return-Path: <ann@customer.example>\r\nDelivered-To: visi.support@desk.example\r\n"
    assert mail.raw == trace + MAIL
    assert (mail.sender, mail.recipients, mail.channel) == (ANN, (VISI,), Channel.SMTP)
    assert mail.peer.startswith("127.0.0.1:")


def test_every_byte_passes(listener: Listener, taker: Taker) -> None:
    """Eight-bit bytes, NULs, bare LF and CR, and a line of a megabyte are neither refused nor changed."""
    raw = b"Subject: \xe6\xff\r\n\r\nbare\nlf\rcr\x00nul\r\n.\r\r\n..\r\n" + b"x" * 1_000_000 + b"\r\n.last\r\n"
    with smtp(listener) as client:
        envelope(client, VISI)
        client.putcmd("data")
        assert client.getreply()[0] == 354
        stuffed = raw.replace(b"\r\n.", b"\r\n..")
        client.send(stuffed + b".\r\n")
        assert client.getreply()[0] == 250
    assert taker.taken[0].raw.endswith(b"desk.example\r\n" + raw)


def test_a_null_sender_is_a_null_return_path(listener: Listener, taker: Taker) -> None:
    """A bounce keeps its null sender, which is what screening tells it by."""
    with lmtp(listener) as client:
        assert send_lmtp(client, [VISI]) == [250]
        client.rset()
        client.mail("")
        client.rcpt(VISI)
        client.putcmd("data")
        client.getreply()
        client.send(MAIL + b".\r\n")
        assert client.getreply()[0] == 250
    assert taker.taken[1].sender == ""
    assert taker.taken[1].raw.startswith(b"Return-Path: <>\r\n")


def test_a_foreign_return_path_on_top_gives_way_to_ours(listener: Listener, taker: Taker) -> None:
    """Only the envelope makes a Return-Path; one further down is part of the mail and stays."""
    forged = b"Return-Path: <>\r\nreturn-path: <x@y>\r\n folded\r\n"
    rest = b"Subject: a\r\nReturn-Path: <kept@below.example>\r\n\r\nReturn-Path: <text>\r\n"
    with smtp(listener) as client:
        client.sendmail(ANN, [VISI], forged + rest)
    assert taker.taken[0].raw == b"Return-Path: <%s>\r\nDelivered-To: %s\r\n" % (ANN.encode(), VISI.encode()) + rest


def test_lmtp_answers_each_recipient_in_order(listener: Listener, taker: Taker) -> None:
    """One reply for each accepted RCPT, repeated recipients too (RFC 2033 4.2)."""
    taker.answers = {CAD: Answer(451, "4.3.0 Later"), "cad.support+1@desk.example": REFUSED}
    with lmtp(listener) as client:
        assert send_lmtp(client, [VISI, CAD, "cad.support+1@desk.example", VISI]) == [250, 451, 550, 250]
        assert client.noop()[0] == 250


@pytest.mark.parametrize(
    ("answers", "code"),
    [({}, 250), ({CAD: REFUSED}, 250), ({CAD: Answer(452, "4.2.2 Full")}, 452), ({CAD: REFUSED, VISI: REFUSED}, 550)],
)
def test_smtp_has_one_answer_for_all(taker: Taker, listener: Listener, answers: dict[str, Answer], code: int) -> None:
    """Later wins over taken, since a repeated mail is recognised and a lost one is not; taken wins over refused."""
    taker.answers = answers
    with smtp(listener) as client:
        envelope(client, VISI, CAD)
        assert client.data(MAIL)[0] == code


def test_the_answer_waits_for_the_commit(taker: Taker, listener: Listener) -> None:
    """No 250 while `take` works, and meanwhile the door serves others."""
    taker.hold = threading.Event()
    with smtp(listener) as client, smtp(listener) as other:
        envelope(client, VISI)
        client.putcmd("data")
        client.getreply()
        client.send(MAIL + b".\r\n")
        assert taker.started.wait(10)
        assert other.noop()[0] == 250
        client.sock.settimeout(0.05)
        with pytest.raises(TimeoutError):
            client.sock.recv(1)
        taker.hold.set()
        client.sock.settimeout(10)
        assert client.sock.recv(100).startswith(b"250 2.0.0")


@pytest.mark.parametrize("error", [RuntimeError("password=hunter2"), OSError("disk full"), ConnectionResetError("db")])
def test_a_failure_is_answered_451_without_its_text(taker: Taker, listener: Listener, error: Exception) -> None:
    """Whatever `take` raises, the sender keeps the mail and learns nothing of what went wrong; the session lives on."""
    taker.error = error
    with lmtp(listener) as client:
        envelope(client, VISI, CAD)
        client.putcmd("data")
        client.getreply()
        client.send(MAIL + b".\r\n")
        assert replies(client, 2) == [(451, b"4.3.0 Not taken, try again later")] * 2
        taker.error = None
        assert send_lmtp(client, [VISI]) == [250]


def test_a_take_that_outlives_its_time_is_answered_451(taker: Taker) -> None:
    """A stuck store does not keep the sender on the line."""
    taker.hold = threading.Event()
    with listening(taker, take_seconds=0.05) as listener, smtp(listener) as client:
        envelope(client, VISI)
        assert client.data(MAIL)[0] == 451
        taker.hold.set()


def test_a_take_that_answers_for_too_few_is_answered_451() -> None:
    """Answers that do not fit the recipients are a bug, and a bug never says 250."""
    listener = Listener(Door(smtp_port=0), Limits(), knows, lambda incoming: [TAKEN])
    listener.start()
    with smtp(listener) as client:
        envelope(client, VISI, CAD)
        assert client.data(MAIL)[0] == 451
    listener.stop()


def test_an_exception_of_knows_is_answered_451(taker: Taker) -> None:
    """A desk that cannot be asked is no reason to bounce mail."""

    def broken(address: str) -> bool:
        raise LookupError("secret detail")

    listener = Listener(Door(smtp_port=0), Limits(), broken, taker)
    listener.start()
    with smtp(listener) as client:
        client.ehlo()
        client.mail(ANN)
        assert client.rcpt(VISI) == (451, b"4.3.0 Not taken, try again later")
    listener.stop()


def test_recipients_are_ours_and_bounded(taker: Taker) -> None:
    """A stranger's address is refused at RCPT, a known one with a token is taken, the one above the limit waits."""
    with listening(taker, Limits(recipients=2)) as listener, smtp(listener) as client:
        client.ehlo()
        client.mail(ANN)
        assert client.rcpt("stranger@elsewhere.example")[0] == 550
        assert client.rcpt(VISI)[0] == 250
        assert client.rcpt("visi.support+k7q2@desk.example")[0] == 250
        assert client.rcpt(CAD)[0] == 452
        assert client.data(MAIL)[0] == 250
    assert taker.taken[0].recipients == (VISI, "visi.support+k7q2@desk.example")


@pytest.mark.parametrize("sender", [b'"a\rSubject: forged"@x.example', b"a\x00b@x.example", b"\xff\xfe@x.example"])
def test_a_sender_that_would_break_a_header_is_refused(listener: Listener, taker: Taker, sender: bytes) -> None:
    """A bare CR in MAIL FROM must not become a header line of ours."""
    with socket.create_connection((HOST, listener.ports[Channel.SMTP]), timeout=10) as peer:
        lines = peer.makefile("rb")
        lines.readline()
        peer.sendall(b"HELO client.example\r\nMAIL FROM:<" + sender + b">\r\n")
        assert lines.readline().startswith(b"250")
        assert lines.readline()[:1] in b"45"
        lines.close()


def test_what_is_offered(listener: Listener) -> None:
    """SIZE, 8BITMIME, SMTPUTF8 and PIPELINING; no AUTH, no STARTTLS, and VRFY tells nothing."""
    with smtp(listener) as client:
        client.ehlo()
        assert set(client.esmtp_features) == {"size", "8bitmime", "smtputf8", "pipelining"}
        assert client.esmtp_features["size"] == str(Limits().message_bytes)
        assert client.docmd("VRFY", VISI) == client.docmd("VRFY", "stranger@elsewhere.example")
        assert client.docmd("AUTH", "PLAIN AGEAYg==")[0] == 500
        assert client.docmd("EXPN", "staff")[0] == 502


def test_addresses_may_hold_any_letter(listener: Listener, taker: Taker) -> None:
    """SMTPUTF8 (RFC 6531): a sender with letters beyond ASCII is taken and traced in UTF-8."""
    with smtp(listener) as client:
        client.ehlo()
        client.command_encoding = "utf-8"
        assert client.mail("ståle@møller.example", ["SMTPUTF8", "BODY=8BITMIME"])[0] == 250
        client.rcpt(VISI)
        assert client.data(MAIL)[0] == 250
    assert taker.taken[0].raw.startswith("Return-Path: <ståle@møller.example>\r\n".encode())


def test_commands_may_be_pipelined(listener: Listener, taker: Taker) -> None:
    """RFC 2920: a mail and the next command in one packet are told apart."""
    with socket.create_connection((HOST, listener.ports[Channel.LMTP]), timeout=10) as peer:
        lines = peer.makefile("rb")
        start = f"LHLO c.example\r\nMAIL FROM:<{ANN}>\r\nRCPT TO:<{VISI}>\r\nRCPT TO:<{CAD}>\r\nDATA\r\n".encode()
        peer.sendall(start)
        codes = [lines.readline()[:4] for _ in range(10)]
        assert codes[-4:] == [b"250 ", b"250 ", b"250 ", b"354 "]
        peer.sendall(MAIL + b".\r\nNOOP\r\nQUIT\r\n")
        assert [line[:3] for line in lines] == [b"250", b"250", b"250", b"221"]
        lines.close()
    assert len(taker.taken) == 1


def test_only_crlf_dot_crlf_ends_a_mail(listener: Listener, taker: Taker) -> None:
    """LF dot LF, LF dot CRLF and CR dot CR are text: no second mail is smuggled in behind the first."""
    smuggled = b"".join(b"x" + end + b"MAIL FROM:<evil@x.example>\r\n" for end in (b"\n.\n", b"\n.\r\n", b"\r.\r"))
    with smtp(listener) as client:
        envelope(client, VISI)
        client.putcmd("data")
        client.getreply()
        client.send(b"Subject: a\r\n\r\n" + smuggled + b"\r\n.\r\n")
        assert client.getreply()[0] == 250
    assert taker.taken[0].raw.endswith(b"\r\n\r\n" + smuggled + b"\r\n")


def test_a_mail_announced_too_large_is_refused_at_mail(taker: Taker) -> None:
    """SIZE= saves the sender the trouble (RFC 1870)."""
    with listening(taker, Limits(message_bytes=1000)) as listener, smtp(listener) as client:
        client.ehlo()
        code, text = client.mail(ANN, ["SIZE=1001"])
        assert (code, text[:5]) == (552, b"5.3.4")
        assert client.mail(ANN, ["SIZE=1000"])[0] == 250


@pytest.mark.parametrize(("octets", "code"), [(1000, 250), (1001, 552), (1900, 552)])
def test_a_mail_above_the_size_limit_is_refused_for_each_recipient(taker: Taker, octets: int, code: int) -> None:
    """The refusal comes at the end, once a recipient, and the session lives on."""
    raw = b"Subject: a\r\n\r\n"
    raw += b"x" * (octets - len(raw) - 2) + b"\r\n"
    with listening(taker, Limits(message_bytes=1000)) as listener, lmtp(listener) as client:
        assert send_lmtp(client, [VISI, CAD], raw) == [code, code]
        assert send_lmtp(client, [VISI]) == [250]


def flood(listener: Listener, piece: bytes, octets: int) -> int:
    """Send `piece` over and over within DATA; how many octets went before the door hung up."""
    with socket.create_connection((HOST, listener.ports[Channel.SMTP]), timeout=30) as peer:
        peer.sendall(f"HELO c.example\r\nMAIL FROM:<{ANN}>\r\nRCPT TO:<{VISI}>\r\nDATA\r\n".encode())
        sent = 0
        try:
            while sent < octets:
                peer.sendall(piece)
                sent += len(piece)
        except OSError:
            return sent
    return sent


@pytest.mark.parametrize("piece", [b"x" * 65536, b"x\n" * 32768, b".\r" * 32768, b"x" * 76 + b"\r\n"])
def test_a_mail_without_end_is_cut_off(taker: Taker, piece: bytes) -> None:
    """200 MB, with or without line ends, are hung up on soon after twice the limit, and cost no memory."""
    limits = Limits(message_bytes=4 * 1024 * 1024)
    with listening(taker, limits) as listener:
        tracemalloc.start()
        sent = flood(listener, piece * (65536 // len(piece)), 200 * 1024 * 1024)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        with smtp(listener) as client:
            client.sendmail(ANN, [VISI], MAIL)
    assert sent < 20 * 1024 * 1024
    assert peak < 3 * limits.message_bytes
    assert len(taker.taken) == 1


def test_all_mails_together_have_a_bound(taker: Taker) -> None:
    """When what is on its way in takes too much memory, the newcomer is told to come again."""
    raw = b"Subject: a\r\n\r\n" + (b"x" * 998 + b"\r\n") * 3000
    with listening(taker, memory_bytes=2_000_000) as listener, smtp(listener) as client:
        envelope(client, VISI)
        code, text = client.data(raw)
        assert (code, text[:5]) == (452, b"4.3.1")
        assert client.mail(ANN)[0] == 250


def test_one_connection_too_many_is_told_so(taker: Taker) -> None:
    """421, and the place is free again when somebody leaves."""
    with listening(taker, connections=2) as listener:
        first, second = smtp(listener), lmtp(listener)
        with pytest.raises(smtplib.SMTPConnectError) as refused:
            smtp(listener)
        assert refused.value.smtp_code == 421
        first.quit()
        second.quit()
        with smtp(listener) as client:
            assert client.noop()[0] == 250


def test_a_sender_that_leaves_in_the_middle_leaves_nothing(taker: Taker, listener: Listener) -> None:
    """Half a mail is no mail."""
    with socket.create_connection((HOST, listener.ports[Channel.SMTP]), timeout=10) as peer:
        peer.sendall(f"HELO c.example\r\nMAIL FROM:<{ANN}>\r\nRCPT TO:<{VISI}>\r\nDATA\r\nSubject: a\r\n".encode())
    with smtp(listener) as client:
        assert client.noop()[0] == 250
    assert taker.taken == []


def test_stopping_lets_a_mail_being_taken_have_its_answer(taker: Taker) -> None:
    """A restart of the service costs no second delivery."""
    taker.hold = threading.Event()
    listener = Listener(Door(smtp_port=0), Limits(), knows, taker)
    listener.start()
    client = smtp(listener)
    envelope(client, VISI)
    answers: list[int] = []
    sender = threading.Thread(target=lambda: answers.append(client.data(MAIL)[0]))
    sender.start()
    assert taker.started.wait(10)
    stopper = threading.Thread(target=listener.stop)
    stopper.start()
    taker.hold.set()
    sender.join(20)
    stopper.join(20)
    client.close()
    assert answers == [250]


def test_a_port_that_is_taken_is_an_error(taker: Taker, listener: Listener) -> None:
    """Two services on one port: the second says so at its start, and leaves no thread behind."""
    threads = threading.active_count()
    second = Listener(Door(smtp_port=listener.ports[Channel.SMTP]), Limits(), knows, taker)
    with pytest.raises(OSError, match="in use"):
        second.start()
    assert threading.active_count() == threads


@pytest.mark.parametrize("make", [lambda: Answer(250, "2.0.0 a\r\n250 b"), lambda: Answer(99, "no code")])
def test_an_answer_is_one_reply(make: Callable[[], Answer]) -> None:
    """A text with a line end would answer for two."""
    with pytest.raises(ValueError, match="no SMTP reply"):
        make()
