//! What is written often: a list, and a form for the one that is chosen.

use super::fields::{Line, line, read};
use super::identities::phrase;
use crate::app::App;
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::random;
use crate::reactive::*;
use crate::ui::{Icon, icon};
use mail_engine::TEMPLATE_CURSOR;
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
    let entries = move || {
        let all = read(app, |all| all.templates.clone());
        if all.is_empty() {
            return html::p()
                .class("setting-hint")
                .child(i18n::settings_templates_none())
                .view();
        }
        let entries = all.into_iter().map(|template| {
            let id = template.id;
            let is_chosen = move || chosen.get() == Some(id);
            let name = match template.name.trim() {
                "" => i18n::settings_template_new().to_owned(),
                name => name.to_owned(),
            };
            html::li().child(
                html::button()
                    .class("setting-entry")
                    .class(("is-chosen", is_chosen))
                    .attr("type", "button")
                    .attr(
                        "aria-pressed",
                        move || {
                            if is_chosen() { "true" } else { "false" }
                        },
                    )
                    .on(ev::CLICK, move |_| chosen.set(Some(id)))
                    .child((
                        html::bdi().class("setting-entry-name").child(name),
                        html::bdi()
                            .class("setting-entry-more")
                            .child(template.subject),
                    )),
            )
        });
        html::ul()
            .attr("aria-label", i18n::settings_templates())
            .child(entries.collect::<Vec<_>>())
            .view()
    };
    let add = html::button()
        .class("button is-quiet")
        .attr("type", "button")
        .on(ev::CLICK, move |_| {
            let id = TemplateId(random::number() as u32);
            app.set(|all| {
                all.templates.push(Template {
                    id,
                    name: i18n::settings_template_new().to_owned(),
                    subject: String::new(),
                    body: Phrase::default(),
                });
            });
            chosen.set(Some(id));
        })
        .child((icon(Icon::Plus), i18n::settings_template_add()));
    html::div()
        .class("setting-entries")
        .child((entries, add))
        .view()
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
            problem: |typed| {
                let is_empty = typed.trim().is_empty();
                is_empty.then(i18n::settings_template_name_missing)
            },
        },
        move || of(app, id, |template| template.name.clone()),
        move |typed| change(app, id, |template| template.name = typed),
    );
    let subject = line(
        Line {
            id: "template-subject",
            name: i18n::settings_template_subject(),
            hint: i18n::settings_template_subject_hint(),
            problem: |_| None,
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
    let remove = html::button()
        .class("button is-quiet")
        .attr("type", "button")
        .on(ev::CLICK, move |_| {
            app.set(|all| all.templates.retain(|template| template.id != id));
        })
        .child((icon(Icon::Trash), i18n::settings_template_remove()));
    html::div()
        .class("setting-form")
        .child((
            name,
            subject,
            body,
            placeholders(),
            html::div().class("setting-ends").child(remove),
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
