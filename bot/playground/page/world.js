// What the page knows: the messages by chat, how all stands, and what the inside looks like.

export const CHATS = ["a", "room", "b"];

export const world = {
  messages: { a: new Map(), b: new Map(), room: new Map() },
  state: null,
  inside: null,
  replay: null,
  lost: false,
};

const listeners = [];

export function listen(to) {
  listeners.push(to);
}

function tell(kind, what) {
  for (const to of listeners) to(kind, what);
}

export function take(word) {
  if (word.all) {
    for (const chat of CHATS) world.messages[chat].clear();
    for (const one of word.all.messages) world.messages[one.chat].set(one.id, one);
    world.state = word.all.state;
    tell("all");
    tell("state");
  }
  if (word.message) {
    const chat = world.messages[word.message.chat];
    const known = chat.has(word.message.id);
    chat.set(word.message.id, word.message);
    tell(known ? "changed" : "message", word.message);
  }
  if (word.state) {
    world.state = word.state;
    tell("state");
  }
  if ("replay" in word) {
    world.replay = word.replay;
    tell("replay");
  }
}

export function setLost(lost) {
  world.lost = lost;
  tell("state");
}

export function setInside(inside) {
  world.inside = inside;
  tell("inside");
}

export const name = (who) => (who === "room" ? "Room" : world.state.names[who] || who);

export function clock(iso, options) {
  return new Intl.DateTimeFormat("en-GB", { timeZone: world.state.zone, ...options }).format(new Date(iso));
}
