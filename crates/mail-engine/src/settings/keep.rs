//! What the person has set, in the account: read once the inbox is shown.

use super::{Settings, identity};
use crate::Change;
use crate::engine::Engine;
use crate::list::{MessageList, Sync};

/// How the account's settings stand.
#[derive(Debug, Default)]
pub(crate) struct KeptSettings {
    /// The page was told.
    is_told: bool,
}

impl KeptSettings {
    /// There may be somebody to write as by now, if there is nobody yet.
    pub(crate) fn lacks_identity(&mut self) {
        self.is_told = false;
    }
}

impl Engine {
    /// The person has set something. It holds at once.
    pub(crate) fn keep_settings(&mut self, settings: Settings) {
        self.prefer(settings.preferences.clone());
        self.account.settings = settings;
    }
    /// Reads and keeps what is to be read and kept, behind the inbox.
    pub(crate) fn want_settings(&mut self) {
        let list = self.account.list.as_ref();
        let is_shown = list.is_none_or(|list| list.sync() == Sync::Live);
        if self.account.kept_settings.is_told || self.account.tree.is_empty() || !is_shown {
            return;
        }
        self.account.kept_settings.is_told = true;
        self.make_identity();
        let settings = Box::new(self.account.settings.clone());
        self.changes.push_back(Change::Settings(settings));
    }
    /// Where the person has said nothing of it, they write as who they log in as.
    fn make_identity(&mut self) {
        if !self.account.settings.identities.is_empty() {
            return;
        }
        let rows = |list: &MessageList| -> Vec<_> {
            let uids = list.kept_uids();
            let rows = uids.iter().filter_map(|uid| list.row(uid));
            rows.flat_map(|row| row.summary.to.clone()).collect()
        };
        let recipients = self.account.list.as_ref().map(rows).unwrap_or_default();
        let user = self.session.user();
        let made = identity::made(user, &self.account.domains, recipients.iter());
        self.account.settings.identities.extend(made);
    }
}
