# What the steps of the way are called, on buttons.
step-decide = Entscheiden
step-communicate = Miteinander reden
step-closing = Gut abschließen
