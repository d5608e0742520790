"""A flow that uses every verb and every kind of answer, and calls another one."""
# ruff: noqa: E501 - a node is read as one line

from bot.flow.builder import Other
from bot.flow.check import checked
from bot.flow.parse import parse
from bot.flow.read import read
from bot.flow.script import Script

COOL = """
format: 1
flow: cool
title: Cool down
takes: {in.topic: text}
outcomes: [better, not_yet]
vars:
  run.calm: {type: bool}
nodes:
  - {id: about, say: "About {in.topic}.", to: both}
  - id: breathe
    each: partner
    place: group
    until: 2h
    missed: [{say: That is all right., to: both}]
    do:
      - {id: calm, ask: Calm?, yesno: true, save: run.calm}
      - {when: run.calm, end: better}
  - {end: not_yet}
"""

EVERY = """
format: 1
flow: every
title: Every verb
outcomes: [done, other_way]
vars:
  my.mood: {type: choice}
  my.signs: {type: choices}
  my.trust: {type: int, default: 5, min: 1, max: 9}
  my.hours: {type: float}
  my.words: {type: text}
  my.copy: {type: text}
  my.found: {type: text}
  my.again: {type: bool}
  my.day: {type: date}
  my.clock: {type: time}
  my.length: {type: duration}
  my.pic: {type: photo}
  my.share: {type: bool}
  my.sign: {type: bool}
  my.aloud: {type: text, private: false}
  run.count: {type: int}
  run.how: {type: text}
policies:
  short: {until: 3h, remind: [{after: 1h, say: "No rush, {me.name}."}]}
nodes:
  - {id: hello, say: Hello., to: both, once: true}
  - {set: {run.count: 0}}
  - id: alone
    each: partner
    until: 5d
    remind: [{after: 1d, say: Still open.}]
    late: thank
    do:
      - {id: mood, ask: Mood?, choice: {light: Light, heavy: Heavy}, save: my.mood}
      - {id: signs, ask: Which?, choices: {of: {sad: Sad, mad: "Mad and loud", odd: Odd}, min: 1, max: 2}, save: my.signs}
      - {id: trust, ask: Trust?, scale: {}, save: my.trust, check: my.trust > 2, tries: 2, gave_up: [{say: Never mind.}]}
      - {id: hours, ask: Hours?, number: {min: 0, max: 24, whole: false}, save: my.hours, until: 4h, missed: [{say: Later.}]}
      - {id: words, ask: Words?, text: {min: 2, settle: 3s}, save: my.words, policy: short, retry: "A little more, {me.name}."}
      - {id: look, run: phrases, with: [my.words], save: my.found}
      - match: my.mood
        cases: {light: [{say: I am glad.}], heavy: [{id: heavy, wait: 30m}]}
        else: [{id: evening, wait_until: {at: "18:30"}}]
      - if: my.trust / my.hours > 1
        do: [{say: High.}]
      - {mark: halfway, lock: true}
      - {id: heard, wait_for: heard, until: 1h, missed: [{say: Not yet heard.}]}
      - id: rounds
        repeat: 2
        until: not my.again
        do:
          - {id: day, ask: Day?, date: {back: 1w}, save: my.day}
          - {id: more, ask: More?, yesno: true, save: my.again}
      - {id: kind, call: kind}
      - {id: share, ask: May I?, consent: {shows: [words, signs]}, save: my.share}
  - id: safe
    reveal: [words]
    needs: share
    open: at_deadline
    say: "{a.words} {b.words}"
    withheld: [{say: Kept., to: both}]
  - id: near
    each: partner
    until: 1d
    do:
      - {id: wish, ask: Wish?, text: {}, save: my.words, policy: short}
      - {id: both, ask: This?, consent: {shows: [words]}, save: my.share}
      - {set: {my.copy: my.words}}
      - {id: sign, ask: And this?, consent: {shows: [copy]}, save: my.sign}
  - id: open
    reveal: [words]
    needs: share
    say: "{a.words} {b.words}"
    withheld: [{say: Kept., to: both}]
  - {id: also, reveal: [copy], needs: sign, say: "{a.copy}", withheld: [{say: Kept., to: both}]}
  - id: before
    each: partner
    until: 2d
    do: [{id: fit, ask: Fit?, yesno: true, save: my.again}]
  - {id: sit, ready: Ready?, slots: ["12:30", "18:30"], missed: [{goto: turned}]}
  - id: turns
    each: partner
    place: group
    order: turns
    until: 3h
    remind: [{after: 1h, say: "{me.name}?"}]
    missed: [{say: Another time., to: both}]
    hurt:
      - {id: one, ask: What?, text: {}, save: my.aloud}
      - {id: sip, wait: 10m}
      - {id: two, ask: And?, text: {}, until: 30m, tries: 1, save: my.aloud}
    repairing:
      - {id: hear, wait_for: heard, until: 20m}
      - {id: three, ask: You?, text: {settle: 2s}, save: my.aloud}
  - {id: turned, say: Once more., to: both}
  - id: first
    each: partner
    place: group
    join: any
    until: 1h
    missed: [{say: Nobody., to: both}]
    do:
      - {id: once, say: One of you will do., once: true}
      - {id: news, wait_for: heard, until: 10m}
      - {id: me, ask: You?, yesno: true}
  - {id: cool, call: {flow: cool, give: {topic: "'trust'"}}, save: run.how}
  - {id: cool_again, call: {flow: cool, give: {topic: run.how}}, save: run.how}
  - match: run.how
    cases: {better: [{say: Better., to: both}]}
    else: [{id: sunday, wait_until: {day: sunday, at: "02:30"}}]
  - {mark: through}
  - {id: last, wait_for: heard, until: 1d, missed: [{end: other_way}]}
  - {end: done}
blocks:
  kind:
    - {id: clock, ask: When?, time: {}, save: my.clock}
    - {id: length, ask: How long?, duration: {}, save: my.length}
    - {id: pic, ask: Picture?, photo: {}, save: my.pic, check: answered(my.pic)}
    - {say: Here., media: my.pic}
"""


def script() -> Script:
    """Build the flow that uses every verb."""
    others = {"cool": Other(read(COOL.encode(), "cool.yaml"), "cool.yaml", ())}
    return checked(parse(EVERY.encode(), "every.yaml", (), others))


SCRIPT = script()
