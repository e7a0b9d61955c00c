//! Markup cut in two, for whoever puts much of it into a document that is edited:
//! what comes at once, with an empty element in it, and what that is filled with.

use crate::SafeHtml;

/// Less is put in at once, in octets.
const MUCH: usize = 30_000;

/// The attribute of the element that is to be filled. No other has it.
pub const PLACE: &str = "data-place";

/// What comes at once, and what follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// All but the filling: in it an element with the attribute [`PLACE`], which
    /// holds nothing but a line break.
    pub frame: SafeHtml,
    /// What is to stand in that element.
    pub filling: SafeHtml,
}

/// What stands beside each other, in nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece<'a> {
    start: usize,
    end: usize,
    /// Its tag's name, up to what follows it; empty for a text.
    name: &'a str,
}

impl Piece<'_> {
    fn length(&self) -> usize {
        self.end - self.start
    }

    /// Whether a line ends before it and behind it.
    fn is_block(&self) -> bool {
        matches!(
            self.name,
            "address"
                | "article"
                | "blockquote"
                | "center"
                | "div"
                | "dl"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "hr"
                | "ol"
                | "p"
                | "pre"
                | "section"
                | "table"
                | "ul"
        )
    }

    /// Whether a line ends behind it.
    fn ends_line(&self) -> bool {
        self.is_block() || self.name == "br"
    }

    /// Whether it may be emptied, and anything put in again.
    fn is_vessel(&self) -> bool {
        matches!(self.name, "blockquote" | "div")
    }
}

impl SafeHtml {
    /// Cuts it in two; `None` where it is not much, or has no place to cut at.
    /// What is mostly one quote is filled there; else an element of its own is
    /// around the filling, and what stands first and last stays outside of it.
    pub fn parts(&self) -> Option<Parts> {
        let markup = self.as_str();
        if markup.len() < MUCH {
            return None;
        }
        let pieces = pieces(markup);
        let largest = pieces.iter().max_by_key(|piece| piece.length())?;
        let rest = markup.len() - largest.length();
        let (before, tag, within, behind) = if largest.is_vessel() && rest < MUCH {
            let whole = markup.get(largest.start..largest.end)?;
            let tag = whole.get(1..whole.find('>')?)?;
            let within = whole.get(tag.len() + 2..whole.rfind("</")?)?;
            let (before, behind) = (&markup[..largest.start], &markup[largest.end..]);
            (before, tag, within, behind)
        } else {
            let (start, end) = middle(&pieces)?;
            let within = markup.get(start..end)?;
            (&markup[..start], "div", within, &markup[end..])
        };
        if before.len() + behind.len() > MUCH {
            return None;
        }
        let name = tag.split(' ').next()?;
        let frame = format!("{before}<{tag} {PLACE}=\"\"><br></{name}>{behind}");
        let made = |markup: &str| Self {
            markup: markup.into(),
            images_behind: Vec::new(),
        };
        Some(Parts {
            frame: made(&frame),
            filling: made(within),
        })
    }
}

/// Where that begins and ends which a block can be made of without a line being
/// another: as much as there is, but for what joins the lines around it.
fn middle(pieces: &[Piece<'_>]) -> Option<(usize, usize)> {
    let is_edge = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| pieces.get(at));
        before.is_some_and(Piece::ends_line) || pieces.get(at).is_some_and(Piece::is_block)
    };
    let is_short = |piece: Option<&Piece<'_>>| piece.is_some_and(|piece| piece.length() < MUCH / 4);
    let from = usize::from(is_short(pieces.first()));
    let until = pieces.len() - usize::from(is_short(pieces.last()));
    let first = (from..until).find(|at| is_edge(*at))?;
    let last = (first + 1..=until).rfind(|at| is_edge(*at))?;
    Some((pieces.get(first)?.start, pieces.get(last - 1)?.end))
}

/// What stands beside each other in the markup: as it is written, `<` begins a tag
/// and `>` ends one, and each element that is not empty is closed.
fn pieces(markup: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut depth = 0_usize;
    let mut begun: Option<Piece<'_>> = None;
    let mut at = 0;
    while let Some(rest) = markup.get(at..).filter(|rest| !rest.is_empty()) {
        let is_tag = rest.starts_with('<');
        let length = match is_tag {
            true => rest.find('>').map_or(rest.len(), |end| end + 1),
            false => rest.find('<').unwrap_or(rest.len()),
        };
        let tag = rest[..length].trim_matches(['<', '>']);
        let is_end = tag.starts_with('/');
        let name = match is_tag {
            true => tag.split(' ').next().unwrap_or(tag),
            false => "",
        };
        let end = at + length;
        let is_whole = !is_tag || matches!(name, "br" | "col" | "hr" | "img" | "wbr");
        if depth == 0 && !is_end {
            begun = Some(Piece {
                start: at,
                end,
                name,
            });
        }
        match (is_whole, is_end) {
            (true, _) => {}
            (false, true) => depth = depth.saturating_sub(1),
            (false, false) => depth += 1,
        }
        if depth == 0
            && let Some(piece) = begun.take()
        {
            pieces.push(Piece { end, ..piece });
        }
        at = end;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Fit, make_editable};

    fn made(markup: &str) -> SafeHtml {
        make_editable(markup, Fit::Edit).expect("it is within the limits")
    }

    #[test]
    fn pieces_are_what_stands_in_nothing_else() {
        let markup = "a<b>x<i>y</i></b><br><div title=\"a &gt; b\"><div>c</div></div><hr>z";
        let names: Vec<_> = pieces(markup)
            .iter()
            .map(|piece| (piece.name, &markup[piece.start..piece.end]))
            .collect();
        assert_eq!(
            names,
            [
                ("", "a"),
                ("b", "<b>x<i>y</i></b>"),
                ("br", "<br>"),
                ("div", "<div title=\"a &gt; b\"><div>c</div></div>"),
                ("hr", "<hr>"),
                ("", "z"),
            ]
        );
    }

    #[test]
    fn what_is_little_or_all_one_line_is_not_cut() {
        assert_eq!(made("<p>one</p><p>two</p>").parts(), None);
        assert_eq!(made(&"word ".repeat(MUCH)).parts(), None);
        assert_eq!(
            made(&format!("<b>{}</b>", "word ".repeat(MUCH))).parts(),
            None
        );
    }

    #[test]
    fn what_is_mostly_a_quote_is_filled_there() {
        let within = "<p>A line of it.</p>".repeat(2_000);
        let whole = made(&format!(
            "<div>Yes.</div><blockquote type=\"cite\">{within}</blockquote>"
        ));
        let parts = whole.parts().expect("it is cut");
        assert_eq!(
            parts.frame.as_str(),
            "<div>Yes.</div><blockquote type=\"cite\" data-place=\"\"><br></blockquote>"
        );
        assert_eq!(parts.filling.as_str(), within);
    }

    #[test]
    fn first_and_last_lines_join_what_is_around_them() {
        let within = "<p>A line of it.</p>".repeat(2_000);
        let whole = made(&format!("<p>First</p>{within}<p>Last</p>"));
        let parts = whole.parts().expect("it is cut");
        assert_eq!(
            parts.frame.as_str(),
            "<p>First</p><div data-place=\"\"><br></div><p>Last</p>"
        );
        assert_eq!(parts.filling.as_str(), within);
        // A line that several pieces make stays one.
        let whole = made(&format!(
            "one <b>line</b> of it<br>{}two <i>lines</i>",
            "words<br>".repeat(5_000)
        ));
        let parts = whole.parts().expect("it is cut");
        assert_eq!(
            parts.frame.as_str(),
            "one <b>line</b> of it<br><div data-place=\"\"><br></div>two <i>lines</i>"
        );
    }

    #[test]
    fn nothing_is_lost_and_nothing_else_is_a_place() {
        let rows = "<tr><td><b>x</b></td></tr>".repeat(2_000);
        for markup in [
            format!("<table><tbody>{rows}</tbody></table>"),
            format!("<div data-place=\"\">a</div>{}", "<p>b</p>".repeat(5_000)),
            format!("<ul>{}</ul><p>end</p>", "<li>x</li>".repeat(5_000)),
        ] {
            let whole = made(&markup);
            let parts = whole.parts().expect("it is cut");
            let frame = parts.frame.as_str();
            assert_eq!(frame.matches(PLACE).count(), 1, "{frame}");
            let filled = frame.replace(
                " data-place=\"\"><br></",
                &format!(">{}</", parts.filling.as_str()),
            );
            let unwrapped = filled.replacen("<div>", "", 1);
            let text = |markup: &str| {
                let markup = markup.replace("<div>", "").replace("</div>", "");
                markup.replace(' ', "")
            };
            assert_eq!(text(&unwrapped), text(whole.as_str()));
        }
    }
}
