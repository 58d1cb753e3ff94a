/* Line drawings, 24 units square, in the colour of the text around them. */

import { html, svg } from "../vendor/lit-html/lit-html.js";

const PATHS = {
  back: svg`<path d="M15 5l-7 7 7 7"/>`,
  more: svg`<circle cx="12" cy="5" r="1.4"/><circle cx="12" cy="12" r="1.4"/><circle cx="12" cy="19" r="1.4"/>`,
  send: svg`<path d="M4 12l16-8-5 16-3.5-6.500z"/><path d="M11.500 13.500L20 4"/>`,
  attach: svg`<path d="M20 11.500l-8.200 8.200a5 5 0 0 1-7.100-7.100l8.500-8.500a3.400 3.400 0 0 1 4.800 4.800l-8.500 8.500a1.700 1.700 0 0 1-2.400-2.400l7.800-7.800"/>`,
  commands: svg`<rect x="3.500" y="4.500" width="17" height="15" rx="4"/><path d="M13.500 8.500l-3 7"/>`,
  close: svg`<path d="M6 6l12 12M18 6L6 18"/>`,
  down: svg`<path d="M5 9l7 7 7-7"/>`,
  file: svg`<path d="M6 3h8l5 5v13H6z"/><path d="M14 3v5h5"/>`,
  group: svg`<circle cx="9" cy="9" r="3.200"/><path d="M3 19c.5-3.500 3-5 6-5s5.500 1.500 6 5"/><path d="M15.500 6.200a3 3 0 0 1 0 5.600M17.500 14.500c2 .6 3.200 2 3.500 4.500"/>`,
  channel: svg`<path d="M4 10v4h3l8 4.500v-13L7 10z"/><path d="M18 9.500a4 4 0 0 1 0 5"/>`,
  news: svg`<rect x="3.500" y="5" width="17" height="14" rx="1.500"/><path d="M7 9h6M7 12h6M7 15h10M16 9h1.500v3H16z"/>`,
  mail: svg`<rect x="3.500" y="5.500" width="17" height="13" rx="1.500"/><path d="M4 7l8 6 8-6"/>`,
  page: svg`<circle cx="12" cy="12" r="8.500"/><path d="M3.500 12h17M12 3.500c5 5.500 5 11.500 0 17M12 3.500c-5 5.500-5 11.500 0 17"/>`,
  guide: svg`<path d="M5 12.500l4.500 4.500L19 7.500"/>`,
  scenes: svg`<path d="M4 7h9M17 7h3M4 12h3M11 12h9M4 17h9M17 17h3"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="12" r="2"/><circle cx="15" cy="17" r="2"/>`,
  open: svg`<path d="M14 4h6v6M20 4l-9 9"/><path d="M18 14v5.500H4.500V6H10"/>`,
  reply: svg`<path d="M10 6L4 12l6 6M4.500 12H14c4 0 6 2 6 6"/>`,
  forward: svg`<path d="M14 6l6 6-6 6M19.500 12H10c-4 0-6 2-6 6"/>`,
  edit: svg`<path d="M4 20l1-4L16.500 4.500l3 3L8 19z"/>`,
  bin: svg`<path d="M5 7h14M10 4h4M7 7l1 13h8l1-13"/>`,
  copy: svg`<rect x="8" y="8" width="11" height="12" rx="1.500"/><path d="M15.500 8V4.500h-11V16H8"/>`,
  pin: svg`<path d="M9 4h6l-1 6 3 3H7l3-3z"/><path d="M12 13v7"/>`,
};

export const icon = (name) =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${PATHS[name]}</svg>`;
