"""The words of absence notes in nl, de, nb, tr, en and fr: that somebody is away, until when, and who stands in.

A table for `intake/screening_words.py`, which says how many of them it takes. For folded text (`intake/phrases.py`).
"""

# ruff: noqa: E501 - a phrase stands on one line, however long
from __future__ import annotations

from intake.phrases import any_of

AUTO_SUBJECT = any_of(
    r"""
    (?:automatic|auto|autom\w*)[- ]?(?:reply|response|answer|antwoord)
    automatische (?:antwort|afwezigheid\w*|beantwoording)
    automatisch(?:er|e)? (?:antwoord|antwort)
    autoreply
    autosvar
    automatisk svar
    abwesenheits(?:notiz|meldung|nachricht|assistent)
    fraværs(?:melding|assistent)
    out[- ]of[- ](?:the[- ])?office(?: (?:auto\w*[- ]?reply|reply|message|notification))?
    otomatik (?:yanıt|cevap)
    ofis(?:te)? dışı(?:nda)?
    réponse automatique
    message d'absence
    absence du bureau
    vacation (?:reply|message)
    away from (?:my )?(?:mail|office)
    respuesta automática
    risposta automatica
    frånvaro\w*
    courriel automatique
    auto(?:matic(?:ally)?|matisch\w*)?[- :]{0,2}(?:reply|respon[sd]\w*|answer|antwoord|antwort)
    automatisch antwoord
    automatische (?:antwort|reactie|reply|beantwoording|afwezigheidsmelding)
    automatiskt? svar
    abwesenheits\w+
    otomatik (?:yanıt|cevap|mesaj|ileti)
    réponse (?:automatique|d'absence)
    out[- ]of[- ]office
    absence\s?:
    abwesend\s?:
    afwezig(?:heid\w*)?\s?:
    fravær\s?:
    ikke til stede\s?:
    """,
    opens=True,
    closes=r"\s*(?:[:!.]|[-–—(]|(?<=:)|until|till|from|tot|bis|jusqu|du \d|vom|fra|til|\d|re:|aw:|sv:|$)",
)
# Weaker: people, too, write to tell that they will be away.
AWAY_SUBJECT = any_of(
    r"""
    abwesend
    afwezig(?:heid\w*)?
    fravær
    ikke til stede
    izindeyim
    absence
    absent(?:e)? du bureau
    on (?:vacation|holiday|leave)
    außer haus
    im urlaub
    niet aanwezig
    (?:met|op) (?:vakantie|verlof)
    vakantie(?:melding|bericht)?
    ferie(?:melding)?
    på ferie
    ikke på kontoret
    fraværende
    borte fra kontoret
    (?:yıllık )?izin(?:li|de)?(?:yim)?
    ofiste değilim
    (?:en )?(?:congés?|vacances)
    ooo
    away(?: from (?:my )?(?:desk|mail|office))?
    (?:i am|i'm) (?:away|out of (?:the )?office|on (?:vacation|holiday|leave))
    vacation
    holiday
    annual leave
    """,
    opens=True,
    closes=r"\b",
)

ABSENT = any_of(
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
    (?:i am|i'm|i will be|we are) (?:currently |presently |now |also )?(?:out|away|absent|not in|unavailable|not available|off|on parental leave)\b
    (?:our|the) (?:office|company|workshop|factory)(?: \w+)? (?:is|will be|are) (?:\w+ )?closed
    (?:ik|wij|we) (?:ben|zijn|ga|gaan) [^.?!\n]{0,60}(?:afwezig|met (?:verlof|vakantie|zwangerschapsverlof)|op vakantie|niet (?:op kantoor|aanwezig|bereikbaar|beschikbaar)|gesloten|vrij)
    (?:ben|zijn) (?:ik|wij|we) [^.?!\n]{0,60}(?:afwezig|met (?:verlof|vakantie)|op vakantie|niet (?:op kantoor|aanwezig|bereikbaar|beschikbaar)|gesloten)
    (?:momenteel|tijdelijk|op dit moment) (?:afwezig|niet (?:aanwezig|bereikbaar|op kantoor))
    (?:zurzeit|derzeit|momentan|aktuell|leider) (?:\w+ )?(?:abwesend|nicht (?:im (?:büro|haus|dienst)|erreichbar|anwesend|da)|im urlaub|außer haus)
    (?:ich|wir) (?:bin|sind|befinde\w*|habe|haben) [^.?!\n]{0,70}(?:abwesend|nicht (?:im (?:büro|haus|dienst)|erreichbar|anwesend|am platz)|urlaub|außer haus|ausser haus|geschlossen|betriebsferien|elternzeit|mutterschutz)
    (?:unser|das) (?:büro|betrieb|unternehmen)[^.\n]{0,60} geschlossen
    (?:betriebsferien|betriebsurlaub)
    (?:jeg|vi) (?:er|har|holder) [^.?!\n]{0,60}(?:ferie|ikke (?:på (?:kontoret|jobb)|til stede|tilgjengelig)|bortreist|permisjon|fraværende|ute av kontoret|borte|fri|stengt)
    (?:eg|me) (?:er|har) [^.?!\n]{0,60}(?:ferie|ikkje (?:på (?:kontoret|jobb)|til stades|tilgjengeleg)|bortreist|permisjon|fråverande)
    kontoret (?:er|holder) (?:\w+ )?(?:feriestengt|stengt)
    (?:ofis(?:te)?|işyeri|büro|şirket)\w* (?:dışında|değilim|olmayacağım|kapalı\w*|bulunm\w+)
    (?:yıllık|doğum|annelik|babalık|hastalık) izn\w+
    izin(?:deyim|liyim|de olaca\w+|de ol\w+|de bulun\w+|e ayrıl\w+|li ol\w+)
    izne (?:ayrıl|çık)\w+
    tatil\w*(?:deyim|de olaca\w+|de ol\w+|e çık\w+)
    (?:raporlu|seyahatte)y\w+
    je (?:suis|serai) [^.?!\n]{0,60}(?:absente?|en (?:congés?|vacances|déplacement|formation|arrêt)|hors du bureau|indisponible|pas (?:au bureau|disponible|joignable))
    (?:nous sommes|nous serons|le service est|l'équipe est) [^.?!\n]{0,60}(?:absents?|en (?:congés?|vacances)|fermée?s?)
    (?:absente?s?|en (?:congés?|vacances)) (?:du \d|jusqu|à partir|pour)
    """
)

ABSENT_STRONG = any_of(
    r"""
    out of (?:the )?office (?:until|till|from)
    dit is een automatisch\w*
    dies ist eine automatische
    dette er (?:et )?automatisk
    bu (?:bir )?otomatik
    ceci est une? (?:réponse|message) automatique
    this is an automat\w+
    this (?:e-?mail|message|mail)? ?(?:is|was|has been) (?:an? )?(?:sent |generated )?automat\w+
    dit (?:bericht|antwoord|e-?mail) (?:is|wordt|werd) automatisch
    diese (?:nachricht|e-?mail|antwort|mail) (?:ist|wurde|wird) (?:eine )?automatisch
    denne (?:meldingen|e-posten|e-post) (?:er|ble|sendes) (?:sendt )?automatisk
    bu (?:e-?posta|ileti|mesaj|yanıt)\w* otomatik
    ce (?:message|courriel|mail)[^.\n]{0,30} automatique
    """
)

RETURN = any_of(
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
    (?:i will|i'll|i shall|will|we will) (?:return|be back|be in the office|reply|answer|respond|get back)
    (?:upon|on|after) my return
    (?:ben|zijn) (?:ik|we|wij|er) [^.\n]{0,30}(?:weer|terug)
    bij (?:mijn|onze) terugkomst
    na (?:mijn|onze) (?:terugkomst|vakantie|verlof)
    (?:bin|sind) (?:ich|wir) [^.\n]{0,40}(?:wieder|zurück)
    nach meiner rückkehr
    (?:når|etter at) jeg er tilbake
    (?:attende|tilbake) (?:på (?:kontoret|jobb)|måndag|tysdag|laurdag|sundag|\d|den|i |veke|uke)
    til og med
    (?:tarihin\w*|günü\w*)[^.\n]{0,30} (?:itibar\w+|dön\w+|ofiste)
    (?:dönüş|dönünce|döndüğüm)\w*
    (?:de|mon|notre) retour
    (?:à partir|dès) (?:du|le) \d
    """
)

INSTEAD = any_of(
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
    if (?:it is|it's|your (?:matter|request|message) is|this is) (?:very )?(?:urgent|important)
    (?:in|during) my absence
    (?:als|indien) (?:het|uw vraag|iets) (?:dringend|spoed|urgent)
    (?:neem|kunt u)[^.\n]{0,40} contact op(?:nemen)? met
    (?:tijdens|in) mijn afwezigheid
    (?:während|in) meiner abwesenheit
    (?:in|bei) (?:dringend\w*|eilig\w*|wichtig\w*)
    (?:vertritt|vertreten) mich
    er (?:det|saken) (?:noe )?haster
    (?:gjelder|er) det (?:noe )?(?:viktig|hast|som haster)
    ta gjerne kontakt
    (?:yokluğumda|bu süre(?:de| içinde| zarfında))
    (?:iş arkadaşım|çalışma arkadaşım)
    (?:en|pendant|durant) mon absence
    (?:mon|ma|mes) collègues?
    (?:para|en caso de) (?:asuntos|temas|cuestiones|urgencias?)(?: urgentes)?
    póngase en contacto
    (?:in caso di urgenz\w*|per (?:urgenze|questioni urgenti))
    (?:vid brådskande|kontakta (?:min|gärna))
    (?:i|ved) hastende tilfælde
    (?:w pilnych sprawach|w razie pilnej)
    em caso de urgência
    """
)

UNREAD = any_of(
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
    (?:no|without|intermittent|limited|sporadic) access to (?:my )?(?:e-?mail|mail)
    (?:e-?mails?|mails?|messages?) (?:will|are|is) not (?:be )?(?:read|forwarded|monitored|checked)
    (?:uw|je) (?:bericht|e-?mail|mail) wordt (?:niet|automatisch)
    (?:geen|beperkt\w*) toegang tot (?:mijn )?(?:e-?mail|mail)
    (?:ihre|deine|e-?)\s?(?:e-?mail|nachricht|mails?)\w* (?:wird|werden) (?:nicht|automatisch)
    (?:kein\w*|eingeschränkt\w*) zugriff auf
    e-?post(?:en)? (?:blir|vil) ikke
    (?:leser|sjekker) ikke (?:e-?post|mail)
    e-?posta\w* (?:erişim\w*|okuyama\w*|yanıtlayama\w*|otomatik)
    (?:pas|aucun|limité) (?:accès|consulter) (?:à )?(?:ma messagerie|mes (?:e-?mails|mails|courriels))
    """
)

THANKS = any_of(
    r"""
    (?:thank you|thanks)(?: very much)? for (?:your|the) (?:e-?mail|message|mail)
    (?:bedankt|dank|hartelijk dank|dank u|dank je) (?:wel )?voor (?:uw|je|het) (?:e-?mail|bericht|mail\w*)
    (?:vielen|herzlichen|besten) dank für (?:ihre|deine|die) (?:e-?mail|nachricht|mail)
    (?:takk|tusen takk|hei, takk) for (?:din |di )?(?:e-?post\w*|melding\w*|mail\w*|henvendelse\w*)
    (?:e-?posta|mesaj|ileti|mail)\w* için teşekkür\w*
    (?:je vous remercie|merci)(?: beaucoup)? (?:de|pour) (?:votre|ton) (?:message|courriel|e-?mail|mail)
    """
)
