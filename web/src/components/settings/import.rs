//! A file of settings, in: what it would change is shown first, and taken back as
//! easily.

use super::setting_names::setting_name;
use super::setting_values::values;
use crate::app::App;
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::reactive::*;
use crate::state::LONG_UNDO_SECONDS;
use crate::ui::dialog;
use mail_engine::{Difference, DifferenceKind, Settings, SettingsFile};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, HtmlInputElement};

/// A file of settings is not longer.
const LONGEST: f64 = 1024.0 * 1024.0;

/// The button, and the question that it leads to.
pub(super) fn import(app: App) -> View {
    let read = RwSignal::new(None::<SettingsFile>);
    let is_open = memo(move |_| read.with(Option::is_some));
    (
        chooser(move |file| {
            spawn_local(async move {
                let found = settings_of(app, &file).await;
                if found.is_none() {
                    app.state.notices.refuse(i18n::settings_import_wrong());
                }
                // The page may have been left meanwhile.
                let _ = read.try_set(found);
            });
        }),
        dialog(
            i18n::settings_import_title(),
            i18n::settings_import_cancel(),
            is_open.into(),
            move || read.set(None),
            move || question(app, read),
        ),
    )
        .view()
}

fn chooser(chosen: impl Fn(File) + 'static) -> View {
    let input = html::input()
        .class("only-heard")
        .attr("type", "file")
        .attr("accept", ".txt,text/plain")
        .attr("tabindex", "-1")
        .attr("aria-label", i18n::settings_import_file());
    let node: HtmlInputElement = input.node();
    let field = node.clone();
    let input = input.on(ev::CHANGE, move |_| {
        let file = field.files().and_then(|files| files.get(0));
        // The same file may be chosen again.
        field.set_value("");
        if let Some(file) = file {
            chosen(file);
        }
    });
    let button = html::button()
        .class("button is-quiet")
        .attr("type", "button")
        .on(ev::CLICK, move |_| {
            node.unchecked_ref::<web_sys::HtmlElement>().click();
        })
        .child(i18n::settings_import());
    (input, button).view()
}

async fn settings_of(app: App, file: &File) -> Option<SettingsFile> {
    if file.size() > LONGEST {
        return None;
    }
    let text = JsFuture::from(file.text()).await.ok()?.as_string()?;
    let now = app.state.settings().get_untracked()?;
    now.from_file(&text)
}

fn question(app: App, read: RwSignal<Option<SettingsFile>>) -> View {
    let now = app.state.settings().get_untracked();
    let (Some(file), Some(now)) = (read.get_untracked(), now) else {
        return ().view();
    };
    let differences = now.differences(&file.settings);
    let is_same = differences.is_empty();
    let damage = file.is_partial.then(|| {
        let words = match u32::try_from(file.damaged).unwrap_or(u32::MAX) {
            0 => i18n::settings_import_cut().to_owned(),
            count => i18n::settings_import_damaged(count),
        };
        html::p()
            .class("setting-warning")
            .attr("role", "alert")
            .child(words)
    });
    let lists = [
        (DifferenceKind::Changed, i18n::settings_import_changed()),
        (DifferenceKind::Added, i18n::settings_import_added()),
        (DifferenceKind::Removed, i18n::settings_import_removed()),
    ];
    let lists = lists.map(|(kind, title)| list(title, kind, &differences));
    html::div()
        .class("setting-question")
        .child((
            damage,
            is_same.then(|| html::p().child(i18n::settings_import_same())),
            Vec::from(lists),
            html::div().class("dialog-ends").child((
                html::button()
                    .class("button is-quiet")
                    .attr("type", "button")
                    .on(ev::CLICK, move |_| read.set(None))
                    .child(i18n::settings_import_cancel()),
                (!is_same).then(|| {
                    html::button()
                        .class("button")
                        .attr("type", "button")
                        .on(ev::CLICK, move |_| {
                            read.set(None);
                            take_over(app, now.clone(), file.settings.clone());
                        })
                        .child(i18n::settings_import_now())
                }),
            )),
        ))
        .view()
}

fn take_over(app: App, before: Settings, after: Settings) {
    app.set(|settings| *settings = after);
    let words = i18n::settings_imported().to_owned();
    app.state
        .notices
        .offer(words, i18n::undo(), LONG_UNDO_SECONDS, move || {
            let before = before.clone();
            app.set(|settings| *settings = before);
        });
}

fn list(title: &'static str, kind: DifferenceKind, all: &[Difference]) -> Option<View> {
    let lines: Vec<View> = all
        .iter()
        .filter(|one| one.kind == kind)
        .map(|one| html::li().child(line(one)).view())
        .collect();
    (!lines.is_empty()).then(|| (html::h3().child(title), html::ul().child(lines)).view())
}

/// What it is, and what it says; of what changes also what it said before.
fn line(of: &Difference) -> View {
    let name = setting_name(&of.word);
    let before: Vec<&str> = of.before.iter().map(String::as_str).collect();
    let after: Vec<&str> = of.after.iter().map(String::as_str).collect();
    // What a person has several of is known by what it says first.
    let is_several = matches!(of.word.as_str(), "identity" | "template");
    let own = |lines: &[&str]| values(&of.word, lines.get(..1).unwrap_or_default());
    let said = match of.kind {
        DifferenceKind::Added if is_several => own(&after),
        DifferenceKind::Removed if is_several => own(&before),
        DifferenceKind::Added => values(&of.word, &after),
        DifferenceKind::Removed => values(&of.word, &before),
        DifferenceKind::Changed => {
            let only = |these: &[&str], those: &[&str]| {
                let only = these.iter().filter(|line| !those.contains(line));
                values(&of.word, &only.copied().collect::<Vec<_>>())
            };
            i18n::settings_import_becomes(&only(&before, &after), &only(&after, &before))
        }
    };
    let is_of = (is_several && of.kind == DifferenceKind::Changed)
        .then(|| (" ", html::bdi().child(own(&before))));
    (
        html::span().child((name.to_owned(), is_of)),
        " ",
        html::bdi().class("setting-said").child(said),
    )
        .view()
}
