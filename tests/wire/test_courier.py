"""The courier against a real SMTP server: what it answers to each thing a server can do."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from notifier.courier import Courier, Deferred, Delivered, Missed, Refused, SmtpAccount, check
from tests.servers import Sink

RAW = (
    b"From: a@desk.example\r\nTo: b@customer.example\r\nSubject: x\r\n\r\nHello\r\n.hidden dot\r\n..two\r\n.\r\nend\r\n"
)
HOST = "127.0.0.1"


def account(port: int, **more: object) -> SmtpAccount:
    common = {
        "host": HOST,
        "port": port,
        "security": "none",
        "timeout": 5.0,
        "answer_timeout": 5.0,
        "helo": "desk.example",
    }
    return SmtpAccount(**{**common, **more})


@pytest.fixture
def courier(sink: Sink) -> Iterator[Courier]:
    one = Courier(account(sink.port))
    yield one
    one.close()


def post(courier: Courier, *recipients: str, raw: bytes = RAW, sender: str = "visi+b.1@desk.example"):
    return courier.post(sender, recipients or ("ann@customer.example",), raw)


class Script:
    """A server that says given lines, one for each command; None hangs up. What it heard is kept."""

    def __init__(self, *answers: str | None) -> None:
        self.answers, self.heard = list(answers), []
        self._listening = socket.create_server((HOST, 0))
        self.port = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while self.answers:
            try:
                connection = self._listening.accept()[0]
            except OSError:
                return
            with connection, connection.makefile("rwb", buffering=0) as wire:
                self._talk(wire)

    def _talk(self, wire) -> None:
        within_data = False
        while self.answers:
            answer = self.answers.pop(0)
            if answer is None:
                return
            wire.write(answer.encode() + b"\r\n")
            within_data = answer.startswith("354")
            line = wire.readline()
            while within_data and line not in (b".\r\n", b""):
                line = wire.readline()
            if not line:
                return
            self.heard.append(line.strip().decode("utf-8"))

    def stop(self) -> None:
        self.answers.clear()
        self._listening.close()
        self._thread.join(5)


@contextmanager
def script(*answers: str | None) -> Iterator[tuple[Script, Courier]]:
    server = Script(*answers)
    one = Courier(account(server.port))
    try:
        yield server, one
    finally:
        one.close()
        server.stop()


EHLO = "250-script\r\n250 SIZE 1000"


def test_a_mail_arrives_octet_for_octet(courier, sink):
    """Lines that begin with a dot come out as they went in."""
    assert isinstance(post(courier), Delivered)
    [got] = sink.wait(1)
    assert (got.sender, got.recipients, got.raw) == ("visi+b.1@desk.example", ("ann@customer.example",), RAW)


def test_one_connection_serves_many_mails(courier, sink):
    """Each mail after the first costs no greeting."""
    assert all(isinstance(post(courier), Delivered) for _ in range(5))
    assert len(sink.wait(5)) == 5
    assert sink.sessions == 1


def test_a_connection_the_server_closed_is_opened_again(sink):
    """A server may drop an idle connection; the next mail goes nevertheless."""
    server = Sink().start()
    courier = Courier(account(server.port))
    assert isinstance(post(courier), Delivered)
    server.stop()
    server.start()
    assert isinstance(post(courier), Delivered)
    assert len(server.messages) == 2
    courier.close()
    server.stop()


def test_a_server_that_is_not_there_defers(sink):
    """No connection says nothing against the mail."""
    server = Sink().start()
    server.stop()
    outcome = post(Courier(account(server.port)))
    assert isinstance(outcome, Deferred)
    assert not outcome.uncertain


def test_the_null_sender_goes_out_as_empty_brackets(courier, sink):
    """Answers to reports must not be answered (RFC 5321 4.5.5)."""
    assert isinstance(post(courier, sender=""), Delivered)
    assert sink.wait(1)[0].sender == ""


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        ("550 5.1.1 no such user", Refused, 550),
        ("450 4.2.1 greylisted", Deferred, 450),
        ("530 5.7.0 log in", Deferred, 530),
    ],
)
def test_a_refused_recipient_is_classed_by_its_code(courier, sink, answer, kind, code):
    """5xx never, 4xx later; 530 is the account's fault and not the mail's."""
    sink.refuse("ann@customer.example", answer)
    outcome = post(courier)
    assert isinstance(outcome, kind)
    assert outcome.code == code
    assert answer.partition(" ")[2] in outcome.why
    assert isinstance(post(courier, "bea@customer.example"), Delivered)


def test_a_mail_for_two_goes_to_the_one_who_is_taken(courier, sink):
    """The archive's full mailbox does not cost the customer his answer; who was missed is told."""
    sink.refuse("archive@desk.example", "552 5.2.2 full")
    outcome = post(courier, "archive@desk.example", "ann@customer.example")
    assert isinstance(outcome, Delivered)
    assert outcome.missed == (Missed("archive@desk.example", 552, "5.2.2 full"),)
    assert sink.wait(1)[0].recipients == ("ann@customer.example",)


def test_nobody_taken_is_deferred_if_one_may_be_taken_later(courier, sink):
    """A permanent and a temporary refusal together are temporary."""
    sink.refuse("a@customer.example", "550 no")
    sink.refuse("b@customer.example", "451 later")
    assert isinstance(post(courier, "a@customer.example", "b@customer.example"), Deferred)


@pytest.mark.parametrize(("answer", "kind"), [("554 5.7.1 spam", Refused), ("451 4.3.0 later", Deferred)])
def test_the_answer_to_the_mail_itself_is_classed_by_its_code(courier, sink, answer, kind):
    """An answer after the final dot is an answer: nothing uncertain about it."""
    sink.answer(answer)
    outcome = post(courier)
    assert isinstance(outcome, kind)
    assert not getattr(outcome, "uncertain", False)


@pytest.mark.parametrize(("where", "uncertain"), [("RCPT", False), ("after", True)])
def test_only_a_drop_after_the_final_dot_is_uncertain(courier, sink, where, uncertain):
    """Before the dot nothing was taken; after it the server may have kept the mail, as this one has."""
    sink.drop(where)
    outcome = post(courier)
    assert isinstance(outcome, Deferred)
    assert outcome.uncertain is uncertain
    assert len(sink.messages) == int(uncertain)
    sink.drop(None)
    assert isinstance(post(courier), Delivered)


def test_a_server_that_falls_silent_after_the_dot_is_uncertain():
    """No answer within the time is no answer."""
    server = socket.create_server((HOST, 0))
    answers = [b"220 hi\r\n", b"250 hi\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n"]

    def talk() -> None:
        connection, _ = server.accept()
        with connection:
            for answer in answers:
                connection.sendall(answer)
                connection.recv(4096)
            connection.recv(4096)  # until the courier gives up

    thread = threading.Thread(target=talk, daemon=True)
    thread.start()
    one = Courier(account(server.getsockname()[1], answer_timeout=0.2))
    outcome = post(one)
    one.close()
    thread.join(5)
    server.close()
    assert isinstance(outcome, Deferred)
    assert outcome.uncertain


def test_a_server_that_closes_down_is_left_and_asked_anew():
    """421 at any command: deferred, and the next mail finds a new connection."""
    ok = ["220 hi", EHLO, "250 sender", "250 recipient", "354 go", "250 kept"]
    with script("220 hi", EHLO, "421 shutting down", *ok, "221 bye") as (server, courier):
        first = post(courier)
        assert first == Deferred("shutting down", 421)
        assert isinstance(post(courier), Delivered)
        assert sum(line.startswith("ehlo") for line in server.heard) == 2


def test_a_greeting_that_turns_us_away_defers_even_if_permanent():
    """554 at the door is about this machine, not about the mail (RFC 5321 3.1)."""
    with script("554 go away") as (_, courier):
        assert post(courier) == Deferred("554 go away", 554)


def test_a_mail_above_the_servers_size_is_refused_before_it_is_sent():
    """SIZE is known after EHLO; a megabyte need not travel to be refused."""
    with script("220 hi", EHLO, "221 bye") as (server, courier):
        outcome = post(courier, raw=RAW + b"x" * 1000)
        assert isinstance(outcome, Refused)
        assert "1000 at most" in outcome.why
    assert not any(line.lower().startswith("mail") for line in server.heard)


def test_letters_beyond_ascii_need_a_server_that_offers_them(courier, sink):
    """SMTPUTF8 is used where it is offered; where not, the mail is refused with the reason."""
    assert isinstance(post(courier, "ayşe@müşteri.example"), Delivered)
    assert sink.wait(1)[0].recipients == ("ayşe@xn--mteri-kva70e.example",)
    with script("220 hi", EHLO, "221 bye") as (_, plain):
        outcome = post(plain, "ayşe@customer.example")
        assert isinstance(outcome, Refused)
        assert "SMTPUTF8" in outcome.why


def test_an_international_domain_alone_needs_nothing(courier, sink):
    """A domain goes as IDNA; any server takes it."""
    with script("220 hi", EHLO, "250 sender", "250 recipient", "354 go", "250 kept", "221 bye") as (server, plain):
        assert isinstance(post(plain, "info@müller.example"), Delivered)
    assert any("xn--mller-kva.example" in line for line in server.heard)


@pytest.mark.parametrize(
    "address", ["a@b.example>\r\nRCPT TO:<c@d.example", "a b@c.example", "nobody", "", "a@b\x00.example"]
)
def test_no_address_reaches_the_command_line_that_could_end_it(courier, sink, address):
    """Command injection ends here."""
    assert isinstance(post(courier, address), Refused)
    assert not sink.messages


def test_without_tls_nothing_is_sent_where_tls_was_asked_for(sink):
    """A stripped STARTTLS must not make the password travel in the open."""
    courier = Courier(account(sink.port, security="starttls", user="u", password=lambda: "p"))
    outcome = post(courier)
    assert isinstance(outcome, Deferred)
    assert "STARTTLS" in outcome.why
    assert not sink.messages


def test_a_password_that_cannot_be_read_defers(sink):
    """An expired secret costs time, not mail."""

    def missing() -> str:
        raise LookupError("SMTP_PASSWORD is not set")

    outcome = post(Courier(account(sink.port, user="u", password=missing)))
    assert isinstance(outcome, Deferred)
    assert "SMTP_PASSWORD" in outcome.why or "AUTH" in outcome.why


def test_the_repr_of_an_account_shows_no_password(sink):
    """Accounts end up in logs."""
    assert "hunter2" not in repr(account(sink.port, user="u", password=lambda: "hunter2"))
    assert "lambda" not in repr(account(sink.port, user="u", password=lambda: "hunter2"))


@pytest.fixture(scope="module")
def pair(tmp_path_factory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("tls")
    cert, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-keyout", key, "-out", cert, "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=critical,CA:TRUE"],
        check=True, capture_output=True,
    )  # fmt: skip
    return cert, key


@pytest.fixture(params=["starttls", "tls"])
def server(request, pair) -> Iterator[tuple[str, int, Path]]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*pair)

    def authenticator(server, session, envelope, mechanism, given):
        good = isinstance(given, LoginPassword) and given.password == b"right"
        return AuthResult(success=good, handled=True) if good else AuthResult(success=False, handled=False)

    class Keeper:
        async def handle_DATA(self, server, session, envelope):  # noqa: N802
            return "250 kept"

    how = (
        {"tls_context": context, "require_starttls": True} if request.param == "starttls" else {"ssl_context": context}
    )
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(
        Keeper(), hostname=HOST, port=port, authenticator=authenticator,
        auth_required=request.param == "starttls", auth_require_tls=request.param == "starttls", **how,
    )  # fmt: skip
    controller.start()
    yield request.param, port, pair[0]
    controller.stop()


def test_an_encrypted_mail_is_delivered_after_login(server):
    """Certificate verified against the named CA file, then AUTH, then the mail."""
    security, port, ca = server
    box = account(port, security=security, ca_file=str(ca), user="u", password=lambda: "right")
    courier = Courier(box)
    assert isinstance(post(courier), Delivered)
    courier.close()
    assert check(box) == []


def test_a_wrong_password_defers_and_check_says_what_to_do(server):
    """535 is permanent for the account, not for the mail."""
    security, port, ca = server
    box = account(port, security=security, ca_file=str(ca), user="u", password=lambda: "wrong")
    outcome = post(Courier(box))
    assert isinstance(outcome, Deferred)
    assert outcome.code == 535
    [complaint] = check(box)
    assert "refused the login of u" in complaint
    assert "Check user and password" in complaint


def test_a_certificate_nobody_vouches_for_is_not_accepted(server):
    """No CA file: the system's authorities do not know it."""
    security, port, _ = server
    box = account(port, security=security, user="u", password=lambda: "right")
    assert isinstance(post(Courier(box)), Deferred)
    [complaint] = check(box)
    assert "certificate was not accepted" in complaint
    assert "CA file" in complaint


def test_check_of_a_server_without_starttls_names_the_cure(sink):
    """The operator reads which setting to change."""
    [complaint] = check(account(sink.port, security="starttls"))
    assert "STARTTLS" in complaint
    assert "Check port and security" in complaint


def test_check_of_a_server_that_speaks_no_tls_names_the_cure(sink):
    """tls on a plain port."""
    [complaint] = check(account(sink.port, security="tls"))
    assert "no TLS" in complaint


def test_check_of_nothing_at_all_names_host_and_port():
    """A closed port."""
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    [complaint] = check(account(port))
    assert f"{HOST}:{port}" in complaint
    assert "Check host and port" in complaint


def test_check_of_a_working_account_says_nothing_and_posts_nothing(sink):
    """An empty list is good news."""
    assert check(account(sink.port)) == []
    assert not sink.messages
