//! Bytes of a file that can be changed in memory.

#[cfg(unix)]
use super::guard::GuardedRange;
#[cfg(unix)]
use std::fs::File;
use std::ops::{Deref, DerefMut};

/// A copy of the bytes of a [`Source`](super::Source). Changes do not affect the file.
///
/// ```
/// use bytescope_inspect::Source;
///
/// let source = Source::from(vec![1, 2]);
/// let mut copy = source.private_bytes();
/// copy[0] = 7;
/// assert_eq!((&*copy, source.bytes()), (&[7, 2][..], &[1, 2][..]));
/// ```
#[derive(Debug)]
pub struct PrivateBytes(PrivateStorage);

#[derive(Debug)]
enum PrivateStorage {
    Memory(Vec<u8>),
    #[cfg(unix)]
    Mapped {
        // Fields are dropped in this order: the guard must be released before its addresses are.
        _guard: GuardedRange,
        map: memmap2::MmapMut,
    },
}

impl PrivateBytes {
    /// Maps a file so that changed pages are copied; `None` if that fails.
    #[cfg(unix)]
    pub(super) fn map(file: &File, len: usize) -> Option<Self> {
        // SAFETY: the mapping is private. Another process may change pages of the file that are not
        // copied yet: the bytes are plain data without invariants. Pages removed by a truncation are
        // replaced by the guard below.
        let map = unsafe { memmap2::MmapOptions::new().len(len).map_copy(file) }.ok()?;
        let guard = GuardedRange::new(map.as_ptr() as usize, map.len())?;
        Some(Self(PrivateStorage::Mapped { _guard: guard, map }))
    }
}

impl PrivateBytes {
    /// Returns the bytes in memory. Copies those of a mapped file.
    pub fn into_vec(self) -> Vec<u8> {
        match self.0 {
            PrivateStorage::Memory(bytes) => bytes,
            #[cfg(unix)]
            PrivateStorage::Mapped { ref map, .. } => map.to_vec(),
        }
    }
}

impl From<Vec<u8>> for PrivateBytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(PrivateStorage::Memory(bytes))
    }
}

impl Deref for PrivateBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match &self.0 {
            PrivateStorage::Memory(bytes) => bytes,
            #[cfg(unix)]
            PrivateStorage::Mapped { map, .. } => map,
        }
    }
}

impl DerefMut for PrivateBytes {
    fn deref_mut(&mut self) -> &mut [u8] {
        match &mut self.0 {
            PrivateStorage::Memory(bytes) => bytes,
            #[cfg(unix)]
            PrivateStorage::Mapped { map, .. } => map,
        }
    }
}
