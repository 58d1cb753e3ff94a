/* The menu of a message or of a chat: near the pointer on a desktop, along the bottom on a phone. */

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { icon } from "../look/icons.js";
import { roving } from "../look/roving.js";
import { act } from "../world/api.js";
import { change, chatOf, openChat, state } from "../world/store.js";
import { answer, edit } from "./drafts.js";
import { payloadIn, start } from "./links.js";
import { copy, notice, refused } from "./pressing.js";
import { gist } from "./service.js";

const FACES = ["👍", "❤️", "👏", "🙏", "👀", "🎉"];

export function openMenu(event, message) {
  if (event.target.closest?.(".key, a[target]") && event.type === "contextmenu") return;
  event.preventDefault();
  show(event, { of: "message", message });
}

export const openChatMenu = (event) => show(event, { of: "chat" });

function show(event, menu) {
  const before = event.currentTarget.closest("[tabindex], button") ?? event.currentTarget;
  const box = before.getBoundingClientRect();
  const byKey = !event.clientX && !event.clientY;
  const [x, y] = byKey ? [box.left + 20, box.top + 20] : [event.clientX, event.clientY];
  change({ menu: { ...menu, x, y, before } });
  requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector(".menu [role^=menuitem]")?.focus()));
}

function close() {
  const before = state.menu?.before;
  change({ menu: null });
  if (before?.isConnected) before.focus();
}

function keys(event) {
  if (event.key !== "Escape" && event.key !== "Tab") return move(event);
  event.preventDefault();
  return close();
}

const move = roving("[role=menuitem]");

export function menu() {
  const { menu: open } = state;
  if (!open) return nothing;
  const items = { message: ofMessage, chat: ofChat, forward: ofForward, start: ofStart }[open.of](open);
  const left = Math.max(8, Math.min(open.x, innerWidth - 248));
  const height = 60 + items.length * 48 + (open.of === "message" ? 56 : 0);
  const top = Math.max(8, Math.min(open.y, innerHeight - height));
  return html`<div class="veil" @click=${close} @contextmenu=${(event) => event.preventDefault()}></div>
    <div class="menu" role="menu" aria-label=${TITLES[open.of]} @keydown=${keys} .style=${`--x:${left}px;--y:${top}px`}>
      ${open.of === "message" ? faces(open.message) : nothing}
      ${items.map(([sign, words, work, tone]) => html`<button type="button" role="menuitem" tabindex="-1" class=${tone ?? ""}
        @click=${() => chosen(work)}>${icon(sign)} ${words}</button>`)}
    </div>`;
}

const TITLES = { message: "This message", chat: "This chat", forward: "Forward to", start: "Open the link as" };

function chosen(work) {
  const before = state.menu?.before;
  if (work() !== "stay") {
    change({ menu: null });
    if (document.activeElement === document.body && before?.isConnected) before.focus();
  }
}

const faces = (message) => html`<div class="faces" role="group" aria-label="React">${FACES.map((face) => html`<button
  type="button" role="menuitem" tabindex="-1" aria-label="React with ${face}" @click=${() => chosen(() => react(message, face))}
  >${face}</button>`)}</div>`;

const fields = (message) => ({ as: state.place.person, chat_id: message.chat_id, message_id: message.id });
const try_ = (verb, more) => void act(verb, more).catch(refused);

function react(message, face) {
  const has = message.reactions.some(({ type }) => type.emoji === face);
  try_("react", { ...fields(message), emoji: has ? [] : [face] });
}

function ofMessage({ message }) {
  const chat = chatOf(message.chat_id);
  const mayDelete = message.own || chat?.type === "private" || chat?.status === "creator";
  return [
    chat?.may_write && ["reply", "Reply", () => answer(message)],
    message.text && ["copy", "Copy the words", () => void copy(message.text)],
    message.own && chat?.may_write && ["edit", "Edit", () => edit(message)],
    ["forward", "Forward …", () => further("forward", message)],
    payloadIn(message) && ["open", "Open its link as …", () => further("start", message)],
    message.link && ["open", "Copy the link", () => void copy(message.link)],
    mayDelete && ["bin", "Delete", () => try_("delete", fields(message)), "danger"],
  ].filter(Boolean);
}

/** A second menu in the first one's place. */
function further(of, message) {
  change({ menu: { ...state.menu, of, message } });
  requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector(".menu [role=menuitem]")?.focus()));
  return "stay";
}

const SIGNS = { private: "news", group: "group", supergroup: "group", channel: "channel" };

function ofForward({ message }) {
  return state.world.chats.filter((chat) => chat.may_write).map((chat) => [SIGNS[chat.type], chat.title, () => {
    act("forward", { ...fields(message), to: chat.id })
      .then(() => notice(`Forwarded to ${chat.title}: ${gist(message).slice(0, 40)}`)).catch(refused);
  }]);
}

/** An invitation is for somebody else: that somebody opens it here. */
const ofStart = ({ message }) => state.world.people.filter((person) => !person.is_bot)
  .map((person) => ["open", person.name, () => void start(payloadIn(message), person.id)]);

function ofChat() {
  const chat = openChat();
  const here = { as: state.place.person, chat_id: chat.id };
  const rules = chat.status === "creator" || chat.status === "administrator";
  const isOfBot = chat.type === "private";
  return [
    isOfBot && ["bin", "Stop and block the bot", () => try_("block", here), "danger"],
    !isOfBot && rules && chat.bot_status === "left" && ["news", "Add the bot", () => try_("add_bot", here)],
    !isOfBot && rules && chat.bot_status === "member" && ["news", "Make the bot an administrator", () => try_("promote_bot", here)],
    !isOfBot && rules && chat.bot_status === "administrator" && ["news", "Take the bot’s rights away", () => try_("demote_bot", here)],
    !isOfBot && rules && chat.bot_status !== "left" && ["bin", "Remove the bot", () => try_("remove_bot", here), "danger"],
    !isOfBot && chat.joined && ["back", "Leave", () => try_("leave", here), "danger"],
    !isOfBot && !chat.joined && ["forward", "Join", () => try_("join", here)],
  ].filter(Boolean);
}
