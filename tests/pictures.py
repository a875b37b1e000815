"""Makes docs/pictures from real mails: composed by the service, drawn by Chromium. Run by `make pictures`.

    python -m tests.pictures [folder]

Raises `intake.drawing.DrawingError` where there is no Chromium.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PIL import Image

from intake.drawing import draw
from notifier.charts import drawn
from notifier.compose import CustomerText, Letter, compose, told
from notifier.digest import charts
from notifier.examples import examples
from notifier.for_customers import Acknowledgement
from notifier.for_editions import Digest, MorningCard
from notifier.for_reminders import Point, Remembered, Reminder
from notifier.for_staff import Assignment, Because
from notifier.wording import Words
from routing.submission import Category, Party

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)  # a Monday
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
        because=(
            Because(word="named", product="VISI"),
            Because(word="speaks", language="nl"),
            Because(word="load", cases=2),
        ),
    )
    html = (
        "<p>Goedemorgen,</p><p>sinds de update stopt de export van elektroden bij <b>43&nbsp;%</b>, "
        'de melding is <span style="color:#b00020">“Body not closed”</span>.</p>'
        "<p>Morgen moet deze matrijs op de machine.</p><p>Ann Peeters</p>"
    )
    return letter("assignment", "en", told(values), CustomerText("", html))


def reminder() -> Letter:
    """Dutch, of two cases: at three quarters of its time, and promised for today."""
    link = "mailto:visi.support@produsoft.example"
    links = tuple((word, link) for word in ("#note", "#wait", "#due", "#phone", "#assign", "#status"))

    def case(number: int, subject: str, point: Point) -> Remembered:
        return Remembered(
            number=number,
            tag=f"[Produsoft #{number}]",
            subject=subject,
            customer="Ann Peeters",
            organisation="Peeters Matrijzen",
            points=(point,),
            links=links,
        )

    values = Reminder(
        reader="Jan Claes",
        cases=(
            case(
                10423,
                "VISI 2026: export van elektroden stopt",
                Point(about="first", due=NOW + timedelta(hours=2), percent=75),
            ),
            case(10391, "Postprocessor voor de nieuwe machine", Point(about="promise", due=NOW + timedelta(hours=4))),
        ),
    )
    return letter("reminder", "nl", told(values))


def morning_card() -> Letter:
    """German, on a day with something late."""
    values = examples(NOW)["morning_card"][0]
    subjects = (
        "VISI 2026: Export der Elektroden bricht ab",
        "Lizenz auf dem neuen Server",
        "Postprozessor für die neue Maschine",
        "Gewinde M12 nach dem Update",
    )
    tasks = (task for task in MorningCard(**values).tasks if task.subject)  # type: ignore[arg-type]
    lines = tuple(replace(task, subject=subject) for task, subject in zip(tasks, subjects, strict=False))
    return letter("morning_card", "de", {**values, "tasks": lines, "us": 4, "others": 2, "more": 0})


def digest() -> Letter:
    """English, of a week; with pictures where they can be drawn."""
    values = examples(NOW)["digest"][0]
    whole = Digest(**values)  # type: ignore[arg-type]
    boxes = tuple(replace(box, address=box.address.replace("desk.", "produsoft.")) for box in whole.boxes[:2])
    parts = {"urgent": whole.urgent[::2], "products": whole.products[:3], "terms": whole.terms[:2], "floods": ()}
    shown = replace(whole, desk="Produsoft", boxes=boxes, more_terms=0, accounts=(), **parts)  # type: ignore[arg-type]
    plain = letter("digest", "en", told(shown))
    pictures = (drawn(chart, plain.message_id) for chart in charts(shown, "en"))
    return replace(plain, enclosures=tuple(one for one in pictures if one is not None))


def mail(composed: Letter) -> bytes:
    """As it leaves."""
    return compose(composed, Words())


def main(folder: Path) -> None:
    """Every picture of the documents."""
    folder.mkdir(parents=True, exist_ok=True)
    first = mail(acknowledgement())
    draw(first, folder / "acknowledgement.png", 800)
    draw(first, folder / "acknowledgement-dark.png", 800, dark=True)
    draw(first, folder / "acknowledgement-phone.png", 360)
    draw(mail(assignment()), folder / "assignment.png", 800)
    draw(mail(reminder()), folder / "reminder.png", 800)
    draw(mail(morning_card()), folder / "morning-card.png", 800)
    draw(mail(digest()), folder / "digest.png", 800)
    for picture in folder.glob("*.png"):
        shrink(picture)


def shrink(picture: Path) -> None:
    """A page of text has few colours: a palette makes a third of the file."""
    with Image.open(picture) as drawn_one:
        few = drawn_one.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(picture, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
