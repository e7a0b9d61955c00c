use crate::server::Context;
use crate::session::{Reply, Session};
use imap_codec::imap_types::extensions::enable::CapabilityEnable;
use imap_codec::imap_types::response::Data;

/// ENABLE (RFC 5161 §3.1). What is unknown or not offered is passed over;
/// ENABLED names what was switched on by this very command.
pub(super) fn enable(
    session: &mut Session,
    wanted: &[CapabilityEnable<'static>],
    context: &Context<'_>,
) -> Reply {
    if session.selected.is_some() {
        return Reply::bad("ENABLE comes before a mailbox is selected");
    }
    let mut enabled = Vec::new();
    for capability in wanted {
        let is_new = match capability.to_string().to_ascii_uppercase().as_str() {
            "CONDSTORE" if session.offers("CONDSTORE") => {
                let is_new = !session.enabled.mod_sequences;
                session.enable_mod_sequences(context);
                is_new
            }
            // Who knows of this knows of mod-sequences (RFC 7162 §3.2.3).
            "QRESYNC" if session.offers("QRESYNC") => {
                session.enable_mod_sequences(context);
                !core::mem::replace(&mut session.enabled.vanished, true)
            }
            // It is asked for under this name in either case (RFC 6855 §6).
            "UTF8=ACCEPT" if session.offers("UTF8=ACCEPT") || session.offers("UTF8=ONLY") => {
                !core::mem::replace(&mut session.enabled.utf8, true)
            }
            _ => false,
        };
        if is_new {
            enabled.push(capability.clone());
        }
    }
    session.send(Data::Enabled {
        capabilities: enabled,
    });
    Reply::ok("Those that are named are enabled")
}
