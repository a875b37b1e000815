"""[IO] A mail as its reader sees it, as a picture: Chromium draws the HTML part.

Nothing is fetched: inline images are put into the page, scripts are off, and Chromium has a profile of its own with its
network services off. DrawingError where there is no Chromium, or where it draws nothing; one line each, with the cure.
"""

from __future__ import annotations

import base64
import html
import re
import shutil
import subprocess
import tempfile
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from pathlib import Path

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--mute-audio"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--force-device-scale-factor=1",
)
_SECONDS = 120
_TALLEST = 12_000  # pixels
_HEIGHT = re.compile(r'data-height="(\d+)"')
# The mail lies in a frame: Chromium has no window under 500 pixels, and its scripts stay out of ours.
_FRAME = """<!doctype html><meta charset="utf-8"><body style="margin:0">
<iframe sandbox="allow-same-origin" style="border:0;display:block" width="{width}" height="{height}" srcdoc="{page}"></iframe>
<script>onload = () => document.body.dataset.height = document.querySelector("iframe").contentDocument.documentElement.scrollHeight</script>
"""  # noqa: E501 - one element a line


class DrawingError(Exception):
    """Why there is no picture."""


def chromium() -> str:
    """Where Chromium is. Raises DrawingError."""
    found = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    if found is None:
        raise DrawingError("pictures need Chromium: apt-get install chromium")
    return found


def draw(raw: bytes, picture: Path, width: int, *, dark: bool = False, height: int | None = None) -> None:
    """Write a PNG of a mail, `width` pixels wide and as high as the mail unless `height` says otherwise.

    `dark` is what a reader's system asks for. Raises DrawingError, also for a mail without HTML.
    """
    program, shown = chromium(), html.escape(page(raw), quote=True)
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "frame.html"
        scheme = f"--blink-settings=preferredColorScheme={0 if dark else 1}"
        command = [program, *_OPTIONS, f"--user-data-dir={scratch}/profile", scheme]
        if height is None:
            source.write_text(_FRAME.format(width=width, height=10, page=shown), "utf-8")
            found = _HEIGHT.search(_run([*command, "--dump-dom", source.as_uri()]))
            height = min(int(found[1]), _TALLEST) if found else 900
        source.write_text(_FRAME.format(width=width, height=height, page=shown), "utf-8")
        drawn = Path(scratch) / "drawn.png"
        said = _run([*command, f"--window-size={width},{height}", f"--screenshot={drawn}", source.as_uri()])
        if not drawn.is_file():
            raise DrawingError(f"Chromium drew nothing: {said.strip()[-300:]}")
        picture.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(drawn, picture)


def page(raw: bytes) -> str:
    """The HTML part of a mail with its inline images put in; raises DrawingError where it has none."""
    mail = message_from_bytes(raw, policy=policy.default)
    body = mail.get_body(("html",))
    if not isinstance(body, EmailMessage):
        raise DrawingError("the mail has no HTML part")
    images = {str(part["Content-ID"]).strip("<>"): part for part in mail.walk() if part["Content-ID"]}

    def inlined(found: re.Match[str]) -> str:
        part = images.get(found[1])
        if part is None:
            return found[0]
        content = base64.b64encode(_octets(part)).decode()
        return f"data:{part.get_content_type()};base64,{content}"

    return re.sub(r"cid:([^\"'\s)]+)", inlined, str(body.get_content()))


def _octets(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _run(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise DrawingError(f"Chromium did not end within {_SECONDS} s") from None
    return done.stdout or done.stderr
