//! Views on a real Dovecot: what it finds, sorts and threads itself, and what the
//! engine makes of its mail where it says it can't. Both are compared with what
//! Dovecot says when it is asked without the product.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::fixture::{Dovecot, SecondClient};
use e2e::native::Account;
use e2e::scene::USER;
use laboratory::Page;
use mail_engine::{Action, Credential, LaterAction, LoginRequest, Place, View};
use mail_model::{Flag, MailboxName, SearchKey, Secret, SortCriterion, SortKey};

/// How many messages there are.
const COUNT: u32 = 300;
/// Everything that the engine needs, and nothing that orders.
const PLAIN: &str = "IMAP4rev1 SASL-IR LITERAL+ IDLE NAMESPACE UIDPLUS";

fn place(view: View) -> Place {
    Place {
        mailbox: MailboxName::inbox(),
        view,
        message: None,
        message_id: None,
    }
}

/// Draws the same numbers on each run.
struct Draw(u32);

impl Draw {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) % limit
    }
    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(u32::try_from(words.len()).unwrap()) as usize]
    }
    fn is_so(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    fn subject(&mut self) -> String {
        const WORDS: [&str; 14] = [
            "Hello",
            "hello",
            "élan",
            "Elan",
            "Zebra",
            "äpfel",
            "Apfel",
            "[list] news",
            "news",
            "Straße",
            "Привет",
            "a  b",
            "a\tb",
            "=?utf-8?Q?=C3=A9lan?=",
        ];
        const SIGNS: [&str; 7] = [
            "Re: ",
            "RE:",
            "fwd: ",
            "Fw : ",
            "Re[3]: ",
            "[list] Re: ",
            "[x] ",
        ];
        let mut subject = self.of(&WORDS).to_owned();
        for _ in 0..self.below(3) {
            subject.insert_str(0, self.of(&SIGNS));
        }
        if self.is_so(10) {
            subject.push_str(" (fwd)");
        }
        if self.is_so(5) {
            subject = format!("[fwd: {subject}]");
        }
        subject
    }
    fn address(&mut self) -> String {
        let mailbox = self.of(&["ann", "Bob", "zed", "x.y", "\"q r\""]);
        let host = self.of(&["x.org", "Y.org"]);
        match self.of(&["", "Ann", "\"Bob, B.\"", "zoë", "ann"]) {
            "" => format!("{mailbox}@{host}"),
            name => format!("{name} <{mailbox}@{host}>"),
        }
    }
    fn message(&mut self, number: u32) -> Vec<u8> {
        let mut header = String::new();
        for (percent, field) in [(95, "From"), (90, "To"), (30, "Cc")] {
            if self.is_so(percent) {
                header += &format!("{field}: {}, {}\n", self.address(), self.address());
            }
        }
        if self.is_so(95) {
            header += &format!("Subject: {}\n", self.subject());
        }
        match self.below(20) {
            0 => header += "Date: whenever\n",
            1 => {}
            _ => {
                let (day, hour, minute) = (1 + self.below(27), self.below(24), self.below(60));
                let zone = self.of(&["+0000", "-0700", "+0530", "GMT"]);
                header += &format!("Date: {day} May 2020 {hour:02}:{minute:02}:00 {zone}\n");
            }
        }
        if self.is_so(95) {
            let id = if self.is_so(10) {
                self.below(COUNT)
            } else {
                number
            };
            header += &format!("Message-ID: <{id}@x>\n");
        }
        if self.is_so(60) {
            let mut references = Vec::new();
            for _ in 0..=self.below(4) {
                references.push(format!("<{}@x>", self.below(COUNT + COUNT / 4)));
            }
            if self.is_so(80) {
                header += &format!("References: {}\n", references.join(" "));
            }
            if self.is_so(50) {
                header += &format!("In-Reply-To: {}\n", references.last().unwrap());
            }
        }
        let body = "x".repeat(self.below(50) as usize);
        format!("{header}\n{body}\n").into_bytes()
    }
}

/// The UIDs of the rows that a view shows, all of them.
async fn shown(account: &mut Account, page: &mut Page, view: View) -> Vec<u32> {
    account.act(Action::Go(place(view)));
    let before = page.list.as_ref().map(|list| list.id);
    let mut last = COUNT;
    // The page looks at the whole list as soon as it knows how long it is.
    for is_seen in [false, true] {
        let list = account.until("the whole view", |change| {
            page.apply(change.clone());
            let list = page.list.as_ref().filter(|list| Some(list.id) > before)?;
            last = list.total?;
            let is_whole = last as usize == page.rows().len();
            (is_whole || !is_seen).then_some(list.id)
        });
        let list = list.await;
        account.act(Action::ViewRows {
            list,
            first: 0,
            last,
        });
    }
    let rows = page.rows().into_iter();
    rows.map(|(_, row)| row.uid.value()).collect()
}

/// The numbers in an answer, in their order.
fn numbers(answer: &str, name: &str) -> Vec<u32> {
    let line = answer.lines().find(|line| line.starts_with(name));
    let rest = line.unwrap_or_default().trim_start_matches(name);
    let words = rest.split(|c: char| !c.is_ascii_digit());
    words.filter_map(|word| word.parse().ok()).collect()
}

/// The conversations in an answer, as the numbers of each.
fn conversations(answer: &str) -> Vec<Vec<u32>> {
    let line = answer.lines().find(|line| line.starts_with("* THREAD"));
    let (mut depth, mut conversation, mut all) = (0, String::new(), Vec::new());
    for c in line.unwrap_or_default().chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        conversation.push(c);
        if c == ')' && depth == 0 {
            all.push(numbers(&core::mem::take(&mut conversation), ""));
        }
    }
    all
}

async fn every_view_is_the_servers(dovecot: &Dovecot) {
    let mut draw = Draw(7);
    let messages: Vec<Vec<u8>> = (0..COUNT).map(|number| draw.message(number)).collect();
    let flags = ["", "S", "FS", ""];
    dovecot.maildir(USER).fill(COUNT, |number| {
        let message = messages[number as usize].clone();
        (message, flags[number as usize % flags.len()])
    });
    // Conversations that are as old as each other have no order of their own.
    dovecot.maildir(USER).age();
    let mut account = Account::new(dovecot.tls_port(), dovecot.authority().client());
    let mut page = Page::default();
    account.act(Action::Login {
        login: LoginRequest {
            upstream: "test".to_owned(),
            user: USER.to_owned(),
            credential: Credential::Password(Secret::new(Dovecot::PASSWORD)),
        },
        place: place(View::default()),
    });
    account
        .until("the list", |change| {
            page.apply(change.clone());
            page.has_rows(0..=20).then_some(())
        })
        .await;
    let mut judge = dovecot.dialogue(USER).await;
    judge.command("SELECT INBOX").await;

    let order = |name: &str| -> Vec<SortCriterion> {
        let mut is_reversed = false;
        let mut order = Vec::new();
        for word in name.split(' ') {
            let key = match word {
                "REVERSE" => {
                    is_reversed = true;
                    continue;
                }
                "ARRIVAL" => SortKey::Arrival,
                "CC" => SortKey::Cc,
                "DATE" => SortKey::Date,
                "FROM" => SortKey::From,
                "SIZE" => SortKey::Size,
                "SUBJECT" => SortKey::Subject,
                "TO" => SortKey::To,
                "DISPLAYFROM" => SortKey::DisplayFrom,
                _ => SortKey::DisplayTo,
            };
            order.push(SortCriterion {
                key,
                is_reversed: core::mem::take(&mut is_reversed),
            });
        }
        order
    };
    let unread = || Some(SearchKey::Not(Box::new(SearchKey::Flag(Flag::Seen))));
    for (query, criteria) in [(None, "ALL"), (unread(), "UNSEEN")] {
        for name in [
            "ARRIVAL",
            "CC",
            "REVERSE DATE",
            "FROM",
            "SIZE REVERSE SUBJECT",
            "SUBJECT",
            "TO DATE",
            "DISPLAYFROM",
            "REVERSE DISPLAYTO",
        ] {
            let view = View {
                is_folded: false,
                query: query.clone(),
                order: order(name),
                threads: false,
                search: None,
            };
            let found = shown(&mut account, &mut page, view).await;
            let answer = judge
                .command(&format!("UID SORT ({name}) UTF-8 {criteria}"))
                .await;
            assert_eq!(found, numbers(&answer, "* SORT"), "{name} of {criteria}");
        }
        let view = View {
            is_folded: false,
            query: query.clone(),
            order: Vec::new(),
            threads: true,
            search: None,
        };
        let found = shown(&mut account, &mut page, view).await;
        let answer = judge
            .command(&format!("UID THREAD REFS UTF-8 {criteria}"))
            .await;
        let mut expected = conversations(&answer);
        expected.reverse();
        assert_eq!(found, expected.concat(), "conversations of {criteria}");
        let view = View {
            query: query.clone(),
            threads: true,
            is_folded: true,
            ..View::default()
        };
        let found = shown(&mut account, &mut page, view).await;
        let latest = expected.iter().filter_map(|all| all.iter().max().copied());
        assert_eq!(found, latest.collect::<Vec<_>>(), "rows of {criteria}");
    }

    for (key, criteria) in [
        (
            SearchKey::Subject("élan".to_owned()),
            "CHARSET UTF-8 SUBJECT {5+}\r\nélan",
        ),
        (
            SearchKey::Or(vec![
                SearchKey::From("bob".to_owned()),
                SearchKey::And(vec![
                    SearchKey::Larger(300),
                    SearchKey::Cc("ann".to_owned()),
                ]),
                SearchKey::Header {
                    name: "references".to_owned(),
                    text: "<7".to_owned(),
                },
            ]),
            "OR FROM bob OR (LARGER 300 CC ann) HEADER references \"<7\"",
        ),
    ] {
        let view = View {
            is_folded: false,
            query: Some(key),
            ..View::default()
        };
        let mut found = shown(&mut account, &mut page, view).await;
        found.reverse();
        let answer = judge.command(&format!("UID SEARCH {criteria}")).await;
        assert_eq!(found, numbers(&answer, "* SEARCH"), "{criteria}");
    }
}

#[tokio::test]
#[ignore = "needs Dovecot; cargo xtask test brings it"]
async fn what_dovecot_finds_and_orders_is_shown() {
    every_view_is_the_servers(&Dovecot::start(&[USER])).await;
}

#[tokio::test]
#[ignore = "needs Dovecot; cargo xtask test brings it"]
async fn a_conversation_is_gathered_with_what_was_sent() {
    let dovecot = Dovecot::start(&[USER]);
    let letter = |id: u32, to: Option<u32>| {
        let answers = to.map_or(String::new(), |to| {
            format!("In-Reply-To: <{to}@x>\r\nReferences: <1@x> <{to}@x>\r\n")
        });
        let text = format!(
            "From: a@x.org\r\nSubject: letter {id}\r\nMessage-ID: <{id}@x>\r\n\
             {answers}\r\nThis is {id}.\r\n"
        );
        text.into_bytes()
    };
    let letters = [letter(1, None), letter(2, Some(1)), letter(4, Some(3))];
    let fill = |number: u32| (letters[number as usize].clone(), "S");
    dovecot.maildir(USER).fill(3, fill);
    let mut other = SecondClient::log_in(dovecot.clear_port(), USER, Dovecot::PASSWORD);
    if !other.mailboxes().iter().any(|mailbox| mailbox == "Sent") {
        other.create("Sent");
    }
    other.append("Sent", "\\Seen", &letter(3, Some(2)));
    other.append("Sent", "\\Seen", &letter(9, None));
    let mut account = Account::new(dovecot.tls_port(), dovecot.authority().client());
    let mut place = place(View {
        threads: true,
        is_folded: true,
        ..View::default()
    });
    account.act(Action::Login {
        login: LoginRequest {
            upstream: "test".to_owned(),
            user: USER.to_owned(),
            credential: Credential::Password(Secret::new(Dovecot::PASSWORD)),
        },
        place: place.clone(),
    });
    let row = |page: &Page| page.has_rows(0..=0).then(|| page.row(0).uid);
    place.message = Some(account.shows("the conversation", row).await);
    account.act(Action::Go(place));
    let all = |page: &Page| {
        let mut all = page.gathered.clone();
        all.sort_by(|a, b| a.summary.subject.cmp(&b.summary.subject));
        let subjects = all.iter().map(|member| member.summary.subject.as_str());
        let is_all = subjects.eq(["letter 1", "letter 2", "letter 3", "letter 4"]);
        is_all.then_some(all)
    };
    let gathered = account.shows("all four", all).await;
    let own = gathered[2].message.clone();
    assert_eq!(own.mailbox.as_str(), "Sent");
    account.act(LaterAction::OpenMember(own.clone()));
    let text = |page: &Page| {
        let body = format!("{:?}", page.members.get(&own)?.body);
        body.contains("This is 3").then_some(())
    };
    account.shows("its text", text).await;
}

#[tokio::test]
#[ignore = "needs Dovecot; cargo xtask test brings it"]
async fn without_dovecots_help_the_orders_are_the_same() {
    every_view_is_the_servers(&Dovecot::start_offering(&[USER], PLAIN)).await;
}
