/* Begins the page and draws it whenever something changed. */

import { render } from "./vendor/lit-html/lit-html.js";
import { fitField } from "./chat/composer.js";
import { placeAfter, placeBefore } from "./chat/scrolling.js";
import { openDialogs, page } from "./page.js";
import { begin } from "./world/hearing.js";
import { isPhone } from "./world/place.js";
import { change, me, onDraw, state } from "./world/store.js";

function title() {
  const unread = (state.world?.chats ?? []).reduce((sum, chat) => sum + chat.unread, 0);
  return `${unread ? `(${unread}) ` : ""}${me()?.name ?? "Newsdesk"} – Newsdesk sandbox`;
}

onDraw(() => {
  const before = placeBefore();
  render(page(), document.body);
  fitField();
  placeAfter(before);
  openDialogs();
  document.title = title();
});

document.addEventListener("visibilitychange", () => change());
isPhone.addEventListener("change", () => change());
change();
begin();
