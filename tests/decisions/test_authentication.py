"""Authentication-Results as servers write them and as forgers do, and what they say for the author of a mail."""

# ruff: noqa: E501 - headers as they come

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.authentication import Author, Trust, aligned, author, by_headers, domain_of, read_results
from intake.headers import Fields
from intake.limits import Limits
from intake.mail import parse

STAFF = frozenset({"acme.example", "münchen.example".encode("idna").decode()})
TRUST = Trust(
    authserv_ids=frozenset({"mx.acme.example", "mx.google.com"}),
    arc_sealers=frozenset({"forwarder.example"}),
    staff_domains=STAFF,
    own_domains=frozenset({"acme.example"}),
)
TENANT = Trust(microsoft365=True, staff_domains=STAFF, own_domains=frozenset({"acme.example"}))
JAN = "jan@acme.example"


def header(text: str, sender: str = f"Jan <{JAN}>") -> Fields:
    """The trace of a mail that has these fields on top."""
    raw = f"{text.strip()}\nFrom: {sender}\nSubject: x\n\nText\n".lstrip()
    return parse(raw.replace("\n", "\r\n").encode("utf-8", "surrogateescape"), Limits()).trace


def said(text: str, trust: Trust = TRUST, *, fetched: bool = True, address: str = JAN) -> tuple[bool, str]:
    """Whether the author is vouched for, and the first reason."""
    trace = header(text, address)
    who = author(trace, address)
    assert who is not None
    vouch = by_headers(trace, who, trust, fetched=fetched)
    return vouch.aligned, vouch.reasons[0]


# -- forms of servers

GOOD_FORMS = {
    "Gmail, below its own Received": """
Received: by 2002:a05:6a10:0:0:0:0:1 with SMTP id x1csp1; Mon, 23 Nov 2026 01:00:00 -0800 (PST)
Return-Path: <jan@acme.example>
Received: from out.acme.example (out.acme.example. [203.0.113.9])
        by mx.google.com with ESMTPS id a1si1
        for <visi@acme.example>; Mon, 23 Nov 2026 01:00:00 -0800 (PST)
Authentication-Results: mx.google.com;
       dkim=pass header.i=@acme.example header.s=s1 header.b=AbC/dE+1;
       spf=pass (google.com: domain of jan@acme.example designates 203.0.113.9 as permitted sender) smtp.mailfrom=jan@acme.example;
       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=acme.example
Received: from laptop by out.acme.example""",
    "OpenDMARC, only DMARC": """
Authentication-Results: mx.acme.example; dmarc=pass (p=quarantine dis=none) header.from=acme.example
Received: from out.acme.example (out.acme.example [203.0.113.9]) by mx.acme.example (Postfix) with ESMTPS id 1
Authentication-Results: mx.acme.example; dkim=pass (2048-bit key) header.d=acme.example""",
    "rspamd, without DMARC": """
Authentication-Results: mx.acme.example;
\tdkim=pass header.d=acme.example header.s=s1 header.b="x;y=z";
\tdmarc=none;
\tspf=none (mx.acme.example: domain of bounce@mailer.example has no SPF policy) smtp.mailfrom=bounce@mailer.example""",
    "version, capitals, blanks and a reason": """
Authentication-Results: MX.Acme.Example 1 ; DKIM / 1 = PASS reason = "good; very \\" good" Header.D = ACME.example""",
    "a name in quotes and nested comments": """
Authentication-Results: "mx.acme.example" (a (nested; dmarc=fail) one); spf=pass smtp.mailfrom=acme.example""",
    "a bounce address of a sub-domain": "Authentication-Results: mx.acme.example; spf=pass smtp.mailfrom=b@bounce.acme.example",
    "behind a content filter, below the first Received": """
Received: from localhost (localhost [127.0.0.1]) by mx.acme.example (Postfix) with ESMTP id 3
Received: from mx.acme.example ([127.0.0.1]) by localhost (mx.acme.example [127.0.0.1]) (amavis, port 10024) with ESMTP
Received: from out.acme.example (out.acme.example [203.0.113.9]) by mx.acme.example (Postfix) with ESMTPS id 1
Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example
Received: from laptop by out.acme.example""",
    "with a letter that is no ASCII in a comment": "Authentication-Results: mx.acme.example; dmarc=pass (für) header.from=acme.example",
}  # fmt: skip


@pytest.mark.parametrize("form", GOOD_FORMS)
def test_what_servers_write_is_understood(form: str) -> None:
    """Comments, folding, quotes, several results, other results beside them."""
    assert said(GOOD_FORMS[form])[0], said(GOOD_FORMS[form])


BAD_FORMS = {
    "nothing": "Received: from a by mx.acme.example",
    "an unknown server": "Authentication-Results: mx.evil.example; dmarc=pass header.from=acme.example",
    "a server whose name only begins alike": "Authentication-Results: mx.acme.example.evil.example; dmarc=pass header.from=acme.example",
    "no result": "Authentication-Results: mx.acme.example; none",
    "DMARC of another From": "Authentication-Results: mx.acme.example; dmarc=pass header.from=evil.example",
    "DMARC of nobody": "Authentication-Results: mx.acme.example; dmarc=pass",
    "DMARC failed, DKIM passed": "Authentication-Results: mx.acme.example; dmarc=fail header.from=acme.example; dkim=pass header.d=acme.example",
    "DMARC twice": "Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example; dmarc=fail header.from=acme.example",
    "DKIM of another": "Authentication-Results: mx.acme.example; dkim=pass header.d=mailer.example; spf=pass smtp.mailfrom=mailer.example",
    "a name that ends alike": "Authentication-Results: mx.acme.example; dkim=pass header.d=notacme.example",
    "a domain above": "Authentication-Results: mx.acme.example; dkim=pass header.d=example",
    "SPF of HELO": "Authentication-Results: mx.acme.example; spf=pass smtp.helo=acme.example",
    "SPF of the null sender": "Authentication-Results: mx.acme.example; spf=pass smtp.mailfrom=<>",
    "softfail": "Authentication-Results: mx.acme.example; spf=softfail smtp.mailfrom=acme.example",
    "a result within a comment": "Authentication-Results: mx.acme.example; spf=fail (dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example)",
    "a result within quotes": 'Authentication-Results: mx.acme.example; spf=pass smtp.mailfrom="x; dkim=pass header.d=acme.example y"@evil.example',
    "a result within an encoded word": "Authentication-Results: mx.acme.example; spf=pass smtp.mailfrom==?utf-8?q?x=3B_dkim=3Dpass_header.d=3Dacme.example?=@evil.example",
    "an open comment": "Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example (p=none",
    "open quotes": 'Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example reason="x',
    "a closing bracket too many": "Authentication-Results: mx.acme.example; dmarc=pass) header.from=acme.example",
    "no server's name": "Authentication-Results: dmarc=pass header.from=acme.example",
    "ours says fail above a forged one": """
Authentication-Results: mx.acme.example; dmarc=fail header.from=acme.example
Received: from evil (evil [203.0.113.66]) by mx.acme.example
Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example""",
    "a forged one below what the sender came by": """
Received: from evil (evil [203.0.113.66]) by mx.acme.example
Received: from hell by evil
Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example""",
    "a forged one below a Received forged in our name": """
Received: from evil (evil [203.0.113.66]) by mx.acme.example
Received: from localhost ([127.0.0.1]) by mx.acme.example
Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example""",
    "a HELO that looks like ourselves": """
Received: from [127.0.0.1] (unknown [203.0.113.66]) by mx.acme.example
Received: from localhost ([127.0.0.1]) by mx.acme.example
Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example""",
    "a sealed chain of somebody else": """
Authentication-Results: mx.acme.example; dmarc=none; arc=pass
ARC-Seal: i=1; a=rsa-sha256; d=evil.example; cv=none; b=x
ARC-Authentication-Results: i=1; forwarder.example; dmarc=pass header.from=acme.example""",
}  # fmt: skip


@pytest.mark.parametrize("form", BAD_FORMS)
def test_what_proves_nothing_vouches_for_nothing(form: str) -> None:
    """And says why, in words."""
    found, reason = said(BAD_FORMS[form])
    assert not found, reason
    assert reason


def test_a_border_that_does_not_strip_its_own_name_cannot_be_helped() -> None:
    """RFC 8601 5: right below its Received its own word and a forger's look the same; that is for the border to do."""
    forged = "Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example"
    assert said(f"Received: from evil (evil [203.0.113.66]) by mx.acme.example\n{forged}")[0]


# -- Microsoft 365

BORDER_365 = """
Received: from AA1P1.prod.outlook.com (2001:db8::1) by AA2P2.prod.outlook.com with HTTPS; Mon, 23 Nov 2026 09:00:00 +0000
Authentication-Results: spf=pass (sender IP is 203.0.113.9)
 smtp.mailfrom={d}; dkim=pass (signature was verified)
 header.d={d};dmarc={dmarc} action=none header.from={d};compauth=pass reason=100
Received-SPF: Pass (protection.outlook.com: domain of {d} designates 203.0.113.9 as permitted sender)
Received: from out.acme.example (203.0.113.9) by AA3.mail.protection.outlook.com (2001:db8::2) with Microsoft SMTP Server"""
WITHIN_365 = """
Received: from AA1P1.prod.outlook.com (2001:db8::1) by AA2P2.prod.outlook.com with HTTPS; Mon, 23 Nov 2026 09:00:00 +0000
Authentication-Results: dkim=none (message not signed)
 header.d=none;dmarc=none action=none header.from=acme.example;
X-MS-Exchange-Organization-AuthAs: Internal"""


@pytest.mark.parametrize(("dmarc", "good"), [("pass", True), ("bestguesspass", True), ("fail", False)])
def test_microsoft_365_names_no_server(dmarc: str, good: bool) -> None:
    """Its form counts where the desk file says so, and only in mail that was fetched from it."""
    text = BORDER_365.format(d="acme.example", dmarc=dmarc)
    assert said(text, TENANT)[0] is good
    assert not said(text, TENANT, fetched=False)[0]
    assert not said(text, TRUST)[0]


def test_mail_within_a_tenant_is_marked_instead() -> None:
    """Nobody signs it and no policy is looked up; the mark is taken off mail from outside."""
    assert said(WITHIN_365, TENANT) == (True, "Microsoft 365: sent within the tenant")
    assert not said(WITHIN_365, TENANT, fetched=False)[0]
    assert not said(WITHIN_365, TRUST)[0]
    assert not said(WITHIN_365, TENANT, address="jan@private.example")[0]
    assert not said(f"{WITHIN_365}\nX-MS-Exchange-Organization-AuthAs: Anonymous", TENANT)[0]
    assert not said(WITHIN_365.replace("Internal", "Anonymous"), TENANT)[0]


def test_a_lone_domain_among_the_results_is_passed_over() -> None:
    """Microsoft 365 names the receiver so at times."""
    text = "Authentication-Results: spf=fail smtp.mailfrom=b.example; acme.example; dkim=pass (ok) header.d=acme.example;acme.example; dmarc=none"
    assert said(text, TENANT)[0]


# -- ARC

CHAIN = """
Authentication-Results: mx.acme.example; dmarc=fail header.from=acme.example; arc=pass
ARC-Seal: i=2; a=rsa-sha256; d=forwarder.example; s=a; cv=pass; b=x
ARC-Authentication-Results: i=2; forwarder.example; dmarc=pass header.from=acme.example; arc=pass
ARC-Seal: i=1; a=rsa-sha256; d=evil.example; s=a; cv=none; b=x
ARC-Authentication-Results: i=1; forwarder.example; dmarc=fail header.from=acme.example"""


def test_a_forwarder_that_we_trust_may_vouch() -> None:
    """If our own server says that the chain holds, and the last seal is his."""
    assert said(CHAIN) == (True, "mx.acme.example: arc=pass, sealed by forwarder.example: dmarc=pass for acme.example")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("header.from=acme.example; arc=pass\nARC-Seal: i=2", "arc=fail\nARC-Seal: i=2"),
        ("i=2; a=rsa-sha256; d=forwarder.example", "i=2; a=rsa-sha256; d=evil.example"),
        ("ARC-Seal: i=1;", "ARC-Seal: i=3;"),
        ("ARC-Seal: i=1; a=rsa-sha256; d=evil.example", "ARC-Seal: i=2; a=rsa-sha256; d=evil.example"),
        ("i=2; forwarder.example; dmarc=pass", "i=2; forwarder.example; dmarc=fail"),
        ("mx.acme.example; dmarc=fail", "mx.evil.example; dmarc=fail"),
    ],
)
def test_a_chain_that_is_not_his_proves_nothing(old: str, new: str) -> None:
    """Broken, sealed by another, sealed once more, sealed twice, or vouched for by nobody."""
    assert CHAIN.count(old) == 1
    assert not said(CHAIN.replace(old, new))[0]


# -- From and domains


@pytest.mark.parametrize(
    "sender",
    [
        "jan@acme.example, x@evil.example",
        "jan@acme.example\nFrom: x@evil.example",
        "x@evil.example\nFrom: jan@acme.example",
        "jan@acme.example\nFrom: jan@acme.example",
        '"jan@acme.example" <x@evil.example>',
        "staff: jan@acme.example, x@evil.example;",
        "jan",
    ],
)
def test_a_mail_without_one_author_has_none(sender: str) -> None:
    """Several fields, several addresses, a name that looks like one, no address."""
    assert author(header("", sender), JAN) is None


def test_the_author_is_who_the_readers_take_for_the_sender() -> None:
    """In any case and under any name; of Sender and Reply-To nobody vouches."""
    assert author(header("", '"Claes, Jan" <Jan@ACME.example>'), JAN) == Author(
        JAN, "acme.example", '"Claes, Jan" <Jan@ACME.example>'
    )
    assert author(header("Sender: jan@acme.example", "nobody"), JAN) is None


@pytest.mark.parametrize(
    ("other", "domain", "good"),
    [
        ("acme.example", "acme.example", True),
        ("bounce.acme.example", "acme.example", True),
        ("acme.example", "lab.acme.example", True),
        ("customer.example", "customer.example", True),
        ("mail.customer.example", "customer.example", False),
        ("example", "acme.example", False),
        ("acme.example.evil.example", "acme.example", False),
        ("", "", False),
    ],
)
def test_domains_are_aligned_within_those_of_the_staff(other: str, domain: str, good: bool) -> None:
    """Elsewhere they must be the same: no list of public suffixes is asked."""
    assert aligned(other, domain, STAFF) is good


def test_domains_are_compared_as_the_network_has_them() -> None:
    """In lower case and A-labels."""
    assert domain_of("x@MÜNCHEN.example.") == "xn--mnchen-3ya.example"
    assert domain_of("x@straße.example") == "xn--strae-oqa.example"  # not strasse.example, which may be another's
    assert domain_of("x@" + "ü" * 100 + ".example").endswith(".example")
    assert domain_of("x@" + "a" * 300) == ""


# -- hostile input


@given(st.text(alphabet='ab=;()"\\ \t\n./@', max_size=200))
def test_no_field_is_too_broken(value: str) -> None:
    """It is read, or it is not."""
    read = read_results(value)
    assert read is None or isinstance(read[1], tuple)


@pytest.mark.parametrize("piece", ["(", ")", '"', "\\", "a" * 50 + "=", " ", ";", "a=b;", '"x"', "(a)", "= "])
def test_a_long_header_costs_no_time(piece: str) -> None:
    """A quarter of a megabyte of anything, in fields with our name and without."""
    count = 16_000 // len(piece)
    lines = [f"Authentication-Results: mx.acme.example; {piece * count}", f"Received: from {piece * count} by x"] * 8
    trace: Fields = tuple((n.lower(), v) for n, _, v in (line.partition(": ") for line in lines))
    begun = time.process_time()
    by_headers(trace, Author(JAN, "acme.example", JAN), TRUST, fetched=True)
    assert time.process_time() - begun < 0.5
