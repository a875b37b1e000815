"""x"""

from __future__ import annotations

import contextlib
import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.servers import HOST, NotInstalledError

SECONDS = 40.0


@dataclass(frozen=True, slots=True)
class Seat:
    name: str
    address: str
    user: str
    password: str
    imap_port: int
    smtp_port: int
    home: Path

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
        return kept | {
            "HOME": str(self.home),
            "TMPDIR": str(self.home),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "TERM": "vt100",
            "TZ": "Europe/Brussels",
        }


def program(name: str, package: str = "") -> str:
    found = shutil.which(name)
    if found is None:
        raise NotInstalledError(f"apt-get install {package or name}")
    return found


def at_terminal(command: list[str], seat: Seat) -> None:
    screen, terminal = pty.openpty()
    with contextlib.ExitStack() as stack:
        stack.callback(os.close, screen)
        process = subprocess.Popen(
            command,
            env=seat.environment,
            cwd=seat.home,
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            start_new_session=True,
        )
        os.close(terminal)
        shown = bytearray()
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            if select.select([screen], [], [], 0.2)[0]:
                try:
                    shown += os.read(screen, 65536)
                except OSError:
                    break
        else:
            os.killpg(process.pid, signal.SIGKILL)
        assert process.wait(5) == 0, shown.decode("utf-8", "replace")


NEOMUTTRC = """\
set from = "{address}"
set realname = "{name}"
set hostname = "client.example"
set folder = "{home}"
set imap_user = "{user}"
set imap_pass = "{password}"
set ssl_starttls = no
set ssl_force_tls = no
set smtp_url = "smtp://{host}:{smtp_port}/"
set use_envelope_from = yes
set use_threads = flat
set edit_headers
set editor = "{editor}"
set include = yes
set fast_reply
set reply_to = yes
set quit = yes
set sleep_time = 0
set wait_key = no
unset copy
unset mark_old
push "<first-entry><reply><send-message><quit>"
"""


def neomutt(seat: Seat, answer: str) -> None:
    editor = seat.home / "editor"
    editor.write_text(f"""#!{sys.executable}
import pathlib, sys
draft = pathlib.Path(sys.argv[1])
head, blank, quote = draft.read_text().partition("\\n\\n")
draft.write_text(head + blank + {answer!r} + "\\n\\n" + quote)
""")
    editor.chmod(0o755)
    rc = seat.home / "neomuttrc"
    rc.write_text(
        NEOMUTTRC.format(
            home=seat.home,
            name=seat.name,
            address=seat.address,
            user=seat.user,
            password=seat.password,
            host=HOST,
            smtp_port=seat.smtp_port,
            editor=editor,
        )
    )
    at_terminal([program("neomutt"), "-n", "-F", str(rc), "-f", f"imap://{HOST}:{seat.imap_port}/INBOX"], seat)


def s_nail(seat: Seat, answer: str) -> None:
    rc = seat.home / "s-nailrc"
    rc.write_text("")
    options = {
        "v15-compat": "yes",
        "from": f"{seat.name} <{seat.address}>",
        "hostname": "client.example",
        "smtp-hostname": "client.example",
        "mta": f"smtp://{HOST}:{seat.smtp_port}",
        "smtp-auth": "none",
        "sendwait": "",
    }
    words = [word for name, value in options.items() for word in ("-S", f"{name}={value}")]
    box = f"imap://{seat.user}:{seat.password}@{HOST}:{seat.imap_port}/INBOX"
    keys = f"reply 1\n{answer}\n\n~Q\n~.\nxit\n"
    done = subprocess.run(
        [program("s-nail"), "-n", "-#", "-~", *words, "-f", box],
        env=seat.environment | {"MAILRC": str(rc)},
        cwd=seat.home,
        input=keys,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    print(done)
