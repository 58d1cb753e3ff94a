"""A speaker's own words on a page: looking decides nothing, one press does.

Mail services and chats open links ahead of people, so every answer is a POST; whoever holds the link may give it, once.
"""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from bot.desk import signing
from bot.desk.signing import Wish
from bot.news.refusal import Refusal
from bot.news.signoffs import LONGEST_WISH, SHORTEST_WISH
from bot.web.answers import private
from bot.web.site import Site, site_of

AGREE, CHANGE = "agree", "change"


def quote_url(public_url: str, token: str) -> str:
    """Return the whole address of a speaker's page."""
    return f"{public_url}/quote/{token}"


async def look(request: Request) -> Response:
    """Show the words with their context and the two ways to answer."""
    site, token = site_of(request), request.path_params["token"]
    wish = await site.store.read(partial(signing.look, token=token))
    return _over(site, wish) or private(_form(site, wish))


async def answer(request: Request) -> Response:
    """Take the answer."""
    site, token = site_of(request), request.path_params["token"]
    given = await request.form(max_files=0, max_fields=4)
    meant, said = given.get("answer"), str(given.get("wish", "")).replace("\r\n", "\n").strip()
    if meant not in (AGREE, CHANGE) or (meant == CHANGE and not signing.fits(said)):
        wish = await site.store.read(partial(signing.look, token=token))
        problem = "choose" if meant != CHANGE else ("long" if len(said) > LONGEST_WISH else "short")
        return _over(site, wish) or private(_form(site, wish, wanted=said, problem=problem), 422)
    step = partial(signing.answer_by_link, token=token, said=said if meant == CHANGE else None)
    try:
        wish = await site.store.write(step)
    except Refusal:  # somebody else's answer came in the same moment
        wish = await site.store.read(partial(signing.look, token=token))
    return _over(site, wish) or private(
        site.set("web/quote_answered.html.j2", wish=wish, agreed=meant == AGREE)
    )


def _form(site: Site, wish: Wish | None, wanted: str = "", problem: str = "") -> str:
    limits = {"least": SHORTEST_WISH, "most": LONGEST_WISH}
    return site.set("web/quote.html.j2", wish=wish, wanted=wanted, problem=problem, **limits)


def _over(site: Site, wish: Wish | None) -> Response | None:
    """Return the page that says why a link is over, None while it can be answered."""
    if wish is not None and not wish.over:
        return None
    over = wish.over if wish else "unknown"
    return private(site.set("web/quote_over.html.j2", wish=wish, over=over), 410)
