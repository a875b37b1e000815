"""`intake inspect --explain`: a page for people, in a terminal of 80 columns, whatever the mail brings."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
CORPUS = REPOSITORY / "tests" / "corpus"
NAMES = sorted(path.stem for path in CORPUS.glob("*.eml"))
WIDTH = 80


def explained(*files: Path | str, stdin: bytes = b"") -> str:
    """What the command prints."""
    command = [sys.executable, "-m", "intake", "inspect", "--explain", *map(str, files)]
    environment = {**os.environ, "COLUMNS": str(WIDTH), "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=REPOSITORY, input=stdin, capture_output=True, timeout=120, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


@functools.cache
def every_page() -> str:
    """What it prints of all test mails: starting the command takes longer than reading a mail."""
    # Named as seen from the repository: a path longer than the terminal is wide would be wrapped.
    return explained(*((CORPUS / f"{name}.eml").relative_to(REPOSITORY) for name in NAMES))


def page_of(name: str) -> str:
    """The page of one of them."""
    behind = every_page().partition(f"tests/corpus/{name}.eml")[2]
    return behind.partition("tests/corpus/")[0]


def row(page: str, name: str) -> str:
    """The words of a line of a table."""
    return next(" ".join(line.split()) for line in page.splitlines() if line.strip().startswith(name))


def test_each_finding_stands_beside_its_reason() -> None:
    """Details, kind and category of a mail with labelled lines."""
    page = page_of("nl-labelled-details")
    assert row(page, "phone") == "phone +3256001234 labelled line"
    assert row(page, "operating system") == "operating system Windows 11 23H2 labelled line"
    assert row(page, "contact") == "contact An Claes From name"
    assert row(page, "kind").startswith("kind new ")
    assert row(page, "language").startswith("language nl")
    assert row(page, "category").startswith("category bug, ")
    assert "'crasht'" in page


def test_a_forward_and_a_quote_are_told_from_the_new_text() -> None:
    """Each under a heading of its own, with the reason for the cut."""
    forward = page_of("forward-gmail-inline")
    new, _, passed_on = forward.partition("Forwarded\n")
    assert "kunnen jullie Karel" in new
    assert passed_on.strip().startswith("because: ")
    assert "Karel Roel <karel@roel.example>" in passed_on
    answer = page_of("fr-answers-between-quotes")
    new, _, quoted = answer.partition("Quoted text\n")
    assert "02 500 12 34" in new.partition("New text")[2]
    assert "> 1. Quel est" in quoted


def test_a_mail_is_shown_as_text_and_steers_nothing() -> None:
    """Neither brackets, which rich takes for markup, nor escape sequences are obeyed; right-to-left marks vanish."""
    raw = (
        "From: ann@customer.example\nSubject: [bold]tools[/bold] [/]\nContent-Type: text/plain; charset=utf-8\n\n"
        "How do I \x1b[2J set up :warning: \u202esloot?\n"
    ).encode()
    page = explained("-", stdin=raw)
    assert "[bold]tools[/bold] [/]" in page
    assert ":warning:" in page
    assert not {"\x1b", "\u202e"} & set(page)


def test_every_test_mail_is_explained_within_the_terminal() -> None:
    """One page a mail, in order, and no line is wider than the terminal."""
    page = every_page()
    assert [line for line in page.splitlines() if len(line) > WIDTH and line.isascii()] == []
    places = [page.index(f"/{name}.eml") for name in NAMES]
    assert places == sorted(places)


def test_it_is_for_people_or_for_programs() -> None:
    """Both at once is a mistake, said in one line."""
    command = [sys.executable, "-m", "intake", "inspect", "--json", "--explain", str(CORPUS / "nb-reply-skrev.eml")]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr == "intake: --json is for programs, --explain for people: say one of them\n"
