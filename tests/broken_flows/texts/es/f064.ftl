# Hello
flow-title = Hola
# Bye
flow-tilte = Adiós
# Good evening, {a.name}.
t-b1261b81 = Buenas noches, { $a-name }.
