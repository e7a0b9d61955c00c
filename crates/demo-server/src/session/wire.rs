use super::{Dialogue, Session};
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
        if self.is_finished() {
            return;
        }
        self.heard = context.now;
        self.fragments.enqueue_bytes(octets);
        while !self.is_finished() {
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
                self.objection = Some("A line ends in CRLF");
            }
            if end - start > MAX_LINE {
                self.objection = Some("The line is too long");
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
                Some("No literal is possible here")
            }
            _ if length > limit => Some("The literal is too large"),
            LiteralMode::NonSync if self.offers("LITERAL+") => None,
            LiteralMode::NonSync if self.offers("LITERAL-") && length <= MAX_LITERAL_MINUS => None,
            LiteralMode::NonSync => Some("A literal must not come before the continuation"),
            LiteralMode::Sync => self.objection,
        };
        match (objection, mode) {
            (None, LiteralMode::Sync) => self.send_line("+ Go ahead"),
            (None, LiteralMode::NonSync) => {}
            (Some(words), LiteralMode::Sync) => {
                self.refuse(words);
                self.objection = None;
                self.fragments.skip_message();
            }
            // It is under way already: it has to be read past, unless it is endless.
            (Some(_), LiteralMode::NonSync) if length > MAX_LITERAL => {
                self.end("The literal is too large");
            }
            (Some(words), LiteralMode::NonSync) => self.objection = Some(words),
        }
    }

    fn handle_message(&mut self, context: &mut Context<'_>) {
        if let Some(words) = self.objection.take() {
            self.refuse(words);
            self.dialogue = Dialogue::Commands;
        } else if self.fragments.is_max_message_size_exceeded() {
            self.refuse("The command is too long");
        } else {
            let message = self.fragments.message_bytes().to_vec();
            self.perform(&message, context);
        }
    }
}
