"""The words of mail servers and list servers: what is returned, delayed, refused.

A table for `intake/screening_reports.py`, which says how many of them it takes and from whom. For folded text (`intake/phrases.py`).
"""

# ruff: noqa: E501 - a phrase stands on one line, however long
from __future__ import annotations

from intake.phrases import any_of

BOUNCE_SUBJECT = any_of(
    r"""
    undeliver(?:ed|able)\b
    (?:mail|message|e-?mail)? ?delivery (?:status notification|fail\w*|problem|error|report|has failed|warning|delayed|system)
    delivery (?:failure|notification)
    (?:mail|message) (?:delivery )?(?:failed|delayed|failure)
    failure (?:notice|delivery)
    failed (?:mail|delivery)
    returned (?:mail|to sender|message)
    (?:nicht zustellbar|unzustellbar|zustellung fehlgeschlagen|unzustellbarkeit)
    onbestelbaar
    niet (?:afgeleverd|bezorgd)
    bezorging mislukt
    kan ikke leveres
    ikke levert
    uleverbar
    kunne ikke leveres
    leveringsfeil
    teslim edilemedi
    teslimat (?:başarısız|hatası)
    iletilemedi
    gönderilemedi
    non remis
    échec de (?:la )?(?:remise|distribution|livraison)
    message non (?:distribué|délivré)
    mail system error
    warning: (?:could not send|message [\w-]{1,40} delayed)
    nondeliverable
    non-?delivery
    user unknown
    mail could not be delivered
    could not (?:be )?deliver\w*
    delivery has been delayed
    permanent delivery failure
    no se puede entregar
    impossibile recapitare
    onbezorgbare
    rejected mail
    unable to deliver
    failure delivery
    notice: mail delivery
    delivery status\b
    delivery notification:
    mail (?:failure|rejected|not delivered|returned|bounced)
    message (?:status|undeliverable|blocked|rejected|not delivered|not sent)
    e-?mail (?:delivery failure|not delivered|rejected|undeliverable)
    error (?:sending|delivering|during delivery)
    there was an error sending
    sorry, your message could not
    your (?:message|e-?mail|mail) (?:could not be|was not|has not been|couldn't be) (?:delivered|sent)
    message you sent blocked
    (?:warning|notice): delayed mail
    warning--could not send
    warning: (?:e-?mail|mail|message)[^.\n]{0,60}(?:delay|not (?:yet )?(?:been )?(?:sent|deliver))
    considered unsolicited bulk email
    (?:banned|virus|spam)[^\n]{0,60} (?:in|from) (?:mail|message) from you
    blocked by (?:our|the) (?:bulk|spam|mail|content)
    non[_ ]remis
    message (?:rejeté|non remis|non envoyé)
    remise (?:retardée|différée)
    notification d'état de remise
    (?:e-?mail|bericht|mail) (?:niet (?:afgeleverd|bezorgd)|onbestelbaar|vertraagd|geweigerd|kan niet worden)
    bezorg(?:ing|status)
    uw (?:bericht|e-?mail) (?:is niet|kon niet)
    mail(?:zustellung)? (?:fehlgeschlagen|nicht zugestellt|unzustellbar)
    (?:zustellung|nachricht|e-?mail|mail) (?:verzögert|fehlgeschlagen|unzustellbar|nicht (?:zugestellt|zustellbar)|konnte nicht|zurück)
    ihre (?:nachricht|e-?mail) (?:konnte nicht|wurde nicht)
    benachrichtigung (?:zum|über den) (?:übermittlungsstatus|zustellstatus)
    (?:meldingen|e-posten|meldingen din|e-post) (?:kunne ikke|ble ikke|er forsinket|ikke levert)
    levering(?:en)? (?:mislyktes|feilet|forsinket)
    (?:mesaj|ileti|e-?posta)\w* (?:teslim|iletil|gönderil)(?:eme|me)\w*
    teslim (?:edilemeyen|durumu)
    (?:ikke leveret|kan ikke leveres|ej leverbart|kan inte leverer\w*|olevererbart|kunde inte levereras)
    (?:no se pudo|no se ha podido|não entregue|não foi possível|non recapitabil\w*|mancato recapito|impossibile (?:consegnare|recapitare))
    (?:niedoręczon\w*|nie można dostarczyć|nedoručiteln\w*|nelze doručit|kézbesíthetetlen|nedoručené|toimittamatta|imposibil de livrat)
    (?:недоставлен\w*|не удалось доставить|не удается доставить|ваше сообщение не доставлено)
    """,
    opens=True,
)

BOUNCE_BODY = any_of(
    r"""
    this is the qmail-send program
    this is the mail (?:delivery )?(?:system|program) at host
    this is the postfix program
    message (?:that )?you sent (?:could not be|was not|has not been) delivered
    message was created automatically by (?:the )?mail (?:delivery|system)
    could not be delivered to (?:one or more|the following|all)
    delivery to the following recipients? (?:has )?(?:been )?(?:failed|delayed)
    did not reach (?:some or all of )?the (?:intended|following) recipient
    (?:permanent|fatal) (?:fatal )?errors? ?(?:-----|while)
    the following address(?:es)? (?:failed|had|rejected)
    i'm sorry to have to inform you
    recipient address rejected
    user unknown
    unknown user
    no such user
    mailbox (?:is )?(?:full|unavailable|not found)
    address (?:couldn't be found|not found|rejected)
    (?:konnte|konnten) nicht zugestellt werden
    kon niet worden (?:bezorgd|afgeleverd)
    kunne ikke leveres
    teslim edilemedi
    n'a pas pu être (?:remis|délivré|distribué)
    undeliverable message
    delivery (?:has )?failed
    unable to deliver
    transcript of session follows
    unrouteable address
    there was an error delivering your (?:mail|message)
    could not deliver for the last \d+ seconds
    contents of the undelivered mail
    requested action aborted
    invalid user address
    failed recipients
    your message (?:to \S{3,100} )?(?:couldn't be|could not be|wasn't|was not|hasn't been|has not been) (?:delivered|sent|accepted)
    your message (?:to \S{3,100} )?did not reach
    (?:an? )?(?:e-?mail|message) (?:that )?you (?:sent|attempted to send|tried to send)[^.\n]{0,100} (?:could not be|was not|has not been|couldn't be|was rejected|is delayed|has been (?:rejected|blocked|delayed))
    (?:could not|couldn't|cannot|was unable to|wasn't able to|failed to|unable to) (?:be )?deliver(?:ed)?\b
    (?:delivery|sending)[^.\n]{0,60} (?:failed|has been delayed|was unsuccessful|is delayed)
    had (?:trouble|problems?) (?:in )?delivering
    error (?:has )?occurred while attempting to deliver
    error(?:s)? while (?:delivering|sending|processing) (?:your|the) (?:mail|message)
    returned permanent errors
    the following (?:address(?:es)?|recipients?|message)[^.\n]{0,40} (?:failed|rejected|undeliver\w+|errors?|delayed|could not|was not)
    addresses had (?:permanent |transient |delivery )?(?:fatal |non-fatal )?errors
    (?:message|mail) (?:has been |was |is being )?(?:returned|delayed|rejected|undeliverable|queued for)
    remote (?:host|server|mta) said
    (?:has been|was) blocked by (?:our|the)
    you are not (?:a )?member of this mailing list
    duplicated message-id in
    the e-?mail account that you tried to reach
    reason for (?:return|failure)
    failure reasons?
    error transferring to
    (?:is|was) not listed in (?:the )?(?:domino|public)
    not delivered to
    (?:non-?delivery|delivery status) (?:report|notification)
    fehler bei der (?:nachrichtenzustellung|zustellung|übermittlung)
    (?:nachricht|e-?mail|mail|zustellung)[^.\n]{0,80} (?:nicht zugestellt|nicht übermittelt|unzustellbar|fehlgeschlagen|verzögert)
    (?:bezorgen|bezorging|aflevering)[^.\n]{0,80} (?:mislukt|vertraagd|is niet gelukt)
    (?:bericht|e-?mail|mail)[^.\n]{0,80} (?:niet (?:worden )?(?:bezorgd|afgeleverd|verzonden)|onbestelbaar|kon niet worden)
    (?:melding|e-post|leveringen?|meldingen)[^.\n]{0,80} (?:ikke (?:bli )?levert|mislyktes|kunne ikke leveres|forsinket|ikke leveres)
    (?:mesaj|ileti|e-?posta)\w*[^.\n]{0,100} (?:teslim edileme\w*|iletileme\w*|gönderileme\w*|gecik\w+)
    (?:message|courriel|remise|e-?mail)[^.\n]{0,80} (?:n'a pas (?:pu être |été )(?:remis|distribué|délivré|envoyé)|a échoué|non remis|retardée?)
    échec de (?:la )?(?:remise|distribution|livraison)
    adresse introuvable
    adres bulunamadı
    adresse nicht gefunden
    adres niet gevonden
    adressen ble ikke funnet
    """
)

LIST_SERVER_SUBJECT = any_of(
    r"""
    your message to \S{1,100} awaits moderator approval
    request to mailing list \S{1,100} rejected
    you \S{3,100} are not (?:a )?member
    loop alert
    warning: unix from loop
    fml (?:message|command)
    majordomo results
    rejected posting to
    results of your e-?mail commands
    uncaught bounce notification
    moderator response from
    post awaiting moderator
    \S{1,80} post acceptance
    """,
    opens=True,
)
