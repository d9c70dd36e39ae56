// A circle of the map: a button with its number, and a ring that shares it out by status.
export interface Told {
  number: number;
  places: number;
  name: string;
  status: [string, number][];
  shown: string;
  label: string;
  box: string;
}

const SVG = "http://www.w3.org/2000/svg";
const KNOWN = new Set(["reported", "claimed", "acknowledged", "disputed", "denied"]);
const RING = 6;

function drawn(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/** The radius of a circle that stands for so many; never too small to be hit. */
export function radius(number: number): number {
  return number < 2 ? 13 : Math.min(27, Math.round(13 + 2.6 * Math.log10(number)));
}

/** A share of a ring, as a path; `from` and `to` are parts of the whole turn. */
export function arc(r: number, from: number, to: number): string {
  const inner = r - RING;
  const at = (turn: number, far: number) =>
    `${(r + far * Math.sin(2 * Math.PI * turn)).toFixed(2)} ${(r - far * Math.cos(2 * Math.PI * turn)).toFixed(2)}`;
  const end = to - from >= 1 ? from + 0.999 : to;
  const large = end - from > 0.5 ? 1 : 0;
  return `M${at(from, r)}A${r} ${r} 0 ${large} 1 ${at(end, r)}L${at(end, inner)}A${inner} ${inner} 0 ${large} 0 ${at(from, inner)}Z`;
}

/** The button of a circle, with the place's name below where there is but one place. */
export function circleOf(told: Told, named: boolean): HTMLButtonElement {
  const button = document.createElement("button");
  const r = radius(told.number);
  button.type = "button";
  button.className = "circle";
  button.tabIndex = -1;
  button.setAttribute("aria-label", told.label);
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", "here");
  button.title = told.label;
  const svg = drawn("svg", { width: 2 * r, height: 2 * r, viewBox: `0 0 ${2 * r} ${2 * r}`, "aria-hidden": "true" });
  svg.append(drawn("circle", { class: "disc", cx: r, cy: r, r: r - 0.5 }));
  let turn = 0;
  for (const [status, number] of told.status) {
    const share = number / told.number;
    const pattern = KNOWN.has(status) ? status : "reported";
    svg.append(drawn("path", { class: "ring", d: arc(r, turn, turn + share), fill: `url(#ring-${pattern})` }));
    turn += share;
  }
  const count = document.createElement("span");
  count.className = "count";
  count.textContent = told.shown;
  button.append(svg, count);
  if (named) {
    const called = document.createElement("span");
    called.className = "called";
    called.dir = "auto";
    called.textContent = told.name;
    button.append(called);
  }
  return button;
}
