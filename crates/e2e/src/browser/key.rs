/// Keys that have no character, as WebDriver numbers them (W3C WebDriver §17.4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Enter.
    Enter,
    /// Tab.
    Tab,
    /// Escape.
    Escape,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page down.
    PageDown,
    /// Page up.
    PageUp,
    /// Delete.
    Delete,
    /// Backspace.
    Backspace,
    /// F2.
    F2,
    /// F10, which opens the menu with Shift.
    F10,
    /// Shift.
    Shift,
    /// Control.
    Control,
    /// Alt.
    Alt,
}

impl Key {
    /// The private-use character that means it.
    pub fn character(self) -> char {
        match self {
            Self::Enter => '\u{E007}',
            Self::Tab => '\u{E004}',
            Self::Escape => '\u{E00C}',
            Self::Up => '\u{E013}',
            Self::Down => '\u{E015}',
            Self::Left => '\u{E012}',
            Self::Right => '\u{E014}',
            Self::Home => '\u{E011}',
            Self::End => '\u{E010}',
            Self::PageDown => '\u{E00F}',
            Self::PageUp => '\u{E00E}',
            Self::Delete => '\u{E017}',
            Self::Backspace => '\u{E003}',
            Self::F2 => '\u{E032}',
            Self::F10 => '\u{E03A}',
            Self::Shift => '\u{E008}',
            Self::Control => '\u{E009}',
            Self::Alt => '\u{E00A}',
        }
    }
}
