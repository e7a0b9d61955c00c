//! What of the engine no list of messages as it lies needs: views, operations,
//! reading, files, transfers and sending. The rest reaches it through [`Later`]
//! alone, so that a shell may load its code behind the inbox. Until it is here nothing of it is wanted; what the
//! person asks for meanwhile waits in the shell.

use crate::Change;
use crate::action::{DownloadId, ListId, OperationId, Place};
use crate::change::OperationState;
use crate::engine::Engine;
use crate::input::{ConnectionId, JobId};
use crate::kept::{KeepId, Recalled, StoreName};
use crate::later_action::LaterAction;
use crate::link::Purpose;
use crate::operation::{Errand, Operation, Returned};
use crate::operations::Reach;
use crate::preferences::Preferences;
use crate::reader::ReaderMade;
use crate::transfer::TransferId;
use imap_client::{FetchedRow, Outcome, Request, RequestId};
use mail_model::{
    FileId, Flags, Problem, ProblemKind, Thread, Timestamp, Uid, UidMap, UidSet, UidValidity,
};
use submission_client::News;

/// The code that may come later.
#[derive(Clone, Copy, Debug)]
pub struct Later {
    act: fn(&mut Engine, LaterAction),
    want: fn(&mut Engine, Want),
    hear: fn(&mut Engine, Told<'_>),
}

/// What is compared with what is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Want {
    /// The open message goes on.
    Reading,
    /// Letters are sent.
    Outbox,
    /// Files are saved, messages go from account to account.
    Transfers,
    /// The open message's contents come.
    Sections,
    /// The neighbours of the open message come.
    Neighbours,
    /// What the view shows of the open mailbox comes.
    View,
    /// What is done to messages goes out, as far as it reaches.
    Operations(Reach),
    /// What the person has set is read and kept.
    Settings,
    /// Contacts are read and kept.
    Contacts,
    /// Other mailboxes are searched.
    Search,
}

/// What it hears of.
#[derive(Debug)]
pub(crate) enum Told<'a> {
    /// Octets of a section.
    Slice {
        request: RequestId,
        uid: Uid,
        offset: u64,
        bytes: &'a [u8],
        is_last: bool,
        is_decoded: bool,
    },
    /// A row came.
    Row(ConnectionId, &'a FetchedRow),
    /// A search found these.
    Found(RequestId, &'a UidSet),
    /// So many of so many are done.
    Progress(RequestId, u32, Option<u32>),
    /// These stand so in an order: of how many, behind how many.
    Sorted(RequestId, (u32, u32), &'a [Uid]),
    /// These are the conversations.
    Threads(RequestId, &'a [Thread]),
    /// A request for the view ended, which may have been cancelled.
    ViewEnded(RequestId, Outcome, bool),
    /// Messages have these UIDs where they are now.
    Copied(RequestId, &'a UidMap),
    /// The flags of these had been changed by somebody else.
    NotStored(RequestId, &'a UidSet),
    /// A request of an operation ended, which may have been cancelled.
    OperationEnded(RequestId, Outcome, bool),
    /// Operations are meant for messages that are not there any more.
    Void(&'a [Operation]),
    /// The header of a message came.
    Header {
        request: RequestId,
        uid: Uid,
        received: Option<Timestamp>,
        size: Option<u64>,
        header: &'a [u8],
        thread_id: Option<&'a str>,
    },
    /// New messages got their UIDs.
    Appended(RequestId, UidValidity, &'a [Uid]),
    /// A request about contacts ended; its line may be lost.
    ContactsEnded(RequestId, Outcome, bool),
    /// A section's request ended, which may have been cancelled.
    SectionEnded(RequestId, Outcome, bool),
    /// The request for the row of a message that another is begun from ended.
    ComposeRowEnded(RequestId, Outcome),
    /// A download's request ended.
    DownloadEnded(DownloadId, RequestId, Outcome),
    /// A request of a message that goes elsewhere ended.
    ExportEnded(TransferId, RequestId, Outcome),
    /// A request of a message that comes from elsewhere ended; its line may be lost.
    ImportEnded((TransferId, Uid), Outcome, bool),
    /// The reader has done a job.
    Performed(JobId, Result<ReaderMade, Problem>),
    /// A stretch of a file was read.
    FileRead(JobId, Result<Vec<u8>, Problem>),
    /// A file is kept, or can't be.
    FileKept(FileId, Result<(), Problem>),
    /// Annotations of settings came.
    Annotations(RequestId, &'a [(String, Option<Vec<u8>>)]),
    /// A request about settings ended.
    SettingsEnded(RequestId, Outcome),
    /// A letter goes on.
    Submission(ConnectionId, News),
    /// What was done for a letter or a draft has ended.
    Returned(Errand, Returned),
    /// Records are kept in the browser now, or can't be.
    Kept(KeepId, bool),
    /// What was kept in the browser.
    Recalled(StoreName, Recalled),
    /// The place has a search, or had one when it was this.
    Searching(Option<Place>),
    /// These rows of a list are in view.
    Viewed(ListId, u32, u32),
    /// The person looks for news.
    Refreshed,
    /// A request of a search through several mailboxes ended; its line may be lost.
    SweepEnded(RequestId, Outcome, bool),
    /// A message of the open mailbox has these flags.
    Flags(Uid, &'a Flags),
    /// A part of what is done in several mailboxes goes on.
    Share(OperationId, OperationState),
    /// Something was done to messages.
    Operated(&'a Operation),
    /// All is quiet, and what has changed is told to the page.
    Settled,
    /// The person wants to log out; whatever it costs.
    Leaving(bool),
    /// The engine itself prefers otherwise: a mailbox has another name.
    Preferred(Box<Preferences>),
    /// The person has logged out in another tab.
    LeftElsewhere,
}

impl Later {
    /// All of it: whoever calls this has its code.
    pub fn all() -> Self {
        Self { act, want, hear }
    }
}

impl Engine {
    /// The code is here.
    pub(crate) fn complete(&mut self, later: Later) {
        self.later = Some(later);
        // What the place looks for could not be understood yet.
        let before = self.account.place.clone().map(|mut place| {
            let search = place.view.search.take();
            (place, search.is_some())
        });
        if let Some((before, true)) = before {
            self.tell_later(Told::Searching(Some(before)));
        }
    }
    /// Carries out a wish that needs it. A shell without that code can't even
    /// unpack such a wish, and lets it wait.
    pub(crate) fn act_later(&mut self, action: LaterAction) {
        if let Some(later) = self.later {
            (later.act)(self, action);
        }
    }
    /// Asks for what it wants.
    pub(crate) fn want_later(&mut self, want: Want) {
        if let Some(later) = self.later {
            (later.want)(self, want);
        }
    }
    /// Tells it something. Nothing is told of before it asked.
    pub(crate) fn tell_later(&mut self, told: Told<'_>) {
        if let Some(later) = self.later {
            (later.hear)(self, told);
        }
    }
}

fn act(engine: &mut Engine, action: LaterAction) {
    if let LaterAction::Compose { .. } = action {
        engine.need_limit();
    }
    match action {
        // Names are made of those that there are.
        LaterAction::CreateMailbox { .. }
        | LaterAction::RenameMailbox { .. }
        | LaterAction::DeleteMailbox { .. }
            if engine.session.is_begun() && engine.account.tree.is_empty() =>
        {
            if !engine.account.tree.postpone(action) {
                let problem = Problem::new(ProblemKind::LimitExceeded);
                engine.changes.push_back(Change::Notice(problem));
            }
        }
        LaterAction::Operate {
            operation,
            selection,
            deed,
        } => engine.operate(operation, &selection, deed),
        LaterAction::EmptyMailbox { operation, mailbox } => {
            engine.empty_mailbox(operation, mailbox);
        }
        LaterAction::MarkAllRead { operation, mailbox } => {
            engine.mark_all_read(operation, mailbox);
        }
        LaterAction::Append {
            operation,
            mailbox,
            messages,
        } => engine.append(operation, mailbox, messages),
        LaterAction::Undo(operation) => engine.undo(operation),
        LaterAction::StopSearch => engine.stop_search(),
        LaterAction::CancelOperation(operation) => engine.cancel_operation(operation),
        LaterAction::SetFlag { uids, flag, value } => {
            engine.set_flag(&uids.into_iter().collect(), flag, value);
        }
        LaterAction::Fold {
            list,
            latest,
            is_open,
        } => engine.fold(list, latest, is_open),
        LaterAction::Choose {
            list,
            question,
            choice,
        } => engine.choose(list, question, &choice),
        LaterAction::OpenMember(message) => engine.open_member(&message),
        LaterAction::CloseMember(message) => engine.close_member(&message),
        LaterAction::AllowRemote { message } => {
            engine.change_member(&message, |reading| reading.allows_remote = true);
            let reading = engine.account.reading.as_ref();
            // What was allowed within a message is not allowed to the message.
            if reading.is_none_or(|reading| !reading.is_nested()) {
                engine.account.allow_remote(&message);
            }
            engine.change_reading(|reading| {
                if reading.message.as_ref() == Some(&message) {
                    reading.allows_remote = true;
                }
            });
        }
        LaterAction::PreferText { message, text } => {
            engine.change_member(&message, |reading| reading.prefers_text = text);
            engine.change_reading(|reading| {
                if reading.message.as_ref() == Some(&message) {
                    reading.prefers_text = text;
                }
            });
        }
        LaterAction::CreateMailbox {
            parent,
            name,
            special_use,
        } => engine.create_mailbox(parent.as_ref(), &name, special_use),
        LaterAction::RenameMailbox {
            mailbox,
            parent,
            name,
        } => engine.rename_mailbox(mailbox, parent.as_ref(), &name),
        LaterAction::DeleteMailbox {
            mailbox,
            with_children,
        } => engine.delete_mailbox(&mailbox, with_children),
        LaterAction::SetSpecialUse { mailbox, purpose } => engine.assign(mailbox, purpose),
        LaterAction::Replace {
            operation,
            message,
            by,
        } => engine.replace(operation, message, by),
        LaterAction::Subscribe { mailbox, set } => engine.subscribe(mailbox, set),
        LaterAction::FetchSubscriptions => {
            engine.ask(Request::FetchSubscriptions, Purpose::Fact);
        }
        LaterAction::FetchProperties(mailbox) => engine.fetch_properties(&mailbox),
        LaterAction::SetAcl {
            mailbox,
            identifier,
            rights,
        } => {
            let set = Request::SetAcl {
                mailbox: mailbox.clone(),
                identifier,
                rights,
            };
            engine.ask(set, Purpose::Acl(mailbox.clone()));
            engine.ask(Request::FetchAcl(mailbox.clone()), Purpose::Acl(mailbox));
        }
        LaterAction::FetchMetadata(entries) => {
            let mailbox = None;
            let fetch = Request::FetchMetadata { mailbox, entries };
            engine.ask(fetch, Purpose::Metadata);
        }
        LaterAction::SetMetadata(entries) => {
            let mailbox = None;
            let set = Request::SetMetadata { mailbox, entries };
            engine.ask(set, Purpose::Metadata);
        }
        LaterAction::OpenWithin { message, part } => engine.open_within(&message, &part),
        LaterAction::CloseWithin { message } => engine.close_within(&message),
        LaterAction::Download {
            download,
            message,
            source,
        } => engine.start_download(download, &message, &source),
        LaterAction::DownloadMailbox { download, mailbox } => {
            engine.start_mailbox_download(download, mailbox);
        }
        LaterAction::CancelDownload(download) => engine.cancel_download(download),
        LaterAction::Export {
            transfer,
            mailbox,
            uid_validity,
            uids,
        } => engine.begin_export(transfer, mailbox, uid_validity, uids),
        LaterAction::ExportArrived {
            transfer,
            uid,
            remove,
        } => engine.export_arrived(transfer, uid, remove),
        LaterAction::ExportAgain { transfer, uid } => engine.export_again(transfer, uid),
        LaterAction::CancelExport(transfer) => engine.cancel_export(transfer),
        LaterAction::Import {
            transfer,
            uid,
            mailbox,
            flags,
            received,
            bytes,
        } => {
            let message = imap_client::NewMessage {
                flags,
                received,
                message: bytes.into(),
            };
            engine.begin_import((transfer, uid), mailbox, message);
        }
        LaterAction::Send(outgoing) => engine.send(*outgoing),
        LaterAction::Resend(outgoing) => engine.resend(outgoing),
        LaterAction::DropOutgoing(outgoing) => engine.drop_outgoing(outgoing),
        LaterAction::Prepare { question, content } => engine.prepare(question, content),
        LaterAction::CompleteAddress { .. } | LaterAction::Contacts(_) => {
            engine.act_on_contacts(action);
        }
        LaterAction::KeepDraft(draft) => engine.keep_draft(*draft),
        LaterAction::SaveDraft(draft) => engine.save_draft(draft),
        LaterAction::CloseDraft(draft) => {
            engine.cancel_compose(draft);
            engine.close_draft(draft);
        }
        LaterAction::PartDraft(draft) => engine.part_draft(*draft),
        LaterAction::DiscardDraft(draft) => {
            engine.cancel_compose(draft);
            engine.discard_draft(draft);
        }
        LaterAction::SendDraft {
            draft,
            outgoing,
            hold,
        } => engine.send_draft(draft, outgoing, hold),
        LaterAction::RecallOutgoing(outgoing) => engine.recall_outgoing(outgoing),
        LaterAction::Compose { draft, from, words } => {
            let is_kept = engine.compose_kept(draft, &from);
            if !is_kept {
                engine.compose(draft, from, *words);
            }
        }
        LaterAction::KeepSettings(settings) => engine.keep_settings_of_page(*settings),
        LaterAction::SettingsHeard => engine.settings_heard(),
        LaterAction::LookAtSettings => engine.look_at_settings(),
        // The page could not know yet what the account has.
        LaterAction::Prefer(preferences) if engine.account.kept_settings.is_told() => {
            engine.prefer_from_now_on(*preferences);
        }
        LaterAction::Prefer(preferences) => engine.prefer(*preferences),
        LaterAction::OwnDomains(domains) => engine.know_domains(domains),
        LaterAction::Rule(ruling) => engine.rule(ruling),
    }
}

fn want(engine: &mut Engine, want: Want) {
    match want {
        Want::Reading => {
            engine.advance_members();
            engine.advance_reading();
            engine.seek();
        }
        Want::Outbox => {
            engine.want_recall();
            engine.mind_silence();
            engine.keep_unsaved_settings();
            engine.want_limit();
            engine.want_drafts();
            engine.want_outbox();
            engine.want_leave();
            engine.set_writing_timer();
        }
        Want::Transfers => {
            engine.want_composings();
            engine.want_downloads();
            engine.want_exports();
            engine.want_imports();
        }
        Want::Sections => {
            engine.want_sections();
            engine.want_member_sections();
        }
        Want::Neighbours => engine.want_next(),
        Want::View => {
            let is_looking_ahead = engine.look_ahead();
            engine.want_view(is_looking_ahead);
        }
        Want::Operations(reach) => engine.want_operations(reach),
        Want::Settings => {
            engine.want_settings();
            engine.want_arrivals();
        }
        Want::Contacts => engine.want_contacts(),
        Want::Search => {
            engine.want_sweep();
            engine.want_gathering();
            engine.want_answers();
        }
    }
}

fn hear(engine: &mut Engine, told: Told<'_>) {
    match told {
        Told::Slice {
            request,
            uid,
            offset,
            bytes,
            is_last,
            is_decoded,
        } => {
            engine.download_slice(request, uid, offset, bytes, is_last, is_decoded);
            engine.export_slice(request, offset, bytes, is_last);
            engine.settings_slice(request, bytes);
            engine.contacts_slice(request, uid, bytes);
        }
        Told::Row(connection, row) => {
            engine.export_row(connection, row);
            engine.download_row(connection, row);
            engine.compose_row(connection, row);
            engine.sweep_row(connection, row);
            engine.arrivals_row(connection, row);
            engine.gathering_row(connection, row);
        }
        Told::Searching(before) => engine.go_searching(before),
        Told::Viewed(list, first, last) => engine.sweep_viewed(list, first, last),
        Told::Refreshed => {
            engine.account.seeking = None;
            engine.search_again();
        }
        Told::SweepEnded(request, outcome, is_lost) => {
            engine.arrivals_ended(request, outcome.is_err(), is_lost);
            engine.gathering_ended(request, &outcome, is_lost);
            engine.answers_ended(request, is_lost);
            engine.ahead_ended(request, outcome.is_ok());
            engine.sweep_ended(request, outcome, is_lost);
        }
        Told::Flags(uid, flags) => {
            engine.gathering_flags(uid, flags);
            engine.sweep_flags(uid, flags);
        }
        Told::Operated(operation) => {
            engine.sweep_operated(operation);
            engine.arrivals_operated(operation);
        }
        Told::Share(share, state) => engine.share_told(share, state),
        Told::Settled => {
            engine.tell_search();
            engine.tell_conversations();
            engine.tell_gathering();
        }
        Told::ComposeRowEnded(request, outcome) => engine.compose_row_ended(request, &outcome),
        Told::Found(request, uids) => {
            engine.import_found(request, uids);
            engine.settings_found(request, uids);
            engine.contacts_found(request, uids);
            engine.sweep_found(request, uids);
            engine.ahead_found(request, uids);
            engine.arrivals_found(request, uids);
            engine.gathering_found(request, uids);
            engine.choosing_answered(request, uids);
            if !engine.operation_found(request, uids) {
                engine.found(request, uids.clone());
            }
        }
        Told::Annotations(request, entries) => engine.settings_annotated(request, entries),
        Told::SettingsEnded(request, outcome) => engine.settings_ended(request, outcome),
        Told::Header {
            request,
            uid,
            received,
            size,
            header,
            thread_id,
        } => {
            engine.sent_header(request, received, header);
            engine.gathering_named(request, thread_id);
            engine.answers_header(request, uid, received, header);
            engine.header_came(request, uid, (received, size), header, thread_id);
        }
        Told::Progress(request, done, total) => {
            engine.operation_goes_on(request, done, total);
            engine.view_goes_on(request, done, total);
        }
        Told::Sorted(request, window, uids) => {
            engine.choosing_answered(request, &uids.iter().copied().collect());
            engine.sorted(request, window, uids);
        }
        Told::Threads(request, threads) => engine.threaded(request, threads),
        Told::ViewEnded(request, outcome, was_cancelled) => {
            engine.view_ended(request, outcome, was_cancelled);
        }
        Told::Copied(request, map) => engine.copied(request, map),
        Told::NotStored(request, uids) => engine.not_stored(request, uids),
        Told::OperationEnded(request, outcome, was_cancelled) => {
            engine.operation_ended(request, outcome, was_cancelled);
        }
        Told::Void(operations) => engine.void(operations),
        Told::Appended(request, validity, uids) => {
            engine.contacts_appended(request, validity, uids);
            engine.appended(request, validity, uids.iter().copied().collect());
        }
        Told::ContactsEnded(request, outcome, is_lost) => {
            engine.contacts_ended(request, outcome, is_lost);
        }
        Told::SectionEnded(request, outcome, was_cancelled) => {
            engine.section_ended(request, outcome, was_cancelled);
        }
        Told::DownloadEnded(download, request, outcome) => {
            engine.download_ended(download, request, outcome);
        }
        Told::ExportEnded(transfer, request, outcome) => {
            engine.export_ended(transfer, request, outcome);
        }
        Told::ImportEnded(import, outcome, is_lost) => {
            engine.import_ended(import, outcome, is_lost);
        }
        Told::Performed(id, made) => {
            if !engine.letter_written(id, &made)
                && !engine.draft_written(id, &made)
                && !engine.prepared(id, &made)
                && !engine.composed(id, &made)
            {
                engine.job_made(id, made);
            }
        }
        // Nobody asks yet.
        Told::FileRead(job, read) => drop((job, read)),
        Told::FileKept(file, kept) => drop((file, kept)),
        Told::Submission(connection, news) => {
            if !engine.limit_told(connection, &news) {
                engine.submission_told(connection, news);
            }
        }
        Told::Returned(Errand::Copy(id), returned) => engine.copy_told(id, returned),
        Told::Returned(Errand::Trace(id), returned) => engine.trace_told(id, &returned),
        Told::Returned(Errand::Draft(id), returned) => engine.draft_told(id, returned),
        Told::Returned(Errand::Seek(name), returned) => engine.sought(name, &returned),
        // Nobody waits for a mark.
        Told::Returned(Errand::Mark(_), _) => {}
        Told::Kept(id, is_kept) => engine.kept(id, is_kept),
        Told::Recalled(store, recalled) => engine.recalled(&store, recalled),
        Told::Leaving(true) => engine.leave_now(),
        Told::Leaving(false) => engine.leave(false),
        Told::Preferred(preferences) => engine.prefer_from_now_on(*preferences),
        Told::LeftElsewhere => engine.leave(true),
    }
}
