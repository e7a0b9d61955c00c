use super::{Reply, Session};
use crate::server::Context;
use core::num::NonZeroU64;
use imap_codec::imap_types::response::Code;

/// What a client has switched on for the rest of its session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Enabled {
    /// MODSEQ is part of every FETCH that comes unasked (RFC 7162 §3.1).
    pub(crate) mod_sequences: bool,
    /// And so is the UID, where the server knows QRESYNC (RFC 7162 §3.2.4).
    pub(crate) uids: bool,
    /// Removals are told by VANISHED (RFC 7162 §3.2.10).
    pub(crate) vanished: bool,
    /// Names are in UTF-8 (RFC 6855 §3).
    pub(crate) utf8: bool,
}

impl Session {
    /// The client has said something that shows that it knows of
    /// mod-sequences (RFC 7162 §3.1). If a mailbox is selected, it learns where
    /// that one's stand.
    pub(crate) fn enable_mod_sequences(&mut self, context: &Context<'_>) {
        if self.enabled.mod_sequences || !self.offers("CONDSTORE") {
            return;
        }
        self.enabled.mod_sequences = true;
        self.enabled.uids = self.offers("QRESYNC");
        if let Some(highest) = self.highest_mod_sequence(context) {
            self.send_untagged_ok(Code::HighestModSeq(highest), "That is where it stands");
        }
    }

    /// HIGHESTMODSEQ of the selected mailbox.
    pub(crate) fn highest_mod_sequence(&self, context: &Context<'_>) -> Option<NonZeroU64> {
        let (user, selected) = (self.user.as_ref()?, self.selected.as_ref()?);
        let mailbox = context.store.mailbox_by_id(user, selected.id)?;
        Some(mailbox.highest_mod_sequence())
    }

    /// Whether the client is told of all that happens in the selected mailbox,
    /// which it can have refused by NOTIFY.
    fn tells_everything(&self) -> bool {
        self.notify.as_ref().is_none_or(|notify| {
            let selected = notify.selected.as_ref();
            selected.is_some_and(|events| events.flag_change)
        })
    }

    /// An OK for a command that removed messages, with HIGHESTMODSEQ for a
    /// client that knows of it (RFC 7162 §3.2.7). While something is held back
    /// from the client the number would promise too much.
    pub(crate) fn ok_after_removals(
        &self,
        text: &'static str,
        is_any_removed: bool,
        context: &Context<'_>,
    ) -> Reply {
        let knows = is_any_removed && self.enabled.mod_sequences && self.tells_everything();
        match self.highest_mod_sequence(context).filter(|_| knows) {
            Some(highest) => Reply::ok(text).with(Code::HighestModSeq(highest)),
            None => Reply::ok(text),
        }
    }
}
