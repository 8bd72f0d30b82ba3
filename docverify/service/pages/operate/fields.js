// What the document says, with every doubtful letter marked, in shape and in words.

import { capital, el, unseen } from "./dom.js";
import { light } from "./lights.js";
import { TEXTS } from "./texts.js";

export function percent(chance) {
  return `${Math.floor(chance * 1000) / 10}\u00a0%`;
}

export function fieldsView(text, { correct }) {
  if (!text) {
    return el("section", { class: "panel fields", "aria-labelledby": "fields-title" },
      el("h3", { id: "fields-title" }, TEXTS.fields), el("p", { class: "none" }, TEXTS.noText));
  }
  return el("section", { class: "panel fields", "aria-labelledby": "fields-title" },
    el("div", { class: "panel-head" },
      el("h3", { id: "fields-title" }, TEXTS.fields),
      correct && el("button", { type: "button", class: "small", id: "correct", onclick: () => correct() }, TEXTS.correct)),
    el("table", { class: "field-table" },
      el("thead", {}, el("tr", {},
        el("th", { scope: "col" }, TEXTS.field),
        el("th", { scope: "col" }, TEXTS.value),
        el("th", { scope: "col" }, TEXTS.digit))),
      el("tbody", {}, text.fields.filter(worthShowing).map((field) => row(field, text.grid)))));
}

// Fields that are empty say nothing, unless something is the matter with them.
function worthShowing(field) {
  return field.value !== "" || field.light === "red" || field.issues.length > 0;
}

function row(field, grid) {
  const cells = field.cells.map(([line, column]) => grid[line][column]);
  const doubts = cells.filter((cell) => cell.doubtful);
  return el("tr", {},
    el("th", { scope: "row" }, capital(field.title)),
    el("td", {},
      el("span", { class: "letters" }, unseen(field.value), lettersOf(cells)),
      field.meaning ? el("span", { class: "meaning" }, field.meaning) : "",
      doubts.length ? el("ul", { class: "doubts" }, doubts.map((cell) => el("li", {}, doubt(cell)))) : "",
      changes(cells),
      field.issues.map((issue) => el("p", { class: "issue" }, capital(issue)))),
    el("td", { class: "digit" }, field.light === "grey" ? "" : light(field.light, field.words)));
}

// Letters without the fillers at the end; those inside stand for blanks.
function lettersOf(cells) {
  let last = cells.length;
  while (last > 0 && cells[last - 1].letter === "<" && !cells[last - 1].doubtful) last -= 1;
  return cells.slice(0, last).map((cell) => {
    const kind = cell.by_hand ? "by-hand" : cell.doubtful ? "doubtful" : "";
    return el("span", { class: `letter ${kind}`, "aria-hidden": "true" }, cell.letter === "<" ? "\u00a0" : cell.letter);
  });
}

export function doubt(cell) {
  const sure = cell.certainty === null ? "" : `, ${TEXTS.certainty} ${percent(cell.certainty)}`;
  const others = cell.others.map(([letter, chance]) => `${letter}\u00a0${percent(chance)}`).join(", ");
  return `${cell.letter} ${TEXTS.doubtful}${sure}${others ? `; ${TEXTS.orElse} ${others}` : ""}`;
}

function changes(cells) {
  const changed = cells.filter((cell) => cell.by_hand);
  return changed.length
    ? el("ul", { class: "changes" }, changed.map((cell) =>
      el("li", {}, `${cell.letter} ${TEXTS.byHand}, ${TEXTS.wasRead} ${cell.read}`)))
    : "";
}
