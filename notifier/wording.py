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
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jinja2
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_skeleton, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit
from jinja2.ext import extract_from_ast
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from notifier.characters import flat
from notifier.veils import veiled

SOURCE_LANGUAGE = "en"
_DOMAIN = "intake"
_KEPT = 512  # days and times in words: of many mails they are the same
_LONG = 600  # minutes from which on the odd ones are left out
_LOCALES = {"en": "en_GB"}  # 24 hours and day before month, as the whole of Europe reads it
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
            self._loaded[sort, language] = _environment(
                [folder / "mail" for folder in self._folders()], sort, language, self._catalogue(language)
            )
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


def weekday(language: str, day: date) -> str:
    """A day as short as a column: Mon 16."""
    return _weekday(_locale(language), day)


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


def _environment(
    folders: list[Path], sort: str, language: str, catalogue: gettext.NullTranslations
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
    )
    locale = _locale(language)
    environment.globals.update(
        _=partial(_translate, catalogue, finalize), ngettext=partial(_translate_count, catalogue, finalize)
    )
    environment.filters.update(
        day=partial(_day, locale),
        clock=partial(_clock, locale),
        moment=partial(_moment, locale),
        date=partial(_date, locale),
        duration=partial(_duration, locale),
        money=partial(_money, locale),
        short_date=partial(_short_date, locale),
        weekday=partial(_weekday, locale),
        near=partial(_near, locale),
        hours=partial(_hours, locale),
        percent=partial(_percent, locale),
        language_name=partial(_language_name, locale),
    )
    return environment


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


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(_LOCALES.get(language, language))
    except (UnknownLocaleError, ValueError):  # an operator's own language that CLDR does not have
        return Locale.parse(_LOCALES[SOURCE_LANGUAGE])


def _day(locale: Locale, value: datetime, zone: ZoneInfo) -> str:
    return _full_date(locale, value.astimezone(zone).date())


def _clock(locale: Locale, value: datetime, zone: ZoneInfo) -> str:
    return _short_time(locale, value.astimezone(zone).time().replace(second=0, microsecond=0))


def _moment(locale: Locale, value: datetime, zone: ZoneInfo) -> str:
    return format_datetime(value.astimezone(zone), "short", locale=locale)


@lru_cache(_KEPT)
def _full_date(locale: Locale, day: date) -> str:
    return format_date(day, "full", locale)


@lru_cache(_KEPT)
def _short_time(locale: Locale, clock: time) -> str:
    return format_time(clock, "short", locale=locale)


def _date(locale: Locale, value: date) -> str:
    return format_date(value, "long", locale)


def _duration(locale: Locale, minutes: int) -> str:
    """Hours and minutes: `1 hr 30 min`."""
    hours, rest = divmod(minutes, 60)
    said = [format_unit(hours, "duration-hour", "short", locale=locale)] if hours else []
    if rest or not hours:
        said.append(format_unit(rest, "duration-minute", "short", locale=locale))
    return " ".join(said)


def _money(locale: Locale, amount: Decimal, currency: str | None) -> str:
    """An amount with its currency, or a bare one."""
    if currency is None:
        return format_decimal(amount, "#,##0.00", locale=locale)
    return format_currency(amount, currency, locale=locale)


def _short_date(locale: Locale, value: date) -> str:
    return format_date(value, "medium", locale)


def _weekday(locale: Locale, value: date) -> str:
    return format_skeleton("Ed", datetime.combine(value, time()), locale=locale)


def _near(locale: Locale, value: datetime, zone: ZoneInfo) -> str:
    """A moment not far away: Fri 20 Nov, 16:40."""
    local = value.astimezone(zone)
    return f"{_near_date(locale, local.date())}, {_clock(locale, value, zone)}"


@lru_cache(_KEPT)
def _near_date(locale: Locale, day: date) -> str:
    return format_skeleton("MMMEd", datetime.combine(day, time()), locale=locale)


def _hours(locale: Locale, minutes: float) -> str:
    """Minutes as hours and minutes; from ten hours on, whole hours."""
    whole = round(minutes)
    hours, rest = (round(whole / 60), 0) if whole >= _LONG else divmod(whole, 60)
    parts = [format_unit(hours, "hour", "short", locale=locale)] if hours else []
    parts += [format_unit(rest, "minute", "short", locale=locale)] if rest or not hours else []
    return " ".join(parts)


def _percent(locale: Locale, share: float) -> str:
    return format_percent(share, locale=locale)


def _language_name(locale: Locale, tag: str) -> str:
    try:
        return Locale.parse(tag, sep="-").get_display_name(locale) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def _plain(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, Source) else flat(str(value), 1000)
