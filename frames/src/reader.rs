//! Iterators over the frames of a [`Read`] stream.

use crate::{DeclaredFrames, Event, Finder, FrameSchema, Scanner, SchemaError};
use binrw::{BinRead, io::Cursor};
use bytescope_inspect::{Endian, FrameType};
use std::collections::VecDeque;
use std::fmt;
use std::io::{self, Read};
use std::marker::PhantomData;

/// A valid frame.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Frame {
    /// Offset in the input.
    pub offset: u64,
    /// Index of the schema in the [`Finder`].
    pub schema: u16,
    /// Bytes as transmitted.
    pub bytes: Vec<u8>,
}

/// An iterator over the valid frames of an input.
///
/// All other bytes are skipped; use a [`Scanner`] for all events. A frame is returned as soon as
/// enough bytes have been read to verify it.
///
/// ```
/// use bytescope_frames::{DeclaredFrames, Finder, FrameReader};
/// use bytescope_inspect::{FrameType, Inspect, checksum::Algorithm};
/// use binrw::binrw;
///
/// #[derive(Inspect)]
/// #[binrw]
/// #[brw(big, magic = b"\xaa")]
/// #[inspect(fixed)]
/// struct Level {
///     level: u16,
///     #[inspect(checksum(Algorithm::XOR_8, from = level, to = level))]
///     sum: u8,
/// }
///
/// let schema = DeclaredFrames::new("level", FrameType::fixed::<Level>());
/// let line: &[u8] = &[9, 0xaa, 1, 2, 3, 0xaa, 1, 2, 4, 0xaa, 0, 7, 7];
/// let frames = FrameReader::new(line, Finder::new(vec![Box::new(schema)])?);
/// let offsets: Vec<_> = frames.map(|frame| frame.unwrap().offset).collect();
/// assert_eq!(offsets, [1, 9]);
/// # Ok::<(), bytescope_frames::SchemaError>(())
/// ```
pub struct FrameReader<R> {
    input: R,
    /// `None` after the end of the input.
    scanner: Option<Scanner>,
    /// Frames that have not been returned.
    frames: VecDeque<Frame>,
    buffer: Vec<u8>,
    /// Error reading the input, returned after the last frame.
    error: Option<io::Error>,
}

impl<R> fmt::Debug for FrameReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FrameReader")
            .field("scanner", &self.scanner)
            .field("frames", &self.frames.len())
            .finish_non_exhaustive()
    }
}

/// Maximum number of bytes per read.
const MAX_READ: usize = 64 << 10;

impl<R: Read> FrameReader<R> {
    /// Creates an iterator over the frames that the finder finds in the input.
    pub fn new(input: R, finder: Finder) -> Self {
        let (scanner, buffer) = (Some(Scanner::new(finder)), vec![0; MAX_READ]);
        Self { input, scanner, frames: VecDeque::new(), buffer, error: None }
    }

    /// Reads and scans the next bytes of the input.
    fn read(&mut self) {
        let Self { input, scanner, frames, buffer, error } = self;
        let mut keep = |event: Event<'_>| {
            if let Event::Valid(frame, bytes) = event {
                let (offset, schema) = (frame.offset, frame.schema);
                frames.push_back(Frame { offset, schema, bytes: bytes.to_vec() });
            }
        };
        match input.read(buffer) {
            Ok(0) => {
                if let Some(scanner) = scanner.take() {
                    scanner.finish(&mut keep);
                }
            }
            Ok(count) => {
                if let Some(scanner) = scanner {
                    scanner.feed(buffer.get(..count).unwrap_or_default(), &mut keep);
                }
            }
            Err(failure) if failure.kind() == io::ErrorKind::Interrupted => {}
            Err(failure) => {
                // Return pending frames before the error.
                if let Some(scanner) = scanner.take() {
                    scanner.finish(&mut keep);
                }
                *error = Some(failure);
            }
        }
    }
}

impl<R: Read> Iterator for FrameReader<R> {
    type Item = io::Result<Frame>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.frames.pop_front() {
                Some(frame) => return Some(Ok(frame)),
                None if self.scanner.is_none() => return self.error.take().map(Err),
                None => self.read(),
            }
        }
    }
}

/// An iterator over the valid frames of an input as values of a binrw type, with their offsets.
///
/// ```
/// use bytescope_frames::TypedFrames;
/// use bytescope_inspect::{FrameType, Inspect, checksum::Algorithm};
/// use binrw::binrw;
///
/// #[derive(Inspect)]
/// #[binrw]
/// #[brw(big, magic = b"\xaa")]
/// #[inspect(fixed)]
/// struct Level {
///     level: u16,
///     #[inspect(checksum(Algorithm::XOR_8, from = level, to = level))]
///     sum: u8,
/// }
///
/// let line: &[u8] = &[9, 0xaa, 1, 2, 3, 0xaa, 1, 2, 4, 0xaa, 0, 7, 7];
/// let mut levels = Vec::new();
/// for frame in TypedFrames::<Level, _>::new(line, FrameType::fixed::<Level>())? {
///     let (_offset, frame) = frame?;
///     levels.push(frame.level);
/// }
/// assert_eq!(levels, [0x0102, 7]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct TypedFrames<T, R> {
    frames: FrameReader<R>,
    value: PhantomData<fn() -> T>,
}

impl<T, R> fmt::Debug for TypedFrames<T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TypedFrames").field("frames", &self.frames).finish_non_exhaustive()
    }
}

impl<T, R: Read> TypedFrames<T, R>
where
    T: for<'a> BinRead<Args<'a> = ()>,
{
    /// Creates an iterator over the frames of type `ty` in the input.
    ///
    /// # Errors
    /// Returns an error if the declaration is not sufficient to find frames in a stream.
    pub fn new(input: R, ty: FrameType) -> Result<Self, SchemaError> {
        let schema: Box<dyn FrameSchema> = Box::new(DeclaredFrames::new("frame", ty));
        let frames = FrameReader::new(input, Finder::new(vec![schema])?);
        Ok(Self { frames, value: PhantomData })
    }
}

impl<T, R: Read> Iterator for TypedFrames<T, R>
where
    T: for<'a> BinRead<Args<'a> = ()>,
{
    type Item = io::Result<(u64, T)>;

    fn next(&mut self) -> Option<Self::Item> {
        let frame = match self.frames.next()? {
            Ok(frame) => frame,
            Err(error) => return Some(Err(error)),
        };
        // Types that do not declare a byte order are little-endian, as in `FrameType`.
        let value = T::read_options(&mut Cursor::new(&frame.bytes), Endian::Little, ());
        Some(value.map(|value| (frame.offset, value)).map_err(io::Error::other))
    }
}
