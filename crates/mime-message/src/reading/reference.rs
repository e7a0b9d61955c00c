use super::ReadingPlan;
use crate::beginning;
use mail_model::{BodyStructure, Part, PartPath, Set};

/// The longest Content-ID that is looked for; RFC 5322's longest line.
const CONTENT_ID_LIMIT: usize = 998;

/// The parts planned as inline that `html` never refers to by `cid:` (RFC
/// 2392): nobody would see them, so that they are to be listed as attachments.
pub fn unreferenced_inline(
    plan: &ReadingPlan,
    structure: &BodyStructure,
    html: &str,
) -> Vec<PartPath> {
    let referenced = referenced_content_ids(html);
    structure
        .leaves()
        .into_iter()
        .filter(|part| plan.inline.binary_search(&part.path).is_ok())
        .filter(|part| {
            let id = part.content_id.as_deref().unwrap_or_default();
            !referenced.contains(id) && !names_location(html, part)
        })
        .map(|part| part.path.clone())
        .collect()
}

/// Whether `html` has the end of the part's Content-Location (RFC 2557): what it is
/// relative to is the sanitizer's to know.
fn names_location(html: &str, part: &Part) -> bool {
    let location = part.content_location.as_deref().unwrap_or_default();
    let name = location.rsplit(['/', '\\']).next().unwrap_or_default();
    !name.is_empty() && html.contains(name)
}

fn referenced_content_ids(html: &str) -> Set<String> {
    let mut ids = Set::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once("cid:") {
        let after_limit = beginning(after, CONTENT_ID_LIMIT);
        let end = after_limit
            .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '>' | ')' | '&' | '<'))
            .unwrap_or(after_limit.len());
        let (id, after) = after.split_at_checked(end).unwrap_or((after, ""));
        ids.insert(percent_decoded(id));
        rest = after;
    }
    ids
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = after
            .get(..2)
            .filter(|_| byte == b'%')
            .and_then(|digits| core::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(code.unwrap_or(byte));
        rest = match code {
            Some(_) => after.get(2..).unwrap_or_default(),
            None => after,
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BuiltInCharsets, parse_message, plan_reading};

    #[test]
    fn pictures_that_the_html_shows_by_their_locations_are_no_attachments() {
        let part = |head: &str| format!("--b\n{head}\n\nx\n");
        let mail = |kind: &str| {
            format!(
                "Content-Type: multipart/{kind}; boundary=b\n\n{}{}{}--b--\n",
                part("Content-Type: text/html\nContent-Location: http://a.example/"),
                part(
                    "Content-Type: image/png\nContent-Location: http://a.example/pic\n tures/a.png"
                ),
                part("Content-Type: image/png\nContent-Location: other.png"),
            )
        };
        let read = |kind: &str| {
            let structure = parse_message(mail(kind).as_bytes(), &BuiltInCharsets).structure;
            let plan = plan_reading(&structure, &BuiltInCharsets);
            (structure, plan)
        };
        let (structure, plan) = read("related");
        assert_eq!(plan.inline, [PartPath(vec![2]), PartPath(vec![3])]);
        let picture = structure.part(&plan.inline[0]).unwrap();
        assert_eq!(
            picture.content_location.as_deref(),
            Some("http://a.example/pictures/a.png")
        );
        assert_eq!(
            unreferenced_inline(&plan, &structure, "<img src=/pictures/a.png>"),
            [PartPath(vec![3])]
        );
        let around = |head: &str| {
            let mail = mail("related").replace("boundary=b", &format!("boundary=b{head}"));
            let structure = parse_message(mail.as_bytes(), &BuiltInCharsets).structure;
            let around = structure.locations_around(&PartPath(vec![2]));
            around.into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(around(""), [""; 0]);
        assert_eq!(around("\nContent-Location: http://b/"), ["http://b/"]);
        let (_, plan) = read("mixed");
        assert_eq!(plan.inline, []);
        assert_eq!(plan.attachments, [PartPath(vec![2]), PartPath(vec![3])]);
    }

    #[test]
    fn pictures_that_the_html_never_shows_are_found() {
        let image = "Content-Type: image/png\nContent-ID: ";
        let mail = format!(
            "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\nx\n\
             --b\n{image}<a@x>\n\nx\n--b\n{image}<b%20c>\n\nx\n--b\n{image}<d>\n\nx\n--b--\n"
        );
        let structure = parse_message(mail.as_bytes(), &BuiltInCharsets).structure;
        let plan = plan_reading(&structure, &BuiltInCharsets);
        let html = "<img src=\"cid:a@x\"> <td style='background:url(cid:b%2520c)'> cid:";
        assert_eq!(
            unreferenced_inline(&plan, &structure, html),
            [PartPath(vec![4])]
        );
    }
}
