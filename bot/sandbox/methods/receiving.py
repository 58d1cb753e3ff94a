"""getUpdates and the webhook's three methods."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.calls import Call, plays
from bot.sandbox.errors import bad, conflict, too_many
from bot.sandbox.updates import KINDS

_SECRET = re.compile(r"[A-Za-z0-9_-]+")
_PORTS = {443, 80, 88, 8443}
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@plays("getUpdates")
async def get_updates(call: Call) -> list[dict[str, Any]]:
    if call.rooms.webhook.url:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    _allow(call)
    limit = min(100, max(1, call.get("limit", 100)))
    timeout = min(50, max(0, call.get("timeout", 0)))
    updates = await call.rooms.polling.wait(call.get("offset", 0), limit, timeout)
    return [update.json() for update in updates]


@plays("setWebhook")
async def set_webhook(call: Call) -> tuple[bool, str]:
    url, secret = call.get("url", ""), call.get("secret_token", "")
    if not url:
        return await _without_webhook(call)
    _check_url(url)
    _check_haste(call)
    if len(secret) > 256:
        raise bad("secret token is too long")
    if secret and not _SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    _allow(call)
    if call.get("drop_pending_updates"):
        call.world.updates.drop()
    call.rooms.polling.end(conflict("terminated by setWebhook request"))
    webhook, connections = call.rooms.webhook, min(100, max(1, call.get("max_connections", 40)))
    same = (webhook.url, webhook.secret, webhook.connections) == (url, secret, connections)
    await webhook.set(url, secret, connections)
    return True, "Webhook is already set" if same else "Webhook was set"


@plays("deleteWebhook")
async def delete_webhook(call: Call) -> tuple[bool, str]:
    return await _without_webhook(call)


async def _without_webhook(call: Call) -> tuple[bool, str]:
    if call.get("drop_pending_updates"):
        call.world.updates.drop()
    was_set = bool(call.rooms.webhook.url)
    await call.rooms.webhook.set("", "", 40)
    return True, "Webhook was deleted" if was_set else "Webhook is already deleted"


@plays("getWebhookInfo")
def get_webhook_info(call: Call) -> dict[str, Any]:
    webhook, updates = call.rooms.webhook, call.world.updates
    shape: dict[str, Any] = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(updates.pending()),
    }
    if webhook.url:
        shape["max_connections"] = webhook.connections
    if webhook.last_error:
        shape |= {"last_error_date": webhook.last_error_at, "last_error_message": webhook.last_error}
    if updates.chosen is not None:
        shape["allowed_updates"] = updates.chosen
    return shape


def _check_haste(call: Call) -> None:
    """Telegram lets a webhook be set once a second."""
    now, last = call.world.clock.elapsed(), call.rooms.webhook.set_at
    if call.rooms.polling.limits.polling and now - last < 1.0:
        raise too_many(1)
    call.rooms.webhook.set_at = now


def _allow(call: Call) -> None:
    kinds = call.get("allowed_updates")
    if kinds is None:
        return
    if unknown := [kind for kind in kinds if kind.lower() not in KINDS]:
        raise bad(f"unknown update type in allowed_updates: {', '.join(unknown)}")
    call.world.updates.allow(kinds)


def _check_url(url: str) -> None:
    """HTTPS on Telegram's four ports; plain HTTP on any port of this machine, as a local server allows."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise bad("invalid webhook URL specified") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad("invalid webhook URL specified")
    if parts.hostname in _LOOPBACK:
        return
    if parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if (port or 443) not in _PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
