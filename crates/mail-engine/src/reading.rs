mod attachment;
mod body;
mod cards;
mod containers;
mod head;
mod html;
mod nested;
mod protection;
mod source;
#[cfg(test)]
mod tests;
mod text;
mod trust;

use crate::message_view::{AttachmentId, Body, MessageView, Within};
use crate::naming;
use crate::reader::{ReaderJob, ReaderMade};
use crate::row::Row;
use crate::section::{Content, LARGEST_SECTION};
use ::cards::Job;
pub(crate) use attachment::{decoded_size, file_name, is_active};
use body::{Rendering, Source, Step};
use cards::{CardFiles, card_leaves, is_card};
use containers::Containers;
use head::Head;
use html::{Html, Wish};
use mail_model::{BodyStructure, Map, MessageRef, Part, PartPath, Problem, ProblemKind, Uid};
use mime_message::{CharsetDecoder, Header, ReadingPlan};
use nested::Nested;
use std::sync::Arc;

/// Inline images of up to so many octets in all are fetched with the body, in
/// its round trip; of larger ones only those that the HTML shows.
const INLINE_WITH_BODY: u64 = 1024 * 1024;
/// Inline images beyond so many octets in all are not fetched.
const MOST_INLINE: u64 = 16 * 1024 * 1024;
/// The largest message that is parsed here where the server's structure is of no use.
const LARGEST_WHOLE: u64 = 16 * 1024 * 1024;

/// The message that is open.
#[derive(Debug)]
pub(crate) struct Reading {
    /// Its UID, of the place.
    pub(crate) uid: Uid,
    /// Its identity, once its mailbox is open.
    pub(crate) message: Option<MessageRef>,
    /// The person chose plain text.
    pub(crate) prefers_text: bool,
    /// The person allowed remote images.
    pub(crate) allows_remote: bool,
    /// Its body was shown.
    pub(crate) is_shown: bool,
    /// It was marked as read, or need not be.
    pub(crate) is_marked: bool,
    /// Its row was asked for and did not come.
    pub(crate) is_gone: bool,
    /// There is something to show that the page was not told of yet.
    pub(crate) has_changed: bool,
    /// Where it stands, if it is a message within the place's message.
    nested: Option<Nested>,
    opened: Option<Opened>,
}

/// A message whose row is known.
#[derive(Debug)]
struct Opened {
    row: Row,
    header: Header,
    /// `None` while the whole message is fetched to find its structure out.
    layout: Option<Layout>,
    /// The contents that came.
    contents: Map<Content, Arc<[u8]>>,
    /// The contents that did not.
    missing: Map<Content, Problem>,
    /// Inline images that the HTML turned out to show.
    referred: Vec<PartPath>,
    /// What is made of the HTML.
    html: Html,
    /// All fields of the header, and what they tell.
    head: Head,
    /// What is read of its calendar files and vCards.
    cards: CardFiles,
    /// What is taken out of parts that hold others in a form of their own.
    containers: Containers,
}

/// What a message consists of.
#[derive(Debug)]
struct Layout {
    structure: BodyStructure,
    plan: ReadingPlan,
    /// The calendar files and vCards that are read.
    cards: Vec<PartPath>,
}

impl Reading {
    /// A message that the person wants to see.
    pub(crate) fn new(uid: Uid) -> Self {
        Self {
            uid,
            message: None,
            prefers_text: false,
            allows_remote: false,
            is_shown: false,
            is_marked: false,
            is_gone: false,
            has_changed: false,
            nested: None,
            opened: None,
        }
    }
    /// Whether its row is known.
    pub(crate) fn has_row(&self) -> bool {
        self.opened.is_some()
    }
    /// Its row came.
    pub(crate) fn open(&mut self, row: Row, charsets: &dyn CharsetDecoder) {
        if self.opened.is_some() {
            return;
        }
        let layout = layout(&row, charsets);
        self.opened = Some(Opened {
            header: mime_message::parse_header(&row.header, charsets),
            containers: Opened::containers_of(layout.as_ref(), charsets),
            layout,
            row,
            contents: Map::new(),
            missing: Map::new(),
            referred: Vec::new(),
            html: Html::default(),
            head: Head::default(),
            cards: CardFiles::default(),
        });
    }
    /// Its row.
    pub(crate) fn row(&self) -> Option<&Row> {
        self.opened.as_ref().map(|opened| &opened.row)
    }
    /// Its row, whose flags came.
    pub(crate) fn row_mut(&mut self) -> Option<&mut Row> {
        self.opened.as_mut().map(|opened| &mut opened.row)
    }
    /// What is to be fetched now, with its size in octets where known.
    pub(crate) fn wanted(&self) -> Vec<(Content, Option<u64>)> {
        let Some(opened) = &self.opened else {
            return Vec::new();
        };
        // A whole message brings its header along.
        let has_whole_coming =
            opened.layout.is_none() && !opened.missing.contains_key(&Content::Whole);
        let head = opened.head.is_wanted() && !has_whole_coming;
        let needed = opened.needed(self.prefers_text).into_iter();
        needed
            .chain(opened.cards())
            .chain(opened.containers.needed())
            .filter(|(content, _)| {
                !opened.contents.contains_key(content) && !opened.missing.contains_key(content)
            })
            .chain(head.then_some((Content::Header, None)))
            .map(|(content, size)| match &self.nested {
                Some(nested) => (nested.outward(content), size),
                None => (content, size),
            })
            .collect()
    }
    /// A content came. Tells whether there may be more to show now.
    pub(crate) fn receive(
        &mut self,
        content: Content,
        bytes: Arc<[u8]>,
        charsets: &dyn CharsetDecoder,
    ) -> bool {
        let Some((content, opened)) = self.inward(content).zip(self.opened.as_mut()) else {
            return false;
        };
        if content == Content::Header {
            if self.nested.is_some() {
                opened.introduce(mime_message::parse_header(&bytes, charsets));
            }
            opened.head.receive(bytes);
            return self.nested.is_some();
        }
        if content == Content::Whole && opened.layout.is_none() {
            let message = match &self.nested {
                Some(nested) => opened.take_nested_apart(&nested.part, &bytes, charsets),
                None => {
                    opened.take_apart(&bytes, charsets);
                    bytes.clone()
                }
            };
            opened.head.receive(message);
        }
        opened.note_text(&content, &bytes);
        opened.contents.insert(content, bytes);
        true
    }
    /// A content cannot be had.
    pub(crate) fn miss(
        &mut self,
        content: Content,
        problem: Problem,
        charsets: &dyn CharsetDecoder,
    ) {
        let Some((content, opened)) = self.inward(content).zip(self.opened.as_mut()) else {
            return;
        };
        match content {
            Content::Header => return opened.head.miss(),
            Content::Whole => opened.believe(charsets),
            Content::NestedHeader(_) | Content::Leaf(_) => {}
        }
        opened.missing.insert(content, problem);
    }
    /// What a section of the place's message is to this one.
    fn inward(&self, content: Content) -> Option<Content> {
        match &self.nested {
            Some(nested) => nested.inward(content),
            None => Some(content),
        }
    }
    /// What failed is tried again.
    pub(crate) fn retry(&mut self) {
        if let Some(opened) = &mut self.opened {
            if opened.is_believed() {
                opened.layout = None;
            }
            opened.missing.clear();
            opened.html.retry();
            opened.head.retry();
        }
    }
    /// What is to be read of it by whoever holds the parsers, as far as that was
    /// not handed out yet. Each is under way from here on, under a number behind
    /// `last`, which counts them. `user` is the user's name as typed at login.
    pub(crate) fn take_jobs(
        &mut self,
        last: &mut u32,
        user: &str,
        charsets: &dyn CharsetDecoder,
    ) -> Vec<(u32, ReaderJob)> {
        let Some(opened) = &mut self.opened else {
            return Vec::new();
        };
        let mut jobs = Vec::new();
        let mut push = |job: Option<ReaderJob>, last: &mut u32| {
            if let Some(job) = job {
                *last += 1;
                jobs.push((*last, job));
            }
        };
        let html = opened.html.take_job(*last + 1);
        push(html.map(ReaderJob::Html), last);
        let head = opened.head.take_job(*last + 1, user);
        push(head.map(ReaderJob::Head), last);
        let cards = opened.take_cards_job(*last + 1, charsets);
        push(cards.map(ReaderJob::Cards), last);
        while let Some(job) = opened.take_unpack_job(*last + 1) {
            push(Some(ReaderJob::Unpack(job)), last);
        }
        jobs
    }
    /// A job ended, or could not be done.
    pub(crate) fn made(&mut self, job: u32, made: Result<ReaderMade, Problem>) {
        let Some(opened) = &mut self.opened else {
            return;
        };
        let is_news = match made {
            Ok(ReaderMade::Html(made)) => opened.html.made(job, Ok(made)),
            Ok(ReaderMade::Head(made)) => opened.head.made(job, Ok(made)),
            Ok(ReaderMade::Cards(made)) => opened.cards.made(job, Ok(made)),
            Ok(ReaderMade::Unpacked(made)) => opened.unpacked(job, made),
            // No message that is read.
            Ok(ReaderMade::Letter(_) | ReaderMade::Composed(_)) => false,
            Err(problem) => {
                opened.html.made(job, Err(problem.clone()))
                    || opened.head.made(job, Err(problem.clone()))
                    || opened.cards.made(job, Err(problem))
                    || opened.unpacked(job, None)
            }
        };
        self.has_changed |= is_news;
    }
    /// The message as it can be shown now; `None` while not even its row is
    /// known. `seen_as` are its flags in the person's eyes.
    pub(crate) fn view(
        &mut self,
        seen_as: mail_model::Flags,
        charsets: &dyn CharsetDecoder,
    ) -> Option<MessageView> {
        let message = self.message.clone()?;
        let (prefers_text, allows_remote) = (self.prefers_text, self.allows_remote);
        let opened = self.opened.as_mut()?;
        let mut rendering = opened.rendering(prefers_text, allows_remote, charsets);
        if matches!(rendering.body, Body::Text(_)) && opened.is_told_by_cards(charsets) {
            rendering.body = Body::Empty;
        }
        if matches!(rendering.body, Body::Html(_)) {
            opened.referred = rendering.referred;
        }
        self.is_shown = !matches!(rendering.body, Body::Loading | Body::Failed(_));
        let mut summary = opened.row.summary.clone();
        summary.flags = seen_as;
        let head = opened.head.told();
        let header = &opened.header;
        let protection = opened.layout.as_ref().and_then(|layout| {
            let structure = &layout.structure;
            protection::protection(structure, &opened.containers, &rendering.body)
        });
        let plan = opened.layout.as_ref().map(|layout| &layout.plan);
        Some(MessageView {
            message,
            summary,
            // A message within another has no place of its own.
            name: match self.nested {
                Some(_) => None,
                None => naming::name_of(&opened.row.summary),
            },
            cc: header.cc.clone(),
            bcc: head.bcc,
            reply_to: header.reply_to.clone(),
            sender: header
                .sender
                .iter()
                .filter(|sender| !header.from.contains(sender))
                .cloned()
                .collect(),
            date: header.date,
            body: rendering.body,
            has_alternative: plan.is_some_and(|plan| plan.html.is_some() && plan.text.is_some()),
            prefers_text,
            remote: rendering.remote,
            attachments: opened.attachments(charsets),
            problems: rendering.problems,
            header: head.fields,
            warnings: [head.warnings, rendering.warnings].concat(),
            // A message that was passed on asks nothing of whoever reads it now.
            unsubscribe: head.unsubscribe.filter(|_| self.nested.is_none()),
            receipt_to: match self.nested {
                Some(_) => Vec::new(),
                None => head.receipt_to,
            },
            protection,
            cards: opened.cards.told(),
            within: self.nested.as_ref().map(|nested| Within {
                part: nested.part.path.clone(),
                subject: nested.around.clone(),
            }),
        })
    }
    /// The leaf at `path`, and its place among the attachments, from 1.
    pub(crate) fn leaf(&self, path: &PartPath) -> Option<(&Part, usize)> {
        let opened = self.opened.as_ref()?;
        let part = opened.layout.as_ref()?.structure.part(path)?;
        let place = opened.listed().position(|listed| listed == path);
        Some((part, place.map_or(1, |place| place + 1)))
    }
    /// A file within a part, as a part that is not encoded, with its name.
    pub(crate) fn inner_file(&self, id: &AttachmentId) -> Option<(Part, String, Arc<[u8]>)> {
        self.opened.as_ref()?.containers.file(id)
    }
    /// The bytes of a leaf, where the message was fetched whole.
    pub(crate) fn leaf_bytes(&self, path: &PartPath) -> Option<Arc<[u8]>> {
        let opened = self.opened.as_ref()?;
        opened.contents.get(&Content::Leaf(path.clone())).cloned()
    }
}

impl Opened {
    /// What must be there for the body to be shown, and inline images with it.
    fn needed(&self, prefers_text: bool) -> Vec<(Content, Option<u64>)> {
        let Some(layout) = &self.layout else {
            // 0 is what a row says whose size the server did not tell.
            let size = Some(self.row.summary.size).filter(|size| *size > 0);
            return vec![(Content::Whole, size)];
        };
        let size = |path: &PartPath| layout.structure.part(path).map(|part| part.size);
        let mut leaves = layout.body(prefers_text);
        if layout.shows_html(prefers_text) {
            let sizes = layout.plan.inline.iter().filter_map(size);
            let images = if sizes.fold(0, u64::saturating_add) <= INLINE_WITH_BODY {
                &layout.plan.inline
            } else {
                &self.referred
            };
            let mut octets: u64 = 0;
            for image in images {
                octets = octets.saturating_add(size(image).unwrap_or(0));
                if octets <= MOST_INLINE {
                    leaves.push(image.clone());
                }
            }
        }
        leaves
            .into_iter()
            .map(|path| {
                let size = size(&path);
                (Content::Leaf(path), size)
            })
            .collect()
    }
    /// The structure and the leaves, out of the whole message.
    fn take_apart(&mut self, bytes: &[u8], charsets: &dyn CharsetDecoder) {
        let message = mime_message::parse_message(bytes, charsets);
        self.hold(message, charsets);
    }
    /// All of it cannot be had: what the server tells of it is better than nothing.
    fn believe(&mut self, charsets: &dyn CharsetDecoder) {
        if self.layout.is_none()
            && let Some(structure) = &self.row.structure
        {
            let layout = Layout::new(structure.clone(), charsets);
            self.layout = (layout.plan != ReadingPlan::default()).then_some(layout);
            self.containers = Self::containers_of(self.layout.as_ref(), charsets);
        }
    }
    /// Whether it is read by a structure that was doubted.
    fn is_believed(&self) -> bool {
        self.layout.is_some() && self.missing.contains_key(&Content::Whole)
    }
    /// What of it could not be had, in a person's terms.
    fn lacking(&self) -> impl Iterator<Item = Problem> {
        let missing = self.missing.iter();
        missing.map(|(content, problem)| match content {
            Content::Whole if self.is_believed() => Problem {
                kind: ProblemKind::ReadByStructure,
                ..problem.clone()
            },
            _ => problem.clone(),
        })
    }
    /// A message was taken apart.
    fn hold(&mut self, message: mime_message::Message, charsets: &dyn CharsetDecoder) {
        self.header = message.header;
        for (path, bytes) in message.bodies {
            self.contents.insert(Content::Leaf(path), bytes.into());
        }
        self.layout = Some(Layout::new(message.structure, charsets));
        self.containers = Self::containers_of(self.layout.as_ref(), charsets);
        for (content, bytes) in self.contents.clone() {
            self.note_text(&content, &bytes);
        }
    }
    /// The calendar files and vCards that are read, with their sizes.
    fn cards(&self) -> impl Iterator<Item = (Content, Option<u64>)> {
        let layouts = self.layout.iter();
        layouts.flat_map(|layout| {
            let files = layout.cards.iter().cloned();
            files.map(|path| {
                let size = layout.structure.part(&path).map(|part| part.size);
                (Content::Leaf(path), size)
            })
        })
    }
    /// What is to be read of them, once all have come that will.
    fn take_cards_job(&mut self, number: u32, charsets: &dyn CharsetDecoder) -> Option<Job> {
        let is_settled = |(content, _): (Content, _)| {
            self.contents.contains_key(&content) || self.missing.contains_key(&content)
        };
        if !self.cards.is_unread() || !self.cards().all(is_settled) {
            return None;
        }
        let layout = self.layout.as_ref()?;
        self.cards.take_job(
            number,
            &layout.cards,
            &layout.structure,
            &self.contents,
            charsets,
        )
    }
    /// Whether the text that is shown is a calendar file or a vCard that was
    /// read, which then says the same in a person's words.
    fn is_told_by_cards(&self, charsets: &dyn CharsetDecoder) -> bool {
        let text = self.layout.as_ref().and_then(|layout| {
            let text = layout
                .plan
                .text
                .as_ref()
                .filter(|_| layout.plan.html.is_none());
            layout.structure.part(text?)
        });
        !self.cards.told().is_empty() && text.is_some_and(|text| is_card(text, charsets))
    }
    fn rendering(
        &mut self,
        prefers_text: bool,
        allows_remote: bool,
        charsets: &dyn CharsetDecoder,
    ) -> Rendering {
        let Some(layout) = &self.layout else {
            let body = match self.missing.get(&Content::Whole) {
                Some(problem) => Body::Failed(problem.clone()),
                None if self.row.summary.size > LARGEST_WHOLE => {
                    Body::Failed(Problem::new(ProblemKind::LimitExceeded))
                }
                None => Body::Loading,
            };
            return Rendering::of(body);
        };
        // A message is shown once all has come that came for in one flight; of
        // an inline image that is still on its way the text does not wait.
        let body = layout.body(prefers_text);
        let is_here = |content: &Content| self.contents.contains_key(content);
        let is_settled = |content: &Content| is_here(content) || self.missing.contains_key(content);
        let waits_for_images = self.referred.is_empty();
        let needed = self.needed(prefers_text);
        let is_ready = needed.iter().all(|(content, _)| {
            let is_body = matches!(content, Content::Leaf(path) if body.contains(path));
            is_settled(content) || (!is_body && !waits_for_images)
        });
        if !is_ready || self.containers.hold_up(&body, &self.missing) {
            return Rendering::of(Body::Loading);
        }
        let any = body
            .iter()
            .any(|path| is_here(&Content::Leaf(path.clone())));
        let problem = body
            .iter()
            .find_map(|path| self.missing.get(&Content::Leaf(path.clone())));
        if let (Some(problem), false) = (problem, any) {
            return Rendering::of(Body::Failed(problem.clone()));
        }
        let source = Source {
            structure: &layout.structure,
            plan: &layout.plan,
            contents: &self.contents,
            containers: &self.containers,
            charsets,
        };
        let is_html = layout.shows_html(prefers_text);
        let wish = Wish {
            is_html,
            allows_remote,
            contents: needed
                .iter()
                .filter(|(content, _)| is_here(content))
                .count()
                + self.containers.count(),
        };
        let mut text = None;
        if !self.html.is_asked(wish) {
            match body::prepare(&source, is_html, allows_remote) {
                Step::Needs(task) => self.html.ask(wish, task),
                Step::Shown(rendering) => {
                    self.html.forget();
                    text = Some(rendering);
                }
            }
        }
        let mut rendering = match (text, self.html.outcome()) {
            (Some(text), _) => text,
            (None, Some(Ok(finished))) => body::complete(&source, finished, allows_remote),
            (None, Some(Err(problem))) => Rendering::of(Body::Failed(problem)),
            (None, None) => Rendering::of(Body::Loading),
        };
        rendering.problems.extend(self.lacking());
        let damage = Problem::new(ProblemKind::Undecodable);
        if self.containers.are_damaged() && !rendering.problems.contains(&damage) {
            rendering.problems.push(damage);
        }
        rendering
    }
}

impl Layout {
    fn new(structure: BodyStructure, charsets: &dyn CharsetDecoder) -> Self {
        Self {
            plan: mime_message::plan_reading(&structure, charsets),
            cards: card_leaves(&structure, charsets),
            structure,
        }
    }
    fn shows_html(&self, prefers_text: bool) -> bool {
        self.plan.html.is_some() && !(prefers_text && self.plan.text.is_some())
    }
    /// The leaves that are the body.
    fn body(&self, prefers_text: bool) -> Vec<PartPath> {
        if self.shows_html(prefers_text) {
            let more = self.plan.more_text.iter();
            return self.plan.html.iter().chain(more).cloned().collect();
        }
        body::text_leaves(&self.plan)
    }
}

/// The structure as the server told it, unless it is of no use and the message
/// small enough to find it out here.
fn layout(row: &Row, charsets: &dyn CharsetDecoder) -> Option<Layout> {
    let structure = row.structure.as_ref()?;
    if trust::is_doubtful(structure, row) {
        return None;
    }
    let layout = Layout::new(structure.clone(), charsets);
    (layout.plan != ReadingPlan::default()).then_some(layout)
}

/// Whether a content is too large to be read here.
pub(crate) fn is_too_large(content: &Content, size: Option<u64>) -> bool {
    let limit = match content {
        Content::Whole => LARGEST_WHOLE,
        Content::Header | Content::NestedHeader(_) | Content::Leaf(_) => LARGEST_SECTION,
    };
    size.is_some_and(|size| size > limit)
}

/// What opening the message of `row` would fetch, for fetching it beforehand.
pub(crate) fn contents_of(
    mut reading: Reading,
    row: &Row,
    charsets: &dyn CharsetDecoder,
) -> Vec<(Content, Option<u64>)> {
    reading.open(row.clone(), charsets);
    reading.wanted()
}
