/* One stop for the Tab key in a list, the arrow keys within it: https://www.w3.org/WAI/ARIA/apg/ (roving tabindex). */

const KEYS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** A keydown listener for a list whose stops match `selector`. */
export function roving(selector) {
  return (event) => {
    const stops = [...event.currentTarget.querySelectorAll(selector)].filter((stop) => !stop.disabled);
    const at = stops.indexOf(event.target.closest(selector));
    const next = { Home: 0, End: stops.length - 1 }[event.key] ?? at + (KEYS[event.key] ?? NaN);
    if (at < 0 || Number.isNaN(next) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    stops.at(next % stops.length)?.focus();
  };
}

/** Only the chosen one is a stop, or the first when none is chosen. */
export const stop = (index, chosen) => (index === Math.max(0, chosen) ? 0 : -1);
