//! Attachments on their way to be saved.

mod transfer;

use crate::Change;
use crate::action::DownloadId;
use crate::engine::Engine;
use crate::input::ConnectionId;
use crate::link::Purpose;
use crate::pool::{Carrier, Job, LONG};
use crate::reading::{decoded_size, file_name, is_active};
use crate::section::Content;
use imap_client::{Outcome, Priority, Request, RequestId};
use mail_model::{MessageRef, Part, PartPath, Problem, ProblemKind, Uid};
use std::collections::BTreeMap;
use std::sync::Arc;
use transfer::TransferDecoder;

/// So many downloads wait or run at once.
const MOST_DOWNLOADS: usize = 100;
/// So many of them are asked for at once on one connection.
const MOST_RUNNING: usize = 2;
/// So many lines in a row may be lost under a download that brings nothing.
const MOST_LOSSES: u32 = 6;
/// The largest attachment, decoded: it is held in memory until it is whole.
const LARGEST: usize = 256 * 1024 * 1024;

/// All downloads.
#[derive(Debug, Default)]
pub(crate) struct Downloads(BTreeMap<DownloadId, Download>);

#[derive(Debug)]
struct Download {
    message: MessageRef,
    part: Part,
    file_name: String,
    /// The request that brings it.
    request: Option<RequestId>,
    /// Octets that came, whichever connection brought them.
    received: u64,
    /// Whether they came without their transfer encoding, once some came.
    is_decoded: Option<bool>,
    /// The request that runs brought something.
    has_come_on: bool,
    /// So many lines in a row were lost under it that had brought nothing.
    losses: u32,
    decoder: TransferDecoder,
    is_complete: bool,
}

/// A part that is to be saved.
struct Found {
    part: Part,
    /// Its place among the attachments, from 1.
    number: usize,
    /// Its bytes, where they are here already.
    bytes: Option<Arc<[u8]>>,
}

impl Downloads {
    /// A connection is gone: what it carried goes on, on another, where it was left.
    pub(crate) fn interrupt(&mut self, connection: ConnectionId) {
        for download in self.0.values_mut() {
            if download.request.is_some_and(|r| connection.carries(r)) {
                download.request = None;
                download.losses += u32::from(!download.has_come_on);
            }
        }
    }
    /// Whether a connection carries as many as it should.
    fn is_laden(&self, connection: ConnectionId) -> bool {
        let requests = self.0.values().filter_map(|download| download.request);
        requests.filter(|r| connection.carries(*r)).count() >= MOST_RUNNING
    }
    fn by_request(&mut self, request: RequestId) -> Option<(DownloadId, &mut Download)> {
        let mut downloads = self.0.iter_mut();
        let found = downloads.find(|(_, download)| download.request == Some(request));
        found.map(|(id, download)| (*id, download))
    }
}

impl Download {
    /// What is still to come of it.
    fn request(&self, may_decode: bool) -> Request {
        Request::FetchSection {
            uid: self.message.uid,
            section: Content::Leaf(self.part.path.clone()).section(),
            size: Some(self.part.size),
            from: self.received,
            may_decode,
        }
    }
    /// Whether the server may take the transfer encoding off. Dovecot ends the
    /// connection when it can't (`FETCH failed: Internal error` and BYE), so that
    /// is never the first one, and is tried once without a gain.
    fn may_decode(&self) -> bool {
        let encoding = self.part.transfer_encoding.as_str();
        let is_encoded = matches!(encoding, "base64" | "quoted-printable");
        let is_worth_it = self.part.size > LONG && self.losses == 0;
        is_encoded && is_worth_it && self.is_decoded != Some(false)
    }
    /// What came is of no use.
    fn begin_anew(&mut self) {
        self.request = None;
        self.received = 0;
        self.is_decoded = None;
        self.is_complete = false;
        self.decoder = TransferDecoder::new(&self.part);
    }
    /// Octets in all, as they come.
    fn total(&self) -> u64 {
        let total = match self.is_decoded {
            Some(true) => decoded_size(&self.part),
            _ => self.part.size,
        };
        match self.is_complete {
            true => self.received,
            false => total.max(self.received),
        }
    }
    fn job(&self) -> Job {
        match self.part.size.saturating_sub(self.received) > LONG {
            true => Job::Long,
            false => Job::Short,
        }
    }
    fn finish(self, download: DownloadId) -> Change {
        let media_type = match self.part.media_type.as_str() {
            "" => "application/octet-stream",
            active if is_active(active) => "application/octet-stream",
            passive => passive,
        };
        Change::Downloaded {
            download,
            media_type: media_type.to_owned(),
            file_name: self.file_name,
            bytes: self.decoder.finish(),
        }
    }
}

impl Engine {
    /// Fetches an attachment of a message of the open mailbox.
    pub(crate) fn start_download(&mut self, id: DownloadId, message: MessageRef, path: &PartPath) {
        let failed = |kind| Change::DownloadFailed {
            download: id,
            problem: Some(Problem::new(kind)),
        };
        let downloads = &self.account.downloads.0;
        if downloads.contains_key(&id) || downloads.len() >= MOST_DOWNLOADS {
            self.changes.push_back(failed(ProblemKind::LimitExceeded));
            return;
        }
        let Some(Found {
            part,
            number,
            bytes,
        }) = self.find_part(&message, path)
        else {
            self.changes.push_back(failed(ProblemKind::MessageGone));
            return;
        };
        let mut download = Download {
            file_name: file_name(&part, number, &*self.charsets),
            decoder: TransferDecoder::new(&part),
            request: None,
            received: 0,
            is_decoded: None,
            has_come_on: false,
            losses: 0,
            is_complete: false,
            message,
            part,
        };
        match bytes {
            Some(bytes) => {
                download.decoder.push(&bytes);
                self.changes.push_back(download.finish(id));
            }
            None => {
                self.account.downloads.0.insert(id, download);
            }
        }
    }
    /// Stops a download.
    pub(crate) fn cancel_download(&mut self, id: DownloadId) {
        if let Some(download) = self.account.downloads.0.remove(&id) {
            if let Some(request) = download.request {
                self.cancel_request(request);
            }
            self.changes.push_back(Change::DownloadFailed {
                download: id,
                problem: None,
            });
        }
    }
    /// Asks for the downloads that wait: also of mailboxes that are not open.
    pub(crate) fn want_downloads(&mut self) {
        let downloads = self.account.downloads.0.iter();
        let waiting: Vec<(DownloadId, MessageRef, Job)> = downloads
            .filter(|(_, download)| download.request.is_none())
            .map(|(id, download)| (*id, download.message.clone(), download.job()))
            .collect();
        for (id, message, job) in waiting {
            let carrier = match self.account.downloads.0.get(&id) {
                // The server ends each connection that asks for it.
                Some(download) if download.losses >= MOST_LOSSES => {
                    Carrier::Gone(Problem::new(ProblemKind::ConnectionLost))
                }
                _ => self.carrier(job, Some(&message.mailbox), Some(message.uid_validity)),
            };
            match carrier {
                Carrier::Ready(connection) => self.submit_download(id, connection),
                Carrier::Later => {}
                Carrier::Gone(problem) => {
                    self.account.downloads.0.remove(&id);
                    self.changes.push_back(Change::DownloadFailed {
                        download: id,
                        problem: Some(problem),
                    });
                }
            }
        }
    }
    fn submit_download(&mut self, id: DownloadId, connection: ConnectionId) {
        if self.account.downloads.is_laden(connection) {
            return;
        }
        let is_first = self.link.as_ref().is_some_and(|link| link.id == connection);
        let Some(download) = self.account.downloads.0.get_mut(&id) else {
            return;
        };
        let may_decode = download.may_decode() && !is_first;
        if download.is_decoded == Some(true) && !may_decode {
            download.begin_anew();
        }
        download.has_come_on = false;
        let request = download.request(may_decode);
        let (priority, purpose) = (Priority::Prefetch, Purpose::Download(id));
        let request = self.submit_on(connection, request, priority, purpose);
        if let Some(download) = self.account.downloads.0.get_mut(&id) {
            download.request = request;
        }
    }
    /// Bytes of a download came.
    pub(crate) fn download_slice(
        &mut self,
        request: RequestId,
        uid: Uid,
        offset: u64,
        bytes: &[u8],
        is_last: bool,
        is_decoded: bool,
    ) {
        let Some((id, download)) = self.account.downloads.by_request(request) else {
            return;
        };
        if *download.is_decoded.get_or_insert(is_decoded) != is_decoded {
            // Before it was cut it came the other way.
            download.begin_anew();
            self.cancel_request(request);
            return;
        }
        let fits = uid == download.message.uid && offset == download.received;
        match is_decoded {
            true => download.decoder.push_decoded(bytes),
            false => download.decoder.push(bytes),
        }
        if !fits || download.decoder.len() > LARGEST {
            self.account.downloads.0.remove(&id);
            self.cancel_request(request);
            let kind = if fits {
                ProblemKind::LimitExceeded
            } else {
                ProblemKind::Undecodable
            };
            self.changes.push_back(Change::DownloadFailed {
                download: id,
                problem: Some(Problem::new(kind)),
            });
            return;
        }
        download.received += bytes.len() as u64;
        download.losses = 0;
        download.has_come_on = true;
        download.is_complete |= is_last;
        let progress = Change::DownloadProgress {
            download: id,
            received: download.received,
            total: download.total(),
        };
        self.changes.push_back(progress);
    }
    /// A download's request ended.
    pub(crate) fn download_ended(&mut self, id: DownloadId, request: RequestId, outcome: Outcome) {
        let downloads = &mut self.account.downloads.0;
        if downloads
            .get(&id)
            .is_none_or(|d| d.request != Some(request))
        {
            return;
        }
        let Some(download) = downloads.remove(&id) else {
            return;
        };
        let change = match outcome {
            Ok(()) if download.is_complete => download.finish(id),
            Ok(()) => Change::DownloadFailed {
                download: id,
                problem: Some(Problem::new(ProblemKind::MessageGone)),
            },
            Err(refusal) => Change::DownloadFailed {
                download: id,
                problem: Some(refusal.problem),
            },
        };
        self.changes.push_back(change);
    }
    /// The part, its place among the attachments, and its bytes if they are here.
    fn find_part(&self, message: &MessageRef, path: &PartPath) -> Option<Found> {
        let reading = self.account.reading.as_ref();
        if let Some(reading) = reading.filter(|r| r.message.as_ref() == Some(message)) {
            let (part, number) = reading.leaf(path)?;
            return Some(Found {
                part: part.clone(),
                number,
                bytes: reading.leaf_bytes(path),
            });
        }
        let list = self.account.list.as_ref()?;
        let row = list.row(message.uid)?;
        let is_here = list.message(message.uid).as_ref() == Some(message);
        let part = row.structure.as_ref()?.part(path)?;
        is_here.then(|| Found {
            part: part.clone(),
            number: 1,
            bytes: None,
        })
    }
}
