use super::transfer::TransferDecoder;
use crate::pool::LONG;
use crate::reading::decoded_size;
use crate::section::Content;
use imap_client::Request;
use mail_model::{Part, Uid};
use std::sync::Arc;

/// The largest that is held while it can't be decoded slice by slice.
const MOST_WAITING: usize = 64 * 1024 * 1024;

/// A file that is fetched, or will be.
#[derive(Debug)]
pub(super) struct File {
    content: Content,
    /// What the server says of it; of a whole message that it is one.
    pub(super) part: Part,
    /// The message that it is, where not all files are of the same.
    pub(super) uid: Option<Uid>,
    /// The name to save it under.
    pub(super) name: String,
    /// Its bytes, where they are here already.
    here: Option<Arc<[u8]>>,
    /// Octets that came, whichever connection brought them.
    pub(super) received: u64,
    /// Whether they came without their transfer encoding, once some came.
    pub(super) is_decoded: Option<bool>,
    pub(super) decoder: TransferDecoder,
    pub(super) is_complete: bool,
}

impl File {
    /// A file of which nothing came yet, unless its bytes are `here`.
    pub(super) fn new(content: Content, part: Part, name: String, here: Option<Arc<[u8]>>) -> Self {
        Self {
            content,
            decoder: TransferDecoder::new(&part),
            part,
            uid: None,
            name,
            here,
            received: 0,
            is_decoded: None,
            is_complete: false,
        }
    }
    /// Takes its bytes from where they are here. Tells whether they were.
    pub(super) fn take_here(&mut self) -> bool {
        let Some(bytes) = self.here.take() else {
            return self.is_complete;
        };
        self.decoder.push(&bytes);
        self.received = bytes.len() as u64;
        self.is_complete = true;
        true
    }
    /// Nothing of it is to be had.
    pub(super) fn give_up(&mut self) {
        self.is_complete = true;
    }
    /// What is still to come of it.
    pub(super) fn request(&self, uid: Uid, may_decode: bool) -> Request {
        Request::FetchSection {
            uid,
            section: self.content.section(),
            size: Some(self.part.size).filter(|size| *size > 0),
            from: self.received,
            may_decode,
        }
    }
    /// Whether the server may take the transfer encoding off. Of base64 alone
    /// both sides make the same octets, so that one can go on where the other
    /// was cut.
    pub(super) fn may_decode(&self) -> bool {
        let is_worth_it = self.part.size > LONG && self.part.transfer_encoding == "base64";
        is_worth_it && self.is_decoded != Some(false)
    }
    /// Octets that are still to come.
    pub(super) fn remaining(&self) -> u64 {
        self.part.size.saturating_sub(self.received)
    }
    /// Octets in all, as they come.
    pub(super) fn total(&self) -> u64 {
        let total = match self.is_decoded {
            Some(true) => decoded_size(&self.part),
            _ => self.part.size,
        };
        match self.is_complete {
            true => self.received,
            false => total.max(self.received),
        }
    }
    /// A slice came.
    pub(super) fn push(&mut self, bytes: &[u8], is_last: bool) {
        match self.is_decoded {
            Some(true) => self.decoder.push_decoded(bytes),
            _ => self.decoder.push(bytes),
        }
        self.received += bytes.len() as u64;
        self.is_complete |= is_last;
    }
    /// Whether more of it waits than is held.
    pub(super) fn is_too_odd(&self) -> bool {
        self.decoder.waiting() > MOST_WAITING
    }
    /// What came is of no use: it comes again in the other form.
    pub(super) fn begin_anew(&mut self) {
        self.received = 0;
        self.is_decoded = None;
        self.is_complete = false;
        self.decoder.begin_anew();
    }
    /// The charset that its label names.
    pub(super) fn charset(&self) -> Option<String> {
        let mut parameters = self.part.parameters.iter();
        let label = parameters.find(|p| p.name.eq_ignore_ascii_case("charset"))?;
        String::from_utf8(label.value.clone()).ok()
    }
}
