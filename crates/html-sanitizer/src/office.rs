//! Lists as word processors copy them: paragraphs that say of themselves, in a
//! style of their own, that they belong to a list, with the mark typed before the
//! text. What is pasted of them is a list.

use crate::tree::{Content, NodeId, Tree};
use html5ever::{Attribute, LocalName, QualName, ns};
use std::rc::Rc;

/// Lists are nested this deep at most.
const MOST_LEVELS: usize = 9;

/// A paragraph that belongs to a list.
struct Item {
    paragraph: NodeId,
    /// From 1.
    level: usize,
    is_numbered: bool,
}

/// Makes lists of paragraphs that say that they are.
pub(crate) fn make_lists(tree: &mut Tree) {
    let mut waiting = vec![Tree::DOCUMENT];
    while let Some(parent) = waiting.pop() {
        let children: Vec<NodeId> = tree.children(parent).collect();
        let mut run = Vec::new();
        for child in children {
            match item(tree, child) {
                Some(item) => run.push(item),
                None if is_blank(tree, child) => {}
                None => {
                    make_list(tree, &std::mem::take(&mut run));
                    waiting.push(child);
                }
            }
        }
        make_list(tree, &run);
    }
}

fn is_blank(tree: &Tree, id: NodeId) -> bool {
    match &tree.node(id).content {
        Content::Text(text) => text.trim().is_empty(),
        Content::Nothing => true,
        _ => false,
    }
}

fn style(tree: &Tree, id: NodeId) -> &str {
    let Content::Element { attributes, .. } = &tree.node(id).content else {
        return "";
    };
    let is_style = |attribute: &&Attribute| &*attribute.name.local == "style";
    attributes.iter().find(is_style).map_or("", |of| &of.value)
}

/// `l0 level2 lfo1`: which list, how deep, in which form.
fn list_property(style: &str) -> Option<&str> {
    let at = style.find("mso-list:")?;
    let value = style.get(at + "mso-list:".len()..)?;
    Some(value.split(';').next().unwrap_or_default().trim())
}

fn item(tree: &Tree, id: NodeId) -> Option<Item> {
    let Content::Element { name, .. } = &tree.node(id).content else {
        return None;
    };
    if &*name.local != "p" {
        return None;
    }
    let of_list = list_property(style(tree, id))?;
    let level = of_list
        .split_whitespace()
        .find_map(|word| word.strip_prefix("level"))?;
    let level = level.parse().ok()?;
    let mark = mark_within(tree, id).map(|mark| text_of(tree, mark));
    let mark = mark.unwrap_or_default();
    let mark = mark.trim();
    let is_numbered = mark.starts_with(|c: char| c.is_alphanumeric() || c == '(')
        && mark.ends_with(['.', ')'])
        && mark.len() > 1;
    Some(Item {
        paragraph: id,
        level: usize::clamp(level, 1, MOST_LEVELS),
        is_numbered,
    })
}

/// The element that holds the typed mark.
fn mark_within(tree: &Tree, id: NodeId) -> Option<NodeId> {
    let mut waiting: Vec<NodeId> = tree.children(id).collect();
    while let Some(id) = waiting.pop() {
        if list_property(style(tree, id)).is_some_and(|of| of.eq_ignore_ascii_case("ignore")) {
            return Some(id);
        }
        waiting.extend(tree.children(id));
    }
    None
}

fn text_of(tree: &Tree, id: NodeId) -> String {
    let mut text = String::new();
    let mut waiting = vec![id];
    while let Some(id) = waiting.pop() {
        if let Content::Text(piece) = &tree.node(id).content {
            text.push_str(piece);
        }
        let first = waiting.len();
        waiting.extend(tree.children(id));
        if let Some(children) = waiting.get_mut(first..) {
            children.reverse();
        }
    }
    text
}

/// Puts a run of items into lists, the first of which stands where they stood.
fn make_list(tree: &mut Tree, run: &[Item]) {
    // The open lists, each with whether it is numbered and its last item.
    let mut open: Vec<(NodeId, bool, Option<NodeId>)> = Vec::new();
    for item in run {
        open.truncate(item.level);
        if open.len() == item.level
            && open
                .last()
                .is_some_and(|(_, is_numbered, _)| *is_numbered != item.is_numbered)
        {
            open.pop();
        }
        while open.len() < item.level {
            let list = element(tree, if item.is_numbered { "ol" } else { "ul" });
            match open.last() {
                Some((around, _, last)) => tree.append(last.unwrap_or(*around), list),
                None => tree.insert_before(item.paragraph, list),
            }
            open.push((list, item.is_numbered, None));
        }
        if let Some(mark) = mark_within(tree, item.paragraph) {
            tree.detach(mark);
        }
        let entry = element(tree, "li");
        let children: Vec<NodeId> = tree.children(item.paragraph).collect();
        for child in children {
            tree.append(entry, child);
        }
        if let Some((list, _, last)) = open.last_mut() {
            *last = Some(entry);
            tree.append(*list, entry);
        }
    }
    for item in run {
        tree.detach(item.paragraph);
    }
}

fn element(tree: &mut Tree, name: &str) -> NodeId {
    tree.add(Content::Element {
        name: Rc::new(QualName::new(None, ns!(html), LocalName::from(name))),
        attributes: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use crate::{Fit, make_editable};

    fn pasted(html: &str) -> String {
        make_editable(html, Fit::Paste).unwrap().as_str().to_owned()
    }

    fn paragraph(level: usize, mark: &str, text: &str) -> String {
        format!(
            "<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level{level} lfo1'>\
             <![if !supportLists]><span style='mso-list:Ignore'>{mark}<span style='font:7.0pt'>\
             &nbsp;&nbsp; </span></span><![endif]>{text}<o:p></o:p></p>\n"
        )
    }

    #[test]
    fn paragraphs_that_are_a_list_become_one() {
        let html = [
            "<p class=MsoNormal>Before</p>".to_owned(),
            paragraph(1, "·", "one"),
            paragraph(2, "o", "deeper"),
            paragraph(1, "·", "two"),
            "<p>Between</p>".to_owned(),
            paragraph(1, "1.", "first"),
            paragraph(1, "b)", "<b>second</b>"),
        ];
        let expected = "<p>Before</p><ul><li>one<ul><li>deeper</li></ul></li><li>two</li></ul>\
             <p>Between</p><ol><li>first</li><li><b>second</b></li></ol>";
        assert_eq!(pasted(&html.concat()).replace('\n', ""), expected);
    }

    #[test]
    fn pictures_that_lie_on_the_other_computer_leave_no_frame() {
        let html = "<p>a<![if !vml]><img width=100 height=50 src=\"file:///C:/Temp/clip_image002.png\" \
             alt=Chart v:shapes=p1><![endif]>b</p>";
        assert_eq!(pasted(html), "<p>ab</p>");
        let own = pasted("<img src=\"cid:pic@x\">");
        assert!(own.contains("cid:pic@x"), "{own}");
    }

    #[test]
    fn odd_levels_lose_nothing() {
        let html = [paragraph(3, "·", "deep"), paragraph(99, "1.", "deeper")].concat();
        let text = pasted(&html);
        assert!(text.contains("deep") && text.contains("deeper"), "{text}");
        let html =
            "<p style='mso-list:l0 levelx lfo1'>a<p style='mso-list:'>b<p style='mso-list'>c";
        assert_eq!(pasted(html), "<p>a</p><p>b</p><p>c</p>");
    }
}
