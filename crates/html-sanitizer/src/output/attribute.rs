//! The attributes that mail may use, each with what it may say.

use std::borrow::Cow;

use html5ever::Attribute;
use mail_model::thin_marks;

use crate::css::{Styles, WRAPPER, own_name, write_string};
use crate::element::Kind;
use crate::number::size;
use crate::profile::Profile;
use crate::remote::{References, RemoteKind, SOURCE_ELSEWHERE};
use crate::{Excess, limits, link};

/// The attributes of one element, checked, in the order to write them.
#[derive(Default)]
pub(super) struct Attributes<'a> {
    kept: Vec<(&'static str, Cow<'a, str>)>,
    /// CSS made of attributes; the sender's own follows and so prevails.
    style: String,
    /// The address of an image, which is of another kind where nobody sees it.
    image: Option<&'a str>,
}

impl<'a> Attributes<'a> {
    /// Checks the attributes of an element that is written as `name`.
    pub(super) fn read(
        name: &str,
        kind: Kind,
        source: &'a [Attribute],
        styles: &mut Styles,
        references: &mut References<'_>,
    ) -> Result<Self, Excess> {
        let mut attributes = Self::default();
        let mut own_style = "";
        let mut place = None;
        let profile = references.profile;
        let mut elsewhere = None;
        for attribute in source {
            let value = &*attribute.value;
            match &*attribute.name.local {
                "style" => own_style = value,
                "src" if name == "img" => attributes.image = Some(value),
                SOURCE_ELSEWHERE if name == "img" => elsewhere = Some(value),
                "srcset" | "lowsrc" | "dynsrc" => count_all(value, references),
                "background" => attributes.background(value, references),
                "href" if kind == Kind::Anchor => {
                    let href = match profile {
                        Profile::Read => link::href(value),
                        _ => link::written_href(value),
                    };
                    let href = href.map(Cow::Owned);
                    attributes.kept.extend(href.map(|href| ("href", href)));
                }
                "name" if kind == Kind::Anchor => place = own_name(value),
                // The mark of a quote, which programs fold and style by.
                "type"
                    if name == "blockquote"
                        && profile != Profile::Read
                        && value.eq_ignore_ascii_case("cite") =>
                {
                    attributes.kept.push(("type", Cow::Borrowed("cite")));
                }
                other if !profile.keeps(name, other) => {}
                other => {
                    if let Some((name, value)) = plain(name, other, value) {
                        attributes.kept.push((name, value));
                    }
                }
            }
        }
        if profile != Profile::Read {
            attributes.image = attributes.image.or(elsewhere);
            place = None;
        }
        // A place that links within the message lead to was named so once.
        if let Some(place) = place
            && attributes.value_of("id").is_none()
        {
            attributes.kept.push(("id", place));
        }
        attributes.finish(own_style, styles, references)
    }

    /// Checks the attributes of `html` and `body`, for the wrapper.
    pub(super) fn of_body(
        html: &'a [Attribute],
        body: &'a [Attribute],
        styles: &mut Styles,
        references: &mut References<'_>,
    ) -> Result<Self, Excess> {
        let mut attributes = Self::default();
        let mut classes = Cow::Borrowed(WRAPPER);
        let mut own_style = "";
        for attribute in body {
            let value = &*attribute.value;
            if references.profile == Profile::Paste && &*attribute.name.local != "dir" {
                continue;
            }
            match &*attribute.name.local {
                "style" => own_style = value,
                "background" => attributes.background(value, references),
                "bgcolor" => attributes.colour("background-color", value),
                "text" => attributes.colour("color", value),
                "class" => {
                    let all = class_names(&format!("{WRAPPER} {value}"));
                    classes = all.map_or(classes, Cow::Owned);
                }
                name @ ("id" | "dir" | "lang" | "align") => {
                    attributes.kept.extend(plain("div", name, value));
                }
                _ => {}
            }
        }
        for attribute in html {
            if let name @ ("dir" | "lang") = &*attribute.name.local
                && references.profile.keeps("div", name)
                && !attributes.kept.iter().any(|(present, _)| *present == name)
            {
                attributes.kept.extend(plain("div", name, &attribute.value));
            }
        }
        if references.profile == Profile::Read {
            attributes.kept.insert(0, ("class", classes));
        } else {
            attributes.kept.retain(|(name, _)| *name != "id");
        }
        attributes.finish(own_style, styles, references)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.kept.iter().map(|(name, value)| (*name, &**value))
    }

    /// Where the link leads that these are the attributes of.
    pub(super) fn href(&self) -> Option<&str> {
        self.value_of("href")
    }

    /// Whether they say in which direction the text goes.
    pub(super) fn has_direction(&self) -> bool {
        self.value_of("dir").is_some()
    }

    fn value_of(&self, name: &str) -> Option<&str> {
        self.iter()
            .find_map(|(found, value)| (found == name).then_some(value))
    }

    /// Whether there is nothing to write.
    pub(super) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Whether it says where a picture comes from.
    pub(super) fn has_source(&self) -> bool {
        ["src", SOURCE_ELSEWHERE]
            .iter()
            .any(|name| self.value_of(name).is_some())
    }

    /// Whether the element is not shown.
    pub(super) fn is_hidden(&self) -> bool {
        let style = self.value_of("style").unwrap_or_default();
        style
            .split(';')
            .any(|one| one.strip_suffix("!important").unwrap_or(one) == "display:none")
    }

    /// Whether nobody is meant to see the element: it is a pixel, or hidden.
    fn is_unseen(&self) -> bool {
        let own = self.style.split(';').filter_map(|one| one.split_once(':'));
        let is_dot = |value: &str| matches!(value.trim_end_matches("px"), "0" | "1");
        let mut width = self.value_of("width").is_some_and(is_dot);
        let mut height = self.value_of("height").is_some_and(is_dot);
        for (name, value) in own {
            let value = value.trim_end_matches("!important");
            match (name, value) {
                ("display", "none")
                | ("visibility", "hidden")
                | ("opacity", "0")
                | ("max-width" | "max-height", "0" | "0px") => return true,
                ("width", value) => width = is_dot(value),
                ("height", value) => height = is_dot(value),
                _ => {}
            }
        }
        width && height
    }

    fn finish(
        mut self,
        own_style: &str,
        styles: &mut Styles,
        references: &mut References<'_>,
    ) -> Result<Self, Excess> {
        if !own_style.is_empty() {
            let own = styles.attribute(own_style, references)?;
            if !(own.is_empty() || self.style.is_empty()) {
                self.style.push(';');
            }
            self.style.push_str(&own);
        }
        if let Some(source) = self.image
            && references.profile != Profile::Read
        {
            let named = references.named(source);
            if let Some((name, address)) = named {
                self.kept.insert(0, (name, Cow::Owned(address)));
            }
        } else if let Some(source) = self.image {
            let kind = if self.is_unseen() {
                RemoteKind::Pixel
            } else {
                RemoteKind::Image
            };
            if let Some(address) = references.resolve(kind, source) {
                let address = address.into_owned();
                self.kept.insert(0, ("src", Cow::Owned(address)));
            }
        }
        if !self.style.is_empty() {
            self.kept
                .push(("style", Cow::Owned(std::mem::take(&mut self.style))));
        }
        let is_read = references.profile == Profile::Read;
        if is_read && self.href().is_some_and(|href| !href.starts_with('#')) {
            self.kept.push(("target", Cow::Borrowed("_blank")));
            self.kept
                .push(("rel", Cow::Borrowed("noopener noreferrer nofollow")));
        }
        Ok(self)
    }

    fn background(&mut self, value: &str, references: &mut References<'_>) {
        references.count(RemoteKind::Background, value);
        if let Some(address) = references.resolve_behind(value) {
            let mut image = "background-image:url(".to_owned();
            write_string(&address, &mut image);
            image.push(')');
            self.declare(&image);
        }
    }

    fn colour(&mut self, property: &str, value: &str) {
        if let Some(colour) = css_colour(value) {
            self.declare(&format!("{property}:{colour}"));
        }
    }

    fn declare(&mut self, declaration: &str) {
        if !self.style.is_empty() {
            self.style.push(';');
        }
        self.style.push_str(declaration);
    }
}

/// Counts what would be fetched by an element that is not kept, or by an
/// attribute that is not.
pub(super) fn count_dropped(name: &str, source: &[Attribute], references: &mut References<'_>) {
    let name = name.to_ascii_lowercase();
    let kind = match name.as_str() {
        "link" => RemoteKind::StyleSheet,
        "image" | "img" | "input" | "feimage" => RemoteKind::Image,
        _ => RemoteKind::Active,
    };
    for attribute in source {
        match &*attribute.name.local {
            "srcset" => count_all(&attribute.value, references),
            "background" => references.count(RemoteKind::Background, &attribute.value),
            "src" | "poster" | "data" | "code" | "archive" | "lowsrc" | "dynsrc" => {
                references.count(kind, &attribute.value);
            }
            "href"
                if matches!(
                    name.as_str(),
                    "feimage" | "image" | "link" | "script" | "use"
                ) =>
            {
                references.count(kind, &attribute.value);
            }
            _ => {}
        }
    }
}

fn count_all(candidates: &str, references: &mut References<'_>) {
    for candidate in candidates.split([' ', '\t', '\n', '\r', ',']) {
        references.count(RemoteKind::Image, candidate);
    }
}

/// An attribute that fetches nothing and leads nowhere.
fn plain<'a>(element: &str, name: &str, value: &'a str) -> Option<(&'static str, Cow<'a, str>)> {
    const ALIGNMENTS: &[&str] = &[
        "absmiddle",
        "baseline",
        "bottom",
        "center",
        "char",
        "justify",
        "left",
        "middle",
        "right",
        "top",
    ];
    const FRAMES: &[&str] = &[
        "above", "all", "below", "border", "box", "cols", "groups", "hsides", "lhs", "none", "rhs",
        "rows", "void", "vsides",
    ];
    let trimmed = value.trim();
    let if_legal = |legal: bool| legal.then_some(Cow::Borrowed(trimmed));
    let word = |words: &[&str]| if_legal(words.contains(&trimmed.to_ascii_lowercase().as_str()));
    let is_table = matches!(
        element,
        "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th"
    );
    let is_cell = matches!(element, "td" | "th");
    Some(match (name, element) {
        ("class", _) => ("class", Cow::Owned(class_names(value)?)),
        ("id", _) => ("id", own_name(trimmed)?),
        ("dir", _) => ("dir", word(&["auto", "ltr", "rtl"])?),
        ("lang", _) => ("lang", if_legal(is_language(trimmed))?),
        ("title", _) => ("title", thin_marks(value)),
        ("role", _) => ("role", word(&["none", "presentation"])?),
        ("align", _) => ("align", word(ALIGNMENTS)?),
        ("valign", _) if is_table => ("valign", word(ALIGNMENTS)?),
        ("valign", "col" | "colgroup") => ("valign", word(ALIGNMENTS)?),
        ("bgcolor", _) if is_table => ("bgcolor", if_legal(is_legacy_colour(trimmed))?),
        ("width", "img" | "table" | "td" | "th" | "col" | "colgroup" | "hr" | "pre") => {
            ("width", length(trimmed)?)
        }
        ("height", "img" | "table" | "td" | "th" | "tr") => ("height", length(trimmed)?),
        ("border", "table" | "img") => ("border", count(trimmed, 1_000)?),
        ("cellpadding", "table") => ("cellpadding", count(trimmed, 1_000)?),
        ("cellspacing", "table") => ("cellspacing", count(trimmed, 1_000)?),
        ("frame", "table") => ("frame", word(FRAMES)?),
        ("rules", "table") => ("rules", word(FRAMES)?),
        ("summary", "table") => ("summary", thin_marks(value)),
        ("hspace", "img") => ("hspace", count(trimmed, 1_000)?),
        ("vspace", "img") => ("vspace", count(trimmed, 1_000)?),
        ("alt", "img") => ("alt", thin_marks(value)),
        ("colspan", _) if is_cell => ("colspan", count(trimmed, 1_000)?),
        ("rowspan", _) if is_cell => ("rowspan", count(trimmed, 1_000)?),
        ("nowrap", _) if is_cell => ("nowrap", Cow::Borrowed("")),
        ("scope", _) if is_cell => ("scope", word(&["col", "colgroup", "row", "rowgroup"])?),
        ("abbr", "th") => ("abbr", thin_marks(value)),
        ("span", "col" | "colgroup") => ("span", count(trimmed, 1_000)?),
        ("color", "font" | "hr") => ("color", if_legal(is_legacy_colour(trimmed))?),
        ("face", "font") => ("face", if_legal(is_font_list(trimmed))?),
        ("size", "font" | "hr") => ("size", if_legal(is_font_size(trimmed))?),
        ("noshade", "hr") => ("noshade", Cow::Borrowed("")),
        ("clear", "br") => ("clear", word(&["all", "both", "left", "none", "right"])?),
        ("type", "ol" | "ul" | "li") => ("type", if_legal(is_marker(trimmed))?),
        ("start", "ol") => ("start", if_legal(is_integer(trimmed))?),
        ("reversed", "ol") => ("reversed", Cow::Borrowed("")),
        ("value", "li") => ("value", if_legal(is_integer(trimmed))?),
        _ => return None,
    })
}

fn class_names(value: &str) -> Option<String> {
    let names: Vec<_> = value
        .split_ascii_whitespace()
        .filter_map(own_name)
        .take(limits::CLASSES)
        .collect();
    (!names.is_empty()).then(|| names.join(" "))
}

/// A number of pixels, or of percent.
fn length(value: &str) -> Option<Cow<'_, str>> {
    let number = value.trim_end_matches(|c: char| c == '%' || c.is_ascii_alphabetic());
    let unit = value.get(number.len()..)?;
    let legal = (1..=8).contains(&number.len())
        && number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || c == '.')
        && size(number).is_some_and(|size| size <= 20_000.0);
    match unit.to_ascii_lowercase().as_str() {
        "" | "%" if legal => Some(Cow::Borrowed(value)),
        "px" if legal => Some(Cow::Borrowed(number)),
        _ => None,
    }
}

fn count(value: &str, most: u32) -> Option<Cow<'_, str>> {
    let number = value.strip_suffix("px").unwrap_or(value);
    let legal = number.bytes().all(|byte| byte.is_ascii_digit())
        && number.parse::<u32>().is_ok_and(|number| number <= most);
    legal.then_some(Cow::Borrowed(number))
}

fn is_integer(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_language(value: &str) -> bool {
    (1..=35).contains(&value.len())
        && value
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn is_legacy_colour(value: &str) -> bool {
    let name = value.strip_prefix('#').unwrap_or(value);
    (1..=24).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// A colour of an old attribute as CSS writes it.
fn css_colour(value: &str) -> Option<String> {
    let value = value.trim().to_ascii_lowercase();
    let digits = value.strip_prefix('#').unwrap_or(&value);
    let is_hex = matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    if is_hex {
        return Some(format!("#{digits}"));
    }
    let is_name = (3..=24).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_lowercase());
    is_name.then_some(value)
}

fn is_font_list(value: &str) -> bool {
    value.len() <= 256
        && value
            .chars()
            .all(|c| c.is_alphanumeric() || " ,-_.'\"".contains(c))
}

fn is_font_size(value: &str) -> bool {
    let digits = value.strip_prefix(['+', '-']).unwrap_or(value);
    (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_marker(value: &str) -> bool {
    ["1", "a", "A", "i", "I", "circle", "disc", "square"].contains(&value)
}
