//! The References algorithm (RFC 5256 §3), without recursion; and REFS, which is
//! the same but for two things: what has only a subject in common is not thrown
//! together, and the conversations stand by their latest message.

use super::sort::Known;
use super::subject::{BaseSubject, base_subject};
use mail_model::{MessageId, Thread, ThreadMember, Uid};
use std::collections::BTreeMap;

/// How far up a loop is looked for; a chain that is longer is not made longer.
const CHAIN_LIMIT: u32 = 10_000;
/// How many references of one message are followed: the latest, and of the first
/// the oldest.
const REFERENCE_LIMIT: usize = 300;

/// When something was sent, and which it is of those sent together.
type Place = (i64, u32);

/// An identifier that was named; perhaps of a message that is not there.
#[derive(Clone, Debug, Default)]
struct Node {
    parent: Option<usize>,
    message: Option<Message>,
    has_children: bool,
}

#[derive(Clone, Debug)]
struct Message {
    uid: Uid,
    sent: i64,
    subject: Option<BaseSubject>,
    /// What the server calls its conversation, as a number of ours.
    name: Option<usize>,
}

impl Message {
    fn place(&self) -> Place {
        (self.sent, self.uid.value())
    }
}

/// Gathers messages, in the order of their UIDs, into conversations.
#[derive(Clone, Debug)]
pub(crate) struct Conversations {
    /// Conversations of the same subject are one.
    merges_subjects: bool,
    nodes: Vec<Node>,
    by_id: BTreeMap<String, usize>,
    /// The server's names of conversations.
    names: BTreeMap<String, usize>,
}

/// A conversation's beginning.
#[derive(Default)]
struct Root {
    /// The messages that stand at its top: one, or those under one that is not there.
    tops: Vec<usize>,
    is_dummy: bool,
}

impl Conversations {
    /// By REFERENCES, or by REFS.
    pub(crate) fn new(merges_subjects: bool) -> Self {
        Self {
            merges_subjects,
            nodes: Vec::new(),
            by_id: BTreeMap::new(),
            names: BTreeMap::new(),
        }
    }

    /// Step 1: a message, and whom it answers.
    pub(crate) fn add(&mut self, known: &Known<'_>) {
        let header = known.header;
        let next = self.names.len();
        let name = known.thread_id.map(|name| {
            let named = self.names.entry(name.to_owned());
            *named.or_insert(next)
        });
        let message = Message {
            uid: known.uid,
            sent: known.sent().0.div_euclid(1000),
            subject: self.merges_subjects.then(|| base_subject(&header.subject)),
            name,
        };
        let own = header.message_id.as_ref().map(|id| self.node(id));
        // An identifier that another message has already is none.
        let own = match own.filter(|own| self.message(*own).is_none()) {
            Some(own) => own,
            None => self.push(),
        };
        if let Some(node) = self.nodes.get_mut(own) {
            node.message = Some(message);
        }
        let mut references = header.references.as_slice();
        if references.is_empty() {
            references = header.in_reply_to.get(..1).unwrap_or_default();
        }
        let skipped = references.len().saturating_sub(REFERENCE_LIMIT);
        let mut last: Option<usize> = None;
        for id in references.iter().skip(skipped) {
            let node = self.node(id);
            if let Some(parent) = last
                && self.parent(node).is_none()
                && !self.is_under(parent, node)
            {
                self.link(node, parent);
            }
            last = Some(node);
        }
        // What a message says itself of whom it answers counts more than what
        // others said of it.
        if let Some(node) = self.nodes.get_mut(own) {
            node.parent = None;
        }
        if let Some(parent) = last.filter(|parent| !self.is_under(*parent, own)) {
            self.link(own, parent);
        }
    }

    /// A message is gone: one of the same identifier, such as its copy that comes
    /// back, may take its place.
    pub(crate) fn forget(&mut self, uid: Uid) {
        let nodes = self.nodes.iter_mut();
        for node in nodes.filter(|node| node.message.as_ref().is_some_and(|m| m.uid == uid)) {
            node.message = None;
        }
    }

    /// The conversations in their order.
    pub(crate) fn threads(mut self) -> Vec<Thread> {
        self.by_id.clear();
        let mut roots = self.roots();
        if !core::mem::take(&mut self.names).is_empty() {
            self.join(&mut roots);
        }
        if self.merges_subjects {
            self.merge(&mut roots);
        }
        let mut children: Vec<Vec<usize>> = Vec::new();
        children.resize(self.nodes.len(), Vec::new());
        for node in self.ordered(0..self.nodes.len()) {
            let parent = self
                .parent(node)
                .and_then(|parent| children.get_mut(parent));
            parent.into_iter().for_each(|answers| answers.push(node));
        }
        let mut threads: Vec<Thread> = Vec::new();
        let mut order: BTreeMap<Place, usize> = BTreeMap::new();
        for mut root in roots {
            root.tops = self.ordered(root.tops);
            let (thread, latest) = self.thread(&root, &children);
            let first = root.tops.first().and_then(|top| self.message(*top));
            let place = match first {
                Some(first) if self.merges_subjects => first.place(),
                _ => latest,
            };
            order.insert(place, threads.len());
            threads.push(thread);
        }
        let order = order.into_values();
        order
            .filter_map(|index| threads.get_mut(index).map(core::mem::take))
            .collect()
    }

    /// Each identifier, with a message of its conversation.
    pub(crate) fn each_id(&self, mut tell: impl FnMut(&str, Uid)) {
        let mut of: Vec<Option<Uid>> = Vec::new();
        of.resize(self.nodes.len(), None);
        for (index, node) in self.nodes.iter().enumerate() {
            let Some(message) = &node.message else {
                continue;
            };
            // What is above and not there is known by what is below it.
            let mut at = Some(index);
            while let Some(place) = at.and_then(|at| of.get_mut(at)) {
                if place.replace(message.uid).is_some() {
                    break;
                }
                at = at.and_then(|at| self.parent(at));
                if at.is_some_and(|at| self.message(at).is_some()) {
                    break;
                }
            }
        }
        for (id, node) in &self.by_id {
            if let Some(uid) = of.get(*node).copied().flatten() {
                tell(id, uid);
            }
        }
    }

    /// Each name of the server's, with a message of its conversation.
    pub(crate) fn each_name(&self, mut tell: impl FnMut(&str, Uid)) {
        let mut of: BTreeMap<usize, Uid> = BTreeMap::new();
        for message in self.nodes.iter().filter_map(|node| node.message.as_ref()) {
            of.extend(message.name.map(|name| (name, message.uid)));
        }
        for (name, number) in &self.names {
            if let Some(uid) = of.get(number) {
                tell(name, *uid);
            }
        }
    }

    fn node(&mut self, id: &MessageId) -> usize {
        if let Some(node) = self.by_id.get(&id.0) {
            return *node;
        }
        let node = self.push();
        self.by_id.insert(id.0.clone(), node);
        node
    }

    fn push(&mut self) -> usize {
        self.nodes.push(Node::default());
        self.nodes.len() - 1
    }

    fn message(&self, node: usize) -> Option<&Message> {
        self.nodes.get(node)?.message.as_ref()
    }

    fn parent(&self, node: usize) -> Option<usize> {
        self.nodes.get(node)?.parent
    }

    fn link(&mut self, child: usize, parent: usize) {
        if let Some(node) = self.nodes.get_mut(child) {
            node.parent = Some(parent);
        }
        if let Some(node) = self.nodes.get_mut(parent) {
            node.has_children = true;
        }
    }

    /// Whether `node` is `above` or stands under it; also where that takes too
    /// long to find out.
    fn is_under(&self, node: usize, above: usize) -> bool {
        if node == above {
            return true;
        }
        if !self.nodes.get(above).is_some_and(|node| node.has_children) {
            return false;
        }
        let mut at = node;
        for _ in 0..CHAIN_LIMIT {
            match self.parent(at) {
                Some(parent) if parent == above => return true,
                Some(parent) => at = parent,
                None => return false,
            }
        }
        true
    }

    /// Steps 2 and 3: those that are not there go, but for those that hold
    /// several at the top together. Afterwards every parent is a message.
    fn roots(&mut self) -> Vec<Root> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        groups.resize(self.nodes.len(), Vec::new());
        for index in 0..self.nodes.len() {
            if self.message(index).is_none() {
                continue;
            }
            let mut top = index;
            let mut above = self.parent(index);
            let mut passed = Vec::new();
            while let Some(parent) = above {
                top = parent;
                if self.message(parent).is_some() {
                    break;
                }
                passed.push(parent);
                above = self.parent(parent);
            }
            // The next message passes the same in one step.
            for node in passed.into_iter().filter(|node| *node != top) {
                if let Some(node) = self.nodes.get_mut(node) {
                    node.parent = Some(top);
                }
            }
            if let Some(node) = self.nodes.get_mut(index) {
                node.parent = above;
            }
            if above.is_none()
                && let Some(group) = groups.get_mut(top)
            {
                group.push(index);
            }
        }
        groups.retain(|tops| !tops.is_empty());
        groups
            .into_iter()
            .map(|tops| Root {
                is_dummy: tops.len() > 1,
                tops,
            })
            .collect()
    }

    /// What the server says belongs together is one conversation, whatever its
    /// messages say of each other: those that answer nothing that is there stand
    /// below the first.
    fn join(&mut self, roots: &mut Vec<Root>) {
        let mut by_name: BTreeMap<usize, usize> = BTreeMap::new();
        let mut joined: Vec<Root> = Vec::with_capacity(roots.len());
        for root in roots.drain(..) {
            let mut tops = root.tops.iter().filter_map(|top| self.message(*top));
            let name = tops.find_map(|top| top.name);
            let into = name.and_then(|name| by_name.get(&name));
            match into.and_then(|into| joined.get_mut(*into)) {
                Some(into) => into.tops.extend(root.tops),
                None => {
                    if let Some(name) = name {
                        by_name.insert(name, joined.len());
                    }
                    joined.push(root);
                }
            }
        }
        for root in joined.iter_mut().filter(|root| !root.is_dummy) {
            let tops = self.ordered(core::mem::take(&mut root.tops));
            if let Some((first, others)) = tops.split_first() {
                others.iter().for_each(|other| self.link(*other, *first));
                root.tops = vec![*first];
            }
        }
        *roots = joined;
    }

    /// Those of the nodes that are messages, by when they were sent.
    fn ordered(&self, nodes: impl IntoIterator<Item = usize>) -> Vec<usize> {
        let mut ordered: BTreeMap<Place, usize> = BTreeMap::new();
        for node in nodes {
            if let Some(message) = self.message(node) {
                ordered.insert(message.place(), node);
            }
        }
        ordered.into_values().collect()
    }

    /// Steps 4 and 5: conversations of the same subject become one.
    fn merge(&mut self, roots: &mut Vec<Root>) {
        let mut order: BTreeMap<Place, usize> = BTreeMap::new();
        for (index, root) in roots.iter_mut().enumerate() {
            root.tops = self.ordered(core::mem::take(&mut root.tops));
            if let Some(first) = root.tops.first().and_then(|top| self.message(*top)) {
                order.insert(first.place(), index);
            }
        }
        let order = order.into_values();
        let mut ordered: Vec<Root> = order
            .filter_map(|index| roots.get_mut(index).map(core::mem::take))
            .collect();
        let mut by_subject: BTreeMap<String, usize> = BTreeMap::new();
        for (index, root) in ordered.iter().enumerate() {
            let Some(subject) = self.subject(root) else {
                continue;
            };
            let stronger = |other: &usize| {
                ordered.get(*other).is_some_and(|other| {
                    !other.is_dummy
                        && (root.is_dummy || (self.is_reply(other) && !subject.is_reply))
                })
            };
            if by_subject.get(&subject.text).is_none_or(stronger) {
                by_subject.insert(subject.text.clone(), index);
            }
        }
        for index in 0..ordered.len() {
            let Some(root) = ordered.get(index) else {
                continue;
            };
            let into = self
                .subject(root)
                .and_then(|subject| by_subject.get(&subject.text).copied());
            let Some((into, other)) = into
                .filter(|into| *into != index)
                .and_then(|into| Some((into, ordered.get(into)?)))
            else {
                continue;
            };
            let answers = self.is_reply(root) && !self.is_reply(other) && !other.is_dummy;
            let above = other.tops.first().copied().filter(|_| answers);
            let tops = ordered
                .get_mut(index)
                .map(|root| core::mem::take(&mut root.tops))
                .unwrap_or_default();
            match (above, ordered.get_mut(into)) {
                (Some(above), _) => {
                    for top in tops {
                        self.link(top, above);
                    }
                }
                (None, Some(other)) => {
                    other.is_dummy = true;
                    other.tops.extend(tops);
                }
                (None, None) => {}
            }
        }
        ordered.retain(|root| !root.tops.is_empty());
        *roots = ordered;
    }

    /// The subject of a conversation, where it has one.
    fn subject(&self, root: &Root) -> Option<&BaseSubject> {
        let first = self.message(*root.tops.first()?)?;
        first
            .subject
            .as_ref()
            .filter(|subject| !subject.text.is_empty())
    }

    fn is_reply(&self, root: &Root) -> bool {
        self.subject(root).is_some_and(|subject| subject.is_reply)
    }

    /// Step 6, and when its latest message was sent.
    fn thread(&self, root: &Root, children: &[Vec<usize>]) -> (Thread, Place) {
        let mut thread = Thread::default();
        if root.is_dummy {
            let (uid, depth) = (None, 0);
            thread.members.push(ThreadMember { uid, depth });
        }
        let mut latest = (i64::MIN, 0);
        let depth = u16::from(root.is_dummy);
        let mut waiting: Vec<(usize, u16)> = Vec::new();
        waiting.extend(root.tops.iter().rev().map(|top| (*top, depth)));
        while let Some((node, depth)) = waiting.pop() {
            let Some(message) = self.message(node) else {
                continue;
            };
            latest = latest.max(message.place());
            let uid = Some(message.uid);
            thread.members.push(ThreadMember { uid, depth });
            let answers = children.get(node).into_iter().flatten().rev();
            waiting.extend(answers.map(|answer| (*answer, depth.saturating_add(1))));
        }
        (thread, latest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_model::Timestamp;
    use mime_message::{BuiltInCharsets, parse_header};

    /// `uid.depth`, `-` for a message that is not there.
    fn threads(merges_subjects: bool, headers: &[&str]) -> Vec<String> {
        named_threads(merges_subjects, headers, &[])
    }

    fn named_threads(merges_subjects: bool, headers: &[&str], names: &[&str]) -> Vec<String> {
        let mut conversations = Conversations::new(merges_subjects);
        for (uid, header) in (1..).zip(headers) {
            let header = parse_header(header.as_bytes(), &BuiltInCharsets);
            conversations.add(&Known {
                uid: Uid::new(uid).unwrap(),
                received: Some(Timestamp(i64::from(uid) * 1000)),
                size: None,
                header: &header,
                thread_id: names
                    .get(uid as usize - 1)
                    .copied()
                    .filter(|name| !name.is_empty()),
            });
        }
        let shown = |member: &ThreadMember| {
            let uid = member.uid.map(|uid| uid.value().to_string());
            format!("{}.{}", uid.unwrap_or("-".to_owned()), member.depth)
        };
        let threads = conversations.threads();
        let threads = threads.iter();
        threads
            .map(|thread| {
                thread
                    .members
                    .iter()
                    .map(shown)
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect()
    }

    #[test]
    fn answers_stand_below_what_they_answer() {
        let headers = [
            "Message-ID: <a@x>\n",
            "Message-ID: <b@x>\nReferences: <a@x>\n",
            "Message-ID: <c@x>\nReferences: <a@x> <b@x>\n",
            "Message-ID: <d@x>\nIn-Reply-To: <a@x>\n",
            "Message-ID: <e@x>\n",
        ];
        for merges_subjects in [true, false] {
            assert_eq!(
                threads(merges_subjects, &headers),
                ["1.0 2.1 3.2 4.1", "5.0"]
            );
        }
    }

    #[test]
    fn what_is_not_there_holds_its_answers_together() {
        let headers = [
            "Message-ID: <a@x>\nReferences: <gone@x>\n",
            "Message-ID: <b@x>\n",
            "Message-ID: <c@x>\nReferences: <gone@x>\n",
            "Message-ID: <d@x>\nReferences: <also@x> <only@x>\n",
        ];
        assert_eq!(threads(true, &headers), ["-.0 1.1 3.1", "2.0", "4.0"]);
        // The latest message decides.
        assert_eq!(threads(false, &headers), ["2.0", "-.0 1.1 3.1", "4.0"]);
    }

    #[test]
    fn subjects_join_what_references_do_not() {
        let headers = [
            "Subject: a\nMessage-ID: <a@x>\n",
            "Subject: Re: a\nMessage-ID: <b@x>\n",
            "Subject: Re: b\nMessage-ID: <c@x>\n",
            "Subject: Re: b\nMessage-ID: <d@x>\n",
            "Message-ID: <e@x>\n",
            "Message-ID: <f@x>\n",
        ];
        let merged = ["1.0 2.1", "-.0 3.1 4.1", "5.0", "6.0"];
        assert_eq!(threads(true, &headers), merged);
        assert_eq!(threads(false, &headers).len(), 6);
    }

    #[test]
    fn what_the_server_calls_a_conversation_is_one() {
        let headers = [
            "Message-ID: <a@x>\n",
            "Message-ID: <b@x>\nReferences: <gone@x>\n",
            "Message-ID: <c@x>\nReferences: <a@x>\n",
            "Message-ID: <d@x>\n",
            "Message-ID: <e@x>\nReferences: <d@x>\n",
            "Message-ID: <f@x>\nReferences: <other@x>\n",
            "Message-ID: <g@x>\nReferences: <other@x>\n",
            "Message-ID: <h@x>\n",
        ];
        let names = ["1", "1", "1", "1", "1", "2", "2", ""];
        let expected = ["1.0 2.1 3.1 4.1 5.2", "-.0 6.1 7.1", "8.0"];
        assert_eq!(named_threads(false, &headers, &names), expected);
        // The same names for what nobody answers.
        let names = ["", "", "", "7", "", "7", "", "7"];
        let shown = named_threads(false, &headers, &names).join(" ");
        for uid in 1..=8 {
            assert_eq!(shown.matches(&format!("{uid}.")).count(), 1, "{shown}");
        }
    }

    #[test]
    fn loops_and_doubles_are_survived() {
        let headers = [
            "Message-ID: <a@x>\nReferences: <b@x>\n",
            "Message-ID: <b@x>\nReferences: <a@x>\n",
            "Message-ID: <a@x>\n",
            "Message-ID: <c@x>\nReferences: <c@x>\n",
            "References: <z@x> <y@x> <z@x>\n",
        ];
        let shown = threads(true, &headers).join(" ");
        for uid in 1..=5 {
            assert_eq!(shown.matches(&format!("{uid}.")).count(), 1, "{shown}");
        }
    }

    #[test]
    fn long_chains_need_neither_a_stack_nor_much_time() {
        let mut headers = Vec::new();
        for number in 0..30_000 {
            headers.push(format!(
                "Message-ID: <{number}@x>\nReferences: <{}@x>\n",
                number + 1
            ));
        }
        let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
        let shown = threads(true, &headers);
        let messages: usize = shown.iter().map(|thread| thread.split(' ').count()).sum();
        assert_eq!(messages, 30_000);
    }
}
