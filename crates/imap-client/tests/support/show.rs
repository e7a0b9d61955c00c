//! Events as transcripts write them.

use super::show_parts::{
    show_flags, show_outcome, show_problem, show_set, show_structure, show_thread,
};
use super::text::shown;
use imap_client::Event;
use mail_model::Uid;

/// An event as transcripts write it.
pub(super) fn show(event: &Event) -> String {
    match event {
        Event::Authenticated => "authenticated".to_owned(),
        Event::Capabilities(list) => format!("capabilities {}", list.join(" ")),
        Event::Mailboxes(mailboxes) => {
            let shown: Vec<String> = mailboxes
                .iter()
                .map(|mailbox| {
                    let mut text = mailbox.name.as_str().replace(' ', "_");
                    if let Some(purpose) = mailbox.special_use {
                        text += &format!("={purpose:?}");
                    }
                    if let Some(counts) = mailbox.counts {
                        text += &format!("({}/{})", counts.unseen, counts.messages);
                    }
                    if !mailbox.is_selectable {
                        text += "!";
                    }
                    if !mailbox.is_subscribed {
                        text += "?";
                    }
                    text
                })
                .collect();
            format!("mailboxes {}", shown.join(" "))
        }
        Event::Counts { mailbox, counts } => {
            format!("counts {mailbox} {}/{}", counts.unseen, counts.messages)
        }
        Event::Selected(selected) => format!(
            "selected {} exists={} validity={} next={}{} {}",
            selected.mailbox,
            selected.exists,
            selected.uid_validity.0,
            selected.uid_next.map_or(0, |next| next.0.get()),
            selected
                .highest_mod_seq
                .map_or(String::new(), |highest| format!(" modseq={}", highest.0)),
            match (selected.is_read_only, selected.has_lasting_uids) {
                (true, true) => "ro",
                (true, false) => "ro passing",
                (false, true) => "rw",
                (false, false) => "rw passing",
            }
        ),
        Event::Arrived { exists } => format!("arrived {exists}"),
        Event::Expunged { uid, newer, exists } => format!(
            "expunged {} newer={newer} exists={exists}",
            uid.map_or("?".to_owned(), |uid| uid.value().to_string())
        ),
        Event::Uids(uids) => format!("uids {}", show_set(uids)),
        Event::Row { newer, row } => {
            let mut text = format!("row newer={newer} uid={}", row.uid.value());
            text += &format!(" flags={}", show_flags(&row.flags));
            if let Some(received) = row.received {
                text += &format!(" received={}", received.0 / 1000);
            }
            if let Some(size) = row.size {
                text += &format!(" size={size}");
            }
            if let Some(structure) = &row.structure {
                text += &format!(" {}", show_structure(structure));
            }
            if let Some(header) = &row.header {
                text += &format!(" header={}", header.len());
            }
            if let Some(preview) = &row.preview {
                text += &format!(" preview={preview}");
            }
            if let Some(name) = &row.email_id {
                text += &format!(" email={name}");
            }
            text
        }
        Event::Size { uid, size } => format!("size {} {size}", uid.value()),
        Event::Preview { uid, text } => format!("preview {} {text}", uid.value()),
        Event::Flags { uid, flags } => format!("flags {} {}", uid.value(), show_flags(flags)),
        Event::Slice {
            request,
            uid,
            section,
            offset,
            bytes,
            is_last,
            ..
        } => format!(
            "slice #{} uid={} {section:?} {offset}+{}{}",
            request.0,
            uid.value(),
            bytes.len(),
            if *is_last { " last" } else { "" }
        ),
        Event::Copied { request, map } => {
            let copy = |uid: Uid| map.copy_of(uid).map_or(0, Uid::value);
            let pairs: Vec<String> = map
                .sources()
                .iter()
                .map(|uid| format!("{}>{}", uid.value(), copy(uid)))
                .collect();
            format!(
                "copied #{} validity={} {}",
                request.0,
                map.uid_validity().0,
                pairs.join(" ")
            )
        }
        Event::Appended {
            request,
            uid_validity,
            uids,
        } => {
            let uids: Vec<String> = uids.iter().map(|uid| uid.value().to_string()).collect();
            format!(
                "appended #{} validity={} {}",
                request.0,
                uid_validity.0,
                uids.join(",")
            )
        }
        Event::NotStored { request, uids } => {
            format!("not stored #{} {}", request.0, show_set(uids))
        }
        Event::Done { request, outcome } => {
            format!("done #{} {}", request.0, show_outcome(outcome))
        }
        Event::Found { request, uids } => format!("found #{} {}", request.0, show_set(uids)),
        Event::Sorted {
            request,
            total,
            skip,
            uids,
        } => {
            let uids: Vec<String> = uids.iter().map(|uid| uid.value().to_string()).collect();
            format!(
                "sorted #{} {skip}+{} of {total}: {}",
                request.0,
                uids.len(),
                uids.join(" ")
            )
        }
        Event::Threads { request, threads } => {
            let threads: Vec<String> = threads.iter().map(show_thread).collect();
            format!("threads #{} {}", request.0, threads.join("; "))
        }
        Event::Header {
            request,
            uid,
            received,
            size,
            header,
            thread_id,
        } => format!(
            "header #{} uid={} received={} size={} {:?}{}",
            request.0,
            uid.value(),
            received.map_or(0, |received| received.0 / 1000),
            size.unwrap_or(0),
            shown(header),
            thread_id
                .as_ref()
                .map_or(String::new(), |id| format!(" thread={id}"))
        ),
        Event::Quota { request, roots } => {
            let shown: Vec<String> = roots
                .iter()
                .map(|root| {
                    let resources = root.resources.iter();
                    let shown: Vec<String> = resources
                        .map(|resource| {
                            format!("{:?} {}/{}", resource.kind, resource.used, resource.limit)
                        })
                        .collect();
                    format!("{:?} {}", root.name, shown.join(" "))
                })
                .collect();
            let answered = request.map_or_else(|| "unasked".to_owned(), |id| format!("#{}", id.0));
            format!("quota {answered} {}", shown.join("; "))
        }
        Event::Rights { mailbox, rights } => format!("rights {mailbox} {rights}"),
        Event::Acl { request, entries } => {
            let shown: Vec<String> = entries
                .iter()
                .map(|entry| format!("{}={}", entry.identifier, entry.rights))
                .collect();
            format!("acl #{} {}", request.0, shown.join(" "))
        }
        Event::Metadata { request, entries } => {
            let shown: Vec<String> = entries
                .iter()
                .map(|(name, value)| match value {
                    Some(value) => format!("{name}={:?}", shown(value)),
                    None => format!("{name}=-"),
                })
                .collect();
            format!("metadata #{} {}", request.0, shown.join(" "))
        }
        Event::Progress {
            request,
            done,
            total,
        } => format!("progress #{} {done}/{}", request.0, total.unwrap_or(0)),
        Event::HighestModSeq(highest) => format!("in step {}", highest.0),
        Event::ReadOnly(is_read_only) => format!("read-only {is_read_only}"),
        Event::Watching(None) => "watching no more".to_owned(),
        Event::Watching(Some(others)) => {
            format!("watching all but [{}]", others.join(" "))
        }
        Event::Namespaces { others, shared } => {
            let names = |all: &[mail_model::MailboxName]| {
                let all: Vec<&str> = all.iter().map(mail_model::MailboxName::as_str).collect();
                all.join(" ")
            };
            format!("namespaces [{}] [{}]", names(others), names(shared))
        }
        Event::Subscriptions { mailboxes, .. } => {
            let names: Vec<&str> = mailboxes
                .iter()
                .map(mail_model::MailboxName::as_str)
                .collect();
            format!("subscriptions [{}]", names.join(" "))
        }
        Event::MailboxesChanged => "mailboxes changed".to_owned(),
        Event::Notice(problem) => format!("notice {}", show_problem(problem)),
        Event::Closed(problem) => format!("closed {}", show_problem(problem)),
    }
}
