// The decision: one press where the machine says the same, else a reason first.

import * as api from "./api.js";
import { el, say } from "./dom.js";
import { DECIDED, REASONS, TEXTS } from "./texts.js";

const MOST = 500;
const CHOICES = [["accept", "good"], ["refuse", "bad"], ["again", ""]];

export function decisionBar(session, { decided }) {
  const done = session.decided;
  const problem = el("p", { class: "problem", role: "alert" });
  if (done && !session.open) {
    return el("section", { class: `decision done ${done.choice}`, "aria-label": TEXTS.decide }, record(done),
      done.choice === "again" ? el("p", {}, TEXTS.anew) : "");
  }
  return el("section", { class: "decision", "aria-label": TEXTS.decide },
    el("p", { class: "hint" }, el("strong", {}, `${TEXTS.machine} ${session.word}. `),
      session.outcome === "INCONCLUSIVE" || !session.outcome ? TEXTS.otherwise : ""),
    done ? record(done) : "",
    problem,
    el("div", { class: "buttons" }, CHOICES.map(([choice, kind]) =>
      el("button", { type: "button", class: `choice ${kind}`, data: { choice }, onclick: () => press(session, choice, decided, problem) },
        TEXTS[choice]))));
}

function record(done) {
  const why = done.reason ? `: ${done.reason}` : "";
  const over = done.override ? ` (${TEXTS.overrode})` : "";
  return el("p", { class: "record" }, el("strong", {}, DECIDED[done.choice]), `${over}${why}`);
}

function press(session, choice, decided, problem) {
  if (choice === "again" || session.choices[choice].needs_reason) ask(session, choice, decided);
  else send(session, choice, "", decided).catch((refused) => tell(problem, refused));
}

function tell(problem, refused) {
  problem.textContent = refused.message || TEXTS.failed;
}

async function send(session, choice, reason, decided) {
  const after = await api.decide(session.id, choice, reason);
  say(DECIDED[choice]);
  decided(after);
}

function ask(session, choice, decided) {
  const needed = session.choices[choice].needs_reason;
  const words = el("textarea", { id: "own-words", rows: 2, maxlength: MOST, "aria-describedby": "own-words-help" });
  const problem = el("p", { class: "problem", role: "alert" });
  const dialog = el("dialog", { class: "ask", "aria-labelledby": "ask-title", onclose: () => dialog.remove() },
    el("form", { method: "dialog", onsubmit: submit },
      el("h2", { id: "ask-title" }, TEXTS[choice]),
      el("p", {}, needed ? TEXTS.override : TEXTS.confirm),
      el("fieldset", {}, el("legend", {}, TEXTS.reason), REASONS[choice].map((reason, at) =>
        el("label", { class: "option" },
          el("input", { type: "radio", name: "reason", value: reason, id: `reason-${at}` }), reason))),
      el("label", { for: "own-words", class: "own" }, TEXTS.ownWords),
      words,
      el("p", { id: "own-words-help", class: "help" }, TEXTS.ownWordsHelp),
      problem,
      el("div", { class: "buttons" },
        el("button", { type: "submit", class: "primary" }, TEXTS[choice]),
        el("button", { type: "button", onclick: () => dialog.close() }, TEXTS.cancel))));
  document.body.append(dialog);
  dialog.showModal();

  async function submit(event) {
    event.preventDefault();
    const chosen = dialog.querySelector("input[name=reason]:checked")?.value ?? "";
    const reason = [chosen, words.value.trim()].filter(Boolean).join(". ");
    if (needed && !reason) {
      problem.textContent = TEXTS.reasonMissing;
      return;
    }
    try {
      await send(session, choice, reason.slice(0, MOST), decided);
      dialog.close();
    } catch (refused) {
      tell(problem, refused);
    }
  }
}
