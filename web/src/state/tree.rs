use crate::format::lower_case;
use crate::reactive::*;
use mail_engine::MailboxEntry;
use mail_model::MailboxName;

/// A mailbox's counts, as the tree shows them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub messages: u32,
    pub unseen: u32,
}

/// The tree of mailboxes.
#[derive(Clone, Copy)]
pub struct Tree {
    /// `None` until it was told once.
    entries: RwSignal<Option<Vec<MailboxEntry>>>,
    collapsed: RwSignal<Vec<MailboxName>>,
    /// Each mailbox's counts are a signal of their own: news of one redraws one.
    counts: RwSignal<Vec<(MailboxName, ArcRwSignal<Counts>)>>,
}

impl Tree {
    pub(super) fn new() -> Self {
        Self {
            entries: RwSignal::new(None),
            collapsed: RwSignal::new(Vec::new()),
            counts: RwSignal::new(Vec::new()),
        }
    }

    /// All mailboxes in their order; `None` until they are known.
    pub fn entries(&self) -> ReadSignal<Option<Vec<MailboxEntry>>> {
        self.entries.read_only()
    }

    /// Those whose children are hidden.
    pub fn collapsed(&self) -> ReadSignal<Vec<MailboxName>> {
        self.collapsed.read_only()
    }

    /// A mailbox's counts, once known. Reactive.
    pub fn counts(&self, mailbox: &MailboxName) -> Option<Counts> {
        let counts = self.counts.with(|all| signal_of(all, mailbox));
        counts.map(|counts| counts.get())
    }

    /// Shows or hides a mailbox's children.
    pub fn set_collapsed(&self, mailbox: &MailboxName, is_collapsed: bool) {
        self.collapsed.update(|collapsed| {
            collapsed.retain(|name| name != mailbox);
            if is_collapsed {
                collapsed.push(mailbox.clone());
            }
        });
    }

    pub(super) fn clear(&self) {
        self.entries.set(None);
        self.collapsed.set(Vec::new());
        self.counts.set(Vec::new());
    }

    pub(super) fn set_entries(&self, entries: Vec<MailboxEntry>) {
        for entry in &entries {
            if let Some(counts) = entry.mailbox.counts {
                self.set_counts(
                    entry.mailbox.name.clone(),
                    Counts {
                        messages: counts.messages,
                        unseen: counts.unseen,
                    },
                );
            }
        }
        self.entries.set(Some(entries));
    }

    pub(super) fn set_counts(&self, mailbox: MailboxName, counts: Counts) {
        match self.counts.with_untracked(|all| signal_of(all, &mailbox)) {
            Some(signal) => {
                if signal.get_untracked() != counts {
                    signal.set(counts);
                }
            }
            None => self
                .counts
                .update(|all| all.push((mailbox, ArcRwSignal::new(counts)))),
        }
    }
}

fn signal_of(
    all: &[(MailboxName, ArcRwSignal<Counts>)],
    mailbox: &MailboxName,
) -> Option<ArcRwSignal<Counts>> {
    all.iter()
        .find(|(name, _)| name == mailbox)
        .map(|(_, signal)| signal.clone())
}

/// The entries that are shown: those that no collapsed ancestor hides or, while
/// a filter is typed, those whose name contains it, wherever they are.
pub fn shown_entries(
    entries: &[MailboxEntry],
    collapsed: &[MailboxName],
    filter: &str,
    name: impl Fn(&MailboxEntry) -> String,
) -> Vec<MailboxEntry> {
    let filter = lower_case(filter.trim());
    if !filter.is_empty() {
        let matches = |entry: &&MailboxEntry| {
            entry.mailbox.is_selectable && lower_case(&name(entry)).contains(&filter)
        };
        return entries.iter().filter(matches).cloned().collect();
    }
    let mut hidden_below = None;
    let mut shown = Vec::new();
    for entry in entries {
        if hidden_below.is_some_and(|depth| entry.depth > depth) {
            continue;
        }
        hidden_below =
            (entry.has_children && collapsed.contains(&entry.mailbox.name)).then_some(entry.depth);
        shown.push(entry.clone());
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::shown_entries;
    use mail_engine::MailboxEntry;
    use mail_model::{Mailbox, MailboxName};

    fn entry(name: &str, depth: u32, has_children: bool) -> MailboxEntry {
        MailboxEntry {
            mailbox: Mailbox {
                name: MailboxName::new(name),
                delimiter: Some('/'),
                is_selectable: name != "B",
                may_have_children: true,
                is_subscribed: true,
                special_use: None,
                counts: None,
                id: None,
            },
            depth,
            has_children,
        }
    }

    fn names_shown(collapsed: &[&str], filter: &str) -> Vec<String> {
        let entries = [
            entry("A", 0, true),
            entry("A/X", 1, true),
            entry("A/X/Deep", 2, false),
            entry("A/Y", 1, false),
            entry("B", 0, true),
            entry("B/x-ray", 1, false),
        ];
        let collapsed: Vec<_> = collapsed
            .iter()
            .map(|name| MailboxName::new(*name))
            .collect();
        let shown = shown_entries(&entries, &collapsed, filter, |entry| {
            entry.mailbox.leaf_name().to_owned()
        });
        shown.iter().map(|e| e.mailbox.name.to_string()).collect()
    }

    #[test]
    fn collapsing_hides_all_descendants_and_nothing_else() {
        assert_eq!(names_shown(&["A"], ""), ["A", "B", "B/x-ray"]);
        assert_eq!(
            names_shown(&["A/X"], ""),
            ["A", "A/X", "A/Y", "B", "B/x-ray"]
        );
        assert_eq!(names_shown(&["A", "A/X", "B"], ""), ["A", "B"]);
    }

    #[test]
    fn a_filter_finds_names_even_in_what_is_collapsed() {
        assert_eq!(names_shown(&["A", "B"], " x "), ["A/X", "B/x-ray"]);
    }

    #[test]
    fn a_filter_does_not_find_what_cannot_be_opened() {
        assert_eq!(names_shown(&[], "b"), Vec::<String>::new());
    }
}
