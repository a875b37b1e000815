"""Why something was decided, in a form that can be said in the reader's language.

A decision gives its reasons as sentences, which are kept with its event and shown to people who look into the records.
What also stands in a mail has a word for it, under which `templates/mail/because.md` finds it in every language. A
reason without a word is for the records alone: points, headers, what two parts of a mail disagree about.

Pure; it fails at nothing and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self


class Reason(str):
    """A sentence of the records, English, that mails can say under its `word`.

    `about` is what the word needs: the name of a product or of an engineer in the desk file, the tag of a language,
    somebody's words; `cases` is a number of cases.
    """

    word: str
    about: str
    cases: int

    def __new__(cls, said: str, word: str = "", about: str = "", cases: int = 0) -> Self:
        """`said` is all that those see who ask for a string."""
        reason = super().__new__(cls, said)
        reason.word, reason.about, reason.cases = word, about, cases
        return reason


def for_mails(reasons: Iterable[str]) -> list[dict[str, str | int]]:
    """What of some reasons mails may say, as an event keeps it: `word`, `about`, `cases` of each."""
    return [
        {"word": reason.word, "about": reason.about, "cases": reason.cases}
        for reason in reasons
        if isinstance(reason, Reason) and reason.word
    ]
