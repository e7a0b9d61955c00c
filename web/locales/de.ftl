### Was Porthole auf Deutsch sagt. Angeredet wird mit Sie.

product = Porthole

## Login

login-title = Anmelden
login-upstream = Mailserver
login-user = Benutzername
login-password = Passwort
login-show-password = Passwort anzeigen
login-hide-password = Passwort verbergen
login-submit = Anmelden
login-busy = Anmeldung läuft …
login-caps-lock = Die Feststelltaste ist aktiviert.
login-user-missing = Geben Sie Ihren Benutzernamen ein.
login-password-missing = Geben Sie Ihr Passwort ein.
login-language = Sprache
login-no-upstream = Hier ist noch kein Mailserver eingerichtet.

## The frame of the app

skip-to-messages = Zu den Nachrichten springen
task-bar = Aufgaben
task-mail = E-Mail
task-compose = Verfassen
task-contacts = Kontakte
task-palette = Suchen
task-shortcuts = Tastenkürzel
task-log-out = Abmelden
back-to-list = Zurück zur Liste
close = Schließen
not-found-title = Hier ist nichts
not-found-text = Diese Adresse führt zu keiner Seite von Porthole.
not-found-link = Zum Posteingang
pane-folders-width = Breite der Ordnerliste
pane-list-height = Höhe der Nachrichtenliste
pane-list-width = Breite der Nachrichtenliste

## Folders

folders = Ordner
folders-show = Ordner anzeigen
folders-hide = Ordner ausblenden
folders-filter = Ordner filtern
folders-filter-none = Kein Ordner heißt so.
folder-inbox = Posteingang
folder-drafts = Entwürfe
folder-sent = Gesendet
folder-archive = Archiv
folder-junk = Spam
folder-trash = Papierkorb
folder-all = Alle Nachrichten
folder-flagged = Markiert
folder-important = Wichtig
folder-unread = { $name }, { $count ->
    [one] 1 ungelesen
   *[other] { $count } ungelesen
}

## What is done with folders

folders-favourites = Favoriten
folders-others = Andere Benutzer
folders-shared = Gemeinsame Ordner
folders-top = Oberste Ebene
folder-actions = Aktionen für { $name }
folder-count = { $count ->
    [one] 1 Ordner
   *[other] { $count } Ordner
}
folder-new = Neuer Ordner
folder-new-within = Neuer Unterordner …
folder-create = Erstellen
folder-parent = In
folder-name = Name
folder-name-empty = Geben Sie einen Namen ein.
folder-name-long = Dieser Name ist zu lang.
folder-name-delimiter = Ein Name kann hier kein „{ $delimiter }“ enthalten.
folder-name-control = Ein Name kann keine unsichtbaren Zeichen enthalten.
folder-name-exists = Hier gibt es schon einen Ordner mit diesem Namen.
folder-rename = Umbenennen …
folder-rename-title = Ordner umbenennen
folder-rename-act = Umbenennen
folder-move = Verschieben nach …
folder-move-title = Ordner verschieben
folder-move-to = { $name } verschieben nach
folder-move-act = Verschieben
folder-mark-all-read = Alle als gelesen markieren
folder-empty = Leeren …
folder-favourite = Favorit
folder-subscribed = Abonniert
folder-colour = Farbe …
folder-colour-of = Farbe von { $name }
folder-use = Verwenden als …
folder-use-as = { $name } verwenden als
folder-use-for = Verwendet als
folder-use-nothing = Nichts Besonderes
folder-use-none = Keiner
folder-properties = Eigenschaften …
folder-properties-title = Eigenschaften des Ordners
folder-save = Herunterladen …
folder-save-title = Ordner herunterladen
folder-save-hint = Alle Nachrichten in „{ $name }“ werden in einer ZIP-Datei gesichert, jede als .eml-Datei.
folder-save-goes-on = Der Download läuft weiter, wenn Sie dieses Fenster schließen.
folder-save-listing = Es wird nachgesehen, was darin ist …
folder-saved = Download abgeschlossen.
folder-save-cancel = Herunterladen abbrechen
folder-delete = Löschen …
folder-delete-title = Ordner löschen
folder-delete-ask = „{ $name }“ löschen, samt Inhalt ({ $messages })? Das lässt sich nicht rückgängig machen.
folder-delete-ask-all = „{ $name }“ löschen, samt Inhalt ({ $folders }, insgesamt { $messages })? Das lässt sich nicht rückgängig machen.
folder-delete-special = Dies ist ein besonderer Ordner. Er wird neu angelegt, sobald er wieder gebraucht wird.
folder-delete-act = Ordner löschen
folder-full-name = Voller Name auf dem Server
folder-messages = Nachrichten
folder-unread-messages = Ungelesen
folder-size = Größe
folder-unknown = Unbekannt
folder-may = Sie dürfen
folder-acl = Wer Zugriff hat
cancel = Abbrechen
yes = Ja
no = Nein
colour-none = Keine Farbe
colour-red = Rot
colour-orange = Orange
colour-yellow = Gelb
colour-green = Grün
colour-teal = Petrol
colour-blue = Blau
colour-violet = Violett
right-none = nichts
right-read = lesen
right-seen = als gelesen markieren
right-flags = markieren
right-insert = Nachrichten hinzufügen
right-delete = Nachrichten löschen
right-create = Unterordner anlegen
right-remove = den Ordner löschen oder umbenennen
right-administer = ihn freigeben
role-reader = Darf lesen
role-writer = Darf lesen und ändern
role-owner = Darf alles
role-other = Andere Rechte ({ $letters })
acl-who = Benutzer
acl-may = Was erlaubt ist
acl-may-of = Was { $name } darf
acl-add = Hinzufügen
acl-remove = Entfernen
quota = Speicherplatz
quota-storage = { $used } von { $limit } belegt
quota-messages = { $used } von { $limit } Nachrichten belegt
quota-scarce = Fast voll

## The settings of folders

settings-folders = Ordner
settings-folders-purposes = Besondere Ordner
settings-folders-purposes-hint = Wohin Nachrichten kommen, wenn sie gesendet, archiviert oder gelöscht werden. Merkt sich der Server das nicht, tun es Ihre Einstellungen.
settings-folders-shown = In der Ordnerliste
settings-folders-subscribed-only = Nur abonnierte Ordner anzeigen
settings-folders-all = Alle Ordner
settings-folders-all-hint = Andere Programme zeigen meist nur abonnierte Ordner.
settings-folders-subscribe = { $name } abonniert
settings-folders-stale = Diese sind abonniert, aber solche Ordner gibt es nicht.
settings-folders-unsubscribe = { $name } nicht mehr abonnieren
settings-folders-end = Nicht mehr abonnieren
settings-labels-hint = Schlagwörter liegen bei den Nachrichten; andere Programme sehen sie auch.
settings-label-name = Name des Schlagworts { $name }
settings-label-up = { $name } nach oben
settings-label-down = { $name } nach unten
settings-label-place = { $name }: { $place } von { $total }
settings-label-remove = Schlagwort { $name } löschen
settings-label-reset = { $name } wieder wie üblich nennen
settings-label-exists = Dieses Schlagwort gibt es schon.
settings-label-new = Neues Schlagwort
settings-label-add = Schlagwort hinzufügen

## The list

list = Nachrichten
list-of = Nachrichten in { $name }
list-refresh = Aktualisieren
list-found = Suchergebnisse
list-count = { $count ->
    [one] 1 Nachricht
   *[other] { $count } Nachrichten
}
list-conversations = { $count ->
    [one] 1 Unterhaltung
   *[other] { $count } Unterhaltungen
}
list-count-unread = { $messages }, { $count ->
    [one] 1 ungelesen
   *[other] { $count } ungelesen
}
list-empty-title = Dieser Ordner ist leer
list-empty-text = Nachrichten, die hier eintreffen, erscheinen von selbst.
list-inbox-empty-title = Alles erledigt
list-inbox-empty-text = Neue Nachrichten erscheinen hier, sobald sie eintreffen.
list-failed-title = Dieser Ordner konnte nicht geöffnet werden
row-unread = Ungelesen
row-answered = Beantwortet
row-forwarded = Weitergeleitet
row-attachment = Mit Anhang
row-flag = Markieren
row-unflag = Markierung entfernen
row-no-subject = (kein Betreff)
row-no-sender = (kein Absender)
row-no-recipient = (kein Empfänger)
row-recipients = An: { $names }
row-me = ich
row-folded = Eine Zeile für die Unterhaltung
row-unfolded = { $count ->
    [one] 1 Nachricht wird gezeigt
   *[other] { $count } Nachrichten werden gezeigt
}
row-unfold = { $count ->
    [one] 1 Nachricht in dieser Unterhaltung
   *[other] { $count } Nachrichten in dieser Unterhaltung
}
row-answers = { $count ->
    [one] davon eine von Ihnen
   *[other] davon { $count } von Ihnen
}
row-date-size = { $date }, { $size }
listing-next = { $before }, { $next }

# Selecting and acting
select-row = Auswählen
select-count = { $count ->
    [one] 1 ausgewählt
   *[other] { $count } ausgewählt
}
select-none-heard = Nichts ausgewählt
select-none = Auswahl aufheben
select-all = { $count ->
    [one] Die eine Nachricht auswählen
   *[other] Alle { $count } auswählen
}
select-toolbar = Ausgewählte Nachrichten
act-menu = Aktionen
act-more = Mehr
act-archive = Archivieren
act-delete = Löschen
act-delete-for-ever = Endgültig löschen …
act-junk = Spam
act-not-junk = Kein Spam
act-move = Verschieben …
act-copy = Kopieren …
act-label = Schlagwort …
act-open = Öffnen
act-mark-read = Als gelesen markieren
act-mark-unread = Als ungelesen markieren
act-flag = Markieren
act-unflag = Markierung entfernen
act-cancel = Abbrechen
act-undone = Rückgängig gemacht.
act-progress = Fortschritt
act-nothing-meant = Wählen Sie zuerst eine Nachricht aus.
act-nothing-to-undo = Es gibt nichts rückgängig zu machen.
act-already-there = Die Nachrichten sind schon dort.
act-moved = { $count ->
    [one] Nachricht nach { $name } verschoben.
   *[other] { $count } Nachrichten nach { $name } verschoben.
}
act-moving = { $count ->
    [one] Nachricht wird nach { $name } verschoben …
   *[other] { $count } Nachrichten werden nach { $name } verschoben …
}
act-copied = { $count ->
    [one] Nachricht nach { $name } kopiert.
   *[other] { $count } Nachrichten nach { $name } kopiert.
}
act-copying = { $count ->
    [one] Nachricht wird nach { $name } kopiert …
   *[other] { $count } Nachrichten werden nach { $name } kopiert …
}
act-removed = { $count ->
    [one] Nachricht endgültig gelöscht.
   *[other] { $count } Nachrichten endgültig gelöscht.
}
act-removing = { $count ->
    [one] Nachricht wird endgültig gelöscht …
   *[other] { $count } Nachrichten werden endgültig gelöscht …
}
act-changing = { $count ->
    [one] Nachricht wird geändert …
   *[other] { $count } Nachrichten werden geändert …
}
act-changed = { $count ->
    [one] Nachricht geändert.
   *[other] { $count } Nachrichten geändert.
}
act-read = { $count ->
    [one] Nachricht als gelesen markiert.
   *[other] { $count } Nachrichten als gelesen markiert.
}
act-unread = { $count ->
    [one] Nachricht als ungelesen markiert.
   *[other] { $count } Nachrichten als ungelesen markiert.
}
act-flagged = { $count ->
    [one] Nachricht markiert.
   *[other] { $count } Nachrichten markiert.
}
act-unflagged = { $count ->
    [one] Markierung entfernt.
   *[other] Markierung von { $count } Nachrichten entfernt.
}
act-labelled = { $count ->
    [one] Nachricht mit dem Schlagwort { $name } versehen.
   *[other] { $count } Nachrichten mit dem Schlagwort { $name } versehen.
}
act-unlabelled = { $count ->
    [one] Schlagwort { $name } entfernt.
   *[other] Schlagwort { $name } von { $count } Nachrichten entfernt.
}
move-title = In einen Ordner verschieben
copy-title = In einen Ordner kopieren
move-field = Name des Ordners eingeben
move-none = Kein Ordner heißt so.
label-title = Schlagwörter
label-field = Name des Schlagworts eingeben
label-none = Kein Schlagwort heißt so.
label-new = Neues Schlagwort „{ $name }“
label-important = Wichtig
label-work = Dienstlich
label-personal = Persönlich
label-to-do = Zu erledigen
label-later = Später
chooser-count = { $count ->
    [0] Nichts passt
    [one] 1 passt
   *[other] { $count } passen
}
for-ever-title = Endgültig löschen?
for-ever-question = { $count ->
    [one] Diese Nachricht wird endgültig gelöscht. Das lässt sich nicht rückgängig machen.
   *[other] { $count } Nachrichten werden endgültig gelöscht. Das lässt sich nicht rückgängig machen.
}
empty-title = Den Ordner leeren?
empty-question = { $count ->
    [one] Die eine Nachricht in „{ $name }“ wird endgültig gelöscht. Das lässt sich nicht rückgängig machen.
   *[other] Alle { $count } Nachrichten in „{ $name }“ werden endgültig gelöscht. Das lässt sich nicht rückgängig machen.
}
empty-do = Alle endgültig löschen
empty-offer = Alle endgültig löschen …
drag-count = { $count ->
    [one] 1 Nachricht
   *[other] { $count } Nachrichten
}

## The message

message = Nachricht
message-none-title = Keine Nachricht geöffnet
message-none-text = Wählen Sie eine aus der Liste, oder drücken Sie ? für die Tastenkürzel.
message-loading = Nachricht wird geladen …
message-failed-title = Diese Nachricht konnte nicht geöffnet werden
message-body-failed = Der Text dieser Nachricht konnte nicht geladen werden.
message-empty = Diese Nachricht hat keinen Text.
message-frame = Inhalt der Nachricht
message-details-show = Details
message-details-hide = Weniger Details
message-from = Von
message-sender = Gesendet von
message-to = An
message-cc = Kopie
message-bcc = Blindkopie
message-reply-to = Antwort an
message-date = Datum
message-date-distance = { $date }, { $distance }
message-sent = Gesendet
message-sent-at = Gesendet { $date }
message-received = Empfangen
message-size = Größe
message-recipients-line = An { $names }
message-recipients-more = { $names } und { $count ->
    [one] 1 weitere Person
   *[other] { $count } weitere Personen
}
message-mark-read = Als gelesen markieren
message-mark-unread = Als ungelesen markieren
message-flag = Markieren
message-unflag = Markierung entfernen
message-as-text = Als Text anzeigen
message-as-html = Als HTML anzeigen
message-quote-show = Zitat anzeigen
message-quote-hide = Zitat ausblenden
message-fields = Alle Kopfzeilen
message-fields-show = Alle Kopfzeilen
message-fields-hide = Kopfzeilen ausblenden
message-menu = Mehr
message-print = Drucken …
message-window = In eigenem Fenster öffnen
message-link = Link kopieren
message-link-copied = Link kopiert.
message-seeking = Nachricht wird in anderen Ordnern gesucht …
message-nowhere-title = Diese Nachricht ist nicht mehr in diesem Konto
message-nowhere-text = Sie ist nicht dort, wohin der Link führt, und in keinem Ihrer Ordner, die durchsucht werden konnten.
message-zoom-in = Vergrößern
message-zoom-out = Verkleinern
message-zoom-fit = An Breite anpassen
message-colours = Originalfarben
conversation-count = { $count ->
    [one] 1 Nachricht
   *[other] { $count } Nachrichten
}
conversation-going = { $count ->
    [one] 1 Nachricht, weitere werden gesucht …
   *[other] { $count } Nachrichten, weitere werden gesucht …
}
conversation-expand = Alle aufklappen
conversation-collapse = Alle zuklappen
message-next = Nächste Nachricht
message-previous = Vorige Nachricht
neighbours = Nachbarn
neighbours-place = { $number } von { $total }
person-menu = { $name }
person-write-to = An diese Adresse schreiben
person-copy-address = Adresse kopieren
person-search-from = Nachrichten von dieser Adresse suchen
person-search-with = Nachrichten von oder an diese Adresse suchen
person-copy-both = Name und Adresse kopieren
people-more = { $count ->
    [one] und 1 weitere Person
   *[other] und { $count } weitere Personen
}
prefer-mark-read = Als gelesen markieren
prefer-mark-read-at-once = Sofort
prefer-mark-read-after-pause = Nach 3 Sekunden
prefer-mark-read-never = Nie von selbst
prefer-every-message = Jede Nachricht
prefer-text = Reiner Text, wo vorhanden
prefer-dark = Nachts abdunkeln
source = Quelltext
source-copy = Kopieren
source-show = Quelltext anzeigen
source-hide = Quelltext ausblenden
warning-look-alike = Die Domain { $domain } des Absenders sieht aus wie { $like }, ist aber eine andere.
warning-mixed-letters = Die Domain { $domain } des Absenders mischt Buchstaben verschiedener Schriften.
warning-name-claims = Der Absender nennt sich { $claimed }, die Nachricht kommt aber von { $actual }.
warning-reply-elsewhere = Antworten auf diese Nachricht gehen woanders hin: an { $address }.
warning-not-authenticated = Ihr Mailserver konnte nicht bestätigen, dass sie von ihrem Absender kommt ({ $methods }).
warning-link-elsewhere = Ein Link, der { $shown } lautet, führt zu { $target }.
warning-several-authors = Diese Nachricht nennt mehrere Autoren und keinen Absender.
warning-hidden-characters = Namen oder Betreff enthielten verborgene Zeichen, die nicht angezeigt werden.
protection-pgp-signed = Mit OpenPGP unterschrieben. Die Unterschrift wurde nicht geprüft.
protection-pgp-encrypted = Mit OpenPGP verschlüsselt. Porthole kann sie nicht öffnen.
protection-smime-signed = Mit S/MIME unterschrieben. Die Unterschrift wurde nicht geprüft.
protection-smime-encrypted = Mit S/MIME verschlüsselt. Porthole kann sie nicht öffnen.
message-toolbar = Aktionen für die Nachricht
remote-images = { $count ->
    [one] 1 externes Bild ist blockiert.
   *[other] { $count } externe Bilder sind blockiert.
}
remote-trackers = { $count ->
    [one] 1 Tracker ist blockiert.
   *[other] { $count } Tracker sind blockiert.
}
remote-both = { $images } und { $trackers } sind blockiert.
remote-images-count = { $count ->
    [one] 1 externes Bild
   *[other] { $count } externe Bilder
}
remote-trackers-count = { $count ->
    [one] 1 Tracker
   *[other] { $count } Tracker
}
link-through = { $target } (über { $host })
link-sheet-title = Diesen Link öffnen?
link-sheet-open = Öffnen
link-sheet-copy = Adresse kopieren
remote-show = Bilder anzeigen
receipt-asked = { $name } bittet um eine Bestätigung, dass Sie diese Nachricht gesehen haben.
receipt-asked-elsewhere = { $name } bittet um eine Bestätigung an { $address }, dass Sie diese Nachricht gesehen haben.
receipt-send = Bestätigung senden
receipt-not-now = Nicht jetzt
receipt-sending = Bestätigung wird gesendet …
receipt-subject = Gesehen: { $subject }
receipt-text = Ihre Nachricht „{ $subject }“ an { $address } wurde auf einem Bildschirm angezeigt. Das sagt nicht, dass sie gelesen oder verstanden wurde.
unsubscribe = Abbestellen …
unsubscribe-title = Abbestellen
unsubscribe-by-mail = Eine E-Mail von { $from } an { $to } meldet Sie von dieser Liste ab.
unsubscribe-send = E-Mail senden
unsubscribe-at-page = Auf der Website des Absenders abbestellen (öffnet sich in einem neuen Tab):
unsubscribe-at-page-too = Oder auf der Website des Absenders abbestellen (öffnet sich in einem neuen Tab):
unsubscribe-sending = Wird abbestellt …
unsubscribe-sent = Die E-Mail zum Abbestellen wurde gesendet.
remote-always = Immer von { $name }
remote-no-more = Bilder von { $name } nicht mehr anzeigen
attachments = { $count ->
    [one] 1 Anhang
   *[other] { $count } Anhänge
}
attachments-more = { $count ->
    [one] 1 weiteren Anhang anzeigen
   *[other] { $count } weitere Anhänge anzeigen
}
attachments-inline = { $count ->
    [one] 1 Bild im Text als Datei anzeigen
   *[other] { $count } Bilder im Text als Dateien anzeigen
}
attachments-save = Alle speichern
attachments-cancel = Speichern aller abbrechen
attachment-open = { $name } öffnen
attachment-save = { $name } speichern
attachment-cancel = Speichern von { $name } abbrechen
attachment-retry = { $name } noch einmal speichern
attachment-progress = { $received } von { $total }, { $rate } pro Sekunde
attachment-failed = Konnte nicht gespeichert werden
attachment-saved = Gespeichert

message-save = Als Datei speichern
within-back = Zurück
within-of = Angehängt an

## A file on screen

viewer-place = { $number } von { $all }
viewer-previous = Vorige Datei
viewer-next = Nächste Datei
viewer-save = Speichern
viewer-loading = Datei wird geladen …
viewer-failed = Diese Datei konnte nicht geladen werden.
viewer-retry = Noch einmal versuchen
viewer-cannot = Diese Datei kann hier nicht angezeigt werden. Speichern Sie sie, um sie mit einem anderen Programm zu öffnen.
viewer-cut = Nur der Anfang wird angezeigt. Speichern Sie die Datei, um sie ganz zu sehen.
viewer-enlarge = Vergrößern
viewer-shrink = Verkleinern
viewer-fit = Einpassen
viewer-actual = Originalgröße
viewer-wrap = Zeilen umbrechen
viewer-text = Inhalt von { $name }

## Invitations and contacts

invitation = Einladung: { $summary }
invitation-untitled = Termin ohne Titel
invitation-kind = Einladung
invitation-kind-updated = Einladung, geändert
invitation-kind-event = Termin
invitation-kind-series = Weitere Termine einer Serie
invitation-kind-refresh = Bitte um die aktuelle Einladung
invitation-kind-declined-counter = Ihr Vorschlag wurde nicht angenommen
invitation-cancelled = Abgesagt
invitation-cancelled-text = Dieser Termin findet nicht statt.
invitation-cancelled-date = Dieser Termin der Serie findet nicht statt.
invitation-tentative = Noch nicht sicher
invitation-one-date = Hier geht es um einen Termin einer Serie.
invitation-proposes = { $name } schlägt eine andere Zeit vor
invitation-accepted-by = { $name } hat zugesagt
invitation-tentative-by = { $name } hat unter Vorbehalt zugesagt
invitation-declined-by = { $name } hat abgesagt
invitation-delegated-by = { $name } schickt jemand anderen
invitation-answered-by = { $name } hat geantwortet
invitation-somebody = Jemand
invitation-when = Wann
invitation-repeats = Wiederholt sich
invitation-where = Wo
invitation-join = Teilnehmen
invitation-organizer = Von
invitation-attendees = Eingeladen
invitation-page = Webseite
invitation-description = Beschreibung
invitation-comment = Kommentar
invitation-count = { $count ->
    [one] 1 Person
   *[other] { $count } Personen
}
invitation-count-accepted = { $count } zugesagt
invitation-count-tentative = { $count } unter Vorbehalt
invitation-count-declined = { $count } abgesagt
invitation-attendees-more = { $count ->
    [one] und 1 weitere Person
   *[other] und { $count } weitere Personen
}
attendee-needs-action = noch keine Antwort
attendee-accepted = zugesagt
attendee-tentative = unter Vorbehalt
attendee-declined = abgesagt
attendee-delegated = vertreten
attendee-optional = optional
attendee-informed = zur Information
attendee-room = Raum
event-today = Heute
event-tomorrow = Morgen
event-yesterday = Gestern
event-elsewhere = { $span } in { $zone }
event-zone-unknown = Zeitzone des Absenders: { $zone }
event-no-time = Die Zeit ist nicht angegeben.
calendar-task = Aufgabe
calendar-journal = Tagebucheintrag
calendar-free-busy = Wann jemand frei ist
cards-more = { $count ->
    [one] 1 weiteren anzeigen
   *[other] { $count } weitere anzeigen
}
cards-cut = Die Datei enthält mehr, als hier gezeigt wird. Speichern Sie sie, um alles zu sehen.
recurs-daily = { $count ->
    [one] Jeden Tag
   *[other] Alle { $count } Tage
}
recurs-weekly = { $count ->
    [one] Jede Woche
   *[other] Alle { $count } Wochen
}
recurs-monthly = { $count ->
    [one] Jeden Monat
   *[other] Alle { $count } Monate
}
recurs-yearly = { $count ->
    [one] Jedes Jahr
   *[other] Alle { $count } Jahre
}
recurs-often = Mehrmals am Tag
recurs-in = { $rule } im { $months }
recurs-on = { $rule }: { $days }
recurs-until = { $rule } bis { $date }
recurs-times = { $count ->
    [one] { $rule }, einmal
   *[other] { $rule }, { $count }-mal
}
recurs-partly = { $rule }, mit weiteren Bedingungen
recurs-first = erster { $day }
recurs-second = zweiter { $day }
recurs-third = dritter { $day }
recurs-fourth = vierter { $day }
recurs-last = letzter { $day }
recurs-nth = { $count }. { $day }
recurs-nth-last = { $count }. { $day } vom Ende
recurs-day = { $count }. Tag
recurs-day-last = { $count }. Tag vom Ende
recurs-last-day = letzter Tag
answer = Ihre Antwort
answer-accept = Zusagen
answer-tentative = Unter Vorbehalt
answer-decline = Absagen
answer-as = Antworten als
answer-comment = Kommentar an den Organisator
answer-comment-add = Kommentar hinzufügen
answer-by-file = Von hier kann keine E-Mail gesendet werden: Ihre Antwort wird als Datei gespeichert, die Sie an { $name } senden können.
answer-file = antwort.ics
answer-subject-accepted = Zugesagt: { $summary }
answer-subject-tentative = Unter Vorbehalt: { $summary }
answer-subject-declined = Abgesagt: { $summary }
answer-told-accepted = { $name } sagt zu.
answer-told-tentative = { $name } sagt unter Vorbehalt zu.
answer-told-declined = { $name } sagt ab.
answer-accepted = Sie haben am { $date } zugesagt.
answer-accepted-tentatively = Sie haben am { $date } unter Vorbehalt zugesagt.
answer-declined = Sie haben am { $date } abgesagt.
answer-sending = Ihre Antwort wird gesendet …
answer-saved = Ihre Antwort wurde als Datei gespeichert.
answer-waits = Ihre Antwort konnte noch nicht gesendet werden; es wird wieder versucht.
answer-failed = Ihre Antwort wurde nicht gesendet.
answer-unknown = Die Verbindung brach ab, während Ihre Antwort gesendet wurde. Vielleicht ist sie angekommen.
answer-again = Noch einmal senden
contact = Kontakt: { $name }
contact-email = E-Mail
contact-phone = Telefon
contact-address = Anschrift
contact-page = Webseite
contact-birthday = Geburtstag
contact-note = Notiz
contact-home = privat
contact-work = dienstlich
contact-mobile = mobil
contact-fax = Fax
contact-photo = Bild von { $name }
contact-copy = { $value } kopieren
contact-copied = Kopiert

## The connection

connection-offline = Sie sind offline. Was geladen wurde, bleibt lesbar.
connection-lost = Die Verbindung zum Mailserver ist abgebrochen.
connection-retry-in = { $count ->
    [one] Neuer Versuch in 1 Sekunde.
   *[other] Neuer Versuch in { $count } Sekunden.
}
connection-retry-now = Jetzt versuchen
connection-reconnecting = Verbindung wird wiederhergestellt …
connection-back = Wieder verbunden.

## New mail

new-mail-one = Neue Nachricht von { $sender }: { $subject }
new-mail-many = { $count ->
    [one] 1 neue Nachricht
   *[other] { $count } neue Nachrichten
}
title-page = { $name } – Porthole
title-unread = ({ $unread }) { $name } – Porthole

## The shortcuts

shortcuts-title = Tastenkürzel
shortcuts-then = dann
palette = Alles finden
palette-field = Ein Befehl, ein Ordner, eine Suche
palette-move-to = Verschieben nach { $name }
palette-settings = Einstellungen: { $section }
palette-set = { $setting }: { $value }
palette-write-to = An { $name } schreiben
palette-search-for = In allen Nachrichten nach „{ $text }“ suchen
palette-recent = Kürzlich gesucht
keys-characters = Tasten ohne Strg
keys-characters-on = Buchstaben, Ziffern und Zeichen sind Tastenkürzel
keys-characters-hint = Schalten Sie dies aus, wenn Sie Ihrem Computer diktieren oder leicht an Tasten geraten: Dann wirken nur Pfeile, Entf und Tasten mit Strg oder Alt.
keys-hint = Wählen Sie „Tasten hinzufügen“ und drücken Sie dann, was Sie möchten: eine Taste oder zwei nacheinander. Ein Klick auf eine Taste nimmt sie weg.
keys-add = Tasten hinzufügen
keys-add-to = Tasten hinzufügen: { $command }
keys-press = Tasten drücken …
keys-then = { $key } und dann …
keys-remove = { $keys } entfernen: { $command }
keys-reset = Zurücksetzen
keys-reset-of = Zurücksetzen: { $command }
keys-reset-all = Alle Tasten zurücksetzen
keys-added = { $keys } wurde hinzugefügt: { $command }
keys-taken = { $keys } gehört zu: { $commands }
keys-take-over = Stattdessen hier verwenden
keys-refused = { $key } kann nicht gewählt werden: Ihr Browser, Ihr System oder die Liste braucht diese Taste.
commands-composer = Beim Schreiben
commands-list = Die Liste
commands-selecting = Auswählen
commands-acting = Mit Nachrichten
commands-writing = Schreiben
commands-message = Die geöffnete Nachricht
commands-going = Anderswohin
commands-folders = Ordner
commands-page = Die Seite
shortcut-next = Nächste Nachricht
shortcut-previous = Vorige Nachricht
shortcut-unfold = Alle Nachrichten einer Unterhaltung zeigen
shortcut-fold = Eine Zeile für die Unterhaltung zeigen
shortcut-open = Nachricht öffnen; noch einmal, um sie mit der Tastatur zu lesen
shortcut-close = Zurück zur Liste
shortcut-first = Erste Nachricht
shortcut-last = Letzte Nachricht
shortcut-page-down = Eine Seite weiter
shortcut-page-up = Eine Seite zurück
shortcut-select = Auswählen oder Auswahl aufheben
shortcut-select-next = Auch die nächste auswählen
shortcut-select-previous = Auch die vorige auswählen
shortcut-select-to-first = Bis zur ersten auswählen
shortcut-select-to-last = Bis zur letzten auswählen
shortcut-select-page-down = Eine Seite weiter auswählen
shortcut-select-page-up = Eine Seite zurück auswählen
shortcut-select-all = Alle auswählen
shortcut-select-none = Nichts auswählen
shortcut-select-read = Die gelesenen auswählen
shortcut-select-unread = Die ungelesenen auswählen
shortcut-select-flagged = Die markierten auswählen
shortcut-select-unflagged = Die nicht markierten auswählen
shortcut-archive = Archivieren
shortcut-archive-next = Archivieren und die nächste öffnen
shortcut-archive-previous = Archivieren und die vorige öffnen
shortcut-delete = Löschen
shortcut-delete-for-ever = Endgültig löschen
shortcut-junk = Spam oder kein Spam
shortcut-move = In einen Ordner verschieben
shortcut-move-again = Dorthin verschieben, wohin solche Post zuletzt ging
shortcut-copy = In einen Ordner kopieren
shortcut-label = Schlagwort
shortcut-act-menu = Alles, was mit einer Nachricht getan werden kann
shortcut-undo = Letzte Aktion rückgängig machen
shortcut-toggle-flag = Markieren oder Markierung entfernen
shortcut-mark-read = Als gelesen markieren
shortcut-mark-unread = Als ungelesen markieren
shortcut-compose = Nachricht verfassen
shortcut-reply = Antworten
shortcut-reply-all = Allen antworten
shortcut-forward = Weiterleiten
shortcut-next-member = Nächste Nachricht der Unterhaltung
shortcut-previous-member = Vorige Nachricht der Unterhaltung
shortcut-message-menu = Mehr zur geöffneten Nachricht
shortcut-toolbar = Zu den Werkzeugen
shortcut-search = Suchen
shortcut-refresh = Nach neuen Nachrichten sehen
shortcut-palette = Befehl, Ordner oder Suche finden
shortcut-filter-folders = Ordner filtern
shortcut-go-inbox = Zum Posteingang
shortcut-go-flagged = Zu den markierten
shortcut-go-sent = Zu den gesendeten
shortcut-go-drafts = Zu den Entwürfen
shortcut-go-archive = Zum Archiv
shortcut-go-junk = Zum Spam
shortcut-go-trash = Zum Papierkorb
shortcut-go-folder = Zu einem Ordner
shortcut-go-outbox = Zum Postausgang
shortcut-go-contacts = Zu den Kontakten
shortcut-go-settings = Zu den Einstellungen
shortcut-go-none = Einen solchen Ordner gibt es nicht.
shortcut-new-folder = Neuer Ordner
shortcut-mark-all-read = Alles in diesem Ordner als gelesen markieren
shortcut-folder-properties = Eigenschaften dieses Ordners
shortcut-rename-folder = Diesen Ordner umbenennen
shortcut-empty-folder = Diesen Ordner leeren
shortcut-theme-system = Farben: wie das System
shortcut-theme-light = Farben: hell
shortcut-theme-dark = Farben: dunkel
shortcut-theme-contrast = Farben: hoher Kontrast
shortcut-layout-wide = Anordnung: Nachricht neben der Liste
shortcut-layout-stacked = Anordnung: Nachricht unter der Liste
shortcut-layout-list = Anordnung: nur die Liste
shortcut-log-out = Abmelden
shortcut-send = Senden
shortcut-save-draft = Entwurf speichern
shortcut-link = Link einfügen
shortcut-bold = Fett
shortcut-italic = Kursiv
shortcut-minimise = Nachricht beiseitelegen
shortcut-show-shortcuts = Diese Übersicht anzeigen

## Writing

undo = Rückgängig
verb-reply = Antworten
verb-reply-all = Allen antworten
verb-reply-list = Liste antworten
verb-forward = Weiterleiten
verb-forward-attached = Als Anhang weiterleiten
forward-too-many = Höchstens { $count } Nachrichten können auf einmal weitergeleitet werden.
compose-too-many = Eine Nachricht kann hier höchstens { $count } Empfänger haben. Die übrigen wurden weggelassen.
verb-as-new = Als neue bearbeiten
verb-resend = Unverändert weitersenden
verb-edit = Entwurf bearbeiten
compose-attribution = Am { $date } schrieb { $author }:
compose-forwarded = ---------- Weitergeleitete Nachricht ----------
composers = Nachrichten, die gerade geschrieben werden
composers-more = { $count ->
    [one] 1 weitere Nachricht, die gerade geschrieben wird
   *[other] { $count } weitere Nachrichten, die gerade geschrieben werden
}
composer-new = Neue Nachricht
composer-opening = Nachricht wird geöffnet …
composer-fetching = Dateien werden geholt …
composer-failed = Diese Nachricht konnte nicht geöffnet werden
composer-subject = Betreff
composer-text = Text der Nachricht
composer-send = Senden
composer-attach = Dateien anhängen
composer-more = Mehr zu dieser Nachricht
composer-save = Als Entwurf speichern
composer-save-template = Als Vorlage speichern
composer-template-saved = Als Vorlage gespeichert: „{ $name }“
composer-receipt = Lesebestätigung anfordern
composer-notices = Zustellbestätigung anfordern
composer-copy = Kopie in „Gesendet“ behalten
composer-trouble = Sie wurde nicht gesendet
composer-rich = Formatierter Text
composer-markdown = In Markdown schreiben
composer-markdown-mark = Markdown
composer-markdown-hint = Wird gesendet, wie es geschrieben ist, und daneben formatiert.
composer-priority = Priorität
composer-priority-high = Hoch
composer-priority-normal = Normal
composer-priority-low = Niedrig
composer-templates = Vorlage einfügen
composer-discard = Verwerfen
composer-minimise = Minimieren
composer-restore = Wiederherstellen
composer-maximise = Maximieren
composer-dock = Am Rand andocken
composer-window = In eigenem Fenster schreiben
composer-close = Speichern und schließen
composer-closed = Als Entwurf behalten.
composer-discarded = Die Nachricht wurde verworfen.
composer-resent = Die Nachricht geht unverändert weiter; nur ihre Empfänger sind neu.
composer-drop = Dateien hier ablegen, um sie anzuhängen
composer-add-field = { $field } hinzufügen
composer-people-count = { $count ->
    [one] 1 Empfänger. Pfeil nach links führt zu ihm.
   *[other] { $count } Empfänger. Pfeil nach links führt zu ihnen.
}
composer-files = Angehängte Dateien
composer-files-of = { $size } von höchstens { $limit }
composer-files-over = Zu groß zum Senden.
composer-files-added = { $count ->
    [one] 1 Datei angehängt.
   *[other] { $count } Dateien angehängt.
}
composer-file-remove = { $name } entfernen
composer-file-gone = Diese Datei ist nicht mehr lesbar.
# Beginnings of words, in lower case, that speak of something attached.
composer-attachment-words = anhang anhäng angehäng anlage anbei beigefüg beilieg attach enclos
composer-window-unkept = Dieser Browser behält nichts, womit ein eigenes Fenster weiterschreiben könnte.
kept-local = Auf diesem Gerät gespeichert
kept-not = Nicht auf diesem Gerät gespeichert
kept-not-why = Dieser Browser behält nichts. Deshalb wird, was Sie schreiben, in jeder Pause auf dem Server gespeichert.
kept-saving = Wird gespeichert …
kept-saved = { $time } gespeichert
kept-refused = Auf dem Server nicht gespeichert
kept-changed-elsewhere = Anderswo geändert: beide bleiben erhalten
chip-edit = Bearbeiten
chip-remove = Entfernen
chip-remove-name = { $name } entfernen
chip-removed = { $name } entfernt.
chip-move = Nach { $field } verschieben
chip-wrong-name = { $name }: Das ist keine Adresse
suggestions = Vorschläge
suggestions-group = { $count ->
    [one] Gruppe mit 1 Person
   *[other] Gruppe mit { $count } Personen
}
ask-no-recipient = Noch ist kein Empfänger angegeben.
ask-wrong = Das ist keine Adresse: { $addresses }
ask-too-large = Diese Nachricht ist { $size } groß; Ihr Mailserver nimmt höchstens { $limit } an.
ask-no-subject = Ohne Betreff senden?
ask-nothing-attached = Sie schreiben von einem Anhang, aber nichts ist angehängt. So senden?
ask-loses-looks = Als reiner Text verliert die Nachricht ihre Formatierung und ihre Bilder.
ask-make-plain = In reinen Text umwandeln
ask-back = Zurück
ask-send-anyway = Trotzdem senden
sent-leaving = „{ $subject }“ wird gesendet
sent-done = Gesendet: „{ $subject }“
sent-failed = „{ $subject }“ wurde nicht gesendet.
sent-unknown = „{ $subject }“ wurde vielleicht nicht gesendet.
sent-show = Anzeigen
outbox = Postausgang
outbox-empty = Nichts ist unterwegs.
outbox-held = Wird gleich gesendet.
outbox-queued = Wartet darauf, gesendet zu werden.
outbox-retry = Noch nicht gesendet; nächster Versuch: { $time }.
outbox-submitting = Unterwegs: { $sent } von { $total }
outbox-progress = Wie weit es ist
outbox-copying = Gesendet; die Kopie wird gespeichert.
outbox-copy-refused = Gesendet. Die Kopie für „Gesendet“ wurde abgelehnt; es wird wieder versucht.
outbox-sent = Gesendet.
outbox-failed = Sie wurde nicht gesendet.
outbox-unknown = Wurde sie gesendet?
outbox-edit = Bearbeiten
outbox-edit-this = „{ $subject }“ bearbeiten
outbox-again = Noch einmal senden
outbox-again-this = Noch einmal senden: „{ $subject }“
outbox-discard = Verwerfen
outbox-discard-this = „{ $subject }“ verwerfen
outbox-was-sent = Sie wurde gesendet
outbox-was-sent-this = Sie wurde gesendet: „{ $subject }“
recovered-title = Sie waren noch am Schreiben
recovered-later = Später
recovered-go-on = Weiterschreiben
recovered-go-on-with = „{ $subject }“ weiterschreiben
recovered-discard = Verwerfen
recovered-discard-this = „{ $subject }“ verwerfen
logout-title = Noch ist nicht alles auf dem Server
logout-drafts = Diese Entwürfe gibt es nur auf diesem Gerät:
logout-outgoing = Diese Nachrichten wurden noch nicht gesendet:
logout-contacts = { $count ->
    [one] Ein Kontakt wurde geändert, und im Konto fehlt die Änderung noch.
   *[other] { $count } Kontakte wurden geändert, und im Konto fehlen die Änderungen noch.
}
logout-settings = Einstellungen wurden geändert, und im Konto fehlen die Änderungen noch.
logout-anyway = Abmelden und verlieren
logout-stay = Angemeldet bleiben

## Problems

notice-dismiss = Ausblenden
notices = Hinweise
problem-server-words = Der Server meldet: { $words }
problem-details = Im Einzelnen: { $words }
problem-wrong-credentials = Benutzername oder Passwort ist nicht richtig.
problem-login-not-possible = Dieser Server erlaubt Porthole keine Anmeldung mit Passwort.
problem-account-needs-attention = Ihr Konto braucht Aufmerksamkeit, bevor Sie sich anmelden können. Wenden Sie sich an den Betreiber Ihres Mailservers.
problem-server-busy = Der Mailserver ist überlastet. Versuchen Sie es gleich noch einmal.
problem-unknown-upstream = Porthole ist für diesen Mailserver nicht eingerichtet.
problem-server-unreachable = Der Mailserver ist nicht erreichbar.
problem-certificate-invalid = Das Zertifikat des Mailservers ist ungültig; es wurde keine Verbindung aufgebaut.
problem-start-tls-failed = Der Mailserver bot keine verschlüsselte Verbindung an; es wurde keine aufgebaut.
problem-proxy-unreachable = Der Server von Porthole ist nicht erreichbar.
problem-proxy-refused = Der Server von Porthole hat die Verbindung abgelehnt.
problem-connection-lost = Die Verbindung ist abgebrochen.
problem-server-silent = Der Mailserver antwortet nicht.
problem-server-goodbye = Der Mailserver hat die Sitzung beendet.
problem-not-imap = Was geantwortet hat, ist kein Mailserver.
problem-mailbox-unavailable = Diesen Ordner gibt es nicht, oder er darf nicht geöffnet werden.
problem-uid-validity-changed = Dieser Ordner wurde auf dem Server neu angelegt und deshalb neu geladen.
problem-message-gone = Diese Nachricht ist nicht mehr da.
problem-change-refused = Der Server hat die Änderung abgelehnt. Sie wurde zurückgenommen.
problem-over-quota = Auf dem Mailserver ist kein Platz mehr.
problem-too-large = Das ist größer, als der Mailserver annimmt.
problem-not-permitted = Das dürfen Sie hier nicht.
problem-already-exists = Einen Ordner mit diesem Namen gibt es schon.
problem-not-offered = Das kann Ihr Mailserver nicht.
problem-changed-elsewhere = Es wurde inzwischen anderswo geändert.
problem-server-refused = Der Server hat abgelehnt.
problem-sender-refused = Ihr Mailserver nimmt keine E-Mail von dieser Ihrer Adresse an.
problem-recipients-refused = Ihr Mailserver hat die E-Mail an diesen Empfänger nicht angenommen.
problem-delivery-unknown = Die Verbindung brach im letzten Augenblick ab: Ihre E-Mail wurde vielleicht gesendet, vielleicht nicht.
problem-message-refused = Ihr Mailserver hat die Nachricht nicht angenommen.
problem-limit-exceeded = Das ist größer, als Porthole bewältigen kann.
problem-server-alert = Mitteilung Ihres Mailservers:
problem-file-unreadable = Eine Datei konnte nicht gelesen oder in diesem Browser nicht aufbewahrt werden.
problem-not-kept = Dieser Browser sagt nicht, was er aufbewahrt. Damit nichts zweimal gesendet wird, wartet die Nachricht.
problem-read-by-structure = Diese Nachricht konnte nicht vollständig abgerufen werden und wird deshalb so gezeigt, wie der Mailserver sie zerlegt hat. Etwas kann fehlen.
problem-undecodable = Ein Teil dieser Nachricht konnte nicht gelesen werden.
problem-internal = In Porthole selbst ist etwas schiefgegangen.
stopped-title = Porthole funktioniert nicht mehr
stopped-text = Auf dem Server ist nichts zu Schaden gekommen. Laden Sie die Seite neu, um weiterzumachen.
stopped-reload = Neu laden

## The editor

editor-tools = Formatierung
editor-bold = Fett
editor-italic = Kursiv
editor-underline = Unterstrichen
editor-strike = Durchgestrichen
editor-letters = Schrift und Größe
editor-font = Schrift
editor-font-sans = Ohne Serifen
editor-font-serif = Mit Serifen
editor-font-fixed = Feste Breite
editor-size = Größe
editor-size-small = Klein
editor-size-normal = Normal
editor-size-large = Groß
editor-size-huge = Sehr groß
editor-colour = Farbe
editor-colour-none = Wie üblich
editor-colour-red = Rot
editor-colour-orange = Orange
editor-colour-green = Grün
editor-colour-blue = Blau
editor-colour-violet = Violett
editor-colour-grey = Grau
editor-colour-yellow = Gelb
editor-colour-pink = Rosa
editor-colour-text = Text
editor-colour-ground = Hervorhebung
editor-bullets = Aufzählung
editor-numbers = Nummerierte Liste
editor-indent = Einrücken
editor-outdent = Ausrücken
editor-align = Ausrichtung
editor-align-start = Linksbündig
editor-align-centre = Zentriert
editor-align-end = Rechtsbündig
editor-link = Link
editor-link-address = Adresse
editor-link-text = Text
editor-link-set = Link setzen
editor-link-remove = Link entfernen
editor-link-wrong = Das führt nirgendwohin. Geben Sie eine Web- oder E-Mail-Adresse ein.
editor-image = Bild
editor-picture-size = Bildgröße
editor-picture-small = Klein
editor-picture-medium = Mittel
editor-picture-full = Volle Größe
editor-code = Code
editor-clear = Formatierung entfernen

## Contacts

contacts-list = Kontakte
contacts-detail = Kontakt
contacts-tools = Aktionen für den Kontakt
contacts-new = Neuer Kontakt
contacts-more = Mehr zu Kontakten
contacts-search = Kontakte durchsuchen
contacts-count = { $count ->
    [one] 1 Kontakt
   *[other] { $count } Kontakte
}
contacts-loading = Wird geladen …
contacts-saving = { $contacts }, wird gespeichert …
contacts-refused = Noch nicht gespeichert; es wird wieder versucht.
contacts-refused-because = Noch nicht gespeichert: { $words }
contacts-all = Alle Kontakte
contacts-group = Gruppe
contacts-groups = Gruppen
contacts-group-new = Neue Gruppe …
contacts-group-name = Name der Gruppe
contacts-group-rename = Gruppe umbenennen …
contacts-group-remove = Gruppe löschen
contacts-group-write = An Gruppe schreiben
contacts-in-groups = In { $groups }
contacts-import = vCards importieren …
contacts-export-all = Alle exportieren
contacts-export = Exportieren
contacts-write = Schreiben
contacts-edit = Bearbeiten
contacts-remove = Löschen
contacts-back = Zurück zur Liste
contacts-save = Speichern
contacts-cancel = Abbrechen
contacts-saved = Gespeichert
contacts-nobody = Geben Sie dem Kontakt zuerst einen Namen oder eine Adresse.
contacts-added = { $name } steht in Ihren Kontakten.
contacts-removed-one = { $name } wurde gelöscht.
contacts-removed = { $count ->
    [one] 1 Kontakt wurde gelöscht.
   *[other] { $count } Kontakte wurden gelöscht.
}
contacts-unsaved = Ihre Änderungen an „{ $name }“ wurden nicht gespeichert.
contacts-go-on = Weiter bearbeiten
contacts-undo = Rückgängig
contacts-gone = Diesen Kontakt gibt es nicht mehr.
contacts-choose-one = Wählen Sie einen Kontakt, um ihn hier zu sehen.
contacts-choose = { $name } auswählen
contacts-chosen = { $count ->
    [one] 1 ausgewählt
   *[other] { $count } ausgewählt
}
contacts-chosen-tools = Aktionen für die ausgewählten Kontakte
contacts-choose-none = Auswahl aufheben
contacts-empty-title = Noch keine Kontakte
contacts-empty-text = Fügen Sie jemanden hinzu, oder importieren Sie eine vCard-Datei aus einem anderen Programm.
contacts-none-found-title = Niemand gefunden
contacts-none-found-text = Durchsucht wurden Namen, Adressen, Nummern und Firmen.
contacts-group-empty-title = Diese Gruppe ist leer
contacts-group-empty-text = Wählen Sie Kontakte aus, und fügen Sie sie der Gruppe hinzu.
contacts-imported = { $count ->
    [one] 1 Kontakt wurde importiert.
   *[other] { $count } Kontakte wurden importiert.
}
contacts-imported-merged = { $count ->
    [one] 1 hat einen vorhandenen Kontakt ergänzt.
   *[other] { $count } haben vorhandene Kontakte ergänzt.
}
contacts-imported-known = { $count ->
    [one] 1 war schon da.
   *[other] { $count } waren schon da.
}
contacts-imported-skipped = { $count ->
    [one] 1 konnte nicht gelesen werden.
   *[other] { $count } konnten nicht gelesen werden.
}
contacts-imported-cut = Die Datei ist zu lang: Der Rest wurde ausgelassen.
contacts-import-failed = { $name } konnte nicht gelesen werden.
contacts-given = Vorname
contacts-family = Nachname
contacts-organization = Firma
contacts-title = Position
contacts-nickname = Spitzname
contacts-street = Straße
contacts-code = Postleitzahl
contacts-town = Ort
contacts-region = Bundesland
contacts-country = Land
contacts-birthday-form = 1990-12-31 oder --12-31
contacts-birthday-wrong = Schreiben Sie es als 1990-12-31 oder ohne Jahr als --12-31.
contacts-add-entry = Hinzufügen: { $name }
contacts-entry-remove = Diese Zeile entfernen
contacts-label-none = ohne Bezeichnung
contacts-label-of = Bezeichnung für { $name }
contacts-photo = Bild
contacts-photo-add = Bild hinzufügen
contacts-photo-replace = Bild ersetzen
contacts-photo-remove = Bild entfernen
contacts-photo-failed = Diese Datei ist kein Bild, das angezeigt werden kann.
person-add-contact = Zu Kontakten hinzufügen
contact-add = Zu Kontakten hinzufügen

## Settings

task-settings = Einstellungen
settings = Einstellungen
settings-sections = Bereiche der Einstellungen
settings-appearance = Darstellung
settings-reading = Lesen
settings-writing = Schreiben
settings-identities = Identitäten
settings-templates = Vorlagen
settings-keyboard = Tastatur
settings-notifications = Benachrichtigungen
settings-privacy = Datenschutz
settings-account = Konto
settings-ruled = Von der Administration für alle festgelegt
settings-keeping = Wird gespeichert …
settings-kept = In Ihrem Konto gespeichert
settings-refused = Nicht gespeichert
settings-images = Absender, deren Bilder immer angezeigt werden
settings-images-elsewhere = Bilder aus dem Netz
settings-images-hint = Sie verraten dem Absender, dass eine Nachricht gelesen wurde, und bleiben blockiert, bis Sie sie zeigen.
settings-images-all = Immer zeigen, außer im Spam-Ordner
settings-images-none = Noch niemand. Nachrichten mit blockierten Bildern bieten es an.
settings-images-forget = Bilder nicht mehr anzeigen
settings-format = Neue Nachrichten
settings-format-rich = Formatierter Text
settings-format-plain = Reiner Text
settings-format-markdown = Reiner Text in Markdown
settings-replies = Antworten
settings-reply-above = Über dem Zitat schreiben
settings-reply-below = Unter dem Zitat schreiben
settings-quote = Nachricht zitieren
settings-sending = Senden
settings-undo = Sekunden, in denen eine Nachricht zurückgeholt werden kann
settings-undo-hint = Bei 0 wird sofort gesendet.
settings-undo-wrong = Geben Sie eine Zahl von 0 bis 120 ein.
settings-collect = Personen vorschlagen, denen ich geschrieben habe
settings-identity-add = Identität hinzufügen
settings-identity-new = Neue Identität
settings-identity-default = Standard
settings-identity-name = Angezeigter Name
settings-identity-address = E-Mail-Adresse
settings-identity-reply-to = Antwort an
settings-identity-reply-to-hint = Wohin Antworten gehen, falls woandershin.
settings-identity-bcc = Blindkopie
settings-identity-bcc-hint = Bekommt immer eine Blindkopie.
settings-identity-signature = Signatur
settings-identity-make-default = Als Standard
settings-identity-remove = Identität löschen
settings-address-wrong = Das ist keine E-Mail-Adresse.
settings-addresses-wrong = Eine davon ist keine E-Mail-Adresse.
settings-rich = Formatierter Text
settings-no-pictures = Signaturen und Vorlagen können keine Bilder oder Dateien enthalten.
settings-templates-none = Noch keine Vorlagen.
settings-template-add = Vorlage hinzufügen
settings-template-new = Neue Vorlage
settings-template-name = Name
settings-template-name-missing = Eine Vorlage braucht einen Namen.
settings-template-subject = Betreff
settings-template-subject-hint = Leer lassen, um den Betreff der Nachricht zu behalten.
settings-template-body = Text
settings-template-placeholders = Beim Verwenden der Vorlage werden diese Wörter durch das ersetzt, was dann bekannt ist. Was nicht bekannt ist, bleibt stehen, damit Sie es ausfüllen.
settings-placeholder-name = der Name des Empfängers
settings-placeholder-first-name = der Vorname des Empfängers
settings-placeholder-address = die Adresse des Empfängers
settings-placeholder-subject = der Betreff
settings-placeholder-me = Ihr Name
settings-placeholder-date = das Datum des Tages
settings-placeholder-cursor = wo Sie weiterschreiben
settings-template-use = Nachricht damit schreiben
settings-template-remove = Vorlage löschen
settings-removed = „{ $name }“ wurde gelöscht.
settings-account-who = Angemeldet
settings-account-user = Benutzer
settings-account-server = Mailserver
settings-file = Einstellungen als Datei
settings-file-hint = Identitäten, Signaturen, Vorlagen und alles andere, was hier eingestellt ist: zum Aufbewahren oder für ein anderes Konto.
settings-export = Exportieren
settings-import = Importieren
settings-import-file = Datei mit Einstellungen
settings-import-title = Einstellungen importieren
settings-import-changed = Wird geändert
settings-import-added = Kommt hinzu
settings-import-removed = Wird entfernt
settings-import-becomes = „{ $before }“ wird zu „{ $after }“
settings-import-same = Diese Datei enthält, was schon eingestellt ist.
settings-import-cut = Das Ende dieser Datei fehlt, oder sie stammt von einer anderen Version. Entfernt wird nichts.
settings-import-damaged = { $count ->
    [one] Eine Zeile dieser Datei ist nicht lesbar und wird ausgelassen. Entfernt wird nichts.
   *[other] { $count } Zeilen dieser Datei sind nicht lesbar und werden ausgelassen. Entfernt wird nichts.
}
settings-import-now = Diese Einstellungen importieren
settings-import-cancel = Alles lassen, wie es ist
settings-imported = Die Einstellungen wurden importiert.
settings-import-wrong = Diese Datei enthält keine Einstellungen von Porthole. Nichts wurde geändert.
setting-default-identity = Standardidentität
setting-favourite = Favorit
setting-folder-colour = Ordnerfarbe
setting-identity = Identität
setting-label = Schlagwort
setting-nothing = Nichts
setting-of = { $name }: { $value }
setting-remote-from = Absender, dessen Bilder gezeigt werden
setting-search = Gespeicherte Suche
setting-template = Vorlage
setting-welcomed = Erste Fragen beantwortet

## Notifications

alert-new-mail = Neue Nachricht
alert-line = { $sender }: { $subject }
alert-in = { $what } in { $mailbox }
alert-notifications = Auf diesem Desktop
alert-on = Bei neuen Nachrichten benachrichtigen
alert-hint = Während Sie etwas anderes ansehen. Ihr Browser fragt vorher nach.
alert-missing = Dieser Browser kann hier keine Benachrichtigungen zeigen. Nötig sind ein Desktop-Browser und eine Adresse mit https.
alert-denied = Dieser Browser erlaubt Porthole keine Benachrichtigungen. Sie können sie in den Browsereinstellungen für diese Website erlauben.
alert-unasked = Dieser Browser wurde noch nicht gefragt.
alert-ask = In diesem Browser erlauben
alert-try = Jetzt eine zeigen
alert-sample-title = Dies ist eine Benachrichtigung
alert-sample-text = So erfahren Sie von neuen Nachrichten.
alert-words = Eine Benachrichtigung nennt
alert-words-full = Absender und Betreff
alert-words-little = Nur, dass es etwas Neues gibt
alert-sound = Ton
alert-sound-on = Einen leisen Ton abspielen
alert-sound-play = Jetzt abspielen
alert-folders = Weitere Ordner
alert-folders-hint = Neues im Posteingang wird immer gemeldet.

## What this browser keeps

privacy-kept = Was dieser Browser aufbewahrt
privacy-kept-session = Ihre Sitzung
privacy-kept-session-hint = Verschlüsselt, damit Neuladen kein Passwort braucht. Bis Sie sich abmelden oder den Tab schließen.
privacy-kept-unsent = Was Sie schreiben
privacy-kept-unsent-hint = Entwürfe, Nachrichten und Änderungen, bis Ihr Konto sie hat.
privacy-kept-look = Wie Sie es mögen
privacy-kept-look-hint = Farben, Breiten und Vorlieben, damit beim Öffnen nichts springt.
privacy-kept-searches = Letzte Suchen, und wohin Post verschoben wurde
privacy-kept-searches-hint = Bis Sie sich abmelden.
privacy-kept-size = Belegt: { $size }. Nachrichten selbst werden hier nie gespeichert.
privacy-forget = Diesen Computer vergessen
privacy-forget-hint = Für einen Computer, der nicht Ihrer ist: meldet Sie ab und löscht alles, was Porthole in diesem Browser aufbewahrt.
privacy-forget-button = Diesen Computer vergessen …
privacy-forget-wipes = Sie werden in allen Tabs abgemeldet, und in diesem Browser wird gelöscht:
privacy-wiped-session = die Sitzung und ihr Schlüssel
privacy-wiped-look = die Kopie der Vorlieben aller, die diesen Browser benutzt haben
privacy-wiped-searches = letzte Suchen und wohin Post verschoben wurde
privacy-wiped-files = Entwürfe, Nachrichten und Dateien, die hier warten
privacy-forget-account = Nicht Gesendetes und nicht Gespeichertes kommt vorher in Ihr Konto; geht das nicht, werden Sie gefragt. Ihr Konto selbst bleibt, wie es ist.
privacy-forget-now = Jetzt vergessen
privacy-forget-stay = Angemeldet bleiben

## The first visit

welcome = Willkommen
welcome-text = Ein paar Fragen, einmalig. Alles lässt sich später in den Einstellungen ändern.
welcome-name = Ihr Name, wie andere ihn sehen
welcome-notify = Bei neuen Nachrichten benachrichtigen
welcome-begin = Jetzt beantworten
welcome-done = Fertig
welcome-skip = Überspringen

## How the page looks

look-theme = Farben
look-theme-system = Wie das System
look-theme-light = Hell
look-theme-dark = Dunkel
look-theme-contrast = Hoher Kontrast
look-language = Sprache
look-language-system = Wie das System
look-layout = Anordnung
look-layout-wide = Nachricht neben der Liste
look-layout-stacked = Nachricht unter der Liste
look-layout-list = Nur die Liste; eine Nachricht nimmt ihren Platz ein
look-density = Dichte
look-density-comfortable = Großzügig
look-density-normal = Normal
look-density-compact = Kompakt, je eine Zeile
look-columns = Spalten
look-columns-hint = Neben dem Betreff angezeigt, wo jede Nachricht eine Zeile ist.
look-column-people = Von oder an
look-column-preview = Erste Wörter
look-column-answered = Beantwortet, weitergeleitet
look-column-attachment = Anhang
look-column-size = Größe
look-column-date = Datum
look-column-flag = Markierung
look-list = Nachrichtenliste
look-conversations = Eine Zeile je Unterhaltung
look-swipes = Zeilen wischen
look-swipes-hint = Auf Touchscreens.
look-swipe-left = Nach links wischen
look-swipe-right = Nach rechts wischen
look-swipe-read = Als gelesen oder ungelesen markieren
look-swipe-nothing = Nichts
look-groups = Nach Datum gruppieren
group-today = Heute
group-yesterday = Gestern
group-this-week = Diese Woche
group-last-week = Letzte Woche
group-this-month = Früher in diesem Monat
group-last-month = Letzter Monat
group-older = Älter
list-look = Anordnung und Dichte
list-sort = Sortieren
sort-by = Sortieren nach
sort-arrival = Eingang
sort-date = Datum
sort-from = Absender
sort-to = Empfänger
sort-subject = Betreff
sort-size = Größe
sort-conversations = Unterhaltungen
sort-direction = Reihenfolge
sort-newest = Neueste zuerst
sort-oldest = Älteste zuerst
sort-largest = Größte zuerst
sort-smallest = Kleinste zuerst
sort-a-to-z = A bis Z
sort-z-to-a = Z bis A
list-read-only = Sie können Nachrichten hier lesen, aber nicht ändern.
list-arrange = Filtern und ordnen
filter-unread = Ungelesen
filter-flagged = Markiert
filter-attachment = Anhänge

## Searching

search-field = Nachrichten durchsuchen
search-clear = Suche leeren
search-suggestions = Vorschläge
search-scope = Suchen in
search-scope-here = { $folder }
search-scope-below = { $folder } und Unterordner
search-scope-all = Alle Ordner außer Papierkorb und Spam
search-enter = Diese sind hier. Drücken Sie die Eingabetaste, um alle zu durchsuchen.
search-going = Suche läuft …
search-found = { $count ->
    [one] 1 gefunden
   *[other] { $count } gefunden
}
search-progress = { $done } von { $total } Ordnern, { $found }
search-failed = { $found }. Nicht durchsucht werden konnte: { $folders }.
search-stop = Anhalten
search-everywhere = Überall suchen
search-texts = Auch in Texten suchen
search-save = Diese Suche speichern
search-unsave = Diese Suche vergessen
search-edit-this = Diese Suche umbenennen oder vergessen
search-edit = Die Suche { $name } umbenennen oder vergessen
search-keep-title = Gespeicherte Suche
search-name = Name
search-keep = Speichern
search-kept = Die Suche wurde gespeichert.
search-nothing-title = Nichts gefunden
search-nothing-text = Keine Nachricht hier passt. Versuchen Sie andere Wörter, oder suchen Sie überall.
searches = Suchen
search-note-from = wer geschrieben hat
search-note-to = an wen
search-note-subject = Wörter des Betreffs
search-note-has = mit Anhängen
search-note-is = ungelesen, markiert, beantwortet …
search-note-in = ein Ordner
search-note-anywhere = auch Papierkorb und Spam
search-note-day = zum Beispiel 2024, 2024-03 oder 2024-03-31
search-note-label = ein Schlagwort
search-note-text = Wörter der Nachricht

# Keys, as they are called on keyboards where the language is written.
key-ctrl = Strg
key-alt = Alt
key-shift = Umschalt
key-escape = Esc
key-enter = Eingabe
key-space = Leertaste
key-delete = Entf
key-backspace = Rücktaste
key-insert = Einfg
key-home = Pos 1
key-end = Ende
key-page-up = Bild ↑
key-page-down = Bild ↓
key-menu = Menü
