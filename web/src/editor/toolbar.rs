//! The buttons above rich text (WAI-ARIA, toolbar).

use super::command::{Align, Colour, Command, Font, Ground, Size};
use super::format::{Format, ListKind};
use super::picture::Width;
use super::{Editor, FilePlace};
use crate::dom::{Child, Element, View, document, effect, ev, html};
use crate::i18n;
use crate::reactive::*;
use crate::ui::{MenuItem, drawing, drawing_along, menu};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

const BOLD: &str = "M7.5 5h5.2a3.4 3.4 0 0 1 0 6.8H7.5zM7.5 11.8h6a3.6 3.6 0 0 1 0 7.2h-6z";
const ITALIC: &str = "M10.5 5h6.5M7 19h6.5M13.9 5L10.1 19";
const UNDERLINE: &str = "M7.5 4.5v6.2a4.5 4.5 0 0 0 9 0V4.5M6 19.5h12";
const STRIKE: &str = "M4.5 12h15M16.3 8.2C15.8 6.3 14.2 5 12 5 9.6 5 8 6.3 8 8.2c0 1.1.5 1.9 1.4 2.5M7.7 15.8C8.2 17.7 9.8 19 12 19c2.4 0 4-1.3 4-3.2 0-.7-.2-1.3-.6-1.8";
const SIZE: &str = "M3.5 18.5l4.7-13 4.7 13M5 14.5h6.4M14 18.5l3.2-8.5 3.2 8.5M15 15.8h4.4";
const COLOUR: &str = "M7 15.5l5-11 5 11M8.7 11.8h6.6M5 19.5h14";
const BULLETS: &str = "M9.5 6.5H20M9.5 12H20M9.5 17.5H20M5 6.5h.01M5 12h.01M5 17.5h.01";
const NUMBERS: &str = "M10.5 6.5H20M10.5 12H20M10.5 17.5H20M4.3 5.3l1.2-.8v4M4 15.7c.5-.8 2.3-.7 2.3.5 0 1-1.5 1.6-2.3 2.8h2.5";
const INDENT: &str = "M4 5.5h16M11.5 10H20M11.5 14H20M4 18.5h16M4.5 9.5l3 2.5-3 2.5";
const OUTDENT: &str = "M4 5.5h16M11.5 10H20M11.5 14H20M4 18.5h16M7.5 9.5l-3 2.5 3 2.5";
const ALIGN: &str = "M4 6h16M4 10h10M4 14h16M4 18h10";
const LINK: &str = "M10 13.5a4 4 0 0 0 5.7.3l3-3a4 4 0 0 0-5.6-5.7l-1.2 1.2M14 10.5a4 4 0 0 0-5.7-.3l-3 3a4 4 0 0 0 5.6 5.7l1.2-1.2";
const IMAGE: &str = "M4.5 6.5A1.5 1.5 0 0 1 6 5h12a1.5 1.5 0 0 1 1.5 1.5v11A1.5 1.5 0 0 1 18 19H6a1.5 1.5 0 0 1-1.5-1.5zM4.5 16.5l4.5-4.7 4 4 2.5-2.5 4 3.9M15 8.4h.01";
const WIDTH: &str = "M4.5 6.5h15v11h-15zM8 12h8M10 9.7L7.7 12l2.3 2.3M14 9.7l2.3 2.3-2.3 2.3";
const CODE: &str = "M8.5 7.5L4 12l4.5 4.5M15.5 7.5L20 12l-4.5 4.5";
const CLEAR: &str = "M6 5h12M12.5 5l-2.2 9M5 19h8M16 14.5l4.5 4.5M20.5 14.5L16 19";

/// Those that run as texts do; numbers stay readable.
const ALONG: [&str; 4] = [BULLETS, INDENT, OUTDENT, ALIGN];

/// What a button of the toolbar looks like to the arrow keys.
const TOOL: &str = ".editor-tool";

pub(super) fn toolbar(editor: &Editor) -> View {
    let format = editor.0.format;
    let button = |name: &'static str, path: &'static str, command: Command| {
        let editor = editor.clone();
        tool(name, path).on(ev::CLICK, move |_| editor.run(command))
    };
    let toggle = |name, path, command, is_on: fn(&Format) -> bool| {
        button(name, path, command).attr("aria-pressed", move || {
            if format.with(is_on) { "true" } else { "false" }
        })
    };
    let letters = (
        toggle(i18n::editor_bold(), BOLD, Command::Bold, |at| at.is_bold).attr("tabindex", "0"),
        toggle(i18n::editor_italic(), ITALIC, Command::Italic, |at| {
            at.is_italic
        }),
        toggle(
            i18n::editor_underline(),
            UNDERLINE,
            Command::Underline,
            |at| at.is_underlined,
        ),
        toggle(i18n::editor_strike(), STRIKE, Command::Strike, |at| {
            at.is_struck
        }),
        sizes(editor),
        colours(editor),
    );
    let lines = (
        toggle(i18n::editor_bullets(), BULLETS, Command::Bullets, |at| {
            at.list == Some(ListKind::Bullets)
        }),
        toggle(i18n::editor_numbers(), NUMBERS, Command::Numbers, |at| {
            at.list == Some(ListKind::Numbers)
        }),
        button(i18n::editor_outdent(), OUTDENT, Command::Outdent),
        button(i18n::editor_indent(), INDENT, Command::Indent),
        aligns(editor),
    );
    let things = (
        toggle(i18n::editor_link(), LINK, Command::Link, |at| {
            at.link.is_some()
        }),
        image(editor),
        widths(editor),
        toggle(i18n::editor_code(), CODE, Command::Code, |at| at.is_code),
        button(i18n::editor_clear(), CLEAR, Command::Clear),
    );
    let group = || html::span().class("editor-group");
    let bar = html::div();
    let node: HtmlElement = bar.node();
    let at = node.clone();
    let back = editor.clone();
    let has_picture = has_picture(editor);
    let of = node.clone();
    effect(move || {
        if !has_picture.get() {
            keep_in_reach(&of);
        }
    });
    bar.class("editor-tools")
        .attr("role", "toolbar")
        .attr("aria-label", i18n::editor_tools())
        .on(ev::KEY_DOWN, move |event| {
            if event.key() == "Escape" {
                event.prevent_default();
                back.focus();
            } else if step(&node, &event.key()) {
                event.prevent_default();
            }
        })
        .on(ev::FOCUS_IN, move |_| mark(&at))
        .child((
            group().child(letters),
            group().child(lines),
            group().child(things),
        ))
        .view()
}

/// A button that leaves the focus where it is when it is pressed by a pointer.
fn tool(name: &'static str, path: &'static str) -> Element {
    html::button()
        .class("editor-tool")
        .attr("type", "button")
        .attr("tabindex", "-1")
        .attr("aria-label", name)
        .attr("title", name)
        .on(ev::MOUSE_DOWN, |event| event.prevent_default())
        .child(match ALONG.contains(&path) {
            true => drawing_along(path),
            false => drawing(path),
        })
}

fn sizes(editor: &Editor) -> View {
    let editor = editor.clone();
    let name = i18n::editor_letters();
    menu(tool(name, SIZE), name, move || {
        let now = editor.0.format.get_untracked();
        let item = |name, is_so, command| {
            let editor = editor.clone();
            MenuItem::choice(name, is_so, move || editor.run(command))
        };
        let fonts = Font::ALL.map(|font| {
            let command = Command::Font(font);
            item(name_of_font(font), font == now.font, command)
        });
        let sizes = Size::ALL.map(|size| {
            let command = Command::Size(size);
            item(name_of_size(size), size == now.size, command)
        });
        let mut items = vec![MenuItem::heading(i18n::editor_font())];
        items.extend(fonts);
        items.push(MenuItem::heading(i18n::editor_size()));
        items.extend(sizes);
        items
    })
}

fn colours(editor: &Editor) -> View {
    let editor = editor.clone();
    menu(
        tool(i18n::editor_colour(), COLOUR),
        i18n::editor_colour(),
        move || {
            let item = |name, command| {
                let editor = editor.clone();
                MenuItem::action(name, move || editor.run(command))
            };
            let colour = |colour| item(name_of_colour(colour), Command::Colour(colour));
            let ground = |ground| item(name_of_ground(ground), Command::Ground(ground));
            let mut items = vec![MenuItem::heading(i18n::editor_colour_text()), colour(None)];
            items.extend(Colour::ALL.map(Some).map(colour));
            items.push(MenuItem::heading(i18n::editor_colour_ground()));
            items.push(ground(None));
            items.extend(Ground::ALL.map(Some).map(ground));
            items
        },
    )
}

fn aligns(editor: &Editor) -> View {
    let editor = editor.clone();
    menu(
        tool(i18n::editor_align(), ALIGN),
        i18n::editor_align(),
        move || {
            let now = editor.0.format.with_untracked(|format| format.align);
            let item = |align: Align| {
                let editor = editor.clone();
                MenuItem::choice(name_of_align(align), align == now, move || {
                    editor.run(Command::Align(align));
                })
            };
            Align::ALL.into_iter().map(item).collect()
        },
    )
}

/// Whether a picture is selected.
fn has_picture(editor: &Editor) -> Memo<bool> {
    let format = editor.0.format;
    memo(move |_| format.with(|format| format.picture.is_some()))
}

/// How wide the picture is, while one is selected.
fn widths(editor: &Editor) -> View {
    let has_picture = has_picture(editor);
    let editor = editor.clone();
    (move || {
        let editor = editor.clone();
        has_picture.get().then(|| {
            let name = i18n::editor_picture_size();
            menu(tool(name, WIDTH), name, move || {
                let now = editor.0.format.with_untracked(|format| format.picture);
                let item = |width: Width| {
                    let editor = editor.clone();
                    MenuItem::choice(name_of_width(width), Some(width) == now, move || {
                        editor.run(Command::Picture(width));
                    })
                };
                Width::ALL.into_iter().map(item).collect()
            })
        })
    })
    .view()
}

/// The button that asks for a picture, and the field that the browser asks by.
fn image(editor: &Editor) -> View {
    let input = html::input();
    let field: HtmlInputElement = input.node();
    let chosen = field.clone();
    let on_files = editor.0.config.on_files.clone();
    let input = input
        .attr("type", "file")
        .attr("accept", "image/png,image/jpeg,image/gif,image/webp")
        .attr("multiple", "")
        .attr("hidden", "")
        .on(ev::CHANGE, move |_| {
            let Some(files) = chosen.files() else { return };
            let files = (0..files.length()).filter_map(|at| files.item(at));
            let files: Vec<_> = files.collect();
            // The same may be chosen again.
            chosen.set_value("");
            if !files.is_empty() {
                on_files(files, FilePlace::Inline);
            }
        });
    let button = tool(i18n::editor_image(), IMAGE).on(ev::CLICK, move |_| field.click());
    (button, input).view()
}

fn name_of_size(size: Size) -> &'static str {
    match size {
        Size::Small => i18n::editor_size_small(),
        Size::Normal => i18n::editor_size_normal(),
        Size::Large => i18n::editor_size_large(),
        Size::Huge => i18n::editor_size_huge(),
    }
}

fn name_of_font(font: Font) -> &'static str {
    match font {
        Font::Usual => i18n::editor_colour_none(),
        Font::Sans => i18n::editor_font_sans(),
        Font::Serif => i18n::editor_font_serif(),
        Font::Fixed => i18n::editor_font_fixed(),
    }
}

fn name_of_width(width: Width) -> &'static str {
    match width {
        Width::Small => i18n::editor_picture_small(),
        Width::Medium => i18n::editor_picture_medium(),
        Width::Full => i18n::editor_picture_full(),
    }
}

fn name_of_ground(ground: Option<Ground>) -> &'static str {
    match ground {
        None => i18n::editor_colour_none(),
        Some(Ground::Yellow) => i18n::editor_colour_yellow(),
        Some(Ground::Green) => i18n::editor_colour_green(),
        Some(Ground::Blue) => i18n::editor_colour_blue(),
        Some(Ground::Pink) => i18n::editor_colour_pink(),
    }
}

fn name_of_align(align: Align) -> &'static str {
    match align {
        Align::Start => i18n::editor_align_start(),
        Align::Centre => i18n::editor_align_centre(),
        Align::End => i18n::editor_align_end(),
    }
}

fn name_of_colour(colour: Option<Colour>) -> &'static str {
    match colour {
        None => i18n::editor_colour_none(),
        Some(Colour::Red) => i18n::editor_colour_red(),
        Some(Colour::Orange) => i18n::editor_colour_orange(),
        Some(Colour::Green) => i18n::editor_colour_green(),
        Some(Colour::Blue) => i18n::editor_colour_blue(),
        Some(Colour::Violet) => i18n::editor_colour_violet(),
        Some(Colour::Grey) => i18n::editor_colour_grey(),
    }
}

fn tools(bar: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(found) = bar.query_selector_all(TOOL) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.item(at)?.dyn_into().ok())
        .collect()
}

/// Moves the focus to the bar of an editor; tells whether it has one.
pub(super) fn focus(around: &HtmlElement) -> bool {
    let found = around.query_selector(".editor-tool[tabindex='0']");
    let Ok(Some(tool)) = found else { return false };
    // Refused by no browser.
    tool.unchecked_into::<HtmlElement>().focus().is_ok()
}

/// Moves the focus along the bar. Tells whether the key was for that.
fn step(bar: &HtmlElement, key: &str) -> bool {
    let tools = tools(bar);
    let focused = document().active_element();
    let at = tools
        .iter()
        .position(|tool| focused.as_ref().is_some_and(|focused| **tool == *focused));
    let Some(at) = at else { return false };
    let is_reversed = matches!(bar.closest("[dir=rtl]"), Ok(Some(_)));
    let Some(to) = target(key, at, tools.len(), is_reversed) else {
        return false;
    };
    if let Some(tool) = tools.get(to) {
        // Refused by no browser.
        let _ = tool.focus();
    }
    true
}

/// The button that a key leads to; round and round.
fn target(key: &str, at: usize, count: usize, is_reversed: bool) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let (forward, back) = if is_reversed {
        ("ArrowLeft", "ArrowRight")
    } else {
        ("ArrowRight", "ArrowLeft")
    };
    Some(match key {
        "Home" => 0,
        "End" => last,
        _ if key == forward => (at + 1) % count,
        _ if key == back => at.checked_sub(1).unwrap_or(last),
        _ => return None,
    })
}

/// Has Tab lead to the first button where the one that it came back to is gone with
/// the picture that it was for.
fn keep_in_reach(bar: &HtmlElement) {
    let tools = tools(bar);
    if tools.iter().any(|tool| tool.tab_index() == 0) {
        return;
    }
    for (at, tool) in tools.iter().enumerate() {
        tool.set_tab_index(if at == 0 { 0 } else { -1 });
    }
}

/// The button with the focus is the one that Tab comes back to.
fn mark(bar: &HtmlElement) {
    let tools = tools(bar);
    let focused = document().active_element();
    if !tools
        .iter()
        .any(|tool| focused.as_ref().is_some_and(|focused| **tool == *focused))
    {
        return;
    }
    for tool in tools {
        let is_focused = focused.as_ref().is_some_and(|focused| *tool == *focused);
        tool.set_tab_index(if is_focused { 0 } else { -1 });
    }
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn arrows_go_round_the_bar() {
        for (key, at, expected) in [
            ("ArrowRight", 0, Some(1)),
            ("ArrowRight", 2, Some(0)),
            ("ArrowLeft", 0, Some(2)),
            ("End", 0, Some(2)),
            ("Home", 2, Some(0)),
            ("Tab", 1, None),
        ] {
            assert_eq!(target(key, at, 3, false), expected, "{key} at {at}");
        }
        assert_eq!(target("ArrowLeft", 0, 3, true), Some(1));
    }
}
