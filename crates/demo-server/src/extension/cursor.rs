/// A place in a command, from which pieces of the grammar (RFC 3501 §9) are read.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    /// At the beginning of `message`.
    pub(super) fn new(message: &'a [u8]) -> Self {
        Self(message)
    }
    /// What is still to be read.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.0
    }
    /// Passes `token`, in whatever case.
    pub(super) fn token(&mut self, token: &[u8]) -> Option<()> {
        let (head, tail) = self.0.split_at_checked(token.len())?;
        head.eq_ignore_ascii_case(token).then(|| self.0 = tail)
    }
    /// Whether the command ends here.
    pub(super) fn is_at_end(&self) -> bool {
        self.0 == b"\r\n"
    }
    /// An atom, wildcards allowed as in a LIST pattern.
    pub(super) fn atom(&mut self) -> Option<&'a [u8]> {
        let is_atom = |octet: &u8| octet.is_ascii_graphic() && !b"(){\"\\".contains(octet);
        let length = self.0.iter().take_while(|octet| is_atom(octet)).count();
        let (atom, tail) = self.0.split_at_checked(length)?;
        self.0 = tail;
        (!atom.is_empty()).then_some(atom)
    }
    /// An atom, a quoted string or a literal.
    pub(super) fn astring(&mut self) -> Option<Vec<u8>> {
        match self.0.first()? {
            b'"' => self.quoted(),
            b'{' => self.literal(),
            _ => self.atom().map(<[u8]>::to_vec),
        }
    }
    /// What stands in the parentheses that begin here, others and strings within.
    /// No literal may be among it.
    pub(super) fn balanced(&mut self) -> Option<&'a [u8]> {
        let mut depth = 0_u32;
        let mut is_quoted = false;
        let mut octets = self.0.iter().copied().enumerate();
        if self.0.first() != Some(&b'(') {
            return None;
        }
        while let Some((at, octet)) = octets.next() {
            match octet {
                b'\r' | b'\n' => return None,
                b'"' => is_quoted = !is_quoted,
                b'\\' if is_quoted => {
                    octets.next();
                }
                b'(' if !is_quoted => depth += 1,
                b')' if !is_quoted => depth = depth.checked_sub(1)?,
                _ => {}
            }
            if depth == 0 {
                let inner = self.0.get(1..at)?;
                self.0 = self.0.get(at + 1..)?;
                return Some(inner);
            }
        }
        None
    }
    /// Words in parentheses, possibly none.
    pub(super) fn words(&mut self) -> Option<Vec<String>> {
        self.token(b"(")?;
        let mut words = Vec::new();
        while self.token(b")").is_none() {
            if !words.is_empty() {
                self.token(b" ")?;
            }
            words.push(String::from_utf8_lossy(self.atom()?).to_ascii_uppercase());
        }
        Some(words)
    }

    fn quoted(&mut self) -> Option<Vec<u8>> {
        let mut text = Vec::new();
        let mut octets = self.0.get(1..)?.iter();
        loop {
            match octets.next()? {
                b'"' => break,
                b'\\' => text.extend(octets.next().filter(|octet| b"\"\\".contains(octet))),
                b'\r' | b'\n' | 0 => return None,
                octet => text.push(*octet),
            }
        }
        self.0 = octets.as_slice();
        Some(text)
    }

    /// A literal, announced in either way.
    pub(super) fn literal(&mut self) -> Option<Vec<u8>> {
        if self.0.first() != Some(&b'{') {
            return None;
        }
        let end = self.0.iter().position(|&octet| octet == b'}')?;
        let count = core::str::from_utf8(self.0.get(1..end)?).ok()?;
        let count: usize = count.strip_suffix('+').unwrap_or(count).parse().ok()?;
        let behind = self.0.get(end + 1..)?.strip_prefix(b"\r\n")?;
        let (text, tail) = behind.split_at_checked(count)?;
        self.0 = tail;
        Some(text.to_vec())
    }
}
