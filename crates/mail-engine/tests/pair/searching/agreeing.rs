//! What a person types means the same to the server and to a row.

use super::DAY;
use demo_server::{Profile, Server};
use laboratory::{Choices, Pair, START, USER, noise};
use mail_engine::{Days, Mark, Period, Query, Term, View};
use mail_model::{Day, Flag, Flags, Keyword, Timestamp, Uid};
use std::collections::BTreeSet;

const WORDS: [&str; 12] = [
    "report",
    "Quarterly",
    "plan",
    "Grüße",
    "réunion",
    "ann",
    "BOB",
    "invoice",
    "a",
    "re",
    "mole & hill",
    "x-y",
];
const PEOPLE: [&str; 8] = [
    "ann@example.org",
    "Ann Burton <ann.burton@example.org>",
    "\"Bob, the Builder\" <bob@example.net>",
    "=?utf-8?q?J=C3=BCrgen_Gr=C3=BCn?= <jg@example.com>",
    "carol@example.com (Carol Plan)",
    "=?iso-8859-1?q?Andr=E9?= <andre@example.fr>",
    "team: ann@example.org, dave@example.org;",
    "<report@example.org>",
];

fn pick<'a, T>(choices: &mut Choices<'_>, all: &'a [T]) -> &'a T {
    &all[choices.below(all.len() as u32) as usize]
}

/// A message, its flags and when it came.
fn message(choices: &mut Choices<'_>) -> (String, Flags, Timestamp) {
    let subject: Vec<&str> = (0..1 + choices.below(4))
        .map(|_| *pick(choices, &WORDS))
        .collect();
    let subject = subject.join(" ");
    let subject = match choices.below(3) {
        0 if subject.is_ascii() => subject,
        _ => {
            let coded: String = subject.bytes().map(|byte| format!("={byte:02X}")).collect();
            format!("=?UTF-8?Q?{coded}?=")
        }
    };
    let mut text = format!("Subject: {subject}\r\n");
    for field in ["From", "To", "Cc"] {
        if field == "From" || choices.below(2) == 0 {
            let people: Vec<&str> = (0..1 + choices.below(2))
                .map(|_| *pick(choices, &PEOPLE))
                .collect();
            text += &format!("{field}: {}\r\n", people.join(",\r\n "));
        }
    }
    let filling = "All is well.\r\n".repeat(choices.below(200) as usize);
    text += &match choices.below(3) {
        0 => format!(
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n{filling}\r\n--b\r\n\
             Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=plan.pdf\r\n\r\nx\r\n--b--\r\n"
        ),
        _ => format!("Content-Type: text/plain\r\n\r\n{filling}"),
    };
    let all = [
        Flag::Seen,
        Flag::Flagged,
        Flag::Answered,
        Flag::Draft,
        Flag::Keyword(Keyword::new("$Forwarded").unwrap()),
        Flag::Keyword(Keyword::new("$label2").unwrap()),
    ];
    let flags = all.into_iter().filter(|_| choices.below(3) == 0).collect();
    let received = START.0 - i64::from(choices.below(60)) * DAY / 2;
    (text, flags, Timestamp(received))
}

fn term(choices: &mut Choices<'_>, depth: u32) -> Term {
    let text = |choices: &mut Choices<'_>| {
        let word = *pick(choices, &WORDS);
        // Also beginnings of words, in another case.
        match choices.below(3) {
            0 => word.to_uppercase(),
            1 => word.chars().take(3).collect(),
            _ => word.to_owned(),
        }
    };
    let day = |choices: &mut Choices<'_>| {
        Day::new(
            2026,
            4 + choices.below(3) as u8,
            1 + choices.below(28) as u8,
        )
        .unwrap()
    };
    let several = |choices: &mut Choices<'_>| -> Vec<Term> {
        (0..2 + choices.below(2))
            .map(|_| term(choices, depth + 1))
            .collect()
    };
    match choices.below(if depth < 3 { 20 } else { 17 }) {
        0 | 1 => Term::Word(text(choices)),
        2 => Term::From(text(choices)),
        3 => Term::To(text(choices)),
        4 => Term::Cc(text(choices)),
        5 => Term::Subject(text(choices)),
        6 => Term::Text(text(choices)),
        7 => Term::HasAttachment,
        8 => Term::Is(pick(choices, &Mark::ALL).0),
        9 => Term::Label((*pick(choices, &["work", "$label2", "personal", "no (atom"])).to_owned()),
        10 => Term::Before(day(choices)),
        11 => Term::After(day(choices)),
        12 => Term::On(match choices.below(3) {
            0 => Days::Day(day(choices)),
            1 => Days::Month(Day::new(2026, 4 + choices.below(3) as u8, 1).unwrap()),
            _ => Days::Year(Day::new(2025 + choices.below(2) as u16, 1, 1).unwrap()),
        }),
        13 => Term::OlderThan(Period::Days(choices.below(40) as u16)),
        14 => Term::NewerThan(Period::Weeks(choices.below(6) as u16)),
        15 => Term::Larger(choices.below(4_000)),
        16 => Term::Smaller(choices.below(4_000)),
        17 => Term::All(several(choices)),
        18 => Term::Any(several(choices)),
        _ => Term::Not(Box::new(term(choices, depth + 1))),
    }
}

/// So many queries; `PORTHOLE_SEQUENCES` says otherwise.
fn how_many() -> u64 {
    let wished = std::env::var("PORTHOLE_SEQUENCES").ok();
    wished.and_then(|text| text.parse().ok()).unwrap_or(10_000)
}

#[test]
fn a_query_means_the_same_to_the_server_and_to_a_row() {
    const MAILBOX: u64 = 500;
    let (mut said_yes, mut said_no, mut unsaid) = (0_u64, 0_u64, 0_u64);
    let mut done = 0;
    for seed in 0.. {
        if done >= how_many() {
            break;
        }
        let bytes = noise(seed, 200_000);
        let mut choices = Choices::new(&bytes);
        let mut server = Server::empty(Profile::Full);
        server.create_mailbox(USER, "INBOX", None);
        for _ in 0..40 {
            let (text, flags, received) = message(&mut choices);
            server.deliver(USER, "INBOX", text.as_bytes(), &flags, received);
        }
        let mut pair = Pair::with_server(server);
        pair.latency = 1;
        pair.log_in("INBOX", None);
        pair.run_for(3_000);
        let rows: Vec<_> = pair
            .page
            .rows()
            .into_iter()
            .map(|(_, row)| row.clone())
            .collect();
        assert_eq!(rows.len(), 40);
        for _ in 0..MAILBOX.min(how_many() - done) {
            done += 1;
            let query = Query {
                term: term(&mut choices, 0),
                place: None,
            };
            let printed = query.to_string();
            assert_eq!(Query::parse(&printed), query, "{printed}");
            let now = pair.now;
            let view = View {
                query: Some(query.compile(now)),
                ..View::default()
            };
            pair.show("INBOX", view);
            pair.run_for(20);
            let total = pair
                .page
                .total()
                .unwrap_or_else(|| panic!("{printed} is not answered"));
            let found: BTreeSet<Uid> = pair.page.rows().iter().map(|(_, row)| row.uid).collect();
            assert_eq!(found.len(), total as usize, "{printed}");
            for row in &rows {
                match query.judge(row, now) {
                    None => unsaid += 1,
                    Some(is_meant) => {
                        assert_eq!(
                            is_meant,
                            found.contains(&row.uid),
                            "seed {seed}, {printed}: {row:?}"
                        );
                        match is_meant {
                            true => said_yes += 1,
                            false => said_no += 1,
                        }
                    }
                }
            }
        }
    }
    // A judge that says nothing would agree with everybody.
    assert!(
        said_yes > unsaid / 4 && said_no > unsaid / 2,
        "{said_yes} {said_no} {unsaid}"
    );
}
