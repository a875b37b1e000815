"""routing/letters.py: small letters and grouped phrases find what `re.IGNORECASE` and a plain alternation find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake import case_words
from routing.classify_words import CUES
from routing.letters import any_of, beginning, either, grouped, pattern, said, small

PHRASES = r"""
    (?:de |het )?machine\w* (?:\w+ ){0,2}stil
    machines? stopt
    (?:ik|wij|we)\b
    çalışm[ıiuü]yor
    \w+da\b
    neu ?start
    n[ei]et
    (?:a|b)(?:c|d)?
    \d+ keer
    de (?:\w+ )?stil
    \d{0,2}b
    Windows \S+
"""
ALTERNATION = "|".join(line.strip() for line in PHRASES.strip().splitlines())
WORDS = """
    de het machine MACHINES staat stil stopt ik Wij WE çalışmıyor ÇALIŞMIYOR calismiyor orda neu neustart NIET nıet
    ac AD b 2 12b keer Windows 11 ſtopt . , İK
"""


@given(st.text())
def test_small_text_has_its_letters_where_they_were(text: str) -> None:
    """One letter for one letter, and what is a word, a digit or a blank stays one."""
    assert len(small(text)) == len(text)
    for kind in (r"\w", r"\d", r"\s"):
        assert [m.start() for m in re.finditer(kind, small(text))] == [m.start() for m in re.finditer(kind, text)]


@given(st.lists(st.sampled_from([*WORDS.split(), "\n"])).map(" ".join))
def test_the_same_is_found_as_without_regard_to_case(text: str) -> None:
    """The same stretches in the same order, though letters are folded and phrases grouped by their first."""
    plain = re.compile(rf"(?<!\w)(?:{ALTERNATION})", re.IGNORECASE)
    found = [m.span() for m in any_of(PHRASES).finditer(small(text))]
    assert found == [m.span() for m in plain.finditer(text)]


@given(st.lists(st.sampled_from([*WORDS.split(), "freesmachines", "staan", "\n"])).map(" ".join).map(small))
def test_one_look_tells_whether_any_table_finds_something(text: str) -> None:
    """Among them phrases that begin with any word, and a table of nothing else."""
    tables = any_of(PHRASES), any_of("\\w*machines staan\n\\w+da\\b\nhet b"), any_of("\\w+mal x")
    assert either(*tables)(text) == any(table.search(text) for table in tables)
    assert either(tables[2])(text) is False


@pytest.mark.parametrize("text", ["de machine", "de dag", "het", "bel", "belgie", "een dag"])
def test_a_pattern_finds_the_same_though_its_choices_share_branches(text: str) -> None:
    """Groups within groups, in the order of their choices."""
    expression = r"\b(?:de(?: (?:machine|maan|dag))?|het?|bel(?:gi[eë]|g)?|een (?:\w+|dag))"
    found, wanted = (
        [match.span() for match in p.finditer(text)] for p in (pattern(expression), re.compile(expression))
    )
    assert found == wanted != []


@pytest.mark.parametrize("text", ["Windows 11", "windows\xa011", "WINDOWS Server"])
def test_a_pattern_keeps_its_escapes_and_its_groups(text: str) -> None:
    """Only letters are made small: `\\S` is not `\\s`, and `(?P<name>` keeps its P."""
    found = pattern(r"(?P<name>WINDOWS)\W\S+").match(small(text))
    assert found is not None
    assert said(text, found) == text
    assert found.span("name") == (0, 7)


def test_phrases_that_begin_alike_share_a_branch() -> None:
    """As far as they are alike; a phrase that may begin with any letter keeps its place between them."""
    assert grouped(["ab", "(?:c|a)d", "(?:x )?y"]) == "a(?:b|d)|cd|x y|y"
    assert grouped(["ab", r"\w+z", "ac"]) == r"ab|\w+z|ac"
    assert grouped(["de ab", "de abc", "da"]) == "d(?:e(?: (?:a(?:b(?:|c))))|a)"


def test_a_phrase_that_begins_with_a_figure_parts_no_others() -> None:
    """It stands for other texts than they do; one whose figure may be missing does not."""
    assert grouped(["ab", r"\d+ x", "ac", "2 x"]) == r"a(?:b|c)|\d+ x|2 x"
    assert grouped(["ab", r"\d? x", "ac"]) == r"ab|\d? x|ac"


def test_a_look_at_many_tables_finds_every_place_of_each() -> None:
    """And no other: whoever tries a table at these places only misses nothing."""
    tables = [phrases for code in ("nl", "en") for _, _, phrases in CUES[code]]
    begins, text = (
        beginning(*tables),
        small("VISI loopt telkens vast: crash, how can I, hoe kan ik? Het programma werkt niet."),
    )
    places = {place for place in range(len(text)) for table in tables if table.match(text, place)}
    assert len(places) > 3
    assert {match.start() for match in begins.finditer(text)} == places


def test_every_phrase_of_the_tables_is_small() -> None:
    """A capital in a table would never be found."""
    tables = [p for p in vars(case_words).values() if isinstance(p, re.Pattern)]
    tables += case_words.TOPICS.values()
    tables += [p for _, _, p in (cue for cues in CUES.values() for cue in cues)]
    for table in tables:
        letters = re.sub(r"\\.|\(\?P", "", table.pattern)
        assert letters == small(letters)
