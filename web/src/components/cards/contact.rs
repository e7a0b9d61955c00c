//! A contact: how to reach somebody, to be copied.

use super::{head, link, text};
use crate::app::App;
use crate::components::message_people::copy;
use crate::dom::{Child, View, ev, html};
use crate::listing::listed;
use crate::ui::{Icon, icon};
use crate::{calendar, i18n};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cards::{Birthday, Contact, Date, Label, Labelled, Photo};

/// The card of a contact.
pub(super) fn card(app: App, contact: &Contact) -> View {
    let role = [contact.title.as_str(), contact.organization.as_str()];
    let role: Vec<&str> = role
        .into_iter()
        .filter(|part| !part.is_empty() && *part != contact.name)
        .collect();
    html::section()
        .class("card")
        .attr("aria-label", i18n::contact(&contact.name))
        .child((
            html::div().class("card-top").child((
                head(Icon::Person, &listed(&role), "", &contact.name),
                contact
                    .photo
                    .as_ref()
                    .map(|shown| photo(shown, &contact.name)),
            )),
            html::dl().class("card-facts").child(facts(app, contact)),
            add(app, contact),
        ))
        .view()
}

/// Takes it into the contacts.
fn add(app: App, contact: &Contact) -> View {
    let contact = contact.clone();
    html::button()
        .class("button is-quiet")
        .attr("type", "button")
        .on(ev::CLICK, move |_| app.add_card(&contact))
        .child((icon(Icon::PersonAdd), i18n::contact_add()))
        .view()
}

/// A picture out of the card. It is a picture by its bytes.
pub(crate) fn photo(photo: &Photo, name: &str) -> View {
    let data = STANDARD.encode(&photo.bytes);
    html::img()
        .class("contact-photo")
        .attr("src", format!("data:{};base64,{data}", photo.media_type))
        .attr("alt", i18n::contact_photo(name))
        .view()
}

/// What it tells beside the name.
pub(crate) fn facts(app: App, contact: &Contact) -> Vec<View> {
    let mut facts = Vec::new();
    let mut push = |term, entries: &[Labelled], is_link: bool| {
        for entry in entries {
            facts.push(line(app, term, entry, is_link));
        }
    };
    push(i18n::contact_email(), &contact.emails, false);
    push(i18n::contact_phone(), &contact.phones, false);
    let addresses: Vec<Labelled> = contact
        .addresses
        .iter()
        .map(|address| Labelled {
            label: address.label.clone(),
            value: address.lines(),
        })
        .collect();
    push(i18n::contact_address(), &addresses, false);
    push(i18n::contact_page(), &contact.urls, true);
    if let Some(birthday) = contact.birthday.and_then(told) {
        facts.push(super::line(i18n::contact_birthday(), birthday));
    }
    if !contact.note.is_empty() {
        facts.push(super::line(i18n::contact_note(), text(&contact.note)));
    }
    facts
}

fn told(birthday: Birthday) -> Option<String> {
    // 2000 has all days that any year has.
    let year = birthday.year.unwrap_or(2_000);
    let date = Date::new(year, birthday.month, birthday.day)?;
    Some(calendar::date(date, birthday.year.is_some()))
}

fn line(app: App, term: &'static str, entry: &Labelled, is_link: bool) -> View {
    let value = entry.value.clone();
    let label = label(&entry.label).map(|label| html::bdi().class("contact-label").child(label));
    let shown = if is_link {
        link(&entry.value)
    } else {
        text(&entry.value)
    };
    let name = i18n::contact_copy(&entry.value);
    let button = html::button()
        .class("icon-button")
        .attr("type", "button")
        .attr("title", name.clone())
        .attr("aria-label", name)
        .on(ev::CLICK, move |_| {
            copy(&value);
            app.state.notices.announce(i18n::contact_copied());
        })
        .child(icon(Icon::Copy));
    super::line(
        term,
        html::span()
            .class("contact-line")
            .child((shown, label, button)),
    )
}

fn label(label: &Label) -> Option<String> {
    let label = match label {
        Label::None => return None,
        Label::Home => i18n::contact_home(),
        Label::Work => i18n::contact_work(),
        Label::Mobile => i18n::contact_mobile(),
        Label::Fax => i18n::contact_fax(),
        Label::Named(name) => return Some(name.clone()),
    };
    Some(label.to_owned())
}
