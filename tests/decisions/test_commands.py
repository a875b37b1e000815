"""intake/command_words.py, command_lines.py, commands.py, command_wrap.py: which lines of a mail are commands."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake import command_words
from intake.command_lines import look
from intake.command_wrap import joined_as, joined_by_width
from intake.commands import Ordered, read, word_of
from routing.folding import folded

WORDS = """
    note close wait hold reopen take assign type prio product due time offer ask meet phone vendor link merge parent
    new office away files customer cc contract status list report undo help send drop
"""


def ordered(text: str, farewell: int | None = None) -> Ordered:
    return read(text.split("\n"), farewell)


def commands(text: str, farewell: int | None = None) -> list[tuple[str, str]]:
    return [(one.word, one.value) for one in ordered(text, farewell).commands]


def bad(text: str, farewell: int | None = None) -> list[tuple[str, str | None]]:
    found = ordered(text, farewell).misspelt
    return [(word_of(one), one.meant if one.why == "unknown_word" else one.why) for one in found]


def left(text: str, farewell: int | None = None) -> str:
    lines = text.split("\n")
    taken = read(lines, farewell).taken
    return "\n".join(line for n, line in enumerate(lines) if n not in taken).strip()


def test_the_table_knows_every_command_of_the_service():
    """MAIL.md 5 lists them; each is there under its English word."""
    assert [english for english, _ in command_words.rows()] == WORDS.split()
    assert all(command_words.meaning(word) == word for word in WORDS.split())


def test_no_word_means_two_things():
    """A word stands in one row, whatever language it is from, however it is accented."""
    said = Counter(folded(word) for _, row in command_words.rows() for word in {folded(word) for word in row})
    assert [word for word, times in said.items() if times > 1] == []


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("#sluit", "close"),
        ("#notitie x", "note"),
        ("#TIJD 30m", "time"),
        ("#schließen", "close"),
        ("#SCHLIESSEN", "close"),
        ("#fällig 3.12.", "due"),
        ("#faellig 3.12.", "due"),
        ("#Übernehmen", "take"),
        ("#uebernehmen", "take"),
        ("#lukk", "close"),
        ("#møte i morgen", "meet"),
        ("#mote i morgen", "meet"),
        ("#kapat", "close"),
        ("#SÜRE 30dk", "time"),
        ("#İZİNLİ", "away"),
        ("#TİP hata", "type"),
        ("#askıda", "hold"),
        ("#müşteri a@b.example", "customer"),
        ("#clôturer", "close"),
        ("#Réunion demain", "meet"),
        ("#E\u0301TAT", "status"),
        ("#ÉTAT", "status"),
    ],
)
def test_words_of_every_language_mean_the_english_one(line, word):
    """With and without accents, in capitals, spelt out."""
    found = look(line)
    assert found is not None
    assert found.means == word


@pytest.mark.parametrize(
    ("line", "word", "value"),
    [
        ("#slå sammen 10388", "merge", "10388"),
        ("#SLAA\xa0SAMMEN: 10388", "merge", "10388"),
        ("*#slå sammen* 10388", "merge", "10388"),
        ("# slå sammen #10388", "merge", "#10388"),
        ("#zusammen führen 10388", "merge", "10388"),
        ("#zusammen-fuehren 10388", "merge", "10388"),
        ("#samen voegen 10388", "merge", "10388"),
        ("#re-open", "reopen", ""),
        ("#wieder öffnen", "reopen", ""),
        ("#åpne igjen.", "reopen", ""),
        ("#YENİDEN AÇ", "reopen", ""),
        ("#geri al", "undo", ""),
        ("#ongedaan maken", "undo", ""),
        ("#neem over", "take", ""),
        ("#on hold 3.12. waits for the vendor", "hold", "3.12. waits for the vendor"),
        ("#en attente vendredi", "wait", "vendredi"),
        ("#nieuwe zaak", "new", ""),
        ("#time 30m on the phone", "time", "30m on the phone"),
        ("#note sammen", "note", "sammen"),
    ],
)
def test_some_words_are_two(line, word, value):
    """Languages write as two what others write as one; a hyphen does as well."""
    assert commands(f"{line}\n\nDear Ann,\nit works.") == [(word, value)]


def test_two_words_hide_no_value():
    """The longer match wins, so no pair begins with a command that is followed by a value."""
    bare = {"reopen", "take", "new", "files", "undo", "send", "drop", "help"}
    pairs = [said.split() for _, row in command_words.rows() for said in row if " " in said]
    assert all(len(pair) == 2 for pair in pairs)
    assert {command_words.meaning(first) for first, _ in pairs} <= {None, *bare}


@pytest.mark.parametrize(
    ("line", "word", "meant"),
    [
        ("#slå samen 10388", "slå", "slå sammen"),
        ("#zusamen führen 10388", "zusamen", "zusammen führen"),
        ("#af sluiten", "af", "afsluiten"),
        ("#time 30m #slå sammen 10388", "time", "crowded"),
    ],
)
def test_two_words_that_come_near_to_a_command_are_asked_about(line, word, meant):
    """And so is a second command in a line, of however many words."""
    assert bad(f"{line}\n\nDear Ann,\nit works.") == [(word, meant)]


DRESSED = [
    ("#time 30m", "30m"),
    ("#Time 30m", "30m"),
    ("#TIME 30m", "30m"),
    ("  #time   30m  ", "30m"),
    ("# time 30m", "30m"),
    ("#\xa0time\xa030m", "30m"),
    ("#time\t30m", "30m"),
    ("• #time 30m", "30m"),
    ("- #time 30m", "30m"),
    ("* #time 30m", "30m"),
    ("·\xa0\xa0#time 30m", "30m"),
    ("o   #time 30m", "30m"),
    ("1. #time 30m", "30m"),
    ("2) #time 30m", "30m"),
    ("\uf0b7 #time 30m", "30m"),
    ("*#time* 30m", "30m"),
    ("*#time 30m*", "30m"),
    ("**#time** 30m", "30m"),
    ("#**time** 30m", "30m"),
    ("__#time 30m__", "30m"),
    ("`#time 30m`", "30m"),
    ("“#time 30m”", "30m"),
    ("«#time 30m»", "30m"),
    (r"\#time 30m", "30m"),
    ("＃time 30m", "30m"),
    ("＃ｔｉｍｅ　30m", "30m"),
    ("\u200b#\u200btime\u2060 30m\u200b", "30m"),
    ("\ufeff#time 30m", "30m"),
    ("#\ufe0f\u20e3 time 30m", "30m"),
    ("#time: 30m", "30m"),
    ("#time:30m", "30m"),
    ("#time = 30m", "30m"),
    ("#time – 30m", "30m"),
    ("#time, 30m", "30m"),
    ("#time30m", "30m"),
    ("#time\u202f30m", "30m"),
    ("#time<https://tags.example/?q=%23time> 30m", "30m"),
    ("#time <https://tags.example/?q=%23time> 30m", "30m"),
    ("[#time](https://tags.example/time) 30m", "30m"),
    ("*#time*<https://tags.example/time> 30m", "30m"),
    ("#close.", ""),
    ("#close!", ""),
    ("#close…", ""),
    ("*#close*", ""),
    ("#customer ann@c.example<mailto:ann@c.example>", "ann@c.example"),
    ("#customer ann@c.example <mailto:ann@c.example>", "ann@c.example"),
    ("#customer <ann@c.example>", "ann@c.example"),
    ("#cc [ann@c.example](mailto:ann@c.example)", "[ann@c.example]"),
    ("#note see www.c.example<http://www.c.example/> first", "see www.c.example first"),
    ("#note see <https://c.example/x> first", "see <https://c.example/x> first"),
    ("#wait 16.06.2025", "16.06.2025"),
    ("#note the quoted “word”", "the quoted “word”"),
    ("#note 5 * 3 *", "5 * 3 *"),
]


@pytest.mark.parametrize(("line", "value"), DRESSED)
def test_what_clients_make_of_a_command_is_read(line, value):
    """Bullets, bold, no-break and zero-width characters, full-width signs, links, punctuation."""
    assert [got for _, got in commands(f"{line}\n\nDear Ann")] == [value]
    assert left(f"{line}\n\nDear Ann") == "Dear Ann"


TEXT = [
    "#1 priority is the export",
    "# 3 pieces are missing",
    "#10423",
    "#include <stdio.h>",
    "#if DEBUG",
    "#endregion",
    "#ff0000",
    "#fff",
    "#abcdef is a colour",
    "# Overview of the changes",
    "## Overview",
    "### time",
    "#",
    "#!/bin/sh",
    "#100 = 5 (G-code)",
    "C# code",
    "Please #close it",
    "> #close",
    "#@ann",
    "(#note)",
]


@pytest.mark.parametrize("line", TEXT)
def test_what_merely_begins_with_the_sign_is_text(line):
    """Numbers, code, colours and headings: in the commands' places as well as in the text."""
    for text in (f"{line}\n\nDear Ann", f"Dear Ann\n\n{line}\n\nIt works.", f"Dear Ann\n\n{line}"):
        found = ordered(text)
        assert (found.commands, found.misspelt, found.taken) == ((), (), frozenset())


@pytest.mark.parametrize("line", ["#teamwork was great", "#list-item { color: red }", "# Note", "#foo.bar"])
def test_words_that_are_no_commands_are_text_in_the_middle(line):
    """A heading, a style sheet, a hash tag: nothing there is near enough to a command to be asked about."""
    assert ordered(f"Dear Ann\n\n{line}\n\nIt works.") == Ordered()


@pytest.mark.parametrize(
    ("line", "word", "meant"),
    [
        ("#clsoe", "clsoe", "close"),
        ("#wiat 2025-05-28", "wiat", "wait"),
        ("#noet kunde zahlt nie", "noet", "note"),
        ("#tiem 30m", "tiem", "time"),
        ("#pirority high", "pirority", "priority"),
        ("#assgin Joris", "assgin", "assign"),
        ("# ntoe she pays late", "ntoe", "note"),
        ("*#clsoe*", "clsoe", "close"),
        ("#lukkk", "lukkk", "lukk"),
        ("#schliesen", "schliesen", "schließen"),
        ("#teamwork", "teamwork", None),
        ("#escalate to Joris", "escalate", None),
        ("#note-intern x", "note", "note"),
    ],
)
def test_what_looks_like_a_command_and_is_none_stops_the_send(line, word, meant):
    """At the top and at the end it is misspelt, with the word it comes nearest to."""
    assert bad(f"{line}\n\nDear Ann,\nit works.") == [(word, meant)]
    assert bad(f"Dear Ann,\nit works.\n\n{line}") == [(word, meant)]
    assert commands(f"#take\n{line}\n#time 30m\n\nDear Ann") == [("take", ""), ("time", "30m")]


def test_a_known_command_within_the_text_is_not_obeyed_and_stops_the_send():
    """It may be an internal note that was put in the wrong place."""
    text = "Dear Ann,\n\n#note she never pays\n\nIt works again."
    assert commands(text) == []
    assert bad(text) == [("note", "elsewhere")]
    assert left(text) == "Dear Ann,\n\n\nIt works again."


def test_a_misspelt_command_within_the_text_stops_the_send_too():
    """One slip away from a word that keeps things internal."""
    assert bad("Dear Ann,\n#noet she never pays\nIt works again.") == [("noet", "note")]


def test_two_commands_in_a_line_are_asked_about():
    """The second would be lost in the first one's value."""
    assert bad("#time 30m #close\n\nDear Ann") == [("time", "crowded")]
    assert commands("#note see #10388\n\nDear Ann") == [("note", "see #10388")]


def test_the_block_at_the_top_ends_with_the_first_line_of_text():
    """Blank lines may stand within it; a salutation ends it."""
    assert commands("\n#take\n\n\xa0\n#time 30m\n\nDear Ann\n\nBye") == [("take", ""), ("time", "30m")]
    assert bad("#take\nDear Ann\n#time 30m\nIt works.") == [("time", "elsewhere")]
    assert bad("Dear Ann\n#time 30m\nIt works.") == [("time", "elsewhere")]


def test_commands_stand_above_or_below_the_closing_words():
    """Directly above the signature means above the name, too, and below it where nothing follows."""
    text = "Dear Ann,\nit works.\n#close\nKind regards,\nJoris\n#time 30m"
    assert commands(text, farewell=3) == [("close", ""), ("time", "30m")]
    assert left(text, farewell=3) == "Dear Ann,\nit works.\nKind regards,\nJoris"


def test_both_places_are_read_in_the_order_of_the_mail():
    """At the top and at the end of one mail."""
    assert commands("#take\nDear Ann,\nit works.\n\n#close\n#time 1h15m") == [
        ("take", ""),
        ("close", ""),
        ("time", "1h15m"),
    ]


def test_a_command_that_the_plain_part_breaks_is_made_whole_after_the_html():
    """The rest of an internal note is no text for the customer."""
    long = "#note she asked for a quotation for ten seats and the sales department should call her on Monday morning"
    plain = [long[:70], long[71:], "", "Dear Ann,", "it works."]
    assert joined_as(plain, [long, "Dear Ann,", "it works."]) == [long, "", "", "Dear Ann,", "it works."]
    assert joined_as(["#note one", "Dear Ann"], ["#note one", "Dear Ann"]) == ["#note one", "Dear Ann"]


def test_without_html_a_full_line_goes_on_in_small_letters():
    """Else nobody knows, and that is said."""
    full = "#note she asked for a quotation for ten seats and the sales people"
    assert joined_by_width([full, "should call her.", "", "Dear Ann"]) == (
        [f"{full} should call her.", "", "", "Dear Ann"],
        "",
    )
    lines, doubt = joined_by_width([full, "Dear Ann,", "it works."])
    assert lines[1] == "Dear Ann,"
    assert "may belong" in doubt
    assert joined_by_width(["#note short", "dear Ann"]) == (["#note short", "dear Ann"], "")
    assert joined_by_width([full, "Dear Ann, " * 20])[1] == ""


@given(st.text(alphabet="#＃ \n\xa0*_-•clostimenwa30[]<>():/.\u200b", max_size=300))
def test_any_text_is_read_and_every_line_is_text_or_command(text):
    """What is taken is told: no line disappears without a command or a question."""
    lines = text.split("\n")
    found = read(lines)
    assert len(found.taken) == len(found.commands) + len(found.misspelt) or len(lines) > 500
    joined_by_width(lines)
    joined_as(lines, lines)


@pytest.mark.parametrize(
    "text",
    ["#" * 1_000_000, "#a\n" * 300_000, "* " * 500_000, "#note " + "<" * 1_000_000, "#note " + " #close" * 150_000,
     "#close\n" * 140_000, "#note " + "<a@" * 300_000, "#note x<https://" * 60_000, "•" * 1_000_000 + "#",
     "#clsoe\n" * 140_000],
)  # fmt: skip
def test_a_hostile_text_takes_no_time(text):
    """A megabyte is read in a fraction of a second; the limit leaves room for a busy machine."""
    began = time.perf_counter()
    read(text.split("\n"))
    assert time.perf_counter() - began < 3
