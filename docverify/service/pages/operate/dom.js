// Elements, made without markup in strings: nothing that a document says can become markup.

export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else if (name === "data") Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

export function unseen(text) {
  return el("span", { class: "unseen" }, text);
}

export function capital(text) {
  return text ? text[0].toUpperCase() + text.slice(1) : "";
}

export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

let spoken;

// Says something to who cannot see it; what is said twice is said again.
export function say(text) {
  spoken ??= document.getElementById("spoken");
  spoken.textContent = "";
  setTimeout(() => (spoken.textContent = text), 50);
}
