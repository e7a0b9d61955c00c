use crate::dom::{Child, View, html};
use crate::i18n;
use mail_model::{Problem, ProblemKind};

/// A problem in the person's language, and beneath it the words of whoever told it.
pub fn problem_text(problem: &Problem) -> View {
    let words = (!problem.words.is_empty()).then(|| {
        let words = if is_of_the_way(problem.kind) {
            i18n::problem_details(&problem.words)
        } else {
            i18n::problem_server_words(&problem.words)
        };
        html::p().class("server-words").child(words)
    });
    html::div()
        .class("problem-text")
        .child((html::p().child(sentence(problem.kind)), words))
        .view()
}

/// It happened before a mail server could say anything, or as the line was lost: the
/// words are the proxy's, or as good as.
fn is_of_the_way(kind: ProblemKind) -> bool {
    matches!(
        kind,
        ProblemKind::UnknownUpstream
            | ProblemKind::ServerUnreachable
            | ProblemKind::CertificateInvalid
            | ProblemKind::StartTlsFailed
            | ProblemKind::ProxyUnreachable
            | ProblemKind::ProxyRefused
            | ProblemKind::ConnectionLost
            | ProblemKind::DeliveryUnknown
    )
}

fn sentence(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::WrongCredentials => i18n::problem_wrong_credentials(),
        ProblemKind::LoginNotPossible => i18n::problem_login_not_possible(),
        ProblemKind::AccountNeedsAttention => i18n::problem_account_needs_attention(),
        ProblemKind::ServerBusy => i18n::problem_server_busy(),
        ProblemKind::UnknownUpstream => i18n::problem_unknown_upstream(),
        ProblemKind::ServerUnreachable => i18n::problem_server_unreachable(),
        ProblemKind::CertificateInvalid => i18n::problem_certificate_invalid(),
        ProblemKind::StartTlsFailed => i18n::problem_start_tls_failed(),
        ProblemKind::ProxyUnreachable => i18n::problem_proxy_unreachable(),
        ProblemKind::ProxyRefused => i18n::problem_proxy_refused(),
        ProblemKind::ConnectionLost => i18n::problem_connection_lost(),
        ProblemKind::ServerSilent => i18n::problem_server_silent(),
        ProblemKind::ServerGoodbye => i18n::problem_server_goodbye(),
        ProblemKind::NotImap | ProblemKind::NotSubmission => i18n::problem_not_imap(),
        ProblemKind::MailboxUnavailable => i18n::problem_mailbox_unavailable(),
        ProblemKind::UidValidityChanged => i18n::problem_uid_validity_changed(),
        ProblemKind::MessageGone => i18n::problem_message_gone(),
        ProblemKind::ChangeRefused => i18n::problem_change_refused(),
        ProblemKind::OverQuota => i18n::problem_over_quota(),
        ProblemKind::TooLarge => i18n::problem_too_large(),
        ProblemKind::NotPermitted => i18n::problem_not_permitted(),
        ProblemKind::AlreadyExists => i18n::problem_already_exists(),
        ProblemKind::NotOffered => i18n::problem_not_offered(),
        ProblemKind::ChangedElsewhere => i18n::problem_changed_elsewhere(),
        ProblemKind::ServerRefused => i18n::problem_server_refused(),
        ProblemKind::SenderRefused => i18n::problem_sender_refused(),
        ProblemKind::RecipientsRefused => i18n::problem_recipients_refused(),
        ProblemKind::DeliveryUnknown => i18n::problem_delivery_unknown(),
        ProblemKind::MessageRefused => i18n::problem_message_refused(),
        ProblemKind::LimitExceeded => i18n::problem_limit_exceeded(),
        ProblemKind::ServerAlert => i18n::problem_server_alert(),
        ProblemKind::FileUnreadable => i18n::problem_file_unreadable(),
        ProblemKind::NotKept => i18n::problem_not_kept(),
        ProblemKind::ReadByStructure => i18n::problem_read_by_structure(),
        ProblemKind::Undecodable => i18n::problem_undecodable(),
        ProblemKind::Internal => i18n::problem_internal(),
    }
}
