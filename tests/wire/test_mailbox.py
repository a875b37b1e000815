"""One IMAP folder against a real Dovecot: fetching, marking, waiting, and every way to be refused."""

from __future__ import annotations

import email
import email.header
import imaplib
import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.message import Message
from pathlib import Path
from random import Random

import pytest

from intake import mailbox
from intake.account import Fetched, FolderState, ImapAccount, Unfetched
from intake.archive import ArchiveFolder
from intake.backoff import BackOff
from intake.mailbox import ImapFolder, MailboxError
from intake.mailbox_check import check
from tests.conftest import build
from tests.servers import HOST, Dovecot, free_port

_numbers = itertools.count(1)
BASIC = "IMAP4rev1 LITERAL+ SASL-IR ID ENABLE"


@pytest.fixture
def user() -> str:
    """A mailbox nobody used before."""
    return f"visi{next(_numbers)}@desk.example"


@pytest.fixture
def account(dovecot: Dovecot, user: str) -> ImapAccount:
    return at(dovecot, user)


@pytest.fixture
def folder(account: ImapAccount) -> Iterator[ImapFolder]:
    with ImapFolder(account) as opened:
        yield opened


@pytest.fixture
def own() -> Iterator[Callable[..., Dovecot]]:
    """Makes servers of this test's own, for those that are killed or lack something."""
    servers: list[Dovecot] = []

    def make(**traits: str) -> Dovecot:
        servers.append(build(lambda: Dovecot(**traits)).start())
        return servers[-1]

    yield make
    for server in servers:
        server.kill()


def at(server: Dovecot, user: str = "visi@desk.example") -> ImapAccount:
    return ImapAccount("visi", HOST, server.imap_port, "none", user, lambda: server.password, timeout=10)


def mail(number: int, size: int = 200) -> bytes:
    head = f"From: ann@customer.example\r\nSubject: mail {number}\r\nMessage-ID: <{number}@customer.example>\r\n\r\n"
    return (head + "x" * 70 + "\r\n" * (size // 72)).encode()


def deliver(server: Dovecot, user: str, *numbers: int) -> None:
    for number in numbers:
        server.deliver(user, mail(number))


def fetched(folder: ImapFolder, uids: Sequence[int] | None = None) -> list[Fetched]:
    answers = list(folder.fetch(folder.uids(0) if uids is None else uids))
    assert all(isinstance(answer, Fetched) for answer in answers)
    return [answer for answer in answers if isinstance(answer, Fetched)]


def seen_by(server: Dovecot, user: str, name: str = "INBOX") -> dict[bytes, str]:
    """Subject line -> flags, as another client sees that folder; {} if there is no such folder."""
    with imaplib.IMAP4(HOST, server.imap_port) as other:
        other.login(user, server.password)
        if other.select(f'"{name}"', readonly=True)[0] != "OK":
            return {}
        _, answer = other.fetch("1:*", "(FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
        return {row[1].strip(): row[0].decode() for row in answer if isinstance(row, tuple)}


# Listing and fetching


def test_mails_come_oldest_first_and_stay_unseen(dovecot: Dovecot, folder: ImapFolder, user: str) -> None:
    """Bytes as they lie on the server, UIDs ascending, and nobody's unread mark is touched."""
    deliver(dovecot, user, *range(1, 6))
    assert folder.state().messages == 5
    mails = fetched(folder)
    assert [m.uid for m in mails] == [1, 2, 3, 4, 5]
    assert [m.raw.endswith(mail(n)) for n, m in enumerate(mails, 1)] == [True] * 5
    flags = seen_by(dovecot, user).values()
    assert len(flags) == 5
    assert not any("Seen" in one for one in flags)


def test_arrival_is_an_aware_time_in_utc(dovecot: Dovecot, folder: ImapFolder, user: str) -> None:
    """INTERNALDATE, whatever zone the server writes it in."""
    deliver(dovecot, user, 1)
    folder.state()
    (one,) = fetched(folder)
    assert one.internal_date is not None
    assert one.internal_date.tzinfo is UTC
    assert abs(datetime.now(UTC) - one.internal_date) < timedelta(minutes=5)


def test_nothing_above_the_watermark_is_nothing(dovecot: Dovecot, folder: ImapFolder, user: str) -> None:
    """`UID 4:*` names mail 3 where that is the last one; it is not listed again."""
    deliver(dovecot, user, 1, 2, 3)
    folder.state()
    assert (folder.uids(1), folder.uids(3), folder.uids(99)) == ([2, 3], [], [])


def test_an_empty_folder_lists_nothing(folder: ImapFolder) -> None:
    """No mail, no error, no command with an empty set."""
    assert (folder.uids(0), folder.uids_since(date(2020, 1, 1)), folder.sizes([])) == ([], [], {})
    assert list(folder.fetch([])) == []
    assert folder.mark([], "Processed") == "moved"


def test_history_is_listed_by_day_of_arrival(dovecot: Dovecot, folder: ImapFolder, user: str) -> None:
    """`since` counts the day itself."""
    deliver(dovecot, user, 1)
    folder.state()
    today = datetime.now(UTC).date()
    assert folder.uids_since(today - timedelta(days=1)) == [1]
    assert folder.uids_since(today + timedelta(days=2)) == []


def test_a_mail_that_vanished_is_left_out(dovecot: Dovecot, folder: ImapFolder, user: str) -> None:
    """A colleague who deletes while we fetch is no error."""
    deliver(dovecot, user, 1, 2)
    folder.state()
    assert [m.uid for m in fetched(folder, [1, 2, 77])] == [1, 2]
    assert [m.uid for m in folder.fetch([77, 2], {77: 100, 2: 100})] == [2]


def test_batches_are_bounded_in_count_and_bytes(
    dovecot: Dovecot, folder: ImapFolder, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However the mails are cut into batches, all come, in order; one above the bound comes alone."""
    monkeypatch.setattr(mailbox, "BATCH_MAILS", 3)
    monkeypatch.setattr(mailbox, "BATCH_BYTES", 4000)
    for number, size in enumerate([100, 100, 9000, 100, 100, 100, 100, 3000], 1):
        dovecot.deliver(user, mail(number, size))
    folder.state()
    sizes = folder.sizes(folder.uids(0))
    batches = list(mailbox._batches(sorted(sizes), sizes))
    assert [m.uid for m in fetched(folder)] == list(range(1, 9))
    assert all(len(batch) <= 3 for batch in batches)
    assert all(sum(sizes[uid] for uid in batch) <= 4000 or len(batch) == 1 for batch in batches)


def test_a_large_folder_is_searched_in_windows(
    dovecot: Dovecot, folder: ImapFolder, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No answer line grows beyond what imaplib takes, and none is missed."""
    monkeypatch.setattr(mailbox, "SEARCH_WINDOW", 4)
    deliver(dovecot, user, *range(1, 11))
    folder.state()
    assert folder.uids(0) == list(range(1, 11))
    deliver(dovecot, user, 11)
    folder.state()
    assert folder.uids(8) == [9, 10, 11]


def test_a_changed_uidvalidity_shows(dovecot: Dovecot, folder: ImapFolder, user: str) -> None:
    """A restored mailbox is told by `state`, also within one connection."""
    deliver(dovecot, user, 1)
    before = folder.state()
    dovecot.change_uidvalidity(user, value=777)
    try:
        after = folder.state()
    except MailboxError:  # Dovecot may close sessions on a renumbered folder
        after = folder.connect()
    assert before.uidvalidity != 777
    assert after.uidvalidity == 777


def test_a_mail_the_server_chokes_on_does_not_stop_the_others(
    own: Callable[..., Dovecot],
) -> None:
    """Dovecot drops the connection over a file it cannot read; the rest comes over a new one, and marking works."""
    server = own()
    account = at(server)
    deliver(server, account.user, 1, 2, 3)
    with ImapFolder(account) as folder:
        assert folder.uids(0) == [1, 2, 3]
        files = server.maildir(account.user).glob("[cn]*/*")
        next(file for file in files if b"Subject: mail 2" in file.read_bytes()).chmod(0)
        answers = list(folder.fetch([1, 2, 3], {1: 100, 2: 100, 3: 100}))
        assert [type(a) for a in answers] == [Fetched, Unfetched, Fetched]
        assert [a.uid for a in answers] == [1, 2, 3]
        assert folder.mark([1, 3], "Processed") == "moved"


# Putting mails away


def test_mails_move_to_a_folder_that_is_made(dovecot: Dovecot, folder: ImapFolder, user: str) -> None:
    """MOVE; and to repeat it is harmless."""
    deliver(dovecot, user, 1, 2, 3)
    folder.state()
    assert folder.mark([1, 3], "Processed") == "moved"
    assert folder.mark([1, 3], "Processed") == "moved"
    assert list(seen_by(dovecot, user)) == [b"Subject: mail 2"]
    assert set(seen_by(dovecot, user, "Processed")) == {b"Subject: mail 1", b"Subject: mail 3"}


def test_a_folder_that_was_removed_is_made_again(dovecot: Dovecot, folder: ImapFolder, user: str) -> None:
    """Somebody tidied up between two polls."""
    deliver(dovecot, user, 1, 2)
    folder.state()
    folder.mark([1], "Processed")
    dovecot.doveadm("mailbox", "delete", "-u", user, "Processed")
    assert folder.mark([2], "Processed") == "moved"
    assert set(seen_by(dovecot, user, "Processed")) == {b"Subject: mail 2"}


def test_many_mails_move_in_several_commands(dovecot: Dovecot, folder: ImapFolder, user: str) -> None:
    """A set of UIDs longer than one command may be."""
    with imaplib.IMAP4(HOST, dovecot.imap_port) as other:
        other.login(user, dovecot.password)
        for number in range(450):
            other.append("INBOX", None, None, mail(number))  # type: ignore[arg-type]
    folder.state()
    assert folder.mark(folder.uids(0), "Processed") == "moved"
    assert folder.state().messages == 0


@pytest.mark.parametrize("name", ["Support/Processed", "Behandelt/Mål & middel", 'Quote "d"', "Star *"])
def test_folder_names_may_hold_anything(dovecot: Dovecot, folder: ImapFolder, user: str, name: str) -> None:
    """Levels, letters beyond ASCII, quotes, and what LIST takes for a wildcard."""
    deliver(dovecot, user, 1)
    folder.state()
    assert folder.mark([1], name) == "moved"
    with ImapFolder(replace(folder.account, folder=name)) as target:
        assert target.state().messages == 1


def test_without_move_mails_are_copied_and_expunged_one_by_one(own: Callable[..., Dovecot]) -> None:
    """UIDPLUS expunges ours only: what a colleague marked as deleted stays."""
    server = own(capability=f"{BASIC} UIDPLUS NAMESPACE")
    account = at(server)
    deliver(server, account.user, 1, 2, 3)
    with ImapFolder(account) as folder:
        server.doveadm("flags", "add", "-u", account.user, r"\Deleted", "mailbox", "INBOX", "uid", "2")
        assert folder.mark([1], "Processed") == "moved"
    assert set(seen_by(server, account.user)) == {b"Subject: mail 2", b"Subject: mail 3"}
    assert r"\Deleted" not in seen_by(server, account.user, "Processed")[b"Subject: mail 1"]


def test_without_uidplus_mails_are_only_flagged(own: Callable[..., Dovecot]) -> None:
    """Rather a mail that stays than one of others that is lost."""
    server = own(capability=BASIC)
    account = at(server)
    deliver(server, account.user, 1, 2)
    with ImapFolder(account) as folder:
        assert folder.mark([1], "Processed") == "flagged"
    flags = seen_by(server, account.user)
    assert "$IntakeProcessed" in flags[b"Subject: mail 1"]
    assert "Deleted" not in flags[b"Subject: mail 1"]
    assert "$Intake" not in flags[b"Subject: mail 2"]


def test_flag_mode_leaves_mails_where_they_are(dovecot: Dovecot, account: ImapAccount, user: str) -> None:
    """A keyword for each fate, still unread, and no folder is made."""
    deliver(dovecot, user, 1, 2)
    with ImapFolder(replace(account, after="flag")) as folder:
        assert folder.mark([1], "Processed") == "flagged"
        assert folder.mark([2], "Quarantine") == "flagged"
    first, second = seen_by(dovecot, user).values()
    assert "$IntakeProcessed" in first
    assert "$IntakeQuarantine" in second
    assert "Seen" not in first + second
    assert seen_by(dovecot, user, "Processed") == {}


def test_a_server_that_keeps_all_below_inbox(own: Callable[..., Dovecot]) -> None:
    """Courier's and Cyrus' namespace: "INBOX." before every name and a dot between levels."""
    server = own(prefix="INBOX.", separator=".")
    account = at(server)
    deliver(server, account.user, 1, 2)
    with ImapFolder(account) as folder:
        folder.mark([1], "Support/Processed")
        folder.mark([2], "INBOX.Quarantine")
    assert set(seen_by(server, account.user, "INBOX.Support.Processed")) == {b"Subject: mail 1"}
    assert set(seen_by(server, account.user, "INBOX.Quarantine")) == {b"Subject: mail 2"}


# Waiting


def test_idle_tells_of_a_new_mail_at_once(dovecot: Dovecot, folder: ImapFolder, user: str) -> None:
    """A mail that arrives while we wait ends the waiting."""
    folder.state()
    threading.Timer(0.3, lambda: deliver(dovecot, user, 1)).start()
    began = time.monotonic()
    assert folder.idle(30, threading.Event())
    assert time.monotonic() - began < 5
    assert folder.uids(0) == [1]


def test_idle_tells_of_what_came_before_it_began(dovecot: Dovecot, folder: ImapFolder, user: str) -> None:
    """A mail that came after the last look and before the waiting is not waited for."""
    folder.state()
    deliver(dovecot, user, 1)
    folder.uids(99)  # its answer may carry the EXISTS away
    began = time.monotonic()
    assert folder.idle(30, threading.Event())
    assert time.monotonic() - began < 5


def test_idle_tells_of_what_comes_in_the_moment_between(
    dovecot: Dovecot, folder: ImapFolder, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """News that come in one packet with the answer to IDLE lie in a buffer, where the socket shows nothing."""
    look = folder.state

    def look_and_then_a_mail_comes() -> FolderState:
        state = look()
        deliver(dovecot, user, 1)
        return state

    folder.state()
    monkeypatch.setattr(folder, "state", look_and_then_a_mail_comes)
    began = time.monotonic()
    assert folder.idle(10, threading.Event())
    assert time.monotonic() - began < 5


def test_idle_ends_after_its_time_and_is_renewed_meanwhile(folder: ImapFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """No mail, no error: False; and the connection is good for the next command."""
    monkeypatch.setattr(mailbox, "IDLE_SECONDS", 0.1)
    assert not folder.idle(0.5, threading.Event())
    assert folder.uids(0) == []


@pytest.mark.parametrize("idle", [True, False])
def test_waiting_ends_when_told_to_stop(account: ImapAccount, idle: bool) -> None:
    """The service stops promptly, whether the mailbox idles or polls."""
    stop = threading.Event()
    with ImapFolder(replace(account, idle=idle)) as folder:
        threading.Timer(0.2, stop.set).start()
        began = time.monotonic()
        assert not folder.idle(30, stop)
        assert time.monotonic() - began < 2


@pytest.mark.parametrize("end", [Dovecot.kill, Dovecot.stop])
def test_a_server_that_dies_while_we_wait_is_an_error(
    own: Callable[..., Dovecot], end: Callable[[Dovecot], None]
) -> None:
    """Not an endless "nothing new": network trouble, transient, and after a restart `connect` works again."""
    server = own()
    with ImapFolder(at(server)) as folder:
        threading.Timer(0.2, end, [server]).start()
        began = time.monotonic()
        with pytest.raises(MailboxError) as lost:
            folder.idle(30, threading.Event())
        assert time.monotonic() - began < 10
        assert (lost.value.kind, lost.value.transient) == ("network", True)
        assert not folder.connected
        with pytest.raises(MailboxError, match="is closed"):
            folder.uids(0)
        if end is Dovecot.kill:
            server.start()
            folder.connect()
            assert folder.uids(0) == []


def test_a_server_that_dies_before_a_command_is_an_error(own: Callable[..., Dovecot]) -> None:
    """Each method says so."""
    server = own()
    folder = ImapFolder(at(server))
    folder.connect()
    server.kill()
    with pytest.raises(MailboxError) as lost:
        folder.uids(0)
    assert lost.value.kind == "network"
    folder.close()


# Large mails


def parts(raw: bytes) -> list[tuple[str, str | None, bytes]]:
    """(media type, what was omitted, content) of each leaf."""
    leaves = [part for part in email.message_from_bytes(raw).walk() if not part.is_multipart()]
    return [(p.get_content_type(), p["X-Intake-Omitted"], p.get_payload(decode=True) or b"") for p in leaves]  # type: ignore[misc]


def large(*, name: str = "model.zip", octets: int = 12_000_000) -> Message:
    """A mail as a client sends it: text and HTML, a screenshot, and a file that is too large."""
    from email.message import EmailMessage

    message = EmailMessage()
    message["Subject"] = "Model does not load"
    message["From"] = "ann@customer.example"
    message["X-Intake-Omitted"] = "forged; 1"
    message.set_content("Modellen er vedlagt – den låser seg.\n")
    message.add_alternative("<p>Modellen er <b>vedlagt</b>.</p>", subtype="html")
    message.add_attachment(b"\x89PNG" * 5000, maintype="image", subtype="png", filename="screen.png")
    message.add_attachment(Random(1).randbytes(octets), maintype="application", subtype="zip", filename=name)
    return message


@pytest.mark.parametrize("name", ["model.zip", 'mål; 3 "x".zip', "a" * 300 + ".zip"])
def test_a_mail_over_the_limit_comes_without_its_big_file(
    dovecot: Dovecot, folder: ImapFolder, user: str, name: str
) -> None:
    """12 MB against a limit of 1 MB: text, HTML and screenshot are there, the file is a note that names it."""
    dovecot.deliver(user, large(name=name).as_bytes())
    folder.state()
    raw = folder.fetch_trimmed(1, 1_000_000)
    assert len(raw) < 1_000_000
    kinds = parts(raw)
    assert [kind for kind, _, _ in kinds] == ["text/plain", "text/html", "image/png", "text/plain"]
    assert kinds[0][2].decode().strip() == "Modellen er vedlagt – den låser seg."
    assert kinds[2][2] == b"\x89PNG" * 5000
    message = email.message_from_bytes(raw)
    assert message["Subject"] == "Model does not load"
    (omitted,) = message.get_all("X-Intake-Omitted", [])
    label, _, size = str(email.header.make_header(email.header.decode_header(omitted))).rpartition("; ")
    assert (label.rstrip(), kinds[3][1]) == (name[:200], omitted)
    assert 16_000_000 < int(size) < 17_000_000
    assert b"Not taken" in kinds[3][2]
    assert "Seen" not in next(iter(seen_by(dovecot, user).values()))


def test_a_small_mail_survives_trimming_unharmed(dovecot: Dovecot, folder: ImapFolder, user: str) -> None:
    """Nothing is left out of a mail that fits: the same parts with the same bytes."""
    message = large(octets=2000)
    del message["X-Intake-Omitted"]
    dovecot.deliver(user, message.as_bytes())
    folder.state()
    trimmed = folder.fetch_trimmed(1, 1_000_000)
    assert parts(trimmed) == parts(fetched(folder)[0].raw)
    assert "X-Intake-Omitted" not in email.message_from_bytes(trimmed)


def test_a_forwarded_mail_within_is_trimmed_too(dovecot: Dovecot, folder: ImapFolder, user: str) -> None:
    """The inner text is what the case is about; only the file within is left out."""
    from email.message import EmailMessage

    outer = EmailMessage()
    outer["Subject"] = "Fwd"
    outer.set_content("please take this\n")
    outer.add_attachment(large(octets=3_000_000))
    note = EmailMessage()
    note["Subject"] = "plain one"
    note.set_content("inner plain\n")
    outer.add_attachment(note)
    dovecot.deliver(user, outer.as_bytes())
    folder.state()
    kinds = parts(folder.fetch_trimmed(1, 500_000))
    wanted = ["text/plain", "text/plain", "text/html", "image/png", "text/plain", "text/plain"]
    assert [kind for kind, _, _ in kinds] == wanted
    assert kinds[4][1] is not None
    assert kinds[4][1].startswith("model.zip; ")
    assert kinds[5][2].strip() == b"inner plain"


def test_a_mail_that_is_nothing_but_a_file(dovecot: Dovecot, folder: ImapFolder, user: str) -> None:
    """The note takes the place of the body, and its MIME fields that of the file's."""
    head = b"Subject: scan\r\nMIME-Version: 1.0\r\nContent-Type: application/pdf;\r\n name=scan.pdf\r\n"
    head += b"Content-Transfer-Encoding: base64\r\n\r\n"
    dovecot.deliver(user, head + (b"QUJD" * 19 + b"\r\n") * 20_000)
    folder.state()
    raw = folder.fetch_trimmed(1, 500_000)
    ((kind, omitted, text),) = parts(raw)
    assert (kind, text[:11]) == ("text/plain", b"[Not taken:")
    assert omitted is not None
    assert omitted.startswith("scan.pdf; ")
    assert email.message_from_bytes(raw)["Subject"] == "scan"


def test_a_text_longer_than_the_limit_is_cut(dovecot: Dovecot, folder: ImapFolder, user: str) -> None:
    """A log pasted into a mail: its beginning is taken, in whole lines."""
    dovecot.deliver(user, b"Subject: log\r\n\r\n" + b"".join(b"line %d\r\n" % n for n in range(200_000)))
    folder.state()
    ((kind, _, text),) = parts(folder.fetch_trimmed(1, 100_000))
    assert kind == "text/plain"
    assert 90_000 < len(text) <= 100_000
    assert text.startswith(b"line 0\r\n")
    assert text.endswith(b"\n")


@pytest.mark.parametrize(
    "content_type",
    [
        b"multipart/mixed",
        b'multipart/mixed; boundary="never used"',
        b'multipart/mixed; boundary="x";\r\n boundary="y"',
    ],
)
def test_a_mail_whose_structure_says_nothing_gives_its_beginning(
    dovecot: Dovecot, folder: ImapFolder, user: str, content_type: bytes
) -> None:
    """A broken multipart has its text in no part; headers and first lines are taken."""
    text = b"first words\r\n" + b"more words\r\n" * 100_000
    dovecot.deliver(user, b"Subject: broken\r\nContent-Type: " + content_type + b"\r\n\r\n" + text)
    folder.state()
    raw = folder.fetch_trimmed(1, 100_000)
    assert b"\r\n\r\nfirst words\r\n" in raw
    assert len(raw) < 110_000
    assert raw.startswith(b"X-Intake-Omitted: (end of the mail); ")


def test_a_mail_nested_beyond_reason_is_trimmed(dovecot: Dovecot, folder: ImapFolder, user: str) -> None:
    """A thousand mails within one another break no parser of ours."""
    head = b"Subject: deep\r\nContent-Type: message/rfc822\r\n\r\n" * 1000
    dovecot.deliver(user, head + b"Subject: bottom\r\n\r\n" + b"x\r\n" * 100_000)
    folder.state()
    raw = folder.fetch_trimmed(1, 100_000)
    assert b"Subject: deep" in raw
    assert len(raw) < 220_000


def test_a_mail_that_is_gone_cannot_be_trimmed(folder: ImapFolder) -> None:
    """It says so, and the connection stays."""
    with pytest.raises(MailboxError, match="is gone"):
        folder.fetch_trimmed(99, 1000)
    assert folder.connected


# Getting in, and not


def test_tls_and_starttls_work_with_the_authority_named(dovecot: Dovecot, account: ImapAccount) -> None:
    """`ca_file` vouches for a self-made certificate, for both ways."""
    trusting = replace(account, ca_file=str(dovecot.ca_file))
    for security, port in (("tls", dovecot.imaps_port), ("starttls", dovecot.imap_port)):
        assert check(replace(trusting, security=security, port=port)) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_nobody_vouches_for_is_refused(dovecot: Dovecot, account: ImapAccount, security: str) -> None:
    """No password goes to a stranger."""
    port = dovecot.imaps_port if security == "tls" else dovecot.imap_port
    trouble = refused(replace(account, security=security, port=port))  # type: ignore[arg-type]
    assert (trouble.kind, trouble.transient) == ("tls", False)
    assert "ca_file" in trouble.cure


def test_a_server_without_starttls_gets_no_password(own: Callable[..., Dovecot]) -> None:
    """A stripped STARTTLS never falls back to plain text."""
    with plain_server(b"* OK ready\r\n", b"* CAPABILITY IMAP4rev1\r\n") as port:
        account = ImapAccount("visi", HOST, port, "starttls", "visi", lambda: "secret", timeout=5)
        trouble = refused(account)
    assert (trouble.kind, trouble.transient) == ("tls", False)


def refused(account: ImapAccount) -> MailboxError:
    folder = ImapFolder(account)
    with pytest.raises(MailboxError) as trouble:
        folder.connect()
    assert not folder.connected
    assert account.password() not in str(trouble.value)
    return trouble.value


def plain_server(greeting: bytes, capability: bytes) -> PlainServer:
    return PlainServer(greeting, capability)


class PlainServer:
    """An IMAP server of a few words: greets, answers CAPABILITY, OKs the rest; b"" as greeting hangs."""

    def __init__(self, greeting: bytes, capability: bytes) -> None:
        self._greeting, self._capability = greeting, capability
        self._listener = socket.create_server((HOST, 0))
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> int:
        self._thread.start()
        return int(self._listener.getsockname()[1])

    def __exit__(self, *_: object) -> None:
        self._thread.join(10)
        self._listener.close()

    def _serve(self) -> None:
        connection, _ = self._listener.accept()
        with connection, connection.makefile("rwb") as lines:
            lines.write(self._greeting)
            lines.flush()
            try:
                for line in lines:
                    tag, _, command = line.strip().partition(b" ")
                    lines.write((self._capability if command == b"CAPABILITY" else b"") + tag + b" OK done\r\n")
                    lines.flush()
            except OSError:
                return


def test_a_wrong_password_is_named_as_such(account: ImapAccount) -> None:
    """Kind login, not transient: waiting does not mend it."""
    trouble = refused(replace(account, password=lambda: "wrong"))
    assert (trouble.kind, trouble.transient) == ("login", False)
    assert account.user in trouble.what


def test_a_password_beyond_ascii_is_sent(own: Callable[..., Dovecot]) -> None:
    """LOGIN cannot carry it; SASL PLAIN does."""
    server = own()
    account = replace(at(server), password=lambda: "hemmelig-ø")
    assert refused(account).kind == "login"  # refused as wrong, not for its letters


def test_a_password_that_cannot_be_had_is_trouble_with_the_login(account: ImapAccount) -> None:
    """A secret's file that is gone names itself, and is no network trouble."""

    def gone() -> str:
        raise FileNotFoundError(2, "No such file", "imap-password")

    with pytest.raises(MailboxError, match="imap-password") as trouble:
        ImapFolder(replace(account, password=gone)).connect()
    assert trouble.value.kind == "login"


def test_a_folder_that_is_not_there_is_named(account: ImapAccount) -> None:
    """Kind folder: the operator mistyped it."""
    trouble = refused(replace(account, folder="Suport"))
    assert (trouble.kind, trouble.transient) == ("folder", False)
    assert "Suport" in trouble.what


def test_a_closed_port_and_an_unknown_host_are_network_trouble(account: ImapAccount) -> None:
    """Both may mend themselves."""
    for change in ({"port": free_port()}, {"host": "no-such-host.invalid"}, {"host": "a..b"}):
        trouble = refused(replace(account, **change))  # type: ignore[arg-type]
        assert (trouble.kind, trouble.transient) == ("network", True)


def test_a_server_that_says_nothing_times_out() -> None:
    """A hanging server costs its timeout and no more."""
    with plain_server(b"", b"") as port:
        account = ImapAccount("visi", HOST, port, "none", "visi", lambda: "secret", timeout=0.2)
        trouble = refused(account)
    assert (trouble.kind, trouble.transient) == ("network", True)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_ca_file_that_is_missing_is_named(account: ImapAccount, tmp_path: Path, security: str) -> None:
    """No silent fall-back to the system's authorities."""
    trouble = refused(replace(account, security=security, ca_file=str(tmp_path / "gone.pem")))  # type: ignore[arg-type]
    assert trouble.kind == "tls"
    assert "gone.pem" in trouble.what


# intake check


def test_check_is_content_and_leaves_the_folders_made(dovecot: Dovecot, account: ImapAccount, user: str) -> None:
    """Nothing wrong, nothing said; the folders are the proof that they can be made."""
    assert check(account) == []
    with ImapFolder(replace(account, folder="Quarantine")) as quarantine:
        assert quarantine.state().messages == 0


def test_check_says_what_is_wrong_and_the_cure(account: ImapAccount) -> None:
    """One line, which begins with the name of the mailbox."""
    (line,) = check(replace(account, password=lambda: "wrong"))
    assert line.startswith("visi: ")
    assert "refuses the login" in line
    assert "Check user and password" in line


def test_check_names_what_the_server_cannot_do(own: Callable[..., Dovecot]) -> None:
    """No MOVE, no UIDPLUS, no IDLE: two lines, each with the setting that mends it."""
    account = at(own(capability=BASIC))
    lines = check(account)
    assert ['after = "flag"' in lines[0], "idle = false" in lines[1], len(lines)] == [True, True, 2]
    assert check(replace(account, after="flag", idle=False)) == []


def test_check_tells_of_a_folder_that_cannot_be_made(account: ImapAccount) -> None:
    """The name the server refuses is in the line, and the other folder is still tried."""
    (line,) = check(replace(account, processed="/Bad//Name"))
    assert "does not create the folder /Bad//Name" in line


# The archive, and waiting after a failure


def test_the_archive_knows_what_it_holds(own: Callable[..., Dovecot]) -> None:
    """By whole Message-ID, brackets or not, over a server that was restarted meanwhile."""
    server = own()
    account = at(server)
    deliver(server, account.user, 11)
    archive = ArchiveFolder(account)
    assert archive.holds("11@customer.example")
    assert archive.holds("<11@customer.example>")
    assert not archive.holds("1@customer.example")
    server.restart()
    deliver(server, account.user, 12)
    assert archive.holds("12@customer.example")
    with pytest.raises(ValueError, match="not fit"):
        archive.holds('x"\r\nA1 LOGOUT')
    server.kill()
    assert archive.holds("12@customer.example") is None
    archive.close()


def test_back_off_doubles_to_a_ceiling_with_jitter() -> None:
    """Each wait lies between half and all of 5, 10, 20, 40, 60, 60 … seconds; success starts over."""
    waits = BackOff(5, 60, Random(7))
    for full in (5, 10, 20, 40, 60, 60, 60):
        assert full / 2 <= waits.next() <= full
    waits.reset()
    assert waits.next() <= 5
    assert BackOff(5, 60, Random(1)).next() != BackOff(5, 60, Random(2)).next()


@pytest.mark.parametrize(("initial", "ceiling"), [(0, 60), (-1, 60), (10, 5)])
def test_a_back_off_that_makes_no_sense_is_refused(initial: float, ceiling: float) -> None:
    """A wait of nothing would hammer a server that is down."""
    with pytest.raises(ValueError, match="back-off"):
        BackOff(initial, ceiling, Random(1))
