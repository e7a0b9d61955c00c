//! Which parts of a message a person sees, and which they may save.

mod reference;

use crate::charset::CharsetDecoder;
use crate::file_name::file_name;
use crate::header::{ParameterValue, parameter};
use mail_model::{BodyStructure, Disposition, Part, PartPath};

pub use reference::unreferenced_inline;

/// A text attachment up to this size is shown when there is nothing else to show.
const SHOWN_ATTACHMENT_LIMIT: u64 = 1 << 20;
/// How many texts are shown behind the first; those beyond are attachments.
const MORE_TEXT_LIMIT: usize = 32;

/// Which parts a person sees, chosen from the structure alone. The paths of
/// each list ascend.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadingPlan {
    /// The best HTML body.
    pub html: Option<PartPath>,
    /// The best plain text: instead of the HTML, or when that cannot be shown.
    pub text: Option<PartPath>,
    /// Leaves shown one after the other behind that body, in their order (text
    /// parts of a multipart/mixed); plain text or HTML, as their media type says.
    pub more_text: Vec<PartPath>,
    /// Parts that the HTML may refer to by Content-ID.
    pub inline: Vec<PartPath>,
    /// What is listed as attachments.
    pub attachments: Vec<PartPath>,
}

/// Chooses what to fetch and show (RFC 2046 §5.1, RFC 2387, RFC 2183).
pub fn plan_reading(structure: &BodyStructure, charsets: &dyn CharsetDecoder) -> ReadingPlan {
    let mut planner = Planner {
        charsets,
        blocks: Vec::new(),
        has_html: false,
        plan: ReadingPlan::default(),
    };
    planner.node(structure, Context::Mixed);
    planner.finish(structure)
}

/// Whether a list's row should show that something is attached. What came along
/// by itself, a signature or the pictures of the text, does not count.
pub fn has_attachment(structure: &BodyStructure) -> bool {
    let plan = plan_reading(structure, &crate::BuiltInCharsets);
    let is_listed = |part: &Part| plan.attachments.binary_search(&part.path).is_ok();
    structure
        .leaves()
        .into_iter()
        .any(|part| !is_by_the_way(&part.media_type) && is_listed(part))
}

/// What kind of multipart a part is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Context {
    /// One after the other; also the message itself.
    Mixed,
    /// The same in several forms.
    Alternative,
    /// Beside the root of a multipart/related.
    Related,
}

/// Something to read: one text, in one or two forms.
#[derive(Default)]
struct Block {
    html: Option<PartPath>,
    text: Option<PartPath>,
}

struct Planner<'a> {
    charsets: &'a dyn CharsetDecoder,
    blocks: Vec<Block>,
    has_html: bool,
    plan: ReadingPlan,
}

impl Planner<'_> {
    fn node(&mut self, node: &BodyStructure, context: Context) {
        match node {
            BodyStructure::Leaf(part) => self.leaf(part, context),
            BodyStructure::Multipart {
                subtype,
                parameters,
                children,
                ..
            } => match subtype.as_str() {
                "alternative" => self.alternative(children, context),
                "related" => {
                    let start =
                        parameter(parameters, "start").map(ParameterValue::into_ascii_label);
                    self.related(children, start.as_deref(), context);
                }
                _ => {
                    let context = match context {
                        Context::Related => Context::Related,
                        _ => Context::Mixed,
                    };
                    for child in children {
                        self.node(child, context);
                    }
                }
            },
        }
    }

    /// One form is read, and its own attachments are attachments. A form may be
    /// several texts with pictures between them.
    fn alternative(&mut self, children: &[BodyStructure], context: Context) {
        let context = match context {
            Context::Related => Context::Related,
            _ => Context::Alternative,
        };
        let mut forms: Vec<Vec<Block>> = Vec::new();
        for child in children {
            let first = self.blocks.len();
            self.node(child, context);
            forms.push(self.blocks.split_off(first));
        }
        forms.retain(|form| !form.is_empty());
        // The last form is the richest (RFC 2046 §5.1.4), so that the last HTML
        // is taken; of plain texts the first, which no mailer means as a fallback.
        let is_rich = |form: &Vec<Block>| form.iter().any(|block| block.html.is_some());
        let rich = forms.iter().rposition(is_rich).map(|at| forms.remove(at));
        let plain = forms.into_iter().find(|form| !is_rich(form));
        let plain = plain.unwrap_or_default();
        let Some(mut rich) = rich else {
            self.blocks.extend(plain);
            return;
        };
        if let (Some(html), Some(text)) = (rich.first_mut(), plain.into_iter().next()) {
            html.text = html.text.take().or(text.text);
        }
        self.blocks.extend(rich);
    }

    fn related(&mut self, children: &[BodyStructure], start: Option<&str>, context: Context) {
        let root = start
            .and_then(|start| {
                let start = start.trim_start_matches('<').trim_end_matches('>');
                children
                    .iter()
                    .position(|child| content_id(child) == Some(start))
            })
            .or_else(|| children.iter().position(is_readable))
            .unwrap_or(0);
        for (index, child) in children.iter().enumerate() {
            let context = if index == root {
                context
            } else {
                Context::Related
            };
            self.node(child, context);
        }
    }

    fn leaf(&mut self, part: &Part, context: Context) {
        match self.role(part, context) {
            Role::Html => {
                self.has_html = true;
                self.blocks.push(Block {
                    html: Some(part.path.clone()),
                    text: None,
                });
            }
            Role::Text => self.blocks.push(Block {
                html: None,
                text: Some(part.path.clone()),
            }),
            Role::Inline => self.plan.inline.push(part.path.clone()),
            Role::Attachment => self.plan.attachments.push(part.path.clone()),
            Role::Nothing => {}
        }
    }

    fn role(&self, part: &Part, context: Context) -> Role {
        let is_attachment = part.disposition == Disposition::Attachment;
        match part.media_type.as_str() {
            "text/plain" | "text/html" if !is_attachment => {
                let is_html = part.media_type == "text/html";
                let is_named = file_name(part, self.charsets).is_some();
                let is_first = self.blocks.is_empty();
                let is_beside = match context {
                    Context::Mixed => {
                        is_named && !is_first && part.disposition != Disposition::Inline
                    }
                    Context::Related => is_named || is_referable(part),
                    Context::Alternative => false,
                };
                if is_beside {
                    Role::Attachment
                } else if part.size == 0 {
                    Role::Nothing
                } else if is_html {
                    Role::Html
                } else {
                    Role::Text
                }
            }
            // What has a location alone is shown by HTML that it is related to.
            media_type if is_referable(part) && is_picture(media_type) => match context {
                Context::Related => Role::Inline,
                _ if part.content_id.is_none() => Role::Attachment,
                Context::Alternative if !is_attachment => Role::Inline,
                // No related, and yet the HTML before it may show it.
                Context::Mixed if !is_attachment && self.has_html => Role::Inline,
                _ => Role::Attachment,
            },
            // HTML for other readers than this one, beside that for all.
            "text/x-amp-html" | "text/watch-html" if context == Context::Alternative => {
                Role::Nothing
            }
            _ => Role::Attachment,
        }
    }

    fn finish(mut self, structure: &BodyStructure) -> ReadingPlan {
        let has_html = self.has_html;
        let mut blocks = self.blocks.into_iter();
        if let Some(first) = blocks.next() {
            (self.plan.html, self.plan.text) = (first.html, first.text);
            self.plan.more_text = blocks
                .filter_map(|block| block.html.or(block.text))
                .collect();
        } else if let Some(part) = shown_attachment(structure) {
            let path = Some(part.path.clone());
            if part.media_type == "text/html" {
                self.plan.html = path;
            } else {
                self.plan.text = path;
            }
        }
        let beyond = self.plan.more_text.len().min(MORE_TEXT_LIMIT);
        let unread = self.plan.more_text.split_off(beyond);
        // Without HTML nothing refers to them: they would not be seen at all.
        let unseen = if has_html {
            Vec::new()
        } else {
            core::mem::take(&mut self.plan.inline)
        };
        if !unread.is_empty() || !unseen.is_empty() {
            let lists = [core::mem::take(&mut self.plan.attachments), unread, unseen];
            let is_listed =
                |path: &&PartPath| lists.iter().any(|list| list.binary_search(path).is_ok());
            let paths = structure.leaves().into_iter().map(|part| &part.path);
            self.plan.attachments = paths.filter(is_listed).cloned().collect();
        }
        self.plan
    }
}

enum Role {
    Html,
    Text,
    Inline,
    Attachment,
    Nothing,
}

/// A message is never empty while a leaf has text, though it says it is an
/// attachment, or is of a kind of text that is not known (RFC 2046 §4.1.4).
fn shown_attachment(structure: &BodyStructure) -> Option<&Part> {
    let candidates = structure.leaves().into_iter().filter(|part| {
        part.media_type.starts_with("text/") && (1..=SHOWN_ATTACHMENT_LIMIT).contains(&part.size)
    });
    candidates.min_by_key(|part| match part.media_type.as_str() {
        "text/plain" => 0,
        "text/html" => 1,
        _ => 2,
    })
}

fn is_readable(node: &BodyStructure) -> bool {
    match node {
        BodyStructure::Leaf(part) => matches!(part.media_type.as_str(), "text/plain" | "text/html"),
        BodyStructure::Multipart { .. } => true,
    }
}

fn content_id(node: &BodyStructure) -> Option<&str> {
    match node {
        BodyStructure::Leaf(part) => part.content_id.as_deref(),
        BodyStructure::Multipart { .. } => None,
    }
}

/// Whether another part can name this one.
fn is_referable(part: &Part) -> bool {
    part.content_id.is_some() || part.content_location.is_some()
}

/// What an HTML text shows within itself.
fn is_picture(media_type: &str) -> bool {
    media_type.starts_with("image/") || media_type == "application/octet-stream"
}

fn is_by_the_way(media_type: &str) -> bool {
    matches!(
        media_type,
        "application/pgp-signature"
            | "application/pkcs7-signature"
            | "application/x-pkcs7-signature"
            | "message/delivery-status"
            | "message/disposition-notification"
            | "text/rfc822-headers"
            | "application/pgp-keys"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BuiltInCharsets, parse_message};

    /// A structure written as `mixed(plain html attachment:png inline:png#id plain=name)`.
    fn message(outline: &str) -> BodyStructure {
        let mut text = Vec::new();
        let mut stack: Vec<String> = Vec::new();
        let spaced = outline.replace('(', " ( ").replace(')', " ) ");
        let mut words = spaced.split_whitespace().peekable();
        while let Some(word) = words.next() {
            if word == ")" {
                text.push(format!("--{}--", stack.pop().unwrap()));
                continue;
            }
            if let Some(boundary) = stack.last() {
                text.push(format!("--{boundary}"));
            }
            if words.next_if_eq(&"(").is_some() {
                let boundary = format!("{word}{}", text.len());
                text.push(format!(
                    "Content-Type: multipart/{word}; boundary={boundary}\n"
                ));
                stack.push(boundary);
            } else {
                text.push(leaf(word));
            }
        }
        parse_message(text.join("\n").as_bytes(), &BuiltInCharsets).structure
    }

    fn leaf(word: &str) -> String {
        let (word, name) = word.split_once('=').unwrap_or((word, ""));
        let (word, id) = word.split_once('#').unwrap_or((word, ""));
        let (disposition, kind) = word.split_once(':').unwrap_or(("", word));
        let media_type = match kind {
            "plain" | "html" | "calendar" | "x-amp-html" => format!("text/{kind}"),
            "png" => "image/png".to_owned(),
            "message" => "message/rfc822".to_owned(),
            "external-body" | "partial" | "delivery-status" => format!("message/{kind}"),
            "empty" => return "Content-Type: text/plain\n".to_owned(),
            _ => format!("application/{kind}"),
        };
        let mut lines = vec![format!("Content-Type: {media_type}; name=\"{name}\"")];
        if !id.is_empty() {
            lines.push(format!("Content-ID: <{id}>"));
        }
        if !disposition.is_empty() {
            lines.push(format!("Content-Disposition: {disposition}"));
        }
        lines.push("\nx".to_owned());
        lines.join("\n")
    }

    /// The plan as `html text more | inline | attachments`.
    fn planned(outline: &str) -> String {
        let plan = plan_reading(&message(outline), &BuiltInCharsets);
        let list = |paths: &[PartPath]| {
            let paths: Vec<String> = paths.iter().map(ToString::to_string).collect();
            paths.join(" ")
        };
        let one = |path: Option<PartPath>| path.map_or("-".to_owned(), |path| path.to_string());
        format!(
            "{} {} {}|{}|{}",
            one(plan.html),
            one(plan.text),
            list(&plan.more_text),
            list(&plan.inline),
            list(&plan.attachments)
        )
    }

    #[test]
    fn a_person_sees_the_best_text_and_lists_the_rest() {
        let table = [
            // outline, "html text more|inline|attachments"
            ("plain", "- 1 ||"),
            ("html", "1 - ||"),
            ("alternative(plain html)", "2 1 ||"),
            ("alternative(html plain)", "1 2 ||"),
            ("alternative(plain html calendar)", "2 1 ||3"),
            ("alternative(plain x-amp-html html)", "3 1 ||"),
            ("alternative(plain related(html png#a))", "2.1 1 |2.2|"),
            ("related(alternative(plain html) png#a)", "1.2 1.1 |2|"),
            ("related(html attachment:png#a)", "1 - |2|"),
            ("related(html png pdf)", "1 - ||2 3"),
            ("mixed(alternative(plain html) pdf)", "1.2 1.1 ||2"),
            (
                "mixed(alternative(plain related(html png#a)) attachment:png)",
                "1.2.1 1.1 |1.2.2|2",
            ),
            ("alternative(plain mixed(html pdf))", "2.1 1 ||2.2"),
            ("alternative(plain mixed(html pdf html))", "2.1 1 2.3||2.2"),
            ("alternative(plain mixed(html png#a))", "2.1 1 |2.2|"),
            ("alternative(plain plain)", "- 1 ||"),
            ("mixed(html png#a)", "1 - |2|"),
            ("mixed(plain png plain)", "- 1 3||2"),
            ("mixed(html plain)", "1 - 2||"),
            ("mixed(plain attachment:plain)", "- 1 ||2"),
            ("mixed(plain plain=notes.txt)", "- 1 ||2"),
            ("mixed(plain inline:plain=notes.txt)", "- 1 2||"),
            ("mixed(plain png#a)", "- 1 ||2"),
            ("mixed(empty html)", "2 - ||"),
            ("signed(plain pgp-signature)", "- 1 ||2"),
            ("encrypted(pgp-encrypted octet-stream)", "- - ||1 2"),
            ("report(plain message message)", "- 1 ||2 3"),
            ("mixed(plain message)", "- 1 ||2"),
            // What lies elsewhere is a file that says where, and never fetched;
            // a piece of a message is one that can be kept.
            ("mixed(plain external-body)", "- 1 ||2"),
            ("external-body", "- - ||1"),
            ("partial", "- - ||1"),
            ("digest(message message)", "- - ||1 2"),
            ("report(plain delivery-status message)", "- 1 ||2 3"),
            ("pkcs7-mime", "- - ||1"),
            ("pdf", "- - ||1"),
            // Never empty while a leaf has text.
            ("attachment:plain", "- 1 ||1"),
            ("mixed(pdf attachment:html)", "2 - ||1 2"),
            ("mixed(calendar pdf)", "- 1 ||1 2"),
            ("empty", "- - ||"),
        ];
        for (outline, expected) in table {
            assert_eq!(planned(outline), expected, "{outline}");
        }
    }

    #[test]
    fn texts_beyond_a_count_are_listed_in_their_place() {
        let outline = format!("mixed({} png#a)", "plain ".repeat(MORE_TEXT_LIMIT + 3));
        let plan = plan_reading(&message(&outline), &BuiltInCharsets);
        assert_eq!(plan.more_text.len(), MORE_TEXT_LIMIT);
        let listed: Vec<u32> = plan
            .attachments
            .iter()
            .flat_map(|path| path.0.clone())
            .collect();
        assert_eq!(listed, [34, 35, 36]);
    }

    #[test]
    fn a_row_shows_what_a_person_would_call_an_attachment() {
        for outline in [
            "mixed(plain pdf)",
            "mixed(plain png)",
            "mixed(plain message)",
            "pdf",
        ] {
            assert!(has_attachment(&message(outline)), "{outline}");
        }
        for outline in [
            "plain",
            "related(html png#a)",
            "signed(plain pgp-signature)",
        ] {
            assert!(!has_attachment(&message(outline)), "{outline}");
        }
    }
}
