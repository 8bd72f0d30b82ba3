// Texts by code, in the language of the traveller.
export const LANGUAGES = ["en", "de", "fr", "es", "ar"];
const RIGHT_TO_LEFT = new Set(["ar"]);
const loaded = {};
let current = "en";

async function load(language) {
  loaded[language] ??= await (await fetch(`/texts/${language}.json`)).json();
  return loaded[language];
}

/** Load every language: a choice must not wait for the network. */
export async function loadTexts() {
  await Promise.all(LANGUAGES.map(load));
}

export const language = () => current;

/** The text of a code, its {words} filled in. */
export function text(code, words = {}, of = current) {
  const found = loaded[of]?.[code];
  if (found === undefined) throw new Error(`no text ${code}`);
  return found.replace(/\{(\w+)\}/g, (_, name) => words[name] ?? "");
}

/** The direction in which a language is written. */
export const direction = (code) => (RIGHT_TO_LEFT.has(code) ? "rtl" : "ltr");

/** Speak another language, and write in its direction. */
export function speak(chosen) {
  current = LANGUAGES.includes(chosen) ? chosen : "en";
  document.documentElement.lang = current;
  document.documentElement.dir = direction(current);
  document.title = text("page.title");
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = text(element.dataset.text);
  }
}
