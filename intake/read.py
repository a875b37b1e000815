"""One mail, wholly read: every pure reader's answer over one shared `ParsedMail`.

It decides nothing itself: it asks each reader once, in the order in which they need one another's answers. Imported by
the reader process and by `intake inspect` alone, for the tables of words below take seconds to build.
"""

from __future__ import annotations

from dataclasses import replace

from intake import absence as absences
from intake import bounce as bounces
from intake import casefile, file_links, forwarding, language, quoting, relay, screening
from intake.file_links import FileLink
from intake.hints import DeskHints
from intake.limits import Limits
from intake.mail import ParsedMail, parse
from intake.reading import Reading
from intake.thanks import is_only_thanks
from routing.classify import classify
from routing.submission import Details, Kind, Party

__all__ = ["read"]


def read(raw: bytes, limits: Limits, hints: DeskHints, *, for_relay: bool = False) -> Reading:
    """Read one mail. Pure; raises only for a bug, which the caller's fault barrier takes.

    `for_relay` makes the whole draft, its HTML cut, whoever wrote the mail; else only of our own people's.
    """
    mail = parse(raw, limits, hints.seen_pictures)
    screened = screening.screen(mail, hints)
    forward = forwarding.find(mail, hints) if screened.kind is Kind.PERSON else None
    writer = mail.sender.name
    split = quoting.split(forward.comment, (), writer) if forward else quoting.of_mail(mail)
    original = quoting.split(forward.original.text, (), _name(forward.original.sender)) if forward else None
    reading = Reading(
        mail=mail,
        kind=screened.kind,
        follow_up=screened.follow_up,
        acknowledge=screened.acknowledge,
        language=_language(mail, split, original),
        visible_text=split.visible,
        signature=split.signature,
        quoted_text=split.quoted,
        forwarded=forward.original if forward else None,
        ticket_number=screening.ticket_number(mail.subject, hints),
        classification=None,
        critical=False,
        resolved_by_customer=False,
        topics=(),
        details=Details(),
        missing=(),
        bounce=bounces.read(mail) if screened.kind is Kind.BOUNCE else None,
        reasons=_reasons(
            kind=screened.reasons, visible_text=split.reasons, forwarded=(forward.reason,) if forward else ()
        ),
        problems=mail.problems,
        certainty=split.certainty,
        forward_certainty=forward.certainty if forward else 1.0,
    )
    if screened.kind is Kind.AUTO_REPLY:
        return replace(reading, absence=absences.read(mail, reading.language, hints.country))
    if screened.kind is not Kind.PERSON:
        return reading
    with_html = for_relay or mail.sender.address.lower() in hints.staff_addresses
    drafted = relay.draft(mail, split, forward=forward.certainty if forward else None, with_html=with_html)
    thanks = forward is None and not any(file.attachment for file in mail.files) and is_only_thanks(split.visible)
    return replace(_with_case(reading, original, hints), draft=drafted, only_thanks=thanks)


def _name(party: Party | None) -> str:
    return party.name if party else ""


def _reasons(**told: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {key: value for key, value in told.items() if value}


def _language(mail: ParsedMail, split: quoting.Split, original: quoting.Split | None) -> str | None:
    written = f"{split.visible}\n{original.visible if original else ''}".strip() or split.signature
    return language.detect(written, mail.subject) or (language.detect(mail.text) if not written else None)


def _with_case(reading: Reading, original: quoting.Split | None, hints: DeskHints) -> Reading:
    """The reading of a person's mail with its case file and category."""
    told = casefile.Told(
        subject=reading.mail.subject,
        visible=reading.visible_text,
        signature=reading.signature,
        sender=reading.mail.sender,
        language=reading.language,
        original=original.visible if original else "",
        original_signature=original.signature if original else "",
        original_sender=reading.forwarded.sender if reading.forwarded else None,
        follow_up=reading.follow_up,
    )
    case = casefile.read(told, hints)
    category = classify(told.subject, f"{told.visible}\n{told.original}".strip(), told.language)
    return replace(
        reading,
        classification=category,
        critical=case.critical,
        resolved_by_customer=case.resolved_by_customer,
        topics=case.topics,
        details=case.details,
        missing=() if reading.follow_up else case.missing,
        flags=case.flags,
        promises=case.promises,
        links=_links(reading),
        reasons={**reading.reasons, **case.reasons, "category": category.reasons},
    )


def _links(reading: Reading) -> tuple[FileLink, ...]:
    """Of the HTML only where nothing was quoted, for a quoted link is no new one."""
    mail, forward = reading.mail, reading.forwarded
    text = f"{reading.visible_text}\n{forward.text if forward else ''}"
    html = None if reading.quoted_text else mail.html
    return file_links.find(text, html, mail.date.date() if mail.date else None)
