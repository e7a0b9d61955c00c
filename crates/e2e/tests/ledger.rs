//! What each action costs before Dovecot with 100,000 messages: the round trips
//! that a person waits for, and the octets from the server until then. Both are
//! compared with the table in `ledger.txt`, so that what a change costs or saves
//! is seen where the change is.
//!
//! `PORTHOLE_LEDGER=write` writes the table anew.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a panic is a test's report, and what was measured is printed"
)]

use e2e::fixture::{Dovecot, Manner, Message, Round, SecondClient, Tap};
use e2e::native::Account;
use e2e::scene::{USER, numbered};
use laboratory::Page;
use mail_engine::{
    Action, Credential, Deed, LaterAction, LoginRequest, OperationId, Place, Selection, View,
};
use mail_model::{Flag, MailboxName, SearchKey, Secret, SortCriterion, SortKey, Uid};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

/// How many messages lie in INBOX.
const COUNT: u32 = 100_000;
/// Rows in view.
const WINDOW: u32 = 40;
/// After so long everything that is fetched ahead is there, and IDLE has begun.
const REST: Duration = Duration::from_millis(1_500);
/// Dovecot answers anything but a search within this.
const THOUGHT: Duration = Duration::from_millis(400);
const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/ledger.txt");

/// What an action cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cost {
    /// The most round trips that it may take.
    at_most: usize,
    round_trips: usize,
    octets: u64,
}

impl Cost {
    /// Octets vary a little with the time and with names that servers give.
    fn is_as_written(self, written: Self) -> bool {
        let tolerance = (written.octets / 50).max(400);
        self.at_most == written.at_most
            && self.round_trips == written.round_trips
            && self.octets.abs_diff(written.octets) <= tolerance
    }
}

/// The account before a tap that lets each answer through in one piece.
struct Bench {
    account: Account,
    tap: Tap,
    dovecot: Dovecot,
    costs: Vec<(&'static str, Cost)>,
}

impl Bench {
    async fn new() -> Self {
        let dovecot = Dovecot::start(&[USER]);
        dovecot.maildir(USER).fill(COUNT, numbered);
        let mut other = SecondClient::log_in(dovecot.clear_port(), USER, Dovecot::PASSWORD);
        let messages: Vec<_> = (0..1_000)
            .map(|number| (numbered(number).0, "(\\Seen)"))
            .collect();
        other.append_all("Archive", &messages);
        dovecot.warm(USER).await;
        let tap = Tap::start(dovecot.clear_port(), Manner::BySlowRounds(THOUGHT)).await;
        Self {
            account: Account::new(tap.port(), tap.authority().client()),
            tap,
            dovecot,
            costs: Vec::new(),
        }
    }

    /// What an action costs until the page shows what it is for.
    async fn measure(
        &mut self,
        action: &'static str,
        at_most: usize,
        act: impl FnOnce(&mut Account),
        mut is_shown: impl FnMut(&Page) -> bool,
    ) {
        self.account.rest(REST).await;
        self.tap.forget();
        act(&mut self.account);
        let shown = |page: &Page| is_shown(page).then_some(());
        self.account.shows(action, shown).await;
        let round_trips = longest(&self.tap.rounds());
        self.note(action, at_most, round_trips);
    }

    /// What an action costs until the server has heard of it, where the page
    /// shows it at once: the round trips until the last command of the kind is answered.
    async fn measure_sent(
        &mut self,
        action: &'static str,
        at_most: usize,
        verb: &str,
        act: impl FnOnce(&mut Account),
    ) {
        self.account.rest(REST).await;
        self.tap.forget();
        act(&mut self.account);
        self.account.rest(REST).await;
        let rounds = self.tap.rounds();
        let last = rounds.iter().rposition(|round| round.sent.contains(verb));
        let last = last.unwrap_or_else(|| panic!("{action}: no {verb} was sent"));
        self.note(action, at_most, longest(&rounds[..=last]));
    }

    fn note(&mut self, action: &'static str, at_most: usize, round_trips: usize) {
        let cost = Cost {
            at_most,
            round_trips,
            octets: self.tap.bytes_received(),
        };
        println!(
            "{action}: {round_trips} round trips, {} octets",
            cost.octets
        );
        assert!(
            round_trips <= at_most,
            "{action}: {round_trips} round trips: {:#?}",
            self.tap.rounds()
        );
        self.costs.push((action, cost));
    }

    fn view(&mut self, first: u32) {
        let list = self
            .account
            .page()
            .list
            .as_ref()
            .expect("a list is open")
            .id;
        self.account.act(Action::ViewRows {
            list,
            first,
            last: first + WINDOW - 1,
        });
    }

    fn uid_at(&self, row: usize) -> Uid {
        self.account.page().row(row).uid
    }
}

/// The longest chain of commands of which each was sent only after the end of the
/// one before, as `Connection::traffic` counts them. How the answers came in
/// pieces does not matter: a login and the SELECT behind it are answered in two.
fn longest(rounds: &[Round]) -> usize {
    let mut lines: BTreeMap<usize, Line> = BTreeMap::new();
    for round in rounds {
        let line = lines.entry(round.connection).or_default();
        for tag in tags(&round.sent, |_| true) {
            line.under_way.insert(tag, line.answered + 1);
        }
        // DONE is no command, and waits for nothing.
        for tag in tags(&round.received, |word| matches!(word, "OK" | "NO" | "BAD")) {
            if let Some(depth) = line.under_way.remove(&tag) {
                line.answered = line.answered.max(depth);
            }
        }
    }
    lines.values().map(|line| line.answered).max().unwrap_or(0)
}

/// One connection's commands.
#[derive(Default)]
struct Line {
    /// By tag: the length of the chain that ends with it.
    under_way: BTreeMap<String, usize>,
    /// The longest chain whose end was answered.
    answered: usize,
}

/// The tags at the beginnings of lines whose second word is such.
fn tags(text: &str, is_such: impl Fn(&str) -> bool) -> Vec<String> {
    let lines = text.lines().filter_map(|line| {
        let (tag, rest) = line.split_once(' ')?;
        let number = tag.strip_prefix('A')?;
        let is_tag = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let word = rest.split(' ').next().unwrap_or(rest);
        (is_tag && is_such(word)).then(|| tag.to_owned())
    });
    lines.collect()
}

fn place(mailbox: &str, view: View, message: Option<Uid>) -> Place {
    Place {
        mailbox: MailboxName::new(mailbox),
        view,
        message,
        message_id: None,
    }
}

/// Whether these rows are shown, and `subject` stands in the first of them.
fn shows(page: &Page, mailbox: &str, first: u32, subject: &str) -> bool {
    let Some(list) = page.list.as_ref() else {
        return false;
    };
    let first = first as usize;
    list.mailbox.as_str() == mailbox
        && list.total.is_some()
        && page.has_rows(first..=first)
        && page.row(first).subject == subject
}

#[tokio::test]
#[ignore = "needs Dovecot; cargo xtask test brings it"]
async fn each_action_costs_what_the_ledger_says() {
    let mut bench = Bench::new().await;
    log_in(&mut bench).await;
    read(&mut bench).await;
    look_around(&mut bench).await;
    change(&mut bench).await;
    come_back(&mut bench).await;
    compare(&bench.costs);
}

async fn log_in(bench: &mut Bench) {
    let login = LoginRequest {
        upstream: "test".to_owned(),
        user: USER.to_owned(),
        credential: Credential::Password(Secret::new(Dovecot::PASSWORD)),
    };
    let to_inbox = |account: &mut Account| {
        let place = place("INBOX", View::default(), None);
        account.act(Action::Login { login, place });
    };
    bench
        .measure("log in for the first time", 2, to_inbox, |page| {
            shows(page, "INBOX", 0, "Number 99999 of many")
        })
        .await;
    bench.view(0);
}

async fn read(bench: &mut Bench) {
    bench.account.rest(REST).await;
    let far = bench.uid_at(20);
    let open = |uid| {
        move |account: &mut Account| {
            account.act(Action::Go(place("INBOX", View::default(), Some(uid))));
        }
    };
    let is_read = |uid: Uid| {
        move |page: &Page| {
            let view = page.message.as_ref();
            view.is_some_and(|view| {
                view.message.uid == uid && matches!(view.body, mail_engine::Body::Text(_))
            })
        }
    };
    bench
        .measure("open a message", 1, open(far), is_read(far))
        .await;
    let neighbour = bench.uid_at(21);
    bench
        .measure("open its neighbour", 1, open(neighbour), is_read(neighbour))
        .await;
}

async fn look_around(bench: &mut Bench) {
    let list = bench
        .account
        .page()
        .list
        .as_ref()
        .expect("a list is open")
        .id;
    for (action, first, subject) in [
        ("show the next window", 40, "Number 99959 of many"),
        ("jump to row 50,000", 50_000, "Number 49999 of many"),
    ] {
        let view = move |account: &mut Account| {
            let last = first + WINDOW - 1;
            account.act(Action::ViewRows { list, first, last });
        };
        bench
            .measure(action, 1, view, move |page| {
                shows(page, "INBOX", first, subject)
            })
            .await;
    }
    let go = |mailbox: &'static str, view: View| {
        move |account: &mut Account| account.act(Action::Go(place(mailbox, view, None)))
    };
    bench
        .measure("open a folder", 2, go("Archive", View::default()), |page| {
            shows(page, "Archive", 0, "Number 999 of many")
        })
        .await;
    bench
        .measure(
            "go back to where one left",
            1,
            go("INBOX", View::default()),
            |page| shows(page, "INBOX", 50_000, "Number 49999 of many"),
        )
        .await;
    bench
        .measure(
            "open the folder again",
            1,
            go("Archive", View::default()),
            |page| shows(page, "Archive", 0, "Number 999 of many"),
        )
        .await;
    bench
        .measure(
            "go back once more",
            1,
            go("INBOX", View::default()),
            |page| shows(page, "INBOX", 50_000, "Number 49999 of many"),
        )
        .await;
    let by_subject = View {
        order: vec![SortCriterion {
            key: SortKey::Subject,
            is_reversed: false,
        }],
        ..View::default()
    };
    bench
        .measure("sort by subject", 1, go("INBOX", by_subject), |page| {
            shows(page, "INBOX", 0, "Number 0 of many")
        })
        .await;
    let search = View {
        query: Some(SearchKey::Subject("Number 777".to_owned())),
        ..View::default()
    };
    bench
        .measure("search subjects", 2, go("INBOX", search), |page| {
            shows(page, "INBOX", 0, "Number 77799 of many")
        })
        .await;
    bench
        .measure("end the search", 1, go("INBOX", View::default()), |page| {
            shows(page, "INBOX", 0, "Number 99999 of many")
        })
        .await;
}

async fn change(bench: &mut Bench) {
    // Every second of a thousand: no range holds two of them.
    let scattered: Vec<Uid> = (0..500)
        .filter_map(|number| Uid::new(50_001 + 2 * number))
        .collect();
    bench
        .measure_sent("flag 500 scattered messages", 1, "STORE", |account| {
            account.act(LaterAction::SetFlag {
                uids: scattered,
                flag: Flag::Flagged,
                value: true,
            });
        })
        .await;
    let moved = (0..500).filter_map(|number| Uid::new(60_001 + 2 * number));
    let selection = Selection::Uids(moved.collect());
    bench
        .measure_sent("move 500 scattered messages", 1, "MOVE", |account| {
            account.act(LaterAction::Operate {
                operation: OperationId(1),
                selection,
                deed: Deed::Move(MailboxName::new("Archive")),
            });
        })
        .await;
    // What the move left of the inbox is counted two seconds behind it.
    bench.account.rest(Duration::from_secs(4)).await;
    let maildir = bench.dovecot.maildir(USER);
    bench
        .measure(
            "see new mail, from the server's word on",
            1,
            move |_| maildir.deliver(&Message::new("Fresh").text("Just now.").bytes()),
            |page| shows(page, "INBOX", 0, "Fresh"),
        )
        .await;
}

async fn come_back(bench: &mut Bench) {
    bench.account.rest(REST).await;
    let session = bench.account.kept.clone().expect("a session is kept");
    bench.account = Account::new(bench.tap.port(), bench.tap.authority().client());
    let restore = |account: &mut Account| {
        account.restore(session, place("INBOX", View::default(), None));
    };
    // What has come since is asked for when the rest is there.
    bench
        .measure("log in after a reload", 1, restore, |page| {
            (0..2).any(|row| shows(page, "INBOX", row, "Number 99999 of many"))
        })
        .await;
}

/// Compares with the table, or writes it.
fn compare(costs: &[(&'static str, Cost)]) {
    let mut table = String::from(
        "# Before Dovecot with 100,000 messages (tests/ledger.rs; PORTHOLE_LEDGER=write writes it anew):\n\
         # action | at most | round trips | octets from the server\n",
    );
    for (action, cost) in costs {
        let Cost {
            at_most,
            round_trips,
            octets,
        } = cost;
        let _ = writeln!(table, "{action} | {at_most} | {round_trips} | {octets}");
    }
    if std::env::var("PORTHOLE_LEDGER").is_ok_and(|wish| wish == "write") {
        std::fs::write(TABLE, table).expect("the table can be written");
        return;
    }
    let written = std::fs::read_to_string(TABLE).expect("the table is there");
    let same = written.lines().filter(|line| !line.starts_with('#'));
    let same: Vec<(&str, Cost)> = same.map(parsed).collect();
    assert!(
        same.len() == costs.len()
            && same
                .iter()
                .zip(costs)
                .all(|((was, written), (is, cost))| { was == is && cost.is_as_written(*written) }),
        "the ledger has\n\n{written}\nand it was\n\n{table}"
    );
}

fn parsed(line: &str) -> (&str, Cost) {
    let fields: Vec<&str> = line.split(" | ").collect();
    let number = |field: usize| fields[field].parse().expect("a number");
    let cost = Cost {
        at_most: number(1),
        round_trips: number(2),
        octets: number(3) as u64,
    };
    (fields[0], cost)
}
