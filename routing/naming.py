"""Whom and what of the desk somebody means by a name, and which addresses a line holds.

Engineers by key, address, full name or any words of it ("Claes, Jan"), products by key, title or a word of theirs;
capitals, accents and signs do not count, and umlauts may be spelt out. Pure, never raises, looks at the first `LINE`
characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from routing.desk import Desk, Engineer, Product
from routing.domains import ascii_domain
from routing.folding import folded, nearest, parted, spellings, words

LINE = 2000  # characters in which addresses are looked for
_TO = frozenset({"to", "aan", "an", "til", "a"})
# What stands behind the comma of a name that is in order already.
_BEHIND_A_COMMA = frozenset(
    {"inc", "ltd", "llc", "gmbh", "ag", "kg", "bv", "nv", "sa", "srl", "sarl", "as", "jr", "sr", "phd", "md"}
)
_EDGES = "\"'<>()[]{},;:.!?`*_|“”‘’«»"
_CUT = re.compile(r"[\s<>()\[\],;|\"“”«»]+")
# Letters of any script (RFC 6531 3.3): where a server lacks SMTPUTF8, only the mail to that address stays behind.
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{}~-]+(?:\.[\w!#$%&'*+/=?^`{}~-]+)*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE | re.ASCII)


def given_first(name: str) -> str:
    """The given name first: "Maes, Gunther", as directories write it, is Gunther Maes; "Acme, Inc." stays."""
    family, comma, given = name.partition(",")
    if not comma or not given.strip() or "," in given or folded(given).replace(".", "").strip() in _BEHIND_A_COMMA:
        return name
    return f"{given.strip()} {family.strip()}"


def engineer_named(desk: Desk, value: str) -> Engineer | None:
    """The one engineer that a name or an address fits; None for nobody and for several."""
    line = value[:LINE]
    if found := addresses(line):
        return desk.engineer_at(found[0]) if len(found) == 1 else None
    first, *rest = line.split(None, 1) or ("",)
    return _engineer(desk, line) or (_engineer(desk, rest[0]) if rest and folded(first) in _TO else None)


def nearest_engineer(desk: Desk, value: str) -> str | None:
    """The key of whoever has the most similar name; the first engineer's, so that an answer always shows how."""
    known = {
        word: engineer.name
        for engineer in reversed(desk.engineers)
        for text in (engineer.full_name, engineer.name)
        for word in (" ".join(words(text)), *words(text))
    }
    return _nearest(known, value) or next((engineer.name for engineer in desk.engineers), None)


def product_named(desk: Desk, value: str) -> Product | None:
    """The one product that a key, title or word fits; blanks and hyphens do not count."""
    asked = _joined(value)
    for names in (_key, _title, _words):
        named = [product for product in desk.products if asked and asked & _all_joined(names(product))]
        if named:
            return named[0] if len(named) == 1 else None
    return None


def nearest_product(desk: Desk, value: str) -> str | None:
    """The key of the product with the most similar name, or the first one's."""
    known = {
        word: product.name
        for product in reversed(desk.products)
        for word in _all_joined((product.name, product.title, *product.words))
    }
    return _nearest(known, "".join(words(value))) or next((product.name for product in desk.products), None)


def addresses(line: str) -> tuple[str, ...]:
    """The addresses of a line, each once, plain, in angle brackets, or as a link that a mail client made of one."""
    found: dict[str, str] = {}
    for piece in _CUT.split(line[:LINE]):
        bare = _bare(piece)
        if is_address(bare):
            found.setdefault(bare.lower(), bare)
    return tuple(found.values())


def behind_addresses(line: str) -> str:
    """What stands behind the last address of a line, without signs: "please" in `ann@a.example please`."""
    pieces = [piece for piece in (_bare(piece) for piece in _CUT.split(line[:LINE])) if piece]
    last = max((at for at, piece in enumerate(pieces) if is_address(piece)), default=-1)
    return " ".join(words(" ".join(pieces[last + 1 :])))


def is_address(text: str) -> bool:
    """Whether it can be written to: a dot-string (RFC 5321, RFC 6531) at a domain name of two labels or more."""
    local, at, domain = text.rpartition("@")
    labels = ascii_domain(domain).split(".")
    if not at or not 1 <= len(local) <= 64 or len(domain) > 253 or len(labels) < 2:
        return False
    if labels[-1].isdigit() or not _LOCAL.fullmatch(local):
        return False
    return all(_LABEL.fullmatch(label) for label in labels)


def _engineer(desk: Desk, line: str) -> Engineer | None:
    asked = spellings(line)
    for fits in (_is_key, _is_whole, _is_part):
        named = [engineer for engineer in desk.engineers if fits(engineer, asked)]
        if named:
            return named[0] if len(named) == 1 else None
    return None


def _bare(piece: str) -> str:
    bare = parted(piece)[0].strip(_EDGES)
    if bare[:7].lower() == "mailto:":
        bare = bare[7:].partition("?")[0]
    return bare.strip(_EDGES)


def _is_key(engineer: Engineer, asked: frozenset[tuple[str, ...]]) -> bool:
    return bool(spellings(engineer.name) & asked - {()})


def _is_whole(engineer: Engineer, asked: frozenset[tuple[str, ...]]) -> bool:
    return bool(spellings(engineer.full_name) & asked - {()})


def _is_part(engineer: Engineer, asked: frozenset[tuple[str, ...]]) -> bool:
    named = spellings(engineer.full_name)
    return any(said and set(said) <= set(name) for said in asked for name in named)


def _key(product: Product) -> tuple[str, ...]:
    return (product.name,)


def _title(product: Product) -> tuple[str, ...]:
    return (product.title,)


def _words(product: Product) -> tuple[str, ...]:
    return product.words


def _joined(name: str) -> frozenset[str]:
    return frozenset("".join(spelt) for spelt in spellings(name)) - {""}


def _all_joined(names: Iterable[str]) -> frozenset[str]:
    return frozenset(joined for name in names for joined in _joined(name))


def _nearest(known: dict[str, str], value: str) -> str | None:
    asked = words(value[:LINE])
    for word in (" ".join(asked), *asked[:4]):
        if near := nearest(word, known):
            return known[near]
    return None
