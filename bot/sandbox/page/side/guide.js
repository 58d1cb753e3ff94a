/* “Your first five minutes”: a quiet list beside the chat, one line above it on a phone. Words are in steps.js. */

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { attach, draft, toField, write } from "../chat/drafts.js";
import { refused } from "../chat/pressing.js";
import { icon } from "../look/icons.js";
import { Refused } from "../world/api.js";
import { keep, kept } from "../world/kept.js";
import { go, href, hrefOfPerson } from "../world/place.js";
import { change, peopleWho, state } from "../world/store.js";
import { arrivedAt, isTicked, startOver } from "./observing.js";
import { FINISHED, LEAD, steps, TITLE } from "./steps.js";

let isClosed = kept("guide closed") ?? false;

function close(closed) {
  isClosed = closed;
  keep("guide closed", closed || null);
  change();
}

function people() {
  const cast = state.world.people.filter((person) => !person.is_bot);
  const drafter = peopleWho("draft")[0] ?? cast[0];
  const approver = peopleWho("approv").find((person) => person !== drafter) ?? cast[1];
  return { drafter, approver };
}

function tour() {
  const { drafter, approver } = people();
  const all = steps({ drafter: drafter?.name ?? "the drafter", approver: approver?.name ?? "the approver" });
  const last = all.findLastIndex((step) => isTicked(step.id)); // a step passed over is not waited for
  const at = last + 1 < all.length ? last + 1 : -1;
  return { all, at };
}

/** In the side panel. */
export function guidePanel() {
  const { all, at } = tour();
  return html`<div class="guide"><h3>${TITLE}</h3><p class="quiet">${LEAD}</p>
    <ol>${all.map((step, index) => html`<li class=${isTicked(step.id) ? "done" : index === at ? "now" : ""}
      aria-current=${index === at ? "step" : nothing}>
      <span class="tick">${isTicked(step.id) ? html`${icon("guide")}<span class="unseen">Done:</span>` : index + 1}</span>
      <div><b>${step.title}</b>${index === at || step.places ? html`<p>${step.words}</p>${places(step)}${offer(step)}` : nothing}</div>
    </li>`)}</ol>
    ${at < 0 ? html`<p class="finished">${FINISHED}</p>` : nothing}
    <button type="button" class="plain" @click=${startOver}>Start the list over</button></div>`;
}

/** Above the conversation and the chats on a phone. */
export function guideStrip() {
  if (isClosed || !state.world) return nothing;
  const { all, at } = tour();
  const step = all[at];
  return html`<div class="guide-strip" role="group" aria-label=${TITLE}>
    <a href=${href({ panel: "guide" })}><small>${step ? `${TITLE} · ${at + 1} of ${all.length}` : TITLE}</small>
      <b>${step?.title ?? "Done"}</b></a>
    ${step ? offer(step, true) : nothing}
    <button type="button" class="tool" aria-label="Put the guide away" @click=${() => close(true)}>${icon("close")}</button></div>`;
}

/** Brings the strip back where it was put away. */
export const guideIsAway = () => isClosed;
export const guideBack = () => close(false);

function places({ places: all }) {
  if (!all) return nothing;
  return html`<ul>${Object.entries(all).map(([place, words]) => html`<li class=${arrivedAt(place) ? "done" : ""}>
    <span class="tick">${arrivedAt(place) ? html`${icon("guide")}<span class="unseen">Arrived in</span>` : ""}</span>
    ${linkTo(place.split(" ")[0], words)}</li>`)}</ul>`;
}

function linkTo(place, words) {
  if (place === "inbox" || place === "page") return html`<a href=${href({ panel: place })}>${words}</a>`;
  const channel = state.world.chats.find((chat) => chat.type === "channel");
  if (place === "channel") return channel ? html`<a href=${href({ chat: channel.id })}>${words}</a>` : words;
  const reader = peopleWho("reader")[0];
  return reader ? html`<a href=${hrefOfPerson(reader)}>${words}</a>` : words;
}

function offer(step, isShort = false) {
  const { drafter, approver } = people();
  if (step.does === "example" && state.world.links.example && drafter) {
    return html`<button type="button" class="do" @click=${() => example(drafter).catch(refused)}>
      ${isShort ? "Use our example" : "Put the example in the box"}</button>`;
  }
  const other = { approver, drafter }[step.does];
  if (!other || other.id === state.place.person) return nothing;
  return html`<a class="do" href=${href({ person: other.id, chat: other.id, panel: isShort ? "" : state.place.panel })}>
    Be ${other.name}</a>`;
}

/** The world's example release, into the drafter's box; sending it is left to the person. */
async function example(drafter) {
  const place = { person: drafter.id, chat: drafter.id };
  const { example: words, example_photo: photo } = state.world.links;
  const isAddress = /^(https?:\/\/|\/)\S+$/.test(words);
  const found = isAddress ? await fetched(words, "release") : words;
  if (typeof found === "string") write(found, place);
  else if (!draft(place).files.length) attach([found], place);
  if (photo && draft(place).files.length === 0) attach([await fetched(photo, "photo")], place);
  go({ ...place, panel: matchMedia("(min-width: 1100px)").matches ? state.place.panel : "" });
  toField();
}

async function fetched(address, name) {
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) throw new Refused("The example is not there. Send a text or a file of your own.");
  const type = response.headers.get("Content-Type") ?? "";
  if (type.startsWith("text/plain")) return response.text();
  const blob = await response.blob();
  const ending = type.startsWith("image/") ? type.slice(6).replace("jpeg", "jpg") : "docx";
  return new File([blob], fileName(response) ?? `${name}.${ending}`, { type: blob.type });
}

const fileName = (response) => /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1];
