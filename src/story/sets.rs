//! Sets of files with the right story, of the tables beside this file: half of them, `sets_tuning.txt`, were looked at while
//! the rules were written, the others were written before and tried after.
//!
//! A set begins with `%% verdict`. `? way = key` tells what Django gets in a service of Compose or, `alone`, from
//! `settings.py` by itself: `-` where it does not start, `?` where it cannot be told. `!` has the ids of what else is to be
//! said. Each file begins with `== name`.

/// A set of files, and what is right of it.
pub(crate) struct Set {
    pub(crate) verdict: &'static str,
    pub(crate) ways: Vec<(&'static str, &'static str)>,
    pub(crate) ids: Vec<&'static str>,
    /// Names and texts.
    pub(crate) files: Vec<(&'static str, &'static str)>,
}

pub(crate) const TUNING: &str = include_str!("sets_tuning.txt");
pub(crate) const HELD: &str = include_str!("sets_held.txt");

/// The sets of a table.
pub(crate) fn sets(table: &'static str) -> Vec<Set> {
    let set = |text: &'static str| {
        let mut parts = text.split("\n== ");
        let mut head = parts.next().unwrap_or_default().lines();
        let verdict = head.next().unwrap_or_default();
        let mut set = Set { verdict, ways: Vec::new(), ids: Vec::new(), files: Vec::new() };
        for line in head {
            match line.split_once(' ') {
                Some(("?", way)) => set.ways.push(way.split_once(" = ").unwrap_or_else(|| panic!("{way}"))),
                Some(("!", ids)) => set.ids.extend(ids.split(' ')),
                _ => panic!("{line}"),
            }
        }
        set.ids.sort_unstable();
        let file = |part: &'static str| part.split_once('\n').unwrap_or_else(|| panic!("{part}"));
        set.files = parts.map(file).collect();
        set
    };
    table.split("%% ").skip(1).map(set).collect()
}
