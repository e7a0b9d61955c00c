//! Every command: what it is called where its keys are kept, and the keys that it
//! has at first. What it says, when it is possible and how it runs stands in
//! `crate::commands`, which comes behind the list.
//!
//! Keys are called by their `KeyboardEvent.key`. One after the other stand with a
//! blank between, and `or` between those of which any does it. Ctrl, which is Cmd
//! too, or Alt stands before what is pressed with it, and Shift behind these where
//! the key has no other character with it: `Ctrl+Shift+k`, `Alt+ArrowUp`, `Ctrl+?`.
//!
//! The letters are Gmail's, as far as it has the command: so `g` leads to folders
//! and `*` selects, `y` archives as `e` does, and `[` and `]` archive and go on.
//! Gmail has no keys for junk and trash; they follow their verbs (`g !`, `g #`).
//! Arrows, Home, End, Enter, Delete, Shift+Delete and Ctrl+A are Roundcube's. What
//! neither has is found by the palette.

/// A command, as the table has it.
#[derive(Debug)]
pub struct Shortcut {
    /// What it does.
    pub command: Command,
    /// What it is called in settings; never changed, and never given to another.
    pub id: &'static str,
    /// The keys that it has at first; empty where it has none.
    pub keys: &'static str,
}

macro_rules! commands {
    ($($command:ident $id:literal $keys:literal)*) => {
        /// What a person can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Command {
            $($command,)*
        }

        /// All that there are.
        pub const SHORTCUTS: &[Shortcut] = &[$(Shortcut {
            command: Command::$command,
            id: $id,
            keys: $keys,
        },)*];
    };
}

commands! {
    NextMessage "next" "j or ArrowDown"
    PreviousMessage "previous" "k or ArrowUp"
    Unfold "unfold" "ArrowRight"
    Fold "fold" "ArrowLeft"
    OpenMessage "open" "o or Enter"
    CloseMessage "close" "u or Escape"
    FirstMessage "first" "Home"
    LastMessage "last" "End"
    PageDown "page-down" "PageDown"
    PageUp "page-up" "PageUp"
    ToggleSelected "select" "x"
    SelectNext "select-next" "J or Shift+ArrowDown"
    SelectPrevious "select-previous" "K or Shift+ArrowUp"
    SelectToFirst "select-to-first" "Shift+Home"
    SelectToLast "select-to-last" "Shift+End"
    SelectPageDown "select-page-down" "Shift+PageDown"
    SelectPageUp "select-page-up" "Shift+PageUp"
    SelectAll "select-all" "Ctrl+a or * a"
    SelectNone "select-none" "* n"
    SelectRead "select-read" "* r"
    SelectUnread "select-unread" "* u"
    SelectFlagged "select-flagged" "* s"
    SelectUnflagged "select-unflagged" "* t"
    Archive "archive" "e or y"
    ArchiveNext "archive-next" "["
    ArchivePrevious "archive-previous" "]"
    Delete "delete" "# or Delete"
    DeleteForEver "delete-for-ever" "Shift+Delete"
    Junk "junk" "!"
    Move "move" "v"
    MoveAgain "move-again" "M"
    Copy "copy" "V"
    Label "label" "l"
    ActMenu "menu" "Shift+F10 or ContextMenu"
    Undo "undo" "z or Ctrl+z"
    ToggleFlagged "flag" "s"
    MarkSeen "mark-read" "I"
    MarkUnseen "mark-unread" "U"
    Compose "compose" "c"
    Reply "reply" "r"
    ReplyAll "reply-all" "a"
    ReplyList "reply-list" ""
    Forward "forward" "f"
    ForwardAttached "forward-attached" ""
    EditAsNew "edit-as-new" ""
    Resend "resend" ""
    NextMember "next-in-conversation" "n"
    PreviousMember "previous-in-conversation" "p"
    ExpandAll "expand-all" ";"
    CollapseAll "collapse-all" ":"
    MessageMenu "message-menu" "."
    Toolbar "toolbar" ","
    Print "print" ""
    SaveMessage "save-message" ""
    CopyLink "copy-link" ""
    OpenWindow "open-window" ""
    Palette "palette" "Ctrl+k"
    Search "search" "/"
    Refresh "refresh" "N"
    GoInbox "go-inbox" "g i"
    GoFlagged "go-flagged" "g s"
    GoSent "go-sent" "g t"
    GoDrafts "go-drafts" "g d"
    GoArchive "go-archive" "g a"
    GoJunk "go-junk" "g !"
    GoTrash "go-trash" "g #"
    GoFolder "go-folder" "g l"
    GoOutbox "go-outbox" "g o"
    GoContacts "go-contacts" "g c"
    GoSettings "go-settings" "g ,"
    FilterMailboxes "filter-folders" "g f"
    NewFolder "new-folder" ""
    MarkAllRead "mark-all-read" ""
    FolderProperties "folder-properties" ""
    RenameFolder "rename-folder" ""
    EmptyFolder "empty-folder" ""
    ThemeSystem "theme-system" ""
    ThemeLight "theme-light" ""
    ThemeDark "theme-dark" ""
    ThemeContrast "theme-contrast" ""
    LayoutWide "layout-wide" ""
    LayoutStacked "layout-stacked" ""
    LayoutListOnly "layout-list" ""
    LogOut "log-out" ""
    ShowShortcuts "shortcuts" "?"
}

impl Command {
    /// Its line of the table.
    pub fn shortcut(self) -> &'static Shortcut {
        // The table is made of the same lines in the same order.
        &SHORTCUTS[self as usize]
    }

    /// Whether it is not about messages that are in sight.
    pub fn is_everywhere(self) -> bool {
        use Command as Of;
        matches!(
            self,
            Of::Compose
                | Of::Palette
                | Of::ShowShortcuts
                | Of::GoInbox
                | Of::GoFlagged
                | Of::GoSent
                | Of::GoDrafts
                | Of::GoArchive
                | Of::GoJunk
                | Of::GoTrash
                | Of::GoFolder
                | Of::GoOutbox
                | Of::GoContacts
                | Of::GoSettings
                | Of::ThemeSystem
                | Of::ThemeLight
                | Of::ThemeDark
                | Of::ThemeContrast
                | Of::NewFolder
                | Of::LogOut
        )
    }
}
