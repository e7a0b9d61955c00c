//! Where messages went lately: what moves them "there again", and what is proposed
//! first where a folder is chosen. Kept in the browser for each account until somebody
//! logs out.

use super::meant;
use crate::app::App;
use crate::dom::window;
use crate::format::lower_case;
use crate::reactive::*;
use crate::state::{Selected, recent_searches};
use mail_model::{MailboxName, MessageSummary};
use std::sync::Arc;

/// So many senders are remembered, each with one folder.
const MOST: usize = 200;
/// So many folders are proposed before all others.
const MOST_FOLDERS: usize = 6;
/// Of more senders at once none is remembered: who moves so many thinks of none.
const MOST_AT_ONCE: usize = 20;

/// Where mail from somebody went; nobody where it was not known from whom it was.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Went {
    to: String,
    from: String,
}

/// The latest first, each sender once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Moves(Vec<Went>);

impl Moves {
    fn read(text: &str) -> Self {
        let lines = text.lines().filter_map(|line| line.split_once('\t'));
        let went = lines.map(|(from, to)| Went {
            to: to.to_owned(),
            from: from.to_owned(),
        });
        Self(went.take(MOST).collect())
    }

    fn to_text(&self) -> String {
        let lines = self
            .0
            .iter()
            .map(|went| format!("{}\t{}\n", went.from, went.to));
        lines.collect()
    }

    /// Mail from these went there.
    fn note(&mut self, senders: &[String], to: &str) {
        let is_line = |text: &str| !text.contains(|c: char| c.is_control());
        if !is_line(to) {
            return;
        }
        let few = match senders.len() {
            1..=MOST_AT_ONCE => senders,
            _ => &[String::new()],
        };
        for from in few.iter().filter(|from| is_line(from)) {
            self.0.retain(|went| went.from != *from);
            self.0.insert(
                0,
                Went {
                    to: to.to_owned(),
                    from: from.clone(),
                },
            );
        }
        self.0.truncate(MOST);
    }

    /// The folders for mail from these, the likeliest first: where it went before, if
    /// that is one folder, then those that were used lately. Only such as `is_there`.
    fn folders(&self, senders: &[String], is_there: impl Fn(&str) -> bool) -> Vec<String> {
        let of = |from: &String| self.0.iter().find(|went| went.from == *from);
        let mut own = senders
            .iter()
            .map(|from| of(from).map(|went| went.to.as_str()));
        let first = own.next().flatten();
        let common = first.filter(|first| own.all(|to| to == Some(*first)));
        let lately = self.0.iter().map(|went| went.to.as_str());
        let mut folders: Vec<String> = Vec::new();
        for to in common.into_iter().chain(lately).filter(|to| is_there(to)) {
            if folders.len() < MOST_FOLDERS && !folders.iter().any(|known| known == to) {
                folders.push(to.to_owned());
            }
        }
        folders
    }
}

/// The folders that these messages are likely to go to, the likeliest first: none but
/// those that are there and not open.
pub(super) fn likely(app: App, messages: &Selected) -> Vec<String> {
    let here = meant::mailbox(app);
    let entries = app.state.tree.entries().get_untracked().unwrap_or_default();
    let is_there = |name: &str| {
        let mut mailboxes = entries.iter().map(|entry| &entry.mailbox);
        let found = mailboxes.find(|mailbox| mailbox.name.as_str() == name);
        found.is_some_and(|mailbox| mailbox.is_selectable && here.as_ref() != Some(&mailbox.name))
    };
    recall(app).folders(&senders(app, messages), is_there)
}

/// The likeliest of them.
pub(super) fn likeliest(app: App, messages: &Selected) -> Option<MailboxName> {
    likely(app, messages)
        .into_iter()
        .next()
        .map(MailboxName::new)
}

/// Messages go there, and are still known here.
pub(super) fn note(app: App, messages: &Selected, to: &MailboxName) {
    let mut moves = recall(app);
    moves.note(&senders(app, messages), to.as_str());
    if let Ok(Some(storage)) = window().local_storage() {
        // A full or forbidden storage keeps none.
        let _ = storage.set_item(&place(app), &moves.to_text());
    }
}

fn recall(app: App) -> Moves {
    let storage = window().local_storage().ok().flatten();
    let text = storage.and_then(|storage| storage.get_item(&place(app)).ok()?);
    Moves::read(&text.unwrap_or_default())
}

fn place(app: App) -> String {
    let (upstream, user) = app.whose();
    recent_searches::place("moves", &upstream, &user)
}

/// From whom messages are, as far as is known.
fn senders(app: App, messages: &Selected) -> Vec<String> {
    senders_of(&meant::known(app, messages))
}

fn senders_of(known: &[Arc<MessageSummary>]) -> Vec<String> {
    let mut senders = Vec::new();
    for summary in known {
        let from = summary.from.first().map(|from| lower_case(&from.address));
        if let Some(from) = from.filter(|from| !senders.contains(from)) {
            senders.push(from);
        }
    }
    senders
}

#[cfg(test)]
mod tests {
    use super::{MOST, Moves};

    fn names(all: &[&str]) -> Vec<String> {
        all.iter().map(|&one| one.to_owned()).collect()
    }

    #[test]
    fn mail_goes_where_mail_of_its_senders_went_else_where_any_went_last() {
        let mut moves = Moves::default();
        moves.note(&names(&["ann@x"]), "Family");
        moves.note(&names(&["bob@x", "cy@x"]), "Work/Plans");
        moves.note(&[], "Travel");
        let likely = |senders: &[&str]| moves.folders(&names(senders), |_| true);
        let lately = ["Travel", "Work/Plans", "Family"];
        assert_eq!(likely(&[]), lately);
        assert_eq!(likely(&["dee@x"]), lately);
        assert_eq!(likely(&["ann@x"]), ["Family", "Travel", "Work/Plans"]);
        assert_eq!(likely(&["cy@x", "bob@x"])[0], "Work/Plans");
        // They do not agree.
        assert_eq!(likely(&["ann@x", "bob@x"]), lately);
        assert_eq!(likely(&["ann@x", "dee@x"]), lately);
        // It is not there any more.
        let there = moves.folders(&names(&["ann@x"]), |name| name != "Family");
        assert_eq!(there, ["Travel", "Work/Plans"]);
    }

    #[test]
    fn each_sender_has_one_folder_and_all_of_it_is_read_back() {
        let mut moves = Moves::default();
        for number in 0..2 * MOST {
            moves.note(&[format!("{}@x", number % 300)], &format!("F{number}"));
        }
        moves.note(&names(&["1@x"]), "Übung & so");
        moves.note(&names(&["1@x"]), "two\nlines");
        assert_eq!(moves.0.len(), MOST);
        let again = Moves::read(&moves.to_text());
        assert_eq!(again, moves);
        assert_eq!(again.folders(&names(&["1@x"]), |_| true)[0], "Übung & so");
        assert_eq!(Moves::read("damaged\n\n\t\n").0.len(), 1);
    }
}
