//! An independent reading of what the sanitizer wrote: it shares the parser's
//! tokenizer with it and none of its lists.

mod css;

use std::cell::{Cell, RefCell};

use html_sanitizer::{InlineImage, RemotePolicy, sanitize};
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// What is wrong with `output`; nothing if it is harmless under `policy`.
pub(crate) fn offences(output: &str, policy: RemotePolicy) -> Vec<String> {
    let seen = read(output);
    let mut offences = seen.offences.take();
    for (name, attributes) in seen.tags.borrow().iter() {
        if !ELEMENTS.contains(&name.as_str()) {
            offences.push(format!("element {name}"));
        }
        for (attribute, value) in attributes {
            offences.extend(attribute_offence(name, attribute, value, policy));
        }
    }
    offences.extend(css::sheet_offence(&seen.style.borrow(), policy));
    offences
}

#[allow(dead_code, reason = "not every test writes")]
/// Makes it fit for an editor and for sending, judges, and checks that neither
/// changes anything once more. What is fit for an editor, if anything is.
pub(crate) fn check_writing(name: &str, html: &str) -> Option<String> {
    use html_sanitizer::{Fit, make_editable, make_sendable};
    let mut fit_to_edit = None;
    for fit in [Fit::Quote, Fit::Paste, Fit::Edit] {
        let Ok(editable) = make_editable(html, fit) else {
            continue;
        };
        let editable = editable.as_str().to_owned();
        let found = offences(&editable, RemotePolicy::Block);
        assert!(
            found.is_empty(),
            "{name} {fit:?}: {found:?}\n{html}\n=> {editable}"
        );
        let again = |html: &str| make_editable(html, fit).map(|html| html.as_str().to_owned());
        assert_eq!(
            again(&editable).as_deref(),
            Ok(editable.as_str()),
            "{name} {fit:?} changed again"
        );
        let sendable = make_sendable(&editable);
        assert!(sendable.is_ok(), "{name} can be edited and not sent");
        let sendable = sendable.unwrap_or_default();
        let found = offences(&sendable, RemotePolicy::AllowImages);
        assert!(found.is_empty(), "{name}: {found:?}\n{html}\n=> {sendable}");
        assert_eq!(
            make_sendable(&sendable).as_deref(),
            Ok(sendable.as_str()),
            "{name} changed again"
        );
        assert_eq!(
            again(&sendable).as_deref(),
            Ok(editable.as_str()),
            "{name} {fit:?} came back otherwise"
        );
        let classes = count(&sendable, "p", Some("class")) + count(&sendable, "div", Some("class"));
        assert_eq!(classes, 0, "{name} {sendable}");
        fit_to_edit = Some(editable);
    }
    fit_to_edit
}

#[allow(dead_code, reason = "not every test writes")]
/// Puts it into much that is pasted, where `turn` says, has that cut in two as the
/// editor puts it in, and judges what was cut, alone and joined. Whether there was a
/// place to cut.
pub(crate) fn check_parts(name: &str, html: &str, turn: usize) -> bool {
    use html_sanitizer::{Fit, PLACE, make_editable};
    let line = "one of many lines ".repeat(400);
    let much = format!("<p>{line}</p>").repeat(6);
    let body = match turn % 3 {
        0 => format!("{html}{much}{html}"),
        1 => format!("<blockquote>{html}{much}</blockquote>{html}"),
        _ => format!("<p>first</p>{much}{html}<p>last</p>"),
    };
    let editable = make_editable(&body, Fit::Paste).ok();
    let Some((editable, parts)) = editable.and_then(|whole| Some((whole.clone(), whole.parts()?)))
    else {
        return false;
    };
    let place = format!(" {PLACE}=\"\"");
    assert_eq!(parts.frame.as_str().matches(&place).count(), 1, "{name}");
    let frame = parts.frame.as_str().replace(&place, "");
    let (before, behind) = parts.frame.as_str().split_once(&place).unwrap_or_default();
    let behind = behind.replacen("<br>", parts.filling.as_str(), 1);
    let joined = format!("{before}{behind}");
    for part in [&frame, parts.filling.as_str(), &joined] {
        let found = offences(part, RemotePolicy::Block);
        assert!(found.is_empty(), "{name}: {found:?}\n{html}");
        // A document does not begin with space, which an element may.
        let again = make_editable(part, Fit::Paste).map(|html| html.as_str().to_owned());
        let again = again.as_deref().map(str::trim_start);
        assert_eq!(again, Ok(part.trim_start()), "{name} changed again");
    }
    let said = shown_text(editable.as_str());
    assert_eq!(shown_text(&joined), said, "{name} says otherwise");
    true
}

#[allow(dead_code, reason = "not every test reads")]
/// Sanitizes under both policies, judges, and checks that once more changes
/// nothing. The output under `Block`, if there is any.
pub(crate) fn check(name: &str, html: &str, images: &[InlineImage]) -> Option<String> {
    let mut blocked = None;
    for policy in [RemotePolicy::AllowImages, RemotePolicy::Block] {
        let Ok(once) = sanitize(html, policy, images) else {
            continue;
        };
        let once = once.html.as_str().to_owned();
        let found = offences(&once, policy);
        assert!(
            found.is_empty(),
            "{name} {policy:?}: {found:?}\n{html}\n=> {once}"
        );
        let twice = sanitize(&once, policy, images).map(|twice| twice.html.as_str().to_owned());
        assert_eq!(
            twice.as_deref(),
            Ok(once.as_str()),
            "{name} {policy:?} changed again:\n{html}"
        );
        blocked = Some(once);
    }
    blocked
}

#[allow(dead_code, reason = "not every test reads the text")]
/// The text that `output` shows, with white space collapsed.
pub(crate) fn shown_text(output: &str) -> String {
    let text = read(output).text.take();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[allow(dead_code, reason = "not every test counts elements")]
/// How often the element `name` stands in `html`, with the attribute if one is named.
pub(crate) fn count(html: &str, name: &str, with: Option<&str>) -> usize {
    let seen = read(html);
    let tags = seen.tags.borrow();
    tags.iter()
        .filter(|(tag, attributes)| {
            tag == name && with.is_none_or(|with| attributes.iter().any(|(name, _)| name == with))
        })
        .count()
}

fn attribute_offence(
    element: &str,
    name: &str,
    value: &str,
    policy: RemotePolicy,
) -> Option<String> {
    let is_remote = value.starts_with("https://") || value.starts_with("http://");
    let fine = match name {
        "href" => {
            element == "a"
                && (is_remote || value.starts_with("mailto:") || value.starts_with("#m-"))
        }
        "src" => {
            let raster = ["png", "jpeg", "gif", "webp", "avif", "bmp"]
                .iter()
                .any(|kind| value.starts_with(&format!("data:image/{kind};base64,")));
            let is_own = value.starts_with("cid:");
            element == "img"
                && (raster || is_own || is_remote && policy == RemotePolicy::AllowImages)
        }
        "data-src" => element == "img" && is_remote,
        "target" => element == "a" && value == "_blank",
        "rel" => element == "a" && value == "noopener noreferrer nofollow",
        "style" => return css::attribute_offence(value, policy),
        "class" => value.split(' ').all(|name| name.starts_with("m-")),
        "id" => value.starts_with("m-"),
        name => ATTRIBUTES.contains(&name),
    };
    (!fine).then(|| format!("{element} {name}={value}"))
}

/// Attributes: names and values.
type Pairs = Vec<(String, String)>;

#[derive(Default)]
struct Seen {
    tags: RefCell<Vec<(String, Pairs)>>,
    text: RefCell<String>,
    style: RefCell<String>,
    offences: RefCell<Vec<String>>,
    in_style: Cell<bool>,
}

fn read(html: &str) -> Seen {
    let tokenizer = Tokenizer::new(Seen::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink
}

impl Seen {
    fn tag(&self, tag: &Tag) -> TokenSinkResult<()> {
        let is_style = &*tag.name == "style";
        if tag.kind == TagKind::EndTag {
            if is_style {
                self.in_style.set(false);
            } else {
                self.text.borrow_mut().push(' ');
            }
            return TokenSinkResult::Continue;
        }
        let attributes = tag.attrs.iter();
        self.tags.borrow_mut().push((
            tag.name.to_string(),
            attributes
                .map(|a| (a.name.local.to_string(), a.value.to_string()))
                .collect(),
        ));
        if is_style {
            self.in_style.set(true);
            return TokenSinkResult::RawData(RawKind::Rawtext);
        }
        if matches!(&*tag.name, "br" | "td" | "th" | "p" | "div" | "li") {
            self.text.borrow_mut().push(' ');
        }
        TokenSinkResult::Continue
    }
}

impl TokenSink for Seen {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => return self.tag(&tag),
            Token::CharacterTokens(text) => {
                let target = if self.in_style.get() {
                    &self.style
                } else {
                    &self.text
                };
                target.borrow_mut().push_str(&text);
            }
            Token::CommentToken(_) => self.offences.borrow_mut().push("comment".to_owned()),
            Token::DoctypeToken(_) => self.offences.borrow_mut().push("doctype".to_owned()),
            Token::ParseError(_) | Token::NullCharacterToken | Token::EOFToken => {}
        }
        TokenSinkResult::Continue
    }
}

const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "main",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

const ATTRIBUTES: &[&str] = &[
    "abbr",
    "align",
    "alt",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "clear",
    "color",
    "colspan",
    "dir",
    "face",
    "frame",
    "height",
    "hspace",
    "lang",
    "noshade",
    "nowrap",
    "reversed",
    "role",
    "rowspan",
    "rules",
    "scope",
    "size",
    "span",
    "start",
    "summary",
    "title",
    "type",
    "valign",
    "value",
    "vspace",
    "width",
];
