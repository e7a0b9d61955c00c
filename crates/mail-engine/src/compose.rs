//! What is being written, as the page speaks of it.

use crate::action::{ListId, Selection};
use crate::outgoing::OutboxItem;
use html_sanitizer::SafeHtml;
use mail_model::{
    DeliveryNotices, Flag, IdentityId, Letter, MessageRef, Problem, TemplateId, Timestamp,
};
use serde::{Deserialize, Serialize};

/// Names a draft, in the URL too; drawn at random, so that no two tabs choose the
/// same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DraftId(pub u64);

/// What is being written: all that is lost if it is lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Its name.
    pub id: DraftId,
    /// The letter as it stands.
    pub letter: Letter,
    /// As whom it is written; nobody of the settings where `None`.
    pub identity: Option<IdentityId>,
    /// The messages that it is about, and the flag which each of them gets once it
    /// is sent: `\Answered` or `$Forwarded`.
    pub about: Vec<(MessageRef, Flag)>,
    /// What its author wants to be told of its delivery.
    pub notices: Option<DeliveryNotices>,
    /// A copy goes to the mailbox for sent mail.
    pub keeps_copy: bool,
}

/// Whom a reply goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReplyTo {
    /// Whoever wrote it: Reply-To, else From.
    Author,
    /// They, and all others whom it went to.
    All,
    /// The list that it came by (RFC 2369's List-Post).
    List,
}

/// What a message begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ComposeFrom {
    /// Nothing.
    Nothing,
    /// What a `mailto:` link says (RFC 6068).
    Mailto(String),
    /// A template.
    Template(TemplateId),
    /// A message, which it answers.
    Reply {
        /// Which.
        message: MessageRef,
        /// To whom.
        to: ReplyTo,
        /// Only this of it is quoted: plain text that the person had selected.
        selection: Option<String>,
    },
    /// A message, which it passes on within its text, with its attachments.
    Forward(MessageRef),
    /// Messages, which it passes on as attachments.
    ForwardAttached(Vec<MessageRef>),
    /// What is selected of a list, which it passes on as attachments. Where another
    /// list is open meanwhile nobody knows what was meant.
    ForwardSelected {
        /// The list.
        list: ListId,
        /// Which of its messages.
        selection: Selection,
    },
    /// A message, as if it had not been sent yet.
    AsNew(MessageRef),
    /// A message, which goes to others just as it is.
    Resend(MessageRef),
    /// A draft that lies in a mailbox.
    Draft(MessageRef),
    /// A draft that is kept in this browser.
    Kept,
}

/// The words around what is quoted, in the person's language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComposeWords {
    /// The line above what a reply quotes, ready: "On …, … wrote:".
    pub attribution: String,
    /// The line above a message that is passed on.
    pub forwarded: String,
    /// What From, Date, Subject, To and Cc are called there.
    pub fields: [String; 5],
    /// The date of the message that is passed on, ready.
    pub date: String,
}

/// What the page asks for of markup that came from anywhere, before an editor
/// shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Preparing {
    /// Markup that a letter is made of: its looks stay.
    Content(String),
    /// Markup that was copied elsewhere: what it says stays, and not the page that
    /// it stood on.
    Pasted(String),
    /// Markup of which the text is wanted.
    Text(String),
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Prepared {
    /// It can be put into an editor.
    Html(SafeHtml),
    /// Its text: that was asked for, or its markup is beyond all limits.
    Text(String),
    /// Nothing; why.
    Failed(Problem),
}

/// How a draft is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DraftState {
    /// In this browser alone; the mailbox for drafts gets it soon.
    Local,
    /// Nowhere but in this tab, for the browser keeps nothing; the mailbox for
    /// drafts gets it as soon as one pauses.
    Unkept,
    /// It is on its way to the mailbox for drafts.
    Saving,
    /// It is in the mailbox for drafts, since then.
    Saved(Timestamp),
    /// The mailbox for drafts does not take it; it is in this browser, and is
    /// tried again by itself.
    Refused(Problem),
    /// Somebody else changed it in the mailbox: theirs stays there as it is, and
    /// this one is kept beside it.
    ChangedElsewhere,
}

/// What is in this browser alone, and lost if it is logged out of now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsaved {
    /// What the mailbox for drafts does not have as it stands.
    pub drafts: Vec<KeptDraft>,
    /// What was not sent yet, or may not have been; and what was sent, and has
    /// no copy yet.
    pub outgoing: Vec<OutboxItem>,
    /// So many contacts that the account does not have as they are.
    pub contacts: u32,
    /// Something was set that the account does not have.
    pub settings: bool,
    /// What a contact is called that is being changed.
    pub unfinished: Option<String>,
}

impl Unsaved {
    /// Whether nothing would be lost.
    pub fn is_nothing(&self) -> bool {
        let has_contacts = self.contacts > 0 || self.unfinished.is_some();
        self.drafts.is_empty() && self.outgoing.is_empty() && !has_contacts && !self.settings
    }
}

/// A draft that is kept in this browser, from before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptDraft {
    /// Its name.
    pub id: DraftId,
    /// Its subject.
    pub subject: String,
    /// When it was changed last.
    pub changed: Timestamp,
}
