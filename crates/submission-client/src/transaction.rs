//! One message (RFC 5321 §3.3): the envelope, the message, and how it ended.

use crate::body::{Checker, Needs, dotted};
use crate::problem::{Said, refusal};
use crate::reply::Reply;
use crate::service::Service;
use crate::{Accepted, Outcome, RecipientRefusal, Refusal, Submission};
use mail_model::{
    DeliveryNotices, EnvelopeAddress, FileEncoding, FileSlice, MessageSource, Piece, Problem,
    ProblemKind, Pull, SourceReader,
};
use std::collections::VecDeque;

/// So many recipients at most (RFC 5321 §4.5.3.1.8 has servers take 100).
const MOST_RECIPIENTS: usize = 1_000;
/// A message is handed out in pieces of this size.
const PIECE: usize = 256 * 1024;
/// So many pieces are under way where commands may be pipelined.
const WINDOW: usize = 4;

/// What follows from a reply.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// More is to be said or heard.
    GoOn,
    /// So many octets of the message are there.
    Progress(u64),
    /// It is over.
    Done(Outcome),
    /// It is over, and the service must be told to forget the envelope.
    Reset(Outcome),
    /// It is over within the message, so that nothing can be said any more.
    Broken(Refusal),
}

/// What was found in a message before anything was said of it.
pub(crate) enum Scanned {
    /// More of it must be read, or it was sound.
    GoOn,
    /// It can't be sent like that.
    Refused(Refusal),
}

/// Reads over what of a message is as it is: base64 is known.
#[derive(Debug)]
struct Scan {
    waiting: VecDeque<Piece>,
    reader: Option<SourceReader>,
    checker: Checker,
}

/// A message that is read while it is sent.
#[derive(Debug)]
struct Outgoing {
    reader: SourceReader,
    /// So many octets of it were handed out.
    at: u64,
}

#[derive(Debug)]
enum Step {
    /// Nothing was said yet: the message is looked over.
    Scan(Scan),
    /// MAIL, then a RCPT for each recipient: so many were said and answered.
    Envelope { said: usize, answered: usize },
    /// DATA was said, or is to be.
    Data { is_said: bool },
    /// The message, up to the lone dot.
    Body {
        message: Outgoing,
        is_at_start: bool,
    },
    /// All of it was handed out.
    Ended,
    /// The message in counted pieces (BDAT, RFC 3030).
    Chunks {
        message: Outgoing,
        under_way: VecDeque<u64>,
        is_last_out: bool,
        arrived: u64,
    },
}

/// A message on its way.
pub(crate) struct Transaction {
    submission: Box<Submission>,
    step: Step,
    /// Its length in octets.
    size: u64,
    /// The stretch of a file that is needed, and whether somebody was told.
    need: Option<(FileSlice, bool)>,
    /// The parameters of MAIL.
    parameters: String,
    /// The parameters of each RCPT.
    of_recipients: &'static str,
    notify: String,
    is_pipelined: bool,
    is_chunked: bool,
    /// Why it will not be sent.
    refusal: Option<Refusal>,
    refused: Vec<RecipientRefusal>,
}

impl core::fmt::Debug for Transaction {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("Transaction").field(&self.step).finish()
    }
}

impl Transaction {
    /// Whatever the service is known not to take is not said to it.
    pub(crate) fn begin(submission: Box<Submission>, service: &Service) -> Result<Self, Refusal> {
        let refuse = |kind, words: &str| Err(Refusal::certain(Problem::with_words(kind, words)));
        let size = submission.message.length();
        if let Some(largest) = service.largest.filter(|largest| *largest < size) {
            return refuse(ProblemKind::TooLarge, &format!("SIZE {largest}"));
        }
        let recipients = &submission.envelope.recipients;
        if recipients.is_empty() || recipients.len() > MOST_RECIPIENTS {
            return refuse(ProblemKind::LimitExceeded, "");
        }
        let scan = Scan {
            waiting: submission.message.pieces().to_vec().into(),
            reader: None,
            checker: Checker::default(),
        };
        Ok(Self {
            parameters: String::new(),
            of_recipients: "",
            notify: String::new(),
            is_pipelined: service.has("PIPELINING"),
            is_chunked: service.has("CHUNKING"),
            step: Step::Scan(scan),
            size,
            need: None,
            submission,
            refusal: None,
            refused: Vec::new(),
        })
    }
    /// Reads over the message as far as it is here; then it can be said what it
    /// needs of the service, and the envelope goes out.
    pub(crate) fn scan(&mut self, service: &Service) -> Scanned {
        let Step::Scan(scan) = &mut self.step else {
            return Scanned::GoOn;
        };
        if self.need.is_some() {
            return Scanned::GoOn;
        }
        self.need = scan.go_on().map(|slice| (slice, false));
        if self.need.is_some() {
            return Scanned::GoOn;
        }
        let needs = scan.checker.finish();
        let found = needs.ok_or((ProblemKind::Internal, ""));
        match found.and_then(|needs| self.begin_envelope(needs, service)) {
            Ok(()) => Scanned::GoOn,
            Err((kind, words)) => {
                Scanned::Refused(Refusal::certain(Problem::with_words(kind, words)))
            }
        }
    }
    fn begin_envelope(
        &mut self,
        needs: Needs,
        service: &Service,
    ) -> Result<(), (ProblemKind, &'static str)> {
        let envelope = &self.submission.envelope;
        let mut addresses = envelope.from.iter().chain(&envelope.recipients);
        let is_wide = needs.has_wide_header || !addresses.all(EnvelopeAddress::is_ascii);
        if is_wide && !service.has("SMTPUTF8") {
            return Err((ProblemKind::NotOffered, "SMTPUTF8"));
        }
        if needs.is_eight_bit && !service.has("8BITMIME") {
            return Err((ProblemKind::NotOffered, "8BITMIME"));
        }
        let notices = envelope.notices.filter(|_| service.has("DSN"));
        self.parameters = parameters(service, self.size, needs, is_wide, notices);
        if let Some(notices) = notices {
            (self.of_recipients, self.notify) = (" NOTIFY=", notify(notices));
        }
        self.step = Step::Envelope {
            said: 0,
            answered: 0,
        };
        Ok(())
    }

    // Files.

    /// The stretch of a file that is needed, told once.
    pub(crate) fn poll_need(&mut self) -> Option<FileSlice> {
        let (slice, was_told) = self.need.as_mut()?;
        (!core::mem::replace(was_told, true)).then_some(*slice)
    }
    /// That stretch. Tells how much of the message has gone out before it, where
    /// replies do not.
    pub(crate) fn supply(&mut self, octets: &[u8]) -> Result<Option<u64>, Problem> {
        let need = self.need.take();
        if need.is_none_or(|(slice, _)| slice.length != octets.len() as u64) {
            return Err(Problem::new(ProblemKind::FileUnreadable));
        }
        match &mut self.step {
            Step::Scan(scan) => {
                if let Some(reader) = &mut scan.reader {
                    reader.supply(octets);
                }
                Ok(None)
            }
            Step::Body { message, .. } => {
                message.reader.supply(octets);
                Ok(Some(message.at))
            }
            Step::Chunks { message, .. } => {
                message.reader.supply(octets);
                Ok(None)
            }
            Step::Envelope { .. } | Step::Data { .. } | Step::Ended => Ok(None),
        }
    }
    /// Whether anything was said of it.
    pub(crate) fn is_begun(&self) -> bool {
        !matches!(self.step, Step::Scan(_))
    }

    /// Whether the service may have all of the message, so that only it knows
    /// what became of it.
    pub(crate) fn is_out(&self) -> bool {
        match &self.step {
            Step::Ended => true,
            Step::Chunks { is_last_out, .. } => *is_last_out,
            Step::Scan(_) | Step::Envelope { .. } | Step::Data { .. } | Step::Body { .. } => false,
        }
    }
    /// Whether something was said that is not answered yet.
    pub(crate) fn is_awaiting(&self) -> bool {
        match &self.step {
            Step::Envelope { said, answered } => answered < said,
            Step::Data { is_said } => *is_said,
            Step::Scan(_) => false,
            // Some can't wait for its end.
            Step::Body { .. } | Step::Ended => true,
            Step::Chunks { under_way, .. } => !under_way.is_empty(),
        }
    }
    /// How it ended, if the connection ended now.
    pub(crate) fn lost(&self, problem: Problem) -> Outcome {
        let is_final = |refusal: &&Refusal| !refusal.is_temporary && !self.is_out();
        if let Some(refusal) = self.refusal.as_ref().filter(is_final) {
            // It had said why not, before it was gone.
            return Err(refusal.clone());
        }
        Err(Refusal {
            is_certain: !self.is_out(),
            is_temporary: true,
            ..Refusal::certain(problem)
        })
    }
    /// Octets of the message.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// What is said next, if anything is before the next reply.
    pub(crate) fn poll_transmit(&mut self) -> Option<Vec<u8>> {
        if self.need.is_some() {
            return None;
        }
        match &mut self.step {
            Step::Envelope { said, answered } => {
                let window = if self.is_pipelined { usize::MAX } else { 1 };
                let recipients = &self.submission.envelope.recipients;
                let mut lines = String::new();
                while *said <= recipients.len() && *said - *answered < window {
                    match said.checked_sub(1).and_then(|place| recipients.get(place)) {
                        None => {
                            let from = self.submission.envelope.from.as_ref();
                            let from = from.map_or("", EnvelopeAddress::as_str);
                            lines += &format!("MAIL FROM:<{from}>{}\r\n", self.parameters);
                        }
                        Some(recipient) => {
                            let (recipient, name) = (recipient.as_str(), self.of_recipients);
                            lines += &format!("RCPT TO:<{recipient}>{name}{}\r\n", self.notify);
                        }
                    }
                    *said += 1;
                }
                (!lines.is_empty()).then(|| lines.into_bytes())
            }
            Step::Data { is_said } => {
                (!core::mem::replace(is_said, true)).then(|| b"DATA\r\n".to_vec())
            }
            Step::Body {
                message,
                is_at_start,
            } => match message.pull() {
                Pull::Octets(piece) => Some(dotted(&piece, is_at_start)),
                Pull::Needs(slice) => {
                    self.need = Some((slice, false));
                    None
                }
                Pull::End => {
                    self.step = Step::Ended;
                    Some(b".\r\n".to_vec())
                }
            },
            Step::Chunks {
                message,
                under_way,
                is_last_out,
                ..
            } => {
                let window = if self.is_pipelined { WINDOW } else { 1 };
                if *is_last_out || self.refusal.is_some() || under_way.len() >= window {
                    return None;
                }
                let piece = match message.pull() {
                    Pull::Octets(piece) => piece,
                    Pull::Needs(slice) => {
                        self.need = Some((slice, false));
                        return None;
                    }
                    Pull::End => Vec::new(),
                };
                *is_last_out = message.at >= self.size;
                let last = if *is_last_out { " LAST" } else { "" };
                under_way.push_back(piece.len() as u64);
                let mut bytes = format!("BDAT {}{last}\r\n", piece.len()).into_bytes();
                bytes.extend_from_slice(&piece);
                Some(bytes)
            }
            Step::Scan(_) | Step::Ended => None,
        }
    }

    /// A reply came.
    pub(crate) fn hear(&mut self, reply: &Reply) -> Verdict {
        match &mut self.step {
            Step::Envelope { answered, .. } => {
                let place = *answered;
                *answered += 1;
                self.hear_of_envelope(place, reply)
            }
            Step::Data { .. } if reply.is_intermediate() => {
                self.step = Step::Body {
                    message: self.outgoing(),
                    is_at_start: true,
                };
                Verdict::GoOn
            }
            Step::Data { .. } => Verdict::Reset(Err(refusal(reply, Said::Message))),
            // It has enough of it, and would take what is said now for the rest.
            Step::Body { .. } if !reply.is_positive() => {
                Verdict::Broken(refusal(reply, Said::Message))
            }
            Step::Body { .. } | Step::Scan(_) => {
                Verdict::Broken(Refusal::certain(Problem::new(ProblemKind::NotSubmission)))
            }
            Step::Ended => Verdict::Done(self.end(reply)),
            Step::Chunks { .. } => self.hear_of_chunk(reply),
        }
    }

    fn hear_of_envelope(&mut self, place: usize, reply: &Reply) -> Verdict {
        let recipients = &self.submission.envelope.recipients;
        if !reply.is_positive() {
            match place.checked_sub(1).and_then(|place| recipients.get(place)) {
                None => self.refusal = Some(refusal(reply, Said::Mail)),
                // Behind a refused MAIL they say nothing of their own.
                Some(recipient) if self.refusal.is_none() => {
                    let Refusal {
                        problem,
                        is_temporary,
                        ..
                    } = refusal(reply, Said::Rcpt);
                    self.refused.push(RecipientRefusal {
                        recipient: recipient.clone(),
                        problem,
                        is_temporary,
                    });
                }
                Some(_) => {}
            }
        }
        let Step::Envelope { said, answered } = self.step else {
            return Verdict::GoOn;
        };
        let is_all_said = said > recipients.len() || self.refusal.is_some();
        if answered < said || !is_all_said {
            return Verdict::GoOn;
        }
        if let Some(refusal) = self.refusal.take() {
            return Verdict::Reset(Err(refusal));
        }
        let is_anybody_left = self.refused.len() < recipients.len();
        let may_go_on = self.refused.is_empty() || self.submission.allows_partial;
        if !(is_anybody_left && may_go_on) {
            return Verdict::Reset(Err(self.refused_by_recipients()));
        }
        self.step = match self.is_chunked {
            true => Step::Chunks {
                message: self.outgoing(),
                under_way: VecDeque::new(),
                is_last_out: false,
                arrived: 0,
            },
            false => Step::Data { is_said: false },
        };
        Verdict::GoOn
    }
    fn refused_by_recipients(&mut self) -> Refusal {
        let refused = core::mem::take(&mut self.refused);
        // What can't be for one of them will not be later either.
        let worst = refused.iter().find(|refusal| !refusal.is_temporary);
        let problem = worst.or(refused.first());
        let problem = problem.map(|refusal| refusal.problem.clone());
        Refusal {
            is_temporary: refused.iter().all(|refusal| refusal.is_temporary),
            refused,
            ..Refusal::certain(problem.unwrap_or(Problem::new(ProblemKind::RecipientsRefused)))
        }
    }

    fn outgoing(&self) -> Outgoing {
        Outgoing {
            reader: self.submission.message.reader(),
            at: 0,
        }
    }

    fn hear_of_chunk(&mut self, reply: &Reply) -> Verdict {
        let Step::Chunks {
            under_way,
            is_last_out,
            arrived,
            ..
        } = &mut self.step
        else {
            return Verdict::GoOn;
        };
        *arrived += under_way.pop_front().unwrap_or(0);
        let (arrived, is_over) = (*arrived, under_way.is_empty() && *is_last_out);
        if is_over && self.refusal.is_none() {
            return Verdict::Done(self.end(reply));
        }
        if !reply.is_positive() {
            self.refusal
                .get_or_insert_with(|| refusal(reply, Said::Message));
        }
        let is_waiting = !under_way.is_empty();
        match self.refusal.take_if(|_| !is_waiting) {
            // A piece was refused, and the whole taken: who knows what that is.
            Some(refusal) if is_over && reply.is_positive() => Verdict::Done(Err(Refusal {
                is_certain: false,
                ..refusal
            })),
            Some(refusal) => Verdict::Reset(Err(refusal)),
            None if is_waiting && self.refusal.is_some() => Verdict::GoOn,
            None => Verdict::Progress(arrived),
        }
    }

    /// The reply to all of the message.
    fn end(&mut self, reply: &Reply) -> Outcome {
        if reply.is_positive() {
            return Ok(Accepted {
                words: Problem::with_words(ProblemKind::Internal, &reply.words()).words,
                refused: core::mem::take(&mut self.refused),
            });
        }
        let refusal = refusal(reply, Said::Message);
        Err(Refusal {
            // Neither yes nor no.
            is_certain: matches!(reply.code / 100, 4 | 5),
            ..refusal
        })
    }
}

impl Scan {
    /// Reads on; the stretch that is needed for it.
    fn go_on(&mut self) -> Option<FileSlice> {
        loop {
            match self.reader.as_mut().map(|reader| reader.pull(PIECE)) {
                Some(Pull::Octets(octets)) => {
                    self.checker.read(&octets);
                    continue;
                }
                Some(Pull::Needs(slice)) => return Some(slice),
                Some(Pull::End) | None => self.reader = None,
            }
            match self.waiting.pop_front()? {
                Piece::Octets(octets) => self.checker.read(&octets),
                Piece::File {
                    length,
                    encoding: FileEncoding::Base64,
                    ..
                } => self.checker.pass_lines(length),
                file @ Piece::File { .. } => {
                    self.reader = Some(MessageSource::new(vec![file]).reader());
                }
            }
        }
    }
}

impl Outgoing {
    fn pull(&mut self) -> Pull {
        let pulled = self.reader.pull(PIECE);
        if let Pull::Octets(octets) = &pulled {
            self.at += octets.len() as u64;
        }
        pulled
    }
}

fn parameters(
    service: &Service,
    size: u64,
    needs: Needs,
    is_wide: bool,
    notices: Option<DeliveryNotices>,
) -> String {
    let mut parameters = String::new();
    if service.has("SIZE") {
        parameters += &format!(" SIZE={size}");
    }
    if needs.is_eight_bit {
        parameters += " BODY=8BITMIME";
    }
    if is_wide {
        parameters += " SMTPUTF8";
    }
    match notices {
        Some(notices) if notices.returns_message => parameters += " RET=FULL",
        Some(_) => parameters += " RET=HDRS",
        None => {}
    }
    parameters
}

fn notify(notices: DeliveryNotices) -> String {
    let wishes = [
        (notices.on_success, "SUCCESS"),
        (notices.on_failure, "FAILURE"),
        (notices.on_delay, "DELAY"),
    ];
    let words: Vec<&str> = wishes
        .iter()
        .filter(|(is_wished, _)| *is_wished)
        .map(|(_, word)| *word)
        .collect();
    match words.is_empty() {
        true => "NEVER".to_owned(),
        false => words.join(","),
    }
}
