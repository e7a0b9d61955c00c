//! What the person has set: a page of sections, each kept as one types.

mod account;
mod appearance;
mod entries;
mod fields;
mod folders;
mod forget;
mod identities;
mod import;
mod keys;
mod labels;
mod notifications;
mod privacy;
mod reading;
mod setting_names;
mod setting_values;
mod templates;
mod writing;

use super::problem::problem_text;
use crate::app::App;
use crate::dom::{Child, View, effect, ev, html};
use crate::i18n;
use crate::later::{Part, load};
use crate::reactive::*;
use crate::route::{Route, SettingsSection};
use crate::ui::{Icon, icon, observe_resize};
pub(super) use appearance::languages;
use gloo_timers::callback::Timeout;
use mail_engine::SettingsState;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Where the settings stand, in place of folders, list and message: loaded when
/// somebody goes there.
pub fn settings_pane(app: App) -> View {
    let part = RwSignal::new(Part::Awaited);
    let is_here = memo(move |_| app.state.route().with(|route| route.settings().is_some()));
    (move || {
        is_here.get().then(|| {
            load(part, (app.parts.settings)());
            let content = move || match part.get() {
                Part::Here(build) => build(app),
                _ => html::div().class("settings").view(),
            };
            html::section()
                .class("pane settings-pane")
                .attr("aria-label", i18n::settings())
                .child(content)
        })
    })
    .view()
}

/// The sections' names, and the section that the URL names.
pub fn settings_page(app: App) -> View {
    let section = memo(move |_| app.state.route().with(Route::settings).unwrap_or_default());
    let is_known = memo(move |_| app.state.settings().with(Option::is_some));
    let links = SettingsSection::ALL.map(|of| section_link(app, of, section));
    let names = html::nav();
    let nav: HtmlElement = names.node();
    let show_current = move || {
        let current = nav.query_selector("[aria-current]").ok().flatten();
        if let Some(link) = current {
            show(&link);
        }
    };
    StoredValue::new_local(observe_resize(&names.node::<HtmlElement>(), show_current));
    let content = move || {
        let section = section.get();
        html::div()
            .class("settings-section")
            .child((
                html::h2().child(section_name(section)),
                is_known.get().then(|| content(app, section)),
            ))
            .view()
    };
    let pane = html::div().class("settings-content");
    let scrolled: Element = pane.node();
    effect(move || {
        section.track();
        // Each section is read from its beginning.
        scrolled.set_scroll_top(0);
    });
    html::div()
        .class("settings")
        .child((
            html::header().class("pane-head").child((
                html::div()
                    .class("pane-title")
                    .child(html::h1().child(i18n::settings())),
                kept(app),
            )),
            html::div().class("settings-body").child((
                names
                    .class("settings-nav")
                    .attr("aria-label", i18n::settings_sections())
                    .child(html::ul().child(Vec::from(links))),
                pane
                    // Who has no pointer scrolls what has nothing to press.
                    .attr("tabindex", move || {
                        (section.get() == SettingsSection::Keyboard).then_some("0")
                    })
                    .child(content),
            )),
        ))
        .view()
}

fn content(app: App, section: SettingsSection) -> View {
    match section {
        SettingsSection::Appearance => appearance::section(app),
        SettingsSection::Reading => reading::section(app),
        SettingsSection::Writing => writing::section(app),
        SettingsSection::Folders => folders::section(app),
        SettingsSection::Identities => identities::section(app),
        SettingsSection::Templates => templates::section(app),
        SettingsSection::Keyboard => keys::section(app),
        SettingsSection::Notifications => notifications::section(app),
        SettingsSection::Privacy => privacy::section(app),
        SettingsSection::Account => account::section(app),
    }
}

/// The drawing before a section's name.
pub(super) fn section_icon(section: SettingsSection) -> Icon {
    match section {
        SettingsSection::Appearance => Icon::Layout,
        SettingsSection::Reading => Icon::Eye,
        SettingsSection::Writing => Icon::Pencil,
        SettingsSection::Folders => Icon::Folder,
        SettingsSection::Identities => Icon::Person,
        SettingsSection::Templates => Icon::Document,
        SettingsSection::Keyboard => Icon::Keyboard,
        SettingsSection::Notifications => Icon::Bell,
        SettingsSection::Privacy => Icon::Shield,
        SettingsSection::Account => Icon::Lock,
    }
}

fn section_link(app: App, of: SettingsSection, current: Memo<SettingsSection>) -> View {
    let is_current = move || current.get() == of;
    let link = html::a();
    let node: HtmlElement = link.node();
    // On a phone the sections stand in a row that is wider than the screen. Where it
    // becomes one under the person, as a screen does that is turned, the row is heard.
    effect(move || {
        if current.get() == of {
            let node = node.clone();
            Timeout::new(0, move || show(&node)).forget();
        }
    });
    html::li()
        .child(
            link.class("settings-link")
                .class(("is-current", is_current))
                .attr("href", Route::Settings(of).to_url())
                .attr("aria-current", move || is_current().then_some("page"))
                .on(ev::CLICK, move |event| {
                    event.prevent_default();
                    app.go(Route::Settings(of));
                })
                .child((icon(section_icon(of)), section_name(of))),
        )
        .view()
}

/// Scrolls as little as brings it into view.
fn show(link: &Element) {
    let how = ScrollIntoViewOptions::new();
    how.set_block(ScrollLogicalPosition::Nearest);
    how.set_inline(ScrollLogicalPosition::Nearest);
    link.scroll_into_view_with_scroll_into_view_options(&how);
}

/// What a section is called.
pub(super) fn section_name(section: SettingsSection) -> &'static str {
    match section {
        SettingsSection::Appearance => i18n::settings_appearance(),
        SettingsSection::Reading => i18n::settings_reading(),
        SettingsSection::Writing => i18n::settings_writing(),
        SettingsSection::Folders => i18n::settings_folders(),
        SettingsSection::Identities => i18n::settings_identities(),
        SettingsSection::Templates => i18n::settings_templates(),
        SettingsSection::Keyboard => i18n::settings_keyboard(),
        SettingsSection::Notifications => i18n::settings_notifications(),
        SettingsSection::Privacy => i18n::settings_privacy(),
        SettingsSection::Account => i18n::settings_account(),
    }
}

/// Whether the account has it, said quietly.
fn kept(app: App) -> View {
    let has_changed = StoredValue::new(false);
    let words = move || match app.state.settings_state().get() {
        SettingsState::Keeping => {
            has_changed.set_value(true);
            i18n::settings_keeping().view()
        }
        SettingsState::Kept if has_changed.get_value() => {
            (icon(Icon::Check), i18n::settings_kept()).view()
        }
        SettingsState::Kept => ().view(),
        SettingsState::Refused(problem) => html::details()
            .class("settings-refused")
            .child((
                html::summary().child(i18n::settings_refused()),
                problem_text(&problem),
            ))
            .view(),
    };
    html::div()
        .class("settings-kept")
        .attr("role", "status")
        .child(words)
        .view()
}
