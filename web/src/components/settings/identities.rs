//! As whom the person writes: a list, and a form for the one that is chosen.

use super::entries::{Entry, Words, entries, focus_chosen, offer_back, put_back, remove_button};
use super::fields::{KeptWhen, Line, line, lines, read};
use crate::app::App;
use crate::dom::{Child, LEAVING, View, ev, html, window};
use crate::editor::{Editor, EditorConfig, editor};
use crate::i18n;
use crate::random;
use crate::reactive::*;
use crate::recipients;
use gloo_events::EventListener;
use mail_engine::{Prepared, Preparing, Settings};
use mail_model::{Address, EnvelopeAddress, Identity, IdentityId, Phrase};
use std::cell::RefCell;
use std::rc::Rc;

pub(super) fn section(app: App) -> View {
    let usual = untrack(|| read(app, |all| all.usual_identity().map(|usual| usual.id)));
    let chosen = RwSignal::new(usual);
    // Only another choice draws the form anew: whoever types keeps the cursor.
    let shown = memo(move |_| {
        let id = chosen.get()?;
        read(app, |all| all.identity(id).map(|found| found.id))
    });
    let form = move || shown.get().map(|id| form(app, id, chosen));
    html::div()
        .class("setting-pair")
        .child((list(app, chosen), form))
        .view()
}

fn list(app: App, chosen: RwSignal<Option<IdentityId>>) -> View {
    let words = Words {
        name: i18n::settings_identities(),
        none: "",
        add: i18n::settings_identity_add(),
    };
    let all = move || {
        read(app, |all| {
            let usual = all.usual_identity().map(|usual| usual.id);
            let entry = |identity: &Identity| Entry {
                id: identity.id,
                name: name(identity),
                more: match identity.from.name.as_str() {
                    "" => String::new(),
                    _ => identity.from.address.clone(),
                },
                is_usual: usual == Some(identity.id),
            };
            all.identities.iter().map(entry).collect::<Vec<_>>()
        })
    };
    entries(words, chosen, all, move || {
        let id = IdentityId(random::number() as u32);
        app.set(|all| {
            // The same name as in the usual one, most likely.
            let usual = all.usual_identity().map(|usual| usual.from.clone());
            all.identities.push(Identity {
                id,
                from: usual.unwrap_or_default(),
                reply_to: Vec::new(),
                bcc: Vec::new(),
                signature: Phrase::default(),
            });
        });
        id
    })
}

fn name(identity: &Identity) -> String {
    match identity.from.label() {
        "" => i18n::settings_identity_new().to_owned(),
        label => label.to_owned(),
    }
}

/// Something of one identity; its default where it is gone.
fn of<T: Default>(app: App, id: IdentityId, get: impl FnOnce(&Identity) -> T) -> T {
    read(app, |all| all.identity(id).map(get).unwrap_or_default())
}

fn change(app: App, id: IdentityId, change: impl FnOnce(&mut Identity)) {
    app.set(|all| {
        let mut identities = all.identities.iter_mut();
        if let Some(identity) = identities.find(|identity| identity.id == id) {
            change(identity);
        }
    });
}

fn form(app: App, id: IdentityId, chosen: RwSignal<Option<IdentityId>>) -> View {
    let name = line(
        Line {
            id: "identity-name",
            name: i18n::settings_identity_name(),
            hint: "",
            problem: None,
            kept: KeptWhen::Typed,
        },
        move || of(app, id, |identity| identity.from.name.clone()),
        move |typed| change(app, id, |identity| identity.from.name = typed),
    );
    let address = line(
        Line {
            id: "identity-address",
            name: i18n::settings_identity_address(),
            hint: "",
            problem: Some(|typed| {
                let is_one = EnvelopeAddress::parse(typed).is_some();
                (!is_one).then(i18n::settings_address_wrong)
            }),
            kept: KeptWhen::Left,
        },
        move || of(app, id, |identity| identity.from.address.clone()),
        move |typed| {
            change(app, id, |identity| {
                identity.from.address = typed.trim().to_owned();
            });
        },
    );
    let reply_to = line(
        Line {
            id: "identity-reply-to",
            name: i18n::settings_identity_reply_to(),
            hint: i18n::settings_identity_reply_to_hint(),
            problem: Some(wrong_list),
            kept: KeptWhen::Left,
        },
        move || of(app, id, |identity| written(&identity.reply_to)),
        move |typed| {
            change(app, id, |identity| {
                identity.reply_to = recipients::parse(&typed);
            });
        },
    );
    let bcc = line(
        Line {
            id: "identity-bcc",
            name: i18n::settings_identity_bcc(),
            hint: i18n::settings_identity_bcc_hint(),
            problem: Some(wrong_list),
            kept: KeptWhen::Left,
        },
        move || of(app, id, |identity| written(&identity.bcc)),
        move |typed| change(app, id, |identity| identity.bcc = recipients::parse(&typed)),
    );
    let signature = phrase(
        app,
        "identity-signature",
        i18n::settings_identity_signature(),
        move || of(app, id, |identity| identity.signature.clone()),
        move |said| change(app, id, |identity| identity.signature = said),
    );
    html::div()
        .class("setting-form")
        .child((
            name,
            address,
            reply_to,
            bcc,
            signature,
            ends(app, id, chosen),
        ))
        .view()
}

/// Makes it the usual one, or removes it. Somebody has to write: the last stays.
fn ends(app: App, id: IdentityId, chosen: RwSignal<Option<IdentityId>>) -> View {
    // A press on one of them leaves a field whose text is kept then: it must not be
    // drawn anew under the finger.
    let is_usual = memo(move |_| {
        let usual = read(app, |all| all.usual_identity().map(|usual| usual.id));
        usual == Some(id)
    });
    let is_only = memo(move |_| read(app, |all| all.identities.len()) < 2);
    let make_usual = move || {
        (!is_usual.get()).then(|| {
            html::button()
                .class("button is-quiet")
                .attr("type", "button")
                .on(ev::CLICK, move |_| {
                    app.set(|all| all.default_identity = Some(id));
                    focus_chosen();
                })
                .child(i18n::settings_identity_make_default())
        })
    };
    let remove = move || {
        (!is_only.get()).then(|| {
            remove_button(i18n::settings_identity_remove(), move || {
                remove(app, id);
                let usual = untrack(|| read(app, |all| all.usual_identity().map(|u| u.id)));
                chosen.set(usual);
            })
        })
    };
    html::div()
        .class("setting-ends")
        .child((make_usual, remove))
        .view()
}

fn remove(app: App, id: IdentityId) {
    let found = |all: &Settings| {
        let place = all.identities.iter().position(|one| one.id == id)?;
        let one = all.identities.get(place)?.clone();
        Some((place, one, all.default_identity))
    };
    let Some((place, one, usual)) = untrack(|| read(app, found)) else {
        return;
    };
    app.set(|all| {
        all.identities.retain(|identity| identity.id != id);
        all.default_identity = all.default_identity.filter(|usual| *usual != id);
    });
    let words = i18n::settings_removed(&name(&one));
    offer_back(app, words, move |all| {
        put_back(&mut all.identities, place, &one);
        if usual == Some(id) {
            all.default_identity = usual;
        }
    });
}

fn written(addresses: &[Address]) -> String {
    let written: Vec<_> = addresses.iter().map(recipients::written).collect();
    written.join(", ")
}

fn wrong_list(typed: &str) -> Option<&'static str> {
    let all = recipients::parse(typed);
    let is_wrong = !all.iter().all(recipients::is_sound);
    is_wrong.then(i18n::settings_addresses_wrong)
}

/// Something that is written once and used often: plain, or rich in an editor.
pub(super) fn phrase(
    app: App,
    id: &'static str,
    name: &'static str,
    value: impl Fn() -> Phrase + Clone + 'static,
    keep: impl Fn(Phrase) + Clone + 'static,
) -> View {
    let first = untrack(&value);
    let is_rich = RwSignal::new(matches!(first, Phrase::Html(_)));
    let (kept, keep_plain) = (value.clone(), keep.clone());
    let (now, keep_text) = (value.clone(), keep.clone());
    let turn_over = move || match untrack(&now) {
        Phrase::Html(html) if is_rich.get_untracked() => {
            // What it says stays, without its looks.
            let keep = keep_text.clone();
            app.prepare(Preparing::Text(html), move |made| {
                if let Prepared::Text(text) = made {
                    keep(Phrase::Text(text));
                    is_rich.set(false);
                }
            });
        }
        _ => is_rich.update(|is| *is = !*is),
    };
    let field = move || {
        if is_rich.get() {
            rich(app, name, untrack(&kept), keep.clone())
        } else {
            let value = value.clone();
            let keep = keep_plain.clone();
            let shown = move || match value() {
                Phrase::Text(text) | Phrase::Html(text) => text,
            };
            lines(id, name, shown, move |text| keep(Phrase::Text(text)))
        }
    };
    let toggle = html::button()
        .class("link-button")
        .attr("type", "button")
        .attr(
            "aria-pressed",
            move || {
                if is_rich.get() { "true" } else { "false" }
            },
        )
        .on(ev::CLICK, move |_| turn_over())
        .child(i18n::settings_rich());
    html::div()
        .class("field setting-phrase")
        .child((
            html::div()
                .class("setting-phrase-head")
                .child((html::span().child(name), toggle)),
            field,
        ))
        .view()
}

fn rich(app: App, name: &'static str, value: Phrase, keep: impl Fn(Phrase) + 'static) -> View {
    let content = match value {
        Phrase::Html(html) => Phrase::Html(html),
        Phrase::Text(text) => Phrase::Html(escaped(&text)),
    };
    let made: Rc<RefCell<Option<Editor>>> = Rc::default();
    let tells = Rc::clone(&made);
    let (view, editor) = editor(
        app,
        EditorConfig {
            content,
            name,
            placeholder: "",
            begins_behind_quote: false,
            images: Vec::new(),
            on_change: Rc::new(move || {
                if let Some(editor) = &*tells.borrow() {
                    keep(editor.content());
                }
            }),
            // A picture would have to lie in the settings, which are text of a few
            // kilobytes; whoever brings one is told.
            on_files: Rc::new(move |_, _| {
                app.state.notices.refuse(i18n::settings_no_pictures());
            }),
        },
    );
    *made.borrow_mut() = Some(editor);
    tell_before_leaving(made);
    html::div().class("setting-rich").child(view).view()
}

/// What was typed last is kept before the form, the page or the session ends, also
/// by a logout in another tab.
fn tell_before_leaving(made: Rc<RefCell<Option<Editor>>>) {
    let tell = move || {
        if let Some(editor) = &*made.borrow() {
            editor.tell();
        }
    };
    let tell: Rc<dyn Fn()> = Rc::new(tell);
    let heard = ["pagehide", LEAVING].map(|name| {
        let tell = Rc::clone(&tell);
        EventListener::new(&window(), name, move |_| tell())
    });
    let kept = StoredValue::new_local((heard, tell));
    Owner::on_cleanup(move || {
        if let Some(tell) = kept.try_with_value(|(_, tell)| Rc::clone(tell)) {
            tell();
        }
    });
}

/// Text as markup; the editor's own sanitizer reads it.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('\n', "<br>")
}
