//! The answer to an invitation. Nothing is sent unless a button is pressed.

use super::Addressed;
use super::invitation::summary;
use crate::app::App;
use crate::components::{problem_text, upstreams};
use crate::dom::{Child, View, ev, html, value_of};
use crate::reactive::*;
use crate::state::GivenAnswer;
use crate::{calendar, format, i18n, save};
use cards::{Answer, Invitation, Method, Reply, Status};
use mail_engine::{HeaderField, LaterAction, Outgoing, OutgoingId, OutgoingState};
use mail_model::{Address, Letter, LetterContent};

/// The buttons, and what was answered; `None` where there is nothing to answer
/// or nobody here who is asked.
pub(super) fn answer(app: App, invitation: &Invitation, to: &Addressed) -> Option<View> {
    let asked = asked(invitation, &to.own);
    let organizer = invitation.organizer.clone()?;
    if !is_open(invitation) || asked.is_empty() || is_own(&organizer, &to.own) {
        return None;
    }
    let can_send = can_send(app);
    let answering = StoredValue::new(Answering {
        invitation: invitation.clone(),
        addressed: to.clone(),
        organizer: organizer.clone(),
    });
    let attendee = RwSignal::new(asked.first().cloned().unwrap_or_default());
    let comment = RwSignal::new(String::new());
    let given = memo(move |_| answering.with_value(|it| app.state.answers.to(&it.invitation)));
    let give = move |reply: Reply| {
        let (attendee, comment) = (attendee.get_untracked(), comment.get_untracked());
        answering.with_value(|it| it.give(app, reply, &attendee, &comment, can_send));
    };
    let button = move |reply: Reply| {
        html::button()
            .class("button is-quiet")
            .attr("type", "button")
            .attr("aria-pressed", move || {
                let is_given =
                    given.with(|given| given.as_ref().is_some_and(|it| it.reply == reply));
                if is_given { "true" } else { "false" }
            })
            .on(ev::CLICK, move |_| give(reply))
            .child(word(reply))
    };
    let as_whom = (asked.len() > 1).then(|| choice(&asked, attendee));
    let by_file = (!can_send).then(|| {
        html::p()
            .class("card-note")
            .child(i18n::answer_by_file(organizer.label()))
    });
    let comment_field = html::details().class("answer-comment").child((
        html::summary().child(i18n::answer_comment_add()),
        html::input()
            .attr("type", "text")
            .attr("maxlength", "500")
            .attr("aria-label", i18n::answer_comment())
            .on(ev::INPUT, move |event| comment.set(value_of(event))),
    ));
    let buttons = html::div()
        .class("answer-buttons")
        .attr("role", "group")
        .attr("aria-label", i18n::answer())
        .child((
            button(Reply::Accept),
            button(Reply::Tentative),
            button(Reply::Decline),
        ));
    let status = html::div()
        .class("answer-status")
        .attr("role", "status")
        .child(move || given.get().map(|given| status(app, &given)));
    Some(
        html::div()
            .class("answer")
            .child((as_whom, by_file, buttons, comment_field, status))
            .view(),
    )
}

fn word(reply: Reply) -> &'static str {
    match reply {
        Reply::Accept => i18n::answer_accept(),
        Reply::Tentative => i18n::answer_tentative(),
        Reply::Decline => i18n::answer_decline(),
    }
}

/// Whether it can be answered at all.
fn is_open(invitation: &Invitation) -> bool {
    let can_be_told = invitation
        .organizer
        .as_ref()
        .is_some_and(|organizer| !organizer.address.is_empty());
    invitation.method == Method::Request
        && invitation.status != Status::Cancelled
        && !invitation.uid.is_empty()
        && can_be_told
}

/// Whether mail can be sent from here.
fn can_send(app: App) -> bool {
    let upstream = app.state.upstream().get_untracked();
    let known = upstreams().into_iter();
    known
        .filter(|known| known.name == upstream)
        .any(|known| known.can_submit)
}

/// Those who are invited and are the person, by their addresses.
fn asked(invitation: &Invitation, own: &[String]) -> Vec<Address> {
    let attendees = invitation.attendees.iter();
    let addresses = attendees.map(|attendee| &attendee.address);
    addresses
        .filter(|address| is_own(address, own))
        .cloned()
        .collect()
}

fn is_own(address: &Address, own: &[String]) -> bool {
    own.iter()
        .any(|own| own.eq_ignore_ascii_case(&address.address))
}

/// The person's own addresses, as far as a message tells: the login's name, where
/// the server says that it delivered to, and recipients with the login's local part.
pub(super) fn own_addresses(user: &str, to: &[Address], header: &[HeaderField]) -> Vec<String> {
    const DELIVERED: [&str; 4] = [
        "Delivered-To",
        "X-Original-To",
        "Envelope-To",
        "X-Envelope-To",
    ];
    let local_of = |address: &str| address.rsplit_once('@').map(|(local, _)| local.to_owned());
    let local = local_of(user).unwrap_or_else(|| user.to_owned());
    // The topmost is the account's own server's: what follows may be anybody's.
    let delivered = DELIVERED.iter().filter_map(|name| {
        let mut fields = header.iter();
        fields.find(|field| field.name.eq_ignore_ascii_case(name))
    });
    let delivered = delivered.map(|field| field.value.trim().trim_matches(['<', '>']).to_owned());
    let recipients = to.iter().map(|address| address.address.clone());
    let recipients = recipients.filter(|address| {
        local_of(address).is_some_and(|of| !local.is_empty() && of.eq_ignore_ascii_case(&local))
    });
    let user = core::iter::once(user.to_owned());
    let all = user.chain(delivered).chain(recipients);
    all.filter(|address| address.contains('@')).collect()
}

/// As whom one answers, where several addresses of the person are invited.
fn choice(asked: &[Address], attendee: RwSignal<Address>) -> View {
    let all = asked.to_vec();
    let options: Vec<_> = asked
        .iter()
        .map(|address| {
            html::option()
                .attr("value", address.address.clone())
                .child(address.address.clone())
        })
        .collect();
    html::label()
        .class("answer-as")
        .child((
            i18n::answer_as(),
            html::select()
                .on(ev::CHANGE, move |event| {
                    let chosen = value_of(event);
                    let found = all.iter().find(|address| address.address == chosen);
                    if let Some(found) = found {
                        attendee.set(found.clone());
                    }
                })
                .child(options),
        ))
        .view()
}

/// What an answer is made of, apart from the person's choices.
struct Answering {
    invitation: Invitation,
    addressed: Addressed,
    organizer: Address,
}

impl Answering {
    /// Sends an answer, or saves it where nothing can be sent.
    fn give(&self, app: App, reply: Reply, attendee: &Address, comment: &str, can_send: bool) {
        let now = format::now();
        let calendar = Answer {
            invitation: &self.invitation,
            attendee,
            reply,
            comment,
            now,
        }
        .calendar();
        let letter = can_send.then(|| {
            let id = app.state.outbox.next_id();
            let letter = self.letter(reply, attendee, comment, calendar.clone());
            app.act(LaterAction::Send(Box::new(Outgoing {
                id,
                letter,
                keeps_copy: true,
                marks: Vec::new(),
            })));
            id
        });
        if letter.is_none() {
            save::save_text(&calendar, "text/calendar", i18n::answer_file());
        }
        app.state.answers.give(
            &self.invitation,
            GivenAnswer {
                reply,
                given: now,
                letter,
            },
        );
    }

    /// The mail to the organizer (RFC 6047).
    fn letter(&self, reply: Reply, attendee: &Address, comment: &str, calendar: String) -> Letter {
        let summary = summary(&self.invitation);
        let label = attendee.label();
        let (subject, told) = match reply {
            Reply::Accept => (
                i18n::answer_subject_accepted(&summary),
                i18n::answer_told_accepted(label),
            ),
            Reply::Tentative => (
                i18n::answer_subject_tentative(&summary),
                i18n::answer_told_tentative(label),
            ),
            Reply::Decline => (
                i18n::answer_subject_declined(&summary),
                i18n::answer_told_declined(label),
            ),
        };
        let start = self.invitation.start.as_ref();
        let when = start
            .map(|start| calendar::told(start, self.invitation.end.as_ref(), format::now()).span);
        let lines = [
            Some(told),
            Some(String::new()),
            Some(summary),
            when,
            Some(comment.trim())
                .filter(|comment| !comment.is_empty())
                .map(|comment| format!("\n{comment}")),
        ];
        let lines: Vec<String> = lines.into_iter().flatten().collect();
        let message_id = self.addressed.message_id.clone();
        Letter {
            from: attendee.clone(),
            to: vec![self.organizer.clone()],
            subject,
            offset_minutes: calendar::offset_minutes(format::now()),
            references: message_id.iter().cloned().collect(),
            in_reply_to: message_id,
            content: LetterContent::Calendar {
                text: format!("{}\n", lines.join("\n")),
                calendar,
                method: "REPLY".to_owned(),
            },
            ..Letter::default()
        }
    }
}

/// What was answered and how it goes.
fn status(app: App, given: &GivenAnswer) -> View {
    let when = format::full_date(given.given);
    let told = match given.reply {
        Reply::Accept => i18n::answer_accepted(&when),
        Reply::Tentative => i18n::answer_accepted_tentatively(&when),
        Reply::Decline => i18n::answer_declined(&when),
    };
    let Some(letter) = given.letter else {
        return html::p().child(i18n::answer_saved()).view();
    };
    let state = memo(move |_| app.state.outbox.state(letter));
    (move || match state.get() {
        Some(OutgoingState::Sent(_)) => html::p().child(told.clone()).view(),
        Some(OutgoingState::Failed { problem, .. }) => (
            html::p().child((i18n::answer_failed(), " ", problem_text(&problem))),
            again(app, letter),
        )
            .view(),
        Some(OutgoingState::Unknown(_)) => {
            (html::p().child(i18n::answer_unknown()), again(app, letter)).view()
        }
        Some(OutgoingState::Queued {
            problem: Some(problem),
            ..
        }) => html::p()
            .child((i18n::answer_waits(), " ", problem_text(&problem)))
            .view(),
        _ => html::p().child(i18n::answer_sending()).view(),
    })
    .view()
}

fn again(app: App, letter: OutgoingId) -> View {
    html::button()
        .class("button is-quiet")
        .attr("type", "button")
        .on(ev::CLICK, move |_| app.act(LaterAction::Resend(letter)))
        .child(i18n::answer_again())
        .view()
}

#[cfg(test)]
mod tests {
    use super::*;
    use cards::Job;
    use mime_message::BuiltInCharsets;

    fn invitation(method: &str, lines: &str) -> Invitation {
        let file = format!("BEGIN:VCALENDAR\nMETHOD:{method}\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\n");
        let found = Job { files: vec![file] }.read(&BuiltInCharsets);
        found.invitations.into_iter().next().unwrap()
    }

    fn address(address: &str) -> Address {
        Address {
            name: String::new(),
            address: address.to_owned(),
        }
    }

    fn field(name: &str, value: &str) -> HeaderField {
        HeaderField {
            name: name.to_owned(),
            value: value.to_owned(),
        }
    }

    #[test]
    fn own_addresses_are_found_where_a_message_tells_them() {
        let to = [address("Ada@b.example"), address("bob@a.example")];
        let header = [
            field("delivered-to", "<real@a.example>"),
            field("Delivered-To", "forged@a.example"),
            field("X-Original-To", "alias@a.example"),
        ];
        assert_eq!(
            own_addresses("ada@a.example", &to, &header),
            [
                "ada@a.example",
                "real@a.example",
                "alias@a.example",
                "Ada@b.example"
            ]
        );
        assert_eq!(own_addresses("bob", &to, &[]), ["bob@a.example"]);
        assert!(own_addresses("", &to, &[]).is_empty());
    }

    #[test]
    fn only_a_request_to_the_person_can_be_answered() {
        let whole = "UID:1\nORGANIZER:mailto:o@a.example\nATTENDEE:mailto:ADA@a.example\nATTENDEE:mailto:x@a.example";
        let own = ["ada@a.example".to_owned()];
        let request = invitation("REQUEST", whole);
        assert!(is_open(&request));
        assert_eq!(asked(&request, &own), [address("ADA@a.example")]);
        assert!(asked(&request, &["else@a.example".to_owned()]).is_empty());
        for (method, lines) in [
            ("CANCEL", whole),
            ("PUBLISH", whole),
            ("REPLY", whole),
            ("REQUEST", "ORGANIZER:mailto:o@a.example\nSUMMARY:no UID"),
            ("REQUEST", "UID:1\nSUMMARY:no organizer"),
            ("REQUEST", "UID:1\nORGANIZER;CN=o:invalid:nomail"),
            (
                "REQUEST",
                "UID:1\nORGANIZER:mailto:o@a.example\nSTATUS:CANCELLED",
            ),
        ] {
            assert!(!is_open(&invitation(method, lines)), "{method} {lines}");
        }
    }

    #[test]
    fn an_answer_goes_to_the_organizer_from_the_one_who_is_asked() {
        let invitation = invitation(
            "REQUEST",
            "UID:1\nSUMMARY:Walk\nORGANIZER;CN=Olu:mailto:o@a.example\nATTENDEE;CN=Ada:mailto:ada@a.example",
        );
        let answering = Answering {
            organizer: invitation.organizer.clone().unwrap(),
            invitation,
            addressed: Addressed::default(),
        };
        let ada = answering.invitation.attendees[0].address.clone();
        let letter = answering.letter(Reply::Decline, &ada, " Ill. ", "BEGIN:…".to_owned());
        assert_eq!(letter.from, ada);
        assert_eq!(letter.to[0].address, "o@a.example");
        assert_eq!(letter.subject, "Declined: Walk");
        let LetterContent::Calendar { text, method, .. } = letter.content else {
            panic!("no calendar");
        };
        assert_eq!(text, "Ada declines.\n\nWalk\n\nIll.\n");
        assert_eq!(method, "REPLY");
    }
}
