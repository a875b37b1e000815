"""The words of salesmen and newsletters in nl, de, nb, tr, en and fr.

A table for `intake/screening_words.py`, which says how many of them it takes. For folded text (`intake/phrases.py`).
"""

# ruff: noqa: E501 - a phrase stands on one line, however long
from __future__ import annotations

from intake.phrases import any_of, one_of

OFFER = one_of(
    opt_out=r"""
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
        view (?:this (?:e-?mail|message) |it )?(?:in|online in) (?:your|a) browser
        bekijk (?:deze (?:e-?mail|nieuwsbrief)|online)[^.\n]{0,30}
        (?:im browser|online) (?:ansehen|anzeigen|lesen)
        (?:vis|se|les) (?:e-?posten|nyhetsbrevet|denne)[^.\n]{0,20} i nettleser\w*
        (?:tarayıcı\w*|web tarayıcı\w*) (?:görüntüle\w*|aç\w*)
        (?:voir|afficher|consulter)[^.\n]{0,30} (?:navigateur|en ligne)
        (?:remove|take) me (?:from|off)
        no longer (?:wish|want) to (?:receive|hear)
        (?:wilt|wenst) u geen (?:mails|e-?mails|berichten)
        (?:möchten|wünschen) sie keine (?:weiteren )?(?:mails|e-?mails|nachrichten|werbung)
        (?:ønsker|vil) du ikke (?:\w+ ){0,3}(?:e-?post|mail|motta)
        (?:bir daha|artık) (?:\w+ ){0,3}(?:almak istem\w+|ileti)
        ne (?:souhaitez|voulez|désirez) plus recevoir
    """,
    price=r"""
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
        (?:introductory|promotional|exclusive|attractive|unbeatable) (?:offer|price|discount|deal)s?
        (?:great|huge|big) (?:discount|saving)s?
        korting
        (?:scherpe|lage|gunstige|beste) prij(?:s|zen)
        gratis (?:proef|offerte|advies|demo|scan|gesprek|consult|webinar|verktøy|prøve\w*)
        rabatt\w*
        (?:kostenlos|gratis|unverbindlich)\w* (?:beratung|demo|test\w*|gespräch|analyse|angebot|erstgespräch)
        (?:gode|lave|beste) priser
        (?:ücretsiz|bedava) (?:demo|deneme|danışmanlık|keşif|analiz|eğitim)
        (?:uygun|cazip|rekabetçi) fiyat\w*
        indirim\w*
        (?:gratuit|sans engagement|offert)\w*
        (?:prix|tarifs?) (?:imbattables?|compétitifs?|attractifs?|avantageux)
        promotion\w*
    """,
    seller=r"""
        we are (?:a |an )?(?:leading|professional|global|manufacturer|supplier|factory|company|team)
        our company (?:is|speciali[sz]es|offers|provides)
        wij zijn (?:een )?(?:gespecialiseerd|marktleider|leverancier)
        wir sind (?:ein )?(?:führend\w*|spezialist\w*|hersteller|anbieter|agentur)
        vi er (?:en )?(?:ledende|leverandør|spesialist)
        firmamız
        (?:olarak|firması) [^.\n]{0,40}hizmet\w* (?:ver|sun)\w*
        nous sommes (?:une |un )?(?:société|entreprise|leader|agence|spécialis\w*|fabricant)
        we (?:help|offer|provide|supply|specialise|specialize|manufacture|produce|support|work with|deliver)[^.\n]{0,80}
        (?:wij|we) (?:helpen|leveren|bieden|ondersteunen|verzorgen)[^.\n]{0,80}
        (?:als|wij zijn) (?:specialist|leverancier|partner|bureau|marktleider)
        wir (?:helfen|bieten|unterstützen|liefern|vermitteln|entwickeln)[^.\n]{0,80}
        (?:vi|firmaet vårt) (?:hjelper|tilbyr|leverer|spesialiserer)[^.\n]{0,80}
        (?:firma|şirket)\w* olarak
        (?:hizmet|çözüm|ürün)\w* (?:sunuyor\w*|sunmakta\w*|veriyor\w*|vermekte\w*)
        nous (?:aidons|accompagnons|proposons|offrons|fournissons|fabriquons)[^.\n]{0,80}
        (?:notre (?:société|entreprise|agence)|chez [a-z][\w-]+,? nous)
    """,
    wares=r"""
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
        black friday
        (?:qualified|more|new) (?:leads|customers|clients|meetings|appointments)
        (?:qualifizierte|neue|mehr) (?:leads|kunden|termine|anfragen)
        (?:meer|nieuwe|gekwalificeerde) (?:leads|klanten|afspraken)
        (?:flere|nye|kvalifiserte) (?:leads|kunder|møter)
        (?:daha fazla|yeni) müşteri\w*
        (?:plus de|nouveaux) (?:clients|prospects)
        rendez-vous qualifiés
        (?:boost|increase|grow|improve) (?:your )?(?:sales|revenue|business|traffic|visibility)
        (?:umsatz|sichtbarkeit|reichweite) (?:steigern|erhöhen)
        (?:omzet|zichtbaarheid) (?:verhogen|vergroten)
        (?:øk|øke) (?:salget|omsetning\w*|synlighet\w*)
        (?:satış|ciro)\w* (?:artır|arttır|yüksel)\w*
        chiffre d'affaires
        référencement
        zoekmachine\w*
        suchmaschinen\w*
        søkemotor\w*
        arama motoru
        web tasarım\w*
        webdesign
        (?:loan|credit|kredit|krediet|lån|kredi|prêt) (?:offer|angebot|aanbod|tilbud|teklif\w*)
        (?:inheritance|lottery|beneficiary|bitcoin|crypto\w*|casino)
        (?:staffing|recruit\w+|freelanc\w+|uitzend\w+|personalvermittlung|bemanning|personel temin\w*|intérim)
        (?:cleaning|schoonmaak\w*|reinigungs\w*|renhold\w*|temizlik|nettoyage)
        (?:solar|energie|energy|strøm|panneaux) ?(?:panels?|contract|vertrag|avtale|solaires)
        office supplies
        (?:cheap|printer) toner
        toner cartridges?
        leasing (?:offer|aanbod|angebot|tilbud|teklif\w*)
    """,
    approach=r"""
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
        (?:quick|short|brief) (?:call|chat|question|introduction|meeting)
        (?:i|just) wanted to (?:reach out|follow up|check|introduce)
        (?:follow(?:ing)?[- ]up on|circling back|did you (?:get|see) my) (?:my|the|previous|last)?
        (?:previous|last|earlier) (?:e-?mail|message)
        (?:kort|vrijblijvend) (?:gesprek|kennismak\w+|overleg|belletje|afspraak)
        (?:mijn|onze) vorige (?:mail|e-?mail|bericht)
        (?:kurz\w*|unverbindlich\w*) (?:gespräch|telefonat|termin|austausch)
        (?:meine|unsere) (?:letzte|vorherige) (?:mail|e-?mail|nachricht)
        (?:kort|uforpliktende) (?:prat|samtale|møte|demo)
        (?:forrige|tidligere) (?:e-?post|mail)
        (?:kısa bir|tanışma) (?:görüşme|toplantı|telefon)\w*
        (?:önceki|geçen haftaki) (?:e-?posta|mail|mesaj)\w*
        (?:15|20|30) (?:minuten|minutter|dakika|minutes?|min)\b
        (?:échange|appel|rendez-vous) (?:rapide|téléphonique|de 15)
        je me permets de (?:revenir|vous (?:contacter|écrire|relancer))
        (?:mon|notre) (?:dernier|précédent) (?:message|mail|e-?mail)
        au plaisir d'échanger
    """,
    campaign=r"""
        (?:buy|order|register|book|subscribe|shop|download) now
        (?:click|klik|klicken sie|klikk|tıklay\w+|cliquez) (?:here|hier|her|buraya|ici)
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
        (?:in dit nummer|in deze editie|in dieser ausgabe|i denne utgaven|bu sayıda|dans ce numéro|in this issue)
        (?:meld u (?:nu )?aan|schrijf (?:u|je) (?:nu )?in|jetzt (?:anmelden|bestellen|kaufen|sichern)|meld deg på|hemen (?:kayıt|satın|başvur)\w*|inscrivez-vous|commandez)
        lettre d'information
        infolettre
        e-?bülten\w*
        newsletter
    """,
)
# Customers do not write these: how to be left in peace, what the writer sells, what the reader should want.
SALES_ONLY = frozenset({"opt_out", "seller", "wares"})

SUBSCRIBED = any_of(
    r"""
    you(?:'re| are)? (?:receiv\w+|get\w*|got) this (?:e-?mail|message|newsletter|mail) (?:because|as|since)
    this (?:e-?mail|message|newsletter) was sent to
    (?:update|manage|change) (?:your )?(?:e-?mail |mail )?(?:preferences|subscription)
    (?:u|je|jij) (?:ontvangt|krijgt) (?:deze|dit) (?:e-?mail|mail|nieuwsbrief|bericht)[^.\n]{0,30} (?:omdat|als)
    (?:deze|dit) (?:e-?mail|mail|nieuwsbrief) (?:is|werd) verzonden (?:aan|naar)
    (?:sie|du) (?:erhalten|bekommen|erhältst|bekommst) (?:diese[nrs]?|den) (?:e-?mail|mail|newsletter|nachricht)[^.\n]{0,30} (?:weil|da|als)
    (?:diese[rs]?|der) (?:e-?mail|newsletter|mail) wurde (?:an|gesendet)
    du (?:mottar|får) (?:denne|dette|vårt) (?:e-?posten|e-?post|nyhetsbrevet|mailen)[^.\n]{0,30} (?:fordi|som)
    bu (?:e-?posta|ileti|bülten|mail)\w*[^.\n]{0,60} (?:için|çünkü|nedeniyle)[^.\n]{0,60} (?:gönderil|alıyor|aldın)\w*
    vous recevez (?:ce|cet|cette) (?:message|e-?mail|newsletter|courriel|lettre)[^.\n]{0,30} (?:car|parce|suite)
    (?:ce|cet|cette) (?:message|e-?mail|newsletter) (?:vous )?(?:a été|est) (?:adressée?|envoyée?) à
    """
)

DIGEST_SUBJECT = any_of(
    r"""
    digest\b[^\n]{0,20}(?:vol|issue|no\b|number|\d)
    digest for\b
    abridged summary of
    (?:daily|weekly) (?:digest|summary|report) (?:of|for|from)
    \S{1,60} digest, vol
    """
)
DIGEST_BODY = any_of(
    r"""
    send \S{1,80} mailing list submissions to
    when replying, please edit your subject line
    today's topics
    topics in this digest
    """
)
