use super::{Dialogue, Objection, Session};
use crate::command::tag_and_verb;
use crate::server::Context;
use imap_codec::fragmentizer::{FragmentInfo, LineEnding, LiteralAnnouncement};
use imap_codec::imap_types::core::LiteralMode;

/// The most octets of one line (RFC 7162 §4 asks servers for at least 8192).
const MAX_LINE: usize = 8_192;
/// The most octets of one literal.
const MAX_LITERAL: u32 = 32 * 1024 * 1024;
/// The same before login.
const MAX_LITERAL_BEFORE_LOGIN: u32 = 4_096;
/// The most octets of a literal that comes unasked under LITERAL- (RFC 7888 §5).
const MAX_LITERAL_MINUS: u32 = 4_096;

impl Session {
    /// Octets from the client, in pieces of any size.
    pub(crate) fn handle_input(&mut self, octets: &[u8], context: &mut Context<'_>) {
        self.end_if_silent(context.now);
        if self.is_finished || self.delivery.is_mute {
            return;
        }
        self.heard = context.now;
        let Some(mut layer) = self.compression.take() else {
            return self.handle_plain(octets, context);
        };
        let mut octets = octets;
        while !self.is_finished {
            match layer.inflated(&mut octets) {
                None => self.end("That is no deflate"),
                Some(piece) if piece.is_empty() && octets.is_empty() => break,
                Some(piece) => self.handle_plain(&piece, context),
            }
        }
        self.compression = Some(layer);
    }

    fn handle_plain(&mut self, octets: &[u8], context: &mut Context<'_>) {
        self.fragments.enqueue_bytes(octets);
        while !self.is_finished {
            let Some(fragment) = self.fragments.progress() else {
                return;
            };
            self.handle_fragment(fragment, context);
        }
    }

    fn handle_fragment(&mut self, fragment: FragmentInfo, context: &mut Context<'_>) {
        if let FragmentInfo::Line {
            start,
            end,
            announcement,
            ending,
        } = fragment
        {
            if ending == LineEnding::Lf {
                self.objection = Some(Objection::Form("A line ends in CRLF"));
            }
            if end - start > MAX_LINE {
                self.objection = Some(Objection::Form("The line is too long"));
            }
            if let Some(announcement) = announcement {
                self.handle_announcement(announcement);
            }
        }
        if self.fragments.is_message_complete() {
            self.handle_message(context);
        }
    }

    /// Agrees to a literal or refuses the command (RFC 3501 §4.3, RFC 7888 §4).
    fn handle_announcement(&mut self, announcement: LiteralAnnouncement) {
        let LiteralAnnouncement { mode, length } = announcement;
        let limit = if self.user.is_some() {
            MAX_LITERAL
        } else {
            MAX_LITERAL_BEFORE_LOGIN
        };
        let objection = match mode {
            _ if !matches!(self.dialogue, Dialogue::Commands) => {
                Some(Objection::Form("No literal is possible here"))
            }
            _ if self.is_appending() && length > self.append_limit => Some(Objection::TooBig),
            _ if length > limit => Some(Objection::Form("The literal is too large")),
            LiteralMode::NonSync if self.offers("LITERAL+") => None,
            LiteralMode::NonSync if self.offers("LITERAL-") && length <= MAX_LITERAL_MINUS => None,
            LiteralMode::NonSync => Some(Objection::Form(
                "A literal must not come before the continuation",
            )),
            LiteralMode::Sync => self.objection,
        };
        match (objection, mode) {
            (None, LiteralMode::Sync) => self.send_line("+ Go ahead"),
            (None, LiteralMode::NonSync) => {}
            (Some(objection), LiteralMode::Sync) => {
                self.refuse(objection);
                self.objection = None;
                self.fragments.skip_message();
            }
            // It is under way already: it has to be read past, unless it is endless.
            (Some(_), LiteralMode::NonSync) if length > MAX_LITERAL => {
                self.end("The literal is too large");
            }
            (Some(objection), LiteralMode::NonSync) => self.objection = Some(objection),
        }
    }

    /// Whether the command that is being read brings a message.
    fn is_appending(&self) -> bool {
        let brings = |verb: &str| matches!(verb, "APPEND" | "REPLACE" | "UID REPLACE");
        self.offers("APPENDLIMIT")
            && tag_and_verb(self.fragments.message_bytes()).is_some_and(|(_, verb)| brings(&verb))
    }

    fn handle_message(&mut self, context: &mut Context<'_>) {
        if let Some(objection) = self.objection.take() {
            self.refuse(objection);
            self.dialogue = Dialogue::Commands;
        } else if self.fragments.is_max_message_size_exceeded() {
            self.refuse(Objection::Form("The command is too long"));
        } else {
            let message = self.fragments.message_bytes().to_vec();
            self.perform(&message, context);
        }
    }
}
