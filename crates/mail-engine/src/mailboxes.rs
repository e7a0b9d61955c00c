//! What the person does with mailboxes themselves: on screen at once, on the
//! server as soon as may be, taken back with the server's words.

use crate::action::{Place, View};
use crate::engine::Engine;
use crate::later::Told;
use crate::link::Purpose;
use crate::preferences::MailboxPreferences;
use crate::tree::pending::{TreeChange, renamed};
use crate::{Change, LaterChange};
use imap_client::{Outcome, Priority, Request, RequestId};
use mail_model::{Mailbox, MailboxName, Problem, ProblemKind, QuotaRoot, Rights, SpecialUse};

impl Engine {
    // Wishes.

    /// Makes a mailbox below another, or at the top.
    pub(crate) fn create_mailbox(
        &mut self,
        parent: Option<&MailboxName>,
        name: &str,
        special_use: Option<SpecialUse>,
    ) {
        match self.account.tree.name_below(parent, name) {
            Ok((name, delimiter)) => self.change_tree(TreeChange::Create(Box::new(Mailbox {
                name,
                delimiter,
                is_selectable: true,
                may_have_children: true,
                is_subscribed: true,
                special_use,
                counts: None,
                id: None,
            }))),
            Err(kind) => self.refuse_tree_change(kind),
        }
    }
    /// Gives a mailbox another name or another place, and those below it with it.
    pub(crate) fn rename_mailbox(
        &mut self,
        mailbox: MailboxName,
        parent: Option<&MailboxName>,
        name: &str,
    ) {
        match self.account.tree.name_below(parent, name) {
            // RENAME INBOX would move its messages (RFC 9051 §6.3.6).
            Ok(_) if mailbox.is_inbox() => self.refuse_tree_change(ProblemKind::NotPermitted),
            Ok(_) if parent.is_some_and(|parent| self.account.tree.is_within(parent, &mailbox)) => {
                self.refuse_tree_change(ProblemKind::ChangeRefused);
            }
            Ok((to, _)) => self.change_tree(TreeChange::Rename { from: mailbox, to }),
            Err(kind) => self.refuse_tree_change(kind),
        }
    }
    /// Deletes a mailbox with all that is in it, and those below it too if wanted.
    pub(crate) fn delete_mailbox(&mut self, mailbox: &MailboxName, with_children: bool) {
        if mailbox.is_inbox() {
            self.refuse_tree_change(ProblemKind::NotPermitted);
            return;
        }
        let mut doomed = vec![mailbox.clone()];
        if with_children {
            doomed = self.account.tree.within(mailbox);
        }
        // Servers end the session of whoever deletes what they have open.
        let place = self.account.place.as_ref();
        if place.is_some_and(|place| doomed.contains(&place.mailbox)) {
            self.move_place(MailboxName::inbox());
        }
        // The deepest first: some servers delete nothing that has children.
        for mailbox in doomed.into_iter().rev() {
            self.change_tree(TreeChange::Delete(mailbox));
        }
    }
    /// Subscribes to a mailbox, or no more.
    pub(crate) fn subscribe(&mut self, mailbox: MailboxName, set: bool) {
        self.change_tree(TreeChange::Subscribe(mailbox, set));
    }
    /// Has a mailbox serve a purpose, in place of the one that did. Where the
    /// server does not keep that, the person's settings do.
    pub(crate) fn assign(&mut self, mailbox: MailboxName, purpose: Option<SpecialUse>) {
        let before = purpose.and_then(|purpose| self.account.tree.special(purpose).cloned());
        if purpose == Some(SpecialUse::Inbox) || before.as_ref() == Some(&mailbox) {
            return;
        }
        if !self.has("METADATA") {
            return self.choose_use(&mailbox, purpose);
        }
        if let Some(before) = before {
            self.change_tree(TreeChange::Assign(before, None));
        }
        self.change_tree(TreeChange::Assign(mailbox, purpose));
    }
    /// The settings say from now on what a mailbox is for.
    fn choose_use(&mut self, mailbox: &MailboxName, purpose: Option<SpecialUse>) {
        self.prefer_of_mailboxes(|mailboxes| mailboxes.set_use(mailbox, purpose));
    }
    /// Something else is chosen about mailboxes, and kept like all that is set.
    fn prefer_of_mailboxes(&mut self, change: impl FnOnce(&mut MailboxPreferences)) {
        let before = &self.account.settings.preferences;
        let mut preferences = before.clone();
        change(&mut preferences.mailboxes);
        if preferences != *before {
            self.tell_later(Told::Preferred(Box::new(preferences)));
        }
    }
    /// Asks for what is to be known of a mailbox beside its messages.
    pub(crate) fn fetch_properties(&mut self, mailbox: &MailboxName) {
        for request in [
            Request::FetchQuota(mailbox.clone()),
            Request::FetchRights(mailbox.clone()),
            Request::FetchSize(mailbox.clone()),
        ] {
            self.ask(request, Purpose::Fact);
        }
        // Its refusal is told, which nobody needs who asked for no list.
        if self.has("ACL") {
            let purpose = Purpose::Acl(mailbox.clone());
            self.ask(Request::FetchAcl(mailbox.clone()), purpose);
        }
    }
    /// Whether the server says that it can do that.
    pub(crate) fn has(&self, capability: &str) -> bool {
        self.session.capabilities.iter().any(|c| c == capability)
    }
    /// Submits what nothing waits for and nothing repeats.
    pub(crate) fn ask(&mut self, request: Request, purpose: Purpose) {
        if let Some(link) = self.link.as_mut().filter(|link| link.is_open()) {
            link.submit(request, Priority::Interactive, purpose, self.now);
        }
    }

    fn change_tree(&mut self, change: TreeChange) {
        if self.account.tree.pending.push(change) {
            self.tell_tree();
        } else {
            self.refuse_tree_change(ProblemKind::LimitExceeded);
        }
    }
    fn refuse_tree_change(&mut self, kind: ProblemKind) {
        let problem = Problem::new(kind);
        self.changes.push_back(Change::Notice(problem));
    }
    /// The place's mailbox is no more, or has another name.
    fn move_place(&mut self, mailbox: MailboxName) {
        let place = Place {
            mailbox,
            message: None,
            message_id: None,
            view: View::default(),
        };
        self.changes.push_back(Change::PlaceMoved(place.clone()));
        self.go(place);
    }

    // What is wanted of the server.

    /// Changes of the tree go out in their order, behind whatever leaves the
    /// mailboxes that they are about.
    pub(crate) fn want_tree_changes(&mut self) {
        let Some(link) = self.link.as_mut().filter(|link| link.is_authenticated) else {
            return;
        };
        let tree = &mut self.account.tree;
        while let Some((place, request)) = tree.waiting() {
            let purpose = Purpose::TreeChange;
            match link.submit(request, Priority::Interactive, purpose, self.now) {
                Some(request) => tree.pending.submitted(place, request),
                None => return,
            }
        }
    }
    /// How much room there is, once on each connection; and what the person may
    /// do with the open mailbox, once for each.
    pub(crate) fn want_facts(&mut self) {
        let (Some(link), Some(list)) = (&mut self.link, &self.account.list) else {
            return;
        };
        if !link.is_authenticated || !link.leads_to(list.id) {
            return;
        }
        let mailbox = list.mailbox.clone();
        let has = |name: &str| self.session.capabilities.iter().any(|c| c == name);
        if has("QUOTA") && !core::mem::replace(&mut link.has_asked_quota, true) {
            let quota = Request::FetchQuota(mailbox.clone());
            link.submit(quota, Priority::Background, Purpose::Fact, self.now);
        }
        let tree = &mut self.account.tree;
        if has("ACL") && tree.rights_are_wanted(&mailbox) {
            let rights = Request::FetchRights(mailbox);
            link.submit(rights, Priority::Background, Purpose::Fact, self.now);
        }
    }

    // The server's words.

    /// A change of the tree ended: it is confirmed, or taken back.
    pub(crate) fn tree_change_ended(&mut self, request: RequestId, outcome: Outcome) {
        let Some((change, outcome)) = self.account.tree.pending.take(request, outcome) else {
            return;
        };
        match (outcome, &change) {
            (Ok(()), _) => self.tree_changed(&change),
            // Servers may keep purposes without letting anybody choose them (RFC 6154 §5).
            (Err(_), TreeChange::Assign(mailbox, purpose)) => self.choose_use(mailbox, *purpose),
            (Err(refusal), _) => self.changes.push_back(Change::Notice(refusal.problem)),
        }
        // Whoever ends a subscription to nothing looks at such.
        if let TreeChange::Subscribe(mailbox, false) = &change
            && !self.account.tree.contains(mailbox)
        {
            self.ask(Request::FetchSubscriptions, Purpose::Fact);
        }
        self.tell_tree();
        if self.account.tree.pending.is_empty()
            && let Some(link) = &mut self.link
        {
            // What else it brought about, the server knows.
            link.has_asked_mailboxes = false;
        }
    }
    /// A change of the tree has happened: all that speaks of the mailbox follows.
    pub(crate) fn tree_changed(&mut self, change: &TreeChange) {
        match change {
            TreeChange::Rename { from, to } => self.renamed(from, to),
            TreeChange::Delete(mailbox) => {
                self.account.parked.retain(|l| l.mailbox != *mailbox);
                self.account.overlay.cancel(mailbox, None);
                self.account.sections.forget_mailbox(mailbox);
                self.ask_quota_anew();
                self.session.known.forget(mailbox);
                self.remember_soon();
            }
            // The server keeps it: nothing else is to be said of it any more.
            TreeChange::Assign(mailbox, purpose) => {
                self.prefer_of_mailboxes(|all| all.forget_use(mailbox, *purpose));
            }
            TreeChange::Create(_) | TreeChange::Subscribe(..) => {}
        }
        self.account.tree.confirm(change);
    }
    fn renamed(&mut self, from: &MailboxName, to: &MailboxName) {
        let delimiter = self.account.tree.delimiter();
        let new_name = |name: &MailboxName| {
            let mailbox = Mailbox {
                name: name.clone(),
                delimiter,
                is_selectable: true,
                may_have_children: true,
                is_subscribed: true,
                special_use: None,
                counts: None,
                id: None,
            };
            renamed(&mailbox, from, to)
        };
        self.session.known.rename(new_name);
        self.account.overlay.rename(new_name);
        self.account.drafts.rename(new_name);
        self.account.journal.rename(new_name);
        for list in &mut self.account.parked {
            if let Some(name) = new_name(&list.mailbox) {
                list.mailbox = name;
            }
        }
        for name in self.account.tree.within(from) {
            self.account.sections.forget_mailbox(&name);
        }
        self.prefer_of_mailboxes(|all| {
            all.rename(new_name);
        });
        self.remember_soon();
        let place = self.account.place.clone();
        let moved = place.and_then(|place| {
            let mailbox = new_name(&place.mailbox)?;
            Some(Place { mailbox, ..place })
        });
        let (Some(place), Some(list)) = (moved, &mut self.account.list) else {
            return;
        };
        // It is opened under its new name, and goes on as after a lost line.
        list.mailbox = place.mailbox.clone();
        self.account.place = Some(place.clone());
        self.account.is_list_refused = false;
        self.account.set_list_aside();
        if let Some(uid) = self.account.reading.as_ref().map(|reading| reading.uid) {
            self.account.around.clear();
            self.account.reading = Some(self.account.reading_of(uid));
        }
        self.changes.push_back(Change::PlaceMoved(place));
    }
    /// How much room there is.
    pub(crate) fn quota_told(&mut self, are_all: bool, roots: Vec<QuotaRoot>) {
        let known = &mut self.account.quota;
        let before = known.clone();
        if are_all {
            *known = roots;
        } else {
            // Only those that were told as the mailbox's are anybody's business.
            for root in roots {
                let same = known.iter_mut().filter(|known| known.name == root.name);
                same.for_each(|known| *known = root.clone());
            }
        }
        if are_all || *known != before {
            self.changes
                .push_back(Change::Later(LaterChange::Quota(known.clone())));
        }
    }
    /// Something has changed by which there is more room or less.
    pub(crate) fn ask_quota_anew(&mut self) {
        if let Some(link) = &mut self.link {
            link.has_asked_quota = false;
        }
    }
    /// What the person may do with a mailbox.
    pub(crate) fn rights_told(&mut self, mailbox: MailboxName, rights: Rights) {
        if self.account.tree.set_rights(&mailbox, &rights) {
            self.changes
                .push_back(Change::Later(LaterChange::Rights { mailbox, rights }));
        }
    }
}
