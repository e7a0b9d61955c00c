//! The people of a message's header, each with what can be done about them.

use crate::app::App;
use crate::dom::{Child, View, ev, html, window};
use crate::i18n;
use crate::reactive::*;
use crate::recipients::written;
use crate::ui::{MenuItem, menu};
use mail_engine::Scope;
use mail_model::Address;

/// So many people are named at first: a message may go to thousands.
const NAMED: usize = 10;

/// A name, and always the real address beside it; both are a button for what
/// can be done with the address.
pub(super) fn person(app: App, address: &Address) -> View {
    let name = (!address.name.is_empty())
        .then(|| html::bdi().class("person-name").child(address.name.clone()));
    let shown = if address.name.is_empty() {
        address.address.clone()
    } else {
        format!("<{}>", address.address)
    };
    let button = html::button().class("person").child((
        name,
        " ",
        html::bdi()
            .class("person-address")
            .attr("dir", "ltr")
            .child(shown),
    ));
    let address = address.clone();
    let label = i18n::person_menu(address.label());
    menu(button, label, move || items(app, &address))
}

fn items(app: App, address: &Address) -> Vec<MenuItem> {
    let copy = |name: &str, text: String| MenuItem::action(name, move || copy(&text));
    let mut items = Vec::new();
    if untrack(|| app.can_write()) {
        let person = address.clone();
        items.push(MenuItem::action(i18n::person_write_to(), move || {
            app.compose_to(std::slice::from_ref(&person));
        }));
    }
    let added = address.clone();
    items.push(MenuItem::action(i18n::person_add_contact(), move || {
        app.add_contact(added.clone());
    }));
    if let Some(word) = searched(&address.address) {
        let (from, with) = (format!("from:{word}"), format!("from:{word} OR to:{word}"));
        for (words, search) in [
            (i18n::person_search_from(), from),
            (i18n::person_search_with(), with),
        ] {
            items.push(MenuItem::action(words, move || {
                app.search_for(&search, Scope::Everywhere);
            }));
        }
    }
    items.push(copy(i18n::person_copy_address(), address.address.clone()));
    if !address.name.is_empty() {
        items.push(copy(i18n::person_copy_both(), written(address)));
    }
    items
}

/// An address as it stands in a search; nothing where no search can say it.
fn searched(address: &str) -> Option<String> {
    let address = address.trim();
    if address.is_empty() || address.contains(['"', '\\']) {
        return None;
    }
    let is_plain = |c: char| c.is_alphanumeric() || "@.-_+".contains(c);
    Some(match address.chars().all(is_plain) {
        true => address.to_owned(),
        false => format!("\"{address}\""),
    })
}

/// Puts a text on the clipboard. Browsers refuse it where the page is not
/// secure; then nothing is lost but the comfort.
pub(super) fn copy(text: &str) {
    let clipboard = window().navigator().clipboard();
    if !clipboard.is_undefined() {
        let _ = clipboard.write_text(text);
    }
}

/// People side by side; of many the first, and the rest on demand. `None` if
/// there are none.
pub(super) fn people(app: App, addresses: &[Address]) -> Option<View> {
    if addresses.is_empty() {
        return None;
    }
    let (first, rest) = addresses.split_at(first_named(addresses.len()));
    let named: Vec<_> = first.iter().map(|one| person(app, one)).collect();
    let rest = (!rest.is_empty()).then(|| folded(app, rest.to_vec()));
    Some(html::span().class("people").child((named, rest)).view())
}

/// How many of so many are named: nobody is folded away alone.
fn first_named(count: usize) -> usize {
    if count <= NAMED + 1 { count } else { NAMED }
}

fn folded(app: App, rest: Vec<Address>) -> View {
    let is_open = RwSignal::new(false);
    let count = u32::try_from(rest.len()).unwrap_or(u32::MAX);
    (move || {
        if is_open.get() {
            let people: Vec<_> = rest.iter().map(|one| person(app, one)).collect();
            return people.view();
        }
        html::button()
            .class("link-button")
            .attr("type", "button")
            .on(ev::CLICK, move |_| is_open.set(true))
            .child(i18n::people_more(count))
            .view()
    })
    .view()
}

#[cfg(test)]
mod tests {
    use super::{first_named, searched};

    #[test]
    fn an_address_is_looked_for_as_one_word() {
        for (address, word) in [
            ("ada@example.org", Some("ada@example.org")),
            (" jörg+x@a-b.example ", Some("jörg+x@a-b.example")),
            ("o'b(c)@x", Some("\"o'b(c)@x\"")),
            ("\"a b\"@x", None),
            ("", None),
        ] {
            assert_eq!(searched(address).as_deref(), word);
        }
    }

    #[test]
    fn nobody_is_folded_away_alone() {
        for (count, named) in [(0, 0), (10, 10), (11, 11), (12, 10), (5_000, 10)] {
            assert_eq!(first_named(count), named);
        }
    }
}
