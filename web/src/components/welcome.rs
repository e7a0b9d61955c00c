//! The first questions, where a message will be read later: who has set nothing yet
//! may answer them in a few seconds, pass them over, or read on. Where the list has
//! all the room, as on a phone, a card at its end asks whether to ask.

use super::focus_list;
use super::look_names::theme_name;
use super::message_view::{ONE_PANE, layout};
use crate::alerts::ask;
use crate::app::App;
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::reactive::*;
use crate::ruling::ruling;
use crate::ui::{dialog, media};
use mail_engine::{Layout, Settings, Theme};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;

/// The questions; nothing for whoever has set something.
pub(super) fn welcome(app: App) -> View {
    let is_newcomer = app.state.is_newcomer();
    let has_room = has_room(app);
    (move || {
        (is_newcomer.get() && has_room.get()).then(|| {
            html::section()
                .class("welcome")
                .attr("aria-label", i18n::welcome())
                .child((
                    html::h2().child(i18n::welcome()),
                    html::p().class("setting-hint").child(i18n::welcome_text()),
                    questions(app),
                ))
        })
    })
    .view()
}

/// The card, where the questions have no place beside the list.
pub(super) fn welcome_card(app: App) -> View {
    let is_newcomer = app.state.is_newcomer();
    let has_room = has_room(app);
    let is_at_list = memo(move |_| {
        let route = app.state.route();
        route.with(|route| route.place().is_some_and(|place| place.message.is_none()))
    });
    let is_asked = RwSignal::new(false);
    let is_open = memo(move |_| is_asked.get() && is_newcomer.get());
    let card = move || {
        let is_shown = is_newcomer.get() && !has_room.get() && is_at_list.get();
        is_shown.then(|| {
            html::section()
                .class("welcome-card")
                .attr("aria-label", i18n::welcome())
                .child((
                    html::p().child(i18n::welcome_text()),
                    html::div().class("welcome-ends").child((
                        html::button()
                            .class("button")
                            .attr("type", "button")
                            .on(ev::CLICK, move |_| is_asked.set(true))
                            .child(i18n::welcome_begin()),
                        skip_button(app),
                    )),
                ))
        })
    };
    (
        card,
        dialog(
            i18n::welcome(),
            i18n::close(),
            is_open.into(),
            move || {
                is_asked.set(false);
                if !is_newcomer.get_untracked() {
                    // The button that asked is gone with its card.
                    focus_list();
                }
            },
            move || {
                html::div()
                    .class("welcome-asked")
                    .child(questions(app))
                    .view()
            },
        ),
    )
        .view()
}

/// Whether there is a place for a message beside the list. Reactive.
fn has_room(app: App) -> Memo<bool> {
    let is_one_pane = media(ONE_PANE);
    memo(move |_| !is_one_pane.get() && layout(app) != Layout::ListOnly)
}

fn questions(app: App) -> View {
    let ruling = ruling();
    let name = app
        .state
        .settings()
        .with_untracked(|all| Some(all.as_ref()?.usual_identity()?.from.name.clone()));
    let name = name.as_deref().map(name_field);
    let notify = html::input().attr("type", "checkbox");
    let wants = notify.node::<HtmlInputElement>();
    let typed = name.as_ref().map(|(_, field)| field.clone());
    let done = move || {
        let name = typed.as_ref().map(|field| field.value().trim().to_owned());
        let notifies = wants.checked();
        if notifies {
            // At this click the browser may ask.
            spawn_local(async {
                ask().await;
            });
        }
        app.set(|settings| answer(settings, name.as_deref(), notifies));
        focus_list();
    };
    (
        name.map(|(view, _)| view),
        (!ruling.locks("theme")).then(|| themes(app)),
        (!ruling.locks("alert")).then(|| {
            html::label()
                .class("setting-choice")
                .child((notify, html::span().child(i18n::welcome_notify())))
        }),
        html::div().class("welcome-ends").child((
            html::button()
                .class("button")
                .attr("type", "button")
                .on(ev::CLICK, move |_| done())
                .child(i18n::welcome_done()),
            skip_button(app),
        )),
    )
        .view()
}

fn skip_button(app: App) -> View {
    html::button()
        .class("button is-quiet")
        .attr("type", "button")
        .on(ev::CLICK, move |_| {
            app.set(|settings| settings.is_welcomed = true);
            // What had the focus is gone.
            focus_list();
        })
        .child(i18n::welcome_skip())
        .view()
}

fn name_field(name: &str) -> (View, HtmlInputElement) {
    let input = html::input()
        .attr("id", "welcome-name")
        .attr("type", "text")
        .attr("autocomplete", "name")
        .attr("dir", "auto");
    let node: HtmlInputElement = input.node();
    node.set_value(name);
    let view = html::div()
        .class("field")
        .child((
            html::label()
                .attr("for", "welcome-name")
                .child(i18n::welcome_name()),
            html::div().class("field-box").child(input),
        ))
        .view();
    (view, node)
}

/// They are put on at once: that is how one chooses.
fn themes(app: App) -> View {
    let now = app.state.preferences().with_untracked(|all| all.look.theme);
    let all = Theme::ALL.map(|theme| {
        let input = html::input()
            .attr("type", "radio")
            .attr("name", "welcome-theme");
        input.node::<HtmlInputElement>().set_checked(theme == now);
        let input = input.on(ev::CHANGE, move |_| {
            app.prefer(|all| all.look.theme = theme);
        });
        html::label()
            .class("setting-choice")
            .child((input, html::span().child(theme_name(theme))))
            .view()
    });
    html::fieldset()
        .class("setting-group")
        .child((html::legend().child(i18n::look_theme()), Vec::from(all)))
        .view()
}

/// What was answered, as it is set.
fn answer(settings: &mut Settings, name: Option<&str>, notifies: bool) {
    settings.is_welcomed = true;
    settings.alerts.notifies |= notifies;
    let usual = settings.usual_identity().map(|usual| usual.id);
    let mut identities = settings.identities.iter_mut();
    let usual = identities.find(|identity| Some(identity.id) == usual);
    if let (Some(identity), Some(name)) = (usual, name)
        && !name.is_empty()
        && identity.from.name != name
    {
        identity.from.name = name.to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::answer;
    use mail_engine::Settings;

    #[test]
    fn an_answer_is_set_and_an_empty_one_changes_nothing() {
        let text = "identity 1 address a@b.example\nidentity 1 name Ada\n\
             identity 2 address c@d.example\ndefault-identity 2\n";
        let mut settings = Settings::from_text(text);
        answer(&mut settings, Some("Countess"), true);
        assert!(settings.is_welcomed && settings.alerts.notifies);
        let names: Vec<_> = settings
            .identities
            .iter()
            .map(|one| &*one.from.name)
            .collect();
        assert_eq!(names, ["Ada", "Countess"]);
        answer(&mut settings, Some(""), false);
        answer(&mut settings, None, false);
        assert_eq!(settings.identities[1].from.name, "Countess");
        assert!(settings.alerts.notifies);
    }
}
