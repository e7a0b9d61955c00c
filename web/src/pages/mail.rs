use crate::app::App;
use crate::components::{
    FILTER_ID, LIST_ID, MESSAGE_ID, MESSAGE_MENU_ID, MessageList, TREE_ID, account, acting_place,
    announcer, begin_search, composing, connection_bar, contacts_place, focus_list, is_at_contacts,
    layout, mailbox_tasks_place, mailbox_tree, message_list, message_pane, message_replaces_list,
    outbox_entry, quota_meter, saved_searches, settings_pane, task_bar, toasts,
};
use crate::dom::{
    Child, View, along_text, document, effect, ev, focus, html, is_focus_lost, matches_media,
    press, window,
};
use crate::format;
use crate::i18n;
use crate::keyboard::{Command, Focus, KeyReader, key_name};
use crate::reactive::*;
use crate::ui::{Icon, Splitter, icon_button, splitter};
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use mail_engine::Layout;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

const FOLDERS: Splitter = Splitter {
    name: "",
    is_level: false,
    property: "--folders-width",
    initial: 248,
    least: 160,
    most: 420,
};
const LIST: Splitter = Splitter {
    name: "",
    is_level: false,
    property: "--list-width",
    initial: 400,
    least: 280,
    most: 720,
};
/// Where the message is below the list.
const STACKED_LIST: Splitter = Splitter {
    name: "",
    is_level: true,
    property: "--list-height",
    initial: 380,
    least: 120,
    most: 900,
};

/// Where the focus is found when one comes to a place.
const SETTINGS_PLACE: &str = ".settings-nav [aria-current]";
const CONTACTS_PLACE: &str = "#contact-list";
const LIST_PLACE: &str = "#message-list";
/// How often, and after how long each time, it is looked for there: code that was
/// not needed yet may have to be loaded first.
const PLACE_TRIES: u32 = 60;
const PLACE_MILLISECONDS: u32 = 50;

/// The mail page: folders, list and message side by side; on a narrow screen
/// the folders slide in, on a phone one pane is seen at a time.
pub fn mail(app: App) -> View {
    let list = MessageList::new(app);
    let has_folders = RwSignal::new(false);
    let is_reading = memo(move |_| {
        let route = app.state.route().get();
        route.place().is_some_and(|place| place.message.is_some())
    });
    let is_elsewhere = memo(move |_| {
        let route = app.state.route();
        route.with(|route| route.settings().is_some())
    });
    let mut was_reading = false;
    effect(move || {
        let is_reading = is_reading.get();
        let was_reading = std::mem::replace(&mut was_reading, is_reading);
        if was_reading && !is_reading && message_replaces_list(app) {
            // What had the focus is out of sight now.
            focus_list();
        }
    });
    keep_focus_between_places(app);
    let keys = Keys {
        app,
        list,
        has_folders,
    };
    hear_keys(keys);
    app.hear_commands(move |command| keys.run(command));
    let show_folders = move || {
        has_folders.set(true);
        focus_soon(format!("#{TREE_ID} [tabindex='0']"));
    };
    html::div()
        .class("mail-page")
        .class(("is-reading", move || is_reading.get()))
        .class(("is-alone", move || app.is_alone()))
        .class(("is-contacts", move || is_at_contacts(app)))
        .class(("is-elsewhere", move || is_elsewhere.get()))
        .attr("data-layout", move || {
            let is_mail = !app.is_alone() && !is_elsewhere.get() && !is_at_contacts(app);
            is_mail.then(|| layout(app).word())
        })
        .class(("has-folders", move || has_folders.get()))
        .child((
            html::a()
                .class("skip-link")
                .attr("href", format!("#{LIST_ID}"))
                .on(ev::CLICK, |event| {
                    event.prevent_default();
                    focus_list();
                })
                .child(i18n::skip_to_messages()),
            task_bar(app, show_folders),
            html::nav()
                .class("pane folders-pane")
                .attr("aria-label", i18n::folders())
                .child((
                    html::header().class("pane-head").child((
                        account(app),
                        icon_button(
                            i18n::task_palette(),
                            Icon::Search,
                            "only-phone",
                            move || {
                                has_folders.set(false);
                                app.command(Command::Palette);
                            },
                        ),
                        icon_button(i18n::task_log_out(), Icon::Leave, "only-phone", move || {
                            app.log_out();
                        }),
                        icon_button(
                            i18n::folders_hide(),
                            Icon::Close,
                            "only-narrow",
                            move || has_folders.set(false),
                        ),
                    )),
                    mailbox_tree(app, move || has_folders.set(false)),
                    (
                        saved_searches(app, move || has_folders.set(false)),
                        outbox_entry(app),
                        quota_meter(app),
                    ),
                )),
            splitter(Splitter {
                name: i18n::pane_folders_width(),
                ..FOLDERS
            }),
            // What of it is in sight depends on the window and on where one is: so
            // the page's main part is around all of it.
            html::main().class("places").child((
                message_list(app, list, show_folders),
                list_splitter(app),
                (message_pane(app), settings_pane(app)),
                contacts_place(app),
                mailbox_tasks_place(app),
                acting_place(app),
            )),
            html::div()
                .class("curtain")
                .on(ev::CLICK, move |_| has_folders.set(false)),
            connection_bar(app),
            composing(app),
            toasts(app),
            announcer(app),
        ))
        .view()
}

/// Between list and message, as they lie.
fn list_splitter(app: App) -> View {
    let layout = memo(move |_| layout(app));
    (move || {
        let (name, of) = match layout.get() {
            Layout::Wide => (i18n::pane_list_width(), LIST),
            Layout::Stacked => (i18n::pane_list_height(), STACKED_LIST),
            Layout::ListOnly => return ().view(),
        };
        splitter(Splitter { name, ..of })
    })
    .view()
}

/// Whoever goes from mail to the settings or the contacts, or back, by a key leaves
/// behind what had the focus: it is found where that place begins.
fn keep_focus_between_places(app: App) {
    let place = memo(move |_| {
        let is_settings = app.state.route().with(|route| route.settings().is_some());
        match is_settings {
            true => SETTINGS_PLACE,
            false if is_at_contacts(app) => CONTACTS_PLACE,
            false => LIST_PLACE,
        }
    });
    let mut was = None;
    effect(move || {
        let place = place.get();
        if was.replace(place).is_some_and(|was| was != place) {
            find_focus(place, PLACE_TRIES);
        }
    });
}

/// Moves the focus to what a selector finds once that is there, unless something has
/// it by then.
fn find_focus(selector: &'static str, tries: u32) {
    Timeout::new(PLACE_MILLISECONDS, move || {
        if !is_focus_lost() {
            return;
        }
        focus(selector);
        if is_focus_lost() {
            // On a phone a message may stand in the list's place.
            focus(&format!("#{MESSAGE_ID}"));
        }
        if tries > 0 && is_focus_lost() {
            find_focus(selector, tries - 1);
        }
    })
    .forget();
}

/// What shortcuts act on.
#[derive(Clone, Copy)]
struct Keys {
    app: App,
    list: MessageList,
    has_folders: RwSignal<bool>,
}

/// Hears keys as long as the page is there.
fn hear_keys(keys: Keys) {
    let reader = StoredValue::new(KeyReader::default());
    let listener = EventListener::new_with_options(
        &window(),
        "keydown",
        EventListenerOptions::enable_prevent_default(),
        move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                return;
            };
            if event.is_composing() || event.default_prevented() {
                return;
            }
            let ctrl = event.ctrl_key() || event.meta_key();
            let key = along_text(event.key());
            let name = key_name(&key, event.shift_key(), ctrl, event.alt_key());
            let Some(name) = name else {
                return;
            };
            let focus = focus_of(event);
            let mut command = None;
            let preferences = keys.app.state.preferences();
            preferences.with_untracked(|all| {
                reader.update_value(|reader| {
                    command = reader.press(&all.keys, &name, focus, format::now().0);
                });
            });
            if let Some(command) = command.filter(|command| keys.is_here(*command)) {
                event.prevent_default();
                keys.run(command);
            }
        },
    );
    StoredValue::new_local(listener);
}

fn focus_of(event: &KeyboardEvent) -> Focus {
    // Also where nothing has the focus, as when what had it went: what is behind
    // a modal dialog hears no keys.
    if matches!(document().query_selector("dialog:modal"), Ok(Some(_))) {
        return Focus::Dialog;
    }
    let Some(target) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    else {
        return Focus::List;
    };
    let is_in = |selector: &str| matches!(target.closest(selector), Ok(Some(_)));
    if is_in("dialog") {
        Focus::Dialog
    } else if is_in("input,textarea,select,[contenteditable],[role=dialog]") {
        // Composers are dialogs that one writes in.
        Focus::Text
    } else if is_in(&format!("#{TREE_ID}")) {
        Focus::Tree
    } else if is_in("button,a,summary,[role=separator]") {
        Focus::Control
    } else if is_in(&format!("#{MESSAGE_ID}")) {
        Focus::Message
    } else {
        Focus::List
    }
}

impl Keys {
    /// Whether what a command is about is in sight.
    fn is_here(self, command: Command) -> bool {
        let route = self.app.state.route();
        let is_elsewhere = route.with_untracked(|route| route.settings().is_some());
        let is_elsewhere = is_elsewhere || untrack(|| is_at_contacts(self.app));
        command.is_everywhere() || !is_elsewhere
    }

    /// The list shows where one is in it, and says it, while it has the focus. What
    /// else has it keeps it while a message is open, for that is seen to change.
    fn show_place(self) {
        let focused = document().active_element();
        let is_in_list =
            focused.is_some_and(|at| matches!(at.closest(&format!("#{LIST_ID}")), Ok(Some(_))));
        let is_reading = self.app.state.route().with_untracked(|route| {
            let place = route.place();
            place.is_some_and(|place| place.message.is_some())
        });
        if is_focus_lost() || !(is_in_list || is_reading) {
            focus_list();
        }
    }

    fn run(self, command: Command) {
        if command.is_of_places() {
            self.show_place();
        }
        match command {
            Command::NextMessage => self.list.step(1),
            Command::PreviousMessage => self.list.step(-1),
            Command::PageDown => self.list.page(1),
            Command::PageUp => self.list.page(-1),
            Command::FirstMessage => self.list.move_to(0),
            Command::LastMessage => self.list.move_to(u32::MAX),
            Command::OpenMessage => {
                if self.list.open() {
                    focus(&format!("#{MESSAGE_ID}"));
                    self.app.edit_open_draft();
                }
            }
            Command::CloseMessage if self.app.clear_selection() => focus_list(),
            Command::CloseMessage if self.has_folders.get_untracked() && is_narrow() => {
                self.has_folders.set(false);
                focus_list();
            }
            Command::CloseMessage => {
                self.app.close_message();
                focus_list();
            }
            Command::ToggleSelected => self.app.toggle_at_cursor(),
            Command::SelectNext => self.app.select_step(1),
            Command::SelectPrevious => self.app.select_step(-1),
            Command::SelectToFirst => self.app.select_to(0),
            Command::SelectToLast => self.app.select_to(u32::MAX),
            Command::SelectPageDown => self.app.select_step(self.list.page_rows()),
            Command::SelectPageUp => self.app.select_step(-self.list.page_rows()),
            Command::SelectAll => self.app.select_all(),
            Command::MessageMenu => press(&format!("#{MESSAGE_MENU_ID}")),
            Command::Search => begin_search(),
            Command::FilterMailboxes => {
                self.has_folders.set(true);
                focus_soon(format!("#{FILTER_ID}"));
            }
            _ => self.app.run(command, None),
        }
    }
}

impl Command {
    /// Whether it moves through the list, or selects as it goes.
    fn is_of_places(self) -> bool {
        matches!(
            self,
            Self::NextMessage
                | Self::PreviousMessage
                | Self::PageDown
                | Self::PageUp
                | Self::FirstMessage
                | Self::LastMessage
                | Self::ToggleSelected
                | Self::SelectNext
                | Self::SelectPrevious
                | Self::SelectToFirst
                | Self::SelectToLast
                | Self::SelectPageDown
                | Self::SelectPageUp
        )
    }
}

/// Whether the folders are a drawer; `mail.css` makes them one at the same width.
fn is_narrow() -> bool {
    matches_media("(max-width: 1100px)")
}

/// Moves the focus when the folders have become visible: what is hidden takes none.
fn focus_soon(selector: String) {
    Timeout::new(0, move || focus(&selector)).forget();
}
