//! What is written often: a list, and a form for the one that is chosen.

use super::entries::{Entry, Words, entries, offer_back, put_back, remove_button};
use super::fields::{KeptWhen, Line, line, read};
use super::identities::phrase;
use crate::app::App;
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::random;
use crate::reactive::*;
use mail_engine::{ComposeFrom, Settings, TEMPLATE_CURSOR};
use mail_model::{Phrase, Template, TemplateId};

pub(super) fn section(app: App) -> View {
    let first = untrack(|| read(app, |all| all.templates.first().map(|first| first.id)));
    let chosen = RwSignal::new(first);
    let shown = memo(move |_| {
        let id = chosen.get()?;
        read(app, |all| all.template(id).map(|found| found.id))
    });
    let form = move || shown.get().map(|id| form(app, id));
    html::div()
        .class("setting-pair")
        .child((list(app, chosen), form))
        .view()
}

fn list(app: App, chosen: RwSignal<Option<TemplateId>>) -> View {
    let words = Words {
        name: i18n::settings_templates(),
        none: i18n::settings_templates_none(),
        add: i18n::settings_template_add(),
    };
    let entry = |template: &Template| Entry {
        id: template.id,
        name: name(template),
        more: template.subject.clone(),
        is_usual: false,
    };
    let all = move || {
        read(app, |all| {
            all.templates.iter().map(entry).collect::<Vec<_>>()
        })
    };
    entries(words, chosen, all, move || {
        let id = TemplateId(random::number() as u32);
        app.set(|all| {
            all.templates.push(Template {
                id,
                name: i18n::settings_template_new().to_owned(),
                subject: String::new(),
                body: Phrase::default(),
            });
        });
        id
    })
}

fn name(template: &Template) -> String {
    match template.name.trim() {
        "" => i18n::settings_template_new().to_owned(),
        name => name.to_owned(),
    }
}

fn remove(app: App, id: TemplateId) {
    let found = |all: &Settings| {
        let place = all.templates.iter().position(|one| one.id == id)?;
        Some((place, all.templates.get(place)?.clone()))
    };
    let Some((place, one)) = untrack(|| read(app, found)) else {
        return;
    };
    app.set(|all| all.templates.retain(|template| template.id != id));
    let words = i18n::settings_removed(&name(&one));
    offer_back(app, words, move |all| {
        put_back(&mut all.templates, place, &one);
    });
}

/// Something of one template; its default where it is gone.
fn of<T: Default>(app: App, id: TemplateId, get: impl FnOnce(&Template) -> T) -> T {
    read(app, |all| all.template(id).map(get).unwrap_or_default())
}

fn change(app: App, id: TemplateId, change: impl FnOnce(&mut Template)) {
    app.set(|all| {
        let mut templates = all.templates.iter_mut();
        if let Some(template) = templates.find(|template| template.id == id) {
            change(template);
        }
    });
}

fn form(app: App, id: TemplateId) -> View {
    let name = line(
        Line {
            id: "template-name",
            name: i18n::settings_template_name(),
            hint: "",
            problem: Some(|typed| {
                let is_empty = typed.trim().is_empty();
                is_empty.then(i18n::settings_template_name_missing)
            }),
            kept: KeptWhen::Typed,
        },
        move || of(app, id, |template| template.name.clone()),
        move |typed| change(app, id, |template| template.name = typed),
    );
    let subject = line(
        Line {
            id: "template-subject",
            name: i18n::settings_template_subject(),
            hint: i18n::settings_template_subject_hint(),
            problem: None,
            kept: KeptWhen::Typed,
        },
        move || of(app, id, |template| template.subject.clone()),
        move |typed| change(app, id, |template| template.subject = typed),
    );
    let body = phrase(
        app,
        "template-body",
        i18n::settings_template_body(),
        move || of(app, id, |template| template.body.clone()),
        move |said| change(app, id, |template| template.body = said),
    );
    let begin = move || {
        app.can_write().then(|| {
            html::button()
                .class("button is-quiet")
                .attr("type", "button")
                .on(ev::CLICK, move |_| app.compose(ComposeFrom::Template(id)))
                .child(i18n::settings_template_use())
        })
    };
    let remove = remove_button(i18n::settings_template_remove(), move || remove(app, id));
    html::div()
        .class("setting-form")
        .child((
            name,
            subject,
            body,
            placeholders(),
            html::div().class("setting-ends").child((begin, remove)),
        ))
        .view()
}

/// What may stand in it for what is known only when it is used.
fn placeholders() -> View {
    let known = [
        ("{name}", i18n::settings_placeholder_name()),
        ("{first_name}", i18n::settings_placeholder_first_name()),
        ("{address}", i18n::settings_placeholder_address()),
        ("{subject}", i18n::settings_placeholder_subject()),
        ("{me}", i18n::settings_placeholder_me()),
        ("{date}", i18n::settings_placeholder_date()),
        (TEMPLATE_CURSOR, i18n::settings_placeholder_cursor()),
    ];
    let rows = known.map(|(name, meaning)| {
        html::div().child((
            html::dt().child(html::bdi().class("setting-placeholder").child(name)),
            html::dd().child(meaning),
        ))
    });
    html::div()
        .class("setting-placeholders")
        .child((
            html::p()
                .class("setting-hint")
                .child(i18n::settings_template_placeholders()),
            html::dl().child(Vec::from(rows)),
        ))
        .view()
}
