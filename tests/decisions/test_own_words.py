"""intake/own_words.py and second_look.py: a reply laid beside the very mail that it answers, where no mark helps."""

from __future__ import annotations

import textwrap
import time
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

import pytest

from intake.hints import DeskHints
from intake.html_text import to_text
from intake.limits import Limits
from intake.mail import parse
from intake.own_words import marked, sent
from intake.read import read
from intake.second_look import judged
from routing.submission import Draft

TOKEN = "afsjeiobgbbcsllm4jjcoc2dqh6i3jmbae34iarw3yiq"
DESK = f"desk+{TOKEN}@desk.example"
RULE = "_" * 72
HERS = "Dear all, VISI stops with error 0x800 when I export a drawing.\n\nDoes it help to reinstall?\n\nAnn"
CARD = (
    "Hello Wout,\n\nCase 10001 is yours, since nobody else speaks Norwegian here.\n\n"
    "Organisation: Zebrafish Limited\nContract: First year after the purchase, ends 4 March"
)
FOOT = f"Commands stand at the top of your answer, one a line.\n#close\n#wait\n\nEarlier: she paid late.\ncase:{TOKEN}"
NOTICE = f"{CARD}\n\n{RULE}\n{HERS}\n{RULE}\n\n{FOOT}\n"
PRIVATE = ("Zebrafish", "Norwegian", "First year", "paid late", "Commands stand", TOKEN, "10001")
HIS = "Hi Ann,\n\nplease install build 24.0.118, then it works.\n\nKind regards\nWout"
LEAD = f"On 23/11/2026 at 10:12, Desk <{DESK}> wrote:"


def page(text: str) -> str:
    return "".join(f"<p>{escape(line) or '&nbsp;'}</p>" for line in text.split("\n"))


def notice() -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["Reply-To"], mail["To"] = "desk@desk.example", DESK, "wout@desk.example"
    mail["Message-ID"], mail["Subject"] = "<notice@desk.example>", "[Desk #10001] Export"
    mail.set_content(NOTICE)
    mail.add_alternative(f"<html><body><table><tr><td>{page(NOTICE)}</td></tr></table></body></html>", subtype="html")
    return bytes(mail)


def judge(text: str | None, html: str | None = None) -> Draft:
    """What becomes of his mail."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = "Wout Claes <wout@desk.example>", DESK, "Re: [Desk #10001] Export"
    mail["Message-ID"], mail["In-Reply-To"], mail["References"] = "<r@x.example>", *["<notice@desk.example>"] * 2
    if text is not None:
        mail.set_content(text, cte="quoted-printable")
    if html is not None and text is not None:
        mail.add_alternative(html, subtype="html")
    elif html is not None:
        mail.set_content(html, subtype="html")
    ours = parse(notice(), Limits())
    return judged(read(bytes(mail), Limits(), DeskHints(), for_relay=True), [ours], [ours])


def flat(text: str) -> str:
    return " ".join(text.split())


def wrapped(text: str, width: int = 72) -> str:
    return "\n".join(part for line in text.split("\n") for part in (textwrap.wrap(line, width) or [""]))


THUMB = chr(0x1F44D)
WITH_THUMB = NOTICE.replace("reinstall?", f"reinstall?\n{THUMB}")
INSIDE = NOTICE.replace("reinstall?", "reinstall?\n\nYes, a great deal.")
WITH_INSIDE = f"{HIS}\n\nYes, a great deal."
# name: (plain part, HTML, what may go; None: any of it unsure, so it has to come back)
FORMS: dict[str, tuple[str | None, str | None, str | None]] = {
    "no mark": (f"{HIS}\n\n{NOTICE}", None, HIS),
    "no mark, wrapped at 72": (f"{HIS}\n\n{wrapped(NOTICE)}", None, HIS),
    "no mark, wrapped at 40": (f"{HIS}\n{wrapped(NOTICE, 40)}", None, HIS),
    "no-break spaces": (f"{HIS}\n\n{NOTICE.replace(' ', chr(160))}", None, HIS),
    "blank lines gone": (f"{HIS}\n" + NOTICE.replace("\n\n", "\n"), None, HIS),
    "blank lines doubled": (f"{HIS}\n\n" + NOTICE.replace("\n", "\n\n"), None, HIS),
    "another quote sign": (f"{HIS}\n\n" + "\n".join(f"| {line}" for line in NOTICE.split("\n")), None, HIS),
    "links spelt out": (f"{HIS}\n\n" + NOTICE.replace("#close", f"#close <mailto:{DESK}>"), None, HIS),
    "the customer's part only": (f"{HIS}\n\n{HERS}", None, HIS),
    "the card only": (f"{HIS}\n\n{CARD}", None, HIS),
    "the foot only": (f"{HIS}\n\n{FOOT}", None, HIS),
    "below": (f"{NOTICE}\n\n{HIS}", None, HIS),
    "between": (f"{HIS}\n\n{INSIDE}", None, WITH_INSIDE),
    "a known attribution": (f"{HIS}\n\n{LEAD}\n{NOTICE}", None, HIS),
    "a translated attribution": (f"{HIS}\n\nVun Desk <{DESK}> geschriwwen um 10:12:\n{NOTICE}", None, HIS),
    "an attribution without an address": (f"{HIS}\n\nDesk hat gschriebe:\n{NOTICE}", None, HIS),
    "one word of the quote changed": (f"{HIS}\n\n{NOTICE.replace('Norwegian', 'Danish')}", None, HIS),
    "a private line among his own": (f"{HIS}\nOrganisation: Zebrafish Limited", None, HIS),
    "two broken pieces": (f"{HIS}\n\nOrganisation:\nZebrafish Limited\nContract:\nFirst year after", None, HIS),
    "typed behind a quoted line": (f"{HIS}\n\n{NOTICE.replace('reinstall?', 'reinstall? Not at all')}", None, None),
    "a broken link": (f"{HIS}\n\n" + NOTICE.replace("#wait", f"#wait\ndesk%2B{TOKEN}"), None, HIS),
    "a signature between": (f"{HIS}\n-- \nWout Claes | +32 3 555 01 02\n\n{NOTICE}", None, HIS),
    "a thumb between": (f"{HIS}\n\n{WITH_THUMB}", None, f"{HIS}\n{THUMB}"),
    "only HTML, no quote": (None, page(HIS), HIS),
    "only HTML, no mark": (None, page(HIS) + page(NOTICE), HIS),
    "only HTML, in a foreign table": (None, page(HIS) + f'<div class="x_a"><table><td>{page(NOTICE)}</table>', HIS),
    "only HTML, below": (None, page(NOTICE) + page(HIS), HIS),
    "only HTML, between": (None, page(HIS) + page(INSIDE), WITH_INSIDE),
    "only HTML, a private line": (None, page(HIS) + "<p>Zebrafish Limited, first year after</p>", None),
    "only HTML, cells apart": (None, page(HIS) + "<p>Organisation: Zebrafish</p><p>Limited</p>", None),
    "only HTML, a picture between": (None, page(HIS) + page(INSIDE).replace("deal.", 'deal.<img src="cid:a">'), None),
    "both, no mark": (f"{HIS}\n\n{NOTICE}", page(HIS) + page(NOTICE), HIS),
    "both, the HTML says more": (HIS, page(HIS) + page(NOTICE), HIS),
}  # fmt: skip
MAY_BE_HELD = {"a translated attribution", "an attribution without an address", "one word of the quote changed",
               "a private line among his own", "two broken pieces", "a broken link",
               "both, the HTML says more"}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_his_words_go_out_exactly_or_the_mail_comes_back(name: str) -> None:
    """Never a word of ours, whatever became of the quote."""
    text, html, wanted = FORMS[name]
    found = judge(text, html)
    if found.certainty < 0.9 or found.misspelt:
        assert wanted is None or name in MAY_BE_HELD, (found.reasons, found.misspelt)
        return
    for shown in (found.text, *((to_text(found.html, 100_000)[0],) if found.html else ())):
        assert not [word for word in PRIVATE if word in shown]
        assert wanted is not None
        assert flat(shown) in (flat(wanted), flat(f"{wanted} -- Wout Claes | +32 3 555 01 02"))


def test_what_answers_another_mail_is_not_read_anew() -> None:
    """Old words of his may stand in a longer exchange: then what is not in our mail is a question."""
    ours = parse(notice(), Limits())
    raw = f"From: wout@desk.example\nSubject: Re: x\n\n{HIS}\n\n{INSIDE}".encode()
    assert judged(read(raw, Limits(), DeskHints(), for_relay=True), [ours], []).certainty < 0.9


@pytest.mark.parametrize("text", ["a " * 99_000, "a\n" * 99_000, "_" * 199_000, "https://" * 24_000, "> " * 99_000])
def test_a_pathological_text_costs_little(text: str) -> None:
    """Time grows with the texts."""
    ours, his = (parse(b"Subject: x\n\n" + one.encode(), Limits()) for one in (text, f"{HIS}\n{text}"))
    began = time.process_time()
    marked(his, sent(ours))
    assert time.process_time() - began < 1.0
