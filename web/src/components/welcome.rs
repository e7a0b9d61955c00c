//! The first questions, where a message will be read later: who has set nothing yet
//! may answer them in a few seconds, pass them over, or read on.

use super::focus_list;
use crate::alerts::ask;
use crate::app::App;
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::reactive::*;
use crate::ruling::ruling;
use mail_engine::{Settings, Theme};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;

/// The questions; nothing for whoever has set something.
pub(super) fn welcome(app: App) -> View {
    let is_newcomer = app.state.is_newcomer();
    (move || is_newcomer.get().then(|| questions(app))).view()
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
    html::section()
        .class("welcome")
        .attr("aria-label", i18n::welcome())
        .child((
            html::h2().child(i18n::welcome()),
            html::p().class("setting-hint").child(i18n::welcome_text()),
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
                html::button()
                    .class("button is-quiet")
                    .attr("type", "button")
                    .on(ev::CLICK, move |_| {
                        app.set(|settings| settings.is_welcomed = true);
                        // What had the focus is gone.
                        focus_list();
                    })
                    .child(i18n::welcome_skip()),
            )),
        ))
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
        let name = match theme {
            Theme::System => i18n::look_theme_system(),
            Theme::Light => i18n::look_theme_light(),
            Theme::Dark => i18n::look_theme_dark(),
            Theme::Contrast => i18n::look_theme_contrast(),
        };
        let input = html::input()
            .attr("type", "radio")
            .attr("name", "welcome-theme");
        input.node::<HtmlInputElement>().set_checked(theme == now);
        let input = input.on(ev::CHANGE, move |_| {
            app.prefer(|all| all.look.theme = theme);
        });
        html::label()
            .class("setting-choice")
            .child((input, html::span().child(name)))
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
