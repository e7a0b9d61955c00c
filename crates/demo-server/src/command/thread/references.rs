//! REFERENCES (RFC 5256 §3), and REFS, which leaves subjects alone and puts the
//! conversation in which something came last at the end.

use super::Letter;
use super::forest::Forest;
use std::collections::{BTreeMap, BTreeSet};

/// How far up a name's ancestors are followed in search of a circle; what is
/// deeper is no conversation.
const MAX_DEPTH: usize = 10_000;

/// The conversations; members are places in `letters`.
pub(super) fn threads(letters: &[Letter], joins_subjects: bool) -> Forest {
    let mut forest = Links::of(letters).into_forest();
    prune(&mut forest);
    let dates = sort_answers(&mut forest, letters);
    if joins_subjects {
        forest.sort_roots(|_, root| dates.get(&root).copied());
        join_subjects(&mut forest, letters);
        let dates = sort_answers(&mut forest, letters);
        forest.sort_roots(|_, root| dates.get(&root).copied());
    } else {
        let last = last_arrivals(&forest, letters);
        forest.sort_roots(|_, root| last.get(&root).copied());
    }
    forest
}

/// Step 1: who answers whom. Nodes are names, those of messages first.
struct Links {
    parents: Vec<Option<usize>>,
    /// Those below which something was hung.
    are_parents: BTreeSet<usize>,
    /// How many of them are messages.
    count: usize,
}

impl Links {
    fn of(letters: &[Letter]) -> Self {
        let mut names: BTreeMap<&[u8], usize> = BTreeMap::new();
        for (place, letter) in letters.iter().enumerate() {
            // Of two with the same name the second has none.
            if let Some(id) = &letter.id {
                names.entry(id).or_insert(place);
            }
        }
        let mut links = Self {
            parents: vec![None; letters.len()],
            are_parents: BTreeSet::new(),
            count: letters.len(),
        };
        for (place, letter) in letters.iter().enumerate() {
            let mut before = None;
            for id in &letter.references {
                let node = *names.entry(id).or_insert_with(|| {
                    links.parents.push(None);
                    links.parents.len() - 1
                });
                if links.parent(node).is_none() {
                    links.link(before, node);
                }
                before = Some(node);
            }
            // What a message says of itself counts more than what others said,
            // even that it answers nothing.
            if let Some(link) = links.parents.get_mut(place) {
                *link = None;
            }
            links.link(before, place);
        }
        links
    }

    fn parent(&self, node: usize) -> Option<usize> {
        self.parents.get(node).copied().flatten()
    }

    /// Hangs `node` below `parent`, unless that would make a circle.
    fn link(&mut self, parent: Option<usize>, node: usize) {
        let Some(parent) = parent.filter(|parent| *parent != node) else {
            return;
        };
        // Only what has something below it can be above its own parent.
        if self.are_parents.contains(&node) {
            let mut ancestor = Some(parent);
            for _ in 0..MAX_DEPTH {
                match ancestor {
                    Some(above) if above == node => return,
                    Some(above) => ancestor = self.parent(above),
                    None => break,
                }
            }
            if ancestor.is_some() {
                return;
            }
        }
        if let Some(link) = self.parents.get_mut(node) {
            *link = Some(parent);
            self.are_parents.insert(parent);
        }
    }

    /// Step 2: the trees.
    fn into_forest(self) -> Forest {
        let mut forest = Forest::default();
        for place in 0..self.parents.len() {
            forest.add(Some(place).filter(|place| *place < self.count));
        }
        for (node, parent) in self.parents.into_iter().enumerate() {
            match parent {
                Some(parent) => forest.adopt(parent, node),
                None => forest.roots.push(node),
            }
        }
        forest
    }
}

/// Step 3: messages that are not there go; what hung below them moves up. One at
/// the top stays if it holds several together.
fn prune(forest: &mut Forest) {
    for node in forest.leaves_first() {
        let children = forest.take_children(node);
        let kept = without_absent(forest, children, |_| true);
        forest.set_children(node, kept);
    }
    let roots = core::mem::take(&mut forest.roots);
    forest.roots = without_absent(forest, roots, |children| children.len() < 2);
}

/// The nodes, in the place of absent ones their children where `moves_up` says so.
fn without_absent(
    forest: &mut Forest,
    nodes: Vec<usize>,
    moves_up: impl Fn(&[usize]) -> bool,
) -> Vec<usize> {
    let mut kept = Vec::with_capacity(nodes.len());
    for node in nodes {
        if forest.member(node).is_none() && moves_up(forest.children(node)) {
            kept.extend(forest.take_children(node));
        } else {
            kept.push(node);
        }
    }
    kept
}

/// The order of a node: when it was sent, then its place. One that is absent
/// has that of its first answer.
type Place = (i64, usize);

/// Steps 4 and 6: answers in the order in which they were sent.
fn sort_answers(forest: &mut Forest, letters: &[Letter]) -> BTreeMap<usize, Place> {
    let mut dates = BTreeMap::new();
    for node in forest.leaves_first() {
        let mut children = forest.take_children(node);
        children.sort_by_key(|child| dates.get(child).copied());
        let own = forest
            .member(node)
            .and_then(|place| Some((letters.get(place)?.sent, place)));
        let first = children.first().and_then(|first| dates.get(first).copied());
        dates.insert(node, own.or(first).unwrap_or_default());
        forest.set_children(node, children);
    }
    dates
}

/// When something last came into each tree.
fn last_arrivals(forest: &Forest, letters: &[Letter]) -> BTreeMap<usize, Place> {
    let mut last: BTreeMap<usize, Place> = BTreeMap::new();
    for node in forest.leaves_first() {
        let own = forest
            .member(node)
            .and_then(|place| Some((letters.get(place)?.received, place)));
        let below = forest.children(node).iter();
        let below = below.filter_map(|child| last.get(child).copied());
        let latest = below.chain(own).max().unwrap_or_default();
        last.insert(node, latest);
    }
    last
}

/// Step 5: trees with a subject in common become one.
fn join_subjects(forest: &mut Forest, letters: &[Letter]) {
    let speaker = |forest: &Forest, root: usize| {
        let place = forest.member(root).or_else(|| {
            let first = forest.children(root).first()?;
            forest.member(*first)
        });
        place.and_then(|place| letters.get(place))
    };
    let subject = |forest: &Forest, root: usize| {
        speaker(forest, root)
            .map(|letter| letter.subject.as_str())
            .filter(|subject| !subject.is_empty())
    };
    let is_reply =
        |forest: &Forest, root: usize| speaker(forest, root).is_some_and(|letter| letter.is_reply);
    let mut table: BTreeMap<&str, usize> = BTreeMap::new();
    for &root in &forest.roots {
        let Some(subject) = subject(forest, root) else {
            continue;
        };
        let known = table.entry(subject).or_insert(root);
        let known_is_absent = forest.member(*known).is_none();
        let is_absent = forest.member(root).is_none();
        let is_better = is_absent || (is_reply(forest, *known) && !is_reply(forest, root));
        if !known_is_absent && is_better {
            *known = root;
        }
    }
    let mut roots = Vec::new();
    // Where a root became part of a new one.
    let mut replaced: BTreeMap<usize, usize> = BTreeMap::new();
    for root in core::mem::take(&mut forest.roots) {
        let subject = subject(forest, root);
        let known = subject.and_then(|subject| table.get(subject).copied());
        let (Some(subject), Some(known)) = (subject, known.filter(|known| *known != root)) else {
            roots.push(root);
            continue;
        };
        let is_absent = forest.member(root).is_none();
        let known_is_absent = forest.member(known).is_none();
        if is_absent && known_is_absent {
            for child in forest.take_children(root) {
                forest.adopt(known, child);
            }
        } else if known_is_absent || (is_reply(forest, root) && !is_reply(forest, known)) {
            forest.adopt(known, root);
        } else {
            let both = forest.add(None);
            forest.adopt(both, known);
            forest.adopt(both, root);
            table.insert(subject, both);
            replaced.insert(known, both);
            // A root that comes later in the list is met under its new name.
        }
    }
    for root in &mut roots {
        if let Some(both) = replaced.get(root) {
            *root = *both;
        }
    }
    forest.roots = roots;
}
