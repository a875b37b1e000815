"""What an engineer newly wrote, once the mails that he was sent are at hand: they decide where marks alone do not.

A mail alone does not say what it answers: the store does, and the reader process is given both. Each draft is held
against all notifications that its references name (`intake/leaks.py`); where it is then not certain, or is taken for
orders that stand in the quote, the mail is read again with the quote marked that our mail shows to be one
(`intake/own_words.py`). The second reading counts only if it is certain by the same rules and holds nothing of ours, so
it can spare a question and cannot lose one. Pure; never raises.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial

from intake import own_words, quoting, relay
from intake.html_text import to_text
from intake.leaks import against, secrets_of, words_of
from intake.limits import Limits
from intake.mail import ParsedMail, parse
from intake.reading import Reading
from routing.submission import Draft

_MOST = 200_000  # characters of our mail's HTML


def held(reading: Reading, notifications: Sequence[tuple[str, bytes]], limits: Limits) -> Reading:
    """The same with the draft as `judged` leaves it; `notifications` are ours that he names, with their Message-IDs."""
    sent = [(message_id, parse(raw, limits)) for message_id, raw in notifications]
    answered = [mail for message_id, mail in sent if message_id in reading.mail.in_reply_to]
    draft = judged(reading, [mail for _, mail in sent], answered)
    return replace(reading, draft=draft, held_against=tuple(message_id for message_id, _ in sent))


def judged(reading: Reading, notifications: Sequence[ParsedMail], answered: Sequence[ParsedMail]) -> Draft:
    """The draft of an engineer's mail, sure only of what holds nothing of `notifications`.

    `answered` are those of them that it answers directly (RFC 5322 3.6.4 In-Reply-To).
    """
    texts = [one.text for one in notifications]
    addresses = [party.address for one in notifications for party in one.reply_to]
    secrets = secrets_of("\n".join((*texts, *addresses)))

    @cache  # to lay out HTML takes longer than all the rest, and few quotes hold a word that our text does not
    def around() -> frozenset[str]:
        return frozenset(word for one in notifications for word in words_of(_around(one)))

    hold = partial(against, around=around, secrets=secrets)
    first = hold(reading.draft, texts, (reading.quoted_text, reading.signature))
    if (first.certainty >= relay.CERTAIN and not first.misspelt) or reading.forwarded is not None:
        return first
    if len(answered) != 1:
        return first
    second = _read_again(reading.mail, own_words.sent(answered[0]), texts, hold)
    return second if second is not None and second.certainty >= relay.CERTAIN else first


def _around(notification: ParsedMail) -> str:
    """What a client quotes besides the plain text: header block and HTML, which has a letterhead and buttons."""
    people = (notification.sender, *notification.to, *notification.cc, *notification.reply_to)
    named = " ".join(f"{party.name} {party.address}" for party in people)
    return f"{notification.subject}\n{named}\n{to_text(notification.html or '', _MOST)[0]}"


def _read_again(
    mail: ParsedMail, ours: own_words.Sent, texts: Sequence[str], hold: Callable[..., Draft]
) -> Draft | None:
    found = own_words.marked(mail, ours)
    if found is None:
        return None
    split = quoting.of_mail(found.mail)
    private = ours.text if found.whole else ""
    drafted = relay.draft(found.mail, split, with_html=True, private=private)
    return hold(drafted, texts, (split.quoted, split.signature))
