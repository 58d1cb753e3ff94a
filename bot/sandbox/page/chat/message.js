/* One message, or an album of them, as a bubble; and the quiet lines between. */

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { avatarOf, avatarOfBot } from "../look/avatar.js";
import { icon } from "../look/icons.js";
import { clock, full, iso } from "../look/time.js";
import { openMessage } from "../world/hearing.js";
import { act } from "../world/api.js";
import { personOf, state } from "../world/store.js";
import { attachments, linkPreview } from "./attachments.js";
import { formatted } from "./entities.js";
import { inlineKeyboard } from "./keyboard.js";
import { openMenu } from "./menu.js";
import { refused } from "./pressing.js";
import { gist, isService, serviceWords } from "./service.js";

/** `block` is `{messages, first, last}`: an album or one message, and whether its speaker begins or ends here. */
export function bubble(block, { isActive, showsSpeaker }) {
  const [message] = block.messages;
  if (isService(message)) return html`<p class="service" data-id=${message.id}>${serviceWords(message)}</p>`;
  const worded = block.messages.find((one) => one.text) ?? message;
  const buttoned = block.messages.find((one) => one.buttons.length) ?? message;
  const classes = [
    "message", message.own ? "own" : "other", block.first ? "first" : "", block.last ? "last" : "",
    state.sought === message.id ? "sought" : "", message.buttons.length ? "keyed" : "",
  ];
  const label = `${message.own ? "You" : message.speaker}, ${clock(message.date)}`;
  return html`<article class=${classes.join(" ")} data-id=${message.id} tabindex=${isActive ? 0 : -1} aria-label=${label}
    @contextmenu=${(event) => openMenu(event, worded)} @click=${(event) => tapped(event, worded)}>
    <div class="bubble">
      ${showsSpeaker && block.first ? html`<p class="speaker ${message.from_bot ? "of-bot" : `tint-${hue(message)}`}">${message.speaker}</p>` : nothing}
      ${forwarded(message)}${quoted(message, isActive)}
      ${attachments(block.messages, isActive)}${linkPreview(message)}
      <div class="words" dir="auto">${formatted(worded.text, worded.entities, isActive)}${meta(message, block)}</div>
    </div>
    <button type="button" class="more" tabindex=${isActive ? 0 : -1} aria-label="What to do with this message"
      aria-haspopup="menu" @click=${(event) => openMenu(event, worded)}>${icon("more")}</button>
    ${inlineKeyboard(buttoned, isActive)}${reactions(message, isActive)}
  </article>`;
}

const hue = (message) => Math.abs(message.telegram.from?.id ?? message.telegram.sender_chat?.id ?? 0) % 7;

function meta(message, block) {
  const edited = block.messages.some((one) => one.edited);
  const signed = message.signature ? `${message.signature}, ` : "";
  return html`<span class="meta">${signed}${edited ? "edited " : ""}<time datetime=${iso(message.date)}
    title=${full(message.date)}>${clock(message.date)}</time></span>`;
}

function forwarded(message) {
  const origin = message.telegram.forward_origin;
  if (!origin) return nothing;
  const from = origin.chat?.title ?? origin.sender_chat?.title ?? origin.sender_user_name
    ?? [origin.sender_user?.first_name, origin.sender_user?.last_name].filter(Boolean).join(" ");
  return html`<p class="forwarded">Forwarded from <b>${from}</b></p>`;
}

function quoted(message, reachable) {
  const before = message.telegram.reply_to_message;
  if (!before) return nothing;
  const kind = ["photo", "document", "poll"].find((one) => one in before) ?? "text";
  const who = before.sender_chat?.title ?? before.from?.first_name ?? "";
  return html`<button type="button" class="quoted" tabindex=${reachable ? 0 : -1}
    aria-label="Go to the message this answers" @click=${() => openMessage(message.chat_id, before.message_id)}>
    <b>${who}</b><span>${gist({ text: before.text ?? before.caption, kind })}</span></button>`;
}

function reactions(message, reachable) {
  if (!message.reactions.length) return nothing;
  return html`<div class="reactions">${message.reactions.map(({ type, total_count }) => html`<button type="button"
    tabindex=${reachable ? 0 : -1} aria-label="${total_count} reacted with ${type.emoji}: react too"
    @click=${() => react(message, type.emoji)}>${type.emoji} ${total_count}</button>`)}</div>`;
}

const react = (message, emoji) =>
  act("react", { as: state.place.person, chat_id: message.chat_id, message_id: message.id, emoji: [emoji] }).catch(refused);

/** On a touch screen a tap on the bubble opens its menu, as in the app; links and buttons do their own work. */
function tapped(event, message) {
  const isTouch = matchMedia("(pointer: coarse)").matches;
  if (!isTouch || event.target.closest("a, button") || getSelection().toString()) return;
  openMenu(event, message);
}

/** Who speaks in a group, beside the last message of theirs. */
export const speakerSign = (message) => {
  if (isService(message)) return nothing;
  if (message.from_bot) return avatarOfBot();
  return avatarOf(personOf(message.telegram.from?.id) ?? { id: 0, name: message.speaker });
};
