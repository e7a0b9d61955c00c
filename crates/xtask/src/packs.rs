//! The languages, as `phrases` makes packs of them.
//!
//! ```text
//! dist/assets/first-LANGUAGE-HASH.txt  what is said before anything is opened
//! dist/assets/rest-LANGUAGE-HASH.txt   all else
//! ```
//!
//! English has none, as the page holds it. One hash stands for all of them, so that
//! the page need not name each.

use crate::asset::{Dist, content_hash};
use anyhow::{Context, Result};
use phrases::{Catalog, Part, REFERENCE};
use std::collections::BTreeMap;
use std::path::Path;

const PARTS: [(&str, Part); 2] = [("first", Part::First), ("rest", Part::Rest)];

/// Writes all packs, and tells what `index.html` must know of them: the languages,
/// and the hash in the names.
pub(crate) fn write(locales: &Path, dist: &mut Dist) -> Result<BTreeMap<String, String>> {
    let read = |name: &str| {
        let path = locales.join(name);
        std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let english = read(&format!("{REFERENCE}.ftl"))?;
    let first = read("first.txt")?;
    let english = Catalog::read(REFERENCE, &english, &first)?;
    let mut packs = BTreeMap::new();
    let languages = languages(locales)?;
    for language in &languages {
        let catalog = Catalog::read(language, &read(&format!("{language}.ftl"))?, &first)?;
        for (name, part) in PARTS {
            packs.insert(format!("{name}-{language}"), english.pack(&catalog, part)?);
        }
    }
    let mut all: Vec<&[u8]> = vec![dist.quality()];
    for (name, pack) in &packs {
        all.extend([name.as_bytes(), pack.as_bytes()]);
    }
    let hash = content_hash(&all);
    for (name, pack) in &packs {
        dist.write_named(&format!("{name}-{hash}.txt"), pack.as_bytes())?;
    }
    Ok(BTreeMap::from([
        ("languages".to_owned(), languages.join(" ")),
        ("words".to_owned(), hash),
    ]))
}

/// The languages that there are files of, but for English.
fn languages(locales: &Path) -> Result<Vec<String>> {
    let mut languages = Vec::new();
    for entry in std::fs::read_dir(locales)? {
        let name = entry?.file_name();
        let language = name.to_str().and_then(|name| name.strip_suffix(".ftl"));
        languages.extend(language.filter(|one| *one != REFERENCE).map(str::to_owned));
    }
    languages.sort();
    Ok(languages)
}
