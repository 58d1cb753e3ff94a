/* Who one is and what is open, as an address: #/person/chat/panel/item. So back works, and so does a second tab. */

import { keep, keepPlace, kept, keptPlace } from "./kept.js";
import { change, state } from "./store.js";

export const PANELS = ["guide", "inbox", "page", "scenes"];
export const isPhone = matchMedia("(max-width: 759px)");

/** The address of a place; what is left out stays as it is. */
export function href(to) {
  const { person, chat, panel, item } = { ...state.place, item: "", ...to };
  return `#/${[person || "-", chat || "-", panel || "-", item].filter(Boolean).join("/")}`;
}

export const hrefOfPerson = (person) =>
  href({ person: person.id, chat: isPhone.matches ? 0 : (kept(`chat/${person.id}`) ?? person.id) });

/** `silently`: without a step for the browser's own “back”. */
export function go(to, { silently = false } = {}) {
  const address = href(to);
  if (silently) {
    history.replaceState(null, "", address);
    arrive();
  } else {
    location.hash = address;
  }
}

function read() {
  const [person = "", chat = "", panel = "", item = ""] = location.hash.replace(/^#\//, "").split("/");
  return {
    person: Number(person) || 0,
    chat: Number(chat) || 0,
    panel: PANELS.includes(panel) ? panel : "",
    item: Number(item) || "",
  };
}

let arrived = () => {};

/** Follow the address from now on; `then` hears of every new place. */
export function follow(then) {
  arrived = then;
  addEventListener("hashchange", arrive);
  if (!read().person && keptPlace()) history.replaceState(null, "", keptPlace());
  arrive();
}

function arrive() {
  const old = state.place;
  const place = settled(read());
  change({ place, menu: null, lightbox: null });
  if (place.person) keepPlace(location.hash);
  if (place.chat) keep(`chat/${place.person}`, place.chat);
  arrived(place, old);
}

/** A first visit, or a world that changed meanwhile, leads to the first person's chat with the bot. */
function settled(place) {
  const people = state.world?.people.filter((person) => !person.is_bot) ?? [];
  if (!people.length || people.some((person) => person.id === place.person)) return place;
  const first = people.find((person) => /draft/i.test(person.about)) ?? people[0];
  const fresh = { person: first.id, chat: first.id, panel: isPhone.matches ? "" : "guide", item: "" };
  history.replaceState(null, "", href(fresh));
  return fresh;
}
