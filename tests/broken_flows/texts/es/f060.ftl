flow-title = Hola
t-b1261b81 Buenas noches
