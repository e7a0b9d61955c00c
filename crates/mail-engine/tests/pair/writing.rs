//! Chance decides what a person writes, saves, closes, sends, calls back and
//! throws away, what others do to their drafts, when the line breaks and when the
//! tab is killed. In the end each letter is one draft or one message with one
//! copy, and nothing that was kept is lost.

use crate::drafting::{address, draft, saved};
use demo_server::Profile;
use laboratory::model::PROFILES;
use laboratory::{Choices, Pair, USER, noise};
use mail_engine::{
    ComposeFrom, Draft, DraftId, LaterAction, OutgoingId, OutgoingState, SessionState,
};
use mail_model::{Composed, LetterContent};
use std::collections::BTreeMap;

/// So many sequences are played; `PORTHOLE_SEQUENCES` asks for more.
fn sequences() -> u64 {
    std::env::var("PORTHOLE_SEQUENCES")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(300)
}

/// A letter, from its first word to its end.
#[derive(Debug, Default)]
struct Life {
    /// What it says, as the browser has kept it.
    text: String,
    sent: Option<OutgoingId>,
    is_closed: bool,
    is_discarded: bool,
    /// So many versions others have made of it.
    theirs: usize,
    /// What they did to it was not followed by a word of its author's.
    is_theirs: bool,
}

struct Play<'a> {
    pair: Pair,
    choices: Choices<'a>,
    lives: BTreeMap<DraftId, Life>,
    names: u64,
    run: String,
}

fn composed(id: DraftId, text: &str) -> Draft {
    let mut draft = draft(id, text);
    draft.letter.subject = format!("Letter {}.", id.0);
    draft.letter.bcc = vec![address("blind@elsewhere.example")];
    draft
}

impl Play<'_> {
    fn act(&mut self) {
        match self.choices.below(22) {
            0..=4 => self.write(),
            5 => self.on_life(|id, _| LaterAction::SaveDraft(id)),
            6 => self.close(),
            7..=8 => self.send(),
            9 => self.call_back(),
            10 => self.discard(),
            11 => self.kill(),
            12 => self.pair.cut(),
            13 => self.pair.cut_after = Some(self.choices.below(1_500) as usize),
            14 => self.pair.cut_sending_after = Some(self.choices.below(1_500) as usize),
            15 => self.change_elsewhere(),
            16 => self.remove_elsewhere(),
            17 => self.refuse(),
            18 => self.go_down(),
            _ => {}
        }
        let pause = [10, 60, 150, 400, 2_000, 15_000][self.choices.below(6) as usize];
        // What was written is kept by then.
        self.pair.run_for(pause);
    }
    /// Letters at which one can still do something.
    fn pick(&mut self, is_meant: impl Fn(&Life) -> bool) -> Option<DraftId> {
        let lives = self.lives.iter();
        let meant: Vec<DraftId> = lives
            .filter(|(_, life)| !life.is_closed && !life.is_discarded && is_meant(life))
            .map(|(id, _)| *id)
            .collect();
        let at = self.choices.below(meant.len().max(1) as u32) as usize;
        meant.get(at).copied()
    }
    fn on_life(&mut self, action: impl Fn(DraftId, &mut Life) -> LaterAction) {
        if let Some(id) = self.pick(|life| life.sent.is_none())
            && let Some(life) = self.lives.get_mut(&id)
        {
            let action = action(id, life);
            self.pair.act(action);
        }
    }
    fn write(&mut self) {
        self.names += 1;
        let id = match self.pick(|life| life.sent.is_none()) {
            Some(id) if self.lives.len() > 1 => id,
            _ => DraftId(self.names),
        };
        let life = self.lives.entry(id).or_default();
        // Each version has a length of its own, so that chance makes no twins.
        life.text = format!(
            "version {} {}.",
            self.names,
            "x".repeat(self.names as usize % 400)
        );
        life.is_theirs = false;
        let draft = composed(id, &life.text);
        self.pair.act(LaterAction::KeepDraft(Box::new(draft)));
    }
    fn close(&mut self) {
        self.on_life(|id, life| {
            life.is_closed = true;
            LaterAction::CloseDraft(id)
        });
    }
    fn discard(&mut self) {
        self.on_life(|id, life| {
            life.is_discarded = true;
            LaterAction::DiscardDraft(id)
        });
    }
    fn send(&mut self) {
        self.names += 1;
        let (outgoing, hold) = (
            OutgoingId(self.names),
            [0, 0, 5][self.choices.below(3) as usize],
        );
        self.on_life(|id, life| {
            life.sent = Some(outgoing);
            LaterAction::SendDraft {
                draft: id,
                outgoing,
                hold,
            }
        });
    }
    fn call_back(&mut self) {
        let Some(id) = self.pick(|life| life.sent.is_some()) else {
            return;
        };
        let before = self.pair.page.composing.len();
        let outgoing = self.lives[&id].sent.unwrap();
        self.pair.act(LaterAction::RecallOutgoing(outgoing));
        if let Some(back) = self.pair.page.composing.get(before) {
            assert_eq!(back.id, id, "{}", self.run);
            let text = text_of(back);
            assert_eq!(text, self.lives[&id].text, "{}", self.run);
            self.lives.get_mut(&id).unwrap().sent = None;
        }
    }
    fn kill(&mut self) {
        let is_known = self.pair.kept.is_some();
        let is_in = !matches!(self.pair.page.session, Some(SessionState::LoggedOut(_)));
        if !is_known || !is_in {
            return;
        }
        self.pair.reload("INBOX", None);
        self.pair.run_for(10);
        // What is still written at is opened again.
        if let Some(id) = self.pick(|life| life.sent.is_none()) {
            let words = Box::default();
            self.pair.act(LaterAction::Compose {
                draft: id,
                from: ComposeFrom::Kept,
                words,
            });
            let opened = self.pair.page.composing.last();
            let opened = opened.unwrap_or_else(|| panic!("{}: {id:?} is lost", self.run));
            assert_eq!(text_of(opened), self.lives[&id].text, "{}", self.run);
        }
    }
    /// A message of ours in the mailbox for drafts that nobody else made.
    fn own_message(&mut self) -> Option<(DraftId, mail_model::Uid, String, mail_model::Flags)> {
        let own: Vec<_> = saved(&self.pair)
            .into_iter()
            .filter(|(_, text, _)| !text.contains("theirs"))
            .collect();
        let at = self.choices.below(own.len().max(1) as u32) as usize;
        let (uid, text, flags) = own.get(at)?.clone();
        let id = self.lives.keys().find(|id| is_of(&text, **id)).copied()?;
        Some((id, uid, text, flags))
    }
    fn change_elsewhere(&mut self) {
        let Some((id, uid, text, flags)) = self.own_message() else {
            return;
        };
        let now = self.pair.now;
        self.names += 1;
        let other = format!(
            "theirs {} {}",
            self.names,
            "y".repeat(401 + self.names as usize)
        );
        let (head, _) = text.split_once("\r\n\r\n").unwrap();
        let theirs = format!("{head}\r\n\r\n{other}\r\n");
        self.pair.server.expunge(USER, "Drafts", uid, now);
        let server = &mut self.pair.server;
        server.deliver(USER, "Drafts", theirs.as_bytes(), &flags, now);
        self.pair.hear_server();
        let life = self.lives.get_mut(&id).unwrap();
        life.theirs += 1;
        life.is_theirs = true;
    }
    fn remove_elsewhere(&mut self) {
        if let Some((id, uid, ..)) = self.own_message() {
            let now = self.pair.now;
            self.pair.server.expunge(USER, "Drafts", uid, now);
            self.pair.hear_server();
            self.lives.get_mut(&id).unwrap().is_theirs = true;
        }
    }
    /// There is no network any more, or there is again.
    fn go_down(&mut self) {
        self.pair.is_down = !self.pair.is_down;
        if self.pair.is_down {
            self.pair.cut();
        }
    }
    fn refuse(&mut self) {
        let (verb, words) = [
            ("APPEND", "NO [OVERQUOTA] Full"),
            ("REPLACE", "NO [OVERQUOTA] Full"),
            ("RCPT", "550 5.1.1 Nobody"),
            ("MAIL", "451 4.3.0 Later"),
            (".", "451 4.3.0 Later"),
            ("SEARCH", "NO Not now"),
        ][self.choices.below(6) as usize];
        self.pair.server.refuse_next(verb, words);
    }

    fn judge(&mut self) {
        let pair = &mut self.pair;
        pair.server.forget_plans();
        (pair.cut_after, pair.cut_sending_after) = (None, None);
        pair.is_down = false;
        pair.feed(mail_engine::Input::Woke);
        pair.run_for(3_600_000);
        let run = format!("{}\n{:#?}\n{:#?}", self.run, self.lives, pair.page.outgoing);
        let run = format!("{run}\n{:#?}\n{:#?}", pair.page.drafts, pair.page.outbox);
        let texts = |mailbox: &str| -> Vec<String> {
            let messages = pair.server.messages(USER, mailbox).into_iter();
            messages
                .filter_map(|(uid, _)| pair.server.message(USER, mailbox, uid))
                .map(|bytes| String::from_utf8(bytes).unwrap())
                .collect()
        };
        let (inbox, copies, drafts) = (texts("INBOX"), texts("Sent"), texts("Drafts"));
        for (id, life) in &self.lives {
            let of = |texts: &[String]| -> Vec<String> {
                let of_it = texts.iter().filter(|text| is_of(text, *id));
                of_it.cloned().collect()
            };
            let (theirs, own): (Vec<String>, Vec<String>) =
                of(&drafts).into_iter().partition(|t| t.contains("theirs"));
            let (arrived, copied) = (of(&inbox), of(&copies));
            let say = |what: &str| format!("{what}: {id:?} {life:#?}\nown {own:#?}\n{run}");
            assert_eq!(theirs.len(), life.theirs, "{}", say("theirs"));
            assert!(arrived.len() <= 1, "{}", say("sent twice"));
            assert!(own.len() <= 1, "{}", say("two drafts"));
            let mut outgoing = pair.page.outbox.iter();
            let waiting = outgoing.rfind(|item| item.draft == Some(*id));
            let is_unknown =
                waiting.is_some_and(|item| matches!(item.state, OutgoingState::Unknown(_)));
            if is_unknown {
                continue;
            }
            assert_eq!(arrived.len(), copied.len(), "{}", say("copies"));
            let is_there = |texts: &[String]| texts.iter().all(|text| says(text, &life.text));
            if arrived.is_empty() && !life.is_discarded {
                if !life.is_theirs {
                    assert_eq!(own.len(), 1, "{}", say("lost"));
                }
                assert!(is_there(&own), "{}", say("not the last"));
            } else {
                assert!(own.is_empty(), "{}", say("still a draft"));
                assert!(is_there(&arrived), "{}", say("not the last sent"));
            }
        }
    }
}

/// Whether a message is of a letter, by its subject.
fn is_of(message: &str, id: DraftId) -> bool {
    message.contains(&format!("Subject: Letter {}.\r\n", id.0))
}

/// Whether a message says this, however its lines were broken.
fn says(message: &str, text: &str) -> bool {
    let is_space = |c: char| c.is_ascii_whitespace() || c == '=';
    let plain: String = message.chars().filter(|c| !is_space(*c)).collect();
    let text: String = text.chars().filter(|c| !is_space(*c)).collect();
    plain.contains(&text)
}

fn text_of(draft: &Draft) -> &str {
    match &draft.letter.content {
        LetterContent::Composed(Composed { text, .. }) => text,
        _ => "",
    }
}

fn play(profile: Profile, bytes: &[u8], run: &str) {
    let mut play = Play {
        pair: Pair::at_inbox(profile, 1),
        choices: Choices::new(bytes),
        lives: BTreeMap::new(),
        names: 0,
        run: run.to_owned(),
    };
    for _ in 0..40 {
        play.act();
    }
    play.judge();
}

#[test]
fn whatever_happens_each_letter_is_one_draft_or_one_message() {
    for seed in 0..sequences() {
        let profile = PROFILES[seed as usize % PROFILES.len()];
        let bytes = noise(0x5e00_0000 + seed, 400);
        play(profile, &bytes, &format!("{profile:?} {seed}"));
    }
}
