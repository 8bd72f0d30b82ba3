// The dialogs: help, cameras, language. The browser's own <dialog> keeps the focus inside and gives it back.
import { LANGUAGES, direction, text } from "/kiosk/texts.js";

const at = (id) => document.getElementById(id);

export function prepareDialogs() {
  for (const button of document.querySelectorAll("dialog [data-close]")) {
    button.addEventListener("click", () => button.closest("dialog").close());
  }
}

/** Buttons for every language, each in its own. */
export function languageButtons(place, onChosen) {
  place.replaceChildren(...LANGUAGES.map((code) => {
    const button = document.createElement("button");
    button.type = "button";
    button.lang = code;
    button.dir = direction(code);
    button.textContent = text("language.name", {}, code);
    button.addEventListener("click", () => onChosen(code));
    return button;
  }));
}

export function showLanguages(onChosen) {
  languageButtons(at("language-choices"), (code) => {
    at("language-dialog").close();
    onChosen(code);
  });
  at("language-dialog").showModal();
}

export function showHelp() {
  at("help-called").textContent = "";
  at("help-dialog").showModal();
}

export function helpCalled() {
  at("help-called").textContent = text("help.called");
}

export async function showCameras(camera, onChange) {
  const devices = await camera.devices().catch(() => []);
  for (const part of ["document", "face"]) {
    const choice = at(`camera-${part}`);
    choice.replaceChildren(...devices.map(({ id, name }, number) => {
      const option = new Option(name || text("camera.unnamed", { number: number + 1 }), id);
      option.selected = id === camera.chosen(part);
      return option;
    }));
    choice.onchange = () => {
      camera.choose(part, choice.value);
      onChange();
    };
  }
  at("camera-dialog").showModal();
}

export function closeDialogs() {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
}
