"""The words of machines in nl, de, nb, tr, en and fr: bounces, absence notes, acknowledgements, offers.

A table for `intake/screening.py`, which says how many of them it takes. All patterns are bounded and linear.
"""

from __future__ import annotations

import re


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(phrases) + ")", re.IGNORECASE)


BOUNCE_SUBJECT = re.compile(
    r"\s*(?:undeliver(?:ed|able)\b|(?:mail|message|e-?mail)? ?delivery (?:status notification|fail\w*|problem|error|report|has failed|warning|delayed|system)|"
    r"delivery (?:failure|notification)|(?:mail|message) (?:delivery )?(?:failed|delayed|failure)|failure (?:notice|delivery)|failed (?:mail|delivery)|returned (?:mail|to sender|message)|"
    r"(?:nicht zustellbar|unzustellbar|zustellung fehlgeschlagen|unzustellbarkeit)|onbestelbaar|niet (?:afgeleverd|bezorgd)|bezorging mislukt|"
    r"kan ikke leveres|ikke levert|uleverbar|kunne ikke leveres|leveringsfeil|teslim edilemedi|teslimat (?:başarısız|hatası)|iletilemedi|gönderilemedi|"
    r"non remis|échec de (?:la )?(?:remise|distribution|livraison)|message non (?:distribué|délivré)|mail system error|"
    r"warning: (?:could not send|message [\w-]{1,40} delayed)|nondeliverable|non-?delivery|user unknown|mail could not be delivered|could not (?:be )?deliver\w*|"
    r"delivery has been delayed|permanent delivery failure|no se puede entregar|impossibile recapitare|onbezorgbare|rejected mail|unable to deliver)",
    re.IGNORECASE,
)
BOUNCE_BODY = _any(
    r"this is the qmail-send program", r"this is the mail (?:delivery )?(?:system|program) at host", r"this is the postfix program",
    r"message (?:that )?you sent (?:could not be|was not|has not been) delivered", r"message was created automatically by (?:the )?mail (?:delivery|system)",
    r"could not be delivered to (?:one or more|the following|all)", r"delivery to the following recipients? (?:has )?(?:been )?(?:failed|delayed)",
    r"your message (?:to \S{3,100} )?(?:couldn't be|could not be|wasn't|was not|did not reach|hasn't been) ?(?:delivered|deliver)?", r"did not reach (?:some or all of )?the (?:intended|following) recipient",
    r"(?:permanent|fatal) (?:fatal )?errors? ?(?:-----|while)", r"the following address(?:es)? (?:failed|had|rejected)", r"i'm sorry to have to inform you",
    r"recipient address rejected", r"user unknown", r"unknown user", r"no such user", r"mailbox (?:is )?(?:full|unavailable|not found)", r"address (?:couldn't be found|not found|rejected)",
    r"(?:konnte|konnten) nicht zugestellt werden", r"kon niet worden (?:bezorgd|afgeleverd)", r"kunne ikke leveres", r"teslim edilemedi", r"n'a pas pu être (?:remis|délivré|distribué)",
    r"undeliverable message", r"delivery (?:has )?failed", r"unable to deliver", r"transcript of session follows", r"unrouteable address",
)  # fmt: skip
DIGEST_SUBJECT = re.compile(r"\bdigest\b.{0,20}(?:vol|issue|no\b|\d)|\bdigest for\b", re.IGNORECASE)
AUTO_SUBJECT = re.compile(
    r"\s*(?:(?:re|aw|antw|sv|ynt)\s*:\s*)?(?:(?:automatic|auto|autom\w*)[- ]?(?:reply|response|answer|antwoord)|automatische (?:antwort|afwezigheid\w*|beantwoording)|automatisch(?:er|e)? (?:antwoord|antwort)|"
    r"autoreply|autosvar|automatisk svar|abwesenheits(?:notiz|meldung|nachricht|assistent)|abwesend|afwezig(?:heid\w*)?|fraværs(?:melding|assistent)|fravær|ikke til stede|"
    r"out[- ]of[- ](?:the[- ])?office(?: (?:auto\w*[- ]?reply|reply|message|notification))?|otomatik (?:yanıt|cevap)|ofis(?:te)? dışı(?:nda)?|izindeyim|"
    r"réponse automatique|message d'absence|absence du bureau|absent(?:e)? du bureau|vacation (?:reply|message)|away from (?:my )?(?:mail|office)|respuesta automática|risposta automatica|"
    r"on (?:vacation|holiday|leave)|frånvaro\w*|permission request|courriel automatique)\s*(?:[:!.]|[-–—(]|$)",
    re.IGNORECASE,
)
ABSENT = _any(
    r"i(?: am|'m|’m| will be) (?:currently |presently |now )?(?:out of (?:the )?office|away|on (?:annual |maternity |sick |parental )?(?:leave|holiday|vacation)|travell?ing)", r"(?:currently|am) out of (?:the )?office", r"out of (?:the )?office (?:until|from|till)",
    r"(?:ik ben|ben ik|wij zijn|zijn wij) [^.?!\n]{0,60}(?:afwezig|met (?:verlof|vakantie)|niet (?:op kantoor|aanwezig|bereikbaar)|gesloten)", r"wegens (?:\w+ )?(?:verlof|vakantie|bouwverlof|ziekte)", r"(?:ons|het) (?:bedrijf|kantoor) is [^.\n]{0,40}gesloten",
    r"(?:ich bin|bin ich|wir sind) [^.?!\n]{0,70}(?:abwesend|nicht (?:im (?:büro|haus|dienst)|erreichbar|anwesend|am platz)|im urlaub|außer haus|ausser haus)", r"befinde (?:ich )?mich [^.\n]{0,40}(?:im|in) (?:urlaub|elternzeit)",
    r"jeg (?:er|har) [^.?!\n]{0,60}(?:på ferie|ferie|ikke (?:på kontoret|til stede|tilgjengelig)|bortreist|permisjon|fraværende|ute av kontoret)", r"(?:er|har) (?:nå )?(?:ferie|fri|permisjon) (?:fra|til|frem|t\.o\.m)", r"eg (?:er|har) [^.\n]{0,40}(?:ferie|ikkje på kontoret|permisjon)",
    r"[^.\n]{0,80}(?:ofiste|ofis(?:im)?de|büroda|yerimde) (?:değilim|olmayacağım|bulunmamaktayım|bulunmuyorum|olamayacağım)", r"[^.\n]{0,80}\bizin(?:deyim|liyim|de olacağım|de olduğum\w*|de bulunmaktayım|de bulunuyorum)", r"[^.\n]{0,60}tarihleri arasında [^.\n]{0,60}(?:izin|ofis|tatil|dışında)",
    r"je (?:suis|serai) [^.?!\n]{0,60}(?:absente?|en (?:congés?|vacances|déplacement|formation)|hors du bureau)", r"actuellement (?:absente?|en congés?)", r"(?:notre|nos) (?:bureaux?|société|entreprise) (?:est|sont|sera|seront) fermée?s?",
)  # fmt: skip
ABSENT_STRONG = _any(
    r"out of (?:the )?office (?:until|till|from)", r"dit is een automatisch\w*", r"dies ist eine automatische", r"dette er (?:et )?automatisk", r"bu (?:bir )?otomatik", r"ceci est une? (?:réponse|message) automatique", r"this is an automat\w+"
)  # fmt: skip
RETURN = _any(
    r"(?:i will|i'll) (?:return|be back)", r"(?:back|return\w*) (?:in the office )?on", r"(?:until|through|till) (?:and including )?(?:\w+day,? )?(?:the )?(?:\d|january|february|march|april|may|june|july|august|september|october|november|december)",
    r"tot (?:en met |en )?(?:\w+dag )?\d", r"terug (?:op|vanaf|aanwezig|bereikbaar|van)", r"(?:ben|zijn) (?:ik|we|wij|er) (?:er )?(?:weer|terug)", r"t/m",
    r"bis (?:zum|einschließlich|einschl\.|inkl\.|\w+tag,? )?", r"(?:wieder|zurück) (?:ab|am|im|erreichbar|da)", r"ab (?:dem|\w+tag)", r"tilbake (?:på kontoret|mandag|tirsdag|onsdag|torsdag|fredag|igjen|\d|den)", r"(?:til og med|t\.o\.m\.?|frem til|fram til)",
    r"tarih(?:in)?e kadar", r"(?:döneceğim|dönüş|iş ?başı|ofiste olacağım|dönerim)", r"jusqu(?:'|’)(?:au|à)", r"de retour", r"(?:mon|à mon) retour", r"reprendrai",
)  # fmt: skip
INSTEAD = _any(
    r"(?:for|in) (?:urgent|emergenc|immediate)\w*", r"(?:urgent|immediate) (?:matters?|questions?|assistance)", r"please contact (?:my colleague|\S+@)",
    r"voor dringende", r"in dringende gevallen", r"bij (?:dringend|spoed)\w*", r"(?:mijn|onze) collega", r"in dringenden", r"dringende\w? (?:fälle|angelegenheiten|anliegen)", r"wenden sie sich (?:bitte )?an", r"(?:meine|mein|meinen|meiner) (?:kolleg\w*|vertretung)",
    r"ved (?:behov|hast\w*|haste\w*)", r"haster det", r"dersom det haster", r"hvis det haster", r"kontakt (?:min kollega|\S+@)", r"ta kontakt med", r"acil (?:durum|konu|iş)\w*", r"acil\w*", r"en cas d'urgence", r"pour toute urgence", r"merci de contacter", r"(?:veuillez|vous pouvez) (?:contacter|joindre|vous adresser)",
)  # fmt: skip
UNREAD = _any(
    r"(?:not|nor) (?:be )?(?:read|forwarded|monitored)", r"limited access to", r"(?:niet|noch) (?:gelezen|doorgestuurd)", r"(?:wird|werden) nicht (?:gelesen|weitergeleitet|bearbeitet)", r"(?:blir|vil) ikke (?:bli )?(?:lest|videresendt)", r"e-?posta\w* (?:bakamayacağım|okunmayacak|yönlendirilme\w*)", r"(?:ne|pas) (?:sera|seront|sont) (?:pas |ni )?(?:lus?|transférés?|lu)", r"beantworte ich", r"besvarer (?:jeg )?(?:e-?post|mail)", r"automatisch\w* (?:bericht|antwoord|nachricht|antwort)", r"automatisk svar", r"otomatik (?:yanıt|cevap|mesaj)", r"réponse automatique", r"automatic (?:reply|response)"
)  # fmt: skip
RECEIVED = _any(
    r"(?:we|i) (?:have )?received your (?:e-?mail|message|request|inquiry|enquiry|ticket)", r"your (?:request|ticket|case|message|e-?mail|inquiry|enquiry|query) (?:\S{1,30} )?(?:has been|was) (?:received|logged|created|registered|opened)", r"thank you for (?:contacting|your (?:e-?mail|message|enquiry|inquiry|request))[^.\n]{0,60}(?:we will|one of|our|this|received)",
    r"uw (?:bericht|aanvraag|vraag|ticket|melding|e-?mail) (?:\S{1,30} )?(?:is|werd) (?:goed )?(?:ontvangen|geregistreerd|aangemaakt)", r"(?:wij|we) hebben uw [^.\n]{0,40}ontvangen", r"ihre (?:anfrage|nachricht|e-?mail|meldung) (?:\S{1,30} )?(?:ist|wurde)[^.\n]{0,40}(?:eingegangen|registriert|erfasst|erhalten|aufgenommen)", r"(?:wir haben ihre|ihr ticket)[^.\n]{0,60}(?:erhalten|erfasst|eröffnet|registriert|angelegt)",
    r"vi har (?:mottatt|registrert) (?:din|deres)", r"(?:din|deres) (?:henvendelse|sak|e-?post|forespørsel) (?:\S{1,30} )?(?:er|har blitt) (?:mottatt|registrert)", r"(?:talebiniz|mesajınız|e-?postanız|başvurunuz|kaydınız)[^.\n]{0,60}(?:alınmıştır|ulaşmıştır|oluşturul\w+|alındı|açıl\w+)",
    r"(?:nous avons bien reçu|votre (?:demande|message|courriel|e-?mail|ticket)[^.\n]{0,40}(?:bien été|a été) (?:reçue?|enregistrée?|créée?))",
)  # fmt: skip
RECEIVED_SUBJECT = _any(
    r"request received", r"ticket (?:created|received|opened)", r"(?:ontvangst)?bevestiging", r"eingangsbestätigung", r"bekreftelse", r"kaydınız", r"accusé de réception", r"acknowledge?ment", r"auto[- ]?(?:ack|confirm)"
)  # fmt: skip
ROBOT = _any(
    r"do not (?:reply|respond)", r"(?:this is an? )?automat(?:ed|ic(?:ally)?) (?:e-?mail|message|response|reply|generated|confirmation)", r"(?:niet|nicht|ikke) (?:te )?(?:beantwoorden|antworten|besvare\w*|svare? på)", r"automatisch (?:gegenereerd|bericht|aangemaakt|erstellt|generiert)\w*", r"automatisk (?:generert|melding|svar)", r"(?:lütfen )?(?:yanıtlamayınız|cevaplamayınız)", r"otomatik olarak", r"ne (?:pas|veuillez pas) répondre", r"(?:message|réponse|généré|envoyé) automatique\w*", r"automatische (?:antwort|nachricht|e-?mail|bevestiging)", r"diese (?:e-?mail|nachricht) wurde automatisch"
)  # fmt: skip
TROUBLE = _any(
    r"error message", r"crash\w*", r"foutmelding", r"(?:werkt|start|opent) niet", r"fehlermeldung", r"stürzt", r"absturz", r"funktioniert nicht", r"feilmelding", r"kr[æa]sj\w*", r"virker ikke", r"hata (?:mesajı|alıyo\w+|veriyor)", r"çalışmıyor", r"çöküyor", r"message d'erreur", r"plante", r"ne (?:fonctionne|marche|démarre)", r"(?:how|where) (?:can|do) i", r"hoe kan ik", r"wie kann ich", r"hvordan kan", r"nasıl (?:yap|\w+ebilir)", r"comment (?:puis|faire)", r"does(?:n't| not) (?:work|open|start)"
)  # fmt: skip
OFFER = (
    _any(r"unsubscribe", r"opt[- ]?out", r"afmelden", r"uitschrijven", r"abmelden", r"austragen", r"abbestellen", r"meld deg av", r"avmeld\w*", r"abonelik\w* (?:iptal|çık)\w*", r"listeden çık\w*", r"se désabonner", r"désinscri\w*", r"(?:reply|answer|antwoord|antworten|svar|yanıt\w*|répondez)[^.\n]{0,20}[\"'“„«]?\s?(?:stop|no thanks|nei takk)"),
    _any(r"special (?:offer|price)", r"limited[- ]time", r"(?:aantrekkelijke?|speciale|vrijblijvende?) (?:aanbod|aanbieding|offerte|korting)", r"kennismakings\w*", r"sonderangebot", r"(?:unverbindlich|attraktiv|günstig)\w* (?:angebot|preis|konditionen)\w*", r"(?:godt|spesial|uforpliktende) ?tilbud", r"kampanya\w*", r"özel (?:fiyat|teklif|indirim)", r"offre (?:spéciale|exclusive|promotionnelle)", r"\d{1,2} ?% (?:off|korting|rabatt|rabat|discount|indirim|de réduction|remise)", r"best prices?", r"competitive (?:prices?|quot\w*|rates)", r"cost[- ]effective", r"free (?:quote|sample|audit|consultation|demo|trial)s?"),
    _any(r"we are (?:a |an )?(?:leading|professional|global|manufacturer|supplier|factory|company|team)", r"our company (?:is|speciali[sz]es|offers|provides)", r"wij zijn (?:een )?(?:gespecialiseerd|marktleider|leverancier)", r"wir sind (?:ein )?(?:führend\w*|spezialist\w*|hersteller|anbieter|agentur)", r"vi er (?:en )?(?:ledende|leverandør|spesialist)", r"firmamız", r"(?:olarak|firması) [^.\n]{0,40}hizmet\w* (?:ver|sun)\w*", r"nous sommes (?:une |un )?(?:société|entreprise|leader|agence|spécialis\w*|fabricant)"),
    _any(r"seo\b", r"search engine", r"(?:google|website|web) ?(?:ranking|traffic|redesign|development)", r"(?:e-?mail|contact|customer|lead|users?) (?:lists?|database)", r"lead generation", r"digital marketing", r"outsourc\w+", r"investment opportunit\w+", r"mold(?:ing)? supplier", r"(?:cnc|mou?ld|injection) (?:manufacturer|factory|parts supplier)", r"backlinks?", r"web design", r"office supplies", r"toner", r"leasing", r"black friday"),
    _any(r"schedule a (?:quick )?(?:call|demo|meeting)", r"(?:10|15|20|30)[- ]minutes? (?:call|chat|demo)", r"are you (?:interested|the right person)", r"would you be interested", r"let me know (?:if|your) interest\w*", r"just following up", r"looking forward to (?:your|hearing|cooperat\w*)", r"dear (?:sir|friend|purchasing|manager|business owner|sir/madam)", r"heeft u interesse", r"interesse geweckt", r"(?:haben sie|bei) interesse", r"interessert i (?:et|en|å)", r"ilgilen\w* (?:misiniz|iseniz)", r"intéressée?s? par"),
    _any(r"(?:buy|order|register|book|subscribe|shop|download) now", r"(?:click|klik|klicken sie|klikk|tıklay\w+|cliquez) (?:here|hier|her|buraya|ici)", r"newsletter", r"nieuwsbrief", r"nyhetsbrev", r"bülten\w*", r"webinar\w*", r"exclusive", r"exclusief", r"exklusiv", r"eksklusiv", r"size özel", r"exclusi(?:f|ve)"),
)  # fmt: skip
