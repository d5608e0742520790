# What the steps of the way are called, on buttons.
step-decide = Decide
step-communicate = Communicate
step-closing = Closing well
