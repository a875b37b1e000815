"""Replies as mail clients write them in HTML: a template a client, the words of each language, and single oddities.

All made up. `{new}` is what an engineer wrote, `{quoted}` the notification that he answers.
"""

from __future__ import annotations

# Labels of header blocks (from, sent, to, subject) and the attribution line, as clients write them by language.
WORDS = {
    "nl": ("Van", "Verzonden", "Aan", "Onderwerp", "Op wo 4 mrt 2026 om 10:02 schreef Desk &lt;desk@desk.example&gt;:"),
    "de": (
        "Von",
        "Gesendet",
        "An",
        "Betreff",
        "Am Mi., 4. März 2026 um 10:02 Uhr schrieb Desk &lt;d@desk.example&gt;:",
    ),
    "nb": ("Fra", "Sendt", "Til", "Emne", "ons. 4. mars 2026 kl. 10:02 skrev Desk &lt;desk@desk.example&gt;:"),
    "tr": (
        "Kimden",
        "Gönderildi",
        "Kime",
        "Konu",
        "Desk &lt;desk@desk.example&gt;, 4 Mar 2026 Çar, 10:02 tarihinde şunu yazdı:",
    ),
    "en": ("From", "Sent", "To", "Subject", "On Wed, 4 Mar 2026 at 10:02, Desk &lt;desk@desk.example&gt; wrote:"),
    "fr": ("De", "Envoyé", "À", "Objet", "Le mer. 4 mars 2026 à 10:02, Desk &lt;desk@desk.example&gt; a écrit :"),
    "sv": ("Från", "Skickat", "Till", "Ämne", "Den ons 4 mars 2026 kl 10:02 skrev Desk &lt;desk@desk.example&gt;:"),
    "es": (
        "De",
        "Enviado",
        "Para",
        "Asunto",
        "El mié, 4 mar 2026 a las 10:02, Desk (&lt;desk@desk.example&gt;) escribió:",
    ),
    "it": (
        "Da",
        "Inviato",
        "A",
        "Oggetto",
        "Il giorno mer 4 mar 2026 alle ore 10:02 Desk &lt;desk@desk.example&gt; ha scritto:",
    ),
    "pl": ("Od", "Wysłano", "Do", "Temat", "śr., 4 mar 2026 o 10:02 Desk &lt;desk@desk.example&gt; napisał(a):"),
}

_BLOCK = (
    "<b>{from}:</b> Desk &lt;desk@desk.example&gt;<br><b>{sent}:</b> 4-3-2026 10:02<br>"
    "<b>{to}:</b> Ann Berg &lt;ann@desk.example&gt;<br><b>{subject}:</b> New case"
)

# Where the client marks its quote so that a cut may be relayed unseen.
MARKED = {
    "outlook desktop": (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {{margin:0}}</style></head>'
        '<body lang="NL"><div class="WordSection1"><p class="MsoNormal">{new}<o:p></o:p></p>'
        '<p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;'
        'padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">' + _BLOCK + "<o:p></o:p></p></div></div>"
        '<p class="MsoNormal">{quoted}</p></div></body></html>'
    ),
    "outlook with a line beside the quote": (
        '<div class="WordSection1"><p class="MsoNormal">{new}</p><div style="border:none;border-left:solid blue 1.5pt;'
        'padding:0cm 0cm 0cm 4.0pt"><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm '
        '0cm"><p class="MsoNormal">' + _BLOCK + "</p></div></div><p>{quoted}</p></div></div>"
    ),
    "outlook with its bookmark": (
        '<div class="WordSection1"><p class="MsoNormal">{new}</p><p class="MsoNormal"><a name="_MailOriginal">'
        "<b>{from}:</b></a> Desk</p><p>{quoted}</p></div>"
    ),
    "outlook with a rule and bold labels": (
        '<div>{new}</div><hr tabindex="-1" style="width:98%"><font face="Calibri">' + _BLOCK + "</font><br>{quoted}"
    ),
    "outlook for mac": '<div>{new}</div><div><br></div><span id="OLK_SRC_BODY_SECTION"><div>'
    + _BLOCK
    + "</div>{quoted}</span>",
    "outlook on the web": (
        '<div class="elementToProof">{new}</div><div id="appendonsend"></div><hr style="display:inline-block;'
        'width:98%">'
        '<div id="divRplyFwdMsg" dir="ltr">' + _BLOCK + '</div><div class="x_elementToProof">{quoted}</div>'
    ),
    "outlook mobile": (
        '<div dir="ltr">{new}</div><div id="ms-outlook-mobile-body-separator-line"><div><br></div></div>'
        '<div id="mail-editor-reference-message-container" class="ms-outlook-mobile-reference-message"><hr>'
        '<div id="divRplyFwdMsg">' + _BLOCK + "</div>{quoted}</div>"
    ),
    "hotmail": '<div dir="ltr">{new}<br><hr id="stopSpelling">' + _BLOCK + "<br>{quoted}</div>",
    "gmail": (
        '<div dir="ltr">{new}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" '
        'class="gmail_attr">'
        '{attr}<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex">{quoted}</blockquote></div>'
    ),
    "old gmail": (
        '<div dir="ltr">{new}</div><div class="gmail_extra"><br><div class="gmail_quote">{attr}<br>'
        '<blockquote class="gmail_quote">{quoted}</blockquote></div><br></div>'
    ),
    "gmail forward": (
        '<div dir="ltr">{new}</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded '
        "message --------"
        '-<br>{from}: Desk</div>{quoted}<div class="gmail_quote"><blockquote>older</blockquote></div>{quoted}</div>'
    ),
    "apple mail": (
        '<body style="word-wrap: break-word">{new}<br><div><blockquote type="cite"><div>{attr}</div><br '
        'class="Apple-interchange-newline"><div>{quoted}</div></blockquote></div></body>'
    ),
    "iphone": (
        '<body dir="auto">{new}<div dir="ltr"><br><blockquote type="cite">{attr}<br><br></blockquote></div>'
        '<blockquote type="cite"><div dir="ltr">{quoted}</div></blockquote></body>'
    ),
    "thunderbird": (
        '<body text="#000000"><p>{new}</p><div class="moz-cite-prefix">{attr}<br></div>'
        '<blockquote type="cite" cite="mid:a@desk.example">{quoted}</blockquote></body>'
    ),
    "thunderbird without a blockquote": '<p>{new}</p><div class="moz-cite-prefix">{attr}</div><pre>{quoted}</pre>',
    "thunderbird forward": (
        '<p>{new}</p><div class="moz-forward-container"><table class="moz-email-headers-table"></table>{quoted}</div>'
    ),
    "zimbra": '<div>{new}</div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__">'
    + _BLOCK
    + "</div>{quoted}",
    "roundcube": (
        '<p>{new}</p><p id="reply-intro">{attr}</p><blockquote type="cite"><div '
        'id="replybody1">{quoted}</div></blockquote>'
    ),
    "yahoo": (
        '<div class="ydp1a2b3c4dyahoo-style-wrap"><div>{new}</div></div><div id="ydp5e6f7a8byahoo_quoted_0123456789" '
        'class="ydp5e6f7a8byahoo_quoted"><div><div>{attr}</div><div>{quoted}</div></div></div>'
    ),
    "gmx": '<div>{new}</div><div name="quote" style="border-left:2px solid #C3D9E5"><div>'
    + _BLOCK
    + "</div>{quoted}</div>",
    "proton mail": (
        '<div>{new}</div><div class="protonmail_quote">{attr}<br><blockquote '
        'class="protonmail_quote" type="cite">{quoted}</blockquote></div>'
    ),
    "spark": (
        '<div name="messageBodySection">{new}</div><div name="messageReplySection">{attr}<blockquote '
        'type="cite">{quoted}</blockquote></div>'
    ),
    "front": '<div>{new}</div><br>{attr}<br><blockquote type="cite" class="front-blockquote">{quoted}</blockquote>',
    "zoho": (
        '<div>{new}</div><div class="zmail_extra"><div id="Zm-_Id_-Sgn1">---- {attr} ----</div>'
        "<blockquote>{quoted}</blockquote></div>"
    ),
    "missive": '<div>{new}</div><div class="missive_quote">{attr}<blockquote>{quoted}</blockquote></div>',
    "samsung": "<div>{new}</div><div>-------- Original message --------</div><div>"
    + _BLOCK
    + "</div><div>{quoted}</div>",
}

# Where only words or a bare blockquote show the border: a cut is made, and an eye has to see it.
UNMARKED = {
    "an attribution line only": "<div>{new}</div><div>{attr}</div><div>{quoted}</div>",
    "an attribution and a bare blockquote": "<p>{new}</p><p>{attr}</p><blockquote>{quoted}</blockquote>",
    "a header block only": "<p>{new}</p><p>" + _BLOCK + "</p><p>{quoted}</p>",
    "lotus notes table": (
        '<font size="2">{new}</font><br><br><table><tr><td><font size="1">{from}:</font></td><td>Desk</td></tr><tr><td>'
        "{sent}:</td><td>04.03.2026 10:02</td></tr><tr><td>{to}:</td><td>Ann Berg</td></tr><tr>"
        "<td>{subject}:</td><td>New "
        "case</td></tr></table><br>{quoted}"
    ),
    "lotus notes dashes": (
        '<div>{new}</div><font size="2">"Desk" ---04.03.2026 10:02:44---New case</font><p>{quoted}</p>'
    ),
    "quote signs": "<div>{new}</div><div>&gt; {quoted}</div><div>&gt; more</div>",
    "elements out of a foreign mail": '<div>{new}</div><div class="x_WordSection1">{quoted}</div>',
    "no border at all": "<div>{new}</div><div>{quoted}</div>",
}


def page(template: str, language: str, new: str, quoted: str) -> str:
    """A reply in that client and language."""
    words = dict(zip(("from", "sent", "to", "subject", "attr"), WORDS[language], strict=True))
    return template.format(new=new, quoted=quoted, **words)
