//! How much of a grid the message's tables are.
//!
//! A browser makes a place for each column in each row, whether a cell stands there
//! or not, so that a few thousand cells that each span a thousand columns and rows
//! keep it busy for minutes. In a row, where borders are shared, the time grows with
//! the square of the cells. No table that is meant to be read is that large.

use crate::element::Kind;
use crate::{Excess, limits};

/// What `rowspan=0` stands for: all rows that are left (HTML 4.9.11).
const ALL_ROWS: usize = 1_000;

/// The tables of a message, as they are written.
#[derive(Debug)]
pub(crate) struct Cells {
    open: Vec<Table>,
    /// The squares of all tables that were ended.
    squares: usize,
    /// Elements within each element that is open.
    within: Vec<usize>,
    most_within: usize,
    elements: usize,
}

/// A table that was begun.
#[derive(Clone, Copy, Debug, Default)]
struct Table {
    rows: usize,
    /// Columns of the row that was begun last.
    row: usize,
    widest: usize,
    /// Columns that were named before any row.
    columns: usize,
    /// What its cells say that they take up.
    area: usize,
}

impl Table {
    fn squares(self) -> usize {
        let columns = self.widest.max(self.columns);
        self.rows.max(1).saturating_mul(columns).max(self.area)
    }
}

impl Cells {
    pub(crate) fn new() -> Self {
        Self {
            open: Vec::new(),
            squares: 0,
            // What stands in nothing stands in the body.
            within: vec![0],
            most_within: 0,
            elements: 0,
        }
    }

    /// An element begins, and says that it spans so many columns and rows.
    pub(crate) fn begin(&mut self, kind: Kind, spans: Spans) -> Result<(), Excess> {
        self.elements += 1;
        if let Some(within) = self.within.last_mut() {
            *within += 1;
            self.most_within = self.most_within.max(*within);
        }
        match (kind, self.open.last_mut()) {
            (Kind::Table, _) => self.open.push(Table::default()),
            (Kind::Row, Some(table)) => {
                table.rows += 1;
                table.row = 0;
            }
            (Kind::Cell, Some(table)) => {
                table.row += spans.columns;
                table.widest = table.widest.max(table.row);
                table.area += spans.columns * spans.rows;
            }
            // A group without columns of its own is so many.
            (Kind::Column | Kind::ColumnGroup, Some(table)) => table.columns += spans.columns,
            _ => {}
        }
        let is_within = self.open.last().is_none_or(|table| {
            table.widest.max(table.columns) <= limits::CELLS_IN_ROW
                && self.squares + table.squares() <= limits::SQUARES
        });
        is_within.then_some(()).ok_or(Excess::Cells)
    }

    /// What was begun has content, and will be ended.
    pub(crate) fn enter(&mut self) {
        self.within.push(0);
    }

    /// An element that was entered ends.
    pub(crate) fn end(&mut self, kind: Kind) {
        self.within.pop();
        if kind == Kind::Table
            && let Some(table) = self.open.pop()
        {
            self.squares += table.squares();
        }
    }

    /// Whether it is too much where styles make cells of any elements, and let
    /// those of several parents stand together.
    pub(crate) fn judge(&self, makes_cells: bool, joins: bool) -> Result<(), Excess> {
        let in_row = match (makes_cells, joins) {
            (false, _) => 0,
            (true, false) => self.most_within,
            (true, true) => self.elements,
        };
        match in_row {
            0..=limits::CELLS_IN_ROW => Ok(()),
            _ => Err(Excess::Cells),
        }
    }
}

/// How many columns and rows something spans.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spans {
    columns: usize,
    rows: usize,
}

impl Spans {
    /// What the attributes say, as they are written.
    pub(crate) fn of<'a>(attributes: impl Iterator<Item = (&'static str, &'a str)>) -> Self {
        let mut spans = Self {
            columns: 1,
            rows: 1,
        };
        for (name, value) in attributes {
            let count = || value.parse::<usize>().unwrap_or(1);
            match name {
                "colspan" | "span" => spans.columns = count().max(1),
                "rowspan" => {
                    spans.rows = match count() {
                        0 => ALL_ROWS,
                        rows => rows,
                    }
                }
                _ => {}
            }
        }
        spans
    }
}
