//! Files as a shell keeps them, in memory.

use mail_engine::{Effect, Input};
use mail_model::{FileId, FileSlice, Problem, ProblemKind};
use std::collections::BTreeMap;

/// The files of a shell: what the page handed in, and what the engine made.
#[derive(Clone, Debug, Default)]
pub struct Files {
    files: BTreeMap<FileId, Vec<u8>>,
    /// There is no room to keep any: they live as long as the tab.
    pub is_full: bool,
    /// How often a stretch was read.
    pub reads: usize,
    /// The longest stretch that was read.
    pub longest: u64,
}

impl Files {
    /// The page hands in a file. What the engine is to be told.
    pub fn put(&mut self, file: FileId, octets: Vec<u8>) -> Input {
        self.files.insert(file, octets);
        self.kept(file)
    }
    /// A file.
    pub fn get(&self, file: FileId) -> Option<&[u8]> {
        self.files.get(&file).map(Vec::as_slice)
    }
    /// Takes a file away, as if the disk had lost it.
    pub fn lose(&mut self, file: FileId) {
        self.files.remove(&file);
    }
    /// Reads a stretch.
    ///
    /// # Errors
    /// Where it is not there.
    pub fn read(&mut self, slice: FileSlice) -> Result<Vec<u8>, Problem> {
        self.reads += 1;
        self.longest = self.longest.max(slice.length);
        let range = || {
            let begin = usize::try_from(slice.offset).ok()?;
            Some(begin..begin.checked_add(usize::try_from(slice.length).ok()?)?)
        };
        let octets = self.files.get(&slice.file);
        let found = octets.and_then(|octets| octets.get(range()?));
        found
            .map(<[u8]>::to_vec)
            .ok_or(Problem::new(ProblemKind::FileUnreadable))
    }
    /// Carries out what is wished of files; all else is given back. The engine is
    /// told what follows.
    pub fn carry_out(&mut self, effect: Effect) -> Result<Option<Input>, Box<Effect>> {
        match effect {
            Effect::ReadFile { job, slice, .. } => {
                return Ok(Some(Input::FileRead(job, self.read(slice))));
            }
            Effect::AppendFile(file, octets) => self.files.entry(file).or_default().extend(octets),
            Effect::KeepFile(file) => return Ok(Some(self.kept(file))),
            Effect::DropFile(file) => self.lose(file),
            Effect::SweepFiles(left) => self.files.retain(|file, _| left.contains(file)),
            effect => return Err(Box::new(effect)),
        }
        Ok(None)
    }
    fn kept(&mut self, file: FileId) -> Input {
        let kept = match self.is_full {
            true => Err(Problem::new(ProblemKind::FileUnreadable)),
            false => Ok(()),
        };
        // What was made of no octets at all is a file too.
        self.files.entry(file).or_default();
        Input::FileKept(file, kept)
    }
}
