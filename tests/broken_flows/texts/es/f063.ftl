# Hello
flow-title = Hola
# Good evening, {a.name}.
t-b1261b81 = Buenas noches.
