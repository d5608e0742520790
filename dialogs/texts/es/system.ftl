# Las frases del propio bot, en español. El original es en/system.ftl.
# Se trata de tú a cada persona y de ustedes a la pareja, que se entiende en todas partes. Nada dice
# si quien lee es hombre o mujer: «te doy la bienvenida», y no «bienvenido»; «puedo empezar», y no
# «estoy listo».

## Palabras que siempre sirven

word-back = atrás, atras, volver atrás, volver atras, pregunta anterior
word-undo = deshacer, deshaz eso, retirar mi respuesta
word-skip = saltar, omitir, saltar esta, saltar la pregunta
word-pause = pausa, hacer una pausa, tomar un descanso
word-resume = reanudar, continuar, terminar la pausa
word-repeat = repetir, repite eso, repite la pregunta, mostrar la pregunta
word-hide = ocultar, esconder, ocultar esto
word-help = ayuda, qué puedo escribir, que puedo escribir, ¿qué puedo escribir?
word-stop = parar, parar aquí, parar aqui, parar esto
word-leave = salir, salir de aquí, salir de aqui, dejar este bot
# Igual que el botón que está bajo la pregunta.
word-leave-sure = salir para siempre

## Botones

skip = Saltar
yes = Sí
no = No
ready = Puedo empezar
go-on = Seguir
consent-yes = Sí, muéstralas
consent-no = No, que queden en privado
invite-button = Invitar a mi pareja
group-button = Vincular un grupo
no-group-button = No tenemos grupo
alone-again = No hay nadie más

## La llegada

language = Hola. ¿En qué idioma hablamos?
about =
    Hola, soy Mortar. Hago preguntas a dos personas, paso a paso, para que puedan volver a hablar después de que algo se rompió entre ellas.

    Soy un programa. No soy terapia, y no sirvo de ayuda en una emergencia: si corres peligro ahora, llama al número de emergencias de tu zona.

    { $operator ->
        [none] Quien lleva este servidor no ha dado ningún nombre. Antes de seguir, pregunta a la persona que te envió aquí.
       *[other] Este servidor lo lleva { $operator }.
    } Quien lo lleva podría leer lo que se guarda aquí, y tus mensajes pasan también por la aplicación en la que lees esto. Si esa persona es tu pareja, no escribas aquí lo que no deba saber.
age = ¿Tienes 18 años o más?
age-closed = Gracias por decirlo. Esto está hecho para personas adultas, así que lo dejo aquí. Lo que enviaste está borrado. Si necesitas hablar con alguien, busca por favor a una persona adulta de confianza.
consent =
    ¿Puedo guardar lo que escribas aquí?

    Se guarda cifrado, con una clave que es solo tuya. Tu pareja nunca lo ve si tú no lo permites, respuesta por respuesta. Con ello te pregunto aquí, preparo lo que tenéis en común, y te lo recuerdo. Puedes retirar cada una de estas cosas con /consent, y parar cuando quieras.
consent-closed = Está bien. He borrado lo que enviaste. Escribe /start si cambias de idea.
name = ¿Cómo quieres que te llame? Tu pareja verá este nombre.
name-too-long = Es un poco largo. Hasta 40 caracteres, por favor.
zone = ¿Qué ciudad grande te queda más cerca? También sirve tu país. Solo lo pregunto para saber qué hora es donde estás.
zone-which = Conozco varias. ¿A cuál te refieres? También puedes escribir otra ciudad.
zone-offset = Con una diferencia fija me equivocaría una hora en verano o en invierno. Dime mejor una ciudad, por ejemplo Madrid o Lima.
zone-unknown = No conozco ese lugar. Prueba con una ciudad más grande que esté cerca, o con tu país.
quiet = ¿A qué horas prefieres que te deje en paz? A esas horas no empiezo nada. También puedes escribir otras, como 21:30-7:00.
quiet-none = Sin horas de silencio
quiet-again = No he podido leerlo. Escríbelo por favor como 21:30-7:00, o pulsa un botón.
side = Algo rompió la confianza entre ustedes. ¿Cuál es tu lugar en esto? Aquí no hay ningún veredicto. A tu pareja se lo pregunto también.
side-hurt = Se rompió mi confianza
side-repairing = Yo rompí la confianza
side-both = Las dos cosas son verdad
home = Ya está, { $name }. Falta un paso más: tu pareja.
press-please = Pulsa por favor uno de los botones, o escribe sus palabras.

## La invitación

invite =
    Envía este enlace a tu pareja. Sirve una sola vez, durante dos días:

    { $link }

    O dile este código, y que me escriba /join y el código: { $code }
invite-code =
    Dile este código a tu pareja, y que me escriba /join y el código. Sirve una sola vez, durante dos días:

    { $code }
invite-first = Primero viene tu pareja. Escribe /invite, o /join con el código que te dio.
invite-asks = { $name } te envió una invitación. ¿Es tu pareja?
invite-waits = Gracias. Te escribo en cuanto tu pareja haya dicho que sí.
invite-comes = { $name } quiere unirse a ti aquí. ¿Es tu pareja?
invite-not-valid = Este enlace o código no es válido. Pide uno nuevo a tu pareja.
invite-own = Nadie puede ser su propia pareja. Envíaselo por favor a la tuya.
invite-taken = Ya tienes una pareja aquí, así que no puedo unirte con nadie más.
invite-tries = Son demasiados intentos. Espera por favor hasta las { $time }.
invite-off = Está bien, no se ha unido nada.
join-how = Escribe /join y el código que te dio tu pareja, por ejemplo: /join ABCDE-12345
united = Desde ahora comparten este lugar, { $name } y { $partner }.
room-ask = ¿Tienen un grupo solo para ustedes dos? Allí puedo abrir sus respuestas, en el mismo momento para ambas partes. Sin grupo, escribo aquí a cada cual.
room-link = Pulsa el botón, elige el grupo, y allí estaré. Dentro solo deberían estar ustedes dos y yo.
room-how = En el grupo, escribe: /start { $token }
room-none = Así también va bien. Lo que sea para ustedes dos, cada cual lo leerá aquí.
room-open = Ya estoy aquí. En este grupo aparecerá lo que ambas partes hayan aceptado mostrar, y nada más.
room-crowded = Hay alguien más en el grupo, así que allí guardo silencio. Cuando solo queden ustedes dos, dímelo.
room-changed = Alguien entró en el grupo o salió de él, así que allí guardo silencio. Cuando solo estén ustedes dos, dímelo.
room-empty = Empiezo en el grupo en cuanto estén ustedes dos. Dímelo cuando sea así.
room-again = Gracias. Cuando cada cual lo haya dicho, sigo allí.
room-back = Ya estoy otra vez en el grupo.
room-strange = Estoy hecho para dos personas y su propio grupo. Empieza por favor en un chat privado conmigo: escribe allí /start.
room-not-yours = Solo la pareja que pidió este enlace puede usarlo.
room-private-first = Envíame esto por favor en nuestro chat privado.

## La conversación

stuck = Algo no va bien por mi parte. Tus respuestas están guardadas. Escríbeme otra vez dentro de un rato, por favor.
sorry = Algo falló por mi parte. Tu mensaje está guardado, y no se ha perdido nada.
too-long =
    { $got ->
        [one] Es { $got } carácter
       *[other] Son { $got } caracteres
    }, y puedo guardar { $most }. ¿Podrías decirlo un poco más corto?
too-short = Escribe por favor un poco más, o pulsa Saltar.
pick-one = Elige por favor uno de los botones, o escribe sus palabras.
whole-number = Envía por favor un número entero, de { $least } a { $most }.
yes-or-no = Responde por favor sí o no.
cannot-skip = Esta pregunta necesita una respuesta. Tómate el tiempo que haga falta.
consent-preview = Esto es exactamente lo que se mostraría:
heard-by-other = { $name } leerá tu respuesta, como en una misma habitación.
ready-kept = Gracias. Si se abre un encuentro, se abre a las { $time }, y lo verás aquí.
no-sitting = Ahora no hay ningún encuentro abierto. Puedes volver a pulsar cuando quieras.
their-turn = Un momento, por favor. Ahora le toca a { $name }. Después te toca a ti.
not-yours = Este botón es para otra persona.
closed-question = Esta pregunta está cerrada.
closed-thanks = Gracias. Esto ya está cerrado. Vendrá lo siguiente.
nothing-open = Ahora no hay nada abierto. Escribe /menu para ver qué podemos hacer.
only-text = Solo puedo leer texto.
forwarded = Parece un mensaje reenviado. Si es tu respuesta, escríbela por favor con tus propias palabras.
edit-ignored = Me quedo con lo que enviaste primero, sin cambios. Con /back lo cambias.
sending-again = (Lo envío otra vez, por si la primera copia no llegó.)
left-out = Fue mucho de una vez y no pude recibirlo todo. Envía otra vez la última parte, por favor, un poco más despacio.
too-quick = Fue demasiado rápido para mí. Dentro de un momento, púlsalo otra vez, por favor.
away = Estuve un rato sin conexión. Si un botón no hizo nada, púlsalo otra vez, por favor.

## Lo que dicen las palabras

pause-done = Está bien. No te escribo por mi cuenta durante una semana, o hasta que escribas /resume. A nadie se lo digo. Lo que se cierre mientras tanto cuenta como no respondido.
pause-over = Ha pasado una semana, así que vuelvo a estar aquí para ti. /repeat muestra lo que está abierto, y /pause te da otra semana.
rest-begins = Está bien. Descansamos hasta las { $time }. No se pierde nada, y nadie tiene que decir por qué. Lo que se digan hasta entonces queda entre ustedes.
rest-over = Terminó el descanso. Seguimos donde estábamos. Si hace falta más, escribe /pause.
resting = Descansamos hasta las { $time }. Después vuelvo a preguntar.
resume-done = Me alegra leerte otra vez.
hide-done = Hola. Escribe /menu para ver qué podemos hacer.
room-only-private = Eso puedes escribírmelo aquí. En el grupo dejo todo como está.
room-nothing-open = Ahora no hay nada abierto en el grupo.
leave-ask =
    ¿Quieres salir?

    No te escribiría más ni te preguntaría nada. Lo que aceptaste mostrar y aún no se ha mostrado queda oculto. A tu pareja no le digo nada de esto: para ella será como tu silencio. Pasadas unas horas lee solo que los encuentros están en pausa.

    Lo que has escrito hasta ahora sigue guardado con tu propia clave. /erase lo borra. El grupo queda como está; puedes salir de él en la aplicación.
leave-ask-alone = ¿Quieres salir? Todo lo que me enviaste se borra entonces, al momento y para siempre.
leave-sure = Salir para siempre
leave-stay = Quedarme
leave-stayed = Está bien. Todo sigue como estaba.
leave-done = Has salido. No te escribo más, y a tu pareja no se le da ningún motivo. Te deseo lo mejor.
leave-closed = Has salido, y lo que enviaste está borrado. Te deseo lo mejor.
left-before = Has salido, así que aquí no hay nada abierto para ti. Lo que escribiste sigue guardado con tu propia clave; /erase lo borra, y /export te da una copia. Para encontrar en tu país a alguien con quien hablar: findahelpline.com

## El menú

menu = ¿Qué te gustaría hacer?
menu-step = { $step }: ¿con qué te gustaría empezar?
help =
    Hago preguntas a cada cual en privado. Lo que respondes se queda contigo, a menos que aceptes mostrarlo.

    /menu muestra lo que podemos hacer ahora.
    /invite trae aquí a tu pareja, /group vincula un grupo para ustedes dos.

    Estas palabras sirven en cualquier momento, con la barra o sin ella:
    /back va a la pregunta anterior, /undo retira tu última respuesta.
    /skip deja una pregunta sin responder, /repeat la muestra otra vez.
    /stop termina tu parte de una conversación. A nadie se le dice.
    /pause te da una semana sin una palabra mía, y /resume la termina.
    /hide quita de este chat mis últimos mensajes. Los tuyos se quedan; bórralos en la aplicación.
    /leave es para siempre. Antes te lo pregunto una vez más.
    /privacy dice qué guardo. /export, /forget, /erase, /consent, /safeword, /pin y /tidy son solo para ti. Cuando borras un mensaje en la aplicación, yo no lo veo: /forget lo retira aquí.
    Solo cuentan si son el mensaje entero. Para responder con una de ellas, ponla entre comillas: “parar”.

    Si corres peligro, llama al número de emergencias de tu zona. Para encontrar en tu país a alguien con quien hablar: findahelpline.com
help-room =
    En este grupo muestro lo que ambas partes han aceptado mostrar, y guío sus encuentros. Todo lo demás queda entre cada cual y yo, en privado.

    En un encuentro sirven: /back, /undo, /skip, /repeat, y /stop, que lo termina para ustedes dos. No hace falta ningún motivo.

    Si corres peligro, llama al número de emergencias de tu zona. Para encontrar en tu país a alguien con quien hablar: findahelpline.com
unknown-command = Conozco /menu, /help, /back, /undo, /skip, /repeat, /stop, /pause, /resume, /invite, /join y /group. /help dice más.
already-open = Eso ya está abierto. Aquí es donde estás.
already-this-week = Eso ya está hecho por esta semana. La próxima vez viene sola.
already-done = Eso ya está hecho por ahora.
queued = Hay otra cosa abierta entre ustedes. Esto empieza cuando aquello termine.
busy = Hay otra cosa abierta entre ustedes. Esto puede empezar cuando aquello termine.
welcome-back = Me alegra leerte otra vez, { $name }. Escribe /menu para ver qué podemos hacer.
command-menu = Lo que podemos hacer ahora
command-help = Cómo funciona esto
command-back = Ir a la pregunta anterior
command-undo = Retirar tu última respuesta
command-skip = Dejar una pregunta sin responder
command-repeat = Ver otra vez la pregunta
command-stop = Terminar para ti esta conversación
command-pause = Una semana de descanso
command-resume = Seguir después de un descanso
command-hide = Ordenar este chat
command-leave = Despedirte
command-invite = Traer aquí a tu pareja
command-pair = Invitar a tu pareja o unirte con un código
command-join = Unirte a tu pareja con un código
command-group = Vincular un grupo para ustedes dos
command-start = Empezar, o volver

## Respuestas que se entienden de varias maneras

understood = He entendido: { $value }. Si no es así, escribe “deshacer”.
number-please = Escribe por favor un número de { $least } a { $most }.
date-please = No he podido leerlo como un día. Puedes escribir “mañana”, “el próximo domingo” o “24 de diciembre”.
date-range = Di por favor un día, desde { $first } hasta { $last }.
time-please = No he podido leerlo como una hora del día. Puedes escribir “20:30” o “las ocho y media”.
time-range = Di por favor una hora, desde { $first } hasta { $last }.
length-please = No he podido leerlo como una duración. Puedes escribir “20 minutos” o “dos horas”.
length-range = Di por favor una duración, desde { $first } hasta { $last }.
pick-some =
    Elige por favor { $least ->
        [0] hasta { $most }
       *[other] de { $least } a { $most }
    } de estas opciones: púlsalas una a una, y después “{ picks-done }”. También puedes escribir sus números, como “1, 3”.
picked = Anotado: { $value }
unpicked = Quitado: { $value }
picks-done = Hecho
photo-please = Envía aquí una foto, por favor. También puedes saltar esto.
nothing-to-undo = Aquí no hay nada a lo que volver.
stopped-here = Está bien. Esta conversación descansa aquí para ti. Puedes volver a ella con “atrás”.
another-answer = Esa respuesta no encaja con lo anterior. Prueba con otra, por favor.
not-yet = Esto se abre más adelante en el camino de ustedes. El menú muestra lo que está abierto ahora.

## Cómo se habla de alguien

pronouns = El español habla de manera distinta de mujeres y de hombres. ¿Cómo hablo de ti? Puedes cambiarlo cuando quieras.
pronouns-feminine = Ella
pronouns-masculine = Él
pronouns-neither = Ni una ni otra
pronouns-kept = Gracias. Hablaré de ti de esa manera.
command-pronouns = cómo hablo de ti

# Discord: the names of commands there (small letters, one word), and what its windows say

slash-menu = menú
slash-help = ayuda
slash-back = volver
slash-undo = deshacer
slash-skip = omitir
slash-repeat = repetir
slash-stop = parar
slash-pause = pausa
slash-resume = seguir
slash-hide = ordenar
slash-leave = despedida
slash-start = empezar
slash-invite = invitar
slash-pair = pareja
slash-join = unirme
slash-group = grupo
slash-room = sala
slash-pronouns = pronombres
slash-move = mudanza
discord-write = Escribir aquí
discord-title = Tu respuesta
discord-field = Con tus palabras
discord-room-made = Ya existe la sala. Solo pueden abrirla ustedes dos, yo y quienes cuidan este servidor.
discord-room-elsewhere = Solo puedo crear una sala en un canal de texto de un servidor. Escribe esta orden allí, por favor.
discord-room-forbidden = Aquí no se me permite crear hilos privados. Quien cuida este servidor puede permitirlo; o creen un canal privado, añádanme y escriban allí /start con el código.
discord-room-name = Nuestra sala
discord-code = El código que te di
discord-partner = La persona con quien estás aquí
discord-room = Una sala privada para ustedes dos

# Moving and mixed couples

move-words = mudanza, mudarme, otra cuenta
command-move = Seguir desde otra cuenta
move-code =
    Con este código sigues desde otra cuenta. Sirve una vez, durante dos días:

    { $code }

    Escríbeme desde la cuenta nueva y envíalo allí. Estoy en { $places }. Entonces te pregunto aquí, y después a { $partner }. Hasta que haya dos síes, todo queda como está.

    Lo que escribiste hasta ahora queda sellado con esta cuenta; no se muestra en ningún otro lugar. Lo que esté abierto entre ustedes se cierra entonces, y puede empezar de nuevo.
move-offer = Ya estás aquí con { $name }. Si se perdió la cuenta antigua de { $name }, puedo hacer un código para una nueva.
move-fetch-button = Una cuenta nueva para mi pareja
move-fetch-code =
    Con este código { $name } sigue desde una cuenta nueva. Sirve una vez, durante dos días:

    { $code }

    Que { $name } me escriba desde la cuenta nueva y lo envíe allí. Estoy en { $places }. Entonces te muestro quién vino, y te pregunto. Si la cuenta antigua aún me responde, pregunto también allí.
move-waits = Gracias. Te escribo aquí en cuanto esté confirmado. Si en dos días no llega nada, todo queda como estaba.
move-comes = { $name } vino con tu código. ¿Es tu otra cuenta?
move-fetch-comes = { $name } vino con el código para { $partner }. ¿Es la cuenta nueva de tu pareja?
move-asks = { $name } quiere seguir desde otra cuenta. ¿Te parece bien?
move-fetch-asks = { $name } dice que sigues desde una cuenta nueva, y que allí te llamas { $partner }. ¿Eres tú?
move-vouched = Gracias. Ahora pregunto a tu pareja. Hasta que llegue ese sí, todo queda como está.
move-fetch-vouched = Gracias. Pregunto también en la cuenta antigua. Si allí ya no hay manera de llegar a nadie, se sigue desde la nueva dentro de poco.
move-off = Está bien. Todo queda como estaba.
move-left = Ahora sigues desde tu otra cuenta. Aquí ya no escribo nada más.
move-elsewhere = Sigues desde tu otra cuenta, así que aquí no hay nada abierto para ti. Para volver a esta, escribe /move allí.
move-here = Aquí estás, { $name }. Desde ahora seguimos en este chat. Lo que escribiste en tu otra cuenta queda sellado allí.
move-there = { $name } sigue ahora desde otra cuenta.
move-closed = Si había algo abierto entre ustedes, ahora está cerrado. Pueden empezarlo de nuevo cuando quieran: /menu
move-room = Su grupo ya no está vinculado, porque la cuenta antigua quizá siga en él. Cuando haya salido, /group vincula su grupo otra vez.
mixed-apart = Ustedes me escriben desde aplicaciones distintas, así que no hay un grupo en el que quepan las dos cuentas. Lo que es para ustedes llega a cada quien en su propio chat conmigo, y lo que me cuentes ahí sigue tan privado como antes. /menu muestra lo que podemos hacer.
invite-elsewhere = El enlace abre solo { $here }. Si tu pareja usa { $there }: que me escriba allí, con /join y el código.
invite-anywhere = Si tu pareja usa { $there }: que me escriba allí, con /join y el mismo código.

# Groups as they are

room-lost = Ahora mismo no puedo escribir en el grupo. Necesito estar en él y tener permiso para enviar mensajes allí; si es un tema, tiene que estar abierto. Entonces seguimos donde estábamos. Si no digo nada, escribe allí /start. Para otro lugar, está /group. Lo privado sigue aquí.
room-public = Otras personas podrían leer en el grupo: tiene un enlace público, o muestra lo que se dijo allí a quien entre. Por eso allí guardo silencio. Cuando ya nadie más pueda leer, dímelo.
room-readers = Un aviso: quienes tienen este servidor o lo cuidan pueden leer lo que está aquí, también lo que yo muestre. Lo que me cuentes en privado no llega aquí si no lo aceptas.
private-button = Nuestro chat privado
forwarded-ask = Parece un mensaje reenviado. ¿Lo tomo como tu respuesta?
caption-ask = Solo veo las palabras que hay debajo. ¿Las tomo como tu respuesta?
earlier-ask = Era una respuesta a una pregunta anterior. ¿La tomo como respuesta a la que está abierta ahora?
server-button = Añádeme a un servidor
room-server =
    Para esto hace falta un servidor en el que estén tú y tu pareja. El botón me lleva allí, si aún no estoy. Luego escribe esto en uno de sus canales de texto y elige a tu pareja:

    /room code: { $token }

    Allí preparo una sala privada para ustedes dos.
command-elsewhere = Esta no es una sala tuya. Escríbeme por favor en nuestro chat privado.

## Los derechos de cada persona

privacy =
    Qué guardo, quién puede leerlo y hasta cuándo.

    Se guarda tu nombre, tu zona horaria y lo que hayas ajustado, tus respuestas, y lo que habéis querido mostraros. Todo está cifrado, lo tuyo con una clave propia.

    Quién puede leerlo: tu pareja ve solo lo que tú aceptas mostrar. { $operator ->
        [none] Quien lleva este servidor no ha dado su nombre y podría leerlo todo.
       *[other] { $operator } lleva este servidor y podría leerlo todo.
    } Telegram y Discord ven los mensajes que pasan por allí. Esto no está cifrado de extremo a extremo.

    Hasta cuándo: tus propias respuestas { $own } días, lo común { $joint } días, contados cuando una conversación ha terminado; los mensajes leídos o enviados { $hours } horas. Si no se sabe nada de vuestra parte en { $couple } días, y tras dos avisos, todo.

    Qué puedes hacer: /export te da una copia. /forget retira lo último que dijiste, o lo de hoy. /consent muestra lo que aceptaste. /leave es irse en silencio. /erase te borra. Tu pareja no recibe aviso de nada de esto cuando lo haces.
export-text = Esto es lo que guardo de ti, para leer. Guárdalo donde solo tú puedas abrirlo.
export-json = Y lo mismo para otro programa.
export-notice = Se ha pedido una copia. Si no has sido tú, quizá alguien más pueda abrir este chat: mira en los ajustes de la aplicación qué dispositivos tienen la sesión abierta, mejor desde uno que solo uses tú.
export-wait = Hace poco se hizo una copia. La siguiente se puede pedir a partir de las { $time }.
export-heading-profile = Sobre ti
export-heading-consents = Lo que aceptaste
export-heading-own = Tus propias respuestas
export-heading-joint = Lo común
export-heading-milestones = Lo que alcanzaste
export-heading-messages = Lo que escribiste hace poco
export-heading-shown = Lo que se os mostró hace poco
export-heading-things = Lo que habéis construido
forget-ask = ¿Qué quieres que olvide? Cuando borras un mensaje en la aplicación, yo no lo veo; por eso hay que decírmelo aquí. Cualquiera de los botones lo hace enseguida, y no se puede deshacer.
forget-last-button = Lo último que dije
forget-today-button = Todo lo de hoy
forget-last-done = Hecho: lo último que dijiste está borrado aquí. Con ello { $count ->
        [0] no había ninguna respuesta
        [one] se fue una respuesta
        [many] se fueron { $count } respuestas
       *[other] se fueron { $count } respuestas
    }. Lo que aún está en este chat puedes borrarlo en la aplicación. Lo que ya se mostró sigue donde se mostró.
forget-today-done = Hecho: lo que dijiste hoy está borrado aquí. Con ello { $count ->
        [0] no había ninguna respuesta
        [one] se fue una respuesta
        [many] se fueron { $count } respuestas
       *[other] se fueron { $count } respuestas
    }. Lo que aún está en este chat puedes borrarlo en la aplicación. Lo que ya se mostró sigue donde se mostró.
erase-word = borrar todo
erase-ask =
    Esto borra todo lo que me contaste, enseguida y para siempre. Lo que dijo tu pareja sigue siendo suyo. No doy ningún motivo; pasadas unas horas solo se le dice que los encuentros están en pausa. Si mira antes, quizá note que nada continúa.

    Para hacerlo, escribe en los próximos diez minutos: { $word }

    Si antes quieres una copia: /export
erase-not = Esas no eran las palabras, así que no se ha borrado nada. Si quieres hacerlo de todos modos, empieza otra vez con /erase. Si querías responder algo, envíalo de nuevo, por favor.
erase-late = Han pasado más de diez minutos, así que no se ha borrado nada. Si quieres hacerlo de todos modos, empieza otra vez con /erase.
erase-done = Hecho. Lo que me contaste está borrado y aquí ya no se puede leer. En cualquier copia de seguridad será ilegible, como muy tarde, el { $until }. Lo que está en este chat puedes borrarlo en la aplicación. Te deseo lo mejor.
consent-now = Esto es lo que aceptaste. Con un toque lo retiras, y con otro lo das de nuevo. Nadie se entera.
consent-none = Aún no has aceptado nada, así que guardo solo lo que hace falta para llegar.
consent-storing = { $state ->
        [given] Que guarde lo que escribes y hable aquí contigo: aceptado el { $day }.
       *[taken] Que guarde lo que escribes y hable aquí contigo: retirado el { $day }.
    }
consent-together = { $state ->
        [given] Que participes en lo que tenéis en común: aceptado el { $day }.
       *[taken] Que participes en lo que tenéis en común: retirado el { $day }.
    }
consent-reminders = { $state ->
        [given] Que te recuerde cosas: aceptado el { $day }.
       *[taken] Que te recuerde cosas: retirado el { $day }.
    }
consent-storing-off = Retirar: hablar aquí
consent-storing-on = Aceptar de nuevo: hablar aquí
consent-together-off = Retirar: lo común
consent-together-on = Aceptar de nuevo: lo común
consent-reminders-off = Retirar: recordatorios
consent-reminders-on = Aceptar de nuevo: recordatorios
consent-storing-done = Retirado. No te pregunto nada más ni escribo por mi cuenta. Lo guardado sigue bajo tu propia clave hasta que acabe su plazo; /erase lo borra ahora.
consent-together-done = Retirado. No te pregunto nada más de lo que tenéis en común, y lo que aceptaste mostrar y aún no se ha mostrado sigue oculto. Lo que es solo tuyo continúa.
consent-reminders-done = Retirado. Ya no te recuerdo nada.
consent-again = Gracias. Vuelve a valer desde ahora.
consent-needed = Para eso necesito tu consentimiento, y lo retiraste. /consent lo da de nuevo.
parted = Los encuentros están en pausa. Por ahora no empiezo ninguno por mi cuenta. Lo que es solo tuyo continúa: /menu
lasting-notice = Hola. Hace mucho que aquí todo está en silencio. Lo que está guardado se borrará pronto, como muy pronto en una semana. Si quieres conservarlo, escríbeme cualquier cosa. /export te da una copia.
command-privacy = Qué se guarda y quién puede leerlo
command-export = Una copia de lo que se guarda de ti
command-forget = Retirar lo que dijiste
command-erase = Borrar todo sobre ti
command-consent = Lo que aceptaste
slash-privacy = privacidad
slash-export = exportar
slash-forget = olvidar
slash-erase = borrar
slash-consent = consentimiento
safeword-ask = ¿Qué palabra tuya debe ordenar este chat, como /hide? Elige una que no parezca nada y que no escribirías de otro modo. Solo cuenta como mensaje entero; en vuestro grupo también vale, y allí no muestra nada. Escríbela ahora y borra después tu mensaje en la aplicación.
safeword-none = Ninguna palabra mía
safeword-kept = Guardada. Desde ahora esa palabra hace lo mismo que /hide. Borra tu mensaje con ella en la aplicación, por favor.
safeword-not = Esa palabra no sirve: es muy corta, muy larga, o aquí ya significa algo. /safeword pregunta otra vez.
safeword-gone = De acuerdo, ya no hay tal palabra. /hide funciona como antes.
command-safeword = Una palabra tuya para ordenar
slash-safeword = clave
# Commands of flows; where one has no name here, its own is shown.
slash-checkin = repaso
slash-days = días
slash-question = pregunta
