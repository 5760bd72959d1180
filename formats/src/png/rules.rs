//! Rules that relate chunks to each other: presence, number, order and counts (5.6, 11), and the
//! image data.

use super::rows::{ImageLayout, Rows};
use super::stream::ImageStream;
use super::{AnimationControl, FrameControl, max_entries};
use super::{
    Background, Chunk, ChunkData, ChunkType, Color, ColorType, Grey, ImageHeader, Transparency,
};
use binrw::{BinResult, Endian};
use bytescope_inspect::{Cx, Fact, Fault, FaultKind, Inspect, Node, Value, Verified};
use std::collections::HashSet;

/// Counterpart of binrw's `until` that builds the field tree and records the faults of chunks that
/// violate a rule.
pub(super) fn inspect_chunks(
    cx: &mut Cx<'_>,
    endian: Endian,
    args: (ColorType,),
) -> BinResult<Vec<Chunk>> {
    cx.leaf(Value::List);
    let (mut chunks, mut rules) = (Vec::new(), ChunkRules::default());
    loop {
        let (index, start) = (chunks.len(), cx.pos());
        let read = |cx: &mut Cx<'_>| Chunk::inspect(cx, endian, args);
        let chunk = cx.item(index as u64, Chunk::ITEM, read)?;
        let done = chunk.r#type == ChunkType::IEND;
        if !cx.is_muted() {
            // The data follows the length and the type.
            let start = start.saturating_add(8);
            let data = cx.slice(start, start.saturating_add(chunk.length.into()));
            for finding in rules.add(index, &chunk, data, start) {
                finding.record(cx);
            }
        }
        chunks.push(chunk);
        if done {
            return Ok(chunks);
        }
    }
}

/// A fault of a chunk, or a value that was compared successfully.
struct Finding {
    /// Index of the chunk.
    chunk: usize,
    /// Path of the field.
    field: &'static [&'static str],
    outcome: Result<Verified, Fault>,
}

impl Finding {
    /// Records the result at its field, unless the field has a fault. Faults at offset 0 are moved
    /// to the start of the field.
    fn record(self, cx: &mut Cx<'_>) {
        let Some(list) = cx.top() else { return };
        // After the node limit is reached, chunks have no nodes.
        let mut node = match list.children.get(self.chunk).is_some() {
            true => list.children.get_mut(self.chunk),
            false => Some(list),
        };
        for name in self.field {
            let found = |child: &Node| child.index.is_none() && child.meta.name == *name;
            let has_field = node.as_ref().is_some_and(|node| node.children.iter().any(found));
            if has_field {
                node = node.and_then(|node| node.children.iter_mut().find(|child| found(child)));
            }
        }
        let Some(node) = node.filter(|node| node.fault().is_none()) else { return };
        let start = node.span.start();
        match self.outcome {
            Ok(verified) => node.extra_mut().verified = Some(verified),
            Err(fault) if fault.offset == 0 => node.extra_mut().fault = Some(fault.at(start)),
            Err(fault) => node.extra_mut().fault = Some(fault),
        }
    }
}

const TYPE: &[&str] = &["type"];
const DATA: &[&str] = &["data"];

/// Chunks read, and what they require of the following chunks.
#[derive(Debug, Default)]
struct ChunkRules {
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
    frame: Option<Frame>,
}

/// Frame of an animation.
#[derive(Debug)]
struct Frame {
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
        T::IHDR | T::tIME | T::IEND => (false, &[]),
        T::cHRM | T::cICP | T::gAMA | T::iCCP | T::mDCV | T::cLLI | T::sBIT | T::sRGB => {
            (false, BEFORE_PALETTE)
        }
        T::PLTE
        | T::acTL
        | T::bKGD
        | T::eXIf
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

fn rule(message: impl Into<String>) -> Fault {
    Fault::soft(FaultKind::Rule, 0, message)
}

fn number(value: impl Into<i128>) -> Fact {
    Fact::from(value.into())
}

/// Returns the result of comparing a number with the number determined by other chunks.
fn compare(what: &'static str, expected: u32, found: u32) -> Result<Verified, Fault> {
    if expected == found {
        return Ok(Verified::Computed(what));
    }
    let fault = Fault::soft(FaultKind::Mismatch, 0, format!("does not match {what}"));
    Err(fault.with(number(expected), number(found)))
}

/// Collects the findings of one chunk.
struct Findings {
    chunk: usize,
    all: Vec<Finding>,
}

impl Findings {
    fn fault(&mut self, field: &'static [&'static str], fault: Fault) {
        self.add(self.chunk, field, Err(fault));
    }

    fn add(
        &mut self,
        chunk: usize,
        field: &'static [&'static str],
        outcome: Result<Verified, Fault>,
    ) {
        self.all.push(Finding { chunk, field, outcome });
    }
}

impl ChunkRules {
    fn has(&self, r#type: ChunkType) -> bool {
        self.seen.contains(&r#type)
    }

    /// Applies the rules to the next chunk, whose `data` starts at offset `start`.
    fn add(&mut self, index: usize, chunk: &Chunk, data: &[u8], start: u64) -> Vec<Finding> {
        let mut findings = Findings { chunk: index, all: Vec::new() };
        let r#type = chunk.r#type;
        self.check_order(r#type, &mut findings);
        if let Some(content) = &chunk.data.value {
            self.check_content(content, data, start, &mut findings);
        }
        if r#type == ChunkType::IEND {
            self.check_end(&mut findings);
        }
        if r#type != ChunkType::IDAT && self.has(ChunkType::IDAT) {
            self.image_ended = true;
        }
        if !self.has(r#type) && ChunkType::KNOWN.contains(&r#type) {
            self.seen.push(r#type);
        }
        findings.all
    }

    /// Verifies the number and order of chunks (5.6).
    fn check_order(&mut self, r#type: ChunkType, findings: &mut Findings) {
        let (repeats, successors) = order(r#type);
        if !repeats && self.has(r#type) {
            findings.fault(TYPE, rule("must not be repeated (5.6)"));
        }
        if let Some(successor) = successors.iter().find(|successor| self.has(**successor)) {
            findings.fault(TYPE, rule(format!("must precede {successor:?} (5.6)")));
        }
        let dependents = [ChunkType::bKGD, ChunkType::hIST, ChunkType::tRNS];
        match r#type {
            ChunkType::PLTE => {
                if let Some(dependent) = dependents.iter().find(|dependent| self.has(**dependent)) {
                    findings.fault(TYPE, rule(format!("must precede {dependent:?} (5.6)")));
                }
            }
            ChunkType::IDAT if self.image_ended => {
                self.image_ended = false;
                findings.fault(TYPE, rule("IDAT chunks must be consecutive (5.6)"));
            }
            ChunkType::IDAT if !self.has(ChunkType::IDAT) && self.is_indexed() => {
                self.require_palette(findings);
            }
            ChunkType::sRGB if self.has(ChunkType::iCCP) => {
                findings.fault(TYPE, rule("must not be used together with iCCP (5.6)"));
            }
            ChunkType::iCCP if self.has(ChunkType::sRGB) => {
                findings.fault(TYPE, rule("must not be used together with sRGB (5.6)"));
            }
            ChunkType::hIST => self.require_palette(findings),
            ChunkType::tRNS | ChunkType::bKGD if self.is_indexed() => {
                self.require_palette(findings);
            }
            ChunkType::fdAT if !self.has(ChunkType::IDAT) => {
                findings.fault(TYPE, rule("must follow IDAT (5.6)"));
            }
            _ => {}
        }
    }

    fn is_indexed(&self) -> bool {
        self.header.as_ref().is_some_and(|header| header.color_type == ColorType::INDEXED)
    }

    fn require_palette(&self, findings: &mut Findings) {
        if !self.has(ChunkType::PLTE) {
            findings.fault(TYPE, rule("must follow PLTE, which is missing (11.2.2)"));
        }
    }

    /// Compares the content of a chunk with the chunks before it.
    fn check_content(
        &mut self,
        content: &ChunkData,
        data: &[u8],
        start: u64,
        findings: &mut Findings,
    ) {
        match content {
            ChunkData::Header(header) if !self.has(ChunkType::IHDR) => {
                self.header = ImageLayout::of(header, None).is_some().then(|| header.clone());
            }
            ChunkData::Palette(_) => self.check_palette(data.len(), findings),
            ChunkData::Transparency(transparency) => {
                self.check_transparency(transparency, findings);
            }
            ChunkData::Background(background) => self.check_background(background, findings),
            ChunkData::Histogram(_) => {
                let count = data.len() as u64 / 2;
                if let Some(entries) = self.palette_entries
                    && count != u64::from(entries)
                {
                    let message = "number of frequencies does not match the palette (11.3.4.2)";
                    findings.fault(DATA, rule(message).with(number(entries), number(count)));
                }
            }
            ChunkData::SignificantBits(_) => self.check_significant_bits(data, findings),
            ChunkData::SuggestedPalette(palette) => {
                if !self.palette_names.insert(palette.palette_name.to_vec()) {
                    let message = "must differ from the names of other palettes (11.3.4.4)";
                    findings.fault(&["data", "palette_name"], rule(message));
                }
            }
            ChunkData::Image(_) => self.check_image(data, start, findings),
            ChunkData::AnimationControl(AnimationControl { num_frames, .. }) => {
                self.animation.control.get_or_insert((findings.chunk, *num_frames));
            }
            ChunkData::FrameControl(control) => self.check_frame(control, findings),
            ChunkData::FrameData(frame) => {
                self.check_sequence(frame.sequence_number, findings);
                let data = data.get(4..).unwrap_or_default();
                self.check_frame_data(data, start.saturating_add(4), findings);
            }
            _ => {}
        }
    }

    /// Verifies the number of palette entries (11.2.2).
    fn check_palette(&mut self, size: usize, findings: &mut Findings) {
        if self.has(ChunkType::PLTE) || !size.is_multiple_of(3) {
            return;
        }
        let mut max = 256;
        if let Some(header) = &self.header {
            match header.color_type {
                ColorType::GREYSCALE | ColorType::GREYSCALE_ALPHA => {
                    findings.fault(TYPE, rule("must not be used in grayscale images (11.2.2)"));
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
                findings.fault(DATA, fault.with(expected, number(entries)));
            }
        }
    }

    fn check_transparency(&self, transparency: &Transparency, findings: &mut Findings) {
        let Some(header) = &self.header else { return };
        check_samples(
            &match transparency {
                Transparency::Grey(sample) => grey_sample(sample),
                Transparency::Color(color) => color_samples(color),
                Transparency::Palette(_) => Vec::new(),
            },
            max_sample(header.bit_depth),
            "sample out of range (11.3.1.1)",
            findings,
        );
        match (header.color_type, transparency) {
            (ColorType::GREYSCALE_ALPHA | ColorType::TRUECOLOR_ALPHA, _) => {
                let message = "must not be used in images with an alpha channel (11.3.1.1)";
                findings.fault(TYPE, rule(message));
            }
            (ColorType::INDEXED, Transparency::Palette(values)) => {
                let Some(entries) = self.palette_entries else { return };
                if !(1..=u64::from(entries)).contains(&values.len()) {
                    let fault = rule("number of alpha values out of range (11.3.1.1)");
                    let expected = Fact::description(format!("1 to {entries}"));
                    findings.fault(DATA, fault.with(expected, number(values.len())));
                }
            }
            _ => {}
        }
    }

    fn check_background(&self, background: &Background, findings: &mut Findings) {
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
        check_samples(&samples, max, message, findings);
    }

    /// Verifies the number of channels and their bits (11.3.2.4).
    fn check_significant_bits(&self, bits: &[u8], findings: &mut Findings) {
        let Some(header) = &self.header else { return };
        let (channels, max) = match header.color_type {
            ColorType::INDEXED => (3, 8),
            other => (other.channels().unwrap_or_default(), header.bit_depth),
        };
        if bits.len() != usize::from(channels) {
            let fault = rule("number of values does not match the color type (11.3.2.4)");
            let found = number(bits.len() as u64);
            findings.fault(DATA, fault.with(number(channels), found));
        } else if let Some(invalid) = bits.iter().find(|bits| !(1..=max).contains(*bits)) {
            let fault = rule("number of significant bits out of range (11.3.2.4)");
            let expected = Fact::description(format!("1 to {max}"));
            findings.fault(DATA, fault.with(expected, number(*invalid)));
        }
    }

    /// Verifies the rules for the end of the file.
    fn check_end(&mut self, findings: &mut Findings) {
        if !self.has(ChunkType::IDAT) {
            findings.fault(TYPE, rule("must follow IDAT, which is missing (5.6)"));
        }
        if let Some(image) = self.image.take() {
            image.finish(findings);
        }
        self.end_frame(findings);
        if let Some((control, num_frames)) = self.animation.control {
            let outcome = compare("the number of fcTL chunks", self.animation.frames, num_frames);
            findings.add(control, &["data", "num_frames"], outcome);
        }
    }

    fn layout(&self) -> Option<ImageLayout> {
        ImageLayout::of(self.header.as_ref()?, self.palette_entries)
    }

    /// Verifies part of the image (11.2.3).
    fn check_image(&mut self, data: &[u8], start: u64, findings: &mut Findings) {
        let layout = self.layout();
        let image = self.image.get_or_insert_with(|| ImageData::new(layout));
        image.feed(data, start, findings);
    }

    /// Verifies a frame control chunk (11.3.6.2).
    fn check_frame(&mut self, control: &FrameControl, findings: &mut Findings) {
        self.check_sequence(control.sequence_number, findings);
        self.end_frame(findings);
        if self.animation.control.is_none() && self.animation.frames == 0 {
            findings.fault(TYPE, rule("must follow acTL, which is missing (11.3.6.1)"));
        }
        let is_image = !self.has(ChunkType::IDAT);
        if is_image && self.animation.frames > 0 {
            findings.fault(TYPE, rule("only one fcTL chunk may precede IDAT (5.6)"));
        }
        self.animation.frames = self.animation.frames.saturating_add(1);
        if let Some(header) = &self.header {
            check_frame_area(control, header, is_image, findings);
        }
        self.animation.frame = Some(Frame {
            control: findings.chunk,
            layout: self.layout().and_then(|all| all.with_size(control.width, control.height)),
            is_image,
            data: None,
        });
    }

    /// Verifies part of a frame (11.3.6.3).
    fn check_frame_data(&mut self, data: &[u8], start: u64, findings: &mut Findings) {
        let has_image = self.has(ChunkType::IDAT);
        match self.animation.frame.as_mut().filter(|frame| !frame.is_image) {
            Some(frame) => {
                let layout = frame.layout;
                let image = frame.data.get_or_insert_with(|| ImageData::new(layout));
                image.feed(data, start, findings);
            }
            None if has_image => {
                findings.fault(TYPE, rule("must follow fcTL (11.3.6.3)"));
            }
            None => {}
        }
    }

    /// Verifies that the current frame is complete.
    fn end_frame(&mut self, findings: &mut Findings) {
        let Some(frame) = self.animation.frame.take() else { return };
        match frame.data {
            Some(data) => data.finish(findings),
            None if frame.is_image => {}
            None => {
                let fault = rule("must be followed by fdAT (11.3.6.2)");
                findings.add(frame.control, TYPE, Err(fault));
            }
        }
    }

    /// Compares a sequence number with the number of fcTL and fdAT chunks before it (11.3.6). A
    /// number that follows the previous one is not reported again.
    fn check_sequence(&mut self, found: u32, findings: &mut Findings) {
        let animation = &mut self.animation;
        let expected = animation.sequence;
        let follows = animation.last_number.and_then(|last| last.checked_add(1)) == Some(found);
        if found == expected || !follows {
            let outcome = compare("the sequence of fcTL and fdAT chunks", expected, found);
            findings.add(findings.chunk, &["data", "sequence_number"], outcome);
        }
        animation.last_number = Some(found);
        animation.sequence = expected.saturating_add(1);
    }
}

/// Path and value of a sample.
type FieldSample = (&'static [&'static str], u16);

fn grey_sample(sample: &Grey) -> Vec<FieldSample> {
    vec![(&["data", "grey"], sample.grey)]
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
    findings: &mut Findings,
) {
    for (field, value) in samples.iter().filter(|(_, value)| *value > max) {
        let expected = Fact::AtMost(Box::new(number(max)));
        findings.fault(field, rule(message).with(expected, number(*value)));
    }
}

/// Verifies that a frame is within the image, or that the first frame is the image (11.3.6.2).
fn check_frame_area(
    control: &FrameControl,
    header: &ImageHeader,
    is_image: bool,
    findings: &mut Findings,
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
                    findings.fault(field, fault);
                }
            }
        } else if offset.checked_add(size).is_none_or(|end| end > whole) {
            let fault = rule("extends past the edge of the image (11.3.6.2)");
            let max = Fact::AtMost(Box::new(number(whole.saturating_sub(offset))));
            findings.fault(size_field, fault.with(max, number(size)));
        }
    }
}

impl ImageData {
    fn new(layout: Option<ImageLayout>) -> Self {
        let stream = layout.map(|layout| ImageStream::new(Rows::new(layout)));
        Self { last: 0, stream }
    }

    /// Verifies the data of the next chunk, which starts at offset `start`.
    fn feed(&mut self, data: &[u8], start: u64, findings: &mut Findings) {
        self.last = findings.chunk;
        if let Some(Err(fault)) = self.stream.as_mut().map(|stream| stream.feed(data)) {
            let offset = start.saturating_add(fault.offset);
            findings.fault(DATA, fault.at(offset));
            self.stream = None;
        }
    }

    /// Verifies that the data is complete. A fault is recorded at the last chunk.
    fn finish(self, findings: &mut Findings) {
        if let Some(Err(fault)) = self.stream.map(|stream| stream.finish()) {
            findings.add(self.last, DATA, Err(fault));
        }
    }
}
