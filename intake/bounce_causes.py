"""Why a mail was not delivered, told in words: the enhanced status code (RFC 3463) of what mail servers write.

A table for `intake/bounce.py`, asked only where no field and no reply of a server gives the code. Of several causes
the first in the text counts: servers put their own words above what they return.
"""

# ruff: noqa: E501 - a phrase stands on one line, however long
from __future__ import annotations

from intake.phrases import folded, one_of, table_of

_CAUSES = {
    "5.2.2": r"""
        (?:mailbox|mail ?box|inbox|postbox|account|recipient|folder|maildrop|user)(?:'s)? (?:\S{1,80} )?(?:is |has |was |storage is )?(?:\S{1,80} )?(?:full|over ?-?quota|exceeded)
        (?:over|exceed\w*|out of) (?:\w+ ){0,3}(?:quota|storage|space)
        (?:disk |mail |mailbox )?quota (?:\w+ ){0,2}exceeded
        quota (?:violation|full)
        mailbox size limit
        (?:postvak|mailbox|postbus) (?:\S{1,60} ){0,4}(?:is |zit )?vol\b
        (?:postfach|mailbox) (?:\S{1,60} ){0,4}(?:ist )?(?:voll|überfüllt)
        speicherplatz
        (?:postboks\w*|innboks\w*) (?:\S{1,60} ){0,4}er (?:full|overfylt)
        posta kutusu (?:\S{1,60} ){0,4}(?:dolu|doldu)
        kotas\w+ (?:aş|dol)\w+
        boîte (?:aux lettres|de réception) (?:\S{1,80} ){0,3}(?:pleine|saturée)
        quota (?:\w+ )?dépassé
    """,
    "5.2.1": r"""
        (?:account|mailbox|user|recipient) (?:\S{1,80} )?(?:is |has been |was )?(?:currently |temporarily )?(?:disabled|inactive|suspended|deactivated|locked|blocked)
        (?:disabled|inactive|suspended) (?:mailbox|account|user|recipient)
    """,
    "5.1.1": r"""
        (?:user|recipient|account|mailbox|address|addressee|alias|box)(?:'s)? (?:e-?mail )?(?:address(?:es)? )?(?:\S{1,80} )?(?:is |are |was |has )?(?:unknown|not (?:be )?(?:found|known|exist|listed|valid)|does ?n[o']t exist|do not exist|doesn't have|invalid|nonexistent|non-existent|couldn't be found|could not be found|wasn't found|possibly incorrect)
        (?:the )?(?:e-?mail )?(?:address|account|user|recipient|mailbox)[^.\n]{0,100}(?:does ?n[o']t exist|not exist|couldn't be found|could not be found|wasn't found|was not found|is unknown)
        (?:unknown|invalid|no such|nonexistent|bad|undefined|illegal|incorrect) (?:local |e-?mail |destination |recipient )?(?:user|recipient|address|mailbox|account|person|alias|local part|addressee)
        (?:no|not a valid|there is no) (?:such )?(?:mailbox|user|recipient|person|account)(?:s)? (?:here|by that name|with that|at this|exists?|found)
        sorry, no mailbox here
        no mailbox (?:here )?by that name
        not listed in (?:the )?(?:domino|public name)
        not our customer
        failed to find a valid
        does not have an account
        (?:malformed|unqualified) (?:recipient )?address
        (?:adresse?|gebruiker|ontvanger|postvak)[^.\n]{0,60}(?:niet gevonden|bestaat niet|onbekend|kon niet worden gevonden)
        (?:e-mail-)?adresse[^.\n]{0,80}(?:wurde nicht gefunden|nicht gefunden|existiert nicht|ist unbekannt|ungültig)
        (?:empfänger|benutzer)\w* (?:\S{1,80} )?(?:ist |wurde )?(?:unbekannt|nicht gefunden|existiert nicht)
        (?:adressen|mottakeren|brukeren)[^.\n]{0,60}(?:finnes ikke|ble ikke funnet|ikke funnet|er ukjent|kunne ikke finnes)
        ukjent (?:bruker|mottaker)
        (?:adres\w*|alıcı\w*|kullanıcı\w*)[^.\n]{0,60}(?:bulunamadı|bilinmiyor|geçersiz|mevcut değil|yok)
        (?:adresse|destinataire|utilisateur)[^.\n]{0,80}(?:introuvable|inconnue?|n'existe pas|n'a pas été trouvée?)
        utilisateur inconnu
    """,
    "5.1.2": r"""
        (?:host|domain|hostname)(?: name)? (?:\S{1,80} )?(?:is |was )?(?:unknown|not found|does ?n[o']t exist|couldn't be found|could not be found|invalid|lookup fail\w*)
        (?:unknown|no such|invalid|bad) (?:host|domain|destination host)
        name or service not known
        couldn't find any host
        unrout(?:e)?able (?:mail )?domain
        (?:bad|illegal) destination (?:mailbox|system) address
        (?:no|null) mx\b
        an mx or srv record indicated no smtp service
        all relevant mx records point to non-existent
        (?:domein|domäne|domenet|alan adı|domaine)[^.\n]{0,60}(?:niet gevonden|nicht gefunden|ikke funnet|bulunamadı|introuvable)
    """,
    "5.4.4": r"""
        unrouteable (?:mail )?address
        no route to host
        cannot (?:route|be routed)
        relay host not found
    """,
    "5.4.6": r"""
        (?:too many|maximum) hops
        hop count (?:\w+ )?exceeded
        mail (?:\w+ )?loop\w*
        loops? back to myself
        routing loop
        too many "?received
    """,
    "4.4.7": r"""
        (?:message|mail|delivery|retry)(?: \w+){0,2} (?:expired|time ?-?out exceeded|timeout expired)
        retry (?:time|timeout) (?:not reached|exceeded)
        (?:could not|cannot|can't|unable to|couldn't) (?:be )?(?:deliver|send|delivered|sent)[^.\n]{0,60} (?:for|in|after|within|past) (?:the (?:last|past) )?[\d.]+ (?:day|hour|minute|second)
        (?:been|queue|queued)[^.\n]{0,30} (?:too long|for more than)
        delivery (?:time|attempts?) (?:expired|exceeded)
        message is? ?too old
        ran out of (?:retries|time)
        delivery attempts? have? (?:been )?(?:failed|exhausted)
    """,
    "4.4.1": r"""
        connection (?:was |has been )?(?:timed? ?out|refused|failed|reset|dropped)
        (?:could not|cannot|can't|couldn't|unable to|did not accept our requests to|failed to) (?:establish a )?connect\w*
        (?:no answer|not respond\w*|no response|unreachable|operation timed out|network is unreachable)
        (?:remote )?(?:host|server|mta)[^.\n]{0,60}(?:not respond\w*|unreachable|did not answer|is down|timed out)
        (?:timed out|timeout) (?:while|during|waiting)
        all hosts[^.\n]{0,60} failing
    """,
    "5.3.4": r"""
        (?:message|mail|file|attachment|e-?mail)[^.\n]{0,50}(?:too (?:big|large|long)|exceeds?[^.\n]{0,30}(?:size|limit|length|maximum))
        (?:message|mail|maximum|max) (?:message )?size (?:\w+ )?(?:limit|exceed\w*|violat\w*)
        exceeded (?:the )?(?:maximum )?(?:message|attachment) size
        (?:bericht|mail) (?:is )?te groot
        (?:nachricht|mail|e-mail) (?:ist )?zu groß
        (?:meldingen|e-posten) er for stor
        (?:ileti|mesaj|posta)\w* (?:boyut\w* )?(?:çok büyük|sınır\w*)
        (?:message|courriel) (?:est )?trop (?:volumineux|gros|grand)
    """,
    "5.7.1": r"""
        (?:message|mail|e-?mail|content)[^.\n]{0,80}(?:spam|unsolicited|virus|malware|phishing|junk|blacklist\w*|blocked|policy|bulk email filter|prohibited)
        (?:considered|identified as|classified as|detected as|looks like|suspected) (?:\w+ ){0,3}(?:spam|unsolicited|bulk|virus)
        (?:ip|address|sender|client|host|domain|server)[^.\n]{0,80}(?:black-?list\w*|block ?-?list\w*|blocked|denied|rejected|banned|listed (?:by|in|on|at))
        (?:relay\w*|access|permission) (?:access )?(?:denied|not permitted|prohibited|not allowed|restricted)
        (?:unable|not permitted|not allowed) to relay
        we do not relay
        not (?:authori[sz]ed|permitted|allowed) to (?:send|post|relay)
        (?:is|are) not (?:a )?member
        (?:may not|don't) have permission
        (?:does not|doesn't) (?:accept|like)
        (?:banned|forbidden|not allowed)[^.\n]{0,40} (?:content|attachment|file)
        (?:authentication|authorization) (?:required|failed)
        (?:policy|security) (?:violation|reasons|restriction)
        virus (?:found|detected|infected)
        refused by (?:the )?(?:recipient|server)
        (?:geweigerd|abgelehnt|avvist|reddedildi|refusé)
    """,
    "5.3.0": r"""
        (?:mail )?system (?:error|full|malfunction)
        (?:internal|configuration|software) error
        service (?:unavailable|currently unavailable)
        can't create output
    """,
}
_GROUPS = {f"c{code.replace('.', '')}": code for code in _CAUSES}
_ANY = one_of(**{group: _CAUSES[code] for group, code in _GROUPS.items()})
_LOOKED_AT = 8000


def status(words: str) -> str | None:
    """The enhanced status code of the first cause that the words name, or None."""
    found = _ANY.search(folded(words[:_LOOKED_AT]))
    return _GROUPS.get(table_of(found)) if found else None
