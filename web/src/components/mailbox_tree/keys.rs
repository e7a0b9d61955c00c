//! The keys of the tree (WAI-ARIA, tree view), and what is typed to find a line.

use crate::format::lower_case;
use crate::keyboard::{Lead, SEQUENCE_MILLISECONDS};
use crate::state::TreeLine;

/// What a key does at a line of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The focus goes to the line with this index.
    Focus(usize),
    /// What stands below the line is hidden, or shown.
    Fold(bool),
    /// The line is pressed.
    Press,
    /// Its menu is opened.
    Menu,
    /// It gets another name.
    Rename,
    /// It is deleted, after a question.
    Delete,
    /// A mailbox is made below it.
    Create,
    /// Nothing; the key is the tree's all the same.
    Rest,
}

/// What a key without Ctrl, Alt or Meta does; `None` where it is not the tree's.
pub(super) fn step(
    key: &str,
    has_shift: bool,
    lines: &[TreeLine],
    at: usize,
    is_collapsed: bool,
) -> Option<Step> {
    let line = lines.get(at)?;
    let is_folded = line.has_children && is_collapsed;
    let parent = lines.get(..at).unwrap_or_default();
    let parent = parent.iter().rposition(|above| above.level < line.level);
    let to = match (key, has_shift) {
        ("F10", true) | ("ContextMenu", _) => return Some(Step::Menu),
        (_, true) => return None,
        ("ArrowDown", _) => Some(at + 1),
        ("ArrowUp", _) => at.checked_sub(1),
        ("Home", _) => Some(0),
        ("End", _) => lines.len().checked_sub(1),
        ("ArrowRight", _) if is_folded => return Some(Step::Fold(false)),
        ("ArrowRight", _) if line.has_children => Some(at + 1),
        ("ArrowLeft", _) if line.has_children && !is_folded => return Some(Step::Fold(true)),
        ("ArrowLeft", _) => parent,
        ("ArrowRight", _) => None,
        ("Enter" | " ", _) => return Some(Step::Press),
        ("F2", _) => return Some(Step::Rename),
        ("Delete", _) => return Some(Step::Delete),
        ("Insert", _) => return Some(Step::Create),
        _ => return None,
    };
    let to = to.filter(|to| *to < lines.len());
    Some(to.map_or(Step::Rest, Step::Focus))
}

/// So long letters belong to one word, in milliseconds.
const PAUSE: i64 = 1_000;

/// What is typed to find a line.
#[derive(Debug, Default)]
pub(super) struct TypeAhead {
    typed: String,
    at: i64,
    /// When the first key of a sequence was pressed, whose second is awaited.
    led_at: Option<i64>,
}

impl TypeAhead {
    /// Whether a key at `now` is a command's, for all that letters are typed here:
    /// undo's, and both keys of a sequence, unless a word has been begun.
    pub(super) fn is_command(&mut self, key: &str, now: i64, lead: Lead) -> bool {
        if key.chars().count() != 1 {
            return false;
        }
        let led_at = self.led_at.take();
        if led_at.is_some_and(|at| now - at <= SEQUENCE_MILLISECONDS) {
            return true;
        }
        let is_begun = !self.typed.is_empty() && now - self.at <= PAUSE;
        self.led_at = (lead == Lead::Sequence && !is_begun).then_some(now);
        lead != Lead::Nothing && !is_begun
    }

    /// A key at `now` (milliseconds): which of `names` it leads to from `at`. What
    /// is no letter or digit is not typed; one that is typed again and again goes
    /// through all that begin with it.
    pub(super) fn press(
        &mut self,
        key: &str,
        now: i64,
        names: &[String],
        at: usize,
    ) -> Option<usize> {
        let mut letters = key.chars();
        let is_letter = letters.next().is_some_and(char::is_alphanumeric);
        if !is_letter || letters.next().is_some() {
            return None;
        }
        let letter = lower_case(key);
        if now - self.at > PAUSE {
            self.typed.clear();
        }
        self.at = now;
        self.typed.push_str(&letter);
        let is_repeated = self.typed.replace(&letter, "").is_empty();
        // A word that goes on may go on where it is; a letter leads on.
        let wanted = if is_repeated { &letter } else { &self.typed };
        let first = at + usize::from(is_repeated);
        let mut order = (first..names.len()).chain(0..first.min(names.len()));
        order.find(|index| {
            let name = names.get(*index).map(|name| lower_case(name));
            name.is_some_and(|name| name.starts_with(wanted))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::TreeSpot;
    use mail_model::MailboxName;

    fn lines() -> Vec<TreeLine> {
        [
            ("A", 1, true),
            ("A/B", 2, true),
            ("A/B/C", 3, false),
            ("D", 1, false),
        ]
        .into_iter()
        .map(|(name, level, has_children)| TreeLine {
            spot: TreeSpot::Mailbox(MailboxName::new(name)),
            entry: None,
            level,
            has_children,
        })
        .collect()
    }

    #[test]
    fn arrows_go_up_and_down_into_and_out_of() {
        let lines = lines();
        for (key, at, is_collapsed, expected) in [
            ("ArrowDown", 0, false, Step::Focus(1)),
            ("ArrowDown", 3, false, Step::Rest),
            ("ArrowUp", 0, false, Step::Rest),
            ("ArrowUp", 3, false, Step::Focus(2)),
            ("ArrowRight", 0, true, Step::Fold(false)),
            ("ArrowRight", 0, false, Step::Focus(1)),
            ("ArrowRight", 2, false, Step::Rest),
            ("ArrowLeft", 1, false, Step::Fold(true)),
            ("ArrowLeft", 1, true, Step::Focus(0)),
            ("ArrowLeft", 2, false, Step::Focus(1)),
            ("ArrowLeft", 3, false, Step::Rest),
            ("Home", 3, false, Step::Focus(0)),
            ("End", 0, false, Step::Focus(3)),
            ("Enter", 1, false, Step::Press),
            ("F2", 1, false, Step::Rename),
            ("Delete", 1, false, Step::Delete),
            ("Insert", 1, false, Step::Create),
            ("ContextMenu", 1, false, Step::Menu),
        ] {
            assert_eq!(
                step(key, false, &lines, at, is_collapsed),
                Some(expected),
                "{key} at {at}"
            );
        }
        assert_eq!(step("F10", true, &lines, 0, false), Some(Step::Menu));
        assert_eq!(step("Delete", true, &lines, 0, false), None);
        assert_eq!(step("x", false, &lines, 0, false), None);
        assert_eq!(step("Home", false, &[], 0, false), None);
    }

    #[test]
    fn undo_and_sequences_are_no_names_unless_a_word_has_been_begun() {
        let names = ["Inbox", "Gazette", "Zoo", "Sent"].map(str::to_owned);
        let mut ahead = TypeAhead::default();
        assert!(ahead.is_command("z", 0, Lead::Undo));
        // `s` behind it is a name's again.
        assert!(!ahead.is_command("s", 100, Lead::Nothing));
        assert_eq!(ahead.press("s", 100, &names, 0), Some(3));
        // A word goes on with whatever letters it has.
        assert!(!ahead.is_command("g", 300, Lead::Sequence));
        assert!(!ahead.is_command("z", 500, Lead::Undo));
        // A sequence's second key is its own, and no key that is only held.
        assert!(ahead.is_command("g", 5_000, Lead::Sequence));
        assert!(!ahead.is_command("Shift", 5_050, Lead::Nothing));
        assert!(ahead.is_command("i", 5_100, Lead::Nothing));
        assert!(!ahead.is_command("i", 5_200, Lead::Nothing));
        // It is not waited for for ever.
        assert!(ahead.is_command("g", 9_000, Lead::Sequence));
        assert!(!ahead.is_command("i", 20_000, Lead::Nothing));
    }

    #[test]
    fn what_is_typed_finds_the_line_that_begins_so() {
        let names = ["Inbox", "Archive", "Sent", "Server", "Spam"].map(str::to_owned);
        let mut ahead = TypeAhead::default();
        assert_eq!(ahead.press("s", 0, &names, 0), Some(2));
        assert_eq!(ahead.press("e", 100, &names, 2), Some(2));
        assert_eq!(ahead.press("r", 200, &names, 2), Some(3));
        // After a pause a new word begins; the same letter goes on and round.
        assert_eq!(ahead.press("S", 5_000, &names, 3), Some(4));
        assert_eq!(ahead.press("s", 5_100, &names, 4), Some(2));
        assert_eq!(ahead.press("x", 9_000, &names, 4), None);
        assert_eq!(ahead.press("Shift", 9_100, &names, 4), None);
        assert_eq!(ahead.press("/", 9_200, &names, 4), None);
        assert_eq!(ahead.press("a", 20_000, &[], 0), None);
    }
}
