/* Where a link in a message leads: inside this page for t.me, else to a tab of its own. Odd schemes lead nowhere. */

import { act } from "../world/api.js";
import { openMessage } from "../world/hearing.js";
import { go, href, isPhone } from "../world/place.js";
import { chatOf, state } from "../world/store.js";
import { notice, refused } from "./pressing.js";

const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/** `{href, tab, click}` of a link, or null when it must stay plain words. */
export function follow(address) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol === "tg:") return inside(() => openPerson(Number(url.searchParams.get("id"))));
  if (!SCHEMES.has(url.protocol)) return null;
  const ours = /^(www\.)?(t\.me|telegram\.me)$/.test(url.hostname) && withinTelegram(url);
  return ours || { href: url.href, tab: url.protocol.startsWith("http") };
}

function withinTelegram(url) {
  const [name, number] = url.pathname.slice(1).split("/");
  if (name.startsWith("+")) return inside(() => act("follow", { as: state.place.person, link: url.href }).catch(refused));
  const { bot, chats } = state.world;
  const same = (username) => username && username.toLowerCase() === name.toLowerCase();
  if (same(bot.username)) {
    if (url.searchParams.has("start")) return inside(() => start(url.searchParams.get("start")));
    if (url.searchParams.has("startgroup")) return inside(addToGroup);
    return inside(() => go({ chat: state.place.person, panel: "" }));
  }
  const chat = chats.find((one) => same(one.username) && one.type !== "private");
  if (chat) return inside(() => openChat(chat, Number(number)), href({ chat: chat.id }));
  const person = state.world.people.find((one) => same(one.username));
  return person ? inside(() => openPerson(person.id)) : null;
}

const inside = (work, address = "#") => ({
  href: address,
  click(event) {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    work();
  },
});

async function openChat(chat, number) {
  if (number) await openMessage(chat.id, number);
  else go({ chat: chat.id, panel: "" });
}

function openPerson(id) {
  const person = state.world.people.find((one) => one.id === id);
  notice(person ? `That is ${person.name}. Choose them among the people to see what they see.` : "Nobody here has that account.");
}

function addToGroup() {
  const groups = state.world.chats.filter((chat) => chat.type.endsWith("group"));
  notice(groups.length ? "Add the bot from that group’s own menu, at the top right of the conversation." : "You are in no group yet.");
}

/** What the first link to start the bot in a message carries; null without one. */
export function payloadIn({ text, entities }) {
  for (const { type, offset, length, url } of entities) {
    if (type !== "url" && type !== "text_link") continue;
    const found = /t\.me\/(\w+)\?start=([\w-]+)/.exec(url ?? text.slice(offset, offset + length));
    if (found?.[1].toLowerCase() === state.world.bot.username.toLowerCase()) return found[2];
  }
  return null;
}

/** Follow a deep link: the bot's chat opens and hears /start with what the link carries. */
export async function start(payload, person = state.place.person) {
  go({ person, chat: person, panel: isPhone.matches ? "" : state.place.panel });
  await act("start", { as: person, payload: payload ?? "" }).catch(refused);
}

/** A command in a message sends itself, as in an app. */
export function command(words) {
  const { person, chat } = state.place;
  if (chatOf(chat)?.may_write) act("text", { as: person, chat_id: chat, text: words }).catch(refused);
}
