"""Replies in HTML are cut to what was newly written; what may be a quote never reaches a customer unseen."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from intake.html_cut import HtmlCut, cut
from tests.decisions.client_pages import MARKED, UNMARKED, WORDS, page

ANSWER = (
    "Dear <b>Ann</b>,<ul><li>close it</li><li>open it</li></ul><table><tr><td>24.1</td><td>fixed</td></tr></table>"
    '<img src="cid:shot@desk"> <i>Joris</i>'
)
SAID = "Dear Ann , close it open it 24.1 fixed Joris"
CARD = "<p>Contract unpaid, <i>careful</i></p><p>Commands: #note #time</p><img src='cid:card@desk'>"
_VOID = {"br", "hr", "img", "col", "input", "wbr", "area"}


class _Balance(HTMLParser):
    """Whether every tag is closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.wrong = False
        self.feed(html)
        self.close()
        self.wrong = self.wrong or bool(self.opened)

    def handle_starttag(self, tag, attrs):
        if tag not in _VOID:
            self.opened.append(tag)

    def handle_endtag(self, tag):
        self.wrong = self.wrong or not self.opened or self.opened.pop() != tag


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def well_formed(found: HtmlCut) -> bool:
    return not any(_Balance(part).wrong for part in (found.new, found.quoted, found.signature))


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("client", MARKED)
def test_a_clients_own_container_is_cut_with_certainty(client, language):
    """Formatting, lists, tables and inline images of the answer stay; the quote goes, its images with it."""
    found = cut(page(MARKED[client], language, ANSWER, CARD))
    assert text(found.new) == SAID, found.reasons
    assert "<b>Ann</b>" in found.new
    assert "<td>fixed</td>" in found.new
    assert found.cids == ("shot@desk",)
    assert "unpaid" in found.quoted
    assert found.certainty >= 0.9, found.reasons
    assert well_formed(found)


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize(
    "border", [b for b in UNMARKED if b not in ("no border at all", "elements out of a foreign mail")]
)
def test_what_only_words_show_to_be_quoted_is_cut_but_not_certain(border, language):
    """Without a client's container the cut is made, and a person has to look at it."""
    found = cut(page(UNMARKED[border], language, ANSWER, "Contract unpaid"))
    assert text(found.new) == SAID, found.reasons
    assert "unpaid" in found.quoted
    assert found.certainty < 0.9
    assert well_formed(found)


@pytest.mark.parametrize("border", ["no border at all", "elements out of a foreign mail"])
def test_a_quote_without_a_border_is_never_certain(border):
    """Where nothing tells the quote from the answer the certainty is low."""
    assert cut(page(UNMARKED[border], "nl", ANSWER, CARD)).certainty <= 0.6


@pytest.mark.parametrize("client", MARKED)
def test_an_empty_reply_has_nothing_new(client):
    """A reply without a word above the quote yields no HTML, and no certainty: he may have written inside the quote."""
    found = cut(page(MARKED[client], "de", "", CARD))
    assert (found.new, found.cids) == ("", ())
    assert found.certainty <= 0.5


SIGNATURES = {
    "gmail": '<div class="gmail_signature" data-smartmail="gmail_signature">Joris<br>Desk</div>',
    "gmail with dashes": (
        '<span class="gmail_signature_prefix">-- </span><br><div class="gmail_signature">Joris Desk</div>'
    ),
    "thunderbird": '<pre class="moz-signature" cols="72">-- \nJoris Desk</pre>',
    "outlook on the web": '<div id="Signature"><p>Joris</p><img src="cid:logo@desk">Desk</div>',
    "outlook mobile": '<div id="ms-outlook-mobile-signature">Joris Desk</div>',
    "outlook desktop": '<p class="MsoNormal"><a name="_MailAutoSig"><b>Joris</b></a></p><p>Desk</p>',
    "apple mail": '<div id="AppleMailSignature" dir="ltr">Joris Desk</div>',
    "proton mail": '<div class="protonmail_signature_block">Joris Desk</div>',
    "roundcube": '<div id="_rc_sig">Joris Desk</div>',
    "spark": '<div name="messageSignatureSection">Joris Desk</div>',
    "zoho": '<div id="Zm-_Id_-Sgn1" data-sigid="7">Joris Desk</div>',
    "two dashes": "<div>-- <br>Joris<br>Desk</div>",
}


@pytest.mark.parametrize("client", SIGNATURES)
def test_a_marked_signature_is_taken_off(client):
    """What a client marks as a signature is no part of the answer, nor are its pictures."""
    found = cut(page(MARKED["outlook on the web"], "en", f"<p>Done.</p>{SIGNATURES[client]}", CARD))
    assert text(found.new) == "Done."
    assert text(found.signature).endswith("Joris Desk")
    assert "unpaid" not in found.signature
    assert found.cids == ()
    assert found.certainty >= 0.9
    assert well_formed(found)


def test_a_reply_of_a_signature_only_has_nothing_new():
    """A signature alone is no answer."""
    found = cut(page(MARKED["gmail"], "nb", SIGNATURES["gmail"], CARD))
    assert found.new == ""
    assert found.certainty <= 0.5


def test_an_answer_typed_into_the_signature_is_doubtful():
    """A signature of a page's length may hold the answer, so nobody is certain of the cut."""
    long = '<div id="Signature">' + "<p>and another thing</p>" * 20 + "</div>"
    assert cut(page(MARKED["outlook on the web"], "en", f"Hello{long}", CARD)).certainty < 0.9


INSIDE = {
    "gmail": (
        '<div>Hello Ann,</div><div class="gmail_quote"><div class="gmail_attr">On Wed, 4 Mar 2026 at 10:02, '
        "Ann &lt;a@a.example"
        '&gt; wrote:<br></div><blockquote class="gmail_quote">Contract unpaid<br>Does it stop?</blockquote><div>It '
        '<b>does</b>.</div><blockquote class="gmail_quote">Since when?</blockquote><div>May.</div></div>'
    ),
    "thunderbird": (
        '<p>Hello Ann,</p><div class="moz-cite-prefix">On 04/03/2026 10:02, Ann wrote:</div><blockquote type="cite">'
        "Contract unpaid<p>Does it stop?</p></blockquote><p>It <b>does</b>.</p><blockquote type=cite>Since when?"
        "</blockquote><p>May.</p>"
    ),
    "proton mail": (
        '<div>Hello Ann,</div><div class="protonmail_quote">On Wednesday, 4 March 2026 10:02, Ann wrote:<br>'
        "<blockquote "
        'class="protonmail_quote" type="cite">Contract unpaid<br>Does it stop?</blockquote>It <b>does</b>.<blockquote '
        'class="protonmail_quote" type="cite">Since when?</blockquote><div>May.</div></div>'
    ),
    "quote signs": (
        "<pre>Hello Ann,\n\nOn 04/03/2026 10:02, Ann wrote:\n&gt; Contract unpaid\n&gt; Does it stop?\nIt "
        "<b>does</b>.\n"
        "&gt; Since when?\nMay.</pre>"
    ),
}


@pytest.mark.parametrize("client", INSIDE)
def test_answers_inside_the_quote_are_new_and_the_quote_is_not(client):
    """Interleaved answers stay in their order without what they answer, which may be the private notification."""
    found = cut(INSIDE[client])
    assert text(found.new) == "Hello Ann, It does . May."
    assert found.certainty < 0.9
    assert well_formed(found)


@pytest.mark.parametrize("client", INSIDE)
def test_the_customers_own_lines_stay_between_the_answers(client):
    """Lines that the caller knows to be the customer's come along as blockquotes; the card beside them does not."""
    found = cut(INSIDE[client], customer="Does it stop?\nSince when?\n")
    assert text(found.new) == "Hello Ann, Does it stop? It does . Since when? May."
    assert found.new.count("<blockquote>") == 2
    assert well_formed(found)


def test_interleaved_answers_that_the_plain_part_confirms_are_certain():
    """Two parts that agree on the answers are enough."""
    assert cut(INSIDE["thunderbird"], plain="Hello Ann,\n\nIt does.\n\nMay.").certainty >= 0.9
    assert cut(INSIDE["quote signs"], plain="Hello Ann,\n\nIt does.\n\nMay.").certainty < 0.9


def test_a_picture_inside_the_quote_is_not_confirmed_by_words():
    """A plain part shows no pictures, so one that stands between quotes has to be looked at."""
    html = INSIDE["thunderbird"].replace("<p>May.</p>", '<p>May.</p><img src="cid:card@desk">')
    assert cut(html, plain="Hello Ann,\n\nIt does.\n\nMay.").certainty < 0.9


def test_a_bottom_posted_answer_is_new():
    """An answer below the quote is found, with less certainty than one above it."""
    found = cut(
        '<div class="moz-cite-prefix">On 04/03/2026 10:02, A wrote:</div><blockquote '
        'type="cite">x</blockquote><p>Yes.</p>'
    )
    assert text(found.new) == "Yes."
    assert 0.6 < found.certainty < 0.9


@pytest.mark.parametrize(
    "words",
    [
        "Mijn antwoorden staan hieronder in het rood.",
        "Antworten siehe unten in Blau",
        "Se svar nedenfor",
        "Cevaplarım aşağıda",
        "See my answers below",
        "Voir mes réponses ci-dessous en rouge",
    ],
)
def test_answers_announced_in_a_quote_that_shows_none_are_not_relayed(words):
    """Outlook leaves no trace of what was typed into the quote; who says so is asked."""
    assert cut(page(MARKED["outlook desktop"], "nl", words, CARD)).certainty <= 0.5


def test_a_plain_part_that_says_something_else_lowers_the_certainty():
    """HTML and plain part of one mail must tell the same answer."""
    html = page(MARKED["gmail"], "fr", "Bonjour Ann, voici la version corrigée pour votre poste.", CARD)
    assert cut(html, plain="Bonjour Ann, voici la version corrigée pour votre poste.").certainty >= 0.9
    assert cut(html, plain="Merci.").certainty < 0.9
    assert cut(html, plain="").certainty < 0.9


def test_words_of_the_notification_in_the_answer_stop_it():
    """Whatever the borders say: private words that the customer did not write make a cut uncertain."""
    private = "Ann Berg\nHourly rate 138 euro, unpaid since April\nMy drawing will not open any more since Monday"
    html = page(MARKED["gmail"], "en", "<p>{}</p><p>Bye</p>", CARD)
    assert cut(html.format("You told me: my drawing will not open any more."), private=private).certainty == 0.0
    customer = "My drawing will not open any more since Monday"
    quoting_him = html.format("You told me: my drawing will not open any more.")
    assert cut(quoting_him, private=private, customer=customer).certainty >= 0.9
    assert (
        cut(html.format("Hourly rate 138 euro, unpaid since April"), private=private, customer=customer).certainty
        == 0.0
    )


def test_a_reply_without_a_quote_is_certain_if_nothing_of_the_notification_stands_in_it():
    """An engineer who deletes the quote is believed once his text was held against the notification."""
    html = "<p>Hello Ann, please restart.</p>"
    assert cut(html).certainty < 0.9
    assert cut(html, private="Ann Berg\nHourly rate 138 euro").certainty >= 0.9
    assert cut(f"{html}<p>Hourly rate 138 euro</p>", private="Ann Berg\nHourly rate 138 euro").certainty == 0.0


@pytest.mark.parametrize(
    "oddity",
    [
        '<div class="x_gmail_quote">x</div>',
        '<div id="x_divRplyFwdMsg">From: A</div>',
        '<div class="m_-123456789gmail_quote">x</div>',
        '<p class="ecxMsoNormal">x</p>',
        "<p>From: Ann Berg</p><p>and then</p><p>much else</p><p>and more</p><p>Subject: x</p>",
        "<p>[Desk #10423] New case</p>",
        "<p>#note · #time 30m · #close · #help</p>",
        "<p>Στις 4/3/2026 10:02, ο χρήστης Desk &lt;d@desk.example&gt; έγραψε:</p><p>x</p>",
        "<p>Από: Desk &lt;d@desk.example&gt;</p><p>Στάλθηκε: 4/3/2026 10:02</p><p>Προς: Ann</p><p>Θέμα: x</p>",
        "<p>Desk &lt;support+10423.k2f9x1@desk.example&gt;</p>",
        "<blockquote>somebody's words</blockquote>",
        "<p>On 4 March 2026 at 10:02 Ann wrote:</p><p>x</p>",
        "<p>-----Original Message-----</p><p>x</p>",
    ],
)
def test_another_mark_of_a_quote_above_the_clients_own_is_doubtful(oddity):
    """A container at the end proves nothing if a quote seems to stand before it."""
    assert cut(page(MARKED["gmail"], "en", f"<p>Hello</p>{oddity}", CARD)).certainty < 0.9


def test_conditional_comments_office_elements_and_scripts_are_not_carried_over():
    """Word's VML, its comments and empty elements go; the picture that other clients see stays."""
    word = (
        '<p class="MsoNormal">See<o:p></o:p><!--[if gte vml 1]><v:shape><v:imagedata src="cid:x"/></v:shape>'
        "<![endif]-->"
        '<![if !vml]><img src="cid:image001.png@01D"><![endif]><script>alert(1)</script><style>p {}</style></p>'
    )
    found = cut(page(MARKED["outlook desktop"], "de", word, CARD))
    assert "<!" not in found.new
    assert "script" not in found.new
    assert "o:p" not in found.new
    assert found.cids == ("image001.png@01D",)


def test_settings_in_an_answer_are_no_header_block():
    """Labelled lines without a time of day are an answer like any other."""
    listed = "<p>Server: mail.desk.example</p><p>Port: 587</p><p>Login: ann@desk.example</p>"
    assert cut(page(MARKED["gmail"], "en", listed, CARD)).certainty >= 0.9


def test_an_indented_paragraph_is_not_a_quote():
    """Gmail indents with a blockquote that says to have no border."""
    found = cut(
        page(
            MARKED["gmail"],
            "en",
            '<blockquote style="margin:0 0 0 40px;border:none;padding:0px">Step 1</blockquote>',
            CARD,
        )
    )
    assert text(found.new) == "Step 1"
    assert found.certainty >= 0.9


def test_a_borders_own_paragraph_in_the_answer_is_not_outlooks():
    """A padded top border without a header block below it is the writer's own."""
    own = '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p>Result: fine</p></div>'
    assert text(cut(page(MARKED["outlook desktop"], "en", own, CARD)).new) == "Result: fine"


def test_a_numbered_list_above_a_bare_attribution_stays():
    """Only the line that tells writer and time is the attribution, not the lines above it."""
    html = "<p>1. Datei Ansicht öffnen</p><p>2. Schließen</p><p>Am 04.03.2026 um 10:02 schrieb Desk:</p><p>x</p>"
    assert text(cut(html).new) == "1. Datei Ansicht öffnen 2. Schließen"


def test_text_that_looks_like_markup_stays_text():
    """Escapes are kept, so that nothing in the answer becomes a tag."""
    found = cut('<p title="a &quot; b">5 &lt; 6 &amp; &lt;b&gt;</p><div id="appendonsend"></div>x')
    assert "5 &lt; 6 &amp; &lt;b&gt;" in found.new
    assert 'title="a &quot; b"' in found.new


@pytest.mark.parametrize(
    "html",
    ["", " ", "<", "<!--", "</p></div>", "\x00<p>\ud800a", "<frameset><frame></frameset>", "plain words", "<p", "&#0;"],
)
def test_no_string_is_too_broken(html):
    """Whatever is handed in, an answer comes back."""
    assert 0.0 <= cut(html).certainty < 0.9


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 10_000 + "x" + "</div>" * 10_000,
        "<b>a" * 50_000,
        "<table><tr><td>" * 30_000,
        "<p>a<br>" * 14_000,
        '<div class="gmail_attr"></div>' * 14_000,
        "<blockquote>a</blockquote>b" * 14_000,
        '<div style="border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0 0 0">a:' * 1_500,
        "<p>From: a</p><p>wrote:</p>" * 7_000,
        "<pre>" + "&gt; a\n" * 40_000,
        "<!--[if mso]>" * 100_000,
        '<p class="' + "x_" * 500_000 + '">',
        "<p>" + "word " * 800_000,
    ],
    ids=range(12),
)
def test_hostile_pages_cost_little(html):
    """Time grows with the size of a page, and what no person wrote is given up with certainty nought or little."""
    began = time.process_time()
    found = cut(html)
    assert time.process_time() - began < 1.0  # half a second on an idle core
    assert found.certainty < 0.9


_FRAGMENTS = [
    "CANARY",
    "<p>CANARY</p>",
    "<b>CANARY",
    "</div>",
    "</blockquote>",
    "</p></td></tr></table>",
    "<blockquote>",
    "<div>",
    "<table><tr>",
    "<td>CANARY",
    '<img alt="CANARY" src="cid:c">',
    '<span title="CANARY"></span>',
    '<div class="gmail_signature">CANARY</div>',
    '<div class="x_gmail_quote">CANARY</div>',
    "<p>-- </p>",
    "<hr>",
    "</body></html>",
    "<pre>CANARY\n",
    "<br>",
    "<ul><li>CANARY",
    '<blockquote style="border:none">CANARY',
    "<!--",
    "-->",
    "<p>On 4 March 2026 at 10:02 Ann wrote:</p>",
    "<title>",
    "</span></a>",
    "<div id='Signature'>",
    "<form><input value='CANARY'>",
    "<textarea>CANARY",
    "<select><option>CANARY",
    "<a href='x'>",
    "<svg>",
]


@settings(max_examples=300, deadline=None)
@given(
    client=st.sampled_from(sorted(MARKED | UNMARKED)),
    language=st.sampled_from(sorted(WORDS)),
    new=st.sampled_from(["", "Done.", ANSWER, "<p>Done.", "<div><b>Done", SIGNATURES["gmail"], "<p>x</p>" * 30]),
    quoted=st.lists(st.sampled_from(_FRAGMENTS), max_size=8).map("".join),
    below=st.sampled_from(["", "<p>Yes.</p>", "<div>Yes.</div><img src='cid:mine'>", SIGNATURES["gmail"]]),
    compare=st.booleans(),
)
@example("front", "de", "", '</blockquote><img alt="CANARY" src="cid:c"><title>', "", True)
@example("front", "de", "Done.", '</blockquote><span title="CANARY"></span><title>', "<p>Yes.</p>", True)
def test_nothing_quoted_is_relayed_unseen(client, language, new, quoted, below, compare):
    """However the quoted HTML is built, neither its words nor its pictures are in a cut that is certain."""
    html = page((MARKED | UNMARKED)[client], language, new, f"CANARY {quoted} CANARY") + below
    found = cut(html, plain=f"{text(new)}\n{text(below)}" if compare else None)
    assert found.certainty < 0.9 or "CANARY" not in found.new, found.reasons
    assert well_formed(found)


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet="<>/abdipvqr \"'=&;-!#\x00\xa0é", max_size=80) | st.lists(st.sampled_from(_FRAGMENTS)).map("".join)
)
def test_every_string_is_cut_into_well_formed_parts(html):
    """No string raises, and each part is HTML of its own."""
    assert well_formed(cut(html))
