//! Who may do what with a mailbox (RFC 4314), and the way to change that.

use super::properties::{may_administer, may_words};
use crate::app::App;
use crate::dom::{Child, Element, View, ev, focus, html, keyed, value_of};
use crate::i18n;
use crate::reactive::*;
use crate::ui::{Icon, icon, icon_button};
use mail_engine::LaterAction;
use mail_model::{AclEntry, MailboxName, Rights};
use web_sys::{HtmlInputElement, HtmlSelectElement};

/// The field for whom rights are given.
const WHO_ID: &str = "acl-who";

/// What people call some rights together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Reads, and what was read stays so.
    Reader,
    /// Changes the messages, too.
    Writer,
    /// Does all.
    Owner,
}

impl Role {
    const ALL: [Self; 3] = [Self::Reader, Self::Writer, Self::Owner];

    /// The letters of RFC 4314 §2.1.
    fn letters(self) -> &'static str {
        match self {
            Self::Reader => "lrs",
            Self::Writer => "lrswite",
            Self::Owner => "lrswipkxtea",
        }
    }
    /// The role that is these rights, if one is. The obsolete letters, and the
    /// right to post, tell nobody apart.
    fn of(rights: &Rights) -> Option<Self> {
        let told = |letters: &str| -> String {
            let told = letters.chars().filter(|letter| !"cdp".contains(*letter));
            Rights::new(&told.collect::<String>()).to_string()
        };
        let own = told(&rights.to_string());
        let mut all = Self::ALL.into_iter();
        all.find(|role| told(role.letters()) == own)
    }
    fn name(self) -> &'static str {
        match self {
            Self::Reader => i18n::role_reader(),
            Self::Writer => i18n::role_writer(),
            Self::Owner => i18n::role_owner(),
        }
    }
}

/// The list, where the server tells it.
pub(super) fn rights_list(app: App, mailbox: MailboxName) -> View {
    let name = StoredValue::new(mailbox);
    let list = memo(move |_| name.with_value(|name| app.state.tree.facts(name).acl));
    let is_told = memo(move |_| list.with(Option::is_some));
    let is_mine = memo(move |_| name.with_value(|name| may_administer(app, name)));
    // The form stays while lines come and go: it may have the focus.
    (move || {
        is_told.get().then(|| {
            let may = move || is_mine.get();
            let entries = move || {
                let entries = list.get().unwrap_or_default();
                entries
                    .into_iter()
                    .map(move |entry| (entry, may()))
                    .collect()
            };
            let lines = keyed(entries, drawn_from, move |(entry, may)| {
                line(app, name, entry, may)
            });
            html::fieldset().class("setting-group").child((
                html::legend().child(i18n::folder_acl()),
                html::ul().class("acl").child(lines),
                move || may().then(|| adding(app, name)),
            ))
        })
    })
    .view()
}

/// What a line is drawn from.
fn drawn_from((entry, may): &(AclEntry, bool)) -> String {
    format!("{may} {} {}", entry.rights, entry.identifier)
}

fn set(app: App, mailbox: StoredValue<MailboxName>, identifier: &str, rights: Option<Rights>) {
    app.act(LaterAction::SetAcl {
        mailbox: mailbox.get_value(),
        identifier: identifier.to_owned(),
        rights,
    });
}

fn line(app: App, mailbox: StoredValue<MailboxName>, entry: AclEntry, may: bool) -> Element {
    let AclEntry { identifier, rights } = entry;
    let role = Role::of(&rights);
    let words = may_words(&rights);
    let name = html::bdi().class("acl-who").child(identifier.clone());
    let is_own = untrack(|| app.state.user().get()) == identifier;
    // Who takes their own rights away can't give them back.
    if !may || is_own {
        let said = html::span().class("acl-may").child(words);
        return html::li().child((name, said));
    }
    let (chosen, gone) = (identifier.clone(), identifier.clone());
    let other = role.is_none().then(|| {
        html::option()
            .attr("value", "")
            .attr("selected", "")
            .child(i18n::role_other(&rights.to_string()))
    });
    let select = html::select()
        .attr("aria-label", i18n::acl_may_of(&identifier))
        .attr("title", words)
        .on(ev::CHANGE, move |event| {
            let letters = value_of(event);
            if !letters.is_empty() {
                set(app, mailbox, &chosen, Some(Rights::new(&letters)));
            }
        })
        .child((other, roles(role)));
    let remove = icon_button(i18n::acl_remove(), Icon::Close, "", move || {
        // The button goes, and the focus must not go with it.
        focus(&format!("#{WHO_ID}"));
        set(app, mailbox, &gone, None);
    });
    html::li().child((
        name,
        html::span()
            .class("field-box")
            .child((select, icon(Icon::ChevronDown))),
        remove,
    ))
}

fn roles(chosen: Option<Role>) -> Vec<Element> {
    let options = Role::ALL.map(|role| {
        html::option()
            .attr("value", role.letters())
            .attr("selected", (chosen == Some(role)).then_some(""))
            .child(role.name())
    });
    options.into()
}

fn adding(app: App, mailbox: StoredValue<MailboxName>) -> View {
    let input = html::input();
    let node: HtmlInputElement = input.node();
    let select = html::select();
    let role: HtmlSelectElement = select.node();
    let is_named = RwSignal::new(false);
    html::form()
        .class("acl-add")
        .on(ev::SUBMIT, move |event| {
            event.prevent_default();
            let who = node.value().trim().to_owned();
            if !who.is_empty() {
                node.set_value("");
                is_named.set(false);
                // The button rests again, and the focus must not rest with it.
                focus(&format!("#{WHO_ID}"));
                set(app, mailbox, &who, Some(Rights::new(&role.value())));
            }
        })
        .child((
            html::span().class("field-box").child(
                input
                    .attr("id", WHO_ID)
                    .attr("type", "text")
                    .attr("autocomplete", "off")
                    .attr("autocapitalize", "none")
                    .attr("spellcheck", "false")
                    .attr("dir", "auto")
                    .on(ev::INPUT, move |event| {
                        is_named.set(!value_of(event).trim().is_empty());
                    })
                    .attr("placeholder", i18n::acl_who())
                    .attr("aria-label", i18n::acl_who()),
            ),
            html::span().class("field-box").child((
                select
                    .attr("aria-label", i18n::acl_may())
                    .child(roles(None)),
                icon(Icon::ChevronDown),
            )),
            html::button()
                .class("button is-quiet")
                .attr("type", "submit")
                .attr("disabled", move || (!is_named.get()).then_some(""))
                .child(i18n::acl_add()),
        ))
        .view()
}

#[cfg(test)]
mod tests {
    use super::Role;
    use mail_model::Rights;

    #[test]
    fn a_role_is_known_by_its_rights() {
        for (letters, role) in [
            ("lrs", Some(Role::Reader)),
            ("srl", Some(Role::Reader)),
            ("lrswite", Some(Role::Writer)),
            ("lrswitepcd", Some(Role::Writer)),
            ("lrswipkxtecda", Some(Role::Owner)),
            ("lr", None),
            ("", None),
        ] {
            assert_eq!(Role::of(&Rights::new(letters)), role, "{letters}");
        }
    }
}
