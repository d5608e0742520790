# What the steps of the way are called, on buttons.
step-decide = Entscheiden
step-communicate = Miteinander reden
step-forgive = Vergeben lernen
step-past = Das Vergangene lassen
step-needs = Bedürfnisse zeigen den Weg
step-memories = Neue Erinnerungen schaffen
step-therapy = Jemand, der mehr sieht
step-afterwards = Zurückschauen und gut enden
