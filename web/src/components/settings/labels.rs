//! The labels: what they are called, their colours and their order.

use super::entries::{offer_back, put_back};
use super::fields::read;
use crate::app::App;
use crate::components::colour_name;
use crate::dom::{Child, Element, View, effect, ev, focus, html, keyed, value_of};
use crate::i18n;
use crate::labels::{labels, new_label, usual_label};
use crate::reactive::*;
use crate::ui::{Icon, icon};
use gloo_timers::callback::Timeout;
use mail_engine::{Label, MailboxColour};
use mail_model::Keyword;
use web_sys::{HtmlInputElement, HtmlSelectElement};

/// The list of them, and the way to a new one.
pub(super) fn label_list(app: App) -> View {
    let lines = keyed(
        move || labels(app),
        |label| label.keyword.as_str().to_owned(),
        move |label| line(app, &label.keyword),
    );
    (
        html::p()
            .class("setting-hint")
            .child(i18n::settings_labels_hint()),
        html::ul()
            .class("setting-list setting-labels")
            .attr("aria-label", i18n::label_title())
            .child(lines),
        adding(app),
    )
        .view()
}

/// A label as it is now; nothing where it is gone.
fn find(app: App, keyword: &Keyword) -> Option<Label> {
    let mut all = labels(app).into_iter();
    all.find(|label| label.is_of(keyword))
}

/// A line stays the same element while its label changes, so that it keeps the
/// focus.
fn line(app: App, keyword: &Keyword) -> Element {
    let own = StoredValue::new(keyword.clone());
    let label = memo(move |_| own.with_value(|keyword| find(app, keyword)));
    let name = move || label.get().map(|label| label.name).unwrap_or_default();
    let usual = usual_label(keyword);
    let is_usual = usual.is_some();
    let last = match usual {
        // Other programs have these; they can be named otherwise, and as usual again.
        Some(usual) => {
            let (kept, shown) = (usual.clone(), usual);
            let is_changed = move || label.get().is_some_and(|label| label != shown);
            let reset = button(
                move || i18n::settings_label_reset(&name()),
                Icon::Refresh,
                move || {
                    let kept = kept.clone();
                    app.prefer(|all| all.set_label(kept));
                },
            );
            reset.attr("disabled", move || (!is_changed()).then_some(""))
        }
        None => button(
            move || i18n::settings_label_remove(&name()),
            Icon::Trash,
            move || own.with_value(|keyword| remove(app, keyword)),
        ),
    };
    let place = memo(move |_| {
        let all = labels(app);
        let at = own.with_value(|keyword| all.iter().position(|label| label.is_of(keyword)));
        (at.unwrap_or(0), all.len())
    });
    let up = button(
        move || i18n::settings_label_up(&name()),
        Icon::ChevronUp,
        move || own.with_value(|keyword| go(app, keyword, -1)),
    )
    .class("label-up")
    .attr("disabled", move || (place.get().0 == 0).then_some(""));
    let down = button(
        move || i18n::settings_label_down(&name()),
        Icon::ChevronDown,
        move || own.with_value(|keyword| go(app, keyword, 1)),
    )
    .class("label-down")
    .attr("disabled", move || {
        let (at, count) = place.get();
        (at + 1 >= count).then_some("")
    });
    html::li()
        .attr("data-label", keyword.as_str().to_owned())
        .class(if is_usual { "is-usual" } else { "" })
        .child((
            name_field(app, own, label),
            colour_field(app, own, label),
            up,
            down,
            last,
        ))
}

fn button(
    name: impl Fn() -> String + Clone + Send + Sync + 'static,
    drawing: Icon,
    press: impl Fn() + 'static,
) -> Element {
    html::button()
        .class("icon-button")
        .attr("type", "button")
        .attr("aria-label", name.clone())
        .attr("title", name)
        .on(ev::CLICK, move |_| press())
        .child(icon(drawing))
}

fn name_field(app: App, own: StoredValue<Keyword>, label: Memo<Option<Label>>) -> Element {
    let input = html::input()
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("maxlength", "100")
        .attr("dir", "auto")
        .attr("aria-label", move || {
            let name = label.get().map(|label| label.name).unwrap_or_default();
            i18n::settings_label_name(&name)
        });
    let node: HtmlInputElement = input.node();
    let shown = node.clone();
    let show = move || {
        let name = label.get().map(|label| label.name).unwrap_or_default();
        if shown.value() != name {
            shown.set_value(&name);
        }
    };
    effect(show.clone());
    // It is kept when it has been typed: a label without a name is none.
    let input = input.on(ev::CHANGE, move |event| {
        let typed = value_of(event).trim().to_owned();
        let now = own.with_value(|keyword| untrack(|| find(app, keyword)));
        match now {
            Some(now) if !typed.is_empty() && typed != now.name => {
                let named = Label { name: typed, ..now };
                app.prefer(|all| all.set_label(named));
            }
            Some(now) => node.set_value(&now.name),
            None => {}
        }
    });
    html::div().class("field-box").child(input)
}

fn colour_field(app: App, own: StoredValue<Keyword>, label: Memo<Option<Label>>) -> Element {
    let select = html::select()
        .class("label-colour")
        .attr("data-colour", move || {
            label.get().map(|label| label.colour.word())
        })
        .attr("aria-label", move || {
            let name = label.get().map(|label| label.name).unwrap_or_default();
            i18n::folder_colour_of(&name)
        });
    let node: HtmlSelectElement = select.node();
    let options = MailboxColour::ALL.map(|colour| {
        html::option()
            .attr("value", colour.word())
            .child(colour_name(colour))
    });
    let select = select
        .child(Vec::from(options))
        .on(ev::CHANGE, move |event| {
            let chosen = value_of(event);
            let found = MailboxColour::ALL
                .into_iter()
                .find(|colour| colour.word() == chosen);
            let now = own.with_value(|keyword| untrack(|| find(app, keyword)));
            if let Some((colour, now)) = found.zip(now) {
                app.prefer(|all| all.set_label(Label { colour, ..now }));
            }
        });
    // Behind its options, of which it shows one.
    effect(move || {
        if let Some(label) = label.get() {
            node.set_value(label.colour.word());
        }
    });
    html::div()
        .class("field-box")
        .child((select, icon(Icon::ChevronDown)))
}

/// Moves a label up or down: from then on all of them are kept in their order.
fn go(app: App, keyword: &Keyword, by: isize) {
    let mut all = untrack(|| labels(app));
    let Some(from) = all.iter().position(|label| label.is_of(keyword)) else {
        return;
    };
    let to = from.saturating_add_signed(by);
    if to >= all.len() {
        return;
    }
    all.swap(from, to);
    let (name, count) = (all[to].name.clone(), all.len());
    let number = |n: usize| crate::format::number(u32::try_from(n).unwrap_or(u32::MAX));
    let words = i18n::settings_label_place(&name, &number(to + 1), &number(count));
    app.prefer(|kept| kept.set_labels(all));
    app.state.notices.announce(&words);
    // A line that moves loses the focus; at an end its button can't be pressed.
    let line = format!("[data-label=\"{}\"]", keyword.as_str());
    let (own, other) = match by < 0 {
        true => (".label-up", ".label-down"),
        false => (".label-down", ".label-up"),
    };
    let is_at_end = to == 0 || to + 1 == count;
    let button = if is_at_end { other } else { own };
    let selector = [&line, " ", button].concat();
    Timeout::new(0, move || focus(&selector)).forget();
}

fn remove(app: App, keyword: &Keyword) {
    let own = untrack(|| read(app, |all| all.preferences.labels().to_vec()));
    let Some(place) = own.iter().position(|label| label.is_of(keyword)) else {
        return;
    };
    let one = own[place].clone();
    let words = i18n::settings_removed(&one.name);
    let mut left = own;
    left.remove(place);
    app.prefer(|all| all.set_labels(left));
    focus("#label-new");
    offer_back(app, words, move |all| {
        let mut labels = all.preferences.labels().to_vec();
        if !labels.iter().any(|label| label.is_of(&one.keyword)) {
            put_back(&mut labels, place, &one);
            all.preferences.set_labels(labels);
        }
    });
}

/// A new one. Its keyword is made of its name, and stays when that changes.
fn adding(app: App) -> View {
    let input = html::input()
        .attr("id", "label-new")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("maxlength", "100")
        .attr("dir", "auto")
        // Blank: it tells the style sheet that nothing is typed yet.
        .attr("placeholder", " ");
    let node: HtmlInputElement = input.node();
    html::form()
        .class("field setting-line")
        .on(ev::SUBMIT, move |event| {
            event.prevent_default();
            let all = untrack(|| labels(app));
            let typed = node.value();
            let is_there = |made: &Label| all.iter().any(|label| label.is_of(&made.keyword));
            match new_label(&typed, &all) {
                Some(made) if !is_there(&made) => {
                    node.set_value("");
                    app.prefer(|all| all.set_label(made));
                }
                Some(_) => app.state.notices.announce(i18n::settings_label_exists()),
                None => {}
            }
        })
        .child((
            html::label()
                .attr("for", "label-new")
                .child(i18n::settings_label_new()),
            html::div().class("setting-add").child((
                html::div().class("field-box").child(input),
                html::button()
                    .class("button is-quiet")
                    .attr("type", "submit")
                    .child((icon(Icon::Plus), i18n::settings_label_add())),
            )),
        ))
        .view()
}
