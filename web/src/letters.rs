//! Letters that are sent without a composer: from whom, and to whom else.

use crate::app::App;
use crate::components::upstreams;
use crate::reactive::*;
use crate::{calendar, format};
use mail_engine::{LaterAction, Outgoing, OutgoingId, OutgoingState, Settings};
use mail_model::{Address, EnvelopeAddress, Flag, Letter, LetterContent, MessageId, MessageRef};

/// How a letter stands, as far as a button must know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sending {
    /// It is not on its way: it was not sent, or that failed, which a toast has told.
    Idle,
    /// It is on its way, or waits to be tried again.
    UnderWay,
    /// The server took it.
    Sent,
}

impl Sending {
    /// How a letter of this page stands.
    pub(crate) fn of(app: App, id: Option<OutgoingId>) -> Self {
        match id.and_then(|id| app.state.outbox.state(id)) {
            Some(OutgoingState::Queued { .. } | OutgoingState::Submitting { .. }) => Self::UnderWay,
            Some(OutgoingState::Sent(_)) => Self::Sent,
            Some(OutgoingState::Failed { .. } | OutgoingState::Unknown(_)) | None => Self::Idle,
        }
    }
}

/// The address of the person's own that a message with these recipients came to,
/// to answer it from. `None` where mail can't be sent, or nobody knows an address.
pub(crate) fn own_address(app: App, recipients: &[Address]) -> Option<EnvelopeAddress> {
    let upstream = app.state.upstream().get();
    let upstream = upstreams().into_iter().find(|all| all.name == upstream)?;
    if !upstream.can_submit {
        return None;
    }
    let by_login = address_of(&app.state.user().get(), &upstream.domains, recipients);
    app.state.settings().with(|settings| {
        let came_to = |own: &str| {
            let mut all = recipients.iter();
            all.any(|recipient| recipient.address.eq_ignore_ascii_case(own))
        };
        let identities = settings.as_ref().map(|settings| &settings.identities[..]);
        let mut identities = identities.unwrap_or_default().iter();
        let named = identities.find(|identity| came_to(&identity.from.address));
        if named.is_none() && by_login.as_ref().is_some_and(|own| came_to(own.as_str())) {
            return by_login;
        }
        let usual = || settings.as_ref().and_then(Settings::usual_identity);
        let identity = named.or_else(usual);
        let written = identity.and_then(|of| EnvelopeAddress::parse(&of.from.address));
        written.or(by_login)
    })
}

/// The addresses that the person writes from, as they have set it. Reactive.
pub(crate) fn identity_addresses(app: App) -> Vec<String> {
    app.state.settings().with(|settings| {
        let identities = settings.iter().flat_map(|settings| &settings.identities);
        identities
            .map(|identity| identity.from.address.clone())
            .collect()
    })
}

/// The addresses that are the person's: those, and the name of the login. Reactive.
pub(crate) fn own_addresses(app: App) -> Vec<String> {
    let mut own = identity_addresses(app);
    own.push(app.state.user().get());
    own
}

/// Whether an address is one of these.
pub(crate) fn is_own(own: &[String], address: &Address) -> bool {
    own.iter()
        .any(|own| own.eq_ignore_ascii_case(&address.address))
}

/// A name that is an address is the person's; any other is the part before the
/// `@`, at a domain that is the mail server's.
fn address_of(user: &str, domains: &[String], recipients: &[Address]) -> Option<EnvelopeAddress> {
    if let Some(address) = EnvelopeAddress::parse(user) {
        return Some(address);
    }
    let is_own = |address: &&Address| {
        address
            .address
            .rsplit_once('@')
            .is_some_and(|(local, domain)| {
                local.eq_ignore_ascii_case(user)
                    && domains.iter().any(|own| own.eq_ignore_ascii_case(domain))
            })
    };
    let named = recipients.iter().find(is_own);
    let named = named.and_then(|address| EnvelopeAddress::parse(&address.address));
    named.or_else(|| EnvelopeAddress::parse(&format!("{user}@{}", domains.first()?)))
}

/// A letter, before it is sent.
pub(crate) struct Draft {
    pub(crate) from: EnvelopeAddress,
    pub(crate) to: Vec<Address>,
    pub(crate) subject: String,
    pub(crate) content: LetterContent,
    /// The message that it answers.
    pub(crate) answers: Option<MessageId>,
    /// A message that gets a flag once it is sent.
    pub(crate) marks: Option<(MessageRef, Flag)>,
    /// A copy goes into the folder for sent mail.
    pub(crate) keeps_copy: bool,
}

/// Sends it.
pub(crate) fn send(app: App, draft: Draft) -> OutgoingId {
    let id = app.state.outbox.next_id();
    let letter = Letter {
        from: Address {
            name: String::new(),
            address: draft.from.into(),
        },
        to: draft.to,
        subject: draft.subject,
        offset_minutes: calendar::offset_minutes(format::now()),
        in_reply_to: draft.answers.clone(),
        references: draft.answers.into_iter().collect(),
        content: draft.content,
        ..Letter::default()
    };
    app.act(LaterAction::Send(Box::new(Outgoing {
        id,
        letter,
        keeps_copy: draft.keeps_copy,
        marks: draft.marks.into_iter().collect(),
    })));
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_answered_from_where_it_came_to() {
        let domains = ["example.org".to_owned(), "example.net".to_owned()];
        let to = |address: &str| Address {
            name: String::new(),
            address: address.to_owned(),
        };
        for (user, domains, recipient, expected) in [
            (
                "ada@example.com",
                &domains[..],
                "x@y.example",
                Some("ada@example.com"),
            ),
            ("ada", &domains, "Ada@Example.NET", Some("Ada@Example.NET")),
            (
                "ada",
                &domains,
                "ada@elsewhere.example",
                Some("ada@example.org"),
            ),
            ("ada", &domains, "bob@example.net", Some("ada@example.org")),
            ("ada", &[], "ada@example.org", None),
            ("", &domains, "bob@example.net", None),
        ] {
            let own = address_of(user, domains, &[to(recipient)]);
            assert_eq!(
                own.as_ref().map(EnvelopeAddress::as_str),
                expected,
                "{user}"
            );
        }
    }
}
