/* The list of chats of the person one is, and what lies outside Telegram. */

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { waitingWords } from "../chat/drafts.js";
import { gist } from "../chat/service.js";
import { guideBack, guideIsAway, guideStrip } from "../side/guide.js";
import { unreadMails } from "../side/inbox.js";
import { count } from "../side/panel.js";
import { avatarOfChat } from "../look/avatar.js";
import { icon } from "../look/icons.js";
import { roving, stop } from "../look/roving.js";
import { recently } from "../look/time.js";
import { href } from "../world/place.js";
import { state } from "../world/store.js";

export function chats() {
  const { chats: all } = state.world;
  const chosen = all.findIndex((chat) => chat.id === state.place.chat);
  return html`<section class="chats" aria-label="Chats">${guideStrip()}
    <ul class="rows" @keydown=${roving("a")}>${all.map((chat, index) => row(chat, index === chosen, stop(index, chosen)))}</ul>
    <h2>Outside the chat</h2>
    <ul class="rows outside">
      <li><a href=${href({ panel: "inbox" })}><span class="avatar sign">${icon("mail")}</span><span class="line"><b>Inbox</b>
        ${count(unreadMails())}</span><span class="line"><small>${state.mails.mails[0]?.subject ?? "Mails to readers arrive here"}</small></span></a></li>
      <li><a href=${href({ panel: "page" })}><span class="avatar sign">${icon("page")}</span><span class="line"><b>News page</b></span>
        <span class="line"><small>As readers see it</small></span></a></li>
      ${guideIsAway() ? html`<li><button type="button" @click=${guideBack}><span class="avatar sign">${icon("guide")}</span>
        <span class="line"><b>Your first five minutes</b></span><span class="line"><small>Bring the guide back</small></span></button></li>` : nothing}
    </ul></section>`;
}

function row(chat, isOpen, tabindex) {
  const waiting = isOpen ? "" : waitingWords(chat.id);
  const { last } = chat;
  return html`<li><a href=${href({ chat: chat.id, panel: wideEnough() ? state.place.panel : "" })} tabindex=${tabindex}
    aria-current=${isOpen ? "true" : nothing}>${avatarOfChat(chat)}
    <span class="line"><b>${chat.title}</b>${last ? html`<time>${recently(last.date, state.world.now)}</time>` : nothing}</span>
    <span class="line"><small>${waiting ? html`<em>Not sent:</em> ${waiting}` : preview(chat)}</small>${count(chat.unread)}</span></a></li>`;
}

const wideEnough = () => matchMedia("(min-width: 1100px)").matches;

const preview = ({ last, type, joined }) =>
  last ? gist(last) : joined ? "Nothing yet" : type === "channel" ? "A channel to follow" : "A group to join";
