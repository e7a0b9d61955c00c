//! Which keys do what: a line for each command, whose keys are taken away, added
//! by pressing them, and put back as they were.

use super::fields::{group, ruled_switch};
use crate::app::App;
use crate::commands::{self, Group, Recorded, Recorder, about, key_label};
use crate::components::shortcut_sheet::{commands_of, is_mac, sequence};
use crate::dom::{Child, View, along_text, ev, focus, html};
use crate::i18n;
use crate::keyboard::{Command, SEQUENCE_MILLISECONDS, key_name, keys_of};
use crate::listing::listed_and;
use crate::reactive::*;
use crate::ui::{Icon, icon};
use gloo_timers::callback::Timeout;
use mail_engine::KeyChoices;
use web_sys::{HtmlElement, KeyboardEvent};

/// What is being recorded, of which there is one at most.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    /// Nothing is.
    Rest,
    /// Keys for a command, of which the first may be there already.
    Recording(Command, Option<String>),
    /// The keys are others' by now.
    Taken(Command, String, Vec<Command>),
    /// No page can have that key.
    Refused(Command, String),
}

impl Stage {
    fn command(&self) -> Option<Command> {
        match self {
            Self::Rest => None,
            Self::Recording(command, _) | Self::Taken(command, ..) | Self::Refused(command, _) => {
                Some(*command)
            }
        }
    }
}

/// What the lines have in common.
#[derive(Clone, Copy)]
struct Lines {
    app: App,
    choices: Memo<KeyChoices>,
    stage: RwSignal<Stage>,
    recorder: StoredValue<Recorder>,
    waiting: StoredValue<Option<Timeout>, LocalStorage>,
}

pub(super) fn section(app: App) -> View {
    let choices = memo(move |_| {
        let settings = app.state.settings();
        settings
            .with(|all| all.as_ref().map(|all| all.preferences.keys.clone()))
            .unwrap_or_default()
    });
    let lines = Lines {
        app,
        choices,
        stage: RwSignal::new(Stage::Rest),
        recorder: StoredValue::new(Recorder::default()),
        waiting: StoredValue::new_local(None),
    };
    let groups = Group::ALL.map(|title| {
        let commands: Vec<View> = commands_of(title).map(|of| lines.line(of)).collect();
        group(title.title(), html::ul().class("key-lines").child(commands))
    });
    let is_any_changed = memo(move |_| choices.with(KeyChoices::is_any_changed));
    let reset_all = html::button()
        .class("button is-quiet")
        .attr("type", "button")
        .attr("aria-disabled", move || {
            (!is_any_changed.get()).then_some("true")
        })
        .on(ev::CLICK, move |_| lines.reset_all())
        .child(i18n::keys_reset_all());
    (
        group(
            i18n::keys_characters(),
            (
                ruled_switch(
                    app,
                    "character-keys",
                    i18n::keys_characters_on(),
                    |all| !all.preferences.keys.without_characters,
                    |all, is_on| all.preferences.keys.without_characters = !is_on,
                ),
                html::p()
                    .class("setting-hint")
                    .child(i18n::keys_characters_hint()),
            ),
        ),
        html::div().class("key-head").child((
            html::p().class("setting-hint").child(i18n::keys_hint()),
            reset_all,
        )),
        Vec::from(groups),
    )
        .view()
}

impl Lines {
    /// A command, its keys, and what changes them.
    fn line(self, command: Command) -> View {
        let words = about(command).words;
        let own = memo(move |_| {
            self.choices.with(|all| {
                let own = keys_of(all, command).map(str::to_owned);
                own.collect::<Vec<_>>()
            })
        });
        let is_changed = memo(move |_| self.choices.with(|all| commands::is_changed(all, command)));
        let is_first = memo(move |_| self.stage.with(|stage| stage.command() == Some(command)));
        let keys = move || {
            let own = own.get().into_iter();
            own.map(|keys| self.key(command, &keys)).collect::<Vec<_>>()
        };
        let reset = move || {
            is_changed.get().then(|| {
                html::button()
                    .class("link-button")
                    .attr("type", "button")
                    .attr("aria-label", i18n::keys_reset_of(words))
                    .on(ev::CLICK, move |_| {
                        self.change(|all| commands::reset(all, command));
                        focus_line(command);
                    })
                    .child(i18n::keys_reset())
            })
        };
        html::li()
            .class("key-line")
            .child((
                html::span().class("key-words").child(words),
                html::span().class("key-own").child((reset, keys)),
                self.record_button(command),
                move || is_first.get().then(|| self.note(command)),
            ))
            .view()
    }

    /// Keys of a command, which a press takes away.
    fn key(self, command: Command, keys: &str) -> View {
        let name = i18n::keys_remove(&printed(keys), about(command).words);
        let own = keys.to_owned();
        html::button()
            .class("key-own-button")
            .attr("type", "button")
            .attr("aria-label", name)
            .on(ev::CLICK, move |_| {
                self.change(|all| commands::remove(all, command, &own));
                focus_line(command);
            })
            .child((sequence(keys), icon(Icon::Close)))
            .view()
    }

    /// The button that hears which keys are to be added. It stays the same, so
    /// that it keeps the focus.
    fn record_button(self, command: Command) -> View {
        let is_on = memo(move |_| {
            let stage = self.stage.get();
            matches!(stage, Stage::Recording(of, _) if of == command)
        });
        let pressed = move || match self.stage.get() {
            Stage::Recording(of, first) if of == command => match first {
                Some(first) => i18n::keys_then(&printed(&first)),
                None => i18n::keys_press().to_owned(),
            },
            _ => i18n::keys_add().to_owned(),
        };
        let button = html::button();
        let node: HtmlElement = button.node();
        button
            .attr("id", record_id(command))
            .class("button is-quiet key-record")
            .class(("is-on", move || is_on.get()))
            .attr("type", "button")
            .attr("aria-pressed", move || match is_on.get() {
                true => "true",
                false => "false",
            })
            .attr("aria-label", move || match is_on.get() {
                true => pressed(),
                false => i18n::keys_add_to(about(command).words),
            })
            .on(ev::CLICK, move |_| {
                self.recorder.set_value(Recorder::default());
                self.stage.set(Stage::Recording(command, None));
                // Some browsers do not focus what is clicked.
                let _ = node.focus();
            })
            .on(ev::FOCUS_OUT, move |_| {
                if is_on.get_untracked() {
                    self.finish(command);
                }
            })
            .on(ev::KEY_DOWN, move |event| {
                if is_on.get_untracked() {
                    self.press(command, event);
                }
            })
            .child(pressed)
            .view()
    }

    fn press(self, command: Command, event: &KeyboardEvent) {
        self.waiting.set_value(None);
        let ctrl = event.ctrl_key() || event.meta_key();
        let key = along_text(event.key());
        let name = key_name(&key, event.shift_key(), ctrl, event.alt_key());
        let mut recorded = Recorded::Awaits;
        self.recorder.update_value(|recorder| {
            recorded = recorder.press(&event.key(), name);
        });
        // Tab goes on to what is next.
        if event.key() != "Tab" {
            event.prevent_default();
        }
        event.stop_propagation();
        match recorded {
            Recorded::Awaits => {
                let first = self
                    .recorder
                    .with_value(|recorder| recorder.first().map(str::to_owned));
                if first.is_some() {
                    let rest = u32::try_from(SEQUENCE_MILLISECONDS).unwrap_or(0);
                    let finish = Timeout::new(rest, move || self.finish(command));
                    self.waiting.set_value(Some(finish));
                }
                self.stage.set(Stage::Recording(command, first));
            }
            Recorded::Keys(keys) => self.offer(command, keys),
            Recorded::Refused(key) => self.stage.set(Stage::Refused(command, key)),
            Recorded::GivenUp => self.stage.set(Stage::Rest),
        }
    }

    /// Nothing more comes.
    fn finish(self, command: Command) {
        self.waiting.set_value(None);
        let mut keys = None;
        self.recorder
            .update_value(|recorder| keys = recorder.finish());
        match keys {
            Some(keys) => self.offer(command, keys),
            None => self.stage.set(Stage::Rest),
        }
    }

    /// Gives a command these keys, unless others have them.
    fn offer(self, command: Command, keys: String) {
        let holders = self
            .choices
            .with_untracked(|all| commands::holders(all, command, &keys));
        if holders.is_empty() {
            self.add(command, &keys);
        } else {
            self.stage.set(Stage::Taken(command, keys, holders));
        }
    }

    fn add(self, command: Command, keys: &str) {
        self.change(|all| commands::add(all, command, keys));
        let words = i18n::keys_added(&printed(keys), about(command).words);
        self.app.state.notices.announce(&words);
    }

    /// What is to be said about what was pressed.
    fn note(self, command: Command) -> View {
        let note = move || match self.stage.get() {
            Stage::Taken(_, keys, holders) => self.taken(command, &keys, &holders),
            Stage::Refused(_, key) => html::p()
                .class("setting-problem")
                .child(i18n::keys_refused(&printed(&key)))
                .view(),
            _ => ().view(),
        };
        html::div()
            .class("key-note")
            .attr("role", "alert")
            .child(note)
            .view()
    }

    /// Whose the keys are, and the way to have them all the same.
    fn taken(self, command: Command, keys: &str, holders: &[Command]) -> View {
        let names: Vec<&str> = holders.iter().map(|of| about(*of).words).collect();
        let words = i18n::keys_taken(&printed(keys), &listed_and(&names));
        let keys = keys.to_owned();
        let button = |name: &'static str| {
            html::button()
                .class("button is-quiet")
                .attr("type", "button")
                .child(name)
        };
        (
            html::p().child(words),
            button(i18n::keys_take_over()).on(ev::CLICK, move |_| {
                self.add(command, &keys);
                focus_line(command);
            }),
            button(i18n::cancel()).on(ev::CLICK, move |_| {
                self.stage.set(Stage::Rest);
                focus_line(command);
            }),
        )
            .view()
    }

    fn change(self, change: impl FnOnce(&mut KeyChoices)) {
        self.stage.set(Stage::Rest);
        self.app.set(|all| change(&mut all.preferences.keys));
    }

    fn reset_all(self) {
        self.change(KeyChoices::reset);
    }
}

fn record_id(command: Command) -> String {
    ["add-keys-", command.shortcut().id].concat()
}

/// What was pressed is gone: the line's other button has the focus then.
fn focus_line(command: Command) {
    focus(&["#", &record_id(command)].concat());
}

/// Keys in one line, as they are printed.
fn printed(keys: &str) -> String {
    let is_mac = is_mac();
    let parts: Vec<String> = keys.split(' ').map(|key| key_label(key, is_mac)).collect();
    parts.join(" ")
}
