use serde::{Deserialize, Serialize};

/// A parameter of a MIME header, raw: RFC 2047 and RFC 2231 are not undone yet
/// (that is `mime-message`'s work), and the bytes may be in any charset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    /// The attribute's name, in lower case, with RFC 2231's `*0*` still on it.
    pub name: String,
    /// The value's bytes as the server gave them.
    pub value: Vec<u8>,
}

/// What Content-Disposition says (RFC 2183).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Disposition {
    /// The header is absent or says neither.
    #[default]
    Unspecified,
    /// To be shown within the message.
    Inline,
    /// To be listed and saved.
    Attachment,
}

/// Where a part stands in the MIME tree: `2.1.3` as IMAP counts (RFC 9051
/// §6.4.5). Empty for the message itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PartPath(pub Vec<u32>);

impl PartPath {
    /// The path of this part's `number`th child, counted from 1.
    #[must_use]
    pub fn child(&self, number: u32) -> Self {
        let mut path = self.0.clone();
        path.push(number);
        Self(path)
    }
}

impl core::fmt::Display for PartPath {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        for (index, number) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(".")?;
            }
            write!(f, "{number}")?;
        }
        Ok(())
    }
}

/// What of a message is asked for (RFC 9051 §6.4.5.1). Always by BODY.PEEK:
/// looking never sets `\Seen`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Section {
    /// The whole message as it lies on the server: `BODY[]`.
    Whole,
    /// The header of the message: `BODY[HEADER]`.
    Header,
    /// The body of a part, still transfer-encoded: `BODY[2.1]`.
    Part(PartPath),
    /// The MIME header of a part: `BODY[2.1.MIME]`.
    PartMime(PartPath),
    /// The header of the message that a `message/rfc822` part carries: `BODY[2.HEADER]`.
    PartHeader(PartPath),
}

/// A leaf of the MIME tree, or a nested message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Where it stands.
    pub path: PartPath,
    /// `type/subtype` in lower case.
    pub media_type: String,
    /// Content-Type's parameters, raw.
    pub parameters: Vec<Parameter>,
    /// Content-ID without its angle brackets.
    pub content_id: Option<String>,
    /// Content-Location (RFC 2557), as it was written.
    pub content_location: Option<String>,
    /// Content-Transfer-Encoding in lower case; `7bit` when there was none.
    pub transfer_encoding: String,
    /// Octets as transfer-encoded.
    pub size: u64,
    /// Content-Disposition.
    pub disposition: Disposition,
    /// Content-Disposition's parameters, raw.
    pub disposition_parameters: Vec<Parameter>,
    /// For `message/rfc822`: the structure of the message inside.
    pub nested: Option<Box<BodyStructure>>,
    /// For `message/rfc822`: the Subject of the message inside, raw, as far as it
    /// is known.
    pub subject: Vec<u8>,
}

/// The MIME tree of a message (RFC 9051 §7.5.2, BODYSTRUCTURE).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BodyStructure {
    /// A part without children of its own.
    Leaf(Part),
    /// A multipart.
    Multipart {
        /// Where it stands.
        path: PartPath,
        /// `mixed`, `alternative`, `related` … in lower case.
        subtype: String,
        /// Content-Type's parameters, raw (`type`, `start`, `protocol` …).
        parameters: Vec<Parameter>,
        /// Content-Location (RFC 2557), as it was written: what lies within is
        /// relative to it.
        content_location: Option<String>,
        /// In the order of the message.
        children: Vec<BodyStructure>,
    },
}

impl BodyStructure {
    /// All leaves in the order of the message, not descending into nested messages.
    pub fn leaves(&self) -> Vec<&Part> {
        let mut leaves = Vec::new();
        let mut stack = vec![self];
        while let Some(node) = stack.pop() {
            match node {
                Self::Leaf(part) => leaves.push(part),
                Self::Multipart { children, .. } => stack.extend(children.iter().rev()),
            }
        }
        leaves
    }

    /// The Content-Locations of the multiparts around the leaf at `path`, the
    /// outermost first.
    pub fn locations_around(&self, path: &PartPath) -> Vec<&str> {
        let mut around = Vec::new();
        let mut node = self;
        while let Self::Multipart {
            path: here,
            content_location,
            children,
            ..
        } = node
        {
            around.extend(content_location.as_deref());
            let number = path.0.get(here.0.len()).copied().unwrap_or_default();
            let number = usize::try_from(number).unwrap_or_default();
            let child = number.checked_sub(1).and_then(|at| children.get(at));
            let Some(child) = child else {
                break;
            };
            node = child;
        }
        around
    }

    /// The leaf at `path`, not descending into nested messages. Costs the
    /// path's length: a message of ten thousand parts is asked this for each.
    pub fn part(&self, path: &PartPath) -> Option<&Part> {
        let mut node = self;
        loop {
            match node {
                Self::Leaf(part) => return (part.path == *path).then_some(part),
                Self::Multipart {
                    path: here,
                    children,
                    ..
                } => {
                    let number = *path.0.get(here.0.len())?;
                    node = children.get(usize::try_from(number).ok()?.checked_sub(1)?)?;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(path: &[u32]) -> BodyStructure {
        BodyStructure::Leaf(Part {
            path: PartPath(path.to_vec()),
            ..Part::default()
        })
    }

    fn multipart(path: &[u32], children: Vec<BodyStructure>) -> BodyStructure {
        BodyStructure::Multipart {
            path: PartPath(path.to_vec()),
            subtype: "mixed".to_owned(),
            parameters: Vec::new(),
            content_location: None,
            children,
        }
    }

    #[test]
    fn locations_around_a_leaf_are_told_from_the_outermost_in() {
        let at = |mut node: BodyStructure, location: &str| {
            if let BodyStructure::Multipart {
                content_location, ..
            } = &mut node
            {
                *content_location = Some(location.to_owned());
            }
            node
        };
        let inner = at(multipart(&[2], vec![leaf(&[2, 1])]), "b/");
        let structure = at(multipart(&[], vec![leaf(&[1]), inner]), "http://a/");
        for (path, expected) in [
            (&[1][..], &["http://a/"][..]),
            (&[2, 1], &["http://a/", "b/"]),
            (&[9], &["http://a/"]),
            (&[], &["http://a/"]),
        ] {
            let path = PartPath(path.to_vec());
            assert_eq!(structure.locations_around(&path), expected);
        }
    }

    #[test]
    fn every_leaf_is_found_by_its_path_and_nothing_else_is() {
        let inner = multipart(&[2], vec![leaf(&[2, 1]), leaf(&[2, 2])]);
        let structure = multipart(&[], vec![leaf(&[1]), inner, leaf(&[3])]);
        for part in structure.leaves() {
            assert_eq!(structure.part(&part.path), Some(part));
        }
        for path in [&[][..], &[0], &[2], &[4], &[1, 1], &[2, 3]] {
            assert_eq!(structure.part(&PartPath(path.to_vec())), None);
        }
        let single = leaf(&[1]);
        assert!(single.part(&PartPath(vec![1])).is_some());
    }
}
