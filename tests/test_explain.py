"""`intake inspect --explain`: a page for people, in a terminal of 80 columns, whatever the mail brings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.program import Program

REPOSITORY = Path(__file__).parents[1]
CORPUS = REPOSITORY / "tests" / "corpus"
NAMES = sorted(path.stem for path in CORPUS.glob("*.eml"))
WIDTH = 80
Explained = Callable[..., str]


@pytest.fixture
def explained(program: Program, monkeypatch: pytest.MonkeyPatch) -> Explained:
    """What the command prints of files of the corpus, or of what comes on its standard input."""
    monkeypatch.chdir(CORPUS)  # a path longer than the terminal is wide would be wrapped
    monkeypatch.setenv("COLUMNS", str(WIDTH))

    def explain(*files: str, stdin: str = "") -> str:
        done = program("inspect", "--explain", *files, stdin=stdin)
        assert (done.code, done.err) == (0, "")
        return done.out

    return explain


def row(page: str, name: str) -> str:
    """The words of a line of a table."""
    return next(" ".join(line.split()) for line in page.splitlines() if line.strip().startswith(name))


def test_each_finding_stands_beside_its_reason(explained: Explained) -> None:
    """Details, kind and category of a mail with labelled lines."""
    page = explained("nl-labelled-details.eml")
    assert row(page, "phone") == "phone +3256001234 labelled line"
    assert row(page, "operating system") == "operating system Windows 11 23H2 labelled line"
    assert row(page, "contact") == "contact An Claes From name"
    assert row(page, "kind").startswith("kind new ")
    assert row(page, "language").startswith("language nl")
    assert row(page, "category").startswith("category bug, ")
    assert "'crasht'" in page


def test_a_forward_and_a_quote_are_told_from_the_new_text(explained: Explained) -> None:
    """Each under a heading of its own, with the reason for the cut."""
    forward = explained("forward-gmail-inline.eml")
    new, _, passed_on = forward.partition("Forwarded\n")
    assert "kunnen jullie Karel" in new
    assert passed_on.strip().startswith("because: ")
    assert "Karel Roel <karel@roel.example>" in passed_on
    answer = explained("fr-answers-between-quotes.eml")
    new, _, quoted = answer.partition("Quoted text\n")
    assert "02 500 12 34" in new.partition("New text")[2]
    assert "> 1. Quel est" in quoted


def test_a_mail_is_shown_as_text_and_steers_nothing(explained: Explained) -> None:
    """Neither brackets, which rich takes for markup, nor escape sequences are obeyed; right-to-left marks vanish."""
    raw = (
        "From: ann@customer.example\nSubject: [bold]tools[/bold] [/]\nContent-Type: text/plain; charset=utf-8\n\n"
        "How do I \x1b[2J set up :warning: \u202esloot?\n"
    )
    page = explained("-", stdin=raw)
    assert "[bold]tools[/bold] [/]" in page
    assert ":warning:" in page
    assert not {"\x1b", "\u202e"} & set(page)


def test_every_test_mail_is_explained_within_the_terminal(explained: Explained) -> None:
    """One page a mail, in order, and no line is wider than the terminal."""
    page = explained(*(f"{name}.eml" for name in NAMES))
    assert [line for line in page.splitlines() if len(line) > WIDTH and line.isascii()] == []
    named = [line.strip().removesuffix(".eml") for line in page.splitlines() if line.strip().endswith(".eml")]
    assert named == NAMES


def test_it_is_for_people_or_for_programs(program: Program) -> None:
    """Both at once is a mistake, said in one line."""
    done = program("inspect", "--json", "--explain", CORPUS / "nb-reply-skrev.eml")
    assert done.code == 2
    assert done.err == "intake: --json is for programs, --explain for people: say one of them\n"
