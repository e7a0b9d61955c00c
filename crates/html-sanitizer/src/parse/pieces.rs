//! A text cut into the pieces that the tokenizer is fed.

/// Pieces of at most [`Pieces::LONGEST`] bytes that have `<` nowhere but at
/// their start: whatever tag begins, begins where a piece does.
pub(super) struct Pieces<'a> {
    text: &'a str,
    position: usize,
}

impl<'a> Pieces<'a> {
    const LONGEST: usize = 8 * 1024;

    pub(super) fn new(text: &'a str) -> Self {
        Self { text, position: 0 }
    }
}

impl<'a> Iterator for Pieces<'a> {
    /// The piece and its place in the text, in bytes.
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self
            .text
            .get(self.position..)
            .filter(|rest| !rest.is_empty())?;
        // No text of this length ends more than three bytes before a boundary.
        let window = (Self::LONGEST - 3..=Self::LONGEST)
            .rev()
            .find_map(|end| rest.get(..end));
        let window = window.unwrap_or(rest);
        let first = window.chars().next().map_or(1, char::len_utf8);
        let end = window
            .get(first..)
            .and_then(|after| after.find('<'))
            .map_or(window.len(), |at| at + first);
        let position = self.position;
        self.position += end;
        rest.get(..end).map(|piece| (position, piece))
    }
}

#[cfg(test)]
mod tests {
    use super::Pieces;

    #[test]
    fn pieces_begin_at_each_angle_bracket_and_lose_nothing() {
        let pieces: Vec<_> = Pieces::new("a<b>é<<c").collect();
        assert_eq!(pieces, [(0, "a"), (1, "<b>é"), (6, "<"), (7, "<c")]);
        let long = "é".repeat(10_000);
        let joined: String = Pieces::new(&long).map(|(_, piece)| piece).collect();
        assert_eq!(joined, long);
        assert!(Pieces::new(&long).all(|(_, piece)| piece.len() <= Pieces::LONGEST));
    }
}
