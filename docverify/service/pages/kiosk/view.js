// Shows one screen: a title, a sentence, a hint, and where the focus goes. It decides nothing.
import { HINT_SIGNS, SCREEN_SIGNS } from "/kiosk/signs.js";
import { text } from "/kiosk/texts.js";

const at = (id) => document.getElementById(id);
const FIRST_BUTTON = { attract: "start", try_again: "again", welcome: "done", officer: "done" };
const STEPS = {
  document: 0, turn: 0, remove: 0, face: 1, challenge: 1, checking: 2, welcome: 3, officer: 2, try_again: 0,
};
const KINDS = {
  loading: "calm", attract: "calm", welcome: "calm answer", forgotten: "calm answer",
  document: "capture", turn: "capture", remove: "capture", face: "capture", challenge: "capture",
  checking: "answer", officer: "answer", try_again: "answer", trouble: "answer", camera: "answer", closed: "answer",
};
const WORDS = {
  camera: (shown) => [`camera.${shown.why}.title`, `camera.${shown.why}.text`],
  trouble: () => ["trouble.title", "trouble.text"],
  closed: () => ["closed.title", "closed.text"],
};
let last = null;

/**
 * Show a screen.
 * @param shown {screen, hint, progress, manual, triesLeft, moreTime, part, why, words}
 */
export function show(shown) {
  const { screen } = shown;
  const fresh = last?.screen !== screen || last?.why !== shown.why;
  last = shown;
  document.body.dataset.screen = screen;
  document.body.dataset.is = KINDS[screen] ?? "";
  document.body.dataset.manual = String(Boolean(shown.manual));
  const [title, sentence] = WORDS[screen]?.(shown) ?? [`state.${screen}.title`, shown.words ?? `state.${screen}.text`];
  put("title", text(title));
  put("text", text(sentence));
  put("tries", shown.triesLeft > 0 && shown.triesLeft < 3 && !shown.manual ? text("tries.left", { count: shown.triesLeft }) : "");
  hint(shown.hint);
  steps(shown);
  at("sign-use").setAttribute("href", `/kiosk/icons.svg#${SCREEN_SIGNS[screen] ?? "document"}`);
  at("progress").value = shown.progress ?? 0;
  at("progress").setAttribute("aria-label", text("progress.label"));
  at("more-time").disabled = shown.moreTime === false;
  at("arrow").dataset.to = { turn_left: "left", turn_right: "right" }[shown.hint] ?? "";
  at("video").setAttribute("aria-label", text("preview.label"));
  at("tools").setAttribute("aria-label", text("toolbar.label"));
  at("steps").setAttribute("aria-label", text("steps.label"));
  if (fresh) focus(screen);
}

/** Show the last screen again, as after a change of language. */
export function again() {
  if (last) show({ ...last });
}

function put(id, words) {
  if (at(id).textContent !== words) at(id).textContent = words;
}

/** The live region: only what changes is written, so that it is read out once. */
function hint(code) {
  const place = at("hint");
  if (place.dataset.hint !== (code ?? "")) place.dataset.hint = code ?? "";
  place.classList.toggle("told", Boolean(code));
  put("hint-text", code ? text(`hint.${code}`) : "");
  at("hint-use").setAttribute("href", `/kiosk/icons.svg#${HINT_SIGNS[code] ?? "document"}`);
}

function steps(shown) {
  const now = shown.screen === "try_again" && shown.part === "face" ? 1 : (STEPS[shown.screen] ?? -1);
  [...at("steps").children].forEach((item, place) => {
    item.classList.toggle("past", place < now);
    if (place === now) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  });
}

/** Where the screen's words begin, or its only button: what is read first. */
function focus(screen) {
  if (document.querySelector("dialog[open]")) return;
  at(FIRST_BUTTON[screen] ?? "title").focus({ preventScroll: true });
}
