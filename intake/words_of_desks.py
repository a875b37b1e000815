"""The words of other desks and of programs: received, do not answer, prove that you are a person, problem at host.

A table for `intake/screening_words.py`, which says how many of them it takes. For folded text (`intake/phrases.py`).
"""

# ruff: noqa: E501 - a phrase stands on one line, however long
from __future__ import annotations

from intake.phrases import any_of

RECEIVED = any_of(
    r"""
    (?:we|i) (?:have )?received your (?:e-?mail|message|request|inquiry|enquiry|ticket)
    your (?:request|ticket|case|message|e-?mail|inquiry|enquiry|query) (?:\S{1,30} )?(?:has been|was) (?:received|logged|created|registered|opened)
    thank you for (?:contacting|your (?:e-?mail|message|enquiry|inquiry|request))[^.\n]{0,60}(?:we will|one of|our|this|received)
    uw (?:bericht|aanvraag|vraag|ticket|melding|e-?mail) (?:\S{1,30} )?(?:is|werd) (?:goed )?(?:ontvangen|geregistreerd|aangemaakt)
    (?:wij|we) hebben uw [^.\n]{0,40}ontvangen
    ihre (?:anfrage|nachricht|e-?mail|meldung) (?:\S{1,30} )?(?:ist|wurde)[^.\n]{0,40}(?:eingegangen|registriert|erfasst|erhalten|aufgenommen)
    (?:wir haben ihre|ihr ticket)[^.\n]{0,60}(?:erhalten|erfasst|eröffnet|registriert|angelegt)
    vi har (?:mottatt|registrert) (?:din|deres)
    (?:din|deres) (?:henvendelse|sak|e-?post|forespørsel) (?:\S{1,30} )?(?:er|har blitt) (?:mottatt|registrert)
    (?:talebiniz|mesajınız|e-?postanız)[^.\n]{0,60}(?:alınmıştır|ulaşmıştır|oluşturul\w+|alındı|açıl\w+)
    (?:başvurunuz|kaydınız)[^.\n]{0,60}(?:alınmıştır|ulaşmıştır|oluşturul\w+|alındı|açıl\w+)
    (?:nous avons bien reçu)
    (?:votre (?:demande|message|courriel|e-?mail|ticket)[^.\n]{0,40}(?:bien été|a été) (?:reçue?|enregistrée?|créée?))
    (?:this (?:e-?mail|message) )?confirm\w* (?:that )?(?:we (?:have )?received|receipt of) your
    (?:your|this) (?:request|ticket|case|incident|issue|call|e-?mail|message)[^.\n]{0,60} (?:has been|was|is) (?:received|logged|created|registered|opened|assigned|recorded|raised)
    (?:a|new|the) (?:support )?(?:ticket|case|incident|request|issue)[^.\n]{0,60} (?:has been|was) (?:created|opened|logged|raised|registered)
    in response to the creation of a (?:trouble )?ticket
    we have (?:created|opened|registered|logged) (?:a|your) (?:support )?(?:ticket|case|request)
    (?:er is|we hebben|wij hebben)[^.\n]{0,50} (?:ticket|melding|zaak|aanvraag)[^.\n]{0,50} (?:aangemaakt|geregistreerd|geopend|ontvangen)
    (?:uw|jouw) (?:bericht|aanvraag|vraag|ticket|melding|e-?mail|verzoek)[^.\n]{0,60} (?:is|werd|hebben wij) (?:goed |in goede orde )?(?:ontvangen|geregistreerd|aangemaakt|toegewezen)
    (?:wir haben|es wurde)[^.\n]{0,50} (?:ticket|anfrage|vorgang|nachricht|meldung|e-?mail)[^.\n]{0,60} (?:erhalten|erstellt|eröffnet|angelegt|registriert|erfasst)
    (?:ihre|deine) (?:anfrage|nachricht|e-?mail|meldung|mitteilung)[^.\n]{0,60} (?:eingegangen|registriert|erfasst|erhalten|aufgenommen|eröffnet)
    (?:din|deres|di) (?:henvendelse|sak|e-?post|forespørsel|melding)[^.\n]{0,60} (?:mottatt|registrert|opprettet|motteken)
    (?:det er|vi har) opprettet (?:en )?(?:sak|ticket)
    (?:talebiniz|mesajınız|e-?postanız|başvurunuz|kaydınız|bildiriminiz)[^.\n]{0,80} (?:alın\w+|ulaş\w+|oluşturul\w+|açıl\w+|kaydedil\w+)
    (?:destek )?(?:talebi|kaydı)[^.\n]{0,40} (?:oluşturul|açıl)\w+
    (?:nous avons (?:bien )?reçu) (?:votre|vos)
    (?:un|votre) (?:ticket|dossier|demande|incident)[^.\n]{0,60} (?:a (?:bien )?été) (?:créée?|enregistrée?|ouverte?|reçue?)
    nous accusons réception
    """
)

RECEIVED_SUBJECT = any_of(
    r"""
    request received
    ticket (?:created|received|opened)
    (?:ontvangst)?bevestiging
    eingangsbestätigung
    bekreftelse
    kaydınız
    accusé de réception
    acknowledge?ment
    auto[- ]?(?:ack|confirm)
    (?:your )?(?:request|ticket|case|incident|inquiry|enquiry)[^\n]{0,60} (?:received|created|opened|registered|logged|has been)
    (?:we have |we've )?received your
    thank you for contacting
    we(?:'ve| have) received
    ticket[ #:]{0,3}[\w-]{2,30}
    case[ #:]{1,3}\d
    incident[ #:]{1,3}\w
    ontvangst
    (?:uw|je) (?:melding|aanvraag|ticket|vraag|verzoek)
    ihre (?:anfrage|meldung|nachricht|ticket)
    (?:din|deres) (?:henvendelse|sak|forespørsel)
    (?:vi har )?mottatt
    (?:talebiniz|destek talebi|kayıt no|başvurunuz)
    votre (?:demande|ticket|dossier)
    (?:inc|req|ritm|cs|sr)\d{5,}
    \#\d{3,}
    \W{0,2}[a-z]{2,10}-\d{1,7}\b
    """
)

ROBOT = any_of(
    r"""
    do not (?:reply|respond)
    (?:this is an? )?automat(?:ed|ic(?:ally)?) (?:e-?mail|message|response|reply|generated|confirmation)
    (?:niet|nicht|ikke) (?:te )?(?:beantwoorden|antworten|besvare\w*|svare? på)
    automatisch (?:gegenereerd|bericht|aangemaakt|erstellt|generiert)\w*
    automatisk (?:generert|melding|svar)
    (?:lütfen )?(?:yanıtlamayınız|cevaplamayınız)
    otomatik olarak
    ne (?:pas|veuillez pas) répondre
    (?:message|réponse|généré|envoyé) automatique\w*
    automatische (?:antwort|nachricht|e-?mail|bevestiging)
    diese (?:e-?mail|nachricht) wurde automatisch
    (?:please )?do not (?:reply|respond|answer)
    (?:no|don't) (?:need to )?(?:reply|respond) to this
    automat(?:ed|ic(?:ally)?) (?:e-?mail|message|response|reply|generated|confirmation|notification|sent)
    (?:this|an) (?:is an )?auto[- ]?(?:generated|reply|response|acknowledge?ment)
    (?:above|below|over) this line
    (?:reply|schrijf|antwort\w*|svar\w*|yanıt\w*|répon\w+)[^.\n]{0,30} (?:above|boven|oberhalb|over|üst\w*|au-dessus)[^.\n]{0,20} (?:line|lijn|linje|satır|ligne|linie)
    (?:quote|mention|include|keep|leave) (?:this|the|your) (?:number|ticket|reference|case|subject|id)
    (?:vermeld|behoud)[^.\n]{0,50} (?:nummer|referentie|onderwerp)
    (?:geben sie|nennen sie|lassen sie)[^.\n]{0,60} (?:nummer|betreff|ticket)
    (?:oppgi|behold)[^.\n]{0,50} (?:nummer|emne|referanse)
    (?:veuillez )?(?:indiquer|conserver|rappeler)[^.\n]{0,50} (?:numéro|référence|objet)
    en büyük öncelik
    bu (?:e-?posta|ileti|mesaj)\w* otomatik
    dette er (?:en |et )?automatisk
    (?:message|courriel|e-?mail|réponse)[^.\n]{0,30} automatique\w*
    """
)

PROMISE = any_of(
    r"""
    (?:within|innen|binnen|innerhalb|sous|içinde) (?:\w+ ){0,3}\d{1,3} (?:\w+ )?(?:hours?|hrs|days?|uur|werkdagen|dagen|stunden|tagen?|arbeitstagen|timer|virkedager|dager|heures|jours|saat|gün)
    """
)

CHALLENGE = any_of(
    r"""
    (?:confirm|verify|prove)[^.\n]{0,60} (?:you are|you're|that you are|are) (?:a )?(?:real |not a )?(?:human|person|robot|machine|spam)
    (?:click|reply|respond|visit|follow)[^.\n]{0,120} (?:so (?:that )?your (?:message|e-?mail|mail)|to (?:have|get|release|deliver|complete|confirm|authorize|approve))[^.\n]{0,60} (?:delivered|message|mail|sender|delivery|list)
    (?:your|this) (?:message|e-?mail|mail)[^.\n]{0,80} (?:held|quarantined?|waiting|pending|not (?:yet )?been delivered)[^.\n]{0,120} (?:confirm|verif\w+|approv\w+|authentic\w+)
    (?:sender verification|verify your (?:e-?mail address|identity) (?:to|before|so))
    (?:is|am|uses?|using|protected by)[^.\n]{0,40} (?:spam ?arrest|boxbe|tmda|mailblocks|sendio|bluebottle|challenge[- ]response|active spam killer|vade ?retro|mailinblack)
    mailinblack
    (?:bevestig|bevestigen)[^.\n]{0,60} (?:geen (?:robot|spam)|een mens|afzender)
    (?:bestätigen|bestätige)[^.\n]{0,80} (?:kein (?:roboter|spam)|ein mensch|absender)
    bekreft[^.\n]{0,60} (?:ikke (?:er )?en robot|et menneske|avsender)
    (?:robot olmadığınızı|gönderici doğrulama)
    (?:confirmer|prouver|vérifier)[^.\n]{0,80} (?:pas un robot|être humain|expéditeur|une personne)
    (?:authentifi\w+)[^.\n]{0,60} (?:expéditeur|votre (?:message|e-?mail|mail|adresse))
    """
)

CHALLENGE_SUBJECT = any_of(
    r"""
    (?:re: )?\[?(?:boxbe|spam ?arrest|tmda|mailinblack|sendio)
    (?:please |action required: )?(?:confirm|verify) (?:your (?:message|e-?mail|identity)|delivery|that you|you are|sender)
    (?:sender|e-?mail|message) (?:verification|confirmation|authentication)
    confirmation (?:required|request|needed)
    \S{1,60} requires (?:confirmation|verification)
    (?:bevestig|bevestiging) (?:uw|van uw|afzender)
    (?:bitte )?bestätigen sie
    bekreft (?:at|din|meldingen)
    (?:lütfen )?doğrula\w+
    (?:demande|action requise)[^\n]{0,40} (?:authentification|confirmation|vérification)
    (?:veuillez )?(?:confirmer|vous authentifier)
    authentification
    """,
    opens=True,
)

ALERT_SUBJECT = any_of(
    r"""
    cron <
    anacron job
    \*\* (?:problem|recovery|acknowledgement|flappingstart|flappingstop|downtimestart)
    (?:problem|recovery|resolved|ok|critical|warning|down|up)(?: service| host)?(?: alert)?: [\w.-]{2,60}(?:/| is |:| on )
    (?:\W )?(?:firing|resolved|alerting)[:\]]
    (?:service|host|disk|server|backup|raid|ups) (?:alert|notification|status|report|job|task)
    (?:monitor|check|host|service|website) is (?:down|up)
    (?:backup|sauvegarde|sikkerhetskopi\w*|datensicherung|yedekleme)[^\n]{0,80} (?:success\w*|completed|failed|warning|finished|fullført|geslaagd|mislukt|voltooid|erfolgreich|fehlgeschlagen|mislyktes|başarı\w+|tamamland\w+|terminée?|réussie?|échou\w+)
    logwatch for
    smart error
    degradedarray event
    \[fail2ban\]
    (?:security|vulnerability|scan) (?:run output|report for)
    output from your job
    """,
    opens=True,
)

CALENDAR_SUBJECT = any_of(
    r"""
    (?:accepted|declined|tentative(?:ly accepted)?|new time proposed)\s?:
    (?:geaccepteerd|geweigerd|afgewezen|voorlopig(?: geaccepteerd)?|nieuwe tijd voorgesteld)\s?:
    (?:zugesagt|angenommen|zusage|absage|abgelehnt|mit vorbehalt|vorläufig zugesagt|neue zeit vorgeschlagen)\s?:
    (?:akseptert|godtatt|godkjent|avslått|avvist|foreløpig(?: godtatt)?|nytt tidspunkt foreslått)\s?:
    (?:kabul edildi|reddedildi|belirsiz|geçici(?: olarak kabul edildi)?|yeni zaman önerildi)\s?:
    (?:accepté|acceptée|refusé|refusée|décliné|provisoire|nouvelle heure proposée)\s?:
    """,
    opens=True,
)

RECEIPT_SUBJECT = any_of(
    r"""
    (?:read|not read|return receipt|read receipt|disposition notification|received|delivered|displayed|opened)(?: \(\w+\))?\s?:
    (?:gelezen|ongelezen|niet gelezen|leesbevestiging|ontvangstbevestiging)\s?[:-]
    (?:gelesen|ungelesen|lesebestätigung|empfangsbestätigung)\s?(?:\(\w+\))?\s?[:-]
    (?:lest|ulest|lesebekreftelse|lesekvittering)\s?[:-]
    (?:okundu|okunmadı|okundu bilgisi)\s?[:-]
    (?:lu|non lu|accusé de lecture|confirmation de lecture)\s?[:-]
    return receipt\b
    """,
    opens=True,
)

RECEIPT_BODY = any_of(
    r"""
    (?:your|this|the) (?:message|mail|e-?mail|note)[^?]{0,400}\s(?:was|has been) (?:read|displayed|deleted without being read|opened)
    this is a (?:return|read|delivery) receipt
    (?:uw|het|dit) (?:bericht|e-?mail)[^?]{0,400}\s(?:is gelezen|gelezen op|weergegeven|ongelezen verwijderd)
    (?:ihre|die|diese) (?:nachricht|e-?mail)[^?]{0,400}\s(?:gelesen|angezeigt|ungelesen gelöscht)
    (?:dies ist eine|das ist eine) (?:empfangs|lese)bestätigung
    (?:meldingen|e-posten)[^?]{0,400}\s(?:ble lest|er lest|ble vist|slettet uten)
    (?:iletiniz|mesajınız|e-?postanız)[^?]{0,400}\s(?:okundu|okunmuştur|okunmadan silin\w+)
    (?:votre|le|ce) (?:message|courriel|e-?mail)[^?]{0,400}\s(?:a été (?:lu|affiché|ouvert)|supprimé sans)
    """
)

CALENDAR_BODY = any_of(
    r"""
    (?:has|have) (?:accepted|declined|tentatively accepted) this invitation
    (?:heeft|hebben)[^.\n]{0,40} uitnodiging (?:geaccepteerd|geweigerd|afgewezen)
    hat diese einladung (?:angenommen|abgelehnt|mit vorbehalt)
    har (?:akseptert|godtatt|avslått|takket (?:ja|nei))[^.\n]{0,40} (?:invitasjon\w*|innkalling\w*)
    bu davet\w* (?:kabul|reddet)\w*
    a (?:accepté|refusé|décliné) cette invitation
    """
)
