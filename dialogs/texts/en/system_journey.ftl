# What the steps of the way are called, on buttons.
step-decide = Decide
step-communicate = Communicate
step-forgive = Learn to forgive
step-past = Leave the past behind
step-needs = Let needs guide you
step-memories = Create new memories
step-therapy = Someone who sees more
step-afterwards = Looking back, and ending well
