//! What commands are about, and when each is possible.

use super::facts::about;
use crate::i18n;
use crate::keyboard::Command;
use crate::ui::Icon;

/// What commands that stand together are about, in the order in which they do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    List,
    Selecting,
    Acting,
    Writing,
    Message,
    Going,
    Folders,
    Page,
}

impl Group {
    /// All, in their order.
    pub const ALL: [Self; 8] = [
        Self::List,
        Self::Selecting,
        Self::Acting,
        Self::Writing,
        Self::Message,
        Self::Going,
        Self::Folders,
        Self::Page,
    ];

    /// The words above its commands.
    pub fn title(self) -> &'static str {
        match self {
            Self::List => i18n::commands_list(),
            Self::Selecting => i18n::commands_selecting(),
            Self::Acting => i18n::commands_acting(),
            Self::Writing => i18n::commands_writing(),
            Self::Message => i18n::commands_message(),
            Self::Going => i18n::commands_going(),
            Self::Folders => i18n::commands_folders(),
            Self::Page => i18n::commands_page(),
        }
    }
}

/// What must be for a command to do anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    Nothing,
    /// Rows in sight.
    Rows,
    /// A message that is meant: a selected one, the open one, or the one at the cursor.
    Meant,
    /// The same, in a mailbox that may be changed.
    Change,
    /// Messages that are selected.
    Selection,
    /// A message that is open.
    Open,
    /// A way to send mail.
    Way,
    /// The same, and a message that is meant.
    WayAndMeant,
    /// The same, and a message that is open.
    WayAndOpen,
    /// Something that can be taken back.
    Undoable,
    /// A mailbox in sight.
    Mailbox,
    /// One that may be called otherwise, which the inbox may not.
    OwnMailbox,
}

/// How things stand, as far as commands care.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Now {
    pub has_rows: bool,
    pub is_meant: bool,
    pub is_selected: bool,
    pub is_open: bool,
    /// The mailbox may be changed.
    pub is_writable: bool,
    pub can_send: bool,
    pub can_undo: bool,
    pub has_mailbox: bool,
    pub is_inbox: bool,
    /// Messages are out of sight: the settings or the contacts are shown.
    pub is_elsewhere: bool,
}

impl Now {
    /// Whether a command is possible.
    pub fn allows(&self, command: Command) -> bool {
        let is_there = match about(command).needs {
            Needs::Nothing => true,
            Needs::Rows => self.has_rows,
            Needs::Meant => self.is_meant,
            Needs::Change => self.is_meant && self.is_writable,
            Needs::Selection => self.is_selected,
            Needs::Open => self.is_open,
            Needs::Way => self.can_send,
            Needs::WayAndMeant => self.can_send && self.is_meant,
            Needs::WayAndOpen => self.can_send && self.is_open,
            Needs::Undoable => self.can_undo,
            Needs::Mailbox => self.has_mailbox,
            Needs::OwnMailbox => self.has_mailbox && !self.is_inbox,
        };
        is_there && (!self.is_elsewhere || command.is_everywhere())
    }
}

/// What is known of a command.
#[derive(Clone, Copy, Debug)]
pub struct About {
    pub words: &'static str,
    pub group: Group,
    pub needs: Needs,
    pub icon: Icon,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keyboard::SHORTCUTS;

    #[test]
    fn each_command_has_words_of_its_own_and_a_group_that_is_shown() {
        let all: Vec<_> = SHORTCUTS.iter().map(|of| about(of.command)).collect();
        for (index, one) in all.iter().enumerate() {
            assert!(Group::ALL.contains(&one.group));
            assert!(!one.words.is_empty());
            let others = &all[index + 1..];
            assert!(
                others.iter().all(|other| other.words != one.words),
                "{}",
                one.words
            );
        }
        for group in Group::ALL {
            assert!(!group.title().is_empty());
            assert!(all.iter().any(|one| one.group == group));
        }
    }

    #[test]
    fn what_is_possible_follows_from_how_things_stand() {
        let nothing = Now::default();
        let all = Now {
            has_rows: true,
            is_meant: true,
            is_selected: true,
            is_open: true,
            is_writable: true,
            can_send: true,
            can_undo: true,
            has_mailbox: true,
            is_inbox: false,
            is_elsewhere: false,
        };
        for shortcut in SHORTCUTS {
            assert!(all.allows(shortcut.command), "{}", shortcut.id);
        }
        for (command, now, expected) in [
            (Command::GoInbox, nothing, true),
            (Command::Archive, nothing, false),
            (
                Command::Archive,
                Now {
                    is_writable: false,
                    ..all
                },
                false,
            ),
            (
                Command::Copy,
                Now {
                    is_writable: false,
                    ..all
                },
                true,
            ),
            (
                Command::Reply,
                Now {
                    can_send: false,
                    ..all
                },
                false,
            ),
            (
                Command::Print,
                Now {
                    is_open: false,
                    ..all
                },
                false,
            ),
            (
                Command::MessageMenu,
                Now {
                    is_open: false,
                    ..all
                },
                false,
            ),
            (
                Command::RenameFolder,
                Now {
                    is_inbox: true,
                    ..all
                },
                false,
            ),
            (
                Command::FolderProperties,
                Now {
                    is_inbox: true,
                    ..all
                },
                true,
            ),
            (
                Command::Undo,
                Now {
                    can_undo: false,
                    ..all
                },
                false,
            ),
            (
                Command::SelectNone,
                Now {
                    is_selected: false,
                    ..all
                },
                false,
            ),
            (
                Command::Archive,
                Now {
                    is_elsewhere: true,
                    ..all
                },
                false,
            ),
            (
                Command::Compose,
                Now {
                    is_elsewhere: true,
                    ..all
                },
                true,
            ),
        ] {
            assert_eq!(now.allows(command), expected, "{command:?} {now:?}");
        }
    }
}
