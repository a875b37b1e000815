"""Tables that are drawn as figures: the same in both faces, safe against values, and never failing."""

from __future__ import annotations

import pytest

from notifier import looks
from notifier.wording import escape

BARS = """:::bars products

| late | tight | rest |
|-|-|-|
| VISI | 12 open | {} |
"""


def html(markdown: str, **pictures: str) -> str:
    return looks.body(looks.tokens(markdown), pictures)


def text(markdown: str) -> str:
    return looks.text(looks.tokens(markdown))


def test_a_bar_says_in_words_what_it_draws():
    """The plain text has the label and the words; the HTML a bar of shares, and what its colours mean."""
    drawn = html(BARS.format("10 20 30"))
    assert text(BARS.format("10 20 30")) == "VISI  12 open\n"
    for part in ('class="late" width="10%"', 'class="tight" width="20%"', 'class="rest" width="30%"', 'width="40%"'):
        assert part in drawn
    assert drawn.count("legend") == 3


@pytest.mark.parametrize("shares", ["", "x", "-1 5 5", "1e9 0 0", "999 999 999", "60 60 60", "٣ 1 1", "99999999999"])
def test_shares_that_are_none_draw_no_bar_wider_than_the_mail(shares):
    """Whatever a template hands over."""
    widths = [int(part.split('%"')[0]) for part in html(BARS.format(shares)).split('width="')[1:] if "%" in part[:4]]
    assert sum(width for width in widths if width != 100) <= 100


def test_a_picture_stands_for_its_table_and_keeps_its_words():
    """Who sees no pictures hears the words; the text is the same as without."""
    drawn = html(BARS.format("10 20 30"), products="chart@desk.example")
    assert '<img src="cid:chart@desk.example"' in drawn
    assert 'alt="VISI: 12 open"' in drawn
    assert 'width="10%"' not in drawn


def test_tiles_tasks_and_lines_are_told_line_by_line():
    """What is drawn in boxes is read in lines; links are buttons in the HTML and nothing in the text."""
    tiles = ":::tiles\n\n| | | |\n|-|-|-|\n| 3 | overdue | late |\n| 4 | soon | |\n"
    assert text(tiles) == "overdue  3\nsoon     4\n"
    assert 'class="number late"' in html(tiles)
    row = "| late | 1 · Export | now | Ann | [#close](<mailto:a@b.example?body=x>) |"
    task = f":::tasks\n\n| | | | | |\n|-|-|-|-|-|\n{row}\n"
    assert text(task) == "1 · Export\n    now\n    Ann\n"
    assert ">#close</a>" in html(task)
    assert "edge-late" in html(task)
    assert text(":::lines\n\n| | |\n|-|-|\n| a@b.example | 2 received |\n") == "a@b.example  2 received\n"
    assert text(":::columns days\n\n| | | |\n|-|-|-|\n| Mon | 2 opened | 50 100 |\n") == "Mon  2 opened\n"


def test_a_value_can_neither_make_a_figure_nor_leave_its_cell():
    """A subject that looks like a mark, a row or a tag is a subject."""
    for subject in (":::tiles", "| 9 | forged | late |", "<b>x</b>", "](mailto:x?y)", "a\n:::tasks\nb"):
        drawn = html(BARS.replace("VISI", escape(subject)).format("1 2 3"))
        assert drawn.count("whose") == 1
        assert "number" not in drawn
        assert "<b>" not in drawn
        assert "href" not in drawn


def test_a_mark_without_a_table_is_just_words():
    """And a table without a mark is the table that it was."""
    assert ":::bars" in html(":::bars products\n\nhello")
    assert "whose" not in html("| | |\n|-|-|\n| a | b |\n")


def test_a_thousand_rows_are_drawn_at_once():
    """Linear in the rows."""
    rows = "".join(f"| {'x' * 200} | {'y ' * 100} | 1 2 3 |\n" for _ in range(1000))
    many = f":::bars products\n\n| | | |\n|-|-|-|\n{rows}"
    assert html(many).count("whose") == 1000
    assert text(many).count("x" * 200) == 1000
