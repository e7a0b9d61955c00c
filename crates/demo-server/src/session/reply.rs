use imap_codec::imap_types::response::{Code, StatusKind};
use std::borrow::Cow;

/// How a command ends (RFC 3501 §7.1).
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) kind: StatusKind,
    pub(crate) code: Option<Code<'static>>,
    pub(crate) text: Cow<'static, str>,
}

impl Reply {
    pub(crate) fn ok(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusKind::Ok, text)
    }
    /// The server cannot or will not.
    pub(crate) fn no(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusKind::No, text)
    }
    /// The client must not.
    pub(crate) fn bad(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusKind::Bad, text)
    }
    pub(crate) fn with(self, code: Code<'static>) -> Self {
        Self {
            code: Some(code),
            ..self
        }
    }
    /// With a code that is only a word, such as those of RFC 5530.
    pub(crate) fn because(self, code: &'static str) -> Self {
        use imap_codec::imap_types::response::CodeOther;
        self.with(Code::Other(CodeOther::unvalidated(code.as_bytes())))
    }

    /// With a code that imap-codec does not know.
    pub(crate) fn because_of(self, code: String) -> Self {
        use imap_codec::imap_types::response::CodeOther;
        self.with(Code::Other(CodeOther::unvalidated(code.into_bytes())))
    }

    fn new(kind: StatusKind, text: impl Into<Cow<'static, str>>) -> Self {
        Self {
            kind,
            code: None,
            text: text.into(),
        }
    }
}
