"""Values in Markdown: each says just itself, wherever a template puts it, and templates say what CommonMark says."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from notifier import looks
from notifier.addresses import write_to
from notifier.characters import flat
from notifier.markdown import read
from notifier.veils import unveiled, veiled
from notifier.wording import Words, escape

COMMONMARK = MarkdownIt("commonmark", {"html": False}).enable("table")
FOREIGN = st.characters(exclude_characters="".join(map(chr, range(0xFDD0, 0xFDF0))) + "\U0001fffe\U0001ffff")
MARKS = st.text(alphabet="\\`*_{}[]()#+-.!|<>&;~:=\"'@/?% 19ab\n", max_size=60)
SAYING = st.sampled_from(
    [
        *(
            ":::customer",
            ":::tiles",
            ":::bars x",
            "# h",
            "- i",
            "1. i",
            "> q",
            "---",
            "===",
            "    code",
            "```",
            "|",
            "|-|-|",
        ),
        *(
            "[l](<mailto:a@b.example?body=x>)",
            "<https://evil.example>",
            "<a@b.example>",
            "![i](cid:x)",
            "**b**",
            "&lt;",
        ),
        *(
            "[a]: https://evil.example",
            "\\",
            "a\\",
            "<!--customer-->",
            "`c`",
            "a  \nb",
            "_",
            "!",
            "\ufdd0",
            "\U0001fffe0\U0001ffff",
        ),
    ]
)
VALUES = st.text(FOREIGN, max_size=60) | MARKS | SAYING.filter(lambda said: not re.search("[\ufdd0\U0001fffe]", said))
PLACES = {  # what a template writes around a value, and how the plain text says it
    "a paragraph": ("{}", "{}"),
    "a word of a paragraph": ("x {} y", "x {} y"),
    "a line of its own": ("x\n{}\ny", "x {} y"),
    "bold": ("x **{}** y", "x {} y"),
    "code": ("x `{}` y", "x {} y"),
    "an item": ("- {}", "- {}"),
    "a numbered item": ("1. {}", "1. {}"),
    "a quotation": ("> {}", "> {}"),
    "a cell": ("| x | {} |\n|-|-|\n| z | {} |", "x {} z {}"),
    "the words of a link": ("[{}](<https://desk.example>)", "{} <https://desk.example>"),
}
PIECES = [
    *(
        "# Head",
        "a\n===",
        "- one",
        "  - two",
        "1. three",
        "12) x",
        "> said",
        "---",
        "***",
        "",
        "",
        "    code",
        "~~~ x\ny\n~~~",
    ),
    *(
        "| a | *b* |\n|:-|-:|\n| [c](<d e>) | `e` |\n| x |",
        "f *g* __h__ ***i*** _j",
        "k\\*l \\\nm  \nn",
        "&amp; &#42; &nope;",
    ),
    *("[o](p 'q') [o] [r][s]", "[o]: <https://t.example/ü?&amp;> 'u'", '![v *w*](x.png "y")', "<b>z</b>", "<!-- a -->"),
    *(
        "<https://ä.example/%zz> <a@b.example>",
        "[c](<mailto:a@b.example?subject=x%C3%BC>)",
        "](<mailto:a_b_@c.example>)",
        "\\",
        "`[d](<mailto:a.b%40@c.example>)`",
    ),
    *(
        "[e](<javascript:f>) [g](<mailto:ä@b.example?x=y z>)",
        ":::customer",
        ":::bars x",
        "h\ttab",
        "-\n  i",
        "\u00a0j\u2003",
    ),
]


def text_of(markdown: str) -> str:
    return " ".join(looks.text(looks.tokens(markdown)).split())


def html_of(markdown: str) -> str:
    return looks.body(looks.tokens(markdown))


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=60, deadline=None)
@given(value=VALUES)
@example(value=":::customer")
@example(value="<!--customer-->")
@example(value="](<mailto:x@y.example?body=z>)")
def test_a_value_says_just_itself_in_both_faces(place: str, value: str) -> None:
    """Arbitrary characters at any place: the same tags as for a letter, and between them the value."""
    source, spoken = PLACES[place]
    said = flat(value, 1000)
    if not said:
        return
    assert text_of(source.replace("{}", escape(value))) == " ".join(spoken.replace("{}", said).split())
    tags, shown = re.split("x?q", html_of(source.replace("{}", "q"))), html_of(source.replace("{}", escape(value)))
    assert re.findall("<[^>]*>", shown) == re.findall("<[^>]*>", "q".join(tags))
    assert said in unescape(re.sub("<[^>]*>", "", shown))


@settings(max_examples=150, deadline=None)
@given(value=VALUES)
def test_a_value_is_all_of_a_heading_and_none_of_its_end(value: str) -> None:
    """Neither underlines nor closing marks of its own."""
    said = flat(value, 1000)
    assert html_of(f"# {escape(value)}").count("h1>") == 2
    assert unescape(re.sub("</?h1>", "", html_of(f"# {escape(value)}"))).strip() == said


@settings(max_examples=150, deadline=None)
@given(value=VALUES)
def test_a_value_in_a_target_stays_in_it(value: str) -> None:
    """It ends neither the link nor the title, and is encoded like the target's own characters."""
    markdown = f'[label](<https://desk.example/{escape(value)}> "{escape(value)}") rest'
    assert text_of(markdown).startswith("label <https://desk.example/")
    assert text_of(markdown).endswith("> rest")
    assert re.fullmatch(r'<p><a href="[^"<>]*"( title="[^"<>]*")?>label</a> rest</p>\n', html_of(markdown))


def test_nobody_can_write_the_mark_that_stands_for_others_words() -> None:
    """Neither in a paragraph nor in an attribute, where a "<" may stand as it is."""
    said = "<!--customer-->\U0002ffff<!--customer\U0002ffff-->"
    found = looks.tokens(f':::customer\n\n{escape(said)}\n\n[x](<https://desk.example> "{escape(said)}")')
    assert looks.document(looks.body(found), looks.Slots(customer="HERS")).count("HERS") == 1
    assert looks.text(found, looks.Slots(customer="HERS")).count("HERS") == 1


@pytest.mark.parametrize("target", ["javascript:alert(1)", "vbscript:x", "data:text/html,x", "file:///etc/passwd"])
def test_a_value_that_is_a_target_opens_nothing_but_a_link(target: str) -> None:
    """What a browser would run is no link, though its colon was veiled."""
    assert "href" not in html_of(f"[label](<{escape(target)}>)")


@given(value=st.text(FOREIGN, max_size=100))
def test_what_is_veiled_is_no_mark_and_comes_back(value: str) -> None:
    """All of ASCII's punctuation."""
    assert unveiled(veiled(value)) == value
    assert not re.search(r"[!-/:-@\[-`{-~]", veiled(value))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("\n".join) | MARKS)
@example("\\[x](<mailto:a%C3%BC@c.example?x>)")
def test_a_template_says_what_commonmark_says(markdown: str) -> None:
    """Whatever an operator writes: links, references, code, tables, entities, escapes."""
    assert COMMONMARK.renderer.render(read(markdown), COMMONMARK.options, {}) == COMMONMARK.render(markdown)


@pytest.mark.parametrize("read_before", [False, True])
def test_links_that_write_a_mail_keep_each_its_own_target(read_before: bool) -> None:
    """Also where the words around them were read before, with other targets; and in code, where they are words."""
    if read_before:
        html_of("[#a](<mailto:other@b.example?body=x>) [#b](<mailto:another@b.example?body=y>)")
    first, second = write_to("a+t@b.example", "s: 1", "#a"), write_to("a@b.example", "ü", "#b")
    shown = html_of(f"[#a](<{escape(first)}>) [#b](<{escape(second)}>) `[c](<{first}>)`")
    assert re.findall('href="([^"]*)"', unescape(shown)) == [first, second]
    assert f"<code>[c](<{first}>)</code>" in unescape(shown)


def test_a_number_begins_a_list_as_a_template_says() -> None:
    """Digits are no marks by themselves: `{{ loop.index }}. ` is an item, a value "1. x" is none."""
    assert html_of(f"{escape(3)}. x") == '<ol start="3">\n<li>x</li>\n</ol>\n'
    assert html_of(f"{escape('3. x')}") == "<p>3. x</p>\n"


@pytest.mark.parametrize("piece", ["[#a](<mailto:a@b.example?c>)", "[", "](<", "a\\", "*a", "x ", "\U0001fffe0", "&#"])
def test_a_long_text_is_read_in_time_linear_in_it(piece: str) -> None:
    """A hundred thousand characters, whatever they repeat, in cells and in paragraphs."""
    text = piece * (100_000 // len(piece))
    before = process_time()
    looks.text(looks.tokens(f"x {escape(text)} y\n\n| {escape(text)} |\n|-|\n\n{veiled(text)}"))
    assert process_time() - before < 5


def test_a_phrase_with_a_value_is_the_same_in_a_mail_and_a_subject(tmp_path) -> None:
    """A subject knows no Markdown, and its values wear nothing."""
    folder = tmp_path / "mail" / "status"
    folder.mkdir(parents=True)
    (folder / "subject.txt").write_text('{{ _("Case %(number)s", number="#1 *a*") }}', "utf-8")
    (folder / "body.md").write_text('{{ _("Case %(number)s", number="#1 *a*")|upper }} `{{ "*" }}`', "utf-8")
    said = Words(operator=tmp_path).say("status", "en", ZoneInfo("UTC"), {"sent_at": datetime(2026, 1, 1, tzinfo=UTC)})
    assert said.subject == "Case #1 *a*"
    assert text_of(said.body) == "CASE #1 *A* *"
