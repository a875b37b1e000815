"""Mails of a desk that does not exist, about cases that never were: for previews, checks and pictures.

Pure but for the templates that `words` reads; raises WordingError where a template is broken.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from notifier.compose import Button, CustomerText, Letter, compose
from notifier.wording import Words
from routing.submission import Party

CUSTOMER = Party("Ann Peeters", "ann@customer.example")
ENGINEER = Party("Jan Claes", "jan@desk.example")
DESK = Party("Desk", "visi.support@desk.example")
ZONE = ZoneInfo("Europe/Brussels")
_TO_CUSTOMERS = frozenset({"acknowledgement", "answer", "ask_back", "closing", "reopened", "waiting"})
_SAID = CustomerText(
    "Since the update the export of electrodes stops at 43 %.\n\nAnn Peeters",
    "<p>Since the update the export of electrodes stops at <b>43&nbsp;%</b>.</p><p>Ann Peeters</p>",
)
_ANSWERED = CustomerText(
    "Hello Ann,\n\nplease install build 24.0.118, then it works.\n\nKind regards\nJan",
    "<p>Hello Ann,</p><p>please install build <b>24.0.118</b>, then it works.</p><p>Kind regards<br>Jan</p>",
)
_BUTTONS = ("#close", "#wait", "#time 15m")


def sample(words: Words, occasion: str, language: str, values: Mapping[str, object], now: datetime) -> bytes:
    """The octets of one mail; `values` are an example of `notifier.examples.examples`."""
    to_customer = occasion in _TO_CUSTOMERS
    return compose(
        Letter(
            occasion=occasion,
            language=language,
            zone=ZONE,
            sender=DESK,
            recipient=CUSTOMER if to_customer else ENGINEER,
            message_id="sample.1@desk.example",
            date=now,
            values=values,
            loop="desk",
            automatic=occasion != "answer",
            customer=None if to_customer else _SAID,
            answer=_ANSWERED if occasion == "answer" else None,
            quote="> Since the update the export of electrodes stops at 43 %." if occasion == "answer" else "",
            buttons=()
            if to_customer
            else tuple(Button(command, f"mailto:{DESK.address}?body=%23{command[1:]}") for command in _BUTTONS),
        ),
        words,
    )
