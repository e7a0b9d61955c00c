mod further;
mod modifiers;

use self::modifiers::Modifiers;
use super::acl::require_selected;
use super::resync::{numbers as numbers_of, vanished_earlier};
use super::{flag_items, flags_on_wire};
use crate::extension::FurtherItem;
use crate::mime::{BinaryContent, binary_content, body_structure, envelope, section_octets};
use crate::server::Context;
use crate::session::{Numbers, Reply, Session};
use crate::store::{FlagBits, Labels, Mailbox, MailboxId, Message, Rights, Row};
use chrono::DateTime as ChronoDateTime;
use core::num::NonZeroU32;
use imap_codec::imap_types::command::FetchModifier;
use imap_codec::imap_types::core::{Literal, LiteralMode, NString, NString8, Vec1};
use imap_codec::imap_types::datetime::DateTime;
use imap_codec::imap_types::extensions::binary::Literal8;
use imap_codec::imap_types::fetch::{
    MacroOrMessageDataItemNames, MessageDataItem, MessageDataItemName, Section,
};
use imap_codec::imap_types::response::{Code, Data};
use imap_codec::imap_types::sequence::SequenceSet;
use mail_model::{Timestamp, Uid};
use std::sync::Arc;

/// What is asked of each message.
pub(super) struct Items<'a> {
    /// In the order of the request.
    names: Vec<MessageDataItemName<'a>>,
    /// Those that the codec does not know; their values come last.
    further: &'a [FurtherItem],
    /// The labels of all messages, where any of them are asked for.
    labels: Option<Labels>,
}

impl<'a> Items<'a> {
    /// UID FETCH always tells the UID.
    pub(super) fn new(
        names: &'a MacroOrMessageDataItemNames<'a>,
        further: &'a [FurtherItem],
        numbers: Numbers,
    ) -> Self {
        let mut names = match names {
            MacroOrMessageDataItemNames::Macro(name) => name.expand(),
            MacroOrMessageDataItemNames::MessageDataItemNames(names) => names.clone(),
        };
        if numbers == Numbers::Uid && !names.contains(&MessageDataItemName::Uid) {
            names.insert(0, MessageDataItemName::Uid);
        }
        Self {
            names,
            further,
            labels: None,
        }
    }

    /// Looks up the labels, once for all messages, where they are asked for.
    pub(super) fn learn_labels(&mut self, user: &str, context: &Context<'_>) {
        if self.further.contains(&FurtherItem::GmailLabels) {
            self.labels = context.store.account(user).map(Labels::of);
        }
    }

    fn are_offered(&self, session: &Session) -> bool {
        !self.names.iter().any(|item| match item {
            MessageDataItemName::Binary { .. } | MessageDataItemName::BinarySize { .. } => {
                !session.offers("BINARY")
            }
            MessageDataItemName::ModSeq => !session.offers("CONDSTORE"),
            _ => false,
        })
    }

    /// The sections whose content is asked for.
    fn binary_sections(&self) -> impl Iterator<Item = &[NonZeroU32]> {
        self.names.iter().filter_map(|item| match item {
            MessageDataItemName::Binary { section, .. }
            | MessageDataItemName::BinarySize { section } => Some(section.as_slice()),
            _ => None,
        })
    }
}

/// Whether the message must be read for it.
fn is_of_content(item: &MessageDataItemName<'_>) -> bool {
    matches!(
        item,
        MessageDataItemName::BodyStructure | MessageDataItemName::BodyExt { .. }
    )
}

/// FETCH and UID FETCH (RFC 3501 §6.4.5, RFC 7162 §3.1.4, §3.2.6).
pub(super) fn fetch(
    session: &mut Session,
    set: &SequenceSet,
    mut items: Items<'_>,
    modifiers: &[FetchModifier],
    numbers: Numbers,
    context: &mut Context<'_>,
) -> Reply {
    let modifiers = match Modifiers::read(modifiers, session, numbers) {
        Ok(modifiers) => modifiers,
        Err(objection) => return Reply::bad(objection),
    };
    // CHANGEDSINCE tells the mod-sequence unasked.
    if modifiers.changed_since.is_some() && !items.names.contains(&MessageDataItemName::ModSeq) {
        items.names.push(MessageDataItemName::ModSeq);
    }
    if !items.are_offered(session) {
        return Reply::bad("Such an item is not offered");
    }
    if items.names.contains(&MessageDataItemName::ModSeq) {
        session.enable_mod_sequences(context);
    }
    let user = session.user.clone().unwrap_or_default();
    let Some(selected) = &session.selected else {
        return Reply::bad("No mailbox is selected");
    };
    let Some(uids) = selected.resolve(set, numbers) else {
        return Reply::bad("There is no message of that number");
    };
    items.learn_labels(&user, context);
    let sets_seen = !selected.is_read_only
        && items.names.iter().any(is_reading)
        && require_selected(session, Rights::SEEN, context).is_ok();
    let id = selected.id;
    let since = modifiers.changed_since;
    if let Some((since, mailbox)) = since
        .filter(|_| modifiers.vanished)
        .zip(context.store.mailbox_by_id(&user, id))
    {
        let known = numbers_of(set, selected.view().last()).unwrap_or_default();
        let vanished = vanished_earlier(session, mailbox, since, &known);
        vanished.into_iter().for_each(|data| session.send(data));
    }
    let mut is_any_gone = false;
    for uid in uids {
        if since.is_some_and(|since| !has_changed(context, &user, id, uid, since)) {
            continue;
        }
        if session.is_overfull() {
            return Reply::no("That is too much at once").because("LIMIT");
        }
        let of = context.store.mailbox_by_id(&user, id);
        if of.is_some_and(|of| of.deadly.contains(&uid)) && items.names.iter().any(is_of_content) {
            session.cut_after(0);
            return Reply::no("It fell over this message");
        }
        if is_in_unknown_encoding(context, &user, id, uid, &items) {
            return Reply::no("Its encoding is not known").with(Code::UnknownCte);
        }
        let newly_seen = sets_seen && mark_seen(context, &user, id, uid);
        let Some((data, further)) = message_data(session, context, &user, uid, &items, newly_seen)
        else {
            is_any_gone = true;
            continue;
        };
        session.send_with_more(data, &further);
    }
    if sets_seen {
        // This session has been told in the responses themselves.
        context.publish();
    }
    if is_any_gone && numbers == Numbers::Sequence {
        return Reply::no("Some of them are no more").because("EXPUNGEISSUED");
    }
    Reply::ok("Fetched")
}

fn has_changed(context: &Context<'_>, user: &str, id: MailboxId, uid: Uid, since: u64) -> bool {
    let mailbox = context.store.mailbox_by_id(user, id);
    let row = mailbox.and_then(|mailbox| mailbox.row(uid));
    // One that is gone is not passed over: that it is gone is to be told.
    row.is_none_or(|row| row.mod_sequence().get() > since)
}

/// Whether fetching the item means that the message has been read.
fn is_reading(name: &MessageDataItemName<'_>) -> bool {
    matches!(
        name,
        MessageDataItemName::BodyExt { peek: false, .. }
            | MessageDataItemName::Binary { peek: false, .. }
            | MessageDataItemName::Rfc822
            | MessageDataItemName::Rfc822Text
    )
}

/// Whether a part whose content is asked for cannot be decoded (RFC 3516 §4.3).
fn is_in_unknown_encoding(
    context: &Context<'_>,
    user: &str,
    id: MailboxId,
    uid: Uid,
    items: &Items<'_>,
) -> bool {
    let mut sections = items.binary_sections().peekable();
    if sections.peek().is_none() {
        return false;
    }
    let mailbox = context.store.mailbox_by_id(user, id);
    let message = mailbox.and_then(|mailbox| mailbox.message(uid));
    message.is_some_and(|message| {
        let mut contents =
            sections.map(|section| binary_content(message.raw(), message.root(), section));
        contents.any(|content| matches!(content, BinaryContent::Unknown))
    })
}

/// The decoded content of a section, NIL when there is no such part.
fn binary_octets(message: &Message, section: &[NonZeroU32]) -> Option<Vec<u8>> {
    match binary_content(message.raw(), message.root(), section) {
        BinaryContent::Octets(octets) => Some(octets),
        BinaryContent::Unknown | BinaryContent::Missing => None,
    }
}

/// As a literal, or as a literal8 where a NUL is in it.
fn binary_string(octets: Vec<u8>) -> NString8<'static> {
    if octets.contains(&0) {
        return NString8::Literal8(Literal8 {
            data: octets.into(),
            mode: LiteralMode::Sync,
        });
    }
    NString8::NString(literal(octets))
}

/// Sets `\Seen`; tells whether that changed anything.
fn mark_seen(context: &mut Context<'_>, user: &str, id: MailboxId, uid: Uid) -> bool {
    let row = context
        .store
        .mailbox_by_id(user, id)
        .and_then(|mailbox| mailbox.row(uid));
    row.is_some_and(|row| {
        context
            .store
            .set_flags(user, id, uid, row.flags.with(FlagBits::SEEN))
    })
}

/// The response for one message, and the values in it that the codec does not
/// know; `None` when the message is no more.
pub(super) fn message_data(
    session: &Session,
    context: &Context<'_>,
    user: &str,
    uid: Uid,
    wanted: &Items<'_>,
    newly_seen: bool,
) -> Option<(Data<'static>, Vec<u8>)> {
    let selected = session.selected.as_ref()?;
    let seq = selected.sequence_number(uid)?;
    let mailbox = context.store.mailbox_by_id(user, selected.id)?;
    let row = mailbox.row(uid)?;
    let mut message = None;
    let mut items = Vec::new();
    let mut read = || message.get_or_insert_with(|| mailbox.message(uid)).clone();
    let mut further = Vec::new();
    for name in &wanted.names {
        match name {
            // The codec's response cannot tell where the slice begins.
            MessageDataItemName::Binary {
                section,
                partial: Some(partial),
                ..
            } => {
                let octets = binary_octets(&*read()?, section);
                let octets = octets.map(|octets| slice(&octets, *partial));
                further.extend(further::binary_slice(section, partial.0, octets));
            }
            name => items.push(item(name, mailbox, row, &mut read)?),
        }
    }
    further.extend(further::values(
        wanted.further,
        mailbox,
        row,
        wanted.labels.as_ref(),
        &mut read,
    )?);
    if items.is_empty() {
        items.push(MessageDataItem::Uid(uid.0));
    }
    if newly_seen {
        let kind = core::mem::discriminant::<MessageDataItem<'_>>;
        for told in flag_items(mailbox, row, session.enabled) {
            if items.iter().all(|item| kind(item) != kind(&told)) {
                items.push(told);
            }
        }
    }
    let items = Vec1::try_from(items).ok()?;
    Some((Data::Fetch { seq, items }, further))
}

/// One item's value. `read` gets the message itself, which some do without.
fn item(
    name: &MessageDataItemName<'_>,
    mailbox: &Mailbox,
    row: Row,
    read: &mut dyn FnMut() -> Option<Arc<Message>>,
) -> Option<MessageDataItem<'static>> {
    use MessageDataItem as Item;
    use MessageDataItemName as Name;
    let structure =
        |message: &Message, is_extended| body_structure(message.raw(), message.root(), is_extended);
    Some(match name {
        Name::Uid => Item::Uid(row.uid.0),
        Name::Flags => Item::Flags(flags_on_wire(mailbox, row.flags)),
        Name::InternalDate => Item::InternalDate(internal_date(row.received())?),
        Name::Rfc822Size => Item::Rfc822Size(read()?.size()),
        Name::Envelope => {
            let message = read()?;
            Item::Envelope(envelope(message.root().header_of(message.raw())))
        }
        Name::BodyStructure => Item::BodyStructure(structure(&*read()?, true)),
        Name::Body => Item::Body(structure(&*read()?, false)),
        Name::Rfc822 => Item::Rfc822(literal(read()?.raw().to_vec())),
        Name::Rfc822Header => Item::Rfc822Header(section(&*read()?, Some(&Section::Header(None)))),
        Name::Rfc822Text => Item::Rfc822Text(section(&*read()?, Some(&Section::Text(None)))),
        Name::BodyExt {
            section: wanted,
            partial,
            ..
        } => Item::BodyExt {
            data: match (section_octets_of(&*read()?, wanted.as_ref()), partial) {
                (Some(octets), Some(partial)) => literal(slice(&octets, *partial)),
                (Some(octets), None) => literal(octets),
                (None, _) => NString(None),
            },
            section: wanted.as_ref().map(into_static),
            origin: partial.map(|(offset, _)| offset),
        },
        Name::ModSeq => Item::ModSeq(row.mod_sequence()),
        Name::Binary { section, .. } => Item::Binary {
            section: section.clone(),
            value: binary_octets(&*read()?, section)
                .map_or(NString8::NString(NString(None)), binary_string),
        },
        Name::BinarySize { section } => Item::BinarySize {
            section: section.clone(),
            size: binary_octets(&*read()?, section)
                .map_or(0, |octets| u32::try_from(octets.len()).unwrap_or(u32::MAX)),
        },
    })
}

fn into_static(section: &Section<'_>) -> Section<'static> {
    use imap_codec::imap_types::ToStatic;
    section.to_static()
}

fn section_octets_of(message: &Message, wanted: Option<&Section<'_>>) -> Option<Vec<u8>> {
    section_octets(message.raw(), message.root(), wanted)
}

fn section(message: &Message, wanted: Option<&Section<'_>>) -> NString<'static> {
    section_octets_of(message, wanted).map_or(NString(None), literal)
}

/// `<offset.count>` of a section; what lies beyond its end is empty.
fn slice(octets: &[u8], (offset, count): (u32, NonZeroU32)) -> Vec<u8> {
    let rest = usize::try_from(offset)
        .ok()
        .and_then(|offset| octets.get(offset..));
    let count = usize::try_from(count.get()).unwrap_or(usize::MAX);
    rest.unwrap_or(&[]).iter().take(count).copied().collect()
}

fn literal(octets: Vec<u8>) -> NString<'static> {
    Literal::try_from(octets).map_or(NString(None), NString::from)
}

pub(super) fn internal_date(moment: Timestamp) -> Option<DateTime> {
    let date = ChronoDateTime::from_timestamp(moment.0.div_euclid(1000), 0)?;
    DateTime::try_from(date.fixed_offset()).ok()
}
