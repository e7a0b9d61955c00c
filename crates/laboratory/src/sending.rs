//! A letter on its way while lines break, services refuse, tabs die and networks
//! go away: whatever happens, it is delivered once and a copy of it kept; or it
//! is not delivered, and still here; or nobody knows, and the person is told so.
//! Never twice, never lost, never in silence.

use crate::{Choices, Pair, USER, noise};
use demo_server::Profile;
use mail_engine::{Draft, DraftId, LaterAction, OutgoingId, OutgoingState, SentCopy};
use mail_model::{Address, Composed, FileId, Letter, LetterContent, LetterFile};

const DRAFT: DraftId = DraftId(7);
const LETTER: OutgoingId = OutgoingId(70);
const FILE: FileId = FileId(700);
const SUBJECT: &str = "Whatever happens";
/// So long everything is well in the end: longer than anything is waited for.
const HEALED: i64 = 4 * 3_600_000;

/// Something that goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The line breaks after so many more octets for the server.
    CutSending(usize),
    /// The line breaks after so many more octets from the server.
    CutReceiving(usize),
    /// A command, or a letter's end (`.`), is refused with these words.
    Refuse(&'static str, &'static str),
    /// All lines are dead, and nobody says so.
    Stall,
    /// The tab is killed, and opened again.
    Kill,
    /// There is no network for so many milliseconds.
    Gone(i64),
    /// The proxy is started anew: all lines end at once.
    Restart,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// It was delivered once, and its copy is kept.
    Sent,
    /// It was certainly not delivered, and the person was told why.
    Failed,
    /// The person was told that nobody knows.
    Unknown,
    /// It was not delivered, and is a draft.
    Draft,
}

/// What is refused, for good and for now.
const REFUSALS: [(&str, &str); 9] = [
    ("AUTH", "454 4.7.0 Later"),
    ("MAIL", "421 4.4.2 Idle for too long"),
    ("MAIL", "553 5.7.1 Not yours"),
    ("RCPT", "451 4.7.1 Greylisted, try again"),
    ("RCPT", "550 5.1.1 Nobody"),
    ("DATA", "451 4.3.0 Later"),
    (".", "451 4.3.0 Later"),
    (".", "554 5.6.0 No"),
    ("APPEND", "NO [OVERQUOTA] Full"),
];

/// Sends a letter while chance lets things go wrong; the same for the same seed.
/// What went wrong, and how it ended.
///
/// # Panics
/// Where it was delivered twice, was lost, or nobody was told.
pub fn play(profile: Profile, seed: u64) -> (Vec<Fault>, End) {
    let bytes = noise(seed, 64);
    let mut choices = Choices::new(&bytes);
    let mut pair = Pair::at_inbox(profile, 2);
    let size = [0, 0, 3_000, 700_000][choices.below(4) as usize];
    let hold = [0, 0, 2][choices.below(3) as usize];
    if size > 0 {
        pair.attach(FILE, vec![b'x'; size]);
    }
    pair.act(LaterAction::KeepDraft(Box::new(draft(size))));
    // It was there for a second at least before somebody could send it.
    pair.run_for(1_000);
    pair.act(LaterAction::SendDraft {
        draft: DRAFT,
        outgoing: LETTER,
        hold,
    });
    let mut faults = Vec::new();
    for _ in 0..=choices.below(3) {
        let wait = match choices.below(4) {
            0 => choices.below(10),
            1 => choices.below(200),
            _ => choices.below(if hold > 0 { 4_000 } else { 1_500 }),
        };
        pair.run_for(i64::from(wait));
        let fault = fault(&mut choices, size);
        bring_about(&mut pair, &fault);
        faults.push(fault);
    }
    pair.is_down = false;
    (pair.cut_after, pair.cut_sending_after) = (None, None);
    pair.run_for(HEALED);
    let end = judge(&pair, &format!("{profile:?} {seed}: {faults:?}"));
    (faults, end)
}

fn draft(size: usize) -> Draft {
    let address = |address: &str| Address {
        name: String::new(),
        address: address.to_owned(),
    };
    let file = LetterFile {
        file: FILE,
        name: "x.bin".to_owned(),
        media_type: "application/octet-stream".to_owned(),
        length: size as u64,
        content_id: None,
    };
    Draft {
        id: DRAFT,
        letter: Letter {
            from: address("robin@example.org"),
            to: vec![address("robin@demo.example")],
            subject: SUBJECT.to_owned(),
            content: LetterContent::Composed(Composed {
                text: ".\nIt goes.\n".repeat(20),
                html: None,
                is_markdown: false,
                files: (size > 0).then_some(file).into_iter().collect(),
            }),
            ..Letter::default()
        },
        identity: None,
        about: Vec::new(),
        notices: None,
        keeps_copy: true,
    }
}

fn fault(choices: &mut Choices<'_>, size: usize) -> Fault {
    // All of the letter, its copy, and what is said around them.
    let octets = 6_000 + 3 * u32::try_from(size).unwrap_or(0);
    match choices.below(8) {
        0 | 1 => Fault::CutSending(1 + choices.below(octets) as usize),
        2 => Fault::CutReceiving(1 + choices.below(3_000) as usize),
        3 => {
            let (verb, words) = REFUSALS[choices.below(9) as usize];
            Fault::Refuse(verb, words)
        }
        4 => Fault::Stall,
        5 => Fault::Kill,
        6 => Fault::Gone(i64::from(choices.below(90_000))),
        _ => Fault::Restart,
    }
}

fn bring_about(pair: &mut Pair, fault: &Fault) {
    match fault {
        Fault::CutSending(octets) => pair.cut_sending_after = Some(*octets),
        Fault::CutReceiving(octets) => pair.cut_after = Some(*octets),
        Fault::Refuse(verb, words) => pair.server.refuse_next(verb, words),
        Fault::Stall => pair.stall(),
        Fault::Kill => pair.reload("INBOX", None),
        Fault::Gone(milliseconds) => {
            pair.is_down = true;
            pair.cut();
            pair.run_for(*milliseconds);
            pair.is_down = false;
        }
        Fault::Restart => {
            pair.is_down = true;
            pair.cut();
            pair.run_for(300);
            pair.is_down = false;
        }
    }
}

fn judge(pair: &Pair, what: &str) -> End {
    let count = |mailbox: &str| {
        let messages = pair.server.messages(USER, mailbox).into_iter();
        let texts = messages.filter_map(|(uid, _)| pair.server.message(USER, mailbox, uid));
        let field = format!("Subject: {SUBJECT}\r\n");
        texts
            .filter(|text| String::from_utf8_lossy(text).contains(&field))
            .count()
    };
    let there = (count("INBOX"), count("Sent"));
    let is_kept = pair.records.values().any(|store| !store.is_empty());
    let is_draft = count("Drafts") > 0 || is_kept;
    let told = pair.page.outgoing.get(&LETTER).and_then(|all| all.last());
    match told {
        Some(OutgoingState::Sent(SentCopy::Kept)) | None if there == (1, 1) => End::Sent,
        Some(OutgoingState::Failed { .. }) if there == (0, 0) && is_draft => End::Failed,
        // The copy in the inbox may have come from elsewhere, for all we know.
        Some(OutgoingState::Unknown(_)) if there.0 <= 1 && there.1 == 0 && is_kept => End::Unknown,
        None if there == (0, 0) && is_draft => End::Draft,
        told => panic!(
            "{what}\ndelivered {} times, {} copies, a draft: {is_draft}, told {told:?}\nall: {:?}\nat {:?}",
            there.0, there.1, pair.page.outgoing, pair.now
        ),
    }
}
