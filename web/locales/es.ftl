### Lo que dice Porthole en español. Se trata de tú.

product = Porthole

## Login

login-title = Iniciar sesión
login-upstream = Servidor de correo
login-user = Nombre de usuario
login-password = Contraseña
login-show-password = Mostrar contraseña
login-hide-password = Ocultar contraseña
login-submit = Iniciar sesión
login-busy = Iniciando sesión…
login-caps-lock = El bloqueo de mayúsculas está activado.
login-user-missing = Escribe tu nombre de usuario.
login-password-missing = Escribe tu contraseña.
login-language = Idioma
login-no-upstream = Aquí aún no hay ningún servidor de correo configurado.

## The frame of the app

skip-to-messages = Ir a los mensajes
task-bar = Tareas
task-mail = Correo
task-compose = Redactar
task-contacts = Contactos
task-palette = Buscar
task-shortcuts = Atajos
task-log-out = Cerrar sesión
back-to-list = Volver a la lista
close = Cerrar
not-found-title = Aquí no hay nada
not-found-text = Esta dirección no lleva a ninguna página de Porthole.
not-found-link = Ir a la bandeja de entrada
pane-folders-width = Ancho de las carpetas
pane-list-height = Alto de la lista de mensajes
pane-list-width = Ancho de la lista

## Folders

folders = Carpetas
folders-show = Mostrar carpetas
folders-hide = Ocultar carpetas
folders-filter = Filtrar carpetas
folders-filter-none = Ninguna carpeta se llama así.
folder-inbox = Bandeja de entrada
folder-drafts = Borradores
folder-sent = Enviados
folder-archive = Archivo
folder-junk = Correo no deseado
folder-trash = Papelera
folder-all = Todo el correo
folder-flagged = Destacados
folder-important = Importante
folder-unread = { $name }, { $count ->
    [one] { $count } sin leer
   *[other] { $count } sin leer
}

## What is done with folders

folders-favourites = Favoritas
folders-others = Otros usuarios
folders-shared = Carpetas compartidas
folders-top = Nivel superior
folder-actions = Acciones para { $name }
folder-count = { $count ->
    [one] { $count } carpeta
   *[other] { $count } carpetas
}
folder-new = Carpeta nueva
folder-new-within = Nueva subcarpeta…
folder-create = Crear
folder-parent = Dentro de
folder-name = Nombre
folder-name-empty = Escribe un nombre.
folder-name-long = Este nombre es demasiado largo.
folder-name-delimiter = Aquí un nombre no puede contener «{ $delimiter }».
folder-name-control = Un nombre no puede contener caracteres invisibles.
folder-name-exists = Aquí ya hay una carpeta con ese nombre.
folder-rename = Cambiar nombre…
folder-rename-title = Cambiar nombre de la carpeta
folder-rename-act = Cambiar nombre
folder-move = Mover a…
folder-move-title = Mover carpeta
folder-move-to = Mover { $name } a
folder-move-act = Mover
folder-mark-all-read = Marcar todo como leído
folder-empty = Vaciar…
folder-favourite = Favorita
folder-subscribed = Suscrita
folder-colour = Color…
folder-colour-of = Color de { $name }
folder-use = Usar como…
folder-use-as = Usar { $name } como
folder-use-for = Se usa como
folder-use-nothing = Nada en especial
folder-use-none = Ninguna
folder-properties = Propiedades…
folder-properties-title = Propiedades de la carpeta
folder-save = Descargar…
folder-save-title = Descargar carpeta
folder-save-hint = Todos los mensajes de «{ $name }» se reúnen en un archivo ZIP, cada uno como archivo .eml.
folder-save-goes-on = Continúa aunque cierre esta ventana.
folder-save-listing = Mirando qué contiene…
folder-saved = Descarga completada.
folder-save-cancel = Cancelar la descarga
folder-delete = Eliminar…
folder-delete-title = Eliminar carpeta
folder-delete-ask = ¿Eliminar «{ $name }» y su contenido ({ $messages })? No se podrá recuperar.
folder-delete-ask-all = ¿Eliminar «{ $name }» y su contenido ({ $folders }, { $messages } en total)? No se podrá recuperar.
folder-delete-special = Es una carpeta especial. Se volverá a crear cuando haga falta.
folder-delete-act = Eliminar carpeta
folder-full-name = Nombre completo en el servidor
folder-messages = Mensajes
folder-unread-messages = Sin leer
folder-size = Tamaño
folder-unknown = Desconocido
folder-may = Puedes
folder-acl = Quién tiene acceso
cancel = Cancelar
yes = Sí
no = No
colour-none = Sin color
colour-red = Rojo
colour-orange = Naranja
colour-yellow = Amarillo
colour-green = Verde
colour-teal = Turquesa
colour-blue = Azul
colour-violet = Violeta
right-none = nada
right-read = leer
right-seen = marcar como leído
right-flags = destacar
right-insert = añadir mensajes
right-delete = eliminar mensajes
right-create = crear subcarpetas
right-remove = eliminar la carpeta o cambiarle el nombre
right-administer = compartirla
role-reader = Puede leer
role-writer = Puede leer y modificar
role-owner = Puede hacerlo todo
role-other = Otros permisos ({ $letters })
acl-who = Usuario
acl-may = Qué puede hacer
acl-may-of = Qué puede hacer { $name }
acl-add = Añadir
acl-remove = Quitar
quota = Almacenamiento
quota-storage = { $used } de { $limit } usados
quota-messages = { $used } de { $limit } mensajes usados
quota-scarce = Casi lleno

## The settings of folders

settings-folders = Carpetas
settings-folders-purposes = Carpetas especiales
settings-folders-purposes-hint = Adónde van los mensajes al enviarlos, archivarlos o eliminarlos. Si el servidor no guarda esa elección, lo hacen tus ajustes.
settings-folders-shown = En la lista de carpetas
settings-folders-subscribed-only = Mostrar solo carpetas suscritas
settings-folders-all = Todas las carpetas
settings-folders-all-hint = Otros programas suelen mostrar solo las carpetas suscritas.
settings-folders-subscribe = Suscrito a { $name }
settings-folders-stale = Está suscrito a estas, pero no existen tales carpetas.
settings-folders-unsubscribe = Cancelar la suscripción a { $name }
settings-folders-end = Cancelar la suscripción
settings-labels-hint = Las etiquetas se guardan con los mensajes; otros programas también las ven.
settings-label-name = Nombre de la etiqueta { $name }
settings-label-up = Subir { $name }
settings-label-down = Bajar { $name }
settings-label-place = { $name }: { $place } de { $total }
settings-label-remove = Eliminar la etiqueta { $name }
settings-label-reset = Volver a llamar a { $name } como siempre
settings-label-exists = Esa etiqueta ya existe.
settings-label-new = Etiqueta nueva
settings-label-add = Añadir etiqueta

## The list

list = Mensajes
list-of = Mensajes de { $name }
list-refresh = Actualizar
list-found = Resultados de la búsqueda
list-count = { $count ->
    [one] { $count } mensaje
   *[other] { $count } mensajes
}
list-conversations = { $count ->
    [one] 1 conversación
   *[other] { $count } conversaciones
}
list-count-unread = { $messages }, { $count ->
    [one] { $count } sin leer
   *[other] { $count } sin leer
}
list-empty-title = Aquí no hay nada
list-empty-text = Los mensajes que lleguen a esta carpeta aparecerán solos.
list-inbox-empty-title = Estás al día
list-inbox-empty-text = El correo nuevo aparece aquí en cuanto llega.
list-failed-title = No se pudo abrir esta carpeta
row-unread = Sin leer
row-answered = Respondido
row-forwarded = Reenviado
row-attachment = Tiene un adjunto
row-flag = Destacar
row-unflag = Quitar destacado
row-no-subject = (sin asunto)
row-no-sender = (sin remitente)
row-no-recipient = (sin destinatario)
row-recipients = Para: { $names }
row-me = yo
row-folded = Una fila para la conversación
row-unfolded = { $count ->
    [one] 1 mensaje mostrado
   *[other] { $count } mensajes mostrados
}
row-unfold = { $count ->
    [one] 1 mensaje en esta conversación
   *[other] { $count } mensajes en esta conversación
}
row-answers = { $count ->
    [one] uno de ellos suyo
   *[other] { $count } de ellos suyos
}
row-date-size = { $date }, { $size }
listing-next = { $before }, { $next }

# Selecting and acting
select-row = Seleccionar
select-count = { $count ->
    [one] { $count } seleccionado
   *[other] { $count } seleccionados
}
select-none-heard = Nada seleccionado
select-none = No seleccionar nada
select-all = { $count ->
    [one] Seleccionar el único
   *[other] Seleccionar los { $count }
}
select-toolbar = Mensajes seleccionados
act-menu = Acciones
act-more = Más
act-archive = Archivar
act-delete = Eliminar
act-delete-for-ever = Eliminar para siempre…
act-junk = No deseado
act-not-junk = Deseado
act-move = Mover…
act-copy = Copiar…
act-label = Etiqueta…
act-open = Abrir
act-mark-read = Marcar como leído
act-mark-unread = Marcar como no leído
act-flag = Destacar
act-unflag = Quitar destacado
act-cancel = Cancelar
act-undone = Deshecho.
act-progress = Progreso
act-nothing-meant = Selecciona primero un mensaje.
act-nothing-to-undo = No hay nada que deshacer.
act-already-there = Ya están ahí.
act-moved = { $count ->
    [one] Mensaje movido a { $name }.
   *[other] { $count } mensajes movidos a { $name }.
}
act-moving = { $count ->
    [one] Moviendo un mensaje a { $name }…
   *[other] Moviendo { $count } mensajes a { $name }…
}
act-copied = { $count ->
    [one] Mensaje copiado a { $name }.
   *[other] { $count } mensajes copiados a { $name }.
}
act-copying = { $count ->
    [one] Copiando un mensaje a { $name }…
   *[other] Copiando { $count } mensajes a { $name }…
}
act-removed = { $count ->
    [one] Mensaje eliminado para siempre.
   *[other] { $count } mensajes eliminados para siempre.
}
act-removing = { $count ->
    [one] Eliminando un mensaje para siempre…
   *[other] Eliminando { $count } mensajes para siempre…
}
act-changing = { $count ->
    [one] Cambiando un mensaje…
   *[other] Cambiando { $count } mensajes…
}
act-changed = { $count ->
    [one] Mensaje cambiado.
   *[other] { $count } mensajes cambiados.
}
act-read = { $count ->
    [one] Mensaje marcado como leído.
   *[other] { $count } mensajes marcados como leídos.
}
act-unread = { $count ->
    [one] Mensaje marcado como no leído.
   *[other] { $count } mensajes marcados como no leídos.
}
act-flagged = { $count ->
    [one] Mensaje destacado.
   *[other] { $count } mensajes destacados.
}
act-unflagged = { $count ->
    [one] Ya no está destacado.
   *[other] { $count } mensajes ya no están destacados.
}
act-labelled = { $count ->
    [one] Mensaje etiquetado como { $name }.
   *[other] { $count } mensajes etiquetados como { $name }.
}
act-unlabelled = { $count ->
    [one] Etiqueta { $name } quitada.
   *[other] Etiqueta { $name } quitada de { $count } mensajes.
}
move-title = Mover a una carpeta
copy-title = Copiar a una carpeta
move-field = Escribe el nombre de una carpeta
move-none = Ninguna carpeta se llama así.
label-title = Etiquetas
label-field = Escribe el nombre de una etiqueta
label-none = Ninguna etiqueta se llama así.
label-new = Etiqueta nueva «{ $name }»
label-important = Importante
label-work = Trabajo
label-personal = Personal
label-to-do = Pendiente
label-later = Más tarde
chooser-count = { $count ->
    [0] Ningún resultado
    [one] { $count } resultado
   *[other] { $count } resultados
}
for-ever-title = ¿Eliminar para siempre?
for-ever-question = { $count ->
    [one] Este mensaje desaparecerá para siempre. Esta acción no se puede deshacer.
   *[other] { $count } mensajes desaparecerán para siempre. Esta acción no se puede deshacer.
}
empty-title = ¿Vaciar la carpeta?
empty-question = { $count ->
    [one] El único mensaje de «{ $name }» desaparecerá para siempre. Esta acción no se puede deshacer.
   *[other] Los { $count } mensajes de «{ $name }» desaparecerán para siempre. Esta acción no se puede deshacer.
}
empty-do = Eliminar todo para siempre
empty-offer = Eliminar todo para siempre…
drag-count = { $count ->
    [one] { $count } mensaje
   *[other] { $count } mensajes
}

## The message

message = Mensaje
message-none-title = Ningún mensaje abierto
message-none-text = Elige uno de la lista o pulsa ? para ver los atajos.
message-loading = Cargando el mensaje…
message-failed-title = No se pudo abrir este mensaje
message-body-failed = No se pudo cargar el texto de este mensaje.
message-empty = Este mensaje no tiene texto.
message-frame = Contenido del mensaje
message-details-show = Detalles
message-details-hide = Menos detalles
message-from = De
message-sender = Enviado por
message-to = Para
message-cc = Copia
message-bcc = Copia oculta
message-reply-to = Responder a
message-date = Fecha
message-date-distance = { $date }, { $distance }
message-sent = Enviado
message-sent-at = Enviado: { $date }
message-received = Recibido
message-size = Tamaño
message-recipients-line = Para { $names }
message-recipients-more = { $names } y { $count ->
    [one] { $count } más
   *[other] { $count } más
}
message-mark-read = Marcar como leído
message-mark-unread = Marcar como no leído
message-flag = Destacar
message-unflag = Quitar destacado
message-as-text = Ver como texto
message-as-html = Ver como HTML
message-quote-show = Mostrar texto citado
message-quote-hide = Ocultar texto citado
message-fields = Todas las cabeceras
message-fields-show = Todas las cabeceras
message-fields-hide = Ocultar las cabeceras
message-menu = Más
message-print = Imprimir…
message-window = Abrir en su propia ventana
message-link = Copiar el enlace
message-link-copied = Enlace copiado.
message-seeking = Buscando el mensaje en otras carpetas…
message-nowhere-title = Este mensaje ya no está en esta cuenta
message-nowhere-text = No está donde lleva el enlace ni en ninguna de las carpetas en las que se pudo buscar.
message-zoom-in = Ampliar
message-zoom-out = Reducir
message-zoom-fit = Ajustar al ancho
message-colours = Colores originales
conversation-count = { $count ->
    [one] 1 mensaje
   *[other] { $count } mensajes
}
conversation-going = { $count ->
    [one] 1 mensaje, buscando más…
   *[other] { $count } mensajes, buscando más…
}
conversation-expand = Expandir todo
conversation-collapse = Contraer todo
message-next = Mensaje siguiente
message-previous = Mensaje anterior
neighbours = Vecinos
neighbours-place = { $number } de { $total }
person-menu = { $name }
person-write-to = Escribir a esta dirección
person-copy-address = Copiar la dirección
person-search-from = Buscar mensajes de esta dirección
person-search-with = Buscar mensajes de o para esta dirección
person-copy-both = Copiar nombre y dirección
people-more = { $count ->
    [one] y { $count } más
   *[other] y { $count } más
}
prefer-mark-read = Marcar como leído
prefer-mark-read-at-once = Al instante
prefer-mark-read-after-pause = Después de 3 segundos
prefer-mark-read-never = Nunca por sí solo
prefer-every-message = Cada mensaje
prefer-text = Texto sin formato, si lo hay
prefer-dark = Oscurecer de noche
source = Código fuente
source-copy = Copiar
source-show = Mostrar el código fuente
source-hide = Ocultar el código fuente
warning-look-alike = El dominio del remitente, { $domain }, se parece a { $like }, pero es otro.
warning-mixed-letters = El dominio del remitente, { $domain }, mezcla letras de varios alfabetos.
warning-name-claims = El nombre del remitente dice { $claimed }, pero el mensaje viene de { $actual }.
warning-reply-elsewhere = Las respuestas a este mensaje van a otra parte: a { $address }.
warning-not-authenticated = Tu servidor de correo no pudo confirmar que esto venga de su remitente ({ $methods }).
warning-link-elsewhere = Un enlace que dice { $shown } lleva a { $target }.
warning-several-authors = Este mensaje nombra a varios autores y a ningún remitente.
warning-hidden-characters = Algunos nombres o el asunto tenían caracteres ocultos, que no se muestran.
protection-pgp-signed = Firmado con OpenPGP. La firma no se ha verificado.
protection-pgp-encrypted = Cifrado con OpenPGP. Porthole no puede abrirlo.
protection-smime-signed = Firmado con S/MIME. La firma no se ha verificado.
protection-smime-encrypted = Cifrado con S/MIME. Porthole no puede abrirlo.
message-toolbar = Acciones del mensaje
remote-images = { $count ->
    [one] { $count } imagen remota está bloqueada.
   *[other] { $count } imágenes remotas están bloqueadas.
}
remote-trackers = { $count ->
    [one] { $count } rastreador está bloqueado.
   *[other] { $count } rastreadores están bloqueados.
}
remote-both = Bloqueado: { $images } y { $trackers }.
remote-images-count = { $count ->
    [one] { $count } imagen remota
   *[other] { $count } imágenes remotas
}
remote-trackers-count = { $count ->
    [one] { $count } rastreador
   *[other] { $count } rastreadores
}
link-through = { $target } (a través de { $host })
link-sheet-title = ¿Abrir este enlace?
link-sheet-open = Abrir
link-sheet-copy = Copiar la dirección
remote-show = Mostrar imágenes
receipt-asked = { $name } pide que se le confirme que has visto este mensaje.
receipt-asked-elsewhere = { $name } pide que se confirme a { $address } que has visto este mensaje.
receipt-send = Enviar confirmación
receipt-not-now = Ahora no
receipt-sending = Enviando la confirmación…
receipt-subject = Visto: { $subject }
receipt-text = Tu mensaje «{ $subject }» a { $address } se mostró en una pantalla. Eso no dice que se haya leído o entendido.
unsubscribe = Cancelar suscripción…
unsubscribe-title = Cancelar suscripción
unsubscribe-by-mail = Se enviará un mensaje de { $from } a { $to } para darte de baja de esta lista.
unsubscribe-send = Enviar mensaje
unsubscribe-at-page = Cancela la suscripción en el sitio web del remitente, que se abre en otra pestaña:
unsubscribe-at-page-too = O cancela la suscripción en el sitio web del remitente, que se abre en otra pestaña:
unsubscribe-sending = Cancelando la suscripción…
unsubscribe-sent = Se ha enviado un mensaje para darte de baja de esta lista.
remote-always = Siempre de { $name }
remote-no-more = No mostrar más las imágenes de { $name }
attachments = { $count ->
    [one] { $count } adjunto
   *[other] { $count } adjuntos
}
attachments-more = { $count ->
    [one] Mostrar { $count } adjunto más
   *[other] Mostrar { $count } adjuntos más
}
attachments-inline = { $count ->
    [one] Mostrar { $count } imagen del texto como archivo
   *[other] Mostrar { $count } imágenes del texto como archivos
}
attachments-save = Guardar todo
attachments-cancel = Dejar de guardar todo
attachment-open = Abrir { $name }
attachment-save = Guardar { $name }
attachment-cancel = Dejar de guardar { $name }
attachment-retry = Volver a intentar guardar { $name }
attachment-progress = { $received } de { $total }, { $rate } por segundo
attachment-failed = No se pudo guardar
attachment-saved = Guardado

message-save = Guardar como archivo
within-back = Volver
within-of = Adjunto a

## A file on screen

viewer-place = { $number } de { $all }
viewer-previous = Archivo anterior
viewer-next = Archivo siguiente
viewer-save = Guardar
viewer-loading = Cargando el archivo…
viewer-failed = No se pudo cargar este archivo.
viewer-retry = Reintentar
viewer-cannot = Este archivo no se puede mostrar aquí. Guárdalo para abrirlo con otro programa.
viewer-cut = Solo se muestra el principio. Guarda el archivo para tenerlo entero.
viewer-enlarge = Ampliar
viewer-shrink = Reducir
viewer-fit = Ajustar
viewer-actual = Tamaño real
viewer-wrap = Ajustar líneas
viewer-text = Contenido de { $name }

## Invitations and contacts

invitation = Invitación: { $summary }
invitation-untitled = Evento sin título
invitation-kind = Invitación
invitation-kind-updated = Invitación modificada
invitation-kind-event = Evento
invitation-kind-series = Más fechas de una serie
invitation-kind-refresh = Petición de la invitación actual
invitation-kind-declined-counter = Tu propuesta no fue aceptada
invitation-cancelled = Cancelado
invitation-cancelled-text = Este evento no tendrá lugar.
invitation-cancelled-date = Esta fecha de la serie no tendrá lugar.
invitation-tentative = Aún no es seguro
invitation-one-date = Se trata de una sola fecha de una serie.
invitation-proposes = { $name } propone otra hora
invitation-accepted-by = { $name } aceptó
invitation-tentative-by = { $name } aceptó provisionalmente
invitation-declined-by = { $name } rechazó
invitation-delegated-by = { $name } envía a otra persona
invitation-answered-by = { $name } respondió
invitation-somebody = Alguien
invitation-when = Cuándo
invitation-repeats = Se repite
invitation-where = Dónde
invitation-join = Unirse
invitation-organizer = De
invitation-attendees = Invitados
invitation-page = Página
invitation-description = Descripción
invitation-comment = Comentario
invitation-count = { $count ->
    [one] { $count } persona
   *[other] { $count } personas
}
invitation-count-accepted = { $count ->
    [one] { $count } aceptó
   *[other] { $count } aceptaron
}
invitation-count-tentative = { $count ->
    [one] { $count } provisional
   *[other] { $count } provisionales
}
invitation-count-declined = { $count ->
    [one] { $count } rechazó
   *[other] { $count } rechazaron
}
invitation-attendees-more = { $count ->
    [one] y { $count } más
   *[other] y { $count } más
}
attendee-needs-action = sin respuesta todavía
attendee-accepted = aceptó
attendee-tentative = provisional
attendee-declined = rechazó
attendee-delegated = delegó
attendee-optional = opcional
attendee-informed = para su información
attendee-room = sala
event-today = Hoy
event-tomorrow = Mañana
event-yesterday = Ayer
event-elsewhere = { $span } en { $zone }
event-zone-unknown = Zona horaria del remitente: { $zone }
event-no-time = No se indica la hora.
calendar-task = Tarea
calendar-journal = Entrada de diario
calendar-free-busy = Cuándo está libre alguien
cards-more = { $count ->
    [one] Mostrar { $count } más
   *[other] Mostrar { $count } más
}
cards-cut = El archivo contiene más de lo que se muestra aquí. Guárdalo para verlo todo.
recurs-daily = { $count ->
    [one] Cada día
   *[other] Cada { $count } días
}
recurs-weekly = { $count ->
    [one] Cada semana
   *[other] Cada { $count } semanas
}
recurs-monthly = { $count ->
    [one] Cada mes
   *[other] Cada { $count } meses
}
recurs-yearly = { $count ->
    [one] Cada año
   *[other] Cada { $count } años
}
recurs-often = Varias veces al día
recurs-in = { $rule } en { $months }
recurs-on = { $rule }: { $days }
recurs-until = { $rule } hasta el { $date }
recurs-times = { $count ->
    [one] { $rule }, una vez
   *[other] { $rule }, { $count } veces
}
recurs-partly = { $rule }, con más condiciones
recurs-first = el primer { $day }
recurs-second = el segundo { $day }
recurs-third = el tercer { $day }
recurs-fourth = el cuarto { $day }
recurs-last = el último { $day }
recurs-nth = { $day } número { $count }
recurs-nth-last = { $day } número { $count } desde el final
recurs-day = día { $count }
recurs-day-last = día { $count } desde el final
recurs-last-day = el último día
answer = Tu respuesta
answer-accept = Aceptar
answer-tentative = Provisional
answer-decline = Rechazar
answer-as = Responder como
answer-comment = Comentario para el organizador
answer-comment-add = Añadir un comentario
answer-by-file = Desde aquí no se puede enviar correo: tu respuesta se guarda como archivo, para que la envíes a { $name }.
answer-file = respuesta.ics
answer-subject-accepted = Aceptado: { $summary }
answer-subject-tentative = Provisional: { $summary }
answer-subject-declined = Rechazado: { $summary }
answer-told-accepted = { $name } acepta.
answer-told-tentative = { $name } acepta provisionalmente.
answer-told-declined = { $name } rechaza.
answer-accepted = Aceptaste el { $date }.
answer-accepted-tentatively = Aceptaste provisionalmente el { $date }.
answer-declined = Rechazaste el { $date }.
answer-sending = Enviando tu respuesta…
answer-saved = Tu respuesta se guardó como archivo.
answer-waits = Tu respuesta aún no se pudo enviar; se volverá a intentar.
answer-failed = Tu respuesta no se envió.
answer-unknown = Se perdió la conexión mientras se enviaba tu respuesta. Puede que haya llegado.
answer-again = Enviar de nuevo
contact = Contacto: { $name }
contact-email = Correo
contact-phone = Teléfono
contact-address = Dirección
contact-page = Página web
contact-birthday = Cumpleaños
contact-note = Nota
contact-home = casa
contact-work = trabajo
contact-mobile = móvil
contact-fax = fax
contact-photo = Foto de { $name }
contact-copy = Copiar { $value }
contact-copied = Copiado

## The connection

connection-offline = Estás sin conexión. Lo que se cargó se puede seguir leyendo.
connection-lost = Se perdió la conexión con el servidor de correo.
connection-retry-in = { $count ->
    [one] Nuevo intento en { $count } segundo.
   *[other] Nuevo intento en { $count } segundos.
}
connection-retry-now = Reintentar ahora
connection-reconnecting = Reconectando…
connection-back = Conectado de nuevo.

## New mail

new-mail-one = Correo nuevo de { $sender }: { $subject }
new-mail-many = { $count ->
    [one] { $count } mensaje nuevo
   *[other] { $count } mensajes nuevos
}
title-page = { $name } – Porthole
title-unread = ({ $unread }) { $name } – Porthole

## The shortcuts

shortcuts-title = Atajos de teclado
shortcuts-then = luego
palette = Encontrar lo que sea
palette-field = Una orden, una carpeta, una búsqueda
palette-move-to = Mover a { $name }
palette-settings = Ajustes: { $section }
palette-set = { $setting }: { $value }
palette-write-to = Escribir a { $name }
palette-search-for = Buscar «{ $text }» en todo el correo
palette-recent = Buscado hace poco
keys-characters = Teclas sin Ctrl
keys-characters-on = Letras, cifras y signos son atajos
keys-characters-hint = Desactívalas si hablas a tu ordenador o pulsas teclas por error: entonces solo funcionan las flechas, Supr y las teclas con Ctrl o Alt.
keys-hint = Pulsa «Añadir teclas» y después lo que quieras: una tecla, o dos seguidas. Pulsar sobre una tecla la quita.
keys-add = Añadir teclas
keys-add-to = Añadir teclas: { $command }
keys-press = Pulsa las teclas…
keys-then = { $key } y luego…
keys-remove = Quitar { $keys }: { $command }
keys-reset = Restablecer
keys-reset-of = Restablecer: { $command }
keys-reset-all = Restablecer todas las teclas
keys-added = { $keys } añadido: { $command }
keys-taken = { $keys } pertenece a: { $commands }
keys-take-over = Usarla aquí
keys-refused = { $key } no se puede usar: la necesitan tu navegador, tu sistema o la lista.
commands-composer = Mientras se escribe
commands-list = La lista
commands-selecting = Seleccionar
commands-acting = Actuar sobre mensajes
commands-writing = Escribir
commands-message = El mensaje abierto
commands-going = Ir a sitios
commands-folders = Carpetas
commands-page = La página
shortcut-next = Mensaje siguiente
shortcut-previous = Mensaje anterior
shortcut-unfold = Mostrar todos los mensajes de una conversación
shortcut-fold = Mostrar una fila por conversación
shortcut-open = Abrir el mensaje; otra vez para leerlo con el teclado
shortcut-close = Volver a la lista
shortcut-first = Primer mensaje
shortcut-last = Último mensaje
shortcut-page-down = Una página abajo
shortcut-page-up = Una página arriba
shortcut-select = Seleccionar o dejar de seleccionar
shortcut-select-next = Seleccionar también el siguiente
shortcut-select-previous = Seleccionar también el anterior
shortcut-select-to-first = Seleccionar hasta el primero
shortcut-select-to-last = Seleccionar hasta el último
shortcut-select-page-down = Seleccionar una página abajo
shortcut-select-page-up = Seleccionar una página arriba
shortcut-select-all = Seleccionar todo
shortcut-select-none = No seleccionar nada
shortcut-select-read = Seleccionar los leídos
shortcut-select-unread = Seleccionar los no leídos
shortcut-select-flagged = Seleccionar los destacados
shortcut-select-unflagged = Seleccionar los no destacados
shortcut-archive = Archivar
shortcut-archive-next = Archivar y abrir el siguiente
shortcut-archive-previous = Archivar y abrir el anterior
shortcut-delete = Eliminar
shortcut-delete-for-ever = Eliminar para siempre
shortcut-junk = Deseado o no deseado
shortcut-move = Mover a una carpeta
shortcut-move-again = Mover adonde fue antes este correo
shortcut-copy = Copiar a una carpeta
shortcut-label = Etiqueta
shortcut-act-menu = Todo lo que se puede hacer con un mensaje
shortcut-undo = Deshacer lo último
shortcut-toggle-flag = Destacar o quitar destacado
shortcut-mark-read = Marcar como leído
shortcut-mark-unread = Marcar como no leído
shortcut-compose = Redactar un mensaje
shortcut-reply = Responder
shortcut-reply-all = Responder a todos
shortcut-forward = Reenviar
shortcut-next-member = Mensaje siguiente de la conversación
shortcut-previous-member = Mensaje anterior de la conversación
shortcut-message-menu = Más sobre el mensaje abierto
shortcut-toolbar = Ir a las herramientas
shortcut-search = Buscar
shortcut-refresh = Mirar si hay correo nuevo
shortcut-palette = Encontrar una orden, una carpeta, una búsqueda
shortcut-filter-folders = Filtrar las carpetas
shortcut-go-inbox = Ir a la bandeja de entrada
shortcut-go-flagged = Ir a los destacados
shortcut-go-sent = Ir a los enviados
shortcut-go-drafts = Ir a los borradores
shortcut-go-archive = Ir al archivo
shortcut-go-junk = Ir al correo no deseado
shortcut-go-trash = Ir a la papelera
shortcut-go-folder = Ir a una carpeta
shortcut-go-outbox = Ir a la bandeja de salida
shortcut-go-contacts = Ir a los contactos
shortcut-go-settings = Ir a los ajustes
shortcut-go-none = No existe esa carpeta.
shortcut-new-folder = Carpeta nueva
shortcut-mark-all-read = Marcar toda esta carpeta como leída
shortcut-folder-properties = Propiedades de esta carpeta
shortcut-rename-folder = Cambiar nombre de esta carpeta
shortcut-empty-folder = Vaciar esta carpeta
shortcut-theme-system = Tema: como el sistema
shortcut-theme-light = Tema: claro
shortcut-theme-dark = Tema: oscuro
shortcut-theme-contrast = Tema: alto contraste
shortcut-layout-wide = Disposición: mensaje junto a la lista
shortcut-layout-stacked = Disposición: mensaje debajo de la lista
shortcut-layout-list = Disposición: solo la lista
shortcut-log-out = Cerrar sesión
shortcut-send = Enviar
shortcut-save-draft = Guardar el borrador
shortcut-link = Insertar un enlace
shortcut-bold = Negrita
shortcut-italic = Cursiva
shortcut-minimise = Apartar la carta
shortcut-show-shortcuts = Mostrar esta hoja

## Writing

undo = Deshacer
verb-reply = Responder
verb-reply-all = Responder a todos
verb-reply-list = Responder a la lista
verb-forward = Reenviar
verb-forward-attached = Reenviar como adjunto
forward-too-many = Se pueden reenviar { $count } mensajes como máximo a la vez.
compose-too-many = Un mensaje puede tener aquí { $count } destinatarios como máximo. Los demás se han omitido.
verb-as-new = Editar como nuevo
verb-resend = Reenviar tal cual
verb-edit = Editar borrador
compose-attribution = El { $date }, { $author } escribió:
compose-forwarded = ---------- Mensaje reenviado ----------
composers = Mensajes que se están escribiendo
composers-more = { $count ->
    [one] 1 mensaje más que se está escribiendo
   *[other] { $count } mensajes más que se están escribiendo
}
composer-new = Mensaje nuevo
composer-opening = Abriendo el mensaje…
composer-fetching = Obteniendo sus archivos…
composer-failed = No se pudo abrir este mensaje
composer-subject = Asunto
composer-text = Texto del mensaje
composer-send = Enviar
composer-attach = Adjuntar archivos
composer-more = Más sobre este mensaje
composer-save = Guardar como borrador
composer-save-template = Guardar como plantilla
composer-template-saved = Guardado como plantilla: «{ $name }»
composer-receipt = Pedir confirmación de lectura
composer-notices = Pedir aviso de entrega
composer-copy = Guardar una copia en Enviados
composer-trouble = No se envió
composer-rich = Texto con formato
composer-markdown = Escribir en Markdown
composer-markdown-mark = Markdown
composer-markdown-hint = Se envía tal como se escribe y, además, con formato.
composer-priority = Prioridad
composer-priority-high = Alta
composer-priority-normal = Normal
composer-priority-low = Baja
composer-templates = Insertar una plantilla
composer-discard = Descartar
composer-minimise = Minimizar
composer-restore = Restaurar
composer-maximise = Maximizar
composer-dock = Acoplar al borde
composer-window = Escribir en su propia ventana
composer-close = Guardar y cerrar
composer-closed = Guardado como borrador.
composer-discarded = El mensaje se descartó.
composer-resent = El mensaje sigue tal como es; solo cambian sus destinatarios.
composer-drop = Suelta archivos aquí para adjuntarlos
composer-add-field = Añadir { $field }
composer-people-count = { $count ->
    [one] { $count } destinatario. Flecha izquierda para llegar a él.
   *[other] { $count } destinatarios. Flecha izquierda para llegar a ellos.
}
composer-files = Archivos adjuntos
composer-files-of = { $size } de { $limit } como máximo
composer-files-over = Demasiado grande para enviarse.
composer-files-added = { $count ->
    [one] { $count } archivo adjuntado.
   *[other] { $count } archivos adjuntados.
}
composer-file-remove = Quitar { $name }
composer-file-gone = Este archivo ya no se puede leer.
# Beginnings of words, in lower case, that speak of something attached.
composer-attachment-words = adjunt anex attach
composer-window-unkept = Este navegador no guarda nada con lo que una ventana propia pudiera continuar.
kept-local = Guardado en este dispositivo
kept-not = No se guarda en este dispositivo
kept-not-why = Este navegador no guarda nada, así que lo que escribe se guarda en el servidor en cada pausa.
kept-saving = Guardando…
kept-saved = Guardado { $time }
kept-refused = No se guardó en el servidor
kept-changed-elsewhere = Cambiado en otra parte: se conservan ambos
chip-edit = Editar
chip-remove = Quitar
chip-remove-name = Quitar { $name }
chip-removed = { $name } quitado.
chip-move = Mover a { $field }
chip-wrong-name = { $name }: no es una dirección
suggestions = Sugerencias
suggestions-group = { $count ->
    [one] Grupo de { $count }
   *[other] Grupo de { $count }
}
ask-no-recipient = Aún no se ha indicado a quién va.
ask-wrong = Esto no es una dirección: { $addresses }
ask-too-large = Ocupa { $size }; tu servidor de correo acepta como máximo { $limit }.
ask-no-subject = ¿Enviar sin asunto?
ask-nothing-attached = Hablas de un adjunto y no hay nada adjunto. ¿Enviar así?
ask-loses-looks = Como texto sin formato pierde su formato y sus imágenes.
ask-make-plain = Quitar formato
ask-back = Volver
ask-send-anyway = Enviar de todos modos
sent-leaving = Enviando «{ $subject }»
sent-done = Enviado: «{ $subject }»
sent-failed = «{ $subject }» no se envió.
sent-unknown = Es posible que «{ $subject }» no se haya enviado.
sent-show = Mostrar
outbox = Bandeja de salida
outbox-empty = No hay nada en camino.
outbox-held = Sale en un momento.
outbox-queued = Espera para enviarse.
outbox-retry = Aún no se envió; próximo intento: { $time }.
outbox-submitting = En camino: { $sent } de { $total }
outbox-progress = Cuánto falta
outbox-copying = Enviado; se está guardando su copia.
outbox-copy-refused = Enviado. La copia para Enviados fue rechazada; se volverá a intentar.
outbox-sent = Enviado.
outbox-failed = No se envió.
outbox-unknown = ¿Se envió?
outbox-edit = Editar
outbox-edit-this = Editar «{ $subject }»
outbox-again = Enviar de nuevo
outbox-again-this = Enviar de nuevo: «{ $subject }»
outbox-discard = Descartar
outbox-discard-this = Descartar «{ $subject }»
outbox-was-sent = Se envió
outbox-was-sent-this = Se envió: «{ $subject }»
recovered-title = Aún estabas escribiendo
recovered-later = Más tarde
recovered-go-on = Continuar
recovered-go-on-with = Continuar «{ $subject }»
recovered-discard = Descartar
recovered-discard-this = Descartar «{ $subject }»
logout-title = No todo está en el servidor
logout-drafts = Estos borradores solo están en este dispositivo:
logout-outgoing = Estos mensajes aún no se han enviado:
logout-contacts = { $count ->
    [one] Se cambió un contacto, y la cuenta aún no lo tiene.
   *[other] Se cambiaron { $count } contactos, y la cuenta aún no los tiene.
}
logout-settings = Se cambiaron ajustes, y la cuenta aún no los tiene.
logout-anyway = Cerrar sesión y perderlos
logout-stay = Quedarse

## Problems

notice-dismiss = Descartar
notices = Avisos
problem-server-words = El servidor dice: { $words }
problem-details = En detalle: { $words }
problem-wrong-credentials = El nombre de usuario o la contraseña no son correctos.
problem-login-not-possible = Este servidor no deja que Porthole inicie sesión con contraseña.
problem-account-needs-attention = Tu cuenta necesita atención antes de que puedas iniciar sesión. Pregunta a quien administre tu servidor de correo.
problem-server-busy = El servidor de correo está ocupado. Inténtalo de nuevo en un momento.
problem-unknown-upstream = Porthole no está configurado para este servidor de correo.
problem-server-unreachable = No se puede contactar con el servidor de correo.
problem-certificate-invalid = El certificado del servidor de correo no es válido, así que no se estableció conexión.
problem-start-tls-failed = El servidor de correo no ofreció una conexión cifrada, así que no se estableció ninguna.
problem-proxy-unreachable = No se puede contactar con el servidor de Porthole.
problem-proxy-refused = El servidor de Porthole rechazó la conexión.
problem-connection-lost = Se perdió la conexión.
problem-server-silent = El servidor de correo no responde.
problem-server-goodbye = El servidor de correo cerró la sesión.
problem-not-imap = Lo que respondió no es un servidor de correo.
problem-mailbox-unavailable = Esta carpeta no existe o no se puede abrir.
problem-uid-validity-changed = Esta carpeta se creó de nuevo en el servidor, así que se volvió a cargar.
problem-message-gone = Este mensaje ya no está.
problem-change-refused = El servidor rechazó el cambio. Se deshizo.
problem-over-quota = No queda espacio en el servidor de correo.
problem-too-large = Es más grande de lo que acepta el servidor de correo.
problem-not-permitted = No puedes hacer eso aquí.
problem-already-exists = Ya hay una carpeta con ese nombre.
problem-not-offered = Tu servidor de correo no puede hacer eso.
problem-changed-elsewhere = Entretanto se cambió en otra parte.
problem-server-refused = El servidor lo rechazó.
problem-sender-refused = Tu servidor de correo no acepta correo desde esta dirección tuya.
problem-recipients-refused = Tu servidor de correo no aceptó el mensaje para este destinatario.
problem-delivery-unknown = La conexión se perdió en el último momento: puede que tu correo se haya enviado, o no.
problem-message-refused = Tu servidor de correo no aceptó el mensaje.
problem-limit-exceeded = Es más grande de lo que Porthole puede manejar.
problem-server-alert = Un aviso de tu servidor de correo:
problem-file-unreadable = Un archivo no se pudo leer o guardar en este navegador.
problem-not-kept = Este navegador no dice qué guarda. Para que nada se envíe dos veces, el mensaje espera.
problem-read-by-structure = Este mensaje no se pudo obtener entero, así que se muestra tal como lo separó el servidor de correo. Puede faltar algo.
problem-undecodable = No se pudo leer una parte de este mensaje.
problem-internal = Algo salió mal en el propio Porthole.
stopped-title = Porthole dejó de funcionar
stopped-text = Nada se dañó en el servidor. Vuelve a cargar la página para continuar.
stopped-reload = Cargar de nuevo

## The editor

editor-tools = Formato
editor-bold = Negrita
editor-italic = Cursiva
editor-underline = Subrayado
editor-strike = Tachado
editor-letters = Fuente y tamaño
editor-font = Fuente
editor-font-sans = Sin serifa
editor-font-serif = Con serifa
editor-font-fixed = Ancho fijo
editor-size = Tamaño
editor-size-small = Pequeño
editor-size-normal = Normal
editor-size-large = Grande
editor-size-huge = Muy grande
editor-colour = Color
editor-colour-none = El habitual
editor-colour-red = Rojo
editor-colour-orange = Naranja
editor-colour-green = Verde
editor-colour-blue = Azul
editor-colour-violet = Violeta
editor-colour-grey = Gris
editor-colour-yellow = Amarillo
editor-colour-pink = Rosa
editor-colour-text = Texto
editor-colour-ground = Resaltado
editor-bullets = Lista con viñetas
editor-numbers = Lista numerada
editor-indent = Aumentar sangría
editor-outdent = Reducir sangría
editor-align = Alineación
editor-align-start = A la izquierda
editor-align-centre = Centrado
editor-align-end = A la derecha
editor-link = Enlace
editor-link-address = Dirección
editor-link-text = Texto
editor-link-set = Poner enlace
editor-link-remove = Quitar enlace
editor-link-wrong = Esto no lleva a ninguna parte. Escribe una dirección web o de correo.
editor-image = Imagen
editor-picture-size = Tamaño de la imagen
editor-picture-small = Pequeña
editor-picture-medium = Mediana
editor-picture-full = Tamaño completo
editor-code = Código
editor-clear = Borrar formato

## Contacts

contacts-list = Contactos
contacts-detail = Contacto
contacts-tools = Acciones para el contacto
contacts-new = Contacto nuevo
contacts-more = Más sobre los contactos
contacts-search = Buscar contactos
contacts-count = { $count ->
    [one] { $count } contacto
   *[other] { $count } contactos
}
contacts-loading = Cargando…
contacts-saving = { $contacts }, guardando…
contacts-refused = Aún no se guardó; se volverá a intentar.
contacts-refused-because = Aún no se guardó: { $words }
contacts-all = Todos los contactos
contacts-group = Grupo
contacts-groups = Grupos
contacts-group-new = Grupo nuevo…
contacts-group-name = Nombre del grupo
contacts-group-rename = Cambiar nombre del grupo…
contacts-group-remove = Eliminar grupo
contacts-group-write = Escribir al grupo
contacts-in-groups = En { $groups }
contacts-import = Importar vCards…
contacts-export-all = Exportar todo
contacts-export = Exportar
contacts-write = Escribir
contacts-edit = Editar
contacts-remove = Eliminar
contacts-back = Volver a la lista
contacts-save = Guardar
contacts-cancel = Cancelar
contacts-saved = Guardado
contacts-nobody = Dale primero al contacto un nombre o una dirección.
contacts-added = { $name } está en tus contactos.
contacts-removed-one = { $name } se eliminó.
contacts-removed = { $count ->
    [one] Se eliminó { $count } contacto.
   *[other] Se eliminaron { $count } contactos.
}
contacts-unsaved = Tus cambios en «{ $name }» no se guardaron.
contacts-go-on = Seguir editando
contacts-undo = Deshacer
contacts-gone = Este contacto ya no está.
contacts-choose-one = Elige un contacto para verlo aquí.
contacts-choose = Seleccionar { $name }
contacts-chosen = { $count ->
    [one] { $count } seleccionado
   *[other] { $count } seleccionados
}
contacts-chosen-tools = Acciones para los contactos seleccionados
contacts-choose-none = No seleccionar nada
contacts-empty-title = Aún no hay contactos
contacts-empty-text = Añade a alguien o importa un archivo de vCards de otro programa.
contacts-none-found-title = No se encontró a nadie
contacts-none-found-text = Se buscó en nombres, direcciones, números y organizaciones.
contacts-group-empty-title = No hay nadie en este grupo
contacts-group-empty-text = Selecciona contactos y añádelos al grupo.
contacts-imported = { $count ->
    [one] Se importó { $count } contacto.
   *[other] Se importaron { $count } contactos.
}
contacts-imported-merged = { $count ->
    [one] { $count } completó un contacto que ya estaba.
   *[other] { $count } completaron contactos que ya estaban.
}
contacts-imported-known = { $count ->
    [one] { $count } ya estaba.
   *[other] { $count } ya estaban.
}
contacts-imported-skipped = { $count ->
    [one] { $count } no se pudo leer.
   *[other] { $count } no se pudieron leer.
}
contacts-imported-cut = El archivo es demasiado largo: el resto se omitió.
contacts-import-failed = { $name } no se pudo leer.
contacts-given = Nombre
contacts-family = Apellidos
contacts-organization = Organización
contacts-title = Cargo
contacts-nickname = Apodo
contacts-street = Calle
contacts-code = Código postal
contacts-town = Población
contacts-region = Provincia
contacts-country = País
contacts-birthday-form = 1990-12-31 o --12-31
contacts-birthday-wrong = Escríbelo como 1990-12-31, o como --12-31 sin año.
contacts-add-entry = Añadir: { $name }
contacts-entry-remove = Quitar esta línea
contacts-label-none = sin etiqueta
contacts-label-of = Etiqueta de { $name }
contacts-photo = Foto
contacts-photo-add = Añadir una foto
contacts-photo-replace = Cambiar la foto
contacts-photo-remove = Quitar la foto
contacts-photo-failed = Este archivo no es una imagen que se pueda mostrar.
person-add-contact = Añadir a contactos
contact-add = Añadir a contactos

## Settings

task-settings = Ajustes
settings = Ajustes
settings-sections = Secciones de los ajustes
settings-appearance = Apariencia
settings-reading = Lectura
settings-writing = Escritura
settings-identities = Identidades
settings-templates = Plantillas
settings-keyboard = Teclado
settings-notifications = Notificaciones
settings-privacy = Privacidad
settings-account = Cuenta
settings-ruled = Fijado para todos por tu administrador
settings-keeping = Guardando…
settings-kept = Guardado en tu cuenta
settings-refused = No se guardó
settings-images = Remitentes cuyas imágenes se muestran siempre
settings-images-elsewhere = Imágenes de fuera
settings-images-hint = Dicen a su remitente que un mensaje se leyó, y siguen bloqueadas hasta que las muestres.
settings-images-all = Mostrarlas siempre, menos en el correo no deseado
settings-images-none = Nadie todavía. Los mensajes con imágenes bloqueadas lo ofrecen.
settings-images-forget = No mostrar más sus imágenes
settings-format = Mensajes nuevos
settings-format-rich = Texto con formato
settings-format-plain = Texto sin formato
settings-format-markdown = Texto sin formato en Markdown
settings-replies = Respuestas
settings-reply-above = Escribir encima de la cita
settings-reply-below = Escribir debajo de la cita
settings-quote = Citar el mensaje
settings-sending = Envío
settings-undo = Segundos en los que se puede recuperar un mensaje
settings-undo-hint = Con 0 se envía al instante.
settings-undo-wrong = Escribe un número de 0 a 120.
settings-collect = Sugerir personas a las que he escrito
settings-identity-add = Añadir identidad
settings-identity-new = Identidad nueva
settings-identity-default = Predeterminada
settings-identity-name = Nombre que se muestra
settings-identity-address = Correo electrónico
settings-identity-reply-to = Responder a
settings-identity-reply-to-hint = Adónde van las respuestas, si es a otra parte.
settings-identity-bcc = Copia oculta
settings-identity-bcc-hint = Recibe siempre una copia oculta.
settings-identity-signature = Firma
settings-identity-make-default = Predeterminar
settings-identity-remove = Eliminar identidad
settings-address-wrong = Esto no es una dirección de correo.
settings-addresses-wrong = Una de ellas no es una dirección de correo.
settings-rich = Texto con formato
settings-no-pictures = Las firmas y las plantillas no pueden contener imágenes ni archivos.
settings-templates-none = Aún no hay plantillas.
settings-template-add = Añadir plantilla
settings-template-new = Plantilla nueva
settings-template-name = Nombre
settings-template-name-missing = Una plantilla necesita un nombre.
settings-template-subject = Asunto
settings-template-subject-hint = Déjalo vacío para conservar el del mensaje.
settings-template-body = Texto
settings-template-placeholders = Al usar la plantilla, estas palabras se convierten en lo que se sepa entonces. Lo que no se sepa queda para que lo completes.
settings-placeholder-name = el nombre del destinatario
settings-placeholder-first-name = el nombre de pila del destinatario
settings-placeholder-address = la dirección del destinatario
settings-placeholder-subject = el asunto
settings-placeholder-me = tu nombre
settings-placeholder-date = la fecha del día
settings-placeholder-cursor = donde sigues escribiendo
settings-template-use = Escribir un mensaje con ella
settings-template-remove = Eliminar plantilla
settings-removed = «{ $name }» se eliminó.
settings-account-who = Sesión iniciada
settings-account-user = Usuario
settings-account-server = Servidor de correo
settings-file = Ajustes como archivo
settings-file-hint = Identidades, firmas, plantillas y todo lo demás que se ajusta aquí, para guardarlo o llevarlo a otra cuenta.
settings-export = Exportar
settings-import = Importar
settings-import-file = Archivo de ajustes
settings-import-title = Importar ajustes
settings-import-changed = Cambia
settings-import-added = Se añade
settings-import-removed = Se quita
settings-import-becomes = «{ $before }» pasa a ser «{ $after }»
settings-import-same = Este archivo contiene lo que ya está ajustado.
settings-import-cut = Falta el final de este archivo, o lo escribió otra versión. No se quita nada.
settings-import-damaged = { $count ->
    [one] { $count } línea de este archivo no se puede leer y se omite. No se quita nada.
   *[other] { $count } líneas de este archivo no se pueden leer y se omiten. No se quita nada.
}
settings-import-now = Importar estos ajustes
settings-import-cancel = Dejarlo todo como está
settings-imported = Los ajustes se importaron.
settings-import-wrong = Este archivo no contiene ajustes de Porthole. No se cambió nada.
setting-default-identity = Identidad predeterminada
setting-favourite = Carpeta favorita
setting-folder-colour = Color de la carpeta
setting-identity = Identidad
setting-label = Etiqueta
setting-nothing = Nada
setting-of = { $name }: { $value }
setting-remote-from = Remitente cuyas imágenes se muestran
setting-search = Búsqueda guardada
setting-template = Plantilla
setting-welcomed = Primeras preguntas respondidas

## Notifications

alert-new-mail = Correo nuevo
alert-line = { $sender }: { $subject }
alert-in = { $what } en { $mailbox }
alert-notifications = En este escritorio
alert-on = Avisarme del correo nuevo
alert-hint = Mientras miras otra cosa. Tu navegador te pregunta antes.
alert-missing = Este navegador no puede mostrar notificaciones aquí. Hace falta un navegador de escritorio y una dirección con https.
alert-denied = Este navegador no deja que Porthole te avise. Puedes permitirlo en los ajustes del navegador para este sitio.
alert-unasked = A este navegador aún no se le ha preguntado.
alert-ask = Permitir en este navegador
alert-try = Mostrar una ahora
alert-sample-title = Esto es una notificación
alert-sample-text = Así se anuncia el correo nuevo.
alert-words = Una notificación dice
alert-words-full = Remitente y asunto
alert-words-little = Solo que hay correo nuevo
alert-sound = Sonido
alert-sound-on = Reproducir un sonido suave
alert-sound-play = Reproducirlo ahora
alert-folders = Carpetas que también se anuncian
alert-folders-hint = El correo nuevo de la bandeja de entrada se anuncia siempre.

## What this browser keeps

privacy-kept = Lo que guarda este navegador
privacy-kept-session = Tu sesión
privacy-kept-session-hint = Cifrada, para que al recargar no se pida contraseña. Hasta que cierres la sesión o la pestaña.
privacy-kept-unsent = Lo que escribes
privacy-kept-unsent-hint = Borradores, cartas y cambios hasta que tu cuenta los tenga.
privacy-kept-look = Cómo te gusta
privacy-kept-look-hint = Colores, anchos y preferencias, para que nada salte al abrir la página.
privacy-kept-searches = Búsquedas recientes y adónde se movió el correo
privacy-kept-searches-hint = Hasta que cierres la sesión.
privacy-kept-size = En uso: { $size }. El correo en sí nunca se guarda aquí.
privacy-forget = Olvidar este ordenador
privacy-forget-hint = Para un ordenador que no es tuyo: cierra tu sesión y borra todo lo que Porthole guarda en este navegador.
privacy-forget-button = Olvidar este ordenador…
privacy-forget-wipes = Se cierra tu sesión en todas las pestañas y se borra esto de este navegador:
privacy-wiped-session = la sesión y su clave
privacy-wiped-look = la copia de tus preferencias, para todos los que usaron este navegador
privacy-wiped-searches = las búsquedas recientes y adónde se movió el correo
privacy-wiped-files = los borradores, cartas y archivos que esperan aquí
privacy-forget-account = Lo que no se ha enviado o guardado se lleva antes a tu cuenta; si no se puede, se te pregunta. Tu cuenta en sí queda como está.
privacy-forget-now = Olvidar ahora
privacy-forget-stay = Seguir con la sesión

## The first visit

welcome = Te damos la bienvenida
welcome-text = Unas preguntas, una sola vez. Todo se puede cambiar después en los ajustes.
welcome-name = Tu nombre, como lo ven los demás
welcome-notify = Avisarme del correo nuevo
welcome-begin = Responder ahora
welcome-done = Listo
welcome-skip = Omitir

## How the page looks

look-theme = Colores
look-theme-system = Igual que el sistema
look-theme-light = Claro
look-theme-dark = Oscuro
look-theme-contrast = Alto contraste
look-language = Idioma
look-language-system = Igual que el sistema
look-layout = Disposición
look-layout-wide = Mensaje junto a la lista
look-layout-stacked = Mensaje debajo de la lista
look-layout-list = Solo la lista; un mensaje ocupa su lugar
look-density = Densidad
look-density-comfortable = Amplia
look-density-normal = Normal
look-density-compact = Compacta, una línea cada uno
look-columns = Columnas
look-columns-hint = Se muestran junto al asunto cuando cada mensaje ocupa una línea.
look-column-people = De o para
look-column-preview = Primeras palabras
look-column-answered = Respondido, reenviado
look-column-attachment = Adjunto
look-column-size = Tamaño
look-column-date = Fecha
look-column-flag = Destacado
look-list = Lista de mensajes
look-conversations = Una fila por conversación
look-swipes = Deslizar filas
look-swipes-hint = En pantallas táctiles.
look-swipe-left = Deslizar a la izquierda
look-swipe-right = Deslizar a la derecha
look-swipe-read = Marcar como leído o no leído
look-swipe-nothing = Nada
look-groups = Agrupar por fecha
group-today = Hoy
group-yesterday = Ayer
group-this-week = Esta semana
group-last-week = La semana pasada
group-this-month = Antes este mes
group-last-month = El mes pasado
group-older = Más antiguos
list-look = Disposición y densidad
list-sort = Ordenar
sort-by = Ordenar por
sort-arrival = Llegada
sort-date = Fecha
sort-from = Remitente
sort-to = Destinatario
sort-subject = Asunto
sort-size = Tamaño
sort-conversations = Conversaciones
sort-direction = Orden
sort-newest = Más recientes primero
sort-oldest = Más antiguos primero
sort-largest = Más grandes primero
sort-smallest = Más pequeños primero
sort-a-to-z = De la A a la Z
sort-z-to-a = De la Z a la A
list-read-only = Aquí puedes leer los mensajes, pero no cambiarlos.
list-arrange = Filtrar y ordenar
filter-unread = Sin leer
filter-flagged = Destacados
filter-attachment = Adjuntos

## Searching

search-field = Buscar mensajes
search-clear = Borrar la búsqueda
search-suggestions = Sugerencias
search-scope = Buscar en
search-scope-here = { $folder }
search-scope-below = { $folder } y sus subcarpetas
search-scope-all = Todas las carpetas menos Papelera y Correo no deseado
search-enter = Estos están aquí. Pulsa Intro para buscar en todos.
search-going = Buscando…
search-found = { $count ->
    [one] { $count } encontrado
   *[other] { $count } encontrados
}
search-progress = { $done } de { $total } carpetas, { $found }
search-failed = { $found }. No se pudo buscar en { $folders }.
search-stop = Detener
search-everywhere = Buscar en todas partes
search-texts = Buscar también en los textos
search-save = Guardar esta búsqueda
search-unsave = Olvidar esta búsqueda
search-edit-this = Cambiar el nombre u olvidar esta búsqueda
search-edit = Cambiar el nombre u olvidar la búsqueda { $name }
search-keep-title = Búsqueda guardada
search-name = Nombre
search-keep = Guardar
search-kept = La búsqueda se ha guardado.
search-nothing-title = No se encontró nada
search-nothing-text = Ningún mensaje de aquí coincide. Prueba otras palabras o busca en todas partes.
searches = Búsquedas
search-note-from = quién lo escribió
search-note-to = para quién es
search-note-subject = palabras del asunto
search-note-has = con adjuntos
search-note-is = sin leer, destacado, respondido…
search-note-in = una carpeta
search-note-anywhere = también Papelera y Correo no deseado
search-note-day = por ejemplo 2024, 2024-03 o 2024-03-31
search-note-label = una etiqueta
search-note-text = palabras del mensaje

# Keys, as they are called on keyboards where the language is written.
key-ctrl = Ctrl
key-alt = Alt
key-shift = Mayús
key-escape = Esc
key-enter = Intro
key-space = Espacio
key-delete = Supr
key-backspace = Retroceso
key-insert = Insert
key-home = Inicio
key-end = Fin
key-page-up = Re Pág
key-page-down = Av Pág
key-menu = Menú
