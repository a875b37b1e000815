"""One mail as the screening questions look at it: what they share is worked out once, and only if asked for.

Decides nothing. Only the head of a text is looked at, a machine says what it is at once; newsletters say at the end
why one gets them. What stands below the first quotation is not the sender's and never speaks against him.
"""

from __future__ import annotations

import re
from functools import cached_property

from intake.hints import DeskHints
from intake.mail import ParsedMail
from intake.phrases import folded, undotted

REPLY_PREFIX = re.compile(
    r"\s*(?:(?:re|aw|antw|antwoord|sv|ynt|yan|cvp|cevap|rép|ref|odp)\s*(?:\[\d+\]|\(\d+\))?\s*:)", re.IGNORECASE
)
FORWARD_PREFIX = re.compile(r"\s*(?:fwd?|fw|doorst|doorgest|wg|vs|vb|ilt|i̇lt|tr|i)\s*:", re.IGNORECASE)
_MARK = re.compile(r"^\s*(?:\[[^\]]{0,60}\]|\*{2,}\w*\*{2,})\s*")
_DAEMON = re.compile(
    r"(?:mailer[-_.]?daemon|post[-_.]?master|mail[-_. ]?(?:delivery|administrator)\w*|mdaemon|double-bounce|"
    r"maildaemon|system administrator)",
    re.IGNORECASE,
)
_DAEMON_NAME = re.compile(
    r"mail delivery (?:sub)?system|mailer-?daemon|mail deliver|postmaster|system|mail admin", re.IGNORECASE
)
_NO_REPLY = re.compile(
    r"(?:no|do[-_.]?not|ne[-_.]?pas|niet|nicht|ikke)[-_.]?(?:reply|respond|repondre|beantwoorden|"
    r"antworten|svar)|noreply",
    re.IGNORECASE,
)
_QUOTE = re.compile(
    r"^(?:[>|]|-{2,} ?\w[\w' ]{3,40} ?-{2,}|_{10,}$|\*?(?:From|Van|Von|Fra|Frå|Kimden|Gönderen|De) ?:\*? ?\S)",
    re.MULTILINE | re.IGNORECASE,
)
_ATTRIBUTION = re.compile(
    r"\b(?:wrote|schreef|schrieb|skrev|yazdı|a[ \xa0]écrit)(?: [^\n]{0,80})?[ \xa0\u202f]?:[ \t]*$", re.MULTILINE
)
_QUESTION = re.compile(r"(?<!urgent)(?<!urgent )\?(?=[\s\")]|$)")
# Questions that machines ask: "Urgent? Call …", "Questions? Visit …"
_RHETORICAL = re.compile(
    r"(?:\b(?:urgent|urgence|dringend\w*|spoed|eilig|haster det|haster|acil(?: mi| bir durum mu)?|emergency|"
    r"(?:any |more |nog |meer |noch |weitere |flere )?(?:questions|vragen|fragen|spørsmål)|d'autres questions|"
    r"need (?:help|assistance)|hulp nodig|not you|niet goed leesbaar|cannot (?:see|read) this \w+))\s?\?"
)
_HEAD, _TAIL = 4000, 1500


class View:
    """What the questions ask of a mail and its sender."""

    def __init__(self, mail: ParsedMail, hints: DeskHints) -> None:
        self.mail = mail
        self.hints = hints
        self.present = frozenset(name for name, _ in mail.headers)  # in small letters
        self.null = (self.header("return-path") or "").replace(" ", "") == "<>"
        self.replies = REPLY_PREFIX.match(mail.subject) is not None
        self.forwards = FORWARD_PREFIX.match(mail.subject) is not None

    def header(self, name: str) -> str | None:
        """The first header of that name (in small letters), or None."""
        return self.mail.header(name) if name in self.present else None

    @cached_property
    def subject(self) -> str:
        """Folded, without a list's or filter's mark before it."""
        return folded(_MARK.sub("", self.mail.subject[:500]))

    @cached_property
    def text(self) -> str:
        """The head of the text, folded."""
        return folded(self.mail.text[:_HEAD])

    @cached_property
    def own(self) -> str:
        """The head of the text above the first quotation, folded, its dates without full stops."""
        head = self.mail.text[:_HEAD]
        marked, told = _QUOTE.search(head), _ATTRIBUTION.search(head)
        if marked is None and told is None:
            return undotted(self.text)
        ends = (marked.start() if marked else _HEAD, head.rfind("\n", 0, told.start()) + 1 if told else _HEAD)
        return undotted(folded(head[: min(ends)]))

    @cached_property
    def tail(self) -> str:
        """The end of a long text, folded."""
        return folded(self.mail.text[_HEAD:][-_TAIL:])

    @cached_property
    def length(self) -> int:
        """Of the sender's own head of the text, in words."""
        return self.own.count(" ") + self.own.count("\n") + bool(self.own)

    @cached_property
    def asks(self) -> bool:
        """Whether the sender asks a question that wants an answer."""
        return "?" in self.own and _QUESTION.search(_RHETORICAL.sub(" ", self.own)) is not None

    @property
    def answers(self) -> bool:
        """Whether the mail says that it answers another."""
        return bool(self.mail.in_reply_to) or self.replies

    @cached_property
    def daemon(self) -> bool:
        """Whether a mail server's own account sent it. A person may be the postmaster of a small firm."""
        name, local = self.mail.sender.name, self.mail.sender.address.partition("@")[0]
        if _DAEMON_NAME.match(name):
            return True
        if not _DAEMON.fullmatch(local):
            return not local and _DAEMON.fullmatch(name.strip("<>")) is not None
        return not name or not re.match("post", local, re.IGNORECASE) or local.lower() in name.lower() or self.null

    @cached_property
    def reads_no_answers(self) -> bool:
        """Whether the sender's address says so ("no-reply"), or is a mail server's."""
        local = self.mail.sender.address.partition("@")[0]
        return _NO_REPLY.search(self.mail.sender.address) is not None or _DAEMON.fullmatch(local) is not None
