//! What is done to messages, how one comes to do it, and to which; in the app's words.

/// What is done to messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deed {
    Archive,
    Delete,
    Junk,
    NotJunk,
    Move,
    Copy,
    MarkRead,
    MarkUnread,
    Flag,
    Label,
}

/// How one comes to do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// The buttons over the open message or over the list, and the menu behind them.
    Toolbar,
    /// What the other button opens.
    Menu,
    /// The buttons over the row at the pointer.
    Hover,
    /// Onto a folder; with Ctrl a copy.
    Drag,
    /// A finger, as the settings say.
    Swipe,
    Key,
    Palette,
}

/// To which messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    One,
    /// Three of them.
    Selection,
    /// All that a search has found in one mailbox, which are not all that there are.
    AllThatMatch,
    /// All that it has found in several.
    AllFoundEverywhere,
}

impl Deed {
    /// The mailbox in which it makes sense, if it does: of what is found everywhere
    /// nothing is junk.
    pub(crate) fn home(self, reach: Reach) -> Option<&'static str> {
        match (self, reach) {
            (Self::NotJunk, Reach::AllFoundEverywhere) => None,
            (Self::NotJunk, _) => Some("Junk"),
            (Self::MarkRead, Reach::One | Reach::Selection | Reach::AllThatMatch) => Some("Fresh"),
            _ => Some("INBOX"),
        }
    }

    /// What its button and its line in a menu say.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Archive => "Archive",
            Self::Delete => "Delete",
            Self::Junk => "Junk",
            Self::NotJunk => "Not junk",
            Self::Move => "Move…",
            Self::Copy => "Copy…",
            Self::MarkRead => "Mark as read",
            Self::MarkUnread => "Mark as unread",
            Self::Flag => "Flag",
            Self::Label => "Label…",
        }
    }

    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Archive => "e",
            Self::Delete => "#",
            Self::Junk | Self::NotJunk => "!",
            Self::Move => "v",
            Self::Copy => "V",
            Self::MarkRead => "I",
            Self::MarkUnread => "U",
            Self::Flag => "s",
            Self::Label => "l",
        }
    }

    /// What the palette is asked for.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Archive => "Archive",
            Self::Delete => "Delete",
            Self::Junk => "Junk",
            Self::NotJunk => "not junk",
            Self::Move => "Move to a",
            Self::Copy => "Copy to a",
            Self::MarkRead => "Mark as read",
            Self::MarkUnread => "Mark as unread",
            Self::Flag => "Flag",
            Self::Label => "Label",
        }
    }

    /// What a swipe is set to for it, by the option's value.
    pub(crate) fn swipe(self) -> &'static str {
        match self {
            Self::Archive => "archive",
            Self::Delete => "delete",
            Self::Junk | Self::NotJunk => "junk",
            Self::Move => "move",
            Self::MarkRead | Self::MarkUnread => "read",
            _ => "flag",
        }
    }

    /// Where the messages go, or of which another lies there then.
    pub(crate) fn target(self) -> Option<&'static str> {
        match self {
            Self::Archive => Some("Archive"),
            Self::Delete => Some("Trash"),
            Self::Junk => Some("Junk"),
            Self::NotJunk => Some("INBOX"),
            Self::Move | Self::Copy => Some("Work/Projects"),
            Self::MarkRead | Self::MarkUnread | Self::Flag | Self::Label => None,
        }
    }

    pub(crate) fn takes_away(self) -> bool {
        self.target().is_some() && self != Self::Copy
    }
}
