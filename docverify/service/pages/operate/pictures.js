// Pictures of one session: fetched with the key, shown from memory, let go with the session.

import * as api from "./api.js";
import { el } from "./dom.js";
import { TEXTS } from "./texts.js";

export class Pictures {
  constructor(id, names) {
    this.id = id;
    this.names = new Set(names);
    this.urls = new Map();
  }

  // The address of a picture in this page's memory; null when there is none.
  async url(name) {
    if (!this.urls.has(name)) {
      this.urls.set(name, api.picture(this.id, name).then((blob) => URL.createObjectURL(blob), () => null));
    }
    return this.urls.get(name);
  }

  async bitmap(name) {
    const url = await this.url(name);
    if (!url) return null;
    const image = new Image();
    image.src = url;
    await image.decode();
    return image;
  }

  figure(name, caption, { large = name } = {}) {
    const image = el("img", { alt: caption });
    const button = el("button", {
      type: "button",
      class: "picture",
      "aria-label": `${TEXTS.enlarge} ${caption}`,
      onclick: () => this.enlarge(large, caption),
    }, image);
    const figure = el("figure", { class: `shown ${name}` }, button, el("figcaption", {}, caption));
    this.url(name).then((url) => {
      if (url) image.src = url;
      else button.replaceWith(el("p", { class: "missing" }, TEXTS.noPicture));
    });
    return figure;
  }

  async enlarge(name, caption) {
    const url = await this.url(name);
    if (!url) return;
    const dialog = el("dialog", { class: "large", "aria-label": caption, onclose: () => dialog.remove() },
      el("img", { src: url, alt: caption }),
      el("button", { type: "button", onclick: () => dialog.close() }, TEXTS.close));
    document.body.append(dialog);
    dialog.showModal();
  }

  async forget() {
    const urls = await Promise.all(this.urls.values());
    this.urls.clear();
    urls.filter(Boolean).forEach((url) => URL.revokeObjectURL(url));
  }
}
