use crate::composing::{ComposeJob, ComposeMade};
use crate::head::{HeadJob, HeadMade};
use html_sanitizer::{Job, Made, make_sendable, to_letter_text};
use mail_model::{Letter, LetterContent, MessageSource, Part};
use mime_message::{CharsetDecoder, Container, Stamp, Unpacked, write_letter};
use serde::{Deserialize, Serialize};

/// What is to be read out of what a message holds, as a value: who asks for it
/// need not hold the parsers, which no list of messages needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReaderJob {
    /// Its HTML.
    Html(Job),
    /// Its header.
    Head(HeadJob),
    /// Its calendar files and vCards.
    Cards(cards::Job),
    /// One of its containers.
    Unpack(UnpackJob),
    /// Nothing: a letter is to be written.
    Letter(Box<Letter>, Stamp),
    /// What a message begins with.
    Compose(Box<ComposeJob>),
}

/// A part that holds a text and files in a form of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnpackJob {
    /// Which form.
    pub container: Container,
    /// What its header says of it.
    pub part: Part,
    /// Its body, transfer-encoded.
    pub bytes: Vec<u8>,
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReaderMade {
    /// Its HTML.
    Html(Made),
    /// Its header.
    Head(HeadMade),
    /// Its calendar files and vCards.
    Cards(cards::Cards),
    /// One of its containers; `None` if it is none, or nothing in it can be read.
    Unpacked(Option<Unpacked>),
    /// The letter; `None` where it can't be written.
    Letter(Option<MessageSource>),
    /// What a message begins with.
    Composed(ComposeMade),
}

impl ReaderJob {
    /// Does it. The engine never calls this itself: whoever holds the parsers
    /// does, in answer to [`crate::Effect::Perform`].
    pub fn perform(&self, charsets: &dyn CharsetDecoder) -> ReaderMade {
        match self {
            Self::Html(job) => ReaderMade::Html(job.perform()),
            Self::Head(job) => ReaderMade::Head(job.perform(charsets)),
            Self::Cards(job) => ReaderMade::Cards(job.perform(charsets)),
            Self::Unpack(job) => {
                let made = mime_message::unpack(job.container, &job.part, &job.bytes, charsets);
                ReaderMade::Unpacked(made)
            }
            Self::Compose(job) => ReaderMade::Composed(job.perform(charsets)),
            Self::Letter(letter, stamp) => {
                let letter = with_fit_content((**letter).clone(), stamp.draft.is_some());
                ReaderMade::Letter(write_letter(&letter, stamp))
            }
        }
    }
}

/// A letter whose HTML is fit to be sent, with the text that is sent beside it.
/// HTML that no reader should be asked to lay out goes as its text alone, and a
/// draft in Markdown as what was typed.
fn with_fit_content(mut letter: Letter, is_draft: bool) -> Letter {
    if let LetterContent::Composed(composed) = &mut letter.content
        && let Some(html) = composed.html.take()
    {
        if composed.is_markdown && is_draft {
            return letter;
        }
        composed.html = make_sendable(&html).ok();
        if !composed.is_markdown {
            composed.text = to_letter_text(composed.html.as_deref().unwrap_or(&html));
        }
    }
    letter
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_model::Composed;

    fn fit(html: &str) -> Composed {
        fit_as(html, false, false)
    }

    fn fit_as(html: &str, is_markdown: bool, is_draft: bool) -> Composed {
        let letter = Letter {
            content: LetterContent::Composed(Composed {
                text: "before".to_owned(),
                html: Some(html.to_owned()),
                is_markdown,
                files: Vec::new(),
            }),
            ..Letter::default()
        };
        match with_fit_content(letter, is_draft).content {
            LetterContent::Composed(composed) => composed,
            _ => panic!("it was composed"),
        }
    }

    #[test]
    fn markdown_goes_as_it_was_typed_beside_what_was_made_of_it() {
        let sent = fit_as("<p>One<script>x</script></p>", true, false);
        assert_eq!(sent.text, "before");
        assert_eq!(sent.html.as_deref(), Some("<p>One</p>"));
        let kept = fit_as("<p>One</p>", true, true);
        assert_eq!((kept.text.as_str(), kept.html), ("before", None));
    }

    #[test]
    fn what_an_editor_gave_is_sanitized_and_told_as_text_too() {
        let sent = fit(
            "<p onclick=x>One<br>two<img data-src='https://a.example/i.png'><script>x</script>",
        );
        let html = "<p>One<br>two<img src=\"https://a.example/i.png\"></p>";
        assert_eq!(sent.html.as_deref(), Some(html));
        assert_eq!(sent.text, "One\ntwo");
        let sent = fit(&format!("{}deep", "<div>".repeat(400)));
        assert_eq!((sent.html, sent.text.as_str()), (None, "deep"));
    }
}
