"""The command line: what it prints for people and for programs, and how it says what is wrong."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pytest
from sqlmodel import col, select

from intake.inbox import Arrival, Drop, receive
from intake.world import World
from routing.model import InboundMail, InboundState, Ticket, TicketState
from routing.submission import Channel
from tests.desks import write_desk
from tests.mails import ANN, VISI, WORKNC, mail
from tests.program import Done, Program
from tests.servers import Dovecot, Sink, free_port
from tests.steps.answers import notified, reply
from tests.steps.conftest import Clock

REPOSITORY = Path(__file__).parents[1]
UNREADABLE = b"\x00" * 100


@pytest.fixture
def intake(program: Program) -> Program:
    """The program's own entry point, in this process."""
    return program


def shell(*words: object, stdin: bytes = b"") -> Done:
    """The same in a process of its own."""
    command = [sys.executable, "-m", "intake", *map(str, words)]
    done = subprocess.run(command, cwd=REPOSITORY, input=stdin, capture_output=True, timeout=60)
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def one_line(done: Done) -> str:
    """The error of a command that failed as it should: one line, exit code 2, nothing else."""
    assert done.code == 2, done
    assert done.out == ""
    (line,) = done.err.splitlines()
    assert line.startswith("intake: ")
    return line


def fill(world: World, clock: Clock) -> None:
    """A case of Ann's, a closed one of Bob's, and a mail that nobody can read."""
    world.customer("Peeters", ANN, plan="first-year")
    world.deliver(mail("VISI stops with an error.\nÆ ç ş"), VISI, sender=ANN)
    other = mail(
        "How do I set up [bold]tools[/bold]?", sender="bob@other.example", subject="Tools?", message_id="<2@x>"
    )
    world.deliver(other, WORKNC, sender="bob@other.example")
    drop = Drop("visi", Channel.IMAP, 1, 1)
    receive(world.app.station, [Arrival(UNREADABLE, (drop,))], None, clock.now)
    world.drain()
    with world.app.database.transaction() as session:
        closed = session.exec(select(Ticket).where(Ticket.number == 10002)).one()
        closed.state = TicketState.CLOSED
        session.add(closed)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, make_world: Callable[..., World]) -> Path:
    """A working folder in which a service ran; for commands that only look."""
    clock = Clock()
    with make_world(tmp_path_factory.mktemp("cli") / "desk", clock=clock) as world:
        fill(world, clock)
    return world.settings.folder


@pytest.fixture
def world(tmp_path: Path, make_world: Callable[..., World]) -> Iterator[World]:
    """A desk at work; for commands that change something."""
    clock = Clock()
    clock.now = datetime.now(UTC)  # `retry` reads the clock of the machine
    with make_world(tmp_path / "desk", clock=clock) as opened:
        fill(opened, clock)
        yield opened


# -- tickets, show


def test_tickets_lists_the_open_cases(intake: Program, folder: Path) -> None:
    """Those with a promise first; closed ones are not work."""
    done = intake("-C", folder, "tickets", "--json")
    assert [row["number"] for row in done.lines] == [10001, 10003]
    first = done.lines[0]
    assert (first["product"], first["category"], first["state"], first["owner"] is None) == (
        "visi",
        "bug",
        "open",
        False,
    )
    assert datetime.fromisoformat(first["respond_by"]) > datetime.fromisoformat(first["opened_at"])


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        (("--state", "all"), {10001, 10002, 10003}),
        (("--state", "closed"), {10002}),
        (("--state", "waiting"), set()),
        (("--state", "all", "--product", "worknc"), {10002}),
        (("--category", "bug"), {10001}),
        (("--engineer", "nobody-of-that-name"), set()),
        (("--state", "all", "--limit", "1"), {10001}),
    ],
)
def test_tickets_can_be_narrowed_down(intake: Program, folder: Path, options: tuple[str, ...], numbers: set) -> None:
    """By state, product, category and engineer."""
    assert {row["number"] for row in intake("-C", folder, "tickets", "--json", *options).lines} == numbers


def test_tickets_for_people_is_a_table(intake: Program, folder: Path) -> None:
    """A line a case, whatever its subject."""
    text = intake("-C", folder, "tickets", "--state", "all").out
    assert all(str(number) in text for number in (10001, 10002, 10003))
    assert "Export stops" in text
    assert len(text.strip().splitlines()) == 4
    assert intake("-C", folder, "tickets", "--state", "held").out == "No such cases.\n"


def test_show_tells_a_case_with_its_reasons(intake: Program, folder: Path) -> None:
    """What came, what was decided and why, what left; no text of a mail is taken for markup."""
    done = intake("-C", folder, "show", 10001)
    assert done.code == 0
    for words in ("Produsoft #10001", "opened by mail", "VISI stops with an error.", "because", "acknowledgement to"):
        assert words in done.out
    assert "[bold]tools[/bold]" in intake("-C", folder, "show", 10002).out
    assert "could not be read" in intake("-C", folder, "show", 10003).out


def test_show_tells_what_engineers_did_in_plain_words(
    intake: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_world: Callable[..., World]
) -> None:
    """Ten turns of a case, each in a line or two of an 80-column terminal; no names of the program's own."""
    clock = Clock()
    with make_world(tmp_path / "desk", clock=clock) as world:
        world.deliver(mail("VISI stops with an error."), VISI, sender=ANN)
        world.drain()
        with world.app.database.reading() as session:
            me = session.exec(select(Ticket)).one().owner
        assert me is not None
        first = notified(world, me)
        for text in (
            "#note she has the old dongle",
            "Hello Ann,\n\nplease send us the drawing.\n\n#wait 2026-12-03 for the drawing",
            "#time 45m remote looked at it\n#prio high",
            "#hold 2026-12-10 the vendor looks at it",
            "#phone Ann is patient",
            "#tiem 20m",
            "#close mended in 24.0.118",
            "#undo",
            "#close",
            "#reopen",
        ):
            reply(world, first, text, engineer=me)
            clock.go(seconds=20 if text.startswith("#close m") else 120)
            world.drain()
        folder = world.settings.folder
    monkeypatch.setenv("COLUMNS", "80")
    told = intake("-C", folder, "show", 10001).out
    for words in ("made a note", "she has the old dongle", f"answered {ANN}", "waits for the customer until 03.12.2026",
                  "spent 45 min (remote): looked at it", "the severity from normal to high",
                  "waits for the vendor until", "phoned: Ann is patient", "a command in it was not understood",
                  "closed the case: mended in 24.0.118",
                  "took his last mail back", "opened the case again"):  # fmt: skip
        assert words in told
    assert max(map(len, told.splitlines())) <= 80
    assert not re.search(r"misspelt|follow_up|\w+_\w+|T\d\d:\d\d", told)


def test_show_as_json_is_one_object(intake: Program, folder: Path) -> None:
    """Letters as they are, the story in order."""
    (case,) = intake("-C", folder, "show", 10001, "--json").lines
    assert case["number"] == 10001
    opened, assigned = case["timeline"]
    assert (opened["from"], opened["text"].split()[-1]) == (ANN, "ş")
    assert [mail["state"] for event in (opened, assigned) for mail in event["mails"]] == ["sent", "sent"]
    assert assigned["reasons"]


# -- mail


def test_mail_list_shows_the_quarantine(intake: Program, folder: Path) -> None:
    """By itself only what a person must look at; any other state on request."""
    (stuck,) = intake("-C", folder, "mail", "list", "--json").lines
    assert (stuck["id"], stuck["state"], stuck["kind"]) == (3, "quarantined", "unreadable")
    assert "3" in intake("-C", folder, "mail", "list").out
    assert [row["id"] for row in intake("-C", folder, "mail", "list", "--state", "all", "--json").lines] == [3, 2, 1]
    assert [row["id"] for row in intake("-C", folder, "mail", "list", "--state", "filed", "--json").lines] == [2, 1]
    assert "No such mails" in intake("-C", folder, "mail", "list", "--state", "ignored").out


def test_mail_show_tells_one_mail(intake: Program, folder: Path) -> None:
    """For people what is known, for programs every field."""
    text = intake("-C", folder, "mail", "show", 1).out
    assert ANN in text
    assert "Export stops" in text
    (row,) = intake("-C", folder, "mail", "show", 1, "--json").lines
    assert (row["state"], row["message_id"], row["last_error"]) == ("filed", "1@customer.example", None)


def test_mail_export_gives_the_raw_mail_back(intake: Program, folder: Path, tmp_path: Path) -> None:
    """Octet for octet, also of one that nobody can read; an existing file is not overwritten."""
    target = tmp_path / "raw.eml"
    done = intake("-C", folder, "mail", "export", 3, target)
    assert done.code == 0
    assert target.read_bytes() == UNREADABLE
    assert "exists" in one_line(intake("-C", folder, "mail", "export", 3, target))


def stuck(world: World) -> InboundMail:
    with world.app.database.reading() as session:
        return session.exec(select(InboundMail).order_by(col(InboundMail.id).desc())).first()


def test_mail_retry_puts_a_mail_back_in_line(intake: Program, world: World) -> None:
    """It is read again; if that fails again, it is back in quarantine with the case it had."""
    before = stuck(world)
    done = intake("-C", world.settings.folder, "mail", "retry", before.id)
    assert (done.code, done.err) == (0, "")
    assert stuck(world).state is InboundState.RECEIVED
    assert "received, not quarantined" in one_line(intake("-C", world.settings.folder, "mail", "retry", before.id))
    world.app._clock.go(minutes=1)
    world.drain()
    after = stuck(world)
    assert (after.state, after.ticket_id) == (InboundState.QUARANTINED, before.ticket_id)


def test_mail_discard_ends_a_quarantine(intake: Program, world: World, tmp_path: Path) -> None:
    """The mail counts as ignored, says so, and can still be exported."""
    done = intake("-C", world.settings.folder, "mail", "discard", stuck(world).id)
    assert done.code == 0
    row = stuck(world)
    assert row.state is InboundState.IGNORED
    assert row.reasons[-1] == "discarded by hand"
    assert "Nothing is in quarantine" in intake("-C", world.settings.folder, "mail", "list").out
    assert intake("-C", world.settings.folder, "mail", "export", row.id, tmp_path / "still.eml").code == 0


# -- inspect


def test_inspect_reads_files_and_standard_input(tmp_path: Path) -> None:
    """One JSON object a line, in the order asked for; no desk, no store."""
    (tmp_path / "one.eml").write_bytes(mail(subject="One – ølçü"))
    (tmp_path / "two.eml").write_bytes(mail(subject="Two", headers=(("Auto-Submitted", "auto-replied"),)))
    done = shell(
        "inspect", "--json", tmp_path / "one.eml", "-", tmp_path / "two.eml", stdin=mail(subject="From a pipe")
    )
    assert done.code == 0, done.err
    assert [row["subject"] for row in done.lines] == ["One – ølçü", "From a pipe", "Two"]
    assert [row["kind"] for row in done.lines] == ["new", "new", "auto_reply"]
    assert done.lines[1]["file"] == "-"
    assert done.lines[0]["from"] == {"name": "Ann Peeters", "address": ANN}


def test_inspect_for_people_leaves_out_what_is_empty(intake: Program, tmp_path: Path) -> None:
    """A line a key."""
    (tmp_path / "one.eml").write_bytes(mail())
    text = intake("inspect", tmp_path / "one.eml").out
    assert "Export stops" in text
    assert "bounce" not in text


def test_inspect_with_a_desk_knows_its_tag(intake: Program, tmp_path: Path) -> None:
    """The desk file needs no secret for that."""
    desk = write_desk(tmp_path / "desk") / "desk.toml"
    (tmp_path / "one.eml").write_bytes(mail(subject="Re: [Acme #10423] Export"))
    (row,) = intake("inspect", "--json", "--desk", desk, tmp_path / "one.eml").lines
    assert row["ticket_number"] == 10423


def test_inspect_of_broken_bytes_is_a_reading_all_the_same(intake: Program, tmp_path: Path) -> None:
    """No mail, however broken, makes it fail."""
    (tmp_path / "none.eml").write_bytes(UNREADABLE)
    done = intake("inspect", "--json", tmp_path / "none.eml")
    assert done.code == 0
    assert done.lines[0]["kind"] == "unreadable"


# -- init, check


def test_init_makes_a_folder_to_start_from(intake: Program, tmp_path: Path) -> None:
    """Desk file, a key that only its owner may read, and what to do next; never over something that is there."""
    done = intake("init", tmp_path / "new", "--desk", "netcad")
    assert done.code == 0
    assert done.out.splitlines()[-1].endswith("check")
    assert (tmp_path / "new" / "signing.keys").stat().st_mode & 0o777 == 0o600
    assert "not empty" in one_line(intake("init", tmp_path / "new"))
    assert 'did you mean "netcad"' in one_line(intake("init", tmp_path / "other", "--desk", "netcat"))


def findings(done: Done, verdict: str) -> list[str]:
    return [line for line in done.out.splitlines() if line.startswith(verdict)]


@pytest.fixture
def desk(tmp_path: Path, dovecot: Dovecot, sink: Sink) -> Path:
    """A working folder in which everything is right."""
    return write_desk(
        tmp_path / "desk", imap_port=dovecot.imap_port, smtp_port=sink.port, lmtp_port=free_port(), user="cli"
    )


def test_check_of_a_desk_in_order(intake: Program, desk: Path) -> None:
    """Everything was tried, nothing is wrong."""
    done = intake("-C", desk, "check")
    assert done.code == 0, done.out
    assert findings(done, "wrong") == []
    for subject in ("signing keys", "database", "templates", "mailbox visi", "smtp 127.0.0.1"):
        assert any(subject in line for line in findings(done, "ok")), subject


def wrong_password(desk: Path) -> None:
    (desk / "imap.secret").write_text("not it")


def no_password(desk: Path) -> None:
    (desk / "imap.secret").unlink()


def no_smtp(desk: Path) -> None:
    text = (desk / "desk.toml").read_text()
    head, _, tail = text.partition("[smtp]")
    port = next(line for line in tail.splitlines() if line.startswith("port"))
    (desk / "desk.toml").write_text(f"{head}[smtp]{tail.replace(port, f'port = {free_port()}', 1)}")


def template_with_a_slip(desk: Path) -> None:
    path = desk / "templates" / "mail" / "acknowledgement" / "body.md"
    path.parent.mkdir(parents=True)
    path.write_text("Hello\n\n{{ no_such_value }}\n")


def template_that_is_none(desk: Path) -> None:
    path = desk / "templates" / "mail" / "acknowledgement" / "body.md"
    path.parent.mkdir(parents=True)
    path.write_text("Hello\n\n{% if %}\n")


def no_key(desk: Path) -> None:
    (desk / "signing.keys").write_text("0 short\n")


@pytest.mark.parametrize(
    ("spoil", "subject", "said"),
    [
        pytest.param(wrong_password, "mailbox", ["refuses the login of cli", "Check user and password"], id="password"),
        pytest.param(no_password, "mailbox", ["imap.secret", "password_from"], id="no password"),
        pytest.param(no_smtp, "smtp", ["refused", "Check host and port"], id="smtp"),
        pytest.param(
            template_with_a_slip, "template acknowledgement", ["body.md", "no_such_value"], id="template value"
        ),
        pytest.param(template_that_is_none, "template acknowledgement", ["body.md", "3"], id="template syntax"),
        pytest.param(no_key, "signing keys", ["line 1", "64 hex digits"], id="signing key"),
    ],
)
def test_check_says_what_is_wrong_and_the_cure(
    intake: Program, desk: Path, spoil: Callable[[Path], None], subject: str, said: list[str]
) -> None:
    """Exit code 2, and nothing else is found fault with."""
    spoil(desk)
    done = intake("-C", desk, "check")
    assert done.code == 2
    wrong = findings(done, "wrong")
    assert wrong
    for line in wrong:
        assert subject in line
        assert all(words in line for words in said), line


def test_check_names_all_that_is_wrong_at_once(intake: Program, desk: Path) -> None:
    """Nobody has to mend one thing to hear of the next."""
    wrong_password(desk)
    no_smtp(desk)
    no_key(desk)
    assert len(findings(intake("-C", desk, "check"), "wrong")) == 3


def test_check_of_a_misspelt_desk_file(intake: Program, desk: Path) -> None:
    """The line, the key, and what was meant."""
    text = (desk / "desk.toml").read_text()
    (desk / "desk.toml").write_text(text.replace("languages", "langages"))
    done = intake("-C", desk, "check")
    assert done.code == 2
    assert "langages" in done.err
    assert '"languages"' in done.err


# -- how it fails, and the rest


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "4711"), "has no case 4711"),
        (("tickets", "--state", "lost"), "there are open, waiting"),
        (("tickets", "--category", "lost"), "there are support, bug"),
        (("mail", "show", "99"), "has no mail 99"),
        (("mail", "retry", "1"), "mail 1 is filed, not quarantined"),
        (("mail", "discard", "1"), "mail 1 is filed, not quarantined"),
        (("mail", "list", "--state", "lost"), "there are received"),
        (("poll",), "--once"),
        (("serve", "--only", "sing"), "there are poll, file"),
        (("inspect", "/nonexistent/mail.eml"), "No such file or directory"),
        (("inspect", "/"), "directory"),
    ],
)
def test_a_mistake_is_one_line_that_says_what_would_do(
    intake: Program, folder: Path, words: tuple[str, ...], said: str
) -> None:
    """Exit code 2, no traceback."""
    assert said in one_line(intake("-C", folder, *words))


def test_a_folder_without_a_desk_file_is_one_line(intake: Program, tmp_path: Path) -> None:
    """It says how to get one."""
    assert "intake init" in one_line(intake("-C", tmp_path, "tickets"))


def test_a_folder_in_which_no_service_ran_is_one_line(intake: Program, tmp_path: Path) -> None:
    """There is no store yet, and looking makes none."""
    assert "intake serve" in one_line(intake("-C", write_desk(tmp_path / "desk"), "tickets"))


def test_a_store_that_is_away_is_one_line(intake: Program, tmp_path: Path) -> None:
    """The driver's own words, without the statement."""
    url = f"postgresql://nobody@127.0.0.1:{free_port()}/none"
    line = one_line(intake("-C", write_desk(tmp_path / "desk", database_url=url), "tickets"))
    assert "refused" in line
    assert "SELECT" not in line


def test_verbose_shows_where_it_failed(tmp_path: Path) -> None:
    """A traceback for whoever asks, one line for everybody else."""
    plain, verbose = shell("-C", tmp_path, "tickets"), shell("-v", "-C", tmp_path, "tickets")
    one_line(plain)
    assert verbose.code != 0
    assert "Traceback" in verbose.err
    assert "DeskFileError" in verbose.err


def test_an_unknown_command_is_told_with_the_help(intake: Program) -> None:
    """As any command line does."""
    done = intake("sing")
    assert done.code == 2
    assert "No such command 'sing'" in done.err


def test_version_is_the_installed_one(intake: Program) -> None:
    """For bug reports."""
    assert intake("version").out == f"intake {version('intake')}\n"


def test_health_is_for_monitoring(intake: Program, tmp_path: Path) -> None:
    """0 while the heartbeat is young, 1 when it is old or was never there."""
    import os
    import time

    never = intake("-C", tmp_path, "health")
    assert (never.code, "no service has run" in never.out) == (1, True)
    (tmp_path / "heartbeat").touch()
    assert intake("-C", tmp_path, "health").code == 0
    old = time.time() - 600
    os.utime(tmp_path / "heartbeat", (old, old))
    late = intake("-C", tmp_path, "health")
    assert (late.code, late.out.strip()) == (1, "last sign of life 600 s ago")
