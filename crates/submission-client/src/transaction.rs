//! One message (RFC 5321 §3.3): the envelope, the message, and how it ended.

use crate::body::{Needs, dotted, needs};
use crate::problem::{Said, refusal};
use crate::reply::Reply;
use crate::service::Service;
use crate::{Accepted, Outcome, RecipientRefusal, Refusal, Submission};
use mail_model::{DeliveryNotices, EnvelopeAddress, Problem, ProblemKind};
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
}

#[derive(Debug)]
enum Step {
    /// MAIL, then a RCPT for each recipient: so many were said and answered.
    Envelope { said: usize, answered: usize },
    /// DATA was said, or is to be.
    Data { is_said: bool },
    /// The message, up to the lone dot.
    Body { at: usize, is_at_start: bool },
    /// All of it was handed out.
    Ended,
    /// The message in counted pieces (BDAT, RFC 3030).
    Chunks {
        at: usize,
        under_way: VecDeque<usize>,
        is_last_out: bool,
        arrived: usize,
    },
}

/// A message on its way.
pub(crate) struct Transaction {
    submission: Box<Submission>,
    step: Step,
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
        let size = submission.message.len() as u64;
        if let Some(largest) = service.largest.filter(|largest| *largest < size) {
            return refuse(ProblemKind::TooLarge, &format!("SIZE {largest}"));
        }
        let recipients = &submission.envelope.recipients;
        if recipients.is_empty() || recipients.len() > MOST_RECIPIENTS {
            return refuse(ProblemKind::LimitExceeded, "");
        }
        let Some(needs) = needs(&submission.message) else {
            return refuse(ProblemKind::Internal, "");
        };
        let from = submission.envelope.from.as_ref();
        let mut addresses = from.into_iter().chain(recipients);
        let is_wide = needs.has_wide_header || !addresses.all(EnvelopeAddress::is_ascii);
        if is_wide && !service.has("SMTPUTF8") {
            return refuse(ProblemKind::NotOffered, "SMTPUTF8");
        }
        if needs.is_eight_bit && !service.has("8BITMIME") {
            return refuse(ProblemKind::NotOffered, "8BITMIME");
        }
        let notices = submission.envelope.notices;
        let notices = notices.filter(|_| service.has("DSN"));
        Ok(Self {
            parameters: parameters(service, size, needs, is_wide, notices),
            of_recipients: if notices.is_some() { " NOTIFY=" } else { "" },
            notify: notices.map(notify).unwrap_or_default(),
            is_pipelined: service.has("PIPELINING"),
            is_chunked: service.has("CHUNKING"),
            step: Step::Envelope {
                said: 0,
                answered: 0,
            },
            submission,
            refusal: None,
            refused: Vec::new(),
        })
    }

    /// Whether the service may have all of the message, so that only it knows
    /// what became of it.
    pub(crate) fn is_out(&self) -> bool {
        match &self.step {
            Step::Ended => true,
            Step::Chunks { is_last_out, .. } => *is_last_out,
            Step::Envelope { .. } | Step::Data { .. } | Step::Body { .. } => false,
        }
    }
    /// Whether something was said that is not answered yet.
    pub(crate) fn is_awaiting(&self) -> bool {
        match &self.step {
            Step::Envelope { said, answered } => answered < said,
            Step::Data { is_said } => *is_said,
            Step::Body { .. } => false,
            Step::Ended => true,
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
        self.submission.message.len() as u64
    }

    /// What is said next, if anything is before the next reply.
    pub(crate) fn poll_transmit(&mut self) -> Option<Vec<u8>> {
        let message = &self.submission.message;
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
            Step::Body { at, is_at_start } => {
                let rest = message.get(*at..).unwrap_or_default();
                let piece = rest.get(..PIECE).unwrap_or(rest);
                let mut bytes = dotted(piece, is_at_start);
                *at += piece.len();
                if *at >= message.len() {
                    bytes.extend_from_slice(b".\r\n");
                    self.step = Step::Ended;
                }
                Some(bytes)
            }
            Step::Chunks {
                at,
                under_way,
                is_last_out,
                ..
            } => {
                let window = if self.is_pipelined { WINDOW } else { 1 };
                if *is_last_out || self.refusal.is_some() || under_way.len() >= window {
                    return None;
                }
                let rest = message.get(*at..).unwrap_or_default();
                let piece = rest.get(..PIECE).unwrap_or(rest);
                *at += piece.len();
                *is_last_out = *at >= message.len();
                let last = if *is_last_out { " LAST" } else { "" };
                under_way.push_back(piece.len());
                let mut bytes = format!("BDAT {}{last}\r\n", piece.len()).into_bytes();
                bytes.extend_from_slice(piece);
                Some(bytes)
            }
            Step::Ended => None,
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
                    at: 0,
                    is_at_start: true,
                };
                Verdict::GoOn
            }
            Step::Data { .. } => Verdict::Reset(Err(refusal(reply, Said::Message))),
            Step::Body { .. } | Step::Ended => Verdict::Done(self.end(reply)),
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
                at: 0,
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
        let (arrived, is_over) = (*arrived as u64, under_way.is_empty() && *is_last_out);
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
