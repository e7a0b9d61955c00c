//! What a good client is seen to do before each server, and who sees it.

use crate::script::Script;
use crate::{Judgement, admitting, changing, fragments, hearing, reading};
use std::path::Path;

/// What is at stake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Usual,
    /// A password, or what somebody else could make of the client.
    Security,
    /// Mail that could be lost, or be there twice.
    Loss,
    /// A server that refuses, is away, or breaks off.
    Fault,
    /// What would take all memory or time.
    Limit,
}

/// A test of another layer: its file, and its name.
type Elsewhere = (&'static str, &'static str);

/// One server, by its id.
pub(crate) struct Line {
    pub(crate) id: &'static str,
    pub(crate) weight: Weight,
    pub(crate) judge: fn(&Script) -> Judgement,
    /// What of it is the business of the layers above.
    elsewhere: &'static [Elsewhere],
}

impl Line {
    const fn new(
        id: &'static str,
        weight: Weight,
        judge: fn(&Script) -> Judgement,
        elsewhere: &'static [Elsewhere],
    ) -> Self {
        Self {
            id,
            weight,
            judge,
            elsewhere,
        }
    }

    /// The tests that are named are there.
    pub(crate) fn is_judged_elsewhere(&self) -> Judgement {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        for (file, test) in self.elsewhere {
            let text = std::fs::read_to_string(root.join(file)).unwrap_or_default();
            if !text.contains(&format!("fn {test}(")) {
                return Err(format!("{file} has no test {test}"));
            }
        }
        Ok(())
    }
}

pub(crate) fn line(id: &str) -> Option<&'static Line> {
    // Ids may be cut short by the corpus.
    LINES.iter().find(|line| line.id == id)
}

const RECONNECTING: &str = "crates/mail-engine/tests/pair/reconnecting.rs";
const BACKOFF: &str = "crates/mail-engine/src/backoff.rs";
const OPERATING: &str = "crates/mail-engine/tests/pair/operating.rs";
const UPSTREAM: &str = "proxy/tests/upstream.rs";
const TRUST: &str = "crates/mail-engine/src/reading/tests.rs";

pub(crate) const LINES: &[Line] = &[
    Line::new(
        "hand-permanentflags-trailing-space",
        Weight::Usual,
        reading::select_is_read,
        &[],
    ),
    Line::new(
        "hand-id-trailing-space",
        Weight::Usual,
        fragments::id_is_read,
        &[],
    ),
    Line::new(
        "hand-fetch-space-before-paren",
        Weight::Usual,
        reading::row_of_qq,
        &[],
    ),
    Line::new(
        "hand-missing-text-highestmodseq",
        Weight::Usual,
        reading::highest_mod_seq_without_words,
        &[],
    ),
    Line::new(
        "hand-envelope-spaces",
        Weight::Usual,
        reading::row_only,
        &[],
    ),
    Line::new(
        "hand-bs-negative-lines",
        Weight::Usual,
        reading::lines_below_zero,
        &[],
    ),
    Line::new(
        "hand-bs-disp-string",
        Weight::Usual,
        reading::bare_dispositions,
        &[],
    ),
    Line::new(
        "hand-bs-multipart-as-basic",
        Weight::Usual,
        reading::multipart_as_a_part,
        &[],
    ),
    Line::new(
        "hand-bs-huge-nesting",
        Weight::Limit,
        reading::huge_nesting,
        &[(TRUST, "a_structure_that_has_lost_something_is_not_believed")],
    ),
    Line::new(
        "hand-raw-8bit-envelope",
        Weight::Usual,
        reading::raw_bytes,
        &[],
    ),
    Line::new(
        "hand-zero-length-literal",
        Weight::Usual,
        reading::literal_of_zero,
        &[],
    ),
    Line::new(
        "hand-endless-line",
        Weight::Limit,
        reading::endless_line,
        &[],
    ),
    Line::new(
        "hand-courier-zero-fetch",
        Weight::Usual,
        hearing::number_zero,
        &[],
    ),
    Line::new(
        "hand-icloud-rfc822-missing",
        Weight::Usual,
        reading::section_left_out,
        &[],
    ),
    Line::new(
        "hand-fetch-no-uid-in-flags",
        Weight::Usual,
        hearing::numbers_of_the_moment,
        &[],
    ),
    Line::new(
        "hand-seqset-too-long",
        Weight::Limit,
        changing::long_sets,
        &[],
    ),
    Line::new(
        "hand-domino-extra-parens",
        Weight::Usual,
        reading::domino,
        &[],
    ),
    Line::new(
        "hand-unknown-fetch-item",
        Weight::Usual,
        reading::unknown_items,
        &[],
    ),
    Line::new(
        "hand-gmail-webalert",
        Weight::Usual,
        admitting::web_login,
        &[],
    ),
    Line::new(
        "hand-gmail-too-many",
        Weight::Usual,
        admitting::busy,
        &[
            (BACKOFF, "a_busy_server_is_left_alone_for_longer_and_longer"),
            (RECONNECTING, "a_busy_server_is_left_in_peace_for_a_while"),
            (
                RECONNECTING,
                "a_server_that_lets_nobody_in_is_asked_every_quarter_of_an_hour_in_the_end",
            ),
            (
                "crates/mail-engine/tests/pair/carrying.rs",
                "where_the_server_grants_no_second_connection_all_goes_over_the_first",
            ),
        ],
    ),
    Line::new(
        "hand-exchange-throttle",
        Weight::Usual,
        admitting::throttled,
        &[
            (BACKOFF, "a_server_says_how_long_it_wants_to_be_left_alone"),
            (
                RECONNECTING,
                "a_server_is_left_alone_for_as_long_as_it_asks_and_then_asked_again",
            ),
            (RECONNECTING, "what_was_throttled_is_done_later"),
        ],
    ),
    Line::new(
        "hand-session-expired-done",
        Weight::Usual,
        hearing::goodbye_upon_done,
        &[(
            RECONNECTING,
            "a_server_that_goes_down_in_order_is_tried_again",
        )],
    ),
    Line::new(
        "hand-idle-untagged-after-done",
        Weight::Usual,
        hearing::one_done,
        &[],
    ),
    Line::new(
        "hand-idle-exists-before-plus",
        Weight::Usual,
        hearing::news_before_the_plus,
        &[],
    ),
    Line::new(
        "hand-idle-still-here",
        Weight::Usual,
        hearing::still_here,
        &[],
    ),
    Line::new(
        "hand-expunge-storm",
        Weight::Limit,
        hearing::storm_of_expunges,
        &[],
    ),
    Line::new(
        "hand-vanished-earlier",
        Weight::Limit,
        hearing::range_of_everything,
        &[],
    ),
    Line::new(
        "hand-proton-unstable-uids",
        Weight::Loss,
        reading::unstable_uids,
        &[
            (
                RECONNECTING,
                "a_uid_that_was_given_to_another_message_shows_that",
            ),
            (
                RECONNECTING,
                "what_waits_for_the_line_is_not_done_to_another_message_of_the_same_uid",
            ),
        ],
    ),
    Line::new(
        "hand-copyuid-unordered",
        Weight::Usual,
        changing::sets_of_copies,
        &[],
    ),
    Line::new(
        "hand-move-missing",
        Weight::Loss,
        changing::move_by_half,
        &[(
            OPERATING,
            "copies_and_new_messages_are_looked_for_and_not_made_twice",
        )],
    ),
    Line::new(
        "hand-trycreate",
        Weight::Usual,
        changing::mailbox_to_be_made,
        &[
            (
                "crates/mail-engine/tests/pair/sending.rs",
                "where_there_is_no_mailbox_for_sent_mail_it_is_made",
            ),
            (OPERATING, "a_trash_that_is_not_there_is_made"),
        ],
    ),
    Line::new(
        "hand-readonly",
        Weight::Fault,
        changing::read_only,
        &[(
            "crates/mail-engine/tests/pair/listing.rs",
            "it_is_told_where_one_can_only_read",
        )],
    ),
    Line::new("hand-appendlimit", Weight::Fault, changing::too_large, &[]),
    Line::new(
        "hand-special-use-missing",
        Weight::Usual,
        reading::purposes_by_name,
        &[],
    ),
    Line::new(
        "hand-esearch",
        Weight::Usual,
        hearing::search_of_another_tag,
        &[],
    ),
    Line::new(
        "hand-cyrus-untagged-search",
        Weight::Usual,
        hearing::search_unasked,
        &[],
    ),
    Line::new(
        "hand-capability-change",
        Weight::Security,
        admitting::capabilities_are_asked_again,
        &[
            (
                UPSTREAM,
                "starttls_leads_to_a_greeting_of_the_relays_own_inside_tls",
            ),
            (UPSTREAM, "starttls_that_fails_never_goes_on_in_clear"),
        ],
    ),
    Line::new(
        "hand-login-referral",
        Weight::Security,
        admitting::referral,
        &[],
    ),
    // PLAIN goes before SCRAM wherever both are offered, and all of it within
    // TLS, which the proxy sees to: so there is no downgrade to be remembered.
    Line::new(
        "hand-auth-downgrade",
        Weight::Security,
        admitting::no_password_where_it_is_forbidden,
        &[(UPSTREAM, "starttls_that_fails_never_goes_on_in_clear")],
    ),
    Line::new(
        "hand-latin1-response",
        Weight::Usual,
        admitting::is_let_in,
        &[],
    ),
    Line::new(
        "hand-quoted-specials",
        Weight::Usual,
        reading::is_read_whole,
        &[],
    ),
    Line::new(
        "hand-thread-deep",
        Weight::Limit,
        reading::deep_threads,
        &[],
    ),
    Line::new(
        "hand-drop-mid-line",
        Weight::Fault,
        reading::ended_within_a_line,
        &[(
            "crates/mail-engine/tests/pair/reconnecting.rs",
            "the_line_may_be_cut_after_any_octet_of_a_login",
        )],
    ),
    Line::new(
        "hand-uidvalidity-zero",
        Weight::Usual,
        reading::uids_that_do_not_last,
        &[],
    ),
    // Lines out of other clients' tests.
    Line::new(
        "imapflow-secure-starttls-command-rejected-by-server-fails-closed",
        Weight::Security,
        |_| Ok(()),
        &[(UPSTREAM, "starttls_that_fails_never_goes_on_in_clear")],
    ),
    Line::new(
        "imapflow-parser-limits-oversized-literal-emits-no-command-and-no-literal-body",
        Weight::Limit,
        fragments::no_news_in_a_literal,
        &[],
    ),
    Line::new(
        "imapflow-tools-formatmessageresponse-does-not-lower-highestmodseq",
        Weight::Usual,
        fragments::no_sequence_is_told,
        &[],
    ),
    Line::new(
        "imapflow-tools-formatmessageresponse-handles-threadid-nil",
        Weight::Usual,
        fragments::no_conversation,
        &[],
    ),
    Line::new(
        "imapflow-tools-formatmessageresponse-ignores-a-non-numeric-modseq",
        Weight::Usual,
        fragments::flags_are_told,
        &[],
    ),
    Line::new(
        "imapflow-tools-geterrortext-survives-a-response-that-cannot-be-re-encoded",
        Weight::Usual,
        fragments::refused_in_its_words,
        &[],
    ),
    Line::new(
        "imapproto-test_imap_body_structure",
        Weight::Usual,
        fragments::structure_of_parts,
        &[],
    ),
    Line::new(
        "imapproto-test_body_structure_with_8bit_literal_filename",
        Weight::Usual,
        fragments::literal_as_a_name,
        &[],
    ),
    Line::new(
        "imapproto-test_my_rights_response",
        Weight::Usual,
        fragments::rights,
        &[],
    ),
    Line::new(
        "imapproto-test_status",
        Weight::Usual,
        fragments::counts,
        &[],
    ),
    Line::new(
        "imapproto-test_name_attributes",
        Weight::Usual,
        fragments::purposes,
        &[],
    ),
    Line::new(
        "imapproto-test_parsing_of_bye_response",
        Weight::Usual,
        fragments::goodbye,
        &[],
    ),
    Line::new(
        "imapproto-test_response_codes-2",
        Weight::Usual,
        fragments::alert_once,
        &[],
    ),
    Line::new(
        "imapproto-test_notify",
        Weight::Usual,
        fragments::comings_and_goings,
        &[],
    ),
    Line::new(
        "k9-realimapconnection-open-with-no-capabilities-in-initial-response-should-issue-pre-auth-",
        Weight::Usual,
        admitting::capabilities_are_asked_first,
        &[],
    ),
    Line::new(
        "k9-realimapconnection-open-auth-plain-failure-and-disconnect-should-throw",
        Weight::Fault,
        admitting::busy,
        &[],
    ),
    Line::new(
        "k9-realimapconnection-open-auth-plain-without-auth-plain-capability-should-use-login-comma",
        Weight::Usual,
        admitting::by_login,
        &[],
    ),
    Line::new(
        "k9-realimapconnection-open-auth-cram-md5",
        Weight::Security,
        admitting::no_cram,
        &[],
    ),
    Line::new(
        "k9-realimapconnection-open-auth-cram-md5-with-authentication-failure-should-throw",
        Weight::Security,
        admitting::no_cram,
        &[],
    ),
    Line::new(
        "k9-realimapconnection-open-auth-xoauth2-with-sasl-ir",
        Weight::Usual,
        admitting::by_token,
        &[],
    ),
    Line::new(
        "k9-realimapconnection-open-with-no-post-auth-capability-response-should-issue-capability-c",
        Weight::Usual,
        admitting::is_let_in,
        &[],
    ),
    Line::new(
        "k9-realimapconnection-open-with-untagged-capability-after-starttls-should-not-throw",
        Weight::Security,
        admitting::is_let_in,
        &[(
            UPSTREAM,
            "starttls_leads_to_a_greeting_of_the_relays_own_inside_tls",
        )],
    ),
    Line::new(
        "k9-realimapconnection-open-with-negative-response-to-list-command",
        Weight::Usual,
        fragments::list_refused,
        &[],
    ),
    Line::new(
        "k9-realimapconnection-open-with-bad-response-to-id-command-should-not-throw",
        Weight::Usual,
        fragments::id_refused,
        &[],
    ),
    Line::new(
        "k9-realimapconnection-executesimplecommand-with-no-response-should-throw-negativeimaprespo",
        Weight::Usual,
        fragments::refused_in_its_words,
        &[],
    ),
];
