//! The style sheets speak in the words of `styles/tokens.css` alone, work in
//! both directions of writing, and every text can be read on its ground.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a panic is a test's report"
)]

use std::collections::BTreeMap;
use std::path::Path;

const TOKENS: &str = include_str!("../styles/tokens.css");

/// What stands on what, and how far apart they must be in brightness (WCAG 2.2,
/// 1.4.3 for texts, 1.4.11 for drawings, edges and large texts).
const TEXT: f64 = 4.5;
const DRAWING: f64 = 3.0;

/// All on which the page's texts stand.
const GROUNDS: [&str; 6] = ["page", "pane", "pane-2", "raised", "hover", "chosen"];

/// Colours by their tokens' names, by day and by night.
type Palette = BTreeMap<String, [Colour; 2]>;
type Colour = [u8; 3];

/// The declarations of the first block that a selector opens.
fn block(selector: &str) -> &'static str {
    let (_, behind) = TOKENS.split_once(&format!("{selector} {{")).unwrap();
    behind.split_once('}').unwrap().0
}

fn declarations(block: &str) -> Vec<(&str, &str)> {
    let lines = block.split(';').filter_map(|line| line.split_once(':'));
    lines
        .map(|(name, value)| {
            let name = name.rsplit("--").next().unwrap_or_default();
            (name.trim(), value.trim())
        })
        .collect()
}

fn hex(text: &str) -> Option<Colour> {
    let digits = text.trim().strip_prefix('#').filter(|hex| hex.len() == 6)?;
    let octet = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some([octet(0)?, octet(2)?, octet(4)?])
}

fn read_into(palette: &mut Palette, block: &str) {
    for (name, value) in declarations(block) {
        let both = value
            .strip_prefix("light-dark(")
            .and_then(|pair| pair.strip_suffix(')')?.split_once(','))
            .unwrap_or((value, value));
        if let (Some(day), Some(night)) = (hex(both.0), hex(both.1)) {
            palette.insert(name.to_owned(), [day, night]);
        }
    }
}

/// The page's own colours, and those of high contrast.
fn palettes() -> [(&'static str, Palette); 2] {
    let mut usual = Palette::new();
    read_into(&mut usual, block(":root"));
    let mut contrast = usual.clone();
    read_into(&mut contrast, block(":root[data-theme=\"contrast\"]"));
    [("usual", usual), ("high contrast", contrast)]
}

/// WCAG 2.2, "relative luminance".
fn luminance(colour: Colour) -> f64 {
    let [red, green, blue] = colour.map(|octet| {
        let part = f64::from(octet) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// WCAG 2.2, "contrast ratio".
fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn pairs() -> Vec<(&'static str, &'static str, f64)> {
    let mut pairs = Vec::new();
    for ground in GROUNDS {
        for text in ["text", "text-quiet", "text-faint", "accent"] {
            pairs.push((text, ground, TEXT));
        }
        for drawing in ["focus", "flag", "brass", "danger"] {
            pairs.push((drawing, ground, DRAWING));
        }
    }
    pairs.extend([
        ("danger", "pane", TEXT),
        ("danger", "raised", TEXT),
        ("danger", "danger-soft", TEXT),
        ("text", "danger-soft", TEXT),
        ("text", "brass-soft", TEXT),
        ("text-quiet", "brass-soft", TEXT),
        ("brass", "brass-soft", DRAWING),
        ("text", "accent-soft", TEXT),
        ("accent", "accent-soft", TEXT),
        ("on-accent", "accent", TEXT),
        ("on-accent", "accent-hover", TEXT),
        ("line-field", "pane", DRAWING),
        ("line-field", "raised", DRAWING),
        ("line-field", "page", DRAWING),
        ("chosen-edge", "chosen", DRAWING),
        ("task-text", "task-bar", TEXT),
        ("task-text-on", "task-bar", TEXT),
        ("task-text-on", "task-on", TEXT),
    ]);
    let avatars = [
        "avatar-0", "avatar-1", "avatar-2", "avatar-3", "avatar-4", "avatar-5",
    ];
    pairs.extend(avatars.map(|avatar| ("on-avatar", avatar, TEXT)));
    pairs
}

#[test]
fn every_text_can_be_read_on_its_ground() {
    let mut faults = Vec::new();
    for (name, palette) in palettes() {
        for (on_top, ground, least) in pairs() {
            let (above, below) = (&palette[on_top], &palette[ground]);
            for (time, above, below) in [("day", above[0], below[0]), ("night", above[1], below[1])]
            {
                // In high contrast texts stand as far apart as WCAG's AAA asks for.
                let least = match (name, least) {
                    ("high contrast", TEXT) if !ground.starts_with("avatar") => 7.0,
                    (_, least) => least,
                };
                let ratio = contrast(above, below);
                if ratio < least {
                    faults.push(format!(
                        "{name} by {time}: {on_top} on {ground} is {ratio:.2}, not {least}"
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn contrast_is_measured_as_wcag_does() {
    assert!((contrast([0, 0, 0], [255, 255, 255]) - 21.0).abs() < 0.001);
    // The lightest grey that is a text on white.
    assert!(contrast([118; 3], [255; 3]) >= TEXT);
    assert!(contrast([119; 3], [255; 3]) < TEXT);
}

#[test]
fn high_contrast_is_the_same_by_choice_and_by_the_system() {
    let chosen = declarations(block(":root[data-theme=\"contrast\"]"));
    let (_, media) = TOKENS
        .split_once("@media (prefers-contrast: more)")
        .unwrap();
    let (_, media) = media.split_once(":root:not([data-theme]) {").unwrap();
    assert_eq!(chosen, declarations(media.split_once('}').unwrap().0));
}

/// All style sheets but the tokens' and what is put on paper, without comments.
fn sheets() -> Vec<(String, String)> {
    let web = Path::new(env!("CARGO_MANIFEST_DIR"));
    let order = std::fs::read_to_string(web.join("styles/order.txt")).unwrap();
    let names = order.lines().map(str::trim);
    names
        .filter(|name| name.ends_with(".css") && !name.ends_with("tokens.css"))
        .filter(|name| !name.ends_with("print.css"))
        .map(|name| {
            let text = std::fs::read_to_string(web.join(name)).unwrap();
            (name.to_owned(), without_comments(&text))
        })
        .collect()
}

/// As many lines as before.
fn without_comments(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("/*") {
        let (comment, after) = behind.split_once("*/").unwrap();
        plain.push_str(before);
        plain.extend(comment.chars().filter(|letter| *letter == '\n'));
        rest = after;
    }
    plain + rest
}

/// Every declaration outside of the tokens that `is_fault` finds fault with.
fn faults(is_fault: impl Fn(&str, &str) -> bool) -> Vec<String> {
    let mut faults = Vec::new();
    for (sheet, text) in sheets() {
        for (number, line) in text.lines().enumerate() {
            let Some((name, value)) = line.trim().split_once(':') else {
                continue;
            };
            if value.ends_with([';', ',']) && is_fault(name, value.trim()) {
                faults.push(format!("{sheet}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    faults
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_sheet_names_a_colour() {
    const COLOURS: [&str; 7] = [
        "rgb(",
        "rgba(",
        "hsl(",
        "oklch(",
        "color-mix(",
        "white",
        "black",
    ];
    let is_hex = |value: &str| {
        value.split('#').skip(1).any(|behind| {
            let digits = behind.chars().take_while(char::is_ascii_hexdigit).count();
            matches!(digits, 3 | 4 | 6 | 8)
        })
    };
    assert_none(&faults(|name, value| {
        name != "mask"
            && (is_hex(value)
                || COLOURS
                    .iter()
                    .any(|colour| value.split([' ', ',']).any(|word| word.starts_with(colour))))
    }));
}

/// A length of more than a line's width that is no token.
fn has_raw_length(value: &str) -> bool {
    value
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '-')
        .filter_map(|word| word.strip_suffix("px")?.parse::<f64>().ok())
        .any(|length| length.abs() > 2.0)
}

#[test]
fn type_space_and_shape_are_of_the_scales() {
    const SCALED: [&str; 8] = [
        "font",
        "font-size",
        "gap",
        "row-gap",
        "column-gap",
        "padding",
        "margin",
        "border-radius",
    ];
    assert_none(&faults(|name, value| {
        let is_scaled = SCALED.contains(&name)
            || name.starts_with("padding-")
            || name.starts_with("margin-")
            || name.ends_with("-radius");
        is_scaled && has_raw_length(value)
    }));
}

#[test]
fn shadows_and_motion_are_of_the_scales() {
    assert_none(&faults(|name, value| match name {
        "box-shadow" => has_raw_length(value),
        "transition" | "animation" | "animation-duration" | "transition-duration" => {
            value.split([' ', ',', ';']).any(|word| {
                let number = word.strip_suffix("ms").or_else(|| word.strip_suffix('s'));
                // A thousandth of a second is none, where motion is not wanted.
                number.is_some_and(|number| number.parse::<f64>().is_ok_and(|n| n > 1.0))
            })
        }
        _ => false,
    }));
}

/// A shorthand's values, of which one may be a function's call.
fn values(value: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    let parts = value.trim_end_matches(';').split(|letter: char| {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth == 0 && letter == ' '
    });
    parts.filter(|part| !part.is_empty()).collect()
}

#[test]
fn no_shorthand_gives_left_another_value_than_right() {
    assert_none(&faults(|name, value| {
        matches!(name, "padding" | "margin")
            && matches!(values(value)[..], [_, right, _, left] if left != right)
    }));
}

#[test]
fn nothing_is_left_or_right() {
    assert_none(&faults(|name, value| {
        let is_side = |word: &str| matches!(word, "left" | "right");
        // What is placed by measuring is measured from the left.
        name.split('-').any(is_side)
            || matches!(name, "text-align" | "float" | "clear")
                && value.split([' ', ';']).any(is_side)
    }));
}
