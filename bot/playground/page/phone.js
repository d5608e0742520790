// One phone: its chat, and what somebody can do on it.

import { bubble, text } from "./bubble.js";
import { el, fill, icon, toast } from "./dom.js";
import { clock, name, world } from "./world.js";

const LEFTWARD = new Set(["ar", "fa", "he", "ur"]);
const WORDS = {
  en: ["Message", "Send"], de: ["Nachricht", "Senden"], es: ["Mensaje", "Enviar"],
  he: ["הודעה", "שליחה"], ar: ["رسالة", "إرسال"], fa: ["پیام", "ارسال"], ur: ["پیغام", "بھیجیں"],
};
const LANGUAGES = { en: "English", de: "Deutsch", es: "Español", he: "עברית", ar: "العربية", fa: "فارسی", ur: "اردو" };
const WORKS = ["menu", "help", "back", "undo", "skip", "repeat", "stop", "pause", "resume", "hide", "invite", "join", "group", "leave", "start"];
const TYPING_AFTER = 140;

export class Phone {
  constructor(chat, wire) {
    this.chat = chat;
    this.wire = wire;
    this.speaker = chat === "b" ? "b" : "a";
    this.drawn = new Map();
    this.build();
  }

  build() {
    const { chat } = this;
    this.title = el("bdi");
    this.under = el("p", { class: "under" });
    this.items = el("ol");
    this.list = el("div", { class: "list", role: "log", "aria-live": "polite", tabIndex: 0, "aria-labelledby": `title-${chat}` }, this.items);
    this.typing = el("div", { class: "typing", hidden: true, "aria-label": "Mortar is typing" }, el("i"), el("i"), el("i"));
    this.box = el("textarea", { rows: "1", dir: "auto", id: `box-${chat}`, onkeydown: (event) => this.key(event), oninput: () => this.grow() });
    this.go = el("button", { class: "go", type: "submit" }, icon("send"));
    this.speakers = el("div", { class: "speakers", role: "group", "aria-label": "Who speaks in the room", hidden: chat !== "room" });
    this.day = el("input", { type: "date", class: "day", hidden: true, "aria-label": "Pick a day", onchange: (event) => this.pick(event) });
    const form = el("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); this.send(); } },
      el("button", { type: "button", class: "tool", "aria-label": "Commands", "aria-haspopup": "menu", onclick: (event) => this.commands(event.currentTarget) }, icon("slash")),
      el("button", { type: "button", class: "tool", "aria-label": "Send something else", "aria-haspopup": "menu", onclick: (event) => this.attach(event.currentTarget) }, icon("clip")),
      this.day, el("label", { class: "hush", for: `box-${chat}` }, "Message"), this.box, this.go);
    this.replying = el("p", { class: "replying", hidden: true });
    this.root = el("section", { class: `phone ${chat}`, id: `phone-${chat}`, "aria-labelledby": `title-${chat}` },
      el("header", {}, el("span", { class: `face ${chat}`, "aria-hidden": "true" }), el("div", {}, el("h2", { id: `title-${chat}` }, this.title), this.under),
        el("button", { type: "button", class: "tool", "aria-label": "More for this phone", "aria-haspopup": "menu", onclick: (event) => this.settings(event.currentTarget) }, icon("more"))),
      this.list, this.typing, this.speakers, this.replying, form);
    // The newest stays in sight when the phone gets narrower or the keyboard comes up.
    const watch = new ResizeObserver(() => this.stick());
    watch.observe(this.list);
    watch.observe(this.items);
    // Only a hand leads away from the newest: where the words were laid out anew, nobody scrolled.
    this.list.addEventListener("scroll", () => { if (this.list.scrollHeight === this.height) this.near = this.nearEnd(); });
    this.all();
    this.state();
  }

  stick() {
    if (this.near) this.list.scrollTop = this.list.scrollHeight;
    this.height = this.list.scrollHeight;
  }

  nearEnd() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 160;
  }

  // What is shown

  all() {
    this.drawn.clear();
    this.last = null;
    fill(this.items);
    this.near = true;
    for (const one of world.messages[this.chat].values()) this.message(one, true);
    this.stick();
  }

  message(one, quiet = false) {
    const day = clock(one.at, { weekday: "long", day: "numeric", month: "long" });
    if (day !== this.last) this.items.append(el("li", { class: "date" }, el("span", {}, day)));
    this.last = day;
    const made = bubble(one, this);
    if (!quiet) made.classList.add("new");
    this.drawn.set(one.id, made);
    this.items.append(made);
    this.typing.hidden = true;
    if (one.by !== "bot") this.near = true;
    this.stick();
  }

  changed(one) {
    const made = bubble(one, this);
    this.drawn.get(one.id)?.replaceWith(made);
    this.drawn.set(one.id, made);
  }

  state() {
    const { chat } = this;
    const language = chat === "room" ? "en" : world.state.languages[chat];
    const [message, send] = WORDS[language] || WORDS.en;
    this.root.dir = LEFTWARD.has(language) ? "rtl" : "ltr";
    this.root.lang = language;
    this.box.placeholder = message;
    this.go.setAttribute("aria-label", send);
    this.title.textContent = chat === "room" ? "Room" : name(chat);
    this.under.textContent = this.situation();
    this.root.querySelector(".face").textContent = chat === "room" ? "♥" : [...name(chat)][0] || "?";
    this.asks();
    this.wait();
  }

  situation() {
    const { state, inside } = world;
    if (this.chat === "room") {
      const there = state.members.map((one) => (one === "bot" ? "Mortar" : one === "stranger" ? "somebody else" : name(one)));
      return there.join(", ");
    }
    if (state.shut.includes(this.chat)) return "has blocked Mortar";
    const person = inside?.people?.[this.chat];
    const asked = state.questions.some((one) => one.who === this.chat);
    const role = inside?.couple?.hurt ? (inside.couple.hurt === this.chat ? "hurt" : "repairing") : null;
    const quiet = person?.quiet ? `quiet ${person.quiet}` : null;
    return [role, person?.language, quiet, asked ? "is asked" : null].filter(Boolean).join(" · ") || "with Mortar";
  }

  asks() {
    const { questions } = world.state;
    if (this.chat === "room") {
      const asked = questions.filter((one) => one.room).map((one) => one.who);
      if (asked.length && !asked.includes(this.speaker)) [this.speaker] = asked;
      fill(this.speakers, ["a", "b"].map((who) => el("button", { type: "button", dir: "auto", "aria-pressed": String(who === this.speaker),
        onclick: () => { this.speaker = who; this.asks(); } }, `as ${name(who)}`)));
    }
    const mine = questions.find((one) => (this.chat === "room" ? one.room : one.who === this.chat && !one.room));
    this.day.hidden = mine?.kind !== "day";
  }

  wait() {
    clearTimeout(this.timer);
    const newest = [...world.messages[this.chat].values()].at(-1);
    const waits = world.state.busy && newest && newest.by !== "bot";
    if (!waits) this.typing.hidden = true;
    else this.timer = setTimeout(() => { this.typing.hidden = false; }, TYPING_AFTER);
  }

  // What somebody does

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.send(); }
    if (event.key === "Escape") this.edit(null);
  }

  grow() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(140, this.box.scrollHeight)}px`;
  }

  pick(event) {
    this.box.value = event.target.value;
    this.box.focus();
  }

  send() {
    const words = this.box.value;
    if (!words.trim()) return;
    if (this.editing) this.ask("edit", { message: this.editing.id, text: words, who: this.editing.by });
    else this.write(this.speaker, words, this.chat === "room", this.answers?.id ?? null);
    this.edit(null);
  }

  write(who, words, room, reply = null) {
    this.ask("write", { who, text: words, room, reply });
  }

  press(message, row, column) {
    this.ask("press", { who: this.speaker, message: message.id, row, column });
  }

  ask(what, given) {
    this.wire.ask(what, given).catch((exc) => toast(exc.message));
  }

  edit(message, answers = null) {
    this.editing = message;
    this.answers = answers;
    this.box.value = message ? text(message) : "";
    const about = message || answers;
    this.replying.hidden = !about;
    this.replying.textContent = about ? `${message ? "Changing" : "Answering"}: ${text(about).slice(0, 60)} (Esc lets it be)` : "";
    this.grow();
    if (about) this.box.focus();
  }

  more(message, at) {
    const own = message.by !== "bot";
    menu(at, own ? [
      message.kind === "text" && ["Edit", () => this.edit(message)],
      ["Delete", () => this.ask("delete", { who: message.by, message: message.id })],
    ] : [["Answer", () => this.edit(null, message)]]);
  }

  commands(at) {
    const flows = world.state.flows.flatMap((one) => one.commands.map((command) => [command, one.title]));
    menu(at, [...flows.map(([command, title]) => [`/${command}   ${title}`, () => this.write(this.speaker, `/${command}`, this.chat === "room")]),
      ...WORKS.map((command) => [`/${command}`, () => (command === "join" ? this.begin("/join ") : this.write(this.speaker, `/${command}`, this.chat === "room"))])]);
  }

  begin(words) {
    this.box.value = words;
    this.box.focus();
  }

  attach(at) {
    const send = (kind) => () => this.ask("send", { who: this.speaker, kind, room: this.chat === "room" });
    menu(at, [["A photo", send("photo")], ["A voice message", send("voice")], ["A sticker", send("sticker")]]);
  }

  settings(at) {
    const { state } = world;
    if (this.chat === "room") {
      const gather = (who, words) => [`${words} ${state.members.includes(who) ? "leaves" : "comes in"}`,
        () => this.ask("gather", { who, comes: !state.members.includes(who) })];
      return menu(at, [gather("stranger", "Somebody else"), gather("a", name("a")), gather("b", name("b")), gather("bot", "Mortar")]);
    }
    const shut = state.shut.includes(this.chat);
    const others = Object.keys(state.offered).filter((one) => !LANGUAGES[one]);
    const languages = [...Object.entries(LANGUAGES), ...others.map((one) => [one, state.offered[one]])];
    return menu(at, [[shut ? "Unblock Mortar" : "Block Mortar", () => this.ask("block", { who: this.chat, on: !shut })],
      ...languages.map(([code, called]) => [`The phone speaks ${called}${state.languages[this.chat] === code ? " ✓" : ""}`,
        () => this.ask("language", { who: this.chat, language: code })])]);
  }
}

export function menu(at, entries) {
  document.querySelector(".menu")?.remove();
  const close = (focus) => { made.remove(); document.removeEventListener("pointerdown", away); if (focus) at.focus(); };
  const away = (event) => { if (!made.contains(event.target)) close(false); };
  const items = entries.filter(Boolean).map(([words, act]) => el("button", { role: "menuitem", type: "button", dir: "auto",
    onclick: () => { close(true); act(); } }, words));
  const made = el("div", { class: "menu", role: "menu", "aria-label": at.getAttribute("aria-label") || "Menu", onkeydown: (event) => {
    const here = items.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); items[(here + step + items.length) % items.length].focus(); }
    if (event.key === "Escape" || event.key === "Tab") { event.preventDefault(); close(true); }
  } }, items);
  document.body.append(made);
  const box = at.getBoundingClientRect();
  made.style.left = `${Math.max(8, Math.min(box.left, innerWidth - made.offsetWidth - 8))}px`;
  made.style.top = `${box.top > innerHeight / 2 ? Math.max(8, box.top - made.offsetHeight - 6) : box.bottom + 6}px`;
  document.addEventListener("pointerdown", away);
  items[0]?.focus();
}
