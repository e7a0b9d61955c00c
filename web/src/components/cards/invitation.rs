//! An invitation: what, when, where, who.

use super::answer::answer;
use super::{Addressed, head, line, link, recurrence, text};
use crate::app::App;
use crate::components::message_people;
use crate::dom::{Child, View, html};
use crate::listing::listed;
use crate::ui::Icon;
use crate::{calendar, format, i18n};
use cards::{Attendee, AttendeeKind, Invitation, Method, Participation, Role, Status};
use mail_model::Address;

/// The card of an invitation.
pub(super) fn card(app: App, invitation: &Invitation, addressed: &Addressed) -> View {
    let summary = summary(invitation);
    let kind = kind(invitation);
    let class = if is_cancelled(invitation) {
        "is-cancelled"
    } else {
        ""
    };
    html::section()
        .class("card")
        .attr("aria-label", i18n::invitation(&summary))
        .child((
            head(Icon::Calendar, &kind, class, &summary),
            note(invitation).map(|note| html::p().class("card-note").child(note)),
            html::dl().class("card-facts").child(facts(app, invitation)),
            description(invitation),
            answer(app, invitation, addressed),
        ))
        .view()
}

/// What the event is called.
pub(super) fn summary(invitation: &Invitation) -> String {
    if invitation.summary.is_empty() {
        i18n::invitation_untitled().to_owned()
    } else {
        invitation.summary.clone()
    }
}

fn is_cancelled(invitation: &Invitation) -> bool {
    invitation.method == Method::Cancel || invitation.status == Status::Cancelled
}

/// What the message wants.
fn kind(invitation: &Invitation) -> String {
    let kind = match invitation.method {
        Method::Reply => return answered(invitation),
        Method::Counter => {
            let name = invitation.attendees.first().map(|who| &who.address);
            return i18n::invitation_proposes(&name_of(name));
        }
        _ if is_cancelled(invitation) => i18n::invitation_cancelled(),
        Method::Request if invitation.sequence > 0 => i18n::invitation_kind_updated(),
        Method::Request => i18n::invitation_kind(),
        Method::Add => i18n::invitation_kind_series(),
        Method::Refresh => i18n::invitation_kind_refresh(),
        Method::DeclineCounter => i18n::invitation_kind_declined_counter(),
        Method::Publish | Method::Cancel => i18n::invitation_kind_event(),
    };
    kind.to_owned()
}

/// Who answered what.
fn answered(invitation: &Invitation) -> String {
    let who = invitation.attendees.first();
    let name = name_of(who.map(|who| &who.address));
    match who.map(|who| who.participation).unwrap_or_default() {
        Participation::Accepted => i18n::invitation_accepted_by(&name),
        Participation::Tentative => i18n::invitation_tentative_by(&name),
        Participation::Declined => i18n::invitation_declined_by(&name),
        Participation::Delegated => i18n::invitation_delegated_by(&name),
        Participation::NeedsAction => i18n::invitation_answered_by(&name),
    }
}

fn name_of(address: Option<&Address>) -> String {
    match address.map(Address::label) {
        Some(label) if !label.is_empty() => label.to_owned(),
        _ => i18n::invitation_somebody().to_owned(),
    }
}

/// What is to be known beside the facts.
fn note(invitation: &Invitation) -> Option<&'static str> {
    let is_one_date = invitation.recurrence_id.is_some();
    match (is_cancelled(invitation), is_one_date) {
        (true, true) => Some(i18n::invitation_cancelled_date()),
        (true, false) => Some(i18n::invitation_cancelled_text()),
        (false, true) => Some(i18n::invitation_one_date()),
        (false, false) => (invitation.status == Status::Tentative).then(i18n::invitation_tentative),
    }
}

fn facts(app: App, invitation: &Invitation) -> Vec<View> {
    let mut facts = vec![line(i18n::invitation_when(), when(invitation))];
    if let Some(rule) = &invitation.recurrence {
        facts.push(line(i18n::invitation_repeats(), recurrence::told(rule)));
    }
    if !invitation.location.is_empty() {
        facts.push(line(i18n::invitation_where(), text(&invitation.location)));
    }
    if let Some(url) = &invitation.conference {
        facts.push(line(i18n::invitation_join(), link(url)));
    }
    if let Some(organizer) = &invitation.organizer {
        facts.push(line(i18n::invitation_organizer(), person(app, organizer)));
    }
    // An answer tells of the one who answers, in its title.
    let is_answer = matches!(invitation.method, Method::Reply | Method::Counter);
    if !invitation.attendees.is_empty() && !is_answer {
        facts.push(line(
            i18n::invitation_attendees(),
            attendees(app, invitation),
        ));
    }
    if let Some(url) = &invitation.url
        && invitation.url != invitation.conference
    {
        facts.push(line(i18n::invitation_page(), link(url)));
    }
    if !invitation.comment.is_empty() {
        facts.push(line(i18n::invitation_comment(), text(&invitation.comment)));
    }
    facts
}

fn when(invitation: &Invitation) -> View {
    let Some(start) = &invitation.start else {
        return i18n::event_no_time().view();
    };
    let told = calendar::told(start, invitation.end.as_ref(), format::now());
    (
        html::span().class("event-span").child(told.span),
        told.near
            .map(|near| html::span().class("badge event-near").child(near)),
        told.elsewhere
            .map(|elsewhere| html::p().class("event-elsewhere").child(elsewhere)),
    )
        .view()
}

/// Somebody by name and address, as far as the file tells.
fn person(app: App, address: &Address) -> View {
    if address.address.is_empty() {
        return text(&address.name);
    }
    message_people::person(app, address)
}

/// How many are invited and what they answered; unfolded, who.
fn attendees(app: App, invitation: &Invitation) -> View {
    let all = &invitation.attendees;
    let items: Vec<_> = all.iter().map(|one| attendee(app, one)).collect();
    let more = (invitation.more_attendees > 0)
        .then(|| html::li().child(i18n::invitation_attendees_more(invitation.more_attendees)));
    html::details()
        .class("attendees")
        .child((
            html::summary().child(counts(invitation)),
            html::ul().child((items, more)),
        ))
        .view()
}

/// `5 people, 2 accepted, 1 declined`.
fn counts(invitation: &Invitation) -> String {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let all = number(invitation.attendees.len()).saturating_add(invitation.more_attendees);
    let count = |participation: Participation| {
        let attendees = invitation.attendees.iter();
        let such = attendees.filter(|attendee| attendee.participation == participation);
        Some(number(such.count())).filter(|count| *count > 0)
    };
    let parts = [
        Some(i18n::invitation_count(all)),
        count(Participation::Accepted).map(i18n::invitation_count_accepted),
        count(Participation::Tentative).map(i18n::invitation_count_tentative),
        count(Participation::Declined).map(i18n::invitation_count_declined),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    listed(&parts)
}

fn attendee(app: App, attendee: &Attendee) -> View {
    let answer = match attendee.participation {
        Participation::NeedsAction => i18n::attendee_needs_action(),
        Participation::Accepted => i18n::attendee_accepted(),
        Participation::Tentative => i18n::attendee_tentative(),
        Participation::Declined => i18n::attendee_declined(),
        Participation::Delegated => i18n::attendee_delegated(),
    };
    let kind = match (attendee.kind, attendee.role) {
        (AttendeeKind::Room, _) => Some(i18n::attendee_room()),
        (_, Role::Optional) => Some(i18n::attendee_optional()),
        (_, Role::Informed) => Some(i18n::attendee_informed()),
        _ => None,
    };
    let words: Vec<&str> = [Some(answer), kind].into_iter().flatten().collect();
    html::li()
        .child((
            person(app, &attendee.address),
            html::span().class("attendee-answer").child(listed(&words)),
        ))
        .view()
}

/// What is said of the event: folded, for the message mostly says the same.
fn description(invitation: &Invitation) -> Option<View> {
    (!invitation.description.is_empty()).then(|| {
        html::details()
            .class("card-description")
            .child((
                html::summary().child(i18n::invitation_description()),
                html::p()
                    .class("card-text")
                    .attr("dir", "auto")
                    .child(invitation.description.clone()),
            ))
            .view()
    })
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

    #[test]
    fn a_card_says_what_the_message_wants() {
        let ada = "ATTENDEE;CN=Ada;PARTSTAT=";
        for (method, lines, expected, note) in [
            ("REQUEST", "SEQUENCE:0", "Invitation", None),
            ("REQUEST", "SEQUENCE:2", "Invitation, changed", None),
            (
                "CANCEL",
                "",
                "Cancelled",
                Some(i18n::invitation_cancelled_text()),
            ),
            (
                "CANCEL",
                "RECURRENCE-ID:20260101",
                "Cancelled",
                Some(i18n::invitation_cancelled_date()),
            ),
            (
                "REQUEST",
                "STATUS:CANCELLED",
                "Cancelled",
                Some(i18n::invitation_cancelled_text()),
            ),
            ("REPLY", &format!("{ada}ACCEPTED:"), "Ada accepted", None),
            ("REPLY", &format!("{ada}DECLINED:"), "Ada declined", None),
            ("REPLY", "", "Somebody answered", None),
            (
                "COUNTER",
                &format!("{ada}TENTATIVE:"),
                "Ada proposes another time",
                None,
            ),
            (
                "PUBLISH",
                "STATUS:TENTATIVE",
                "Event",
                Some("Not certain yet"),
            ),
        ] {
            let invitation = invitation(method, lines);
            assert_eq!(kind(&invitation), expected, "{method} {lines}");
            assert_eq!(super::note(&invitation), note, "{method} {lines}");
        }
    }

    #[test]
    fn attendees_are_counted_by_their_answers() {
        let attendee = |status: &str| format!("ATTENDEE;PARTSTAT={status}:mailto:{status}@x.y\n");
        let lines = [
            attendee("ACCEPTED"),
            attendee("ACCEPTED"),
            attendee("DECLINED"),
            attendee("NEEDS-ACTION"),
        ];
        assert_eq!(
            counts(&invitation("REQUEST", &lines.concat())),
            "4 people, 2 accepted, 1 declined"
        );
    }
}
