"""Notes, offers and people written when the tables of words stood, to measure what these do on mails unseen.

Tables of (subject, text) for `test_silent_machines.py`. All people, firms, addresses and numbers are invented.
"""

from __future__ import annotations

NOTES: tuple[tuple[str, str], ...] = (
    (
        "Re: factuur",
        "Hallo, ik geniet van een paar vrije dagen en ben 4 mei terug. Mail voor haastige zaken naar planning@metaal.example.",
    ),
    (
        "Antw: Visi",
        "Goedendag,\n\nOns kantoor is wegens een personeelsuitje vandaag niet bereikbaar. Morgen helpen wij u graag verder.",
    ),
    (
        "RE: Survey",
        "Op dit moment zit ik in het buitenland en kan ik mijn mail maar af en toe lezen. Collega Ruud is bereikbaar op 06 555 01 02.",
    ),
    ("AW: Update", "Hallo zusammen,\n\nich bin heute den ganzen Tag im Termin und melde mich morgen.\n\nGruß\nJan"),
    (
        "Re: [Produsoft #10555] Fehler",
        "Liebe Absenderin, lieber Absender,\n\nüber die Feiertage bleibt unser Büro geschlossen. Ab dem 7. Januar lesen wir Ihre Nachricht.\n\nFrohe Weihnachten und einen guten Rutsch wünscht das Team",
    ),
    (
        "AW: Umfrage",
        "Frau Keller arbeitet nicht mehr für uns. Neuer Ansprechpartner ist Herr Voss (voss@formenbau.example).",
    ),
    (
        "SV: Kurs",
        "Hei! Jeg er hjemme med sykt barn i dag, og leser mail sporadisk. Ta det gjerne med Arne i mellomtiden.",
    ),
    ("Re: Lisens", "Takk for meldingen. Jeg er på messe i Hannover denne uken og svarer så snart jeg kan."),
    (
        "Ynt: Lisans",
        "Merhaba, yurt dışı seyahatindeyim, maillerinize gecikmeli dönüş yapabilirim. Acil ise Zeynep Hanım: 0533 555 01 01",
    ),
    (
        "YNT: Anket",
        "Yıllık iznimi kullanıyorum. 5 Eylül'de görevime başlayacağım. Bu tarihe kadar Kemal Bey yardımcı olacaktır.",
    ),
    (
        "Re: Your case",
        "Hello! I'm currently backpacking in the Andes with no signal. Back at work Sept 14. My colleague Ines handles my mail meanwhile.",
    ),
    (
        "RE: licence",
        "This week I only work mornings, so my replies may take longer than usual. Thank you for your patience.",
    ),
    ("Re: Toolpath", "I have moved on from Shaw Mould. Please use sales@mould.example from now on."),
    (
        "RE: Formation",
        "Bonjour, je suis en RTT ce vendredi. Je lirai vos messages lundi matin. Bonne fin de semaine, Luc",
    ),
    (
        "Re: Mise à jour",
        "Nos bureaux sont exceptionnellement fermés aujourd'hui en raison des intempéries. Nous reprendrons contact avec vous demain.",
    ),
    (
        "Re: Nieuwsbrief",
        "Ik ben herstellende van een operatie en voorlopig niet aan het werk. Anja Smit neemt mijn taken waar.",
    ),
    ("RE: [Produsoft #10777] Licentie", "Hi, vandaag op cursus. Lees je mail vanavond.\nGr. Mo"),
    (
        "Antw: Enquête",
        "Wij verhuizen! Daarom zijn wij donderdag en vrijdag telefonisch en per e-mail slecht bereikbaar.",
    ),
    ("AW: Rückfrage", "Moin, bin die Woche auf Montage, Mails kann ich nur abends lesen. Gruß Hauke"),
    ("Re: Schulung", "Dieses Postfach wird nicht mehr betreut. Bitte verwenden Sie info@formenbau.example."),
    ("AW: Dongle", "Wegen Umzug sind wir vom 3. bis 7. Mai nur eingeschränkt erreichbar. Wir bitten um Verständnis."),
    ("SV: Undersøkelse", "Jeg jobber ikke fredager. Henvendelser besvares mandag."),
    ("Re: Faktura", "Hei, jeg har pappaperm frem til august. Stedfortreder er Nils (nils@mek.example, 900 00 321)."),
    ("Ynt: Anket", "Babalık izni nedeniyle ofiste olmayacağım. Konularla ilgili Oğuz Bey'e ulaşabilirsiniz."),
    (
        "YNT: Lisans",
        "Firmamız 1-15 Ağustos arasında yıllık bakım nedeniyle kapalı olacaktır. Mesajınız 16 Ağustos'tan sonra cevaplanacaktır.",
    ),
    ("Re: Licence server", "Gone fishing! Back Tuesday. If the building is on fire ring Mark on 0161 555 0199."),
    (
        "RE: [Produsoft #10778] Post",
        "I'm off work with Covid and not picking up messages. Jenny in the office knows what's going on.",
    ),
    (
        "Re: Invoice",
        "The accounts department is closed for stocktaking until Thursday. Payment queries will be answered from Friday.",
    ),
    ("Re: Enquête", "Bonjour, je suis en télétravail sans connexion aujourd'hui, je vous réponds dès demain."),
    (
        "RE: Facture",
        "Suite à mon départ de l'entreprise, veuillez adresser vos courriels à Julie Roux (roux@moules.example).",
    ),
    (
        "RE: [Produsoft #10801] Vraag",
        "Beste afzender,\n\nVan 12 t/m 19 oktober geniet ik van de herfstvakantie. Uw e-mail wordt na terugkomst in behandeling genomen.\n\nMet vriendelijke groet,\nLotte Prins",
    ),
    (
        "Automatische mededeling Re: Factuur",
        "Ik werk op maandag, dinsdag en donderdag. Voor vragen op andere dagen kunt u terecht bij Karin, 0318 555 141.",
    ),
    (
        "AW: Ihre Anfrage",
        "Hallo, ich bin erst am 14.10. wieder am Schreibtisch. Bis dahin hilft Ihnen Frau Seidel (-22) weiter.",
    ),
    (
        "Re: Umfrage",
        "Sehr geehrter Absender,\nwir machen Sommerpause! Vom 1. bis zum 21. August ruht bei uns der Betrieb. E-Mails werden nur gelegentlich abgerufen.",
    ),
    ("SV: Lisensfil", "Hei. Er i permisjon resten av året. Kontakt i stedet Hilde på hilde@mek.example. Mvh Knut"),
    ("SV: Kurs", "Kontoret er stengt i påskeveka. Vi er attende tysdag etter påske."),
    (
        "Ynt: [Produsoft #10802] Hata",
        "Sayın ilgili, mazeret izninde olduğumdan e-postanıza ancak perşembe günü cevap verebileceğim. Saygılarımla, Gül Aksoy",
    ),
    ("Re: Fatura", "Merhaba, resmi tatil sebebiyle bugün çalışmıyoruz. Yarın görüşmek üzere."),
    (
        "Re: [Produsoft #10803] Hole feature",
        "Thanks for getting in touch. I'm on a course in Leeds Mon-Weds with patchy wifi. If it's a machine-down situation please phone the tool room on 0161 555 0177.",
    ),
    ("RE: Invoice", "Hi, I am on jury duty this week and will be slow to respond."),
    ("RE: Question", "Absent pour raison familiale jusqu'à jeudi inclus. Merci de votre patience."),
    (
        "Re: [Produsoft #10804] Clé",
        "Bonjour,\n\nNotre société observe une pause estivale du 5 au 23 août. Une permanence est assurée au 04 55 50 01 00.\n\nL'équipe",
    ),
    (
        "Re: [Produsoft #10901] Uw melding is bijgewerkt",
        "Geachte afzender,\n\nIk ben afwezig van 9 november tot en met 20 november. Tijdens mijn afwezigheid kunt u zich richten tot Bart de Wit via b.dewit@staal.example.\n\nMet vriendelijke groeten,\nIlse Kok",
    ),
    (
        "Antw: Licentie: niet op kantoor",
        "Ik ben momenteel niet op kantoor. Ik neem uw bericht in behandeling zodra ik weer terug ben op donderdag.",
    ),
    (
        "AW: [Produsoft #10902] Rückmeldung",
        "Guten Tag,\n\nderzeit bin ich nicht erreichbar. Ihre Nachricht werde ich nach meiner Rückkehr am 17.11. bearbeiten.\n\nFreundliche Grüße\nAnke Thoms",
    ),
    (
        "Re: Update verfügbar",
        "Unser Büro ist am Freitag (Brückentag) nicht besetzt. Am Montag sind wir wieder wie gewohnt für Sie erreichbar.",
    ),
    (
        "SV: [Produsoft #10903] Din sak",
        "Hei,\nJeg har vinterferie uke 8 og er tilbake mandag 2. mars. Haster det kan du ringe Tore på 911 00 222.",
    ),
    (
        "YNT: [Produsoft #10904] Talebiniz",
        "Merhaba,\nŞu an yıllık izindeyim ve 20 Kasım tarihine kadar e-postalarımı kontrol etmeyeceğim. Acil durumlar için lütfen Selin Öz ile görüşünüz.\nİyi çalışmalar",
    ),
    (
        "Re: [Produsoft #10905] Your request",
        "Hi,\n\nThank you for your email. I am on annual leave returning on Thursday 19 November. Please contact Raj Patel (raj@tools.example) in my absence.\n\nThanks,\nKaren",
    ),
    (
        "Re: Maintenance",
        "I will be out of office from Nov 9 to Nov 13 with limited access to email. I'll respond to your message upon my return.",
    ),
    (
        "RE: [Produsoft #10906] Votre demande",
        "Bonjour,\n\nJe suis absent du bureau jusqu'au 16 novembre. Pour toute demande urgente, merci de contacter Alain Morel au 04 55 50 02 02.\n\nBien cordialement,\nHugo",
    ),
    ("Re: Facture", "Le bureau est fermé le 11 novembre. Votre message sera lu le lendemain."),
    (
        "Re: [Produsoft #11001] Ontvangstbevestiging",
        "Beste,\n\nBedankt voor uw e-mail. Tot en met 2 januari ben ik op vakantie. Voor dringende vragen kunt u mijn collega Femke bereiken op 0318 555 160.\n\nGroeten,\nHans",
    ),
    (
        "AW: [Produsoft #11002] Eingangsbestätigung",
        "Sehr geehrte Damen und Herren,\n\nich bin zurzeit nicht im Haus und kehre am 23.11. zurück. Bitte wenden Sie sich an meine Vertretung, Herrn Adler (adler@guss.example).\n\nMfG\nP. Sommer",
    ),
    (
        "Re: Lizenzverlängerung",
        "Hallo, ich bin krankgeschrieben. Ihre Mail wird automatisch an Frau Ott weitergeleitet.",
    ),
    (
        "SV: [Produsoft #11003] Bekreftelse",
        "Hei, jeg er for tiden ute og reiser og har begrenset med tid til e-post. Jeg svarer deg så fort jeg er tilbake på kontoret.",
    ),
    (
        "YNT: [Produsoft #11004] Onay",
        "Merhaba,\n30 Kasım'a kadar yurt dışındayım. E-postalarıma kısıtlı erişimim olacak. Acil konularda Tolga Şen'i arayabilirsiniz.\nSaygılar",
    ),
    (
        "Re: [Produsoft #11005] We have received your request",
        "I'm out of the office this week attending a customer site. I will have intermittent access to emails. For anything urgent call Beth on 0161 555 0122.",
    ),
    (
        "Re: Renewal",
        "Hello, I am no longer with Brook Tools. For purchasing matters please contact purchasing@brook.example.",
    ),
    (
        "RE: [Produsoft #11006] Accusé de réception",
        "Bonjour,\n\nActuellement en vacances, je serai de retour au bureau le 4 janvier. Je ne manquerai pas de vous répondre à mon retour.\n\nCordialement",
    ),
)
OFFERS: tuple[tuple[str, str], ...] = (
    (
        "Re: Re: offerte",
        "Dag,\n\nWij drukken relatiegeschenken met uw logo al vanaf 25 stuks. Tot eind deze maand 15% korting. Mag ik u ons proefpakket toesturen?\n\nPromo Plaza",
    ),
    (
        "Uw telefonie",
        "Geachte heer/mevrouw, de meeste bedrijven betalen te veel voor hun telefonie. Met ons pakket bespaart u tot 40%. Plan een gratis adviesgesprek op onze website.",
    ),
    (
        "AW: Ihre Buchhaltung",
        "Guten Tag, entlasten Sie Ihre Buchhaltung: Unsere Cloud-Lösung automatisiert Belege. Jetzt 30 Tage kostenlos testen. Darf ich Ihnen eine Demo zeigen?",
    ),
    (
        "Werkzeugstahl ab Lager",
        "Sehr geehrte Damen und Herren, wir haben Werkzeugstahl 1.2379 zu günstigen Konditionen ab Lager lieferbar. Fordern Sie unser Angebot an.\n\nStahlhandel Nord",
    ),
    (
        "Re: møte?",
        "Hei, så du e-posten min fra forrige uke? Vi hjelper bedrifter med å få flere møter med beslutningstakere. Har du 15 minutter torsdag?",
    ),
    (
        "Re: iş birliği",
        "Merhaba, Çin'den CNC parça ithalatında uzmanız. Numune ücretsiz, fiyatlar rakiplerden %20 ucuz. Katalog göndermemi ister misiniz?",
    ),
    (
        "Re: Partnership",
        "Hi, I'm reaching out because we've built an AI tool that writes proposals for sales teams. Teams like yours save 10 hours a week. Open to a quick demo on Thursday?",
    ),
    (
        "Fixtures and gauges",
        "Dear Purchasing Manager, we manufacture checking fixtures in Shenzhen for automotive customers. Attached is our catalogue. Please send drawings for a free quotation within 24 hours.",
    ),
    (
        "RE: SolidWorks users",
        "Hello, do you want to reach SolidWorks users in Europe? We have 45,000 opt-in contacts with direct dials. Reply with your target titles for a free sample.",
    ),
    (
        "Re: mutuelle",
        "Bonjour, depuis janvier votre mutuelle d'entreprise peut coûter 25 % de moins. Recevez un comparatif gratuit en deux minutes. Cordialement, Assur Plus",
    ),
    (
        "Re: zonnepanelen bedrijfshal",
        "Goedemorgen, heeft u al nagedacht over zonnepanelen op uw bedrijfshal? Met de huidige subsidie verdient u de investering in vier jaar terug. Wij maken graag een vrijblijvende berekening voor u.",
    ),
    (
        "RE: AVG-check",
        "Geachte ondernemer, voldoet uw website aan de AVG? Wij controleren dit kosteloos voor u. Klik hier voor de gratis scan.",
    ),
    (
        "Re: Kugelschreiber",
        "Guten Tag, bedruckte Kugelschreiber mit Ihrem Logo ab 0,29 Euro! Fordern Sie noch heute Ihr kostenloses Muster an. Werbe Meister",
    ),
    (
        "AW: Zusammenarbeit",
        "Hallo, mein Name ist Anil und ich vertrete eine IT-Firma in Indien. Wir entwickeln Apps und Webseiten zu unschlagbaren Preisen. Haben Sie aktuell Projekte für uns?",
    ),
    (
        "Re: renhold",
        "Hei, trenger dere hjelp med renhold av kontor og verksted? Vi tilbyr faste avtaler og gratis befaring. Når passer det at jeg stikker innom?",
    ),
    (
        "Re: İSG hizmeti",
        "Sayın yetkili, işyeriniz için OSGB hizmetlerinde yıl sonuna özel fiyatlarımızdan yararlanmak ister misiniz? Teklif için bu e-postayı yanıtlamanız yeterli.",
    ),
    (
        "Re: Following up",
        "Hi, not sure if my previous emails reached you. We generate qualified appointments for B2B software vendors and only charge per meeting. Shall I send a case study?",
    ),
    (
        "Aluminium extrusions",
        "Dear friend, this is Tony from Foshan. We export aluminium extrusions with good quality and low price. Any inquiry please feel free to contact me by WhatsApp.",
    ),
    (
        "Re: your app",
        "Hello, I found your company on Google. We are a 200 people development company and can build your mobile app 60% cheaper. When can we have a call?",
    ),
    (
        "RE: formation obligatoire",
        "Bonjour, la formation sécurité est obligatoire. Notre organisme vous propose des sessions dès 99 € par salarié, finançables par votre OPCO. Demandez votre devis gratuit.",
    ),
    (
        "Re: koffie op de zaak",
        "Goedendag, bent u toe aan een betere kop koffie op kantoor? Onze koffiemachines zijn al te huur vanaf 49 euro per maand. Plan nu een gratis proefplaatsing.",
    ),
    (
        "CE-markering",
        "Geachte heer, mevrouw, op 3 december organiseren wij een workshop over CE-markering. Als lezer krijgt u 50 euro korting. Aanmelden kan via onze site.",
    ),
    (
        "AW: Leasingangebot",
        "Guten Tag, aktuell können wir Ihnen den neuen Kombi ab 199 Euro monatlich anbieten. Interesse? Dann antworten Sie kurz.",
    ),
    (
        "Re: Ihre Patente",
        "Dear Sir, we are an intellectual property firm and can renew your patents at low cost. Please let us know if you are interested.",
    ),
    (
        "SV: profilering",
        "Hei! Vi leverer arbeidsklær med trykk av deres logo. Nå 20 % på første ordre. Skal jeg sende katalogen?",
    ),
    (
        "Re: Forklift",
        "Merhabalar, ikinci el ve sıfır forkliftlerde yıl sonu kampanyamız başladı. Uygun ödeme koşulları için bizi arayabilirsiniz.",
    ),
    (
        "Re: Re: proposal",
        "Hi, hope you're well. Any thoughts on my last email about video animation for your brand? We can do a 60 second explainer for $499.",
    ),
    (
        "RE: warehouse",
        "Hello, we have 5,000 sq ft of storage space near you at great rates. Would you like a viewing this week?",
    ),
    (
        "Re: recrutement",
        "Bonjour, nous avons identifié trois profils de techniciens disponibles près de chez vous. Souhaitez-vous recevoir leurs CV sans engagement ?",
    ),
    (
        "Emballages",
        "Madame, Monsieur, fabricant de caisses et palettes, nous livrons sous 48 h à prix usine. Demandez notre catalogue.",
    ),
    (
        "Re: uw vindbaarheid",
        "Beste,\n\nIk zag dat jullie website niet goed scoort in Google. Als SEO-specialist help ik bedrijven aan meer bezoekers. Zullen we volgende week even bellen?\n\nGroet, Daan",
    ),
    (
        "AW: Neukunden",
        "Guten Tag,\n\nwir unterstützen Maschinenbauer dabei, planbar neue Kunden zu gewinnen. Hätten Sie nächste Woche 15 Minuten für ein unverbindliches Gespräch?\n\nBeste Grüße\nLukas, Leadwerk",
    ),
    (
        "CNC-Drehmaschinen",
        "Sehr geehrte Damen und Herren,\n\nals Händler für gebrauchte Werkzeugmaschinen haben wir aktuell mehrere CNC-Drehmaschinen zu Top-Preisen im Angebot. Gerne senden wir Ihnen Details zu.\n\nMaschinen Krüger",
    ),
    (
        "SV: Flere kunder?",
        "Hei,\n\nVi har hjulpet over 200 norske bedrifter med å få flere henvendelser via nettsiden. Har du tid til en kort telefonsamtale?\n\nMvh Erik, Vekstbyrået",
    ),
    (
        "YNT: Google reklam",
        "Merhaba,\n\nGoogle reklamları ile satışlarınızı artırmak ister misiniz? Ajans olarak ilk ay ücretsiz yönetim sunuyoruz. Detaylar için dönüşünüzü bekliyoruz.\n\nRoket Ajans",
    ),
    (
        "Re: Mold making from China",
        "Dear Manager,\n\nThis is Kevin from a plastic mold factory in Ningbo. We can offer you competitive price and good quality. If you have any project, please send us drawings for quotation.\n\nBest regards, Kevin",
    ),
    (
        "RE: CAD/CAM users",
        "Hi,\n\nI wanted to check if you would be interested in our CAD/CAM users email list with 18,000 contacts. I can share counts and pricing for your review.\n\nRegards, Emma",
    ),
    (
        "Re: plus de clients",
        "Bonjour,\n\nNous aidons les entreprises industrielles à trouver de nouveaux clients grâce à LinkedIn. Auriez-vous 15 minutes cette semaine pour en parler ?\n\nThomas",
    ),
    (
        "Re: personeel gezocht?",
        "Beste,\n\nZoekt u ervaren CNC-frezers? Wij hebben direct beschikbare vakmensen uit Polen tegen een scherp tarief. Laat me weten wanneer ik kan bellen.\n\nFlexPro",
    ),
    (
        "AW: Ihre Webseite",
        "Hallo,\n\nmir ist aufgefallen, dass Ihre Webseite auf Smartphones langsam lädt. Wir erstellen moderne Webseiten zum Festpreis. Darf ich Ihnen ein paar Beispiele schicken?\n\nWebdesign Nord",
    ),
    (
        "Re: SEO for bedriften",
        "Hei, jeg analyserte nettsiden deres og fant flere muligheter til å rangere høyere i Google. Vil dere ha en gratis rapport?\n\nHilsen Mads",
    ),
    (
        "RE: Kalıp imalatı",
        "Sayın yetkili,\nÇin'de plastik enjeksiyon kalıbı üreten bir firmayız. Uygun fiyat ve hızlı teslimat ile hizmetinizdeyiz. Çizimlerinizi gönderin, hemen fiyat verelim.",
    ),
    (
        "Re: website",
        "Hello,\n\nI was looking at your website and noticed you are not ranking for some important keywords. I can place you on the first page of Google. May I send you a quote?\n\nAmy",
    ),
    (
        "Re: CNC machined parts",
        "Dear Sir/Madam, we are a CNC machining supplier located in Shenzhen. ISO 9001 certified, low MOQ, fast lead time. Please feel free to send your inquiry.",
    ),
    (
        "Re: visibilité",
        "Bonjour,\n\nJe suis consultant SEO et j'ai analysé votre site. Vous perdez des clients chaque jour. Je vous propose un appel de 15 minutes pour vous présenter mes recommandations.",
    ),
    (
        "Formation Excel",
        "Madame, Monsieur, inscrivez vos collaborateurs à notre formation Excel du 8 décembre, -20 % jusqu'à vendredi. Renseignements sur notre site.",
    ),
)
PEOPLE: tuple[tuple[str, str], ...] = (
    (
        "Re: [Produsoft #10423] Visi",
        "Ik ben er vandaag niet, morgen weer. Laat de remote sessie maar doorgaan met Piet.",
    ),
    (
        "Cursus",
        "Hallo, zijn er nog plaatsen op de cursus van 12 november? Met korting voor vaste klanten? Wij zijn gespecialiseerd in matrijzen en werken met drie man. Bekijk ons op metaal.example.",
    ),
    (
        "Verlof",
        "Vanaf 1 juni ben ik met pensioen. Mijn opvolger is Sanne Vos (sanne.vos@metaal.example). Willen jullie haar als contactpersoon noteren en haar account aanmaken?",
    ),
    (
        "Contactpersoon",
        "Beste, Rob Smit is niet meer in dienst. Graag het account van Rob verwijderen en mij als contactpersoon opnemen.\n\nEva Bos",
    ),
    (
        "AW: [Produsoft #10423] Termin",
        "Der Termin morgen muss leider ausfallen, ich bin krank. Bitte mit Herrn Kern einen neuen vereinbaren.",
    ),
    (
        "Wartung",
        "Guten Tag, wir sind ein führender Hersteller von Spritzgussformen und suchen für unsere 12 Arbeitsplätze jemanden, der uns bei der Einführung unterstützt. Bei Interesse freue ich mich auf Ihre Rückmeldung. Unsere Website: roth.example",
    ),
    ("AW: [Produsoft #10423] Remote", "Bin bis 14 Uhr in einer Besprechung, danach können Sie sich aufschalten."),
    (
        "Ansprechpartner",
        "Herr Pohl ist nicht mehr bei uns tätig. Bitte ändern Sie den Ansprechpartner für unseren Wartungsvertrag auf Frau Aydin.",
    ),
    ("SV: [Produsoft #10423] Møte", "Jeg er bortreist til torsdag. Fredag kl 10 passer fint for et Teams-møte."),
    ("Nettside", "Hei, nettsiden deres viser ikke lenger nedlastingen for versjon 2026. Hvor finner jeg den?"),
    ("YNT: [Produsoft #10423] Uzak bağlantı", "Bugün izinliyim. Bağlantıyı yarın sabah 9'da yapabiliriz."),
    (
        "Yetkili değişikliği",
        "Merhaba, Hakan Bey şirketimizden ayrıldı. Bundan sonra destek taleplerini ben göndereceğim, hesabı bana devreder misiniz?",
    ),
    ("Re: [Produsoft #10423] Call", "I'm in a meeting until 3. Call me after that on 0161 555 0144."),
    ("Re: [Produsoft #10423] Call", "Not at my desk today, tomorrow at ten is fine for the remote session."),
    ("New contact", "Brian Cole has left the company. Please remove him from our account and send further mail to me."),
    (
        "Reseller question",
        "We are a leading supplier of mold tooling in Mexico and our customers ask for your product. Are you interested in a partner here? Looking forward to hearing from you.",
    ),
    (
        "Website",
        "Your website says the training is free for companies with maintenance. We would like to book two places. Do we get a discount for a third?",
    ),
    ("RE: [Produsoft #10423] Appel", "Je suis en réunion jusqu'à 15 h, rappelez-moi après au 04 55 50 01 77."),
    (
        "Changement de contact",
        "Bonjour, M. Girard ne fait plus partie de la société. Merci de m'envoyer désormais les factures et les codes.",
    ),
    (
        "Site",
        "Bonjour, sur votre site le lien vers la formation gratuite ne mène nulle part. Nous souhaitons inscrire deux personnes.",
    ),
    (
        "Re: [Produsoft #10423] Quote",
        "Thanks for your mail. I'm travelling this week and will look at it with my boss when I'm back. Please extend it until the end of the month.",
    ),
    (
        "Re: [Produsoft #10423] Angebot",
        "Vielen Dank für Ihre Nachricht. Unser Einkauf ist bis Montag im Urlaub, die Freigabe kommt danach.",
    ),
    (
        "Re: [Produsoft #10423] Visi",
        "Bedankt voor je bericht. Ik zit vandaag in overleg, morgen kan ik het nakijken met Piet.",
    ),
    (
        "demo",
        "Hallo, kunnen we een gratis proefversie van 30 dagen krijgen voor twee werkplekken? Wij maken matrijzen en willen overstappen.",
    ),
    (
        "verhuizing",
        "Beste, ons kantoor is van 3 tot 7 mei gesloten wegens verhuizing. Het nieuwe adres voor de facturen is Dorpsstraat 1, Breda.",
    ),
    (
        "Re: [Produsoft #10423] Visi",
        "Ik ben vanaf vandaag met vakantie. Mijn collega Piet neemt deze kwestie over, hij heeft de logs.",
    ),
    ("Re: [Produsoft #10423]", "ben vrij vandaag, doe maar morgen"),
    (
        "AW: [Produsoft #10423] Visi",
        "Ich bin ab morgen im Urlaub. Herr Kern übernimmt und schickt Ihnen das Protokoll.",
    ),
    ("Messe", "Guten Tag, sind Sie dieses Jahr auf der Messe in Stuttgart? Wir würden gerne die neue Version sehen."),
    (
        "Preisliste",
        "Sehr geehrte Damen und Herren, als Hersteller von Spritzgusswerkzeugen interessieren wir uns für Ihre Produkte. Senden Sie uns Ihre Preisliste und nennen Sie uns Ihre Konditionen.",
    ),
    (
        "AW: [Produsoft #10423] Umfrage",
        "Sehr nett und schnell geholfen, vielen Dank an Ihre Kollegin. Schöne Feiertage!",
    ),
    (
        "Geänderte Öffnungszeiten",
        "Wegen Inventur ist unsere Warenannahme bis Freitag geschlossen. Den Dongle bitte erst nächste Woche zustellen lassen.",
    ),
    ("SV: [Produsoft #10423]", "Jeg har fri i dag. Kari sitter på maskinen og kan vise dere feilen."),
    ("Webinar", "Hei, jeg meldte meg på webinaret deres, men fikk aldri lenken. Koster det noe?"),
    ("SV: [Produsoft #10423]", "Takk for hjelpen, og god sommer! Vi har stengt nå."),
    ("YNT: [Produsoft #10423]", "Ben yarın yokum, Mehmet Bey size ekranı gösterecek."),
    (
        "Web sitenizdeki form",
        "Merhaba, web sitenizdeki destek formu Google Chrome'da gönderilmiyor. Firmanızın telefonunu da bulamadım.",
    ),
    ("Öğrenci", "Sayın yetkili, öğrenciler için ücretsiz lisans veriyor musunuz? Üniversitemizde kullanmak isteriz."),
    ("Re: [Produsoft #10423] Post", "I'm out tomorrow. Dave has the sample part and will show you what happens."),
    (
        "Student",
        "Hello, your website mentions a free student edition. I would like to install it for my course. Which page do I use?",
    ),
    (
        "Re: [Produsoft #10423] Post",
        "Please hold off until I'm back on the 24th. Nobody else here can judge the result.",
    ),
    (
        "Google login",
        "Dear Sir, since the weekend our people can't sign in with Google on your website. We are a company of 40.",
    ),
    (
        "Intro",
        "Hi, I am the new purchasing manager at Shaw Mould, a leading manufacturer of moulds. Who is our contact for renewals, and what discount do we get for three years?",
    ),
    ("Re: [Produsoft #10423] Survey", "Great service, thanks to your colleague! Happy holidays."),
    ("RE: [Produsoft #10423]", "Je suis en formation demain. Paul prendra le relais et vous enverra les journaux."),
    (
        "Version gratuite",
        "Bonjour, existe-t-il une version gratuite pour les écoles ? Notre lycée forme des moulistes, votre logiciel nous intéresse.",
    ),
    ("RE: [Produsoft #10423]", "Vu avec votre collègue, tout est en ordre. Bonnes fêtes !"),
    (
        "Re: [Produsoft #10423]",
        "Ik ben vandaag thuis met een ziek kind, maar Piet kan jullie binnenlaten. Vraag naar hem aan de receptie.",
    ),
    (
        "Aanmelding training",
        "Goedemorgen, graag meld ik twee medewerkers aan voor de training van 3 december. Geldt de korting nog?",
    ),
    (
        "Re: [Produsoft #10423]",
        "Ik kan u helaas niet bereiken, uw kantoor lijkt gesloten. Wilt u mij terugbellen op 0318 555 150?",
    ),
    (
        "AW: [Produsoft #10423]",
        "Ich habe heute niemanden erreicht, Ihr Büro war nicht besetzt. Wann sind Sie wieder da?",
    ),
    (
        "Kündigung Wartung",
        "Sehr geehrte Damen und Herren, wir schließen den Betrieb zum Jahresende, der Inhaber geht in den Ruhestand. Hiermit kündigen wir die Wartung.",
    ),
    ("AW: [Produsoft #10423]", "Frau Roth ist krank, ich bin ihre Vertretung. Wie geht es nun weiter?"),
    (
        "Schulung",
        "Guten Tag, wir sind ein mittelständisches Unternehmen und brauchen eine günstige Lösung für drei Schulungstage. Haben Sie noch freie Plätze im November? Ich freue mich auf Ihre Rückmeldung.",
    ),
    ("SV: [Produsoft #10423]", "Jeg overtar saken etter Per, som har sluttet. Bruk denne adressen fra nå av."),
    (
        "Priser",
        "Hei, vi er et lite firma i Bergen og vurderer programmet deres. Har dere gode priser for nystartede bedrifter, eller en gratis prøveperiode?",
    ),
    ("YNT: [Produsoft #10423]", "Murat Bey izinde, konuyu ben takip edeceğim. Son dosyayı tekrar yollar mısınız."),
    (
        "Bayi",
        "Merhaba, firmamız kalıp sektöründe 20 yıllık. Bölgemizde bayiliğinizi almak istiyoruz, özel fiyat listeniz var mı?",
    ),
    (
        "Re: [Produsoft #10423]",
        "I tried to ring but your office is closed. Back at my machine at two, try me then on 0161 555 0121.",
    ),
    (
        "Price list",
        "Dear Sir or Madam, our company supplies moulds to the toy industry. We are interested in buying your product. Please send your price list and best price. Looking forward to your reply.",
    ),
    ("Re: [Produsoft #10423]", "Martin is on paternity leave, so I'm taking over from him on this one."),
    ("Re: [Produsoft #10423]", "Not in today. Leave it with me until Monday."),
    ("RE: [Produsoft #10423]", "Votre standard était fermé ce matin. Pouvez-vous me rappeler cet après-midi ?"),
    ("RE: [Produsoft #10423]", "Luc est en arrêt maladie, c'est moi qui reprends le dossier."),
    (
        "Tarif école",
        "Bonjour, notre centre de formation souhaite un tarif avantageux pour dix postes. Profitez-vous d'accords avec l'Éducation nationale ?",
    ),
    (
        "Vakantieplanning",
        "Hallo, wij zijn van 20 juli tot 7 augustus gesloten. Graag de geplande update pas daarna uitvoeren.",
    ),
    ("RE: [Produsoft #10907]", "Beste Wim, ik was vorige week afwezig. Vandaag gelukt, bedankt voor de hulp!"),
    ("AW: [Produsoft #10908]", "Hallo, ich war im Urlaub und sehe Ihre Mail erst jetzt. Der Fehler tritt weiter auf."),
    (
        "Anfrage",
        "Guten Tag, wir sind Hersteller von Drehteilen und suchen eine CAM-Lösung zu einem attraktiven Preis. Können Sie uns eine Demo zeigen?",
    ),
    ("SV: [Produsoft #10909]", "Beklager sent svar, har hatt ferie. Ring meg gjerne i morgen."),
    ("YNT: [Produsoft #10910]", "İzinden yeni döndüm, yarın deneyip haber veririm."),
    ("Re: [Produsoft #10911]", "Sorry for the late reply, I was on vacation. Still the same on my side."),
    ("Trial", "Hi, we are a small mold shop and interested in a free trial. What are your best prices for a start-up?"),
    (
        "Re: [Produsoft #10912]",
        "I'll be travelling next week with limited access to email. Please copy Anna (anna@tools.example) on this ticket.",
    ),
    ("RE: [Produsoft #10913]", "Désolé, j'étais en congés. Le correctif fonctionne, merci."),
    (
        "Formation",
        "Bonjour, avez-vous encore des places pour la formation de novembre ? Notre société compte cinq programmeurs.",
    ),
    ("Fiyat", "Merhaba, firmamız kalıp üretiyor. Programınızın fiyatını ve kampanyalarınızı öğrenebilir miyiz?"),
    ("RE: [Produsoft #11001]", "Ik ben maandag pas weer op kantoor. Dan stuur ik de logging."),
    ("AW: [Produsoft #11002]", "Ich bin diese Woche auf Dienstreise, Frau Ott gibt Ihnen Zugriff auf den Rechner."),
    (
        "Neuer Standort",
        "Guten Tag, ab dem 1.12. sind wir nicht mehr in Köln, sondern in Bonn erreichbar. Bitte passen Sie die Adresse an.",
    ),
    ("SV: [Produsoft #11003]", "Jeg er på ferie, men prøvde hjemmefra: samme resultat."),
    ("YNT: [Produsoft #11004]", "Toplantıdan çıkınca arayacağım sizi."),
    (
        "Re: [Produsoft #11005]",
        "Off to the trade show now, thanks for the quick turnaround, will report back next week.",
    ),
    (
        "Re: webshop",
        "We sell on our website through your connector and since Friday Google shows wrong prices. What changed?",
    ),
    ("RE: [Produsoft #11006]", "Je pars en vacances vendredi, il me faudrait le fichier avant."),
    (
        "Prijzen",
        "Goedendag, wij leveren matrijzen aan de auto-industrie en zoeken een pakket met scherpe prijzen. Kan ik een vrijblijvende demo krijgen?",
    ),
    (
        "Re: [Produsoft #11007]",
        "Please contact Raj from now on, he does the CAM work here. I only look after purchasing.",
    ),
    (
        "Schulung Termine",
        "Hallo, gibt es im Januar wieder ein Seminar in Stuttgart? Frühbucherrabatt wäre auch nett :-) Gruß Eva",
    ),
)
