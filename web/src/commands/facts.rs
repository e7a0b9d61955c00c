//! The table of what is known of each command.

use super::about::{About, Group, Needs};
use crate::i18n;
use crate::keyboard::Command;
use crate::ui::Icon;

/// What is known of a command.
pub fn about(command: Command) -> About {
    use Command as Of;
    let (group, needs, icon, words) = match command {
        Of::NextMessage => (
            Group::List,
            Needs::Rows,
            Icon::ChevronDown,
            i18n::shortcut_next(),
        ),
        Of::PreviousMessage => (
            Group::List,
            Needs::Rows,
            Icon::ChevronUp,
            i18n::shortcut_previous(),
        ),
        Of::OpenMessage => (
            Group::List,
            Needs::Meant,
            Icon::EnvelopeOpen,
            i18n::shortcut_open(),
        ),
        Of::CloseMessage => (
            Group::List,
            Needs::Nothing,
            Icon::ChevronStart,
            i18n::shortcut_close(),
        ),
        Of::FirstMessage => (
            Group::List,
            Needs::Rows,
            Icon::ChevronUp,
            i18n::shortcut_first(),
        ),
        Of::LastMessage => (
            Group::List,
            Needs::Rows,
            Icon::ChevronDown,
            i18n::shortcut_last(),
        ),
        Of::PageDown => (
            Group::List,
            Needs::Rows,
            Icon::ChevronDown,
            i18n::shortcut_page_down(),
        ),
        Of::PageUp => (
            Group::List,
            Needs::Rows,
            Icon::ChevronUp,
            i18n::shortcut_page_up(),
        ),
        Of::Refresh => (
            Group::List,
            Needs::Mailbox,
            Icon::Refresh,
            i18n::shortcut_refresh(),
        ),
        Of::Unfold => (
            Group::List,
            Needs::Rows,
            Icon::ChevronDown,
            i18n::shortcut_unfold(),
        ),
        Of::Fold => (
            Group::List,
            Needs::Rows,
            Icon::ChevronUp,
            i18n::shortcut_fold(),
        ),
        Of::NextMember => (
            Group::List,
            Needs::Open,
            Icon::ChevronDown,
            i18n::shortcut_next_member(),
        ),
        Of::PreviousMember => (
            Group::List,
            Needs::Open,
            Icon::ChevronUp,
            i18n::shortcut_previous_member(),
        ),
        Of::ExpandAll => (
            Group::List,
            Needs::Open,
            Icon::Enlarge,
            i18n::conversation_expand(),
        ),
        Of::CollapseAll => (
            Group::List,
            Needs::Open,
            Icon::Lines,
            i18n::conversation_collapse(),
        ),
        Of::Search => (
            Group::List,
            Needs::Nothing,
            Icon::Search,
            i18n::shortcut_search(),
        ),

        Of::ToggleSelected => (
            Group::Selecting,
            Needs::Rows,
            Icon::Check,
            i18n::shortcut_select(),
        ),
        Of::SelectNext => (
            Group::Selecting,
            Needs::Rows,
            Icon::Check,
            i18n::shortcut_select_next(),
        ),
        Of::SelectPrevious => (
            Group::Selecting,
            Needs::Rows,
            Icon::Check,
            i18n::shortcut_select_previous(),
        ),
        Of::SelectToFirst => (
            Group::Selecting,
            Needs::Rows,
            Icon::ChevronUp,
            i18n::shortcut_select_to_first(),
        ),
        Of::SelectToLast => (
            Group::Selecting,
            Needs::Rows,
            Icon::ChevronDown,
            i18n::shortcut_select_to_last(),
        ),
        Of::SelectPageDown => (
            Group::Selecting,
            Needs::Rows,
            Icon::ChevronDown,
            i18n::shortcut_select_page_down(),
        ),
        Of::SelectPageUp => (
            Group::Selecting,
            Needs::Rows,
            Icon::ChevronUp,
            i18n::shortcut_select_page_up(),
        ),
        Of::SelectAll => (
            Group::Selecting,
            Needs::Rows,
            Icon::Check,
            i18n::shortcut_select_all(),
        ),
        Of::SelectNone => (
            Group::Selecting,
            Needs::Selection,
            Icon::Close,
            i18n::shortcut_select_none(),
        ),
        Of::SelectRead => (
            Group::Selecting,
            Needs::Rows,
            Icon::EnvelopeOpen,
            i18n::shortcut_select_read(),
        ),
        Of::SelectUnread => (
            Group::Selecting,
            Needs::Rows,
            Icon::Envelope,
            i18n::shortcut_select_unread(),
        ),
        Of::SelectFlagged => (
            Group::Selecting,
            Needs::Rows,
            Icon::Flag,
            i18n::shortcut_select_flagged(),
        ),
        Of::SelectUnflagged => (
            Group::Selecting,
            Needs::Rows,
            Icon::Check,
            i18n::shortcut_select_unflagged(),
        ),

        Of::Archive => (
            Group::Acting,
            Needs::Change,
            Icon::Archive,
            i18n::shortcut_archive(),
        ),
        Of::ArchiveNext => (
            Group::Acting,
            Needs::Change,
            Icon::Archive,
            i18n::shortcut_archive_next(),
        ),
        Of::ArchivePrevious => (
            Group::Acting,
            Needs::Change,
            Icon::Archive,
            i18n::shortcut_archive_previous(),
        ),
        Of::Delete => (
            Group::Acting,
            Needs::Change,
            Icon::Trash,
            i18n::shortcut_delete(),
        ),
        Of::DeleteForEver => (
            Group::Acting,
            Needs::Change,
            Icon::Trash,
            i18n::shortcut_delete_for_ever(),
        ),
        Of::Junk => (
            Group::Acting,
            Needs::Change,
            Icon::Shield,
            i18n::shortcut_junk(),
        ),
        Of::Move => (
            Group::Acting,
            Needs::Change,
            Icon::Folder,
            i18n::shortcut_move(),
        ),
        Of::MoveAgain => (
            Group::Acting,
            Needs::Change,
            Icon::Folder,
            i18n::shortcut_move_again(),
        ),
        Of::Copy => (
            Group::Acting,
            Needs::Meant,
            Icon::Copy,
            i18n::shortcut_copy(),
        ),
        Of::Label => (
            Group::Acting,
            Needs::Change,
            Icon::Important,
            i18n::shortcut_label(),
        ),
        Of::ToggleFlagged => (
            Group::Acting,
            Needs::Change,
            Icon::Flag,
            i18n::shortcut_toggle_flag(),
        ),
        Of::MarkSeen => (
            Group::Acting,
            Needs::Change,
            Icon::EnvelopeOpen,
            i18n::shortcut_mark_read(),
        ),
        Of::MarkUnseen => (
            Group::Acting,
            Needs::Change,
            Icon::Envelope,
            i18n::shortcut_mark_unread(),
        ),
        Of::ActMenu => (
            Group::Acting,
            Needs::Meant,
            Icon::More,
            i18n::shortcut_act_menu(),
        ),
        Of::Undo => (
            Group::Acting,
            Needs::Undoable,
            Icon::ArrowBack,
            i18n::shortcut_undo(),
        ),

        Of::Compose => (
            Group::Writing,
            Needs::Way,
            Icon::Pencil,
            i18n::shortcut_compose(),
        ),
        Of::Reply => (
            Group::Writing,
            Needs::WayAndMeant,
            Icon::Reply,
            i18n::shortcut_reply(),
        ),
        Of::ReplyAll => (
            Group::Writing,
            Needs::WayAndMeant,
            Icon::ReplyAll,
            i18n::shortcut_reply_all(),
        ),
        Of::ReplyList => (
            Group::Writing,
            Needs::WayAndOpen,
            Icon::ReplyAll,
            i18n::verb_reply_list(),
        ),
        Of::Forward => (
            Group::Writing,
            Needs::WayAndMeant,
            Icon::Forward,
            i18n::shortcut_forward(),
        ),
        Of::ForwardAttached => (
            Group::Writing,
            Needs::WayAndMeant,
            Icon::Forward,
            i18n::verb_forward_attached(),
        ),
        Of::EditAsNew => (
            Group::Writing,
            Needs::WayAndOpen,
            Icon::Pencil,
            i18n::verb_as_new(),
        ),
        Of::Resend => (
            Group::Writing,
            Needs::WayAndOpen,
            Icon::Plane,
            i18n::verb_resend(),
        ),

        Of::MessageMenu => (
            Group::Message,
            Needs::Open,
            Icon::More,
            i18n::shortcut_message_menu(),
        ),
        Of::Toolbar => (
            Group::Message,
            Needs::Meant,
            Icon::Menu,
            i18n::shortcut_toolbar(),
        ),
        Of::Print => (
            Group::Message,
            Needs::Open,
            Icon::Document,
            i18n::message_print(),
        ),
        Of::SaveMessage => (
            Group::Message,
            Needs::Open,
            Icon::Download,
            i18n::message_save(),
        ),
        Of::CopyLink => (
            Group::Message,
            Needs::Open,
            Icon::Copy,
            i18n::message_link(),
        ),
        Of::OpenWindow => (
            Group::Message,
            Needs::Open,
            Icon::Enlarge,
            i18n::message_window(),
        ),

        Of::GoInbox => (
            Group::Going,
            Needs::Nothing,
            Icon::Tray,
            i18n::shortcut_go_inbox(),
        ),
        Of::GoFlagged => (
            Group::Going,
            Needs::Nothing,
            Icon::Flag,
            i18n::shortcut_go_flagged(),
        ),
        Of::GoSent => (
            Group::Going,
            Needs::Nothing,
            Icon::Plane,
            i18n::shortcut_go_sent(),
        ),
        Of::GoDrafts => (
            Group::Going,
            Needs::Nothing,
            Icon::Pencil,
            i18n::shortcut_go_drafts(),
        ),
        Of::GoArchive => (
            Group::Going,
            Needs::Nothing,
            Icon::Archive,
            i18n::shortcut_go_archive(),
        ),
        Of::GoJunk => (
            Group::Going,
            Needs::Nothing,
            Icon::Shield,
            i18n::shortcut_go_junk(),
        ),
        Of::GoTrash => (
            Group::Going,
            Needs::Nothing,
            Icon::Trash,
            i18n::shortcut_go_trash(),
        ),
        Of::GoFolder => (
            Group::Going,
            Needs::Nothing,
            Icon::Folder,
            i18n::shortcut_go_folder(),
        ),
        Of::GoOutbox => (
            Group::Going,
            Needs::Way,
            Icon::Plane,
            i18n::shortcut_go_outbox(),
        ),
        Of::GoContacts => (
            Group::Going,
            Needs::Nothing,
            Icon::Person,
            i18n::shortcut_go_contacts(),
        ),
        Of::GoSettings => (
            Group::Going,
            Needs::Nothing,
            Icon::Gear,
            i18n::shortcut_go_settings(),
        ),

        Of::FilterMailboxes => (
            Group::Folders,
            Needs::Nothing,
            Icon::Search,
            i18n::shortcut_filter_folders(),
        ),
        Of::NewFolder => (
            Group::Folders,
            Needs::Nothing,
            Icon::Plus,
            i18n::shortcut_new_folder(),
        ),
        Of::MarkAllRead => (
            Group::Folders,
            Needs::Mailbox,
            Icon::EnvelopeOpen,
            i18n::shortcut_mark_all_read(),
        ),
        Of::FolderProperties => (
            Group::Folders,
            Needs::Mailbox,
            Icon::Folder,
            i18n::shortcut_folder_properties(),
        ),
        Of::RenameFolder => (
            Group::Folders,
            Needs::OwnMailbox,
            Icon::Pencil,
            i18n::shortcut_rename_folder(),
        ),
        Of::EmptyFolder => (
            Group::Folders,
            Needs::Rows,
            Icon::Trash,
            i18n::shortcut_empty_folder(),
        ),

        Of::Palette => (
            Group::Page,
            Needs::Nothing,
            Icon::Search,
            i18n::shortcut_palette(),
        ),
        Of::ThemeSystem => (
            Group::Page,
            Needs::Nothing,
            Icon::Layout,
            i18n::shortcut_theme_system(),
        ),
        Of::ThemeLight => (
            Group::Page,
            Needs::Nothing,
            Icon::Layout,
            i18n::shortcut_theme_light(),
        ),
        Of::ThemeDark => (
            Group::Page,
            Needs::Nothing,
            Icon::Layout,
            i18n::shortcut_theme_dark(),
        ),
        Of::ThemeContrast => (
            Group::Page,
            Needs::Nothing,
            Icon::Layout,
            i18n::shortcut_theme_contrast(),
        ),
        Of::LayoutWide => (
            Group::Page,
            Needs::Nothing,
            Icon::Layout,
            i18n::shortcut_layout_wide(),
        ),
        Of::LayoutStacked => (
            Group::Page,
            Needs::Nothing,
            Icon::Layout,
            i18n::shortcut_layout_stacked(),
        ),
        Of::LayoutListOnly => (
            Group::Page,
            Needs::Nothing,
            Icon::Layout,
            i18n::shortcut_layout_list(),
        ),
        Of::LogOut => (
            Group::Page,
            Needs::Nothing,
            Icon::Leave,
            i18n::shortcut_log_out(),
        ),
        Of::ShowShortcuts => (
            Group::Page,
            Needs::Nothing,
            Icon::Keyboard,
            i18n::shortcut_show_shortcuts(),
        ),
    };
    About {
        words,
        group,
        needs,
        icon,
    }
}
