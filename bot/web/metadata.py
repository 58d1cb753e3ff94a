"""What a page tells machines: schema.org's NewsArticle as JSON-LD.

Knows no template.
"""

import json

from markupsafe import Markup

from bot.web.layout import Page
from bot.web.site import Site

# Inside a script element only these could end it or begin a comment; JSON reads the escapes back.
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def json_ld(page: Page, site: Site) -> Markup:
    """Return a page as NewsArticle, its quotes as Quotation with whoever is named in full."""
    told: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.headline,
        "description": page.gist,
        "url": page.address,
        "mainEntityOfPage": page.address,
        "identifier": page.reference,
        "inLanguage": "en-GB",
        "publisher": {"@type": "Organization", "name": site.desk_name, "url": site.address("/")},
        "author": {"@type": "Organization", "name": site.desk_name, "url": site.address("/")},
        "image": _image(page, site),
        "hasPart": _quotations(page),
    }
    if page.first_published_at and page.published_at:
        told["datePublished"] = page.first_published_at.isoformat()
        told["dateModified"] = (page.told_at or page.published_at).isoformat()
        told["correction"] = [
            {"@type": "CorrectionComment", "text": note.words, "datePublished": note.at.isoformat()}
            for note in page.notes
            if note.at
        ]
    text = json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False)
    for char, escaped in _UNSAFE.items():
        text = text.replace(char, escaped)
    return Markup(text)  # noqa: S704 - nothing is left in it that HTML could read as markup


def _image(page: Page, site: Site) -> list[dict[str, object]]:
    if page.picture is None:
        return []
    card = page.picture.card
    return [
        {"@type": "ImageObject", "url": whole(card.url, site), "width": card.width, "height": card.height}
        | ({"creditText": page.picture.credit} if page.picture.credit else {})
    ]


def _quotations(page: Page) -> list[dict[str, object]]:
    return [
        {
            "@type": "Quotation",
            "text": "\n".join(block.text for block in quote.quoted),
            "creator": {"@type": "Person", "name": quote.speaker_full},
        }
        for quote in page.quotes
        if quote.speaker_full
    ]


def whole(link: str, site: Site) -> str:
    """Return a link of ours as a whole address."""
    return site.origin + link
