//! Facts of single responses, stated as `structure.Fact == value`: each that our
//! model has is compared with what came of the response.

use crate::script::Script;
use crate::session::Session;
use crate::usual::asking;
use crate::{Judgement, same};
use imap_client::{Event, Request};
use mail_model::{BodyStructure, Disposition, Parameter, Part, SearchKey, Thread};

/// What our model leaves out on purpose, and why.
const LEFT_OUT: [(&str, &str); 7] = [
    (
        "envelope",
        "rows ask for the header's fields as they are: servers copy raw bytes into ENVELOPE, \
         and leave out what they can't parse. That an ENVELOPE is read over is judged by the row",
    ),
    ("annotations", "ANNOTATE (RFC 5257) is never asked for"),
    (
        "Lines",
        "nothing shown or done depends on the number of lines",
    ),
    (
        "ContentMd5",
        "nobody writes it, and TLS keeps what it would keep",
    ),
    (
        "ContentLanguage",
        "the page is told a text's language by the text",
    ),
    (
        "ContentLocation",
        "it is read in the part's own header, where it can be resolved",
    ),
    (
        "multipart.ContentDisposition",
        "a multipart is neither listed nor saved: its parts are",
    ),
];

/// A value as the corpus writes it: a number, or a string in quotes.
fn value(text: &str) -> String {
    let text = text.trim();
    let quoted = text.strip_prefix('"').and_then(|t| t.strip_suffix('"'));
    quoted.map_or(text.to_owned(), |text| text.replace("\\\"", "\""))
}

/// All facts that are stated of a response.
pub(crate) fn are_read(script: &Script) -> Judgement {
    let stated = script.good_client.split("; ");
    let facts: Vec<(&str, String)> = stated
        .filter_map(|fact| fact.split_once(" == "))
        .map(|(name, text)| (name.trim(), value(text)))
        .collect();
    let responses = script.responses();
    for (name, expected) in facts {
        let left_out = LEFT_OUT.iter().any(|(left, _)| name.contains(left));
        if left_out {
            continue;
        }
        let Some((of, fact)) = name.split_once('.') else {
            let response = responses.first().map_or(&[][..], Vec::as_slice);
            count_threads(&threads(response), name, &expected)?;
            continue;
        };
        let structures = responses.iter().filter_map(|response| {
            let session = asking(response, 1, Some(1));
            session.row(1)?.structure.clone()
        });
        let nodes: Vec<BodyStructure> = structures.collect();
        let Some(root) = nodes.first() else {
            return Err("no structure".to_owned());
        };
        is_read(root, of, fact, &expected)?;
    }
    Ok(())
}

fn is_read(root: &BodyStructure, of: &str, fact: &str, expected: &str) -> Judgement {
    let what = format!("{of}.{fact}");
    if of == "multipart" {
        let BodyStructure::Multipart { children, .. } = root else {
            return Err(format!("{what}: no multipart"));
        };
        return match fact {
            "BodyParts" => same(children.len().to_string(), expected.to_owned(), &what),
            _ => Err(format!("{what}: nobody knows what that is")),
        };
    }
    let leaves = root.leaves();
    let mut meant = leaves.iter().filter(|part| match of {
        "plain" => part.media_type == "text/plain",
        "html" => part.media_type == "text/html",
        "related" => part.media_type == "multipart/related",
        _ => true,
    });
    // Of several basic parts it may be any that is meant.
    let is_one = of == "basic" && fact == "ContentType.MediaType";
    let found: Vec<String> = match is_one {
        true => meant.filter_map(|part| fact_of(part, fact)).collect(),
        false => meant
            .next()
            .and_then(|part| fact_of(part, fact))
            .into_iter()
            .collect(),
    };
    let is_named_in_any_case = fact != "ContentDisposition.FileName";
    let is_there = found.iter().any(|found| {
        found == expected || (is_named_in_any_case && found.eq_ignore_ascii_case(expected))
    });
    if is_there {
        Ok(())
    } else {
        Err(format!("{what}: {found:?}, not {expected:?}"))
    }
}

fn fact_of(part: &Part, fact: &str) -> Option<String> {
    let parameter = |parameters: &[Parameter], name: &str| {
        let found = parameters.iter().find(|parameter| parameter.name == name)?;
        Some(String::from_utf8_lossy(&found.value).into_owned())
    };
    Some(match fact {
        "Octets" => part.size.to_string(),
        "ContentTransferEncoding" => part.transfer_encoding.clone(),
        "ContentType.MimeType" => part.media_type.clone(),
        "ContentType.MediaType" => part.media_type.rsplit_once('/')?.0.to_owned(),
        "ContentType.Charset" => parameter(&part.parameters, "charset")?,
        "ContentDisposition.Disposition" => match part.disposition {
            Disposition::Inline => "inline".to_owned(),
            Disposition::Attachment => "attachment".to_owned(),
            Disposition::Unspecified => return None,
        },
        "ContentDisposition.FileName" => parameter(&part.disposition_parameters, "filename")?,
        _ => return None,
    })
}

/// The conversations that this response tells of.
pub(crate) fn threads(response: &[u8]) -> Vec<Thread> {
    let script = Script::answering(
        "SELECT INBOX",
        b"* 100 EXISTS\r\n* OK [UIDVALIDITY 1] v\r\n",
    )
    .and_answering(
        "CAPABILITY",
        b"* CAPABILITY IMAP4rev1 THREAD=REFERENCES\r\n",
    )
    .and_answering("UID THREAD REFERENCES", response);
    let mut session = Session::opened(&script);
    session.submit(Request::Thread(SearchKey::All));
    let told = session.events.into_iter().find_map(|event| match event {
        Event::Threads { threads, .. } => Some(threads),
        _ => None,
    });
    told.unwrap_or_default()
}

fn count_threads(threads: &[Thread], name: &str, expected: &str) -> Judgement {
    let count = match name {
        "threads" => threads.len(),
        // Answers to what the first conversation begins with.
        "children" => {
            let members = threads.first().map_or(&[][..], |thread| &thread.members);
            members.iter().filter(|member| member.depth == 1).count()
        }
        _ => return Err(format!("{name}: nobody knows what that is")),
    };
    same(count.to_string(), expected.to_owned(), name)
}
