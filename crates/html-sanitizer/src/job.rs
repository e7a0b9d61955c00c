use crate::{
    Excess, Fit, InlineImage, RemoteCounts, RemotePolicy, Sanitized, make_editable, sanitize_at,
    to_letter_text, to_text,
};
use serde::{Deserialize, Serialize};

/// What is to be made of a message's HTML, as a value: who asks for it need
/// not hold the parser, which is loaded with the first message that needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Job {
    /// Make it safe to show.
    MakeSafe {
        /// The HTML, decoded.
        html: String,
        /// Its Content-Location; empty if it has none.
        location: String,
        /// What to do with what lies elsewhere.
        remote: RemotePolicy,
        /// The images that it may show by their Content-IDs and Content-Locations.
        images: Vec<InlineImage>,
    },
    /// Read several bodies as one text, one after the other.
    Read(Vec<Readable>),
    /// Make it fit for an editor.
    MakeFit {
        /// The HTML, decoded.
        html: String,
        /// As what.
        fit: Fit,
    },
    /// Read it as the text that is sent beside it.
    ReadLetter(String),
}

/// A body that is read as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Readable {
    /// Text as it is.
    Text(String),
    /// HTML, of which the text counts.
    Html(String),
}

/// What was made of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Made {
    /// HTML that can be shown.
    Safe(Sanitized),
    /// Its text.
    Text {
        /// The text.
        text: String,
        /// Why it is not HTML, where that was asked for.
        excess: Option<Excess>,
    },
}

impl Job {
    /// Does it.
    pub fn perform(&self) -> Made {
        match self {
            Self::MakeSafe {
                html,
                location,
                remote,
                images,
            } => match sanitize_at(location, html, *remote, images) {
                Ok(sanitized) => Made::Safe(sanitized),
                // Beyond what a browser can be asked to lay out: its text all the same.
                Err(excess) => Made::Text {
                    text: to_text(html),
                    excess: Some(excess),
                },
            },
            Self::Read(bodies) => Made::Text {
                text: Readable::join(bodies, to_text),
                excess: None,
            },
            Self::MakeFit { html, fit } => match make_editable(html, *fit) {
                Ok(html) => Made::Safe(Sanitized {
                    html,
                    remote_counts: RemoteCounts::default(),
                    remote: Vec::new(),
                    content_ids: Vec::new(),
                    locations: Vec::new(),
                    links_elsewhere: Vec::new(),
                }),
                Err(excess) => Made::Text {
                    text: to_letter_text(html),
                    excess: Some(excess),
                },
            },
            Self::ReadLetter(html) => Made::Text {
                text: to_letter_text(html),
                excess: None,
            },
        }
    }
}

impl Readable {
    /// Several bodies as one text; `read` reads the HTML among them.
    pub fn join(bodies: &[Self], read: impl Fn(&str) -> String) -> String {
        let mut joined = String::new();
        for body in bodies {
            if !joined.is_empty() && !joined.ends_with('\n') {
                joined.push('\n');
            }
            match body {
                Self::Text(text) => joined.push_str(text),
                Self::Html(html) => joined.push_str(&read(html)),
            }
        }
        joined
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_beyond_the_limits_is_told_as_text() {
        let html = format!("{}deep", "<div>".repeat(400));
        let job = Job::MakeSafe {
            html,
            location: String::new(),
            remote: RemotePolicy::Block,
            images: Vec::new(),
        };
        let Made::Text { text, excess } = job.perform() else {
            panic!("it was shown as HTML");
        };
        assert_eq!((text.trim(), excess), ("deep", Some(Excess::Depth)));
    }

    #[test]
    fn bodies_of_both_kinds_are_one_text() {
        let job = Job::Read(vec![
            Readable::Text("one".to_owned()),
            Readable::Html("<p>t<b>w</b>o".to_owned()),
        ]);
        let Made::Text { text, .. } = job.perform() else {
            panic!("no HTML was asked for");
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        assert_eq!(words, ["one", "two"]);
    }
}
