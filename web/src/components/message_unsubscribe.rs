//! The way off the list that sent a message (RFC 2369). The person sees where it
//! leads before anything happens.

use crate::app::App;
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::letters::{Draft, Sending, own_address, send};
use crate::reactive::*;
use crate::ui::dialog;
use mail_engine::{MessageView, OutgoingId, Unsubscribe, UnsubscribeMail};
use mail_model::{Address, EnvelopeAddress, LetterContent};
use std::sync::Arc;

/// What is said to a list that does not dictate a subject.
const SUBJECT: &str = "unsubscribe";

/// The ways that are open to the person.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Ways {
    mail: Option<(UnsubscribeMail, EnvelopeAddress)>,
    page: Option<String>,
}

impl Ways {
    fn of(unsubscribe: Unsubscribe, from: Option<EnvelopeAddress>) -> Option<Self> {
        let ways = Self {
            mail: unsubscribe.mail.zip(from),
            page: unsubscribe.page,
        };
        (ways.mail.is_some() || ways.page.is_some()).then_some(ways)
    }
}

/// The control under the head, and its dialog.
pub(super) fn unsubscribe(app: App, view: Memo<Option<Arc<MessageView>>>) -> View {
    let letter = RwSignal::new(None::<OutgoingId>);
    let is_open = RwSignal::new(false);
    let ways = memo(move |_| {
        let view = view.get()?;
        let from = own_address(app, &view.summary.to);
        Ways::of(view.unsubscribe.clone()?, from)
    });
    let control = move || {
        ways.with(Option::is_some)
            .then(|| match Sending::of(app, letter.get()) {
                Sending::Idle => html::button()
                    .class("link-button")
                    .attr("type", "button")
                    .attr("aria-haspopup", "dialog")
                    .on(ev::CLICK, move |_| is_open.set(true))
                    .child(i18n::unsubscribe())
                    .view(),
                Sending::UnderWay => status(i18n::unsubscribe_sending()),
                Sending::Sent => status(i18n::unsubscribe_sent()),
            })
    };
    let content = move || match ways.get() {
        Some(ways) => choice(app, &ways, letter, is_open),
        None => ().view(),
    };
    let is_there = memo(move |_| ways.with(Option::is_some));
    (move || {
        is_there.get().then(|| {
            html::div()
                .class("message-unsubscribe")
                .child((
                    control,
                    dialog(
                        i18n::unsubscribe_title(),
                        i18n::close(),
                        is_open.into(),
                        move || is_open.set(false),
                        content,
                    ),
                ))
                .view()
        })
    })
    .view()
}

fn status(words: &'static str) -> View {
    html::span().attr("role", "status").child(words).view()
}

fn choice(
    app: App,
    ways: &Ways,
    letter: RwSignal<Option<OutgoingId>>,
    is_open: RwSignal<bool>,
) -> View {
    let by_mail = ways.mail.clone().map(|(mail, from)| {
        let words = i18n::unsubscribe_by_mail(from.as_str(), mail.to.as_str());
        let press = move |_: &web_sys::MouseEvent| {
            letter.set(Some(send(app, draft(&mail, &from))));
            is_open.set(false);
        };
        html::div().child((
            html::p().child(words),
            html::button()
                .class("button")
                .attr("type", "button")
                .on(ev::CLICK, press)
                .child(i18n::unsubscribe_send()),
        ))
    });
    let words = match ways.mail {
        Some(_) => i18n::unsubscribe_at_page_too(),
        None => i18n::unsubscribe_at_page(),
    };
    let at_page = ways.page.clone().map(|page| {
        html::div().child((
            html::p().child(words),
            html::a()
                .attr("href", page.clone())
                .attr("target", "_blank")
                .attr("rel", "noopener noreferrer")
                .on(ev::CLICK, move |_| is_open.set(false))
                .child(page),
        ))
    });
    html::div()
        .class("unsubscribe-ways")
        .child((by_mail, at_page))
        .view()
}

fn draft(mail: &UnsubscribeMail, from: &EnvelopeAddress) -> Draft {
    let or = |text: &str| match text.is_empty() {
        true => SUBJECT.to_owned(),
        false => text.to_owned(),
    };
    Draft {
        from: from.clone(),
        to: vec![Address {
            name: String::new(),
            address: mail.to.as_str().to_owned(),
        }],
        subject: or(&mail.subject),
        content: LetterContent::Text(or(&mail.text)),
        answers: None,
        marks: None,
        keeps_copy: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_a_way_only_for_who_can_send() {
        let address = |text| EnvelopeAddress::parse(text).unwrap();
        let mail = UnsubscribeMail {
            to: address("list@example.org"),
            subject: String::new(),
            text: String::new(),
        };
        let by_mail = Unsubscribe {
            mail: Some(mail.clone()),
            page: None,
        };
        assert_eq!(Ways::of(by_mail.clone(), None), None);
        let ways = Ways::of(by_mail, Some(address("ada@example.org"))).unwrap();
        assert!(ways.mail.is_some());
        let draft = draft(&mail, &address("ada@example.org"));
        assert_eq!(draft.subject, "unsubscribe");
        assert_eq!(draft.to[0].address, "list@example.org");
    }
}
