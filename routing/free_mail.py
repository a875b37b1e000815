"""Domains that belong to nobody's company: free mail, access providers, and what many register names under.

Whoever writes from one belongs to no organisation because of it, and no organisation can have it as its own. Lists of
names, looked up in small letters; a domain below a listed one counts as it. Pure.
"""

from __future__ import annotations

# the world
_WORLD = """
gmail.com googlemail.com outlook.com hotmail.com live.com msn.com passport.com outlook.be outlook.fr outlook.de
outlook.com.tr yahoo.com ymail.com rocketmail.com myyahoo.com aol.com aim.com icloud.com me.com mac.com
proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tutamail.com tuta.com tuta.io keemail.me
zoho.com zohomail.com zohomail.eu fastmail.com fastmail.fm hushmail.com mail.com email.com usa.com europe.com
gmx.com gmx.net mail.ru inbox.ru list.ru bk.ru internet.ru yandex.com yandex.ru ya.ru rambler.ru qq.com 163.com
126.com sina.com foxmail.com naver.com daum.net hanmail.net rediffmail.com inbox.com mailbox.org posteo.net
duck.com privaterelay.appleid.com hey.com disroot.org riseup.net startmail.com runbox.com mailfence.com
comcast.net verizon.net att.net sbcglobal.net cox.net charter.net bellsouth.net earthlink.net
mailinator.com guerrillamail.com yopmail.com trashmail.com temp-mail.org 10minutemail.com
"""
# Belgium and the Netherlands
_LOW_COUNTRIES = """
telenet.be skynet.be proximus.be belgacom.net scarlet.be pandora.be voo.be base.be edpnet.be dommel.be
hotmail.be live.be yahoo.be gmail.be mobistar.be orange.be versateladsl.be brutele.be
ziggo.nl kpnmail.nl kpnplanet.nl planet.nl hetnet.nl home.nl xs4all.nl upcmail.nl chello.nl casema.nl quicknet.nl
zonnet.nl tele2.nl online.nl solcon.nl caiway.nl caiway.net zeelandnet.nl live.nl hotmail.nl outlook.nl yahoo.nl
freeler.nl wxs.nl telfort.nl telfortglasvezel.nl delta.nl deltamail.nl onsnet.nu kabelfoon.nl multiweb.nl
euronet.nl freedom.nl onsbrabantnet.nl
"""
# Germany, Austria, Switzerland
_GERMAN = """
gmx.de gmx.at gmx.ch web.de t-online.de freenet.de arcor.de vodafone.de vodafonemail.de kabelmail.de
kabelbw.de unitybox.de unity-mail.de alice.de alice-dsl.net o2online.de o2mail.de 1und1.de online.de onlinehome.de
email.de mail.de posteo.de mailbox.de magenta.de netcologne.de ewetel.net ewe.net osnanet.de htp-tel.de versanet.de
hotmail.de live.de yahoo.de ymail.de googlemail.de genion.de lycos.de compuserve.de nexgo.de smart-mail.de
aon.at chello.at a1.net utanet.at inode.at live.at hotmail.at bluewin.ch hispeed.ch sunrise.ch swissonline.ch
"""
# Norway, Denmark, Sweden, Finland
_NORDIC = """
online.no broadpark.no getmail.no lyse.net altibox.no frisurf.no start.no c2i.net sensewave.com hotmail.no live.no
yahoo.no outlook.no ebnett.no combitel.no tele2.no telenor.no loqal.no nextgentel.no vikenfiber.no enivest.net
tussa.com eidsiva.net mimer.no bbnett.no
hotmail.dk live.dk yahoo.dk outlook.dk mail.dk jubii.dk mail.tele.dk stofanet.dk youmail.dk
hotmail.se live.se yahoo.se outlook.se telia.com bredband.net comhem.se spray.se tele2.se home.se
luukku.com kolumbus.fi elisanet.fi saunalahti.fi suomi24.fi
"""
# Turkey
_TURKISH = """
hotmail.com.tr live.com.tr yahoo.com.tr windowslive.com mynet.com ttmail.com ttnet.net.tr superonline.com
turk.net turknet.net e-kolay.net ekolay.net yandex.com.tr windowslive.com.tr mail.com.tr kablonet.com.tr
uyducell.com.tr hs01.kep.tr hs02.kep.tr hs03.kep.tr hs04.kep.tr hs05.kep.tr hs06.kep.tr hs08.kep.tr
"""
# France
_FRENCH = """
orange.fr wanadoo.fr free.fr sfr.fr laposte.net neuf.fr numericable.fr bbox.fr club-internet.fr alice.fr
aliceadsl.fr cegetel.net 9online.fr 9business.fr voila.fr tiscali.fr noos.fr nordnet.fr libertysurf.fr
hotmail.fr live.fr yahoo.fr gmail.fr ymail.fr gmx.fr netcourrier.com caramail.com dbmail.com
"""
# United Kingdom and Ireland
_BRITISH = """
btinternet.com btopenworld.com bt.com talktalk.net tiscali.co.uk virginmedia.com virgin.net ntlworld.com
blueyonder.co.uk sky.com plus.net plus.com plusnet.com o2.co.uk orange.net orange.co.uk wanadoo.co.uk freeserve.co.uk
lineone.net supanet.com zen.co.uk demon.co.uk fsmail.net hotmail.co.uk live.co.uk yahoo.co.uk outlook.co.uk
gmx.co.uk googlemail.co.uk tesco.net talk21.com mail.co.uk uwclub.net onetel.com madasafish.com
eircom.net eir.ie live.ie hotmail.ie yahoo.ie
"""
# Italy, Spain, Portugal, Poland, Czechia
_ELSEWHERE = """
libero.it virgilio.it alice.it tiscali.it tin.it hotmail.it live.it yahoo.it gmail.it fastwebnet.it
hotmail.es yahoo.es outlook.es telefonica.net terra.es ono.com sapo.pt hotmail.pt outlook.pt clix.pt
wp.pl o2.pl onet.pl op.pl interia.pl
gazeta.pl poczta.fm vp.pl tlen.pl seznam.cz centrum.cz email.cz post.cz volny.cz
"""
FREE_MAIL = frozenset(
    " ".join((_WORLD, _LOW_COUNTRIES, _GERMAN, _NORDIC, _TURKISH, _FRENCH, _BRITISH, _ELSEWHERE)).split()
)
# Names are registered below these: to own one would be to own all companies of a country.
_SHARED = """
co.uk org.uk me.uk ltd.uk plc.uk net.uk sch.uk ac.uk gov.uk nhs.uk police.uk uk.com gb.com
com.tr net.tr org.tr gov.tr bel.tr pol.tr tsk.tr edu.tr k12.tr av.tr dr.tr bbs.tr gen.tr info.tr biz.tr web.tr
name.tr tv.tr tel.tr kep.tr
kommune.no fylke.no priv.no dep.no herad.no vgs.no fhs.no folkebibl.no museum.no mil.no stat.no
asso.fr com.fr gouv.fr nom.fr prd.fr tm.fr
com.de co.nl com.nl ac.be co.at or.at gv.at ac.at
com.au com.br co.nz co.za co.jp com.cn com.pl net.pl org.pl com.es org.es com.pt co.il com.cy com.mt com.gr com.ua
onmicrosoft.com sharepoint.com github.io herokuapp.com
"""
SHARED = frozenset(_SHARED.split())


def is_nobodys(domain: str) -> bool:
    """Whether a domain can be no organisation's own: free mail, a top level, or one that companies register under."""
    labels = domain.lower().strip(".").split(".")
    if len(labels) < 2 or domain.lower() in SHARED:
        return True
    return any(".".join(labels[at:]) in FREE_MAIL for at in range(len(labels) - 1))


def candidates(domain: str) -> tuple[str, ...]:
    """A domain and those above it that may be an organisation's, the narrowest first; () for free mail."""
    if is_nobodys(domain):
        return ()
    labels = domain.lower().strip(".").split(".")
    above = (".".join(labels[at:]) for at in range(min(len(labels) - 1, 8)))
    return tuple(name for name in above if not is_nobodys(name))
