### Finding words (communicate). The comment above a text is its original.

# No rush, {me.name}. Your quiet conversation is open here, whenever it suits you.
t-c7d69cd4 = Sin prisa, { $me-name }. Tu conversación tranquila está abierta aquí, para cuando te venga bien.

# Hello {me.name}. Your quiet conversation stays open for two more days. It is fine to let it pass.
t-fd76786c = Hola, { $me-name }. Tu conversación tranquila sigue abierta dos días más. Dejarla pasar también está bien.

# Hello. There is a quiet conversation here for each of you, to answer alone and in your own time.
t-8b7461ff = Hola. Aquí hay una conversación tranquila para cada cual, para responder en privado y a su ritmo.

# Thank you, {me.name}. Be gentle with yourself today.
t-264d3f30 = Gracias, { $me-name }. Trátate hoy con cariño.

# When you would like to sit together with {partner.name} for half an hour, press here. It opens at the next fixed time if you have both pressed, and neither sees whether the other did.
sit = Cuando quieras sentarte a hablar con { $partner-name } durante media hora, pulsa aquí. El encuentro se abre a la próxima hora fija si han pulsado ustedes dos, y nadie ve si la otra persona lo hizo.

# This conversation closes here for now. What you wrote stays yours, and /communicate begins a new one whenever you like.
t-ae2af8f6 = Esta conversación se cierra aquí por ahora. Lo que escribiste sigue siendo tuyo, y /communicate empieza una nueva cuando quieras.

# Welcome, {a.name} and {b.name}. This takes about half an hour.
t-2b910a65 = { $a-name }, { $b-name }: les doy la bienvenida. Esto dura más o menos media hora.

# {me.name}, are you here?
# .option-here: I am here
here = { $me-name }, ¿estás aquí?
    .option-here = Aquí estoy

# Either of you may stop at any moment. No reason is needed.
t-fba993f7 = Cualquiera de ustedes puede parar en cualquier momento. No hace falta ningún motivo.

# Anger is natural and allowed. Name it, cool down, then speak.
t-4896c65f = La rabia es natural y está permitida. Pónganle nombre, dejen que baje, y después hablen.

# Before you believe something about the other, check it with a question.
t-3dcb0277 = Antes de creer algo sobre la otra persona, compruébenlo con una pregunta.

# This sitting ends here. You need not talk about it any more today.
t-2858cdba = Este encuentro termina aquí. Hoy no hace falta que hablen más de ello.

# Do something gentle now: a warm drink, a walk, an early night.
t-85d708cc = Ahora les vendrá bien algo suave: una bebida caliente, un paseo, acostarse temprano.

# When you have about fifteen quiet minutes, {me.name}, shall we begin? You have a week.
# .option-begin: Let us begin
begin = Cuando tengas unos quince minutos de calma, { $me-name }, ¿empezamos? Tienes una semana.
    .option-begin = Empecemos

# You can skip any question, and you can stop and come back.
t-4bb958e5 = Puedes saltar cualquier pregunta, y puedes parar y volver.

# I ask before anything is shown, one answer at a time. Without your yes, it stays with you.
t-b6fa3bab = Pregunto antes de mostrar algo, respuesta por respuesta. Sin tu sí, se queda contigo.

# What exactly do you feel about what happened? It may be many things at once: hurt, anger, fear, shame, or nothing at all.
hurt_feel = ¿Qué sientes exactamente ante lo que pasó? Pueden ser muchas cosas a la vez: dolor, rabia, miedo, vergüenza, o nada en absoluto.

# May I show this one answer to {partner.name} when you sit together?
hurt_show_feel = ¿Puedo mostrar a { $partner-name } solo esta respuesta cuando se sienten a hablar?

# Why do you choose to rebuild with {partner.name}, rather than walk away? “I do not know yet” is a true answer too.
why = ¿Por qué eliges volver a construir con { $partner-name }, en vez de irte? “Todavía no lo sé” también es una respuesta verdadera.

# May I show this one answer?
show_why = ¿Puedo mostrar solo esta respuesta?

# What can {partner.name} do to help you? Ask for what you need, large or small.
help = ¿Qué puede hacer { $partner-name } para ayudarte? Pide lo que necesites, sea grande o pequeño.

# May I show this one answer?
show_help = ¿Puedo mostrar solo esta respuesta?

# When you sit together, may I show you what {partner.name} chooses to share?
hurt_read = Cuando se sienten a hablar, ¿puedo mostrarte lo que { $partner-name } decida compartir?

# If there is an apology for you, do you want to read it then? You would not have to answer it, or do anything with it.
hear = Si hay una disculpa para ti, ¿quieres leerla entonces? No tendrías que responder a ella, ni hacer nada con ella.

# You begin with an apology, in six short parts. Write it to {partner.name}, as “you”.
t-52f693b6 = Empiezas con una disculpa, en seis partes cortas. Escríbela para { $partner-name }, de “tú”.

# It asks for nothing back, so asking to be forgiven is not part of it.
t-d2e5b874 = No pide nada a cambio, así que pedir que te perdonen no forma parte de ella.

# What are you sorry for? You can begin with “I am sorry that I ...”.
regret = ¿Qué es lo que lamentas? Puedes empezar con “Lamento haber ...”.

# What did you do? Say it plainly, in a few words.
did = ¿Qué hiciste? Dilo con claridad, en pocas palabras.

# Which choices in this were yours? Name only your own part.
own = ¿Qué decisiones fueron tuyas en esto? Nombra solo tu parte.

# What has it done to {partner.name}? Think of nights, of trust, of the picture they had of you both.
harm = ¿Qué le ha hecho esto a { $partner-name }? Piensa en las noches, en la confianza, en la imagen que tenía de ustedes dos.

# What will you do from now on, so that it does not happen again? Name something that {partner.name} could see you do.
will = ¿Qué harás desde ahora para que no vuelva a pasar? Nombra algo que { $partner-name } pueda verte hacer.

# What can you offer to mend some of the harm? Offer only what you can keep.
repair = ¿Qué puedes ofrecer para reparar algo del daño? Ofrece solo lo que puedas cumplir.

# May I offer this to {partner.name} when you sit together? They read it only if they want to.
offer = ¿Puedo ofrecer esto a { $partner-name } cuando se sienten a hablar? Lo leerá solo si quiere.

# An apology needs all six parts, so I will not offer it this time. What you wrote stays with you.
t-5abeeb94 = Una disculpa necesita las seis partes, así que esta vez no la ofreceré. Lo que escribiste se queda contigo.

# I noticed these words: {my.found}. We all use them, and someone who is hurt may hear an excuse in them.
t-9c640e71 = He notado estas palabras: { $my-found }. Las usa todo el mundo, y quien lleva una herida puede oír en ellas una excusa.

# Would you like to say it once more without them?
# .option-again: Write it again
# .option-keep: Keep it as it is
write_again = ¿Quieres decirlo otra vez sin ellas?
    .option-again = Escribirlo otra vez
    .option-keep = Dejarlo como está

# Take your time. How would you say it now?
anew = Tómate tu tiempo. ¿Cómo lo dirías ahora?

# Three questions about you come now.
t-0972d8ff = Ahora vienen tres preguntas sobre ti.

# What led you to do it? A reason helps to understand; it does not make it right.
led = ¿Qué te llevó a hacerlo? Una razón ayuda a entender; no hace que esté bien.

# May I show this one answer to {partner.name} when you sit together?
show_led = ¿Puedo mostrar a { $partner-name } solo esta respuesta cuando se sienten a hablar?

# What exactly do you feel now? It may be many things at once: guilt, shame, fear, sorrow, or relief.
repairing_feel = ¿Qué sientes exactamente ahora? Pueden ser muchas cosas a la vez: culpa, vergüenza, miedo, tristeza, o alivio.

# May I show this one answer?
repairing_show_feel = ¿Puedo mostrar solo esta respuesta?

# How do you need to change, so that trust can grow again?
grow = ¿Cómo necesitas cambiar, para que la confianza pueda volver a crecer?

# May I show this one answer?
show_grow = ¿Puedo mostrar solo esta respuesta?

# When you sit together, may I show you what {partner.name} chooses to share?
repairing_read = Cuando se sienten a hablar, ¿puedo mostrarte lo que { $partner-name } decida compartir?

# **{hurt.name}: what I feel** {hurt.feel}
see_hurt_feel =
    { "**" }{ $hurt-name }: lo que siento**
    { $hurt-feel }

# **{hurt.name}: what I feel** This part stays private today, and that is fine.
t-3358d7eb =
    { "**" }{ $hurt-name }: lo que siento**
    Esta parte queda hoy en privado, y está bien así.

# **{hurt.name}: why I choose to rebuild** {hurt.why}
see_why =
    { "**" }{ $hurt-name }: por qué elijo volver a construir**
    { $hurt-why }

# **{hurt.name}: why I choose to rebuild** This part stays private today, and that is fine.
t-ba07de2d =
    { "**" }{ $hurt-name }: por qué elijo volver a construir**
    Esta parte queda hoy en privado, y está bien así.

# **{hurt.name}: what would help me** {hurt.help}
see_help =
    { "**" }{ $hurt-name }: lo que me ayudaría**
    { $hurt-help }

# **{hurt.name}: what would help me** This part stays private today, and that is fine.
t-ab18aa90 =
    { "**" }{ $hurt-name }: lo que me ayudaría**
    Esta parte queda hoy en privado, y está bien así.

# **{repairing.name}: what led me to do it** {repairing.led}
see_led =
    { "**" }{ $repairing-name }: lo que me llevó a hacerlo**
    { $repairing-led }

# **{repairing.name}: what led me to do it** This part stays private today, and that is fine.
t-4ba5d4b4 =
    { "**" }{ $repairing-name }: lo que me llevó a hacerlo**
    Esta parte queda hoy en privado, y está bien así.

# **{repairing.name}: what I feel** {repairing.feel}
see_repairing_feel =
    { "**" }{ $repairing-name }: lo que siento**
    { $repairing-feel }

# **{repairing.name}: what I feel** This part stays private today, and that is fine.
t-263f5365 =
    { "**" }{ $repairing-name }: lo que siento**
    Esta parte queda hoy en privado, y está bien así.

# **{repairing.name}: how I need to change** {repairing.grow}
see_grow =
    { "**" }{ $repairing-name }: cómo necesito cambiar**
    { $repairing-grow }

# **{repairing.name}: how I need to change** This part stays private today, and that is fine.
t-98d28ccb =
    { "**" }{ $repairing-name }: cómo necesito cambiar**
    Esta parte queda hoy en privado, y está bien así.

# {me.name}, you speak first. What do you most want {partner.name} to understand?
speak = { $me-name }, hablas tú primero. ¿Qué es lo que más quieres que { $partner-name } entienda?

# {me.name}, what is still missing? Say it once more, in other words.
rest = { $me-name }, ¿qué falta todavía? Dilo otra vez, con otras palabras.

# {me.name}, give back only what you heard, and add nothing. You can begin with “What I heard is ...”.
reflect = { $me-name }, di solo lo que escuchaste, sin añadir nada. Puedes empezar con “Lo que escuché es ...”.

# {me.name}, did {partner.name} get it?
# .option-yes: Yes
# .option-partly: Partly
# .option-not_yet: Not yet
got = { $me-name }, ¿lo ha entendido { $partner-name }?
    .option-yes = Sí
    .option-partly = En parte
    .option-not_yet = Todavía no

# That was hard to say and hard to hear. Thank you both.
t-1aa65560 = Fue difícil de decir y difícil de escuchar. Gracias a ustedes dos.

# Being understood can take more than one sitting. What was said today counts.
t-56e45be9 = Para que algo se entienda puede hacer falta más de un encuentro. Lo que se dijo hoy cuenta.

# {hurt.name}, this is from {repairing.name}. Nothing is asked of you. **What I am sorry for** {repairing.regret} **What I did** {repairing.did} **What was my choice** {repairing.own} **What it has done to you** {repairing.harm} **What I will do** {repairing.will} **What I offer** {repairing.repair}
see_apology =
    { $hurt-name }, esto es de { $repairing-name }. No se te pide nada.

    { "**" }Lo que lamento**
    { $repairing-regret }

    { "**" }Lo que hice**
    { $repairing-did }

    { "**" }Lo que fue decisión mía**
    { $repairing-own }

    { "**" }Lo que esto te ha hecho**
    { $repairing-harm }

    { "**" }Lo que haré**
    { $repairing-will }

    { "**" }Lo que ofrezco**
    { $repairing-repair }

# {me.name}, where are you with this? Every answer is right, and nothing has to follow from it.
# .option-heard: I heard it
# .option-partly: Partly
# .option-not_yet: Not yet
# .option-time: I need time
answer = { $me-name }, ¿en qué punto estás con esto? Cualquier respuesta está bien, y no obliga a nada.
    .option-heard = La escuché
    .option-partly = En parte
    .option-not_yet = Todavía no
    .option-time = Necesito tiempo

# Thank you. It can rest here.
t-4aff7f10 = Gracias. Esto puede quedarse aquí.

# **{repairing.name}: an apology** This part stays private today, and that is fine.
t-32e070b2 =
    { "**" }{ $repairing-name }: una disculpa**
    Esta parte queda hoy en privado, y está bien así.

# We stop here for today, and that is fine. /communicate begins again whenever you both like.
t-7d9bc916 = Lo dejamos aquí por hoy, y está bien así. /communicate vuelve a empezar cuando quieran ustedes dos.

# what I feel
called-feel = lo que siento

# why I choose to rebuild
called-why = por qué elijo volver a construir

# what would help me
called-help = lo que me ayudaría

# what I am sorry for
called-regret = lo que lamento

# what I did
called-did = lo que hice

# what was my choice
called-own = lo que fue decisión mía

# what it has done to you
called-harm = lo que esto te ha hecho

# what I will do
called-will = lo que haré

# what I offer
called-repair = lo que ofrezco

# what led me to do it
called-led = lo que me llevó a hacerlo

# how I need to change
called-grow = cómo necesito cambiar

# Finding words
flow-title = Encontrar palabras
