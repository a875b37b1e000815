"""A small desk for tests that run the real command: one folder, real servers, no secrets worth keeping."""

from __future__ import annotations

from pathlib import Path

from intake.secret import new_key

DESK = """
schema = 1

[desk]
name = "acme"
title = "Acme"
tag = "Acme"
address = "desk@acme.example"
languages = ["en", "nl"]
zone = "Europe/Brussels"
country = "BE"
signing_keys_from = "file:signing.keys"

[hours]
mon-sun = "00:00-24:00"

[imap]
host = "127.0.0.1"
port = {imap_port}
security = "none"
password_from = "file:imap.secret"
interval = {interval}
idle = {idle}

[[mailbox]]
name = "visi"
address = "visi@acme.example"
aliases = ["desk@acme.example"]
product = "visi"
user = "{user}"

[smtp]
host = "127.0.0.1"
port = {smtp_port}
security = "none"
{door}
[[product]]
name = "visi"
title = "VISI"

[[engineer]]
name = "jan"
full_name = "Jan Claes"
addresses = ["jan@acme.example"]
lead = true
language = "en"

[[plan]]
name = "gold"
title = "Gold"
response_minutes = 240
priority = 1

[limits]
batch = {batch}
lease_seconds = {lease_seconds}
{limits}

[database]
url = "{database_url}"
"""


def write_desk(
    folder: Path,
    *,
    imap_port: int = 143,
    smtp_port: int = 25,
    lmtp_port: int | None = None,
    user: str = "visi",
    password: str = "secret",
    interval: float = 1.0,
    idle: bool = True,
    batch: int = 50,
    lease_seconds: float = 300.0,
    limits: str = "",
    database_url: str = "sqlite:///intake.db",
) -> Path:
    """Write a working folder; answers it."""
    folder.mkdir(parents=True, exist_ok=True)
    text = DESK.format(
        imap_port=imap_port,
        smtp_port=smtp_port,
        door=f'\n[door]\nhost = "127.0.0.1"\nlmtp_port = {lmtp_port}\n' if lmtp_port is not None else "",
        user=user,
        interval=interval,
        idle=str(idle).lower(),
        batch=batch,
        lease_seconds=lease_seconds,
        limits=limits,
        database_url=database_url,
    )
    (folder / "desk.toml").write_text(text, encoding="utf-8")
    (folder / "imap.secret").write_text(password)
    if not (folder / "signing.keys").exists():
        (folder / "signing.keys").write_text(new_key())
    return folder
