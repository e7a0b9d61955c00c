/// Trees of messages. Nodes are numbered as they were added; one without a
/// member stands for a message that is not there.
#[derive(Debug, Default)]
pub(crate) struct Forest {
    nodes: Vec<Node>,
    /// The trees, in their order.
    pub(crate) roots: Vec<usize>,
}

#[derive(Debug, Default)]
struct Node {
    member: Option<usize>,
    children: Vec<usize>,
}

impl Forest {
    /// A new node, in no tree yet.
    pub(crate) fn add(&mut self, member: Option<usize>) -> usize {
        self.nodes.push(Node {
            member,
            children: Vec::new(),
        });
        self.nodes.len() - 1
    }

    /// The message that the node stands for.
    pub(crate) fn member(&self, node: usize) -> Option<usize> {
        self.nodes.get(node)?.member
    }

    pub(crate) fn children(&self, node: usize) -> &[usize] {
        self.nodes.get(node).map_or(&[], |node| &node.children)
    }

    /// Hangs a node below another.
    pub(crate) fn adopt(&mut self, parent: usize, child: usize) {
        if let Some(parent) = self.nodes.get_mut(parent) {
            parent.children.push(child);
        }
    }

    pub(crate) fn take_children(&mut self, node: usize) -> Vec<usize> {
        let node = self.nodes.get_mut(node);
        node.map_or_else(Vec::new, |node| core::mem::take(&mut node.children))
    }

    pub(crate) fn set_children(&mut self, node: usize, children: Vec<usize>) {
        if let Some(node) = self.nodes.get_mut(node) {
            node.children = children;
        }
    }

    /// All nodes of the trees, each behind all that hang below it.
    pub(crate) fn leaves_first(&self) -> Vec<usize> {
        let mut order = self.roots.clone();
        let mut next = 0;
        while let Some(&node) = order.get(next) {
            order.extend(self.children(node));
            next += 1;
        }
        order.reverse();
        order
    }

    pub(crate) fn sort_roots<K: Ord>(&mut self, key: impl Fn(&Self, usize) -> K) {
        let mut roots = core::mem::take(&mut self.roots);
        roots.sort_by_key(|root| key(self, *root));
        self.roots = roots;
    }
}
