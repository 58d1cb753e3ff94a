/* From the text box into the chat. What could not be sent goes back into the box. */

import { act, upload } from "../world/api.js";
import { state } from "../world/store.js";
import { putBack, take } from "./drafts.js";
import { notice, refused } from "./pressing.js";
import { toNewest } from "./scrolling.js";

const LONGEST_CAPTION = 1024; // Bot API: caption, after formatting

export async function sendDraft() {
  const place = { ...state.place };
  const taken = take(place);
  try {
    if (taken.edit) await act("edit", { as: place.person, chat_id: place.chat, message_id: taken.edit.id, text: taken.text });
    else if (taken.files.length) await sendFiles(taken, place);
    else if (taken.text.trim()) await say(taken.text, place, taken.reply?.id);
    toNewest();
  } catch (error) {
    putBack(taken, place);
    refused(error);
  }
}

export const say = (text, { person, chat } = state.place, replyTo = undefined) =>
  act("text", { as: person, chat_id: chat, text: text.trim(), reply_to: replyTo });

async function sendFiles({ text, files, reply }, { person, chat }) {
  let caption = text.trim();
  if (caption.length > LONGEST_CAPTION) {
    await say(caption, { person, chat }, reply?.id);
    caption = "";
    notice("The words are too long to stand under a photo, so they went first.");
  }
  for (const kind of ["photo", "document"]) {
    const group = files.filter((item) => item.isPhoto === (kind === "photo")).map((item) => item.file);
    if (!group.length) continue;
    await upload(group, { person, chat, kind, caption, replyTo: reply?.id });
    caption = "";
  }
}
