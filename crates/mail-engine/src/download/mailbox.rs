//! A mailbox as one file: an archive of its messages, each as it lies on the
//! server. First their rows are fetched, for their sizes and for names; then one
//! message after another is a file of an archive like any other.

use super::archive::{Archive, LARGEST_ARCHIVE, MOST_FILES, day};
use super::file::File;
use super::{Download, MOST_DOWNLOADS, MOST_LOSSES, named_after};
use crate::action::DownloadId;
use crate::engine::Engine;
use crate::input::ConnectionId;
use crate::link::Purpose;
use crate::pool::{Carrier, Job};
use crate::row::Row;
use crate::section::Content;
use crate::{Change, LaterChange};
use imap_client::{FetchedRow, Outcome, Priority, Request, RequestId, RowSelection};
use mail_model::{MailboxName, Map, MessageRef, Part, Problem, ProblemKind, Timestamp, Uid};
use std::collections::VecDeque;

/// A mailbox of which the messages are being listed.
#[derive(Debug)]
pub(super) struct Listing {
    mailbox: MailboxName,
    /// What the archive is called.
    name: String,
    request: Option<RequestId>,
    /// So many lines in a row were lost under it.
    losses: u32,
    /// The messages, with their sizes and what their files are called.
    messages: Map<Uid, (u64, String)>,
    /// When the newest of them came.
    newest: Timestamp,
}

impl Listing {
    /// A connection is gone: if it carried this, it begins anew on another.
    pub(super) fn interrupt(&mut self, connection: ConnectionId) {
        if self.request.take_if(|r| connection.carries(*r)).is_some() {
            self.losses += 1;
        }
    }
}

impl Engine {
    /// Fetches all messages of a mailbox as an archive.
    pub(crate) fn start_mailbox_download(&mut self, id: DownloadId, mailbox: MailboxName) {
        let downloads = &self.account.downloads;
        let is_known = downloads.0.contains_key(&id) || downloads.1.contains_key(&id);
        let problem = match self.account.tree.is_selectable(&mailbox) {
            _ if is_known || downloads.0.len() + downloads.1.len() >= MOST_DOWNLOADS => {
                Some(ProblemKind::LimitExceeded)
            }
            false => Some(ProblemKind::MailboxUnavailable),
            true => None,
        };
        if let Some(kind) = problem {
            return self.download_refused(id, Some(Problem::new(kind)));
        }
        let separator = self.account.tree.delimiter();
        let name = separator.and_then(|at| mailbox.as_str().rsplit(at).next());
        let listing = Listing {
            name: named_after(name.unwrap_or(mailbox.as_str()), "zip"),
            mailbox,
            request: None,
            losses: 0,
            messages: Map::new(),
            newest: Timestamp::default(),
        };
        self.account.downloads.1.insert(id, listing);
    }
    /// Where a mailbox that is not open is read: beside the first connection, or
    /// where nobody works there, on that for a moment.
    pub(super) fn job_elsewhere(&self) -> Job {
        match self.pool.has_workers() {
            true => Job::Long,
            false => Job::Short,
        }
    }
    /// Asks for the rows of mailboxes that are to be archives.
    pub(super) fn want_listings(&mut self) {
        let listings = self.account.downloads.1.iter();
        let waiting: Vec<(DownloadId, MailboxName, u32)> = listings
            .filter(|(_, listing)| listing.request.is_none())
            .map(|(id, listing)| (*id, listing.mailbox.clone(), listing.losses))
            .collect();
        for (id, mailbox, losses) in waiting {
            if losses >= MOST_LOSSES {
                let problem = Problem::new(ProblemKind::ConnectionLost);
                self.end_listing(id, Some(problem));
                continue;
            }
            let job = self.job_elsewhere();
            match self.carrier(job, Some(&mailbox), None) {
                Carrier::Ready(connection) => {
                    let all = RowSelection::Newest {
                        skip: 0,
                        count: u32::MAX,
                    };
                    let (rows, purpose) = (Request::FetchRows(all), Purpose::Download(id));
                    let request = self.submit_on(connection, rows, Priority::Prefetch, purpose);
                    if let Some(listing) = self.account.downloads.1.get_mut(&id) {
                        listing.messages = Map::new();
                        listing.request = request;
                    }
                }
                Carrier::Later => {}
                Carrier::Gone(problem) => self.end_listing(id, Some(problem)),
            }
        }
    }
    /// A row came on a connection.
    pub(crate) fn download_row(&mut self, connection: ConnectionId, row: &FetchedRow) {
        let mut listings = self.account.downloads.1.values_mut();
        let is_it = |listing: &&mut Listing| listing.request.is_some_and(|r| connection.carries(r));
        let Some(listing) = listings.find(is_it) else {
            return;
        };
        let summary = Row::read(row.clone(), &*self.charsets).summary;
        let name = named_after(&summary.subject, "eml");
        let name = format!("{} {name}", day(summary.received));
        listing.newest = listing.newest.max(summary.received);
        listing.messages.insert(row.uid, (summary.size, name));
    }
    /// All rows came, or can't be had.
    pub(super) fn listing_ended(&mut self, id: DownloadId, request: RequestId, outcome: Outcome) {
        let validity = self.link_of(request).and_then(|link| link.uid_validity());
        let listings = &mut self.account.downloads.1;
        if listings.get(&id).is_none_or(|l| l.request != Some(request)) {
            return;
        }
        let Some(listing) = listings.remove(&id) else {
            return;
        };
        let download = match (outcome, validity) {
            (Ok(()), Some(uid_validity)) => listing.into_download(|mailbox, uid| MessageRef {
                mailbox,
                uid_validity,
                uid,
            }),
            (Ok(()), None) => Err(Problem::new(ProblemKind::ConnectionLost)),
            (Err(refusal), _) => Err(refusal.problem),
        };
        match download {
            Ok(download) => self.go_on_with(id, download),
            Err(problem) => self.download_refused(id, Some(problem)),
        }
    }
    /// A mailbox does not become an archive.
    pub(super) fn end_listing(&mut self, id: DownloadId, problem: Option<Problem>) {
        if let Some(listing) = self.account.downloads.1.remove(&id) {
            if let Some(request) = listing.request {
                self.cancel_request(request);
            }
            self.download_refused(id, problem);
        }
    }
    fn download_refused(&mut self, download: DownloadId, problem: Option<Problem>) {
        let failed = LaterChange::DownloadFailed { download, problem };
        self.changes.push_back(Change::Later(failed));
    }
}

impl Listing {
    fn into_download(
        self,
        message: impl Fn(MailboxName, Uid) -> MessageRef,
    ) -> Result<Download, Problem> {
        let octets = self.messages.values().map(|(size, _)| *size);
        let is_too_large = octets.fold(0, u64::saturating_add) > LARGEST_ARCHIVE;
        if is_too_large || self.messages.len() > MOST_FILES {
            return Err(Problem::new(ProblemKind::LimitExceeded));
        }
        let files = self.messages.into_iter().map(|(uid, (size, name))| {
            let part = Part {
                media_type: "message/rfc822".to_owned(),
                size,
                ..Part::default()
            };
            let mut file = File::new(Content::Whole, part, name, None);
            file.uid = Some(uid);
            file
        });
        let mut files: VecDeque<File> = files.collect();
        let first = files.pop_front();
        let first = first.and_then(|file| Some((file.uid?, file)));
        let (uid, first) = first.ok_or_else(|| Problem::new(ProblemKind::MessageGone))?;
        let mut download = Download::new(message(self.mailbox, uid), self.name, first);
        download.bundle(files, Archive::new(self.newest));
        download.is_mailbox = true;
        Ok(download)
    }
}
