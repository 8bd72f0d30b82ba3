// A light is a shape, a mark and a word; its colour comes last.

import { el } from "./dom.js";
import { MARKS } from "./texts.js";

export function light(colour, word, size = "") {
  return el("span", { class: `light ${colour} ${size}` },
    el("span", { class: "mark", "aria-hidden": "true" }, MARKS[colour]),
    el("span", { class: "word" }, word));
}
