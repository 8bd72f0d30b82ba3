// Letters corrected by hand: each beside its picture; the service says at once what the text would say.

import * as api from "./api.js";
import { capital, el, say } from "./dom.js";
import { doubt } from "./fields.js";
import { light } from "./lights.js";
import { TEXTS } from "./texts.js";

const LETTER = /^[A-Z0-9<]$/;
const PAUSE = 250;

export class Correction {
  constructor(id, text, pictures, { kept }) {
    this.id = id;
    this.text = text;
    this.kept = kept;
    this.cells = text.grid.map((row, line) => row.map((cell, column) => this.cell(cell, line, column)));
    this.about = el("p", { class: "about", "aria-live": "polite" });
    this.result = el("div", { class: "trial", role: "status" });
    this.keep = el("button", { type: "submit", class: "primary", disabled: true }, TEXTS.keep);
    this.dialog = this.drawn();
    this.drawPictures(pictures);
  }

  open() {
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.show(this.text);
    (this.flat.find((cell) => cell.known.doubtful) ?? this.flat[0])?.input.focus();
  }

  get flat() {
    return this.cells.flat();
  }

  drawn() {
    return el("dialog", { class: "correct", "aria-labelledby": "correct-title", onclose: () => this.dialog.remove() },
      el("form", { method: "dialog", onsubmit: (event) => this.submit(event) },
        el("h2", { id: "correct-title" }, TEXTS.correctTitle),
        el("p", { class: "help" }, TEXTS.correctHelp),
        el("div", { class: "grid", tabindex: "-1" }, this.cells.map((row, line) =>
          el("div", { class: "line", role: "group", "aria-label": capital(`${TEXTS.line} ${line + 1}`) },
            row.map((cell) => cell.place)))),
        this.about,
        el("p", {},
          el("button", { type: "button", class: "small", disabled: this.text.doubtful === 0, onclick: () => this.nextDoubtful() }, TEXTS.nextDoubtful)),
        this.result,
        el("div", { class: "buttons" },
          this.keep,
          el("button", { type: "button", onclick: () => this.dialog.close() }, TEXTS.cancel))));
  }

  cell(known, line, column) {
    const canvas = el("canvas", { width: 28, height: 44, "aria-hidden": "true" });
    const input = el("input", {
      type: "text",
      maxlength: 1,
      value: known.letter,
      autocomplete: "off",
      autocapitalize: "characters",
      spellcheck: "false",
      tabindex: line === 0 && column === 0 ? 0 : -1,
      "aria-label": nameOf(known, line, column),
    });
    const place = el("div", { class: `cell ${known.doubtful ? "doubtful" : ""} ${known.by_hand ? "by-hand" : ""}` },
      canvas, input);
    const cell = { known, line, column, canvas, input, place };
    input.addEventListener("focus", () => this.focused(cell));
    input.addEventListener("keydown", (event) => this.pressed(event, cell));
    input.addEventListener("input", () => this.typed(cell));
    return cell;
  }

  async drawPictures(pictures) {
    const zone = pictures.names.has("zone") ? await pictures.bitmap("zone") : null;
    if (!zone) return this.dialog.classList.add("without-pictures");
    const [width, height] = [28, zone.naturalHeight / this.cells.length];
    for (const { canvas, line, column } of this.flat) {
      canvas.getContext("2d").drawImage(zone, column * width, line * height, width, height, 0, 0, 28, 44);
    }
  }

  focused(cell) {
    this.flat.forEach((one) => (one.input.tabIndex = one === cell ? 0 : -1));
    cell.input.select();
    const { known } = cell;
    const where = `${capital(known.title)} · ${TEXTS.line} ${cell.line + 1}, ${TEXTS.column} ${cell.column + 1}`;
    const changed = known.changed ? ` · ${TEXTS.wasRead} ${known.changed}` : "";
    this.about.textContent = `${where}${known.doubtful ? ` · ${doubt(known)}` : ""}${changed}`;
    this.flat.forEach((one) => one.place.classList.toggle("same-field", known.field !== "" && one.known.field === known.field));
  }

  pressed(event, cell) {
    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    const step = steps[event.key];
    if (step) {
      event.preventDefault();
      this.cells[cell.line + step[0]]?.[cell.column + step[1]]?.input.focus();
    } else if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      this.cells[cell.line].at(event.key === "Home" ? 0 : -1).input.focus();
    }
  }

  typed(cell) {
    const letter = cell.input.value.toUpperCase().replace(" ", "<");
    if (!LETTER.test(letter)) {
      cell.input.value = cell.known.letter;
      cell.input.select();
      return;
    }
    cell.input.value = letter;
    cell.place.classList.toggle("changed", letter !== cell.known.letter);
    const next = this.cells[cell.line][cell.column + 1];
    if (next) next.input.focus();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.tryOut(), PAUSE);
  }

  nextDoubtful() {
    const doubtful = this.flat.filter((cell) => cell.known.doubtful);
    const at = this.flat.findIndex((cell) => cell.input.tabIndex === 0);
    const next = doubtful.find((cell) => this.flat.indexOf(cell) > at) ?? doubtful[0];
    next?.input.focus();
  }

  get changes() {
    return this.flat
      .filter((cell) => cell.input.value !== cell.known.letter)
      .map(({ line, column, known, input }) => ({ line, column, read: known.letter, became: input.value }));
  }

  async tryOut() {
    const changes = this.changes;
    this.keep.disabled = changes.length === 0;
    if (!changes.length) return this.show(this.text);
    try {
      this.show(await api.correct(this.id, changes, true));
    } catch (problem) {
      this.result.replaceChildren(el("p", { class: "problem" }, problem.message));
    }
  }

  // Which digits agree, as the service parses the text strictly.
  show(text) {
    const digits = text.fields.filter((field) => field.check !== "not_printed");
    const changed = this.changes.length > 0;
    this.result.replaceChildren(
      el("ul", { class: "digits" }, digits.map((field) =>
        el("li", {}, el("span", { class: "of" }, capital(field.title)), light(field.light, field.words)))),
      el("p", {}, text.by_hand ? text.by_hand.summary : changed ? "" : TEXTS.noChange));
  }

  async submit(event) {
    event.preventDefault();
    const changes = this.changes;
    if (!changes.length) return;
    this.keep.disabled = true;
    try {
      await api.correct(this.id, changes, false);
      this.dialog.close();
      say(`${changes.length} ${TEXTS.byHand}`);
      this.kept();
    } catch (problem) {
      this.keep.disabled = false;
      this.result.replaceChildren(el("p", { class: "problem", role: "alert" }, problem.message));
    }
  }
}

function nameOf(known, line, column) {
  const mark = known.doubtful ? `, ${TEXTS.doubtful}` : known.by_hand ? `, ${TEXTS.byHand}` : "";
  return `${TEXTS.line} ${line + 1}, ${TEXTS.column} ${column + 1}, ${known.title}${mark}`;
}
