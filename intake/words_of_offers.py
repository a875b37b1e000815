"""The words of salesmen and newsletters in nl, de, nb, tr, en and fr.

A table for `intake/screening_words.py`, which says how many of them it takes. For folded text (`intake/phrases.py`).
"""

# ruff: noqa: E501 - a phrase stands on one line, however long
from __future__ import annotations

from intake.phrases import any_of, one_of
from intake.words_of_wares import PRICE, WARES

# How to be left in peace.
_OPT_OUT = r"""
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
    (?:laat|dan) [^.\n]{0,30}mail ik u niet meer
    (?:keine weiteren|keine) (?:informationen|e-?mails|angebote)[^.\n]{0,20} wünschen
    (?:listemizden|listeden|liste\w*) çik\w*
"""
# What the writer or his firm supplies.
# (The words behind a gap are only looked ahead at, so that those of other tables are found there.)
_SELLER = r"""
    we are (?:a |an )?(?:leading|professional|global|manufacturer|supplier|factory|full[- ]service)
    our company (?:is|speciali[sz]es|offers|provides)
    wij zijn (?:een )?(?:gespecialiseerd|marktleider|leverancier)
    wir sind (?:ein )?(?:führend\w*|spezialist\w*|hersteller|anbieter|agentur)
    vi er (?:en )?(?:ledende|leverandør|spesialist)
    firmamız
    (?:olarak|firması) [^.\n]{0,40}hizmet\w* (?:ver|sun)\w*
    nous sommes (?:une |un )?(?:société|entreprise|leader|agence|spécialis\w*|fabricant)
    we (?:help|offer|provide|supply|specialise|specialize|manufacture|produce|support|work with|deliver)
    (?:wij|we) (?:helpen|leveren|bieden|ondersteunen|verzorgen)
    (?:als|wij zijn) (?:specialist|leverancier|partner|bureau|marktleider)
    wir (?:helfen|bieten|unterstützen|liefern|vermitteln|entwickeln)
    (?:vi|firmaet vårt) (?:hjelper|tilbyr|leverer|spesialiserer)
    (?:firma|şirket)\w* olarak
    (?:hizmet|çözüm|ürün)\w* (?:sunuyor\w*|sunmakta\w*|veriyor\w*|vermekte\w*)
    nous (?:aidons|accompagnons|proposons|offrons|fournissons|fabriquons)
    (?:notre (?:société|entreprise|agence)|chez [a-z][\w-]+,? nous)
    we are (?:a |an |one of )?[^.\n]{0,30}(?:manufacturer|supplier|factory|agency|exporter|provider)
    i (?:can|could) (?:help you|get you|improve your|bring you)
    (?:wij|we) (?:kunnen (?:dat|u|uw)|garanderen|verkopen|bemiddelen|werken op basis)
    (?:wij|we) (?:hebben|zijn) (?=[^.\n]{0,60}(?:leverbaar|op voorraad|uit voorraad|gespecialiseerd))
    (?:bekijk )?ons aanbod
    (?:no cure,? no pay|in portefeuille)
    wir sind (?:ein\w* )?(?:führend|spezialis|erfahren|etablier)\w*
    wir (?:möchten|würden|können) ihnen (?=[^.\n]{0,80}(?:anbieten|vorstellen|helfen|unterstützen))
    gerne? (?:erstellen|bieten|unterbreiten|zeigen) wir
    wir (?:verkaufen|optimieren|fertigen|produzieren|garantieren|organisieren|verfügen über)
    unser(?:e|em|en)? (?:praxisseminar|seminar|sortiment|produkte|portfolio|agentur)
    vi (?:kan tilby|kan hjelpe|har noen få|leier ut|leiger ut|hjelper|tilbyr|garanterer|er spesial\w+)
    (?:mange av )?våre (?:kunder|populære|løsninger|tjenester|kurs)
    vårt populære
    (?:fiyat listemiz|(?:ürün|hizmet|paket|teklif|eğitim|çözüm|seminer)lerimiz|kampanyamiz|kataloğumuz|uzmaniz|uzmaniyiz)\w*
    (?:sunuyoruz|sunmaktayiz|üretiyoruz|satiyoruz|hazirladik|sağliyoruz|tedarik ediyoruz)
    nous (?:avons|disposons) (?=[^.\n]{0,40}(?:en stock|à vendre|de candidats))
    (?:notre|mon) (?:agence|cabinet|catalogue|gamme)
    nos (?:experts|solutions|services|équipes) [^.\n]{0,20}vous
    vous présenter (?:un|une|notre|nos)
    we(?:'ve| have)? (?:built|manufacture|make|export|import|supply|stock|sell|develop|design|connect|source|ship)\b
    our (?:catalog(?:ue)?|platform|tool|solution|services|products|team (?:can|of)|factory|agency|developers|experts|clients)\b
    (?:wij|we) (?:drukken|produceren|leveren|verhuren|ontwikkelen|bouwen|importeren|organiseren|realiseren|nemen|besparen|zorgen)\b
    (?:met )?(?:ons|onze) (?:pakket|pakketten|oplossing\w*|proefpakket|catalogus|dienst\w*|producten|specialisten|adviseurs|opleiding\w*|software)\b
    wir (?:haben|führen) (?=[^.\n]{0,60}(?:ab lager|auf lager|lieferbar|im angebot|im programm|verfügbar))
    (?:unsere|unserer|unserem|unseren|unser) (?:\w+-)?(?:lösung|lösungen|software|cloud|dienstleist\w*|experten|katalog|leistungen|spezialisten|angebot|kunden|shop|neue\w*)\b
    (?:ab lager|auf lager) (?:lieferbar|verfügbar)
    vi (?:leverer|selger|produserer|utvikler|importerer|bygger|skaffer|sparer)\b
    (?:vår|våre|vårt) (?:løsning\w*|katalog|produkt\w*|plattform|eksperter|team|utvalg|kurs\w*)\b
    (?:üreticisi|tedarikçisi|ithalat\w*|ihracat\w*|distribütörü)\w*
    nous (?:fournissons|vendons|importons|développons|organisons|réalisons|concevons|louons|distribuons|optimisons)\b
    (?:notre|nos) (?:solution|solutions|logiciel|plateforme|conseillers|gamme|catalogue|produits|formations?)\b
    we (?:generate|run|arrange|specialise|specialize|guarantee|can build|can offer|can supply|create|publish|rent|lease|can (?:help|save|reduce) you)\b
    we are (?:a |an )?(?:\S+ ){0,4}(?:development|marketing|recruitment|consulting|it|software|web) (?:company|agency|firm|team)
    (?:wij|we) (?:maken graag|controleren|regelen|adviseren|begeleiden|vertalen|drukken|scannen|optimaliseren|financieren|kopen|nemen)\b
    wir (?:übernehmen|drucken|übersetzen|prüfen|reinigen|beraten|bedrucken|erstellen|gestalten|programmieren|finanzieren|kaufen|vermieten|schulen|zertifizieren|generieren)\b
    (?:ich vertrete|i represent|ik vertegenwoordig|je représente|jeg representerer)\b
    vi (?:utfører|oversetter|trykker|vasker|kjøper|leier|finansierer|tar oss av|skaffer|rekrutterer|bemanner|lager)\b
    (?:temizlik|nakliye|tercüme|matbaa|danişmanlik|osgb|sigorta|güvenlik|personel|lojistik|reklam)\w* [^.\n]{0,30}hizmet\w*
    (?:\w+(?:iyoruz|iyoruz|uyoruz|üyoruz)) [^.\n]{0,5}(?:ister|teklif)
    (?:özel fiyatlarimiz|kampanyalarimiz|hizmetimiz|firmamiz|ekibimiz|ajansimiz|şirketimiz olarak)\w*
    (?:notre|nos) (?:organisme|entreprise de|spécialistes|commerciaux|tarifs|centre de formation)
    (?:vous propose|vous proposons|vous offrons|vous présente|vous accompagne)\w*
    nous (?:imprimons|traduisons|nettoyons|recrutons|rachetons|créons|générons|intervenons)\b
    (?:leveren|bieden|organiseren|verzorgen|verkopen|verhuren|ontwikkelen|helpen) (?:wij|we) (?:u|een|op|voor|aan)\b
    (?:liefern|bieten|organisieren|verkaufen|vermieten|unterstützen|helfen) wir (?:ihnen|sie|auch|seit|zu)\b
    können wir ihnen (?=[^.\n]{0,60}(?:anbieten|bieten|liefern))
    kunnen (?:wij|we) u (?=[^.\n]{0,60}(?:aanbieden|bieden|leveren))
    (?:kan|kunne) vi (?:tilby|levere)
    we can (?:do|renew|offer|supply|provide|produce|deliver|quote)\b
    we have (?=[^.\n]{0,50}(?:in stock|available now|at great|for sale|to rent|to let))
    (?:onze|unsere|våre|nos) [\w-]+ (?:zijn|sind|er|sont) (?:al |schon |allerede |déjà )?(?:te huur|verkrijgbaar|erhältlich|ab|tilgjengelig|à partir)
    nous (?:livrons|avons identifié|pouvons vous)
    (?:ikinci el|sifir) [^.\n]{0,30}(?:satilik|kampanya|stok|forklift|makine)
    haben wir (?=[^.\n]{0,60}(?:im angebot|auf lager|verfügbar|lieferbar|zu verkaufen))
    gerne? (?:senden|schicken|informieren|beraten) wir (?:ihnen|sie)
    vi har (?:hjulpet|levert|utviklet)
    (?:we|i) have (?:helped|worked with|delivered)
    (?:wij|we) hebben [^.\n]{0,20}(?:geholpen|ontwikkeld)
    wir haben (?:bereits|schon) [^.\n]{0,30}(?:geholfen|unterstützt)
    nous avons (?:aidé|accompagné|développé)
    (?:als|as a|as an|som) (?:seo-?|marketing-?)?(?:specialist|spezialist|experte?|ekspert|agency|agentur|bureau)\b
    (?:ajans|firma|şirket) olarak
    üreten bir firma\w*
    (?:wij|we) hebben (?=[^.\n]{0,60}(?:beschikbare|vakmensen|in de aanbieding|te koop))
    (?:i can|je peux|ich kann|ik kan|jeg kan) (?:place|rank|positionner|bring|put|platzieren|plaatsen|plassere) (?:you|vous|sie|u|dere)
    i am (?:a|an) (?:seo|marketing|web|sales|recruit)\w*
    je suis (?:consultant|expert|spécialiste|commercial)\w*
"""
# What the reader is to do.
_APPROACH = r"""
    (?:if you (?:are|'re) not interested|not interested\?)
    (?:geen|kein|ingen) interesse
    (?:pas|plus) intéressée?
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
    (?:can|could|shall|may) i (?:send|share|show|call|forward)
    let me know and i
    worth (?:a|having)
    \d+[- ]minute
    (?:bumping|top of your inbox)
    did you (?:get|see|have) (?:a chance|my|the)
    (?:reply|respond|antworten sie|svar|antwoord)[^.\n]{0,15} (?:to|auf|på|op) (?:this|diese|denne|deze)
    glad to (?:know|hear|learn)
    interested in (?:acquiring|purchasing|buying|learning)
    (?:zal ik u|zullen we|wanneer schikt|heeft u (?:deze week|mijn|tijd|\d+))
    (?:inplannen|kort te bellen|kennismaking\w*)
    bei interesse
    antworten sie
    haben sie (?:aktuell |derzeit )?(?:bedarf|interesse)
    (?:sichern sie|besuchen sie)
    freue mich auf (?:ihre|eine) (?:rückmeldung|antwort)
    passer det
    meld deg på
    så tar (?:jeg|vi) kontakt
    ta gjerne kontakt
    har (?:dere|de) behov
    (?:bu|bize) [^.\n]{0,30}(?:yanitla|dönüş)\w*
    (?:bilgi almak|bizi arayin|bize ulaş\w*|kaçirmayin)
    (?:ister|istiyor) (?:misiniz|musunuz)
    memnuniyet\w* duy\w+
    seriez-vous
    n'hésitez pas
    quand pourrions-nous
    profitez
    je me permets
    souhaitez-vous (?:recevoir|en savoir)
    (?:i'm|i am|just) reaching out
    open to (?:a|an)
    (?:do you want|want) to (?:reach|see|grow|save|increase)
    reply with
    send (?:us )?(?:your )?(?:drawings|inquiry|enquiry|rfq)
    (?:mag|kan) ik u
    (?:plan|vraag|bekijk|ontdek|profiteer|reserveer) (?:een|nu|vandaag|onze|ons|uw)\b
    darf ich ihnen
    (?:fordern sie|testen sie|jetzt testen|jetzt \d+|entdecken sie|entlasten sie|profitieren sie|vereinbaren sie)
    (?:kan jeg|skal jeg|får jeg) (?:sende|vise|ringe)
    (?:så du|fikk du|har du sett) (?:e-?posten|mailen)
    har du (?:15|10|20|\d+) min\w*
    (?:göndermemi|aramami|sunmami|anlatmami) (?:ister|istiyor)\w*
    (?:recevez|découvrez|demandez|testez|bénéficiez)\b
    puis-je vous
    heeft u (?:al|behoefte|interesse|plannen)
    (?:voldoet uw|wist u dat|wilt u (?:meer|besparen|weten)|denkt u er)
    (?:mogen wij|kunnen wij) u\b
    (?:wussten sie|benötigen sie|brauchen sie|suchen sie|planen sie|möchten sie (?:mehr|sparen|neue))
    haben sie (?:\w+ )?(?:projekte|bedarf|interesse|zeit)
    (?:trenger dere|visste du|visste dere|ønsker dere|vurderer dere|når passer|stikker innom)
    (?:ihtiyaciniz (?:var mi|olursa)|biliyor muydunuz|düşünüyor musunuz|yararlanmak ister|faydalanmak ister|yanitlamaniz yeterli)
    (?:do you need|are you (?:looking|struggling|happy|planning|still)|did you know|have you (?:considered|thought|ever))
    (?:feel free to contact me|any inquiry|any enquiry|contact me by|whatsapp|when can we|shall i send|case study|not sure if (?:my|you))
    (?:saviez-vous|avez-vous (?:besoin|pensé|déjà)|cherchez-vous|souhaitez-vous|demandez votre)
    (?:noch heute|vandaag nog|i dag|hemen|dès aujourd'hui|today only|act now)\b
    any thoughts (?:on|about)
    would you like (?:a|to see|me|us)
    (?:hope|trust) (?:you're|you are|this (?:e-?mail|message)) (?:well|finds|doing)
    (?:interesse|interessiert|interested|intéressée?s?|ilgilenir) ?\?
    (?:please )?let (?:us|me) know if you(?:'re| are)
    skal jeg sende
    (?:bent u toe|is het tijd|tijd voor)
    aanmelden kan
    (?:zeit|lust) (?:für|auf) (?:ein|einen|eine)
    har du tid (?:til|for)
    hätten sie (?:nächste|diese|kurz|zeit|interesse)
    auriez-vous
    (?:dönüşünüzü|cevabinizi|yanitinizi) bekl\w+
    (?:if you have|do you have) any (?:project|need|requirement|inquir)\w*
    even bellen
    zoekt u
    inscrivez (?:vos|votre|vous)
    renseignements (?:sur|au|et)
    may i send
    vil dere ha
"""
# Whom he writes to: any firm.
_YOURS = r"""
    your (?:web ?site|company|business|industry|organi[sz]ation)\b
    (?:companies|businesses) like
    (?:software|manufacturing|small) (?:companies|businesses)
    (?:sir/madam|sir or madam|business owner|purchasing manager|dear friend|decision maker|person in charge)
    you are in the market
    uw (?:web ?site|bedrijf|onderneming|organisatie)
    bedrijven (?:zoals|als)
    (?:beste|geachte) (?:ondernemer|directie|heer/mevrouw|heer, mevrouw)
    ihre[rmn]? (?:web ?seite|website|homepage|unternehmen|firma|branche)
    ihr(?:em)? (?:unternehmen|betrieb|google)
    (?:unternehmen|firmen) wie
    (?:nettsiden|nettside|bedriften|bedrift|firmaet) (?:deres|din|dykkar)
    deres (?:bedrift|firma|nettside|selskap)
    (?:hjelper|hjelpe) bedrifter
    (?:web )?sitenizi?\w*
    (?:firma|şirket|işletme)niz\w*
    (?:firma yetkilisi|sayin yetkili)
    ihtiyaçlariniz\w*
    votre (?:site|entreprise|société|activité|secteur)\b
    entreprises comme
    (?:teams|firms|shops|manufacturers) like (?:yours|you)
    (?:dear|hello|hi) (?:purchasing|procurement|hr|sales|marketing|owner|director)\w*
    (?:met|mit|with|avec|med) (?:uw|ihrem|your|votre|deres) logo
    (?:de meeste|veel|die meisten|viele|many|most|mange|la plupart des) (?:bedrijven|unternehmen|firmen|companies|businesses|bedrifter|entreprises)
    (?:ihre|uw|your|votre) (?:buchhaltung|boekhouding|accounting|comptabilité|mutuelle|telefonie|sales team|marketing|verkoop|vertrieb\w*|kosten|costs)\b
    (?:uw|ihrer?|your|votre|deres) (?:bedrijfshal|personeel|medewerkers|mitarbeiter|employees|ansatte|salariés|kantoor|büro|office|bureaux|app|brand|merk|marke)\b
    (?:işyeri|iş yeri|kurum|çalişan)(?:niz|iniz|nuz)\w*
    (?:for|voor|für|for|pour) (?:b2b|mkb|kmu|smbs?|pme|kobi)\b
    i (?:found|came across|saw|visited) (?:your|you)
    (?:per|par|pro) (?:salarié|medewerker|mitarbeiter|ansatt|employee)
"""
# What only mailings say.
_CAMPAIGN = r"""
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
"""

OFFER = one_of(
    opt_out=_OPT_OUT,
    price=PRICE,
    seller=_SELLER,
    wares=WARES,
    approach=_APPROACH,
    yours=_YOURS,
    campaign=_CAMPAIGN,
)
# Customers do not write these: how to be left in peace, what the writer sells, what the reader should want.
SALES_ONLY = frozenset({"opt_out", "seller", "wares"})
SOLD = any_of(_OPT_OUT + _SELLER + WARES)

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
