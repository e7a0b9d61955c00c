use crate::app::App;
use crate::components::focus_list;
use crate::dom::{Child, View, document, effect, ev, focus, html, value_of};
use crate::i18n;
use crate::later::{Part, load};
use crate::reactive::*;
use crate::state::ListPhase;
use crate::ui::{Icon, icon, icon_button};
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent};

/// The id of the field, which a shortcut focuses.
pub(super) const SEARCH_ID: &str = "search";
/// The id of what is proposed for it.
pub(super) const SUGGESTIONS_ID: &str = "search-suggestions";

/// How long after the list its help is loaded, in milliseconds: the first rows and
/// what shows messages come before.
const AFTER_LIST: u32 = 900;
/// The list follows what is typed after so long, in milliseconds, and no more often:
/// also while one types on, so that the server can be asked meanwhile.
const PACE: u32 = 60;

/// Takes one to the field, with what stands there chosen: what one types is looked
/// for instead of it.
pub fn begin_search() {
    let field = document().get_element_by_id(SEARCH_ID);
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
        // Refused by no browser.
        let _ = field.focus();
        field.select();
    }
}

/// The search bar.
pub(in crate::components) fn search_bar(app: App) -> View {
    let help = RwSignal::new(Part::Awaited);
    let ask = move || load(help, (app.parts.search)());
    let has_list = memo(move |_| {
        let head = app.state.list.head();
        head.with(|head| {
            head.as_ref()
                .is_some_and(|head| head.phase != ListPhase::Opening)
        })
    });
    let is_searched = memo(move |_| {
        let route = app.state.route();
        route.with(|route| route.place().is_some_and(|p| p.view.search.is_some()))
    });
    effect(move || {
        if is_searched.get() {
            ask();
        } else if has_list.get() {
            after(AFTER_LIST, ask);
        }
    });
    html::form()
        .class("search-bar")
        .attr("role", "search")
        .on(ev::SUBMIT, move |event| {
            event.prevent_default();
            app.enter_search();
            focus_list();
        })
        .child((
            html::div().class("field-box search-box").child((
                icon(Icon::Search),
                field(app, ask),
                move || {
                    let is_empty = app.state.search.typed().with(String::is_empty);
                    (!is_empty).then(|| {
                        icon_button(i18n::search_clear(), Icon::Close, "", move || {
                            app.leave_search();
                            focus(&format!("#{SEARCH_ID}"));
                        })
                    })
                },
            )),
            move || match help.get() {
                Part::Here(build) => build(app),
                _ => ().view(),
            },
        ))
        .view()
}

fn field(app: App, ask: impl Fn() + Copy + 'static) -> View {
    let typed = app.state.search.typed();
    let waiting = StoredValue::new_local(None::<Timeout>);
    let element = html::input()
        .attr("id", SEARCH_ID)
        .attr("type", "text")
        .attr("inputmode", "search")
        .attr("enterkeyhint", "search")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("role", "combobox")
        .attr("aria-autocomplete", "list")
        .attr("aria-expanded", "false")
        .attr("aria-controls", SUGGESTIONS_ID)
        .attr("aria-label", i18n::search_field())
        .attr("placeholder", i18n::search_field())
        .on(ev::FOCUS, move |_| ask())
        .on(ev::INPUT, move |event| {
            app.state.search.type_in(value_of(event));
            if waiting.with_value(Option::is_none) {
                let follow = move || {
                    waiting.set_value(None);
                    app.preview_search();
                };
                waiting.set_value(Some(Timeout::new(PACE, follow)));
            }
        })
        .on(ev::KEY_DOWN, move |event: &KeyboardEvent| {
            if event.key() == "Escape" && !event.default_prevented() {
                event.stop_propagation();
                event.prevent_default();
                waiting.set_value(None);
                if app.is_typing_search() {
                    // What was only typed is gone; what was entered stands.
                    let entered = app.entered_search();
                    app.state.search.type_in(entered);
                    app.preview_search();
                } else {
                    app.leave_search();
                }
                focus_list();
            }
        });
    let input: HtmlInputElement = element.node();
    effect(move || {
        let text = typed.get();
        if input.value() != text {
            input.set_value(&text);
        }
    });
    element.view()
}
