//! Attachments on their way to be saved.

mod transfer;

use crate::Change;
use crate::action::DownloadId;
use crate::engine::Engine;
use crate::input::ConnectionId;
use crate::link::{Link, Purpose};
use crate::reading::{file_name, is_active};
use crate::section::Content;
use imap_client::{Outcome, Priority, Request, RequestId};
use mail_model::{MailboxName, MessageRef, Part, PartPath, Problem, ProblemKind, Timestamp, Uid};
use std::collections::BTreeMap;
use std::sync::Arc;
use transfer::TransferDecoder;

/// So many downloads wait or run at once.
const MOST_DOWNLOADS: usize = 100;
/// So many of them are asked for at once; a person's click slips in between their slices.
const MOST_RUNNING: usize = 2;
/// The largest attachment, decoded: it is held in memory until it is whole.
const LARGEST: usize = 256 * 1024 * 1024;

/// A request on one of the connections.
pub(crate) type Carried = (ConnectionId, RequestId);

/// All downloads.
#[derive(Debug, Default)]
pub(crate) struct Downloads(BTreeMap<DownloadId, Download>);

#[derive(Debug)]
struct Download {
    message: MessageRef,
    part: Part,
    file_name: String,
    /// The request that brings it, and on which connection.
    request: Option<Carried>,
    received: u64,
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
    /// A connection is gone: what it carried begins anew on the next one. Half a
    /// file is none.
    pub(crate) fn restart(&mut self, connection: ConnectionId) {
        for download in self.0.values_mut() {
            if download.request.is_some_and(|(on, _)| on == connection) {
                download.restart();
            }
        }
    }
    /// Whether anything of a mailbox is still to come.
    pub(crate) fn has_any_of(&self, mailbox: &MailboxName) -> bool {
        let mut downloads = self.0.values();
        downloads.any(|download| download.message.mailbox == *mailbox)
    }
    /// Asks for what waits of the mailbox that is open on `link`.
    pub(crate) fn submit(&mut self, link: &mut Link, mailbox: &MailboxName, now: Timestamp) {
        let running = self.0.values().filter(|d| d.request.is_some()).count();
        let waiting = self.0.iter_mut().filter(|(_, download)| {
            download.request.is_none() && download.message.mailbox == *mailbox
        });
        for (id, download) in waiting.take(MOST_RUNNING.saturating_sub(running)) {
            let request = Request::FetchSection {
                uid: download.message.uid,
                section: Content::Leaf(download.part.path.clone()).section(),
                size: Some(download.part.size),
                from: 0,
                may_decode: false,
            };
            let purpose = Purpose::Download(*id);
            let request = link.submit(request, Priority::Prefetch, purpose, now);
            download.request = request.map(|request| (link.id, request));
        }
    }
    fn by_request(&mut self, request: Carried) -> Option<(DownloadId, &mut Download)> {
        let mut downloads = self.0.iter_mut();
        let found = downloads.find(|(_, download)| download.request == Some(request));
        found.map(|(id, download)| (*id, download))
    }
}

impl Download {
    fn restart(&mut self) {
        self.request = None;
        self.received = 0;
        self.is_complete = false;
        self.decoder = TransferDecoder::new(&self.part);
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
            self.cancel_carried(download.request);
            self.changes.push_back(Change::DownloadFailed {
                download: id,
                problem: None,
            });
        }
    }
    fn cancel_carried(&mut self, carried: Option<Carried>) {
        let courier = self.courier.as_mut().map(|courier| &mut courier.link);
        for link in self.link.as_mut().into_iter().chain(courier) {
            match carried {
                Some((connection, request)) if connection == link.id => link.cancel(request),
                _ => {}
            }
        }
    }
    /// What is still to come of a mailbox can't be had.
    pub(crate) fn fail_downloads(&mut self, mailbox: &MailboxName, problem: &Problem) {
        let downloads = core::mem::take(&mut self.account.downloads.0);
        let (failed, kept) = downloads
            .into_iter()
            .partition(|(_, download)| download.message.mailbox == *mailbox);
        self.account.downloads.0 = kept;
        let failed: BTreeMap<DownloadId, Download> = failed;
        for (id, download) in failed {
            self.cancel_carried(download.request);
            self.changes.push_back(Change::DownloadFailed {
                download: id,
                problem: Some(problem.clone()),
            });
        }
    }
    /// Asks for the downloads that wait.
    pub(crate) fn want_downloads(&mut self) {
        let list = self.account.list.as_ref().filter(|list| list.is_selected);
        let (Some(list), Some(link)) = (list, &mut self.link) else {
            return;
        };
        let courier = self.courier.as_ref().map(|courier| &courier.mailbox);
        if courier == Some(&list.mailbox) || !link.leads_to(list.id) {
            return;
        }
        let is_void = |download: &Download| {
            download.message.mailbox == list.mailbox
                && list.message(download.message.uid).as_ref() != Some(&download.message)
        };
        let void: Vec<DownloadId> = self
            .account
            .downloads
            .0
            .iter()
            .filter(|(_, download)| is_void(download))
            .map(|(id, _)| *id)
            .collect();
        for id in void {
            self.account.downloads.0.remove(&id);
            self.changes.push_back(Change::DownloadFailed {
                download: id,
                problem: Some(Problem::new(ProblemKind::MessageGone)),
            });
        }
        let mailbox = list.mailbox.clone();
        self.account.downloads.submit(link, &mailbox, self.now);
    }
    /// Bytes of a download came.
    pub(crate) fn download_slice(
        &mut self,
        request: Carried,
        uid: Uid,
        offset: u64,
        bytes: &[u8],
        is_last: bool,
    ) {
        let Some((id, download)) = self.account.downloads.by_request(request) else {
            return;
        };
        let fits = uid == download.message.uid && offset == download.received;
        download.decoder.push(bytes);
        if !fits || download.decoder.len() > LARGEST {
            self.account.downloads.0.remove(&id);
            self.cancel_carried(Some(request));
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
        download.is_complete |= is_last;
        let progress = Change::DownloadProgress {
            download: id,
            received: download.received,
            total: download.part.size.max(download.received),
        };
        self.changes.push_back(progress);
    }
    /// A download's request ended.
    pub(crate) fn download_ended(&mut self, id: DownloadId, request: Carried, outcome: Outcome) {
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
