//! What a composer's window holds: as whom, to whom, about what, and the text.

use super::asking::{ask, bar};
use super::files::{attach_button, files};
use super::markdown;
use super::menu::composer_menu;
use super::outbox::why;
use super::people::{name, people};
use super::settings;
use super::text::text;
use super::writing::Writing;
use crate::app::App;
use crate::dom::{Child, View, effect, ev, focus, html, value_of};
use crate::editor::Editor;
use crate::i18n;
use crate::reactive::*;
use crate::recipients::written;
use crate::state::{Field, Trouble};
use crate::ui::{Icon, icon, icon_button};
use gloo_timers::callback::Timeout;
use mail_engine::Draft;
use mail_model::LetterContent;
use web_sys::KeyboardEvent;

/// All of it, once the draft is here.
pub(super) fn form(writing: Writing) -> View {
    let composer = writing.composer;
    let draft = composer.draft();
    let is_resent =
        draft.with_untracked(|draft| matches!(draft.letter.content, LetterContent::Resent(_)));
    let asked = RwSignal::new(Vec::<Field>::new());
    // What was shown once stays, whoever is taken out of it.
    let shows = |field: Field| {
        memo(move |was: Option<&bool>| {
            was == Some(&true)
                || asked.with(|asked| asked.contains(&field))
                || draft.with(|draft| says_more(writing.app, draft, field))
        })
    };
    let [cc, bcc, reply_to] =
        [Field::Cc, Field::Bcc, Field::ReplyTo].map(|field| (field, shows(field)));
    let go_to = move |field: Field| {
        asked.update(|asked| asked.push(field));
        let id = writing.id().0;
        let field = name(field);
        Timeout::new(0, move || focus(&format!("#composer-{id}-{field}"))).forget();
    };
    let add = move |(field, shown): (Field, Memo<bool>)| {
        let name = super::people::label(field);
        move || {
            (!shown.get()).then(|| {
                html::button()
                    .class("link-button")
                    .attr("type", "button")
                    .attr("aria-label", i18n::composer_add_field(name))
                    .on(ev::CLICK, move |_| go_to(field))
                    .child(name)
            })
        }
    };
    let ends = html::span()
        .class("composer-fields-more")
        .child((add(cc), add(bcc), (!is_resent).then(|| add(reply_to))))
        .view();
    let more = move |(field, shown): (Field, Memo<bool>)| {
        move || shown.get().then(|| people(writing, field, ().view()))
    };
    html::div()
        .class("composer-form")
        .on(ev::KEY_DOWN, move |event| {
            let is_held = (event.ctrl_key() || event.meta_key()) && event.shift_key();
            if let Some(field) = field_of_key(event).filter(|_| is_held && !event.alt_key()) {
                event.prevent_default();
                go_to(field);
            }
        })
        .child((
            move || composer.trouble().get().map(|trouble| told(&trouble)),
            from_row(writing),
            people(writing, Field::To, ends),
            (more(cc), more(bcc), (!is_resent).then(|| more(reply_to))),
            (!is_resent).then(|| subject_row(writing)),
            match is_resent {
                true => html::p()
                    .class("composer-resent")
                    .child(i18n::composer_resent())
                    .view(),
                false => html::div()
                    .class("composer-text")
                    .child((
                        // Takes the focus for the editor, which may be a frame.
                        html::span()
                            .class("composer-focus")
                            .attr("tabindex", "-1")
                            .on(ev::FOCUS, move |_| {
                                writing.with_editor(Editor::focus);
                            }),
                        text(writing),
                    ))
                    .view(),
            },
            files(writing),
            move || writing.question.get().map(|asked| bar(writing, &asked)),
            tools(writing),
            html::div()
                .class("composer-drop")
                .attr("aria-hidden", "true")
                .child(i18n::composer_drop()),
        ))
        .view()
}

/// Whether a field holds somebody to be seen. Who always gets the answers to what
/// an identity writes was set once, and is not asked about with each letter.
fn says_more(app: App, draft: &Draft, field: Field) -> bool {
    let people = field.of(draft);
    match field {
        Field::ReplyTo => *people != settings::usual_reply_to(app, draft),
        _ => !people.is_empty(),
    }
}

/// Why it came back.
fn told(trouble: &Trouble) -> View {
    html::div()
        .class("composer-trouble")
        .attr("role", "alert")
        .child((
            html::h3().child(i18n::composer_trouble()),
            why(&trouble.problem, &trouble.recipients),
        ))
        .view()
}

/// The field that a letter's key leads to with Ctrl and Shift held.
fn field_of_key(event: &KeyboardEvent) -> Option<Field> {
    let key = event.key();
    // Where a key types no Latin letter, its place counts.
    match key.to_ascii_lowercase().as_str() {
        "c" => Some(Field::Cc),
        "b" => Some(Field::Bcc),
        _ if key.is_ascii() => None,
        _ => match event.code().as_str() {
            "KeyC" => Some(Field::Cc),
            "KeyB" => Some(Field::Bcc),
            _ => None,
        },
    }
}

/// As whom it is written: to choose where there is a choice.
fn from_row(writing: Writing) -> View {
    let identities = settings::identities(writing.app);
    if identities.len() < 2 {
        return ().view();
    }
    let draft = writing.composer.draft();
    let chosen = draft.with_untracked(|draft| draft.identity);
    let id = format!("composer-{}-from", writing.id().0);
    let options: Vec<_> = identities
        .iter()
        .map(|identity| {
            html::option()
                .attr("value", identity.id.0)
                .attr("selected", (Some(identity.id) == chosen).then_some(""))
                .child(written(&identity.from))
        })
        .collect();
    html::div()
        .class("composer-row")
        .child((
            html::label()
                .attr("for", id.clone())
                .child(i18n::message_from()),
            html::select()
                .class("composer-from")
                .attr("id", id)
                .on(ev::CHANGE, move |event| {
                    let value = value_of(event);
                    let of = |identity: &&mail_model::Identity| identity.id.0.to_string() == value;
                    if let Some(identity) = identities.iter().find(of) {
                        let identity = identity.clone();
                        let before = writing.composer.draft().get_untracked().identity;
                        let before = identities.iter().find(|one| Some(one.id) == before);
                        let before = before.cloned();
                        let signature = before.as_ref().map(|one| one.signature.clone());
                        writing.with_editor(|editor| {
                            editor
                                .set_signature(&signature.unwrap_or_default(), &identity.signature);
                        });
                        writing.edit(move |draft| {
                            settings::write_as(draft, &identity, before.as_ref());
                        });
                    }
                })
                .child(options),
        ))
        .view()
}

fn subject_row(writing: Writing) -> View {
    let draft = writing.composer.draft();
    let id = format!("composer-{}-subject", writing.id().0);
    let field = html::input();
    let node: web_sys::HtmlInputElement = field.node();
    let subject = memo(move |_| draft.with(|draft| draft.letter.subject.clone()));
    effect(move || {
        let subject = subject.get();
        if node.value() != subject {
            node.set_value(&subject);
        }
    });
    html::div()
        .class("composer-row")
        .child((
            html::label()
                .attr("for", id.clone())
                .child(i18n::composer_subject()),
            field
                .class("composer-subject")
                .attr("id", id)
                .attr("type", "text")
                .attr("autocomplete", "off")
                .attr("dir", "auto")
                // Blank: it tells the style sheet that nothing is typed yet.
                .attr("placeholder", " ")
                .on(ev::INPUT, move |event| {
                    let subject = value_of(event);
                    writing.edit(|draft| draft.letter.subject = subject);
                }),
        ))
        .view()
}

fn tools(writing: Writing) -> View {
    let is_resent = writing
        .composer
        .draft()
        .with_untracked(|draft| matches!(draft.letter.content, LetterContent::Resent(_)));
    html::footer()
        .class("composer-tools")
        .child((
            html::button()
                .class("button composer-send")
                .attr("type", "button")
                .attr("aria-keyshortcuts", "Control+Enter")
                .on(ev::CLICK, move |_| ask(writing))
                .child((icon(Icon::Plane), html::span().child(i18n::composer_send()))),
            (!is_resent).then(|| attach_button(writing)),
            composer_menu(writing),
            markdown::mark(writing.composer),
            html::span().class("composer-space"),
            icon_button(i18n::composer_discard(), Icon::Trash, "", move || {
                writing.discard();
            }),
        ))
        .view()
}
