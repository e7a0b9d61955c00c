use super::message_people::{people, person};
use crate::app::App;
use crate::dom::{Child, View, ev, html};
use crate::listing::listed;
use crate::reactive::*;
use crate::ui::{Icon, icon};
use crate::{format, i18n, labels};
use mail_engine::MessageView;
use mail_model::{Address, DateTime, MessageSummary, Timestamp};
use std::sync::Arc;

/// How many recipients the short form names.
const NAMED: usize = 2;

/// Most mail is no longer on its way, in milliseconds.
const ON_ITS_WAY: u64 = 10 * 60 * 1000;

/// The header of the open message, short or in full.
pub(super) fn message_head(app: App, view: Memo<Option<Arc<MessageView>>>) -> View {
    let is_full = RwSignal::new(false);
    // The body comes after the head: it must not be drawn again for it.
    let head = memo(move |_| view.get().map(|view| Head::of(&view)));
    let flags =
        memo(move |_| view.with(|view| view.as_ref().map(|view| view.summary.flags.clone())));
    html::header()
        .class("message-head")
        .child((
            html::h1()
                .class("message-subject")
                .attr("dir", "auto")
                .child(move || head.with(|head| head.as_ref().map(|head| subject(&head.summary)))),
            html::p().class("message-labels").child(move || {
                flags.with(|flags| flags.as_ref().map(|flags| labels::chips(app, flags)))
            }),
            move || head.get().map(|head| byline(app, &head, is_full)),
            move || {
                head.get()
                    .filter(|_| is_full.get())
                    .map(|head| (details(app, &head), all_fields(view)).view())
            },
        ))
        .view()
}

/// A message's subject as it is shown.
pub(super) fn subject(summary: &MessageSummary) -> String {
    if summary.subject.is_empty() {
        i18n::row_no_subject().to_owned()
    } else {
        summary.subject.clone()
    }
}

/// What of the header is printed above a letter: the fields' names, and people,
/// or the date as it was written.
pub(super) fn printed_fields(view: &MessageView) -> Vec<(String, String)> {
    let head = Head::of(view);
    let date = head.date.map_or_else(
        || format::full_date(head.summary.received),
        format::written_date,
    );
    let mut fields = vec![
        (i18n::message_from(), named(&head.summary.from)),
        (i18n::message_to(), named(head.to())),
        (i18n::message_cc(), named(&head.cc)),
        (i18n::message_date(), date),
    ];
    fields.retain(|(_, value)| !value.is_empty());
    let own = |(name, value): (&str, String)| (name.to_owned(), value);
    fields.into_iter().map(own).collect()
}

/// People with their addresses, in a line.
fn named(people: &[Address]) -> String {
    let people = people.iter().map(|one| match one.name.as_str() {
        "" => one.address.clone(),
        name => format!("{name} <{}>", one.address),
    });
    people.collect::<Vec<_>>().join(", ")
}

/// What the head shows of a message.
#[derive(Clone, PartialEq)]
struct Head {
    summary: MessageSummary,
    cc: Vec<Address>,
    bcc: Vec<Address>,
    reply_to: Vec<Address>,
    sender: Vec<Address>,
    date: Option<DateTime>,
}

impl Head {
    fn of(view: &MessageView) -> Self {
        let mut summary = view.summary.clone();
        // Flags are the toolbar's; the head is not redrawn for them.
        summary.flags = mail_model::Flags::default();
        Self {
            summary,
            cc: view.cc.clone(),
            bcc: view.bcc.clone(),
            reply_to: view.reply_to.clone(),
            sender: view.sender.clone(),
            date: view.date,
        }
    }

    /// To alone: the summary holds Cc behind it.
    fn to(&self) -> &[Address] {
        let to = self.summary.to.len().saturating_sub(self.cc.len());
        match self.summary.to.split_at_checked(to) {
            Some((to, cc)) if cc == self.cc => to,
            _ => &self.summary.to,
        }
    }
}

fn byline(app: App, head: &Head, is_full: RwSignal<bool>) -> View {
    // As its row has it, so that one is found by the other.
    let received = head.summary.received;
    let sent = sent_at_another_time(received, head.date);
    let senders: Vec<_> = head
        .summary
        .from
        .iter()
        .map(|one| person(app, one))
        .collect();
    let senders = if senders.is_empty() {
        html::span()
            .class("person")
            .child(i18n::row_no_sender())
            .view()
    } else {
        senders.view()
    };
    html::div()
        .class("byline")
        .child((
            html::span()
                .class("avatar")
                .attr("aria-hidden", "true")
                .attr("data-hue", hue(&head.summary.from).to_string())
                .child(initials(&head.summary.from)),
            html::div().class("byline-people").child((
                html::p().class("byline-from").child(senders),
                html::p().class("byline-to").child((
                    // What is written in another direction has its gap where the line goes on.
                    html::span()
                        .class("byline-names")
                        .child(html::bdi().child(short_recipients(&head.summary.to))),
                    html::button()
                        .class("link-button")
                        .attr("type", "button")
                        .attr("aria-expanded", move || expanded(is_full))
                        .on(ev::CLICK, move |_| {
                            is_full.update(|is_full| *is_full = !*is_full);
                        })
                        .child((
                            move || {
                                if is_full.get() {
                                    i18n::message_details_hide()
                                } else {
                                    i18n::message_details_show()
                                }
                            },
                            icon(Icon::ChevronDown),
                        )),
                    sent.map(|sent| {
                        html::time()
                            .class("byline-sent")
                            .attr("title", format::full_date(sent))
                            .child(i18n::message_sent_at(&format::row_date(sent)))
                    }),
                )),
            )),
            html::time()
                .class("byline-date")
                .attr("title", format::full_date(received))
                .child(format::row_date(received)),
        ))
        .view()
}

/// When a message was written, where that is not when it arrived: it was long on its
/// way, or imported, or a clock is wrong.
fn sent_at_another_time(received: Timestamp, date: Option<DateTime>) -> Option<Timestamp> {
    let sent = date?.timestamp;
    (received.0.abs_diff(sent.0) > ON_ITS_WAY).then_some(sent)
}

fn short_recipients(to: &[Address]) -> String {
    let names: Vec<_> = to.iter().take(NAMED).map(Address::label).collect();
    let more = u32::try_from(to.len().saturating_sub(NAMED)).unwrap_or(u32::MAX);
    let names = match more {
        0 if to.is_empty() => i18n::row_no_recipient().to_owned(),
        0 => listed(&names),
        // The list goes on behind them.
        more => i18n::message_recipients_more(&names.join(", "), more),
    };
    i18n::message_recipients_line(&names)
}

fn details(app: App, head: &Head) -> View {
    let date = head.date.map(|date| {
        let written = format::written_date(date);
        let past = format::distance(date.timestamp);
        i18n::message_date_distance(&written, &past)
    });
    let rows = [
        (i18n::message_from(), people(app, &head.summary.from)),
        (i18n::message_sender(), people(app, &head.sender)),
        (i18n::message_to(), people(app, head.to())),
        (i18n::message_cc(), people(app, &head.cc)),
        (i18n::message_bcc(), people(app, &head.bcc)),
        (i18n::message_reply_to(), people(app, &head.reply_to)),
        (i18n::message_sent(), date.map(Child::view)),
        (
            i18n::message_received(),
            Some(format::full_date(head.summary.received).view()),
        ),
        (
            i18n::message_size(),
            Some(format::size(head.summary.size).view()),
        ),
    ];
    let rows: Vec<_> = rows
        .into_iter()
        .filter_map(|(name, value)| {
            let value = value?;
            let row = html::div().child((html::dt().child(name), html::dd().child(value)));
            Some(row.view())
        })
        .collect();
    html::dl().class("message-details").child(rows).view()
}

/// All fields as they came, on demand.
fn all_fields(view: Memo<Option<Arc<MessageView>>>) -> View {
    let is_open = RwSignal::new(false);
    let has_fields = memo(move |_| view.get().is_some_and(|view| !view.header.is_empty()));
    let list = move || {
        let view = view.get().filter(|_| is_open.get())?;
        let fields: Vec<_> = view
            .header
            .iter()
            .map(|field| {
                html::div()
                    .child((
                        html::dt().child(field.name.clone()),
                        html::dd().child(html::bdi().child(field.value.clone())),
                    ))
                    .view()
            })
            .collect();
        Some(
            html::dl()
                .class("message-fields")
                .attr("aria-label", i18n::message_fields())
                .child(fields),
        )
    };
    let button = move || {
        has_fields.get().then(|| {
            html::button()
                .class("link-button")
                .attr("type", "button")
                .attr("aria-expanded", move || expanded(is_open))
                .on(ev::CLICK, move |_| is_open.update(|open| *open = !*open))
                .child((
                    move || {
                        if is_open.get() {
                            i18n::message_fields_hide()
                        } else {
                            i18n::message_fields_show()
                        }
                    },
                    icon(Icon::ChevronDown),
                ))
        })
    };
    (button, list).view()
}

fn expanded(is_open: RwSignal<bool>) -> &'static str {
    if is_open.get() { "true" } else { "false" }
}

/// One or two letters for a sender.
fn initials(from: &[Address]) -> String {
    let Some(sender) = from.first() else {
        return "?".to_owned();
    };
    let letters = |word: &str| word.chars().find(|c| c.is_alphanumeric());
    let mut words = sender.label().split_whitespace().filter_map(letters);
    let first = words.next();
    let last = if sender.name.is_empty() {
        None
    } else {
        words.next_back()
    };
    let initials: String = first.into_iter().chain(last).collect();
    if initials.is_empty() {
        "?".to_owned()
    } else {
        initials
    }
}

/// One of the avatar's colours, always the same for an address.
fn hue(from: &[Address]) -> u32 {
    const HUES: u32 = 6;
    let address = from.first().map_or("", |sender| sender.address.as_str());
    let sum = address.bytes().fold(0_u32, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u32::from(byte))
    });
    sum % HUES
}

#[cfg(test)]
mod tests {
    use super::{initials, named, sent_at_another_time, short_recipients};
    use mail_model::{Address, DateTime, Timestamp};

    fn address(name: &str, address: &str) -> Address {
        Address {
            name: name.to_owned(),
            address: address.to_owned(),
        }
    }

    #[test]
    fn initials_are_the_first_and_the_last_names() {
        for (name, expected) in [
            ("Robin Ashdown", "RA"),
            ("Ana María de la Cruz", "AC"),
            ("\"Support\" (Team)", "ST"),
            ("日本 太郎", "日太"),
            ("", "r"),
            ("…", "?"),
        ] {
            assert_eq!(initials(&[address(name, "robin@example.org")]), expected);
        }
        assert_eq!(initials(&[]), "?");
    }

    #[test]
    fn when_a_message_was_sent_is_said_where_it_is_not_when_it_arrived() {
        let sent = |minutes: i64| {
            let date = DateTime {
                timestamp: Timestamp(minutes * 60_000),
                offset_minutes: 120,
            };
            sent_at_another_time(Timestamp(60 * 60_000), Some(date))
        };
        assert_eq!(sent(55), None);
        assert_eq!(sent(61), None);
        assert_eq!(sent(20), Some(Timestamp(20 * 60_000)));
        // A clock that is fast.
        assert_eq!(sent(90), Some(Timestamp(90 * 60_000)));
        assert_eq!(sent_at_another_time(Timestamp(0), None), None);
    }

    #[test]
    fn people_are_printed_with_their_addresses() {
        let people = [
            address("Ada", "a@example.org"),
            address("", "b@example.org"),
        ];
        assert_eq!(named(&people), "Ada <a@example.org>, b@example.org");
        assert_eq!(named(&[]), "");
    }

    #[test]
    fn two_recipients_are_named_and_the_rest_counted() {
        let people = [
            address("Ada", "a@example.org"),
            address("", "b@example.org"),
            address("Cleo", "c@example.org"),
            address("Dan", "d@example.org"),
        ];
        assert_eq!(short_recipients(&people[..2]), "To Ada, b@example.org");
        assert_eq!(
            short_recipients(&people[..3]),
            "To Ada, b@example.org and 1 other"
        );
        assert_eq!(
            short_recipients(&people),
            "To Ada, b@example.org and 2 others"
        );
        assert_eq!(short_recipients(&[]), "To (no recipient)");
    }
}
