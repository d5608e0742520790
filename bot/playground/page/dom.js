// Make elements without a framework. Words only ever become text, so what people paste stays inert.

export function el(tag, given = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made && typeof value !== "string") made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...inside.flat(9).filter((one) => one !== null && one !== undefined && one !== false));
  return made;
}

export function fill(parent, ...inside) {
  parent.replaceChildren(...inside.flat(9).filter(Boolean));
}

// Drawn by hand on a grid of 24; each is one path.
const PATHS = {
  lock: "M7 11V8a5 5 0 0 1 10 0v3M5 11h14v10H5zM12 15v2",
  eye: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zm10 3a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
  shield: "M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6z",
  mute: "M6 16h12l-2-3V9a4 4 0 0 0-6-3M10 20h4M4 4l16 16",
  moon: "M20 14A8 8 0 1 1 10 4a6 6 0 0 0 10 10z",
  clock: "M12 7v5l3 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z",
  send: "M4 12l16-8-5 16-3-7z",
  clip: "M8 12l6-6a3 3 0 0 1 5 4l-8 8a5 5 0 0 1-7-7l7-7",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  day: "M4 6h16v15H4zM4 10h16M8 3v4M16 3v4",
  slash: "M15 4L9 20",
  close: "M6 6l12 12M18 6L6 18",
  back: "M9 6l-6 6 6 6M3 12h18",
  play: "M7 4l13 8-13 8z",
  pause: "M8 4v16M16 4v16",
  next: "M5 4l10 8-10 8zM19 4v16",
  people: "M8 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM1 21c0-5 3-7 7-7s7 2 7 7M16 3a4 4 0 0 1 0 8M18 14c3 1 5 3 5 7",
  drawer: "M4 4h16v16H4zM14 4v16",
  bolt: "M13 2L5 14h6l-1 8 9-12h-6z",
  theme: "M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18",
};

export function icon(name) {
  const NS = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(NS, "svg");
  const path = document.createElementNS(NS, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

export function toast(words) {
  const made = el("p", { class: "toast" }, words);
  document.getElementById("toasts").append(made);
  setTimeout(() => made.remove(), 7000);
}
