"""A letter as octets: what every server accepts, what no value can break, and what a customer's words may do."""

from __future__ import annotations

import email
import email.header
import email.policy
import email.utils
import re
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notifier import looks
from notifier.characters import flat
from notifier.compose import Button, CustomerText, Enclosure, Letter, compose, told
from notifier.customer_html import DEEPEST, LARGEST, sanitise
from notifier.for_customers import Acknowledgement, Answer
from notifier.for_staff import FollowUp
from notifier.headers import UnaddressableError
from notifier.wording import Words, escape
from routing.submission import Party

NOW = datetime(2026, 11, 20, 9, 40, tzinfo=UTC)
WORDS = Words()
ACKNOWLEDGEMENT = Acknowledgement(
    desk="Desk", subject="Export stops", received_at=NOW, number=10423, tag="[Desk #10423]", name="Ann Peeters"
)
FOLLOW_UP = FollowUp(
    number=10423,
    tag="[Desk #10423]",
    subject="Export stops",
    customer=Party("Ann Peeters", "ann@customer.example"),
    received_at=NOW,
    engineer="Jan Claes",
)
LETTER = Letter(
    occasion="acknowledgement",
    language="en",
    zone=ZoneInfo("Europe/Brussels"),
    sender=Party("Visi Support", "visi.support@desk.example"),
    recipient=Party("Ann Peeters", "ann@customer.example"),
    message_id="k3j4.a1@desk.example",
    date=NOW,
    values=told(ACKNOWLEDGEMENT),
    loop="desk",
    in_reply_to="her.mail@customer.example",
    references=("first@customer.example", "her.mail@customer.example"),
)
STAFF = replace(LETTER, occasion="follow_up", values=told(FOLLOW_UP))
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
ANYTHING = st.text(max_size=400) | st.text(alphabet='\r\n\x00\t =?<>"\\,;:@é漢\u202e\u2028a', max_size=300)


def read(raw: bytes) -> EmailMessage:
    return email.message_from_bytes(raw, policy=email.policy.default)


def text_of(raw: bytes) -> str:
    return read(raw).get_body(("plain",)).get_content().replace("\r\n", "\n")


def html_of(raw: bytes) -> str:
    return read(raw).get_body(("html",)).get_content()


def header_names(raw: bytes) -> list[str]:
    head = raw.partition(b"\r\n\r\n")[0].decode()
    return [line.partition(":")[0] for line in re.sub(r"\r\n[ \t]", " ", head).split("\r\n")]


def assert_fit_for_the_wire(raw: bytes) -> None:
    assert raw.isascii()
    assert b"\x00" not in raw
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", raw)
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_the_head_says_who_what_and_that_a_machine_wrote_it():
    """Threading by the customer's Message-ID; RFC 3834 and Microsoft's header keep robots silent."""
    mail = read(compose(LETTER, WORDS))
    assert mail["From"] == "Visi Support <visi.support@desk.example>"
    assert mail["To"] == "Ann Peeters <ann@customer.example>"
    assert mail["Subject"] == "[Desk #10423] Export stops"
    assert mail["Message-ID"] == "<k3j4.a1@desk.example>"
    assert mail["In-Reply-To"] == "<her.mail@customer.example>"
    assert mail["References"].split() == ["<first@customer.example>", "<her.mail@customer.example>"]
    assert mail["Date"] == "Fri, 20 Nov 2026 09:40:00 +0000"
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["X-Intake-Loop"] == "desk"
    assert mail["Precedence"] is None
    assert mail["Reply-To"] is None


def test_staff_mail_is_generated_and_a_persons_mail_neither():
    """A notice answers nobody, even where it stands in a thread; a person's answer bears no robot's marks."""
    assert read(compose(STAFF, WORDS))["Auto-Submitted"] == "auto-generated"
    by_hand = header_names(compose(replace(STAFF, automatic=False), WORDS))
    assert not {"Auto-Submitted", "X-Auto-Response-Suppress", "X-Intake-Loop"} & set(by_hand)


def test_the_same_letter_gives_the_same_octets():
    """An uncertain mail can be made again, octet for octet."""
    letter = replace(
        STAFF, customer=CustomerText("x", "<p>x</p>"), enclosures=(Enclosure("a.txt", "text/plain", b"a"),)
    )
    assert compose(letter, WORDS) == compose(letter, Words())


def test_text_and_html_say_the_same():
    """One source, two faces."""
    raw = compose(LETTER, WORDS)
    shown = re.sub(r"<(style|title|head)\b.*?</\1>|<!--.*?-->|<[^>]+>", " ", html_of(raw), flags=re.DOTALL)
    plain = re.sub(r"[=_]{5,}", " ", text_of(raw))
    assert shown.split()[2:] == plain.split()  # the frame's first line names the desk


def test_plain_text_keeps_to_72_columns():
    """Readable in any client, and once quoted."""
    assert max(map(len, text_of(compose(LETTER, WORDS)).splitlines())) <= 72


def test_a_message_id_longer_than_a_line_is_never_encoded():
    """Exchange makes such ids; as an encoded word the thread would be lost."""
    long = "AM0PR02MB" + "1234567890ABCDEF" * 6 + "@AM0PR02MB1234.eurprd02.prod.outlook.example"
    raw = compose(replace(LETTER, in_reply_to=long, references=(long,)), WORDS)
    assert f"In-Reply-To: <{long}>\r\n".encode() in raw
    assert f"References: <{long}>\r\n".encode() in raw


def test_of_a_long_thread_the_first_and_the_latest_are_named():
    """A header must not grow for ever; the founder and the nearest are what clients look for."""
    ids = tuple(f"{n}@customer.example" for n in range(300))
    named = read(compose(replace(LETTER, references=ids), WORDS))["References"].split()
    assert named[0] == "<0@customer.example>"
    assert named[-1] == "<299@customer.example>"
    assert len(named) == 40


def test_a_foreign_message_id_that_is_none_is_left_out():
    """What a customer's client made up does not break our mail."""
    letter = replace(LETTER, in_reply_to="no good>\r\nBcc: x", references=("a b", "good@x.example", "é@x", ""))
    mail = read(compose(letter, WORDS))
    assert mail["In-Reply-To"] is None
    assert mail["References"] == "<good@x.example>"


@pytest.mark.parametrize("wrong", [{"message_id": "a b@c"}, {"message_id": ""}, {"date": NOW.replace(tzinfo=None)}])
def test_our_own_mistakes_are_errors(wrong):
    """A Message-ID or date of ours that is malformed is a bug, not mail."""
    with pytest.raises(ValueError, match=r"Message-ID|time zone"):
        compose(replace(LETTER, **wrong), WORDS)


def test_an_extra_header_cannot_take_the_place_of_ours():
    """Whoever adds headers does not choose the recipient."""
    assert read(compose(replace(LETTER, extra_headers=(("X-Case", "10423"),)), WORDS))["X-Case"] == "10423"
    for name in ("bcc", "Content-Type", "AUTO-SUBMITTED"):
        with pytest.raises(ValueError, match=name):
            compose(replace(LETTER, extra_headers=((name, "x"),)), WORDS)
    with pytest.raises(ValueError, match="header name"):
        compose(replace(LETTER, extra_headers=(("X\r\nBcc", "x"),)), WORDS)


@settings(max_examples=150, deadline=None)
@given(subject=ANYTHING, name=ANYTHING, sender=ANYTHING, file=ANYTHING, extra=ANYTHING, mid=ANYTHING)
def test_no_value_adds_a_header_or_breaks_a_line(subject, name, sender, file, extra, mid):
    """Subject, names, file names and ids of strangers: the headers stay those we write."""
    letter = replace(
        STAFF,
        sender=Party(sender, "visi.support@desk.example"),
        recipient=Party(name, "jan@desk.example"),
        values={**STAFF.values, "subject": subject, "customer": Party(name, "ann@customer.example")},
        references=(mid,),
        in_reply_to=mid,
        enclosures=(Enclosure(file, "application/pdf", b"%PDF"),),
        extra_headers=(("X-Case", extra),),
        customer=CustomerText(extra),
    )
    raw = compose(letter, WORDS)
    assert_fit_for_the_wire(raw)
    expected = {"Date", "From", "To", "Subject", "Message-ID", "In-Reply-To", "References", "Content-Language"}
    expected |= {
        "Auto-Submitted",
        "X-Auto-Response-Suppress",
        "X-Intake-Loop",
        "X-Case",
        "MIME-Version",
        "Content-Type",
    }
    names = header_names(raw)
    assert set(names) <= expected
    assert len(set(names)) == len(names)
    mail = email.message_from_bytes(raw)
    assert [p.get_content_type() for p in mail.walk()].count("application/pdf") == 1
    assert email.utils.getaddresses([mail["To"]])[0][1] == "jan@desk.example"
    assert len(email.utils.getaddresses([str(email.header.make_header([(mail["To"], None)]))])) == 1


@pytest.mark.parametrize(
    "name",
    [
        "Ayşe Yılmaz",
        "Müller, Jörg",
        'O\'Brien; "the" <boss>',
        "=?utf-8?q?fake?=",
        "a@b.example",
        "Straßen und Brücken " * 9,
    ],
)
def test_names_come_back_as_they_were_written(name):
    """Commas, quotes and letters of any language in a display name; one recipient, not two."""
    mail = email.message_from_bytes(compose(replace(LETTER, recipient=Party(name, "ann@customer.example")), WORDS))
    [(written, address)] = email.utils.getaddresses([re.sub(r"\r\n", "", mail["To"])])
    shown = str(email.header.make_header(email.header.decode_header(written))) if "=?utf-8?" in mail["To"] else written
    assert address == "ann@customer.example"
    assert shown.endswith("…") or shown == name
    assert name.startswith(shown.rstrip("…"))


@pytest.mark.parametrize(
    "name", ["rapport é.pdf", 'a"b.txt', "漢字" * 30 + ".txt", "plan 100%.txt", "a;b=c.txt", "Ünïcödé" * 15 + ".stp"]
)
def test_file_names_come_back_as_they_were_written(name):
    """RFC 2231, in sections where long; the ending stays so that the file opens."""
    raw = compose(replace(STAFF, enclosures=(Enclosure(name, "application/pdf", b"%PDF"),)), WORDS)
    [file] = read(raw).iter_attachments()
    got = file.get_filename()
    assert got == name or (got.endswith(name[-4:]) and got.startswith(name[:90]))


@pytest.mark.parametrize(
    ("name", "expected"),
    [("../../etc/passwd", "passwd"), ("C:\\x\\y.txt", "y.txt"), ("", "file"), ("...", "file"),
     ("a\r\nb.txt", "a b.txt"), ("invoice\u202efdp.exe", "invoice fdp.exe")],
)  # fmt: skip
def test_file_names_hold_no_path_and_no_tricks(name, expected):
    """A name must not write outside a folder, nor read backwards."""
    raw = compose(replace(STAFF, enclosures=(Enclosure(name, "text/plain", b"x"),)), WORDS)
    assert next(read(raw).iter_attachments()).get_filename() == expected


def test_an_attached_mail_arrives_octet_for_octet():
    """A mail that broke a reader goes as opaque octets: encoded it must not be, parsed it should not be."""
    broken = b"From: x\nContent-Type: multipart/mixed; boundary=a\n\n--a\r\n\xff\x00 no end"
    raw = compose(replace(STAFF, enclosures=(Enclosure("original.eml", "message/rfc822", broken),)), WORDS)
    assert_fit_for_the_wire(raw)
    [file] = read(raw).iter_attachments()
    assert file.get_content_type() == "application/octet-stream"
    assert file.get_payload(decode=True) == broken


@pytest.mark.parametrize("claimed", ["text/html\r\nBcc: x", "multipart/mixed", "nonsense", "", "a/b/c"])
def test_a_media_type_that_is_none_becomes_opaque(claimed):
    """A customer's client may claim anything."""
    raw = compose(replace(STAFF, enclosures=(Enclosure("a.bin", claimed, b"x"),)), WORDS)
    assert next(read(raw).iter_attachments()).get_content_type() == "application/octet-stream"


def test_a_customers_file_with_a_content_id_is_a_file():
    """Apple and Outlook give every part an id; only what our HTML shows is a picture in it."""
    raw = compose(replace(STAFF, enclosures=(Enclosure("a.pdf", "application/pdf", b"x", "bad id <>"),)), WORDS)
    [file] = read(raw).iter_attachments()
    assert file.get_filename() == "a.pdf"
    assert file["Content-ID"] is None


def test_an_international_domain_goes_as_ascii():
    """Every server takes it (IDNA)."""
    raw = compose(replace(LETTER, recipient=Party("Ann", "ann@müller.example")), WORDS)
    assert b"To: Ann <ann@xn--mller-kva.example>" in raw


def test_an_international_local_part_is_the_only_thing_beyond_ascii():
    """RFC 6532 for the address that needs it; all else stays encoded."""
    raw = compose(replace(LETTER, recipient=Party("Ayşe", "ayşe@customer.example")), WORDS)
    [line] = [line for line in raw.split(b"\r\n") if not line.isascii()]
    assert "ayşe@customer.example" in line.decode()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ann",
        "@x.example",
        "a@b@c.example",
        "a b@c.example",
        "a@b\r\nBcc: c@d",
        "a@" + "x" * 300,
        "<a@b.example>",
        "a@b..example",
    ],
)
def test_what_is_no_address_is_named(address):
    """The caller hears of it before anything is stored."""
    with pytest.raises(UnaddressableError, match="not a mail address"):
        compose(replace(LETTER, recipient=Party("Ann", address)), WORDS)


class TestStrangersText:
    """Values and customers' words are text: never Markdown, never a template, never markup."""

    NASTY = (
        "# big *bold* [link](https://evil.example) <b>tag</b> {{ 7 * 7 }} {% raw %} | pipe ![i](http://x/y.png) 1. one"
    )

    def test_a_subject_is_shown_as_it_was_written(self):
        """Neither heading nor link nor table cell comes of it."""
        raw = compose(replace(STAFF, values={**STAFF.values, "subject": self.NASTY}), WORDS)
        assert self.NASTY in " ".join(text_of(raw).split())
        html = html_of(raw)
        assert "evil.example</" not in html
        assert 'href="https://evil.example"' not in html
        assert "<b>tag" not in html
        assert "<img" not in html

    @settings(max_examples=200, deadline=None)
    @given(value=st.text(max_size=120) | st.text(alphabet="\\`*_{}[]()#+-.!|<>&~:1 \n", max_size=80))
    def test_an_escaped_value_says_just_itself(self, value):
        """In a paragraph and in a table cell, whatever the punctuation."""
        wanted = flat(value, 1000)
        paragraph = looks.text(looks.tokens(f"Say: {escape(value)}"))
        assert " ".join(paragraph.split()) == f"Say: {wanted}".strip()
        cell = looks.text(looks.tokens(f"| | |\n|-|-|\n| Say | {escape(value)} |"))
        assert " ".join(cell.split()) == f"Say {wanted}".strip()

    def test_nobody_can_write_the_line_where_the_customers_words_go(self):
        """The marker in a value stays text."""
        raw = compose(
            replace(STAFF, values={**STAFF.values, "subject": ":::customer"}, customer=CustomerText("MINE")), WORDS
        )
        assert text_of(raw).count("MINE") == 1
        assert ":::customer" in text_of(raw)

    def test_a_customers_text_stands_as_it_is(self):
        """Indentation, template and Markdown signs alike; only what would cut a later quote is taken off."""
        words = "* no list\n    indented {{ 7 * 7 }}\n<script>x</script>\n\n-- \nAnn"
        raw = compose(replace(STAFF, customer=CustomerText(words)), WORDS)
        assert words.replace("-- ", "--") in text_of(raw)
        html = html_of(raw)
        assert "&lt;script&gt;x&lt;/script&gt;" in html
        assert "{{ 7 * 7 }}" in html
        assert "\xa0\xa0\xa0 indented" in html.replace("&nbsp;", "\xa0")

    def test_control_characters_do_not_reach_a_terminal(self):
        """Escape sequences in a mail read in mutt."""
        assert "\x1b" not in text_of(compose(replace(STAFF, customer=CustomerText("\x1b[2Jgone\x00")), WORDS))


class TestCustomersHtml:
    """His look stays; what acts, loads or covers goes."""

    def shown(self, html: str, *images: Enclosure) -> str:
        raw = compose(replace(STAFF, customer=CustomerText("plain", html, images)), WORDS)
        assert_fit_for_the_wire(raw)
        return html_of(raw)

    def test_formatting_tables_links_and_colours_stay(self):
        """An engineer sees what the customer marked in red."""
        html = self.shown(
            '<table><tr><td bgcolor="#ff0"><b style="color:red">here</b></td></tr></table><a href="https://k.example/">k</a>'
        )
        assert '<b style="color:red">here</b>' in html
        assert 'bgcolor="#ff0"' in html
        assert 'href="https://k.example/"' in html

    @pytest.mark.parametrize(
        "evil",
        [
            "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '<a href="javascript:alert(1)">x</a>',
            '<img src="https://track.example/p.gif">', "<style>body{display:none}</style>", "<svg onload=alert(1)>",
            '<div style="position:fixed;top:0">x</div>', '<td background="http://track.example/x">',
            '<p style="background:url(http://track.example/x)">x</p>', '<form action="http://track.example">x</form>',
            '<iframe src="http://track.example">', '<link rel=stylesheet href="http://track.example">',
            '<meta http-equiv=refresh content="0;url=http://track.example">', "<base href='http://track.example'>",
            '<p style="background-color:u\\72l(http://track.example)">x</p>', '<img src="data:image/svg+xml,x">',
            "<!--[if mso]><img src='http://track.example'><![endif]-->", '<img src="cid:stranger@x">',
            '<p style="display:none">x</p>', '<p style="margin-top:-500px">x</p>', "<noscript><img src=http://track.example>",
            '<math><mtext><img src="http://track.example">', '<object data="http://track.example">',
        ],
    )  # fmt: skip
    def test_nothing_acts_loads_or_covers(self, evil):
        """Scripts, remote images, forms, frames, style sheets, overlays."""
        kept = sanitise(f"<p>before</p>{evil}", {}).html.lower()
        assert "before" in kept
        for sign in (
            "script",
            "onerror",
            "track.example",
            "<style",
            "position",
            "url(",
            "display",
            "<img",
            "-500",
            "data:",
        ):
            assert sign not in kept

    def test_a_quote_cannot_break_out_of_its_frame(self):
        """Closing tags without an opening one close nothing of ours."""
        html = self.shown("</td></tr></table></body></html><p>after</p>")
        assert html.count("</body>") == 1
        assert html.index("after") < html.index("</body>")

    def test_his_pictures_come_along_under_new_ids(self):
        """Two mails of one client may use the same ids; a picture that is not shown goes as a file."""
        screenshot = Enclosure("shot.png", "image/png", PNG, "image001.png@01DA")
        logo = Enclosure("logo.png", "image/png", PNG, "logo@x")
        raw = compose(
            replace(
                STAFF, customer=CustomerText("x", '<img src="cid:image001.png%4001DA" width="9">', (screenshot, logo))
            ),
            WORDS,
        )
        [cid] = re.findall(r'<img[^>]*src="cid:([^"]+)"', html_of(raw))
        assert cid != "image001.png@01DA"
        parts = {p.get_filename(): p for p in read(raw).walk() if p.get_filename()}
        assert parts["shot.png"]["Content-ID"] == f"<{cid}>"
        assert parts["shot.png"].get_payload(decode=True) == PNG
        assert parts["logo.png"]["Content-ID"] is None
        assert [f.get_filename() for f in read(raw).iter_attachments()] == ["logo.png"]

    def test_the_description_of_a_remote_picture_stays(self):
        """A tracking pixel leaves nothing, a drawing its words."""
        assert sanitise('<img src="http://x.example/a.png" alt="a > <b>">', {}).html == "[a &gt; &lt;b&gt;]"

    @pytest.mark.parametrize("html", ["<div>" * (DEEPEST + 1), "x" * (LARGEST + 1), "<b></i>" * (DEEPEST + 1)])
    def test_what_is_too_deep_or_too_large_is_shown_as_text(self, html):
        """The sanitiser's time grows with the square of the depth; the plain text says the same."""
        assert sanitise(html, {}).html == ""
        assert "plain" in self.shown(html)

    @settings(max_examples=100, deadline=None)
    @given(html=st.text(alphabet="<>/\"'= abdimgsrcptyle:;&!-\n", max_size=200))
    def test_no_html_makes_it_fail(self, html):
        """Whatever is sent, a mail comes out."""
        assert "</body>" in self.shown(html)


ANSWER = replace(
    LETTER,
    occasion="answer",
    automatic=False,
    values=dict(told(Answer(number=10423, tag="[Desk #10423]", subject="Export stops", quoted="Ann", quoted_at=NOW))),
)


def test_an_engineers_words_are_the_text_of_the_mail_and_what_they_answer_is_quoted():
    """No frame around what is the mail itself; the quote as clients know it."""
    words = CustomerText("Install it.\n-- \nWout", "<p>Install <b>it</b>.</p>")
    raw = compose(replace(ANSWER, answer=words, quote="It *stops*.\n<here>"), WORDS)
    text, html = text_of(raw), html_of(raw)
    assert text.startswith("Install it.\n--\nWout\n\nOn Friday, 20 November 2026 at 10:40, Ann wrote:\n\n")
    assert text.endswith("> It *stops*.\n> <here>\n")
    assert "<p>Install <b>it</b>.</p>" in html
    assert '<blockquote type="cite"' in html
    assert "It *stops*.<br>\n&lt;here&gt;" in html.replace("\r", "")
    assert "#fbfbf9" not in html


def test_copies_stand_in_cc_and_a_marker_at_the_very_end():
    """Everybody sees who else reads it; the marker is in both faces."""
    bob = Party("Claes, Bob", "bob@customer.example")
    raw = compose(replace(STAFF, copies=(bob,), marker="case:abc"), WORDS)
    assert read(raw)["Cc"] == '"Claes, Bob" <bob@customer.example>'
    assert text_of(raw).endswith("\n\ncase:abc\n")
    assert re.sub(r"<[^>]+>|\s", "", html_of(raw)).endswith("case:abc")


def test_buttons_are_cells_with_links_and_only_in_the_html():
    """In rows of three; a label or a link that holds markup stays text."""
    buttons = tuple(Button(f"#{n}", f"mailto:a@b.example?subject=x&body={n}") for n in range(4))
    raw = compose(replace(STAFF, buttons=(*buttons, Button("<b>", 'x"onclick="y'))), WORDS)
    html = html_of(raw)
    assert "mailto:a@b.example?subject=x&amp;body=3" in html
    assert html.count('<td align="center" style="border:1px') == 5
    assert re.search(r"#2</a></td></tr><tr><td", html)
    assert "&lt;b&gt;" in html
    assert 'onclick="y' not in html
    assert "body=3" not in text_of(raw)


def test_a_slot_in_what_somebody_wrote_is_not_filled():
    """Neither as Markdown nor as a comment within his HTML."""
    theirs = CustomerText(":::buttons\n<!--answer-->", "<p>:::quote <!--buttons--> &lt;!--quote--></p>")
    html = html_of(compose(replace(STAFF, customer=theirs, quote="QUOTE", buttons=(Button("B", "mailto:x"),)), WORDS))
    assert html.count(">B</a>") == 1
    assert "QUOTE" not in html


@pytest.mark.parametrize(
    ("style", "kept"),
    [
        ("color:black", ""),
        ("color:#000", ""),
        ("COLOR: #1F1F1F;font-size:11pt", "font-size:11pt"),
        ("color:rgb(36, 36, 36)", ""),
        ("color:windowtext;background-color:white", ""),
        ("background-color:#fefefe;font-weight:bold", "font-weight:bold"),
        ("color:#1f497d", "color:#1f497d"),
        ("color:#c00000;background-color:yellow", "color:#c00000;background-color:yellow"),
    ],
)
def test_ink_and_paper_are_left_to_the_reader_where_words_stand_as_the_mail_itself(style, kept):
    """Black on a dark screen is nothing; a colour that says something stays."""
    html = sanitise(f'<p style="{style}">x</p>', {}, standing=True).html
    assert html.replace(" ", "").lower() == (f'<pstyle="{kept}">x</p>' if kept else "<p>x</p>").replace(" ", "")
    assert "color" in sanitise(f'<p style="{style}">x</p>', {}).html.lower() or "font" in style
