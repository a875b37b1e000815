"""Makes docs/pictures from real mails: composed by the service, drawn by Chromium. Run by `make pictures`.

    python -m tests.pictures [folder]

Nothing is fetched: inline images are put into the page, and Chromium runs with a profile of its own and its own
network services off. Fails with Chromium's words if it draws nothing.
"""

from __future__ import annotations

import base64
import email
import email.policy
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from notifier.compose import CustomerText, Letter, compose
from notifier.occasions import Acknowledgement, Assignment, told
from notifier.wording import Words
from routing.submission import Category, Party

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)  # a Monday
CHROMIUM = (
    "chromium --headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --hide-scrollbars --no-first-run --force-device-scale-factor=1"
)
ANN = Party("Ann Peeters", "ann.peeters@matrijzen.example")


def letter(occasion: str, language: str, values: Mapping[str, object], customer: CustomerText | None = None) -> Letter:
    """A mail of a desk that does not exist."""
    return Letter(
        occasion=occasion,
        language=language,
        zone=ZoneInfo("Europe/Brussels"),
        sender=Party("Produsoft Visi Support", "visi.support@produsoft.example"),
        recipient=ANN,
        message_id="q7m2x4.a1@produsoft.example",
        date=NOW,
        values=values,
        loop="produsoft",
        customer=customer,
    )


def acknowledgement() -> Letter:
    """Dutch, within office hours, under a contract that promises an answer."""
    values = Acknowledgement(
        desk="Produsoft Support",
        subject="VISI 2026: export van elektroden stopt",
        received_at=NOW - timedelta(minutes=1),
        number=10423,
        tag="[Produsoft #10423]",
        name="Ann Peeters",
        product="VISI",
        promise_by=NOW + timedelta(hours=4),
    )
    return letter("acknowledgement", "nl", told(values))


def assignment() -> Letter:
    """What the engineer works from."""
    values = Assignment(
        number=10423,
        tag="[Produsoft #10423]",
        subject="VISI 2026: export van elektroden stopt",
        customer=ANN,
        received_at=NOW - timedelta(minutes=1),
        organisation="Peeters Matrijzen",
        plan="Onderhoudscontract",
        product="VISI",
        category=Category.BUG,
        confidence=0.9,
        language="nl",
        promise_by=NOW + timedelta(hours=4),
        missing=("operating_system", "reproduction"),
        engineer="Jan Claes",
        reasons=("speaks Dutch", "knows VISI", "has the fewest open cases"),
    )
    html = (
        "<p>Goedemorgen,</p><p>sinds de update stopt de export van elektroden bij <b>43&nbsp;%</b>, "
        'de melding is <span style="color:#b00020">“Body not closed”</span>.</p>'
        "<p>Morgen moet deze matrijs op de machine.</p><p>Ann Peeters</p>"
    )
    return letter("assignment", "en", told(values), CustomerText("", html))


def page(mail: Letter) -> str:
    """The HTML part, its inline images put in."""
    message = email.message_from_bytes(compose(mail, Words()), policy=email.policy.default)
    images = {str(p["Content-ID"]).strip("<>"): p for p in message.walk() if p["Content-ID"]}

    def inline(found: re.Match[str]) -> str:
        part = images[found[1]]
        return f"data:{part.get_content_type()};base64,{base64.b64encode(part.get_payload(decode=True)).decode()}"

    return re.sub(r"cid:([^\"]+)", inline, message.get_body(("html",)).get_content())


def draw(html: str, picture: Path, width: int, height: int, *, dark: bool = False) -> None:
    """One picture of the page; narrow ones in a frame, since Chromium has no window under 500 px."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "mail.html"
        source.write_text(html, "utf-8")
        frame = Path(scratch) / "frame.html"
        frame.write_text(
            f'<body style="margin:0"><iframe src="mail.html" width="{width}" height="{height}" frameborder="0">'
        )
        command = [
            *CHROMIUM.split(),
            f"--user-data-dir={scratch}/profile",
            f"--window-size={width},{height}",
            f"--screenshot={picture}",
            f"--blink-settings=preferredColorScheme={0 if dark else 1}",
            (frame if width < 500 else source).as_uri(),
        ]
        drawn = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if not picture.is_file():
        raise SystemExit(f"{picture.name}: nothing drawn\n{drawn.stderr}")


def main(folder: Path) -> None:
    """Every picture of the documents."""
    folder.mkdir(parents=True, exist_ok=True)
    draw(page(acknowledgement()), folder / "acknowledgement.png", 800, 620)
    draw(page(acknowledgement()), folder / "acknowledgement-dark.png", 800, 620, dark=True)
    draw(page(acknowledgement()), folder / "acknowledgement-phone.png", 360, 730)
    draw(page(assignment()), folder / "assignment.png", 800, 900)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
