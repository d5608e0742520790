### Weekly check-in (weekly_checkin). The comment above a text is its original.

# No rush, {me.name}. Your check-in is here whenever you have two minutes.
t-918541c9 = Sin prisa, { $me-name }. Tu repaso está aquí para cuando tengas dos minutos.

# It is check-in time. I will write to each of you in private now.
invite = Es la hora del repaso de la semana. Ahora escribo a cada cual en privado.

# Hi {me.name}. Your weekly check-in is here: two short questions, and you can skip either. How much did you trust {partner.name} this week?
# .low: not at all
# .high: completely
trust =
    Hola, { $me-name }. Aquí está tu repaso de la semana: dos preguntas cortas, y puedes saltar cualquiera de ellas.

    ¿Cuánto confiaste esta semana en { $partner-name }?
    .low = nada
    .high = por completo

# That sounds like a heavy week. Nobody sees this number unless you say so.
t-69a720ed = Suena a una semana dura. Nadie ve este número si tú no lo permites.

# What is one thing {partner.name} did this week that you were glad of? A small thing counts, and so does skipping.
thanks = ¿Qué hizo { $partner-name } esta semana que te alegrara? Algo pequeño cuenta, y saltar la pregunta también.

# May I show both answers to {partner.name}, at the same moment as you see theirs? It happens only if you both agree.
consent = ¿Puedo mostrar las dos respuestas a { $partner-name }, en el mismo momento en que tú ves las suyas? Solo ocurre si aceptan ustedes dos.

# If you both agree, you see them side by side. If not, this week closes in private, two days after it began.
t-192cd87e = Si aceptan ustedes dos, verán las respuestas lado a lado. Si no, esta semana se cierra en privado, dos días después de empezar.

# One question is open, so this week stays with you alone. That is fine.
t-1ae4db18 = Hay una pregunta abierta, así que esta semana se queda solo contigo. Está bien así.

# Thank you, {me.name}. That is all for this week.
t-89b72809 = Gracias, { $me-name }. Eso es todo por esta semana.

# This week, side by side. **{a.name}** trusted {a.trust} of 10, and was glad of this: “{a.thanks}” **{b.name}** trusted {b.trust} of 10, and was glad of this: “{b.thanks}”
open =
    Esta semana, lado a lado.

    { "**" }{ $a-name }** sintió una confianza de { $a-trust } sobre 10, y le alegró esto: “{ $a-thanks }”

    { "**" }{ $b-name }** sintió una confianza de { $b-trust } sobre 10, y le alegró esto: “{ $b-thanks }”

# Numbers go up and down. There is nothing to explain or to prove today.
t-f9f0a4e0 = Los números suben y bajan. Hoy no hay nada que explicar ni que demostrar.

# This week's check-in stays private. The next one begins anew.
kept = El repaso de esta semana queda en privado. Con el próximo se empieza de nuevo.

# trust this week
called-trust = confianza de esta semana

# what I was glad of
called-thanks = lo que me alegró

# Weekly check-in
flow-title = Repaso de la semana
