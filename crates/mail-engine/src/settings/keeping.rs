//! What was set is in the browser until the account has it.

use super::keep::{KeptSettings, WRITE_AFTER};
use super::merge::merged;
use super::{Settings, SettingsState};
use crate::engine::Engine;
use crate::keeping::{SETTINGS, unpack};
use crate::kept::Record;
use serde::{Deserialize, Serialize};

/// What was set, and what held before.
#[derive(Debug, Serialize, Deserialize)]
struct Unsaved {
    before: String,
    now: String,
}

impl KeptSettings {
    /// Whether something is on its way into the account. What was refused is not:
    /// that has been said.
    pub(crate) fn is_on_its_way(&self) -> bool {
        self.before.is_some() && self.tries == 0
    }
    /// What wipes all that is kept of them in the browser.
    pub(crate) fn wiped(&self) -> impl Iterator<Item = Record> {
        self.shelf.wiped()
    }
}

impl Engine {
    /// Has the browser keep what the account does not have, where that is not what
    /// it keeps already.
    pub(crate) fn keep_unsaved_settings(&mut self) {
        let kept = &self.account.kept_settings;
        let state = kept.before.as_ref();
        let state = state.map(|before| (before.clone(), self.account.settings.clone()));
        let is_told = kept.in_browser == state && !kept.shelf.has_taken();
        if is_told || (state.is_none() && !kept.shelf.is_in_use()) {
            return;
        }
        let unsaved = state.as_ref().map(|(before, now)| Unsaved {
            before: before.to_text(),
            now: now.to_text(),
        });
        let number = self.names.next();
        let shelf = &self.account.kept_settings.shelf;
        let records = shelf.records(unsaved.as_ref(), SETTINGS, number);
        if self.keep(records.clone()).is_some() {
            let kept = &mut self.account.kept_settings;
            kept.shelf.settle(&records);
            kept.in_browser = state;
        }
    }
    /// What a lost tab had kept of settings: it holds, and goes on its way.
    pub(crate) fn settings_recalled(&mut self, key: &str, value: &[u8]) {
        let Some(unsaved) = unpack::<Unsaved>(value) else {
            return;
        };
        let is_text = Settings::is_text(&unsaved.before) && Settings::is_text(&unsaved.now);
        if !is_text || !self.account.kept_settings.shelf.takes(key) {
            return;
        }
        let ours = self.account.settings.clone();
        let kept = &mut self.account.kept_settings;
        let recalled = match (&kept.before, kept.is_read) {
            // What holds is what the account has, changed or not.
            (_, true) => {
                kept.before.get_or_insert(ours.clone());
                merged(&unsaved.before, &unsaved.now, &ours.to_text())
            }
            (Some(before), false) => {
                let text = merged(&before.to_text(), &ours.to_text(), &unsaved.now);
                kept.before = Some(Settings::from_text(&unsaved.before));
                text
            }
            (None, false) => {
                kept.before = Some(Settings::from_text(&unsaved.before));
                unsaved.now
            }
        };
        kept.wait_until(self.now + WRITE_AFTER);
        let ruled = self.account.kept_settings.ruling.over(&recalled);
        self.hold(Settings::from_text(&ruled));
        self.tell_settings();
        self.tell_settings_state(SettingsState::Keeping);
    }
    /// Writes what is still to be written without a pause.
    pub(crate) fn save_settings_now(&mut self) {
        let now = self.now;
        let kept = &mut self.account.kept_settings;
        if kept.is_on_its_way() {
            kept.not_before = Some(now);
        }
    }
}
