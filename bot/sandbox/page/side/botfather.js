/* Behind the scenes: the switches one would ask BotFather for, for bots that need them. */

import { html } from "../vendor/lit-html/lit-html.js";
import { live } from "../vendor/lit-html/directives/live.js";
import { refused } from "../chat/pressing.js";
import { send } from "../world/api.js";
import { change, state } from "../world/store.js";

const SWITCHES = {
  reads_groups: "It hears everything said in groups (privacy mode off)",
  inline: "It takes inline queries: @its_name in any text box",
  inline_feedback: "It hears what was chosen of them",
};

// A switch stays where it was put until the console has answered: news of the world may be older than the press.
const asked = new Map(); // name of a switch -> the newest press, { on }

async function turn(name, on) {
  const press = { on };
  asked.set(name, press);
  try {
    await send("/console/bot", { [name]: on });
    state.world.bot[name] = on;
  } catch (error) {
    refused(error);
  }
  if (asked.get(name) === press) asked.delete(name);
  change();
}

const isOn = (name) => asked.get(name)?.on ?? state.world.bot[name];

export const botfather = () => html`<section><h3>The bot, as BotFather set it</h3><div class="stack">
  ${Object.entries(SWITCHES).map(([name, words]) => html`<label class="switch"><input type="checkbox"
    .checked=${live(isOn(name))} @change=${(event) => turn(name, event.target.checked)}> ${words}</label>`)}</div></section>`;
