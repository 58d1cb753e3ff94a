/* The middle of the page: who one talks to, what was said, and the box below. */

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { repeat } from "../vendor/lit-html/directives/repeat.js";
import { avatarOf, avatarOfChat } from "../look/avatar.js";
import { icon } from "../look/icons.js";
import { day } from "../look/time.js";
import { guideStrip } from "../side/guide.js";
import { openMessage } from "../world/hearing.js";
import { href } from "../world/place.js";
import { change, me, openChat, state } from "../world/store.js";
import { blocksOf } from "./blocks.js";
import { composer, dropping } from "./composer.js";
import { openChatMenu } from "./menu.js";
import { bubble, speakerSign } from "./message.js";
import { isFollowing, scrolled, toNewest } from "./scrolling.js";
import { gist } from "./service.js";

let active = 0; // id of the message the Tab key stops at

export function conversation() {
  const chat = openChat();
  if (!chat) return html`<section class="conversation empty" aria-label="Conversation"><p>Choose a chat to read it.</p></section>`;
  return html`<section class="conversation" aria-label="Conversation" @dragover=${dropping.over} @dragleave=${dropping.leave}
    @drop=${dropping.drop}>
    ${head(chat)}${guideStrip()}${pinned(chat)}${messages(chat)}${composer()}
    <p class="drop-here" aria-hidden="true">Let go to add it to your message</p>
  </section>`;
}

function head(chat) {
  const person = me();
  return html`<header class="head">
    <a class="tool back" href=${href({ chat: 0, panel: "" })} aria-label="Back to the chats">${icon("back")}</a>
    ${avatarOfChat(chat)}
    <div class="who"><h2>${chat.title}</h2><p>${undertitle(chat)}</p></div>
    <a class="being" href=${href({ chat: 0, panel: "" })} aria-label="You are ${person?.name}. Be somebody else">${person ? avatarOf(person) : nothing}</a>
    <button type="button" class="tool" aria-label="What to do with this chat" aria-haspopup="menu" @click=${openChatMenu}>${icon("more")}</button>
  </header>`;
}

const ACTIONS = { typing: "typing …", upload_photo: "sending a photo …", upload_document: "sending a file …" };
const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

function undertitle(chat) {
  const now = state.typing.get(chat.id);
  if (now && now.until > Date.now()) return html`<span class="typing">${ACTIONS[now.action] ?? "typing …"}</span>`;
  if (chat.type === "private") return "bot";
  return plural(chat.member_count, chat.type === "channel" ? "follower" : "member");
}

function pinned(chat) {
  const id = chat.pinned.at(-1);
  const message = id && state.thread?.find(id);
  if (!message) return nothing;
  return html`<button type="button" class="pinned" @click=${() => openMessage(chat.id, id)}>${icon("pin")}
    <span><b>Pinned</b> ${gist(message)}</span></button>`;
}

function messages(chat) {
  const { thread, world } = state;
  const drawn = thread?.drawn ?? [];
  const blocks = blocksOf(drawn, thread?.newFrom);
  const isGroup = chat.type.endsWith("group");
  const current = drawn.some((message) => message.id === active) ? active : blocks.at(-1)?.key;
  return html`<div class="messages ${isGroup ? "of-group" : ""}" role="group" aria-label="Messages in ${chat.title}"
    tabindex=${drawn.length ? -1 : 0} @scroll=${scrolled} @keydown=${keys} @focusin=${focused}>
    <div class="column">${thread?.loaded && !blocks.length ? nothingYet(chat) : nothing}${repeat(blocks, (block) => block.key, (block) => html`
      ${block.day ? html`<p class="day"><span>${day(block.day, world.now)}</span></p>` : nothing}
      ${block.isNew ? html`<p class="new-line"><span>New messages</span></p>` : nothing}
      <div class="line">${isGroup && block.last && !block.messages[0].own ? speakerSign(block.messages[0]) : nothing}
      ${bubble(block, { isActive: block.key === current, showsSpeaker: isGroup && !block.messages[0].own })}</div>`)}</div>
  </div>${toBottom(chat)}`;
}

const nothingYet = (chat) => html`<p class="service">${chat.type === "private"
  ? state.world.bot.description || "Nothing has been said here yet."
  : "Nothing has been said here yet."}</p>`;

function toBottom(chat) {
  if (isFollowing() && state.thread?.isAtEnd) return nothing;
  return html`<div class="to-bottom"><button type="button" aria-label="To the newest message" @click=${toNewest}>
    ${chat.unread ? html`<span class="count">${chat.unread}</span>` : nothing}${icon("down")}</button></div>`;
}

const stops = (pane) => [...pane.querySelectorAll("article")];

function focused(event) {
  const id = Number(event.target.closest("article")?.dataset.id);
  if (!id || id === active) return;
  active = id;
  change();
}

function keys(event) {
  const article = event.target.closest("article");
  if (!article || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === article && (event.key === "Enter" || event.key === "ContextMenu")) {
    event.preventDefault();
    article.querySelector(".more")?.click();
    return;
  }
  const step = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity }[event.key];
  if (!step) return;
  const all = stops(event.currentTarget);
  const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(article) + step))];
  event.preventDefault();
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}
