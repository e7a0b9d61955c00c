//! A server, the product before it, and the other client.

use e2e::fixture::{Kind, MailServer, MailboxState, SecondClient};
use e2e::native::Account;
use e2e::scene::{USER, numbered};
use laboratory::Page;
use laboratory::model::{has_taken_back, stands_above};
use mail_engine::{Action, Credential, LoginRequest, Place, View};
use mail_model::{Flag, Flags, MailboxName, MessageSummary, Secret, Uid};
use std::time::Duration;

/// Rows that a window shows.
pub(crate) const WINDOW: u32 = 40;

/// The parts, in the order in which they must end.
pub(crate) struct Stage {
    pub(crate) account: Account,
    pub(crate) other: SecondClient,
    pub(crate) server: MailServer,
}

impl Stage {
    /// Nobody is logged in; INBOX holds so many numbered messages, of which
    /// every tenth is unread.
    pub(crate) fn with_inbox(kind: Kind, count: u32) -> Self {
        let server = MailServer::start(kind, &[USER]);
        let mut other = server.second_client(USER);
        let messages: Vec<(Vec<u8>, &str)> = (0..count)
            .map(|number| {
                let (message, flags) = numbered(number);
                (message, if flags.is_empty() { "" } else { "(\\Seen)" })
            })
            .collect();
        other.append_all("INBOX", &messages);
        Self {
            account: Account::in_the_clear(server.port()),
            other,
            server,
        }
    }

    /// Another account of this user before the same server, which seems to lack
    /// these capabilities. Nobody is logged in to it.
    pub(crate) fn another(&self, lacking: &[&'static str]) -> Account {
        Account::in_the_clear(self.server.port()).without(lacking)
    }

    /// Has another account stand before the server from now on; gives the one
    /// that stood there.
    pub(crate) fn change(&mut self, account: Account) -> Account {
        std::mem::replace(&mut self.account, account)
    }

    /// Logged in, the newest rows in view.
    pub(crate) async fn at_inbox(kind: Kind, count: u32) -> Self {
        let mut stage = Self::with_inbox(kind, count);
        stage.log_in().await;
        stage.view(0..count.min(WINDOW)).await;
        stage
    }

    /// Logs in, and waits for the list.
    pub(crate) async fn log_in(&mut self) {
        self.account.act(Action::Login {
            login: login(MailServer::PASSWORD),
            place: place("INBOX", None),
        });
        self.online().await;
        let list = |page: &Page| page.total();
        self.account.shows("the list", list).await;
        // The trash and its like are known from now on.
        let tree = |page: &Page| (!page.mailboxes.is_empty()).then_some(());
        self.account.shows("the tree", tree).await;
    }

    pub(crate) async fn online(&mut self) {
        let online = |page: &Page| page.is_online().then_some(());
        self.account.shows("the session", online).await;
    }

    /// Goes to a mailbox, and waits for its list.
    pub(crate) async fn open(&mut self, mailbox: &str) -> u32 {
        self.account.act(Action::Go(place(mailbox, None)));
        let name = MailboxName::new(mailbox);
        let what = format!("the list of {mailbox}");
        self.account
            .shows(&what, |page| {
                let list = page.list.as_ref()?;
                list.total.filter(|_| list.mailbox == name)
            })
            .await
    }

    /// Brings rows into view, and waits for them.
    pub(crate) async fn view(&mut self, places: std::ops::Range<u32>) -> Vec<MessageSummary> {
        let list = self
            .account
            .page()
            .list
            .as_ref()
            .expect("a list is open")
            .id;
        self.account.act(Action::ViewRows {
            list,
            first: places.start,
            last: places.end.saturating_sub(1),
        });
        let what = format!("the rows {places:?}");
        self.account
            .shows(&what, |page| {
                let rows = &page.list.as_ref()?.rows;
                let mut rows = places.clone().map(|place| rows.get(place as usize));
                rows.try_fold(Vec::new(), |mut all, row| {
                    all.push(MessageSummary::clone(row?.as_deref()?));
                    Some(all)
                })
            })
            .await
    }

    /// Goes through the whole list, and stays a while at each place: its rows.
    pub(crate) async fn all_rows(&mut self, stay: Duration) -> Vec<MessageSummary> {
        let total = self.account.page().total().expect("a list is open");
        let mut rows = Vec::new();
        for first in (0..total).step_by(WINDOW as usize) {
            let places = first..total.min(first + WINDOW);
            self.view(places.clone()).await;
            self.account.rest(stay).await;
            rows.extend(self.view(places).await);
        }
        rows
    }

    /// Checks that the list shows what the other client sees: the same
    /// messages, flags and order.
    pub(crate) async fn shows_what_is_there(&mut self, mailbox: &str) {
        let truth = self.truth(mailbox);
        let count = u32::try_from(truth.len()).expect("a mailbox has few messages");
        let what = format!("{count} rows of {mailbox}");
        self.account
            .shows(&what, |page| {
                (page.is_online() && page.total() == Some(count)).then_some(())
            })
            .await;
        let mut rows = self.all_rows(Duration::ZERO).await;
        if self.shown(&rows) != truth {
            // What stood there from before is shown until what is new has come.
            rows = self.all_rows(Duration::from_millis(300)).await;
        }
        let shown = self.shown(&rows);
        let different = truth.iter().zip(&shown).filter(|(truth, row)| truth != row);
        let different: Vec<_> = different.take(10).collect();
        assert!(
            shown == truth,
            "what is there, and what is shown: {different:?}"
        );
        for (above, below) in rows.iter().zip(rows.iter().skip(1)) {
            assert!(stands_above(above, below), "{above:?} above {below:?}");
        }
    }

    /// Each row's UID and flags, as the other client would tell them: what came back
    /// stands where it stood, which it can't know.
    fn shown(&self, rows: &[MessageSummary]) -> Vec<(u32, Vec<String>)> {
        let shown = rows.iter().map(|row| (row.uid.value(), words(&row.flags)));
        let mut shown: Vec<_> = shown.collect();
        if has_taken_back(self.account.page()) {
            shown.sort_unstable_by(|one, other| other.cmp(one));
        }
        shown
    }

    /// What the other client sees, the newest first.
    pub(crate) fn truth(&mut self, mailbox: &str) -> Vec<(u32, Vec<String>)> {
        let MailboxState { mut messages, .. } = self.other.state(mailbox);
        messages.reverse();
        messages
    }
}

pub(crate) fn login(password: &str) -> LoginRequest {
    LoginRequest {
        upstream: "test".to_owned(),
        user: USER.to_owned(),
        credential: Credential::Password(Secret::new(password)),
    }
}

pub(crate) fn place(mailbox: &str, message: Option<Uid>) -> Place {
    Place {
        mailbox: MailboxName::new(mailbox),
        view: View::default(),
        message,
        message_id: None,
    }
}

/// Flags as the second client tells them.
pub(crate) fn words(flags: &Flags) -> Vec<String> {
    let words = flags.iter().map(|flag| match flag {
        Flag::Seen => "\\seen".to_owned(),
        Flag::Answered => "\\answered".to_owned(),
        Flag::Flagged => "\\flagged".to_owned(),
        Flag::Deleted => "\\deleted".to_owned(),
        Flag::Draft => "\\draft".to_owned(),
        Flag::Keyword(keyword) => keyword.as_str().to_lowercase(),
    });
    let mut words: Vec<String> = words.collect();
    words.sort();
    words
}
