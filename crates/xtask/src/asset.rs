//! Files of `dist/`, named by content, each with its compressed twins.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

/// How hard to compress: once for everybody who loads it, or soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compression {
    Best,
    Quick,
}

/// The first 80 bits of SHA-256, in hexadecimal: enough to tell versions of a
/// file from each other.
pub(crate) fn content_hash(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        // Lengths keep ("ab", "c") and ("a", "bc") apart.
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let digest = hasher.finalize();
    digest
        .iter()
        .take(10)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A file below `/assets/`.
pub(crate) struct Asset {
    /// `NAME-HASH.EXT`.
    pub(crate) file_name: String,
}

impl Asset {
    /// Where the browser finds it.
    pub(crate) fn url(&self) -> String {
        format!("/assets/{}", self.file_name)
    }
}

/// The folder that the proxy embeds.
pub(crate) struct Dist {
    folder: PathBuf,
    compression: Compression,
    written: BTreeSet<PathBuf>,
}

impl Dist {
    pub(crate) fn new(folder: PathBuf, compression: Compression) -> Result<Self> {
        std::fs::create_dir_all(folder.join("assets"))
            .with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Self {
            folder,
            compression,
            written: BTreeSet::new(),
        })
    }

    /// Writes `name` below `assets/` under a name that says its content.
    pub(crate) fn write_asset(&mut self, name: &str, bytes: &[u8]) -> Result<Asset> {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
        let hash = content_hash(&[bytes, self.quality()]);
        let file_name = format!("{stem}-{hash}.{extension}");
        self.write(&self.folder.join("assets").join(&file_name), bytes)?;
        Ok(Asset { file_name })
    }

    /// Writes `name` below `assets/` under a name that others chose, which says what
    /// it was made from.
    pub(crate) fn write_named(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        self.write(&self.folder.join("assets").join(name), bytes)
    }

    /// How hard files are compressed, as part of their names.
    pub(crate) fn quality(&self) -> &'static [u8] {
        // Twins differ by how they were compressed: part of the name's content.
        match self.compression {
            Compression::Best => b"best",
            Compression::Quick => b"quick",
        }
    }

    /// Writes a file whose name must stay.
    pub(crate) fn write_page(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        self.write(&self.folder.join(name), bytes)
    }

    /// Removes what an earlier build left.
    pub(crate) fn remove_stale(&self) -> Result<()> {
        for folder in [self.folder.clone(), self.folder.join("assets")] {
            for entry in std::fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_file() && !self.written.contains(&path) {
                    std::fs::remove_file(path)?;
                }
            }
        }
        Ok(())
    }

    /// An unchanged file keeps its time, so that the proxy is not built anew.
    fn write(&mut self, path: &Path, bytes: &[u8]) -> Result<()> {
        let is_unchanged = std::fs::read(path).is_ok_and(|old| old == bytes);
        type Compressor = fn(&[u8], Compression) -> Result<Vec<u8>>;
        let twins: [(&str, Compressor); 2] = [("br", brotli), ("gz", gzip)];
        for (suffix, compress) in twins {
            let twin = PathBuf::from(format!("{}.{suffix}", path.display()));
            if !(is_unchanged && twin.is_file()) {
                let compressed = compress(bytes, self.compression)?;
                if compressed.len() >= bytes.len() {
                    continue;
                }
                replace(&twin, &compressed)?;
            }
            self.written.insert(twin);
        }
        // Last: a file is there only when its twins are.
        if !is_unchanged {
            replace(path, bytes)?;
        }
        self.written.insert(path.to_path_buf());
        Ok(())
    }
}

/// Never leaves half a file, whenever it is interrupted.
fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let unfinished = PathBuf::from(format!("{}.unfinished", path.display()));
    std::fs::write(&unfinished, bytes)
        .and_then(|()| std::fs::rename(&unfinished, path))
        .with_context(|| format!("cannot write {}", path.display()))
}

/// Brotli (RFC 7932).
pub(crate) fn brotli(bytes: &[u8], compression: Compression) -> Result<Vec<u8>> {
    // Which blocks of input suit a file only trying tells: up to 2 % between them.
    let (quality, block_sizes): (i32, &[i32]) = match compression {
        Compression::Best => (11, &[0, 16, 17]),
        Compression::Quick => (5, &[0]),
    };
    let mut smallest: Option<Vec<u8>> = None;
    for block_size in block_sizes {
        let parameters = brotli::enc::BrotliEncoderParams {
            quality,
            // 22 bits of window: the most that every browser takes.
            lgwin: 22,
            lgblock: *block_size,
            size_hint: bytes.len(),
            ..Default::default()
        };
        let mut compressed = Vec::new();
        brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)?;
        if smallest
            .as_ref()
            .is_none_or(|least| compressed.len() < least.len())
        {
            smallest = Some(compressed);
        }
    }
    smallest.context("no way of compressing was tried")
}

/// gzip (RFC 1952), for what does not know brotli.
fn gzip(bytes: &[u8], compression: Compression) -> Result<Vec<u8>> {
    let level = match compression {
        Compression::Best => flate2::Compression::best(),
        Compression::Quick => flate2::Compression::fast(),
    };
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), level);
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

#[cfg(test)]
mod tests {
    use super::{Compression, Dist, content_hash};

    #[test]
    fn the_hash_tells_borders_apart() {
        assert_ne!(content_hash(&[b"ab", b"c"]), content_hash(&[b"a", b"bc"]));
    }

    #[test]
    fn a_second_build_touches_nothing_and_removes_what_is_stale() {
        let folder = std::env::temp_dir().join(format!("xtask-dist-{}", std::process::id()));
        let text = "a style that compresses, ".repeat(50);
        let modified = |path: &std::path::Path| path.metadata().unwrap().modified().unwrap();

        let mut dist = Dist::new(folder.clone(), Compression::Quick).unwrap();
        let first = dist.write_asset("a.css", text.as_bytes()).unwrap();
        let stale = dist.write_asset("b.css", b"old").unwrap();
        let path = folder.join("assets").join(&first.file_name);
        let before = modified(&path);

        let mut dist = Dist::new(folder.clone(), Compression::Quick).unwrap();
        let second = dist.write_asset("a.css", text.as_bytes()).unwrap();
        dist.remove_stale().unwrap();
        assert_eq!(first.file_name, second.file_name);
        assert_eq!(modified(&path), before);
        assert!(path.with_extension("css.br").is_file());
        assert!(path.with_extension("css.gz").is_file());
        assert!(!folder.join("assets").join(stale.file_name).exists());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
