# Un número que abre de nuevo un chat (/pin), y mensajes que se van (/tidy).
pin-ask =
    ¿Qué número debe abrir este chat? Escribe de 4 a 12 cifras, y luego otra vez las mismas.

    Desde entonces, tras 15 minutos de silencio y después de /hide, no muestro aquí nada privado antes de que lo escribas. /hide, tu palabra, /help y el grupo funcionan sin él.

    No oculta que este chat existe, y no ayuda si alguien lee a la vez en tu teléfono.
pin-twice = Otra vez el mismo número, por favor.
pin-differ = Los números no eran iguales. Escribe uno nuevo, y luego otra vez el mismo.
pin-not = Esperaba de 4 a 12 cifras y nada más. Todo sigue como estaba; /pin pregunta otra vez.
pin-kept =
    { $own ->
        [stay] Guardado. Aquí no puedo borrar lo que escribes: borra en la aplicación tus mensajes con el número, por favor.
       *[go] Guardado. He quitado de este chat tus mensajes con el número.
    }

    Solo guardo lo que me deja ver si un número encaja. Si algún día lo olvidas, escribe /pin olvidar: un día después ya no lo pregunto, y no se pierde nada.
pin-set = Aquí tienes un número. ¿Qué hacemos con él?
pin-change = Otro número
pin-off = Ningún número ya
pin-lost-button = No lo recuerdo
pin-now = Primero escribe, por favor, el número que tienes ahora.
pin-gone = De acuerdo. Ya no pregunto por ningún número.
pin-none = Aquí no tienes ningún número. /pin crea uno.
pin-please = Hola. Escribe tu número, por favor.
pin-knock = Hola. Aquí hay algo para ti. Escribe tu número cuando te venga bien.
pin-wrong = No era ese. Escríbelo otra vez, por favor.
pin-wait = Espera un poco, por favor. Desde las { $time } puedes escribirlo de nuevo.
pin-right = Hola. Escribe /menu para ver qué podemos hacer.
pin-forget-word = olvidar
pin-lost = De acuerdo. Hasta { $time } no muestro nada aquí, y después ya no pregunto por el número. No se borra nada. Si no lo pediste tú: escribe tu número, y todo queda como estaba.
pin-over = Hola. Aquí ya no pregunto por ningún número. Si te sorprende, /pin crea uno nuevo.
command-pin = Un número que abre este chat
slash-pin = número

tidy-ask =
    ¿Después de cuánto tiempo deben desaparecer los mensajes de este chat? { $own ->
        [stay] Los míos se van entonces; aquí no puedo borrar los tuyos, así que bórralos en la aplicación.
       *[go] Los míos y los tuyos se van entonces, mientras no tengan más de dos días.
    }

    Se trata solo del chat. /privacy dice qué guardo, y /repeat muestra otra vez una pregunta abierta.
tidy-after-1 = 1 hora
tidy-after-12 = 12 horas
tidy-after-24 = 24 horas
tidy-never = Nunca
tidy-done =
    { $count ->
        [one] De acuerdo. Después de { $count } hora
       *[other] De acuerdo. Después de { $count } horas
    } { $own ->
        [stay] mis mensajes desaparecen de este chat. Los tuyos se quedan: bórralos en la aplicación, por favor.
       *[go] mis mensajes desaparecen de este chat, y también lo que escribas desde ahora.
    }
tidy-off = De acuerdo. Los mensajes se quedan en este chat. /hide los quita enseguida.
command-tidy = Mensajes que desaparecen tras un tiempo
slash-tidy = desaparecer
