//! Components: what stands between BEGIN and END.

use crate::limits;
use crate::line::Line;

/// A component with its lines and those within it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Component {
    /// Its name, in upper case: `VEVENT`.
    pub(crate) name: String,
    pub(crate) lines: Vec<Line>,
    pub(crate) children: Vec<Component>,
}

impl Component {
    /// The first line of this name.
    pub(crate) fn line(&self, name: &str) -> Option<&Line> {
        self.lines(name).next()
    }
    /// All lines of this name.
    pub(crate) fn lines<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Line> {
        self.lines.iter().filter(move |line| line.name == name)
    }
    /// The text of the first line of this name; empty if there is none.
    pub(crate) fn text(&self, name: &str, limit: usize) -> String {
        self.line(name)
            .map(|line| line.text(limit))
            .unwrap_or_default()
    }
}

/// The outermost components of a file. Whether some were left out.
///
/// An END that nothing began is passed over, and what was not ended is ended by
/// what ends around it, or by the file.
pub(crate) fn components(lines: Vec<Line>) -> (Vec<Component>, bool) {
    let (mut done, mut open) = (Vec::new(), Vec::<Component>::new());
    let (mut count, mut is_cut) = (0, false);
    // How many components are open that are too deep to be kept.
    let mut beyond: usize = 0;
    for line in lines {
        match line.name.as_str() {
            "BEGIN" if beyond > 0 || open.len() >= limits::DEPTH || count >= limits::COMPONENTS => {
                beyond += 1;
                is_cut = true;
            }
            "BEGIN" => {
                count += 1;
                open.push(Component {
                    name: line.value.trim().to_ascii_uppercase(),
                    ..Component::default()
                });
            }
            "END" if beyond > 0 => beyond -= 1,
            "END" => {
                let name = line.value.trim();
                let begun = open
                    .iter()
                    .rposition(|component| component.name.eq_ignore_ascii_case(name));
                if let Some(begun) = begun {
                    close(&mut open, &mut done, begun);
                }
            }
            _ if beyond > 0 => {}
            _ => {
                if let Some(component) = open.last_mut() {
                    component.lines.push(line);
                }
            }
        }
    }
    close(&mut open, &mut done, 0);
    (done, is_cut)
}

/// Ends all open components but so many.
fn close(open: &mut Vec<Component>, done: &mut Vec<Component>, kept: usize) {
    while open.len() > kept {
        let Some(component) = open.pop() else {
            return;
        };
        match open.last_mut() {
            Some(parent) => parent.children.push(component),
            None => done.push(component),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::lines;
    use mime_message::BuiltInCharsets;

    fn outline(components: &[Component]) -> String {
        let each = components.iter().map(|component| {
            format!(
                "{}:{}({})",
                component.name,
                component.lines.len(),
                outline(&component.children)
            )
        });
        each.collect::<Vec<_>>().join(" ")
    }

    fn read(text: &str) -> (String, bool) {
        let text = text.replace(' ', "\n");
        let (components, is_cut) = components(lines(&text, &BuiltInCharsets).0);
        (outline(&components), is_cut)
    }

    #[test]
    fn components_are_read_though_they_are_not_well_formed() {
        for (text, expected) in [
            ("BEGIN:A X:1 BEGIN:B X:1 END:B X:1 END:A", "A:2(B:1())"),
            ("begin:a x:1 end:A", "A:1()"),
            ("X:0 BEGIN:A X:1", "A:1()"),
            (
                "BEGIN:A BEGIN:B X:1 END:A BEGIN:C END:C",
                "A:0(B:1()) C:0()",
            ),
            ("BEGIN:A END:Z X:1 END:A", "A:1()"),
            ("END:A", ""),
        ] {
            assert_eq!(read(text), (expected.to_owned(), false), "{text}");
        }
    }

    #[test]
    fn nests_of_components_are_cut() {
        let deep = format!(
            "{}X:1 {}Y:1",
            "BEGIN:A ".repeat(9_000),
            "END:A ".repeat(9_000)
        );
        let (outline, is_cut) = read(&deep);
        assert!(is_cut);
        assert_eq!(outline.matches('A').count(), limits::DEPTH);
        let wide = "BEGIN:A END:A ".repeat(limits::COMPONENTS + 7);
        let (outline, is_cut) = read(&wide);
        assert!(is_cut);
        assert_eq!(outline.matches('A').count(), limits::COMPONENTS);
    }
}
