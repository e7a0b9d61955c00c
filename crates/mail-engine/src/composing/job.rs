//! What a message begins with, made by whoever holds the parsers.

use super::mailto;
use super::people::{self, Origin};
use super::quote::{self, Content};
use super::subject;
use super::template::{TEMPLATE_CURSOR, TemplateWords};
use crate::compose::{ComposeFrom, ComposeWords, Draft, DraftId, ReplyTo};
use crate::settings::{ReplyPlace, Settings};
use html_sanitizer::{InlineImage, Readable};
use mail_model::{
    Address, Composed, Flag, Identity, Keyword, Letter, LetterContent, LetterFile, MessageId,
    MessageRef, Phrase, Priority,
};
use mime_message::{CharsetDecoder, DRAFT_FIELD};
use serde::{Deserialize, Serialize};

/// All that a message is begun from, as a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComposeJob {
    /// The draft's name.
    pub draft: DraftId,
    /// What it begins with.
    pub from: ComposeFrom,
    /// The words for it.
    pub words: ComposeWords,
    /// As whom and how the person writes.
    pub settings: Settings,
    /// The user's name as typed at login: often an address.
    pub user: String,
    /// The messages that it is begun from.
    pub sources: Vec<ComposeSource>,
}

/// A message that another is begun from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComposeSource {
    /// Which.
    pub message: MessageRef,
    /// Its header, raw.
    pub header: Vec<u8>,
    /// What it says, decoded.
    pub bodies: Vec<Readable>,
    /// Where its HTML lies (RFC 2557); empty if it does not say.
    pub location: String,
    /// Those of its files that the HTML may call by where they lie, with the
    /// Content-IDs that they have in the letter. Their bytes are not here.
    pub located: Vec<InlineImage>,
    /// Its files, or itself as one, as the shell keeps them now.
    pub files: Vec<LetterFile>,
}

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComposeMade {
    /// The draft.
    pub draft: Box<Draft>,
    /// Where it was a draft of a mailbox: the note of its writer, if that is there.
    pub note: Option<String>,
    /// The same: its Message-ID.
    pub message_id: Option<MessageId>,
}

impl ComposeJob {
    /// Makes it.
    pub fn perform(&self, charsets: &dyn CharsetDecoder) -> ComposeMade {
        let origins = self.sources.iter();
        let origins: Vec<Origin> = origins
            .map(|source| Origin::read(&source.header, charsets))
            .collect();
        let Some((source, origin)) = self.sources.first().zip(origins.first()) else {
            return self.made(self.without_source());
        };
        let mut note = None;
        let mut message_id = None;
        let draft = match &self.from {
            ComposeFrom::Reply { to, selection, .. } => {
                self.reply(source, origin, *to, selection.as_deref())
            }
            ComposeFrom::Forward(message) => self.forward(source, origin, message),
            ComposeFrom::ForwardAttached(_) | ComposeFrom::ForwardSelected { .. } => {
                self.forward_attached(&origins)
            }
            ComposeFrom::Resend(_) => self.resend(source, origin),
            ComposeFrom::AsNew(_) => self.again(source, origin),
            ComposeFrom::Draft(_) => {
                note = origin.field(DRAFT_FIELD).map(str::to_owned);
                message_id = origin.header.message_id.clone();
                let mut draft = self.again(source, origin);
                let header = &origin.header;
                draft.letter.in_reply_to = header.in_reply_to.first().cloned();
                draft.letter.references = header.references.clone();
                draft
            }
            _ => self.without_source(),
        };
        ComposeMade {
            draft: Box::new(draft),
            note,
            message_id,
        }
    }
    fn made(&self, draft: Draft) -> ComposeMade {
        ComposeMade {
            draft: Box::new(draft),
            note: None,
            message_id: None,
        }
    }

    /// Nothing but who writes, with what they always say below.
    fn fresh(&self, identity: Option<&Identity>, content: Content<'_>) -> Draft {
        let own = identity.map(|identity| identity.from.clone());
        let from = own.unwrap_or_else(|| Address {
            name: String::new(),
            // Where nobody has said more, a login that is an address is the person's.
            address: Some(&self.user)
                .filter(|user| user.contains('@'))
                .cloned()
                .unwrap_or_default(),
        });
        let mut composed = content.into_composed(Vec::new());
        composed.is_markdown = self.settings.writing.is_markdown && composed.html.is_none();
        let letter = Letter {
            from,
            reply_to: identity.map_or_else(Vec::new, |identity| identity.reply_to.clone()),
            bcc: identity.map_or_else(Vec::new, |identity| identity.bcc.clone()),
            content: LetterContent::Composed(composed),
            ..Letter::default()
        };
        Draft {
            id: self.draft,
            letter,
            identity: identity.map(|identity| identity.id),
            about: Vec::new(),
            notices: None,
            keeps_copy: true,
        }
    }
    fn without_source(&self) -> Draft {
        let identity = self.settings.usual_identity();
        let is_rich = self.settings.writing.is_rich;
        let words = || {
            let letter = Letter {
                from: identity
                    .map(|identity| identity.from.clone())
                    .unwrap_or_default(),
                ..Letter::default()
            };
            TemplateWords::of(&letter, self.words.date.clone())
        };
        let mut mailto = mailto::Mailto::default();
        let mut said = Phrase::default();
        match &self.from {
            ComposeFrom::Mailto(url) => {
                mailto = mailto::read(url);
                said = Phrase::Text(mailto.body.clone());
            }
            ComposeFrom::Template(id) => {
                if let Some(template) = self.settings.template(*id) {
                    let words = words();
                    mailto.subject = words.fill(&template.subject);
                    said = match words.fill_phrase(&template.body) {
                        Phrase::Text(text) => Phrase::Text(text.replace(TEMPLATE_CURSOR, "")),
                        Phrase::Html(html) => Phrase::Html(html.replace(TEMPLATE_CURSOR, "")),
                    };
                }
            }
            _ => {}
        }
        let is_rich = is_rich || matches!(said, Phrase::Html(_));
        let content = Content::new(is_rich)
            .phrase(&said)
            .signature(identity.map(|identity| &identity.signature));
        let mut draft = self.fresh(identity, content);
        let letter = &mut draft.letter;
        (letter.to, letter.cc) = (mailto.to, mailto.cc);
        letter.bcc.extend(mailto.bcc);
        letter.subject = mailto.subject;
        letter.in_reply_to = mailto.in_reply_to;
        draft
    }
    fn reply(
        &self,
        source: &ComposeSource,
        origin: &Origin,
        to: ReplyTo,
        selection: Option<&str>,
    ) -> Draft {
        let writing = &self.settings.writing;
        let own = people::Own::new(&self.settings.identities, &self.user);
        let identity = own.addressed(origin).or(self.settings.usual_identity());
        let signature = identity.map(|identity| &identity.signature);
        let has_html = source
            .bodies
            .iter()
            .any(|body| matches!(body, Readable::Html(_)));
        let is_rich = writing.is_rich && has_html;
        let quoted = match selection {
            Some(selection) => vec![Readable::Text(selection.to_owned())],
            None if writing.quotes => quote::without_signature(&source.bodies),
            None => Vec::new(),
        };
        let attribution = (!quoted.is_empty()).then_some(self.words.attribution.as_str());
        let content = Content::new(is_rich).showing(source);
        let content = match writing.reply_place {
            ReplyPlace::Above => content
                .empty_line()
                .signature(signature)
                .empty_line_before(attribution)
                .quote(attribution, &quoted),
            ReplyPlace::Below => content
                .quote(attribution, &quoted)
                .empty_line()
                .signature(signature),
        };
        let mut draft = self.fresh(identity, content);
        let (to, cc) = own.answered(origin, to);
        let letter = &mut draft.letter;
        (letter.to, letter.cc) = (to, cc);
        letter.subject = subject::reply(&origin.header.subject);
        letter.in_reply_to = origin.header.message_id.clone();
        letter.references = origin.thread();
        draft.about = vec![(source.message.clone(), Flag::Answered)];
        carry(&mut draft, &source.files, |file| file.content_id.is_some());
        draft
    }
    fn forward(&self, source: &ComposeSource, origin: &Origin, message: &MessageRef) -> Draft {
        let own = people::Own::new(&self.settings.identities, &self.user);
        let identity = own.addressed(origin).or(self.settings.usual_identity());
        let has_html = source
            .bodies
            .iter()
            .any(|body| matches!(body, Readable::Html(_)));
        let header = &origin.header;
        let [from, date, subject, to, cc] = &self.words.fields;
        let fields = [
            (from, people::listed(&header.from)),
            (date, self.words.date.clone()),
            (subject, header.subject.clone()),
            (to, people::listed(&header.to)),
            (cc, people::listed(&header.cc)),
        ];
        // What has looks keeps them, however the person writes otherwise.
        let content = Content::new(has_html)
            .showing(source)
            .empty_line()
            .signature(identity.map(|identity| &identity.signature))
            .empty_line()
            .passed_on(&self.words.forwarded, &fields, &source.bodies);
        let mut draft = self.fresh(identity, content);
        draft.letter.subject = subject::forward(&header.subject);
        draft.letter.references = origin.thread();
        draft.about = forwarded(message).into_iter().collect();
        carry(&mut draft, &source.files, |_| true);
        draft
    }
    fn forward_attached(&self, origins: &[Origin]) -> Draft {
        let own = people::Own::new(&self.settings.identities, &self.user);
        let origin = origins.first();
        let identity = origin
            .filter(|_| origins.len() == 1)
            .and_then(|origin| own.addressed(origin))
            .or(self.settings.usual_identity());
        let content = Content::new(self.settings.writing.is_rich)
            .empty_line()
            .signature(identity.map(|identity| &identity.signature));
        let mut draft = self.fresh(identity, content);
        if let Some(origin) = origin {
            draft.letter.subject = subject::forward(&origin.header.subject);
        }
        let messages = self.sources.iter().map(|source| &source.message);
        draft.about = messages.filter_map(forwarded).collect();
        for source in &self.sources {
            carry(&mut draft, &source.files, |_| true);
        }
        draft
    }
    fn resend(&self, source: &ComposeSource, origin: &Origin) -> Draft {
        let own = people::Own::new(&self.settings.identities, &self.user);
        let identity = own.addressed(origin).or(self.settings.usual_identity());
        let mut draft = self.fresh(identity, Content::new(false));
        draft.letter.bcc = Vec::new();
        // Only for the person to see: the message says it itself.
        draft.letter.subject = origin.header.subject.clone();
        if let Some(file) = source.files.first() {
            draft.letter.content = LetterContent::Resent(file.clone());
        }
        draft
    }
    /// The message as it was before it was sent.
    fn again(&self, source: &ComposeSource, origin: &Origin) -> Draft {
        let own = people::Own::new(&self.settings.identities, &self.user);
        let header = &origin.header;
        let is_draft = matches!(self.from, ComposeFrom::Draft(_));
        let writer = own.writer(origin);
        let identity = writer.or_else(|| {
            let other = own.addressed(origin).or(self.settings.usual_identity());
            other.filter(|_| !is_draft || header.from.is_empty())
        });
        let mut draft = self.fresh(identity, Content::of(source));
        let letter = &mut draft.letter;
        if let (None, Some(from)) = (identity, header.from.first()) {
            letter.from = from.clone();
        }
        letter.reply_to = header.reply_to.clone();
        letter.to = people::typed(&header.to);
        letter.cc = people::typed(&header.cc);
        letter.bcc = people::typed(&header.bcc);
        letter.subject = header.subject.clone();
        letter.priority = priority(origin);
        letter.wants_receipt = origin.field("disposition-notification-to").is_some();
        draft.about = Vec::new();
        if let LetterContent::Composed(composed) = &mut draft.letter.content {
            // Nobody knows that it was typed as such; a draft's note may.
            composed.is_markdown = false;
        }
        carry(&mut draft, &source.files, |_| true);
        draft
    }
}

fn forwarded(message: &MessageRef) -> Option<(MessageRef, Flag)> {
    let flag = Flag::Keyword(Keyword::new("$Forwarded")?);
    Some((message.clone(), flag))
}

/// Has the draft carry those of the files, as far as its HTML has a place for
/// those that need one.
fn carry(draft: &mut Draft, files: &[LetterFile], is_wanted: impl Fn(&LetterFile) -> bool) {
    let LetterContent::Composed(Composed {
        html,
        files: carried,
        ..
    }) = &mut draft.letter.content
    else {
        return;
    };
    for file in files.iter().filter(|file| is_wanted(file)) {
        match (&file.content_id, &*html) {
            (Some(id), Some(html)) if quote::refers_to(html, id) => carried.push(file.clone()),
            // A picture that nothing shows is a file as any other.
            (Some(_), _) if matches!(draft.about.as_slice(), [(_, Flag::Answered)]) => {}
            _ => carried.push(LetterFile {
                content_id: None,
                ..file.clone()
            }),
        }
    }
}

fn priority(origin: &Origin) -> Priority {
    let said = |name: &'static str| {
        origin
            .field(name)
            .map(|value| value.trim().to_ascii_lowercase())
    };
    let importance = said("importance").unwrap_or_default();
    let number = said("x-priority").unwrap_or_default();
    match (importance.as_str(), number.get(..1)) {
        ("high", _) | ("", Some("1" | "2")) => Priority::High,
        ("low", _) | ("", Some("4" | "5")) => Priority::Low,
        _ => Priority::Normal,
    }
}
