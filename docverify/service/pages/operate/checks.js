// The checks, group by group: what needs a look is open, what passed is one line.

import { capital, el } from "./dom.js";
import { light } from "./lights.js";
import { TEXTS } from "./texts.js";

// Figures of these are always shown: an officer looks for them first.
const ALWAYS = new Set(["face_match"]);

export function checksView(groups) {
  const all = groups.flatMap((one) => one.checks);
  const urgent = ["red", "yellow"].flatMap((colour) => all.filter((check) => check.light === colour));
  return el("section", { class: "panel checks", "aria-labelledby": "checks-title" },
    el("div", { class: "panel-head" }, el("h3", { id: "checks-title" }, TEXTS.checks), counts(all)),
    urgent.length
      ? el("section", { class: "check-group urgent" }, el("h4", {}, TEXTS.lookAt),
        el("ul", {}, urgent.map((check) => el("li", {}, checkView(check)))))
      : "",
    groups.map(group));
}

function counts(all) {
  const some = ["red", "yellow", "green", "grey"]
    .map((colour) => [colour, all.filter((check) => check.light === colour)])
    .filter(([, checks]) => checks.length);
  return el("p", { class: "counts" }, some.map(([colour, checks]) =>
    light(colour, `${checks.length} ${checks[0].word}`, "small")));
}

function group({ title, checks }) {
  const asked = checks.filter((check) => check.light === "green");
  const quiet = checks.filter((check) => check.light === "grey");
  if (!asked.length && !quiet.length) return "";
  return el("section", { class: "check-group" },
    el("h4", {}, title),
    el("ul", {}, asked.map((check) => el("li", {}, checkView(check)))),
    quiet.length && el("details", { class: "quiet-checks" },
      el("summary", {}, `${quiet.length} ${TEXTS.notAsked}`),
      el("ul", {}, quiet.map((check) => el("li", {}, checkView(check))))) || "");
}

function checkView(check) {
  const told = check.light !== "green" || ALWAYS.has(check.check);
  return el("div", { class: `check ${check.light}` },
    light(check.light, check.word),
    el("div", { class: "said" },
      el("p", { class: "title" }, capital(check.title),
        check.counts || check.light === "grey" ? "" : el("span", { class: "note" }, ` (${TEXTS.notCounting})`)),
      told ? el("p", { class: "sentence" }, check.sentence) : ""),
    check.figures.length ? numbers(check, ALWAYS.has(check.check)) : "");
}

function numbers(check, open) {
  const bad = check.figures.some((figure) => figure.within === false);
  return el("details", { class: "numbers", open: open || (bad && check.light !== "green") },
    el("summary", {}, TEXTS.numbers, el("span", { class: "unseen" }, ` ${check.title}`)),
    el("table", {}, el("tbody", {}, check.figures.map(figureRow))));
}

function figureRow({ label, value, limit, within }) {
  const word = within === null ? "" : within ? TEXTS.within : TEXTS.outside;
  return el("tr", { class: within === false ? "outside" : "" },
    el("th", { scope: "row" }, capital(label)),
    el("td", { class: "value" }, value),
    el("td", {}, limit && `${limit}`),
    el("td", { class: "verdict" }, word));
}
