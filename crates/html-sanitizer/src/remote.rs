//! The ledger of what the message wanted: from other machines, and of its own
//! attached images.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::address::{self, Address};
use crate::profile::Profile;
use crate::{InlineImage, LinkElsewhere, RemotePolicy, image, limits, link, location};

/// What a reference to another machine would have fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RemoteKind {
    /// An image in the text.
    Image,
    /// An image that nobody is meant to see: of one pixel, or hidden by its own
    /// style. To fetch it is to tell that the message was read.
    Pixel,
    /// An image behind the text, by an attribute or by CSS.
    Background,
    /// A style sheet.
    StyleSheet,
    /// A font.
    Font,
    /// Sound, film, a frame, a script, a plug-in: never fetched, even with consent.
    Active,
}

/// How many references to other machines a message holds, kept or not, by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoteCounts {
    /// Images in the text that are there to be seen.
    pub images: u32,
    /// Images that nobody is meant to see: trackers.
    pub pixels: u32,
    /// Images behind the text.
    pub backgrounds: u32,
    /// Style sheets.
    pub style_sheets: u32,
    /// Fonts.
    pub fonts: u32,
    /// Sound, film, frames, scripts, plug-ins.
    pub active: u32,
}

impl RemoteCounts {
    /// All of them.
    pub fn total(&self) -> u32 {
        [self.style_sheets, self.fonts, self.active]
            .into_iter()
            .fold(self.loadable(), u32::saturating_add)
    }

    /// Those that the person's consent loads: images of any kind.
    pub fn loadable(&self) -> u32 {
        self.images
            .saturating_add(self.pixels)
            .saturating_add(self.backgrounds)
    }

    fn add(&mut self, kind: RemoteKind) {
        let count = match kind {
            RemoteKind::Image => &mut self.images,
            RemoteKind::Pixel => &mut self.pixels,
            RemoteKind::Background => &mut self.backgrounds,
            RemoteKind::StyleSheet => &mut self.style_sheets,
            RemoteKind::Font => &mut self.fonts,
            RemoteKind::Active => &mut self.active,
        };
        *count = count.saturating_add(1);
    }
}

/// One reference to another machine, kept or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoteReference {
    /// What would be fetched.
    pub kind: RemoteKind,
    /// From where; empty where the address was too odd to tell.
    pub host: String,
}

/// Where an image in an editor says what it will show once it was sent.
pub(crate) const SOURCE_ELSEWHERE: &str = "data-src";

/// What may be fetched, what was asked for, and what is there.
pub(crate) struct References<'a> {
    /// What the result is for.
    pub(crate) profile: Profile,
    policy: RemotePolicy,
    images: BTreeMap<&'a str, &'a InlineImage>,
    /// The same by their locations, as addresses of which two can be compared.
    located: BTreeMap<String, &'a InlineImage>,
    /// Where the HTML lies itself.
    base: String,
    encoded: BTreeMap<(bool, &'a str), Option<String>>,
    known_content_ids: BTreeSet<String>,
    /// Bytes that attached images have added to the result.
    pub(crate) inlined: usize,
    pub(crate) content_ids: Vec<String>,
    pub(crate) locations: Vec<String>,
    pub(crate) counts: RemoteCounts,
    pub(crate) remote: Vec<RemoteReference>,
    pub(crate) links_elsewhere: Vec<LinkElsewhere>,
    pub(crate) images_behind: Vec<String>,
}

impl<'a> References<'a> {
    pub(crate) fn new(policy: RemotePolicy, images: &'a [InlineImage]) -> Self {
        let located = images
            .iter()
            .filter_map(|image| Some((location::resolve("", image.location.as_deref()?), image)))
            .collect();
        let named = images.iter().filter(|image| !image.content_id.is_empty());
        let images = named
            .map(|image| (image.content_id.trim_matches(['<', '>']), image))
            .collect();
        Self {
            profile: Profile::Read,
            policy,
            images,
            located,
            base: String::new(),
            encoded: BTreeMap::new(),
            known_content_ids: BTreeSet::new(),
            inlined: 0,
            content_ids: Vec::new(),
            locations: Vec::new(),
            counts: RemoteCounts::default(),
            remote: Vec::new(),
            links_elsewhere: Vec::new(),
            images_behind: Vec::new(),
        }
    }

    /// Where the HTML lies by its own Content-Location.
    pub(crate) fn set_location(&mut self, location: &str) {
        self.base = location::resolve("", location);
    }

    /// For what is written in an editor: nothing is fetched there, and what an
    /// image is called stays.
    pub(crate) fn composing(profile: Profile, images: &'a [InlineImage]) -> Self {
        let mut references = Self::new(RemotePolicy::Block, images);
        references.profile = profile;
        references
    }

    /// The attribute of an image in an editor or in a letter, and what it says.
    pub(crate) fn named(&self, source: &str) -> Option<(&'static str, String)> {
        if let Some(image) = self.located(source) {
            return Some(("src", address::content_id(&image.content_id)));
        }
        match Address::parse(source) {
            Address::Web(address) if self.profile == Profile::Send => Some(("src", address)),
            Address::Web(address) => Some((SOURCE_ELSEWHERE, address)),
            Address::Image(address) => Some(("src", address)),
            Address::ContentId(id) => Some(("src", address::content_id(&id))),
            Address::Mailto(_) | Address::Elsewhere | Address::Other => None,
        }
    }

    /// Counts `source` if it names another machine.
    pub(crate) fn count(&mut self, kind: RemoteKind, source: &str) {
        // An image within the message may be megabytes long.
        if !source.starts_with("data:") && self.located(source).is_none() {
            self.count_address(kind, &Address::parse(source));
        }
    }

    /// What an image's address becomes, counted; none if it is not to be shown.
    pub(crate) fn resolve(&mut self, kind: RemoteKind, source: &str) -> Option<Cow<'_, str>> {
        if let Some(image) = self.located(source) {
            return self.located_image(image).map(Cow::Borrowed);
        }
        let address = Address::parse(source);
        self.count_address(kind, &address);
        self.allowed(address)
    }

    /// As [`References::resolve`], for an image that CSS refers to; it was counted
    /// before.
    pub(crate) fn resolve_behind(&mut self, source: &str) -> Option<Cow<'_, str>> {
        if let Some(image) = self.located(source) {
            return self.located_image(image).map(Cow::Borrowed);
        }
        let address = Address::parse(source);
        if let Address::Web(address) = &address
            && self.policy == RemotePolicy::AllowImages
            && !self.images_behind.contains(address)
        {
            if self.images_behind.len() == limits::IMAGES_BEHIND {
                return None;
            }
            self.images_behind.push(address.clone());
        }
        self.allowed(address)
    }

    fn allowed(&mut self, address: Address) -> Option<Cow<'_, str>> {
        match address {
            Address::Web(address) if self.policy == RemotePolicy::AllowImages => {
                Some(Cow::Owned(address))
            }
            Address::Image(address) => Some(Cow::Owned(address)),
            Address::ContentId(id) => self.inline_image(id).map(Cow::Borrowed),
            _ => None,
        }
    }

    fn inline_image(&mut self, id: String) -> Option<&str> {
        let found = self
            .images
            .get_key_value(id.as_str())
            .map(|(id, image)| (*id, *image));
        if self.known_content_ids.insert(id.clone()) {
            self.content_ids.push(id);
        }
        let (id, image) = found?;
        self.embedded((false, id), image)
    }

    /// The image of the message that lies where `source` says, if one does.
    fn located(&self, source: &str) -> Option<&'a InlineImage> {
        if self.located.is_empty() {
            return None;
        }
        let address = location::resolve(&self.base, source);
        // Parts whose locations are relative to nothing are meant beside the HTML.
        let image = self.located.get(&address);
        let image = image.or_else(|| self.located.get(&location::resolve("", source)));
        image.copied()
    }

    fn located_image(&mut self, image: &'a InlineImage) -> Option<&str> {
        let location = image.location.as_deref()?;
        if !self.locations.iter().any(|known| known == location) {
            self.locations.push(location.to_owned());
        }
        self.embedded((true, location), image)
    }

    /// The image as an address that holds it.
    fn embedded(&mut self, name: (bool, &'a str), image: &InlineImage) -> Option<&str> {
        let address = self
            .encoded
            .entry(name)
            .or_insert_with(|| image::to_data(image))
            .as_deref()?;
        // One image may be referred to a thousand times, and each is a copy.
        let inlined = self.inlined.saturating_add(address.len());
        if inlined > limits::INLINED_BYTES {
            return None;
        }
        self.inlined = inlined;
        Some(address)
    }

    /// Notes a link to `href` whose text names another domain.
    pub(crate) fn compare_link(&mut self, text: &str, href: &str) {
        if self.links_elsewhere.len() < limits::LINKS_ELSEWHERE
            && let Some(link) = link::elsewhere(text, href)
            && !self.links_elsewhere.contains(&link)
        {
            self.links_elsewhere.push(link);
        }
    }

    fn count_address(&mut self, kind: RemoteKind, address: &Address) {
        if !address.is_remote() {
            return;
        }
        self.counts.add(kind);
        if self.remote.len() < limits::REMOTE_DETAILS {
            let host = match address {
                Address::Web(address) => address::host(address).to_owned(),
                _ => String::new(),
            };
            self.remote.push(RemoteReference { kind, host });
        }
    }
}
