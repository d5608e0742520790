# Hello
flow-title = Hola
