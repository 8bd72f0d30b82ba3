// The list of sessions: who needs an officer stands first.

import { capital, clock, el } from "./dom.js";
import { light } from "./lights.js";
import { DECIDED, TEXTS } from "./texts.js";

const OVER = new Set(["welcome", "forgotten"]);

function groupOf(row) {
  if (row.waits) return "waiting";
  return !row.open || OVER.has(row.state) ? "done" : "running";
}

export class SessionList {
  constructor(place, choose) {
    this.place = place;
    this.choose = choose;
    this.rows = [];
    this.chosen = null;
    this.heardAt = performance.now();
    setInterval(() => this.tick(), 1000);
    this.show([]);
  }

  show(rows, chosen = this.chosen) {
    this.rows = rows;
    this.chosen = chosen;
    this.heardAt = performance.now();
    const focused = document.activeElement?.dataset?.session;
    const groups = ["waiting", "running", "done"].map((name) => this.group(name));
    this.place.replaceChildren(
      el("h2", { id: "sessions-title" }, TEXTS.sessions),
      ...(rows.length ? groups.filter(Boolean) : [el("p", { class: "none" }, TEXTS.none)]));
    // The list is drawn anew; who moves through it by keyboard stays where they are.
    if (focused) this.place.querySelector(`[data-session="${CSS.escape(focused)}"]`)?.focus();
  }

  group(name) {
    const inside = this.rows.filter((row) => groupOf(row) === name);
    if (!inside.length) return null;
    inside.sort((a, b) => b.seconds - a.seconds);
    return el("section", { class: `group ${name}` },
      el("h3", {}, `${TEXTS[name]} (${inside.length})`),
      el("ul", {}, inside.map((row) => el("li", {}, this.button(row)))));
  }

  button(row) {
    return el("button", {
      type: "button",
      class: "row",
      "aria-current": row.id === this.chosen ? "true" : undefined,
      data: { session: row.id },
      onclick: () => this.choose(row.id),
    },
      el("span", { class: "name" }, shortName(row.id)),
      row.outcome ? light(row.light, row.word, "small") : el("span", {}),
      el("span", { class: "below" },
        el("span", { class: "what" }, capital(DECIDED[row.decision] ?? (row.called ? TEXTS.called : row.state_words))),
        el("span", { class: "time", data: { seconds: row.seconds } }, clock(row.seconds))));
  }

  tick() {
    const passed = (performance.now() - this.heardAt) / 1000;
    for (const node of this.place.querySelectorAll("[data-seconds]")) {
      node.textContent = clock(Number(node.dataset.seconds) + passed);
    }
  }

  get waiting() {
    return this.rows.filter((row) => row.waits).length;
  }
}

// Enough of an id to tell two sessions apart by voice.
export function shortName(id) {
  return id.replace(/[^A-Za-z0-9]/g, "").slice(0, 4).toUpperCase();
}
