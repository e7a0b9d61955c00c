use super::containers::Containers;
use super::html::Finished;
use super::text::spans;
use crate::message_view::{Body, RemoteContent, Warning};
use crate::section::Content;
use html_sanitizer::{InlineImage, Job, LinkElsewhere, Made, Readable, RemotePolicy, Sanitized};
use mail_model::{BodyStructure, Map, Part, PartPath, Problem, ProblemKind};
use mime_message::{CharsetDecoder, ReadingPlan};
use std::sync::Arc;

/// What a body is made of.
pub(super) struct Source<'a> {
    pub(super) structure: &'a BodyStructure,
    pub(super) plan: &'a ReadingPlan,
    pub(super) contents: &'a Map<Content, Arc<[u8]>>,
    pub(super) containers: &'a Containers,
    pub(super) charsets: &'a dyn CharsetDecoder,
}

/// A text of the body.
pub(super) struct Text {
    pub(super) value: String,
    pub(super) is_html: bool,
    is_damaged: bool,
}

/// A body, and what became clear while it was made.
pub(super) struct Rendering {
    pub(super) body: Body,
    pub(super) remote: RemoteContent,
    pub(super) problems: Vec<Problem>,
    /// What it pretends.
    pub(super) warnings: Vec<Warning>,
    /// The inline parts that the HTML shows.
    pub(super) referred: Vec<PartPath>,
}

impl Rendering {
    /// A body that is no more than it says.
    pub(super) fn of(body: Body) -> Self {
        Self {
            body,
            remote: RemoteContent::None,
            problems: Vec::new(),
            warnings: Vec::new(),
            referred: Vec::new(),
        }
    }
    fn note_damage(&mut self, is_damaged: bool) {
        if is_damaged {
            self.problems.push(Problem::new(ProblemKind::Undecodable));
        }
    }
}

/// The leaves that are read one after the other as plain text.
pub(super) fn text_leaves(plan: &ReadingPlan) -> Vec<PartPath> {
    let mut leaves: Vec<PartPath> = plan.text.iter().cloned().collect();
    for more in &plan.more_text {
        if !leaves.contains(more) {
            leaves.push(more.clone());
        }
    }
    leaves
}

/// A body, or what must be made of its HTML first.
pub(super) enum Step {
    Shown(Rendering),
    Needs(Task),
}

/// What is to be made of the HTML, and what became clear before.
pub(super) struct Task {
    pub(super) job: Job,
    /// Some of it could not be decoded.
    pub(super) is_damaged: bool,
}

/// Makes the body of what has come, as far as no HTML need be read for it.
pub(super) fn prepare(source: &Source<'_>, as_html: bool, allows_remote: bool) -> Step {
    let html = source.plan.html.as_ref().filter(|_| as_html);
    match html.and_then(|path| source.text(path, true)) {
        Some(html) => Step::Needs(prepare_html(source, html, allows_remote)),
        None => prepare_text(source),
    }
}

/// Makes the body of what was made of its HTML.
pub(super) fn complete(source: &Source<'_>, finished: Finished, allows_remote: bool) -> Rendering {
    let mut rendering = match finished.made {
        Made::Safe(sanitized) => Rendering {
            remote: remote_content(&sanitized, allows_remote),
            referred: source.referred(&sanitized),
            warnings: sanitized
                .links_elsewhere
                .into_iter()
                .map(link_elsewhere)
                .collect(),
            ..Rendering::of(Body::Html(sanitized.html))
        },
        Made::Text { text, excess } => Rendering {
            problems: excess
                .map(|_| Problem::new(ProblemKind::LimitExceeded))
                .into_iter()
                .collect(),
            ..Rendering::of(text_body(&text))
        },
    };
    rendering.note_damage(finished.is_damaged);
    rendering
}

fn prepare_html(source: &Source<'_>, mut html: Text, allows_remote: bool) -> Task {
    for path in &source.plan.more_text {
        if let Some(more) = source.text(path, true) {
            html.is_damaged |= more.is_damaged;
            append(&mut html.value, &more);
        }
    }
    let remote = if allows_remote {
        RemotePolicy::AllowImages
    } else {
        RemotePolicy::Block
    };
    Task {
        job: Job::MakeSafe {
            html: html.value,
            location: source.location(),
            remote,
            images: source.images(),
        },
        is_damaged: html.is_damaged,
    }
}

/// What follows an HTML body, put behind it before both are made safe together.
fn append(html: &mut String, more: &Text) {
    if more.is_html {
        html.push_str("<hr>");
        html.push_str(&more.value);
        return;
    }
    html.push_str("<hr><pre style=\"white-space: pre-wrap\">");
    for character in more.value.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            other => html.push(other),
        }
    }
    html.push_str("</pre>");
}

fn prepare_text(source: &Source<'_>) -> Step {
    let mut bodies = Vec::new();
    let (mut has_html, mut is_damaged) = (false, false);
    for path in text_leaves(source.plan) {
        let Some(text) = source.text(&path, false) else {
            continue;
        };
        is_damaged |= text.is_damaged;
        if text.is_html {
            has_html = true;
            bodies.push(Readable::Html(text.value));
        } else {
            bodies.push(Readable::Text(text.value));
        }
    }
    if has_html {
        return Step::Needs(Task {
            job: Job::Read(bodies),
            is_damaged,
        });
    }
    let text = Readable::join(&bodies, str::to_owned);
    let mut rendering = Rendering::of(text_body(&text));
    rendering.note_damage(is_damaged);
    Step::Shown(rendering)
}

fn text_body(text: &str) -> Body {
    if text.trim().is_empty() {
        Body::Empty
    } else {
        Body::Text(spans(text))
    }
}

fn remote_content(sanitized: &Sanitized, allows_remote: bool) -> RemoteContent {
    match (sanitized.remote_counts.total(), allows_remote) {
        (0, _) => RemoteContent::None,
        (_, true) => RemoteContent::Allowed,
        (_, false) => RemoteContent::Blocked(sanitized.remote_counts),
    }
}

fn link_elsewhere(link: LinkElsewhere) -> Warning {
    Warning::LinkElsewhere {
        shown: link.shown,
        target: link.target,
    }
}

/// What a part's Content-Location is relative to; empty where nothing is said.
fn base_of(structure: &BodyStructure, path: &PartPath) -> String {
    let around = structure.locations_around(path).into_iter();
    around.fold(String::new(), |base, location| {
        html_sanitizer::resolve_location(&base, location)
    })
}

/// Where a part lies, by its own Content-Location and those around it.
pub(super) fn location_of(structure: &BodyStructure, part: &Part) -> Option<String> {
    let location = part.content_location.as_deref()?;
    let base = base_of(structure, &part.path);
    Some(match base.is_empty() {
        true => location.to_owned(),
        false => html_sanitizer::resolve_location(&base, location),
    })
}

impl<'a> Source<'a> {
    /// A leaf whose content has come.
    fn leaf(&self, path: &PartPath) -> Option<(&'a Part, &'a [u8])> {
        let bytes = self.contents.get(&Content::Leaf(path.clone()))?;
        Some((self.structure.part(path)?, bytes))
    }
    /// The text of a leaf whose content has come, or of what is in it: as HTML
    /// where there is a choice and that is wanted.
    pub(super) fn text(&self, path: &PartPath, wants_html: bool) -> Option<Text> {
        if let Some(inside) = self.containers.inside(path) {
            let (html, text) = (inside.html.as_ref(), inside.text.as_ref());
            let (is_html, value) = match (html, text) {
                (Some(html), None) => (true, html),
                (Some(html), Some(_)) if wants_html => (true, html),
                (_, text) => (false, text?),
            };
            return Some(Text {
                value: value.clone(),
                is_html,
                is_damaged: inside.is_damaged,
            });
        }
        let (part, bytes) = self.leaf(path)?;
        let text = mime_message::decode_text(part, bytes, self.charsets);
        Some(Text {
            value: text.value,
            is_html: part.media_type == "text/html",
            is_damaged: text.is_damaged,
        })
    }
    /// The inline images that have come, decoded, and those of a container's HTML.
    fn images(&self) -> Vec<InlineImage> {
        let parts = self.plan.inline.iter().filter_map(|path| {
            let part = self.structure.part(path)?;
            let bytes = self.leaf(path).map(|(_, bytes)| bytes);
            // Whether an address means one of them is known by its location alone.
            if bytes.is_none() && part.content_location.is_none() {
                return None;
            }
            let decoded = bytes.map(|bytes| mime_message::decode_transfer(part, bytes).value);
            Some(InlineImage {
                content_id: part.content_id.clone().unwrap_or_default(),
                location: location_of(self.structure, part),
                media_type: part.media_type.clone(),
                bytes: decoded.unwrap_or_default(),
            })
        });
        let html = self.plan.html.as_ref();
        let inside = html.and_then(|path| self.containers.inside(path));
        let files = inside.into_iter().flat_map(|inside| &inside.files);
        let files = files.filter_map(|file| {
            Some(InlineImage {
                content_id: file.content_id.clone()?,
                location: None,
                media_type: file.media_type.clone(),
                bytes: file.bytes.clone(),
            })
        });
        parts.chain(files).collect()
    }
    /// Where the HTML says that it lies.
    pub(super) fn location(&self) -> String {
        let path = self.plan.html.as_ref();
        let part = path.and_then(|path| self.structure.part(path));
        let own = part.and_then(|part| location_of(self.structure, part));
        own.or_else(|| Some(base_of(self.structure, path?)))
            .unwrap_or_default()
    }
    /// The inline parts that the HTML refers to.
    fn referred(&self, sanitized: &Sanitized) -> Vec<PartPath> {
        let is_among = |name: &Option<String>, names: &[String]| {
            name.as_ref().is_some_and(|name| names.contains(name))
        };
        let is_referred = |path: &PartPath| {
            self.structure.part(path).is_some_and(|part| {
                is_among(&part.content_id, &sanitized.content_ids)
                    || is_among(&location_of(self.structure, part), &sanitized.locations)
            })
        };
        let inline = self.plan.inline.iter();
        inline.filter(|path| is_referred(path)).cloned().collect()
    }
}
