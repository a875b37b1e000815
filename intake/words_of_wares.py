"""What strangers sell to firms of any trade, and how little it costs, in nl, de, nb, nn, tr, en and fr.

Phrases for `intake/words_of_offers.py`, one a line, for folded text (`intake/phrases.py`). Customers name some of these
wares, too: one table alone never makes an offer.
"""

# ruff: noqa: E501 - a phrase stands on one line, however long
from __future__ import annotations

# What strangers sell.
WARES = r"""
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
    (?:first|top|1st|front|eerste|erste|ersten|første|première|premières) (?:page|pagina|seite|side|pages) (?:of|on|in|van|bei|på|de)? ?google
    google('s)? (?:first page|rank\w*|search result)
    (?:pagina|page|position) (?:van|bij|in|de) google
    google[- ]?ranking
    ranking (?:bei|op|in|på|on) google
    op google
    bei google
    in google\b
    (?:fra|i|på) google
    sur google
    google'?[dt][ae]\b
    organic (?:search|traffic)
    (?:visitors?|attendees?|exhibitors?|buyers?|decision[- ]makers?|contacts?)(?:'s?)? (?:contact |e-?mail )?(?:lists?|database|data)
    verified (?:e-?mail|contact|lead)\w*
    (?:professional )?manufacturers? of
    mou?lds? (?:maker|supplier|factory)
    (?:cnc|machined|precision|milled|turned) (?:parts|machining)
    used (?:machine tools|machines|machining|lathes)
    dedicated (?:\w+ ){0,3}(?:developers?|team|resources)
    \d+ ?(?:\$|usd|eur|€)? ?(?:per|an|/) ?hour
    virtual assistants?
    (?:social media|online|digital\w*|internet)[- ](?:marketing|advertising|pazarlama|ads)
    (?:marketing digital|réseaux sociaux|sosyal medya|reklam paket\w*)
    (?:gebruikte|tweedehands) (?:machines?|bewerkingscentra|draaibank\w*|freesmachine\w*)
    (?:kandidaat|kandidaten|kandidat\w*|candidats?|uitzendkracht\w*|flexkracht\w*|vakkracht\w*)\b
    (?:leads|aanvragen) per
    (?:extra|meer|more|mehr) leads
    gevonden (?:kunt |te )?worden
    linkedin
    (?:adressenbestand|firmenadressen|adressdaten|adresspool|bedrijfsadressen)\w*
    (?:geprüfte|verifizierte|qualifizierte) (?:firmen|kontakt|adress)\w*
    (?:fachkräfte|fachkräften|leiharbeit\w*|zeitarbeit\w*|personalbedarf)\b
    (?:praxisseminar|frühbucher)\w*
    gebrauchtmaschinen\w*
    (?:cnc-?)?(?:frästeil|drehteil|spritzguss|spritzgieß)\w*
    cnc[- ](?:frästeil|teil|frästeil)\w*
    (?:strøm|mobil|forsikrings)avtale\w*
    (?:ledige|siste|få) plass\w*
    (?:operatør|montør|fagarbeid)\w* på kort varsel
    (?:ilk|üst) (?:sayfa|sira)\w*
    seo\w*
    (?:ziyaretçi|katilimci|mail|e-posta|firma) list\w*
    (?:iş güvenliği|isg|kişisel gelişim) eğitim\w*
    (?:kalip )?çeli[kğ]\w* (?:tedarik|satiş|fiyat)\w*
    (?:machines?(?:-outils)?|centres? d'usinage) d'occasion
    (?:factures? d'énergie|panneaux solaires)
    (?:cabinet de recrutement|recrutement)
    audit (?:gratuit|de votre)
    (?:relatiegeschenk|promotieartikel|werbeartikel|werbegeschenk|promotional (?:product|item)|firmagave|profilartik|promosyon ürün|objets? publicitaire)\w*
    (?:telefonie|telefoonabonnement|verzekering|zakelijke lening|boekhoud|loonadministrat|bedrijfswagen)\w*
    (?:buchhaltung|steuerberat|versicherung|firmenwagen|stromkosten|gebäudereinigung|arbeitsschutz|werkzeugstahl|büromaterial)\w*
    (?:regnskap|forsikring|rengjøring|strømpris|firmabil|kontorrekvisita)\w*
    (?:muhasebe|sigorta|filo kirala|ofis malzeme|danişmanlik hizmet|kvkk|iso belge)\w*
    (?:mutuelle|assurance|comptabilité|prévoyance|flotte automobile|fournitures de bureau|téléphonie)\w*
    (?:insurance|payroll|accounting|business loan|merchant cash|factoring|office suppl|cleaning service|telecom)\w*
    (?:sales teams?|decision[- ]makers|beslissers|beslutningstakere|entscheidern?|décideurs)\b
    (?:opt-in|double opt-in|direct dials?|email addresses of|target (?:titles|audience|industry))
    (?:checking fixtures|sheet metal|die casting|castings|forgings|fasteners|bearings)\b
    (?:ai|ki)[- ](?:tool|powered|lösung|løsning|agent)\w*
    (?:çin'den|from china|aus china|uit china|fra kina|de chine|shenzhen|dongguan|ningbo)\b
    (?:numune|free samples?|sample free|kostenlose muster|gratis (?:sample|monster|vareprøve))\w*
    (?:zonnepane|zonne-energie|laadpa|leaseauto|schoonma|vertaal|drukwerk|kantoorartik|koffieautoma|arbodienst|verzuim|avg-check|iso[- ]certific|energiecontract)\w*
    (?:solaranlage|photovoltaik|ladesäule|übersetzung|druckerei|kugelschreiber|kaffeeautomat|büroreinigung|datenschutzbeauftragt|zertifizierung|dienstwagen|factoring|unternehmenskredit|webseiten und|apps und|firmenverzeichnis|brancheneintrag)\w*
    (?:solcelle|ladestasjon|oversettelse|trykksak|renhold|kaffeautomat|firmalån|vakttjeneste|bedriftshelse|kontorrenhold|mediedekning|annonseplass)\w*
    (?:güneş panel|tercüme|matbaa|temizlik hizmet|osgb|isg hizmet|filo|nakliye|lojistik hizmet|kredi imkan|reklam|tanitim film|katalog basim)\w*
    (?:panneaux? (?:solaire|photovoltaïque)|traduction|imprimerie|nettoyage de|borne de recharge|certification iso|annuaire professionnel|affacturage|crédit professionnel|opco|formation (?:obligatoire|sécurité|habilitation))\w*
    (?:solar panel|translation service|printing service|office cleaning|car leasing|freight|logistics service|iso certification|directory listing|guest post|sponsored|advertis|domain name|explainer video|mobile app|app development|chatbot|crm)\w*
    (?:aluminium|aluminum|steel|plastic|rubber) (?:extrusions?|profiles?|sheets?|castings?|parts)
    (?:qualified|booked|sales) (?:appointments|meetings|leads|opportunities)
    (?:kandidatenprofile|bewerberprofile|zeitarbeit|personaldienst|headhunt)\w*
    (?:vakbeurs|beursstand|messestand|exhibition stand|messestand|fuar stand|stand d'exposition)\w*
    (?:emballage|verpackung|verpakking|packaging|palette|palettes|paletten|pallets|ambalaj|palet)\w*
    it[- ](?:firma|company|outsourcing|bedrijf|selskap)
    gebrauchte (?:werkzeugmaschinen|maschinen|cnc|bearbeitungszentren|drehmaschinen|fräsmaschinen)
    (?:henvendelser|trafikk|kunder|salg) via
    (?:werkzeugmaschinen|drehmaschinen|bearbeitungszentren|draaibanken|dreiebenker) (?:zu|ab|im|te koop|til salgs)
    (?:satiş|satis)lariniz\w*
    (?:vakmensen|vaklieden|frezers|lassers|uitzendbureau)\b
    (?:formation|kurs|seminar|cursus|training|eğitim)\w* (?:excel|word|leadership|management|prince2|lean|verkauf|verkoop)\w*
    plastik enjeksiyon
"""
# How little it costs.
PRICE = r"""
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
    sonderpreis\w*
    (?:frühbucher|mengen|neukunden|sommer|intro\w*)?rabatt\b
    vrijblijvend\w*
    (?:kosteloos|zonder kosten)
    (?:unverbindlich|kostenlos|kostenfrei)\w*
    (?:price list|prijslijst|preisliste|prisliste|liste de prix|fiyat list\w*)
    uforplikt\w*
    (?:lav|fast lav|gunstig|låg)e? (?:pris|strømavtale)
    konkurransedyktig\w*
    no setup fee
    (?:share|send|provide)[^.\n]{0,25} pric(?:ing|es)\b
    free (?:of charge|trial|of cost|week|month)
    (?:ücretsiz|bedava)\b
    (?:scherp|aantrekkelijk|voordelig)\w* geprijsd
    (?:günstig|attraktiv)\w* (?:preis|kondition)\w*
    from \$ ?\d+
    (?:sparer|besparen|sparen|économis\w+|réduire|save)[^.\n]{0,40}(?:%|tusen\w*|euros?|factures?)
    (?:prix|tarifs?) très \w+
    (?:fast delivery|schnelle lieferung|snelle levering)
    (?:gratis|gratuite?s?|ücretsiz|kostenlos\w*|free)\b
    %\s?\d{1,2}
    \d{1,2} ?%
    (?:save|bespaart?|besparen|sparen|spar|tasarruf|économisez|cheaper|goedkoper|günstiger|billigere|ucuz|moins cher)\b
    (?:proefpakket|teststellung)
    (?:ab|vanaf|from|fra|dès|à partir de) (?:€|eur|\$)? ?\d+(?:[.,]\d+)? ?(?:€|eur\w*|\$|kr\b)
    (?:unschlagbar|onverslaanbaar|unbeatable|uslåelig|imbattable|rakipsiz)\w*
    (?:low|lowest|good|cheap|factory|wholesale) (?:price|prices|cost)s?\b
    (?:subsidie|förderung|tilskudd|subvention|finançable|hibe)\w*
    (?:only charge|pay (?:only )?(?:per|for)|no win|erfolgsbasiert|resultaatgericht)
    (?:great|low|special|attractive|best) (?:rates?|costs?|terms|deals?)
    \d+ ?(?:euro|eur|€|\$|kr|tl|chf) (?:per|pro|im|par|i|monatlich|mensuel|aylik|korting|rabatt)
    prix (?:usine|direct|d'usine|cassés?)
    (?:uygun|cazip|avantajli) (?:ödeme|koşul|şart)\w*
    (?:per maand|per month|monatlich|pro monat|i måneden|par mois|aylik)
    (?:top|hammer|bestpreis|tiefst)-?preis\w*
"""
