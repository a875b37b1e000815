"""Claws Mail on a screen that nobody sees: Xvfb shows it, xdotool presses its keys.

It starts with the newest mail selected, so that nothing has to be pointed at; there is no window manager, so a window
gets the keys when it is told to. `claws_mail` returns once the answer has been sent: the window in which it was
written closes then. Fails with AssertionError when a window does not come or does not go. Only ASCII is typed: xdotool
changes the keyboard for other letters, and a client that still reads the old one gets wrong ones.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

from tests.servers import HOST
from tests.waiting import until
from tests.wire.clients import SECONDS, Seat, newest, program
from tests.wire.pencil import Reply

ACCOUNT = """\
[Account: 1]
config_version=0
account_name=desk
is_default=1
name={seat.name}
address={seat.address}
protocol=3
receive_server={host}
smtp_server={host}
user_id={seat.box}
password={seat.password}
smtp_user_id={seat.address}
smtp_password={seat.password}
use_smtp_auth=1
set_imapport=1
imap_port={seat.imap_port}
set_smtpport=1
smtp_port={seat.smtp_port}
set_domain=1
domain=client.example
"""
FOLDERS = """\
<?xml version="1.0" encoding="UTF-8"?>
<folderlist>
  <folder type="mh" name="Local" path="{local}">
    <folderitem name="inbox" type="inbox" path="inbox" />
    <folderitem name="sent" type="outbox" path="sent" />
    <folderitem name="draft" type="draft" path="draft" />
    <folderitem name="queue" type="queue" path="queue" />
    <folderitem name="trash" type="trash" path="trash" />
  </folder>
  <folder type="imap" name="desk" account_id="1">
    <folderitem name="INBOX" type="inbox" path="INBOX" />
  </folder>
</folderlist>
"""
SETTINGS = """\
[Common]
config_version=4
enable_aspell=0
send_dialog_invisible=1
linewrap_auto=0
"""
_LOCAL = ("inbox", "sent", "draft", "queue", "trash")  # without them Claws asks for a mailbox


def claws_mail(seat: Seat, reply: Reply) -> None:
    """Answer with Claws Mail: Ctrl+R, the words above or below its quote, Ctrl+Return."""
    uid = newest(seat)
    seat = replace(seat, home=Path(mkdtemp(dir=seat.home)))  # what it left when it was ended would be in its way
    _settle_in(seat)
    with _screen() as display:
        environment = seat.environment | {
            "DISPLAY": display,
            "XDG_RUNTIME_DIR": str(seat.home),
            "DBUS_SESSION_BUS_ADDRESS": "disabled:",
            "NO_AT_BRIDGE": "1",
            "GIO_USE_VFS": "local",
        }
        with _running([program("claws-mail"), "--online", "--select", f"#imap/desk/INBOX/{uid}"], environment, seat):
            # Ctrl+R too early ends it: it is ready once it has fetched the mail that it shows.
            cache = seat.home / ".claws-mail" / "imapcache"
            until(lambda: any(cache.glob(f"*/*/INBOX/{uid}")), SECONDS, "the mail to be shown")
            _write(_Keys(environment), reply)


def _write(keys: _Keys, reply: Reply) -> None:
    keys.focus("Claws Mail [0-9]")
    keys.press("ctrl+r")
    keys.focus("Compose")
    if reply.layout == "top":
        keys.press("ctrl+Home")
    for line in reply.typed:
        keys.type(line)
    if reply.layout == "top":
        keys.press("Return")
    keys.press("ctrl+Return")
    until(lambda: not keys.windows("Compose"), SECONDS, "the mail to be sent")


class _Keys:
    """xdotool on one screen."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment

    def _do(self, *words: str) -> str:
        command = [program("xdotool"), *words]
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, timeout=SECONDS)
        return done.stdout.strip()

    def windows(self, title: str) -> list[str]:
        """The windows on the screen whose title matches."""
        return self._do("search", "--onlyvisible", "--name", title).split()

    def focus(self, title: str) -> None:
        """Wait for a window, and let it have the keys."""
        (window, *_) = until(lambda: self.windows(title), SECONDS, f"a window {title!r}")
        self._do("windowfocus", "--sync", window)

    def press(self, keys: str) -> None:
        self._do("key", "--clearmodifiers", keys)

    def type(self, line: str) -> None:
        if line:
            self._do("type", "--clearmodifiers", "--delay", "3", "--", line)
        self.press("Return")


def _settle_in(seat: Seat) -> None:
    for name in _LOCAL:
        (seat.home / "Local" / name).mkdir(parents=True)
    (seat.home / ".claws-mail").mkdir()
    seat.kept(".claws-mail/accountrc", ACCOUNT.format(seat=seat, host=HOST))
    seat.kept(".claws-mail/folderlist.xml", FOLDERS.format(local=seat.home / "Local"))
    seat.kept(".claws-mail/clawsrc", SETTINGS)


@contextlib.contextmanager
def _screen() -> Iterator[str]:
    """A screen of our own; answers its name. Xvfb chooses a free number and writes it to a pipe."""
    told, write = os.pipe()
    words = ["-screen", "0", "1200x900x24", "-nolisten", "tcp", "-displayfd", str(write)]
    xvfb = subprocess.Popen(
        [program("Xvfb", "xvfb"), *words], pass_fds=[write], stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    os.close(write)
    try:
        with os.fdopen(told) as number:
            yield f":{number.readline().strip()}"
    finally:
        _end(xvfb)


@contextlib.contextmanager
def _running(command: list[str], environment: dict[str, str], seat: Seat) -> Iterator[None]:
    log = seat.home / "claws.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, env=environment, cwd=seat.home, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
            start_new_session=True,
        )  # fmt: skip
    try:
        yield
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Killed: a mail client would ask whether it may go."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(SECONDS)
