//! What is done to all messages of a mailbox.

use crate::app::App;
use crate::i18n;
use crate::reactive::*;
use crate::state::{Asked, Words};
use mail_engine::LaterAction;
use mail_model::MailboxName;

impl App {
    /// Marks all messages of a mailbox as read, which can be taken back.
    pub(in crate::components) fn mark_all_read(&self, mailbox: &MailboxName) {
        let (app, operations) = (*self, self.state.operations);
        let counts = untrack(|| self.state.tree.counts(mailbox));
        let count = counts.unwrap_or_default().unseen;
        let words = Words {
            done: i18n::act_read(count),
            going: i18n::act_changing(count),
            is_shown: true,
            is_large: false,
        };
        let operation = operations.begin(words, move |operation| {
            operations.begin_undo(operation);
            app.act(LaterAction::Undo(operation));
        });
        operations.say_begun(operation);
        let mailbox = mailbox.clone();
        self.act(LaterAction::MarkAllRead { operation, mailbox });
    }

    /// Asks whether all messages of a mailbox are to be removed for ever.
    pub(in crate::components) fn ask_to_empty(&self, mailbox: &MailboxName) {
        self.prepare_to_act();
        let asked = Asked::Empty(mailbox.clone());
        self.state.operations.ask(Some(asked));
    }
}
