/* What must survive a reload: texts being typed, the place, what is folded away. Never messages. */

const PREFIX = "newsdesk/";

function stored(storage, name) {
  try {
    return JSON.parse(storage.getItem(PREFIX + name));
  } catch {
    return null; // private windows may refuse, and what an older page wrote may be odd
  }
}

function store(storage, name, value) {
  try {
    if (value === null || value === "") storage.removeItem(PREFIX + name);
    else storage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // full or refused: the page works on, only a reload forgets
  }
}

export const kept = (name) => stored(localStorage, name);
export const keep = (name, value) => store(localStorage, name, value);

/** This tab's own place first, then wherever any tab was last. */
export const keptPlace = () => stored(sessionStorage, "place") ?? kept("place");
export function keepPlace(hash) {
  store(sessionStorage, "place", hash);
  keep("place", hash);
}

/** Whether this world is another than the last one seen; from now on it is the last. */
export function isNewWorld(id) {
  const isNew = kept("world") !== id;
  if (isNew) keep("world", id);
  return isNew;
}
