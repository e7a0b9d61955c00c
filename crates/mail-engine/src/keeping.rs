//! What of writing is kept in the browser: asked for once the login is proven,
//! and told from there on.

use crate::Effect;
use crate::engine::Engine;
use crate::kept::{KeepId, Record, StoreName};

/// How it stands with what the browser keeps.
#[derive(Debug, Default)]
pub(crate) struct Keeping {
    /// It was asked for.
    is_asked: bool,
    /// It is here.
    is_recalled: bool,
}

impl Engine {
    /// Asks for what the browser keeps, once it is known that the login is right.
    pub(crate) fn want_recall(&mut self) {
        if self.account.keeping.is_asked {
            return;
        }
        if let Some(store) = self.store_name() {
            self.account.keeping.is_asked = true;
            self.effects.push_back(Effect::Recall(store));
        }
    }
    fn store_name(&self) -> Option<StoreName> {
        let login = self.session.proven_login()?;
        Some(StoreName::of(&login.upstream, &login.user))
    }
    /// What the browser has kept.
    pub(crate) fn recalled(&mut self, store: &StoreName, _records: Vec<Record>) {
        if self.store_name().as_ref() == Some(store) {
            self.account.keeping.is_recalled = true;
        }
    }
    /// Something is kept now, or can't be.
    pub(crate) fn kept(&mut self, _id: KeepId, _is_kept: bool) {}
}
