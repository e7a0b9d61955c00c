### What the app says in English. A variable that selects, or is called a
### count, is a number; every other one is text.

product = Porthole

## Login

login-title = Log in
login-upstream = Mail server
login-user = User name
login-password = Password
login-show-password = Show password
login-hide-password = Hide password
login-submit = Log in
login-busy = Logging in…
login-caps-lock = Caps Lock is on.
login-user-missing = Enter your user name.
login-password-missing = Enter your password.
login-language = Language
login-no-upstream = No mail server is configured here yet.

## The frame of the app

skip-to-messages = Skip to the messages
task-bar = Tasks
task-mail = Mail
task-compose = Compose
task-contacts = Contacts
task-palette = Find
task-shortcuts = Shortcuts
task-log-out = Log out
back-to-list = Back to the list
close = Close
not-found-title = There is nothing here
not-found-text = This address does not lead to a page of Porthole.
not-found-link = Go to the inbox
pane-folders-width = Width of the folders
pane-list-height = Height of the message list
pane-list-width = Width of the list

## Folders

folders = Folders
folders-show = Show folders
folders-hide = Hide folders
folders-filter = Filter folders
folders-filter-none = No folder is called that.
folder-inbox = Inbox
folder-drafts = Drafts
folder-sent = Sent
folder-archive = Archive
folder-junk = Junk
folder-trash = Trash
folder-all = All mail
folder-flagged = Flagged
folder-important = Important
folder-unread = { $name }, { $count ->
    [one] 1 unread
   *[other] { $count } unread
}

## What is done with folders

folders-favourites = Favourites
folders-others = Other users
folders-shared = Shared folders
folders-top = Top level
folder-actions = Actions for { $name }
folder-count = { $count ->
    [one] 1 folder
   *[other] { $count } folders
}
folder-new = New folder
folder-new-within = New folder inside…
folder-create = Create
folder-parent = Inside
folder-name = Name
folder-name-empty = Enter a name.
folder-name-long = This name is too long.
folder-name-delimiter = A name can’t contain “{ $delimiter }” here.
folder-name-control = A name can’t contain invisible characters.
folder-name-exists = There is a folder of that name here already.
folder-rename = Rename…
folder-rename-title = Rename folder
folder-rename-act = Rename
folder-move = Move to…
folder-move-title = Move folder
folder-move-to = Move { $name } to
folder-move-act = Move
folder-mark-all-read = Mark all as read
folder-empty = Empty…
folder-favourite = Favourite
folder-subscribed = Subscribed
folder-colour = Colour…
folder-colour-of = Colour of { $name }
folder-use = Use as…
folder-use-as = Use { $name } as
folder-use-for = Used as
folder-use-nothing = Nothing special
folder-use-none = None
folder-properties = Properties…
folder-properties-title = Folder properties
folder-save = Download…
folder-save-title = Download folder
folder-save-hint = All messages in “{ $name }” are saved as one ZIP file, each as an .eml file.
folder-save-goes-on = The download continues if you close this window.
folder-save-listing = Looking what is in it…
folder-saved = Download complete.
folder-save-cancel = Cancel download
folder-delete = Delete…
folder-delete-title = Delete folder
folder-delete-ask = Delete “{ $name }” and the { $messages } in it? They can’t be brought back.
folder-delete-ask-all = Delete “{ $name }”, the { $folders } inside, and { $messages } in all? They can’t be brought back.
folder-delete-special = This is a special folder. It will be created again when it is needed.
folder-delete-act = Delete folder
folder-full-name = Full name on the server
folder-messages = Messages
folder-unread-messages = Unread
folder-size = Size
folder-unknown = Not known
folder-may = You may
folder-acl = Who has access
cancel = Cancel
yes = Yes
no = No
colour-none = No colour
colour-red = Red
colour-orange = Orange
colour-yellow = Yellow
colour-green = Green
colour-teal = Teal
colour-blue = Blue
colour-violet = Violet
right-none = nothing
right-read = read
right-seen = mark as read
right-flags = flag
right-insert = add messages
right-delete = delete messages
right-create = create folders inside
right-remove = delete or rename the folder
right-administer = share it
role-reader = Can read
role-writer = Can read and change
role-owner = Can do everything
role-other = Other ({ $letters })
acl-who = User
acl-may = What they may do
acl-may-of = What { $name } may do
acl-add = Add
acl-remove = Remove
quota = Storage
quota-storage = { $used } of { $limit } used
quota-messages = { $used } of { $limit } messages used
quota-scarce = Almost full

## The settings of folders

settings-folders = Folders
settings-folders-purposes = Special folders
settings-folders-purposes-hint = Where messages go when they are sent, archived or deleted. Where the server keeps no such choice, your settings do.
settings-folders-shown = In the list of folders
settings-folders-subscribed-only = Show only subscribed folders
settings-folders-all = All folders
settings-folders-all-hint = Other programs mostly show only subscribed folders.
settings-folders-subscribe = Subscribed to { $name }
settings-folders-stale = You are subscribed to these, but there are no such folders.
settings-folders-unsubscribe = Unsubscribe from { $name }
settings-folders-end = Unsubscribe
settings-labels-hint = Labels are kept with the messages, and other programs see them too.
settings-label-name = Name of the label { $name }
settings-label-up = Move { $name } up
settings-label-down = Move { $name } down
settings-label-place = { $name }: { $place } of { $total }
settings-label-remove = Delete the label { $name }
settings-label-reset = Call { $name } as usual again
settings-label-exists = There is such a label already.
settings-label-new = New label
settings-label-add = Add label

## The list

list = Messages
list-of = Messages in { $name }
list-refresh = Refresh
list-found = Search results
list-count = { $count ->
    [one] 1 message
   *[other] { $count } messages
}
list-conversations = { $count ->
    [one] 1 conversation
   *[other] { $count } conversations
}
list-count-unread = { $messages }, { $count ->
    [one] 1 unread
   *[other] { $count } unread
}
list-empty-title = Nothing in here
list-empty-text = Messages that arrive in this folder appear by themselves.
list-inbox-empty-title = All caught up
list-inbox-empty-text = New mail appears here the moment it arrives.
list-failed-title = This folder could not be opened
row-unread = Unread
row-answered = Answered
row-forwarded = Forwarded
row-attachment = Has an attachment
row-flag = Flag
row-unflag = Remove the flag
row-no-subject = (no subject)
row-no-sender = (no sender)
row-no-recipient = (no recipient)
row-recipients = To: { $names }
row-me = me
row-folded = One row for the conversation
row-unfolded = { $count ->
    [one] 1 message shown
   *[other] { $count } messages shown
}
row-unfold = { $count ->
    [one] 1 message in this conversation
   *[other] { $count } messages in this conversation
}
row-answers = { $count ->
    [one] one of them yours
   *[other] { $count } of them yours
}
row-date-size = { $date }, { $size }
listing-next = { $before }, { $next }

# Selecting and acting
select-row = Select
select-count = { $count ->
    [one] 1 selected
   *[other] { $count } selected
}
select-none-heard = Nothing selected
select-none = Select nothing
select-all = { $count ->
    [one] Select the one message
   *[other] Select all { $count }
}
select-toolbar = Selected messages
act-menu = Actions
act-more = More
act-archive = Archive
act-delete = Delete
act-delete-for-ever = Delete forever…
act-junk = Junk
act-not-junk = Not junk
act-move = Move…
act-copy = Copy…
act-label = Label…
act-open = Open
act-mark-read = Mark as read
act-mark-unread = Mark as unread
act-flag = Flag
act-unflag = Remove the flag
act-cancel = Cancel
act-undone = Taken back.
act-progress = Progress
act-nothing-meant = Select a message first.
act-nothing-to-undo = There is nothing to take back.
act-already-there = They are there already.
act-moved = { $count ->
    [one] Message moved to { $name }.
   *[other] { $count } messages moved to { $name }.
}
act-moving = { $count ->
    [one] Moving a message to { $name }…
   *[other] Moving { $count } messages to { $name }…
}
act-copied = { $count ->
    [one] Message copied to { $name }.
   *[other] { $count } messages copied to { $name }.
}
act-copying = { $count ->
    [one] Copying a message to { $name }…
   *[other] Copying { $count } messages to { $name }…
}
act-removed = { $count ->
    [one] Message deleted forever.
   *[other] { $count } messages deleted forever.
}
act-removing = { $count ->
    [one] Deleting a message forever…
   *[other] Deleting { $count } messages forever…
}
act-changing = { $count ->
    [one] Changing a message…
   *[other] Changing { $count } messages…
}
act-changed = { $count ->
    [one] Message changed.
   *[other] { $count } messages changed.
}
act-read = { $count ->
    [one] Message marked as read.
   *[other] { $count } messages marked as read.
}
act-unread = { $count ->
    [one] Message marked as unread.
   *[other] { $count } messages marked as unread.
}
act-flagged = { $count ->
    [one] Message flagged.
   *[other] { $count } messages flagged.
}
act-unflagged = { $count ->
    [one] Flag removed.
   *[other] Flags of { $count } messages removed.
}
act-labelled = { $count ->
    [one] Message labelled { $name }.
   *[other] { $count } messages labelled { $name }.
}
act-unlabelled = { $count ->
    [one] Label { $name } removed.
   *[other] Label { $name } removed from { $count } messages.
}
move-title = Move to a folder
copy-title = Copy to a folder
move-field = Type a folder's name
move-none = No folder is called that.
label-title = Labels
label-field = Type a label's name
label-none = No label is called that.
label-new = New label “{ $name }”
label-important = Important
label-work = Work
label-personal = Personal
label-to-do = To do
label-later = Later
chooser-count = { $count ->
    [0] Nothing fits
    [one] 1 fits
   *[other] { $count } fit
}
for-ever-title = Delete forever?
for-ever-question = { $count ->
    [one] This message will be gone for good. This can’t be undone.
   *[other] { $count } messages will be gone for good. This can’t be undone.
}
empty-title = Empty the folder?
empty-question = { $count ->
    [one] The one message in “{ $name }” will be gone for good. This can’t be undone.
   *[other] All { $count } messages in “{ $name }” will be gone for good. This can’t be undone.
}
empty-do = Delete all forever
empty-offer = Delete all forever…
drag-count = { $count ->
    [one] 1 message
   *[other] { $count } messages
}

## The message

message = Message
message-none-title = No message is open
message-none-text = Choose one from the list, or press ? to see the shortcuts.
message-loading = Loading the message…
message-failed-title = This message could not be opened
message-body-failed = The text of this message could not be loaded.
message-empty = This message has no text.
message-frame = Content of the message
message-details-show = Details
message-details-hide = Fewer details
message-from = From
message-sender = Sent by
message-to = To
message-cc = Cc
message-bcc = Bcc
message-reply-to = Reply to
message-date = Date
message-date-distance = { $date }, { $distance }
message-sent = Sent
message-sent-at = Sent { $date }
message-received = Received
message-size = Size
message-recipients-line = To { $names }
message-recipients-more = { $names } and { $count ->
    [one] 1 other
   *[other] { $count } others
}
message-mark-read = Mark as read
message-mark-unread = Mark as unread
message-flag = Flag
message-unflag = Remove the flag
message-as-text = View as text
message-as-html = View as HTML
message-quote-show = Show quoted text
message-quote-hide = Hide quoted text
message-fields = All headers
message-fields-show = All headers
message-fields-hide = Hide all headers
message-menu = More
message-print = Print…
message-window = Open in a window of its own
message-link = Copy link
message-link-copied = Link copied.
message-seeking = Looking for the message in other folders…
message-nowhere-title = This message is not in this account any more
message-nowhere-text = It is not where the link leads, and none of your folders that could be searched has it.
message-zoom-in = Zoom in
message-zoom-out = Zoom out
message-zoom-fit = Fit to width
message-colours = Original colours
conversation-count = { $count ->
    [one] 1 message
   *[other] { $count } messages
}
conversation-going = { $count ->
    [one] 1 message, looking for more…
   *[other] { $count } messages, looking for more…
}
conversation-expand = Expand all
conversation-collapse = Collapse all
message-next = Next message
message-previous = Previous message
neighbours = Neighbours
neighbours-place = { $number } of { $total }
person-menu = { $name }
person-write-to = Write to this address
person-copy-address = Copy the address
person-search-from = Search mail from this address
person-search-with = Search mail from or to this address
person-copy-both = Copy name and address
people-more = { $count ->
    [one] and 1 more
   *[other] and { $count } more
}
prefer-mark-read = Mark as read
prefer-mark-read-at-once = At once
prefer-mark-read-after-pause = After 3 seconds
prefer-mark-read-never = Never by itself
prefer-every-message = Every message
prefer-text = Plain text, where there is one
prefer-dark = Darken at night
source = Source
source-copy = Copy
source-show = Show the source
source-hide = Hide the source
warning-look-alike = The sender's domain { $domain } looks like { $like }, and is another.
warning-mixed-letters = The sender's domain { $domain } mixes letters of several scripts.
warning-name-claims = The sender's name says { $claimed }, but the message comes from { $actual }.
warning-reply-elsewhere = Answers to this message go elsewhere: to { $address }.
warning-not-authenticated = Your mail server could not confirm that this comes from its sender ({ $methods }).
warning-link-elsewhere = A link that reads { $shown } leads to { $target }.
warning-several-authors = This message names several authors and no sender.
warning-hidden-characters = Names or the subject held hidden characters, which are not shown.
protection-pgp-signed = Signed with OpenPGP. The signature was not verified.
protection-pgp-encrypted = Encrypted with OpenPGP. Porthole cannot open it.
protection-smime-signed = Signed with S/MIME. The signature was not verified.
protection-smime-encrypted = Encrypted with S/MIME. Porthole cannot open it.
message-toolbar = Message actions
remote-images = { $count ->
    [one] 1 remote image is blocked.
   *[other] { $count } remote images are blocked.
}
remote-trackers = { $count ->
    [one] 1 tracker is blocked.
   *[other] { $count } trackers are blocked.
}
remote-both = { $images } and { $trackers } are blocked.
remote-images-count = { $count ->
    [one] 1 remote image
   *[other] { $count } remote images
}
remote-trackers-count = { $count ->
    [one] 1 tracker
   *[other] { $count } trackers
}
link-through = { $target } (by way of { $host })
link-sheet-title = Open this link?
link-sheet-open = Open
link-sheet-copy = Copy the address
remote-show = Show images
receipt-asked = { $name } asks to be told that you have seen this message.
receipt-asked-elsewhere = { $name } asks that { $address } be told that you have seen this message.
receipt-send = Send receipt
receipt-not-now = Not now
receipt-sending = Sending the receipt…
receipt-subject = Seen: { $subject }
receipt-text = Your message “{ $subject }” to { $address } was shown on a screen. That does not say that it was read or understood.
unsubscribe = Unsubscribe…
unsubscribe-title = Unsubscribe
unsubscribe-by-mail = An email from { $from } to { $to } will ask to take you off this mailing list.
unsubscribe-send = Send email
unsubscribe-at-page = Unsubscribe on the sender’s website, which opens in a new tab:
unsubscribe-at-page-too = Or unsubscribe on the sender’s website, which opens in a new tab:
unsubscribe-sending = Unsubscribing…
unsubscribe-sent = Email sent to take you off this mailing list.
remote-always = Always from { $name }
remote-no-more = No longer show images from { $name }
attachments = { $count ->
    [one] 1 attachment
   *[other] { $count } attachments
}
attachments-more = { $count ->
    [one] Show 1 more attachment
   *[other] Show { $count } more attachments
}
attachments-inline = { $count ->
    [one] Show 1 picture in the text as a file
   *[other] Show { $count } pictures in the text as files
}
attachments-save = Save all
attachments-cancel = Stop saving all
attachment-open = Open { $name }
attachment-save = Save { $name }
attachment-cancel = Cancel saving { $name }
attachment-retry = Try again to save { $name }
attachment-progress = { $received } of { $total }, { $rate } per second
attachment-failed = Could not be saved
attachment-saved = Saved

message-save = Save as a file
within-back = Back
within-of = Attached to

## A file on screen

viewer-place = { $number } of { $all }
viewer-previous = Previous file
viewer-next = Next file
viewer-save = Save
viewer-loading = Loading the file…
viewer-failed = This file could not be loaded.
viewer-retry = Try again
viewer-cannot = This file can't be shown here. Save it to open it with another program.
viewer-cut = Only the beginning is shown. Save the file to have all of it.
viewer-enlarge = Enlarge
viewer-shrink = Shrink
viewer-fit = Fit
viewer-actual = Actual size
viewer-wrap = Wrap lines
viewer-text = Content of { $name }

## Invitations and contacts

invitation = Invitation: { $summary }
invitation-untitled = Untitled event
invitation-kind = Invitation
invitation-kind-updated = Invitation, changed
invitation-kind-event = Event
invitation-kind-series = Further dates of a series
invitation-kind-refresh = Request for the current invitation
invitation-kind-declined-counter = Your proposal was not taken
invitation-cancelled = Cancelled
invitation-cancelled-text = This event will not take place.
invitation-cancelled-date = This date of the series will not take place.
invitation-tentative = Not certain yet
invitation-one-date = This is about one date of a series.
invitation-proposes = { $name } proposes another time
invitation-accepted-by = { $name } accepted
invitation-tentative-by = { $name } accepted tentatively
invitation-declined-by = { $name } declined
invitation-delegated-by = { $name } sends somebody else
invitation-answered-by = { $name } answered
invitation-somebody = Somebody
invitation-when = When
invitation-repeats = Repeats
invitation-where = Where
invitation-join = Join
invitation-organizer = From
invitation-attendees = Invited
invitation-page = Page
invitation-description = Description
invitation-comment = Comment
invitation-count = { $count ->
    [one] 1 person
   *[other] { $count } people
}
invitation-count-accepted = { $count } accepted
invitation-count-tentative = { $count } tentative
invitation-count-declined = { $count } declined
invitation-attendees-more = { $count ->
    [one] and 1 more
   *[other] and { $count } more
}
attendee-needs-action = no answer yet
attendee-accepted = accepted
attendee-tentative = tentative
attendee-declined = declined
attendee-delegated = delegated
attendee-optional = optional
attendee-informed = for information
attendee-room = room
event-today = Today
event-tomorrow = Tomorrow
event-yesterday = Yesterday
event-elsewhere = { $span } in { $zone }
event-zone-unknown = Time zone of the sender: { $zone }
event-no-time = The time is not given.
calendar-task = Task
calendar-journal = Journal entry
calendar-free-busy = When somebody is free
cards-more = { $count ->
    [one] Show 1 more
   *[other] Show { $count } more
}
cards-cut = The file holds more than is shown here. Save it to see all.
recurs-daily = { $count ->
    [one] Every day
   *[other] Every { $count } days
}
recurs-weekly = { $count ->
    [one] Every week
   *[other] Every { $count } weeks
}
recurs-monthly = { $count ->
    [one] Every month
   *[other] Every { $count } months
}
recurs-yearly = { $count ->
    [one] Every year
   *[other] Every { $count } years
}
recurs-often = Several times a day
recurs-in = { $rule } in { $months }
recurs-on = { $rule } on { $days }
recurs-until = { $rule } until { $date }
recurs-times = { $count ->
    [one] { $rule }, once
   *[other] { $rule }, { $count } times
}
recurs-partly = { $rule }, with further conditions
recurs-first = the first { $day }
recurs-second = the second { $day }
recurs-third = the third { $day }
recurs-fourth = the fourth { $day }
recurs-last = the last { $day }
recurs-nth = { $day } number { $count }
recurs-nth-last = { $day } number { $count } from the end
recurs-day = day { $count }
recurs-day-last = day { $count } from the end
recurs-last-day = the last day
answer = Your answer
answer-accept = Accept
answer-tentative = Tentative
answer-decline = Decline
answer-as = Answer as
answer-comment = Comment to the organizer
answer-comment-add = Add a comment
answer-by-file = Mail cannot be sent from here: your answer is saved as a file, for you to send to { $name }.
answer-file = answer.ics
answer-subject-accepted = Accepted: { $summary }
answer-subject-tentative = Tentative: { $summary }
answer-subject-declined = Declined: { $summary }
answer-told-accepted = { $name } accepts.
answer-told-tentative = { $name } accepts tentatively.
answer-told-declined = { $name } declines.
answer-accepted = You accepted on { $date }.
answer-accepted-tentatively = You accepted tentatively on { $date }.
answer-declined = You declined on { $date }.
answer-sending = Sending your answer…
answer-saved = Your answer was saved as a file.
answer-waits = Your answer could not be sent yet, and will be tried again.
answer-failed = Your answer was not sent.
answer-unknown = The connection was lost while your answer was sent. It may have arrived.
answer-again = Send again
contact = Contact: { $name }
contact-email = Mail
contact-phone = Phone
contact-address = Address
contact-page = Page
contact-birthday = Birthday
contact-note = Note
contact-home = home
contact-work = work
contact-mobile = mobile
contact-fax = fax
contact-photo = Picture of { $name }
contact-copy = Copy { $value }
contact-copied = Copied

## The connection

connection-offline = You are offline. What was loaded stays readable.
connection-lost = The connection to the mail server was lost.
connection-retry-in = { $count ->
    [one] Trying again in 1 second.
   *[other] Trying again in { $count } seconds.
}
connection-retry-now = Retry now
connection-reconnecting = Reconnecting…
connection-back = Connected again.

## New mail

new-mail-one = New mail from { $sender }: { $subject }
new-mail-many = { $count ->
    [one] 1 new message
   *[other] { $count } new messages
}
title-page = { $name } – Porthole
title-unread = ({ $unread }) { $name } – Porthole

## The shortcuts

shortcuts-title = Keyboard shortcuts
shortcuts-then = then
palette = Find anything
palette-field = A command, a folder, a search
palette-move-to = Move to { $name }
palette-settings = Settings: { $section }
palette-set = { $setting }: { $value }
palette-write-to = Write to { $name }
palette-search-for = Search all mail for “{ $text }”
palette-recent = Looked for lately
keys-characters = Keys without Ctrl
keys-characters-on = Letters, digits and signs are shortcuts
keys-characters-hint = Turn this off if you speak to your computer, or press keys by mistake: only arrows, Delete, and keys with Ctrl or Alt work then.
keys-hint = Press “Add keys” and then what you want: one key, or two one after the other. A press on a key takes it away.
keys-add = Add keys
keys-add-to = Add keys: { $command }
keys-press = Press keys…
keys-then = { $key } and then …
keys-remove = Remove { $keys }: { $command }
keys-reset = Reset
keys-reset-of = Reset: { $command }
keys-reset-all = Reset all keys
keys-added = { $keys } was added: { $command }
keys-taken = { $keys } belongs to: { $commands }
keys-take-over = Use it here instead
keys-refused = { $key } can’t be chosen: your browser, your system or the list needs it.
commands-composer = While writing
commands-list = The list
commands-selecting = Selecting
commands-acting = Acting on messages
commands-writing = Writing
commands-message = The open message
commands-going = Going places
commands-folders = Folders
commands-page = The page
shortcut-next = Next message
shortcut-previous = Previous message
shortcut-unfold = Show all messages of a conversation
shortcut-fold = Show one row for a conversation
shortcut-open = Open the message; once more to read it by keyboard
shortcut-close = Back to the list
shortcut-first = First message
shortcut-last = Last message
shortcut-page-down = A page down
shortcut-page-up = A page up
shortcut-select = Select, or select no more
shortcut-select-next = Select the next one too
shortcut-select-previous = Select the previous one too
shortcut-select-to-first = Select up to the first
shortcut-select-to-last = Select down to the last
shortcut-select-page-down = Select a page down
shortcut-select-page-up = Select a page up
shortcut-select-all = Select all
shortcut-select-none = Select nothing
shortcut-select-read = Select the read ones
shortcut-select-unread = Select the unread ones
shortcut-select-flagged = Select the flagged ones
shortcut-select-unflagged = Select those without a flag
shortcut-archive = Archive
shortcut-archive-next = Archive, and open the next one
shortcut-archive-previous = Archive, and open the previous one
shortcut-delete = Delete
shortcut-delete-for-ever = Delete forever
shortcut-junk = Junk, or not junk
shortcut-move = Move to a folder
shortcut-move-again = Move to where such mail went before
shortcut-copy = Copy to a folder
shortcut-label = Label
shortcut-act-menu = All that can be done with a message
shortcut-undo = Take back what was done last
shortcut-toggle-flag = Flag, or remove the flag
shortcut-mark-read = Mark as read
shortcut-mark-unread = Mark as unread
shortcut-compose = Compose a message
shortcut-reply = Reply
shortcut-reply-all = Reply to all
shortcut-forward = Forward
shortcut-next-member = Next message of the conversation
shortcut-previous-member = Previous message of the conversation
shortcut-message-menu = More for the open message
shortcut-toolbar = Go to the tools
shortcut-search = Search
shortcut-refresh = Look for new mail
shortcut-palette = Find a command, a folder, a search
shortcut-filter-folders = Filter the folders
shortcut-go-inbox = Go to the inbox
shortcut-go-flagged = Go to what is flagged
shortcut-go-sent = Go to sent mail
shortcut-go-drafts = Go to the drafts
shortcut-go-archive = Go to the archive
shortcut-go-junk = Go to junk
shortcut-go-trash = Go to the trash
shortcut-go-folder = Go to a folder
shortcut-go-outbox = Go to the outbox
shortcut-go-contacts = Go to the contacts
shortcut-go-settings = Go to the settings
shortcut-go-none = There is no such folder.
shortcut-new-folder = New folder
shortcut-mark-all-read = Mark all of this folder as read
shortcut-folder-properties = Properties of this folder
shortcut-rename-folder = Rename this folder
shortcut-empty-folder = Empty this folder
shortcut-theme-system = Theme: as the system
shortcut-theme-light = Theme: light
shortcut-theme-dark = Theme: dark
shortcut-theme-contrast = Theme: high contrast
shortcut-layout-wide = Layout: message beside the list
shortcut-layout-stacked = Layout: message below the list
shortcut-layout-list = Layout: list alone
shortcut-log-out = Log out
shortcut-send = Send
shortcut-save-draft = Save the draft
shortcut-link = Insert a link
shortcut-bold = Bold
shortcut-italic = Italic
shortcut-minimise = Put the letter aside
shortcut-show-shortcuts = Show this sheet

## Writing

undo = Undo
verb-reply = Reply
verb-reply-all = Reply all
verb-reply-list = Reply to list
verb-forward = Forward
verb-forward-attached = Forward as attachment
forward-too-many = At most { $count } messages can be forwarded at once.
compose-too-many = A message can have at most { $count } recipients here. The others were left out.
verb-as-new = Edit as new
verb-resend = Send on as it is
verb-edit = Edit draft
compose-attribution = On { $date }, { $author } wrote:
compose-forwarded = ---------- Forwarded message ----------
composers = Messages being written
composers-more = { $count ->
    [one] 1 more message being written
   *[other] { $count } more messages being written
}
composer-new = New message
composer-opening = Opening the message…
composer-fetching = Fetching its files…
composer-failed = This message could not be opened
composer-subject = Subject
composer-text = Text of the message
composer-send = Send
composer-attach = Attach files
composer-more = More for this message
composer-save = Save as draft
composer-save-template = Save as template
composer-template-saved = Saved as a template: “{ $name }”
composer-receipt = Ask for a read receipt
composer-notices = Ask to be told of its delivery
composer-copy = Keep a copy in Sent
composer-trouble = It was not sent
composer-rich = Rich text
composer-markdown = Write in Markdown
composer-markdown-mark = Markdown
composer-markdown-hint = Sent as it is typed, and formatted beside that.
composer-priority = Priority
composer-priority-high = High
composer-priority-normal = Normal
composer-priority-low = Low
composer-templates = Insert a template
composer-discard = Discard
composer-minimise = Minimise
composer-restore = Restore
composer-maximise = Maximise
composer-dock = Dock at the edge
composer-window = Write in a window of its own
composer-close = Save and close
composer-closed = Kept as a draft.
composer-discarded = The message was discarded.
composer-resent = The message goes on just as it is; only its recipients are new.
composer-drop = Drop files here to attach them
composer-add-field = Add { $field }
composer-people-count = { $count ->
    [one] 1 recipient. Arrow left to reach it.
   *[other] { $count } recipients. Arrow left to reach them.
}
composer-files = Attached files
composer-files-of = { $size } of at most { $limit }
composer-files-over = Too large to be sent.
composer-files-added = { $count ->
    [one] 1 file attached.
   *[other] { $count } files attached.
}
composer-file-remove = Remove { $name }
composer-file-gone = This file can’t be read any more.
# Beginnings of words, in lower case, that speak of something attached.
composer-attachment-words = attach enclos
composer-window-unkept = This browser keeps nothing that a window of its own could go on with.
kept-local = Kept on this device
kept-not = Not kept on this device
kept-not-why = This browser keeps nothing, so what you write is saved on the server whenever you pause.
kept-saving = Saving…
kept-saved = Saved { $time }
kept-refused = Not saved on the server
kept-changed-elsewhere = Changed elsewhere: both are kept
chip-edit = Edit
chip-remove = Remove
chip-remove-name = Remove { $name }
chip-removed = { $name } removed.
chip-move = Move to { $field }
chip-wrong-name = { $name }: this is not an address
suggestions = Suggestions
suggestions-group = { $count ->
    [one] Group of 1
   *[other] Group of { $count }
}
ask-no-recipient = Nobody is named yet to whom this goes.
ask-wrong = This is not an address: { $addresses }
ask-too-large = This is { $size } long; your mail server takes at most { $limit }.
ask-no-subject = Send it without a subject?
ask-nothing-attached = You wrote of an attachment, and nothing is attached. Send it like this?
ask-loses-looks = As plain text it loses its formatting and its pictures.
ask-make-plain = Make it plain
ask-back = Back
ask-send-anyway = Send anyway
sent-leaving = Sending “{ $subject }”
sent-done = Sent: “{ $subject }”
sent-failed = “{ $subject }” was not sent.
sent-unknown = “{ $subject }” may not have been sent.
sent-show = Show
outbox = Outbox
outbox-empty = Nothing is on its way.
outbox-held = Goes out in a moment.
outbox-queued = Waits to be sent.
outbox-retry = Not sent yet; next try: { $time }.
outbox-submitting = On its way: { $sent } of { $total }
outbox-progress = How far it is
outbox-copying = Sent; its copy is being kept.
outbox-copy-refused = Sent. The copy for Sent was refused, and will be tried again.
outbox-sent = Sent.
outbox-failed = It was not sent.
outbox-unknown = Was it sent?
outbox-edit = Edit
outbox-edit-this = Edit “{ $subject }”
outbox-again = Send again
outbox-again-this = Send again: “{ $subject }”
outbox-discard = Discard
outbox-discard-this = Discard “{ $subject }”
outbox-was-sent = It was sent
outbox-was-sent-this = It was sent: “{ $subject }”
recovered-title = You were still writing
recovered-later = Later
recovered-go-on = Continue
recovered-go-on-with = Continue “{ $subject }”
recovered-discard = Discard
recovered-discard-this = Discard “{ $subject }”
logout-title = Not everything is on the server
logout-drafts = These drafts are only on this device:
logout-outgoing = These messages were not sent yet:
logout-contacts = { $count ->
    [one] A contact was changed, and the account does not have it yet.
   *[other] { $count } contacts were changed, and the account does not have them yet.
}
logout-settings = Settings were changed, and the account does not have them yet.
logout-anyway = Log out and lose them
logout-stay = Stay

## Problems

notice-dismiss = Dismiss
notices = Notices
problem-server-words = The server says: { $words }
problem-details = In detail: { $words }
problem-wrong-credentials = The user name or the password is not right.
problem-login-not-possible = This server does not let Porthole log in with a password.
problem-account-needs-attention = Your account needs attention before you can log in. Ask whoever runs your mail server.
problem-server-busy = The mail server is busy. Try again in a moment.
problem-unknown-upstream = Porthole is not set up for this mail server.
problem-server-unreachable = The mail server cannot be reached.
problem-certificate-invalid = The mail server's certificate is not valid, so no connection was made.
problem-start-tls-failed = The mail server did not offer an encrypted connection, so none was made.
problem-proxy-unreachable = Porthole's own server cannot be reached.
problem-proxy-refused = Porthole's own server refused the connection.
problem-connection-lost = The connection was lost.
problem-server-silent = The mail server does not answer.
problem-server-goodbye = The mail server ended the session.
problem-not-imap = What answered is not a mail server.
problem-mailbox-unavailable = This folder does not exist, or may not be opened.
problem-uid-validity-changed = This folder was made anew on the server, so it was loaded again.
problem-message-gone = This message is no longer there.
problem-change-refused = The server refused the change. It was undone.
problem-over-quota = There is no room left on the mail server.
problem-too-large = This is larger than the mail server takes.
problem-not-permitted = You may not do this here.
problem-already-exists = There is a folder of that name already.
problem-not-offered = Your mail server can't do this.
problem-changed-elsewhere = It was changed elsewhere meanwhile.
problem-server-refused = The server refused.
problem-sender-refused = Your mail server takes no mail from this address of yours.
problem-recipients-refused = Your mail server did not take the mail for this recipient.
problem-delivery-unknown = The connection was lost at the last moment: your mail may have been sent, or not.
problem-message-refused = Your mail server did not take the message.
problem-limit-exceeded = This is larger than Porthole can handle.
problem-server-alert = A word from your mail server:
problem-file-unreadable = A file could not be read or kept in this browser.
problem-not-kept = This browser does not say what it keeps. So that nothing is sent twice, it waits.
problem-read-by-structure = This message could not be fetched whole, so it is shown as the mail server took it apart. Something may be missing.
problem-undecodable = A part of this message could not be read.
problem-internal = Something went wrong in Porthole itself.
stopped-title = Porthole stopped working
stopped-text = Nothing on the server was harmed. Load the page again to go on.
stopped-reload = Load again

## The editor

editor-tools = Formatting
editor-bold = Bold
editor-italic = Italic
editor-underline = Underline
editor-strike = Strikethrough
editor-letters = Font and size
editor-font = Font
editor-font-sans = Sans serif
editor-font-serif = Serif
editor-font-fixed = Fixed width
editor-size = Size
editor-size-small = Small
editor-size-normal = Normal
editor-size-large = Large
editor-size-huge = Huge
editor-colour = Colour
editor-colour-none = As usual
editor-colour-red = Red
editor-colour-orange = Orange
editor-colour-green = Green
editor-colour-blue = Blue
editor-colour-violet = Violet
editor-colour-grey = Grey
editor-colour-yellow = Yellow
editor-colour-pink = Pink
editor-colour-text = Text
editor-colour-ground = Highlight
editor-bullets = Bulleted list
editor-numbers = Numbered list
editor-indent = Indent
editor-outdent = Outdent
editor-align = Alignment
editor-align-start = Left
editor-align-centre = Centred
editor-align-end = Right
editor-link = Link
editor-link-address = Address
editor-link-text = Text
editor-link-set = Set link
editor-link-remove = Remove link
editor-link-wrong = This leads nowhere. Enter a web or mail address.
editor-image = Picture
editor-picture-size = Picture size
editor-picture-small = Small
editor-picture-medium = Medium
editor-picture-full = Full size
editor-code = Code
editor-clear = Clear formatting

## Contacts

contacts-list = Contacts
contacts-detail = Contact
contacts-tools = What can be done with the contact
contacts-new = New contact
contacts-more = More about contacts
contacts-search = Search contacts
contacts-count = { $count ->
    [one] 1 contact
   *[other] { $count } contacts
}
contacts-loading = Loading…
contacts-saving = { $contacts }, saving…
contacts-refused = Not saved yet; it will be tried again.
contacts-refused-because = Not saved yet: { $words }
contacts-all = All contacts
contacts-group = Group
contacts-groups = Groups
contacts-group-new = New group…
contacts-group-name = Name of the group
contacts-group-rename = Rename group…
contacts-group-remove = Delete group
contacts-group-write = Write to group
contacts-in-groups = In { $groups }
contacts-import = Import vCards…
contacts-export-all = Export all
contacts-export = Export
contacts-write = Write to
contacts-edit = Edit
contacts-remove = Delete
contacts-back = Back to the list
contacts-save = Save
contacts-cancel = Cancel
contacts-saved = Saved
contacts-nobody = Give the contact a name or an address first.
contacts-added = { $name } is in your contacts.
contacts-removed-one = { $name } was deleted.
contacts-removed = { $count ->
    [one] 1 contact was deleted.
   *[other] { $count } contacts were deleted.
}
contacts-unsaved = Your changes to “{ $name }” were not saved.
contacts-go-on = Continue editing
contacts-undo = Undo
contacts-gone = This contact is not there any more.
contacts-choose-one = Choose a contact to see it here.
contacts-choose = Select { $name }
contacts-chosen = { $count ->
    [one] 1 selected
   *[other] { $count } selected
}
contacts-chosen-tools = What can be done with the selected contacts
contacts-choose-none = Select none
contacts-empty-title = No contacts yet
contacts-empty-text = Add somebody, or import a file of vCards from another program.
contacts-none-found-title = Nobody found
contacts-none-found-text = Names, addresses, numbers and organizations were looked through.
contacts-group-empty-title = Nobody is in this group
contacts-group-empty-text = Select contacts and add them to the group.
contacts-imported = { $count ->
    [one] 1 contact was imported.
   *[other] { $count } contacts were imported.
}
contacts-imported-merged = { $count ->
    [one] 1 was added to a contact you already had.
   *[other] { $count } were added to contacts you already had.
}
contacts-imported-known = { $count ->
    [one] 1 was there already.
   *[other] { $count } were there already.
}
contacts-imported-skipped = { $count ->
    [one] 1 could not be read.
   *[other] { $count } could not be read.
}
contacts-imported-cut = The file is too long: the rest was left out.
contacts-import-failed = { $name } could not be read.
contacts-given = First name
contacts-family = Last name
contacts-organization = Organization
contacts-title = Job title
contacts-nickname = Nickname
contacts-street = Street
contacts-code = Postal code
contacts-town = Town
contacts-region = Region
contacts-country = Country
contacts-birthday-form = 1990-12-31, or --12-31
contacts-birthday-wrong = Write it as 1990-12-31, or as --12-31 without a year.
contacts-add-entry = Add: { $name }
contacts-entry-remove = Remove this line
contacts-label-none = no label
contacts-label-of = Label of { $name }
contacts-photo = Picture
contacts-photo-add = Add a picture
contacts-photo-replace = Replace the picture
contacts-photo-remove = Remove the picture
contacts-photo-failed = This file is no picture that can be shown.
person-add-contact = Add to contacts
contact-add = Add to contacts

## Settings

task-settings = Settings
settings = Settings
settings-sections = Sections of the settings
settings-appearance = Appearance
settings-reading = Reading
settings-writing = Writing
settings-identities = Identities
settings-templates = Templates
settings-keyboard = Keyboard
settings-notifications = Notifications
settings-privacy = Privacy
settings-account = Account
settings-ruled = Set for everybody by your administrator
settings-keeping = Saving…
settings-kept = Saved in your account
settings-refused = Not saved
settings-images = Senders whose images are always shown
settings-images-elsewhere = Images from elsewhere
settings-images-hint = They tell their sender that a message was read, and stay blocked until you show them.
settings-images-all = Always show them, except in the junk folder
settings-images-none = Nobody yet. A message with blocked images offers it.
settings-images-forget = No longer show their images
settings-format = New messages
settings-format-rich = Rich text
settings-format-plain = Plain text
settings-format-markdown = Plain text in Markdown
settings-replies = Replies
settings-reply-above = Write above the quote
settings-reply-below = Write below the quote
settings-quote = Quote the message
settings-sending = Sending
settings-undo = Seconds in which a message can be called back
settings-undo-hint = With 0 it is sent at once.
settings-undo-wrong = Enter a number from 0 to 120.
settings-collect = Suggest people I have written to
settings-identity-add = Add identity
settings-identity-new = New identity
settings-identity-default = Default
settings-identity-name = Display name
settings-identity-address = Email
settings-identity-reply-to = Reply-To
settings-identity-reply-to-hint = Where answers go, if elsewhere.
settings-identity-bcc = Bcc
settings-identity-bcc-hint = Always gets a blind copy.
settings-identity-signature = Signature
settings-identity-make-default = Make default
settings-identity-remove = Delete identity
settings-address-wrong = This is not an email address.
settings-addresses-wrong = One of these is not an email address.
settings-rich = Rich text
settings-no-pictures = Signatures and templates can’t hold pictures or files.
settings-templates-none = No templates yet.
settings-template-add = Add template
settings-template-new = New template
settings-template-name = Name
settings-template-name-missing = A template needs a name.
settings-template-subject = Subject
settings-template-subject-hint = Leave it empty to keep the message’s own.
settings-template-body = Text
settings-template-placeholders = When the template is used, these words become what is known then. What is not known stays, for you to fill in.
settings-placeholder-name = the recipient’s name
settings-placeholder-first-name = the recipient’s first name
settings-placeholder-address = the recipient’s address
settings-placeholder-subject = the subject
settings-placeholder-me = your name
settings-placeholder-date = the day’s date
settings-placeholder-cursor = where you go on writing
settings-template-use = Write a message with it
settings-template-remove = Delete template
settings-removed = “{ $name }” was deleted.
settings-account-who = Signed in
settings-account-user = User
settings-account-server = Mail server
settings-file = Settings as a file
settings-file-hint = Identities, signatures, templates and everything else set here, to keep or to take to another account.
settings-export = Export
settings-import = Import
settings-import-file = File of settings
settings-import-title = Import settings
settings-import-changed = Changes
settings-import-added = Is added
settings-import-removed = Is removed
settings-import-becomes = “{ $before }” becomes “{ $after }”
settings-import-same = This file holds what is set already.
settings-import-cut = The end of this file is missing, or another version wrote it. Nothing is removed.
settings-import-damaged = { $count ->
    [one] One line of this file can’t be read and is left out. Nothing is removed.
   *[other] { $count } lines of this file can’t be read and are left out. Nothing is removed.
}
settings-import-now = Import these settings
settings-import-cancel = Leave everything as it is
settings-imported = The settings were imported.
settings-import-wrong = This file does not hold settings of Porthole. Nothing was changed.
setting-default-identity = Default identity
setting-favourite = Favourite folder
setting-folder-colour = Folder colour
setting-identity = Identity
setting-label = Label
setting-nothing = None
setting-of = { $name }: { $value }
setting-remote-from = Sender whose images are shown
setting-search = Saved search
setting-template = Template
setting-welcomed = First questions are answered

## Notifications

alert-new-mail = New mail
alert-line = { $sender }: { $subject }
alert-in = { $what } in { $mailbox }
alert-notifications = On this desktop
alert-on = Notify me of new mail
alert-hint = While you look at something else. Your browser asks you first.
alert-missing = This browser can’t show notifications here. They need a desktop browser, and an address with https.
alert-denied = This browser does not let Porthole notify you. You can allow it in the browser’s settings for this site.
alert-unasked = This browser has not been asked yet.
alert-ask = Allow in this browser
alert-try = Show one now
alert-sample-title = This is a notification
alert-sample-text = New mail is told like this.
alert-words = A notification says
alert-words-full = Sender and subject
alert-words-little = Only that there is new mail
alert-sound = Sound
alert-sound-on = Play a quiet sound
alert-sound-play = Play it now
alert-folders = Other folders
alert-folders-hint = New mail in the inbox is always announced.

## What this browser keeps

privacy-kept = What this browser keeps
privacy-kept-session = Your session
privacy-kept-session-hint = Encrypted, so that a reload asks for no password. Until you log out or close the tab.
privacy-kept-unsent = What you write
privacy-kept-unsent-hint = Drafts, letters and changes until your account has them.
privacy-kept-look = How you like it
privacy-kept-look-hint = Colours, widths and your preferences, so that nothing jumps when the page opens.
privacy-kept-searches = Recent searches, and where mail was moved
privacy-kept-searches-hint = Until you log out.
privacy-kept-size = In use: { $size }. Mail itself is never stored here.
privacy-forget = Forget this computer
privacy-forget-hint = For a computer that is not yours: logs you out and wipes everything Porthole keeps in this browser.
privacy-forget-button = Forget this computer…
privacy-forget-wipes = You will be logged out in all tabs, and this will be wiped from this browser:
privacy-wiped-session = the session and its key
privacy-wiped-look = the copy of your preferences, for everybody who used this browser
privacy-wiped-searches = recent searches and where mail was moved
privacy-wiped-files = drafts, messages and files that wait here
privacy-forget-account = What is unsent or unsaved is brought to your account first; if that can’t be done you are asked. Your account itself stays as it is.
privacy-forget-now = Forget now
privacy-forget-stay = Stay logged in

## The first visit

welcome = Welcome
welcome-text = A few questions, once. Everything can be changed later in the settings.
welcome-name = Your name, as others see it
welcome-notify = Notify me of new mail
welcome-begin = Answer them now
welcome-done = Done
welcome-skip = Skip

## How the page looks

look-theme = Colours
look-theme-system = Match system
look-theme-light = Light
look-theme-dark = Dark
look-theme-contrast = High contrast
look-language = Language
look-language-system = Match system
look-layout = Layout
look-layout-wide = Message beside the list
look-layout-stacked = Message below the list
look-layout-list = List only; a message takes its place
look-density = Density
look-density-comfortable = Comfortable
look-density-normal = Normal
look-density-compact = Compact, one line each
look-columns = Columns
look-columns-hint = Shown beside the subject where each message is one line.
look-column-people = From or to
look-column-preview = First words
look-column-answered = Answered, forwarded
look-column-attachment = Attachment
look-column-size = Size
look-column-date = Date
look-column-flag = Flag
look-list = Message list
look-groups = Group by date
look-conversations = One row for each conversation
look-swipes = Swiping rows
look-swipes-hint = On touch screens.
look-swipe-left = Swipe left
look-swipe-right = Swipe right
look-swipe-read = Mark as read or unread
look-swipe-nothing = Nothing
group-today = Today
group-yesterday = Yesterday
group-this-week = This week
group-last-week = Last week
group-this-month = Earlier this month
group-last-month = Last month
group-older = Older
list-look = Layout and density
list-sort = Sort
sort-by = Sort by
sort-arrival = Arrival
sort-date = Date
sort-from = Sender
sort-to = Recipient
sort-subject = Subject
sort-size = Size
sort-conversations = Conversations
sort-direction = Order
sort-newest = Newest first
sort-oldest = Oldest first
sort-largest = Largest first
sort-smallest = Smallest first
sort-a-to-z = A to Z
sort-z-to-a = Z to A
list-read-only = You can read messages here, but not change them.
list-arrange = Filter and arrange
filter-unread = Unread
filter-flagged = Flagged
filter-attachment = Attachments

## Searching

search-field = Search messages
search-clear = Clear the search
search-suggestions = Suggestions
search-scope = Search in
search-scope-here = { $folder }
search-scope-below = { $folder } and its subfolders
search-scope-all = All folders but Trash and Junk
search-enter = These are here. Press Enter to search them all.
search-going = Searching…
search-found = { $count ->
    [one] 1 found
   *[other] { $count } found
}
search-progress = { $done } of { $total } folders, { $found }
search-failed = { $found }. Could not look in { $folders }.
search-stop = Stop
search-everywhere = Search everywhere
search-texts = Search in texts too
search-save = Save this search
search-unsave = Forget this search
search-edit-this = Rename or forget this search
search-edit = Rename or forget the search { $name }
search-keep-title = Saved search
search-name = Name
search-keep = Save
search-kept = The search was saved.
search-nothing-title = Nothing found
search-nothing-text = No message here matches. Try other words, or search everywhere.
searches = Searches
search-note-from = who wrote it
search-note-to = whom it is for
search-note-subject = words of the subject
search-note-has = with attachments
search-note-is = unread, flagged, answered …
search-note-in = a folder
search-note-anywhere = Trash and Junk too
search-note-day = such as 2024, 2024-03 or 2024-03-31
search-note-label = a label
search-note-text = words of the message

# Keys, as they are called on keyboards where the language is written.
key-ctrl = Ctrl
key-alt = Alt
key-shift = Shift
key-escape = Esc
key-enter = Enter
key-space = Space
key-delete = Delete
key-backspace = Backspace
key-insert = Insert
key-home = Home
key-end = End
key-page-up = Page ↑
key-page-down = Page ↓
key-menu = Menu
