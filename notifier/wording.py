"""The words of a mail: one Markdown source for each occasion, in the reader's language.

    mail/<occasion>/subject.txt    one line, plain
    mail/<occasion>/body.md        Markdown; text and HTML are both made from it
    mail/labels.md                 names of categories, details …, shared by the occasions
    mail/layout.html               the frame around the HTML
    locale/<lang>/LC_MESSAGES/intake.po

An operator's folder of the same shape is looked at first, file by file and phrase by phrase; a new language is one
catalogue. Catalogues are read as they are, nothing is compiled.

Values are strangers' text: Markdown is read while their punctuation is veiled, so a subject can neither make a link nor
a heading. Only the template and its translations are Markdown. Templates run sandboxed, an unknown value is an
error. What fails raises `WordingError`; the caller may then take `packaged()`, which has no operator's
templates, so that a slip in one of them costs its wording and not the mail. The sandbox bounds memory and names,
not time: an operator's endless loop is his own.

The only importer of jinja2.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from types import CodeType
from typing import Any
from zoneinfo import ZoneInfo

import jinja2
from babel import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from jinja2.bccache import Bucket
from jinja2.ext import extract_from_ast
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from notifier.characters import flat
from notifier.locales import FILTERS, locale_of
from notifier.veils import veiled

SOURCE_LANGUAGE = "en"
_DOMAIN = "intake"
_ALIASES = {"no": "nb", "nn": "nb"}


class WordingError(Exception):
    """A template or catalogue cannot be used; the text says which, where and why."""


class Source(str):
    """Text that already is Markdown: a translation, not a value."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Said:
    """An occasion in words: the subject as plain text, the body as Markdown."""

    subject: str
    body: str


def template_root() -> Path:
    """Where the packaged templates lie: beside this file in a wheel, else in the checkout."""
    packaged = Path(__file__).parent / "_templates"
    return packaged if packaged.is_dir() else Path(__file__).parents[1] / "templates"


def escape(value: object) -> Source:
    """A value as Markdown that says just that value, on one line."""
    if isinstance(value, Source):
        return value
    return Source(veiled(_plain(value)))


@dataclass(frozen=True)
class Words:
    """Templates and catalogues, an operator's before the packaged ones. Thread-safe; loads each file once."""

    operator: Path | None = None
    root: Path = field(default_factory=template_root)
    _loaded: dict[tuple[str, str], jinja2.Environment] = field(default_factory=dict, repr=False, compare=False)
    _compiled: dict[str, _Compiled] = field(default_factory=dict, repr=False, compare=False)
    _catalogues: dict[str, gettext.NullTranslations] = field(default_factory=dict, repr=False, compare=False)
    _languages: list[str] = field(default_factory=list, repr=False, compare=False)

    def packaged(self) -> Words:
        """The same without the operator's folder."""
        return Words(root=self.root)

    def languages(self) -> tuple[str, ...]:
        """Every language there is a catalogue for, the source language first; looked up once."""
        if not self._languages:
            self._languages.extend(self._find_languages())
        return tuple(self._languages)

    def _find_languages(self) -> tuple[str, ...]:
        found = {p.parts[-3] for folder in self._folders() for p in folder.glob(f"locale/*/LC_MESSAGES/{_DOMAIN}.po")}
        return (SOURCE_LANGUAGE, *sorted(found - {SOURCE_LANGUAGE}))

    def language(self, wanted: str | None) -> str:
        """The language to write in for a tag such as `nl-BE` or None: ours if we have it, else the source's."""
        tag = re.split(r"[-_]", (wanted or "").lower())[0]
        tag = _ALIASES.get(tag, tag)
        return tag if tag in self.languages() else SOURCE_LANGUAGE

    def occasions(self) -> tuple[str, ...]:
        """Every occasion there are words for."""
        return tuple(sorted({p.parent.name for folder in self._folders() for p in folder.glob("mail/*/body.md")}))

    def say(self, occasion: str, language: str, zone: ZoneInfo, values: Mapping[str, object]) -> Said:
        """Subject and body for the occasion. `values` must hold every name the template asks for."""
        context = {**values, "zone": zone}
        subject = self._render(f"{occasion}/subject.txt", language, "plain", context)
        return Said(flat(subject), self._render(f"{occasion}/body.md", language, "markdown", context))

    def frame(self, language: str, subject: str, sender: str, body: str, marker: str = "") -> str:
        """The HTML document around `body`, which is trusted HTML; the rest is escaped."""
        values = {"language": language, "subject": subject, "sender": sender, "marker": marker}
        return self._render("layout.html", language, "html", {**values, "body": Markup(body)})  # noqa: S704

    def message_ids(self) -> Iterator[tuple[str, str]]:
        """(template, message id) of everything the packaged templates ask translations for; plurals as well."""
        environment = self._environment("plain", SOURCE_LANGUAGE)
        for path in sorted((self.root / "mail").rglob("*")):
            if path.suffix in {".txt", ".md", ".html"}:
                name = str(path.relative_to(self.root / "mail"))
                for _, _, message in extract_from_ast(environment.parse(path.read_text("utf-8")), ["_", "ngettext"]):
                    texts = (message,) if isinstance(message, str) else (message or ())
                    yield from ((name, text) for text in texts if text)

    def _folders(self) -> tuple[Path, ...]:
        return (self.operator, self.root) if self.operator is not None else (self.root,)

    def _render(self, name: str, language: str, sort: str, values: Mapping[str, object]) -> str:
        language = self.language(language)
        try:
            return self._environment(sort, language).get_template(name).render(values)
        except jinja2.TemplateSyntaxError as slip:
            raise WordingError(f"{slip.filename or name}, line {slip.lineno}: {slip.message}") from slip
        except jinja2.TemplateNotFound as missing:
            raise WordingError(f"no template {missing.name}") from missing
        except (jinja2.TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as slip:
            raise WordingError(f"{name} ({language}): {type(slip).__name__}: {slip}") from slip

    def _environment(self, sort: str, language: str) -> jinja2.Environment:
        """`sort` says how values are written: plain, markdown or html."""
        if (sort, language) not in self._loaded:
            folders = [folder / "mail" for folder in self._folders()]
            compiled = self._compiled.setdefault(sort, _Compiled())
            self._loaded[sort, language] = _environment(folders, sort, language, self._catalogue(language), compiled)
        return self._loaded[sort, language]

    def _catalogue(self, language: str) -> gettext.NullTranslations:
        if language not in self._catalogues:
            chain: gettext.NullTranslations = gettext.NullTranslations()
            for folder in reversed(self._folders()):
                path = folder / "locale" / language / "LC_MESSAGES" / f"{_DOMAIN}.po"
                if path.is_file():
                    translations = _read_catalogue(path, language)
                    translations.add_fallback(chain)
                    chain = translations
            self._catalogues[language] = chain
        return self._catalogues[language]


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's; it judges an attribute by its name and its owner's type, so each pair needs judging only once."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - whatever Jinja takes
        super().__init__(**options)
        self._judged: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        safe = self._judged.get((type(obj), attr))
        if safe is None:
            safe = self._judged[type(obj), attr] = super().is_safe_attribute(obj, attr, value)
        return safe


class _Compiled(jinja2.BytecodeCache):
    """What was compiled for one language serves the others: their environments differ in names only, not in code."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


def _environment(
    folders: list[Path], sort: str, language: str, catalogue: gettext.NullTranslations, compiled: _Compiled
) -> jinja2.Environment:
    finalize: Callable[[object], object] = {"plain": _plain, "markdown": escape, "html": lambda value: value}[sort]
    environment = _Sandbox(
        loader=jinja2.FileSystemLoader(folders),
        undefined=jinja2.StrictUndefined,
        autoescape=sort == "html",
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=compiled,
    )
    locale = locale_of(language)
    environment.globals.update(
        _=partial(_translate, catalogue, finalize), ngettext=partial(_translate_count, catalogue, finalize)
    )
    environment.filters.update({name: _spoken(said, locale) for name, said in FILTERS.items()})
    return environment


def _spoken(said: Callable[..., str], locale: Locale) -> Callable[..., str]:
    """A filter in one language. What takes a context is never worked out while a template is compiled (for all)."""

    @jinja2.pass_context
    def spoken(_context: Context, *values: Any) -> str:  # noqa: ANN401 - what the template gives
        return said(locale, *values)

    return spoken


def _translate(
    catalogue: gettext.NullTranslations, written: Callable[[object], object], text: str, **values: object
) -> Source:
    return Source(catalogue.gettext(text) % {name: written(value) for name, value in values.items()})


def _translate_count(
    catalogue: gettext.NullTranslations,
    written: Callable[[object], object],
    one: str,
    many: str,
    count: int,
    **values: object,
) -> Source:
    phrase = catalogue.ngettext(one, many, count)
    return Source(phrase % {"count": count, **{name: written(value) for name, value in values.items()}})


def _read_catalogue(path: Path, language: str) -> gettext.NullTranslations:
    try:
        with path.open("rb") as file:
            compiled = BytesIO()
            write_mo(compiled, read_po(file, locale=language, abort_invalid=True))
    except (OSError, PoFileError, UnknownLocaleError, LookupError, ValueError) as slip:
        raise WordingError(f"{path}: {slip}") from slip
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _plain(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, Source) else flat(str(value), 1000)
