# Lo que llega cuando alguien escribe palabras de riesgo y no puede empezar una conversación.
risk-lines =
    Me alegra que lo hayas escrito. Estas personas escuchan, a cualquier hora, y no tienes que explicarte.

    { $lines }

    Si ahora estás en peligro, llama al número de emergencias de donde estés.
