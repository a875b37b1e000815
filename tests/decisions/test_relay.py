"""intake/relay.py: what a customer would see of an engineer's mail, and which commands it gives."""

from __future__ import annotations

import re
import time
from html import escape
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from intake.hints import DeskHints
from intake.inspection import inspect_bytes
from intake.limits import Limits
from intake.read import read
from intake.settings import hints, load
from routing.submission import Draft
from tests.decisions.client_pages import MARKED, UNMARKED, WORDS, page
from tests.mails import mail

DESKS = Path(__file__).parents[2] / "templates" / "desks"
LANGUAGES = ("en", "nl", "de", "nb", "tr", "fr")
STAFF = "Joris Maes <joris.maes@desk.example>"
REPLY = (("In-Reply-To", "<n1@desk.example>"), ("References", "<n1@desk.example>"))
SAID = {
    "en": ("Dear Ann,", "the new build mends it. Please try once more.", "Kind regards,"),
    "nl": ("Dag Ann,", "de nieuwe versie lost het op. Probeert u het nog eens?", "Met vriendelijke groet,"),
    "de": ("Hallo Frau Berg,", "die neue Version behebt das. Bitte prüfen Sie es noch einmal.", "Viele Grüße"),
    "nb": ("Hei Ann,", "den nye versjonen retter feilen. Prøv gjerne en gang til.", "Med vennlig hilsen"),
    "tr": ("Merhaba Ayşe Hanım,", "yeni sürüm sorunu gideriyor. Lütfen bir kez daha deneyin.", "Saygılarımla,"),
    "fr": ("Bonjour Anne,", "la nouvelle version corrige cela. Pouvez-vous réessayer ?", "Bien à vous,"),
}
NATIVE = {"en": "close", "nl": "sluit", "de": "schließen", "nb": "lukk", "tr": "kapat", "fr": "clôturer"}
CARD = ("Contract unpaid, handle with care", "Commands: #note text · #time 30m · #wait date", "Ann: the export stops")
CANARY = "canary7742"
_BORDERLESS = ("plain text only", "no border at all", "elements out of a foreign mail")


def draft(plain: str, html: str | None = None, **more) -> Draft:
    """The draft of an engineer's reply."""
    raw = mail(plain, html=html, sender=STAFF, subject="Re: [Desk #10423] Export stops", headers=REPLY, **more)
    return read(raw, Limits(), DeskHints(staff_addresses=frozenset({"joris.maes@desk.example"}))).draft


def html_draft(html: str) -> Draft:
    """The draft of an engineer's reply that has no plain part."""
    head = mail("", sender=STAFF, subject="Re: Export stops", headers=REPLY).split(b"\r\n\r\n")[0]
    head = re.sub(rb"(?im)^Content-[^\n]*\n", b"", head + b"\r\n") + b"Content-Type: text/html; charset=utf-8\r\n\r\n"
    return read(head + html.encode(), Limits(), DeskHints(), for_relay=True).draft


def shown(plain: str, html: str | None = None) -> dict:
    raw = mail(plain, html=html, sender=STAFF, subject="Re: [Desk #10423] Export stops", headers=REPLY)
    return inspect_bytes(raw, "a.eml", Limits(), DeskHints())


def given_by(found: Draft) -> list[tuple[str, str]]:
    return [(one.word, one.value) for one in found.commands]


def plain_quote(style: str, language: str, quoted: tuple[str, ...] = CARD) -> str:
    """How a client's plain part quotes the notification."""
    sent_by, sent, to, subject, attribution = (re.sub("&lt;", "<", w).replace("&gt;", ">") for w in WORDS[language])
    if style == "outlook":
        head = f"{sent_by}: Desk <desk@desk.example>\n{sent}: 4-3-2026 10:02\n{to}: Joris <joris.maes@desk.example>\n"
        return f"{head}{subject}: [Desk #10423] New case\n\n" + "\n".join(quoted)
    if style == "iphone":
        attribution = f"\n{attribution}"
    return f"{attribution}\n\n" + "\n".join(f"> {line}" for line in quoted)


def paragraphs(lines: list[str], tag: str) -> str:
    """The lines as a client's HTML: paragraphs, divs, or line breaks."""
    told = [escape(line, quote=False).replace("\xa0", "&nbsp;") for line in lines]
    if tag == "br":
        return "<br>".join(told)
    return "".join(f"<{tag}>{line or '<br>'}</{tag}>" for line in told)


CLIENTS = {  # client: (template of its HTML, how its plain part quotes, its blocks)
    "outlook": ("outlook desktop", "outlook", "p"),
    "outlook on the web": ("outlook on the web", "outlook", "div"),
    "gmail": ("gmail", "gmail", "div"),
    "apple mail": ("apple mail", "gmail", "div"),
    "thunderbird": ("thunderbird", "gmail", "br"),
    "iphone": ("iphone", "iphone", "div"),
}


def written(language: str, place: str, *, native: bool = False) -> tuple[list[str], list[tuple[str, str]]]:
    """The lines of an answer with commands in a place, and the commands."""
    hello, text, bye = SAID[language]
    last = NATIVE[language] if native else "close"
    top = ["#time 30m remote", "#note ask for the invoice"]
    answer = {
        "top": [*top, f"#{last}", "", hello, "", text, "", bye, "Joris"],
        "above the name": [hello, "", text, "", *top, f"#{last}", "", bye, "Joris"],
        "below the name": [hello, "", text, "", bye, "Joris", "", *top, f"#{last}"],
        "both": [*top, "", hello, "", text, "", f"#{last}", "", bye, "Joris"],
        "capitals": [*(line.replace("#time", "#Time") for line in top), f"#{last}", "", hello, "", text, bye, "Joris"],
        "no-break spaces": ["#time\xa030m remote", "#\xa0note ask for the invoice", f"#{last}", "", hello, text, bye],
        "bullets": ["• #time 30m remote", "• #note ask for the invoice", f"• #{last}", "", hello, "", text, "", bye],
    }[place]
    return answer, [("time", "30m remote"), ("note", "ask for the invoice"), ("close", "")]


PLACES = ("top", "above the name", "below the name", "both", "capitals", "no-break spaces", "bullets")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("client", CLIENTS)
def test_commands_are_read_and_taken_off_in_text_and_html(client, language, place):
    """Whatever client, language and place: the customer sees the answer, and nothing of commands or quote."""
    template, style, tag = CLIENTS[client]
    lines, orders = written(language, place, native=True)
    plain = "\n".join(lines) + "\n\n" + plain_quote(style, language)
    html = page(MARKED[template], language, paragraphs(lines, tag), paragraphs(list(CARD), "p"))
    found = draft(plain, html)
    assert given_by(found) == orders, found
    assert found.misspelt == ()
    assert found.certainty >= 0.9, found.reasons
    assert found.html is not None, found.reasons
    for part in (found.text, found.html):
        assert SAID[language][1] in part
        assert "#" not in part
        assert "invoice" not in part
        assert "unpaid" not in part
        assert "<li></li>" not in part
    assert not re.match(r"(?:<[^>]*>|\s)*<br>", found.html)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("style", ["outlook", "gmail", "iphone"])
def test_plain_mails_are_read_alike(style, language, place):
    """Mutt, and clients that are told to send plain text."""
    lines, orders = written(language, place)
    found = draft("\n".join(lines) + "\n\n" + plain_quote(style, language))
    assert given_by(found) == orders
    assert found.certainty >= 0.9, found.reasons
    assert SAID[language][1] in found.text
    assert "invoice" not in found.text
    assert "unpaid" not in found.text
    assert found.html is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("client", CLIENTS)
def test_html_alone_is_enough(client, language):
    """Without a plain part the text is made from the cut HTML."""
    template, _, tag = CLIENTS[client]
    lines, orders = written(language, "top")
    html = page(MARKED[template], language, paragraphs(lines, tag), paragraphs(list(CARD), "p"))
    found = html_draft(html)
    assert given_by(found) == orders
    assert found.certainty >= 0.9, found.reasons
    assert SAID[language][1] in found.text
    assert "#" not in found.text + (found.html or "#")
    assert "unpaid" not in found.text + (found.html or "unpaid")


LOOKS = {
    "bold": ("*#time 30m*", "<b>#time 30m</b>"),
    "half bold": ("*#time* 30m", "<strong>#time</strong> 30m"),
    "a list": ("  *   #time 30m", "<ul><li>#time 30m</li></ul>"),
    "a numbered list": ("  1.  #time 30m", "<ol><li>#time 30m</li></ol>"),
    "a link": ("#time<https://t.example/?q=%23time> 30m", '<a href="https://t.example/?q=%23time">#time</a> 30m'),
    "a coloured span": ("#time 30m", '<span style="color:red">#</span><span>time 30m</span>'),
    "zero width": ("#\u200btime 30m", "#&#8203;time 30m"),
    "full width": ("＃time 30m", "＃time 30m"),
    "a table cell": ("#time 30m", "<table><tr><td>#time 30m</td></tr></table>"),
    "a line break within": ("#time 30m", "#time\n 30m"),
}


@pytest.mark.parametrize("look", LOOKS)
def test_dressed_commands_leave_no_trace_in_the_html(look):
    """The element that held nothing but a command goes with it."""
    plain, html = LOOKS[look]
    new = f"<div>{html}</div><div><br></div><div>Dear <b>Ann</b>,</div><div>it works again since today.</div>"
    found = draft(
        f"{plain}\n\nDear *Ann*,\nit works again since today.\n\n{plain_quote('gmail', 'en')}",
        page(MARKED["gmail"], "en", new, "<p>unpaid</p>"),
    )
    assert given_by(found) == [("time", "30m")]
    assert found.html == '<div dir="ltr"><div>Dear <b>Ann</b>,</div><div>it works again since today.</div></div>'
    assert found.certainty >= 0.9


def test_pictures_of_the_answer_are_named_and_those_of_the_quote_are_not():
    """The Content-IDs that the draft's HTML shows."""
    new = '<div>#close</div><div>Look at this picture:</div><div><img src="cid:shot@desk"></div>'
    found = draft(
        f"#close\n\nLook at this picture:\n\n{plain_quote('gmail', 'en')}",
        page(MARKED["gmail"], "en", new, '<img src="cid:card@desk">'),
    )
    assert found.images == ("shot@desk",)
    assert "card@desk" not in (found.html or "")


@pytest.mark.parametrize("text", ["#close", "#close\n\nKind regards,\nJoris", "#take\n#time 5m\n\nJoris", "• #take\n•"])
def test_commands_alone_send_nothing(text):
    """Closing words and a name below them are no answer."""
    found = draft(f"{text}\n\n{plain_quote('gmail', 'en')}")
    assert found.commands
    assert found.text == ""
    assert found.html is None


def test_thanks_alone_are_an_answer():
    """Without commands even closing words are what the engineer wants to say."""
    assert draft(f"Thanks!\nJoris\n\n{plain_quote('gmail', 'en')}").text == "Thanks!\nJoris"


def test_inspect_shows_the_answer_without_closing_words():
    """`relay_text` and both lists of commands, as its contract says."""
    told = shown(f"#Time 30m\n\nDear Ann,\nit works.\n\nKind regards,\nJoris\n\n{plain_quote('outlook', 'en')}")
    assert told["commands"] == [["time", "30m"]]
    assert told["bad_commands"] == []
    assert told["relay_text"] == "Dear Ann,\nit works."


@pytest.mark.parametrize("text", ["#clsoe\n\nDear Ann,\nit works.", "Dear Ann,\n\n#note unpaid\n\nit works."])
def test_nothing_is_relayed_with_a_command_that_is_not_understood(text):
    """The send stops."""
    told = shown(f"{text}\n\n{plain_quote('gmail', 'en')}")
    assert told["relay_text"] == ""
    assert told["bad_commands"]
    assert told["commands"] == []


def test_commands_of_quotes_are_never_read():
    """The notification shows a card of commands."""
    quoted = ("#close", "#note hello", "#merge 5")
    for style in ("outlook", "gmail"):
        found = draft(f"Dear Ann,\nit works.\n\n{plain_quote(style, 'en', quoted)}")
        assert (found.commands, found.misspelt) == ((), ())


def test_commands_of_signatures_are_never_obeyed():
    """Below two dashes, or in contact lines; one that stands last above the quote is asked about."""
    signature = "-- \nJoris Maes\nDesk Ltd\nTel. +32 50 72 95 95\n#office"
    found = draft(f"Dear Ann,\nit works.\n\n{signature}\n\n{plain_quote('gmail', 'en')}")
    assert found.commands == ()
    assert len(found.misspelt) == 1


def test_a_forwards_own_comment_is_read_and_not_what_was_forwarded():
    """Nothing is relayed of it; the comment is for a note."""
    text = (
        "#prio high\nPlease open a case.\n\nJoris\n\n---------- Forwarded message ---------\n"
        "From: Ann Berg <ann@customer.example>\nDate: Wed, 4 Mar 2026 at 10:02\nSubject: Stops\n"
        "To: Joris Maes <joris.maes@desk.example>\n\n#close\nThe export stops.\n"
    )
    raw = mail(text, sender=STAFF, subject="Fwd: Stops")
    found = read(raw, Limits(), DeskHints(), for_relay=True).draft
    assert given_by(found) == [("prio", "high")]
    assert found.text == "Please open a case.\n\nJoris"
    told = inspect_bytes(raw, "a.eml", Limits(), DeskHints())
    assert told["relay_text"] == ""


def test_automatic_mail_gives_no_commands():
    """Nobody wrote it."""
    raw = mail("#close", sender=STAFF, headers=(("Auto-Submitted", "auto-replied"),))
    assert read(raw, Limits(), DeskHints(), for_relay=True).draft == Draft("")


def test_a_note_broken_by_the_plain_part_leaks_nothing():
    """Gmail breaks the lines of its plain part; its HTML tells where they end."""
    note = "#note she asked for a quotation for ten seats, and the sales people should know that she never pays in time"
    plain = f"{note[:74]}\n{note[75:]}\n\nDear Ann,\nit works.\n\n{plain_quote('gmail', 'en')}"
    html = page(MARKED["gmail"], "en", f"<div>{note}</div><div>Dear Ann,</div><div>it works.</div>", "<p>unpaid</p>")
    found = draft(plain, html)
    assert given_by(found) == [("note", note[6:])]
    assert found.text == "Dear Ann,\nit works."
    assert found.certainty >= 0.9
    assert "never pays" not in (found.html or "never pays")


def test_a_line_that_may_belong_to_a_broken_note_makes_the_draft_uncertain():
    """Without HTML nobody knows where the note ends."""
    note = "#note she asked for a quotation for ten seats, and the sales people of\nMunich know it"
    found = draft(f"{note}\n\nDear Ann,\nit works.\n\n{plain_quote('gmail', 'en')}")
    assert found.certainty < 0.9
    assert found.html is None


def test_text_and_html_with_other_commands_are_not_certain():
    """One of the two was not written by the engineer's own hand."""
    found = draft(
        f"#close\n\nDear Ann,\nit works.\n\n{plain_quote('gmail', 'en')}",
        page(MARKED["gmail"], "en", "<div>#take</div><div>Dear Ann,</div><div>it works.</div>", "<p>unpaid</p>"),
    )
    assert found.certainty < 0.9
    assert any("commands" in reason for reason in found.reasons)
    assert found.html is None


def test_text_and_html_with_other_words_are_not_certain():
    """Whatever a customer sees, it must be what the engineer saw."""
    found = draft(
        f"Dear Ann,\nit works.\n\n{plain_quote('gmail', 'en')}",
        page(MARKED["gmail"], "en", "<p>Dear Ann, no, this is quite another text than that.</p>", "<p>unpaid</p>"),
    )
    assert found.certainty < 0.9


def test_an_unsure_html_leaves_the_certain_text():
    """Then the answer goes out as plain text."""
    found = draft(
        f"#close\n\nDear Ann,\nit works.\n\n{plain_quote('gmail', 'en')}",
        page(UNMARKED["an attribution line only"], "en", "<p>#close</p><p>Dear Ann,<br>it works.</p>", "<p>unpaid</p>"),
    )
    assert (found.text, found.html) == ("Dear Ann,\nit works.", None)
    assert found.certainty >= 0.9


def test_html_is_cut_only_for_our_own_people():
    """A customer's mail costs nothing; `inspect` asks for every mail."""
    raw = mail("#close\n\nDear Ann", html="<p>#close</p><p>Dear Ann</p>")
    assert read(raw, Limits(), DeskHints()).draft.html is None
    assert read(raw, Limits(), DeskHints(), for_relay=True).draft.html == "<p>Dear Ann</p>"


def test_the_desk_file_says_whose_mails_may_be_relayed():
    """Every address of every engineer and manager, in small letters."""
    loaded = load(DESKS / "produsoft.toml")
    known = hints(loaded).staff_addresses
    assert known
    assert known == {a.lower() for colleague in loaded.desk.colleagues for a in colleague.addresses}


@settings(max_examples=200, deadline=None)
@given(
    client=st.sampled_from([*MARKED, *UNMARKED, "plain text only"]),
    style=st.sampled_from(["outlook", "gmail", "iphone", "none", "leading spaces"]),
    language=st.sampled_from(LANGUAGES),
    place=st.sampled_from(PLACES),
    tag=st.sampled_from(["p", "div", "br"]),
    where=st.integers(0, 2),
    has_plain=st.booleans(),
    quoted=st.sampled_from([CARD, ("Dear Joris,", "the export stops again today", "since we installed the update")]),
)
def test_a_canary_of_the_quote_never_goes_out_unseen(client, style, language, place, tag, where, has_plain, quoted):
    """Clients, languages, places of commands, also mixed as no client does it: uncertain, or nothing of the quote.

    Where neither part marks anything, only our own card can tell that it is a quote.
    """
    assume(quoted is CARD or client not in _BORDERLESS or style not in ("none", "leading spaces"))
    quoted = [*quoted]
    quoted[where] = f"{quoted[where]} {CANARY}"
    lines, _ = written(language, place)
    quote = {
        "none": "\n".join(quoted),
        "leading spaces": "\n".join(f"    {line}" for line in quoted),
    }.get(style) or plain_quote(style, language, tuple(quoted))
    template = {**MARKED, **UNMARKED}.get(client)
    html = page(template, language, paragraphs(lines, tag), paragraphs(quoted, tag)) if template else None
    found = html_draft(html) if html and not has_plain else draft("\n".join(lines) + "\n\n" + quote, html)
    if found.certainty >= 0.9:
        assert CANARY not in found.text
        assert CANARY not in (found.html or "")


@pytest.mark.parametrize("text", ["#note x\n" * 100_000, "Dear Ann\n" * 80_000 + "#close", "#clsoe " * 120_000])
def test_a_hostile_mail_is_drafted_in_no_time(text):
    """A megabyte; the limit leaves room for a busy machine."""
    began = time.perf_counter()
    draft(text)
    assert time.perf_counter() - began < 10
