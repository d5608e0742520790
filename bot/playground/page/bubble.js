// One message as a bubble.

import { el, icon } from "./dom.js";
import { clock, name, world } from "./world.js";

const LINK = /(https:\/\/playground\.invalid\/(start|room)\/([\w-]+))/;
const SENT = { photo: "Photo", voice: "Voice message, 0:07", sticker: "Sticker" };

export function bubble(message, does) {
  if (message.gone) return el("li", { class: "gone", "data-id": message.id }, el("span", {}, "A message was deleted."));
  if (message.kind === "line") return el("li", { class: "line", "data-id": message.id }, el("span", {}, text(message)));
  const own = message.by !== "bot";
  const side = own ? (message.chat === "room" && message.by === "b" ? "own other" : "own") : "bot";
  const inner = el("div", { class: `bubble ${message.only ? "only" : ""}` },
    who(message), quote(message), body(message, does), marks(message));
  return el("li", { class: side, "data-id": message.id }, inner, rows(message, does), more(message, does));
}

function who(message) {
  const called = message.by === "bot" ? "Mortar" : name(message.by);
  const seen = message.chat === "room" || message.by === "bot";
  return el("span", { class: `who ${message.by} ${seen && message.chat === "room" ? "" : "hush"}`, dir: "auto" }, called);
}

function quote(message) {
  const found = message.reply_to && world.messages[message.chat].get(message.reply_to);
  return found && !found.gone ? el("blockquote", { dir: "auto" }, text(found).slice(0, 90)) : null;
}

function body(message, does) {
  const photo = message.picture ? picture(message.picture) : null;
  if (message.kind !== "text" && !text(message)) {
    return photo || el("p", { class: `sent ${message.kind}` }, message.kind === "sticker" ? "🫶" : SENT[message.kind] || message.kind);
  }
  return [photo, el("p", { class: "words", dir: "auto", lang: message.language || null },
    message.spans.map(([style, words]) => span(style, words, message, does)))];
}

function span(style, words, message, does) {
  if (style === "b") return el("strong", {}, words);
  if (style === "i") return el("em", {}, words);
  // Only the bot's own words can be a link, and only to the other phone.
  if (style === "q" || message.by !== "bot") return words;
  return words.split(LINK).map((one, at) => {
    if (at % 4 === 1) return null;
    if (at % 4 === 2) return null;
    if (at % 4 === 3) return opener(words.split(LINK)[at - 1], one, message, does);
    return one;
  });
}

export function opener(kind, token, message, does) {
  const who = message.chat === "b" ? "b" : "a";
  const other = who === "a" ? "b" : "a";
  const [actor, room, words] = kind === "room"
    ? [who, true, "Add me to the room"] : [other, false, `Open the link on ${name(other)}'s phone`];
  return el("button", { class: "link", type: "button",
    onclick: () => does.write(actor, `/start ${token}`, room) }, words);
}

function picture(reference) {
  if (reference.startsWith("data:image/")) return el("img", { class: "drawn", src: reference, alt: "" });
  const made = el("div", { class: "photo", role: "img", "aria-label": "A photo" });
  let hue = 0;
  for (const sign of reference) hue = (hue * 31 + sign.charCodeAt(0)) % 360;
  made.style.setProperty("--hue", hue);
  return made;
}

function marks(message) {
  const found = [];
  if (message.only) found.push(mark("eye", `Only ${name(message.only)} sees this`));
  if (message.protect && message.by === "bot") found.push(mark("shield", "Cannot be forwarded or saved"));
  if (message.silent) found.push(mark("mute", "Came without a sound"));
  if (message.edited) found.push(el("span", {}, "edited"));
  found.push(el("time", { datetime: message.at }, clock(message.at, { hour: "2-digit", minute: "2-digit" })));
  return el("span", { class: "marks" }, found);
}

function mark(name_, words) {
  return el("span", { class: "mark", title: words, role: "img", "aria-label": words }, icon(name_));
}

function rows(message, does) {
  if (!message.rows || !message.rows.length) return null;
  return el("div", { class: "rows", role: "group", "aria-label": "Buttons" }, message.rows.map((row, r) =>
    el("div", { class: "row" }, row.map((one, c) => button(one, r, c, message, does)))));
}

function button(one, row, column, message, does) {
  const found = one.link && one.link.match(LINK);
  const act = found
    ? () => does.write(message.chat === "b" ? "b" : "a", `/start ${found[3]}`, found[2] === "room")
    : () => does.press(message, row, column);
  return el("button", { type: "button", dir: "auto", onclick: act }, one.label);
}

function more(message, does) {
  if (message.only) return null;
  const own = message.by !== "bot";
  return el("button", { class: "more", type: "button", "aria-haspopup": "menu", "aria-label": own ? "Edit or delete this message" : "Answer this message",
    onclick: (event) => does.more(message, event.currentTarget) }, icon("more"));
}

export const text = (message) => (message.spans || []).map(([, words]) => words).join("");
