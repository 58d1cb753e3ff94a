/* A text and its MessageEntities as it looks. Offsets count UTF-16 units, as JavaScript does. */

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { command, follow } from "./links.js";

let stop = 0; // whether the Tab key stops at the links of the text being drawn

/** Draw `text` with all its entities; an entity never reaches past the one it stands in. */
export function formatted(text, entities = [], reachable = true) {
  stop = reachable ? 0 : -1;
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return stretch(text, sorted, 0, text.length);
}

function stretch(text, entities, from, to) {
  const pieces = [];
  let at = from;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    if (entity.offset < at) continue;
    const end = Math.min(entity.offset + entity.length, to);
    let inner = index + 1;
    while (inner < entities.length && entities[inner].offset < end) inner += 1;
    pieces.push(text.slice(at, entity.offset));
    pieces.push(dressed(entity, text, stretch(text, entities.slice(index + 1, inner), entity.offset, end), end));
    at = end;
    index = inner - 1;
    if (isBlock(entity) && text[at] === "\n") at += 1;
  }
  pieces.push(text.slice(at, to));
  return pieces;
}

const isBlock = ({ type }) => type === "pre" || type === "blockquote" || type === "expandable_blockquote";

function dressed(entity, text, inner, end) {
  const words = text.slice(entity.offset, end);
  return DRESSES[entity.type]?.(inner, words, entity) ?? inner;
}

const link = (inner, address) => {
  const target = follow(address);
  return target ? html`<a href=${target.href} target=${target.tab ? "_blank" : nothing}
    rel="noopener noreferrer" tabindex=${stop} @click=${target.click ?? nothing}>${inner}</a>` : inner;
};

function unfold(event) {
  const quote = event.currentTarget.closest("blockquote");
  event.currentTarget.setAttribute("aria-expanded", quote.classList.toggle("open"));
}

function reveal(event) {
  event.currentTarget.classList.add("shown");
  event.currentTarget.removeAttribute("aria-label");
}

const DRESSES = {
  bold: (inner) => html`<strong>${inner}</strong>`,
  italic: (inner) => html`<em>${inner}</em>`,
  underline: (inner) => html`<u>${inner}</u>`,
  strikethrough: (inner) => html`<s>${inner}</s>`,
  spoiler: (inner) => html`<button type="button" class="spoiler" tabindex=${stop} aria-label="Hidden words, press to show them"
    @click=${reveal}>${inner}</button>`,
  code: (inner) => html`<code>${inner}</code>`,
  pre: (inner, _words, { language }) => html`<pre data-language=${language || nothing}><code>${inner}</code></pre>`,
  blockquote: (inner) => html`<blockquote>${inner}</blockquote>`,
  expandable_blockquote: (inner) => html`<blockquote class="expandable"><div>${inner}</div><button type="button" tabindex=${stop}
    aria-expanded="false" aria-label="The whole quotation" @click=${unfold}></button></blockquote>`,
  text_link: (inner, _words, { url }) => link(inner, url),
  url: (inner, words) => link(inner, /^[a-z][\w+.-]*:/i.test(words) ? words : `https://${words}`),
  email: (inner, words) => link(inner, `mailto:${words}`),
  phone_number: (inner, words) => link(inner, `tel:${words.replace(/[^\d+]/g, "")}`),
  mention: (inner, words) => link(inner, `https://t.me/${words.slice(1)}`),
  text_mention: (inner) => html`<span class="tag">${inner}</span>`,
  hashtag: (inner) => html`<span class="tag">${inner}</span>`,
  cashtag: (inner) => html`<span class="tag">${inner}</span>`,
  bot_command: (inner, words) => html`<button type="button" class="command" tabindex=${stop} @click=${() => command(words)}
    >${inner}</button>`,
};
