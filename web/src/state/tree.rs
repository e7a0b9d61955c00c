use super::mailbox_facts::MailboxFacts;
use super::tree_lines::TreeSpot;
use crate::reactive::*;
use mail_engine::{LaterChange, MailboxEntry};
use mail_model::{MailboxName, QuotaRoot};

/// A mailbox's counts, as the tree shows them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub messages: u32,
    pub unseen: u32,
}

/// What a person is about to do with a mailbox. What shows it comes later.
#[derive(Clone, Debug, PartialEq)]
pub enum MailboxTask {
    /// Choose from the menu of a mailbox, at a point of the window in CSS pixels.
    Menu(MailboxName, MailboxMenu, (f64, f64)),
    /// Make a mailbox, below another.
    Create(Option<MailboxName>),
    /// Give it another name.
    Rename(MailboxName),
    /// Put it below another.
    Move(MailboxName),
    /// Delete it, after a question.
    Delete(MailboxName),
    /// Look at its properties.
    Properties(MailboxName),
    /// Save all of its messages as a file.
    Save(MailboxName),
}

/// Which menu of a mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailboxMenu {
    /// All that can be done.
    All,
    /// What it may be for.
    Uses,
    /// Its colour.
    Colours,
}

/// The tree of mailboxes.
#[derive(Clone, Copy)]
pub struct Tree {
    /// `None` until it was told once.
    entries: RwSignal<Option<Vec<MailboxEntry>>>,
    collapsed: RwSignal<Vec<TreeSpot>>,
    /// Each mailbox's counts are a signal of their own: news of one redraws one.
    counts: RwSignal<Vec<(MailboxName, ArcRwSignal<Counts>)>>,
    quota: RwSignal<Vec<QuotaRoot>>,
    facts: RwSignal<Vec<(MailboxName, MailboxFacts)>>,
    /// Names that are subscribed to and that no mailbox has, once asked for.
    stale: RwSignal<Vec<MailboxName>>,
    task: RwSignal<Option<MailboxTask>>,
    /// The last that got another name, and that name.
    renamed: StoredValue<Option<(MailboxName, MailboxName)>>,
}

impl Tree {
    pub(super) fn new() -> Self {
        Self {
            entries: RwSignal::new(None),
            collapsed: RwSignal::new(Vec::new()),
            counts: RwSignal::new(Vec::new()),
            quota: RwSignal::new(Vec::new()),
            facts: RwSignal::new(Vec::new()),
            stale: RwSignal::new(Vec::new()),
            task: RwSignal::new(None),
            renamed: StoredValue::new(None),
        }
    }

    /// All mailboxes in their order; `None` until they are known.
    pub fn entries(&self) -> ReadSignal<Option<Vec<MailboxEntry>>> {
        self.entries.read_only()
    }

    /// The entry of a mailbox, if there is one. Reactive.
    pub fn entry(&self, mailbox: &MailboxName) -> Option<MailboxEntry> {
        self.entries.with(|entries| {
            let mut entries = entries.iter().flatten();
            entries.find(|e| e.mailbox.name == *mailbox).cloned()
        })
    }

    /// The lines whose children are hidden.
    pub fn collapsed(&self) -> ReadSignal<Vec<TreeSpot>> {
        self.collapsed.read_only()
    }

    /// Whether a line's children are hidden. Reactive.
    pub fn is_collapsed(&self, spot: &TreeSpot) -> bool {
        self.collapsed.with(|collapsed| collapsed.contains(spot))
    }

    /// How much room there is for mail; nothing where the server does not tell.
    pub fn quota(&self) -> ReadSignal<Vec<QuotaRoot>> {
        self.quota.read_only()
    }

    /// What is known of a mailbox beside its messages. Reactive.
    pub fn facts(&self, mailbox: &MailboxName) -> MailboxFacts {
        self.facts.with(|all| {
            let found = all.iter().find(|(name, _)| name == mailbox);
            found.map(|(_, facts)| facts.clone()).unwrap_or_default()
        })
    }

    /// Names that are subscribed to and that no mailbox has, as far as it was asked.
    pub fn stale(&self) -> ReadSignal<Vec<MailboxName>> {
        self.stale.read_only()
    }

    /// A mailbox is going to be called otherwise.
    pub fn note_rename(&self, from: &MailboxName, to: MailboxName) {
        self.renamed.set_value(Some((from.clone(), to)));
    }

    /// What the last mailbox that got another name is called now, by its name before.
    pub fn new_name(&self, before: &MailboxName) -> Option<MailboxName> {
        self.renamed.with_value(|renamed| {
            let (from, to) = renamed.as_ref()?;
            (from == before).then(|| to.clone())
        })
    }

    /// What the person is about to do with a mailbox.
    pub fn task(&self) -> ReadSignal<Option<MailboxTask>> {
        self.task.read_only()
    }

    /// The person is about to do this, or nothing any more.
    pub fn begin(&self, task: Option<MailboxTask>) {
        if self.task.with_untracked(|before| *before != task) {
            self.task.set(task);
        }
    }

    /// A mailbox's counts, once known. Reactive.
    pub fn counts(&self, mailbox: &MailboxName) -> Option<Counts> {
        let counts = self.counts.with(|all| signal_of(all, mailbox));
        counts.map(|counts| counts.get())
    }

    /// Shows or hides a mailbox's children.
    pub fn set_collapsed(&self, mailbox: &MailboxName, is_collapsed: bool) {
        self.fold(&TreeSpot::Mailbox(mailbox.clone()), is_collapsed);
    }

    /// Shows or hides what stands below a line.
    pub fn fold(&self, spot: &TreeSpot, is_collapsed: bool) {
        self.collapsed.update(|collapsed| {
            collapsed.retain(|other| other != spot);
            if is_collapsed {
                collapsed.push(spot.clone());
            }
        });
    }

    /// What is folded, as it was kept in the browser.
    pub fn recall_collapsed(&self, kept: &str) {
        let kept = kept.lines().filter_map(TreeSpot::from_key);
        self.collapsed.set(kept.collect());
    }

    /// What is folded, to be kept in the browser. A name with a line end in it
    /// unfolds at the next visit.
    pub fn collapsed_text(&self) -> String {
        self.collapsed.with_untracked(|collapsed| {
            let keys = collapsed.iter().map(TreeSpot::key);
            keys.collect::<Vec<_>>().join("\n")
        })
    }

    pub(super) fn clear(&self) {
        self.entries.set(None);
        self.collapsed.set(Vec::new());
        self.counts.set(Vec::new());
        self.quota.set(Vec::new());
        self.facts.set(Vec::new());
        self.stale.set(Vec::new());
        self.task.set(None);
    }

    /// Something about a mailbox beside its messages.
    pub(super) fn tell(&self, change: LaterChange) {
        match change {
            LaterChange::Quota(roots) => self.quota.set(roots),
            LaterChange::StaleSubscriptions(names) => self.stale.set(names),
            LaterChange::Rights { mailbox, rights } => {
                self.set_fact(mailbox, |facts| facts.rights = Some(rights));
            }
            LaterChange::Acl { mailbox, entries } => {
                self.set_fact(mailbox, |facts| facts.acl = Some(entries));
            }
            LaterChange::MailboxSize { mailbox, octets } => {
                self.set_fact(mailbox, |facts| facts.octets = Some(octets));
            }
            _ => {}
        }
    }

    fn set_fact(&self, mailbox: MailboxName, set: impl FnOnce(&mut MailboxFacts)) {
        self.facts.update(|all| {
            let place = all.iter().position(|(name, _)| *name == mailbox);
            let place = place.unwrap_or_else(|| {
                all.push((mailbox, MailboxFacts::default()));
                all.len() - 1
            });
            if let Some((_, facts)) = all.get_mut(place) {
                set(facts);
            }
        });
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
