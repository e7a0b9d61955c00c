//! Files on their way to be shown or saved: attachments, several of them as an
//! archive, whole messages. What came is decoded and handed on slice by slice,
//! so the engine holds no more than that of a file of any size.

mod archive;
mod file;
mod mailbox;
mod transfer;

use crate::action::{DownloadId, FileSource};
use crate::engine::Engine;
use crate::input::ConnectionId;
use crate::link::Purpose;
use crate::message_view::AttachmentId;
use crate::pool::{Carrier, Job, LONG};
use crate::reading::{Reading, decoded_size, file_name, is_active};
use crate::row::Row;
use crate::section::Content;
use crate::{Change, Effect, LaterChange};
use archive::{Archive, LARGEST_ARCHIVE, MOST_FILES};
use file::File;
use imap_client::{Outcome, Priority, RequestId};
use mail_model::{FileId, Map, MessageRef, Part, Problem, ProblemKind, Uid};
use mailbox::Listing;
use std::collections::VecDeque;
use std::sync::Arc;

/// So many downloads wait or run at once.
const MOST_DOWNLOADS: usize = 100;
/// So many of them are asked for at once on one connection.
const MOST_RUNNING: usize = 2;
/// So many lines in a row may be lost under a download that brings nothing.
const MOST_LOSSES: u32 = 6;
/// The largest file in octets: browsers keep such on disk.
const LARGEST: u64 = 4 * 1024 * 1024 * 1024;

/// All downloads.
#[derive(Debug, Default)]
pub(crate) struct Downloads(Map<DownloadId, Download>, Map<DownloadId, Listing>);

#[derive(Debug)]
struct Download {
    message: MessageRef,
    /// The name to save it under.
    name: String,
    /// The file that is fetched.
    file: File,
    /// Those behind it, for an archive.
    next: VecDeque<File>,
    /// Octets of those, as they come.
    behind: u64,
    /// Its files are the messages of a mailbox.
    is_mailbox: bool,
    archive: Option<Archive>,
    /// The shell's file that it becomes; the page gets it where `None`.
    to: Option<FileId>,
    /// Octets of the files before it, as they came.
    before: u64,
    /// The request that brings it.
    request: Option<RequestId>,
    /// The request that runs brought something.
    has_come_on: bool,
    /// So many lines in a row were lost under it that had brought nothing.
    losses: u32,
}

impl Downloads {
    /// A connection is gone: what it carried goes on, on another, where it was left.
    pub(crate) fn interrupt(&mut self, connection: ConnectionId) {
        for listing in self.1.values_mut() {
            listing.interrupt(connection);
        }
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
    fn new(message: MessageRef, name: String, file: File) -> Self {
        Self {
            message,
            name,
            file,
            next: VecDeque::new(),
            behind: 0,
            is_mailbox: false,
            archive: None,
            to: None,
            before: 0,
            request: None,
            has_come_on: false,
            losses: 0,
        }
    }
    /// Its first file has others behind it, and all become an archive.
    fn bundle(&mut self, files: VecDeque<File>, archive: Archive) {
        let octets = files.iter().map(File::total);
        self.behind = octets.fold(0, u64::saturating_add);
        self.next = files;
        self.archive = Some(archive);
    }
    /// Whether the server may take the transfer encoding off. Dovecot ends the
    /// connection when it can't (`FETCH failed: Internal error` and BYE), so that
    /// is never the first one, and is tried once without a gain.
    fn may_decode(&self) -> bool {
        self.losses == 0 && self.file.may_decode()
    }
    /// What came of its file is of no use.
    fn begin_anew(&mut self) {
        self.request = None;
        self.file.begin_anew();
    }
    fn job(&self) -> Job {
        match self.file.remaining() > LONG {
            true => Job::Long,
            false => Job::Short,
        }
    }
    /// How far it is, with what came since that was told last.
    fn progress(&mut self, download: DownloadId) -> Change {
        let received = self.before + self.file.received;
        Change::Later(LaterChange::DownloadProgress {
            download,
            received,
            total: self.before + self.file.total() + self.behind,
            bytes: self.take(),
        })
    }
    /// What is to be handed on.
    fn take(&mut self) -> Vec<u8> {
        let bytes = self.file.decoder.take();
        let Some(archive) = &mut self.archive else {
            return bytes;
        };
        let mut out = Vec::with_capacity(bytes.len());
        archive.write(&bytes, &mut out);
        out
    }
    /// Whether all of its file came. Of a mailbox, what somebody has removed
    /// meanwhile is an empty file and no reason to end.
    fn has_come(&self) -> bool {
        self.file.is_complete || (self.is_mailbox && self.file.received == 0)
    }
    /// Ends files that are complete, and begins those behind them. Tells whether
    /// all are. What is to be handed on is put to `out`.
    fn advance(&mut self, out: &mut Vec<u8>) -> bool {
        while self.file.take_here() {
            self.file.decoder.finish();
            out.extend(self.take());
            let Some(next) = self.next.pop_front() else {
                if let Some(archive) = &mut self.archive {
                    archive.finish(out);
                }
                return true;
            };
            self.before += self.file.received;
            self.behind = self.behind.saturating_sub(next.total());
            self.message.uid = next.uid.unwrap_or(self.message.uid);
            if let Some(archive) = &mut self.archive {
                archive.end(out);
                archive.begin(&next.name, out);
            }
            self.file = next;
        }
        false
    }
    /// Whether more came than can be handed on.
    fn is_too_large(&self) -> bool {
        let largest = match &self.archive {
            Some(archive) => archive.length() > LARGEST_ARCHIVE,
            None => self.file.decoder.taken() > LARGEST,
        };
        largest || self.file.is_too_odd()
    }
    fn finished(&self, download: DownloadId) -> Change {
        let media_type = match self.file.part.media_type.as_str() {
            _ if self.archive.is_some() => "application/zip",
            "" => "application/octet-stream",
            active if is_active(active) => "application/octet-stream",
            passive => passive,
        };
        Change::Later(LaterChange::Downloaded {
            download,
            file_name: self.name.clone(),
            media_type: media_type.to_owned(),
            charset: self.file.charset(),
        })
    }
}

impl Engine {
    /// Fetches a file of a message of the open mailbox.
    pub(crate) fn start_download(
        &mut self,
        id: DownloadId,
        message: &MessageRef,
        source: &FileSource,
    ) {
        let downloads = &self.account.downloads.0;
        let is_refused = downloads.contains_key(&id) || downloads.len() >= MOST_DOWNLOADS;
        let download = match is_refused {
            true => Err(ProblemKind::LimitExceeded),
            false => self.download_of(message, source),
        };
        match download {
            Ok(download) => self.go_on_with(id, download),
            Err(kind) => self
                .changes
                .push_back(Change::Later(LaterChange::DownloadFailed {
                    download: id,
                    problem: Some(Problem::new(kind)),
                })),
        }
    }
    fn download_of(
        &mut self,
        message: &MessageRef,
        source: &FileSource,
    ) -> Result<Download, ProblemKind> {
        let download = match source {
            FileSource::Attachment(attachment) => {
                let file = self.attached_file(message, attachment)?;
                Download::new(message.clone(), file.name.clone(), file)
            }
            FileSource::Archive(attachments) => self.archive_of(message, attachments)?,
            FileSource::Message => {
                let summary = &self
                    .row_of(message)
                    .ok_or(ProblemKind::MessageGone)?
                    .summary;
                let part = Part {
                    media_type: "message/rfc822".to_owned(),
                    size: summary.size,
                    ..Part::default()
                };
                let name = named_after(&summary.subject, "eml");
                let file = File::new(Content::Whole, part, name.clone(), None);
                Download::new(message.clone(), name, file)
            }
        };
        match download.file.part.size > LARGEST {
            true => Err(ProblemKind::LimitExceeded),
            false => Ok(download),
        }
    }
    fn archive_of(
        &mut self,
        message: &MessageRef,
        attachments: &[AttachmentId],
    ) -> Result<Download, ProblemKind> {
        if attachments.len() > MOST_FILES {
            return Err(ProblemKind::LimitExceeded);
        }
        let mut files = VecDeque::new();
        for attachment in attachments {
            files.push_back(self.attached_file(message, attachment)?);
        }
        let sizes = files.iter().map(|file| decoded_size(&file.part));
        if sizes.fold(0, u64::saturating_add) > LARGEST_ARCHIVE {
            return Err(ProblemKind::LimitExceeded);
        }
        let summary = &self
            .row_of(message)
            .ok_or(ProblemKind::MessageGone)?
            .summary;
        let name = named_after(&summary.subject, "zip");
        let archive = Archive::new(summary.received);
        let first = files.pop_front().ok_or(ProblemKind::MessageGone)?;
        let mut download = Download::new(message.clone(), name, first);
        download.bundle(files, archive);
        Ok(download)
    }
    /// Begins a download with what is here of it.
    fn go_on_with(&mut self, id: DownloadId, mut download: Download) {
        let mut bytes = Vec::new();
        if let Some(archive) = &mut download.archive {
            archive.begin(&download.file.name, &mut bytes);
        }
        self.go_on(id, download, bytes);
    }
    /// Hands on what is there of a download; it goes on, or is finished.
    fn go_on(&mut self, id: DownloadId, mut download: Download, mut bytes: Vec<u8>) {
        let to = download.to;
        let is_finished = download.advance(&mut bytes);
        if !bytes.is_empty() {
            let mut progress = download.progress(id);
            if let Change::Later(LaterChange::DownloadProgress { bytes: told, .. }) = &mut progress
            {
                *told = bytes;
            }
            self.hand_on(to, progress);
        }
        if is_finished {
            self.hand_on(to, download.finished(id));
        } else {
            download.request = None;
            self.account.downloads.0.insert(id, download);
        }
    }
    /// Stops a download.
    pub(crate) fn cancel_download(&mut self, id: DownloadId) {
        self.end_download(id, None);
    }
    /// A download ends without having come whole.
    fn end_download(&mut self, id: DownloadId, problem: Option<Problem>) {
        self.end_listing(id, problem.clone());
        if let Some(download) = self.account.downloads.0.remove(&id) {
            if let Some(request) = download.request {
                self.cancel_request(request);
            }
            let failed = Change::Later(LaterChange::DownloadFailed {
                download: id,
                problem,
            });
            self.hand_on(download.to, failed);
        }
    }
    /// Tells of a download: the page, or where it becomes a file of the shell's that.
    fn hand_on(&mut self, to: Option<FileId>, change: Change) {
        let Some(file) = to else {
            return self.changes.push_back(change);
        };
        match change {
            Change::Later(LaterChange::DownloadProgress {
                download, bytes, ..
            }) if !bytes.is_empty() => {
                self.compose_file_grew(download, bytes.len());
                self.effects.push_back(Effect::AppendFile(file, bytes));
            }
            Change::Later(LaterChange::Downloaded { download, .. }) => {
                self.effects.push_back(Effect::KeepFile(file));
                self.compose_file_ended(download, None);
            }
            Change::Later(LaterChange::DownloadFailed { download, problem }) => {
                let problem = problem.unwrap_or_else(|| Problem::new(ProblemKind::Internal));
                self.compose_file_ended(download, Some(problem));
            }
            _ => {}
        }
    }
    /// Whether one more may be fetched.
    pub(crate) fn may_fetch_file(&self) -> bool {
        self.account.downloads.0.len() < MOST_DOWNLOADS
    }
    /// Fetches what a message holds into a file of the shell's: a part, or all of
    /// it, and its bytes where they are here.
    pub(crate) fn fetch_file(
        &mut self,
        id: DownloadId,
        message: MessageRef,
        (content, part, here): (Content, Part, Option<Arc<[u8]>>),
        name: String,
        to: FileId,
    ) {
        let file = File::new(content, part, name.clone(), here);
        let mut download = Download::new(message, name, file);
        download.to = Some(to);
        self.go_on_with(id, download);
    }
    /// Nobody wants such a file any more.
    pub(crate) fn cancel_file(&mut self, id: DownloadId) {
        if let Some(download) = self.account.downloads.0.remove(&id)
            && let Some(request) = download.request
        {
            self.cancel_request(request);
        }
    }
    /// Asks for the downloads that wait: also of mailboxes that are not open.
    pub(crate) fn want_downloads(&mut self) {
        self.want_listings();
        let elsewhere = self.job_elsewhere();
        let downloads = self.account.downloads.0.iter();
        let waiting: Vec<(DownloadId, MessageRef, Job)> = downloads
            .filter(|(_, download)| download.request.is_none())
            .map(|(id, download)| {
                let job = match download.is_mailbox {
                    true => elsewhere,
                    false => download.job(),
                };
                (*id, download.message.clone(), job)
            })
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
                Carrier::Gone(problem) => self.end_download(id, Some(problem)),
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
        if download.file.is_decoded == Some(true) && !may_decode {
            download.begin_anew();
        }
        download.has_come_on = false;
        let request = download.file.request(download.message.uid, may_decode);
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
        if *download.file.is_decoded.get_or_insert(is_decoded) != is_decoded {
            // Before it was cut it came the other way.
            download.begin_anew();
            self.cancel_request(request);
            return;
        }
        if uid != download.message.uid || offset != download.file.received {
            let problem = Problem::new(ProblemKind::Undecodable);
            return self.end_download(id, Some(problem));
        }
        download.file.push(bytes, is_last);
        download.losses = 0;
        download.has_come_on = true;
        let progress = download.progress(id);
        let to = download.to;
        if download.is_too_large() {
            let problem = Problem::new(ProblemKind::LimitExceeded);
            return self.end_download(id, Some(problem));
        }
        self.hand_on(to, progress);
    }
    /// A download's request ended.
    pub(crate) fn download_ended(&mut self, id: DownloadId, request: RequestId, outcome: Outcome) {
        if self.account.downloads.1.contains_key(&id) {
            return self.listing_ended(id, request, outcome);
        }
        let downloads = &mut self.account.downloads.0;
        if downloads
            .get(&id)
            .is_none_or(|d| d.request != Some(request))
        {
            return;
        }
        let to = downloads.get(&id).and_then(|download| download.to);
        let problem = match outcome {
            Ok(()) => {
                let download = downloads.remove(&id);
                match download.filter(Download::has_come) {
                    Some(mut download) => {
                        download.file.give_up();
                        return self.go_on(id, download, Vec::new());
                    }
                    None => Problem::new(ProblemKind::MessageGone),
                }
            }
            Err(refusal) => refusal.problem,
        };
        downloads.remove(&id);
        let failed = Change::Later(LaterChange::DownloadFailed {
            download: id,
            problem: Some(problem),
        });
        self.hand_on(to, failed);
    }
    /// An attachment of a message of the open mailbox.
    fn attached_file(
        &mut self,
        message: &MessageRef,
        attachment: &AttachmentId,
    ) -> Result<File, ProblemKind> {
        let path = &attachment.part;
        let content = Content::Leaf(path.clone());
        if attachment.inner.is_some() {
            // What is in a part is known as long as its message is open.
            let mut readings = self.readings(message);
            let file = readings.find_map(|reading| reading.inner_file(attachment));
            let (part, name, bytes) = file.ok_or(ProblemKind::MessageGone)?;
            return Ok(File::new(content, part, name, Some(bytes)));
        }
        let mut here = self.account.sections.kept(message, &content);
        let found = match self.readings(message).find_map(|reading| {
            let (part, number) = reading.leaf(path)?;
            Some((reading, part, number))
        }) {
            Some((reading, part, number)) => {
                // They came with the message where it was fetched whole.
                here = here.or_else(|| reading.leaf_bytes(path));
                Some((part, number))
            }
            None => {
                let row = self.row_of(message);
                let structure = row.and_then(|row| row.structure.as_ref());
                structure.and_then(|structure| Some((structure.part(path)?, 1)))
            }
        };
        let (part, number) = found.ok_or(ProblemKind::MessageGone)?;
        let name = file_name(part, number, &*self.charsets);
        Ok(File::new(content, part.clone(), name, here))
    }
    /// The row of the open message, or of one in the list.
    pub(crate) fn row_of(&self, message: &MessageRef) -> Option<&Row> {
        let open = self.readings(message).last();
        let in_list = || {
            let list = self.account.list.as_ref()?;
            let is_here = list.message(message.uid).as_ref() == Some(message);
            list.row(message.uid).filter(|_| is_here)
        };
        let elsewhere = || self.account.gathering.as_ref()?.row(message);
        open.and_then(Reading::row)
            .or_else(in_list)
            .or_else(elsewhere)
    }
    /// The message as it is open: what is shown of it, then what is around that.
    fn readings(&self, message: &MessageRef) -> impl Iterator<Item = &Reading> {
        let around = self.account.around.iter().rev();
        let members = self.account.gathering.iter().flat_map(|g| &g.open);
        let open = self.account.reading.iter().chain(around).chain(members);
        open.filter(move |reading| reading.message.as_ref() == Some(message))
    }
}

/// The name of a file that is made of a message.
pub(crate) fn named_after(subject: &str, extension: &str) -> String {
    let stem = mime_message::safe_file_name(subject);
    format!("{}.{extension}", stem.as_deref().unwrap_or("message"))
}
