use crate::session::{Numbers, Session};
use imap_codec::imap_types::command::FetchModifier;

/// What modifies a FETCH.
pub(super) struct Modifiers {
    pub(super) changed_since: Option<u64>,
    /// Removals are to be told too.
    pub(super) vanished: bool,
}

impl Modifiers {
    pub(super) fn read(
        modifiers: &[FetchModifier],
        session: &Session,
        numbers: Numbers,
    ) -> Result<Self, &'static str> {
        let mut read = Self {
            changed_since: None,
            vanished: false,
        };
        for modifier in modifiers {
            match modifier {
                _ if !session.offers("CONDSTORE") => return Err("CONDSTORE is not offered"),
                FetchModifier::ChangedSince(_) if read.changed_since.is_some() => {
                    return Err("CHANGEDSINCE comes once");
                }
                FetchModifier::ChangedSince(since) => read.changed_since = Some(since.get()),
                FetchModifier::Vanished if read.vanished => return Err("VANISHED comes once"),
                FetchModifier::Vanished => read.vanished = true,
            }
        }
        match read {
            Self { vanished: true, .. } if numbers == Numbers::Sequence => {
                Err("VANISHED goes with UID FETCH")
            }
            Self { vanished: true, .. } if !session.enabled.vanished => {
                Err("QRESYNC is not enabled")
            }
            Self {
                vanished: true,
                changed_since: None,
            } => Err("VANISHED goes with CHANGEDSINCE"),
            read => Ok(read),
        }
    }
}
