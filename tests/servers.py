"""Real servers for the tests: Dovecot, PostgreSQL and an SMTP sink, each in a scratch folder on free loopback ports.

Works as root and as anybody else, without systemd. Every server dies with the test run, even when that is
killed (`setpriv --pdeathsig` where there is one), and folders of runs that died are swept at the next start.
A missing program raises `NotInstalledError`, which names the apt-get line. Nothing here knows the code under test.
"""

from __future__ import annotations

import atexit
import contextlib
import getpass
import os
import pwd
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from tests.sink import Received, Sink

__all__ = ["HOST", "Dovecot", "NotInstalledError", "Postgres", "Received", "Sink", "free_port", "scratch"]

HOST = "127.0.0.1"
READY_SECONDS = 20.0
_PREFIX = "intake-test-"

DOVECOT = "apt-get install dovecot-imapd dovecot-lmtpd openssl"
POSTGRES = "apt-get install postgresql"


class NotInstalledError(Exception):
    """A server program is not installed; the text is the line that installs it."""


def free_port() -> int:
    """A loopback port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def scratch(name: str) -> Path:
    """A new folder others may enter (servers drop root); short, for a socket path holds 107 bytes. Gone at exit."""
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-{name}-"))
    folder.chmod(0o755)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _sweep() -> None:
    """Remove the folders of test runs that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        pid = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if pid.isdigit() and not Path("/proc", pid).exists():
            shutil.rmtree(folder, ignore_errors=True)


def _leashed(command: list[str], user: str | None = None) -> list[str]:
    """The command, made to die with us, and run as `user` if given."""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        if user is not None:
            raise NotInstalledError("apt-get install util-linux")
        return command
    become = ["--reuid", user, "--regid", str(pwd.getpwnam(user).pw_gid), "--init-groups"] if user else []
    return [setpriv, *become, "--pdeathsig", "TERM", *command]


def _await(ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    """Ask until `ready`; RuntimeError with the end of the log if the server dies or dawdles."""
    deadline = time.monotonic() + READY_SECONDS
    while not (ready() and process.poll() is None):
        if process.poll() is not None or time.monotonic() > deadline:
            tail = log.read_text(errors="replace")[-2000:] if log.exists() else "(no log)"
            raise RuntimeError(f"{process.args!r} did not start:\n{tail}")
        time.sleep(0.01)


def _greets(port: int) -> bool:
    """Whether an IMAP server says hello: a port that a killed server's children still hold only takes the call."""
    try:
        with socket.create_connection((HOST, port), timeout=5) as connection:
            return connection.recv(64).startswith(b"* OK")
    except OSError:
        return False


def _connects(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
        return True
    return False


class _Server:
    """A foreground process in a session of its own, so that it and its children end as one."""

    log: Path

    @property
    def ports(self) -> tuple[int, ...]:
        """Where it listens once started."""
        raise NotImplementedError

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        atexit.register(self.kill)

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def _spawn(self, command: list[str], user: str | None = None, cwd: Path | None = None) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                _leashed(command, user),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=cwd,
            )
        return self.process

    def _end(self, first: signal.Signals) -> None:
        """Send `first`; whatever lives five seconds later, and every child left behind, is killed."""
        process, self.process = self.process, None
        if process is None:
            return
        if process.poll() is None and first is not signal.SIGKILL:
            process.send_signal(first)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(5)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(5)
        deadline = time.monotonic() + 5  # a child may hold the listening sockets a moment longer
        while any(map(_connects, self.ports)) and time.monotonic() < deadline:
            time.sleep(0.01)

    def kill(self) -> None:
        """As a power cut: nothing is told good-bye."""
        self._end(signal.SIGKILL)


class Dovecot(_Server):
    """IMAP, IMAPS and LMTP for any user under one password; every user's mail is a Maildir.

    `capability` replaces the list the server announces (to hide MOVE, say); `prefix` and `separator` are
    those of the personal namespace ("INBOX." and "." for a Courier-like server).
    """

    password = "secret"

    def __init__(self, *, capability: str | None = None, prefix: str = "", separator: str = "/") -> None:
        super().__init__()
        self.program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
        self.openssl = shutil.which("openssl")
        if self.program is None or self.openssl is None:
            raise NotInstalledError(DOVECOT)
        self.folder = scratch("dovecot")
        self.capability, self.prefix, self.separator = capability, prefix, separator
        self.imap_port = self.imaps_port = self.lmtp_port = 0
        self.config = self.folder / "dovecot.conf"
        self.log = self.folder / "log"
        self.ca_file = self.folder / "cert.pem"
        self._prepare()

    @property
    def ports(self) -> tuple[int, ...]:
        return tuple(filter(None, (self.imap_port, self.imaps_port, self.lmtp_port)))

    def _prepare(self) -> None:
        owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self._owner = owner
        mail = self.folder / "mail"
        mail.mkdir()
        os.chown(mail, owner.pw_uid, owner.pw_gid)
        make = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj /CN=localhost"
        names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
        files = ["-keyout", str(self.folder / "key.pem"), "-out", str(self.ca_file)]
        subprocess.run([str(self.openssl), *make.split(), *names, *files], check=True, capture_output=True)

    def start(self) -> Dovecot:
        """Listen; a restart keeps the ports. Three tries, for a free port may be taken meanwhile."""
        first = not self.imap_port
        for attempt in (1, 2, 3):
            if not self.imap_port:
                self.imap_port, self.imaps_port, self.lmtp_port = free_port(), free_port(), free_port()
            self.config.write_text(self._configuration())
            (self.folder / "run" / "master.pid").unlink(missing_ok=True)
            process = self._spawn([str(self.program), "-F", "-c", str(self.config)])
            try:
                _await(lambda: _connects(self.lmtp_port) and _greets(self.imap_port), process, self.log)
            except RuntimeError:
                self.kill()
                if attempt == 3:
                    raise
                self.imap_port = 0 if first else self.imap_port
            else:
                return self
        raise AssertionError("unreachable")

    def stop(self) -> None:
        """Orderly; open connections are told BYE."""
        self._end(signal.SIGTERM)

    def restart(self) -> None:
        """Stop and start on the same ports."""
        self.stop()
        self.start()

    def deliver(self, user: str, raw: bytes, sender: str = "sender@example.org") -> None:
        """Hand in one mail by LMTP; returns once Dovecot has it. Raises smtplib.SMTPException when refused."""
        with smtplib.LMTP(HOST, self.lmtp_port, timeout=30) as client:
            client.sendmail(sender, [user], raw)

    def change_uidvalidity(self, user: str, folder: str = "INBOX", value: int = 777) -> None:
        """What a restored or migrated mailbox looks like."""
        self.doveadm("mailbox", "update", "-u", user, "--uid-validity", str(value), folder)

    def doveadm(self, *words: str) -> str:
        """Run a doveadm command against this server; its output."""
        command = ["doveadm", "-c", str(self.config), *words]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=30).stdout

    def maildir(self, user: str) -> Path:
        """Where that user's INBOX lies."""
        return self.folder / "mail" / user / "Maildir"

    def _configuration(self) -> str:
        folder, owner, lines = self.folder, self._owner, []
        if os.geteuid() != 0:
            me = getpass.getuser()
            lines += [f"default_internal_user = {me}", f"default_login_user = {me}"]
            lines += [f"default_internal_group = {_group(owner.pw_gid)}"]
            lines += [f"service {name} {{\n  chroot =\n}}" for name in ("anvil", "imap-login")]
        if self.capability:
            lines.append(f"imap_capability = {self.capability}")
        return _DOVECOT_CONF.format(
            folder=folder,
            password=self.password,
            uid=owner.pw_uid,
            gid=owner.pw_gid,
            imap=self.imap_port,
            imaps=self.imaps_port,
            lmtp=self.lmtp_port,
            prefix=self.prefix,
            separator=self.separator,
            more="\n".join(lines),
        )


def _group(gid: int) -> str:
    import grp

    return grp.getgrgid(gid).gr_name


_DOVECOT_CONF = """\
base_dir = {folder}/run
state_dir = {folder}/state
instance_name = {folder}
log_path = {folder}/log
protocols = imap lmtp
listen = 127.0.0.1
hostname = mail.example.org
postmaster_address = postmaster@example.org
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u allow_all_users=yes
}}
mail_location = maildir:~/Maildir
namespace inbox {{
  inbox = yes
  prefix = {prefix}
  separator = {separator}
}}
mail_fsync = never
first_valid_uid = 1
first_valid_gid = 1
recipient_delimiter = +
disable_plaintext_auth = no
auth_failure_delay = 0
mail_max_userip_connections = 1000
imap_idle_notify_interval = 2 mins
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
service imap-login {{
  service_count = 0
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
{more}
"""


class Postgres(_Server):
    """PostgreSQL with trust for everybody on loopback. `durable` leaves fsync on, for crash tests."""

    def __init__(self, *, durable: bool = False) -> None:
        super().__init__()
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name))
        if not found:
            raise NotInstalledError(POSTGRES)
        self.bin = found[-1]
        self.user = "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root
        self.durable = durable
        self.port = 0
        self.folder = scratch("postgres")
        self.log = self.folder / "log"
        self._prepare()

    @property
    def ports(self) -> tuple[int, ...]:
        return (self.port,) if self.port else ()

    def _prepare(self) -> None:
        if self.user:
            owner = pwd.getpwnam(self.user)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        how = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        command = [str(self.bin / "initdb"), "-D", str(self.folder / "data"), *how]
        subprocess.run(_leashed(command, self.user), check=True, capture_output=True, cwd=self.folder)

    def start(self) -> Postgres:
        """Listen; a restart keeps the port. Three tries: after a kill, children may hold the shared memory a while."""
        for attempt in (1, 2, 3):
            try:
                _await(self._answers, self._run(), self.log)
            except RuntimeError:
                self.kill()
                if attempt == 3:
                    raise
            else:
                return self
        raise AssertionError("unreachable")

    def _run(self) -> subprocess.Popen[bytes]:
        self.port = self.port or free_port()
        options = {
            "port": self.port,
            "listen_addresses": HOST,
            "unix_socket_directories": "",
            "fsync": "on" if self.durable else "off",
            "logging_collector": "off",
            "shared_buffers": "32MB",
            "max_connections": 200,
        }
        words = [word for key, value in options.items() for word in ("-c", f"{key}={value}")]
        command = [str(self.bin / "postgres"), "-D", str(self.folder / "data"), *words]
        return self._spawn(command, self.user, self.folder)

    def stop(self) -> None:
        """Fast shutdown: sessions are ended, the checkpoint is written."""
        self._end(signal.SIGINT)

    def restart(self) -> None:
        """Stop and start on the same port."""
        self.stop()
        self.start()

    def url(self, database: str) -> str:
        """A new, empty database of that name (an old one is dropped), as SQLAlchemy writes it."""
        with psycopg.connect(self._dsn("postgres"), autocommit=True) as admin:
            name = psycopg.sql.Identifier(database)
            admin.execute(psycopg.sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            admin.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(name))
        return f"postgresql+psycopg://postgres@{HOST}:{self.port}/{database}"

    def _dsn(self, database: str) -> str:
        return f"postgresql://postgres@{HOST}:{self.port}/{database}"

    def _answers(self) -> bool:
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(self._dsn("postgres"), connect_timeout=2):
            return True
        return False
