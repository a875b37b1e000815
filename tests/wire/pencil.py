"""Where an engineer puts his words in the draft that his mail client gives him.

`write` does it; run as a program it is the editor that neomutt and s-nail start: `pencil.py PLAN DRAFT`, the plan
being the reply as JSON (`Reply.plan`). What the client put there, attribution and quote, stays as it is, but where the
layout says that he took it out. Standard library only, for it starts with every reply; it fails where a file is
missing or a layout is none of those that `Reply` names.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Reply:
    """What is written, and how.

    `layout`: top | bottom | interleaved (`inside`: below which lines of the quote he writes what; the rest stands at
    the top) | unquoted (he deletes all that was there) | unmarked (as top; his client puts no sign before the quote
    and no line above it). `cursor`: spaced | tight | lowered, as far as the quote is from his words.
    """

    typed: tuple[str, ...]
    layout: str = "top"
    cursor: str = "spaced"
    inside: tuple[tuple[str, str], ...] = ()
    attribution: str = "On {date} at {time}, {sender} wrote:"
    files: tuple[str, ...] = ()

    def plan(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self))


def read_plan(text: str) -> Reply:
    """What `Reply.plan` wrote."""
    fields = json.loads(text)
    pairs = tuple((question, answer) for question, answer in fields.pop("inside"))
    return Reply(**fields | {"typed": tuple(fields["typed"]), "inside": pairs, "files": tuple(fields["files"])})


def write(draft: str, reply: Reply) -> str:
    """The draft with his words in it."""
    there = draft.strip("\n").split("\n")
    typed = list(reply.typed)
    if reply.layout == "unquoted":
        return "\n".join(typed) + "\n"
    if reply.layout not in ("top", "bottom", "interleaved", "unmarked"):
        raise ValueError(reply.layout)
    if reply.layout == "bottom":
        return "\n".join([*there, "", *typed]) + "\n"
    start = [""] if reply.cursor == "lowered" else []
    gap = {"spaced": [""], "tight": [], "lowered": ["", ""]}[reply.cursor]
    return "\n".join([*start, *typed, *gap, *_answered(there, dict(reply.inside))]) + "\n"


def _answered(there: list[str], inside: dict[str, str]) -> list[str]:
    rows, left = [], dict(inside)
    for line in there:
        rows.append(line)
        if (answer := left.pop(line.lstrip("> ").strip(), None)) is not None:
            rows += ["", answer, ""]
    return rows


if __name__ == "__main__":
    reply, draft = (Path(name).read_text(encoding="utf-8") for name in sys.argv[1:3])
    Path(sys.argv[2]).write_text(write(draft, read_plan(reply)), encoding="utf-8")
