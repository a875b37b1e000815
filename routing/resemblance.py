"""Which organisation a company's name in a mail may mean: a suggestion for people, never a decision.

The only file that knows rapidfuzz. Names are compared without legal forms (BV, GmbH, AS, Ltd. Şti. …), accents and
capitals, also with umlauts spelt out. Where two organisations fit alike, nobody is suggested. Pure, never raises.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from routing.folding import folded, parted


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


LEAST = 88.0  # of 100: a letter or two in a name of a dozen
_LEAD = 4.0  # by which the best must be ahead of another organisation
_SHORTEST = 4  # letters of a name of one word that another name may begin with
_DOTTED = re.compile(r"\b(\w)\.\s?(?=\w\b)")  # B. V. -> BV
_WORD = re.compile(r"[^\W_]+")
_LEGAL = _set(
    """
    bv nv bvba cvba cv vof vzw sprl sa srl sarl sas sasu eurl snc scop asbl gmbh ag kg kgaa ohg gbr mbh ug ek ev eg se
    as asa ans da iks kf sf aps ab oy oyj ltd limited llc llp inc corp corporation plc co company sti sirketi
    san sanayi tic ticaret ve spa kft sro zoo sp
    holding group groep gruppe
    """
)
_LINKS = _set("de der den des du la le les the het een van von und en et og ve and of for voor")


@dataclass(frozen=True, slots=True)
class Resemblance:
    """An organisation whose name is like one in a mail."""

    organisation_id: int
    name: str
    score: float  # 0..100


def resembling(said: str, known: Sequence[tuple[int, str]]) -> Resemblance | None:
    """The one of the known (key, name) that a name said in a mail probably means, or None."""
    asked = _bare(said)
    if not known or len(asked.replace(" ", "")) < _SHORTEST:
        return None
    from rapidfuzz import fuzz, process

    names = [_bare(name) for _, name in known]
    found = process.extract(asked, names, scorer=fuzz.token_sort_ratio, score_cutoff=LEAST, limit=3)
    found = found or _within(asked, names)
    if not found or (len(found) > 1 and found[0][1] - found[1][1] < _LEAD):
        return None
    _, score, at = found[0]
    return Resemblance(known[at][0], known[at][1], round(float(score), 1))


def _within(asked: str, names: Sequence[str]) -> list[tuple[str, float, int]]:
    """Names of which the other is the beginning, word by word: "Maes" for "Maes Tooling"."""
    first, words = asked.split(" ", 1)[0], asked.split()
    if len(first) < _SHORTEST:
        return []
    found = []
    for at, name in enumerate(names):
        theirs = name.split()
        short, long = sorted((words, theirs), key=len)
        if short and long[: len(short)] == short and len(short) < len(long):
            found.append((name, LEAST, at))
    return found[:3]


@lru_cache(maxsize=65_536)  # the names of a desk's organisations, folded once
def _bare(name: str) -> str:
    """A name's words without what says nothing, folded; umlauts spelt out as their letters are."""
    head = _DOTTED.sub(r"\1", parted(name)[0])
    words = _WORD.findall(_shortened(folded(head)))
    telling = [word for word in words if word not in _LEGAL and word not in _LINKS]
    return " ".join(telling or words)


def _shortened(text: str) -> str:
    """ae, oe and ue as a, o and u, so that Rüther, Ruether and Ruther are one."""
    return text.replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("ss", "s").replace("ß", "s")
