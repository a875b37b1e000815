"""Absence notes as machines send them without a header that says so: subject and text, named for what is odd about each.

A table for `test_silent_machines.py`. All people, firms, addresses and numbers are invented.
"""

from __future__ import annotations

NOTES: dict[str, tuple[str, str]] = {
    "nl-hurried-lower-case": (
        "Re: Visi start niet",
        "ben er t/m vrijdag niet, voor spoed bel 0318 555 123.\n\ngr Kees",
    ),
    "nl-formal-with-substitute": (
        "Automatisch antwoord: [Produsoft #10423] Visi start niet",
        "Geachte heer, mevrouw,\n\nMomenteel ben ik afwezig. Vanaf dinsdag 18 augustus ben ik weer bereikbaar. Uw bericht wordt niet doorgestuurd. Voor dringende zaken kunt u contact opnemen met mevrouw De Graaf (graaf@metaal.example).\n\nMet vriendelijke groet,\nP. van Dijk",
    ),
    "nl-two-languages": (
        "Licentie verlengd: afwezig",
        "Beste,\n\nIk ben op vakantie tot en met 21 juli en lees mijn mail niet.\n\n--- English ---\n\nI am on holiday until 21 July and will not read my mail.\n\nJoris Maas",
    ),
    "nl-company-closed-for-summer": (
        "Zomersluiting Maas Metaal",
        "Beste relatie,\n\nVanwege de bouwvak zijn wij gesloten van 27 juli tot en met 14 augustus. Vanaf maandag 17 augustus staan wij weer voor u klaar.\n\nTeam Maas Metaal",
    ),
    "nl-parental-leave": (
        "zwangerschapsverlof Re: vraag over de postprocessor",
        "Hallo,\n\nTot begin november ben ik met zwangerschapsverlof. Mijn werk wordt waargenomen door Sanne Vos, sanne.vos@metaal.example.\n\nGroeten,\nEva Bos",
    ),
    "nl-left-the-company": (
        "Re: [Produsoft #10424] Postprocessor",
        "Beste lezer,\n\nPer 1 mei ben ik niet meer werkzaam bij Maas Metaal. Dit mailadres wordt niet meer gelezen. Stuur uw bericht naar info@metaal.example.\n\nR. Smit",
    ),
    "nl-part-time-days": (
        "Re: Vraag",
        "Bedankt voor uw mail. Op woensdag en vrijdag werk ik niet. Ik beantwoord uw bericht op mijn eerstvolgende werkdag.\n\nHanneke",
    ),
    "nl-sick": (
        "Afwezig: Uw melding is afgehandeld",
        "Wegens ziekte ben ik voorlopig niet aanwezig. Neem voor vragen contact op met de receptie, 0318 555 100.",
    ),
    "de-hurried-no-salutation": (
        "Re: Lizenz",
        "bin bis einschl. 22.8. im Urlaub, in dringenden Fällen bitte an Hr. Kern (Durchwahl -31).\n\nGruß Lange",
    ),
    "de-formal-not-forwarded": (
        "AW: [Produsoft #10423] Ihre Anfrage - Abwesenheit",
        "Sehr geehrte Damen und Herren,\n\nvielen Dank für Ihre Nachricht. Ich bin ab dem 24.08.2026 wieder für Sie erreichbar. Ihre E-Mail wird nicht weitergeleitet. In dringenden Fällen wenden Sie sich bitte an vertrieb@werkzeugbau.example.\n\nMit freundlichen Grüßen\nHolger Brandt",
    ),
    "de-works-holiday": (
        "Betriebsferien Re: Update 2026.1",
        "Guten Tag,\n\nunser Betrieb ist vom 10.08. bis 28.08. geschlossen. Ab Montag, den 31.08., sind wir wieder für Sie da.\n\nBrandt Formenbau GmbH",
    ),
    "de-parental-leave": (
        "AW: Schulungstermin",
        "Hallo,\n\nich befinde mich bis Ende März in Elternzeit. Meine Vertretung übernimmt Frau Aydin (aydin@formenbau.example).\n\nViele Grüße\nMelanie Roth",
    ),
    "de-left-the-company": (
        "AW: AW: Dongle",
        "Herr Pohl ist nicht mehr in unserem Unternehmen tätig. Bitte richten Sie Ihre Anfragen künftig an technik@formenbau.example.",
    ),
    "de-trade-fair": (
        "Re: [Produsoft #10425] Fräserdatenbank",
        "Hallo,\n\nwir sind diese Woche auf der Messe in Stuttgart und können E-Mails nur eingeschränkt beantworten. Ab Montag melden wir uns.\n\nIhr Team der Roth CNC",
    ),
    "de-business-trip-two-languages": (
        "Dienstreise",
        "Ich bin bis zum 16. September auf Dienstreise und habe keinen Zugriff auf meine E-Mails.\n\nI am travelling on business until 16 September without access to e-mail.\n\nDr. Uwe Hahn",
    ),
    "de-sick-assistant": (
        "Re: Umfrage zur Bearbeitung",
        "Guten Tag, Frau Weiß ist derzeit erkrankt. Ihre Nachrichten werden vorübergehend nicht gelesen. Bitte wenden Sie sich an die Zentrale.",
    ),
    "nb-hurried": ("Re: Lisens", "Har ferie ut uke 31. Ring Marte på 900 00 123 om det haster.\n\nmvh Ola"),
    "nb-formal": (
        "SV: [Produsoft #10423] Visi starter ikke - fraværende",
        "Hei,\n\nTakk for din e-post. Jeg er ikke på kontoret og er tilbake mandag 10. august. Ved hastesaker kan du kontakte Kari Lie på kari@mek.example.\n\nVennlig hilsen\nPer Moe",
    ),
    "nb-company-summer-closed": (
        "Fellesferie: Re: Oppdatering",
        "Vi holder sommerstengt i uke 28, 29 og 30. Henvendelser besvares når vi er tilbake 27. juli.\n\nMoe Mekaniske AS",
    ),
    "nb-parental-leave": (
        "SV: Kurs i oktober",
        "Hei! Jeg er i foreldrepermisjon frem til 1. februar. Ta kontakt med Siri Dahl (siri@mek.example) så lenge.\n\nJonas",
    ),
    "nb-left-the-company": (
        "SV: Fakturaadresse",
        "Tor Berg har sluttet hos oss. E-posten din blir ikke lest. Send henvendelsen til post@mek.example.",
    ),
    "nb-meetings-all-day": (
        "Sv: [Produsoft #10426] Verktøybane",
        "Hei, jeg sitter i møter hele dagen og svarer på e-post i morgen.\n\nHilsen Lise",
    ),
    "nn-travelling": (
        "SV: Spørsmål om postprosessor",
        "Hei,\n\neg er på reise og les ikkje e-post før torsdag 20. august. Hastar det, ring sentralbordet.\n\nHelsing Gunnhild",
    ),
    "nb-sick-child": (
        "Autosvar: Re: Lisensfil",
        "Jeg er borte fra jobb i dag og i morgen. Meldinger blir lest når jeg er tilbake.",
    ),
    "tr-hurried": (
        "Re: Lisans",
        "15 Ağustos'a kadar izindeyim. Acil durumda Mehmet Bey'i arayın: 0532 555 00 11.\n\nAli",
    ),
    "tr-formal": (
        "YNT: [Produsoft #10423] Visi açılmıyor - Ofis dışındayım",
        "Sayın Yetkili,\n\nŞu anda ofis dışındayım, 24 Ağustos Pazartesi günü döneceğim. Acil konular için Ayşe Demir (ayse@kalip.example) ile iletişime geçebilirsiniz.\n\nSaygılarımla,\nMurat Kaya",
    ),
    "tr-holiday-of-the-company": (
        "Bayram tatili Ynt: Güncelleme",
        "Değerli iş ortağımız,\n\nKurban Bayramı nedeniyle 26-30 Mayıs tarihleri arasında kapalıyız. 1 Haziran Pazartesi günü hizmetinizdeyiz.\n\nKaya Kalıp",
    ),
    "tr-maternity": (
        "Ynt: Eğitim",
        "Merhaba,\n\nDoğum iznindeyim, şubat ayına kadar e-postalarıma bakamayacağım. Yerime Deniz Hanım bakıyor: deniz@kalip.example.\n\nElif",
    ),
    "tr-left-the-company": (
        "YNT: Fatura",
        "Hakan Yıldız şirketimizden ayrılmıştır. Bu adres artık takip edilmemektedir. Mesajlarınızı bilgi@kalip.example adresine gönderiniz.",
    ),
    "tr-trade-fair": (
        "Re: Son işlemci",
        "Bu hafta fuarda olduğum için e-postalara geç yanıt verebilirim. Pazartesi masamın başındayım.\n\nSerkan",
    ),
    "tr-sick-two-languages": (
        "Otomatik yanıt: Visi lisans",
        "Raporlu olduğumdan 12 Mart'a kadar işte değilim.\n\nI am on sick leave until 12 March.\n\nCanan Er",
    ),
    "tr-in-meetings": (
        "Ynt: [Produsoft #10427] Takım yolu",
        "Bugün tüm gün toplantıdayım, mesajınıza yarın dönüş yapacağım.\n\nBurak",
    ),
    "en-hurried": ("Re: Licence", "Off till the 24th. Anything urgent -> Dave, 0161 555 0123.\n\nSteve"),
    "en-formal": (
        "Out of office Re: [Produsoft #10423] Visi does not start",
        "Thank you for your message. I am currently out of the office with no access to e-mail and will be returning on Monday 24 August. If your request is urgent, please contact Helen Price at helen@mould.example.\n\nKind regards,\nMartin Shaw",
    ),
    "en-plant-shutdown": (
        "Re: Update 2026.1",
        "Please note that our plant is shut down for the summer from August 3 through August 14. We will respond to all messages when we reopen on August 17.\n\nShaw Mould & Die",
    ),
    "en-maternity-leave": (
        "Re: Training dates",
        "Hello,\n\nI am now on maternity leave until next spring. Gareth Hughes is covering for me: gareth@mould.example.\n\nRhian",
    ),
    "en-left-the-company": (
        "Re: [Produsoft #10424] Invoice",
        "Please be advised that Brian Cole no longer works for Shaw Mould. This mailbox is not monitored. Kindly direct your enquiry to office@mould.example.",
    ),
    "en-meetings-all-day": (
        "Re: Toolpath question",
        "I'm in meetings all day today and won't be checking email. I'll get back to you tomorrow.\n\nJo",
    ),
    "en-part-time": (
        "Re: Survey",
        "Thanks for your email. My working days are Monday to Wednesday. I will reply when I am next at my desk.\n\nPriya",
    ),
    "en-trade-show": (
        "At IMTS this week Re: post processor",
        "We are exhibiting at IMTS in Chicago this week and our response may be delayed. For immediate assistance call the main line, 312 555 0188.",
    ),
    "fr-hurried": ("Re: Licence", "En congés jusqu'au 24 août. Urgence : voir Paul, poste 12.\n\nLuc"),
    "fr-formal": (
        "RE: [Produsoft #10423] Visi ne démarre pas - absence du bureau",
        "Bonjour,\n\nJe suis actuellement absente et serai de retour le lundi 24 août. En cas d'urgence, vous pouvez contacter M. Girard (girard@moules.example).\n\nCordialement,\nClaire Petit",
    ),
    "fr-annual-closure": (
        "Fermeture annuelle Re: Mise à jour",
        "Madame, Monsieur,\n\nNotre entreprise sera fermée du 3 au 21 août inclus. Nous traiterons votre message dès notre réouverture, le 24 août.\n\nMoules Girard",
    ),
    "fr-maternity": (
        "Re: Formation",
        "Bonjour,\n\nEn congé maternité jusqu'au 15 janvier, je ne consulte pas mes messages. Merci de vous adresser à Nadia Benali (nadia@moules.example).\n\nSophie",
    ),
    "fr-left-the-company": (
        "Re: Facture",
        "Bonjour, je ne fais plus partie de la société Moules Girard depuis le 30 juin. Merci d'écrire désormais à contact@moules.example.",
    ),
    "fr-trade-fair": (
        "RE: [Produsoft #10428] Parcours d'outil",
        "Actuellement en salon professionnel, je répondrai à votre mail à partir de jeudi.\n\nBenoît",
    ),
    "fr-sick": (
        "Re: Enquête",
        "Madame Leroy est en arrêt maladie pour une durée indéterminée. Vos messages ne sont pas relevés. Veuillez contacter le standard au 04 55 50 01 00.",
    ),
    "fr-part-time-two-languages": (
        "Réponse automatique : Re: Question",
        "Je travaille à temps partiel et suis absent le mercredi. Votre message sera traité dès mon retour.\n\nI work part time and am not in on Wednesdays.",
    ),
}
