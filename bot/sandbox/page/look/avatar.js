/* A round sign for a person (initials), a bot, a group or a channel; always the same colour for the same one. */

import { html } from "../vendor/lit-html/lit-html.js";
import { icon } from "./icons.js";

const COLOURS = 7;
const SIGNS = { private: "news", group: "group", supergroup: "group", channel: "channel" };

const initials = (name) =>
  name
    .split(/\s+/)
    .map((word) => [...word][0] ?? "")
    .filter(Boolean)
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join("")
    .toUpperCase();

export const avatarOf = (person) =>
  html`<span class="avatar tint-${Math.abs(person.id) % COLOURS}" aria-hidden="true">${initials(person.name)}</span>`;

export const avatarOfBot = () => html`<span class="avatar sign private" aria-hidden="true">${icon("news")}</span>`;

export const avatarOfChat = (chat) =>
  html`<span class="avatar sign ${chat.type}" aria-hidden="true">${icon(SIGNS[chat.type])}</span>`;
