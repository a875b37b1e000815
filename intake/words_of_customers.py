"""What only somebody writes who has a matter with the desk, in nl, de, nb, nn, tr, en and fr: he is no machine.

A table for `intake/screening_*.py`, where each of these keeps a sender a person. For folded text (`intake/phrases.py`).
"""

# ruff: noqa: E501 - a phrase stands on one line, however long
from __future__ import annotations

from intake.phrases import any_of

TROUBLE = any_of(
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
    (?<!in )(?<!par )(?:error|fout|fehler|feil|hata|erreur)(?:en|s|code|nummer|kode|kodu|lar\w*)?\b
    (?:gives?|shows?|get|getting) (?:an? |the )?(?:error|warning|message)
    (?:can't|cannot|can not|unable to|couldn't|won't) (?:sign in|log in|open|start|save|install|print|load|import|export|find|log ?in|connect|activate|calculate|post)
    (?:lukt|gaat|kan) (?:het )?(?:mij |me |ons )?niet
    (?:loopt|hangt|blijft) vast
    (?:geht|läuft|startet|öffnet|lässt sich|klappt) (?:\w+ )?nicht
    hängt sich auf
    (?:fungerer|starter|åpner|går|får) (?:\w+ )?ikke
    henger seg
    (?:açılmıyor|başlamıyor|olmuyor|yapamıyor\w*|alamıyor\w*|bulamıyor\w*|kapanıyor|donuyor)
    (?:ne|n')(?: |')?(?:s'ouvre|ouvre|fonctionne|marche|démarre|arrive|trouve|peux|veut)
    """
)

WANTS_OFFER = any_of(
    r"""
    (?:send|give|make|provide|prepare|get|receive|need|want|request|quote)(?:ing)? (?:me|us)? ?(?:a|an|your|the|new)? ?(?:price |best )?(?:offer|quote|quotation|price|pricing)
    (?:offer|quote|quotation|price) (?:for|on) (?:an?|the|\d|one|two|additional|extra|more|our|upgrad\w+|renew\w+|licen[cs]es?)
    (?:how much|what (?:does|would|do|is))[^.\n]{0,30} (?:cost|price)
    (?:offerte|prijs(?:opgave)?|aanbod)[^.\n]{0,40} (?:voor|ontvangen|krijgen|sturen|maken|aanvragen)
    (?:angebot|preis|kostenvoranschlag)[^.\n]{0,40} (?:für|über|erstellen|zukommen|schicken|senden|machen)
    (?:tilbud|pris|pristilbud)[^.\n]{0,30} (?:på|for|fra dere)
    (?:teklif|fiyat)\w*[^.\n]{0,30} (?:rica|isti|istem|almak ist(?!er mi)|gönder|ver(?:ir|ebilir)|alabilir|ne kadar|öğren)\w*
    (?:devis|offre|tarif|prix)[^.\n]{0,30} (?:pour (?:une?|deux|trois|la|le|les|nos|notre|\d)|s'il|svp)
    (?:our|we have|we use|onze|unsere|wir (?:haben|nutzen|verwenden)|vår|vi (?:har|bruker)|notre|nous (?:avons|utilisons)) (?:\w+ ){0,2}(?:licen[cs]es?|licenties?|lizenz\w*|lisens\w*|licences?|dongle\w*|maintenance|contract|onderhoud\w*|wartung\w*|contrat)
    """
)

ASKS_HELP = any_of(
    r"""
    (?:problem|probleem|problème|sorun)\w*
    (?:could|can) you (?:please )?(?:help|tell|advise|look|check|explain)
    (?:kunt|kan) (?:u|je|iemand) (?:ons |mij |me )?(?:helpen|vertellen|kijken|uitleggen|bellen)
    (?:können|könnten) sie (?:mir|uns|bitte)
    (?:kan|kunne) (?:dere|du|noen) (?:hjelpe|forklare|se|ringe|sjekke)
    (?:yardımcı olabilir|yardım eder|bakabilir|arayabilir) ?m\w+
    (?:pouvez|pourriez)-vous
    (?:we are|i am|i'm) looking for
    (?:your|ihre?[rmn]?|uw|jullie|deres|votre|vos) (?:products?|produkte?n?|produkter|producten|produits?|software|programma?|programm|logiciels?|solution|cad|cam)\b
    (?:produktet|programmet|programvaren) deres
    (?:ürününüz|ürünleriniz|programiniz|yaziliminiz)\w*
    (?:wij |we |ik )?zoek(?:en)? (?:een|iemand|naar|hulp|nog)
    suchen? (?:wir |ich )?(?:für|einen|eine|jemand\w*|hilfe|nach|derzeit|noch)
    (?:ser|leter) (?:vi |jeg )?etter
    (?:ariyoruz|ihtiyacimiz var|istiyoruz)
    (?:cherchons|recherchons|cherche|souhaitons|souhaiterions|voudrions|aimerions)\b
    (?:we|i) (?:would|'d) like to (?:book|order|buy|register|renew|upgrade|join|enrol|know|ask)
    (?:wij|we|ik) (?:willen|wil|zouden|zou) (?:graag )?
    (?:wir|ich) (?:möchten|möchte|würden gerne|hätten gerne|wollen)\b(?! ihnen)
    (?:vi|jeg) (?:ønsker|vil gjerne|trenger|skulle gjerne)
    """
)

# Somebody who is away and still writes of the matter is no machine.
MATTER = any_of(
    r"""
    (?:attached|enclosed|attachment|screenshot)\w*
    (?:i|we) (?:will |have |would |can |could |'ll )?(?:\w+ )?(?:test|try|tried|check|install|update|updat|upload|compare|finish)\w*
    (?:the|your) (?:fix|patch|solution|update|file|version|licen[cs]e|quote|offer|proposal|suggestion|answer|workaround|instructions?)
    (?:still|again) (?:the same|not)
    (?:bijlage|bijgevoegd|schermafdruk|schermafbeelding)
    (?:test|probeer|proberen|installeer|installeren|bekijk|controleer|uitproberen)\b
    (?:de|uw|het) (?:oplossing|update|licentie|bestand|versie|offerte|voorstel|antwoord)
    (?:anbei|anhang|anlage|beigefügt|screenshot|bildschirmfoto)
    (?:teste|testen|probiere|probieren|installiere|installieren|prüfe|prüfen|ausprobieren)\b
    (?:die|ihre|der|das|ihr) (?:lösung|lizenz|datei|version|angebot|vorschlag|antwort|update|patch)
    (?:vedlagt|vedlegg|skjermbilde)\w*
    (?:teste|prøve|prøver|installere|sjekke)\b
    (?:løsningen|lisensen|filen|versjonen|tilbudet|forslaget|oppdateringen)
    (?:ekte|ekran görüntüsü)\b
    (?:deneye\w+|test ed\w+|kura\w+|kontrol ed\w+)
    (?:çözüm|lisans|dosya|sürüm|teklif|güncelleme)\w*
    (?:ci-joint|pièce jointe|capture d'écran)
    (?:tester|essayer|installer|vérifier)\w*
    (?:la|votre|le) (?:solution|licence|fichier|version|offre|devis|proposition|mise à jour|correctif)
    """
)

# Joins what somebody says of himself to what he says of the matter.
TURN = any_of("(?:but|however|maar|echter|aber|jedoch|men|ama|fakat|mais|dan|then|dann|då|alors)\\b")

# What a desk is about. An absence note does not name it; its "For orders contact ..." is taken out before.
THINGS = any_of(
    r"""
    licen[cs]\w*
    licenti\w*
    lizenz\w*
    lisens\w*
    lisans\w*
    dongle\w*
    hardlock\w*
    install\w*
    kurulum\w*
    update\w*
    upgrade\w*
    oppdater\w*
    güncelle\w*
    mise à jour
    (?:machine|maschine|maskin|makine|tezgah)\w*
    (?:program|software|yazilim|logiciel|programvare)\w*
    (?:computer|rechner|datamaskin|bilgisayar|ordinateur|werkstation|workstation|arbeitsplatzrechner)\w*
    (?:invoice|factu+r|rechnung|faktura|fatura|facture)\w*
    (?:order|bestel|bestil|sipariş|commande)\w*
    (?:delivery|deliver|liefer|levering|teslim|livraison)\w*
    (?:quote|quotation|offerte|angebot|tilbud|teklif|devis)\w*
    (?:post-?pro\w*|postprosessor\w*|sonişlemci\w*)
    (?:toolpath|gereedschapsbaan|werkzeugbahn|verktøybane|takim yolu|parcours)\w*
    (?:drawing|tekening|zeichnung|tegning|teikning|çizim|dessin)\w*
    (?:files?|bestand|bestanden|datei|dateien|filen|filene|fila|dosya\w*|fichiers?)\b
    (?:close|closed|sluit|sluiten|schließ\w*|lukke|lukk|kapatin|kapatabil\w*|clôtur\w*|fermer) (?:this|it|the|de|den|die|das|saken|ticket|la|le|ce)
    (?:den fall|das ticket|saken|kaydi|le ticket|le dossier|het ticket|de melding|de zaak) \w+
    (?:fixed|solved|resolved|opgelost|gelöst|behoben|erledigt|løst|çözüldü|réglé|résolu)\w*
    (?:works|working|funktioniert|läuft|virker|fungerer|werkt|doet het|çalişiyor|fonctionne|marche)\b
    (?:problem|probleem|problème|sorun|issue)\w*
    (?:try|tried|test|teste|tester|tests|probeer|probeert|proberen|probiere|probieren|ausprobier\w*|prøve|prøver|prøvde|dene\w*|essai|essaie|essaier\w*|essayer\w*)\b
    (?:thanks|thank you|bedankt|dank|danke|takk|teşekkür|merci)[^.?!\n]{0,20} (?:help|hulp|geholfen|hilfe|hjelp\w*|support|unterstützung|aide|service|yardim\w*|assistance)\b
    (?:your|ihr|ihre|ihrer|ihrem|ihren|jullie|uw|deres|votre) (?:colleague|collega|kollege\w*|kollegin|kollega\w*|collègue|service|support|hilfe|hulp|aide)\b
    (?:service|support|hilfe|geholfen)[^.?!\n]{0,20} (?:great|top|super|nett|schnell)
    (?:protokoll|protocol|logs?|logboek|journaux|loggen|günlük|ekran\w*|screen|bildschirm|skjerm\w*|écran|scherm)\b
    (?:sample|part|werkstück|teil|bauteil|muster|onderdeel|werkstuk|emne|parça|pièce)\b
    (?:new|nieuwe?|neue\w*|nye?|yeni|nouvelle) (?:address|adres|adresse|anschrift|number|nummer|rufnummer)
    (?:attached|bijlage|anbei|anhang|vedlagt|vedlegg|ekte|ci-joint)
    (?:this|the|dit|het|das|dieses|denne|dette|bu|ce|le) (?:ticket|case|tickets|kayit)\b
    (?:account|accounts|konto|kontoen|hesab\w*|compte|login|passwor\w*|wachtwoord|passord|şifre\w*|mot de passe)\b
    (?:wartungsvertrag\w*|mietvertrag\w*|vertrag\w*|contract\w*|avtalen|sözleşme\w*|contrat\w*|abonnement\w*)\b
    (?:user|users|benutzer\w*|gebruiker\w*|bruker\w*|kullanici\w*|utilisateur\w*)\b
    (?:remote|teamviewer|anydesk|fernwartung\w*|sessie|sitzung|økt|bağlanti\w*|séance)\b
    (?:appointment|afspraak|avtale|randevu|rendez-vous pris)\b
    """
)
# A deadline, or a wish that follows from the absence: "so please call my colleague before Friday".
WISH = any_of(
    r"""
    (?:before|vor|vóór|voor|før|innan|avant) (?:the )?(?:mon|tues|wednes|thurs|fri|mon|diens|mitt|donners|frei|maan|dins|woens|donder|vrij|tirs|ons|tors|fre|lun|mar|mercre|jeu|vendre)(?:tag|day|dag|di|woch)
    (?:before|vor|vóór|voor|før|avant) (?:then|that|dann|dieser|die tijd|det|cette date)
    (?:pazartesi|sali|çarşamba|perşembe|cuma)\w{1,4} önce
    (?:so|therefore|hence),? (?:please|could|can|call|ring|feel|i|we)\b
    (?:daher|deshalb|also|darum) (?:bitte|rufen)
    bitte [^.?!\n]{0,30}(?:daher|deshalb)
    (?:dus|daarom) (?:graag|bel|wil|kunnen|zou)
    (?:så|derfor) (?:ring|kan|send|ta|vær|ber)\b
    bu (?:yüzden|nedenle|sebeple) lütfen
    (?:donc (?:d'|de |merci|appel)|merci donc)
    (?:rica eder\w*|lütfen [^.?!\n]{0,60}(?:gönder|kes|yap|hazirla|kapat|ara)\w*)
    (?:could|can|would) (?:you|somebody|someone)
    (?:kunnen|kunt|kan|wil) (?:jullie|u|iemand) (?!contact|mij|zich|terecht|mailen|bellen|bereiken)
    (?:können|könnten|würden) sie (?:bitte |uns |mir |den |die |das )
    (?:kan|kunne) (?:dere|noen|du) (?!kontakt|ring|nå |ta |sende|gjerne|henvend)
    (?:pouvez|pourriez)-vous
    """
)
# What a customer has of the desk's; a stranger who sells names none of it.
OWNS = any_of(
    r"""
    licen[cs]\w*
    licenti\w*
    lizenz\w*
    lisens\w*
    lisans\w*
    (?:dongle|hardlock)\w*
    (?:ticket|case|zaak|melding|saken|kayit)\s?(?:nr\.?|number|nummer|no\.?)?\s?#?\d{3}
    """
)
# A wish, and himself as the one to be reached: a note only asks to turn to somebody else, or to him if it is urgent.
REQUEST = any_of(
    r"""
    (?:please|kindly|bitte|gelieve|graag|vennligst|lütfen|veuillez|prière)\b(?! (?:note|be advised|be aware|beachten|noter|merk))
    merci de (?!votre|noter)
    (?:call|ring|phone|contact|e-?mail|send|give|tell|let|remind) me\b
    (?:rufen|ruf|rückruf|erreichen) (?:sie )?mich
    (?:bel|belt|mail|stuur|laat)\w* (?:me|mij|ons)\b
    (?:ring|send|gi|kontakt) (?:meg|oss|megs)\b
    (?:beni|bana|bize) \w+
    (?:r?appelez|contactez|envoyez|dites)-(?:moi|nous)
    (?:bel|ring|call) (?:dan|maar|gerne|then)
    """
)
