"""Unsolicited offers without a header of bulk mail: subject and text, named for what is odd about each.

A table for `test_silent_machines.py`. All people, firms, addresses and numbers are invented.
"""

from __future__ import annotations

OFFERS: dict[str, tuple[str, str]] = {
    "nl-seo-as-reply": (
        "Re: uw website",
        "Hallo,\n\nIk heb uw website bekeken en zag dat u op Google niet op de eerste pagina staat. Wij kunnen dat binnen drie maanden veranderen. Zal ik u een vrijblijvend voorstel sturen?\n\nSven\nOnline groei",
    ),
    "nl-used-machines": (
        "RE: Bewerkingscentra op voorraad",
        "Geachte directie,\n\nWij hebben momenteel diverse gebruikte bewerkingscentra uit voorraad leverbaar, zeer scherp geprijsd. Bekijk ons aanbod op machines.example of vraag vandaag nog de prijslijst aan.\n\nTechno Trade",
    ),
    "nl-recruiter": (
        "Kandidaat CNC-programmeur",
        "Beste heer/mevrouw,\n\nIk heb een uitstekende kandidaat in portefeuille die per direct beschikbaar is als CNC-programmeur. Wij werken op basis van no cure no pay. Wanneer schikt het u om kort te bellen?\n\nMarloes, Werving Plus",
    ),
    "nl-follow-up": (
        "Re: Re: samenwerking",
        "Hoi,\n\nHeeft u mijn vorige mail gezien? Wij helpen bedrijven zoals het uwe aan nieuwe klanten via LinkedIn. Heeft u deze week 15 minuten voor een kennismaking?\n\nTim",
    ),
    "de-seo-as-reply": (
        "AW: Ihr Google-Ranking",
        "Guten Tag,\n\nbei der Analyse Ihrer Webseite sind uns einige Fehler aufgefallen, die Ihr Ranking bei Google verschlechtern. Gerne erstellen wir Ihnen ein kostenloses Angebot zur Suchmaschinenoptimierung.\n\nSEO Kontor",
    ),
    "de-address-list": (
        "Re: Entscheider im Werkzeugbau",
        "Sehr geehrte Damen und Herren,\n\nwir bieten Ihnen 12.500 geprüfte Firmenadressen aus Werkzeug- und Formenbau mit Ansprechpartner und E-Mail zum Sonderpreis von 299 Euro. Bei Interesse antworten Sie einfach auf diese E-Mail.\n\nAdresspool24",
    ),
    "de-seminar": (
        "Seminar Verhandeln im Einkauf",
        'Sehr geehrte Damen und Herren,\n\nbesuchen Sie unser Praxisseminar am 14. Oktober in Köln. Sichern Sie sich jetzt den Frühbucherrabatt von 20 %. Anmeldung unter seminare.example. Wenn Sie keine weiteren Informationen wünschen, antworten Sie mit "Nein".\n\nAkademie West',
    ),
    "de-temporary-workers": (
        "AW: Personalbedarf",
        "Hallo,\n\nhaben Sie aktuell Bedarf an Fachkräften? Wir vermitteln kurzfristig qualifizierte CNC-Fräser aus Osteuropa zu attraktiven Konditionen. Ich freue mich auf Ihre Rückmeldung.\n\nPersonal Plus",
    ),
    "nb-seo": (
        "SV: Nettsiden deres",
        "Hei,\n\nJeg så på nettsiden deres og la merke til at dere kan få mye mer trafikk fra Google. Vi hjelper bedrifter med søkemotoroptimalisering til fast lav pris. Passer det med en uforpliktende prat i uka?\n\nKim, Synlig AS",
    ),
    "nb-course": (
        "Kurs i prosjektledelse - siste plasser",
        "Hei,\n\nVi har noen få ledige plasser på vårt populære kurs i prosjektledelse 12. november. Meld deg på innen fredag og få 25 % rabatt.\n\nKursgruppen",
    ),
    "nb-telephone-and-power": (
        "Re: strømavtale for bedriften",
        "Hei!\n\nVi kan tilby deres bedrift en gunstig strømavtale uten binding. Mange av våre kunder sparer tusenlapper hver måned. Svar på denne e-posten så tar jeg kontakt.\n\nEnergi Direkte",
    ),
    "nn-recruiting": (
        "SV: Ledig kapasitet",
        "Hei,\n\nvi leiger ut dyktige CNC-operatørar på kort varsel og til konkurransedyktige prisar. Har de behov for folk no i haust? Ta gjerne kontakt for eit uforpliktande tilbod.\n\nBemanning Vest",
    ),
    "tr-web-design": (
        "YNT: Web siteniz",
        "Merhaba,\n\nWeb sitenizi inceledik, Google'da üst sıralara çıkmanız için ücretsiz analiz hazırladık. Size özel kampanyalı SEO paketlerimiz hakkında bilgi almak için bu maili yanıtlayın.\n\nDijital Ajans",
    ),
    "tr-fair-list": (
        "Re: Fuar katılımcı listesi",
        "Sayın Yetkili,\n\nİstanbul kalıp fuarının ziyaretçi listesini uygun fiyata sunuyoruz. 8.000 firma, e-posta ve telefon bilgileri ile. Fiyat teklifi almak ister misiniz?\n\nVeri Market",
    ),
    "tr-training": (
        "İş güvenliği eğitimi kampanyası",
        "Değerli Firma Yetkilisi,\n\nFirmanıza özel iş güvenliği eğitimlerinde %30 indirim fırsatını kaçırmayın. Detaylı bilgi ve kayıt için bizi arayın: 0212 555 00 22.\n\nEğitim Dünyası",
    ),
    "tr-steel-supplier": (
        "RE: Çelik fiyat listesi",
        "Merhabalar,\n\nFirmamız kalıp çeliği tedarikinde 20 yıllık tecrübeye sahiptir. Güncel fiyat listemiz ektedir. İhtiyaçlarınız için tekliflerimizi sunmaktan memnuniyet duyarız.\n\nAnadolu Çelik",
    ),
    "en-chinese-moulds": (
        "Re: injection mold supplier",
        "Dear Sir/Madam,\n\nGlad to know you are in the market of plastic products. We are a professional manufacturer of injection molds in Dongguan, China, with 15 years experience. Best price and fast delivery. Looking forward to your reply.\n\nLily Chen",
    ),
    "en-leads-list": (
        "Re: Attendees list",
        "Hi,\n\nWould you be interested in acquiring the visitors contact list of the mold making expo? Counts: 9,200 contacts with verified email addresses. Let me know and I will share pricing.\n\nJessica",
    ),
    "en-seo-bump": (
        "RE: RE: quick question",
        "Hi there,\n\nJust bumping this to the top of your inbox. We help software companies get more leads from organic search. Worth a 10 minute call this week?\n\nRyan",
    ),
    "en-outsourced-developers": (
        "Dedicated developers",
        "Hello,\n\nWe provide dedicated Python and .NET developers from $15 per hour. No setup fee, free trial week. Can I send you our company profile and a few CVs?\n\nRahul\nBusiness Development Executive",
    ),
    "fr-seo-as-reply": (
        "Re: votre site internet",
        "Bonjour,\n\nEn visitant votre site, j'ai remarqué qu'il n'apparaît pas en première page de Google. Notre agence propose un audit gratuit de votre référencement. Seriez-vous disponible pour un échange cette semaine ?\n\nAgence Visible",
    ),
    "fr-used-machine-tools": (
        "Machines-outils d'occasion",
        "Madame, Monsieur,\n\nNous avons actuellement en stock plusieurs centres d'usinage d'occasion à prix très compétitifs. N'hésitez pas à nous demander notre liste de prix.\n\nMéca Négoce",
    ),
    "fr-energy": (
        "RE: vos factures d'énergie",
        "Bonjour,\n\nSaviez-vous que votre entreprise peut réduire ses factures d'énergie de 30 % ? Nos experts vous accompagnent gratuitement. Profitez de notre offre avant le 31 du mois.\n\nÉco Conseil",
    ),
    "fr-recruiting": (
        "Re: profil programmeur CN",
        "Bonjour,\n\nJe me permets de vous présenter un candidat programmeur CN disponible immédiatement. Notre cabinet de recrutement ne facture qu'en cas de succès. Quand pourrions-nous en discuter ?\n\nCabinet Talents",
    ),
}
