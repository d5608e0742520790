"""Small flows with something odd in each, for sentences that no other broken flow brings."""
# ruff: noqa: E501 - a flow is read as one line

TOP = """format: 1
flow: small
title: Small
outcomes: [done]
vars:
  my.n: {type: int}
  my.t: {type: text}
  my.c: {type: choice, of: [a, b]}
"""
ASKS = "{id: q, ask: Q?, number: {}, save: my.n}, {id: r, ask: Q?, text: {}, save: my.t}, {id: s, ask: S?, choice: [a, b], save: my.c}"


def inside(*nodes: str) -> str:
    """Put nodes into a private lane behind three questions."""
    lane = ", ".join([ASKS, *nodes])
    return f"{TOP}nodes:\n  - {{id: talk, each: partner, until: 1d, do: [{lane}]}}\n  - {{end: done}}\n"


def outside(*nodes: str, top: str = TOP, rest: str = "") -> str:
    """Put nodes behind that lane."""
    lines = "".join(f"  - {node}\n" for node in nodes)
    return f"{top}nodes:\n  - {{id: talk, each: partner, until: 1d, do: [{ASKS}]}}\n{lines}  - {{end: done}}\n{rest}"


ODD: dict[str, str] = {
    "sound": inside(),
    "the least above the greatest number": inside("{id: x, ask: X?, number: {min: 5, max: 1}, save: my.n}"),
    "the least above the greatest length": inside("{id: x, ask: X?, text: {min: 9, max: 3}, save: my.t}"),
    "more choices than there are": inside("{id: x, ask: X?, choices: {of: {u: U, v: V}, min: 2, max: 1}}"),
    "a scale of one": inside("{id: x, ask: X?, scale: {min: 1, max: 1}, save: my.n}"),
    "a choice of none": inside("{id: x, ask: X?, choice: {}, save: my.c}"),
    "a value that was not declared": inside("{id: x, ask: X?, choice: [a, z], save: my.c}"),
    "a case that cannot be": inside("{match: my.c, cases: {zz: [{say: Hi.}]}}"),
    "set to what cannot be": inside("{set: {my.c: \"'aa'\"}}"),
    "set without quotes": inside("{set: {my.c: a}}"),
    "a consent to what is not there": inside("{id: x, ask: X?, consent: {shows: [nothing]}}"),
    "a check without an answer": inside("{id: x, ask: X?, number: {}, check: my.n > 1}"),
    "giving up at no number of tries": inside("{id: x, ask: X?, number: {}, save: my.n, gave_up: [{say: Well.}]}"),
    "missed without a deadline": inside("{id: x, ask: X?, number: {}, save: my.n, missed: [{say: Well.}]}"),
    "reminders without a deadline": inside("{id: x, ask: X?, number: {}, save: my.n, remind: [{after: 1h, say: Well?}]}"),
    "a deadline of nothing": inside("{id: x, ask: X?, number: {}, save: my.n, until: 0s}"),
    "a pause of nothing": inside("{id: x, wait: 0s}"),
    "waiting without a deadline": outside("{id: x, wait_for: calm}"),
    "an outcome saved in private": outside("{id: x, call: b, save: my.t}", rest="blocks:\n  b: [{say: Hi., to: both}]\n"),
    "another flow called in a lane": inside("{id: x, call: {flow: other}}"),
    "an if of a number": inside("{if: my.n + 1, do: [{say: Hi.}]}"),
    "a sum of texts": inside("{if: my.t + 1 > 2, do: [{say: Hi.}]}"),
    "a number and a text": inside("{if: my.n == 'a', do: [{say: Hi.}]}"),
    "a text in an order": inside("{if: my.t < 3, do: [{say: Hi.}]}"),
    "among no choices": inside("{if: \"'a' in my.t\", do: [{say: Hi.}]}"),
    "a truth among choices": inside("{id: x, ask: X?, choices: {of: {u: U, v: V}}, save: my.several}", "{if: true in my.several, do: [{say: Hi.}]}").replace("vars:\n", "vars:\n  my.several: {type: choices, of: [u, v]}\n"),
    "one that is not among choices": inside("{id: x, ask: X?, choices: {of: {u: U, v: V}}, save: my.several}", "{if: \"'w' in my.several\", do: [{say: Hi.}]}").replace("vars:\n", "vars:\n  my.several: {type: choices, of: [u, v]}\n"),
    "a slip in a name": inside("{if: my.nn > 1, do: [{say: Hi.}]}"),
    "an answer of theirs by 'partner.'": inside("{if: partner.n > 1, do: [{say: Hi.}]}"),
    "an unknown name of a person": inside("{say: 'Hi {me.nmae}.'}"),
    "variables that nothing uses": outside(top=TOP + "  my.idle: {type: int}\n  run.idle: {type: text}\n"),
    "a default that does not fit": outside(top=TOP.replace("my.n: {type: int}", "my.n: {type: int, default: many}")),
    "a least above the greatest": outside(top=TOP.replace("my.n: {type: int}", "my.n: {type: int, min: 9, max: 1}")),
    "values of no choice": outside(top=TOP.replace("my.n: {type: int}", "my.n: {type: int, of: [a]}")),
    "a value twice": outside(top=TOP.replace("[a, b]", "[a, a]")),
    "an outcome twice": outside(top=TOP.replace("[done]", "[done, done]")),
    "another format": outside(top=TOP.replace("format: 1", "format: 2")),
    "a name of a flow that is none": outside(top=TOP.replace("flow: small", "flow: Small Talk")),
    "no title": outside(top=TOP.replace("title: Small\n", "")),
    "an empty title": outside(top=TOP.replace("title: Small", "title: ' '")),
    "no nodes": TOP + "nodes: []\n",
    "nodes that are none": TOP + "nodes: talk\n",
    "blocks that are none": outside(rest="blocks: [a]\n"),
    "a block that nobody calls": outside(rest="blocks:\n  b: [{say: Hi., to: both}]\n"),
    "a block that is not there": outside("{id: x, call: c}", rest="blocks:\n  cc: [{say: Hi., to: both}]\n"),
    "a policy that is not there": outside("{id: x, each: partner, place: group, policy: gentel, do: [{say: Hi.}]}", rest="policies:\n  gentle: {until: 1d}\n"),
    "an unknown key at the top": outside(top=TOP + "starts: []\n"),
    "a node that is a word": inside("hello"),
    "two verbs": inside("{say: Hi., end: done}"),
    "a verb with a slip": inside("{sya: Hi.}"),
    "no verb": inside("{note: Hi.}"),
    "an id twice": inside("{id: q, say: Hi.}"),
    "a question without an id": inside("{ask: X?, yesno: true}"),
    "a question without a kind": inside("{id: x, ask: X?}"),
    "a question of two kinds": inside("{id: x, ask: X?, yesno: true, text: {}}"),
    "an outcome with a slip": outside("{when: couple.room, end: doen}"),
    "behind the end": outside("{end: done}"),
    "a jump to nowhere": inside("{id: x, goto: nowhere}"),
    "a jump with a slip": outside("{id: there, say: Hi., to: both}", "{id: x, when: couple.room, goto: theer}"),
    "a jump out of a lane": inside("{id: x, goto: after}").replace("  - {end: done}", "  - {id: after, say: Hi., to: both}\n  - {end: done}"),
    "an end in a private lane": inside("{end: done}"),
    "lanes in a lane": inside("{id: x, each: partner, place: group, until: 1d, do: [{say: Hi.}]}"),
    "a question to nobody": outside("{id: x, ask: X?, yesno: true}"),
    "to me, outside": outside("{say: Hi., to: me}"),
    "my answer, outside": outside("{say: 'Hi {my.n}.', to: both}"),
    "a lane for one, and 'do'": outside("{id: x, each: hurt, until: 1d, do: [{say: Hi.}], repairing: [{say: Ho.}]}"),
    "lanes of both, one missing": outside("{id: x, each: partner, until: 1d, hurt: [{say: Hi.}]}"),
    "lanes without a deadline": outside("{id: x, each: partner, place: group, do: [{say: Hi.}]}"),
    "the first who comes, in private": outside("{id: x, each: partner, join: any, until: 1d, do: [{say: Hi.}]}"),
    "turns in private": outside("{id: x, each: partner, order: turns, until: 1d, do: [{id: y, ask: Y?, text: {}}]}"),
    "ready for one": outside("{id: w, each: hurt, until: 1d, do: [{say: Hi.}]}", "{id: x, ready: R?, slots: ['12:30'], missed: [{end: done}]}"),
    "ready without what follows": outside("{id: x, ready: R?, slots: ['12:30']}"),
    "ready, and what was missed goes on": outside("{id: x, ready: R?, slots: ['12:30'], missed: [{say: Hi., to: both}]}"),
    "an hour that is none": outside("{id: x, ready: R?, slots: ['25:30'], missed: [{end: done}]}"),
    "an hour without quotes": outside("{id: x, ready: R?, slots: [12:30], missed: [{end: done}]}"),
    "a reveal without 'withheld'": outside("{id: x, reveal: [n], needs: t, say: 'Hi {a.n} {b.n}.'}"),
    "a reveal that needs no consent": outside("{id: x, reveal: [n], needs: t, say: 'Hi {a.n} {b.n}.', withheld: [{say: No., to: both}]}"),
    "a length that is none": inside("{id: x, wait: 2 days}"),
    "a word for a number": inside("{id: x, repeat: many, do: [{say: Hi.}]}"),
    "too many rounds": inside("{id: x, repeat: 21, do: [{say: Hi.}]}"),
    "a brace that stays open": inside("{say: 'Hi {me.name.'}"),
    "a picture that is none": inside("{say: Look., media: my.t}"),
    "an action that is none": inside("{id: x, run: phrasse, with: [my.t], save: my.t}"),
    "an expression that is none": inside("{if: my.n >, do: [{say: Hi.}]}"),
    "a call in an expression": inside("{if: open(my.t), do: [{say: Hi.}]}"),
    "a name without an owner": inside("{if: n > 1, do: [{say: Hi.}]}"),
    "an expression that is too long": inside(f"{{if: 'my.n > {'1 + ' * 200}1', do: [{{say: Hi.}}]}}"),
    "start by nothing": outside(top=TOP.replace("outcomes", "start: [{}]\noutcomes")),
    "start by two": outside(top=TOP.replace("outcomes", "start: [{command: a, keyword: b}]\noutcomes")),
    "a day that is none": outside(top=TOP.replace("outcomes", "start: [{every: {day: Sun, at: '18:30'}}]\noutcomes")),
    "a guard that looks at answers": outside(top=TOP.replace("outcomes", "guard: a.n > 1\noutcomes")),
    "a button that is too long": inside("{id: x, ask: X?, choice: {a: " + "Long " * 9 + ", b: B}, save: my.c}"),
    "two buttons alike": inside("{id: x, ask: X?, choice: {a: Yes., b: yes!}, save: my.c}"),
    "too many buttons": inside("{id: x, ask: X?, choice: [" + ", ".join(f"o{at}" for at in range(26)) + "]}"),
    "six mistakes at once": inside("{sya: Hi.}", "{say: '{me.nmae}'}", "{id: x, ask: X?}", "{id: y, wait: 0s}", "{if: my.m, do: [{say: Hi.}]}", "{id: q, say: Hi.}"),
}  # fmt: skip

TRANSLATIONS: dict[str, bytes] = {
    "sound": b"# Hello.\nhello = Hola.\n",
    "not UTF-8": b"hello = \xff\n",
    "twice": b"hello = Hola.\n\nother = Otra.\nhello = Otra vez.\n",
    "an attribute twice": b"hello = Hola.\n    .retry = Otra.\n    .retry = Vez.\n",
    "no value": b"hello\nother = Otra.\n",
    "a brace that stays open": b"first = Una.\nhello = Hola { $me_name\nother = Otra.\n",
    "a term": b"-bot = Mortar\nhello = Hola { -bot }.\n",
    "a call of its own": b"hello = { OPEN() }\n",
    "another message": b"hello = { other }\nother = Otra.\n",
    "a choice of forms": b"hello = { $me_gender ->\n    [feminine] Lista\n   *[other] Listo\n }\n",
    "windows lines": b"# Hello.\r\nhello = Hola.\r\nhello = Hola.\r\n",
}
"""Files of translations with something odd in each."""
