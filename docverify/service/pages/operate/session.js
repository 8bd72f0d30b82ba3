// One session: result, pictures side by side, fields, checks, decision.

import * as api from "./api.js";
import { checksView } from "./checks.js";
import { Correction } from "./correct.js";
import { decisionBar } from "./decide.js";
import { capital, clock, el } from "./dom.js";
import { fieldsView } from "./fields.js";
import { light } from "./lights.js";
import { shortName } from "./list.js";
import { Pictures } from "./pictures.js";
import { TEXTS } from "./texts.js";

export class SessionView {
  constructor(place) {
    this.place = place;
    this.id = null;
    this.pictures = null;
    this.said = "";
    setInterval(() => this.tick(), 1000);
    this.empty(TEXTS.choose);
  }

  empty(words) {
    this.leave();
    this.place.replaceChildren(el("p", { class: "empty" }, words));
  }

  leave() {
    this.id = null;
    this.said = "";
    this.pictures?.forget();
    this.pictures = null;
    document.querySelectorAll("dialog").forEach((dialog) => dialog.close());
  }

  async open(id) {
    if (id !== this.id) this.empty(TEXTS.opening); // nothing of another session may be pressed meanwhile
    this.id = id;
    await this.load();
  }

  async load() {
    const id = this.id;
    try {
      const session = await api.session(id);
      if (id === this.id) this.show(session);
    } catch (problem) {
      if (id !== this.id) return;
      if (problem.status === 404) this.empty(TEXTS.gone);
      else throw problem;
    }
  }

  show(session) {
    // What is drawn stays drawn while nothing changed: focus and open details are the officer's.
    const said = JSON.stringify({ ...session, seconds: 0, seconds_left: 0 });
    this.leftAt = performance.now() + session.seconds_left * 1000;
    if (said === this.said) return;
    const open = new Set([...this.place.querySelectorAll("details[open] > summary")].map((one) => one.textContent));
    const pictured = `${session.outcome} ${session.pictures}`;
    if (this.pictured !== pictured || !this.pictures) {
      this.pictures?.forget();
      this.pictures = new Pictures(session.id, session.pictures);
      this.pictured = pictured;
    }
    const focus = document.activeElement?.id;
    this.said = said;
    this.place.replaceChildren(...this.drawn(session));
    this.place.querySelectorAll("details > summary").forEach((one) => {
      if (open.has(one.textContent)) one.parentElement.open = true;
    });
    if (focus) document.getElementById(focus)?.focus();
    this.tick();
  }

  drawn(session) {
    const editable = session.text && session.open;
    return [
      this.head(session),
      el("div", { class: "columns" },
        el("div", { class: "column" },
          this.picturesView(session),
          fieldsView(session.text, { correct: editable ? () => this.correct(session) : null }),
          this.byHand(session)),
        el("div", { class: "column" }, session.groups.length ? checksView(session.groups) : "")),
      decisionBar(session, { decided: (after) => this.show(after) }),
    ];
  }

  head(session) {
    const facts = [
      capital(session.state_words),
      session.tries ? `${session.tries} ${TEXTS.tries}` : "",
      session.called ? TEXTS.called : "",
      session.policy ? `${TEXTS.policy} ${session.policy}` : "",
    ].filter(Boolean);
    return el("section", { class: `head ${session.light}`, "aria-labelledby": "session-title" },
      el("div", { class: "who" },
        el("h2", { id: "session-title" }, `${TEXTS.session} ${shortName(session.id)}`),
        el("p", { class: "facts" }, facts.join(" · ")),
        el("p", { class: "facts" }, `${capital(TEXTS.left)} `, el("span", { class: "left" }))),
      el("div", { class: "verdict" },
        light(session.light, session.outcome ? session.word : TEXTS.noResult, "big"),
        el("p", { class: "summary" }, session.summary),
        session.ending && session.state !== "welcome" ? el("p", { class: "facts" }, session.ending) : ""));
  }

  picturesView(session) {
    const has = new Set(session.pictures);
    if (!has.size) return el("section", { class: "panel pictures" }, el("p", { class: "none" }, TEXTS.noPicture));
    const faces = el("div", { class: "faces" },
      has.has("portrait") ? this.pictures.figure("portrait", TEXTS.portrait) : "",
      has.has("face") ? this.pictures.figure("face", TEXTS.face, { large: "live" })
        : has.has("live") ? this.pictures.figure("live", TEXTS.liveFrame) : "");
    return el("section", { class: "panel pictures", "aria-labelledby": "pictures-title" },
      el("h3", { id: "pictures-title", class: "unseen" }, TEXTS.pictures),
      el("div", { class: "sides" },
        has.has("document") ? this.pictures.figure("document", TEXTS.document) : "",
        has.has("other_side") ? this.pictures.figure("other_side", TEXTS.allSides) : "",
        score(session)),
      el("div", { class: "beside" }, faces));
  }

  byHand(session) {
    if (!session.corrections.length) return "";
    const judged = session.text?.by_hand;
    return el("section", { class: "panel by-hand", "aria-labelledby": "by-hand-title" },
      el("h3", { id: "by-hand-title" }, TEXTS.handTitle),
      judged ? el("p", {}, light(judged.light, judged.word), " ", judged.summary) : "",
      el("p", { class: "help" }, TEXTS.handHelp),
      el("h4", {}, TEXTS.journal),
      el("ol", { class: "journal" }, session.corrections.map((one) =>
        el("li", {}, `${capital(one.field)}, ${TEXTS.line} ${one.line + 1}, ${TEXTS.column} ${one.column + 1}: `,
          el("s", {}, one.read), " → ", el("strong", {}, one.became)))));
  }

  correct(session) {
    new Correction(session.id, session.text, this.pictures, { kept: () => this.load() }).open();
  }

  tick() {
    const place = this.place.querySelector(".left");
    if (place) place.textContent = clock((this.leftAt - performance.now()) / 1000);
  }
}

// The score of the faces, drawn against its threshold, with both as numbers.
function score(session) {
  const match = session.groups.flatMap((group) => group.checks).find((check) => check.check === "face_match");
  const figure = match?.figures.find((one) => one.label === "score");
  if (!figure) return "";
  const threshold = Number(/[\d.]+/.exec(figure.limit)?.[0] ?? 0);
  return el("div", { class: `score ${match.light}` },
    light(match.light, match.sentence),
    el("p", {}, `${TEXTS.score} `, el("strong", {}, figure.value), figure.limit ? `, ${figure.limit}` : ""),
    el("meter", { min: 0, max: 1, low: threshold, high: threshold, optimum: 1, value: Math.max(0, Number(figure.value)), "aria-label": TEXTS.score }));
}
