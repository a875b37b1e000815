"""Real mail clients that read a notification over IMAP, answer it, and hand the answer in over SMTP.

neomutt, s-nail and swaks run without a screen; claws-mail is beside, in `graphical.py`. Each function answers the
newest mail in the INBOX of a `Seat` as a `Reply` says and returns once the program has ended; a client that is not
installed raises `NotInstalledError` with the line that installs it, one that fails or dawdles an AssertionError with
what it showed. They read no settings of the person who runs the tests. Nothing here knows the code under test.
"""

from __future__ import annotations

import contextlib
import imaplib
import mailbox
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from tests.servers import HOST, NotInstalledError
from tests.wire import pencil
from tests.wire.pencil import Reply

SECONDS = 40.0  # for one answer


@dataclass(frozen=True, slots=True)
class Seat:
    """A person, his mailbox and his mail server; `home` is an empty folder where his programs live."""

    name: str
    address: str  # that he writes as, and logs in as where mail is handed in
    box: str  # that he logs in as where mail is read
    password: str
    imap_port: int
    smtp_port: int
    home: Path

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of ours but where programs are."""
        return {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "HOME": str(self.home),
            "TMPDIR": str(self.home),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "TERM": "vt100",
            "TZ": "Europe/Brussels",
        }

    def kept(self, name: str, text: str) -> Path:
        """A file of his."""
        self.home.mkdir(parents=True, exist_ok=True)
        file = self.home / name
        file.write_text(text, encoding="utf-8")
        return file


def program(name: str, package: str = "") -> str:
    """Where it is; NotInstalledError if it is not."""
    found = shutil.which(name)
    if found is None:
        raise NotInstalledError(f"apt-get install {package or name}")
    return found


def in_box(seat: Seat) -> list[bytes]:
    """The mails in his INBOX, oldest first, as IMAP hands them over."""
    with _inbox(seat) as server:
        _, (numbers,) = server.search(None, "ALL")
        fetched = [server.fetch(number.decode(), "(BODY.PEEK[])")[1][0] for number in numbers.split()]
    return [one[1] for one in fetched if isinstance(one, tuple)]


def newest(seat: Seat) -> str:
    """The UID of the newest mail in his INBOX: its number there, if nothing was ever taken out."""
    with _inbox(seat) as server:
        _, (uids,) = server.uid("search", "ALL")
    return uids.split()[-1].decode()


@contextlib.contextmanager
def _inbox(seat: Seat) -> Iterator[imaplib.IMAP4]:
    with imaplib.IMAP4(HOST, seat.imap_port, timeout=SECONDS) as server:
        server.login(seat.box, seat.password)
        server.select("INBOX", readonly=True)
        yield server


def pencil_of(seat: Seat, reply: Reply) -> str:
    """The command line of his editor; the draft's name comes behind it."""
    plan = seat.kept("plan.json", reply.plan())
    return f"{sys.executable} -I -S {pencil.__file__} {plan}"


def at_terminal(command: list[str], seat: Seat) -> str:
    """Run a program of the whole screen until it ends by itself; answers all it wrote there."""
    screen, terminal = pty.openpty()
    with contextlib.closing(os.fdopen(screen, "rb", buffering=0)) as shown:
        process = subprocess.Popen(
            command, env=seat.environment, cwd=seat.home, stdin=terminal, stdout=terminal, stderr=terminal,
            start_new_session=True,
        )  # fmt: skip
        os.close(terminal)
        seen, deadline = bytearray(), time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            if select.select([screen], [], [], 0.2)[0]:
                try:
                    seen += shown.read(65536) or b""
                except OSError:  # EIO: the last program at this terminal has gone
                    break
        else:
            os.killpg(process.pid, signal.SIGKILL)
        code = process.wait(SECONDS)
    assert code == 0, f"{command[0]} ended with {code}:\n{seen.decode('utf-8', 'replace')[-3000:]}"
    return seen.decode("utf-8", "replace")


NEOMUTT_SETTINGS = """\
set from = "{seat.address}"
set real_name = "{seat.name}"
set hostname = "client.example"
set folder = "{seat.home}"
set imap_user = "{seat.box}"
set imap_pass = "{seat.password}"
set smtp_url = "smtp://{host}:{seat.smtp_port}/"
set smtp_user = "{seat.address}"
set smtp_pass = "{seat.password}"
set smtp_authenticators = "plain"
set ssl_starttls = no
set ssl_force_tls = no
set use_envelope_from = yes
set sort = mailbox-order
set charset = "utf-8"
set editor = "{editor} %s"
set include = yes
set fast_reply = yes
set reply_to = yes
set attribution = "{attribution}"
set indent_string = "{sign}"
set abort_unmodified = no
set copy = no
set quit = yes
set sleep_time = 0
set wait_key = no
set mail_check_stats = no
push "<last-entry><reply>{attach}<send-message><quit>"
"""


def neomutt(seat: Seat, reply: Reply) -> None:
    """Answer with neomutt: `r`, the editor, `y`."""
    bare = reply.layout == "unmarked"
    between = r"\{date\}(.*?)\{time\}"
    attribution = re.sub(between, r"%[%d/%m/%Y]\1%[%H:%M]", reply.attribution).replace("{sender}", "%n <%a>")
    settings = seat.kept(
        "neomuttrc",
        NEOMUTT_SETTINGS.format(
            seat=seat,
            host=HOST,
            editor=pencil_of(seat, reply),
            attribution="" if bare else attribution,
            sign="" if bare else "> ",
            attach="".join(f"<attach-file>{name}<enter>" for name in reply.files),
        ),
    )
    box = f"imap://{HOST}:{seat.imap_port}/INBOX"
    at_terminal([program("neomutt"), "-n", "-F", str(settings), "-f", box], seat)


THREAD_SETTINGS = """\
set folder = "{seat.home}"
set sort = threads
set sort_aux = date
set strict_threads = yes
set hide_thread_subject = no
set ascii_chars = yes
set help = no
set status_on_top = yes
set charset = "utf-8"
set index_format = "{{%s}}%i"
push "<first-entry><exit>"
"""
_BLANKS = re.compile(r"\x1b\[(\d+)C")  # which a terminal may be spared
_ROW = re.compile(r"\{(?P<tree>(?:[ |`]+->)?)[^{}]*\}<(?P<name>[^<>\s]+)>")


def threads(seat: Seat, raws: Sequence[bytes]) -> list[tuple[int, str]]:
    """How neomutt shows mails by threads: each one's depth, 0 for the root, and its Message-ID, from top to bottom.

    By References and In-Reply-To alone, no subject joins what those do not.
    """
    kept = seat.kept("threads", "")
    with contextlib.closing(mailbox.mbox(kept)) as box:
        for raw in raws:
            box.add(raw)
    settings = seat.kept("threadsrc", THREAD_SETTINGS.format(seat=seat))
    wide = ["env", "LINES=60", "COLUMNS=400", program("neomutt"), "-n", "-R", "-F", str(settings)]
    shown = _BLANKS.sub(lambda blanks: " " * int(blanks[1]), at_terminal([*wide, "-f", str(kept)], seat))
    return [((row["tree"].find("->") + 1) // 2, row["name"]) for row in _ROW.finditer(shown)]


def s_nail(seat: Seat, reply: Reply) -> None:
    """Answer with s-nail: `reply`, `~e`, `~.`. As it comes, it answers From and takes no notice of Reply-To."""
    bare = reply.layout == "unmarked"
    between = re.search(r"\{date\}(.*?)\{time\}", reply.attribution)
    assert between is not None
    attribution = reply.attribution.replace(between[0], "%d").replace("{sender}", "%f")
    options = {
        "v15-compat": "yes",
        "ttycharset": "utf-8",
        "sendcharsets": "utf-8",
        "from": f"{seat.name} <{seat.address}>",
        "hostname": "client.example",
        "mta": f"smtp://{HOST}:{seat.smtp_port}",
        "smtp-auth": "plain",
        "user": seat.address,
        "password": seat.password,
        "sendwait": "",
        "DEAD": "/dev/null",
        "quote": "noheading" if bare else "",
        "quote-inject-head": "" if bare else f"{attribution}\n\n",
        "quote-inject-tail": "",
        "indentprefix": "" if bare else "> ",
        "datefield": f"%d/%m/%Y{between[1]}%H:%M",
        "EDITOR": str(seat.kept("editor", f'#!/bin/sh\nexec {pencil_of(seat, reply)} "$1"\n')),
        "folder": str(seat.home),
    }
    (seat.home / "editor").chmod(0o755)
    words = [word for name, value in options.items() for word in ("-S", f"{name}={value}")]
    box = f"imap://{seat.box.replace('@', '%40')}:{seat.password}@{HOST}:{seat.imap_port}/INBOX"
    attach = "".join(f"~@ {name}\n" for name in reply.files)
    run([program("s-nail"), "-n", "-#", "-~", *words, "-f", box], seat, f"reply $\n~e\n{attach}~.\nxit\n")


def swaks(seat: Seat, reply: Reply) -> None:
    """Answer with a script around swaks: it fetches the mail, quotes its text, and sets the headers itself."""
    before: EmailMessage = message_from_bytes(in_box(seat)[-1], policy=policy.default)
    body = before.get_body(("plain",))
    assert body is not None
    sign = "" if reply.layout == "unmarked" else "> "
    quote = "\n".join(f"{sign}{line}" for line in body.get_content().splitlines())
    at = before["Date"].datetime
    told = reply.attribution.format(date=f"{at:%d/%m/%Y}", time=f"{at:%H:%M}", sender=before["From"])
    draft = quote if reply.layout == "unmarked" else f"{told}\n{quote}"
    submit(
        seat,
        before["Reply-To"].strip("<>"),
        {
            "Subject": f"Re: {before['Subject']}",
            "In-Reply-To": before["Message-ID"],
            "References": f"{before['References'] or ''} {before['Message-ID']}".strip(),
        },
        pencil.write(draft, reply),
        reply.files,
        login=True,
    )


def submit(
    seat: Seat, to: str, headers: dict[str, str], text: str, files: tuple[str, ...] = (), *, login: bool = False
) -> None:
    """Send a mail with swaks; with `login` as one that the mail server knows."""
    wanted = {"From": f"{seat.name} <{seat.address}>", **headers}
    words = [word for name, value in wanted.items() for word in ("--header", f"{name}: {value}")]
    told = ["--auth", "PLAIN", "--auth-user", seat.address, "--auth-password", seat.password] if login else []
    body = seat.kept("body.txt", text)
    if files:
        words += ["--attach-type", "text/plain; charset=utf-8", "--attach-body", f"@{body}"]
        words += [word for name in files for word in ("--attach-name", Path(name).name, "--attach", f"@{name}")]
    else:
        words += ["--header", "MIME-Version: 1.0", "--header", "Content-Type: text/plain; charset=utf-8"]
        words += ["--header", "Content-Transfer-Encoding: 8bit", "--body", f"@{body}"]
    where = ["--server", HOST, "--port", str(seat.smtp_port), "--helo", "client.example"]
    run([program("swaks"), *where, *told, "--from", seat.address, "--to", to, *words], seat)


def run(command: list[str], seat: Seat, typed: str = "") -> None:
    """Run a program of lines until it ends."""
    seat.home.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        command, env=seat.environment, cwd=seat.home, input=typed, capture_output=True, text=True, timeout=SECONDS
    )
    assert done.returncode == 0, f"{command[0]} ended with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr}"
