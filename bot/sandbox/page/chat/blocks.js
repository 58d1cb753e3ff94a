/* Messages into what stands under each other: albums together, days apart, runs of one speaker recognised. */

import { dayKey } from "../look/time.js";
import { isService } from "./service.js";

const PAUSE_SECONDS = 300;

/** `{key, day, isNew, messages, first, last}` in order; `day` is the date where a new day begins, else 0. */
export function blocksOf(messages, newFrom) {
  const blocks = [];
  for (const message of messages) {
    const before = blocks.at(-1);
    if (before && message.album && before.messages[0].album === message.album) before.messages.push(message);
    else blocks.push(begun(message, before, newFrom));
  }
  for (let index = 0; index < blocks.length; index += 1) {
    const next = blocks[index + 1];
    blocks[index].last = !next || next.first;
  }
  return blocks;
}

function begun(message, before, newFrom) {
  const earlier = before?.messages[0];
  const day = !earlier || dayKey(earlier.date) !== dayKey(message.date) ? message.date : 0;
  const isNew = message.id === newFrom;
  const first = !earlier || Boolean(day) || isNew || earlier.speaker !== message.speaker || earlier.own !== message.own
    || isService(earlier) || isService(message) || message.date - earlier.date > PAUSE_SECONDS;
  return { key: message.id, day, isNew, messages: [message], first };
}
