"""POST /console/act: anything a person does without a file. `do` names the verb; the table below is all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.console.asking import body_of, chat_of, message_of, person_of, sandbox_of
from bot.sandbox.console.shapes import chat_json, message_json, person_json
from bot.sandbox.refusals import NotPossible

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat
    from bot.sandbox.messages import Message
    from bot.sandbox.people import Person
    from bot.sandbox.posting import Manner
    from bot.sandbox.sandbox import Sandbox


class Act:
    """One request: who, where, and the rest of its fields."""

    def __init__(self, sandbox: Sandbox, body: dict[str, Any]) -> None:
        self.sandbox = sandbox
        self.body = body
        self.person: Person = person_of(sandbox, body["as"])
        self.chat: Chat = chat_of(sandbox, body.get("chat_id"), self.person)

    def message(self, field: str = "message_id") -> Message:
        return message_of(self.sandbox, self.body[field], self.chat)

    def manner(self) -> Manner:
        manner: Manner = {"formatting": self.body.get("formatting", "")}
        if self.body.get("reply_to"):
            manner["reply_to"] = self.message("reply_to")
        if self.body.get("identity"):
            manner["identity"] = self.body["identity"]
        if self.body.get("channel"):
            manner["channel"] = chat_of(self.sandbox, self.body["channel"], self.person)
        if self.body.get("via_bot"):
            manner["via_bot"] = self.body["via_bot"]
        return manner


def _text(act: Act) -> Any:
    return message_json(act.person.write(act.body["text"], act.chat, **act.manner()), act.person)


def _start(act: Act) -> Any:
    return message_json(act.person.start(act.body.get("payload", "")), act.person)


def _edit(act: Act) -> Any:
    act.person.edit(act.message(), act.body["text"], act.body.get("formatting", ""))
    return message_json(act.message(), act.person)


def _forward(act: Act) -> Any:
    target = chat_of(act.sandbox, act.body.get("to"), act.person)
    hidden = bool(act.body.get("hidden"))
    return message_json(act.person.forward(act.message(), target, hidden=hidden), act.person)


def _press(act: Act) -> Any:
    press = act.person.press(act.message(), act.body.get("button"), data=act.body.get("data"))
    return {"press_id": press.id}


def _upgrade(act: Act) -> Any:
    return chat_json(act.person.upgrade(act.chat), act.person)


def _add(act: Act) -> None:
    act.person.add(person_of(act.sandbox, act.body["person"]), act.chat)


def _promote(act: Act) -> None:
    act.person.promote(person_of(act.sandbox, act.body["person"]), act.chat, act.body.get("rights"))


def _remove(act: Act) -> None:
    act.person.remove(person_of(act.sandbox, act.body["person"]), act.chat)


VERBS: dict[str, Callable[[Act], Any]] = {
    "text": _text,
    "start": _start,
    "edit": _edit,
    "forward": _forward,
    "press": _press,
    "upgrade": _upgrade,
    "add": _add,
    "promote": _promote,
    "remove": _remove,
    "delete": lambda act: act.person.delete(act.message()),
    "react": lambda act: act.person.react(act.message(), *act.body.get("emoji", [])),
    "vote": lambda act: act.person.vote(act.message(), act.body["options"]),
    "ask": lambda act: {"query_id": act.person.ask(act.body["query"], act.chat).id},
    "choose": lambda act: message_json(
        act.person.choose(act.body["query_id"], act.body["offer"]), act.person
    ),
    "block": lambda act: act.person.block(),
    "unblock": lambda act: act.person.unblock(),
    "deactivate": lambda act: act.person.deactivate(),
    "join": lambda act: act.person.join(act.chat),
    "close": lambda act: act.person.close(act.chat),
    "follow": lambda act: act.person.follow(act.body["link"]),
    "leave": lambda act: act.person.leave(act.chat),
    "add_bot": lambda act: act.person.add_bot(act.chat, act.body.get("rights")),
    "promote_bot": lambda act: act.person.promote_bot(act.chat, act.body.get("rights")),
    "demote_bot": lambda act: act.person.demote_bot(act.chat),
    "restrict_bot": lambda act: act.person.restrict_bot(act.chat, act.body.get("allowed", ())),
    "remove_bot": lambda act: act.person.remove_bot(act.chat),
}


async def act(request: Request) -> Response:
    body = await body_of(request)
    verb = VERBS.get(body["do"])
    if verb is None:
        raise NotPossible(f"A person cannot “{body['do']}” here. Known: {', '.join(sorted(VERBS))}.")
    return JSONResponse({"ok": True, "result": verb(Act(sandbox_of(request), body))})


async def new_person(request: Request) -> Response:
    body = await body_of(request)
    person = sandbox_of(request).world.add_person(body["name"], body.get("username", ""))
    person.about = body.get("about", "")
    return JSONResponse(person_json(person), 201)


async def new_chat(request: Request) -> Response:
    sandbox, body = sandbox_of(request), await body_of(request)
    world, owner = sandbox.world, person_of(sandbox, body["owner"])
    if body["type"] == "channel":
        chat = world.add_channel(body["title"], body.get("username", ""), owner=owner)
    elif body["type"] in {"group", "supergroup"}:
        chat = world.add_group(
            body["title"], owner=owner, kind=body["type"], username=body.get("username", "")
        )
    else:
        raise NotPossible("The type of a chat is channel, group or supergroup.")
    return JSONResponse(chat_json(chat, owner), 201)


ROUTES = [
    Route("/console/act", act, methods=["POST"]),
    Route("/console/people", new_person, methods=["POST"]),
    Route("/console/chats", new_chat, methods=["POST"]),
]
