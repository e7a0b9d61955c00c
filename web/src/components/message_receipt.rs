//! The bar about a receipt that a message asks for (RFC 8098). Nothing is sent
//! unless the person says so.

use super::message_bar::{bar, bar_button};
use crate::app::App;
use crate::dom::{Child, View, html};
use crate::i18n;
use crate::letters::{Draft, Sending, own_address, send};
use crate::listing::listed;
use crate::reactive::*;
use crate::ui::Icon;
use mail_engine::{MessageView, OutgoingId};
use mail_model::{Address, EnvelopeAddress, Flag, Keyword, LetterContent, Receipt};
use std::sync::Arc;

/// The keyword of messages that a receipt was sent for (RFC 3503).
const SENT: &str = "$MDNSent";

/// What the bar needs of a message.
#[derive(Clone, PartialEq)]
struct Asked {
    view: Arc<MessageView>,
    from: EnvelopeAddress,
}

/// Offers to send the receipt that the open message asks for.
pub(super) fn receipt_bar(app: App, view: Memo<Option<Arc<MessageView>>>) -> View {
    let letter = RwSignal::new(None::<OutgoingId>);
    let is_dismissed = RwSignal::new(false);
    let asked = memo(move |_| {
        let view = view.get()?;
        let is_sent = Keyword::new(SENT)
            .is_some_and(|sent| view.summary.flags.contains(&Flag::Keyword(sent)));
        let is_asked = !view.receipt_to.is_empty() && !is_sent && !is_dismissed.get();
        let from = is_asked.then(|| own_address(app, &view.summary.to))??;
        Some(Asked { view, from })
    });
    (move || {
        let asked = asked.get()?;
        match Sending::of(app, letter.get()) {
            Sending::Idle => Some(offer(app, asked, letter, is_dismissed)),
            Sending::UnderWay => {
                let words = html::p().attr("role", "status");
                let words = words.child(i18n::receipt_sending());
                Some(bar("is-quiet", Icon::Envelope, words))
            }
            Sending::Sent => None,
        }
    })
    .view()
}

fn offer(
    app: App,
    asked: Asked,
    letter: RwSignal<Option<OutgoingId>>,
    is_dismissed: RwSignal<bool>,
) -> View {
    let words = words(&asked.view.summary.from, &asked.view.receipt_to);
    let send = bar_button(i18n::receipt_send(), move || {
        letter.set(Some(send(app, receipt(&asked))));
    });
    let dismiss = bar_button(i18n::receipt_not_now(), move || is_dismissed.set(true));
    let words = html::p().child(words);
    bar("is-quiet", Icon::Envelope, (words, send, dismiss))
}

/// Who asks; and where the receipt goes, unless it goes to them.
fn words(from: &[Address], to: &[Address]) -> String {
    let name = from.first().map_or("", Address::label);
    let is_author = |to: &Address| {
        from.iter()
            .any(|from| from.address.eq_ignore_ascii_case(&to.address))
    };
    if to.iter().all(is_author) {
        return i18n::receipt_asked(name);
    }
    let addresses: Vec<&str> = to.iter().map(|to| to.address.as_str()).collect();
    i18n::receipt_asked_elsewhere(name, &listed(&addresses))
}

fn receipt(asked: &Asked) -> Draft {
    let (view, from) = (&asked.view, asked.from.clone());
    let subject = &view.summary.subject;
    Draft {
        subject: i18n::receipt_subject(subject),
        content: LetterContent::Receipt {
            text: i18n::receipt_text(subject, from.as_str()),
            receipt: Receipt {
                recipient: from.clone(),
                message_id: view.summary.message_id.clone(),
            },
        },
        to: view.receipt_to.clone(),
        answers: view.summary.message_id.clone(),
        marks: Keyword::new(SENT).map(|sent| (view.message.clone(), Flag::Keyword(sent))),
        keeps_copy: false,
        from,
    }
}

#[cfg(test)]
mod tests {
    use super::words;
    use mail_model::Address;

    #[test]
    fn a_receipt_that_goes_elsewhere_is_said_to() {
        let ada = Address {
            name: "Ada".to_owned(),
            address: "ada@example.org".to_owned(),
        };
        let spy = Address {
            name: "Ada".to_owned(),
            address: "spy@example.net".to_owned(),
        };
        let own = words(std::slice::from_ref(&ada), std::slice::from_ref(&ada));
        assert_eq!(own, "Ada asks to be told that you have seen this message.");
        let other = words(std::slice::from_ref(&ada), &[ada.clone(), spy]);
        assert!(other.contains("spy@example.net"), "{other}");
    }
}
