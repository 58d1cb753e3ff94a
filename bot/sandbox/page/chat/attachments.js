/* Photos, albums, files and the rarer kinds, as they stand in a message. */

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { icon } from "../look/icons.js";
import { size } from "../look/time.js";
import { act } from "../world/api.js";
import { change, state } from "../world/store.js";
import { refused } from "./pressing.js";

const PICTURES = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"]);

/** Everything above the words of these messages (several: an album). */
export function attachments(messages, reachable) {
  const photos = messages.filter((message) => message.kind === "photo" && message.files.length);
  const others = messages.filter((message) => !photos.includes(message));
  return html`${photos.length ? gallery(photos, reachable) : nothing}${others.map((message) => other(message, reachable))}`;
}

function gallery(photos, reachable) {
  const first = photos[0].files[0];
  const shape = photos.length > 1 ? "as-many" : first.height > first.width * 1.2 ? "as-tall" : "as-wide";
  return html`<div class="gallery ${shape}">${photos.map((message) => picture(message.files[0], photos.length, reachable))}</div>`;
}

function picture(file, of, reachable) {
  const label = of > 1 ? "Open this photo of the album" : "Open the photo";
  const show = (event) => change({ lightbox: { file, before: event.currentTarget } });
  return html`<button type="button" class="photo" aria-label=${label} tabindex=${reachable ? 0 : -1} @click=${show}>
    <img src=${file.url} width=${file.width || 320} height=${file.height || 200} alt="" loading="lazy" decoding="async">
  </button>`;
}

function other(message, reachable) {
  const file = message.files[0];
  if (file) return PICTURES.has(file.mime) && file.width ? picture(file, 1, reachable) : paper(file, reachable);
  return OTHERS[message.kind]?.(message.telegram[message.kind], message) ?? nothing;
}

const paper = (file, reachable) => html`<a class="file" href=${file.url} download=${file.name || "file"}
  tabindex=${reachable ? 0 : -1}><span class="file-sign">${icon("file")}</span>
  <span><b>${file.name || "File"}</b><small>${size(file.size)}</small></span></a>`;

const OTHERS = {
  poll: (poll, message) => html`<div class="poll"><b>${poll.question}</b>
    ${poll.options.map((option, index) => html`<button type="button" class="key" ?disabled=${poll.is_closed}
      @click=${() => vote(message, index)}>${option.text} <small>${option.voter_count}</small></button>`)}
    <small>${poll.is_closed ? "Closed · " : ""}${poll.total_voter_count} voted</small></div>`,
  location: (place) => html`<p class="card">${place.latitude}, ${place.longitude}</p>`,
  venue: (venue) => html`<p class="card"><b>${venue.title}</b><br>${venue.address}</p>`,
  contact: (contact) => html`<p class="card"><b>${contact.first_name} ${contact.last_name ?? ""}</b><br>${contact.phone_number}</p>`,
  dice: (dice) => html`<p class="dice">${dice.emoji} ${dice.value}</p>`,
};

const vote = (message, option) =>
  act("vote", { as: state.place.person, chat_id: message.chat_id, message_id: message.id, options: [option] }).catch(refused);

/** The card a link brings with it: only the newsroom's own photos are loaded. */
export function linkPreview(message) {
  const options = message.telegram.link_preview_options;
  if (!options?.url || options.is_disabled || !isNewsroom(options.url)) return nothing;
  return /\.(jpe?g|png|webp|gif)$/i.test(new URL(options.url).pathname)
    ? html`<img class="preview-photo ${options.prefer_small_media ? "small" : ""}" src=${options.url} alt="" loading="lazy"
      @error=${(event) => event.target.classList.add("gone")}>`
    : nothing;
}

function isNewsroom(address) {
  try {
    return new URL(address).origin === new URL(state.world.links.newsroom).origin;
  } catch {
    return false;
  }
}
