# What the steps of the way are called, on buttons.
step-decide = Decidir
step-communicate = Hablar y escuchar
step-closing = Cerrar bien
