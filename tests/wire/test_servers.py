"""The servers of the tests are what they claim: started, stopped, killed and started again without a trace."""

from __future__ import annotations

import imaplib
import os
import select
import smtplib
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.conftest import build
from tests.servers import HOST, Dovecot, NotInstalledError, Postgres, Sink, free_port

USER = "visi@desk.example"
MAIL = b"Subject: hello\r\n\r\ntext\r\n"


@pytest.fixture
def mail_server() -> Iterator[Dovecot]:
    server = build(Dovecot).start()
    yield server
    server.kill()


def messages(server: Dovecot, user: str = USER) -> int:
    with imaplib.IMAP4(HOST, server.imap_port) as client:
        client.login(user, server.password)
        return int(client.select()[1][0] or 0)


def test_dovecot_keeps_mail_over_a_restart_and_a_kill(mail_server: Dovecot) -> None:
    """The same ports, the same mail."""
    mail_server.deliver(USER, MAIL)
    mail_server.restart()
    mail_server.deliver(USER, MAIL)
    mail_server.kill()
    assert not mail_server.running
    mail_server.start()
    assert messages(mail_server) == 2


def test_dovecot_takes_any_user_but_one_password(mail_server: Dovecot) -> None:
    """Each user has a mailbox of his own; a sub-address reaches it, too."""
    mail_server.deliver("visi+token@desk.example", MAIL)
    assert (messages(mail_server), messages(mail_server, "cad@desk.example")) == (1, 0)
    with imaplib.IMAP4(HOST, mail_server.imap_port) as client, pytest.raises(imaplib.IMAP4.error):
        client.login(USER, "wrong")


def test_dovecot_speaks_tls_under_its_own_certificate(mail_server: Dovecot) -> None:
    """The certificate names loopback, and is its own authority."""
    context = ssl.create_default_context(cafile=str(mail_server.ca_file))
    with imaplib.IMAP4_SSL(HOST, mail_server.imaps_port, ssl_context=context) as client:
        assert client.login(USER, mail_server.password)[0] == "OK"


def test_dovecot_changes_uidvalidity(mail_server: Dovecot) -> None:
    """As a mailbox that was restored from a backup."""
    mail_server.deliver(USER, MAIL)
    mail_server.change_uidvalidity(USER, value=4242)
    with imaplib.IMAP4(HOST, mail_server.imap_port) as client:
        client.login(USER, mail_server.password)
        assert b"UIDVALIDITY 4242" in (client.status("INBOX", "(UIDVALIDITY)")[1][0] or b"")


def test_postgres_gives_empty_databases_and_survives_a_kill() -> None:
    """A second `url` of one name is empty again; a kill loses no committed row."""
    server = build(lambda: Postgres(durable=True)).start()
    try:
        url = server.url("first").replace("+psycopg", "")
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept (n int)")
            connection.execute("INSERT INTO kept VALUES (1)")
        server.kill()
        server.start()
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT n FROM kept").fetchall() == [(1,)]
        with psycopg.connect(server.url("first").replace("+psycopg", "")) as connection:
            assert connection.execute("SELECT to_regclass('kept')").fetchone() == (None,)
        server.stop()
        assert not server.running
    finally:
        server.kill()


def test_the_sink_keeps_mails_in_order(sink: Sink) -> None:
    """Envelope and bytes as they were sent, the null sender as an empty one."""
    with smtplib.SMTP(HOST, sink.port) as client:
        client.sendmail("a@x.example", ["b@x.example", "c@x.example"], MAIL + b".dot\r\n")
        client.sendmail("", ["d@x.example"], MAIL)
    first, second = sink.wait(2)
    assert (first.sender, first.recipients, first.raw) == (
        "a@x.example",
        ("b@x.example", "c@x.example"),
        MAIL + b".dot\r\n",
    )
    assert (second.sender, second.recipients) == ("", ("d@x.example",))


def test_the_sink_refuses_as_told(sink: Sink) -> None:
    """At RCPT for one address, at the end of DATA for all; `clear` makes it oblige again."""
    sink.refuse("gone@x.example", "550 5.1.1 Gone")
    with smtplib.SMTP(HOST, sink.port) as client:
        refused = client.sendmail("a@x.example", ["gone@x.example", "b@x.example"], MAIL)
        assert refused == {"gone@x.example": (550, b"5.1.1 Gone")}
        sink.answer("451 4.3.0 Later")
        with pytest.raises(smtplib.SMTPDataError):
            client.sendmail("a@x.example", ["b@x.example"], MAIL)
        assert len(sink.messages) == 1
        sink.clear()
        assert client.sendmail("a@x.example", ["gone@x.example"], MAIL) == {}


@pytest.mark.parametrize(("where", "kept"), [("RCPT", 0), ("DATA", 0), ("after", 1)])
def test_the_sink_hangs_up_as_told(sink: Sink, where: str, kept: int) -> None:
    """The last of these is the delivery nobody can be sure of."""
    sink.drop(where)
    with pytest.raises(smtplib.SMTPServerDisconnected), smtplib.SMTP(HOST, sink.port) as client:
        client.sendmail("a@x.example", ["b@x.example"], MAIL)
    assert len(sink.messages) == kept


def test_a_sink_that_stops_comes_back_on_its_port() -> None:
    """A server that is away for a while."""
    sink = Sink().start()
    port = sink.port
    with smtplib.SMTP(HOST, port) as client:
        assert client.noop()[0] == 250
        sink.stop()
        with pytest.raises(smtplib.SMTPServerDisconnected):
            client.noop()
    with pytest.raises(ConnectionRefusedError):
        smtplib.SMTP(HOST, port)
    assert sink.start().port == port
    sink.stop()


def test_nothing_outlives_a_test_run_that_is_killed() -> None:
    """SIGKILL to the run ends its servers; the next run sweeps its folders."""
    build(Dovecot).kill()
    script = (
        "import sys; from tests.servers import Dovecot; d = Dovecot().start();"
        "print(d.process.pid, d.folder, flush=True); sys.stdin.read()"
    )
    command, root = [sys.executable, "-c", script], Path(__file__).parent.parent.parent
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root) as run:
        assert run.stdout is not None
        pid, folder = run.stdout.readline().split()
        end = os.pidfd_open(int(pid))
        run.kill()
        assert select.select([end], [], [], 30)[0]  # readable once the server has ended
        os.close(end)
    build(Dovecot).kill()
    assert not Path(folder).exists()


def test_a_missing_program_names_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without CI a test is skipped with that line; with CI=true it fails."""

    def missing() -> Dovecot:
        raise NotInstalledError("apt-get install dovecot-imapd dovecot-lmtpd")

    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt-get install dovecot"):
        build(missing)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="apt-get install dovecot"):
        build(missing)


def test_free_ports_are_free() -> None:
    """Nobody listens there."""
    with pytest.raises(ConnectionRefusedError):
        smtplib.SMTP(HOST, free_port())
