/* Where one writes: the text box with its files, answer or edit; or the one button there is instead. */

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { live } from "../vendor/lit-html/directives/live.js";
import { icon } from "../look/icons.js";
import { size } from "../look/time.js";
import { act } from "../world/api.js";
import { me, openChat, state } from "../world/store.js";
import { commandsHere, openCommands, suggestionList, suggestions, walk } from "./commands.js";
import { attach, detach, draft, edit, plain, sendAs, toField, write } from "./drafts.js";
import { askInline, hasOffers, offerList, walkOffers } from "./inline.js";
import { replyKeyboard } from "./keyboard.js";
import { start } from "./links.js";
import { refused } from "./pressing.js";
import { say, sendDraft } from "./sending.js";
import { gist } from "./service.js";

export function composer() {
  const chat = openChat();
  const person = me();
  if (!chat || !person) return nothing;
  if (person.deactivated) return only("This account is deleted.");
  if (chat.type === "private" && person.blocked) return instead("Unblock the bot", () => verb("unblock"));
  if (chat.type === "private" && !person.started) return instead("Start", () => start(""));
  if (!chat.joined) return instead(chat.type === "channel" ? "Follow this channel" : "Join this group", () => verb("join"));
  if (!chat.may_write) return only("You read along here. Only the channel’s editors write.");
  return box(chat);
}

const verb = (name) => act(name, { as: state.place.person, chat_id: state.place.chat }).catch(refused);
const only = (words) => html`<p class="bottom-words">${words}</p>`;
const instead = (words, work) => html`<div class="bottom"><button type="button" class="wide" @click=${work}>${words}</button></div>`;
const choose = (command) => {
  write(`/${command}`);
  sendDraft();
  toField();
};
const saySoon = (words) => say(words).catch(refused);

function box(chat) {
  const of = draft();
  const found = suggestions().length > 0 || hasOffers();
  const ready = of.text.trim() || of.files.length;
  return html`<form class="composer" @submit=${submit}>
    ${suggestionList(choose)}${offerList()}${strip(of)}${tray(of)}
    <div class="field">
      <label class="tool" title="Send a photo or a file">${icon("attach")}<span class="unseen">Send a photo or a file</span>
        <input type="file" multiple class="unseen" @change=${picked}></label>
      <textarea rows="1" .value=${live(of.text)} placeholder=${placeholder(chat)} aria-label="Write to ${chat.title}"
        aria-autocomplete="list" aria-controls=${found ? "suggestions" : nothing}
        aria-activedescendant=${found ? `suggestion-${of.choice}` : nothing} enterkeyhint="send"
        @input=${typed} @keydown=${keys} @paste=${pasted}></textarea>
      ${commandsHere(chat).length ? html`<button type="button" class="tool" aria-label="The bot’s commands"
        title="The bot’s commands" @click=${() => { openCommands(); toField(); }}>${icon("commands")}</button>` : nothing}
      <button class="tool send" aria-label=${of.edit ? "Save the change" : "Send"} ?disabled=${!ready}>${icon(of.edit ? "guide" : "send")}</button>
    </div>
    ${replyKeyboard(state.thread?.keyboard, saySoon)}
  </form>`;
}

const placeholder = (chat) => state.thread?.keyboard?.input_field_placeholder
  || (chat.type === "channel" ? "Write in the channel" : "Message");

function strip({ reply, edit: edited }) {
  const message = edited ?? reply;
  if (!message) return nothing;
  return html`<div class="strip">${icon(edited ? "edit" : "reply")}
    <p><b>${edited ? "Editing" : `Answering ${message.own ? "yourself" : message.speaker}`}</b><span>${gist(message)}</span></p>
    <button type="button" class="tool" aria-label=${edited ? "Stop editing" : "Do not answer"} @click=${plain}>${icon("close")}</button></div>`;
}

function tray({ files }) {
  if (!files.length) return nothing;
  const pictures = files.filter(({ file }) => file.type.startsWith("image/"));
  return html`<div class="tray"><ul aria-label="Files to send">${files.map((item) => html`<li>
      ${item.isPhoto ? html`<img src=${item.url} alt="">` : html`<span class="file-sign">${icon("file")}</span>`}
      <span><b>${item.file.name}</b><small>${size(item.file.size)}</small></span>
      <button type="button" class="tool" aria-label="Leave out ${item.file.name}" @click=${() => detach(item)}>${icon("close")}</button>
    </li>`)}</ul>
    ${pictures.length ? html`<label class="as-file"><input type="checkbox" .checked=${live(!pictures[0].isPhoto)}
      @change=${(event) => sendAs(!event.target.checked)}> Send as a file, unchanged</label>` : nothing}</div>`;
}

function submit(event) {
  event.preventDefault();
  sendDraft();
  toField();
}

function typed(event) {
  write(event.target.value);
  askInline();
}

function picked(event) {
  attach(event.target.files);
  event.target.value = "";
}

function pasted(event) {
  if (!event.clipboardData.files.length) return;
  event.preventDefault();
  attach(event.clipboardData.files);
}

function keys(event) {
  if (event.isComposing || walk(event, choose) || walkOffers(event)) return;
  const of = draft();
  const enterSends = matchMedia("(pointer: fine)").matches;
  if (event.key === "Enter" && !event.shiftKey && (enterSends || event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    sendDraft();
  } else if (event.key === "ArrowUp" && !of.text && !of.edit) {
    editLast(event);
  } else if (event.key === "Escape" && (of.edit || of.reply)) {
    plain();
  }
}

function editLast(event) {
  const last = state.thread?.messages.findLast((message) => message.own && message.text);
  if (!last) return;
  event.preventDefault();
  edit(last);
}

/** The box is as high as its words, up to a third of the screen. */
export function fitField() {
  const field = document.querySelector(".composer textarea");
  if (!field || field.fitted === field.value + innerWidth) return;
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, innerHeight / 3)}px`;
  field.fitted = field.value + innerWidth;
}

/* --- files dragged in from the desktop --- */

export const dropping = {
  over(event) {
    if (!event.dataTransfer.types.includes("Files") || !document.querySelector(".composer")) return;
    event.preventDefault();
    event.currentTarget.classList.add("dropping");
  },
  leave(event) {
    if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.classList.remove("dropping");
  },
  drop(event) {
    event.currentTarget.classList.remove("dropping");
    if (!event.dataTransfer.files.length || !document.querySelector(".composer")) return;
    event.preventDefault();
    attach(event.dataTransfer.files);
  },
};
