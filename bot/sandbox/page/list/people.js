/* Who one can be: everybody of the play, with what is unread in their chat with the bot. */

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { avatarOf } from "../look/avatar.js";
import { roving, stop } from "../look/roving.js";
import { hrefOfPerson } from "../world/place.js";
import { state } from "../world/store.js";

export function people() {
  const all = state.world.people.filter((person) => !person.is_bot);
  const chosen = all.findIndex((person) => person.id === state.place.person);
  return html`<nav class="people" aria-label="Who you are"><p aria-hidden="true">You are</p>
    <ul @keydown=${roving("a")}>${all.map((person, index) => html`<li><a href=${hrefOfPerson(person)} tabindex=${stop(index, chosen)}
      aria-current=${index === chosen ? "true" : nothing}><span class="face">${avatarOf(person)}${unread(person, index === chosen)}</span>
      <b>${person.name.split(" ")[0]}<span class="unseen"> ${person.name.split(" ").slice(1).join(" ")}</span></b>
      ${person.about ? html`<small>${person.about}</small>` : nothing}</a></li>`)}</ul></nav>`;
}

/** One's own unread messages stand in the list of chats already. */
const unread = (person, isMe) =>
  person.unread && !isMe ? html`<span class="count">${person.unread}<span class="unseen"> unread</span></span>` : nothing;
