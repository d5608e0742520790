"""A flow of 500 lines, made of the kinds of nodes that the weekly check-in is made of."""

from functools import cache

LINES = 500

_HEAD = """\
format: 1
flow: long
title: A long talk
about: As long as a flow should ever be.
start: [{every: {day: sunday, at: "18:30"}}, {command: long}]
once: couple.week
busy: queue
policies:
  gentle:
    until: 48h
    remind: [{after: 22h, say: "No rush, {me.name}. It is here whenever you have two minutes."}]
outcomes: [shared, kept_private]
vars:
  my.share: {type: bool}
"""
_VARIABLES = """\
  my.trust{n}: {{type: int, min: 0, max: 10, sensitive: true}}
  my.thanks{n}: {{type: text, sensitive: true}}
"""
_BEGIN = """\
nodes:
  - {id: invite, say: It is time. I will write to each of you in private now., to: group}
  - id: answers
    each: partner
    policy: gentle
    late: thank
    do:
"""
_PART = """\
      - id: trust{n}
        note: The first line is what a lock screen shows.
        ask: |-
          Hi {{me.name}}. Two short questions, and you can skip either.

          How much did you trust {{partner.name}} this week?
        scale: {{min: 0, max: 10, low: not at all, high: completely}}
        save: my.trust{n}
      - if: my.trust{n} <= 2
        do: [{{say: That sounds like a heavy week. Nobody sees this number unless you say so.}}]
      - id: thanks{n}
        ask: What is one thing {{partner.name}} did this week that you were glad of?
        text: {{min: 2, max: 600, settle: 3s}}
        save: my.thanks{n}
      - if: answered(my.trust{n}) and answered(my.thanks{n})
        do: [{{say: "If you both agree, you see them side by side."}}]
        else: [{{say: "One question is open, so this week stays with you alone."}}]
"""
_END = """\
      - id: consent
        ask: May I show both answers to {{partner.name}}, at the same moment?
        consent: {{shows: [{shows}]}}
        save: my.share
  - id: open
    reveal: [{shows}]
    needs: share
    to: group
    open: when_both
    say: |-
      This week, side by side.

      **{{a.name}}** trusted {{a.trust1}} of 10, and was glad of this: “{{a.thanks1}}”

      **{{b.name}}** trusted {{b.trust1}} of 10, and was glad of this: “{{b.thanks1}}”
    shown: [{{say: Numbers go up and down. There is nothing to prove today., to: group}}]
    withheld:
      - {{id: kept, say: This week stays private. Next Sunday is a new one., to: both}}
      - {{end: kept_private}}
  - {{end: shared}}
"""


@cache
def source() -> bytes:
    """Give the flow as its file's bytes, 500 lines; making them is not what P11 measures."""
    parts = 0
    while len(_flow(parts + 1).splitlines()) <= LINES:
        parts += 1
    text = _flow(parts)
    missing = LINES - len(text.splitlines())
    return (text + "# The end.\n" * missing).encode()


def _flow(parts: int) -> str:
    numbers = range(1, parts + 1)
    shows = ", ".join(f"trust{n}, thanks{n}" for n in numbers)
    variables = "".join(_VARIABLES.format(n=n) for n in numbers)
    nodes = "".join(_PART.format(n=n) for n in numbers)
    return _HEAD + variables + _BEGIN + nodes + _END.format(shows=shows)
