# What stands in pictures and papers.
progress-title = Promesas y confianza
progress-kept = Promesas cumplidas, semana a semana
progress-felt = Confianza tal como la sentiste, de 0 a 10
progress-mirrored = Tu constancia, de 0 a 10, como tú la ves
progress-note = Lo que se siente suele seguir a los hechos, semanas después. La segunda línea es la mediana de cuatro semanas y solo tú la ves.
brief-title = Para una primera conversación
brief-foot = Con nuestras palabras. No es un informe ni un diagnóstico.
brief-shortened = Algunas partes se acortaron para caber en dos páginas.
brief-who = Quiénes somos
brief-happened = Qué pasó
brief-tried = Qué hemos intentado
brief-ask = Qué le pedimos
brief-safety = Sobre la seguridad
