//! Rules that relate chunks to each other: presence, number, order and counts (5.6, 11), and the
//! image data.

use super::results::{RuleOutcome, RuleResult, RuleResults, compare, number, rule};
use super::rows::{ImageLayout, Rows};
use super::stream::ImageStream;
use super::{AnimationControl, FrameControl, max_entries};
use super::{
    Background, Chunk, ChunkData, ChunkType, Color, ColorType, Grey, ImageHeader, Transparency,
};
use binrw::{BinResult, Endian};
use bytescope_inspect::{Cx, Fact, Inspect, Value};
use std::collections::HashSet;

/// Counterpart of binrw's `until` that builds the field tree and records the faults of chunks that
/// violate a rule.
pub(super) fn inspect_chunks(
    cx: &mut Cx<'_>,
    endian: Endian,
    args: (ColorType,),
) -> BinResult<Vec<Chunk>> {
    cx.leaf(Value::List);
    let mut chunks = Vec::new();
    let mut rules = ChunkRules { skip_content: !cx.limits().content, ..ChunkRules::default() };
    loop {
        let (index, start) = (chunks.len(), cx.pos());
        let read = |cx: &mut Cx<'_>| Chunk::inspect(cx, endian, args);
        let chunk = cx.item(index as u64, Chunk::ITEM, read)?;
        let done = chunk.r#type == ChunkType::IEND;
        if !cx.is_muted() {
            // The data follows the length and the type.
            let start = start.saturating_add(8);
            let data = cx.slice(start, start.saturating_add(chunk.length.into()));
            for result in rules.add(index, &chunk, data, start) {
                result.record(cx);
            }
        }
        chunks.push(chunk);
        if done {
            return Ok(chunks);
        }
    }
}

const TYPE: &[&str] = &["type"];
const DATA: &[&str] = &["data"];

/// Chunks read, and what they require of the following chunks.
#[derive(Debug, Default)]
struct ChunkRules {
    /// True if the image data is not verified.
    skip_content: bool,
    /// Types of the chunks read, each once.
    seen: Vec<ChunkType>,
    header: Option<ImageHeader>,
    /// Number of palette entries; `None` if the palette is missing or invalid.
    palette_entries: Option<u16>,
    /// Names of the suggested palettes.
    palette_names: HashSet<Vec<u8>>,
    image: Option<ImageData>,
    /// True if a chunk of another type follows the first IDAT chunks.
    image_ended: bool,
    animation: Animation,
}

/// Image data of the image or a frame.
#[derive(Debug)]
struct ImageData {
    /// Index of the last chunk.
    last: usize,
    /// The stream; `None` after its first fault, or if the layout is unknown.
    stream: Option<ImageStream>,
}

/// State of an animation (11.3.6).
#[derive(Debug, Default)]
struct Animation {
    /// Index of the acTL chunk, and its number of frames.
    control: Option<(usize, u32)>,
    /// Number of fcTL chunks.
    frames: u32,
    /// Number of fcTL and fdAT chunks.
    sequence: u32,
    /// Last sequence number.
    last_number: Option<u32>,
    frame: Option<AnimationFrame>,
}

/// Frame of an animation.
#[derive(Debug)]
struct AnimationFrame {
    /// Index of the fcTL chunk.
    control: usize,
    layout: Option<ImageLayout>,
    /// True if the frame is the image in the IDAT chunks.
    is_image: bool,
    data: Option<ImageData>,
}

/// Returns whether chunks of this type may be repeated, and the types that they must precede.
fn order(r#type: ChunkType) -> (bool, &'static [ChunkType]) {
    use ChunkType as T;
    const BEFORE_IMAGE: &[ChunkType] = &[ChunkType::IDAT];
    const BEFORE_PALETTE: &[ChunkType] = &[ChunkType::PLTE, ChunkType::IDAT];
    match r#type {
        // Files from before the third edition may have eXIf after IDAT.
        T::IHDR | T::eXIf | T::tIME | T::IEND => (false, &[]),
        T::cHRM | T::cICP | T::gAMA | T::iCCP | T::mDCV | T::cLLI | T::sBIT | T::sRGB => {
            (false, BEFORE_PALETTE)
        }
        T::PLTE
        | T::acTL
        | T::bKGD
        | T::hIST
        | T::oFFs
        | T::pCAL
        | T::pHYs
        | T::sCAL
        | T::sTER
        | T::tRNS => (false, BEFORE_IMAGE),
        T::sPLT => (true, BEFORE_IMAGE),
        _ => (true, &[]),
    }
}

impl ChunkRules {
    fn has(&self, r#type: ChunkType) -> bool {
        self.seen.contains(&r#type)
    }

    /// Applies the rules to the next chunk, whose `data` starts at offset `start`.
    fn add(&mut self, index: usize, chunk: &Chunk, data: &[u8], start: u64) -> Vec<RuleResult> {
        let mut results = RuleResults { chunk: index, all: Vec::new() };
        let r#type = chunk.r#type;
        self.check_order(r#type, &mut results);
        if let Some(content) = &chunk.data.value {
            self.check_content(content, data, start, &mut results);
        }
        if r#type == ChunkType::IEND {
            self.check_end(&mut results);
        }
        if r#type != ChunkType::IDAT && self.has(ChunkType::IDAT) {
            self.image_ended = true;
        }
        if !self.has(r#type) && ChunkType::KNOWN.contains(&r#type) {
            self.seen.push(r#type);
        }
        results.all
    }

    /// Verifies the number and order of chunks (5.6).
    fn check_order(&mut self, r#type: ChunkType, results: &mut RuleResults) {
        let (repeats, successors) = order(r#type);
        if !repeats && self.has(r#type) {
            results.fault(TYPE, rule("must not be repeated (5.6)"));
        }
        if let Some(successor) = successors.iter().find(|successor| self.has(**successor)) {
            results.fault(TYPE, rule(format!("must precede {successor:?} (5.6)")));
        }
        match r#type {
            ChunkType::PLTE => {
                let dependents = [ChunkType::bKGD, ChunkType::tRNS, ChunkType::hIST];
                let dependent = dependents.iter().find(|dependent| self.has(**dependent));
                if let Some(dependent) = dependent {
                    results.fault(TYPE, rule(format!("must precede {dependent:?} (5.6)")));
                }
            }
            ChunkType::IDAT if self.image_ended => {
                self.image_ended = false;
                results.fault(TYPE, rule("IDAT chunks must be consecutive (5.6)"));
            }
            ChunkType::IDAT
                if !self.has(ChunkType::IDAT)
                    && !self.has(ChunkType::PLTE)
                    && (self.is_indexed() || self.has(ChunkType::hIST)) =>
            {
                results.fault(TYPE, rule("must follow PLTE, which is missing (11.2.2)"));
            }
            ChunkType::sRGB if self.has(ChunkType::iCCP) => {
                results.fault(TYPE, rule("must not be used together with iCCP (5.6)"));
            }
            ChunkType::iCCP if self.has(ChunkType::sRGB) => {
                results.fault(TYPE, rule("must not be used together with sRGB (5.6)"));
            }
            ChunkType::eXIf if self.has(ChunkType::IDAT) => {
                let note = "after IDAT, which the third edition does not allow (5.6)";
                results.add(results.chunk, TYPE, RuleOutcome::Note(note));
            }
            ChunkType::fdAT if !self.has(ChunkType::IDAT) => {
                results.fault(TYPE, rule("must follow IDAT (5.6)"));
            }
            _ => {}
        }
    }

    fn is_indexed(&self) -> bool {
        self.header.as_ref().is_some_and(|header| header.color_type == ColorType::INDEXED)
    }

    /// Compares the content of a chunk with the chunks before it.
    fn check_content(
        &mut self,
        content: &ChunkData,
        data: &[u8],
        start: u64,
        results: &mut RuleResults,
    ) {
        match content {
            ChunkData::Header(header) if !self.has(ChunkType::IHDR) => {
                self.header = ImageLayout::of(header, None).is_some().then(|| header.clone());
            }
            ChunkData::Palette(_) => self.check_palette(data.len(), results),
            ChunkData::Transparency(transparency) => {
                self.check_transparency(transparency, results);
            }
            ChunkData::Background(background) => self.check_background(background, results),
            ChunkData::Histogram(_) => {
                let count = data.len() as u64 / 2;
                if let Some(entries) = self.palette_entries
                    && count != u64::from(entries)
                {
                    let message = "number of frequencies does not match the palette (11.3.4.2)";
                    results.fault(DATA, rule(message).with(number(entries), number(count)));
                }
            }
            ChunkData::SignificantBits(_) => self.check_significant_bits(data, results),
            ChunkData::SuggestedPalette(palette) => {
                self.check_palette_name(&palette.palette_name, results);
            }
            ChunkData::Image(_) => self.check_image(data, start, results),
            ChunkData::AnimationControl(AnimationControl { num_frames, .. }) => {
                self.animation.control.get_or_insert((results.chunk, *num_frames));
            }
            ChunkData::FrameControl(control) => self.check_frame(control, results),
            ChunkData::FrameData(frame) => {
                self.check_sequence(frame.sequence_number, results);
                let data = data.get(4..).unwrap_or_default();
                self.check_frame_data(data, start.saturating_add(4), results);
            }
            _ => {}
        }
    }

    /// Verifies the number of palette entries (11.2.2).
    fn check_palette(&mut self, size: usize, results: &mut RuleResults) {
        if self.has(ChunkType::PLTE) || !size.is_multiple_of(3) {
            return;
        }
        let mut max = 256;
        if let Some(header) = &self.header {
            match header.color_type {
                ColorType::GREYSCALE | ColorType::GREYSCALE_ALPHA => {
                    results.fault(TYPE, rule("must not be used in grayscale images (11.2.2)"));
                }
                ColorType::INDEXED => max = max_entries(header.bit_depth),
                _ => {}
            }
        }
        let entries = size as u64 / 3;
        match u16::try_from(entries) {
            Ok(entries) if (1..=max).contains(&entries) => self.palette_entries = Some(entries),
            _ => {
                let fault = rule("number of palette entries out of range (11.2.2)");
                let expected = Fact::description(format!("1 to {max}"));
                results.fault(DATA, fault.with(expected, number(entries)));
            }
        }
    }

    /// Verifies that the name of a suggested palette is unique (11.3.4.4).
    fn check_palette_name(&mut self, name: &[u8], results: &mut RuleResults) {
        if !self.palette_names.insert(name.to_vec()) {
            let message = "must differ from the names of other palettes (11.3.4.4)";
            results.fault(&["data", "palette_name"], rule(message));
        }
    }

    fn check_transparency(&self, transparency: &Transparency, results: &mut RuleResults) {
        let Some(header) = &self.header else { return };
        check_samples(
            &match transparency {
                Transparency::Grey(sample) => grey_sample(sample),
                Transparency::Color(color) => color_samples(color),
                Transparency::Palette(_) => Vec::new(),
            },
            max_sample(header.bit_depth),
            "sample out of range (11.3.1.1)",
            results,
        );
        match (header.color_type, transparency) {
            (ColorType::GREYSCALE_ALPHA | ColorType::TRUECOLOR_ALPHA, _) => {
                let message = "must not be used in images with an alpha channel (11.3.1.1)";
                results.fault(TYPE, rule(message));
            }
            (ColorType::INDEXED, Transparency::Palette(values)) => {
                let Some(entries) = self.palette_entries else { return };
                if !(1..=u64::from(entries)).contains(&values.len()) {
                    let fault = rule("number of alpha values out of range (11.3.1.1)");
                    let expected = Fact::description(format!("1 to {entries}"));
                    results.fault(DATA, fault.with(expected, number(values.len())));
                }
            }
            _ => {}
        }
    }

    fn check_background(&self, background: &Background, results: &mut RuleResults) {
        let Some(header) = &self.header else { return };
        let (samples, max) = match background {
            Background::Palette { palette_index } => {
                let Some(entries) = self.palette_entries else { return };
                let index: FieldSample = (&["data", "palette_index"], (*palette_index).into());
                (vec![index], entries.saturating_sub(1))
            }
            Background::Grey(sample) => (grey_sample(sample), max_sample(header.bit_depth)),
            Background::Color(color) => (color_samples(color), max_sample(header.bit_depth)),
        };
        let message = match background {
            Background::Palette { .. } => "palette index out of range (11.3.4.1)",
            _ => "sample out of range (11.3.4.1)",
        };
        check_samples(&samples, max, message, results);
    }

    /// Verifies the number of channels and their bits (11.3.2.4).
    fn check_significant_bits(&self, bits: &[u8], results: &mut RuleResults) {
        let Some(header) = &self.header else { return };
        let (channels, max) = match header.color_type {
            ColorType::INDEXED => (3, 8),
            other => (other.channels().unwrap_or_default(), header.bit_depth),
        };
        if bits.len() != usize::from(channels) {
            let fault = rule("number of values does not match the color type (11.3.2.4)");
            let found = number(bits.len() as u64);
            results.fault(DATA, fault.with(number(channels), found));
        } else if let Some(invalid) = bits.iter().find(|bits| !(1..=max).contains(*bits)) {
            let fault = rule("number of significant bits out of range (11.3.2.4)");
            let expected = Fact::description(format!("1 to {max}"));
            results.fault(DATA, fault.with(expected, number(*invalid)));
        }
    }

    /// Verifies the rules for the end of the file.
    fn check_end(&mut self, results: &mut RuleResults) {
        if !self.has(ChunkType::IDAT) {
            results.fault(TYPE, rule("must follow IDAT, which is missing (5.6)"));
        }
        if let Some(image) = self.image.take() {
            image.finish(results);
        }
        self.end_frame(results);
        if let Some((control, num_frames)) = self.animation.control {
            let outcome = match (self.animation.frames, num_frames) {
                (0, 0) => Err(rule("must not be 0 (11.3.6.1)")),
                (frames, found) => compare("the number of fcTL chunks", frames, found),
            };
            results.add(control, &["data", "num_frames"], outcome);
        }
    }

    /// Returns the layout of the image data; `None` if it is unknown or not required.
    fn layout(&self) -> Option<ImageLayout> {
        if self.skip_content {
            return None;
        }
        ImageLayout::of(self.header.as_ref()?, self.palette_entries)
    }

    /// Verifies part of the image (11.2.3).
    fn check_image(&mut self, data: &[u8], start: u64, results: &mut RuleResults) {
        let layout = self.layout();
        let image = self.image.get_or_insert_with(|| ImageData::new(layout));
        image.feed(data, start, results);
    }

    /// Verifies a frame control chunk (11.3.6.2).
    fn check_frame(&mut self, control: &FrameControl, results: &mut RuleResults) {
        self.check_sequence(control.sequence_number, results);
        self.end_frame(results);
        if self.animation.control.is_none() && self.animation.frames == 0 {
            results.fault(TYPE, rule("must follow acTL, which is missing (11.3.6.1)"));
        }
        let is_image = !self.has(ChunkType::IDAT);
        if is_image && self.animation.frames > 0 {
            results.fault(TYPE, rule("only one fcTL chunk may precede IDAT (5.6)"));
        }
        self.animation.frames = self.animation.frames.saturating_add(1);
        if let Some(header) = &self.header {
            check_frame_area(control, header, is_image, results);
        }
        self.animation.frame = Some(AnimationFrame {
            control: results.chunk,
            layout: self.layout().and_then(|all| all.with_size(control.width, control.height)),
            is_image,
            data: None,
        });
    }

    /// Verifies part of a frame (11.3.6.3).
    fn check_frame_data(&mut self, data: &[u8], start: u64, results: &mut RuleResults) {
        let has_image = self.has(ChunkType::IDAT);
        match self.animation.frame.as_mut().filter(|frame| !frame.is_image) {
            Some(frame) => {
                let layout = frame.layout;
                let image = frame.data.get_or_insert_with(|| ImageData::new(layout));
                image.feed(data, start, results);
            }
            None if has_image => {
                results.fault(TYPE, rule("must follow fcTL (11.3.6.3)"));
            }
            None => {}
        }
    }

    /// Verifies that the current frame is complete.
    fn end_frame(&mut self, results: &mut RuleResults) {
        let Some(frame) = self.animation.frame.take() else { return };
        match frame.data {
            Some(data) => data.finish(results),
            None if frame.is_image => {}
            None => {
                let fault = rule("must be followed by fdAT (11.3.6.2)");
                results.add(frame.control, TYPE, RuleOutcome::Fault(fault));
            }
        }
    }

    /// Compares a sequence number with the number of fcTL and fdAT chunks before it (11.3.6). A
    /// number that follows the previous one is not reported again.
    fn check_sequence(&mut self, found: u32, results: &mut RuleResults) {
        let animation = &mut self.animation;
        let expected = animation.sequence;
        let follows = animation.last_number.and_then(|last| last.checked_add(1)) == Some(found);
        if found == expected || !follows {
            let outcome = compare("the sequence of fcTL and fdAT chunks", expected, found);
            results.add(results.chunk, &["data", "sequence_number"], outcome);
        }
        animation.last_number = Some(found);
        animation.sequence = expected.saturating_add(1);
    }
}

/// Path and value of a sample.
type FieldSample = (&'static [&'static str], u16);

fn grey_sample(sample: &Grey) -> Vec<FieldSample> {
    vec![(&["data", stringify!(grey)], sample.grey)]
}

fn color_samples(color: &Color) -> Vec<FieldSample> {
    let Color { red, green, blue } = *color;
    vec![(&["data", "red"], red), (&["data", "green"], green), (&["data", "blue"], blue)]
}

/// Returns the greatest sample value of a bit depth.
fn max_sample(bit_depth: u8) -> u16 {
    let unused = 16_u32.saturating_sub(bit_depth.into());
    u16::MAX.checked_shr(unused).unwrap_or_default()
}

/// Verifies that no sample is greater than `max`.
fn check_samples(
    samples: &[FieldSample],
    max: u16,
    message: &'static str,
    results: &mut RuleResults,
) {
    for (field, value) in samples.iter().filter(|(_, value)| *value > max) {
        let expected = Fact::AtMost(Box::new(number(max)));
        results.fault(field, rule(message).with(expected, number(*value)));
    }
}

/// Verifies that a frame is within the image, or that the first frame is the image (11.3.6.2).
fn check_frame_area(
    control: &FrameControl,
    header: &ImageHeader,
    is_image: bool,
    results: &mut RuleResults,
) {
    let axes: [(&'static [&'static str], &'static [&'static str], _, _, _); 2] = [
        (&["data", "width"], &["data", "x_offset"], header.width, control.width, control.x_offset),
        (
            &["data", "height"],
            &["data", "y_offset"],
            header.height,
            control.height,
            control.y_offset,
        ),
    ];
    for (size_field, offset_field, whole, size, offset) in axes {
        if is_image {
            for (field, expected, found) in [(size_field, whole, size), (offset_field, 0, offset)] {
                if let Err(fault) = compare("the image", expected, found) {
                    results.fault(field, fault);
                }
            }
        } else if offset.checked_add(size).is_none_or(|end| end > whole) {
            let fault = rule("extends past the edge of the image (11.3.6.2)");
            let max = Fact::AtMost(Box::new(number(whole.saturating_sub(offset))));
            results.fault(size_field, fault.with(max, number(size)));
        }
    }
}

impl ImageData {
    fn new(layout: Option<ImageLayout>) -> Self {
        let stream = layout.map(|layout| ImageStream::new(Rows::new(layout)));
        Self { last: 0, stream }
    }

    /// Verifies the data of the next chunk, which starts at offset `start`.
    fn feed(&mut self, data: &[u8], start: u64, results: &mut RuleResults) {
        self.last = results.chunk;
        if let Some(Err(fault)) = self.stream.as_mut().map(|stream| stream.feed(data)) {
            let offset = start.saturating_add(fault.offset);
            results.fault(DATA, fault.at(offset));
            self.stream = None;
        }
    }

    /// Verifies that the data is complete. A fault is recorded at the last chunk.
    fn finish(self, results: &mut RuleResults) {
        if let Some(Err(fault)) = self.stream.map(|stream| stream.finish()) {
            results.add(self.last, DATA, RuleOutcome::Fault(fault));
        }
    }
}
