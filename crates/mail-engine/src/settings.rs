//! What a person has set, in one account: it is kept there, and follows them.

mod alerts;
mod difference;
mod identity;
mod keep;
mod keeping;
mod merge;
mod message;
mod ruling;
mod text;

pub use self::alerts::{AlertWords, Alerts};
pub use self::difference::{Difference, DifferenceKind, SettingsFile};
pub(crate) use self::keep::KeptSettings;
pub use self::ruling::Ruling;

use crate::preferences::Preferences;
use mail_model::{Identity, IdentityId, Problem, Template, TemplateId};
use serde::{Deserialize, Serialize};

/// Where an answer is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReplyPlace {
    /// Above what is quoted.
    #[default]
    Above,
    /// Below it.
    Below,
}

/// How a person likes to write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writing {
    /// New messages are begun as rich text.
    pub is_rich: bool,
    /// What is not rich is Markdown.
    pub is_markdown: bool,
    /// Where answers are written.
    pub reply_place: ReplyPlace,
    /// Answers quote.
    pub quotes: bool,
    /// So many seconds a message can be called back; at once where 0.
    pub undo_seconds: u16,
    /// Whoever is written to is proposed as a recipient later.
    pub collects: bool,
}

impl Writing {
    /// The most seconds that a message waits to be called back.
    pub const MOST_UNDO_SECONDS: u16 = 120;
}

impl Default for Writing {
    fn default() -> Self {
        Self {
            is_rich: true,
            is_markdown: false,
            reply_place: ReplyPlace::Above,
            quotes: true,
            undo_seconds: 5,
            collects: true,
        }
    }
}

/// Whether the account has what the person has set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SettingsState {
    /// It is on its way there.
    Keeping,
    /// It is there.
    Kept,
    /// The server did not take it, in these words. It holds until the session
    /// ends, and is tried again by itself.
    Refused(Problem),
}

/// What a person has set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// How they like to read.
    pub preferences: Preferences,
    /// How they like to write.
    pub writing: Writing,
    /// How they like to be told of new mail.
    pub alerts: Alerts,
    /// They were welcomed: the first questions are answered, or passed over.
    pub is_welcomed: bool,
    /// As whom they write.
    pub identities: Vec<Identity>,
    /// The one that is used where no other is called for.
    pub default_identity: Option<IdentityId>,
    /// What they write often.
    pub templates: Vec<Template>,
}

impl Settings {
    /// The identity of this name.
    pub fn identity(&self, id: IdentityId) -> Option<&Identity> {
        self.identities.iter().find(|identity| identity.id == id)
    }
    /// The identity that is used where no other is called for: the one that the
    /// person chose, else the first.
    pub fn usual_identity(&self) -> Option<&Identity> {
        let chosen = self.default_identity.and_then(|id| self.identity(id));
        chosen.or_else(|| self.identities.first())
    }
    /// The template of this name.
    pub fn template(&self, id: TemplateId) -> Option<&Template> {
        self.templates.iter().find(|template| template.id == id)
    }
}
