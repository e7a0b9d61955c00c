//! What is wrong with CSS that the sanitizer wrote: read by its braces,
//! semicolons and words alone, which is blunt and so hard to get round.

use html_sanitizer::RemotePolicy;

/// What is wrong with the style sheets in `css`; nothing if they are harmless.
pub(super) fn sheet_offence(css: &str, policy: RemotePolicy) -> Option<String> {
    let found = outside_strings(css, policy).and_then(|outside| sheet(&outside));
    found.err().map(|offence| format!("{offence} in {css}"))
}

/// What is wrong with a style attribute; nothing if it is harmless.
pub(super) fn attribute_offence(css: &str, policy: RemotePolicy) -> Option<String> {
    let found =
        outside_strings(css, policy).and_then(|outside| match outside.contains(['{', '}', '@']) {
            true => Err("a rule".to_owned()),
            false => outside.split(';').try_for_each(declaration),
        });
    found.err().map(|offence| format!("{offence} in {css}"))
}

/// `css` in lower case with its strings emptied, if each address in it may stand.
fn outside_strings(css: &str, policy: RemotePolicy) -> Result<String, String> {
    let lower = css.to_ascii_lowercase();
    if lower.contains('<') {
        return Err("<".to_owned());
    }
    // Strings are in single quotes, with none inside; what they say is only shown.
    let parts: Vec<&str> = lower.split('\'').collect();
    for pair in parts.chunks(2) {
        let fine = match pair {
            [outside, string] if outside.ends_with("url(") => {
                string.starts_with("data:image/")
                    || policy == RemotePolicy::AllowImages && string.starts_with("http")
            }
            _ => true,
        };
        if !fine || pair[0].trim_end_matches("url(").contains("url(") {
            return Err("an address".to_owned());
        }
    }
    let outside: Vec<&str> = parts.into_iter().step_by(2).collect();
    let outside = outside.join("''");
    // An escape hides what is meant, a comment what follows.
    match ["\\", "/*", "-->"]
        .iter()
        .find(|mark| outside.contains(**mark))
    {
        Some(mark) => Err((*mark).to_owned()),
        None => Ok(outside),
    }
}

fn sheet(css: &str) -> Result<(), String> {
    let (mut depth, mut start) = (0_usize, 0);
    for (place, c) in css.char_indices() {
        let said = &css[start..place];
        match c {
            '{' => {
                prelude(said)?;
                depth += 1;
            }
            ';' => declaration(said)?,
            '}' => {
                if !said.is_empty() {
                    declaration(said)?;
                }
                depth = depth.checked_sub(1).ok_or("a brace that closes nothing")?;
            }
            _ => continue,
        }
        start = place + 1;
    }
    match depth == 0 && start == css.len() {
        true => Ok(()),
        false => Err("a rule that breaks off".to_owned()),
    }
}

/// `@media`, or selectors that begin with the wrapper and name what is prefixed.
fn prelude(said: &str) -> Result<(), String> {
    let offence = || Err(format!("the prelude {said}"));
    if let Some(query) = said.strip_prefix("@media ") {
        let legal = |c: char| c.is_ascii_alphanumeric() || "():,/.+-_ ".contains(c);
        return match query.chars().all(legal) {
            true => Ok(()),
            false => offence(),
        };
    }
    for selector in said.split(',') {
        let after = selector.strip_prefix(".m-body");
        let within = after
            .is_some_and(|after| after.is_empty() || after.starts_with([' ', '>', '.', '#', ':']));
        let legal = |c: char| c.is_ascii_alphanumeric() || ".#-_:*>+~() ".contains(c);
        let prefixed = |mark: char| {
            selector
                .split(mark)
                .skip(1)
                .all(|name| name.starts_with("m-"))
        };
        if !(within && selector.chars().all(legal) && prefixed('.') && prefixed('#')) {
            return offence();
        }
    }
    Ok(())
}

fn declaration(said: &str) -> Result<(), String> {
    let offence = || Err(format!("the declaration {said}"));
    let Some((name, value)) = said.split_once(':') else {
        return offence();
    };
    let bare = ["-webkit-", "-moz-", "-ms-", "-o-"]
        .iter()
        .find_map(|vendor| name.strip_prefix(vendor))
        .unwrap_or(name);
    let is_name = bare.starts_with(|c: char| c.is_ascii_lowercase())
        && bare.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    let is_forbidden = FORBIDDEN_PROPERTIES
        .iter()
        .any(|forbidden| bare.starts_with(forbidden));
    if !is_name || is_forbidden || value.contains([':', '@', '{', '}']) {
        return offence();
    }
    let stays = |word: &str| PLACES.contains(&word.trim_end_matches("!important"));
    if bare == "position" && !value.split(' ').all(stays) {
        return offence();
    }
    let mut parts: Vec<&str> = value.split('(').collect();
    parts.pop();
    for before in parts {
        let function = before
            .rsplit([' ', ',', '(', '/'])
            .next()
            .unwrap_or_default();
        if !FUNCTIONS.contains(&function) {
            return offence();
        }
    }
    let is_sign = |c: char| c.is_whitespace() || "(),/".contains(c);
    for word in value.split(is_sign) {
        let number = word.trim_start_matches(['+', '-', '.']);
        let follows_window = ["vh", "vb", "vmin", "vmax"]
            .iter()
            .any(|unit| word.ends_with(unit));
        if number.starts_with(|c: char| c.is_ascii_digit()) && follows_window {
            return offence();
        }
    }
    Ok(())
}

/// Where a box may be: in its place.
const PLACES: &[&str] = &[
    "inherit", "initial", "relative", "revert", "static", "unset",
];

/// Beginnings of the names of properties that cover, move, run, write or hide.
const FORBIDDEN_PROPERTIES: &[&str] = &[
    "all",
    "animation",
    "appearance",
    "backdrop",
    "behavior",
    "binding",
    "bottom",
    "clip",
    "content",
    "cursor",
    "filter",
    "inset",
    "left",
    "mask",
    "offset",
    "outline",
    "perspective",
    "pointer-events",
    "quotes",
    "right",
    "rotate",
    "scale",
    "scroll",
    "top",
    "transform",
    "transition",
    "translate",
    "user-modify",
    "view-transition",
    "will-change",
    "z-index",
    "zoom",
];

const FUNCTIONS: &[&str] = &[
    // A bracket within `calc`.
    "",
    "calc",
    "clamp",
    "hsl",
    "hsla",
    "hwb",
    "lab",
    "lch",
    "linear-gradient",
    "max",
    "min",
    "oklab",
    "oklch",
    "radial-gradient",
    "repeating-linear-gradient",
    "repeating-radial-gradient",
    "rgb",
    "rgba",
    "url",
];
