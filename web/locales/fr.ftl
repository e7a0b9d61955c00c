### Ce que dit Porthole en français. On vouvoie.

product = Porthole

## Login

login-title = Se connecter
login-upstream = Serveur de messagerie
login-user = Nom d’utilisateur
login-password = Mot de passe
login-show-password = Afficher le mot de passe
login-hide-password = Masquer le mot de passe
login-submit = Se connecter
login-busy = Connexion en cours…
login-caps-lock = Le verrouillage des majuscules est activé.
login-user-missing = Saisissez votre nom d’utilisateur.
login-password-missing = Saisissez votre mot de passe.
login-language = Langue
login-no-upstream = Aucun serveur de messagerie n’est encore configuré ici.

## The frame of the app

skip-to-messages = Aller aux messages
task-bar = Tâches
task-mail = Courrier
task-compose = Écrire
task-contacts = Contacts
task-palette = Rechercher
task-shortcuts = Raccourcis
task-log-out = Déconnexion
back-to-list = Retour à la liste
close = Fermer
not-found-title = Il n’y a rien ici
not-found-text = Cette adresse ne mène à aucune page de Porthole.
not-found-link = Aller à la boîte de réception
pane-folders-width = Largeur des dossiers
pane-list-height = Hauteur de la liste des messages
pane-list-width = Largeur de la liste

## Folders

folders = Dossiers
folders-show = Afficher les dossiers
folders-hide = Masquer les dossiers
folders-filter = Filtrer les dossiers
folders-filter-none = Aucun dossier ne porte ce nom.
folder-inbox = Boîte de réception
folder-drafts = Brouillons
folder-sent = Envoyés
folder-archive = Archives
folder-junk = Indésirables
folder-trash = Corbeille
folder-all = Tous les messages
folder-flagged = Suivis
folder-important = Important
folder-unread = { $name }, { $count ->
    [one] { $count } non lu
   *[other] { $count } non lus
}

## What is done with folders

folders-favourites = Favoris
folders-others = Autres utilisateurs
folders-shared = Dossiers partagés
folders-top = Niveau supérieur
folder-actions = Actions pour { $name }
folder-count = { $count ->
    [one] { $count } dossier
   *[other] { $count } dossiers
}
folder-new = Nouveau dossier
folder-new-within = Nouveau sous-dossier…
folder-create = Créer
folder-parent = Dans
folder-name = Nom
folder-name-empty = Saisissez un nom.
folder-name-long = Ce nom est trop long.
folder-name-delimiter = Ici, un nom ne peut pas contenir « { $delimiter } ».
folder-name-control = Un nom ne peut pas contenir de caractères invisibles.
folder-name-exists = Il y a déjà un dossier de ce nom ici.
folder-rename = Renommer…
folder-rename-title = Renommer le dossier
folder-rename-act = Renommer
folder-move = Déplacer vers…
folder-move-title = Déplacer le dossier
folder-move-to = Déplacer { $name } vers
folder-move-act = Déplacer
folder-mark-all-read = Tout marquer comme lu
folder-empty = Vider…
folder-favourite = Favori
folder-subscribed = Abonné
folder-colour = Couleur…
folder-colour-of = Couleur de { $name }
folder-use = Utiliser comme…
folder-use-as = Utiliser { $name } comme
folder-use-for = Utilisé comme
folder-use-nothing = Rien de particulier
folder-use-none = Aucun
folder-properties = Propriétés…
folder-properties-title = Propriétés du dossier
folder-save = Télécharger…
folder-save-title = Télécharger le dossier
folder-save-hint = Tous les messages de « { $name } » sont réunis dans un fichier ZIP, chacun sous forme de fichier .eml.
folder-save-goes-on = Le téléchargement continue si vous fermez cette fenêtre.
folder-save-listing = Examen du contenu…
folder-saved = Téléchargement terminé.
folder-save-cancel = Annuler le téléchargement
folder-delete = Supprimer…
folder-delete-title = Supprimer le dossier
folder-delete-ask = Supprimer « { $name } » et son contenu ({ $messages }) ? Cette action est irréversible.
folder-delete-ask-all = Supprimer « { $name } » et son contenu ({ $folders }, { $messages } en tout) ? Cette action est irréversible.
folder-delete-special = C’est un dossier spécial. Il sera recréé dès qu’il sera nécessaire.
folder-delete-act = Supprimer le dossier
folder-full-name = Nom complet sur le serveur
folder-messages = Messages
folder-unread-messages = Non lus
folder-size = Taille
folder-unknown = Inconnu
folder-may = Vous pouvez
folder-acl = Qui a accès
cancel = Annuler
yes = Oui
no = Non
colour-none = Aucune couleur
colour-red = Rouge
colour-orange = Orange
colour-yellow = Jaune
colour-green = Vert
colour-teal = Turquoise
colour-blue = Bleu
colour-violet = Violet
right-none = rien
right-read = lire
right-seen = marquer comme lu
right-flags = suivre
right-insert = ajouter des messages
right-delete = supprimer des messages
right-create = créer des sous-dossiers
right-remove = supprimer ou renommer le dossier
right-administer = le partager
role-reader = Peut lire
role-writer = Peut lire et modifier
role-owner = Peut tout faire
role-other = Autres droits ({ $letters })
acl-who = Utilisateur
acl-may = Ses droits
acl-may-of = Droits de { $name }
acl-add = Ajouter
acl-remove = Retirer
quota = Stockage
quota-storage = { $used } utilisés sur { $limit }
quota-messages = { $used } messages utilisés sur { $limit }
quota-scarce = Presque plein

## The settings of folders

settings-folders = Dossiers
settings-folders-purposes = Dossiers spéciaux
settings-folders-purposes-hint = Où vont les messages envoyés, archivés ou supprimés. Si le serveur ne retient pas ce choix, vos paramètres le font.
settings-folders-shown = Dans la liste des dossiers
settings-folders-subscribed-only = N’afficher que les dossiers abonnés
settings-folders-all = Tous les dossiers
settings-folders-all-hint = La plupart des autres programmes n’affichent que les dossiers abonnés.
settings-folders-subscribe = Abonné à { $name }
settings-folders-stale = Vous y êtes abonné, mais ces dossiers n’existent pas.
settings-folders-unsubscribe = Se désabonner de { $name }
settings-folders-end = Se désabonner
settings-labels-hint = Les étiquettes sont conservées avec les messages ; les autres programmes les voient aussi.
settings-label-name = Nom de l’étiquette { $name }
settings-label-up = Monter { $name }
settings-label-down = Descendre { $name }
settings-label-place = { $name } : { $place } sur { $total }
settings-label-remove = Supprimer l’étiquette { $name }
settings-label-reset = Rendre à { $name } son nom habituel
settings-label-exists = Cette étiquette existe déjà.
settings-label-new = Nouvelle étiquette
settings-label-add = Ajouter une étiquette

## The list

list = Messages
list-of = Messages dans { $name }
list-refresh = Actualiser
list-found = Résultats de la recherche
list-count = { $count ->
    [one] { $count } message
   *[other] { $count } messages
}
list-conversations = { $count ->
    [one] { $count } conversation
   *[other] { $count } conversations
}
list-count-unread = { $messages }, { $count ->
    [one] { $count } non lu
   *[other] { $count } non lus
}
list-empty-title = Rien ici
list-empty-text = Les messages qui arrivent dans ce dossier s’affichent d’eux-mêmes.
list-inbox-empty-title = Vous êtes à jour
list-inbox-empty-text = Les nouveaux messages s’affichent ici dès leur arrivée.
list-failed-title = Impossible d’ouvrir ce dossier
row-unread = Non lu
row-answered = Répondu
row-forwarded = Transféré
row-attachment = Contient une pièce jointe
row-flag = Suivre
row-unflag = Ne plus suivre
row-no-subject = (sans objet)
row-no-sender = (sans expéditeur)
row-no-recipient = (sans destinataire)
row-recipients = À : { $names }
row-me = moi
row-folded = Une ligne pour la conversation
row-unfolded = { $count ->
    [one] { $count } message affiché
   *[other] { $count } messages affichés
}
row-unfold = { $count ->
    [one] { $count } message dans cette conversation
   *[other] { $count } messages dans cette conversation
}
row-answers = { $count ->
    [one] dont { $count } de vous
   *[other] dont { $count } de vous
}
row-date-size = { $date }, { $size }
listing-next = { $before }, { $next }

# Selecting and acting
select-row = Sélectionner
select-count = { $count ->
    [one] { $count } sélectionné
   *[other] { $count } sélectionnés
}
select-none-heard = Aucune sélection
select-none = Ne rien sélectionner
select-all = { $count ->
    [one] Sélectionner le message
   *[other] Sélectionner les { $count }
}
select-toolbar = Messages sélectionnés
act-menu = Actions
act-more = Plus
act-archive = Archiver
act-delete = Supprimer
act-delete-for-ever = Supprimer définitivement…
act-junk = Indésirable
act-not-junk = Acceptable
act-move = Déplacer…
act-copy = Copier…
act-label = Étiquette…
act-open = Ouvrir
act-mark-read = Marquer comme lu
act-mark-unread = Marquer comme non lu
act-flag = Suivre
act-unflag = Ne plus suivre
act-cancel = Annuler
act-undone = Action annulée.
act-progress = Progression
act-nothing-meant = Sélectionnez d’abord un message.
act-nothing-to-undo = Il n’y a rien à annuler.
act-already-there = Ils y sont déjà.
act-moved = { $count ->
    [one] Message déplacé vers { $name }.
   *[other] { $count } messages déplacés vers { $name }.
}
act-moving = { $count ->
    [one] Déplacement d’un message vers { $name }…
   *[other] Déplacement de { $count } messages vers { $name }…
}
act-copied = { $count ->
    [one] Message copié vers { $name }.
   *[other] { $count } messages copiés vers { $name }.
}
act-copying = { $count ->
    [one] Copie d’un message vers { $name }…
   *[other] Copie de { $count } messages vers { $name }…
}
act-removed = { $count ->
    [one] Message supprimé définitivement.
   *[other] { $count } messages supprimés définitivement.
}
act-removing = { $count ->
    [one] Suppression définitive d’un message…
   *[other] Suppression définitive de { $count } messages…
}
act-changing = { $count ->
    [one] Modification d’un message…
   *[other] Modification de { $count } messages…
}
act-changed = { $count ->
    [one] Message modifié.
   *[other] { $count } messages modifiés.
}
act-read = { $count ->
    [one] Message marqué comme lu.
   *[other] { $count } messages marqués comme lus.
}
act-unread = { $count ->
    [one] Message marqué comme non lu.
   *[other] { $count } messages marqués comme non lus.
}
act-flagged = { $count ->
    [one] Message suivi.
   *[other] { $count } messages suivis.
}
act-unflagged = { $count ->
    [one] Suivi retiré.
   *[other] Suivi retiré de { $count } messages.
}
act-labelled = { $count ->
    [one] Étiquette { $name } ajoutée au message.
   *[other] Étiquette { $name } ajoutée à { $count } messages.
}
act-unlabelled = { $count ->
    [one] Étiquette { $name } retirée.
   *[other] Étiquette { $name } retirée de { $count } messages.
}
move-title = Déplacer vers un dossier
copy-title = Copier vers un dossier
move-field = Saisissez le nom d’un dossier
move-none = Aucun dossier ne porte ce nom.
label-title = Étiquettes
label-field = Saisissez le nom d’une étiquette
label-none = Aucune étiquette ne porte ce nom.
label-new = Nouvelle étiquette « { $name } »
label-important = Important
label-work = Travail
label-personal = Personnel
label-to-do = À faire
label-later = Peut attendre
chooser-count = { $count ->
    [0] Aucun résultat
    [one] { $count } résultat
   *[other] { $count } résultats
}
for-ever-title = Supprimer définitivement ?
for-ever-question = { $count ->
    [one] Ce message sera supprimé définitivement. Cette action est irréversible.
   *[other] { $count } messages seront supprimés définitivement. Cette action est irréversible.
}
empty-title = Vider le dossier ?
empty-question = { $count ->
    [one] Le message de « { $name } » sera supprimé définitivement. Cette action est irréversible.
   *[other] Les { $count } messages de « { $name } » seront supprimés définitivement. Cette action est irréversible.
}
empty-do = Tout supprimer définitivement
empty-offer = Tout supprimer définitivement…
drag-count = { $count ->
    [one] { $count } message
   *[other] { $count } messages
}

## The message

message = Message
message-none-title = Aucun message ouvert
message-none-text = Choisissez-en un dans la liste, ou appuyez sur ? pour voir les raccourcis.
message-loading = Chargement du message…
message-failed-title = Impossible d’ouvrir ce message
message-body-failed = Le texte de ce message n’a pas pu être chargé.
message-empty = Ce message n’a pas de texte.
message-frame = Contenu du message
message-details-show = Détails
message-details-hide = Moins de détails
message-from = De
message-sender = Envoyé par
message-to = À
message-cc = Copie à
message-bcc = Copie cachée à
message-reply-to = Répondre à
message-date = Date
message-date-distance = { $date }, { $distance }
message-sent = Envoyé
message-sent-at = Envoyé : { $date }
message-received = Reçu
message-size = Taille
message-recipients-line = À { $names }
message-recipients-more = { $names } et { $count ->
    [one] { $count } autre
   *[other] { $count } autres
}
message-mark-read = Marquer comme lu
message-mark-unread = Marquer comme non lu
message-flag = Suivre
message-unflag = Ne plus suivre
message-as-text = Afficher en texte
message-as-html = Afficher en HTML
message-quote-show = Afficher la citation
message-quote-hide = Masquer la citation
message-fields = Tous les en-têtes
message-fields-show = Tous les en-têtes
message-fields-hide = Masquer les en-têtes
message-menu = Plus
message-print = Imprimer…
message-window = Ouvrir dans sa propre fenêtre
message-link = Copier le lien
message-link-copied = Lien copié.
message-seeking = Recherche du message dans d’autres dossiers…
message-nowhere-title = Ce message n’est plus dans ce compte
message-nowhere-text = Il n’est pas là où mène le lien, ni dans aucun des dossiers qui ont pu être parcourus.
message-zoom-in = Agrandir
message-zoom-out = Réduire
message-zoom-fit = Ajuster à la largeur
message-colours = Couleurs d’origine
conversation-count = { $count ->
    [one] { $count } message
   *[other] { $count } messages
}
conversation-going = { $count ->
    [one] { $count } message, recherche en cours…
   *[other] { $count } messages, recherche en cours…
}
conversation-expand = Tout développer
conversation-collapse = Tout réduire
message-next = Message suivant
message-previous = Message précédent
neighbours = Voisins
neighbours-place = { $number } sur { $total }
person-menu = { $name }
person-write-to = Écrire à cette adresse
person-copy-address = Copier l’adresse
person-search-from = Rechercher les messages de cette adresse
person-search-with = Rechercher les messages de ou à cette adresse
person-copy-both = Copier le nom et l’adresse
people-more = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
}
prefer-mark-read = Marquer comme lu
prefer-mark-read-at-once = Immédiatement
prefer-mark-read-after-pause = Après 3 secondes
prefer-mark-read-never = Jamais de soi-même
prefer-every-message = Chaque message
prefer-text = Texte brut quand il existe
prefer-dark = Assombrir la nuit
source = Source
source-copy = Copier
source-show = Afficher la source
source-hide = Masquer la source
warning-look-alike = Le domaine { $domain } de l’expéditeur ressemble à { $like }, mais c’en est un autre.
warning-mixed-letters = Le domaine { $domain } de l’expéditeur mélange des lettres de plusieurs alphabets.
warning-name-claims = L’expéditeur se nomme { $claimed }, mais le message vient de { $actual }.
warning-reply-elsewhere = Les réponses à ce message vont ailleurs : à { $address }.
warning-not-authenticated = Votre serveur de messagerie n’a pas pu confirmer que ce message vient de son expéditeur ({ $methods }).
warning-link-elsewhere = Un lien qui affiche { $shown } mène à { $target }.
warning-several-authors = Ce message cite plusieurs auteurs et aucun expéditeur.
warning-hidden-characters = Des noms ou l’objet contenaient des caractères cachés, qui ne sont pas affichés.
protection-pgp-signed = Signé avec OpenPGP. La signature n’a pas été vérifiée.
protection-pgp-encrypted = Chiffré avec OpenPGP. Porthole ne peut pas l’ouvrir.
protection-smime-signed = Signé avec S/MIME. La signature n’a pas été vérifiée.
protection-smime-encrypted = Chiffré avec S/MIME. Porthole ne peut pas l’ouvrir.
message-toolbar = Actions du message
remote-images = { $count ->
    [one] { $count } image distante est bloquée.
   *[other] { $count } images distantes sont bloquées.
}
remote-trackers = { $count ->
    [one] { $count } traqueur est bloqué.
   *[other] { $count } traqueurs sont bloqués.
}
remote-both = Contenus bloqués : { $images } et { $trackers }.
remote-images-count = { $count ->
    [one] { $count } image distante
   *[other] { $count } images distantes
}
remote-trackers-count = { $count ->
    [one] { $count } traqueur
   *[other] { $count } traqueurs
}
link-through = { $target } (en passant par { $host })
link-sheet-title = Ouvrir ce lien ?
link-sheet-open = Ouvrir
link-sheet-copy = Copier l’adresse
remote-show = Afficher les images
receipt-asked = { $name } souhaite être informé que vous avez vu ce message.
receipt-asked-elsewhere = { $name } souhaite que { $address } soit informé que vous avez vu ce message.
receipt-send = Envoyer l’accusé
receipt-not-now = Pas maintenant
receipt-sending = Envoi de l’accusé…
receipt-subject = Vu : { $subject }
receipt-text = Votre message « { $subject } » à { $address } a été affiché sur un écran. Cela ne dit pas qu’il a été lu ou compris.
unsubscribe = Se désabonner…
unsubscribe-title = Se désabonner
unsubscribe-by-mail = Un e-mail de { $from } à { $to } demandera votre désabonnement de cette liste.
unsubscribe-send = Envoyer l’e-mail
unsubscribe-at-page = Désabonnez-vous sur le site de l’expéditeur, qui s’ouvre dans un nouvel onglet :
unsubscribe-at-page-too = Ou désabonnez-vous sur le site de l’expéditeur, qui s’ouvre dans un nouvel onglet :
unsubscribe-sending = Désabonnement…
unsubscribe-sent = L’e-mail de désabonnement a été envoyé.
remote-always = Toujours de { $name }
remote-no-more = Ne plus afficher les images de { $name }
attachments = { $count ->
    [one] { $count } pièce jointe
   *[other] { $count } pièces jointes
}
attachments-more = { $count ->
    [one] Afficher { $count } autre pièce jointe
   *[other] Afficher { $count } autres pièces jointes
}
attachments-inline = { $count ->
    [one] Afficher { $count } image du texte comme fichier
   *[other] Afficher { $count } images du texte comme fichiers
}
attachments-save = Tout enregistrer
attachments-cancel = Arrêter de tout enregistrer
attachment-open = Ouvrir { $name }
attachment-save = Enregistrer { $name }
attachment-cancel = Arrêter d’enregistrer { $name }
attachment-retry = Réessayer d’enregistrer { $name }
attachment-progress = { $received } sur { $total }, { $rate } par seconde
attachment-failed = N’a pas pu être enregistré
attachment-saved = Enregistré

message-save = Enregistrer dans un fichier
within-back = Retour
within-of = Joint à

## A file on screen

viewer-place = { $number } sur { $all }
viewer-previous = Fichier précédent
viewer-next = Fichier suivant
viewer-save = Enregistrer
viewer-loading = Chargement du fichier…
viewer-failed = Ce fichier n’a pas pu être chargé.
viewer-retry = Réessayer
viewer-cannot = Ce fichier ne peut pas être affiché ici. Enregistrez-le pour l’ouvrir avec un autre programme.
viewer-cut = Seul le début est affiché. Enregistrez le fichier pour l’avoir en entier.
viewer-enlarge = Agrandir
viewer-shrink = Réduire
viewer-fit = Ajuster
viewer-actual = Taille réelle
viewer-wrap = Renvoyer à la ligne
viewer-text = Contenu de { $name }

## Invitations and contacts

invitation = Invitation : { $summary }
invitation-untitled = Événement sans titre
invitation-kind = Invitation
invitation-kind-updated = Invitation modifiée
invitation-kind-event = Événement
invitation-kind-series = Autres dates d’une série
invitation-kind-refresh = Demande de l’invitation à jour
invitation-kind-declined-counter = Votre proposition n’a pas été retenue
invitation-cancelled = Annulé
invitation-cancelled-text = Cet événement n’aura pas lieu.
invitation-cancelled-date = Cette date de la série n’aura pas lieu.
invitation-tentative = Pas encore certain
invitation-one-date = Il s’agit d’une seule date d’une série.
invitation-proposes = { $name } propose un autre horaire
invitation-accepted-by = { $name } a accepté
invitation-tentative-by = { $name } a accepté provisoirement
invitation-declined-by = { $name } a décliné
invitation-delegated-by = { $name } envoie quelqu’un d’autre
invitation-answered-by = { $name } a répondu
invitation-somebody = Quelqu’un
invitation-when = Quand
invitation-repeats = Répétition
invitation-where = Où
invitation-join = Participer
invitation-organizer = De
invitation-attendees = Invités
invitation-page = Page
invitation-description = Description
invitation-comment = Commentaire
invitation-count = { $count ->
    [one] { $count } personne
   *[other] { $count } personnes
}
invitation-count-accepted = { $count ->
    [one] { $count } accepté
   *[other] { $count } acceptés
}
invitation-count-tentative = { $count ->
    [one] { $count } provisoire
   *[other] { $count } provisoires
}
invitation-count-declined = { $count ->
    [one] { $count } décliné
   *[other] { $count } déclinés
}
invitation-attendees-more = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
}
attendee-needs-action = pas encore de réponse
attendee-accepted = accepté
attendee-tentative = provisoire
attendee-declined = décliné
attendee-delegated = délégué
attendee-optional = facultatif
attendee-informed = pour information
attendee-room = salle
event-today = Aujourd’hui
event-tomorrow = Demain
event-yesterday = Hier
event-elsewhere = { $span } à { $zone }
event-zone-unknown = Fuseau horaire de l’expéditeur : { $zone }
event-no-time = L’heure n’est pas indiquée.
calendar-task = Tâche
calendar-journal = Entrée de journal
calendar-free-busy = Disponibilités de quelqu’un
cards-more = { $count ->
    [one] En afficher { $count } de plus
   *[other] En afficher { $count } de plus
}
cards-cut = Le fichier contient plus que ce qui est affiché ici. Enregistrez-le pour tout voir.
recurs-daily = { $count ->
    [one] Tous les jours
   *[other] Tous les { $count } jours
}
recurs-weekly = { $count ->
    [one] Toutes les semaines
   *[other] Toutes les { $count } semaines
}
recurs-monthly = { $count ->
    [one] Tous les mois
   *[other] Tous les { $count } mois
}
recurs-yearly = { $count ->
    [one] Tous les ans
   *[other] Tous les { $count } ans
}
recurs-often = Plusieurs fois par jour
recurs-in = { $rule } en { $months }
recurs-on = { $rule } : { $days }
recurs-until = { $rule } jusqu’au { $date }
recurs-times = { $count ->
    [one] { $rule }, { $count } fois
   *[other] { $rule }, { $count } fois
}
recurs-partly = { $rule }, avec d’autres conditions
recurs-first = le premier { $day }
recurs-second = le deuxième { $day }
recurs-third = le troisième { $day }
recurs-fourth = le quatrième { $day }
recurs-last = le dernier { $day }
recurs-nth = { $day } n° { $count }
recurs-nth-last = { $day } n° { $count } en partant de la fin
recurs-day = jour { $count }
recurs-day-last = jour { $count } en partant de la fin
recurs-last-day = le dernier jour
answer = Votre réponse
answer-accept = Accepter
answer-tentative = Provisoire
answer-decline = Décliner
answer-as = Répondre en tant que
answer-comment = Commentaire pour l’organisateur
answer-comment-add = Ajouter un commentaire
answer-by-file = Aucun message ne peut être envoyé d’ici : votre réponse est enregistrée dans un fichier, que vous pouvez envoyer à { $name }.
answer-file = reponse.ics
answer-subject-accepted = Accepté : { $summary }
answer-subject-tentative = Provisoire : { $summary }
answer-subject-declined = Décliné : { $summary }
answer-told-accepted = { $name } accepte.
answer-told-tentative = { $name } accepte provisoirement.
answer-told-declined = { $name } décline.
answer-accepted = Vous avez accepté le { $date }.
answer-accepted-tentatively = Vous avez accepté provisoirement le { $date }.
answer-declined = Vous avez décliné le { $date }.
answer-sending = Envoi de votre réponse…
answer-saved = Votre réponse a été enregistrée dans un fichier.
answer-waits = Votre réponse n’a pas encore pu être envoyée ; un nouvel essai aura lieu.
answer-failed = Votre réponse n’a pas été envoyée.
answer-unknown = La connexion a été perdue pendant l’envoi de votre réponse. Elle est peut-être arrivée.
answer-again = Renvoyer
contact = Contact : { $name }
contact-email = Courriel
contact-phone = Téléphone
contact-address = Adresse
contact-page = Page web
contact-birthday = Anniversaire
contact-note = Note
contact-home = domicile
contact-work = travail
contact-mobile = mobile
contact-fax = fax
contact-photo = Photo de { $name }
contact-copy = Copier { $value }
contact-copied = Copié

## The connection

connection-offline = Vous êtes hors ligne. Ce qui a été chargé reste lisible.
connection-lost = La connexion au serveur de messagerie a été perdue.
connection-retry-in = { $count ->
    [one] Nouvel essai dans { $count } seconde.
   *[other] Nouvel essai dans { $count } secondes.
}
connection-retry-now = Réessayer maintenant
connection-reconnecting = Reconnexion…
connection-back = De nouveau connecté.

## New mail

new-mail-one = Nouveau message de { $sender } : { $subject }
new-mail-many = { $count ->
    [one] { $count } nouveau message
   *[other] { $count } nouveaux messages
}
title-page = { $name } – Porthole
title-unread = ({ $unread }) { $name } – Porthole

## The shortcuts

shortcuts-title = Raccourcis clavier
shortcuts-then = puis
palette = Tout trouver
palette-field = Une commande, un dossier, une recherche
palette-move-to = Déplacer vers { $name }
palette-settings = Paramètres : { $section }
palette-set = { $setting } : { $value }
palette-write-to = Écrire à { $name }
palette-search-for = Chercher « { $text } » dans tout le courrier
palette-recent = Recherches récentes
keys-characters = Touches sans Ctrl
keys-characters-on = Lettres, chiffres et signes sont des raccourcis
keys-characters-hint = Désactivez-les si vous parlez à votre ordinateur ou appuyez sur des touches par erreur : seules les flèches, Suppr et les touches avec Ctrl ou Alt agissent alors.
keys-hint = Appuyez sur « Ajouter des touches », puis sur ce que vous voulez : une touche, ou deux à la suite. Un clic sur une touche la retire.
keys-add = Ajouter des touches
keys-add-to = Ajouter des touches : { $command }
keys-press = Appuyez sur les touches…
keys-then = { $key } puis…
keys-remove = Retirer { $keys } : { $command }
keys-reset = Réinitialiser
keys-reset-of = Réinitialiser : { $command }
keys-reset-all = Réinitialiser toutes les touches
keys-added = { $keys } ajouté : { $command }
keys-taken = { $keys } appartient à : { $commands }
keys-take-over = L’utiliser plutôt ici
keys-refused = { $key } ne peut pas servir : votre navigateur, votre système ou la liste en a besoin.
commands-composer = Pendant la rédaction
commands-list = La liste
commands-selecting = Sélectionner
commands-acting = Agir sur les messages
commands-writing = Écrire
commands-message = Le message ouvert
commands-going = Se déplacer
commands-folders = Dossiers
commands-page = La page
shortcut-next = Message suivant
shortcut-previous = Message précédent
shortcut-unfold = Afficher tous les messages d’une conversation
shortcut-fold = Afficher une ligne par conversation
shortcut-open = Ouvrir le message ; une fois de plus pour le lire au clavier
shortcut-close = Retour à la liste
shortcut-first = Premier message
shortcut-last = Dernier message
shortcut-page-down = Une page plus bas
shortcut-page-up = Une page plus haut
shortcut-select = Sélectionner ou désélectionner
shortcut-select-next = Sélectionner aussi le suivant
shortcut-select-previous = Sélectionner aussi le précédent
shortcut-select-to-first = Sélectionner jusqu’au premier
shortcut-select-to-last = Sélectionner jusqu’au dernier
shortcut-select-page-down = Sélectionner une page plus bas
shortcut-select-page-up = Sélectionner une page plus haut
shortcut-select-all = Tout sélectionner
shortcut-select-none = Ne rien sélectionner
shortcut-select-read = Sélectionner les messages lus
shortcut-select-unread = Sélectionner les messages non lus
shortcut-select-flagged = Sélectionner les messages suivis
shortcut-select-unflagged = Sélectionner les messages non suivis
shortcut-archive = Archiver
shortcut-archive-next = Archiver et ouvrir le suivant
shortcut-archive-previous = Archiver et ouvrir le précédent
shortcut-delete = Supprimer
shortcut-delete-for-ever = Supprimer définitivement
shortcut-junk = Indésirable ou acceptable
shortcut-move = Déplacer vers un dossier
shortcut-move-again = Déplacer là où ce courrier est allé la dernière fois
shortcut-copy = Copier vers un dossier
shortcut-label = Étiquette
shortcut-act-menu = Tout ce qu’on peut faire d’un message
shortcut-undo = Annuler la dernière action
shortcut-toggle-flag = Suivre ou ne plus suivre
shortcut-mark-read = Marquer comme lu
shortcut-mark-unread = Marquer comme non lu
shortcut-compose = Écrire un message
shortcut-reply = Répondre
shortcut-reply-all = Répondre à tous
shortcut-forward = Transférer
shortcut-next-member = Message suivant de la conversation
shortcut-previous-member = Message précédent de la conversation
shortcut-message-menu = Plus pour le message ouvert
shortcut-toolbar = Aller aux outils
shortcut-search = Rechercher
shortcut-refresh = Relever les nouveaux messages
shortcut-palette = Trouver une commande, un dossier, une recherche
shortcut-filter-folders = Filtrer les dossiers
shortcut-go-inbox = Aller à la boîte de réception
shortcut-go-flagged = Aller aux messages suivis
shortcut-go-sent = Aller aux messages envoyés
shortcut-go-drafts = Aller aux brouillons
shortcut-go-archive = Aller aux archives
shortcut-go-junk = Aller aux indésirables
shortcut-go-trash = Aller à la corbeille
shortcut-go-folder = Aller à un dossier
shortcut-go-outbox = Aller à la boîte d’envoi
shortcut-go-contacts = Aller aux contacts
shortcut-go-settings = Aller aux paramètres
shortcut-go-none = Ce dossier n’existe pas.
shortcut-new-folder = Nouveau dossier
shortcut-mark-all-read = Marquer tout ce dossier comme lu
shortcut-folder-properties = Propriétés de ce dossier
shortcut-rename-folder = Renommer ce dossier
shortcut-empty-folder = Vider ce dossier
shortcut-theme-system = Thème : comme le système
shortcut-theme-light = Thème : clair
shortcut-theme-dark = Thème : sombre
shortcut-theme-contrast = Thème : contraste élevé
shortcut-layout-wide = Disposition : message à côté de la liste
shortcut-layout-stacked = Disposition : message sous la liste
shortcut-layout-list = Disposition : liste seule
shortcut-log-out = Se déconnecter
shortcut-send = Envoyer
shortcut-save-draft = Enregistrer le brouillon
shortcut-link = Insérer un lien
shortcut-bold = Gras
shortcut-italic = Italique
shortcut-minimise = Mettre la lettre de côté
shortcut-show-shortcuts = Afficher cet aide-mémoire

## Writing

undo = Annuler
verb-reply = Répondre
verb-reply-all = Répondre à tous
verb-reply-list = Répondre à la liste
verb-forward = Transférer
verb-forward-attached = Transférer en pièce jointe
forward-too-many = On peut transférer { $count } messages au plus à la fois.
compose-too-many = Un message peut avoir au plus { $count } destinataires ici. Les autres ont été omis.
verb-as-new = Modifier comme nouveau
verb-resend = Renvoyer tel quel
verb-edit = Modifier le brouillon
compose-attribution = Le { $date }, { $author } a écrit :
compose-forwarded = ---------- Message transféré ----------
composers = Messages en cours d’écriture
composers-more = { $count ->
    [one] 1 autre message en cours d’écriture
   *[other] { $count } autres messages en cours d’écriture
}
composer-new = Nouveau message
composer-opening = Ouverture du message…
composer-fetching = Récupération des fichiers…
composer-failed = Impossible d’ouvrir ce message
composer-subject = Objet
composer-text = Texte du message
composer-send = Envoyer
composer-attach = Joindre des fichiers
composer-more = Plus pour ce message
composer-save = Enregistrer comme brouillon
composer-save-template = Enregistrer comme modèle
composer-template-saved = Enregistré comme modèle : « { $name } »
composer-receipt = Demander un accusé de lecture
composer-notices = Demander un avis de remise
composer-copy = Garder une copie dans Envoyés
composer-trouble = Il n’a pas été envoyé
composer-rich = Texte enrichi
composer-markdown = Écrire en Markdown
composer-markdown-mark = Markdown
composer-markdown-hint = Envoyé tel que saisi, et mis en forme à côté.
composer-priority = Priorité
composer-priority-high = Haute
composer-priority-normal = Normale
composer-priority-low = Basse
composer-templates = Insérer un modèle
composer-discard = Abandonner
composer-minimise = Réduire
composer-restore = Restaurer
composer-maximise = Agrandir
composer-dock = Ancrer au bord
composer-window = Écrire dans sa propre fenêtre
composer-close = Enregistrer et fermer
composer-closed = Gardé comme brouillon.
composer-discarded = Le message a été abandonné.
composer-resent = Le message repart tel quel ; seuls ses destinataires changent.
composer-drop = Déposez des fichiers ici pour les joindre
composer-add-field = Ajouter { $field }
composer-people-count = { $count ->
    [one] { $count } destinataire. Flèche gauche pour l’atteindre.
   *[other] { $count } destinataires. Flèche gauche pour les atteindre.
}
composer-files = Fichiers joints
composer-files-of = { $size } sur { $limit } au plus
composer-files-over = Trop gros pour être envoyé.
composer-files-added = { $count ->
    [one] { $count } fichier joint.
   *[other] { $count } fichiers joints.
}
composer-file-remove = Retirer { $name }
composer-file-gone = Ce fichier n’est plus lisible.
# Beginnings of words, in lower case, that speak of something attached.
composer-attachment-words = joint jointe jointes pièce annexe ci-joint attach
composer-window-unkept = Ce navigateur ne garde rien avec quoi une fenêtre séparée pourrait continuer.
kept-local = Gardé sur cet appareil
kept-not = Non gardé sur cet appareil
kept-not-why = Ce navigateur ne garde rien : ce que vous écrivez est donc enregistré sur le serveur à chaque pause.
kept-saving = Enregistrement…
kept-saved = Enregistré { $time }
kept-refused = Non enregistré sur le serveur
kept-changed-elsewhere = Modifié ailleurs : les deux sont gardés
chip-edit = Modifier
chip-remove = Retirer
chip-remove-name = Retirer { $name }
chip-removed = { $name } retiré.
chip-move = Déplacer vers { $field }
chip-wrong-name = { $name } : ce n’est pas une adresse
suggestions = Suggestions
suggestions-group = { $count ->
    [one] Groupe de { $count }
   *[other] Groupe de { $count }
}
ask-no-recipient = Aucun destinataire n’est encore indiqué.
ask-wrong = Ce n’est pas une adresse : { $addresses }
ask-too-large = Ce message fait { $size } ; votre serveur de messagerie accepte au plus { $limit }.
ask-no-subject = Envoyer sans objet ?
ask-nothing-attached = Vous parlez d’une pièce jointe, et rien n’est joint. Envoyer ainsi ?
ask-loses-looks = En texte brut, il perd sa mise en forme et ses images.
ask-make-plain = Passer en texte brut
ask-back = Retour
ask-send-anyway = Envoyer quand même
sent-leaving = Envoi de « { $subject } »
sent-done = Envoyé : « { $subject } »
sent-failed = « { $subject } » n’a pas été envoyé.
sent-unknown = « { $subject } » n’a peut-être pas été envoyé.
sent-show = Afficher
outbox = Boîte d’envoi
outbox-empty = Rien n’est en route.
outbox-held = Part dans un instant.
outbox-queued = Attend d’être envoyé.
outbox-retry = Pas encore envoyé ; prochain essai : { $time }.
outbox-submitting = En route : { $sent } sur { $total }
outbox-progress = Avancement
outbox-copying = Envoyé ; sa copie est en cours d’enregistrement.
outbox-copy-refused = Envoyé. La copie pour Envoyés a été refusée ; un nouvel essai aura lieu.
outbox-sent = Envoyé.
outbox-failed = Il n’a pas été envoyé.
outbox-unknown = A-t-il été envoyé ?
outbox-edit = Modifier
outbox-edit-this = Modifier « { $subject } »
outbox-again = Renvoyer
outbox-again-this = Renvoyer « { $subject } »
outbox-discard = Abandonner
outbox-discard-this = Abandonner « { $subject } »
outbox-was-sent = Il a été envoyé
outbox-was-sent-this = Il a été envoyé : « { $subject } »
recovered-title = Vous étiez en train d’écrire
recovered-later = Plus tard
recovered-go-on = Continuer
recovered-go-on-with = Continuer « { $subject } »
recovered-discard = Abandonner
recovered-discard-this = Abandonner « { $subject } »
logout-title = Tout n’est pas encore sur le serveur
logout-drafts = Ces brouillons ne sont que sur cet appareil :
logout-outgoing = Ces messages n’ont pas encore été envoyés :
logout-contacts = { $count ->
    [one] Un contact a été modifié, et le compte ne l’a pas encore.
   *[other] { $count } contacts ont été modifiés, et le compte ne les a pas encore.
}
logout-settings = Des paramètres ont été modifiés, et le compte ne les a pas encore.
logout-anyway = Se déconnecter et les perdre
logout-stay = Rester

## Problems

notice-dismiss = Fermer
notices = Avis
problem-server-words = Le serveur dit : { $words }
problem-details = En détail : { $words }
problem-wrong-credentials = Le nom d’utilisateur ou le mot de passe est incorrect.
problem-login-not-possible = Ce serveur ne permet pas à Porthole de se connecter avec un mot de passe.
problem-account-needs-attention = Votre compte demande une intervention avant que vous puissiez vous connecter. Adressez-vous à qui gère votre serveur de messagerie.
problem-server-busy = Le serveur de messagerie est occupé. Réessayez dans un instant.
problem-unknown-upstream = Porthole n’est pas configuré pour ce serveur de messagerie.
problem-server-unreachable = Le serveur de messagerie est injoignable.
problem-certificate-invalid = Le certificat du serveur de messagerie n’est pas valide ; aucune connexion n’a été établie.
problem-start-tls-failed = Le serveur de messagerie n’a pas proposé de connexion chiffrée ; aucune n’a été établie.
problem-proxy-unreachable = Le serveur de Porthole est injoignable.
problem-proxy-refused = Le serveur de Porthole a refusé la connexion.
problem-connection-lost = La connexion a été perdue.
problem-server-silent = Le serveur de messagerie ne répond pas.
problem-server-goodbye = Le serveur de messagerie a mis fin à la session.
problem-not-imap = Ce qui a répondu n’est pas un serveur de messagerie.
problem-mailbox-unavailable = Ce dossier n’existe pas ou ne peut pas être ouvert.
problem-uid-validity-changed = Ce dossier a été recréé sur le serveur ; il a donc été rechargé.
problem-message-gone = Ce message n’est plus là.
problem-change-refused = Le serveur a refusé la modification. Elle a été annulée.
problem-over-quota = Il n’y a plus de place sur le serveur de messagerie.
problem-too-large = C’est plus gros que ce que le serveur de messagerie accepte.
problem-not-permitted = Vous n’avez pas le droit de faire cela ici.
problem-already-exists = Il y a déjà un dossier de ce nom.
problem-not-offered = Votre serveur de messagerie ne sait pas le faire.
problem-changed-elsewhere = Cela a été modifié ailleurs entre-temps.
problem-server-refused = Le serveur a refusé.
problem-sender-refused = Votre serveur de messagerie n’accepte pas de courrier depuis cette adresse.
problem-recipients-refused = Votre serveur de messagerie n’a pas accepté le message pour ce destinataire.
problem-delivery-unknown = La connexion a été perdue au dernier moment : votre message a peut-être été envoyé, ou non.
problem-message-refused = Votre serveur de messagerie n’a pas accepté le message.
problem-limit-exceeded = C’est plus gros que ce que Porthole sait traiter.
problem-server-alert = Un mot de votre serveur de messagerie :
problem-file-unreadable = Un fichier n’a pas pu être lu ou gardé dans ce navigateur.
problem-not-kept = Ce navigateur ne dit pas ce qu’il garde. Pour que rien ne parte deux fois, le message attend.
problem-read-by-structure = Ce message n’a pas pu être récupéré en entier ; il est affiché tel que le serveur l’a découpé. Il peut manquer quelque chose.
problem-undecodable = Une partie de ce message n’a pas pu être lue.
problem-internal = Quelque chose s’est mal passé dans Porthole même.
stopped-title = Porthole s’est arrêté
stopped-text = Rien n’a été abîmé sur le serveur. Rechargez la page pour continuer.
stopped-reload = Recharger

## The editor

editor-tools = Mise en forme
editor-bold = Gras
editor-italic = Italique
editor-underline = Souligné
editor-strike = Barré
editor-letters = Police et taille
editor-font = Police
editor-font-sans = Sans empattement
editor-font-serif = Avec empattement
editor-font-fixed = Chasse fixe
editor-size = Taille
editor-size-small = Petite
editor-size-normal = Normale
editor-size-large = Grande
editor-size-huge = Très grande
editor-colour = Couleur
editor-colour-none = Habituelle
editor-colour-red = Rouge
editor-colour-orange = Orange
editor-colour-green = Vert
editor-colour-blue = Bleu
editor-colour-violet = Violet
editor-colour-grey = Gris
editor-colour-yellow = Jaune
editor-colour-pink = Rose
editor-colour-text = Texte
editor-colour-ground = Surlignage
editor-bullets = Liste à puces
editor-numbers = Liste numérotée
editor-indent = Augmenter le retrait
editor-outdent = Diminuer le retrait
editor-align = Alignement
editor-align-start = À gauche
editor-align-centre = Centré
editor-align-end = À droite
editor-link = Lien
editor-link-address = Adresse
editor-link-text = Texte
editor-link-set = Poser le lien
editor-link-remove = Retirer le lien
editor-link-wrong = Cela ne mène nulle part. Saisissez une adresse web ou de courriel.
editor-image = Image
editor-picture-size = Taille de l’image
editor-picture-small = Petite
editor-picture-medium = Moyenne
editor-picture-full = Taille réelle
editor-code = Code
editor-clear = Effacer la mise en forme

## Contacts

contacts-list = Contacts
contacts-detail = Contact
contacts-tools = Actions pour le contact
contacts-new = Nouveau contact
contacts-more = Plus sur les contacts
contacts-search = Rechercher des contacts
contacts-count = { $count ->
    [one] { $count } contact
   *[other] { $count } contacts
}
contacts-loading = Chargement…
contacts-saving = { $contacts }, enregistrement…
contacts-refused = Pas encore enregistré ; un nouvel essai aura lieu.
contacts-refused-because = Pas encore enregistré : { $words }
contacts-all = Tous les contacts
contacts-group = Groupe
contacts-groups = Groupes
contacts-group-new = Nouveau groupe…
contacts-group-name = Nom du groupe
contacts-group-rename = Renommer le groupe…
contacts-group-remove = Supprimer le groupe
contacts-group-write = Écrire au groupe
contacts-in-groups = Dans { $groups }
contacts-import = Importer des vCards…
contacts-export-all = Tout exporter
contacts-export = Exporter
contacts-write = Écrire
contacts-edit = Modifier
contacts-remove = Supprimer
contacts-back = Retour à la liste
contacts-save = Enregistrer
contacts-cancel = Annuler
contacts-saved = Enregistré
contacts-nobody = Donnez d’abord un nom ou une adresse au contact.
contacts-added = { $name } est dans vos contacts.
contacts-removed-one = { $name } a été supprimé.
contacts-removed = { $count ->
    [one] { $count } contact a été supprimé.
   *[other] { $count } contacts ont été supprimés.
}
contacts-unsaved = Vos modifications de « { $name } » n’ont pas été enregistrées.
contacts-go-on = Continuer à modifier
contacts-undo = Annuler
contacts-gone = Ce contact n’est plus là.
contacts-choose-one = Choisissez un contact pour le voir ici.
contacts-choose = Sélectionner { $name }
contacts-chosen = { $count ->
    [one] { $count } sélectionné
   *[other] { $count } sélectionnés
}
contacts-chosen-tools = Actions pour les contacts sélectionnés
contacts-choose-none = Ne rien sélectionner
contacts-empty-title = Aucun contact
contacts-empty-text = Ajoutez quelqu’un, ou importez un fichier de vCards d’un autre programme.
contacts-none-found-title = Personne trouvé
contacts-none-found-text = La recherche porte sur les noms, adresses, numéros et organisations.
contacts-group-empty-title = Ce groupe est vide
contacts-group-empty-text = Sélectionnez des contacts et ajoutez-les au groupe.
contacts-imported = { $count ->
    [one] { $count } contact a été importé.
   *[other] { $count } contacts ont été importés.
}
contacts-imported-merged = { $count ->
    [one] { $count } a complété un contact existant.
   *[other] { $count } ont complété des contacts existants.
}
contacts-imported-known = { $count ->
    [one] { $count } était déjà là.
   *[other] { $count } étaient déjà là.
}
contacts-imported-skipped = { $count ->
    [one] { $count } n’a pas pu être lu.
   *[other] { $count } n’ont pas pu être lus.
}
contacts-imported-cut = Le fichier est trop long : le reste a été laissé de côté.
contacts-import-failed = { $name } n’a pas pu être lu.
contacts-given = Prénom
contacts-family = Nom
contacts-organization = Organisation
contacts-title = Fonction
contacts-nickname = Surnom
contacts-street = Rue
contacts-code = Code postal
contacts-town = Ville
contacts-region = Région
contacts-country = Pays
contacts-birthday-form = 1990-12-31 ou --12-31
contacts-birthday-wrong = Écrivez-la sous la forme 1990-12-31, ou --12-31 sans année.
contacts-add-entry = Ajouter : { $name }
contacts-entry-remove = Retirer cette ligne
contacts-label-none = sans libellé
contacts-label-of = Libellé de { $name }
contacts-photo = Photo
contacts-photo-add = Ajouter une photo
contacts-photo-replace = Remplacer la photo
contacts-photo-remove = Retirer la photo
contacts-photo-failed = Ce fichier n’est pas une image affichable.
person-add-contact = Ajouter aux contacts
contact-add = Ajouter aux contacts

## Settings

task-settings = Paramètres
settings = Paramètres
settings-sections = Sections des paramètres
settings-appearance = Apparence
settings-reading = Lecture
settings-writing = Écriture
settings-identities = Identités
settings-templates = Modèles
settings-keyboard = Clavier
settings-notifications = Notifications
settings-privacy = Confidentialité
settings-account = Compte
settings-ruled = Fixé pour tous par votre administrateur
settings-keeping = Enregistrement…
settings-kept = Enregistré dans votre compte
settings-refused = Non enregistré
settings-images = Expéditeurs dont les images sont toujours affichées
settings-images-elsewhere = Images venues d’ailleurs
settings-images-hint = Elles disent à leur expéditeur qu’un message a été lu, et restent bloquées jusqu’à ce que vous les affichiez.
settings-images-all = Toujours les afficher, sauf dans les indésirables
settings-images-none = Personne pour l’instant. Un message aux images bloquées le propose.
settings-images-forget = Ne plus afficher ses images
settings-format = Nouveaux messages
settings-format-rich = Texte enrichi
settings-format-plain = Texte brut
settings-format-markdown = Texte brut en Markdown
settings-replies = Réponses
settings-reply-above = Écrire au-dessus de la citation
settings-reply-below = Écrire sous la citation
settings-quote = Citer le message
settings-sending = Envoi
settings-undo = Secondes pendant lesquelles un message peut être rappelé
settings-undo-hint = Avec 0, il part immédiatement.
settings-undo-wrong = Saisissez un nombre de 0 à 120.
settings-collect = Suggérer les personnes à qui j’ai écrit
settings-identity-add = Ajouter une identité
settings-identity-new = Nouvelle identité
settings-identity-default = Par défaut
settings-identity-name = Nom affiché
settings-identity-address = Adresse de courriel
settings-identity-reply-to = Répondre à
settings-identity-reply-to-hint = Où vont les réponses, si c’est ailleurs.
settings-identity-bcc = Copie cachée
settings-identity-bcc-hint = Reçoit toujours une copie cachée.
settings-identity-signature = Signature
settings-identity-make-default = Par défaut
settings-identity-remove = Supprimer l’identité
settings-address-wrong = Ce n’est pas une adresse de courriel.
settings-addresses-wrong = L’une d’elles n’est pas une adresse de courriel.
settings-rich = Texte enrichi
settings-no-pictures = Les signatures et les modèles ne peuvent contenir ni images ni fichiers.
settings-templates-none = Aucun modèle.
settings-template-add = Ajouter un modèle
settings-template-new = Nouveau modèle
settings-template-name = Nom
settings-template-name-missing = Un modèle a besoin d’un nom.
settings-template-subject = Objet
settings-template-subject-hint = Laissez vide pour garder celui du message.
settings-template-body = Texte
settings-template-placeholders = À l’utilisation du modèle, ces mots deviennent ce qui est alors connu. Ce qui ne l’est pas reste, à vous de le compléter.
settings-placeholder-name = le nom du destinataire
settings-placeholder-first-name = le prénom du destinataire
settings-placeholder-address = l’adresse du destinataire
settings-placeholder-subject = l’objet
settings-placeholder-me = votre nom
settings-placeholder-date = la date du jour
settings-placeholder-cursor = où vous continuez à écrire
settings-template-use = Écrire un message avec
settings-template-remove = Supprimer le modèle
settings-removed = « { $name } » a été supprimé.
settings-account-who = Connecté
settings-account-user = Utilisateur
settings-account-server = Serveur de messagerie
settings-file = Paramètres dans un fichier
settings-file-hint = Identités, signatures, modèles et tout ce qui est réglé ici, à garder ou à emporter vers un autre compte.
settings-export = Exporter
settings-import = Importer
settings-import-file = Fichier de paramètres
settings-import-title = Importer les paramètres
settings-import-changed = Modifié
settings-import-added = Ajouté
settings-import-removed = Supprimé
settings-import-becomes = « { $before } » devient « { $after } »
settings-import-same = Ce fichier contient ce qui est déjà réglé.
settings-import-cut = La fin de ce fichier manque, ou une autre version l’a écrit. Rien n’est supprimé.
settings-import-damaged = { $count ->
    [one] { $count } ligne de ce fichier est illisible et laissée de côté. Rien n’est supprimé.
   *[other] { $count } lignes de ce fichier sont illisibles et laissées de côté. Rien n’est supprimé.
}
settings-import-now = Importer ces paramètres
settings-import-cancel = Tout laisser tel quel
settings-imported = Les paramètres ont été importés.
settings-import-wrong = Ce fichier ne contient pas de paramètres de Porthole. Rien n’a été modifié.
setting-default-identity = Identité par défaut
setting-favourite = Dossier favori
setting-folder-colour = Couleur du dossier
setting-identity = Identité
setting-label = Étiquette
setting-nothing = Rien
setting-of = { $name } : { $value }
setting-remote-from = Expéditeur dont les images sont affichées
setting-search = Recherche enregistrée
setting-template = Modèle
setting-welcomed = Premières questions répondues

## Notifications

alert-new-mail = Nouveau message
alert-line = { $sender } : { $subject }
alert-in = { $what } dans { $mailbox }
alert-notifications = Sur ce bureau
alert-on = M’avertir des nouveaux messages
alert-hint = Pendant que vous regardez autre chose. Votre navigateur vous demande d’abord.
alert-missing = Ce navigateur ne peut pas afficher de notifications ici. Il faut un navigateur de bureau et une adresse en https.
alert-denied = Ce navigateur ne laisse pas Porthole vous avertir. Vous pouvez l’autoriser dans ses paramètres pour ce site.
alert-unasked = Ce navigateur n’a pas encore été interrogé.
alert-ask = Autoriser dans ce navigateur
alert-try = En afficher une maintenant
alert-sample-title = Ceci est une notification
alert-sample-text = Les nouveaux messages sont annoncés ainsi.
alert-words = Une notification indique
alert-words-full = L’expéditeur et l’objet
alert-words-little = Seulement qu’il y a un nouveau message
alert-sound = Son
alert-sound-on = Jouer un son discret
alert-sound-play = Le jouer maintenant
alert-folders = Dossiers annoncés aussi
alert-folders-hint = Les nouveaux messages de la boîte de réception le sont toujours.

## What this browser keeps

privacy-kept = Ce que garde ce navigateur
privacy-kept-session = Votre session
privacy-kept-session-hint = Chiffrée, pour qu’un rechargement ne demande pas de mot de passe. Jusqu’à la déconnexion ou la fermeture de l’onglet.
privacy-kept-unsent = Ce que vous écrivez
privacy-kept-unsent-hint = Brouillons, lettres et modifications, jusqu’à ce que votre compte les ait.
privacy-kept-look = Vos préférences
privacy-kept-look-hint = Couleurs, largeurs et préférences, pour que rien ne saute à l’ouverture de la page.
privacy-kept-searches = Recherches récentes et dossiers où du courrier a été déplacé
privacy-kept-searches-hint = Jusqu’à la déconnexion.
privacy-kept-size = Utilisé : { $size }. Le courrier lui-même n’est jamais stocké ici.
privacy-forget = Oublier cet ordinateur
privacy-forget-hint = Pour un ordinateur qui n’est pas le vôtre : vous déconnecte et efface tout ce que Porthole garde dans ce navigateur.
privacy-forget-button = Oublier cet ordinateur…
privacy-forget-wipes = Vous êtes déconnecté dans tous les onglets, et ceci est effacé de ce navigateur :
privacy-wiped-session = la session et sa clé
privacy-wiped-look = la copie de vos préférences, pour tous ceux qui ont utilisé ce navigateur
privacy-wiped-searches = les recherches récentes et les dossiers où du courrier a été déplacé
privacy-wiped-files = les brouillons, lettres et fichiers qui attendent ici
privacy-forget-account = Ce qui n’est pas envoyé ou enregistré est d’abord porté dans votre compte ; si c’est impossible, on vous demande. Votre compte lui-même reste tel qu’il est.
privacy-forget-now = Oublier maintenant
privacy-forget-stay = Rester connecté

## The first visit

welcome = Bienvenue
welcome-text = Quelques questions, une seule fois. Tout peut être modifié plus tard dans les paramètres.
welcome-name = Votre nom, tel que les autres le voient
welcome-notify = M’avertir des nouveaux messages
welcome-begin = Y répondre maintenant
welcome-done = Terminé
welcome-skip = Passer

## How the page looks

look-theme = Couleurs
look-theme-system = Identique au système
look-theme-light = Clair
look-theme-dark = Sombre
look-theme-contrast = Contraste élevé
look-language = Langue
look-language-system = Identique au système
look-layout = Disposition
look-layout-wide = Message à côté de la liste
look-layout-stacked = Message sous la liste
look-layout-list = Liste seule ; un message prend sa place
look-density = Densité
look-density-comfortable = Aérée
look-density-normal = Normale
look-density-compact = Compacte, une ligne chacun
look-columns = Colonnes
look-columns-hint = Affichées à côté de l’objet quand chaque message tient sur une ligne.
look-column-people = De ou à
look-column-preview = Premiers mots
look-column-answered = Répondu, transféré
look-column-attachment = Pièce jointe
look-column-size = Taille
look-column-date = Date
look-column-flag = Suivi
look-list = Liste des messages
look-conversations = Une ligne par conversation
look-swipes = Balayage des lignes
look-swipes-hint = Sur les écrans tactiles.
look-swipe-left = Balayer vers la gauche
look-swipe-right = Balayer vers la droite
look-swipe-read = Marquer comme lu ou non lu
look-swipe-nothing = Rien
look-groups = Grouper par date
group-today = Aujourd’hui
group-yesterday = Hier
group-this-week = Cette semaine
group-last-week = La semaine dernière
group-this-month = Plus tôt ce mois-ci
group-last-month = Le mois dernier
group-older = Plus anciens
list-look = Disposition et densité
list-sort = Trier
sort-by = Trier par
sort-arrival = Arrivée
sort-date = Date
sort-from = Expéditeur
sort-to = Destinataire
sort-subject = Objet
sort-size = Taille
sort-conversations = Conversations
sort-direction = Ordre
sort-newest = Plus récents d’abord
sort-oldest = Plus anciens d’abord
sort-largest = Plus gros d’abord
sort-smallest = Plus petits d’abord
sort-a-to-z = De A à Z
sort-z-to-a = De Z à A
list-read-only = Vous pouvez lire les messages ici, mais pas les modifier.
list-arrange = Filtrer et trier
filter-unread = Non lus
filter-flagged = Suivis
filter-attachment = Pièces jointes

## Searching

search-field = Rechercher des messages
search-clear = Effacer la recherche
search-suggestions = Suggestions
search-scope = Rechercher dans
search-scope-here = { $folder }
search-scope-below = { $folder } et ses sous-dossiers
search-scope-all = Tous les dossiers sauf Corbeille et Indésirables
search-enter = Ceux-ci sont là. Appuyez sur Entrée pour les chercher tous.
search-going = Recherche…
search-found = { $count ->
    [one] { $count } trouvé
   *[other] { $count } trouvés
}
search-progress = { $done } dossiers sur { $total }, { $found }
search-failed = { $found }. Recherche impossible dans { $folders }.
search-stop = Arrêter
search-everywhere = Rechercher partout
search-texts = Rechercher aussi dans les textes
search-save = Enregistrer cette recherche
search-unsave = Oublier cette recherche
search-edit-this = Renommer ou oublier cette recherche
search-edit = Renommer ou oublier la recherche { $name }
search-keep-title = Recherche enregistrée
search-name = Nom
search-keep = Enregistrer
search-kept = La recherche est enregistrée.
search-nothing-title = Rien trouvé
search-nothing-text = Aucun message ici ne correspond. Essayez d’autres mots, ou cherchez partout.
searches = Recherches
search-note-from = qui l’a écrit
search-note-to = à qui il s’adresse
search-note-subject = mots de l’objet
search-note-has = avec pièces jointes
search-note-is = non lu, suivi, répondu…
search-note-in = un dossier
search-note-anywhere = Corbeille et Indésirables aussi
search-note-day = par exemple 2024, 2024-03 ou 2024-03-31
search-note-label = une étiquette
search-note-text = mots du message

# Keys, as they are called on keyboards where the language is written.
key-ctrl = Ctrl
key-alt = Alt
key-shift = Maj
key-escape = Échap
key-enter = Entrée
key-space = Espace
key-delete = Suppr
key-backspace = Retour arrière
key-insert = Inser
key-home = Début
key-end = Fin
key-page-up = Page ↑
key-page-down = Page ↓
key-menu = Menu
