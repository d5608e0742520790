# What the steps of the way are called, on buttons.
step-decide = Decidir
step-communicate = Hablar y escuchar
step-forgive = Aprender a perdonar
step-past = Dejar atrás el pasado
step-needs = Que guíen las necesidades
step-memories = Crear nuevos recuerdos
step-therapy = Alguien que ve más
step-afterwards = Mirar atrás y cerrar bien
