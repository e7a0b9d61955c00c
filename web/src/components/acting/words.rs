//! What is said of a deed while it happens and when it has.

use super::meant;
use crate::app::App;
use crate::components::mailbox_label;
use crate::i18n;
use crate::labels;
use crate::reactive::*;
use crate::state::Words;
use mail_engine::Deed;
use mail_model::{Flag, MailboxName, SpecialUse};

/// What is about more messages than this shows its way once it takes long.
const MANY: u32 = 100;

/// The words for a deed that is done to so many messages.
pub(super) fn words(app: App, deed: &Deed, count: u32) -> Words {
    let to = |purpose, or_else: &'static str| {
        let known = meant::mailbox_for(app, purpose);
        known.map_or_else(|| or_else.to_owned(), |name| label(app, &name))
    };
    let moved = |name: &str| (i18n::act_moved(name, count), i18n::act_moving(name, count));
    let changing = || i18n::act_changing(count);
    let (done, going) = match deed {
        Deed::Move(mailbox) => moved(&label(app, mailbox)),
        Deed::Copy(mailbox) => {
            let name = label(app, mailbox);
            (
                i18n::act_copied(&name, count),
                i18n::act_copying(&name, count),
            )
        }
        Deed::Delete { for_ever: true } => (i18n::act_removed(count), i18n::act_removing(count)),
        Deed::Delete { for_ever: false } => moved(&to(SpecialUse::Trash, i18n::folder_trash())),
        Deed::Archive => {
            let all = || i18n::folder_archive().to_owned();
            let known = [SpecialUse::Archive, SpecialUse::All]
                .into_iter()
                .find_map(|purpose| meant::mailbox_for(app, purpose));
            moved(&known.map_or_else(all, |name| label(app, &name)))
        }
        Deed::Junk(true) => moved(&to(SpecialUse::Junk, i18n::folder_junk())),
        Deed::Junk(false) => moved(&label(app, &MailboxName::inbox())),
        Deed::SetFlag { flag, value } | Deed::SetFlagUnlessChanged { flag, value } => {
            (flagged(app, flag, *value, count), changing())
        }
    };
    let is_flag = matches!(
        deed,
        Deed::SetFlag { .. } | Deed::SetFlagUnlessChanged { .. }
    );
    Words {
        done,
        going,
        // One flag is seen where it is set.
        is_shown: !is_flag || count > 1,
        is_large: count > MANY,
    }
}

fn flagged(app: App, flag: &Flag, value: bool, count: u32) -> String {
    match (flag, value) {
        (Flag::Seen, true) => i18n::act_read(count),
        (Flag::Seen, false) => i18n::act_unread(count),
        (Flag::Flagged, true) => i18n::act_flagged(count),
        (Flag::Flagged, false) => i18n::act_unflagged(count),
        (Flag::Keyword(keyword), value) => {
            let name = labels::name_of(app, keyword);
            match value {
                true => i18n::act_labelled(&name, count),
                false => i18n::act_unlabelled(&name, count),
            }
        }
        _ => i18n::act_changed(count),
    }
}

fn label(app: App, mailbox: &MailboxName) -> String {
    untrack(|| mailbox_label(app, mailbox))
}
