"""A source as people paste it: title, publisher, date and address told apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from exchange.importers.values.dates import read_date
from store.model.dates import PartialDate
from store.model.entities import Register, Source, SourceKind
from store.text import FoundAddress, addresses_in

OFFICIAL_BODIES = (
    *("gov.in", "nic.in", "mil.in", "indiannavy.nic.in", "joinindianarmy.nic.in"),
    *("gov", "mil", "state.gov", "defense.gov", "war.gov", "whitehouse.gov", "usembassy.gov"),
    *("gov.au", "go.jp", "gov.uk", "mod.uk", "gouv.fr", "gc.ca", "govt.nz", "go.kr", "gov.sg"),
    *("europa.eu", "nato.int"),
)
"""Sites of governments and of what they run together, for a register that names none itself.

One that names its own means those alone: what is a party to one register is a bystander in another.
"""

SHARED_SITES = (
    *("x.com", "twitter.com", "t.co", "facebook.com", "fb.com", "fb.watch", "instagram.com"),
    *("threads.net", "threads.com", "linkedin.com", "lnkd.in", "youtube.com", "youtu.be"),
    *("vimeo.com", "tiktok.com", "t.me", "telegram.me", "telegram.org", "whatsapp.com"),
    *("reddit.com", "redd.it", "quora.com", "weibo.com", "weibo.cn", "vk.com", "bsky.app"),
    *("mastodon.social", "truthsocial.com", "koo.in", "pinterest.com", "tumblr.com"),
    *("medium.com", "substack.com", "blogspot.com", "blogger.com", "wordpress.com"),
    *("livejournal.com", "ghost.io", "wixsite.com", "weebly.com", "notion.site", "notion.so"),
    *("github.com", "github.io", "githubusercontent.com", "gitlab.com", "gitlab.io"),
    *("netlify.app", "vercel.app", "pages.dev", "web.app", "herokuapp.com"),
    *("google.com", "googleusercontent.com", "goo.gl", "dropbox.com", "box.com"),
    *("1drv.ms", "onedrive.live.com", "sharepoint.com", "icloud.com", "wetransfer.com"),
    *("amazonaws.com", "cloudfront.net", "scribd.com", "issuu.com", "slideshare.net"),
    *("documentcloud.org", "academia.edu", "researchgate.net", "zenodo.org"),
    *("archive.org", "archive.ph", "archive.today", "archive.is", "archive.li", "archive.vn"),
    *("archive.fo", "archive.md", "perma.cc", "ghostarchive.org", "megalodon.jp"),
    *("bit.ly", "tinyurl.com", "ow.ly", "buff.ly", "is.gd", "dlvr.it", "rb.gy"),
)
"""Sites that publish, keep or lead to what anybody wrote: one page there says nothing of others."""

_ARCHIVED = re.compile(
    r"(?:https?://)?web\.archive\.org(?::\d+)?/(?:web|save)/(?:\d*\*?(?:[a-z]{2}_)?/)?(\S+)",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?/+", re.IGNORECASE)
_PARTS = re.compile(r"\s+[|·–—-]\s+|\s*[\n;]\s*|,\s+(?=\S)")
_DATED = re.compile(
    r"\d{4}-\d{2}(?:-\d{2})?"
    r"|\d{1,2}(?:st|nd|rd|th)?[ -][A-Za-z]{3,9}\.?,?[ -]\d{4}"
    r"|[A-Za-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
)
_PAIRS = {"<": ">", "[": "]", "(": ")", '"': '"', "'": "'", "“": "”", "‘": "’", "«": "»", "`": "`"}
"""Signs that stand around an address and are no part of it."""
_BULLET = re.compile(r"^\s*[*>•·]+\s+")
_LABELS = frozenset(("url", "uri", "link", "source", "address", "website", "accessed", "retrieved"))
"""What is written before an address to say no more than that it is one."""
_WORDS = re.compile(r"[^\W_]+")
_SITE = re.compile(
    r"(?<![\w@/.-])(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:/(?:\S*[^\s,;.)\]>”\"'])?)?(?![\w@.-]\w)",
    re.IGNORECASE,
)
_SITE_AND_PATH = re.compile(
    r"(?<![\w@/.-])(?:[a-z0-9-]+\.)+(?:com|org|net|int|edu|gov|mil|info|news|[a-z]{2})(?::\d+)?"
    r"/(?:\S*[^\s,;.)\]>”\"'])?"
)
_EDGES = " \t\n,;|·–—-()"
_FILE_NAME = re.compile(
    r"\S+\.(?:pdf|txt|html?|docx?|odt|rtf|xlsx?|ods|csv|pptx?|json|xml|eml|msg|jpe?g|png|tiff?)",
    re.IGNORECASE,
)
"""What is no address though it looks like a site: no site's name ends so."""
BARE_ADDRESS = "an address is no evidence yet: say what the page is called too"


class PastedSource(NamedTuple):
    """What a pasted text says of a source; what it does not say is empty."""

    title: str = ""
    publisher: str = ""
    date: PartialDate | None = None
    url: str = ""
    kind: SourceKind = SourceKind.UNKNOWN

    @property
    def is_bare_address(self) -> bool:
        """Whether there is an address and nothing that says what is read there."""
        return bool(self.url) and not self.title

    def source(self) -> Source:
        """Return it as a source."""
        return Source(self.title or self.url, self.publisher, self.date, self.url, self.kind)


def read_source(text: str, register: Register) -> PastedSource:
    """Tell apart what a pasted text says of a source, in whatever order it says it.

    The publisher is one that the register's sources name, by its name or by its address. An
    address on the list of official bodies makes the source official; one that the register has
    already filed makes it what it was filed as, unless anybody publishes there. Any other kind
    stays unknown: nobody is taken for independent because nothing else is known.

    >>> pasted = read_source(
    ...     "Framework signed, 31 October 2025 https://www.pib.gov.in/x", Register("")
    ... )
    >>> pasted.title, str(pasted.date), pasted.url, str(pasted.kind)
    ('Framework signed', '2025-10-31', 'https://www.pib.gov.in/x', 'official')
    """
    url, rest = address_apart(text)
    date, rest = _dated(rest)
    publishers = _publishers(register)
    parts = [part.strip(_EDGES) for part in _PARTS.split(rest)]
    named = next((each for each in reversed(parts) if each.casefold() in publishers.names), "")
    by_site = publishers.sites.get(teaching_site_of(url), "")
    publisher = publishers.names[named.casefold()] if named else by_site
    if named and any(each and each != named for each in parts):
        before, _, after = rest.rpartition(named)
        rest = f"{before.rstrip(_EDGES)}\n{after.lstrip(_EDGES)}"
    title = " ".join(rest.split()).strip(_EDGES)
    if url and _names_nothing(title):
        title = ""
    return PastedSource(title, publisher, date, url, kind_of(url, register))


def address_apart(text: str) -> tuple[str, str]:
    """Return the address in a pasted text, and the text without it and the signs around it.

    What is left is empty where it says no more than a bullet, `URL:` or a further address does.

    >>> address_apart("Framework signed <https://pib.gov.in/x>")
    ('https://pib.gov.in/x', 'Framework signed')
    >>> address_apart("1. pib.gov.in/x")
    ('pib.gov.in/x', '')
    """
    found = next(addresses_in(text), None) or _address_without_scheme(text)
    if found is None:
        return "", text
    before, after = text[: found.start], text[found.end :]
    while before and after.startswith(_PAIRS.get(before[-1], " ")):
        before, after = before[:-1], after[1:]
    before = _BULLET.sub("", before).rstrip(_EDGES)
    rest = f"{before}\n{after.lstrip(f'{_EDGES}.')}".strip()
    return found.url, "" if _names_nothing(rest) else rest


def is_bare_address(title: str, url: str = "", publisher: str = "") -> bool:
    """Whether what is told of a source is its address, and nothing that says what is read there.

    >>> is_bare_address("", "https://pib.gov.in/x"), is_bare_address("<https://pib.gov.in/x>")
    (True, True)
    >>> is_bare_address("Pact signed", "https://pib.gov.in/x"), is_bare_address("minutes.pdf")
    (False, False)
    """
    if not title.strip():
        return bool(url.strip()) and not publisher.strip()
    found, rest = address_apart(title)
    return bool(found) and not rest.strip()


def _address_without_scheme(text: str) -> FoundAddress | None:
    """Return an address that leaves `https://` out; one of no path only where it stands alone."""
    found = _SITE_AND_PATH.search(text)
    if found is None:
        alone = list(_SITE.finditer(text))
        rest = _SITE.sub(" ", text)
        is_site = alone and not _FILE_NAME.fullmatch(alone[0][0])
        found = alone[0] if is_site and _names_nothing(rest) else None
    return FoundAddress(found[0], *found.span()) if found else None


def _names_nothing(text: str) -> bool:
    """Whether a text beside an address says nothing of what is read there."""
    for found in reversed(list(addresses_in(text))):
        text = f"{text[: found.start]} {text[found.end :]}"
    words = _WORDS.findall(_SITE_AND_PATH.sub(" ", text).casefold())
    return all(each in _LABELS or (each.isdecimal() and len(each) < 4) for each in words)


def kind_of(url: str, register: Register) -> SourceKind:
    """Return whose word the page at an address is, as far as the register knows.

    A page on a site where anybody publishes is nobody's known word, whatever else is filed there.

    >>> str(kind_of("https://www.mea.gov.in/a.htm", Register("")))
    'official'
    >>> str(kind_of("https://news.example/a", Register("")))
    'unknown'
    """
    site = site_of(url)
    if not site:
        return SourceKind.UNKNOWN
    if is_site_of(site, official_bodies_of(register)):
        return SourceKind.OFFICIAL
    if not teaching_site_of(url):
        return SourceKind.UNKNOWN
    filed = Counter(
        each.kind
        for each in _sources(register)
        if each.kind is not SourceKind.UNKNOWN and site_of(each.url) == site
    )
    # A site that was filed both ways says nothing.
    return next(iter(filed)) if len(filed) == 1 else SourceKind.UNKNOWN


def official_bodies_of(register: Register) -> tuple[str, ...]:
    """Return the sites whose pages are a party's own word: the register's, else those built in.

    >>> official_bodies_of(Register("", official_bodies=("gov.avalon",)))
    ('gov.avalon',)
    """
    return register.official_bodies or OFFICIAL_BODIES


def no_longer_official(before: Register, after: Register) -> tuple[str, ...]:
    """Return the sites that were official in a register, and are not with its new settings.

    >>> own = Register("", official_bodies=("in", "mil", "gov", "uk", "europa.eu"))
    >>> no_longer_official(Register(""), own)[:3]
    ('gov.au', 'go.jp', 'gouv.fr')
    """
    held = official_bodies_of(after)
    return tuple(each for each in official_bodies_of(before) if not is_site_of(each, held))


def site_of(url: str) -> str:
    """Return the name of the site of an address, in small letters; empty when it has none.

    A page that the Wayback Machine keeps is of the site that it was kept from. What a browser and
    other programs read as two different sites has none.

    >>> site_of("https://www.mea.gov.in/a"), site_of("web.archive.org/web/2026/https://pib.gov.in/")
    ('mea.gov.in', 'pib.gov.in')
    """
    kept = _ARCHIVED.fullmatch(url)
    while kept:
        url = kept[1]
        kept = _ARCHIVED.fullmatch(url)
    if "\\" in url:
        return ""  # a slash to a browser, a part of the name to others
    scheme = _SCHEME.match(url)
    try:
        name = urlsplit(f"//{url[scheme.end() :] if scheme else url}").hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.").rstrip(".") if "." in name else ""


def teaching_site_of(url: str) -> str:
    """Return the site of an address whose pages are all of one publisher; empty for any other.

    >>> teaching_site_of("https://www.thehindu.com/a"), teaching_site_of("https://x.com/MEAIndia/1")
    ('thehindu.com', '')
    """
    site = site_of(url)
    return "" if is_site_of(site, SHARED_SITES) else site


def is_site_of(site: str, names: Sequence[str]) -> bool:
    """Whether a site is one of those named, or lies below one of them.

    >>> is_site_of("pib.gov.in", ("gov.in",)), is_site_of("notgov.in", ("gov.in",))
    (True, False)
    """
    bare = (each.strip().casefold().strip(".") for each in names)
    return any(site == each or site.endswith(f".{each}") for each in bare if each)


def _dated(text: str) -> tuple[PartialDate | None, str]:
    """Return the first date in a text that can mean one day only, and the text without it."""
    for found in _DATED.finditer(text):
        date = read_date(found[0])
        if date is not None:
            before, after = text[: found.start()].rstrip(_EDGES), text[found.end() :]
            return date, f"{before}\n{after.lstrip(_EDGES)}"
    return None, text


class _Publishers(NamedTuple):
    names: dict[str, str]
    """By their folded name."""
    sites: dict[str, str]
    """By the site of their pages."""


def _publishers(register: Register) -> _Publishers:
    names: dict[str, str] = {}
    sites: dict[str, Counter[str]] = {}
    for source in _sources(register):
        if source.publisher:
            names.setdefault(source.publisher.casefold(), source.publisher)
            if site := teaching_site_of(source.url):
                sites.setdefault(site, Counter())[source.publisher] += 1
    return _Publishers(names, {each: count.most_common(1)[0][0] for each, count in sites.items()})


def _sources(register: Register) -> Iterator[Source]:
    for instrument in register.instruments:
        if instrument.source:
            yield instrument.source
    for commitment in register.commitments:
        found = [each.source for each in commitment.updates]
        found += [each.source for each in commitment.milestones]
        yield from filter(None, found)
