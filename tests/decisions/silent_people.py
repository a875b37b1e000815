"""People whose mails look like those of machines: subject and text, named for what is near about each.

A table for `test_silent_machines.py`. All people, firms, addresses and numbers are invented.
"""

from __future__ import annotations

PEOPLE: dict[str, tuple[str, str]] = {
    "nl-away-and-asks": (
        "Afwezig volgende week",
        "Hallo,\n\nVolgende week ben ik met vakantie. Kunnen jullie de nieuwe postprocessor vóór vrijdag sturen, of anders aan mijn collega Piet (piet@metaal.example)?\n\nGroet,\nKees",
    ),
    "nl-forwards-an-offer": (
        "Fwd: Re: uw website",
        "Zijn dit mensen van jullie?\n\n---------- Forwarded message ---------\nVan: Sven <sven@groei.example>\nDate: ma 3 aug 2026 om 10:11\nSubject: Re: uw website\nTo: <info@metaal.example>\n\nIk heb uw website bekeken en zag dat u op Google niet op de eerste pagina staat. Zal ik u een vrijblijvend voorstel sturen?",
    ),
    "nl-asks-for-an-offer": (
        "Offerte",
        "Beste,\n\nGraag ontvang ik een vrijblijvende offerte voor twee extra licenties en een training van een dag bij ons op locatie.\n\nMet vriendelijke groet,\nP. van Dijk\nMaas Metaal BV",
    ),
    "nl-auto-reply-broken": (
        "Automatisch antwoord werkt niet",
        'Hallo,\n\nSinds gisteren krijgen klanten geen automatisch antwoord meer uit onze Visi-mailkoppeling. Vroeger kregen ze: "Ik ben afwezig tot ...". Wat moet ik instellen?\n\nKees',
    ),
    "nl-thanks-before-holiday": (
        "Re: [Produsoft #10423] Visi start niet",
        "Top, hij doet het weer. Ik ben tot en met 21 juli op vakantie, daarna test ik de rest. Bedankt!\n\nJoris",
    ),
    "nl-very-short": ("Re: [Produsoft #10423] Visi start niet", "Maandag ben ik er weer, bel dan maar."),
    "nl-holiday-with-a-problem": (
        "vakantie maar toch",
        "Hoi, ik ben op vakantie maar de werkplaats belde net: de dongle wordt niet herkend en ze kunnen geen programma's meer maken. Wie kan ze helpen? Vraag naar Wim, 0318 555 130.",
    ),
    "nl-invoice": (
        "Factuur 2026-118",
        "Beste,\n\nOp factuur 2026-118 staat een licentie te veel. Onze administratie is tot 17 augustus gesloten; graag daarvoor een creditnota.\n\nEva Bos",
    ),
    "de-server-not-there-and-nobody-can-work": (
        "Lizenzserver",
        "Der Lizenzserver ist nicht erreichbar, keiner von uns kann arbeiten. Bitte rufen Sie an: 07031 555-44\n\nT. Lange",
    ),
    "de-away-please-call-colleague": (
        "Abwesenheit",
        "Hallo,\n\nich bin nächste Woche nicht im Haus, bitte rufen Sie daher vor Freitag meinen Kollegen Herrn Kern an (Tel. 07031 555-31): die Lizenz auf dem zweiten Rechner läuft aus.\n\nGruß\nT. Lange",
    ),
    "de-forwards-an-offer": (
        "WG: AW: Ihr Google-Ranking",
        "Hallo, kam gerade rein, ist das von Ihnen?\n\nVon: SEO Kontor <info@kontor.example>\nGesendet: Montag, 3. August 2026 10:11\nAn: info@formenbau.example\nBetreff: AW: Ihr Google-Ranking\n\nGerne erstellen wir Ihnen ein kostenloses Angebot zur Suchmaschinenoptimierung.",
    ),
    "de-asks-for-an-offer": (
        "Anfrage",
        "Sehr geehrte Damen und Herren,\n\nbitte unterbreiten Sie uns ein unverbindliches Angebot über drei Wartungsverträge und eine Schulung für zwei Mitarbeiter.\n\nMit freundlichen Grüßen\nHolger Brandt\nBrandt Formenbau GmbH",
    ),
    "de-auto-reply-broken": (
        "Abwesenheitsnotiz wird nicht verschickt",
        'Guten Tag,\n\nunsere Abwesenheitsnotiz "Ich bin bis zum 12.8. nicht im Büro" wird seit dem Update nicht mehr verschickt. Ist das bekannt?\n\nMelanie Roth',
    ),
    "de-thanks": (
        "AW: [Produsoft #10423] Dongle",
        "Danke, läuft wieder. Ich gehe jetzt in Urlaub, Sie können den Fall schließen.\n\nSchöne Grüße\nRoth",
    ),
    "de-very-short": (
        "AW: [Produsoft #10423] Dongle",
        "Bin erst ab Montag wieder an der Maschine, dann probiere ich es aus.",
    ),
    "de-holiday-with-a-problem": (
        "dringend trotz Urlaub",
        'Ich bin eigentlich bis 28.8. im Urlaub, aber in der Firma steht alles: Visi meldet beim Start "Lizenz abgelaufen". In dringenden Fällen bitte direkt an Herrn Pohl wenden, er sitzt am Rechner.',
    ),
    "de-order": (
        "Bestellung 4500118",
        "Guten Tag,\n\nhiermit bestellen wir gemäß Ihrem Angebot A-2201 zwei Arbeitsplätze. Wegen Betriebsferien vom 10.08. bis 28.08. bitte erst danach liefern.\n\nEinkauf, Brandt Formenbau GmbH",
    ),
    "nb-away-and-asks": (
        "Ferie",
        "Hei,\n\nJeg har ferie fra mandag og er tilbake 10. august. Kan dere legge ut lisensfilen før det? Kari (kari@mek.example) kan teste den.\n\nmvh Ola",
    ),
    "nb-away-please-call-colleague": (
        "Ikke på kontoret",
        "Jeg er ikke på kontoret neste uke, så ring heller Marte før fredag på 900 00 123: lisensen på den andre maskinen virker ikke.\n\nPer Moe",
    ),
    "nb-asks-for-an-offer": (
        "Tilbud",
        "Hei,\n\nKan dere gi oss et uforpliktende tilbud på kurs i oktober for tre personer?\n\nHilsen\nLise Dahl\nMoe Mekaniske AS",
    ),
    "nb-auto-reply-broken": (
        "Autosvar går ikke ut",
        'Hei, autosvaret vårt ("Jeg er ikke på kontoret ...") sendes ikke lenger etter at vi installerte den nye versjonen. Hvor slår vi det på?\n\nTor',
    ),
    "nb-thanks": (
        "SV: [Produsoft #10423] Verktøybane",
        "Takk, nå virker det! Jeg tar ferie med god samvittighet :-)\n\nOla",
    ),
    "nn-very-short": ("SV: [Produsoft #10423] Postprosessor", "Eg er på reise til torsdag, prøver det då."),
    "nb-holiday-with-a-problem": (
        "på ferie, men",
        "Hei, jeg er på ferie til 10. august, men fikk nettopp telefon fra verkstedet. Visi krasjer når de åpner en stor modell. Kan noen ringe Per på 900 00 456?",
    ),
    "nb-order": (
        "Bestilling kurs",
        "Vi bestiller herved to kursplasser 14. oktober. Faktura sendes post@mek.example. Vi har stengt i uke 28-30.\n\nMoe Mekaniske AS",
    ),
    "tr-away-and-asks": (
        "İzin",
        "Merhaba,\n\nPazartesiden itibaren iki hafta izindeyim. Lisans dosyasını cuma gününe kadar gönderebilir misiniz? Ben yokken Mehmet Bey kuracak.\n\nAli",
    ),
    "tr-away-please-call-colleague": (
        "Ofis dışındayım",
        "Gelecek hafta ofis dışındayım, bu yüzden lütfen cumadan önce Mehmet Bey'i arayın (0532 555 00 11): ikinci bilgisayardaki lisans çalışmıyor.\n\nMurat Kaya",
    ),
    "tr-asks-for-an-offer": (
        "Fiyat teklifi",
        "Merhaba,\n\nİki kullanıcı için lisans ve üç günlük eğitim için fiyat teklifi rica ederiz.\n\nSaygılarımla,\nMurat Kaya\nKaya Kalıp",
    ),
    "tr-forwards-an-offer": (
        "İlt: YNT: Web siteniz",
        "Bu firma sizinle mi çalışıyor?\n\n---------- Forwarded message ---------\nGönderen: Dijital Ajans <info@ajans.example>\nDate: 3 Ağu 2026 Pzt, 10:11\nSubject: YNT: Web siteniz\nTo: <bilgi@kalip.example>\n\nWeb sitenizi inceledik, Google'da üst sıralara çıkmanız için ücretsiz analiz hazırladık.",
    ),
    "tr-thanks": (
        "YNT: [Produsoft #10423] Visi",
        "Teşekkürler, sorun çözüldü. Yarından itibaren izindeyim, kaydı kapatın.",
    ),
    "tr-very-short": ("YNT: [Produsoft #10423] Visi", "Bugün toplantıdayım, yarın denerim."),
    "tr-holiday-with-a-problem": (
        "izinden yazıyorum",
        "Merhaba, 15 Ağustos'a kadar izindeyim ama atölyeden aradılar, program açılırken hata veriyor ve çalışamıyorlar. Acil durumda Hasan Usta'yı arayın: 0532 555 00 44.",
    ),
    "tr-invoice": (
        "Fatura hakkında",
        "Merhaba, bayram nedeniyle 26-30 Mayıs arası kapalıyız, faturayı lütfen 1 Haziran tarihli kesiniz.\n\nElif",
    ),
    "en-away-and-asks": (
        "On leave from Monday",
        "Hi,\n\nI'm on leave from Monday 3 to Friday 14 August. Could somebody send the post for the new lathe before then? Tom (tom@mould.example) can answer questions while I'm away.\n\nMartin",
    ),
    "en-away-please-call-colleague": (
        "Out of the office next week",
        "I am out of the office next week, so please call my colleague Helen before Friday on 0161 555 0188: the licence on the second seat expires then.\n\nSteve",
    ),
    "en-forwards-an-offer": (
        "Fwd: Attendees list",
        "Is this you, or is somebody using your name?\n\nBegin forwarded message:\n\nFrom: Jessica <jessica@lists.example>\nSubject: Attendees list\nDate: 3 August 2026 at 10:11:00 BST\nTo: info@mould.example\n\nWould you be interested in acquiring the visitors contact list of the mold making expo?",
    ),
    "en-asks-for-an-offer": (
        "Quotation",
        "Dear all,\n\nPlease send us your best price for two more seats with maintenance, and the next training dates. Looking forward to your reply.\n\nPriya Nair\nShaw Mould & Die",
    ),
    "en-auto-reply-broken": (
        "Automatic reply is not sent",
        'Hello,\n\nour automatic reply "I am out of the office until Monday" has not been sent since the last update. Anything we have to switch on?\n\nRhian',
    ),
    "en-thanks": (
        "Re: [Produsoft #10423] Licence",
        "Thanks, that fixed it. I'm off till the 24th, so feel free to close this.\n\nSteve",
    ),
    "en-very-short": ("Re: [Produsoft #10423] Licence", "In meetings all day, will try it tomorrow."),
    "en-holiday-with-a-problem": (
        "on holiday but stuck",
        "I'm on annual leave until 24 August but the shop just called. Visi crashes on opening any part file. Please contact Dave on 0161 555 0123, he is at the machine.",
    ),
    "fr-away-and-asks": (
        "Absence",
        "Bonjour,\n\nJe serai absent du 3 au 14 août. Pouvez-vous envoyer le post-processeur avant vendredi, ou à mon collègue Paul (paul@moules.example) ?\n\nLuc",
    ),
    "fr-away-please-call-colleague": (
        "En congés la semaine prochaine",
        "Je suis en congés la semaine prochaine, merci donc d'appeler ma collègue Nadia avant vendredi au 04 55 50 01 22 : la licence du second poste expire.\n\nClaire Petit",
    ),
    "fr-forwards-an-offer": (
        "TR: votre site internet",
        "Bonjour, est-ce un de vos partenaires ?\n\nDe : Agence Visible <info@visible.example>\nEnvoyé : lundi 3 août 2026 10:11\nÀ : contact@moules.example\nObjet : votre site internet\n\nNotre agence propose un audit gratuit de votre référencement.",
    ),
    "fr-asks-for-an-offer": (
        "Demande de devis",
        "Bonjour,\n\nMerci de nous faire parvenir un devis pour deux licences supplémentaires et une formation sur site.\n\nCordialement,\nBenoît Girard\nMoules Girard",
    ),
    "fr-auto-reply-broken": (
        "Réponse automatique",
        "Bonjour, notre réponse automatique « Je suis absent jusqu'au… » ne part plus depuis la mise à jour. Que faut-il régler ?\n\nSophie",
    ),
    "fr-thanks": (
        "RE: [Produsoft #10423] Licence",
        "Merci, c'est réglé. Je pars en congés ce soir, vous pouvez clôturer.\n\nLuc",
    ),
    "fr-very-short": ("RE: [Produsoft #10423] Licence", "En déplacement jusqu'à jeudi, je ferai l'essai à mon retour."),
    "fr-holiday-with-a-problem": (
        "en vacances mais bloqués",
        "Je suis en vacances jusqu'au 24 août, mais l'atelier m'appelle : la clé n'est plus reconnue et personne ne peut travailler. En cas d'urgence, voir Paul au 04 55 50 01 12.",
    ),
}
