// The operator's page: sign in, hear of sessions, show one.

import * as api from "./api.js";
import { el, say } from "./dom.js";
import { SessionList, shortName } from "./list.js";
import { Live } from "./live.js";
import { SessionView } from "./session.js";
import { TEXTS } from "./texts.js";

const at = (id) => document.getElementById(id);
let live = null;
let list = null;
let view = null;
let waiting = new Set();
let lastRow = "";

function signIn(words = "") {
  const input = el("input", { id: "key", type: "password", autocomplete: "off", spellcheck: "false", required: true, "aria-describedby": "key-help" });
  const problem = el("p", { class: "problem", role: "alert" }, words);
  at("sign-in").replaceChildren(
    el("form", {
      onsubmit: (event) => {
        event.preventDefault();
        api.useKey(input.value.trim());
        begin();
      },
    },
      el("h2", {}, TEXTS.signIn),
      el("label", { for: "key" }, TEXTS.key),
      input,
      el("p", { id: "key-help", class: "help" }, TEXTS.signInHelp),
      problem,
      el("button", { type: "submit", class: "primary" }, TEXTS.signIn)));
  at("sign-in").hidden = false;
  at("desk").hidden = true;
  at("leave").hidden = true;
  document.querySelector(".skip").hidden = true;
  input.focus();
}

async function begin() {
  let rows;
  try {
    rows = (await api.sessions()).sessions;
  } catch (problem) {
    const shown = api.shownKey() !== "";
    api.useKey("");
    return signIn(problem.status === 401 || problem.status === 403 ? (shown ? TEXTS.keyWrong : "") : problem.message);
  }
  at("sign-in").replaceChildren();
  at("sign-in").hidden = true;
  at("desk").hidden = false;
  at("leave").hidden = api.shownKey() === "";
  document.querySelector(".skip").hidden = false;
  view ??= new SessionView(at("session"));
  list ??= new SessionList(at("sessions"), choose);
  view.empty(TEXTS.choose);
  changed(rows);
  live = new Live({ changed, state: (name) => linkShown(name) });
}

function linkShown(name) {
  at("link").textContent = TEXTS[name];
  at("link").className = `link ${name}`;
}

async function choose(id) {
  list.show(list.rows, id);
  await view.open(id).catch((problem) => view.empty(problem.message));
  at("session").focus();
}

function changed(rows) {
  list.show(rows);
  const before = waiting;
  waiting = new Set(rows.filter((row) => row.waits).map((row) => row.id));
  const fresh = [...waiting].find((id) => !before.has(id));
  if (fresh) say(`${TEXTS.session} ${shortName(fresh)}: ${TEXTS.waiting}`);
  document.title = waiting.size ? `(${waiting.size}) ${TEXTS.title}` : TEXTS.title;
  if (!view.id) return;
  const row = rows.find((one) => one.id === view.id);
  if (row) {
    const now = JSON.stringify({ ...row, seconds: 0, seconds_left: 0 });
    if (now !== lastRow) view.load().catch(() => {});
    lastRow = now;
  } else {
    list.show(rows, null);
    view.empty(TEXTS.gone);
  }
}

// Leaving the page, or signing out, forgets the key and everything that was shown.
function forget() {
  live?.close();
  view?.leave();
  list?.show([], null);
  live = null;
  waiting = new Set();
  lastRow = "";
  api.useKey("");
  at("session").replaceChildren();
  at("sessions").replaceChildren();
  at("link").textContent = "";
  say("");
  document.title = TEXTS.title;
}

at("leave").textContent = TEXTS.leave;
at("leave").addEventListener("click", () => {
  forget();
  signIn();
});
addEventListener("pagehide", forget);
addEventListener("pageshow", (event) => event.persisted && location.reload());
api.settings().then(({ open }) => (open ? begin() : signIn()), () => signIn());
