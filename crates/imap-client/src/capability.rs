//! What the server can do (RFC 9051 §7.2.2), and how far that is to be believed.

use mail_model::Set;
/// How many capabilities are kept of what a server tells.
const LIMIT: usize = 1_000;

/// Where the list comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Source {
    /// Nobody told it, or a login since may have changed it.
    #[default]
    Outdated,
    /// It is of an earlier session.
    Remembered,
    /// The server told it for the state that the session is in.
    Told,
}

/// The capabilities as known now.
#[derive(Clone, Debug, Default)]
pub(crate) struct Capabilities {
    known: Set<String>,
    source: Source,
}

impl Capabilities {
    /// The server told its list.
    pub(crate) fn tell(&mut self, list: Vec<String>) {
        self.source = Source::Told;
        let names = list.into_iter().take(LIMIT);
        // Collecting would bring a sort of its own, for a handful of names.
        self.known.clear();
        self.known
            .extend(names.map(|name| name.to_ascii_uppercase()));
    }
    /// A login is being sent, which changes the list: from here on, what is
    /// remembered of an earlier session's is believed until the server tells.
    pub(crate) fn expire(&mut self, remembered: &[String]) {
        if remembered.is_empty() {
            self.source = Source::Outdated;
        } else {
            self.tell(remembered.to_vec());
            self.source = Source::Remembered;
        }
    }
    /// Whether the server told its list for the state that the session is in.
    pub(crate) fn is_told(&self) -> bool {
        self.source == Source::Told
    }
    /// Whether the list is good enough to choose commands by.
    pub(crate) fn is_usable(&self) -> bool {
        self.source != Source::Outdated
    }
    /// Whether a capability, in upper case, is on the list.
    pub(crate) fn has(&self, capability: &str) -> bool {
        self.known.contains(capability)
    }
    /// What stands behind `name`, in upper case with its `=`.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.known.iter().find_map(|known| known.strip_prefix(name))
    }
    /// Literals up to this length need not wait for the server (RFC 7888).
    pub(crate) fn non_synchronising_limit(&self) -> usize {
        if self.has("LITERAL+") {
            usize::MAX
        } else if self.has("LITERAL-") || self.has("IMAP4REV2") {
            4096
        } else {
            0
        }
    }
    /// All of them, sorted.
    pub(crate) fn to_vec(&self) -> Vec<String> {
        self.known.iter().cloned().collect()
    }
}
