// Begins: settings and texts, then the buttons, then the first screen.
import { languageButtons, prepareDialogs, showCameras, showHelp, showLanguages } from "/kiosk/dialogs.js";
import { Kiosk } from "/kiosk/kiosk.js";
import { hideFragment } from "/kiosk/session.js";
import { LANGUAGES, loadTexts, speak, text } from "/kiosk/texts.js";

const at = (id) => document.getElementById(id);
const on = (id, act) => at(id).addEventListener("click", act);

hideFragment();
const [settings] = await Promise.all([fetch("/kiosk/settings").then((answer) => answer.json()), loadTexts()]);
speak("en");
const kiosk = new Kiosk(settings);

prepareDialogs();
languageButtons(at("languages"), (code) => kiosk.chosen(code));
at("greetings").replaceChildren(...LANGUAGES.slice(1).map((code) => {
  const item = document.createElement("li");
  item.lang = code;
  item.textContent = text("state.attract.title", {}, code);
  return item;
}));

on("start", () => kiosk.start());
on("agree", () => kiosk.agree());
on("still", () => kiosk.still());
on("again", () => kiosk.again());
on("done", () => kiosk.done());
on("end", () => kiosk.end());
on("desk", () => kiosk.desk());
on("more-time", () => kiosk.moreTime());
on("tool-language", () => showLanguages((code) => kiosk.chosen(code)));
on("tool-help", showHelp);
on("help-call", () => kiosk.help());
on("help-desk", () => kiosk.desk());
on("tool-camera", () => showCameras(kiosk.camera, () => kiosk.cameraChanged()));
on("tool-sound", () => {
  kiosk.sounds.on = !kiosk.sounds.on;
  at("tool-sound").setAttribute("aria-pressed", String(kiosk.sounds.on));
});
addEventListener("pagehide", () => kiosk.leave());
addEventListener("resize", () => kiosk.redraw());

export { kiosk };
kiosk.home();
