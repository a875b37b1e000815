"""The words of machines in nl, de, nb, tr, en and fr: bounces, absence notes, acknowledgements, offers.

A table for `intake/screening.py`, which says how many of them it takes. One phrase a line; all are bounded and linear.
"""

# ruff: noqa: E501 - a phrase stands on one line, however long
from __future__ import annotations

import re


def _any(phrases: str, *, opens: bool = False, closes: str = "") -> re.Pattern[str]:
    """Any of the phrases (regular expressions, one a line) at the start of a word, or of the text if it `opens`."""
    joined = "|".join(line.strip() for line in phrases.strip().splitlines())
    start = r"\s*" if opens else r"(?<!\w)"
    return re.compile(f"{start}(?:{joined}){closes}", re.IGNORECASE)


BOUNCE_SUBJECT = _any(
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
    """,
    opens=True,
)
BOUNCE_BODY = _any(
    r"""
        this is the qmail-send program
        this is the mail (?:delivery )?(?:system|program) at host
        this is the postfix program
        message (?:that )?you sent (?:could not be|was not|has not been) delivered
        message was created automatically by (?:the )?mail (?:delivery|system)
        could not be delivered to (?:one or more|the following|all)
        delivery to the following recipients? (?:has )?(?:been )?(?:failed|delayed)
        your message (?:to \S{3,100} )?(?:couldn't be|could not be|wasn't|was not|did not reach|hasn't been) ?(?:delivered|deliver)?
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
        \W{0,8}failed recipients
        contents of the undelivered mail
        requested action aborted
        invalid user address
    """
)
DIGEST_SUBJECT = re.compile(r"\bdigest\b.{0,20}(?:vol|issue|no\b|\d)|\bdigest for\b", re.IGNORECASE)
AUTO_SUBJECT = _any(
    r"""
        (?:automatic|auto|autom\w*)[- ]?(?:reply|response|answer|antwoord)
        automatische (?:antwort|afwezigheid\w*|beantwoording)
        automatisch(?:er|e)? (?:antwoord|antwort)
        autoreply
        autosvar
        automatisk svar
        abwesenheits(?:notiz|meldung|nachricht|assistent)
        abwesend
        afwezig(?:heid\w*)?
        fraværs(?:melding|assistent)
        fravær
        ikke til stede
        out[- ]of[- ](?:the[- ])?office(?: (?:auto\w*[- ]?reply|reply|message|notification))?
        otomatik (?:yanıt|cevap)
        ofis(?:te)? dışı(?:nda)?
        izindeyim
        réponse automatique
        message d'absence
        absence
        absence du bureau
        absent(?:e)? du bureau
        vacation (?:reply|message)
        away from (?:my )?(?:mail|office)
        respuesta automática
        risposta automatica
        on (?:vacation|holiday|leave)
        frånvaro\w*
        permission request
        courriel automatique
    """,
    opens=True,
    closes=r"\s*(?:[:!.]|[-–—(]|$)",
)
ABSENT = _any(
    r"""
        i(?: am|'m|’m| will be) (?:currently |presently |now )?(?:out of (?:the )?office|away|on (?:annual |maternity |sick |parental )?(?:leave|holiday|vacation)|travell?ing)
        (?:currently|am) out of (?:the )?office
        out of (?:the )?office (?:until|from|till)
        (?:ik ben) [^.?!\n]{0,60}(?:afwezig|met (?:verlof|vakantie)|niet (?:op kantoor|aanwezig|bereikbaar)|gesloten)
        (?:ben ik) [^.?!\n]{0,60}(?:afwezig|met (?:verlof|vakantie)|niet (?:op kantoor|aanwezig|bereikbaar)|gesloten)
        (?:wij zijn) [^.?!\n]{0,60}(?:afwezig|met (?:verlof|vakantie)|niet (?:op kantoor|aanwezig|bereikbaar)|gesloten)
        (?:zijn wij) [^.?!\n]{0,60}(?:afwezig|met (?:verlof|vakantie)|niet (?:op kantoor|aanwezig|bereikbaar)|gesloten)
        wegens (?:\w+ )?(?:verlof|vakantie|bouwverlof|ziekte)
        (?:ons|het) (?:bedrijf|kantoor) is [^.\n]{0,40}gesloten
        (?:ich bin) [^.?!\n]{0,70}(?:abwesend|nicht (?:im (?:büro|haus|dienst)|erreichbar|anwesend|am platz)|im urlaub|außer haus|ausser haus)
        (?:bin ich) [^.?!\n]{0,70}(?:abwesend|nicht (?:im (?:büro|haus|dienst)|erreichbar|anwesend|am platz)|im urlaub|außer haus|ausser haus)
        (?:wir sind) [^.?!\n]{0,70}(?:abwesend|nicht (?:im (?:büro|haus|dienst)|erreichbar|anwesend|am platz)|im urlaub|außer haus|ausser haus)
        befinde (?:ich )?mich [^.\n]{0,40}(?:im|in) (?:urlaub|elternzeit)
        jeg (?:er|har) [^.?!\n]{0,60}(?:på ferie|ferie|ikke (?:på kontoret|til stede|tilgjengelig)|bortreist|permisjon|fraværende|ute av kontoret)
        (?:er|har) (?:nå )?(?:ferie|fri|permisjon) (?:fra|til|frem|t\.o\.m)
        eg (?:er|har) [^.\n]{0,40}(?:ferie|ikkje på kontoret|permisjon)
        (?:ofiste|ofis(?:im)?de|büroda|yerimde) (?:değilim|olmayacağım|bulunmamaktayım|bulunmuyorum|olamayacağım)
        izin(?:deyim|liyim|de olacağım|de olduğum\w*|de bulunmaktayım|de bulunuyorum)
        tarihleri arasında [^.\n]{0,60}(?:izin|ofis|tatil|dışında)
        je (?:suis|serai) [^.?!\n]{0,60}(?:absente?|en (?:congés?|vacances|déplacement|formation)|hors du bureau)
        (?:l'atelier|le bureau|l'entreprise|la société|nos bureaux|l'agence) (?:est|sera|sont|seront) fermée?s?
        actuellement (?:absente?|en congés?)
        (?:notre|nos) (?:bureaux?|société|entreprise) (?:est|sont|sera|seront) fermée?s?
    """
)
ABSENT_STRONG = _any(
    r"""
        out of (?:the )?office (?:until|till|from)
        dit is een automatisch\w*
        dies ist eine automatische
        dette er (?:et )?automatisk
        bu (?:bir )?otomatik
        ceci est une? (?:réponse|message) automatique
        this is an automat\w+
    """
)
RETURN = _any(
    r"""
        (?:i will|i'll) (?:return|be back)
        (?:back|return\w*) (?:in the office )?on
        (?:until) (?:and including )?(?:\w+day,? )?(?:the )?(?:\d|january|february|march|april|may|june|july|august|september|october|november|december)
        (?:through) (?:and including )?(?:\w+day,? )?(?:the )?(?:\d|january|february|march|april|may|june|july|august|september|october|november|december)
        (?:till) (?:and including )?(?:\w+day,? )?(?:the )?(?:\d|january|february|march|april|may|june|july|august|september|october|november|december)
        tot (?:en met |en )?(?:\w+dag )?\d
        terug (?:op|vanaf|aanwezig|bereikbaar|van)
        (?:ben|zijn) (?:ik|we|wij|er) (?:er )?(?:weer|terug)
        t/m
        bis (?:zum|einschließlich|einschl\.|inkl\.|\w+tag,? )?
        (?:wieder|zurück) (?:ab|am|im|erreichbar|da)
        ab (?:dem|\w+tag)
        tilbake (?:på kontoret|mandag|tirsdag|onsdag|torsdag|fredag|igjen|\d|den)
        (?:til og med|t\.o\.m\.?|frem til|fram til)
        tarih(?:in)?e kadar
        (?:döneceğim|dönüş|iş ?başı|ofiste olacağım|dönerim)
        jusqu(?:'|’)(?:au|à)
        de retour
        (?:mon|à mon) retour
        reprendrai
    """
)
INSTEAD = _any(
    r"""
        (?:for|in) (?:urgent|emergenc|immediate)\w*
        (?:urgent|immediate) (?:matters?|questions?|assistance)
        please contact (?:my colleague|\S+@)
        voor dringende
        in dringende gevallen
        bij (?:dringend|spoed)\w*
        (?:mijn|onze) collega
        in dringenden
        dringende\w? (?:fälle|angelegenheiten|anliegen)
        wenden sie sich (?:bitte )?an
        (?:meine|mein|meinen|meiner) (?:kolleg\w*|vertretung)
        ved (?:behov|hast\w*|haste\w*)
        haster det
        dersom det haster
        hvis det haster
        kontakt (?:min kollega|\S+@)
        ta kontakt med
        acil (?:durum|konu|iş)\w*
        acil\w*
        en cas d'urgence
        pour toute urgence
        merci de contacter
        (?:veuillez|vous pouvez) (?:contacter|joindre|vous adresser)
    """
)
UNREAD = _any(
    r"""
        (?:not|nor) (?:be )?(?:read|forwarded|monitored)
        limited access to
        (?:niet|noch) (?:gelezen|doorgestuurd)
        (?:wird|werden) nicht (?:gelesen|weitergeleitet|bearbeitet)
        (?:blir|vil) ikke (?:bli )?(?:lest|videresendt)
        e-?posta\w* (?:bakamayacağım|okunmayacak|yönlendirilme\w*)
        (?:ne|pas) (?:sera|seront|sont) (?:pas |ni )?(?:lus?|transférés?|lu)
        beantworte ich
        besvarer (?:jeg )?(?:e-?post|mail)
        automatisch\w* (?:bericht|antwoord|nachricht|antwort)
        automatisk svar
        otomatik (?:yanıt|cevap|mesaj)
        réponse automatique
        automatic (?:reply|response)
    """
)
RECEIVED = _any(
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
    """
)
RECEIVED_SUBJECT = _any(
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
    """
)
ROBOT = _any(
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
    """
)
TROUBLE = _any(
    r"""
        error message
        crash\w*
        foutmelding
        (?:werkt|start|opent) niet
        fehlermeldung
        stürzt
        absturz
        funktioniert nicht
        feilmelding
        kr[æa]sj\w*
        virker ikke
        hata (?:mesajı|alıyo\w+|veriyor)
        çalışmıyor
        çöküyor
        message d'erreur
        plante
        ne (?:fonctionne|marche|démarre)
        (?:how|where) (?:can|do) i
        hoe kan ik
        wie kann ich
        hvordan kan
        nasıl (?:yap|\w+ebilir)
        comment (?:puis|faire)
        does(?:n't| not) (?:work|open|start)
    """
)
OFFER = (
    _any(
        r"""
        unsubscribe
        opt[- ]?out
        afmelden
        uitschrijven
        abmelden
        austragen
        abbestellen
        meld deg av
        avmeld\w*
        abonelik\w* (?:iptal|çık)\w*
        listeden çık\w*
        se désabonner
        désinscri\w*
        (?:reply|answer|antwoord|antworten|svar|yanıt\w*|répondez)[^.\n]{0,20}[\"'“„«]?\s?(?:stop|no thanks|nei takk)
    """
    ),
    _any(
        r"""
        special (?:offer|price)
        limited[- ]time
        (?:aantrekkelijke?|speciale|vrijblijvende?) (?:aanbod|aanbieding|offerte|korting)
        kennismakings\w*
        sonderangebot
        (?:unverbindlich|attraktiv|günstig)\w* (?:angebot|preis|konditionen)\w*
        (?:godt|spesial|uforpliktende) ?tilbud
        kampanya\w*
        özel (?:fiyat|teklif|indirim)
        offre (?:spéciale|exclusive|promotionnelle)
        \d{1,2} ?% (?:off|korting|rabatt|rabat|discount|indirim|de réduction|remise)
        best prices?
        competitive (?:prices?|quot\w*|rates)
        cost[- ]effective
        free (?:quote|sample|audit|consultation|demo|trial)s?
    """
    ),
    _any(
        r"""
        we are (?:a |an )?(?:leading|professional|global|manufacturer|supplier|factory|company|team)
        our company (?:is|speciali[sz]es|offers|provides)
        wij zijn (?:een )?(?:gespecialiseerd|marktleider|leverancier)
        wir sind (?:ein )?(?:führend\w*|spezialist\w*|hersteller|anbieter|agentur)
        vi er (?:en )?(?:ledende|leverandør|spesialist)
        firmamız
        (?:olarak|firması) [^.\n]{0,40}hizmet\w* (?:ver|sun)\w*
        nous sommes (?:une |un )?(?:société|entreprise|leader|agence|spécialis\w*|fabricant)
    """
    ),
    _any(
        r"""
        seo\b
        search engine
        (?:google|website|web) ?(?:ranking|traffic|redesign|development)
        (?:e-?mail|contact|customer|lead|users?) (?:lists?|database)
        lead generation
        digital marketing
        outsourc\w+
        investment opportunit\w+
        mold(?:ing)? supplier
        (?:cnc|mou?ld|injection) (?:manufacturer|factory|parts supplier)
        backlinks?
        web design
        office supplies
        toner
        leasing
        black friday
    """
    ),
    _any(
        r"""
        schedule a (?:quick )?(?:call|demo|meeting)
        (?:10|15|20|30)[- ]minutes? (?:call|chat|demo)
        are you (?:interested|the right person)
        would you be interested
        let me know (?:if|your) interest\w*
        just following up
        looking forward to (?:your|hearing|cooperat\w*)
        dear (?:sir|friend|purchasing|manager|business owner|sir/madam)
        heeft u interesse
        interesse geweckt
        (?:haben sie|bei) interesse
        interessert i (?:et|en|å)
        ilgilen\w* (?:misiniz|iseniz)
        intéressée?s? par
    """
    ),
    _any(
        r"""
        (?:buy|order|register|book|subscribe|shop|download) now
        (?:click|klik|klicken sie|klikk|tıklay\w+|cliquez) (?:here|hier|her|buraya|ici)
        newsletter
        nieuwsbrief
        nyhetsbrev
        bülten\w*
        webinar\w*
        exclusive
        exclusief
        exklusiv
        eksklusiv
        size özel
        exclusi(?:f|ve)
    """
    ),
)
